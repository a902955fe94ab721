"""Notices of redundancy per county and month: one workbook with the whole history, found by name on AF's pages.

The county file's exact name and layout have not been seen here. It is known that it is an Excel file with ``varsel``
and ``lan`` in its name and not ``bransch``, that it covers all months since January 1992, and that in 2026 it came up
to four months after the file per industry. county_sheets.py finds out how its sheets are laid out.
"""

import re
from collections.abc import Generator, Iterable, Iterator
from urllib.parse import urljoin

from loaders.ground.declarations import FileQuery, Label, Status
from loaders.ground.errors import SourceChanged
from loaders.ground.raw import Raw
from loaders.http.transport import Expect
from loaders.planning.table_plans import Look, TablePlan
from loaders.sources.arbetsformedlingen import file_index
from loaders.sources.panel_builder import Cells
from loaders.sources.protocol import Apart, Before, Found, Part, Reading, Source, raw_of
from loaders.sources.session import Session
from loaders.sources.varsel import county_sheets
from loaders.sources.varsel.county_sheets import NATION, REST, CountyBook, Figure
from loaders.store import Scope

PAGES = (
    "statistik/sok-statistik/tidigare-statistik-tidsserier",
    "statistik/sok-statistik/tidigare-statistik",
    "statistik/statistik-om-varsel",
    "statistik/varsel",
)
"""Where the file has been linked from, the newest first. The first of them that has it counts."""
SMALLEST_BYTES = 5_000
_DASHES = frozenset({"-", "–", "—"})
_NUMBER = re.compile(r"\d{1,3}(?:[\s\u00a0\u202f]\d{3})+|\d+")
_BELOW = re.compile(r"<\s*\d+")


class Varsel(Source):
    """The county file of notices."""

    id = "varsel"

    def look(self, session: Session, plan: TablePlan) -> Look:
        """The file's link: its address changes with every upload, so the address is the fingerprint."""
        link = self._link(session, plan)
        query = plan.queries[0]
        found = re.search(query.match, link.name, re.IGNORECASE)
        return Look(
            last_period=(found["period"] if found else "") or "",
            fingerprint=link.href,
            label=link.name,
            url=urljoin(f"{session.url()}/", link.href),
        )

    def download(self, session: Session, plan: TablePlan, look: Look) -> Generator[Raw, None, None]:
        """The workbook."""
        link = self._link(session, plan)
        raw = raw_of(session.get(link.href, expect=Expect.XLSX), link.name)
        if len(raw.body) < SMALLEST_BYTES:
            raise SourceChanged(f"{link.name} has {len(raw.body)} bytes; a whole file has at least {SMALLEST_BYTES}")
        yield raw

    def read(self, plan: TablePlan, raws: Iterable[Raw], *, before: Before) -> Reading:
        """Sheets to one panel of counties and months."""
        raw = next(iter(raws), None)
        if raw is None:
            raise SourceChanged(f"{plan.table}: no file was answered")
        apart = Apart()
        remarks: list[str] = []
        found: list[Found] = []
        last = ""
        book = None
        for indicator, query in plan.file_parts:
            with apart.reading(indicator):
                with raw.as_file() as path:
                    book = county_sheets.read(
                        path, name=raw.name, source=self.id, value=_value_pattern(query), query=query
                    )
                _hold_against_name(book, query, raw.name)
                remarks += _against_nation(book, raw.name)
                cells = Cells(indicator, query)
                unexplained = 0
                for figure in book.figures:
                    if figure.place in (NATION, REST):
                        continue
                    value, status, symbol = _told(figure, book.dash_means_none)
                    unexplained += status is Status.MISSING and symbol in _DASHES
                    cells.add(figure.place, figure.period, value, status, symbol)
                if unexplained:
                    remarks.append(
                        f"{raw.name}: {unexplained} celler har ”-” utan att filen säger vad det betyder; "
                        "de räknas som saknade, inte som noll"
                    )
                first, last = book.periods[0], book.periods[-1]
                panel = cells.panel()
                scope = Scope({"region_code": panel.axes["region_code"]}, first, last) if book.partial else None
                apart.parts.append(Part(indicator=indicator, query=query, panel=panel, scope=scope))
                found.append(Found("file", query.table, query.match, raw.name, f"{first}–{last}"))
        apart.require_any()
        return Reading(
            parts=tuple(apart.parts),
            failed=tuple(apart.failed),
            last_period=last,
            label=raw.name,
            remarks=tuple(remarks),
            found=tuple(found),
            listing=tuple(book.listing) if book else (),
        )

    def fits(self, plan: TablePlan, raw: Raw) -> bool:
        """By name: the county file, or the year's provisional workbook per county, which has sheets per month."""
        provisional = re.search(r"varsel|tillf[äa]llig", raw.name, re.IGNORECASE) and raw.name.lower().endswith(".xlsx")
        return super().fits(plan, raw) or bool(provisional)

    def _link(self, session: Session, plan: TablePlan) -> file_index.Link:
        query = plan.queries[0]
        where = f"varsel ({plan.table})"
        return session.once(("varsel", query.match), lambda: file_index.find(session, PAGES, query, where))


