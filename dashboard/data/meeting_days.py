"""The days of meetings, from the names of their files and from the calendar."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.data.release_days import calendar_version
from loaders.catalogue import held_version
from loaders.ground.clock import read_day
from loaders.ground.errors import UsageError
from loaders.ground.people.areas import AREAS
from loaders.ground.people.corrections import FILE as CORRECTIONS
from loaders.ground.people.files import in_folder, is_regular, shown_name, stamp
from loaders.own.history import OwnHistory
from loaders.storage.mirror_state import STATE

if TYPE_CHECKING:
    from dashboard.data.series import Data

OUTLOOKS = "utsikter.toml"
"""The file of quotations on the time ahead, in the data folder."""
STRATEGY = "hallbarhet.toml"
"""The file of goals and of the region's priority areas, in the data folder."""
WHEEL = "arshjul.toml"
"""The file of the year's questions, in the data folder."""
SETS = "sni"
"""The folder of sets of industries that people write, in the data folder."""
FILE_NAME = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MEANT_AS_DAY = re.compile(r"\d{4}")
"""How a name begins that is meant to be a day; other files, such as ``mall.toml``, are no meetings."""


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The day of a meeting to come. is_decided: a meeting file says it; else it is only a day to reckon with."""

    day: date
    is_decided: bool


def day_of(path: Path) -> date:
    """The day that a meeting file is named by. UsageError where its name is none, or there is no such day."""
    name = shown_name(path)
    try:
        if not FILE_NAME.fullmatch(path.stem):
            raise UsageError(f"'{path.stem}' is no date", f"”{Path(name).stem}” är inget datum.")
        return read_day(path.stem)
    except UsageError as error:
        raise UsageError(
            f"{name}: {error}; rename the file to the day of its meeting, such as 2026-11-30.toml",
            f"{name}: {error.message_sv} Döp om filen efter mötets dag, till exempel 2026-11-30.toml.",
        ) from None


def meeting_files(folder: Path | None) -> tuple[Path, ...]:
    """The folder's meeting files named by a day, newest first; empty if there is no such folder."""
    return tuple(path for _, path in sorted(_by_day(folder), reverse=True))


def days_held(data: "Data") -> tuple[date, ...]:
    """Days that have a meeting file, newest first; looked for once in a reading of the figures."""
    return data.remember("days of meeting files", lambda: tuple(map(day_of, meeting_files(data.meetings))))


def misnamed_files(folder: Path | None) -> Iterator[tuple[Path, UsageError]]:
    """What lies among the meeting files, seems to be one, and is none: its name is no day, or it is no file."""
    for path in _candidates(folder):
        try:
            day_of(path)
        except UsageError as error:
            yield path, error
            continue
        if not is_regular(path):
            name = shown_name(path)
            yield (
                path,
                UsageError(f"{name} is no file that can be read", f"{name} är ingen fil som går att läsa. Flytta den."),
            )


def _candidates(folder: Path | None) -> Iterator[Path]:
    for path in in_folder(folder):
        if path.suffix == ".toml" and _MEANT_AS_DAY.match(path.name):
            yield path


def _by_day(folder: Path | None) -> Iterator[tuple[date, Path]]:
    for path in _candidates(folder):
        try:
            day = day_of(path)
        except UsageError:
            continue  # misnamed_files tells
        if is_regular(path):
            yield day, path


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


def next_meeting(folder: Path | None, today: date, planned: Iterable[date] = ()) -> NextMeeting:
    """The first meeting from today on that has a file or is planned in the settings.

    Without one, the last Monday of this month or the next, not decided.
    """
    ahead = [day for day in (*(day for day, _ in _by_day(folder)), *planned) if day >= today]
    if ahead:
        return NextMeeting(min(ahead), is_decided=True)
    this_month = last_monday(today)
    reckoned = this_month if this_month >= today else last_monday(this_month + timedelta(days=14))
    return NextMeeting(reckoned, is_decided=False)


def meeting_before(folder: Path | None, day: date) -> Path | None:
    """The file of the last meeting before a day; None if there is none."""
    return max((held for held in _by_day(folder) if held[0] < day), default=(day, None))[1]


def written_version(data: "Data", own: OwnHistory | None) -> str:
    """A text that changes with any file that people write for the pages, or with the calendar kept beside the store.

    Of declared indicators it is those that whoever asks holds, since an answer is made of them.
    """
    fetched = data.store.root.parent
    own_files = (data.folder / name for name in (OUTLOOKS, STRATEGY, WHEEL, AREAS))
    files = (*own_files, fetched / CORRECTIONS, fetched / STATE)
    folders = (data.meetings, data.editions, data.folder / SETS)
    written = stamp((*(path for folder in folders for path in in_folder(folder)), *files))
    declared = held_version()
    if declared is None:
        declared = data.measures.now().version if data.measures else ""
    return f"{own.version() if own else ''}{calendar_version(data.store)}:{written}{declared}"
