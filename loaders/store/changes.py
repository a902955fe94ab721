"""Comparing an answer with what is stored: what is new, revised, gone or lacking."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from loaders.ground.declarations import ABSENT, Status
from loaders.ground.errors import StoreError
from loaders.ground.panel import NO_ROW, PERIOD, STATUS_CODE, STATUSES, Panel, Publication
from loaders.ground.periods import span
from loaders.store.history import aligned

_MISSING = STATUS_CODE[Status.MISSING]
_WITHDRAWN = STATUS_CODE[Status.WITHDRAWN]
EXAMPLES = 50


@dataclass(frozen=True, slots=True)
class Scope:
    """What was asked of a table: only inside it does lacking mean anything.

    codes: the codes *requested* on each own dimension and on region_code (an axis left out: every code stored or
    answered). since, until: our periods, inclusive, from the query; None is the table's own beginning and end.
    Time is a range and not a list, so that a period the table no longer knows is noticed.
    """

    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: str | None = None
    until: str | None = None

    def holds_period(self, period: str) -> bool:
        """Whether the period lies within since and until."""
        return (self.since is None or self.since <= period) and (self.until is None or period <= self.until)


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell before and after; a value is None where null, ``old_status`` is None where there was no row."""

    key: Mapping[str, str]
    old: float | None
    new: float | None
    old_status: Status | None
    new_status: Status


