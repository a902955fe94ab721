"""The marks of a figure: *nytt*, *reviderad*, *prel.* and *sent*, from what is stored and when the last meeting was.

What is new and what is revised is decided by ``news`` alone, for cards and slides alike.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from dashboard.data import arithmetic
from dashboard.data.arrays import Series
from dashboard.data.meeting_days import days_held
from dashboard.data.release_days import announcements
from dashboard.data.series import Data
from dashboard.views.scene import Scene
from dashboard.views.view import View
from dashboard.views.vintages import Projections
from dashboard.words import swedish
from loaders.ground.clock import day_in_sweden
from loaders.ground.declarations import Indicator, Status
from loaders.ground.errors import NothingPublishedYet
from loaders.ground.panel import STATUS_CODE
from loaders.ground.periods import Period
from loaders.planning.announcements import NOTHING_SAID, Announcements, expectation

DAYS_WITHOUT_MEETING = 31


class Mark(StrEnum):
    """A word beside a measure's name."""

    NEW = "nytt"
    REVISED = "reviderad"
    PRELIMINARY = "prel."
    LATE = "sent"


@dataclass(frozen=True, slots=True)
class Since:
    """The day that news are counted from, and whether it was a meeting's."""

    day: date
    is_meeting: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a measure at a place on some day.

    newest: its newest period. figures: by period, as displayed, absent where there is none. published: the day of the
    newest publication behind them, None where that is not told.
    """

    newest: str
    figures: Mapping[str, Hashable]
    published: date | None = None


def news(
    indicator: Indicator, now: Known, before: Known | None, day: date, said: Announcements = NOTHING_SAID
) -> tuple[Mark, ...]:
    """*nytt* if the newest period had no figure on the day; *reviderad* if it or the year before had another one.

    before: what was known on the day, None if nothing was stored by then. After such a first fetch only that is new
    which cannot have been out by the day, by what the release calendar had ``said`` and the declared days.
    """
    if before is None:
        after = now.published is not None and now.published > day
        return (Mark.NEW,) if after and expectation(indicator, now.newest, said).last > day else ()
    found = [] if now.newest in before.figures else [Mark.NEW]
    compared = (now.newest, Period(now.newest).back())
    both = [period for period in compared if period in now.figures and period in before.figures]
    if any(now.figures[period] != before.figures[period] for period in both):
        found.append(Mark.REVISED)
    return tuple(found)


def known_by(view: View) -> Known | None:
    """What a view of one measure shows; None where it shows no figure."""
    if not view.period:
        return None
    history: Sequence[Hashable] = view.history or (view.number,)
    figures: dict[str, Hashable] = {
        Period(view.period).shift(-n): value for n, value in enumerate(reversed(history)) if value is not None
    }
    return Known(view.period, figures, day_in_sweden(view.origin.published))


def since(data: Data, as_of: date | None = None) -> Since:
    """The last meeting before the day that is shown; a month earlier where there was none."""
    day = as_of or data.today()
    held = [meeting for meeting in days_held(data) if meeting < day]
    return Since(max(held), True) if held else Since(day - timedelta(days=DAYS_WITHOUT_MEETING), False)


def of_scene(seen: Scene, data: Data) -> tuple[Mark, ...]:
    """Marks of the newest figure of the scene's own place. A scene without figures has none but *sent*."""
    as_of = seen.selection.as_of
    found: list[Mark] = []
    if seen.newest:
        day = since(data, as_of).day
        published = day_in_sweden(data.origin(seen.indicator.id, as_of).published)
        now = Known(seen.newest, _figures_of(seen.raw, seen), published)
        found += news(seen.indicator, now, _known_before(seen, data, day), day, announcements(data, as_of))
        if _is_preliminary(seen, data):
            found.append(Mark.PRELIMINARY)
    if _is_late(seen, as_of or data.today(), announcements(data, as_of)):
        found.append(Mark.LATE)
    return tuple(found)


def of_projection(found: Projections, indicator: Indicator, data: Data, as_of: date | None) -> tuple[Mark, ...]:
    """*nytt* where the newest vintage was not there at the last meeting."""
    try:
        known = data.codes(indicator.id, "vintage", since(data, as_of).day)
    except NothingPublishedYet:
        published = day_in_sweden(data.origin(indicator.id, as_of).published)
        return (Mark.NEW,) if published > since(data, as_of).day else ()
    return () if found.newest in known else (Mark.NEW,)


def told(marked: Iterable[tuple[Mark, ...]], counted: Since) -> str:
    """How many figures are new and how many revised, as a sentence; empty where none are."""
    marked = tuple(marked)
    new = sum(Mark.NEW in marks for marks in marked)
    revised = sum(Mark.REVISED in marks for marks in marked)
    day = swedish.date_text(counted.day, with_year=False)
    when = f"sedan mötet den {day}" if counted.is_meeting else f"sedan den {day}"
    if not new and not revised:
        return ""
    if not new:
        return f"{_figures(revised)} {'är reviderad' if revised == 1 else 'är reviderade'} {when}."
    sentence = f"{_figures(new)} är {'ny' if new == 1 else 'nya'} {when}"
    if revised:
        sentence += f", {swedish.small_number(revised)} är {'reviderad' if revised == 1 else 'reviderade'}"
    return f"{sentence}."


def _figures(count: int) -> str:
    return "En siffra" if count == 1 else f"{swedish.capital(swedish.small_number(count))} siffror"


def _known_before(seen: Scene, data: Data, day: date) -> Known | None:
    """The own place's figures as they were known on the day; None before the first publication."""
    try:
        before = data.series(seen.indicator.id, seen.selection.full_slice(), (seen.own.code,), day)
    except NothingPublishedYet:
        return None
    return Known("", _figures_of(before, seen))


def _figures_of(series: Series, seen: Scene) -> dict[str, float]:
    """The own place's figures of the scene's newest period and the year before, as displayed."""
    row = series.row(seen.own.code)
    compared = (seen.newest, Period(seen.newest).back())
    held = {period: float(row[series.periods.index(period)]) for period in compared if period in series.periods}
    shown = arithmetic.displayed(np.array(list(held.values())), seen.decimals_of(seen.own)).tolist()
    return {period: value for period, value in zip(held, shown, strict=True) if not np.isnan(value)}


def _is_preliminary(seen: Scene, data: Data) -> bool:
    status = seen.raw.status[0, seen.periods.index(seen.newest)]
    origin = data.origin(seen.indicator.id, seen.selection.as_of)
    return status == STATUS_CODE[Status.PRELIMINARY] or Status.PRELIMINARY in origin.marks


def _is_late(seen: Scene, today: date, said: Announcements) -> bool:
    """Whether the period after the newest that any place has should have been published by now."""
    open_tables = any(not query.final for query in seen.indicator.queries)
    held = np.flatnonzero(~np.isnan(seen.raw.values).all(axis=0))
    if not open_tables or not held.size:
        return False
    awaited = Period(seen.periods[held[-1]]).shift(1)
    return expectation(seen.indicator, awaited, said).last < today
