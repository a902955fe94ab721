"""From an address to a Page: the one table of our pages, and what is shown when something is wrong."""

from dash import html

from dashboard.data import Data
from dashboard.model import Size
from dashboard.pages import about, indicator, key_figures, outlook, overview, own
from dashboard.pages.parts import Page, alert, message, row_of_places
from dashboard.selection import INDICATOR, OVERVIEW, Selection, parse
from loaders import catalogue
from loaders.errors import NothingPublishedYet, StoreError, UsageError

PAGES = (OVERVIEW, "/indikatorer", key_figures.ADDRESS, outlook.ADDRESS, own.ADDRESS, "/om")
_OF_A_PLACE = (OVERVIEW, "/indikatorer", key_figures.ADDRESS, outlook.ADDRESS, own.ADDRESS)


def page(path: str, search: str, data: Data, size: Size) -> Page:
    """The page at an address. What is not understood or not there becomes a page that says so."""
    if path not in PAGES and not path.startswith(INDICATOR):
        return message(
            "Sidan finns inte",
            f"Det finns ingen sida med adressen {path}.",
            status=404,
            synthetic=data.synthetic,
        )
    try:
        if path == "/om":
            return about.page(data)
        selection = parse(OVERVIEW if path in _OF_A_PLACE else path, search, home=data.county)
    except UsageError as error:
        slug = path.removeprefix(INDICATOR).rstrip("/")
        known = path in _OF_A_PLACE or any(d.slug == slug for d in catalogue.shown())
        status = 200 if known else 404
        return message("Länken går inte att förstå", error.message_sv, status=status, synthetic=data.synthetic)
    if path == "/indikatorer":
        return about.indicators_page(selection, data)
    if path == outlook.ADDRESS:
        return outlook.page(selection, data)
    if path == own.ADDRESS:
        return own.page(selection, data)
    if path == key_figures.ADDRESS:
        return key_figures.page(selection, data)
    try:
        return _with_figures(selection, data, size)
    except UsageError as error:
        return _empty(selection, data, error.message_sv)
    except NothingPublishedYet:
        return _empty(selection, data, _nothing_yet(selection, data))
    except StoreError:
        return _empty(selection, data, "Den uppdelningen är inte hämtad. Välj en annan, eller hämta tabellen på nytt.")


def _with_figures(selection: Selection, data: Data, size: Size) -> Page:
    if data.is_empty():
        return message(
            "Inga data är hämtade än",
            "Kör lanspuls fetch för att hämta statistiken, eller lanspuls demo för att se sidan med påhittade siffror.",
            status=200,
            nav=OVERVIEW,
        )
    if not selection.indicator:
        return overview.page(selection, data)
    return indicator.page(selection, data, size)


def _nothing_yet(selection: Selection, data: Data) -> str:
    if selection.indicator and not data.has(selection.indicator):
        return (
            f"Inga siffror är hämtade än för {selection.declared.short_title_sv.lower()}. "
            f"Kör lanspuls fetch {selection.indicator}."
        )
    first = data.store.publications(selection.indicator)
    day = f" Den första kända publiceringen är från {first[0].published:%Y-%m-%d}." if first else ""
    return f"Inget var publicerat den dag du har valt.{day} Välj en senare dag i ordet per."


def _empty(selection: Selection, data: Data, text: str) -> Page:
    """A page with its place row and a sentence on what is missing."""
    title = selection.declared.title_sv if selection.indicator else "Läget"
    return Page(
        title=title,
        body=[
            row_of_places(selection, data),
            html.H1(title, tabIndex="-1"),
            alert(html.P(text, className="ingress")),
        ],
        nav="/indikatorer",
        region=selection.region,
        synthetic=data.synthetic,
    )
