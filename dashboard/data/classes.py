"""Many places at once: five classes for a map, quarters, and which differences are sure. Pure; NaN where absent."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np

from dashboard.words.judging.thresholds import INTERVAL_PERSONS, NORMAL_95, PLACES_FROM

CLASSES = 5


def class_limits(values: np.ndarray, decimals: int) -> tuple[float, ...]:
    """Upper-exclusive limits between at most five classes of about as many places; round where that changes little.

    Ascending and distinct: a class begins at its lower limit. Empty under PLACES_FROM values, and where all are one.
    """
    known = np.sort(values[~np.isnan(values)])
    if len(known) < PLACES_FROM or known[0] == known[-1]:
        return ()
    wanted = np.quantile(known, np.arange(1, CLASSES) / CLASSES)
    spread = max(float(wanted[-1] - wanted[0]), 10.0**-decimals)
    size = 10.0 ** floor(log10(spread / CLASSES))
    step = max(size * (5 if spread / CLASSES / size >= 5 else 1), 10.0**-decimals)
    for width in (step, step / 2, 10.0**-decimals):
        width = max(width, 10.0**-decimals)
        limits = np.unique(np.round(np.round(wanted / width) * width, decimals))
        limits = limits[(limits > known[0]) & (limits <= known[-1])]
        if len(limits) == CLASSES - 1:
            break
    return tuple((limits + 0.0).tolist())


def classes(values: np.ndarray, limits: Sequence[float]) -> np.ndarray:
    """The class of each value, 0 the lowest; −1 where there is no value."""
    found = np.searchsorted(np.asarray(limits), values, side="right")
    return np.where(np.isnan(values), -1, found)


@dataclass(frozen=True, slots=True)
class Quarters:
    """The highest value of the lowest quarter of places, of the lowest half, and the lowest value of the highest."""

    low: float
    median: float
    high: float
    count: int


def quarters(values: np.ndarray) -> Quarters | None:
    """Where the quarters of places end, equal values on one side; None under PLACES_FROM values, or where two meet.

    At least a quarter of the places has ``low`` or less, at least half ``median`` or less, a quarter ``high`` or more.
    """
    known = np.sort(values[~np.isnan(values)])
    count = len(known)
    if count < PLACES_FROM:
        return None
    part = ceil(count / 4)
    low, median, high = known[part - 1], known[ceil(count / 2) - 1], known[count - part]
    return Quarters(float(low), float(median), float(high), count) if low < high else None


def quarters_of(values: np.ndarray, half: np.ndarray, ends: Quarters) -> list[str]:
    """``low``, ``high`` or ``middle`` where a whole interval lies there; ``near low``, ``near high`` at a limit.

    Empty where there is no value, and where the interval is so wide that it reaches both limits. half: half widths of
    the intervals, NaN where they are not known, which are taken for none.
    """
    wide = np.nan_to_num(half)
    bottom, top = values - wide, values + wide
    at_low, at_high = bottom <= ends.low, top >= ends.high
    conditions = [np.isnan(values), top <= ends.low, bottom >= ends.high, at_low & at_high, at_low, at_high]
    names = ["", "low", "high", "", "near low", "near high"]
    found: list[str] = np.select(conditions, names, "middle").tolist()
    return found


def half_widths(numerator: np.ndarray, denominator: np.ndarray, margin: np.ndarray | None = None) -> np.ndarray:
    """Half widths of intervals of shares in per cent: the largest of margin, INTERVAL_PERSONS and Poisson's.

    NaN where the persons are not known.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        persons = np.maximum(INTERVAL_PERSONS, NORMAL_95 * np.sqrt(numerator))
        found = np.where(denominator > 0, 100 * persons / denominator, np.nan)
    return found if margin is None else np.fmax(found, margin)


@dataclass(frozen=True, slots=True)
class Standing:
    """A place among others: the positions of those surely lower, of those surely higher, and of those not told apart.

    first, last: the places in order it can have, counted from the lowest.
    """

    lower: tuple[int, ...]
    higher: tuple[int, ...]
    alike: tuple[int, ...]

    @property
    def first(self) -> int:
        """The lowest place in order it can have."""
        return len(self.lower) + 1

    @property
    def last(self) -> int:
        """The highest place in order it can have."""
        return len(self.lower) + len(self.alike) + 1


def standings(values: np.ndarray, half: np.ndarray) -> list[Standing | None]:
    """Where each place stands among the others; two whose intervals overlap are not ordered. None where absent."""
    known = [n for n, value in enumerate(values) if not np.isnan(value) and not np.isnan(half[n])]
    low, high = values - half, values + half
    found: list[Standing | None] = [None] * len(values)
    for n in known:
        lower = tuple(m for m in known if high[m] < low[n])
        higher = tuple(m for m in known if low[m] > high[n])
        apart = {n, *lower, *higher}
        found[n] = Standing(lower, higher, tuple(m for m in known if m not in apart))
    return found
