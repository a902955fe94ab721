"""What cannot be read of the files that people write about meetings and of their region, told in one place."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dashboard.data.meeting_days import OUTLOOKS, SETS, STRATEGY, WHEEL, meeting_files, misnamed_files
from dashboard.meetings.file import load_meeting
from dashboard.meetings.industry_sets import read_sets
from dashboard.meetings.outlooks import read_outlooks
from dashboard.meetings.strategy import read_strategy
from dashboard.meetings.wheel.wheel_file import read_wheel
from loaders import catalogue
from loaders.ground.errors import UsageError
from loaders.ground.people.called_places import areas_of, holding_areas


def problems_of_files(
    meetings: Path | None, data: Path, county: str, today: date | None = None
) -> Iterator[UsageError]:
    """What is wrong in any of the files that people write, and what lies among the meeting files and is none.

    meetings: the folder of the meeting files. data: the folder of all others, for a county. Figures of people's own
    have a history of their own, which tells of them (loaders/own). today: what no day of figures may be after.
    """
    areas = areas_of(data)
    with holding_areas(lambda: areas):
        faults = tuple(_of_files(meetings, data, county, today))
    yield from (*faults, *areas.problems, *read_sets(data / SETS).problems, *catalogue.own_in(data).problems)


def _of_files(meetings: Path | None, data: Path, county: str, today: date | None) -> Iterator[UsageError]:
    """Of those that may name areas."""
    for path in meeting_files(meetings):
        try:
            load_meeting(path, today)
        except UsageError as error:
            yield error
    yield from (error for _, error in misnamed_files(meetings))
    yield from read_outlooks(data / OUTLOOKS).problems
    yield from read_strategy(data / STRATEGY).problems
    yield from read_wheel(data / WHEEL, county).problems
