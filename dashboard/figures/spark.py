"""The 24-month sparkline of a card: a small static SVG, drawn by a pure function."""

from collections.abc import Sequence
from urllib.parse import quote

from dashboard.figures.theme import THEME

WIDTH, HEIGHT, PAD = 168, 52, 6
FLOOR = THEME.hair


def sparkline(values: Sequence[float | None], colour: str) -> str:
    """SVG text of a line on a scale from zero, which is drawn, so that a small change looks small; a dot at the end.

    Gaps where a value is None. Empty text if fewer than two values are there.
    """
    known = [(n, value) for n, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return ""
    low, high = min(0.0, *(value for _, value in known)), max(0.0, *(value for _, value in known))
    across = (WIDTH - 2 * PAD) / (len(values) - 1)
    up = (HEIGHT - 2 * PAD) / (high - low) if high > low else 0.0

    def point(n: int, value: float) -> tuple[float, float]:
        middle = HEIGHT / 2 if high == low else HEIGHT - PAD - (value - low) * up
        return round(PAD + n * across, 1), round(middle, 1)

    path, pen_down = [], False
    for n, value in enumerate(values):
        if value is None:
            pen_down = False
            continue
        x, y = point(n, value)
        path.append(f"{'L' if pen_down else 'M'}{x:g} {y:g}")
        pen_down = True
    floor = point(0, 0.0)[1]
    x, y = point(*known[-1])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="M{PAD} {floor:g}H{WIDTH - PAD}" stroke="{FLOOR}" stroke-width="1"/>'
        f'<path d="{"".join(path)}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round" '
        f'stroke-linecap="round"/><circle cx="{x:g}" cy="{y:g}" r="3.6" fill="{colour}"/></svg>'
    )


def data_uri(svg: str) -> str:
    """An SVG as the address of an image."""
    return "data:image/svg+xml;charset=utf-8," + quote(svg, safe=" =:/'()!*;,~") if svg else ""
