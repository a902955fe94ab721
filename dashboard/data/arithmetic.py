"""What a measure is shown as: level, change in a year, twelve months, index. Arrays in and out; a hole stays a hole.

Values are float64, region × period, NaN where absent. Differences are those of displayed numbers, since a reader
subtracts what is printed.
"""

from collections.abc import Mapping

import numpy as np

from loaders.ground.declarations import Break, Grain, Indicator, Kind, Severity
from loaders.ground.periods import PARTS_PER_YEAR, Period

EASTER_MONTHS = (3, 4)
PERCENT_FLOOR = 100
"""Per cent is said only when both numbers are at least this."""


def displayed(values: np.ndarray, decimals: int) -> np.ndarray:
    """Values as a reader sees them: rounded half away from zero to the decimals."""
    scale = 10.0**decimals
    return np.copysign(np.floor(np.abs(values) * scale + 0.5 + 1e-9) / scale, values) + 0.0


def displayed_per_cent(values: np.ndarray) -> np.ndarray:
    """Changes in per cent with one decimal, such that the whole number a reader sees from 1 upwards is the nearest.

    14.45 becomes 14.4, which is seen as 14; to 14.5 it would be rounded twice, to 15.
    """
    one = displayed(values, 1)
    twice = displayed(one, 0) != displayed(values, 0)
    return displayed(np.where(twice & (np.abs(one) > 1), one - np.copysign(0.1, one), one), 1)


def displayed_small_per_cent(values: np.ndarray) -> np.ndarray:
    """Changes in per cent with two decimals, for lines of small ones, such that what a reader sees is the nearest.

    That is one decimal under 1 and none above: 0.949 becomes 0.94, which is seen as 0.9; from 0.95 it would be 1.
    """
    two = displayed(values, 2)
    seen = np.where(np.abs(displayed(values, 1)) < 1, displayed(two, 1) - displayed(values, 1), 0.0)
    seen = np.where(np.abs(displayed(values, 1)) >= 1, displayed(two, 0) - displayed(values, 0), seen)
    return displayed(np.where(np.abs(seen) > 1e-9, two - np.copysign(0.01, two), two), 2)


def barred(indicator: Indicator, slice_: Mapping[str, str], period_axis: tuple[str, ...], reach: int) -> np.ndarray:
    """Positions where a look back over ``reach`` periods would cross an incomparable break. Bool by period.

    A year back, a season's March and April too: Easter moves between them, so neither is compared alone.
    """
    crossing = np.zeros(len(period_axis), bool)
    if indicator.kind is Kind.SEASON and reach == PARTS_PER_YEAR[Grain.MONTH] == PARTS_PER_YEAR[indicator.grain]:
        crossing |= np.array([Period(period).part in EASTER_MONTHS for period in period_axis], bool)
    for found in breaks_of(indicator, slice_):
        if found.severity is Severity.INCOMPARABLE:
            after = np.array([period >= found.period for period in period_axis])
            crossing |= (
                after & ~np.concatenate([np.zeros(reach, bool), after[: max(len(after) - reach, 0)]])[: len(after)]
            )
    return crossing


def comparable_from(indicator: Indicator, slice_: Mapping[str, str], period_axis: tuple[str, ...]) -> int:
    """Position of the first period that the newest may be compared with: that of the last incomparable break."""
    after = [found.period for found in breaks_of(indicator, slice_) if found.severity is Severity.INCOMPARABLE]
    return next((n for n, period in enumerate(period_axis) if period >= max(after, default="")), 0)


def breaks_of(indicator: Indicator, slice_: Mapping[str, str]) -> tuple[Break, ...]:
    """The breaks that touch a slice."""
    return tuple(found for found in indicator.breaks if found.concerns(slice_))


def back(values: np.ndarray, steps: int) -> np.ndarray:
    """Each cell holds what stood ``steps`` periods earlier, NaN at the beginning."""
    earlier = np.full_like(values, np.nan)
    if steps < values.shape[1]:
        earlier[:, steps:] = values[:, :-steps]
    return earlier


def year_change(
    values: np.ndarray, indicator: Indicator, slice_: Mapping[str, str], period_axis: tuple[str, ...]
) -> np.ndarray:
    """Difference of displayed numbers to the same period a year before, in the indicator's unit; NaN over a break."""
    year = PARTS_PER_YEAR[indicator.grain]
    shown = displayed(values, indicator.decimals)
    change = displayed(shown - back(shown, year), indicator.decimals)
    change[:, barred(indicator, slice_, period_axis, year)] = np.nan
    return change


