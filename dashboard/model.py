"""What everything shown is made of: the sizes of figures, and tables of text."""

from dataclasses import dataclass
from enum import StrEnum

DEMODATA = "DEMODATA"
"""The mark of made-up figures."""


class Size(StrEnum):
    """Where a figure is shown. The figure is the same; only sizes change. LOW: a slide above the speaker's notes."""

    SCREEN = "screen"
    PHONE = "phone"
    SLIDE = "slide"
    PAPER = "paper"
    LOW = "low"
    SCREEN_HALF = "screen-half"
    PHONE_HALF = "phone-half"
    SLIDE_HALF = "slide-half"
    PAPER_HALF = "paper-half"
    LOW_HALF = "low-half"

    @property
    def half(self) -> "Size":
        """The size of each of two figures that stand above each other on a slide."""
        return self if self.is_half else Size(f"{self.value}-half")

    @property
    def is_phone(self) -> bool:
        """Whether it is the size of a phone's screen."""
        return self in (Size.PHONE, Size.PHONE_HALF)

    @property
    def is_half(self) -> bool:
        """Whether it is the size of one of two."""
        return self.value.endswith("-half")


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: heading and whether its cells are numbers (right-aligned)."""

    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The same numbers as the figure, as text. The first cell of each row is its heading.

    ``strong`` holds the numbers of rows that speak of the chosen place.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: frozenset[int] = frozenset()


NO_TABLE = Table("", (), ())
