"""Labels within a plotting area, of lines that end before it does: each beside its end, across no line and no label."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from dashboard.figures.scales import text_width

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, low, right and high, px."""
LINE = 1.32
"""Height of a line of text, in sizes of it."""
_FARTHEST = 16
"""A text is fewer half lines away from its point."""
_ACROSS = 100
"""A text across a line is as bad as one that goes so many px beyond the plotting area."""


@dataclass(frozen=True, slots=True)
class InnerLabel:
    """A text at a point of the chart's own units, whether it is bold, and whether it is tried below its point first."""

    text: str
    at: Point
    is_bold: bool = False
    below: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A plotting area: width and height in px, and how many px a step along and across is in it."""

    width: float
    height: float
    along: float
    across: float

    def px(self, at: Point) -> Point:
        """A point of the chart's own units."""
        return at[0] * self.along, at[1] * self.across


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text stands at its point: how many half lines away, and whether below it and before it."""

    steps: int
    is_below: bool
    is_before: bool

    @property
    def is_far(self) -> bool:
        """Whether it takes a leader to see what the text belongs to."""
        return self.steps > 2

    def offset(self, size: float) -> Point:
        """From the point to the nearest corner of a text of that size, px, upwards."""
        return (1 if self.is_before else -1) * size * 0.4, (-1 if self.is_below else 1) * self.steps * size * 0.5

    def placed(self, size: float, dot: float, colour: str) -> dict[str, Any]:
        """What an annotation at the point is told. dot: of the point, px; colour: of a leader, which ends there."""
        x, y = self.offset(size)
        look = {"arrowhead": 0, "arrowwidth": 1, "arrowcolor": colour, "standoff": dot * 0.5}
        return {
            "xanchor": "right" if self.is_before else "left",
            "yanchor": "top" if self.is_below else "bottom",
            "showarrow": self.is_far,
            **(look | {"ax": x, "ay": -y} if self.is_far else {"xshift": x, "yshift": y}),
        }

    def box(self, at: Point, width: float, size: float) -> Box:
        """What a text of that width and size takes, px."""
        x, y = (place + away for place, away in zip(at, self.offset(size), strict=True))
        left, low = (x - width if self.is_before else x), (y - size * LINE if self.is_below else y)
        return left, low, left + width, low + size * LINE


def spots(
    labels: Sequence[InnerLabel], lines: Sequence[Sequence[Point]], fields: Sequence[Field], size: float
) -> list[Spot]:
    """The nearest spot of each label where it lies across no line and no label before it, or across as few as may be.

    lines: points of the chart's own units. fields: the same figure in each width that it may have. size: of text, px.
    """
    if not labels:
        return []  # as in most charts, which need no geometry
    import shapely

    ends = np.array([pair for line in lines for pair in pairwise(line)], dtype=float).reshape(-1, 2, 2)
    drawn = [list(shapely.linestrings(ends * (field.along, field.across))) for field in fields]
    found = []
    for label in labels:
        width = text_width(label.text, size, bold=label.is_bold)
        tried = [
            Spot(steps, side, before)
            for steps in range(1, _FARTHEST)
            for side in (label.below, not label.below)
            for before in (False, True)
        ]
        costs = np.zeros(len(tried))
        taken = []
        for field, things in zip(fields, drawn, strict=True):
            boxes = np.array([spot.box(field.px(label.at), width, size) for spot in tried])
            taken.append(shapely.box(*boxes.T))
            met, _ = shapely.STRtree(things).query(taken[-1], predicate="intersects")
            beyond = np.concatenate([-boxes[:, :2], boxes[:, 2:] - (field.width, field.height)], axis=1)
            costs += _ACROSS * np.bincount(met, minlength=len(tried)) + np.maximum(beyond, 0).sum(axis=1)
        n = int(np.argmin(costs))
        found.append(tried[n])
        for things, texts in zip(drawn, taken, strict=True):
            things.append(texts[n])
    return found
