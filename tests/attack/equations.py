"""What may be reckoned from cells that are told: bounds from sum to sum, equations, rates times denominators.

Shares no code with loaders/disclosure. What it knows: that a county is its municipalities, riket its counties, both
sexes women and men, all countries of birth Sweden and abroad, that the measures of registered unemployed count the same
people, that a rate is its numerator over its denominator, and that a number seen on another day is still about right.
No equation goes from one period to another, so that periods may be attacked one by one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil, floor, inf

import numpy as np

from loaders import catalogue
from loaders.ground.places import all_places

PARTS = {"sex": ("total", ("women", "men")), "birth_region": ("total", ("sweden", "abroad"))}
SAME = (
    ({"id": "af_unemployed", "age": "16-66"}, {"id": "af_unemployed_by_birth", "birth_region": "total"}, "sex"),
    (
        {"id": "duration_unemployed"},
        {"id": "af_unemployed_by_birth", "sex": "total"},
        "birth_region",
    ),
    (
        {"id": "duration_unemployed", "birth_region": "total"},
        {"id": "af_unemployed", "age": "16-66", "sex": "total"},
        "",
    ),
)
FEWEST_CANDIDATES = 4
"""``<5`` leaves four numbers. Whatever is hidden must be left as many."""
ENOUGH_SWEEPS = 60

Key = tuple[str, frozenset[tuple[str, str]], str, str]
"""Indicator, own dimensions, place, period."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One exported cell."""

    value: float | None
    status: str
    symbol: str

    @property
    def is_hidden(self) -> bool:
        return self.status == "suppressed"

    @property
    def is_bound(self) -> bool:
        return self.status == "lower_bound"


@dataclass(frozen=True, slots=True)
class Found:
    """Something hidden that is known after all: the cell, how, and what it may be."""

    key: Key
    how: str
    low: float
    high: float

    def __str__(self) -> str:
        id_, own, region, period = self.key
        where = ", ".join(f"{name}={code}" for name, code in sorted(own))
        return f"{id_} {where} {region} {period}: {self.how}, {self.low:g}–{self.high:g}"


Cells = dict[Key, Seen]


def attack(now: Cells, earlier: Iterable[Cells] = ()) -> list[Found]:
    """Everything hidden in ``now``, or in an earlier state and still now, that can be told."""
    return [*solved(now), *(found for then in earlier for found in attack_day(now, then))]


def attack_day(now: Cells, then: Cells) -> Iterator[Found]:
    """Everything hidden in ``now`` that was shown on an earlier day, or hidden on that day, that can be told."""
    for key, cell in then.items():
        if key in now and now[key].is_hidden and cell.value is not None:
            yield Found(key, "shown on another day", cell.value, cell.value)
    yield from solved(
        {
            key: now[key] if cell.is_hidden and key in now and now[key].value is not None else cell
            for key, cell in then.items()
        }
    )


def solved(cells: Cells) -> Iterator[Found]:
    """Everything hidden that can be told."""
    for key, value in _numerators(cells):
        if cells[key].is_hidden:
            yield Found(key, "rate times denominator", value, value)
    hidden = {key for key, cell in cells.items() if cell.is_hidden or cell.is_bound}
    sums = list(sums_of(cells))
    touching: dict[Key, list[int]] = defaultdict(list)
    for n, keys in enumerate(sums):
        for key in keys:
            if cells[key].value is None or cells[key].is_bound:
                touching[key].append(n)
    low = {key: _prior(cells[key])[0] for key in touching}
    high = {key: _prior(cells[key])[1] for key in touching}
    open_sums = {n for numbers in touching.values() for n in numbers}
    for _ in range(ENOUGH_SWEEPS):
        if not _narrow(cells, [sums[n] for n in open_sums], low, high):
            break
    told = _determined(cells, sums, touching)
    for key in hidden & set(touching):
        cell = cells[key]
        candidates = floor(high[key] + 1e-6) - ceil(low[key] - 1e-6) + 1 if high[key] < inf else inf
        if cell.is_hidden and 0 < candidates < FEWEST_CANDIDATES:
            yield Found(key, "bounds", low[key], high[key])
        elif key in told:
            yield Found(key, "equations" if cell.is_hidden else "what a bound leaves out", low[key], high[key])


def _prior(cell: Seen) -> tuple[float, float]:
    if cell.is_bound:
        return float(cell.value or 0), inf
    if cell.symbol.startswith("<") and cell.is_hidden:
        return 1.0, float(cell.symbol.removeprefix("<")) - 1
    return 0.0, inf


