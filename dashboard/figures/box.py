"""A framed text inside a figure, laid where it hides no line."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.figures.scales import text_width
from dashboard.figures.theme import Frame, Theme

_STEPS = 8
"""Places tried along each axis."""
_END_COUNTS_FOR = 1_000
"""How many points of a line its end is worth."""


def boxed(figure: dict[str, Any], lines: Sequence[str], frame: Frame, theme: Theme) -> dict[str, Any]:
    """The figure with the lines of text in a box: bottom left, or where it hides least of the lines, never their end.

    The end of a line is what the headline says; a box lies on one only where every place of the plot has one. On a
    phone a box would be as wide as the plot: there it stands below, and the figure is higher by its height.
    """
    size = frame.small(0.85) if frame.short_names else frame.text
    pad, inset = frame.text * 0.45, frame.text * 0.7
    layout = figure["layout"]
    margin = layout["margin"]
    across = (layout.get("width") or 360) - margin["l"] - margin["r"]
    down = layout["height"] - margin["t"] - margin["b"]
    plain = [re.sub(r"<[^>]+>", "", line) for line in lines]
    width = (max(text_width(line, size) for line in plain) + 2 * pad + inset) / across
    height = (len(lines) * size * 1.3 + 2 * pad + inset) / down
    points = list(_points(figure))
    below = round(len(lines) * size * 1.3 + 2 * pad + inset) if frame.short_names else 0

    def hidden(corner: tuple[float, float]) -> int:
        x, y = corner
        return sum(weight for at, up, weight in points if x <= at <= x + width and y <= up <= y + height)

    x, y = (0.0, 0.0) if below else min(_corners(width, height), key=hidden)
    box = {
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top" if below else "bottom",
        "xshift": 0 if below else inset,
        "yshift": -margin["b"] if below else inset,
        "align": "left",
        "text": "<br>".join(lines),
        "showarrow": False,
        "font": {"size": size, "color": theme.ink_2},
        "bgcolor": theme.paper,
        "bordercolor": theme.context,
        "borderwidth": 1,
        "borderpad": pad,
    }
    room = {"height": layout["height"] + below, "margin": margin | {"b": margin["b"] + below}} if below else {}
    return figure | {"layout": layout | room | {"annotations": [*layout["annotations"], box]}}


def _corners(width: float, height: float) -> Iterator[tuple[float, float]]:
    """Lower left corners of the box as shares of the plot, the lowest first and from the left."""
    for up in range(_STEPS + 1):
        for along in range(_STEPS + 1):
            yield max(1 - width, 0) * along / _STEPS, max(1 - height, 0) * up / _STEPS


def _points(figure: dict[str, Any]) -> Iterator[tuple[float, float, int]]:
    """The points of all lines, and those between two, as shares of the plot and with what each counts for.

    None where the axes have no range.
    """
    layout = figure["layout"]
    (left, right), (low, high) = (layout[axis].get("range", (0, 0)) for axis in ("xaxis", "yaxis"))
    first, last = _moment(left), _moment(right)
    if last == first or high == low:
        return
    for trace in figure["data"]:
        if "lines" not in trace.get("mode", ""):
            continue
        line = [
            ((_moment(at) - first) / (last - first), (up - low) / (high - low)) if up is not None else None
            for at, up in zip(trace["x"], trace["y"], strict=True)
        ]
        for before, point in zip([None, *line], line, strict=False):
            if point is not None:
                yield *point, 1
                if before is not None:
                    yield (before[0] + point[0]) / 2, (before[1] + point[1]) / 2, 1
        if ends := [point for point in line if point is not None]:
            yield *ends[-1], _END_COUNTS_FOR


def _moment(value: str | float) -> float:
    """A period or a number as a number: months for a month or a year."""
    found = re.match(r"(\d{4})(?:-(\d{2}))?", value) if isinstance(value, str) else None
    if found is None:
        return float(value)
    return int(found[1]) * 12 + int(found[2] or 1)
