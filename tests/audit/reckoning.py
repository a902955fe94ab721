"""The printed arithmetic, done again: rounding, chance, own history, bands. No number is taken from the pages' code."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from math import comb, erfc, exp, floor, log, sqrt
from statistics import median

EXACT_UP_TO = 20_000
"""Above this sum the printed rule takes the normal approximation with a continuity correction."""
Z = 1.96
SIGNIFICANCE = 0.05
DISPERSED_FROM = 1.2


def rounded(value: Decimal, decimals: int = 0) -> Decimal:
    """Half away from zero, by whole units of the last decimal; never minus zero."""
    scaled = value.scaleb(decimals)
    whole = int(abs(scaled) + Decimal("0.5"))
    return (Decimal(whole) if scaled >= 0 else -Decimal(whole)).scaleb(-decimals) + 0


def apart(now: Decimal | None, then: Decimal | None) -> Decimal:
    """Now less then; 0 where one is unknown."""
    return Decimal(0) if now is None or then is None else now - then


def persons_said(behind: Decimal, least: int) -> tuple[bool, Decimal]:
    """Whether *knappt* is said, and the number: to 5 under 100, 10 under 1 000, else 50; never up to the least."""
    size = abs(behind)
    step = 5 if size < 100 else 10 if size < 1000 else 50
    near = rounded(size / step) * step
    return (True, Decimal(least)) if size < least <= near else (False, near)


@lru_cache(maxsize=200_000)
def differ_by_chance_only(now: int, then: int) -> bool:
    """Whether the exact two-sided binomial test of the one number in the sum of both does not reach 5 per cent."""
    total, least = now + then, min(now, then)
    if total == 0 or now == then:
        return True
    if total > EXACT_UP_TO:
        z = (abs(now - then) - 1) / sqrt(total)
        return erfc(z / sqrt(2)) >= SIGNIFICANCE
    if total <= 1000:
        tail = sum(comb(total, n) for n in range(least + 1))
        return min(1.0, 2 * (tail / 2**total)) >= SIGNIFICANCE
    part, tail = _first_part(total, least), 0.0
    for n in range(least, -1, -1):
        tail += part
        part *= n / (total - n + 1)
        if part < tail * 1e-17:
            break
    return min(1.0, 2 * tail) >= SIGNIFICANCE


def _first_part(total: int, least: int) -> float:
    logarithm = sum(log(total - n) - log(n + 1) for n in range(least)) - total * log(2)
    return exp(logarithm)


def spread_over_mean(values: Sequence[Decimal]) -> float:
    """φ: the variance with n − 1, over the mean; 0 where it cannot be reckoned."""
    if len(values) < 2 or sum(values) <= 0:
        return 0.0
    mean = sum(values) / len(values)
    return float(sum((one - mean) ** 2 for one in values) / (len(values) - 1) / mean)


def within_chance(now: Decimal, then: Decimal, phi: float = 0.0) -> bool:
    """Whether the chance test is not passed: with φ over 1.2 the root test, else the exact one."""
    if phi > DISPERSED_FROM:
        apart = 2 * (sqrt(float(now) + 0.375) - sqrt(float(then) + 0.375)) / sqrt(2 * phi)
        return abs(apart) < Z
    return differ_by_chance_only(int(rounded(now)), int(rounded(then)))


def usual_band(before: Sequence[Decimal]) -> tuple[int, int]:
    """Lowest and highest of the usual variation: the middle 95 per cent of a Poisson, wider where φ is over 1.2."""
    mean, phi = float(sum(before) / len(before)), spread_over_mean(before)
    if phi > DISPERSED_FROM:
        wide = Z * sqrt(phi * mean)
        low, high = mean - wide, mean + wide
        return max(0, -floor(-low)), floor(high)
    edges, total, part, n = [], 0.0, exp(-mean), 0
    for edge in (SIGNIFICANCE / 2, 1 - SIGNIFICANCE / 2):
        while total + part < edge:
            total, n = total + part, n + 1
            part *= mean / n
        edges.append(n)
    return edges[0], edges[1]


def own_spread(steps: Sequence[float]) -> float:
    """s = 1.4826 × the median distance to the median / √2, of the differences of yearly logarithms."""
    middle = median(steps)
    return 1.4826 * median(abs(one - middle) for one in steps) / sqrt(2)


def yearly_log(now: Decimal, then: Decimal) -> float:
    """y: the natural logarithm of now over then, a number under a half taken for a half."""
    return log(max(float(now), 0.5) / max(float(then), 0.5))
