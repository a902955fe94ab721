"""A meeting as its file says it, and the days of meetings. How the file is read: ``meetings/file.py``."""

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from dashboard.selection import Selection
from loaders.ground.errors import UsageError

LONGEST_HEADLINE = 90
FILE_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a slide's own keys choose. A kind of slide that has more keys than links has a Content of its own.

    ``selections`` are what its links choose: the figures of a slide, the rows of a summary; none of other kinds.
    """

    selections: tuple[Selection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """One slide: what is shown, what the analyst says below it, and the analyst's own headline if there is one.

    ``kind`` is the word of its kind. ``short`` says whether it belongs to the short version of the segment too.
    """

    kind: str
    content: Content
    words: str = ""
    headline: str = ""
    notes: str = ""
    short: bool = True

    @property
    def selections(self) -> tuple[Selection, ...]:
        """What its links choose."""
        return self.content.selections


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting file, checked. ``as_of`` holds for every view whose link has no day of its own.

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
    def slug(self) -> str:
        """The meeting's word in the address bar: its date."""
        return self.date.isoformat()


def meeting_files(folder: Path | None) -> tuple[Path, ...]:
    """The folder's meeting files named by date, newest first; empty if there is no such folder."""
    if folder is None or not folder.is_dir():
        return ()
    return tuple(sorted((p for p in folder.glob("*.toml") if FILE_NAME.fullmatch(p.stem)), reverse=True))


def newest_meeting(folder: Path) -> Path:
    """The file of the latest meeting; UsageError if the folder has none."""
    files = meeting_files(folder)
    if not files:
        raise UsageError(
            f"no meeting files in {folder}; write one named by its date, such as 2026-11-30.toml",
            "Det finns inga mötesfiler än. Skriv en som heter efter sitt datum, till exempel 2026-11-30.toml.",
        )
    return files[0]


def last_monday(month: datetime.date) -> datetime.date:
    """The last Monday of the month a day lies in."""
    first_of_next = (month.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    last = first_of_next - datetime.timedelta(days=1)
    return last - datetime.timedelta(days=last.weekday())


def next_meeting_day(folder: Path | None, today: datetime.date) -> datetime.date:
    """The day of the first meeting file from today on; without one, the last Monday of this month or the next."""
    ahead = [day for path in meeting_files(folder) if (day := datetime.date.fromisoformat(path.stem)) >= today]
    if ahead:
        return min(ahead)
    this_month = last_monday(today)
    return this_month if this_month >= today else last_monday(this_month + datetime.timedelta(days=14))


def meeting_before(folder: Path | None, day: datetime.date) -> Path | None:
    """The file of the last meeting before a day; None if there is none."""
    return next((path for path in meeting_files(folder) if datetime.date.fromisoformat(path.stem) < day), None)
