"""When the simulated publisher publishes what.

The rules follow SCB's habits of 2026 (BAS at the end of the second month after, population around the 9th,
regional accounts in December) and the few dates known from public notes. All times are 08:00 in Stockholm.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from loaders.demo.noise import seed_of, uniform
from loaders.demo.shapes import Publication, month_number

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LAST_MONTH = month_number(2030, 12)
LAST_YEAR = 2029
FULL_REVISION = date(2026, 5, 28)

_BAS_KNOWN = {
    month_number(2026, 3): FULL_REVISION,
    month_number(2026, 6): date(2026, 8, 28),
    month_number(2026, 7): date(2026, 9, 29),
    month_number(2026, 8): date(2026, 10, 29),
    month_number(2026, 9): date(2026, 11, 30),
}
_INDUSTRY_KNOWN = {**_BAS_KNOWN, month_number(2026, 8): date(2026, 10, 27)}


def published_at(day: date) -> datetime:
    """08:00 Swedish time on a day, in UTC: 06:00Z in summer, 07:00Z in winter."""
    return datetime.combine(day, time(8), STOCKHOLM).astimezone(UTC)


def stamp(moment: datetime) -> str:
    """`2026-08-28T06:00:00Z`, as `updated` is written."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _weekday_from(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _month_after(number: int, months: int, day: int) -> date:
    later = number + months
    return date(later // 12, later % 12 + 1, day)


@lru_cache(maxsize=8)
def _end_of_second_month(name: str, first: int) -> tuple[Publication, ...]:
    known: Mapping[int, date] = _BAS_KNOWN if name == "TAB6260" else _INDUSTRY_KNOWN
    release = []
    for number in range(first, LAST_MONTH + 1):
        day_of_month = 24 + int(uniform(seed_of(name), number)[0] * 4)
        day = known.get(number, _weekday_from(_month_after(number, 2, min(day_of_month, 26))))
        release.append(Publication(day, first, number))
    return tuple(release)


def labour_market(today: date) -> list[Publication]:
    """TAB6260: month M at the end of M+2."""
    return [p for p in _end_of_second_month("TAB6260", month_number(2020, 1)) if p.day <= today]


def labour_by_industry(today: date) -> list[Publication]:
    """TAB3784: month M at the end of M+2, not always the same day as TAB6260."""
    return [p for p in _end_of_second_month("TAB3784", month_number(2020, 1)) if p.day <= today]


@lru_cache(maxsize=4)
def _population_months(first: int, last: int) -> tuple[Publication, ...]:
    return tuple(
        Publication(_weekday_from(_month_after(number, 2, 8)), first, number) for number in range(first, last + 1)
    )


def population_monthly(today: date) -> list[Publication]:
    """TAB6473 and TAB6471: month M on the first weekday from the 8th of M+2."""
    return [p for p in _population_months(month_number(2025, 1), LAST_MONTH) if p.day <= today]


def population_before_2025(today: date) -> list[Publication]:
    """TAB1625: the same rhythm, and then nothing after December 2024."""
    return [p for p in _population_months(month_number(2000, 1), month_number(2024, 12)) if p.day <= today]


VINTAGES = {2021: date(2021, 6, 3), 2022: date(2022, 5, 25), 2024: date(2024, 6, 11)}
LAST_PROJECTED_YEAR = 2070


def projections(today: date) -> list[Publication]:
    """TAB698: each new projection overwrites the one before."""
    return [
        Publication(day, vintage, LAST_PROJECTED_YEAR, vintage) for vintage, day in VINTAGES.items() if day <= today
    ]


def archived_projection(vintage: int, today: date) -> list[Publication]:
    """A vintage's own archive table: there from the day the next vintage replaced it, dated as it was."""
    newer = [day for other, day in VINTAGES.items() if other > vintage]
    if not newer or min(newer) > today:
        return []
    return [Publication(VINTAGES[vintage], vintage, LAST_PROJECTED_YEAR, vintage)]


def regional_accounts(first_year: int, today: date) -> list[Publication]:
    """TAB3138 and TAB3143: year Y in the second week of December of Y+1."""
    years = range(max(first_year, 2012), LAST_YEAR + 1)
    releases = [Publication(_weekday_from(date(year + 1, 12, 10)), first_year, year) for year in years]
    return [p for p in releases if p.day <= today]


def quarterly(first: int, days: int, last: int, today: date) -> list[Publication]:
    """Quarter after quarter (numbered from year 0), each so many days after its end, on a weekday."""
    releases = []
    for number in range(first, last + 1):
        after = number * 3 + 3
        day = _weekday_from(date(after // 12, after % 12 + 1, 1) + timedelta(days=days - 1))
        releases.append(Publication(day, first, number))
    return [p for p in releases if p.day <= today]


def registers_final(today: date) -> list[Publication]:
    """TAB3204 and TAB1828: year Y, with all before it, at the end of November of Y+1 (2025: 30 November 2026)."""
    releases = [Publication(_weekday_from(date(year + 1, 11, 30)), 2020, year) for year in range(2020, LAST_YEAR)]
    return [p for p in releases if p.day <= today]


def registers_preliminary(today: date) -> list[Publication]:
    """TAB3785: year Y alone, at the end of February of Y+1."""
    releases = [Publication(_weekday_from(date(year + 1, 2, 26)), year, year) for year in range(2020, LAST_YEAR)]
    return [p for p in releases if p.day <= today]
