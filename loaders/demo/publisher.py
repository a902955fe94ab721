"""The simulated publisher's state: its clock, its tables as they stand today, its faults and its limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import numpy as np

from loaders.demo import faults as wrong
from loaders.demo.calendar import STOCKHOLM, published_at
from loaders.demo.faults import KEEP, Disturbance, Faults, Keep
from loaders.demo.limits import CallWindow
from loaders.demo.noise import seed_of
from loaders.demo.selection import Axis
from loaders.demo.shapes import (
    MISSING,
    NIL,
    SYMBOLS,
    Cells,
    Content,
    Publication,
    Table,
    Value,
    Variable,
    without,
)
from loaders.demo.tables import TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A table as it stands on a day, faults included. `variables` ends with time."""

    table: Table
    variables: tuple[Variable, ...]
    contents: Mapping[str, Content]
    publication: Publication
    updated: datetime
    events: tuple[wrong.Event, ...]

    @property
    def time_code(self) -> str:
        """What the time variable is called today."""
        return self.variables[-1].code

    @property
    def periods(self) -> tuple[str, ...]:
        """Codes of the periods it holds."""
        return tuple(value.code for value in self.variables[-1].values)


@dataclass(frozen=True, slots=True)
class Filled:
    """The cells of an answer, row-major: float64 values (NaN: none) and symbols (empty text: none)."""

    values: np.ndarray
    symbols: np.ndarray


