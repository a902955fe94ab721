"""From an address to a Page: the declared one, or one that says what is wrong and what to do."""

from dataclasses import replace

from dash import html

from dashboard.data.series import Data
from dashboard.model import Size
from dashboard.pages import Asked, Page, PageKind, page_at
from dashboard.pages._parts import alert, damage_told, page_link, row_of_places
from dashboard.views.links import foreign
from dashboard.views.links.named import by_codes
from dashboard.views.selection import OVERVIEW, Selection
from dashboard.words.nouns import in_sentence
from loaders.ground.errors import NothingPublishedYet, StoreDamaged, StoreError, UsageError


def page(path: str, search: str, data: Data, size: Size) -> Page:
    """The page at an address. What is not understood or not there becomes a page that says so."""
    kind, bare = page_at(path), path.rstrip("/")
    is_named = isinstance(kind, PageKind) and bool(not kind.is_open or kind.word(path))
    if not is_named and bare != path and page_at(bare) is not None:
        return _moved(f"{bare}?{search}" if search else bare)
    if not isinstance(kind, PageKind):
        return message(
            "Sidan finns inte",
            f"Det finns ingen sida med adressen {path}.",
            status=404,
            synthetic=data.synthetic,
        )
    words = foreign.sort_words(search, kind.known_words)
    if meant := by_codes(words.search):
        return _moved(f"{path}?{meant}")
    try:
        selection = kind.selection(path, words.search, data.county)
    except UsageError as error:
        status = 200 if not kind.is_open or kind.is_there(kind.word(path)) else 404
        return message("Länken går inte att förstå", error.message_sv, status=status, synthetic=data.synthetic)
    asked = Asked(selection=selection, data=data, size=size, said=words.said, word=kind.word(path))
    try:
        found = _with_figures(kind, asked) if kind.needs_figures else kind.make(asked)
    except StoreDamaged as error:
        found = _empty(kind, selection, data, f"Siffrorna går inte att läsa. {error.message_sv}", status=503)
    return replace(_in_place(found, kind, asked), note=foreign.told_sv(words.unknown, kind.known_words))


def _moved(address: str) -> Page:
    """The page that was meant has another address."""
    return replace(message("Adressen är en annan", "", status=200), moved_to=address)


def _in_place(found: Page, kind: PageKind, asked: Asked) -> Page:
    """The page with what the router knows: its menu item, the chosen place, and whether the store is made up."""
    return replace(
        found,
        nav=kind.nav,
        region=found.region or (asked.selection.region if kind.of_a_place else ""),
        synthetic=found.synthetic or asked.data.synthetic,
        beside=tuple((link, _in_place(other, kind, asked)) for link, other in found.beside),
    )


def _with_figures(kind: PageKind, asked: Asked) -> Page:
    selection, data = asked.selection, asked.data
    if data.is_unreadable:
        told = " ".join(damage_told(data))
        return message("Statistiken går inte att läsa", told, status=503)
    if data.is_empty():
        return message(
            "Inga data är hämtade än",
            "Kör lanspuls fetch för att hämta statistiken, eller lanspuls demo för att se sidan med påhittade siffror.",
            status=200,
        )
    try:
        return kind.make(asked)
    except UsageError as error:
        return _empty(kind, selection, data, error.message_sv)
    except NothingPublishedYet:
        return _empty(kind, selection, data, _nothing_yet(selection, data))
    except StoreDamaged:
        raise
    except StoreError:
        return _empty(
            kind, selection, data, "Den uppdelningen är inte hämtad. Välj en annan, eller hämta tabellen på nytt."
        )


def _nothing_yet(selection: Selection, data: Data) -> str:
    if selection.indicator and not data.has(selection.indicator):
        return (
            f"Inga siffror är hämtade än för {in_sentence(selection.declared.short_title_sv)}. "
            f"Kör lanspuls fetch {selection.indicator}."
        )
    first = data.store.publications(selection.indicator)
    day = f" Den första kända publiceringen är från {first[0].published:%Y-%m-%d}." if first else ""
    return f"Inget var publicerat den dag du har valt.{day} Välj en senare dag i ordet per."


def _empty(kind: PageKind, selection: Selection, data: Data, text: str, *, status: int = 200) -> Page:
    """A page with its place row and a sentence on what is missing."""
    title = selection.declared.title_sv if selection.indicator else kind.menu_sv
    return Page(
        title=title,
        body=[
            row_of_places(selection, data),
            html.H1(title, tabIndex="-1"),
            alert(html.P(text, className="ingress")),
        ],
        status=status,
    )


def message(title: str, text: str, *, status: int, synthetic: bool = False) -> Page:
    """A page that says what is wrong and what to do."""
    return Page(
        title=title,
        body=[
            html.H1(title, tabIndex="-1"),
            alert(html.P(text, className="ingress")),
            html.P(page_link("Till Läget", OVERVIEW)),
        ],
        status=status,
        synthetic=synthetic,
    )
