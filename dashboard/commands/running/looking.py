"""When publishers are asked next, and how long a part waits after it has failed. Pure: moments come in, moments go out.

Statistics Sweden publishes at 08:00, others at 09:00 and 09:30. While something may be out that is not here, it is
asked for often in the half hour after each, and seldom at other times; else once a day. Only the tables that may have
come are asked for, with a call each where nothing has.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from loaders.ground.clock import STOCKHOLM, utc

HOURS = (time(8), time(9), time(9, 30))
WINDOW = timedelta(minutes=30)
AFTER = timedelta(seconds=20)
"""Nobody asks at the stroke of the hour: everybody does."""
RARER = 15
"""How many times as long between looks outside those half hours."""
VERIFY_WEEKDAY, VERIFY_HOUR = 6, time(3, 10)


def next_look(now: datetime, *, is_awaiting: bool, ask_seconds: float) -> datetime:
    """When to look next, in UTC. ask_seconds: between looks while something is likely to come."""
    begins = tuple(_begins(now))
    if not is_awaiting:
        tomorrow = now.astimezone(STOCKHOLM).date() + timedelta(days=1)
        return min(one for one in begins if one.astimezone(STOCKHOLM).date() >= tomorrow)
    is_likely = any(one - AFTER <= now <= one + WINDOW for one in begins)
    then = now + timedelta(seconds=ask_seconds if is_likely else ask_seconds * RARER)
    return min(then, min(one for one in begins if one > now))


def next_verify(now: datetime) -> datetime:
    """The next night from Saturday to Sunday, in UTC, when all that is kept is read."""
    here = now.astimezone(STOCKHOLM)
    day = here.date() + timedelta(days=(VERIFY_WEEKDAY - here.weekday()) % 7)
    moment = datetime.combine(day, VERIFY_HOUR, STOCKHOLM)
    return utc(moment if moment > here else datetime.combine(day + timedelta(days=7), VERIFY_HOUR, STOCKHOLM))


def pause_seconds(fails: int, first: float, longest: float) -> float:
    """How long to wait before something that has failed so many times in a row: doubled each time, within a bound."""
    return min(first * 2 ** min(max(fails - 1, 0), 30), longest)


def _begins(now: datetime) -> Iterator[datetime]:
    """The hours of publication of yesterday, today and the two days after it, in order."""
    today = now.astimezone(STOCKHOLM).date()
    for days in range(-1, 3):
        for hour in HOURS:
            yield utc(datetime.combine(today + timedelta(days=days), hour, STOCKHOLM)) + AFTER
