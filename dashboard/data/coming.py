"""What is expected to be published: one measure's next figure, and all of them beside the next meeting."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from dashboard.data.meeting_days import NextMeeting, days_held, next_meeting
from dashboard.data.release_days import announcements
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground.declarations import Indicator
from loaders.planning import schedule
from loaders.planning.announcements import Basis
from loaders.planning.schedule import Arrival, Expected

if TYPE_CHECKING:
    from dashboard.data.series import Data

DAYS_AHEAD = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A publication of a table, by its first shown measure; others: how many more measures it has."""

    measure: Indicator
    others: int
    row: Expected

    @property
    def title(self) -> str:
        """The measure's short name."""
        return self.measure.short_title_sv

    @property
    def period_sv(self) -> str:
        """``november 2026``."""
        return swedish.period_name(self.row.period)

    @property
    def days_sv(self) -> str:
        """``30 nov``, ``22–30 nov``, ``21 nov–2 dec``: between which days, in short and without the year."""
        first, last = self.row.first, self.row.last
        ends = [f"{day.day} {swedish.short_month(day.month)}" for day in (first, last)]
        if first == last:
            return ends[0]
        is_same = (first.year, first.month) == (last.year, last.month)
        return f"{first.day}–{ends[1]}" if is_same else f"{ends[0]}–{ends[1]}"

    @property
    def is_announced(self) -> bool:
        """Whether its days are the release calendar's, and not only the usual lag."""
        return self.row.basis is Basis.CALENDAR

    @property
    def is_late(self) -> bool:
        """Whether it should have been here."""
        return self.row.arrival is Arrival.LATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What is expected around a meeting. late: what should have come, oldest first. coming: the rest, by day."""

    today: date
    meeting: NextMeeting
    late: Sequence[Coming]
    coming: Sequence[Coming]

    @property
    def before(self) -> Sequence[Coming]:
        """What will have come by the meeting."""
        return [one for one in self.coming if one.row.arrival is Arrival.IN_TIME]

    @property
    def after(self) -> Sequence[Coming]:
        """What comes after it, or may."""
        return [one for one in self.coming if one.row.arrival is not Arrival.IN_TIME]


def publications(
    data: "Data", until: date, wanted: Callable[[Expected], bool], as_of: date | None = None
) -> Sequence[Coming]:
    """The wanted of what is not out yet around a day, as known by a day, by day; each once, by its first measure."""
    found: dict[tuple[str, str], Coming] = {}
    for row in schedule.calendar(data.store, until, data.today(), as_of=as_of, said=announcements(data, as_of)):
        shown = [one for id_ in row.indicators if not (one := catalogue.indicator(id_)).supporting]
        if row.arrival is not Arrival.OUT and shown and wanted(row):
            first = min(shown, key=lambda one: one.order)
            found.setdefault((first.id, str(row.period)), Coming(measure=first, others=len(shown) - 1, row=row))
    return list(found.values())


def between(data: "Data", first: date, last: date, as_of: date | None = None) -> Sequence[Coming]:
    """What is expected from a day to another, as known by a day."""
    return publications(data, last, lambda row: row.first <= last and row.last >= first, as_of)


def within_a_month(data: "Data", as_of: date | None = None) -> Sequence[Coming]:
    """What is expected within a month of the day that is shown, remembered per store version."""
    day = as_of or data.today()
    return data.remember(("coming", day, as_of), lambda: between(data, day, day + timedelta(days=DAYS_AHEAD), as_of))


def ahead(data: "Data", *, weeks: int = 5) -> Ahead:
    """What is expected until some weeks after the next meeting; a publication once, by its first measure."""
    today = data.today()
    meeting = next_meeting(data.meetings, today, data.meeting_days)

    def find() -> Ahead:
        most = meeting.day + timedelta(weeks=weeks)
        found = publications(
            data, meeting.day, lambda row: row.arrival is not Arrival.NOT_FETCHED and row.first <= most
        )
        rows = sorted(found, key=lambda one: (one.row.first, one.row.last, one.measure.order))
        return Ahead(
            today=today,
            meeting=meeting,
            late=tuple(one for one in rows if one.is_late),
            coming=tuple(one for one in rows if not one.is_late),
        )

    return data.remember(("ahead", today, meeting, weeks), find)


def next_of(data: "Data", indicator: str) -> Expected | None:
    """The next publication of a measure that is expected or late; None where nothing of it is to come."""
    today = data.today()

    def find() -> Expected | None:
        rows = schedule.calendar(data.store, today, today, (indicator,), said=announcements(data))
        return next((row for row in rows if row.arrival not in (Arrival.OUT, Arrival.NOT_FETCHED)), None)

    return data.remember(("next of", indicator, today), find)


def next_sv(data: "Data", indicator: str) -> str:
    """When the next figure of a measure comes, or why none does."""
    row = next_of(data, indicator)
    if row is None:
        return "Ingen ny siffra väntas i den här tabellen."
    period, days = swedish.capital(swedish.period_name(row.period)), swedish.days_text(row.first, row.last)
    if row.arrival is Arrival.LATE:
        return f"{period} är försenad: den skulle ha kommit {days}, enligt {row.basis}."
    moved = f" Flyttad från {swedish.date_text(row.moved_from)}." if row.moved_from else ""
    return f"{period} väntas {days}, enligt {row.basis}.{moved}"


def rows_of_file(data: "Data") -> Sequence[Expected]:
    """All that is expected, for the calendar file."""
    today = data.today()
    return schedule.calendar(
        data.store, next_meeting(data.meetings, today, data.meeting_days).day, today, said=announcements(data)
    )


def meetings_ahead(data: "Data") -> Sequence[date]:
    """Days of the decided meetings not yet held: those that have a file, and those planned in the settings."""
    decided = {*days_held(data), *data.meeting_days}
    return sorted(day for day in decided if day >= data.today())


def newest_fetch(data: "Data") -> datetime | None:
    """When anything was last fetched; None before the first fetch."""

    def find() -> datetime | None:
        held = (data.store.publications(one.id) for one in catalogue.shown() if data.has(one.id))
        return max((publication.fetched for known in held for publication in known), default=None)

    return data.remember(("newest fetch",), find)
