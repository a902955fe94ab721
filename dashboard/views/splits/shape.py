"""What a split gives a view."""

from dataclasses import dataclass

from dashboard.model import Table
from dashboard.views.view import Drawn

MOST_ROWS = 12
"""Bars of a figure; the smallest are one bar together, and the table holds all."""


@dataclass(frozen=True, slots=True)
class Split:
    """What is shown of a split: what is drawn, and all its numbers; for programs where those are intervals."""

    drawn: Drawn
    table: Table
    for_programs: Table | None = None
