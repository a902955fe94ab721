"""From an address to a Page: the declared one, or one that says what is wrong and what to do."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from dash import html

from dashboard.data.series import Data
from dashboard.model import Size
from dashboard.pages import Asked, DocumentKind, Page, PageKind, page_at
from dashboard.pages._parts import alert, damage_told, for_keeper, page_link, row_of_places
from dashboard.views.links import foreign
from dashboard.views.links.named import by_codes
from dashboard.views.selection import OVERVIEW, Selection
from dashboard.words import swedish
from dashboard.words.nouns import in_sentence
from loaders.ground.errors import NothingPublishedYet, StoreDamaged, StoreError, UsageError
from loaders.ground.names import fold


def page(path: str, search: str, data: Data, size: Size) -> Page:
    """The page at an address. What is not understood or not there becomes a page that says so."""
    kind, bare = page_at(path), path.rstrip("/")
    is_named = isinstance(kind, PageKind) and bool(not kind.is_open or kind.word(path))
    if not is_named and bare != path and page_at(bare) is not None:
        return _moved(bare, search)
    if kind is not None and (meant := _meant(path, kind)):
        return _moved(meant, search)
    above = page_at(f"{path}/") if kind is None else None
    if above is not None and above.fixed == f"{path}/":  # an address cut off before its open word
        return _moved(above.nav, "")
    if not isinstance(kind, PageKind):
        return message(
            "Sidan finns inte",
            f"Det finns ingen sida med adressen {path}.",
            status=404,
            synthetic=data.synthetic,
        )
    words = foreign.sort_words(search, kind.known_words)
    if meant := by_codes(words.search):
        return _moved(path, meant)
    try:
        selection = kind.selection(path, words.search, data.county)
    except UsageError as error:
        is_there = not kind.is_open or kind.is_there(kind.word(path))
        return message(
            "Länken går inte att förstå",
            error.message_sv,
            status=200 if is_there else 404,
            synthetic=data.synthetic,
            links=_ways_on(path, search, kind, is_there=is_there),
        )
    asked = Asked(selection=selection, data=data, size=size, said=words.said, word=kind.word(path))
    try:
        found = _with_figures(kind, asked) if kind.needs_figures else kind.make(asked)
    except StoreDamaged as error:
        found = _empty(kind, selection, data, f"Siffrorna går inte att läsa. {error.message_sv}", status=503)
    return replace(_in_place(found, kind, asked), note=foreign.told_sv(words.unknown, kind.known_words))


def _moved(path: str, search: str) -> Page:
    """The page at another address, which is sent as a header: nothing in it ends a line."""
    address = f"{quote(path)}{'?' if search else ''}{''.join(sign for sign in search if sign.isprintable())}"
    return replace(message("Adressen är en annan", "", status=200), moved_to=address)


def _meant(path: str, kind: PageKind | DocumentKind) -> str:
    """The address that one with a word that is not there means: the same word spelt as it is, or the page above."""
    word = kind.word(path)
    if kind.is_open and not word:
        return kind.nav
    if not kind.is_open or not isinstance(kind, PageKind) or kind.is_there(word):
        return ""
    spelt = fold(word).replace(" ", "-")
    return f"{kind.fixed}{spelt}" if spelt != word and kind.is_there(spelt) else ""


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
            "Sidan visar siffror så snart statistiken är hämtad.",
            status=200,
            keeper="kör lanspuls fetch för att hämta statistiken, eller lanspuls demo för att se sidan med påhittade "
            "siffror.",
        )
    try:
        return kind.make(asked)
    except UsageError as error:
        return _empty(kind, selection, data, error.message_sv)
    except NothingPublishedYet:
        if selection.indicator and not data.has(selection.indicator):
            told = f"Inga siffror är hämtade än för {in_sentence(selection.declared.short_title_sv)}."
            return _empty(kind, selection, data, told, keeper=f"kör lanspuls fetch {selection.indicator}.")
        return _empty(kind, selection, data, _nothing_yet(selection, data))
    except StoreDamaged:
        raise
    except StoreError:
        return _empty(kind, selection, data, "Den uppdelningen är inte hämtad. Välj en annan.")


def _nothing_yet(selection: Selection, data: Data) -> str:
    first = data.store.publications(selection.indicator)
    day = f" Den första kända publiceringen är från {swedish.date_text(first[0].published)}." if first else ""
    return f"Inget var publicerat den dag du har valt.{day} Välj en senare dag i ordet per."


def _empty(kind: PageKind, selection: Selection, data: Data, text: str, *, status: int = 200, keeper: str = "") -> Page:
    """A page with its place row and a sentence on what is missing; keeper: what is done about it outside the pages."""
    title = selection.declared.title_sv if selection.indicator else kind.name_sv
    return Page(
        title=title,
        body=[
            row_of_places(selection, data),
            html.H1(title, tabIndex="-1"),
            alert(html.P(text, className="ingress")),
            *([for_keeper(keeper)] if keeper else []),
        ],
        status=status,
    )


def _ways_on(path: str, search: str, kind: PageKind, *, is_there: bool) -> list[tuple[str, str]]:
    """Where a link that is not understood may lead: the page without its words, or the one above it."""
    if is_there:
        return [("Öppna sidan utan valen i länken", path)] if search else []
    above = page_at(kind.nav)
    return [(f"Till {above.name_sv}", kind.nav)] if above is not None and kind.nav != OVERVIEW else []


def message(
    title: str,
    text: str,
    *,
    status: int,
    synthetic: bool = False,
    links: Sequence[tuple[str, str]] = (),
    keeper: str = "",
) -> Page:
    """A page that says what is wrong and what to do. links: further ways on, text and address; keeper: as _empty's."""
    ways_on = [part for name, href in links for part in (page_link(name, href), " ")]
    return Page(
        title=title,
        body=[
            html.H1(title, tabIndex="-1"),
            alert(html.P(text, className="ingress")),
            *([for_keeper(keeper)] if keeper else []),
            html.P([*ways_on, page_link("Till Läget", OVERVIEW)], className="vagar"),
        ],
        status=status,
        synthetic=synthetic,
    )
