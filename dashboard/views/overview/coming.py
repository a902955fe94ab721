"""What is expected next: publications between two days, each once, by its first measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.data.release_days import announcements
from dashboard.data.series import Data
from dashboard.words import swedish
from loaders import catalogue
from loaders.planning import schedule
from loaders.planning.announcements import Basis

DAYS_AHEAD = 31


@dataclass(frozen=True, slots=True)
class Coming:
    """A publication that is expected: what, which period, between which days, and its place among measures.

    moved_from: the day it was planned for before, where the release calendar has moved it. is_announced: whether the
    days are the calendar's.
    """

    title: str
    period: str
    first: date
    last: date
    order: int = 100
    moved_from: date | None = None
    is_announced: bool = False

    @property
    def days_sv(self) -> str:
        """``30 nov``, ``22–30 nov``, ``21 nov–2 dec``: between which days, in short and without the year."""
        ends = [f"{day.day} {swedish.short_month(day.month)}" for day in (self.first, self.last)]
        if self.first == self.last:
            return ends[0]
        is_same = (self.first.year, self.first.month) == (self.last.year, self.last.month)
        return f"{self.first.day}–{ends[1]}" if is_same else f"{ends[0]}–{ends[1]}"


def between(data: Data, first: date, last: date, as_of: date | None) -> Sequence[Coming]:
    """What is expected from a day to another, as known by a day; a publication once by its first measure."""
    found: dict[tuple[str, str], Coming] = {}
    said = announcements(data, as_of)
    for row in schedule.calendar(data.store, last, data.today(), as_of=as_of, said=said):
        shown = [catalogue.indicator(id_) for id_ in row.indicators if not catalogue.indicator(id_).supporting]
        if row.arrival is schedule.Arrival.OUT or not shown or row.first > last or row.last < first:
            continue
        first_shown = min(shown, key=lambda indicator: indicator.order)
        title, period = first_shown.short_title_sv, swedish.period_name(row.period)
        is_announced = row.basis is Basis.CALENDAR
        coming = Coming(title, period, row.first, row.last, first_shown.order, row.moved_from, is_announced)
        found.setdefault((title, period), coming)
    return list(found.values())


def after_today(data: Data, as_of: date | None = None) -> Sequence[Coming]:
    """What is expected within a month of the day that is shown, remembered per store version."""
    day = as_of or data.today()
    return data.remember(("coming", day, as_of), lambda: between(data, day, day + timedelta(days=DAYS_AHEAD), as_of))
