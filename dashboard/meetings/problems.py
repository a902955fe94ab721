"""What cannot be read of the files that people write about meetings and of their region, told in one place."""

from collections.abc import Iterator
from pathlib import Path

from dashboard.data.meeting_days import OUTLOOKS, SETS, STRATEGY, WHEEL, meeting_files, misnamed_files
from dashboard.meetings.file import load_meeting
from dashboard.meetings.industry_sets import read_sets
from dashboard.meetings.outlooks import read_outlooks
from dashboard.meetings.strategy import read_strategy
from dashboard.meetings.wheel.wheel_file import read_wheel
from loaders import catalogue
from loaders.ground.errors import UsageError
from loaders.ground.people.areas import AREAS, read_areas


def problems_of_files(meetings: Path | None, data: Path, county: str) -> Iterator[UsageError]:
    """What is wrong in any of the files that people write, and what lies among the meeting files and is none.

    meetings: the folder of the meeting files. data: the folder of all others, for a county. Figures of people's own
    have a history of their own, which tells of them (loaders/own).
    """
    for path in meeting_files(meetings):
        try:
            load_meeting(path)
        except UsageError as error:
            yield error
    yield from (error for _, error in misnamed_files(meetings))
    yield from read_outlooks(data / OUTLOOKS).problems
    yield from read_strategy(data / STRATEGY).problems
    yield from read_wheel(data / WHEEL, county).problems
    yield from read_areas(data / AREAS).problems
    yield from read_sets(data / SETS).problems
    yield from catalogue.own_in(data).problems