class Publisher:
    """A publisher with a settable today. All methods may be called while the server answers.

    Args: `today` a date or ISO text (default: the real today, moving with the clock); `max_data_cells`,
    `calls_per_window`, `time_window` (seconds) announced in /config and enforced; `answer_delay` seconds before
    every answer; `cache_seconds` how long an answer is kept and repeated; `county` whose statistics have been ordered.
    """

    def __init__(
        self,
        *,
        today: date | str | None = None,
        max_data_cells: int = 150_000,
        calls_per_window: int = 30,
        time_window: float = 10,
        answer_delay: float = 0.0,
        cache_seconds: float = 0.0,
        county: str = "23",
    ) -> None:
        self._today: date | None = None
        self.set_today(today)
        self.max_data_cells = max_data_cells
        self.answer_delay = answer_delay
        self.cache_seconds = cache_seconds
        self.county = county
        self.window = CallWindow(calls_per_window, time_window)
        self.windows: dict[str, CallWindow] = {}
        self.faults = Faults()
        self.changes = 0
        self._switched: dict[str, dict[str, object]] = {}

    @property
    def today(self) -> date:
        """The publisher's day; its 08:00 release has happened."""
        return self._today or datetime.now(STOCKHOLM).date()

    def set_today(self, today: date | str | None) -> None:
        """Move the clock; None follows the real one."""
        self._today = date.fromisoformat(today) if isinstance(today, str) else today
        self.changes = getattr(self, "changes", 0) + 1

    def publications(self, table_id: str) -> list[Publication]:
        """All releases of a table up to today, oldest first, held back ones left out."""
        table = TABLES[table_id]
        given = self.faults.calendars.get(table_id)
        releases = list(table.publications(self.today)) if given is None else [p for p in given if p.day <= self.today]
        held = self.faults.held.get(table_id, 0)
        return releases[: len(releases) - held] if held else releases

    def edition(self, table_id: str) -> Edition | None:
        """The table as it stands today; None if there is no such table yet."""
        table = TABLES.get(table_id)
        releases = self.publications(table_id) if table else []
        if table is None or not releases:
            return None
        publication = releases[-1]
        events = self.faults.of(table_id, self.today)
        updated = max([published_at(publication.day), *(event.moment for event in events if event.moment)])
        variables = [*table.variables, table.time_variable(publication)]
        contents = dict(table.contents)
        for event in events:
            _reshape(variables, contents, event)
        return Edition(
            table=table,
            variables=tuple(variables),
            contents=contents,
            publication=publication,
            updated=self.faults.fixed_updated.get(table_id, updated),
            events=tuple(events),
        )

    def editions(self) -> list[Edition]:
        """All tables there are today."""
        return [edition for table_id in TABLES if (edition := self.edition(table_id))]

    # What follows can also be called through /_control, with the same names.

    def set_limits(
        self, max_data_cells: int | None = None, calls_per_window: int | None = None, time_window: float | None = None
    ) -> None:
        """Announce other limits in /config and enforce them."""
        self.max_data_cells = max_data_cells or self.max_data_cells
        self.window.change(calls_per_window or self.window.calls, time_window or self.window.seconds)
        self.changes += 1

    def revise(
        self, table: str = wrong.EVERY_TABLE, fraction: float = 1.0, size: float = 0.02, keep_updated: bool = False
    ) -> None:
        """Change a share of a table's cells from today on; `keep_updated` hides it from the change test."""
        seed = seed_of(f"revision {table} {len(self.faults.events)}")
        self._add(wrong.Revision, table, keep_updated, fraction=fraction, size=size, seed=seed)

    def set_cell(
        self,
        table: str,
        where: Mapping[str, str | Sequence[str]],
        value: float | Keep | None = KEEP,
        symbol: str | Keep = KEEP,
        keep_updated: bool = False,
    ) -> None:
        """Give cells a value and/or a symbol from today on (any symbol text, known or not)."""
        lists = {code: [codes] if isinstance(codes, str) else list(codes) for code, codes in where.items()}
        self._add(wrong.Patch, table, keep_updated, where=lists, value=value, symbol=symbol)

    def withdraw(self, table: str, where: Mapping[str, str | Sequence[str]], symbol: str = "") -> None:
        """Take figures back: null, with or without a symbol."""
        self.set_cell(table, where, value=None, symbol=symbol)

    def overlay(
        self,
        table: str,
        where: Mapping[str, Sequence[str]],
        figures: Mapping[tuple[str, str], float],
        published: date,
    ) -> None:
        """Lay given figures by (region, period) over the cells in `where`, published on a day."""
        self.faults.add(
            wrong.Overlay(
                table=table, since=published, moment=published_at(published), where=dict(where), figures=dict(figures)
            )
        )
        self.changes += 1

    def set_calendar(self, table: str, releases: Sequence[Publication]) -> None:
        """Replace a table's publication calendar."""
        self.faults.calendars[table] = sorted(releases, key=lambda release: release.day)
        self.changes += 1

    def hold(self, table: str, releases: int = 1) -> None:
        """Be late: leave the newest releases unpublished (0: on time again)."""
        self.faults.held[table] = releases
        self.changes += 1

    def rename_variable(self, table: str, old: str, new: str, keep_updated: bool = False) -> None:
        """Give a variable another code."""
        self._add(wrong.Rename, table, keep_updated, old=old, new=new)

    def drop_value(self, table: str, variable: str, code: str, keep_updated: bool = False) -> None:
        """Drop a region, period, content or other code."""
        self._add(wrong.Drop, table, keep_updated, variable=variable, code=code)

    def add_value(self, table: str, variable: str, code: str, label: str, keep_updated: bool = False) -> None:
        """Add a code to a variable (a new region), or list one that is there a second time."""
        self._add(wrong.Add, table, keep_updated, variable=variable, code=code, label=label)

    def change_unit(
        self, table: str, content: str, unit: str, decimals: int | None = None, keep_updated: bool = False
    ) -> None:
        """Give a content another unit; the figures stay."""
        self._add(wrong.Unit, table, keep_updated, content=content, unit=unit, decimals=decimals)

    def set_updated(self, table: str, updated: str | None) -> None:
        """Fix `updated` to an ISO time (it may go back); None lets it follow the calendar again."""
        if updated is None:
            self.faults.fixed_updated.pop(table, None)
        else:
            self.faults.fixed_updated[table] = datetime.fromisoformat(updated).astimezone(UTC)
        self.changes += 1

    def new_vintage(self, year: int = 2027, table: str = "TAB698") -> None:
        """Publish a new projection under the same table id today."""
        known = list(TABLES[table].publications(self.today))
        last = known[-1].last_period if known else 2070
        self.set_calendar(table, [*known, Publication(self.today, year, last, year)])

    def disturb(self, kind: str, **settings: float | int | str) -> None:
        """Queue a transport fault: `status`, `storm`, `short`, `broken`, `stall`, `stall_body`, `html`, `empty`,
        `latin` (text in ISO 8859-1 that says it is UTF-8), `moved` (301 to an address nobody answers at).

        Settings are those of `loaders.demo.faults.Disturbance`: times, skip, path, status, seconds, keep_share,
        retry_after.
        """
        self.faults.disturb(Disturbance(kind=kind, **settings))  # type: ignore[arg-type]

    def switch(self, source: str, **settings: object) -> None:
        """Switch something on at another publisher's counterpart; which names it knows, its module says."""
        self._switched[source] = {**self.switches(source), **settings}
        self.changes += 1

    def switches(self, source: str) -> Mapping[str, object]:
        """What is switched on at a counterpart."""
        return self._switched.get(source, {})

    def reset(self) -> None:
        """End all faults and forget all arrivals; clock and limits stay."""
        self.faults.clear()
        self._switched = {}
        for window in (self.window, *self.windows.values()):
            window.forget()
        self.changes += 1

    def _add(self, kind: type[wrong.Event], table: str, keep_updated: bool, **parts: object) -> None:
        if table != wrong.EVERY_TABLE and table not in TABLES:
            raise KeyError(f"no such table: {table}")
        published_today = table in TABLES and any(p.day == self.today for p in self.publications(table))
        moment = None if keep_updated else self.faults.moment_for(table, self.today, published_today)
        self.faults.add(kind(table=table, since=self.today, moment=moment, **parts))
        self.changes += 1


