"""One page of SCB's release calendar, an HTML fragment, as rows. Read by what a person sees, not by class names.

A row has a link whose address ends with a product's code, a cell that is a date, and a cell that names a period. As
served in October 2026 (kept row by row by a public project): product with the text on the round below the link,
reference period, forms of publication, date, publisher, responsible agency; below the table links such as ``21-40``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

from loaders.formats.written_months import month_of
from loaders.ground.errors import SourceChanged
from loaders.ground.files import BOM

DATABASE = "databas"
"""The form of publication that figures come in; news and reports have days of their own."""
_FORMS = frozenset({DATABASE, "publikation", "statistiknyhet", "tabell och diagram"})
_OTHER_LANGUAGE = frozenset({"database", "publication", "statistical news", "tables and graphs"})
_PRODUCT = re.compile(r"/([a-z]{2}\d{4}[a-z]?)(?:-en)?/?(?:[?#].*)?$", re.IGNORECASE)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}[:.]\d{2}(?::\d{2})?)?")
_QUARTER = re.compile(
    r"(?:([1-4])(?::?[ae])?\s*kv(?:artalet|artal|\.)?|kv(?:artal|\.)?\s*([1-4]))\s*(\d{4})", re.IGNORECASE
)
_YEAR = re.compile(r"(?:år(?:et)?\s*)?((?:19|20)\d{2})", re.IGNORECASE)
_MOVED = re.compile(r"\bfrån\s+(?:den\s+)?(\d{4}-\d{2}-\d{2})", re.IGNORECASE)
_SPAN = re.compile(r"\b(\d+)\s*[-–]\s*(\d+)\b")
_MARK = re.compile(r"kalender|calendar", re.IGNORECASE)
LONGEST = 4_000_000
"""Bytes of a page that are read; one is some twenty kilobytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRow:
    """One planned publication as the calendar tells it.

    period: our text of the reference period, "" where it is no month, quarter or year. forms: as written, in small
    letters; empty where the row has none. moved_from: the day it was planned for before, where the row says so.
    """

    product: str
    name: str
    day: date
    reference: str
    period: str = ""
    round: str = ""
    forms: tuple[str, ...] = ()
    moved_from: date | None = None

    @property
    def has_figures(self) -> bool:
        """Whether figures come with it: into the database, or in no form that is named."""
        return not self.forms or DATABASE in self.forms


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage:
    """A page of the calendar. total: rows of all its pages together. unread: rows that could not be understood."""

    rows: tuple[CalendarRow, ...]
    total: int
    unread: int = 0


def read_page(body: bytes) -> CalendarPage:
    """A fragment as rows, in its order; one without any is a page without rows. Pure.

    SourceChanged if it is something else: no calendar, in another language, or no row that can be understood.
    """
    if len(body) > LONGEST:
        raise SourceChanged(f"the release calendar answers with {len(body)} bytes, far more than a page of it")
    text = body.removeprefix(BOM).decode("utf-8", errors="replace")
    found = _Fragment()
    found.feed(text)
    found.close()
    written = [row for row in found.rows if any(cell.lines for cell in row)]
    rows = [row for row in map(_row, written) if row is not None]
    if not written and not _MARK.search(text):
        raise SourceChanged(f"this is no page of the release calendar; it begins {text[:60]!r}")
    said = {line.casefold() for row in written for cell in row for line in cell.lines}
    if said & _OTHER_LANGUAGE and not said & _FORMS:
        raise SourceChanged("the release calendar answers in English; its Swedish page is asked for")
    if written and not rows:
        shown = " | ".join(" ".join(cell.lines) for cell in written[0])[:120]
        raise SourceChanged(f"no row of the release calendar has both a product and a date; the first is: {shown}")
    spans = [(int(first), int(last)) for first, last in _SPAN.findall(" ".join(found.links))]
    total = max((last for first, last in spans if first <= last), default=len(rows))
    return CalendarPage(rows=tuple(rows), total=max(total, len(rows)), unread=len(written) - len(rows))


def reference_period(text: str) -> str:
    """A reference period as ours: *Oktober 2026*, *3:e kvartalet 2026*, *2025*; "" for days, weeks and spans."""
    plain = " ".join(text.split())
    if found := _QUARTER.fullmatch(plain):
        return f"{found[3]}-Q{found[1] or found[2]}"
    if found := _YEAR.fullmatch(plain):
        return found[1]
    return month_of(plain) if re.search(r"(?:19|20)\d{2}", plain) else ""


@dataclass(slots=True)
class _Cell:
    """A cell's text by line, and its first link with the text on it."""

    lines: list[str]
    href: str = ""
    link: str = ""


def _row(cells: list[_Cell]) -> CalendarRow | None:
    linked = next(((cell, found[1]) for cell in cells if (found := _PRODUCT.search(cell.href))), None)
    dated = next(((cell, day) for cell in cells if (day := _day_of(" ".join(cell.lines))) is not None), None)
    if linked is None or dated is None or linked[0] is dated[0]:
        return None
    rest = [cell for cell in cells if cell is not linked[0] and cell is not dated[0]]
    forms = next((cell for cell in rest if {line.casefold() for line in cell.lines} & _FORMS), None)
    named = [(" ".join(cell.lines), cell) for cell in rest if cell is not forms]
    reference = next((text for text, _ in named if reference_period(text)), named[0][0] if named else "")
    cell, code = linked
    told = " ".join(line for line in cell.lines if line != cell.link)
    return CalendarRow(
        product=code.upper(),
        name=cell.link,
        day=dated[1],
        reference=reference,
        period=reference_period(reference),
        round=told,
        forms=tuple(line.casefold() for line in forms.lines) if forms else (),
        moved_from=_moved_from(told),
    )


def _day_of(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _moved_from(told: str) -> date | None:
    found = _MOVED.search(told)
    return _day_of(found[1]) if found else None


class _Fragment(HTMLParser):
    """Collects the cells of every table row with data, and the words on the links outside of tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[_Cell]] = []
        self.links: list[str] = []
        self._cell: _Cell | None = None
        self._words: list[str] = []
        self._link: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag == "td":
            self._end_cell()
            if not self.rows:
                self.rows.append([])
            self._cell = _Cell([])
            self.rows[-1].append(self._cell)
        elif tag in ("br", "p", "div", "li", "span", "a"):
            self._end_line()
        if tag == "a":
            self._link = []
            if self._cell is not None and not self._cell.href:
                self._cell.href = (dict(attrs).get("href") or "").strip()

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        if self._link is not None:
            self._link.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link is not None:
            words = _plain(self._link)
            self._link = None
            if self._cell is None:
                self.links.append(words)
            elif not self._cell.link:
                self._cell.link = words
        if tag in ("a", "span", "p", "div", "li"):
            self._end_line()
        elif tag in ("td", "tr", "table"):
            self._end_cell()

    def close(self) -> None:
        """Nothing is held back: an unfinished cell ends with the text."""
        super().close()
        self._end_cell()

    def _end_line(self) -> None:
        line = _plain(self._words)
        self._words = []
        if line and self._cell is not None:
            self._cell.lines.append(line)

    def _end_cell(self) -> None:
        self._end_line()
        self._cell = None


def _plain(words: Iterable[str]) -> str:
    return " ".join("".join(words).split())
