"""A meeting as its file says it, and the days of meetings. How the file is read: ``meetings/file.py``."""

import datetime
from dataclasses import dataclass

from dashboard.views.selection import Selection

LONGEST_HEADLINE = 90
LONGEST_SECONDS = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a slide's own keys choose. A kind of slide that has more keys than links has a Content of its own.

    ``selections`` are what its links choose: the figures of a slide, the rows of a summary; none of other kinds.
    """

    selections: tuple[Selection, ...] = ()

    @property
    def beside(self) -> tuple[Selection, ...]:
        """What it chooses besides, whose numbers are shown and told by no headline."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """One slide: what is shown, what the analyst says below it, and the analyst's own headline if there is one.

    ``kind`` is the word of its kind. ``kept`` says that the analyst has read what contradicts the own headline and
    keeps it. ``short`` says whether it belongs to the short version of the segment too. ``seconds`` is how long it is
    meant to take, 0 where that is not said.
    """

    kind: str
    content: Content
    words: str = ""
    headline: str = ""
    kept: bool = False
    notes: str = ""
    short: bool = True
    seconds: int = 0

    @property
    def selections(self) -> tuple[Selection, ...]:
        """What its links choose."""
        return self.content.selections


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting file, checked. ``as_of`` holds for every view whose link has no day of its own; a meeting that has
    been shows its own day where its file names none.

    ``neighbours`` are codes of the counties a slide can be turned to.
    """

    date: datetime.date
    title: str
    place: str
    county: str
    views: tuple[MeetingView, ...]
    as_of: datetime.date | None = None
    neighbours: tuple[str, ...] = ()

    @property
    def known_by(self) -> datetime.date:
        """The last day of which anything is known to the meeting."""
        return min(self.as_of or self.date, self.date)

    @property
    def slug(self) -> str:
        """The meeting's word in the address bar: its date."""
        return self.date.isoformat()
