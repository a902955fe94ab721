"""Bolagsverket: one text file of monthly counts by seat, or the layout a person exports for one county.

The live file has a row per month, event (registered, all there are, deregistered), family of register, county and
municipality of seat, and a column for each legal form; figures of a seat are added over the families. It has no
totals: a county is the sum of its rows, those of unknown municipality included, and riket the sum of all rows. A field
left empty in a row that is there is no registration; a municipality without a row says nothing.

The exported layout (År, Månad, Län, and the legal forms by name) holds one event of one county and does not say which:
new firms, closed ones and all there are have the same header. Its name or the person who gives it must say it.
"""

import itertools
import re
import unicodedata
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from loaders.formats.delimited import Delimited, delimited
from loaders.ground import periods, places
from loaders.ground.declarations import Code, FileQuery, Fixed, Indicator, Label, Level, Status
from loaders.ground.errors import SourceChanged, SourceRefused
from loaders.ground.misfits import Role
from loaders.ground.panel import PERIOD, STATUS_CODE, Panel
from loaders.ground.periods import Period
from loaders.ground.raw import Raw
from loaders.http.transport import Expect
from loaders.planning.table_plans import Look, TablePlan
from loaders.sources.panel_builder import Cells
from loaders.sources.protocol import Apart, Before, Found, Part, Reading, Source, field_named, misfit_of, raw_of, told
from loaders.sources.session import Session

FILE = "ftgstat_oppna.csv"
EVENTS = {"registrerade": "1", "avregistrerade": "3"}
"""The file's code of each event that is taken, by the word a person says it with."""
KNOWN_EVENTS = frozenset({"1", "2", "3"})
_NAMED = {
    "registrerade": r"nyregistrer|nya[ _-]?(företag|foretag)",
    "avregistrerade": r"avregistrer|avslut",
}
"""Names that Bolagsverket's service and people give exports of an event."""
_STOCK_NAME = r"(?<![a-zåäö])(alla|samtliga|aktiva|bestånd|bestand)"
STOCK_FROM = 5000
"""Firms of four legal forms in one month and county that are too many to be an event: Stockholm's are fewer."""
STILL_FROM = 1000
STILL_MONTHS = 3
STILL_STEP = 0.02
"""So many firms over so many months that never differ more than this share from the month before: a stock."""
DIGITS = 9
"""Of a number of firms: more is no number, and `int` refuses thousands of them."""
LIVE = frozenset({"ar", "manad", "SATELAN", "SATEKOMMUN", "AB", "HB", "KB", "E"})
"""Fields that others have read in the live file."""
UNKNOWN = frozenset({"", "0", "00", ".", "..", "-", "–"})
"""How a seat that is not known is written, in either field: empty, nought, or a statistician's sign."""


class Bolagsverket(Source):
    """One file, downloaded whole when its stamp has changed."""

    id = "bolagsverket"
    events = tuple(EVENTS)

    def look(self, session: Session, plan: TablePlan) -> Look:
        """What the server says of the file without sending it; nothing where it only answers GET."""
        url = f"{session.url()}/{FILE}"
        try:
            answer = session.transport.request("HEAD", url, expect=Expect.CSV)
        except SourceRefused as refused:
            if refused.status not in (403, 405, 501):
                raise
            return Look(url=url, label=FILE)
        stamp = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        return Look(fingerprint=stamp, url=url, label=FILE)

    def download(self, session: Session, plan: TablePlan, look: Look) -> Generator[Raw, None, None]:
        """The whole file."""
        yield raw_of(session.get(look.url, expect=Expect.CSV))

    def read(self, plan: TablePlan, raws: Iterable[Raw], *, before: Before) -> Reading:
        """Either layout; several exported files (one for each county) may come together."""
        apart = Apart()
        parts = [(indicator, query, Cells(indicator, query)) for indicator, query in plan.file_parts]
        remarks: list[str] = []
        listing: list[str] = []
        found: list[Found] = []
        for raw in raws:
            text = delimited(raw.body, raw.name)
            layout = _Layout.of(text, raw, [part for part in parts if part[0].id not in apart.stopped], apart)
            found += [row for row in layout.found if row not in found]
            remarks += _fill(layout, text, raw.name, apart)
            listing.append(f"{raw.name}: {text.encoding}, {len(text.header)} fält: {', '.join(text.header)}")
            if text.repaired:
                remarks.append(f"{raw.name}: {text.repaired}")
            if layout.said:
                by = "så angivet vid inläsningen" if raw.event else "enligt filens namn"
                remarks.append(f"{raw.name}: handexporterad, läst som {layout.said} efter säte, {by}")
        for indicator, query, cells in parts:
            if len(cells) and indicator.id not in apart.stopped:
                laid = _newest_incomplete(cells.panel(codes={"legal_form": _forms(query)}), indicator)
                apart.parts.append(Part(indicator=indicator, query=query, panel=laid))
        apart.require_any(f"{plan.table}: no row of the files is within what is declared")
        return Reading(
            parts=tuple(apart.parts),
            failed=tuple(apart.failed),
            last_period=max(part.panel.axes[PERIOD][-1] for part in apart.parts),
            label=FILE,
            remarks=tuple(remarks),
            found=tuple(found),
            listing=tuple(listing),
        )


