"""What a split gives a view."""

from dataclasses import dataclass
from typing import Any

from dashboard.model import Table

MOST_ROWS = 12
"""Bars of a figure; the smallest are one bar together, and the table holds all."""


@dataclass(frozen=True, slots=True)
class Split:
    """What is shown of a split: figure (None where there is nothing to draw), caption, what is drawn, table."""

    figure: dict[str, Any] | None
    caption: str
    how: str
    table: Table
