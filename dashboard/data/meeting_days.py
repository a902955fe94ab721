"""The days of meetings, from the names of their files and from the calendar."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from loaders.ground.errors import UsageError

FILE_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The day of a meeting to come. is_decided: a meeting file says it; else it is only a day to reckon with."""

    day: date
    is_decided: bool


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


def last_monday(month: date) -> date:
    """The last Monday of the month a day lies in."""
    first_of_next = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = first_of_next - timedelta(days=1)
    return last - timedelta(days=last.weekday())


def next_meeting(folder: Path | None, today: date) -> NextMeeting:
    """The first meeting file from today on; without one, the last Monday of this month or the next, not decided."""
    ahead = [day for path in meeting_files(folder) if (day := date.fromisoformat(path.stem)) >= today]
    if ahead:
        return NextMeeting(min(ahead), is_decided=True)
    this_month = last_monday(today)
    reckoned = this_month if this_month >= today else last_monday(this_month + timedelta(days=14))
    return NextMeeting(reckoned, is_decided=False)


def meeting_before(folder: Path | None, day: date) -> Path | None:
    """The file of the last meeting before a day; None if there is none."""
    return next((path for path in meeting_files(folder) if date.fromisoformat(path.stem) < day), None)
