"""Where a text may stand, and whether it lies within an area: the area's border as a ring of corners, px."""

from collections.abc import Iterator, Sequence

Corners = tuple[Sequence[float], Sequence[float]]
"""The corners' x, and their y."""
Field = tuple[float, float, float, float]
"""Left, lower, right and upper edge, px."""
_STEPS = ((0, 0), (0.5, 0), (-0.5, 0), (0, 0.7), (0, -0.7))
"""How far a text is moved from the middle of its area, in halves of its width and of its height."""


def spread(ring: Corners) -> float:
    """The size of the box around a ring, px²."""
    xs, ys = ring
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def is_inside(field: Field, ring: Corners) -> bool:
    """Whether a text's field lies within a ring: its corners, and the middles of its sides."""
    left, low, right, high = field
    middle, half = (left + right) / 2, (low + high) / 2
    points = [(x, y) for x in (left, middle, right) for y in (low, half, high)]
    corners = list(zip(*ring, strict=True))
    sides = [(*one, *other) for one, other in zip(corners, [*corners[1:], corners[0]], strict=True)]
    for x, y in points:  # noqa: SIM110 (asked for every place of every name: no generator)
        if not _holds(sides, x, y):
            return False
    return True


def _holds(sides: Sequence[tuple[float, float, float, float]], x: float, y: float) -> bool:
    """Whether a point lies within a border: a ray from it crosses its sides an odd number of times."""
    is_in = False
    for x0, y0, x1, y1 in sides:
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            is_in = not is_in
    return is_in


def near(middle: tuple[float, float], half: float, high: float) -> Iterator[tuple[float, float]]:
    """Where a text may stand: in the middle of its area, or a little aside, the nearest first."""
    x, y = middle
    for across, up in _STEPS:
        yield x + across * half, y + up * high


def field_of_text(at: tuple[float, float], half: float, high: float) -> Field:
    """The field of a text around a place: half its width, half its height."""
    return at[0] - half, at[1] - high, at[0] + half, at[1] + high


def wide_of_text(at: tuple[float, float], half: float, high: float) -> Field:
    """The field a text takes also where the page is narrower, and the map smaller under it."""
    return field_of_text(at, half * 1.25, high * 1.35)


def is_free(field: Field, taken: Sequence[Field]) -> bool:
    """Whether a field shares nothing with any of those that are taken."""
    left, low, right, high = field
    for other in taken:  # noqa: SIM110 (asked for every place of every name: no generator)
        if left < other[2] and other[0] < right and low < other[3] and other[1] < high:
            return False
    return True
