"""Margins of error of ``lor_vacancies_business``."""

from loaders.indicators._surveys import MARGIN, business, lor_margin

INDICATOR = lor_margin(
    "lor_vacancies_business",
    business(MARGIN, optional=True),
    part="näringslivet",
    ending=" i näringslivet",
    slug="lediga-jobb-lor-naringslivet",
    order=47,
)
