"""Margins of error of ``lor_vacancies``."""

from loaders.indicators._surveys import MARGIN, lor_margin, whole_economy

INDICATOR = lor_margin(
    "lor_vacancies",
    whole_economy(MARGIN, optional=True),
    part="hela ekonomin",
    ending="",
    slug="lediga-jobb-lor",
    order=46,
)