def year_change_pct(
    values: np.ndarray, indicator: Indicator, slice_: Mapping[str, str], period_axis: tuple[str, ...]
) -> np.ndarray:
    """Change in per cent of displayed numbers in a year; NaN where either is under PERCENT_FLOOR."""
    year = PARTS_PER_YEAR[indicator.grain]
    shown = displayed(values, indicator.decimals)
    change = per_cent_between(shown, back(shown, year))
    change[:, barred(indicator, slice_, period_axis, year)] = np.nan
    return change


def per_cent_between(now: np.ndarray, then: np.ndarray) -> np.ndarray:
    """Change in per cent, exact where it is: −22.5, never −22.499…; NaN where either is under PERCENT_FLOOR."""
    with np.errstate(invalid="ignore", divide="ignore"):
        enough = (now >= PERCENT_FLOOR) & (then >= PERCENT_FLOOR)
        return np.where(enough, 100 * (now - then) / then, np.nan)


def rolling_sum(values: np.ndarray, length: int) -> np.ndarray:
    """Sum of the ``length`` periods that end in each; NaN if any of them is absent."""
    sums = np.full_like(values, np.nan)
    if values.shape[1] >= length:
        windows = np.lib.stride_tricks.sliding_window_view(values, length, axis=1)
        sums[:, length - 1 :] = windows.sum(axis=2)
    return sums


def holds_any(marked: np.ndarray, length: int) -> np.ndarray:
    """Whether any of the ``length`` periods that end in each is marked. Bool, region × period."""
    found = np.zeros(marked.shape, bool)
    if marked.shape[1] >= length:
        found[:, length - 1 :] = np.lib.stride_tricks.sliding_window_view(marked, length, axis=1).any(axis=2)
    return found


def is_summed(indicator: Indicator) -> bool:
    """Whether twelve months of it are added up, not averaged: what happens in a month, not what there is."""
    return indicator.kind not in (Kind.STOCK, Kind.RATE, Kind.PER_HEAD) and not indicator.at_moment


def twelve_months(
    values: np.ndarray,
    indicator: Indicator,
    slice_: Mapping[str, str],
    period_axis: tuple[str, ...],
    parts: tuple[np.ndarray, np.ndarray] | None = None,
) -> np.ndarray:
    """Flows summed over twelve months, stocks and numbers at a moment averaged, rates 100 × Σ/Σ (``parts``)."""
    if parts is not None:
        with np.errstate(invalid="ignore", divide="ignore"):
            found = 100 * rolling_sum(parts[0], 12) / rolling_sum(parts[1], 12)
    else:
        found = rolling_sum(values, 12)
        if not is_summed(indicator):
            found = found / 12
    found[:, barred(indicator, slice_, period_axis, 11)] = np.nan
    return found


def twelve_months_before(
    shown: np.ndarray, indicator: Indicator, slice_: Mapping[str, str], period_axis: tuple[str, ...]
) -> np.ndarray:
    """Beside each value of twelve months that of the twelve before; NaN where a break lies among the 24."""
    before = back(shown, 12)
    before[:, barred(indicator, slice_, period_axis, 23)] = np.nan
    return before


def index_base_year(values: np.ndarray, period_axis: tuple[str, ...], first: int, parts_per_year: int) -> str:
    """The first calendar year at or after position ``first`` that can be 100 for every place; empty if there is none.

    Every place has all its periods in it, and not only zeros.
    """
    years = [Period(period).year for period in period_axis]
    for year in sorted(set(years[first:])):
        inside = [n for n in range(first, len(years)) if years[n] == year]
        base = values[:, inside]
        if len(inside) == parts_per_year and not np.isnan(base).any() and base.any(axis=1).all():
            return str(year)
    return ""


def index(values: np.ndarray, period_axis: tuple[str, ...], base_year: str) -> np.ndarray:
    """Values as index, the average of the base year being 100; NaN for a place that had only zeros in it."""
    inside = [n for n, period in enumerate(period_axis) if str(Period(period).year) == base_year]
    base = values[:, inside].mean(axis=1, keepdims=True)
    return 100 * values / np.where(base == 0, np.nan, base)


def persons_behind_gap(rates: np.ndarray, beside: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """(rate here − rate there) / 100 × denominator here, of displayed rates, in persons."""
    return (rates - beside) / 100 * denominator