def _value_pattern(query: FileQuery) -> str:
    field = query.measures[0].field
    return field.pattern if isinstance(field, Label) else rf"^\s*{re.escape(field.code)}\s*$"


def _told(figure: Figure, dash_means_none: bool) -> tuple[float | None, Status, str]:
    """Value, status and sign of a cell. A blank one is missing; so is ``-`` unless the file says that it means none."""
    cell = figure.cell
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None, Status.MISSING, ""
    if isinstance(cell, str):
        text = cell.strip()
        if text in _DASHES:
            return (0.0, Status.NIL, "-") if dash_means_none else (None, Status.MISSING, "-")
        if text == "..":
            return None, Status.MISSING, text
        if _BELOW.fullmatch(text):
            return None, Status.SUPPRESSED, text
        if not _NUMBER.fullmatch(text):
            raise SourceChanged(f"{figure.where}: '{text}' for {figure.place} is no number of persons")
        cell = float(re.sub(r"\s", "", text))
    return _persons(figure, cell), Status.EMPTY, ""


def _persons(figure: Figure, cell: float | int | bool) -> float:
    value = float(cell)
    if isinstance(cell, bool) or value < 0 or not value.is_integer():
        raise SourceChanged(f"{figure.where}: {cell} for {figure.place} is no number of persons")
    return value


def _hold_against_name(book: CountyBook, query: FileQuery, name: str) -> None:
    """The newest month of a file is the one in its name."""
    found = re.search(query.match, name, re.IGNORECASE)
    period = found["period"] if found else ""
    if period and period != book.periods[-1]:
        raise SourceChanged(f"{name} ends with {book.periods[-1]}, not with the month in its name")


def _against_nation(book: CountyBook, name: str) -> Iterator[str]:
    """Counties never sum to more than the country the same sheets state; SourceChanged if they do."""
    sums: dict[str, float] = {}
    nation: dict[str, float] = {}
    rest: dict[str, float] = {}
    for figure in book.figures:
        value, *_ = _told(figure, dash_means_none=True)
        if value is not None:
            held = {NATION: nation, REST: rest}.get(figure.place, sums)
            held[figure.period] = held.get(figure.period, 0.0) + value
    over = [period for period, value in nation.items() if sums.get(period, 0.0) > value]
    if over:
        period = min(over)
        raise SourceChanged(
            f"{name}: in {period} the counties sum to {sums[period]:g}, more than the country's {nation[period]:g}. "
            "A column has been misread or the file is wrong; look at it."
        )
    short = [period for period, value in nation.items() if sums.get(period, 0.0) + rest.get(period, 0.0) < value]
    if short:
        yield f"{name}: länen är tillsammans färre än riket i {len(short)} månader, senast {max(short)}"


SOURCE = Varsel()
