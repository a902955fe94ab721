"""What is hidden beside what is hidden already, over all the sums its numbers stand in, until nothing more follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from loaders.disclosure.families import Plane, Sum, sums
from loaders.ground.declarations import Indicator, Status
from loaders.ground.panel import NO_ROW, PERIOD, REGION, STATUS_CODE, Panel

_SUPPRESSED, _BOUND, _NOT_APPLICABLE = (
    STATUS_CODE[status] for status in (Status.SUPPRESSED, Status.LOWER_BOUND, Status.NOT_APPLICABLE)
)
KNOWN, HIDDEN, BOUND, UNTOLD = range(4)
"""States of a cell: a number, one that is hidden, one that is at least so much, and none that anybody hides."""
MOST_SWEEPS, _SLACK = 60, 1e-6
FEWEST = 5
"""A number under this is never shown in the place of a lower bound; and how many a hidden one must at least may be."""


@dataclass(frozen=True, slots=True)
class _Stack:
    """All figures of a family, flat over planes × regions × periods: float64 and uint8.

    below: under what a hidden number is said to be (``<5``), inf where nothing is said. usual: a plane's and place's
    median, by which the smallest is chosen.
    """

    planes: tuple[Plane, ...]
    regions: tuple[str, ...]
    periods: tuple[str, ...]
    values: np.ndarray
    state: np.ndarray
    below: np.ndarray
    usual: np.ndarray

    @property
    def shape(self) -> tuple[int, int, int]:
        return len(self.planes), len(self.regions), len(self.periods)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown otherwise than it is stored: planes × regions × periods, flat positions of the cells that differ.

    value: float64, NaN where hidden. status: uint8. hidden: flat positions of all hidden cells, below: what each is
    said to be under, inf where nothing is said.
    """

    planes: tuple[Plane, ...]
    regions: tuple[str, ...]
    periods: tuple[str, ...]
    at: np.ndarray
    value: np.ndarray
    status: np.ndarray
    hidden: np.ndarray
    below: np.ndarray

    def laid_over(self, indicator: Indicator, panel: Panel, chosen: Mapping[str, str]) -> Panel:
        """A panel of the indicator, without the chosen dimensions, as it is shown."""
        shown = replace(panel, values=panel.values.copy(), status=panel.status.copy(), symbol=panel.symbol.copy())
        shape = len(self.planes), len(self.regions), len(self.periods)
        plane, region, period = np.unravel_index(self.at, shape)
        own = [name for name in panel.axes if name not in (REGION, PERIOD)]
        to = [np.full(len(self.planes), -1) for _ in own]
        wanted = np.zeros(len(self.planes), bool)
        for n, (id_, codes) in enumerate(self.planes):
            stated = dict(zip(indicator.dimensions, codes, strict=False))
            wanted[n] = id_ == indicator.id and all(stated[name] == code for name, code in chosen.items())
            for positions, name in zip(to, own, strict=True):
                if wanted[n] and stated[name] in panel.axes[name]:
                    positions[n] = panel.axes[name].index(stated[name])
        places, times = _positions(self.regions, panel.axes[REGION]), _positions(self.periods, panel.axes[PERIOD])
        index = (*(positions[plane] for positions in to), places[region], times[period])
        kept = wanted[plane]
        for positions in index:
            kept = kept & (positions >= 0)
        cells = tuple(positions[kept] for positions in index)
        shown.values[cells] = self.value[kept]
        shown.status[cells] = self.status[kept]
        shown.symbol[cells] = 0
        return shown


def _positions(codes: Sequence[str], among: Sequence[str]) -> np.ndarray:
    there = {code: n for n, code in enumerate(among)}
    return np.array([there.get(code, -1) for code in codes], dtype=np.intp)


def protected(panels: Mapping[str, Panel], later: Shown | None = None) -> Shown:
    """What of a family's whole panels is shown otherwise than stored. later: what the newest state hides stays so."""
    stack, status, told = _stacked(panels)
    before = stack.values.copy()
    if later is not None:
        _hide_as(later, stack)
    blocks = tuple(sums(stack.planes, stack.regions, len(stack.periods)))
    summed = np.zeros(len(status), bool)
    for block in blocks:
        if block.of_places:
            summed[block.rows[0]] = True
    while (
        any([_hide_beside_one(stack, block, summed) for block in blocks])
        or any([_hide_beside_few(stack, block, summed) for block in blocks])
        or _hide_what_narrows(stack, blocks)
    ):
        pass
    for block in blocks:
        _bound_by_what_is_shown(stack, block, before)
    bare = np.zeros(len(status), bool)
    said = _said_of_twins(stack, blocks)
    for block in blocks:
        bare[_with_sums_hidden(stack, block, said)] = True
    hidden = stack.state == HIDDEN
    newly = hidden & (status != _SUPPRESSED)
    other = ~hidden & ~np.isnan(stack.values) & (before != stack.values)
    at = np.flatnonzero(newly | other | (bare & told))
    after = np.where(stack.state[at] == BOUND, _BOUND, np.where(hidden[at], _SUPPRESSED, 0))
    return Shown(
        planes=stack.planes,
        regions=stack.regions,
        periods=stack.periods,
        at=at,
        value=np.where(hidden[at], np.nan, stack.values[at]),
        status=after.astype(np.uint8),
        hidden=np.flatnonzero(hidden),
        below=stack.below[hidden],
    )


