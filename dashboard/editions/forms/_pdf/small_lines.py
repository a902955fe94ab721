"""The small lines of a PDF, as SVG from zero: filled now, hollow what it is compared with. Text is set beside them."""

from collections.abc import Sequence

from dashboard.figures.theme import Theme

_PAD = 5.0
_NOW, _THEN = 3.6, 3.2
"""Radii of the filled and the hollow point."""


def line(
    values: Sequence[float | None],
    then: int | None,
    theme: Theme,
    *,
    size: tuple[int, int] = (160, 44),
    beside: Sequence[float | None] = (),
) -> str:
    """SVG text of a line on a scale from zero, which is drawn; empty where fewer than two values are there.

    then: the position of the hollow point. beside: a dashed line of as many values on the same scale.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    every = [*known, *(value for value in beside if value is not None)]
    low, high = min(0.0, *every), max(0.0, *every)
    width, height = size
    across = (width - 2 * _PAD) / (len(values) - 1)
    up = (height - 2 * _PAD) / (high - low) if high > low else 0.0

    def point(n: int, value: float) -> tuple[float, float]:
        return round(_PAD + n * across, 1), round(height - _PAD - (value - low) * up, 1)

    zero = point(0, 0.0)[1]
    drawn = [f'<path d="M0 {zero:g}H{width}" stroke="{theme.context}" stroke-width="1"/>']
    if len(beside) == len(values):
        drawn.append(
            _path([point(n, one) if one is not None else None for n, one in enumerate(beside)], theme.ink, 1.3)
        )
    drawn.append(_path([point(n, one) if one is not None else None for n, one in enumerate(values)], theme.chosen, 2))
    if then is not None and (before := values[then]) is not None:
        x, y = point(then, before)
        look = f'fill="{theme.paper}" stroke="{theme.chosen}" stroke-width="1.4"'
        drawn.append(f'<circle cx="{x:g}" cy="{y:g}" r="{_THEN}" {look}/>')
    last = max(n for n, value in enumerate(values) if value is not None)
    x, y = point(last, values[last] or 0.0)
    drawn.append(f'<circle cx="{x:g}" cy="{y:g}" r="{_NOW}" fill="{theme.chosen}"/>')
    box = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(drawn)}</svg>'


def is_on_one_scale(values: Sequence[float | None], beside: Sequence[float | None], most: float = 2.5) -> bool:
    """Whether two lines can be read on one scale: as long, and the second at most so many times as high."""
    highest = [max((abs(one) for one in line if one is not None), default=0.0) for line in (values, beside)]
    return len(values) == len(beside) and 0 < highest[1] <= most * highest[0]


def end_from_top(values: Sequence[float | None], beside: Sequence[float | None] = (), most: float = 0.8) -> float:
    """How far down the line ends, as a share of its height, at most so far; 0 where there is no line."""
    known = [value for value in (*values, *beside) if value is not None]
    last = next((value for value in reversed(values) if value is not None), None)
    if last is None:
        return 0.0
    low, high = min(0.0, *known), max(0.0, *known)
    return min(most, (high - last) / (high - low)) if high > low else 0.0


def _path(points: Sequence[tuple[float, float] | None], colour: str, width: float) -> str:
    """A line with gaps; the thin one is dashed."""
    steps, pen_down = [], False
    for found in points:
        if found is not None:
            steps.append(f"{'L' if pen_down else 'M'}{found[0]:g} {found[1]:g}")
        pen_down = found is not None
    dash = ' stroke-dasharray="5 3"' if width < 2 else ""
    return (
        f'<path d="{"".join(steps)}" fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linejoin="round" '
        f'stroke-linecap="round"{dash}/>'
    )
