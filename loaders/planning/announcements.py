"""When a period's figures are expected: as the release calendar tells, else by the declared days.

The declared days (Indicator.expected) are experience, not the publishers' promises. The calendar is their promise, as
it stood when it was read; it may be wrong, out of date or unreadable, and then the declared days stand.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from loaders import catalogue
from loaders.ground.clock import day_in_sweden
from loaders.ground.declarations import Announced, Indicator
from loaders.ground.errors import StoreError
from loaders.ground.periods import Period
from loaders.store.release_calendar import CalendarReading, CalendarRow, ReleaseCalendar


class Basis(StrEnum):
    """What an expected day rests on, in words that are shown."""

    CALENDAR = "publiceringskalendern"
    LAG = "vanlig eftersläpning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """Between which days a period is expected, both included, and what that rests on.

    moved_from: the day it was planned for before, where the calendar has moved it.
    """

    first: date
    last: date
    basis: Basis
    moved_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A publication the calendar has moved: which, from which day to which, and what the calendar says of it."""

    row: CalendarRow
    before: date
    indicators: tuple[str, ...]


class Announcements:
    """What the release calendar had said by some moment: its readings, oldest first."""

    def __init__(self, readings: Iterable[CalendarReading] = (), *, synthetic: bool | None = None) -> None:
        """synthetic: leave out readings of the other kind, made up or real; None takes all."""
        self._all = tuple(one for one in readings if synthetic is None or one.synthetic == synthetic)
        self._good = tuple(one for one in self._all if not one.problem)
        self._said: dict[tuple[str, str], list[tuple[int, CalendarRow]]] = {}
        for number, reading in enumerate(self._good):
            for row in reading.rows:
                if row.period and row.has_figures:
                    self._said.setdefault((row.product, row.period), []).append((number, row))

    @property
    def last_asked(self) -> CalendarReading | None:
        """The newest look at the calendar, successful or not."""
        return self._all[-1] if self._all else None

    @property
    def newest(self) -> CalendarReading | None:
        """The newest reading that says anything."""
        return self._good[-1] if self._good else None

    def calls_since(self, day: date) -> int:
        """How many calls the looks from a day on took."""
        return sum(reading.calls for reading in self._all if day_in_sweden(reading.asked) >= day)

    def row(self, announced: Announced, period: str) -> tuple[CalendarRow, date | None] | None:
        """The calendar's row for a period and the day it was moved from; None if the calendar does not tell.

        A row that a newer reading of the same days no longer has is no longer said. Of several, the first to come.
        """
        rows = [(n, row) for n, row in self._said.get((announced.product, period), ()) if fits(announced, row)]
        if not rows:
            return None
        newest = max(n for n, _ in rows)
        row = min((row for n, row in rows if n == newest), key=lambda row: row.day)
        if any(reading.tells_of(row.day) for reading in self._good[newest + 1 :]):
            return None
        before = [earlier.day for n, earlier in rows if n < newest and earlier.day != row.day]
        return row, row.moved_from or (before[-1] if before else None)

    def moved(self) -> tuple[Moved, ...]:
        """What the newest reading has moved, by itself or beside the reading before, of declared products."""
        if not self._good:
            return ()
        found = []
        before = self._good[-2].rows if len(self._good) > 1 else ()
        for row in self._good[-1].rows:
            ids = concerned(row)
            if not ids or not row.has_figures:
                continue
            same = [one for one in before if _key(one) == _key(row)]
            earlier = row.moved_from or (same[0].day if len(same) == 1 and same[0].day != row.day else None)
            if earlier is not None and row not in before:
                found.append(Moved(row=row, before=earlier, indicators=ids))
        return tuple(found)

    def state_sv(self, written: Callable[[date], str] = str) -> str:
        """Whether the days are the calendar's, as sentences that are shown; ``written`` writes their dates."""
        last, newest = self.last_asked, self.newest
        if last is None:
            return "Publiceringskalendern är inte läst. Dagarna är källornas vanliga eftersläpning."
        day = written(day_in_sweden(last.asked))
        if newest is None:
            return f"Publiceringskalendern gick inte att läsa {day}. Dagarna är källornas vanliga eftersläpning."
        read = written(day_in_sweden(newest.asked))
        told = f"Publiceringskalendern är läst {read} och säger dagar till och med {written(newest.until)}."
        if last is not newest:
            told += f" Den gick inte att läsa {day}."
        return f"{told} Där den inget säger gäller källans vanliga eftersläpning."


NOTHING_SAID = Announcements()


def read_announcements(data: Path, synthetic: bool | None, as_of: date | None = None) -> Announcements:
    """What the calendar kept below a folder of data had said by the end of a day, or by now.

    synthetic: of which kind the store's figures are. Readings that cannot be opened say nothing.
    """
    try:
        readings = ReleaseCalendar(data).read(as_of).readings
    except StoreError:
        readings = ()
    return Announcements(readings, synthetic=synthetic)


def expectation(indicator: Indicator, period: str, said: Announcements = NOTHING_SAID) -> Expectation:
    """When a period of the indicator is expected: the calendar's day, else the declared days after its end.

    Of several tables, the day of the one that comes first.
    """
    told = [
        found
        for query in indicator.queries
        if query.announced is not None and not query.final and (found := said.row(query.announced, period))
    ]
    if told:
        row, before = min(told, key=lambda one: one[0].day)
        return Expectation(first=row.day, last=row.day, basis=Basis.CALENDAR, moved_from=before)
    ends, days = Period(period).last_day, indicator.expected
    return Expectation(first=ends + timedelta(days=days.after), last=ends + timedelta(days=days.until), basis=Basis.LAG)


def products() -> tuple[str, ...]:
    """Codes of the products that any indicator's tables are announced under."""
    return tuple(dict.fromkeys(announced.product for _, announced in _declared()))


def concerned(row: CalendarRow) -> tuple[str, ...]:
    """Ids of the indicators a row of the calendar is about."""
    return tuple(
        dict.fromkeys(
            indicator.id
            for indicator, announced in _declared()
            if announced.product == row.product
            and row.period
            and Period(row.period).grain is indicator.grain
            and fits(announced, row)
        )
    )


def fits(announced: Announced, row: CalendarRow) -> bool:
    """Whether a row of the product is of the round that is meant. One that tells only of a move may be any."""
    told = "" if row.moved_from else row.round
    return not announced.round or not told or re.search(announced.round, told, re.IGNORECASE) is not None


def _declared() -> Iterator[tuple[Indicator, Announced]]:
    for indicator in catalogue.CATALOGUE.values():
        for query in indicator.queries:
            if query.announced is not None:
                yield indicator, query.announced


def _key(row: CalendarRow) -> tuple[str, str, str]:
    return row.product, row.reference, "" if row.moved_from else row.round