def sums_of(cells: Cells) -> Iterator[tuple[Key, ...]]:
    """Every whole with its parts, all of which are told of: (whole, part, …)."""
    inside = _inside()
    for key in cells:
        id_, own, region, period = key
        if catalogue.indicator(id_).kind == "rate":
            continue
        if region in inside and not cells[key].is_bound:  # who is of unknown place is in a county's bound only
            yield from _there(cells, key, [(id_, own, part, period) for part in inside[region]])
        stated = dict(own)
        for name, (total, parts) in PARTS.items():
            if stated.get(name) == total:
                yield from _there(
                    cells, key, [(id_, frozenset((stated | {name: part}).items()), region, period) for part in parts]
                )
        for one, other, shared in SAME:
            if id_ == one["id"] and all(stated.get(name) == code for name, code in one.items() if name != "id"):
                twin = {name: code for name, code in other.items() if name != "id"}
                if shared:
                    twin[shared] = stated[shared]
                pair = (other["id"], frozenset(twin.items()), region, period)
                # beside a number a county's bound tells of those whose municipality is not known, and of nobody's home
                if len(region) == 4 or not (cells[key].is_bound or (pair in cells and cells[pair].is_bound)):
                    yield from _there(cells, key, [pair])


@cache
def _inside() -> Mapping[str, list[str]]:
    """Riket with its counties, and each county with its municipalities."""
    inside: dict[str, list[str]] = defaultdict(list)
    for code in all_places():
        if code != "00":
            inside["00" if len(code) == 2 else code[:2]].append(code)
    return inside


def _there(cells: Cells, whole: Key, parts: list[Key]) -> Iterator[tuple[Key, ...]]:
    zero = [part for part in parts if part in cells and cells[part].status == "not_applicable"]
    if all(part in cells for part in parts):
        yield (whole, *(part for part in parts if part not in zero))


def _narrow(cells: Cells, sums: Iterable[tuple[Key, ...]], low: dict[Key, float], high: dict[Key, float]) -> bool:
    """One sweep of bounds over all sums; whether any became narrower."""
    changed = False

    def reach(key: Key) -> tuple[float, float]:
        if key in low:
            return low[key], high[key]
        value = float(cells[key].value or 0)
        return value, value

    for whole, *parts in sums:
        ends = [reach(part) for part in parts]
        least, most = sum(a for a, _ in ends), sum(b for _, b in ends)
        for key, (new_low, new_high) in [
            (whole, (least, most)),
            *(
                (part, (reach(whole)[0] - _less(most, b), reach(whole)[1] - (least - a)))
                for part, (a, b) in zip(parts, ends, strict=True)
            ),
        ]:
            if key not in low:
                continue
            if new_low > low[key] + 1e-9 and new_low <= high[key]:
                low[key], changed = new_low, True
            if new_high < high[key] - 1e-9 and new_high >= low[key]:
                high[key], changed = new_high, True
    return changed


def _less(most: float, own: float) -> float:
    """What the others can be at most together; endless where one of them is, as far as can be told here."""
    return inf if most == inf else most - own


def _determined(cells: Cells, sums: list[tuple[Key, ...]], touching: Mapping[Key, list[int]]) -> set[Key]:
    """Unknown cells that the equations leave one value for: those that no vector of the null space moves."""
    told: set[Key] = set()
    left = set(touching)
    while left:
        component, todo = set(), [left.pop()]
        while todo:
            key = todo.pop()
            component.add(key)
            for n in touching[key]:
                todo += [other for other in sums[n] if other in left]
                left -= set(sums[n])
        order = {key: n for n, key in enumerate(component)}
        numbers = sorted({n for key in component for n in touching[key]})
        matrix = np.zeros((len(numbers), len(order)))
        for row, n in enumerate(numbers):
            whole, *parts = sums[n]
            for key, sign in ((whole, 1.0), *((part, -1.0) for part in parts)):
                if key in order:
                    matrix[row, order[key]] += sign
        if len(order) > 1500:
            continue  # one place and period hold far fewer; what is larger is all untold
        _, singular, right = np.linalg.svd(matrix, full_matrices=True)
        rank = int((singular > 1e-9).sum())
        moved = np.abs(right[rank:]).max(axis=0) if rank < len(order) else np.zeros(len(order))
        told |= {key for key, n in order.items() if moved[n] < 1e-7}
    return told


def _numerators(cells: Cells) -> Iterator[tuple[Key, float]]:
    """What a shown rate and a shown denominator make the numerator."""
    for (id_, own, region, period), cell in cells.items():
        declared = catalogue.indicator(id_)
        if cell.value is None or declared.kind != "rate" or len(declared.numerator) != 1:
            continue
        stated = dict(own)
        top, base = (
            (
                other,
                frozenset(
                    (name, stated.get(name, code)) for name, code in catalogue.indicator(other).default_slice.items()
                ),
                region,
                period,
            )
            for (other,) in (declared.numerator, declared.denominator)
        )
        if top in cells and base in cells and cells[base].value is not None and not cell.is_bound:
            yield top, cell.value * float(cells[base].value or 0) / 100
