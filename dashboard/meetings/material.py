"""``Material``: all that a meeting's slides are made from."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dashboard.data.coming import Coming, between
from dashboard.data.meeting_days import OUTLOOKS, NextMeeting, day_of, last_monday, meeting_before, next_meeting
from dashboard.data.series import Data
from dashboard.editions.followed import FOLDER, Followed, Tells
from dashboard.editions.written import Editions
from dashboard.meetings.meeting import Meeting
from dashboard.meetings.outlooks import Outlook, read_outlooks
from dashboard.model import Size
from dashboard.views import make_view
from dashboard.views.marks import Since
from dashboard.views.selection import Selection
from dashboard.views.view import View
from loaders.ground.errors import NothingPublishedYet, UsageError

NOTHING_TO_SHOW = (NothingPublishedYet, UsageError)
"""Errors of a view that has nothing to show. A store that cannot be read is not among them: the meeting says so."""


class Material:
    """What slides are made from: figures, quotations, what is expected, and the files of other meetings.

    ``followed`` is what participants follow here, and the speaker's side tells ``told``: the same, or another server.
    """

    def __init__(self, data: Data, told: Tells | None = None) -> None:
        self.data = data
        self.followed = Followed(data.folder / FOLDER)
        self.told: Tells = told or self.followed
        self.editions = Editions(data.editions)
        self.last_good: dict[str, Meeting] = {}
        """By day the draft as it last could be shown: a slip of the pen must not take the meeting away."""

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

    def has_figures(self, indicator_id: str) -> bool:
        """Whether any figures of a measure are there to be shown."""
        return self.data.has(indicator_id)

    def outlooks(self) -> Sequence[Outlook]:
        """The quotations that can be read, newest first; the page of outlooks tells of the others."""
        return read_outlooks(self.data.folder / OUTLOOKS).found

    def coming(self, meeting: Meeting, last: date) -> Sequence[Coming]:
        """What is expected from a meeting to a day, as known by its day; a publication once by its first measure."""
        return between(self.data, meeting.date, last, meeting.as_of)

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
        """The meeting after this one, and whether its day is decided: what its file says, else the next file's day."""
        if meeting.next_day is not None:
            return NextMeeting(meeting.next_day, is_decided=True)
        return next_meeting(self.folder, date.fromordinal(meeting.date.toordinal() + 1))
