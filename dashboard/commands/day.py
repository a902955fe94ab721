"""The one clock of the commands: which day it is, and the moment something is published."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, date, datetime, time

from loaders.ground import clock

today_of: ContextVar[Callable[[], date]] = ContextVar("day of the commands", default=clock.today)
"""Where the commands learn which day it is in Sweden."""
NOON = time(12)


def today() -> date:
    """The day in Sweden."""
    return today_of.get()()


def moment() -> datetime:
    """Now, in UTC and whole seconds; noon of the day where the commands are told another than today's."""
    now, day = datetime.now(UTC).replace(microsecond=0), today()
    return now if clock.day_in_sweden(now) == day else datetime.combine(day, NOON, UTC)
