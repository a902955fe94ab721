"""Faktablad of an own area: the same sheet for municipalities that the address puts together and names."""

from dashboard.forms.factsheet.content import OF_AREAS
from dashboard.pages import PageKind, factsheet
from dashboard.views.selection import OVERVIEW

PAGE = PageKind(
    address=OF_AREAS,
    under=OVERVIEW,
    of_a_place=True,
    make=factsheet.page,
    needs_figures=True,
    synonyms=("Faktablad", "en sida att skriva ut", "utskrift"),
    examples=(f"{OF_AREAS}?region=2303+2305&namn=Tvillingkommunerna",),
)
