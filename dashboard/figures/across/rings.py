"""Whether a text lies within an area: the area's border as a ring of corners, px."""

from collections.abc import Sequence

Corners = tuple[Sequence[float], Sequence[float]]
"""The corners' x, and their y."""


def spread(ring: Corners) -> float:
    """The size of the box around a ring, px²."""
    xs, ys = ring
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def is_inside(field: tuple[float, float, float, float], ring: Corners) -> bool:
    """Whether a text's field lies within a ring: its corners, and the middles of its sides."""
    left, low, right, high = field
    middle, half = (left + right) / 2, (low + high) / 2
    points = [(x, y) for x in (left, middle, right) for y in (low, half, high)]
    return all(_holds(ring, x, y) for x, y in points)


def _holds(ring: Corners, x: float, y: float) -> bool:
    """Whether a point lies within a ring: a ray from it crosses the border an odd number of times."""
    is_in = False
    corners = list(zip(*ring, strict=True))
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            is_in = not is_in
    return is_in
