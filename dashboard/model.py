"""What a page, a slide and the PDF are given: finished sentences, a figure as a plain dict, a table of text."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Size(StrEnum):
    """Where a figure is shown. The figure is the same; only sizes change."""

    SCREEN = "screen"
    PHONE = "phone"
    SLIDE = "slide"
    PAPER = "paper"
    SCREEN_HALF = "screen-half"
    PHONE_HALF = "phone-half"
    SLIDE_HALF = "slide-half"
    PAPER_HALF = "paper-half"

    @property
    def half(self) -> "Size":
        """The size of each of two figures that stand above each other on a slide."""
        return self if self.is_half else Size(f"{self.value}-half")

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


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One view of one selection. Everything is Swedish text but ``figure``, a plotly figure as a plain dict.

    ``headline`` is at most 90 characters and holds the month. ``source`` is the finished source line with
    publisher, table, published, fetched and status. ``synthetic`` demands the DEMODATA mark.
    """

    indicator: str
    link: str
    title: str
    subtitle: str
    headline: str
    sentence: str
    alt: str
    figure: dict[str, Any] | None
    table: Table
    source: str
    definition: str
    caveat: str
    notes: tuple[str, ...] = ()
    synthetic: bool = False
    period: str = ""
    details: dict[str, Any] = field(default_factory=dict)
