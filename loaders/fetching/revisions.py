"""How much of what is stored an answer or a file changes: a revision, or another series, unit or place. Pure.

Looked at are the figures the same table gave before. One is *touched* where the answer states something of the same
key, and *revised* where that is another figure, or none. A key is *gone* where what the answer covers does not tell it.

What an answer covers: everything that was asked of a publisher. A person's file covers the periods from its first to
its last; within them its own places and codes, and the others of a group of which it has more than half: a file with
five of a county's eight municipalities is one of that county's municipalities, and lacks three; one with two of
twenty-one counties is an extract of two. Periods before its first are not touched.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from loaders.fetching.checks import laid_on, of_same_table
from loaders.ground import places
from loaders.ground.declarations import Indicator, Level, Query, Status
from loaders.ground.errors import SourceChanged
from loaders.ground.misfits import Misfit
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, STATUSES, Panel
from loaders.store import CellChange, Scope

MOST_REVISED = 1 / 3
"""Share of the touched figures that may be others before it is told, or stopped."""
FEWEST = 50
"""Fewer touched figures than this tell nothing of the whole."""
MOST_GONE = 0.05
"""Share of the covered keys that may be gone from a person's file before it is stopped."""
MOST_MOVED = 0.5
"""How far the middle of the touched figures may move, as a share of it, before a fetch is taken for another series."""
SHOWN = 10
"""Changes shown, old beside new."""


class Verdict(StrEnum):
    """What became of a revision of most."""

    TOLD = "told"
    """Stored, and told first in the report."""
    REFUSED = "refused"
    ACCEPTED = "accepted"
    """Stored because a person said so (``--accept-revision``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What an answer or file changes of one indicator's stored figures.

    touched, revised, keys, gone: numbers of cells, see the module. before, after: the middle (median) of the touched
    figures that have one now too, None if there are none. is_moved: by more than MOST_MOVED. examples: at most SHOWN,
    the home county's and newest first; a key that is gone has no figure now.
    """

    indicator_id: str
    table: str
    touched: int
    revised: int
    keys: int
    gone: int
    before: float | None = None
    after: float | None = None
    is_moved: bool = False
    examples: tuple[CellChange, ...] = ()
    verdict: Verdict | None = None

    @property
    def revises_most(self) -> bool:
        """Whether more than a third of at least FEWEST touched figures are others."""
        return self.touched >= FEWEST and self.revised > MOST_REVISED * self.touched

    @property
    def is_notable(self) -> bool:
        """Whether more than a third of some figures are others, though too few to stop anything."""
        return self.touched >= SHOWN and self.revised > MOST_REVISED * self.touched

    @property
    def loses_much(self) -> bool:
        """Whether more than a twentieth of the keys are gone."""
        return self.gone > MOST_GONE * self.keys

    @property
    def told(self) -> str:
        """The numbers in an English clause."""
        parts = []
        if self.revised:
            parts.append(
                f"{self.revised} of {self.touched} stored figures are others ({_share(self.revised, self.touched)})"
            )
        if self.before is not None and self.after is not None and self.revised:
            parts.append(f"their middle moves from {self.before:.6g} to {self.after:.6g}")
        if self.gone:
            parts.append(f"{self.gone} of {self.keys} are not in it ({_share(self.gone, self.keys)})")
        return f"{self.indicator_id}: {', '.join(parts)}"


class RevisionRefused(SourceChanged):
    """What came would change most of what is stored, and nobody has said that it should."""

    def __init__(self, message: str, revisions: Iterable[Revision], misfits: Iterable[Misfit] = ()) -> None:
        super().__init__(message, misfits)
        self.revisions = tuple(revisions)


