"""What a file of this folder declares: one page with its address, its place in the menu and how it is made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dash.development.base_component import Component
from flask.typing import ResponseReturnValue

from dashboard.data.series import Data
from dashboard.model import Size
from dashboard.views.links.foreign import sort_words
from dashboard.views.selection import OVERVIEW, WORDS_OF_PLACE, Selection, link, parse
from loaders.ground import places


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, ready to show. ``body`` is the content of main; ``html_parts`` are long tables as HTML text by id.

    ``region`` is the place its links keep, where that is not the one asked for. ``beside`` are other pages the browser
    may show without asking, by link: they share most of what this one holds. ``nav`` is the address of the menu item
    the page belongs to; the router writes it, and adds DEMODATA wherever the store is made up. ``note`` is a quiet
    sentence on words of the link that mean nothing here. ``moved_to`` is the address of the page that was meant.
    ``description`` is what it says in a sentence or two, for whoever shows a link to it.
    """

    title: str
    body: Sequence[Component]
    region: str = ""
    status: int = 200
    html_parts: tuple[tuple[str, str], ...] = ()
    beside: tuple[tuple[str, "Page"], ...] = ()
    synthetic: bool = False
    nav: str = ""
    note: str = ""
    moved_to: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a visitor asks of a page: the words of the link, the figures, and the size of the window.

    ``said`` are the page's own words (``PageKind.words``) as they stand in the link.
    """

    selection: Selection
    data: Data
    size: Size
    said: Mapping[str, str] = field(default_factory=dict)
    word: str = ""
    """The open word of the address, where it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Addressed:
    address: str
    menu_sv: str = ""
    order: int = 0
    under: str = ""
    of_a_place: bool
    examples: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.address.startswith("/"):
            raise ValueError(f"a page's address begins with a slash, unlike '{self.address}'")
        if self.is_open and not self.examples:
            raise ValueError(f"{self.address} needs examples: only the page knows which words its address takes")
        if bool(self.menu_sv) == bool(self.under):
            raise ValueError(f"{self.address} stands in the menu (menu_sv) or under a page that does: say one of them")

    @property
    def is_open(self) -> bool:
        """Whether the address ends with a word that is not fixed, as ``/indikator/<slug>``."""
        return "<" in self.address

    @property
    def fixed(self) -> str:
        """The address up to its open word."""
        return self.address.partition("<")[0]

    def fits(self, path: str) -> bool:
        """Whether a path leads here."""
        return path.startswith(self.fixed) if self.is_open else path == self.address

    def word(self, path: str) -> str:
        """The open word of a path that leads here."""
        return path.removeprefix(self.fixed).rstrip("/") if self.is_open else ""

    @property
    def name_sv(self) -> str:
        """What it is called where nothing is chosen: its words in the menu, else the first that the search knows."""
        return self.menu_sv or next(iter(self.synonyms), "")

    @property
    def nav(self) -> str:
        """The address of the menu item the page belongs to."""
        return self.under or self.address

    def link(self, *, home: str, region: str = "", as_of: date | None = None) -> str:
        """The address with the chosen place and day, where the page is of a place."""
        if not self.of_a_place:
            return self.address
        words = link(Selection(region=region or home, as_of=as_of), home=home).removeprefix(OVERVIEW)
        return self.address + words

    def example_addresses(self, home: str, meetings: Sequence[str]) -> tuple[str, ...]:
        """Addresses that can be opened, in a county and with these meetings (their dates, newest first).

        ``{municipality}`` is the county's first one, ``{meeting}`` the newest meeting; without any, such an example
        is left out.
        """
        first = places.municipalities(home)[0].code
        words = {"municipality": first, "meeting": meetings[0] if meetings else ""}
        chosen = [one for one in self.examples or (self.address,) if meetings or "{meeting}" not in one]
        return tuple(one.format(**words) for one in chosen)


def _of_place(path: str, search: str, *, home: str) -> Selection:
    return parse(OVERVIEW, sort_words(search, WORDS_OF_PLACE).search, home=home)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind(_Addressed):
    """A page described with Dash components. It is readable as HTML, and changes place without leaving.

    - ``address``: ``/utsikter``, or with one open word at the end ``/indikator/<slug>``.
    - ``menu_sv`` and ``order``: its words in the menu and their place there; else ``under``: the address of the page
      in whose menu item it stands.
    - ``of_a_place``: whether it is shown for a place: links keep the chosen one, and the words ``region`` and ``per``
      of the link become ``Asked.selection``. Otherwise the place is not read.
    - ``words``: further words of the link that the page reads, in ``Asked.said``. Others are left out, and said so.
    - ``make``: the page itself.
    - ``choose``: reads a link with more words; ``(path, search, home=…) → Selection``, UsageError.
    - ``is_there``: whether there is such an open word; a fault in a link to one that is not is answered with 404.
    - ``needs_figures``: the router says what is lacking where nothing was fetched, published or split up so.
    - ``shows_files``: it also shows files that people write, so that a kept copy is not good until the store changes.
    - ``synonyms``: further Swedish words the search finds it by; of a page outside the menu the first is its name.
    - ``found_by``: of an address with an open word, what the search finds of it: address, name and further words.
    - ``examples``: addresses to open in tests, in pictures and for accessibility (``example_addresses``); where the
      address has no open word, itself.
    """

    make: Callable[[Asked], Page]
    choose: Callable[..., Selection] = _of_place
    words: tuple[str, ...] = ()
    is_there: Callable[[str], bool] = bool
    needs_figures: bool = False
    shows_files: bool = False
    found_by: Callable[[], Sequence[tuple[str, str, Sequence[str]]]] = tuple

    @property
    def known_words(self) -> tuple[str, ...]:
        """Every word of a link that means something on the page."""
        return tuple(dict.fromkeys((*(WORDS_OF_PLACE if self.of_a_place else ()), *self.words)))

    def selection(self, path: str, search: str, home: str) -> Selection:
        """What a link chooses; UsageError for words that are not understood."""
        return self.choose(path, search, home=home) if self.of_a_place else Selection(region=home)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A further address of a document, after the document's own: what it answers, and to which method."""

    address: str
    answer: Callable[..., ResponseReturnValue]
    method: str = "GET"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind(_Addressed):
    """A page that is a document of its own, written with a template of ``meetings/page/``. Fields as in PageKind.

    ``answer`` and those of ``parts`` are called with the Material and the open words of the address by name.
    """

    answer: Callable[..., ResponseReturnValue]
    parts: tuple[Part, ...] = ()


AnyKind = PageKind | DocumentKind
