"""Framskrivning: the page of SCB's population projection, which has an item of its own in the menu."""

from dashboard.pages import PageKind
from dashboard.pages.indicator import page
from dashboard.views.selection import INDICATOR, WORDS, parse
from loaders import catalogue

PAGE = PageKind(
    address=INDICATOR + catalogue.indicator("population_projection").slug,
    menu_sv="Framskrivning",
    order=30,
    of_a_place=True,
    make=page,
    choose=parse,
    words=WORDS,
    needs_figures=True,
)