def _forms(query: FileQuery) -> tuple[str, ...]:
    return tuple(dict.fromkeys(measure.where["legal_form"] for measure in query.measures))


def _newest_incomplete(panel: Panel, indicator: Indicator) -> Panel:
    """The same panel, its newest months marked as far too low yet."""
    newest = (..., slice(len(panel.axes[PERIOD]) - indicator.incomplete_newest, None))
    panel.status[newest][~np.isnan(panel.values[newest])] = STATUS_CODE[Status.INCOMPLETE]
    return panel


@dataclass(slots=True)
class _Taken:
    """What one indicator takes of a row: its event, the columns behind each legal form, and where figures go.

    wrong: what is wrong with a figure of its, "" if nothing is.
    """

    indicator: Indicator
    query: FileQuery
    event: str
    columns: dict[str, list[int]]
    since: str
    cells: Cells
    sums: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    written: set[tuple[str, str, int]] = field(default_factory=set)
    wrong: str = ""


@dataclass(slots=True)
class _Layout:
    """Where in a row everything is. None is what the exported layout lacks."""

    year: int
    month: int
    county: int
    municipality: int | None
    name: int | None
    event: int | None
    family: int | None
    taken: list[_Taken]
    found: list[Found]
    said: str
    """The event of a county's file exported by hand, as it was said; "" where every row has its own."""

    @property
    def exported(self) -> bool:
        """Whether this is a county's file exported by hand."""
        return bool(self.said)

    @classmethod
    def of(
        cls, text: Delimited, raw: Raw, parts: Sequence[tuple[Indicator, FileQuery, Cells]], apart: Apart
    ) -> "_Layout":
        """SourceChanged where a field is lacking that all need; what one lacks is left in ``apart``."""
        header, where, found, taken = text.header, raw.name, [], []
        exported = "SATELAN" not in header and any(name.casefold() == "län" for name in header)
        if raw.event and not exported:
            raise SourceChanged(f"{where} has an event in every row: leave --event {raw.event} out")
        said = _said_event(raw) if exported else ""

        def at(declared: Code | Label, ours: str, query: FileQuery) -> int:
            pattern = declared.code if isinstance(declared, Code) else f"/{declared.pattern}/"
            name = field_named(pattern, header, where, query)
            known = isinstance(declared, Code) or name in LIVE
            found.append(Found(name, ours, pattern.strip("/"), name, name, known))
            return header.index(name)

        for indicator, query, cells in parts:
            (event,) = (chosen.value.declared for chosen in query.select if isinstance(chosen, Fixed))
            if exported and event != EVENTS[said]:
                continue
            with apart.reading(indicator):
                columns: dict[str, list[int]] = {}
                for measure in query.measures:
                    form = measure.where["legal_form"]
                    columns.setdefault(form, []).append(at(measure.field, form, query))
                taken.append(_Taken(indicator, query, event, columns, query.since or "", cells))
        if not taken:
            apart.require_any(f"{where} is a county's export of {said}, and nothing asked for is that")
        common = taken[0].query
        event_field = next(chosen.variable for chosen in common.select if isinstance(chosen, Fixed))
        return cls(
            year=at(common.period[0], "year", common),
            month=at(common.period[1], "month", common),
            county=at(common.place[0], "county", common),
            municipality=None if exported else at(common.place[1], "municipality", common),
            name=header.index("KOMTEXT") if "KOMTEXT" in header else None,
            event=None if exported else at(Code(event_field), "event", common),
            family=header.index("regfam") if "regfam" in header else None,
            taken=taken,
            found=found,
            said=said,
        )


