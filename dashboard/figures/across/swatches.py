"""What the legend of a map is made of: fills as small boxes have them, and texts beside them."""

from collections.abc import Mapping
from typing import Any

from dashboard.figures.theme import Theme


def halved(text: str) -> str:
    """A text in two lines, broken at the space nearest its middle."""
    spaces = [n for n, letter in enumerate(text) if letter == " "]
    at = min(spaces, key=lambda n: abs(n - len(text) / 2), default=len(text))
    return f"{text[:at]}<br>{text[at + 1 :]}" if spaces else text


def pattern(
    left: float, width: float, ends: Mapping[str, float], theme: Theme, *, is_strokes: bool
) -> list[dict[str, Any]]:
    """Strokes or dots in a box of the legend, like the areas'. ends: the box's lower and upper edge."""
    low, high = ends["y0"], ends["y1"]
    line = {"color": theme.context, "width": 1.2}
    if is_strokes:
        tall = high - low
        starts = [left + width * part for part in (0.05, 0.3, 0.55)]
        return [
            {"type": "line", "x0": x, "x1": min(x + tall, left + width), "y0": low, "y1": high, "line": line}
            for x in starts
        ]
    return [
        {"type": "circle", "x0": left + width * part - 1, "x1": left + width * part + 1}
        | {"y0": (low + high) / 2 - 1, "y1": (low + high) / 2 + 1, "fillcolor": theme.context, "line": {"width": 0}}
        for part in (0.2, 0.4, 0.6, 0.8)
    ]


def written(text: str, x: float, y: float, size: float, colour: str, *, bold: bool = False) -> dict[str, Any]:
    """A text that begins at a place, px."""
    return {
        "x": x,
        "y": y,
        "text": f"<b>{text}</b>" if bold else text,
        "font": {"size": size, "color": colour},
        "showarrow": False,
        "align": "left",
        "xanchor": "left",
        "yanchor": "middle",
    }
