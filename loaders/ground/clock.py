"""Moments: always with a time zone, kept in UTC, and told as days in Sweden."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from loaders.ground.errors import UsageError
from loaders.ground.periods import MONTHS_SV

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def today() -> date:
    """The day in Sweden."""
    return datetime.now(STOCKHOLM).date()


FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Days that people may ask for: with room on both sides for what is reckoned from them."""


def read_day(text: str) -> date:
    """The day a person writes as 2026-05-01; UsageError for anything else, and for years no statistics have."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"'{text}' is no date; write 2026-05-01", f"”{text}” är inget datum. Skriv till exempel 2026-05-01."
        ) from error
    require_year(day.year, text)
    return day


def day_written(value: date | str) -> date | None:
    """The day that a person's file or form says: a date, 2026-12-14, or 14 december 2026; None for what is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = " ".join(value.split()).lower()
    found = _IN_WORDS.fullmatch(text)
    try:
        if found is None:
            return date.fromisoformat(text)
        return date(int(found["year"]), MONTHS_SV.index(found["month"]) + 1, int(found["day"]))
    except ValueError:
        return None


_IN_WORDS = re.compile(r"(?:den )?(?P<day>\d{1,2}) (?P<month>[a-z]{3,9}) (?P<year>\d{4})", re.ASCII)


def require_year(year: int, text: str) -> None:
    """UsageError for a year too far away, which stands in this text."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(
            f"'{text}' is too far away; there are the years {FIRST_YEAR} to {LAST_YEAR}",
            f"”{text}” ligger för långt bort. Välj ett år från {FIRST_YEAR} till {LAST_YEAR}.",
        )


def require_been(day: date, today: date) -> None:
    """UsageError for a day after today, where what is said of it cannot be known yet."""
    if day > today:
        raise UsageError(
            f"{day} has not been yet; write {today} or a day before it",
            f"”{day}” har inte varit än. Skriv {today} eller en tidigare dag.",
        )


def utc(moment: datetime) -> datetime:
    """The same moment in UTC; ValueError without a time zone, since nobody can know which one was meant."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def to_text(moment: datetime) -> str:
    """A moment as ISO 8601 in UTC, such as 2026-06-08T06:00:00Z; ValueError without a time zone."""
    return utc(moment).isoformat().replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Inverse of to_text; ValueError for a text that is no moment with a time zone."""
    return utc(datetime.fromisoformat(text))


def end_of_day(day: date) -> datetime:
    """The moment a day ends in Sweden (24:00 Europe/Stockholm), in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), STOCKHOLM).astimezone(UTC)


def day_in_sweden(moment: datetime) -> date:
    """The first day that ends at the moment or later: 24:00 belongs to the day it ends."""
    return (utc(moment).astimezone(STOCKHOLM) - timedelta(microseconds=1)).date()