def _said_event(raw: Raw) -> str:
    """The event of a file that has none in its rows, as the person or its name says it. SourceChanged if neither does.

    A name that says the stock, both events, or another event than the person, is refused.
    """
    name = unicodedata.normalize("NFC", raw.name).casefold()
    if re.search(_STOCK_NAME, name):
        raise SourceChanged(f"{raw.name} is by its name an export of all firms there are, which is neither event")
    named = [event for event, pattern in _NAMED.items() if re.search(pattern, name)]
    said = list(dict.fromkeys([*([raw.event] if raw.event else []), *named]))
    if len(said) == 1:
        return said[0]
    how = f"name the file nyregistrerade_… or avregistrerade_…, or say --event {' or --event '.join(EVENTS)}"
    if said:
        raise SourceChanged(f"{raw.name} is said to hold both {' and '.join(said)}: {how}")
    raise SourceChanged(
        f"{raw.name} does not say whether its firms were registered or taken off the register: no field and no part of "
        f"its name tells. Look where it was exported, then {how}"
    )


def _refuse_stock(taken: _Taken, where: str) -> None:
    """A county's export whose totals are too many, or too still over many months, to count an event."""
    total = list(taken.columns).index("total")
    of_place: dict[str, list[tuple[str, float]]] = {}
    for (place, month), values in taken.sums.items():
        of_place.setdefault(place, []).append((month, values[total]))
    for place, months in of_place.items():
        totals = [firms for _, firms in sorted(months)]
        steps = [abs(later / earlier - 1) for earlier, later in itertools.pairwise(totals) if earlier]
        still = len(totals) >= STILL_MONTHS and min(totals) >= STILL_FROM and max(steps) <= STILL_STEP
        if still or max(totals) >= STOCK_FROM:
            raise SourceChanged(
                f"{where} has {totals[-1]:.0f} firms of county {place} in its newest month and as many in others: it "
                "counts all firms there are, which is neither event. Nothing was stored."
            )


def _fill(layout: _Layout, text: Delimited, where: str, apart: Apart) -> tuple[str, ...]:
    """All rows of a file into the cells of the indicators; remarks on what it lacks.

    A number that cannot be, a month lacking inside or an event that is not there stops the indicator that counts it,
    and is left in ``apart``. SourceChanged for what says that the file is damaged: no month or seat, a row twice.
    """
    seats: dict[tuple[str, str, str], tuple[str, ...]] = {}
    by_event = {taken.event: taken for taken in layout.taken}
    months: dict[str, set[str]] = {event: set() for event in by_event}
    strange: dict[str, int] = {}
    keys: set[tuple[str, ...]] = set()
    for number, row in enumerate(text.rows, start=2):
        event = EVENTS[layout.said] if layout.event is None else row[layout.event].strip()
        taken = by_event.get(event)
        if taken is None:
            if event not in KNOWN_EVENTS:
                strange.setdefault(event, number)
            continue
        period = _period(row[layout.year], row[layout.month], where, number)
        months[event].add(period)
        if period < taken.since:
            continue
        municipality = "" if layout.municipality is None else row[layout.municipality]
        name = "" if layout.name is None else row[layout.name]
        seat = (row[layout.county], municipality, name)
        if seat not in seats:
            seats[seat] = _seat(*seat, exported=layout.exported, where=where)
        key: tuple[str, ...] = (event, "" if layout.family is None else row[layout.family], *seat, period)
        if key in keys:
            raise SourceChanged(f"{where}: line {number} repeats {' '.join(filter(None, key))}. Nothing was stored.")
        keys.add(key)
        if not taken.wrong:
            taken.wrong = _add(taken, seats[seat], period, row, where, number)
    newest = max(set[str]().union(*months.values()), default="")
    if not newest:
        raise SourceChanged(f"{where} has a header and no row of any declared event. Nothing was stored.")
    remarks: list[str] = []
    for event, taken in by_event.items():
        with apart.reading(taken.indicator):
            _refuse_strange(taken, months, strange, where)
            remarks += _remarks_on(event, months[event], newest, where)
            if taken.wrong:
                raise SourceChanged(taken.wrong)
            if layout.exported:
                _refuse_stock(taken, where)
            for (place, month), values in taken.sums.items():
                for n, (form, value) in enumerate(zip(taken.columns, values, strict=True)):
                    said = value or (place, month, n) in taken.written
                    status = Status.EMPTY if said else Status.NIL
                    taken.cells.add(place, month, value, status, where={"legal_form": form})
    return tuple(remarks)


