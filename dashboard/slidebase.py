"""What every kind of slide is given: a maker of views, and what a meeting needs besides its figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dashboard.meeting import Meeting, last_monday, meeting_before, next_meeting_day
from dashboard.model import Size
from dashboard.origins import Origin
from dashboard.outlooks import Outlook
from dashboard.selection import Selection
from dashboard.view import View
from loaders.errors import NothingPublishedYet, UsageError

Viewer = Callable[[Selection, Size], View]
"""Makes the view of a selection for a slide at a size, such as ``views.slide_viewer`` of some data."""
NOTHING_TO_SHOW = (NothingPublishedYet, UsageError)
"""Errors of a view that has nothing to show. A store that cannot be read is not among them: the meeting says so."""
MOST_IN_FULL = 5
"""Sources in one line that are written in full."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A publication that is expected: what, which period, between which days, and its place among measures."""

    title: str
    period: str
    first: date
    last: date
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a meeting needs besides its figures. ``folder`` holds the meeting files and their pictures.

    ``outlooks`` gives the quotations, newest first; ``coming`` what is expected between two days. ``organisation`` is
    whose document it is.
    """

    folder: Path | None = None
    outlooks: Callable[[], Sequence[Outlook]] = tuple
    coming: Callable[[date, date], Sequence[Coming]] = lambda first, last: ()
    organisation: str = ""


def since(meeting: Meeting, folder: Path | None) -> date:
    """The day of the meeting before: that of its file, else the last Monday of the month before."""
    before = meeting_before(folder, meeting.date) if folder is not None else None
    if before is not None:
        return date.fromisoformat(before.stem)
    return last_monday(date.fromordinal(meeting.date.replace(day=1).toordinal() - 1))


def next_after(meeting: Meeting, folder: Path | None) -> date:
    """The day of the meeting after this one."""
    return next_meeting_day(folder or Path(), date.fromordinal(meeting.date.toordinal() + 1))


def sources(views: Sequence[View]) -> str:
    """The publishers and tables of several views in one line, without the mark of made-up figures."""
    origins = list({view.origin.name: view.origin for view in views}.values())
    parts = [origin.name for origin in origins]
    if len(parts) > MOST_IN_FULL:
        parts = _by_publisher(origins)
    return f"Källa: {'; '.join(parts)}."


def _by_publisher(origins: Sequence[Origin]) -> list[str]:
    """``SCB (TAB6260, TAB3138)``: each publisher once with its tables, so that a long line fits a slide's foot."""
    tables: dict[str, list[str]] = {}
    for origin in origins:
        tables.setdefault(origin.publisher_sv, []).extend(origin.tables)
    return [f"{publisher} ({', '.join(names)})" if names else publisher for publisher, names in tables.items()]