def _reshape(variables: list[Variable], contents: dict[str, Content], event: wrong.Event) -> None:
    """Apply an event that changes the outline of a table."""
    if isinstance(event, wrong.Rename):
        variables[:] = [replace(v, code=event.new) if v.code == event.old else v for v in variables]
    elif isinstance(event, wrong.Drop):
        variables[:] = [without(v, event.code) if v.code == event.variable else v for v in variables]
    elif isinstance(event, wrong.Add):
        variables[:] = [_with_one_more(v, event) if v.code == event.variable else v for v in variables]
    elif isinstance(event, wrong.Unit):
        old = contents[event.content]
        decimals = old.decimals if event.decimals is None else event.decimals
        contents[event.content] = replace(old, unit_sv=event.unit, unit_en=event.unit, decimals=decimals)


def _with_one_more(variable: Variable, event: wrong.Add) -> Variable:
    more = Value(event.code, event.label, event.label, variable.values[0].position)
    return replace(variable, values=(*variable.values, more))


def fill(edition: Edition, axes: Sequence[Axis]) -> Filled:
    """Compute the cells of a resolved selection; eliminated axes are computed and left out of the order."""
    originals = [*(variable.code for variable in edition.table.variables), "Tid"]
    at = {
        code: np.array([position for group in axis.groups for position in group], dtype=np.int64)
        for code, axis in zip(originals, axes, strict=True)
    }
    cells = Cells(at, edition.publication)
    values, symbols = edition.table.figures(cells)
    texts: np.ndarray | None = None
    for event in edition.events:
        if isinstance(event, wrong.Revision):
            every = [content.decimals for content in edition.table.contents.values()]
            decimals = np.array(every)[at["ContentsCode"]].reshape(-1, 1)
            values = wrong.revised(values, decimals, event, [cells.axis(code) for code in originals])
        elif isinstance(event, wrong.Patch):
            texts = np.array(SYMBOLS, dtype=object)[symbols] if texts is None else texts
            _patch(edition, at, values, texts, event)
        elif isinstance(event, wrong.Overlay):
            _lay_over(edition, at, values, symbols, event)
    values, symbols = _summed(values, symbols, axes)
    values = np.round(values, max(content.decimals for content in edition.contents.values()))
    written = np.array(SYMBOLS, dtype=object)[symbols] if texts is None else texts
    return Filled(values.reshape(-1), written.reshape(-1))


def _rows(edition: Edition, at: Mapping[str, np.ndarray], where: Mapping[str, Sequence[str]]) -> list[np.ndarray]:
    """Per axis, which of the asked positions a fault's `where` names."""
    originals = list(at)
    picked = []
    for row, code in enumerate(originals):
        variable = edition.variables[row]
        wanted = where.get(variable.code, where.get(code))
        if wanted is None:
            picked.append(np.arange(len(at[code])))
            continue
        positions = [value.position for value in variable.values if value.code in set(wanted)]
        picked.append(np.flatnonzero(np.isin(at[code], positions)))
    return picked


def _patch(
    edition: Edition, at: Mapping[str, np.ndarray], values: np.ndarray, texts: np.ndarray, event: wrong.Patch
) -> None:
    block = np.ix_(*_rows(edition, at, event.where))
    if not isinstance(event.value, Keep):
        values[block] = np.nan if event.value is None else event.value
        texts[block] = ""
    if not isinstance(event.symbol, Keep):
        texts[block] = event.symbol


def _lay_over(
    edition: Edition, at: Mapping[str, np.ndarray], values: np.ndarray, symbols: np.ndarray, event: wrong.Overlay
) -> None:
    rows = _rows(edition, at, event.where)
    order = list(at)
    region_axis, time_axis = order.index("Region"), order.index("Tid")
    code_of = {value.position: value.code for value in edition.variables[region_axis].values}
    for region in rows[region_axis]:
        for moment in rows[time_axis]:
            key = (code_of[int(at["Region"][region])], edition.table.period(int(at["Tid"][moment])))
            if key in event.figures:
                chosen = [*rows]
                chosen[region_axis], chosen[time_axis] = np.array([region]), np.array([moment])
                values[np.ix_(*chosen)] = event.figures[key]
                symbols[np.ix_(*chosen)] = 0


def _summed(values: np.ndarray, symbols: np.ndarray, axes: Sequence[Axis]) -> tuple[np.ndarray, np.ndarray]:
    """Add up the positions of each group; a missing part makes the sum missing, a nil part counts nothing."""
    for number, axis in enumerate(axes):
        sizes = [len(group) for group in axis.groups]
        if max(sizes, default=1) == 1 and min(sizes, default=1) == 1:
            continue
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        known = np.where(symbols == NIL, 0.0, values)
        values = np.add.reduceat(known, starts, axis=number)
        symbols = np.where(np.isnan(values), MISSING, 0).astype(np.uint8)
    return values, symbols
