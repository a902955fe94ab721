"""A framed text inside a figure, laid where it hides no line."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.figures.scales import text_width
from dashboard.figures.theme import Frame, Theme

_STEPS = 8
"""Places tried along each axis."""


def boxed(figure: dict[str, Any], lines: Sequence[str], frame: Frame, theme: Theme) -> dict[str, Any]:
    """The figure with the lines of text in a box: bottom left, or wherever it hides the fewest points of a line."""
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

    def hidden(corner: tuple[float, float]) -> int:
        x, y = corner
        return sum(x <= at <= x + width and y <= up <= y + height for at, up in points)

    x, y = min(_corners(width, height), key=hidden)
    box = {
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "xshift": inset,
        "yshift": inset,
        "align": "left",
        "text": "<br>".join(lines),
        "showarrow": False,
        "font": {"size": size, "color": theme.ink_2},
        "bgcolor": theme.paper,
        "bordercolor": theme.context,
        "borderwidth": 1,
        "borderpad": pad,
    }
    return figure | {"layout": layout | {"annotations": [*layout["annotations"], box]}}


def _corners(width: float, height: float) -> Iterator[tuple[float, float]]:
    """Lower left corners of the box as shares of the plot, the lowest first and from the left."""
    for up in range(_STEPS + 1):
        for along in range(_STEPS + 1):
            yield max(1 - width, 0) * along / _STEPS, max(1 - height, 0) * up / _STEPS


def _points(figure: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """The points of all lines as shares of the plot; none where the axes have no range."""
    layout = figure["layout"]
    (left, right), (low, high) = (layout[axis].get("range", (0, 0)) for axis in ("xaxis", "yaxis"))
    first, last = _moment(left), _moment(right)
    if last == first or high == low:
        return
    for trace in figure["data"]:
        if "lines" not in trace.get("mode", ""):
            continue
        for at, up in zip(trace["x"], trace["y"], strict=True):
            if up is not None:
                yield (_moment(at) - first) / (last - first), (up - low) / (high - low)


def _moment(value: str | float) -> float:
    """A period or a number as a number: months for a month or a year."""
    found = re.match(r"(\d{4})(?:-(\d{2}))?", value) if isinstance(value, str) else None
    if found is None:
        return float(value)
    return int(found[1]) * 12 + int(found[2] or 1)
