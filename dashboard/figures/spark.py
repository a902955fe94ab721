"""The sparkline of a card: a small static SVG on an honest scale, drawn by a pure function."""

from collections.abc import Sequence
from urllib.parse import quote

from dashboard.figures.theme import THEME

WIDTH, HEIGHT, PAD = 168, 52, 6
_LINE_WIDTH, _LINE_HEIGHT = 300, 66
_BAR_WIDTH, _BAR_HEIGHT = 84, 10
FLOOR, EDGE, FIELD = THEME.hair, THEME.context, THEME.band
_DOT, _LAST_DOT = 1.8, 3.6


def sparkline(
    values: Sequence[float | None],
    colour: str,
    *,
    least_range: float = 0.0,
    band: tuple[float, float] | None = None,
) -> str:
    """SVG text of a line on a scale from zero, which is drawn, so that a small change looks small; a dot at the end.

    Gaps where a value is None. Empty text if fewer than two values are there. least_range: what the scale spans at
    least, in the values' unit, so that a difference which chance may explain is no plunge. band: the usual variation,
    behind dots in place of the line.
    """
    known = [(n, value) for n, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return ""
    low, high = _scale([value for _, value in known], least_range, band)
    across = (WIDTH - 2 * PAD) / (len(values) - 1)
    up = (HEIGHT - 2 * PAD) / (high - low) if high > low else 0.0

    def point(n: int, value: float) -> tuple[float, float]:
        middle = HEIGHT / 2 if high == low else HEIGHT - PAD - (value - low) * up
        return round(PAD + n * across, 1), round(middle, 1)

    floor = point(0, 0.0)[1]
    points = [None if value is None else point(n, value) for n, value in enumerate(values)]
    x, y = point(*known[-1])
    drawn = _line(points, colour) if band is None else _dots(points, colour, [point(0, end)[1] for end in band])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="M{PAD} {floor:g}H{WIDTH - PAD}" stroke="{FLOOR}" stroke-width="1"/>'
        f'{drawn}<circle cx="{x:g}" cy="{y:g}" r="{_LAST_DOT}" fill="{colour}"/></svg>'
    )


def _scale(known: Sequence[float], least_range: float, band: tuple[float, float] | None) -> tuple[float, float]:
    """Lowest and highest of the scale: zero, every value and the band lie within, and it spans the least range."""
    low, high = min(0.0, *known, *(band or ())), max(0.0, *known, *(band or ()))
    lacking = max(0.0, least_range - (high - low))
    if low < 0 < high:
        return low - lacking / 2, high + lacking / 2
    return (low, high + lacking) if low == 0 else (low - lacking, high)


def _line(points: Sequence[tuple[float, float] | None], colour: str) -> str:
    path, pen_down = [], False
    for point in points:
        if point is not None:
            path.append(f"{'L' if pen_down else 'M'}{point[0]:g} {point[1]:g}")
        pen_down = point is not None
    return (
        f'<path d="{"".join(path)}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round" '
        'stroke-linecap="round"/>'
    )


def _dots(points: Sequence[tuple[float, float] | None], colour: str, edges: Sequence[float]) -> str:
    """A dot for each value, in front of the field of usual variation with its two edges drawn."""
    below, above = edges
    field = f'<path d="M{PAD} {above:g}H{WIDTH - PAD}V{below:g}H{PAD}Z" fill="{FIELD}"/>'
    lines = "".join(f'<path d="M{PAD} {edge:g}H{WIDTH - PAD}" stroke="{EDGE}" stroke-width="1"/>' for edge in edges)
    each = (f'<circle cx="{x:g}" cy="{y:g}" r="{_DOT}" fill="{colour}"/>' for x, y in filter(None, points))
    return field + lines + "".join(each)


def small_line(values: Sequence[float | None], low: float, high: float, colour: str, dash: str = "") -> str:
    """SVG text of a line between the ends of a scale, which are drawn; a dot at the end, gaps where a value is None.

    dash: lengths of dashes and gaps as SVG has them, so that lines are told apart without colour. Empty text if fewer
    than two values are there.
    """
    known = [(n, value) for n, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return ""
    across = (_LINE_WIDTH - 2 * PAD) / (len(values) - 1)
    up = (_LINE_HEIGHT - 2 * PAD) / (high - low) if high > low else 0.0

    def point(n: int, value: float) -> tuple[float, float]:
        return round(PAD + n * across, 1), round(_LINE_HEIGHT - PAD - (value - low) * up, 1)

    path, pen_down = [], False
    for n, value in enumerate(values):
        if value is None:
            pen_down = False
            continue
        x, y = point(n, value)
        path.append(f"{'L' if pen_down else 'M'}{x:g} {y:g}")
        pen_down = True
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    x, y = point(*known[-1])
    floor, top = point(0, max(low, 0.0) if low <= 0 <= high else low)[1], point(0, high)[1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LINE_WIDTH}" height="{_LINE_HEIGHT}" '
        f'viewBox="0 0 {_LINE_WIDTH} {_LINE_HEIGHT}">'
        f'<path d="M0 {top:g}H{_LINE_WIDTH}" stroke="{THEME.hair}" stroke-width="1"/>'
        f'<path d="M0 {floor:g}H{_LINE_WIDTH}" stroke="{THEME.context}" stroke-width="1.5"/>'
        f'<path d="{"".join(path)}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"{dashes}/>'
        f'<circle cx="{x:g}" cy="{y:g}" r="4" fill="{colour}"/></svg>'
    )


def weight_bar(share: float, *, is_on: bool) -> str:
    """SVG text of a bar, 0 to 1 of its room; what is off has a dashed outline, so that its weight is still seen."""
    width = round(max(share, 0.0) * (_BAR_WIDTH - 2), 1)
    look = (
        f'fill="{THEME.ink_2}"'
        if is_on
        else f'fill="none" stroke="{THEME.muted}" stroke-width="1" stroke-dasharray="3 2"'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_BAR_WIDTH}" height="{_BAR_HEIGHT}" '
        f'viewBox="0 0 {_BAR_WIDTH} {_BAR_HEIGHT}"><rect x="1" y="1" width="{width:g}" height="{_BAR_HEIGHT - 2}" '
        f"{look}/></svg>"
    )


def data_uri(svg: str) -> str:
    """An SVG as the address of an image."""
    return "data:image/svg+xml;charset=utf-8," + quote(svg, safe=" =:/'()!*;,~") if svg else ""
