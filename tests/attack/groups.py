"""One who puts places together: asks pages for sums of municipalities and takes away what is shown of the others.

What it knows: what exports show and hide (disclosure.py), and every figure a page gives of an own area. A hidden number
in a sum that is shown is what the sum has more than its other parts; so no such sum may be shown, and one of shown
numbers may tell nothing else than they do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from dashboard.data.series import Data
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Kind
from loaders.ground.errors import NothingPublishedYet
from tests.attack.disclosure import exported
from tests.attack.equations import Cells, Found

ALMOST = 1e-6


def groups_of(homes: Iterable[Sequence[str]], chance: np.random.Generator, number: int) -> Iterator[tuple[str, ...]]:
    """In each county: every two, all but each one, all; then so many by chance over all counties."""
    everywhere = []
    for inside in homes:
        everywhere += inside
        if len(inside) > 1:
            yield from combinations(inside, 2)
            yield tuple(inside)
        if len(inside) > 2:
            yield from combinations(inside, len(inside) - 1)
    for _ in range(number):
        size = int(chance.integers(3, min(len(everywhere), 12)))
        yield tuple(sorted(chance.choice(everywhere, size, replace=False).tolist()))


def attack_groups(data: Data, shown: Cells, ids: Iterable[str], groups: Iterable[tuple[str, ...]]) -> list[Found]:
    """Every hidden number that a sum of places tells, and every sum that is not that of what is shown."""
    found: list[Found] = []
    asked = list(groups)
    for id_ in ids:
        for own in sorted({key[1] for key in shown if key[0] == id_}, key=sorted):
            found += _of_slice(data, shown, id_, dict(own), asked)
    return found


def _of_slice(
    data: Data, shown: Cells, id_: str, own: Mapping[str, str], groups: Sequence[tuple[str, ...]]
) -> Iterator[Found]:
    codes = [places.own_area(group).code for group in groups]
    try:
        series = data.series(id_, own, codes)
    except NothingPublishedYet:
        return
    for group, code in zip(groups, codes, strict=True):
        for period in series.periods:
            told = series.value(code, period)
            if told is None:
                continue
            cells = [shown.get((id_, frozenset(own.items()), member, str(period))) for member in group]
            key = (id_, frozenset(own.items()), code, str(period))
            hidden = [member for member, cell in zip(group, cells, strict=True) if cell is None or cell.value is None]
            if hidden and catalogue.indicator(id_).kind is not Kind.RATE:
                yield Found(key, f"a sum with {', '.join(hidden)}, which are hidden", told, told)
            elif not hidden and catalogue.indicator(id_).kind is not Kind.RATE:
                known = sum(cell.value for cell in cells if cell is not None and cell.value is not None)
                if abs(known - told) > ALMOST:
                    yield Found(key, "not the sum of what is shown", known, told)
            elif any(cell is not None and cell.is_hidden for cell in cells):
                yield Found(key, "a rate of places of which one's is hidden", told, told)
            elif (rate := _of_sums(shown, id_, own, group, str(period))) is None:
                yield Found(key, "a rate of which a part is hidden", told, told)
            elif abs(rate - told) > ALMOST:
                yield Found(key, "not the rate of what is shown", rate, told)


def _of_sums(shown: Cells, id_: str, own: Mapping[str, str], group: Sequence[str], period: str) -> float | None:
    """100 × Σ numerators / Σ denominators of exported numbers; None where one of them is hidden."""
    indicator = catalogue.indicator(id_)
    sums = []
    for ids in (indicator.numerator, indicator.denominator):
        total = 0.0
        for part in ids:
            default = catalogue.indicator(part).default_slice
            chosen = frozenset((name, own.get(name, code)) for name, code in default.items())
            for member in group:
                cell = shown.get((part, chosen, member, period))
                if cell is None or cell.value is None:
                    return None
                total += cell.value
        sums.append(total)
    return 100 * sums[0] / sums[1] if sums[1] > 0 else None


__all__ = ["attack_groups", "exported", "groups_of"]