def measured(
    new: Panel,
    before: Panel | None,
    indicator: Indicator,
    query: Query,
    *,
    asked: Scope | None = None,
    first: Mapping[str, str | tuple[str, ...]] | None = None,
) -> Revision:
    """What a panel changes of what is stored.

    before: what is stored of the indicator, None if nothing is. asked: what was asked of the publisher; None for a
    person's file. first: codes by axis (say, the default slice in the home county) whose changes are shown first.
    Not looked at are figures that are known to be too low
    yet (incomplete), estimates that are counted now, and, in a fetch, what a person's file gave: the publisher's own
    stands against that.
    """
    nothing = Revision(indicator_id=indicator.id, table=query.table, touched=0, revised=0, keys=0, gone=0)
    if before is None:
        return nothing
    old = of_same_table(before, query)
    had = _figures(old, by_hand=asked is None)
    bare = (new.status == STATUS_CODE[Status.MISSING]) & (new.symbol == 0)
    stated = new.has_row & ~bare
    said = laid_on(stated, new.axes, old.axes)
    guessed = old.status == STATUS_CODE[Status.ESTIMATED]
    if guessed.any():
        had &= ~(guessed & laid_on(new.status != STATUS_CODE[Status.ESTIMATED], new.axes, old.axes))
    now = _laid(new, old.axes)
    touched = had & said
    revised = touched & ~np.isclose(old.values, now, rtol=1e-9, atol=1e-12)
    keys = had & _covered(had, old, new, asked)
    gone = keys & ~said
    both = touched & ~np.isnan(now)
    middle = _middle(old.values[both], now[both])
    found = replace(
        nothing,
        touched=int(touched.sum()),
        revised=int(revised.sum()),
        keys=int(keys.sum()),
        gone=int(gone.sum()),
        before=middle[0] if middle else None,
        after=middle[1] if middle else None,
        is_moved=bool(middle and middle[2]),
    )
    if not found.revises_most and not found.loses_much and asked is not None:
        return found
    ours = _inside(old, {name: (codes,) if isinstance(codes, str) else codes for name, codes in (first or {}).items()})
    shown = _first(revised, ours, SHOWN // (1 + found.loses_much))
    shown += _first(gone, ours, SHOWN - len(shown)) if found.loses_much else []
    return replace(found, examples=tuple(_change(old, new, now, place) for place in shown))


def judged_together(revisions: Iterable[Revision], verdict: Verdict) -> Iterator[Revision]:
    """The revisions of a person's file: where it changes most as a whole, all that change anything get the verdict."""
    revisions = tuple(revisions)
    touched, revised = sum(one.touched for one in revisions), sum(one.revised for one in revisions)
    most = touched >= FEWEST and revised > MOST_REVISED * touched
    for one in revisions:
        yield replace(one, verdict=verdict) if most and one.revised and one.verdict is None else one


def _figures(old: Panel, *, by_hand: bool) -> np.ndarray:
    had: np.ndarray = old.has_row & ~np.isnan(old.values) & (old.status != STATUS_CODE[Status.INCOMPLETE])
    if not by_hand and old.publication is not None and old.publications:
        read_by_hand = np.array([*(publication.manual for publication in old.publications), False])
        had &= ~read_by_hand[old.publication]
    return had


def _laid(new: Panel, axes: Mapping[str, tuple[str, ...]]) -> np.ndarray:
    """The panel's values on other axes of the same names, NaN where it has no such cell."""
    values = new.values
    for dimension, (name, codes) in enumerate(axes.items()):
        if codes == new.axes[name]:
            continue
        where = {code: n for n, code in enumerate(new.axes[name])}
        position = np.array([where.get(code, -1) for code in codes], dtype=np.intp)
        side = [1] * values.ndim
        side[dimension] = len(codes)
        if not where:
            return np.full(tuple(map(len, axes.values())), np.nan)
        values = np.where(
            (position >= 0).reshape(side), np.take(values, np.maximum(position, 0), axis=dimension), np.nan
        )
    return values


def _middle(old: np.ndarray, new: np.ndarray) -> tuple[float, float, bool] | None:
    """Median before and after, and whether it has moved too far: itself, or that of sizes whatever their sign."""
    if not old.size:
        return None
    before, after = float(np.median(old)), float(np.median(new))
    size, size_now = float(np.median(np.abs(old))), float(np.median(np.abs(new)))
    moved = max(abs(after - before), abs(size_now - size)) > MOST_MOVED * size
    return before, after, moved


def _covered(had: np.ndarray, old: Panel, new: Panel, asked: Scope | None) -> np.ndarray:
    """Bool over the stored axes: the keys that the answer or file should have a word of."""
    if asked is not None:
        kept = {name: set(asked.codes.get(name, codes)) for name, codes in new.axes.items() if name != PERIOD}
        kept[PERIOD] = {period for period in old.axes[PERIOD] if asked.holds_period(period)}
        return _inside(old, kept)
    met = np.flatnonzero(new.has_row.any(axis=tuple(range(new.values.ndim - 1))))
    if not met.size:
        return np.zeros(old.shape, dtype=bool)
    first, last = new.axes[PERIOD][met[0]], new.axes[PERIOD][met[-1]]
    kept = {PERIOD: {period for period in old.axes[PERIOD] if first <= period <= last}}
    had = had & _inside(old, kept)
    for dimension, (name, codes) in enumerate(new.axes.items()):
        if name == PERIOD:
            continue
        rest = tuple(n for n in range(had.ndim) if n != dimension)
        stored = {old.axes[name][n] for n in np.flatnonzero(had.any(axis=rest))}
        there = {codes[n] for n in np.flatnonzero(new.has_row.any(axis=rest))} & stored
        groups = _groups(stored) if name == REGION else [stored]
        kept[name] = there.union(*(group for group in groups if 2 * len(group & there) > len(group)))
    return _inside(old, kept)


def _groups(codes: Collection[str]) -> Iterator[set[str]]:
    """Places that a file has together: all counties, a county's municipalities, all municipalities."""
    known = {code: found for code in codes if (found := places.all_places().get(code)) is not None}
    for level in Level:
        yield {code for code, place in known.items() if place.level is level}
    for county in {place.county for place in known.values() if place.level is Level.MUNICIPALITY}:
        yield {code for code, place in known.items() if place.level is Level.MUNICIPALITY and place.county == county}


def _inside(panel: Panel, kept: Mapping[str, Collection[str]]) -> np.ndarray:
    inside = np.ones(panel.shape, dtype=bool)
    for dimension, (name, axis) in enumerate(panel.axes.items()):
        if name in kept:
            side = [-1 if n == dimension else 1 for n in range(len(panel.axes))]
            inside &= np.array([code in kept[name] for code in axis], dtype=bool).reshape(side)
    return inside


def _first(cells: np.ndarray, ours: np.ndarray, most: int) -> list[int]:
    """Positions of the cells that are shown: ours first, and the newest first among them."""
    found: list[int] = []
    for some in (cells & ours, cells & ~ours):
        for period in range(cells.shape[-1] - 1, -1, -1):
            if len(found) < most and some[..., period].any():
                at = np.argwhere(some[..., period])[: most - len(found)]
                found += [int(np.ravel_multi_index((*one, period), cells.shape)) for one in at]
    return found


def _change(old: Panel, new: Panel, now: np.ndarray, place: int) -> CellChange:
    at = np.unravel_index(place, old.shape)
    key = {name: codes[n] for (name, codes), n in zip(old.axes.items(), at, strict=True)}
    status = Status.MISSING
    if all(code in new.axes[name] for name, code in key.items()):
        held = new.status[tuple(new.axes[name].index(code) for name, code in key.items())]
        status = STATUSES[held] if held < len(STATUSES) else Status.MISSING
    value = float(now[at])
    return CellChange(key, float(old.values[at]), None if np.isnan(value) else value, STATUSES[old.status[at]], status)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "0%"
