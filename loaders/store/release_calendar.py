"""What SCB's release calendar has said, reading by reading, so that every day can be shown as it was known then.

    data/calendar/readings.jsonl     one line a reading, each with its own hash; only ever appended to

A line that is damaged is passed over and counted; what the others say stands.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import filelock
import orjson

from loaders.formats.calendar_rows import CalendarRow
from loaders.ground.clock import end_of_day, from_text, to_text
from loaders.ground.errors import StoreError
from loaders.ground.files import digest, disk_fault, write_atomically

__all__ = ["FILE", "FOLDER", "CalendarReading", "CalendarRow", "Readings", "ReleaseCalendar"]

FOLDER, FILE = "calendar", "readings.jsonl"
_PATIENCE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarReading:
    """What one look at the calendar gave.

    asked: the moment (UTC). since, until: the days it tells of, both included; of days in ``gaps`` (spans of days)
    nothing is known. rows: those of the products anybody here has declared, by day. calls: how many calls it took.
    problem: why it could not be read; then it says nothing, and the reading before stands. synthetic: made up.
    """

    asked: datetime
    since: date
    until: date
    calls: int
    rows: tuple[CalendarRow, ...] = ()
    gaps: tuple[tuple[date, date], ...] = ()
    problem: str = ""
    synthetic: bool = False

    def tells_of(self, day: date) -> bool:
        """Whether a publication planned for the day would be among the rows."""
        return not self.problem and self.since <= day <= self.until and not any(a <= day <= b for a, b in self.gaps)


@dataclass(frozen=True, slots=True)
class Readings:
    """Readings, oldest first, and how many lines of the file are damaged."""

    readings: tuple[CalendarReading, ...] = ()
    damaged: int = 0


class ReleaseCalendar:
    """The readings kept below a folder of data, which need not exist."""

    def __init__(self, data: Path) -> None:
        self.path = data / FOLDER / FILE

    def version(self) -> str:
        """A text that changes when a reading is added; "" where there is none. Costs a file's status."""
        try:
            stat = self.path.stat()
        except OSError:
            return ""
        return f"{stat.st_mtime_ns:x}:{stat.st_size:x}"

    def read(self, as_of: date | None = None) -> Readings:
        """All readings, or those made by the end of a day. StoreError where the file cannot be opened."""
        found, damaged = [], 0
        for line in self._body().splitlines():
            reading = _reading(line)
            if reading is None:
                damaged += 1
            elif as_of is None or reading.asked <= end_of_day(as_of):
                found.append(reading)
        return Readings(tuple(sorted(found, key=lambda reading: reading.asked)), damaged)

    def keep(self, reading: CalendarReading) -> None:
        """Append a reading. StoreError if the file cannot be written or somebody else holds it."""
        with self._locked():
            body = self._body()
            if body and not body.endswith(b"\n"):
                body += b"\n"
            try:
                write_atomically(self.path, body + _line(reading) + b"\n")
            except OSError as error:
                raise disk_fault(f"{self.path} cannot be written", f"{self.path} går inte att skriva", error) from error

    def _body(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise disk_fault(f"{self.path} cannot be read", f"{self.path} går inte att läsa", error) from error

    @contextmanager
    def _locked(self) -> Iterator[None]:
        lock = filelock.FileLock(self.path.with_name(".lock"), timeout=_PATIENCE)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except (OSError, filelock.Timeout) as error:
            raise StoreError(f"{self.path} is held by another program or cannot be written: try again") from error
        try:
            yield
        finally:
            lock.release()


def _line(reading: CalendarReading) -> bytes:
    stated = asdict(reading) | {"asked": to_text(reading.asked)}
    body = orjson.dumps(stated, option=orjson.OPT_SORT_KEYS)
    return digest(body).encode() + b" " + body


def _reading(line: bytes) -> CalendarReading | None:
    """A line's reading; None if it is not what was written."""
    stamp, _, body = line.partition(b" ")
    if digest(body).encode() != stamp:
        return None
    stated: dict[str, Any] = orjson.loads(body)
    days = {name: date.fromisoformat(stated[name]) for name in ("since", "until")}
    return CalendarReading(
        asked=from_text(stated["asked"]),
        calls=stated["calls"],
        rows=tuple(map(_calendar_row, stated["rows"])),
        gaps=tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in stated["gaps"]),
        problem=stated["problem"],
        synthetic=stated["synthetic"],
        **days,
    )


def _calendar_row(stated: Mapping[str, Any]) -> CalendarRow:
    moved = stated["moved_from"]
    return CalendarRow(
        product=stated["product"],
        name=stated["name"],
        day=date.fromisoformat(stated["day"]),
        reference=stated["reference"],
        period=stated["period"],
        round=stated["round"],
        forms=tuple(stated["forms"]),
        moved_from=date.fromisoformat(moved) if moved else None,
    )
