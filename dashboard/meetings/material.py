"""``Material``: all that a meeting's slides are made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dashboard.data.meeting_days import OUTLOOKS, NextMeeting, day_of, last_monday, meeting_before, next_meeting
from dashboard.data.release_days import announcements
from dashboard.data.series import Data
from dashboard.meetings.meeting import Meeting
from dashboard.meetings.outlooks import Outlook, read_outlooks
from dashboard.model import Size
from dashboard.views import make_view
from dashboard.views.marks import Since
from dashboard.views.selection import Selection
from dashboard.views.view import View
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground.errors import NothingPublishedYet, UsageError
from loaders.planning import schedule
from loaders.planning.announcements import Basis

NOTHING_TO_SHOW = (NothingPublishedYet, UsageError)
"""Errors of a view that has nothing to show. A store that cannot be read is not among them: the meeting says so."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A publication that is expected: what, which period, between which days, and its place among measures.

    moved_from: the day it was planned for before, where the release calendar has moved it. is_announced: whether the
    days are the calendar's.
    """

    title: str
    period: str
    first: date
    last: date
    order: int = 100
    moved_from: date | None = None
    is_announced: bool = False


class Material:
    """What slides are made from: figures, quotations, what is expected, and the files of other meetings."""

    def __init__(self, data: Data) -> None:
        self.data = data

    @property
    def folder(self) -> Path | None:
        """The folder of the meeting files and their pictures, None where there is none."""
        return self.data.meetings

    @property
    def organisation(self) -> str:
        """Whose document it is."""
        return self.data.organisation

    def today(self) -> date:
        """The day the figures are shown on."""
        return self.data.today()

    def view(self, selection: Selection, size: Size) -> View:
        """The view of a selection for a slide."""
        return make_view.view(selection, self.data, size, on_slide=True)

    def outlooks(self) -> Sequence[Outlook]:
        """The quotations that can be read, newest first; the page of outlooks tells of the others."""
        return read_outlooks(self.data.store.root.parent / OUTLOOKS).found

    def coming(self, meeting: Meeting, last: date) -> Sequence[Coming]:
        """What is expected from a meeting to a day, as known by its day; a publication once by its first measure."""
        first, as_of = meeting.date, meeting.as_of
        found: dict[tuple[str, str], Coming] = {}
        said = announcements(self.data, as_of)
        for row in schedule.calendar(self.data.store, last, self.data.today(), as_of=as_of, said=said):
            shown = [catalogue.indicator(id_) for id_ in row.indicators if not catalogue.indicator(id_).supporting]
            if row.arrival is schedule.Arrival.OUT or not shown or row.first > last or row.last < first:
                continue
            first_shown = min(shown, key=lambda indicator: indicator.order)
            title, period = first_shown.short_title_sv, swedish.period_name(row.period)
            is_announced = row.basis is Basis.CALENDAR
            coming = Coming(title, period, row.first, row.last, first_shown.order, row.moved_from, is_announced)
            found.setdefault((title, period), coming)
        return list(found.values())

    def file_before(self, meeting: Meeting) -> Path | None:
        """The file of the meeting before, None if there is none."""
        return meeting_before(self.folder, meeting.date)

    def since(self, meeting: Meeting) -> Since:
        """The day of the meeting before: that of its file, else the last Monday of the month before."""
        before = self.file_before(meeting)
        if before is not None:
            return Since(day_of(before), True)
        return Since(last_monday(date.fromordinal(meeting.date.replace(day=1).toordinal() - 1)), False)

    def after(self, meeting: Meeting) -> NextMeeting:
        """The meeting after this one, and whether its day is decided."""
        return next_meeting(self.folder, date.fromordinal(meeting.date.toordinal() + 1))
