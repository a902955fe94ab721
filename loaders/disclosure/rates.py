"""Rates follow what they are made of: hidden where a part is, reckoned anew where a part is shown as another number."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from loaders import catalogue
from loaders.ground.declarations import Indicator, Status
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, Panel

_HIDDEN, _BOUND = STATUS_CODE[Status.SUPPRESSED], STATUS_CODE[Status.LOWER_BOUND]

Reader = Callable[[str, Mapping[str, str]], tuple[Panel, Panel] | None]
"""One slice of an indicator, region × period, as stored and as shown; None where it is not there to be shown."""


def followed(panel: Panel, indicator: Indicator, chosen: Mapping[str, str], read: Reader) -> Panel:
    """A panel of rates (own dimensions without the chosen ones, region, period) as its parts let it be shown."""
    shown = replace(panel, values=panel.values.copy(), status=panel.status.copy(), symbol=panel.symbol.copy())
    own = [name for name in panel.axes if name not in (REGION, PERIOD)]
    for at in product(*(range(len(panel.axes[name])) for name in own)):
        codes = {**chosen, **{name: panel.axes[name][n] for name, n in zip(own, at, strict=True)}}
        part, base = (_parts(ids, codes, panel, read) for ids in (indicator.numerator, indicator.denominator))
        values, status, symbol = shown.values[at], shown.status[at], shown.symbol[at]
        there = ~np.isnan(values)
        anew = there & (part.is_changed | base.is_changed)
        with np.errstate(divide="ignore", invalid="ignore"):
            rate = np.where(base.value > 0, 100 * part.value / base.value, np.nan)
        hidden = there & (part.is_hidden | base.is_hidden | (anew & (np.isnan(rate) | base.is_bound)))
        values[anew], status[anew] = rate[anew], np.where(part.is_bound[anew], _BOUND, 0)
        values[hidden], status[hidden], symbol[hidden] = np.nan, _HIDDEN, 0
    return shown


class _Part:
    """The sum of some indicators over the axes of a rate: float64 and bool, region × period."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.value = np.zeros(shape)
        self.is_hidden, self.is_bound, self.is_changed = (np.zeros(shape, bool) for _ in range(3))


def _parts(ids: Iterable[str], codes: Mapping[str, str], like: Panel, read: Reader) -> _Part:
    regions, periods = like.axes[REGION], like.axes[PERIOD]
    total = _Part((len(regions), len(periods)))
    for id_ in ids:
        default = catalogue.indicator(id_).default_slice
        found = read(id_, {name: codes.get(name, code) for name, code in default.items()})
        if found is None:
            continue
        stored, shown = found
        rows, to_rows = _shared(shown.axes[REGION], regions)
        columns, to_columns = _shared(shown.axes[PERIOD], periods)
        here, there = np.ix_(rows, columns), np.ix_(to_rows, to_columns)
        values = np.full(total.value.shape, np.nan)
        values[there] = shown.values[here]
        total.value += values
        total.is_hidden[there] |= shown.status[here] == _HIDDEN
        total.is_bound[there] |= shown.status[here] == _BOUND
        same = (stored.values[here] == shown.values[here]) | np.isnan(stored.values[here])
        total.is_changed[there] |= ~same | (stored.status[here] != shown.status[here])
    return total


def _shared(codes: Sequence[str], wanted: Sequence[str]) -> tuple[list[int], list[int]]:
    """Positions of the codes that are wanted, among the codes and among the wanted."""
    at = {code: n for n, code in enumerate(wanted)}
    return [n for n, code in enumerate(codes) if code in at], [at[code] for code in codes if code in at]
