"""Where a text may stand, and whether it lies within an area, px."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely import Polygon

Field = tuple[float, float, float, float]
"""Left, lower, right and upper edge, px."""
_STEPS = ((0, 0), (0.5, 0), (-0.5, 0), (0, 0.7), (0, -0.7))
"""How far a text is moved from the middle of its area, in halves of its width and of its height."""


def border(across: Sequence[float], up: Sequence[float]) -> "Polygon":
    """The shape within a ring of corners, ready to be asked for many texts; one that touches itself is mended."""
    import shapely

    shape = shapely.Polygon(list(zip(across, up, strict=True)))
    if not shape.is_valid:
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    shapely.prepare(shape)
    return shape


def spread(shape: "Polygon") -> float:
    """The size of the box around a shape, px²."""
    left, low, right, high = shape.bounds
    return float((right - left) * (high - low))


def is_inside(field: Field, shape: "Polygon") -> bool:
    """Whether all of a text's field lies within a shape."""
    import shapely

    return bool(shape.covers(shapely.box(*field)))


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
    return not any(left < other[2] and other[0] < right and low < other[3] and other[1] < high for other in taken)
