"""A meeting as its file says it, and the days of meetings. How the file is read: ``meetings/file.py``."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from dashboard.views.selection import Selection

LONGEST_HEADLINE = 90
LONGEST_SECONDS = 3600
SECONDS = 60
"""How long a slide is taken to need that does not say."""


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
    keeps it. ``short`` says whether it belongs to the short version of the segment too. ``prepared``: not shown at the
    meeting, but published with it. ``seconds`` is how long it is meant to take, 0 where that is not said.
    """

    kind: str
    content: Content
    words: str = ""
    headline: str = ""
    kept: bool = False
    notes: str = ""
    short: bool = True
    prepared: bool = False
    seconds: int = 0

    @property
    def selections(self) -> tuple[Selection, ...]:
        """What its links choose."""
        return self.content.selections

    @property
    def takes(self) -> int:
        """Seconds that it is reckoned with at the meeting, where a slide that is only prepared is not shown."""
        return 0 if self.prepared else self.seconds or SECONDS


class Held(StrEnum):
    """How a meeting is held."""

    DIGITAL = "digitalt"
    HYBRID = "hybrid"
    ON_SITE = "på plats"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the meeting: its text and address; of an attachment ``file`` beside the meeting file instead."""

    title: str
    address: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was parked: its text, the slide (from 1, 0 for none) and the place then seen, and its answer.

    It is the analyst's own until ``approved``.
    """

    text: str
    slide: int = 0
    place: str = ""
    answer: str = ""
    approved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting file, checked. ``as_of`` holds for every view whose link has no day of its own; a meeting that has
    been shows its own day where its file names none.

    ``neighbours`` are codes of the counties a slide can be turned to. start, end, held: when and how; mailbox: the
    function to write to, which is no part of what is frozen. next_day, next_start, next_place: the meeting after this
    one, where the file says. text: what the file said when it was read, comments and all; empty of one that no file
    has said.
    """

    date: datetime.date
    title: str
    place: str
    county: str
    views: tuple[MeetingView, ...]
    as_of: datetime.date | None = None
    neighbours: tuple[str, ...] = ()
    start: datetime.time | None = None
    end: datetime.time | None = None
    held: Held | None = None
    deep_dive: str = ""
    mailbox: str = ""
    next_day: datetime.date | None = None
    next_start: datetime.time | None = None
    next_place: str = ""
    links: tuple[Link, ...] = ()
    attachments: tuple[Link, ...] = ()
    questions: tuple[Question, ...] = ()
    text: str = field(default="", compare=False, repr=False)

    @property
    def known_by(self) -> datetime.date:
        """The last day of which anything is known to the meeting."""
        return min(self.as_of or self.date, self.date)

    @property
    def slug(self) -> str:
        """The meeting's word in the address bar: its date."""
        return self.date.isoformat()
