"""The simulated publisher with everything that can be made to go wrong: late, revised, withdrawn, renamed, cut off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import numpy as np

from loaders.demo.calendar import published_at
from loaders.demo.noise import seed_of
from loaders.demo.publisher import Edition, Figures, Publisher, World
from loaders.demo.shapes import Cells, Content, Publication, Value, Variable, without
from loaders.demo.tables.all_tables import TABLES
from tests.simulated.faults import (
    EVERY_TABLE,
    KEEP,
    Add,
    Disturbance,
    Drop,
    Event,
    Faults,
    Keep,
    Overlay,
    Patch,
    Recode,
    Rename,
    Revision,
    Unit,
    revised,
)
from tests.simulated.limits import RecordingWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultyEdition(Edition):
    """A table as it stands on a day, with what has been done to it."""

    events: tuple[Event, ...]


class FaultyPublisher(Publisher):
    """A publisher whose contents, calendar and answers can be spoilt while it serves.

    Args: those of `Publisher`, and `answer_delay`: seconds before every answer.
    """

    def __init__(self, *, answer_delay: float = 0.0, **options: object) -> None:
        self.answer_delay = answer_delay
        self.faults = Faults()
        self._switched: dict[str, dict[str, object]] = {}
        self.window: RecordingWindow
        super().__init__(**options)  # type: ignore[arg-type]  # passed on as given

    def publications(self, table_id: str) -> list[Publication]:
        """All releases of a table up to today, oldest first, held back ones left out."""
        given = self.faults.calendars.get(table_id)
        releases = super().publications(table_id) if given is None else [p for p in given if p.day <= self.today]
        held = self.faults.held.get(table_id, 0)
        return releases[: len(releases) - held] if held else releases

    def edition(self, table_id: str) -> FaultyEdition | None:
        """The table as it stands today, faults included; None if there is no such table yet."""
        whole = super().edition(table_id)
        if whole is None:
            return None
        events = self.faults.of(table_id, self.today)
        variables, contents = [*whole.variables], dict(whole.contents)
        for event in events:
            _reshape(variables, contents, event)
        updated = max([whole.updated, *(event.moment for event in events if event.moment)])
        return FaultyEdition(
            table=whole.table,
            variables=tuple(variables),
            contents=contents,
            publication=whole.publication,
            updated=self.faults.fixed_updated.get(table_id, updated),
            events=tuple(events),
        )

    def figures(self, edition: Edition, cells: Cells) -> Figures:
        """The cells of an edition, revised, patched and overlaid in the order in which that was done."""
        assert isinstance(edition, FaultyEdition)
        found = super().figures(edition, cells)
        for event in edition.events:
            if isinstance(event, Revision):
                found = replace(found, values=_revised(edition, cells, found.values, event))
            elif isinstance(event, Patch):
                found = _patched(edition, cells.at, found, event)
            elif isinstance(event, Overlay):
                _lay_over(edition, cells.at, found, event)
        return found

    def open_window(self, calls: int, seconds: float) -> RecordingWindow:
        """A count of calls that lists them."""
        return RecordingWindow(calls, seconds)

    def switches(self, source: str) -> Mapping[str, object]:
        """The faults that are on at another publisher's counterpart."""
        return self._switched.get(source, {})

    # What follows can also be called through /_control, with the same names.

    def set_limits(
        self, max_data_cells: int | None = None, calls_per_window: int | None = None, time_window: float | None = None
    ) -> None:
        """Announce other limits in /config and enforce them."""
        self.max_data_cells = max_data_cells or self.max_data_cells
        self.window.change(calls_per_window or self.window.calls, time_window or self.window.seconds)
        self.changes += 1

    def revise(
        self, table: str = EVERY_TABLE, fraction: float = 1.0, size: float = 0.02, keep_updated: bool = False
    ) -> None:
        """Change a share of a table's cells from today on; `keep_updated` hides it from the change test."""
        seed = seed_of(f"revision {table} {len(self.faults.events)}")
        self._add(Revision, table, keep_updated, fraction=fraction, size=size, seed=seed)

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
        self._add(Patch, table, keep_updated, where=lists, value=value, symbol=symbol)

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
            Overlay(
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
        self._add(Rename, table, keep_updated, old=old, new=new)

    def drop_value(self, table: str, variable: str, code: str, keep_updated: bool = False) -> None:
        """Drop a region, period, content or other code."""
        self._add(Drop, table, keep_updated, variable=variable, code=code)

    def add_value(self, table: str, variable: str, code: str, label: str, keep_updated: bool = False) -> None:
        """Add a code to a variable (a new region), or list one that is there a second time."""
        self._add(Add, table, keep_updated, variable=variable, code=code, label=label)

    def recode_value(
        self, table: str, variable: str, code: str, new: str, label: str, keep_updated: bool = False
    ) -> None:
        """Write a code otherwise, or the same under another label."""
        self._add(Recode, table, keep_updated, variable=variable, code=code, new=new, label=label)

    def change_unit(
        self, table: str, content: str, unit: str, decimals: int | None = None, keep_updated: bool = False
    ) -> None:
        """Give a content another unit; the figures stay."""
        self._add(Unit, table, keep_updated, content=content, unit=unit, decimals=decimals)

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

        Settings are those of `tests.simulated.faults.Disturbance`: times, skip, path, status, seconds, keep_share,
        retry_after.
        """
        self.faults.disturb(Disturbance(kind=kind, **settings))  # type: ignore[arg-type]  # as given

    def switch(self, source: str, **settings: object) -> None:
        """Switch a fault on at another publisher's counterpart; which names it knows, others/<source>.py says."""
        self._switched[source] = {**self.switches(source), **settings}
        self.changes += 1

    def reset(self) -> None:
        """End all faults, let nothing have happened and forget all arrivals; clock and limits stay."""
        self.faults.clear()
        self._switched = {}
        self.world = World()
        for window in (self.window, *self.windows.values()):
            assert isinstance(window, RecordingWindow)
            window.forget()
        self.changes += 1

    def _add(self, kind: type[Event], table: str, keep_updated: bool, **parts: object) -> None:
        if table != EVERY_TABLE and table not in TABLES:
            raise KeyError(f"no such table: {table}")
        published_today = table in TABLES and any(p.day == self.today for p in self.publications(table))
        moment = None if keep_updated else self.faults.moment_for(table, self.today, published_today)
        self.faults.add(kind(table=table, since=self.today, moment=moment, **parts))
        self.changes += 1


def _reshape(variables: list[Variable], contents: dict[str, Content], event: Event) -> None:
    """Apply an event that changes the outline of a table."""
    if isinstance(event, Rename):
        variables[:] = [replace(v, code=event.new) if v.code == event.old else v for v in variables]
    elif isinstance(event, Drop):
        variables[:] = [without(v, event.code) if v.code == event.variable else v for v in variables]
    elif isinstance(event, Add):
        variables[:] = [_with_one_more(v, event) if v.code == event.variable else v for v in variables]
    elif isinstance(event, Recode):
        variables[:] = [_recoded(v, event) if v.code == event.variable else v for v in variables]
        if event.code in contents:
            contents[event.new] = contents.pop(event.code)
    elif isinstance(event, Unit):
        old = contents[event.content]
        decimals = old.decimals if event.decimals is None else event.decimals
        contents[event.content] = replace(old, unit_sv=event.unit, unit_en=event.unit, decimals=decimals)


def _with_one_more(variable: Variable, event: Add) -> Variable:
    more = Value(event.code, event.label, event.label, variable.values[0].position)
    return replace(variable, values=(*variable.values, more))


def _recoded(variable: Variable, event: Recode) -> Variable:
    written = [
        replace(value, code=event.new, sv=event.label, en=event.label) if value.code == event.code else value
        for value in variable.values
    ]
    return replace(variable, values=tuple(written))


def _revised(edition: Edition, cells: Cells, values: np.ndarray, event: Revision) -> np.ndarray:
    every = [content.decimals for content in edition.table.contents.values()]
    decimals = np.array(every)[cells.at["ContentsCode"]].reshape(-1, 1)
    return revised(values, decimals, event, [cells.axis(code) for code in edition.original_codes])


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


def _patched(edition: Edition, at: Mapping[str, np.ndarray], found: Figures, event: Patch) -> Figures:
    block = np.ix_(*_rows(edition, at, event.where))
    texts = found.texts
    if not isinstance(event.value, Keep):
        found.values[block] = np.nan if event.value is None else event.value
        found.symbols[block] = texts.index("")
    if not isinstance(event.symbol, Keep):
        texts = texts if event.symbol in texts else (*texts, event.symbol)
        found.symbols[block] = texts.index(event.symbol)
    return replace(found, texts=texts)


def _lay_over(edition: Edition, at: Mapping[str, np.ndarray], found: Figures, event: Overlay) -> None:
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
                found.values[np.ix_(*chosen)] = event.figures[key]
                found.symbols[np.ix_(*chosen)] = 0