def _refuse_strange(taken: _Taken, months: Mapping[str, set[str]], strange: Mapping[str, int], where: str) -> None:
    """SourceChanged if an event nobody here knows may be an indicator's: its own is not there, or all others are."""
    if not strange or (months[taken.event] and not all(months.values())):
        return
    gone = not months[taken.event]
    named = next(chosen.variable for chosen in taken.query.select if isinstance(chosen, Fixed))
    misfits = misfit_of(taken.query, Role.CODE, taken.event, list(strange), variable=named) if gone else ()
    event, number = next(iter(strange.items()))
    raise SourceChanged(f"{where}: line {number} has event '{event}'; known are 1, 2 and 3{told(misfits)}", misfits)


def _add(taken: _Taken, seats: Sequence[str], period: str, row: list[str], where: str, number: int) -> str:
    """Add a row's figures to those of its seats; what is wrong if one is no number, else ""."""
    for n, columns in enumerate(taken.columns.values()):
        value, written = 0, False
        for column in columns:
            text = row[column].strip()
            if not text:
                continue
            if not text.isdecimal() or len(text) > DIGITS:
                return f"{where}: line {number} has '{text}' where a number of firms is expected"
            value, written = value + int(text), True
        for seat in seats:
            sums = taken.sums.get((seat, period))
            if sums is None:
                sums = taken.sums[(seat, period)] = [0.0] * len(taken.columns)
            sums[n] += value
            if written:
                taken.written.add((seat, period, n))
    return ""


def _period(year: str, month: str, where: str, number: int) -> Period:
    text = f"{year.strip()}-{month.strip().zfill(2)}"
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise SourceChanged(f"{where}: line {number} has year '{year}' and month '{month}', which is no month")
    return Period(text)


def _seat(county: str, municipality: str, name: str, *, exported: bool, where: str) -> tuple[str, ...]:
    """Codes of all places a row counts for: municipality and county where they are known, and riket."""
    county, municipality = county.strip(), municipality.strip()
    if county in UNKNOWN:
        return (places.NATION,)
    code = county.zfill(2)
    known = places.all_places()
    if code not in known or known[code].level is not Level.COUNTY:
        raise SourceChanged(f"{where}: no Swedish county has code '{county}'. Nothing was stored; look at the file.")
    if exported:
        return (code,)
    if municipality in UNKNOWN or places.is_residual(name):
        return (code, places.NATION)
    seat = f"{code}{municipality.zfill(2)}"
    if seat not in known:
        seat = places.by_name(f"{seat} {name}", level=Level.MUNICIPALITY, source="bolagsverket").code
    return (seat, code, places.NATION)


def _remarks_on(event: str, months: set[str], newest: str, where: str) -> Iterator[str]:
    """A Swedish remark on an event that ends before the file does. SourceChanged for a month lacking inside."""
    gone = [period for period in periods.span(min(months), max(months)) if period not in months] if months else []
    if gone:
        raise SourceChanged(
            f"{where} ends with {newest} but lacks {', '.join(gone[:6])} of event {event}. Nothing was stored; "
            "look at the file."
        )
    if newest not in months:
        last = max(months, default="ingen månad")
        yield f"{where}: händelse {event} slutar med {last} och filen med {newest}; filen kan vara avklippt"


SOURCE = Bolagsverket()