def _stacked(panels: Mapping[str, Panel]) -> tuple[_Stack, np.ndarray, np.ndarray]:
    """The panels as one stack, its status codes, and where a sign tells what a hidden number is under."""
    regions = tuple(sorted({code for panel in panels.values() for code in panel.axes[REGION]}))
    periods = tuple(sorted({code for panel in panels.values() for code in panel.axes[PERIOD]}))
    planes: list[Plane] = []
    layers: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    for id_, panel in panels.items():
        own = [codes for name, codes in panel.axes.items() if name not in (REGION, PERIOD)]
        here = np.ix_(_positions(panel.axes[REGION], regions), _positions(panel.axes[PERIOD], periods))
        limits = np.array([_limit(symbol) for symbol in panel.symbols])
        for at in np.ndindex(panel.shape[:-2]):
            planes.append((id_, tuple(codes[n] for codes, n in zip(own, at, strict=True))))
            values, status = (
                np.full((len(regions), len(periods)), np.nan),
                np.full((len(regions), len(periods)), NO_ROW),
            )
            below = np.full(values.shape, np.inf)
            values[here], status[here], below[here] = panel.values[at], panel.status[at], limits[panel.symbol[at]]
            layers.append((values, status, below))
    values, status, below = (np.concatenate([layer[n].ravel() for layer in layers]) for n in range(3))
    state = np.where(np.isnan(values), UNTOLD, KNOWN)
    state[(status == _BOUND) & (state == KNOWN)] = BOUND
    state[(status == _SUPPRESSED) & (state == UNTOLD)] = HIDDEN
    nobody = status == _NOT_APPLICABLE
    values[nobody], state[nobody] = 0.0, KNOWN
    shape = len(planes), len(regions), len(periods)
    usual = np.broadcast_to(_medians(values.reshape(shape))[..., None], shape).ravel()
    below[state != HIDDEN] = np.inf
    stack = _Stack(tuple(planes), regions, periods, values, state, below, usual)
    return stack, status, np.isfinite(below)


def _limit(symbol: str) -> float:
    """What ``<5`` says a number is under; inf for other signs."""
    digits = symbol.removeprefix("<").strip()
    return float(digits) if symbol.startswith("<") and digits.isdigit() else np.inf