@dataclass(frozen=True, slots=True)
class CellChanges:
    """How many cells changed in one way, and the first of them (at most EXAMPLES, in key order)."""

    count: int = 0
    examples: tuple[CellChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one answer changed in one indicator's history.

    publication: what the manifest got; None if nothing changed at all and nothing was written. first: nothing of
    the table was stored before. new_periods: periods no row was stored of. rows: history rows written, of which
    ``added`` are cells that are new with a row of the publisher's, ``missing`` cells that were asked for and never
    came, ``withdrawn`` cells that came before and not now, ``revised`` cells with another value, and
    ``status_changed`` cells with the same value and another status or symbol.
    """

    indicator_id: str
    table: str
    publication: Publication | None
    first: bool = False
    new_periods: tuple[str, ...] = ()
    rows: int = 0
    added: int = 0
    revised: CellChanges = CellChanges()
    status_changed: CellChanges = CellChanges()
    withdrawn: CellChanges = CellChanges()
    missing: CellChanges = CellChanges()


def compare(
    old: Panel, new: Panel, scope: Scope, preferred: Mapping[str, str | tuple[str, ...]]
) -> tuple[Panel, np.ndarray, dict[str, Any]]:
    """(panel, changed, counts): the panel to store, a bool array of the cells whose rows are to be written, and
    the fields of Changes that follow from them.

    A stored cell inside the scope without a row in ``new`` becomes withdrawn, unless it never held anything but our
    own ``missing`` (that stays). A cell inside the scope that never had a row becomes missing, if its period lies
    between the first and last period of the answer. preferred: codes whose cells come first among the examples.
    """
    _check(new)
    answered_periods = _periods(new, new.has_row)
    stored_periods = _periods(old, old.has_row & ~_never_came(old))
    expected = span(answered_periods[0], answered_periods[-1]) if answered_periods else ()
    expected = tuple(filter(scope.holds_period, expected))
    requested = {**scope.codes, PERIOD: expected}
    axes = {
        name: tuple(sorted({*old.axes[name], *codes, *requested.get(name, ())})) for name, codes in new.axes.items()
    }
    symbols = tuple(dict.fromkeys((*old.symbols, *new.symbols)))
    old, new = aligned(old, axes, symbols), aligned(new, axes, symbols)
    held, answered = old.has_row, new.has_row

    asked = _inside(axes, {**scope.codes, PERIOD: tuple(filter(scope.holds_period, axes[PERIOD]))})
    lacking = asked & ~answered
    withdrawn = lacking & held & (old.status != _WITHDRAWN) & ~_never_came(old)
    missing = lacking & ~held & _inside(axes, {PERIOD: expected})
    new.status[withdrawn] = _WITHDRAWN
    new.status[missing] = _MISSING

    same_value = (old.values == new.values) | (np.isnan(old.values) & np.isnan(new.values))
    same_status = (old.status == new.status) & (old.symbol == new.symbol)
    changed = new.has_row & ~(same_value & same_status)
    repeated = changed & held & answered
    counts = {
        "first": not held.any(),
        "new_periods": tuple(period for period in answered_periods if period not in stored_periods),
        "rows": int(np.count_nonzero(changed)),
        "added": int(np.count_nonzero(answered & ~held)),
    }
    for name, cells in {
        "revised": repeated & ~same_value,
        "status_changed": repeated & same_value,
        "withdrawn": withdrawn,
        "missing": missing,
    }.items():
        counts[name] = _listed(cells, old, new, preferred)
    return new, changed, counts


def _never_came(stored: Panel) -> np.ndarray:
    """Cells that hold our own ``missing``: asked for and never answered. The publisher's has a symbol."""
    never_came: np.ndarray = (stored.status == _MISSING) & (stored.symbol == stored.symbols.index(""))
    return never_came


def _periods(panel: Panel, cells: np.ndarray) -> tuple[str, ...]:
    """The periods of these cells, in the order of time."""
    if not cells.size:
        return ()
    periods = panel.axes[PERIOD]
    at = np.flatnonzero(cells.reshape(-1, len(periods)).any(axis=0))
    return tuple(sorted(periods[n] for n in at))


def _check(new: Panel) -> None:
    """Null if and only if there is a reason for it."""
    absent = np.zeros(NO_ROW + 1, bool)
    absent[[STATUS_CODE[status] for status in ABSENT]] = True
    wrong = new.has_row & (absent[new.status] != np.isnan(new.values))
    if wrong.any():
        key = _key(new, int(np.flatnonzero(wrong)[0]))
        raise StoreError(
            f"{np.count_nonzero(wrong)} cells have a value and a reason for absence, or neither; the first is {key}: "
            "the loader that made the panel is at fault"
        )


def _inside(axes: Mapping[str, tuple[str, ...]], codes: Mapping[str, tuple[str, ...]]) -> np.ndarray:
    """Bool array over the axes: true where every axis that ``codes`` names has one of its codes."""
    inside = np.ones(tuple(len(axis) for axis in axes.values()), bool)
    for dimension, (name, axis) in enumerate(axes.items()):
        if name in codes:
            shape = [-1 if n == dimension else 1 for n in range(len(axes))]
            wanted = set(codes[name])
            inside &= np.array([code in wanted for code in axis], bool).reshape(shape)
    return inside


def _listed(cells: np.ndarray, old: Panel, new: Panel, preferred: Mapping[str, str | tuple[str, ...]]) -> CellChanges:
    count = int(np.count_nonzero(cells))
    if not count:
        return CellChanges()
    wanted = {name: (codes,) if isinstance(codes, str) else codes for name, codes in preferred.items()}
    first = np.flatnonzero(cells & _inside(new.axes, wanted))[:EXAMPLES] if wanted else np.zeros(0, np.intp)
    places = dict.fromkeys([*first.tolist(), *np.flatnonzero(cells)[: EXAMPLES + len(first)].tolist()])
    return CellChanges(count, tuple(_change(old, new, place) for place in list(places)[:EXAMPLES]))


def _change(old: Panel, new: Panel, place: int) -> CellChange:
    old_status, new_status = int(old.status.flat[place]), int(new.status.flat[place])
    return CellChange(
        _key(new, place),
        _value(old, place),
        _value(new, place),
        None if old_status == NO_ROW else STATUSES[old_status],
        STATUSES[new_status],
    )


def _key(panel: Panel, place: int) -> dict[str, str]:
    at = np.unravel_index(place, panel.shape)
    return {name: codes[n] for (name, codes), n in zip(panel.axes.items(), at, strict=True)}


def _value(panel: Panel, place: int) -> float | None:
    value = float(panel.values.flat[place])
    return None if np.isnan(value) else value
