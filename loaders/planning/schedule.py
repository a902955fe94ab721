"""When figures are expected: what may be out by now, and what will have come by a meeting.

From what the release calendar had said by the day and, where it says nothing, the declared days between a period's end
and its publication (planning/announcements.py); and from what was stored by the day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import partial

from loaders.ground import periods
from loaders.ground.clock import day_in_sweden
from loaders.ground.declarations import Indicator
from loaders.ground.errors import NothingPublishedYet, SourceChanged
from loaders.ground.panel import Publication
from loaders.ground.periods import Period
from loaders.planning.announcements import NOTHING_SAID, Announcements, Basis, Expectation, expectation
from loaders.planning.table_plans import TablePlan, plans
from loaders.store import Edition, Store

AHEAD_DAYS = 62
"""Days after the meeting that the calendar looks ahead."""
RARELY_DAYS = 30
"""Days between looks at a table that its publisher has closed, brings out at no fixed time, or fills bit by bit."""


class Arrival(StrEnum):
    """A publication beside a meeting, in words that are shown."""

    OUT = "ute"
    IN_TIME = "i tid"
    MAY_BE_AFTER = "kan komma dagen efter"
    AFTER = "efter mötet"
    LATE = "försenad"
    NOT_FETCHED = "inte hämtad"
    """Should be out, but nothing of the table was ever fetched here: that is not the publisher's delay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One period of one table: between which days it is expected, and how that lies to the meeting.

    newest is the newest stored period ("" if nothing is stored). basis: what the days rest on. moved_from: the day the
    calendar had before, where it has moved the publication.
    """

    source: str
    table: str
    indicators: tuple[str, ...]
    period: Period
    first: date
    last: date
    arrival: Arrival
    newest: str = ""
    basis: Basis = Basis.LAG
    moved_from: date | None = None


def newest_by(indicator: Indicator, day: date, said: Announcements = NOTHING_SAID) -> Period:
    """The newest period that is expected to be out on a day, by the last day it is expected on."""
    period = Period.of(day.year + 1, 1, indicator.grain)
    while expectation(indicator, period, said).last > day:
        period = period.shift(-1)
    return period


def is_due(plan: TablePlan, store: Store, today: date, said: Announcements = NOTHING_SAID) -> bool:
    """Whether a table may have something new, so that asking is worth a call.

    It may if it was never stored, was read by hand, is declared otherwise now, or its next period is expected by
    today; once a month also if its figures come on days of their own (key figures of a set). Revisions outside
    the calendar are found by a fetch without ``--due``.
    """
    for indicator, query in plan.parts:
        last = store.latest(indicator.id, plan.table)
        if last is None or last.manual or last.query_hash != plan.query_hash:
            return True
        long_ago = today - day_in_sweden(last.fetched) >= timedelta(days=RARELY_DAYS)
        if query.final:
            if query.vintage and long_ago:
                return True
            continue
        if indicator.expected.scattered and long_ago:
            return True
        awaited = _next(indicator, last.last_period)
        if awaited is None or expectation(indicator, awaited, said).first <= today:
            return True
    return False


def calendar(
    store: Store | Edition,
    meeting: date,
    today: date,
    ids: Iterable[str] = (),
    *,
    as_of: date | None = None,
    said: Announcements = NOTHING_SAID,
) -> tuple[Expected, ...]:
    """Publications expected until some weeks after the meeting, by day; of each table what is stored comes first.

    A table of several indicators is listed once for each length of period. Closed tables are left out. as_of: as it was
    known by the end of that day, which is then also today; ``said`` is what the calendar had said by then.
    """
    day = today if as_of is None else min(as_of, today)
    found = [row for plan in plans(ids) for row in _of_table(plan, store, meeting, day, as_of, said)]
    return tuple(sorted(found, key=lambda row: (row.first, row.last, row.source, row.table)))


def _of_table(
    plan: TablePlan, store: Store | Edition, meeting: date, today: date, as_of: date | None, said: Announcements
) -> Iterator[Expected]:
    for grain in dict.fromkeys(indicator.grain for indicator, query in plan.parts if not query.final):
        parts = [indicator for indicator, query in plan.parts if indicator.grain is grain and not query.final]
        shown = next((indicator for indicator in parts if not indicator.supporting), parts[0])
        last = _latest(store, shown.id, plan.table, as_of)
        newest = _ours(shown, last.last_period) if last else None
        expect = partial(
            Expected,
            source=plan.source,
            table=plan.table,
            indicators=tuple(dict.fromkeys(indicator.id for indicator in parts)),
            newest=newest or "",
        )
        if newest is not None:
            days = expectation(shown, newest, said)
            yield expect(period=newest, first=days.first, last=days.last, arrival=Arrival.OUT, basis=days.basis)
        period = newest_by(shown, today, said) if newest is None else newest.shift(1)
        while (days := expectation(shown, period, said)).first <= meeting + timedelta(days=AHEAD_DAYS):
            yield expect(
                period=period,
                first=days.first,
                last=days.last,
                arrival=_arrival(days, meeting, today, is_stored=last is not None),
                basis=days.basis,
                moved_from=days.moved_from,
            )
            period = period.shift(1)


def _latest(store: Store | Edition, id_: str, table: str, as_of: date | None) -> Publication | None:
    """The newest publication of a table for an indicator, now or as known by a day; None if there was none."""
    if as_of is None:
        return store.latest(id_, table)
    try:
        known = store.publications(id_, as_of)
    except NothingPublishedYet:
        return None
    return next((one for one in reversed(known) if one.table == table), None)


def _arrival(days: Expectation, meeting: date, today: date, *, is_stored: bool) -> Arrival:
    if days.last < today:
        return Arrival.LATE if is_stored else Arrival.NOT_FETCHED
    if days.last <= meeting:
        return Arrival.IN_TIME
    return Arrival.MAY_BE_AFTER if days.first <= meeting + timedelta(days=1) else Arrival.AFTER


def _ours(indicator: Indicator, last_period: str) -> Period | None:
    """The publisher's newest period as ours, None if it states none that is one."""
    try:
        return periods.read(last_period, indicator.grain)
    except SourceChanged:
        return None


def _next(indicator: Indicator, last_period: str) -> Period | None:
    newest = _ours(indicator, last_period)
    return None if newest is None else newest.shift(1)