def _medians(values: np.ndarray) -> np.ndarray:
    """The median over time, inf where there is none."""
    ordered = np.sort(values, axis=-1)  # NaN last
    count = (~np.isnan(values)).sum(axis=-1)
    middle = np.take_along_axis(ordered, np.maximum(count - 1, 0)[..., None] // 2, axis=-1)[..., 0]
    return np.where(count > 0, middle, np.inf)


def _hide_as(later: Shown, stack: _Stack) -> None:
    """Hide what a later state hides."""
    shape = len(later.planes), len(later.regions), len(later.periods)
    plane, region, period = np.unravel_index(later.hidden, shape)
    known = {code: n for n, code in enumerate(stack.planes)}
    index = (
        np.array([known.get(code, -1) for code in later.planes], dtype=np.intp)[plane],
        _positions(later.regions, stack.regions)[region],
        _positions(later.periods, stack.periods)[period],
    )
    there = (index[0] >= 0) & (index[1] >= 0) & (index[2] >= 0)
    at = np.ravel_multi_index(tuple(positions[there] for positions in index), stack.shape)
    shown = np.isin(stack.state[at], (KNOWN, BOUND))
    stack.state[at[shown]], stack.below[at[shown]] = HIDDEN, later.below[there][shown]


def _hide(stack: _Stack, rows: np.ndarray, where: np.ndarray, least: float = 0.0) -> bool:
    """Hide one more of each sum (column) in ``where``: its usually smallest part above ``least``, else the sum itself.

    Where the sum is hidden too and no part is above nought, any part. Whether there was one to hide.
    """
    columns = np.flatnonzero(where)
    cut = rows[:, columns]
    known = stack.state[cut] == KNOWN
    usual = np.where(known, stack.usual[cut], np.inf)
    usual[0] = np.inf
    order = np.where(known & (stack.values[cut] > least), usual, np.inf)
    order[0] = np.where(known[0], np.finfo(float).max, np.inf)
    none = ~np.isfinite(order).any(axis=0)
    order[:, none] = np.where(known[:, none], 0.0, np.inf)
    there = np.isfinite(order).any(axis=0)
    chosen = cut[order.argmin(axis=0), np.arange(len(columns))][there]
    stack.state[chosen] = HIDDEN
    return bool(there.any())


def _hide_beside_one(stack: _Stack, block: Sum, summed: np.ndarray) -> bool:
    """Rule 1 and 3: a number hidden alone takes one more with it; a bound that follows from the rest is its number."""
    rows = block.rows
    state = stack.state[rows]
    alone = (state != KNOWN).sum(axis=0) == 1
    columns = np.flatnonzero(alone)
    if not columns.size:
        return False
    which = (state[:, columns] != KNOWN).argmax(axis=0)
    cells = rows[which, columns]
    bounds = stack.state[cells] == BOUND
    changed = False
    if block.of_places:
        inside = cells[bounds & (which > 0)]  # a part that follows from its sum, but for persons of unknown place
        stack.state[inside] = HIDDEN
        changed = bool(inside.size)
    elif block.of_twins:  # another table's number is not ours; what is left out of a place's sum is of unknown place
        single = cells[bounds & ~summed[cells]]
        stack.state[single] = HIDDEN
        changed = bool(single.size)
    elif bounds.any():
        parts = np.where(state[1:, columns] == KNOWN, stack.values[rows[1:, columns]], 0.0).sum(axis=0)
        number = np.where(which == 0, parts, stack.values[rows[0, columns]] - parts)[bounds]
        at = cells[bounds]
        told = (number >= np.maximum(stack.values[at], FEWEST)) & block.adds_up
        stack.values[at[told]], stack.state[at] = number[told], np.where(told, KNOWN, HIDDEN)
        changed = True
    hidden = np.zeros(rows.shape[1], bool)
    hidden[columns] = stack.state[cells] == HIDDEN
    return (hidden.any() and _hide(stack, rows, hidden)) or changed


def _hide_beside_few(stack: _Stack, block: Sum, summed: np.ndarray) -> bool:
    """Rule 2: where a sum leaves too few candidates for what is hidden in it, one more is hidden.

    summed: cells whose lower bound will be the sum of what is shown of their parts, and says no more.
    """
    if not block.adds_up:
        return False
    rows = block.rows
    state, values = stack.state[rows], stack.values[rows]
    whole = state[0] == KNOWN
    if not block.of_places:  # what a bound leaves out is one number, or few
        loose = (state[1:] == BOUND) & whole & ~summed[rows[1:]]
        if loose.any():
            stack.state[rows[1:][loose]] = HIDDEN
            return True
    parts = state[1:]
    lowest, highest = _reach(stack, rows[1:], parts, values[1:])
    open_ = parts != KNOWN
    left = values[0] - np.where(open_, 0.0, values[1:]).sum(axis=0)
    with np.errstate(invalid="ignore"):
        most = left - (np.where(open_, lowest, 0.0).sum(axis=0) - lowest)
        endless = np.where(open_, np.isinf(highest), False)
        finite = np.where(open_ & ~endless, highest, 0.0)
        others_endless = (endless.sum(axis=0) - endless) > 0
        least = np.where(others_endless, -np.inf, left - (finite.sum(axis=0) - finite))
    small = (parts == HIDDEN) & np.isfinite(highest)
    narrowed = small & ((most < highest) | (least > lowest))
    plain = (parts == HIDDEN) & ~small & ~small.any(axis=0)
    narrowed |= plain & (most - np.maximum(least, 0.0) < FEWEST - 1)
    where = whole & narrowed.any(axis=0)
    return bool(where.any()) and _hide(stack, rows, where, least=FEWEST - 1)


def _hide_what_narrows(stack: _Stack, blocks: Sequence[Sum]) -> bool:
    """Rule 2 over several sums: bounds are followed from sum to sum, and where one is left too few, more is hidden."""
    adding = [(block, *_open_columns(stack, block)) for block in blocks if block.adds_up]
    adding = [(block, columns, rows) for block, columns, rows in adding if columns.size]
    low, high = _reach(stack, np.arange(len(stack.state)), stack.state, stack.values)
    shown = stack.state == KNOWN
    low[shown] = high[shown] = stack.values[shown]
    for _ in range(MOST_SWEEPS):
        if not any([_follow(rows, low, high, shown) for _, _, rows in adding]):
            break
    few = (stack.state == HIDDEN) & (high - low < FEWEST - 2 - _SLACK) & (high >= low - _SLACK)
    changed = False
    for block, columns, rows in adding:
        where = np.zeros(block.rows.shape[1], bool)
        where[columns] = few[rows].any(axis=0) & (stack.state[rows[0]] == KNOWN)
        changed |= bool(where.any()) and _hide(stack, block.rows, where, least=FEWEST - 1)
    return changed


def _open_columns(stack: _Stack, block: Sum) -> tuple[np.ndarray, np.ndarray]:
    """Which sums of a block hold something that is not shown, by column, and their rows."""
    columns = np.flatnonzero((stack.state[block.rows] != KNOWN).any(axis=0))
    return columns, block.rows[:, columns]


def _follow(rows: np.ndarray, low: np.ndarray, high: np.ndarray, shown: np.ndarray) -> bool:
    """One sweep of bounds through some sums; whether any became narrower."""
    whole, parts = rows[0], rows[1:]
    least, most = low[parts].sum(axis=0), high[parts].sum(axis=0)
    endless = np.isinf(high[parts])
    finite = np.where(endless, 0.0, high[parts])
    others = np.where((endless.sum(axis=0) - endless) > 0, np.inf, finite.sum(axis=0) - finite)
    part_low, part_high = low[whole] - others, high[whole] - (least - low[parts])
    changed = _tighten(parts.ravel(), part_low.ravel(), part_high.ravel(), low, high, shown)
    return _tighten(whole, least, most, low, high, shown) or changed


def _tighten(
    at: np.ndarray, least: np.ndarray, most: np.ndarray, low: np.ndarray, high: np.ndarray, shown: np.ndarray
) -> bool:
    """Take narrower bounds over, where they can be true: sums with persons of unknown place need not add up."""
    up = ~shown[at] & (least > low[at] + _SLACK) & (least <= high[at] + _SLACK)
    low[at[up]] = least[up]
    down = ~shown[at] & (most < high[at] - _SLACK) & (most >= low[at] - _SLACK)
    high[at[down]] = most[down]
    return bool(up.any() or down.any())


def _reach(stack: _Stack, cells: np.ndarray, state: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The lowest and highest each part can be for one who sees only its sign: ``<5`` is 1 to 4."""
    small = (state == HIDDEN) & np.isfinite(stack.below[cells])
    lowest = np.where(small, 1.0, np.where(state == BOUND, values, 0.0))
    return lowest, np.where(small, stack.below[cells] - 1, np.inf)


def _bound_by_what_is_shown(stack: _Stack, block: Sum, before: np.ndarray) -> None:
    """Rule 3: a place that is a lower bound holds of its parts what is shown; ``before`` what is stored of them.

    So nothing but persons of unknown place is the difference between the two.
    """
    if not block.of_places or not block.adds_up:
        return
    whole, parts = block.rows[0], block.rows[1:]
    columns = stack.state[whole] == BOUND
    at, cut = whole[columns], parts[:, columns]
    seen = np.where(np.isin(stack.state[cut], (KNOWN, BOUND)), np.nan_to_num(stack.values[cut]), 0.0)
    stack.values[at] += (seen - np.nan_to_num(before[cut])).sum(axis=0)
    stack.state[at] = np.where(stack.values[at] >= FEWEST, BOUND, HIDDEN)


def _said_of_twins(stack: _Stack, blocks: Sequence[Sum]) -> np.ndarray:
    """What each hidden number is said to be under, by its own sign or that of the same people elsewhere."""
    said = np.where(stack.state == HIDDEN, stack.below, np.inf)
    pairs = [block.rows for block in blocks if len(block.rows) == 2 and block.adds_up]
    for one, other in pairs + pairs:
        said[one] = said[other] = np.minimum(said[one], said[other])
    return said


def _with_sums_hidden(stack: _Stack, block: Sum, said: np.ndarray) -> np.ndarray:
    """Hidden parts of a sum that is said to be under five: what they are under would then tell too much."""
    small = (stack.state[block.rows[0]] == HIDDEN) & np.isfinite(said[block.rows[0]])
    parts = block.rows[1:][:, small]
    if len(block.rows) == 2:
        return parts[:, :0].ravel()
    at: np.ndarray = parts[(stack.state[parts] == HIDDEN) & np.isfinite(stack.below[parts])]
    return at
