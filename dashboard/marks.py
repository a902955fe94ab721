"""The marks of a figure: *nytt*, *reviderad*, *prel.* and *sent*, from what is stored and when the last meeting was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from dashboard import swedish
from dashboard.data import Data, Series
from dashboard.meeting import meeting_files
from dashboard.scene import Scene
from dashboard.vintages import Projections
from loaders import periods, schedule
from loaders.errors import NothingPublishedYet
from loaders.model import Indicator, Status
from loaders.panel import STATUS_CODE

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


def since(data: Data, as_of: date | None = None) -> Since:
    """The last meeting before the day that is shown; a month earlier where there was none."""
    day = as_of or data.today()
    files = meeting_files(data.meetings) if data.meetings else ()
    held = [meeting for file in files if (meeting := date.fromisoformat(file.stem)) < day]
    return Since(max(held), True) if held else Since(day - timedelta(days=DAYS_WITHOUT_MEETING), False)


def of_scene(seen: Scene, data: Data) -> tuple[Mark, ...]:
    """Marks of the newest figure of the scene's own place. A scene without figures has none but *sent*."""
    as_of = seen.selection.as_of
    found = []
    if seen.newest:
        before = _known_before(seen, data)
        if _is_new(seen, before, data):
            found.append(Mark.NEW)
        if before is not None and _is_revised(seen, before):
            found.append(Mark.REVISED)
        if _is_preliminary(seen, data):
            found.append(Mark.PRELIMINARY)
    if _is_late(seen, as_of or data.today()):
        found.append(Mark.LATE)
    return tuple(found)


def of_projection(found: Projections, indicator: Indicator, data: Data, as_of: date | None) -> tuple[Mark, ...]:
    """*nytt* where the newest vintage was not there at the last meeting."""
    try:
        known = data.codes(indicator.id, "vintage", since(data, as_of).day)
    except NothingPublishedYet:
        return (Mark.NEW,) if _published_after(indicator, data, as_of) else ()
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


def _known_before(seen: Scene, data: Data) -> Series | None:
    """The own place's series as it was known at the last meeting; None before the first publication."""
    day = since(data, seen.selection.as_of).day
    try:
        return data.series(seen.indicator.id, seen.selection.full_slice(), (seen.own.code,), day)
    except NothingPublishedYet:
        return None


def _is_new(seen: Scene, before: Series | None, data: Data) -> bool:
    if before is None:  # a first fetch: new only what cannot have been out by then
        day = since(data, seen.selection.as_of).day
        latest = schedule.window(seen.indicator, seen.newest)[1]
        return latest > day and _published_after(seen.indicator, data, seen.selection.as_of)
    return bool(np.isnan(_value(before, seen.newest)))


def _published_after(indicator: Indicator, data: Data, as_of: date | None) -> bool:
    return data.origin(indicator.id, as_of).published.date() > since(data, as_of).day


def _value(series: Series, period: str) -> float:
    """The only place's value of a period, NaN where there is none."""
    return float(series.values[0, series.periods.index(period)]) if period in series.periods else float("nan")


def _is_revised(seen: Scene, before: Series) -> bool:
    """Whether the newest figure or that of a year before was another at the last meeting, as displayed."""
    row = seen.raw.values[0]
    for period in (seen.newest, periods.a_year_before(seen.newest)):
        known = _value(before, period)
        now = float(row[seen.periods.index(period)]) if period in seen.periods else float("nan")
        if not np.isnan([known, now]).any() and round(known, seen.decimals) != round(now, seen.decimals):
            return True
    return False


def _is_preliminary(seen: Scene, data: Data) -> bool:
    status = seen.raw.status[0, seen.periods.index(seen.newest)]
    origin = data.origin(seen.indicator.id, seen.selection.as_of)
    return status == STATUS_CODE[Status.PRELIMINARY] or Status.PRELIMINARY in origin.marks


def _is_late(seen: Scene, today: date) -> bool:
    """Whether the period after the newest that any place has should have been published by now."""
    open_tables = any(not query.final for query in seen.indicator.queries)
    held = np.flatnonzero(~np.isnan(seen.raw.values).all(axis=0))
    if not open_tables or not held.size:
        return False
    awaited = periods.shift(seen.periods[held[-1]], 1)
    return schedule.window(seen.indicator, awaited)[1] < today
