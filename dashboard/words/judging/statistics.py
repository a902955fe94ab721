"""The few statistics the words need: exact binomial and Poisson, dispersion, and the spread of a series' own history.

Small own functions on math and numpy; docs/words.md gives the numbers they are tested on.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from dashboard.words.judging.thresholds import (
    in_force,
)
from loaders.ground.periods import Period

_EXACT_TO = 20_000
"""Above this total the normal approximation with continuity correction stands in for the exact sum."""


def binomial_p(first: int, second: int) -> float:
    """Exact two-sided p of two counts, if each event was equally likely to fall in either (1.0 if there are none)."""
    total, smaller = first + second, min(first, second)
    if total == 0 or first == second:
        return 1.0
    if total > _EXACT_TO:
        return math.erfc((total / 2 - smaller - 0.5) / math.sqrt(total / 2))
    # the term of k successes, from k = smaller and down
    term = math.exp(_log_term(total, smaller))
    tail = 0.0
    for k in range(smaller, -1, -1):
        tail += term
        if term < tail * 1e-17:
            break
        term *= k / (total - k + 1)
    return min(1.0, 2 * tail)


def _log_term(total: int, k: int) -> float:
    """Natural logarithm of the binomial probability of k in total at one half."""
    return math.lgamma(total + 1) - math.lgamma(k + 1) - math.lgamma(total - k + 1) - total * math.log(2)


def dispersed_z(first: float, second: float, dispersion: float) -> float:
    """z of two counts whose variance is ``dispersion`` times their mean."""
    return 2 * (math.sqrt(first + 3 / 8) - math.sqrt(second + 3 / 8)) / math.sqrt(2 * dispersion)


def counts_differ(first: float, second: float, dispersion: float = 1.0) -> bool:
    """The count test: exact binomial at 5 %, or the dispersed z where the variance is over 1.2 times the mean."""
    tests = in_force().tests
    if dispersion > tests.dispersed_from:
        return abs(dispersed_z(first, second, dispersion)) >= tests.z
    return binomial_p(round(first), round(second)) < tests.significance


def dispersion(values: Sequence[float]) -> float:
    """Variance over mean of counts; 1.0 where it cannot be told (under two values, or all zero)."""
    if len(values) < 2 or sum(values) <= 0:
        return 1.0
    return float(np.var(values, ddof=1) / np.mean(values))


def poisson_band(mean: float) -> tuple[int, int]:
    """Lowest and highest count in the central 95 % of a Poisson distribution with this mean."""
    outside = in_force().tests.significance
    return _poisson_quantile(mean, outside / 2), _poisson_quantile(mean, 1 - outside / 2)


def _poisson_quantile(mean: float, share: float) -> int:
    """Smallest count whose cumulative probability reaches ``share``."""
    if mean <= 0:
        return 0
    count, cumulative = 0, math.exp(-mean)
    term = cumulative
    while cumulative < share and count < 50 * (mean + 10):
        count += 1
        term *= mean / count
        cumulative += term
    return count


def usual_band(mean: float, spread: float) -> tuple[int, int]:
    """The band of usual variation: Poisson, or mean ± 1.96 √(φ mean) cut at 0 where φ is over 1.2."""
    if spread <= in_force().tests.dispersed_from:
        return poisson_band(mean)
    half = in_force().tests.z * math.sqrt(spread * mean)
    return max(0, math.ceil(mean - half)), math.floor(mean + half)


def _periods_before(period: str, count: int) -> list[str]:
    return [Period(period).shift(-n) for n in range(count, 0, -1)]


def values_before(history: Mapping[str, float | None], period: str, count: int) -> list[float]:
    """Values of the ``count`` periods before ``period``, oldest first, absent ones left out."""
    found = (history.get(p) for p in _periods_before(period, count))
    return [value for value in found if value is not None]


def sum_to(history: Mapping[str, float | None], last: str, count: int) -> float | None:
    """Sum of ``count`` periods ending with ``last``; None if any of them is absent."""
    values = [history.get(Period(last).shift(-n)) for n in range(count)]
    known = [value for value in values if value is not None]
    return None if len(known) < count else math.fsum(known)


def yearly_log_change(history: Mapping[str, float | None], period: str) -> float | None:
    """Logarithm of a value over that of a year before; None if either is absent or not positive."""
    now, then = history.get(period), history.get(Period(period).back())
    return None if now is None or then is None or now <= 0 or then <= 0 else math.log(now / then)


def is_pandemic(period: str) -> bool:
    """Whether a month is one of those left out of a series' own history."""
    first, last = in_force().tests.pandemic
    return first <= period <= last


def yearly_steps(history: Mapping[str, float | None], period: str, *, pandemic_too: bool = False) -> list[float]:
    """y_t − y_{t−1} of each of the 60 months before ``period`` that has one; y is the yearly log change.

    A step is left out where its own month or the one before lies in the pandemic, unless ``pandemic_too``.
    """
    steps = []
    for month in _periods_before(period, in_force().tests.history_months):
        earlier = Period(month).shift(-1)
        if not pandemic_too and (is_pandemic(month) or is_pandemic(earlier)):
            continue
        here, there = yearly_log_change(history, month), yearly_log_change(history, earlier)
        if here is not None and there is not None:
            steps.append(here - there)
    return steps


def own_spread(history: Mapping[str, float | None], period: str) -> float | None:
    """s of the own-history gate: 1.4826 · MAD(y_t − y_{t−1}) / √2 over `yearly_steps`. None under 36 of them."""
    steps = yearly_steps(history, period)
    if len(steps) < in_force().tests.history_least:
        return None
    away = np.abs(np.asarray(steps) - np.median(steps))
    return float(1.4826 * np.median(away) / math.sqrt(2))
