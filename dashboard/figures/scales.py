"""Axes: round steps, years at January, and labels moved apart when they collide. Pure."""

import math
from collections.abc import Sequence
from typing import Any

from dashboard.words import swedish
from loaders.ground.declarations import Grain
from loaders.ground.periods import Period

FEW_PERIODS = 6
"""A window of so few months or quarters names each of them."""
SHORT_WINDOW = 31
"""A window of so few months names some of them between the years."""
LEAST_PART = 0.25
"""Part of an axis from zero that dots take at least; one that they take less of begins at them."""
_STEPS = (1, 2, 2.5, 5, 10)
_YEARS = (1, 2, 5, 10, 20, 50)
"""From one named year to the next."""


def round_ticks(lowest: float, highest: float, wanted: int = 5, *, from_zero: bool) -> list[float]:
    """About ``wanted`` evenly spaced round numbers that enclose all values, ascending; at least two.

    ``from_zero`` puts 0 at the end it belongs to; values on both sides of zero always have 0 as a tick.
    """
    if from_zero:
        lowest, highest = min(lowest, 0.0), max(highest, 0.0)
    if highest - lowest < 1e-12:
        highest = lowest + (abs(lowest) * 0.1 if abs(lowest) > 1e-6 else 1.0)
    rough = (highest - lowest) / max(wanted - 1, 1)
    size = 10.0 ** math.floor(math.log10(rough))
    candidates = [step * size for step in _STEPS if step * size >= rough * 0.7]

    def steps(width: float) -> tuple[int, int]:
        return math.floor(lowest / width + 1e-9), math.ceil(highest / width - 1e-9)

    width = next((w for w in candidates if steps(w)[1] - steps(w)[0] <= wanted), candidates[-1])
    first, last = steps(width)
    return [round(n * width, 10) for n in range(first, max(last, first + 1) + 1)]


def dot_ticks(lowest: float, highest: float, wanted: int) -> list[float]:
    """The ticks of an axis that dots are read along by their place, not by a length from zero; ascending.

    From zero like all else, unless the dots would then take less than a quarter of it and lie on top of each other.
    """
    is_apart = lowest > 0 and highest - lowest < highest * LEAST_PART
    return round_ticks(lowest, highest, wanted, from_zero=not is_apart)


def with_edges(ticks: list[float]) -> list[float]:
    """The axis' range a hair beyond its ticks, so that the outermost gridlines are drawn."""
    beyond = (ticks[-1] - ticks[0]) * 0.004
    return [ticks[0] - beyond, ticks[-1] + beyond]


def date_of(period: str) -> str:
    """A period as the x of a date axis: the month it begins with (``2026-04`` for the second quarter)."""
    first = Period(period).first_day
    return f"{first.year:04d}-{first.month:02d}"


def time_ticks(shown: Sequence[str], room: int) -> tuple[list[str], list[str]]:
    """Where the labels of a time axis stand, as dates of `date_of`, and their texts. ``shown`` is not empty.

    ``room`` is how many labels fit side by side. A series that has only begun has each of its few periods named, the
    first with its year. A short window of months has every third, sixth or twelfth named, January by its year. All else
    has years alone, as many of them as there is room for, and two at least where there are two.
    """
    window = [Period(period) for period in shown]
    grain = window[0].grain
    if grain is not Grain.YEAR and len(window) <= min(FEW_PERIODS, room):
        picked = window
        texts = [swedish.short_period(window[0]), *(_name_of_few(period) for period in window[1:])]
    elif grain is Grain.MONTH and len(window) <= SHORT_WINDOW:
        step = next((months for months in (3, 6) if len(window) / months <= room), 12)
        picked = [period for period in window if (period.part - 1) % step == 0]
        texts = [f"{p.year}" if p.part == 1 else swedish.short_month(p.part) for p in picked]
    else:
        begun = [period for period in window if period.part == 1]
        at = [[period for period in begun if period.year % step == 0] for step in _YEARS]
        fits = next(n for n, step in enumerate(_YEARS) if len(begun) / step <= room)
        picked = at[fits] or begun[:1]
        if len(picked) == 1 and room > 1 and fits:
            picked = [*at[fits - 1][:1], *at[fits - 1][1:][-1:]]
        texts = [f"{period.year}" for period in picked]
    return [date_of(period) for period in picked], texts


def time_range(first: str, last: str) -> list[str]:
    """Ends of a time axis from one period to another; a lone period stands in the middle, with one on either side."""
    if first == last:
        first, last = Period(first).shift(-1), Period(last).shift(1)
    return [date_of(first), date_of(last)]


def _name_of_few(period: Period) -> str:
    """``feb``, ``kv 2``; the year comes with what begins it: ``2026`` for January, ``kv 1 2026``."""
    if period.part == 1 and period.grain is Grain.MONTH:
        return f"{period.year}"
    return swedish.short_period(period, with_year=period.part == 1)


def last_known(values: Sequence[float | None]) -> tuple[int, float] | None:
    """Position and value of the last that is there; None where none is."""
    known = [(n, value) for n, value in enumerate(values) if value is not None]
    return known[-1] if known else None


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places on a line as near the wanted ones as may be, at least ``gap`` apart and within [low, high].

    Order is kept. Where there is no room for all, they are spaced evenly over it.
    """
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    gap = min(gap, (high - low) / max(len(order) - 1, 1))
    placed = apart([wanted[n] for n in order], [gap] * len(order), low - gap / 2, high + gap / 2)
    return [place for _, place in sorted(zip(order, placed, strict=True))]


def apart(wanted: Sequence[float], widths: Sequence[float], low: float, high: float) -> list[float]:
    """Middles of texts beside each other in the order given, as near the wanted ones as may be, within [low, high].

    Where there is no room for all, the first keep theirs and the last go beyond ``high``.
    """
    offsets = [sum(widths[:n]) + width / 2 for n, width in enumerate(widths)]
    pools: list[list[float]] = []  # mean of what is left when what stands before is taken away, and how many
    for place, offset in zip(wanted, offsets, strict=True):
        pools.append([place - offset, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, many = pools.pop()
            before = pools[-1]
            pools[-1] = [(before[0] * before[1] + mean * many) / (before[1] + many), before[1] + many]
    room = max(high - sum(widths), low)
    starts = [min(max(mean, low), room) for mean, many in pools for _ in range(int(many))]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]


def with_room(at: Sequence[float], widths: Sequence[float]) -> list[int]:
    """Positions of the texts that have room beside each other, from the last back; each goes on from its place, px."""
    found: list[int] = []
    for n in reversed(range(len(at))):
        if not found or at[found[-1]] - at[n] > widths[found[-1]]:
            found.append(n)
    return found[::-1]


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Rough width of a text in Inter, px. The sign of percent is wider than what stands beside it."""
    return (len(text) + 0.6 * text.count("%")) * size * (0.59 if bold else 0.555)


def with_cuts(items: list[Any], period_axis: Sequence[str], cut: Sequence[str], *, repeat: bool) -> list[Any]:
    """Items with one more before each cut period: the item again (x), or None, which breaks the line (y)."""
    if not cut:
        return items
    found = []
    for item, period in zip(items, period_axis, strict=True):
        if period in cut:
            found.append(item if repeat else None)
        found.append(item)
    return found
