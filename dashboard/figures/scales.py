"""Axes: round steps, years at January, and labels moved apart when they collide. Pure."""

import math
from collections.abc import Sequence

from dashboard import swedish
from loaders import periods
from loaders.model import Grain

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
FEW_PERIODS = 6
"""A window of so few months or quarters names each of them."""
_STEPS = (1, 2, 2.5, 5, 10)


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


def date_of(period: str) -> str:
    """A period as the x of a date axis: its first month (``2026-05``), or the year itself."""
    if periods.grain_of(period) is Grain.QUARTER:
        return f"{period[:4]}-{3 * int(period[-1]) - 2:02d}"
    return period if len(period) == 7 else f"{period}-01"


def time_ticks(shown: Sequence[str], room: int) -> tuple[list[str], list[str]]:
    """Tick dates and texts for a window: years at January, and months between them where the window is short.

    ``room`` is how many labels fit side by side. Where a series has only begun, each of its few periods is named,
    the first with its year.
    """
    if len(shown[0]) > 4 and len(shown) <= min(FEW_PERIODS, room):
        names = [swedish.short_period(p, with_year=n == 0 or p.endswith("-Q1")) for n, p in enumerate(shown)]
        names = [p[:4] if n and p.endswith("-01") else names[n] for n, p in enumerate(shown)]
        return [date_of(p) for p in shown], names
    years = [period for period in shown if len(period) == 4 or period.endswith(("-01", "-Q1"))]
    monthly = len(shown[0]) == 7 and "Q" not in shown[0]
    if monthly and len(shown) <= 31:
        step = 3 if len(shown) / 3 <= room else 6
        picked = [period for period in shown if (int(period[5:]) - 1) % step == 0]
        return [date_of(p) for p in picked], [p[:4] if p.endswith("-01") else MONTHS[int(p[5:]) - 1] for p in picked]
    every = next(step for step in (1, 2, 5, 10, 20, 50) if len(years) / step <= room)
    picked = [period for period in years if every == 1 or int(period[:4]) % every == 0] or years[:1]
    return [date_of(p) for p in picked], [p[:4] for p in picked]


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


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Rough width of a text in Inter, px."""
    return len(text) * size * (0.59 if bold else 0.555)
