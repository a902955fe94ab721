"""Periods: ``2026-05`` (month), ``2026-Q2`` (quarter), ``2026`` (year)."""

import re
from datetime import date, timedelta
from functools import lru_cache

from loaders.ground.enums import Grain
from loaders.ground.errors import SourceChanged, UsageError

_FORMS = {
    Grain.MONTH: re.compile(r"(?P<year>\d{4})-(?P<part>0[1-9]|1[0-2])", re.ASCII),
    Grain.QUARTER: re.compile(r"(?P<year>\d{4})-Q(?P<part>[1-4])", re.ASCII),
    Grain.YEAR: re.compile(r"(?P<year>\d{4})(?P<part>)", re.ASCII),
}
_SCB_FORMS = {
    Grain.MONTH: re.compile(r"(?P<year>\d{4})M(?P<part>0[1-9]|1[0-2])", re.ASCII),
    Grain.QUARTER: re.compile(r"(?P<year>\d{4})K(?P<part>[1-4])", re.ASCII),
    Grain.YEAR: re.compile(r"(?P<year>\d{4})(?P<part>)", re.ASCII),
}
MONTHS_SV = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
PARTS_PER_YEAR = {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.YEAR: 1}


class Period(str):
    """A month, quarter or year: its text, which knows what it says.

    It compares, hashes and is written (JSON, Arrow, pickle) as that text, and sorts as text within a grain.
    part: the month 1–12 or quarter 1–4; a year has the one part 1.
    """

    __slots__ = ("grain", "part", "year")

    grain: Grain
    year: int
    part: int

    def __new__(cls, text: str) -> "Period":
        """The period of this text; UsageError if it has none of the three forms."""
        return text if isinstance(text, Period) else _period(text)

    def __reduce__(self) -> tuple[type["Period"], tuple[str]]:
        return Period, (str(self),)

    @classmethod
    def of(cls, year: int, part: int, grain: Grain) -> "Period":
        """The period that is this part (month or quarter from 1; 1 for a year) of the year."""
        return _at(year, part, grain)

    @classmethod
    def from_ordinal(cls, ordinal: int, grain: Grain) -> "Period":
        """Inverse of ``ordinal``."""
        year, part = divmod(ordinal, PARTS_PER_YEAR[grain])
        return cls.of(year, part + 1, grain)

    @property
    def ordinal(self) -> int:
        """Running number within its grain: months, quarters or years since year 0."""
        return self.year * PARTS_PER_YEAR[self.grain] + self.part - 1

    def shift(self, steps: int) -> "Period":
        """The period ``steps`` later (earlier if negative) at the same grain."""
        return Period.from_ordinal(self.ordinal + steps, self.grain)

    def back(self, years: int = 1) -> "Period":
        """The same month, quarter or year some years earlier."""
        return Period.of(self.year - years, self.part, self.grain)

    def within(self, grain: Grain) -> "Period":
        """The period of a longer grain (or the same) that it lies in: 2026-05 is within 2026-Q2 and 2026."""
        parts, own_parts = PARTS_PER_YEAR[grain], PARTS_PER_YEAR[self.grain]
        if parts > own_parts:
            raise ValueError(f"{self} is a {self.grain} and lies in no {grain}")
        return Period.of(self.year, (self.part - 1) * parts // own_parts + 1, grain)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, (self.part - 1) * 12 // PARTS_PER_YEAR[self.grain] + 1, 1)

    @property
    def last_day(self) -> date:
        """Its last day, from which publication lag is counted."""
        return self.shift(1).first_day - timedelta(days=1)


@lru_cache(maxsize=8192)  # all the store's, and a bound on what visitors ask for
def _period(text: str) -> Period:
    for grain, form in _FORMS.items():
        if match := form.fullmatch(text):
            period = str.__new__(Period, text)
            period.grain, period.year, period.part = grain, int(match["year"]), int(match["part"] or 1)
            return period
    raise UsageError(
        f"'{text}' is not a period; write 2026-05, 2026-Q2 or 2026",
        f"”{text}” är ingen period. Skriv till exempel 2026-05, 2026-Q2 eller 2026.",
    )


@lru_cache(maxsize=8192)
def _at(year: int, part: int, grain: Grain) -> Period:
    if grain is Grain.YEAR:
        return Period(f"{year:04d}")
    return Period(f"{year:04d}-{part:02d}" if grain is Grain.MONTH else f"{year:04d}-Q{part}")


def span(first: str, last: str) -> tuple[Period, ...]:
    """All periods from first to last, both included; empty if last comes before first."""
    start, end = Period(first), Period(last)
    return tuple(Period.from_ordinal(n, start.grain) for n in range(start.ordinal, end.ordinal + 1))


def from_scb(code: str, grain: Grain) -> Period:
    """SCB's time code (2026M05, 2026K2, 2026) as our period; SourceChanged if it is of another grain."""
    match = _SCB_FORMS[grain].fullmatch(code)
    if match is None:
        raise SourceChanged(f"time code '{code}' is not a {grain} code of SCB's")
    return Period.of(int(match["year"]), int(match["part"] or 1), grain)


def read(text: str, grain: Grain) -> Period:
    """A period of this grain written our way or SCB's; SourceChanged if it is neither."""
    return Period(text) if _FORMS[grain].fullmatch(text) else from_scb(text, grain)
