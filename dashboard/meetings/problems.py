"""What cannot be read of the files that people write about meetings and the time ahead, told in one place."""

from collections.abc import Iterator
from pathlib import Path

from dashboard.data.meeting_days import OUTLOOKS, meeting_files, misnamed_files
from dashboard.meetings.file import load_meeting
from dashboard.meetings.outlooks import read_outlooks
from loaders import catalogue
from loaders.ground.errors import UsageError


def problems_of_files(meetings: Path | None, data: Path) -> Iterator[UsageError]:
    """What is wrong in meeting files, the file of quotations and own indicators, and what lies there and is no file.

    meetings: the folder of the meeting files. data: the folder of the file of quotations.
    """
    for path in meeting_files(meetings):
        try:
            load_meeting(path)
        except UsageError as error:
            yield error
    yield from (error for _, error in misnamed_files(meetings))
    yield from read_outlooks(data / OUTLOOKS).problems
    yield from catalogue.own_in(data).problems
