"""Periods as text: ``2026-05`` (month), ``2026-Q2`` (quarter), ``2026`` (year). They sort as text within a grain."""

import re
from datetime import date

from loaders.errors import SourceChanged, UsageError
from loaders.model import Grain

_FORMS = {
    Grain.MONTH: re.compile(r"(?P<year>\d{4})-(?P<part>0[1-9]|1[0-2])"),
    Grain.QUARTER: re.compile(r"(?P<year>\d{4})-Q(?P<part>[1-4])"),
    Grain.YEAR: re.compile(r"(?P<year>\d{4})"),
}
_SCB_FORMS = {
    Grain.MONTH: re.compile(r"(?P<year>\d{4})M(?P<part>0[1-9]|1[0-2])"),
    Grain.QUARTER: re.compile(r"(?P<year>\d{4})K(?P<part>[1-4])"),
    Grain.YEAR: re.compile(r"(?P<year>\d{4})"),
}
PARTS_PER_YEAR = {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.YEAR: 1}


def grain_of(period: str) -> Grain:
    """Grain of a period text; UsageError if it is none of the three forms."""
    for grain, form in _FORMS.items():
        if form.fullmatch(period):
            return grain
    raise UsageError(
        f"'{period}' is not a period; write 2026-05, 2026-Q2 or 2026",
        f"”{period}” är ingen period. Skriv till exempel 2026-05, 2026-Q2 eller 2026.",
    )


def to_ordinal(period: str) -> int:
    """Running number of a period within its grain (months, quarters or years since year 0)."""
    grain = grain_of(period)
    found = _FORMS[grain].fullmatch(period)
    year, parts = int(found["year"]), PARTS_PER_YEAR[grain]
    return year if parts == 1 else year * parts + int(found["part"]) - 1


def from_ordinal(ordinal: int, grain: Grain) -> str:
    """Inverse of to_ordinal."""
    parts = PARTS_PER_YEAR[grain]
    if parts == 1:
        return f"{ordinal:04d}"
    year, part = divmod(ordinal, parts)
    return f"{year:04d}-{part + 1:02d}" if grain is Grain.MONTH else f"{year:04d}-Q{part + 1}"


def shift(period: str, steps: int) -> str:
    """The period ``steps`` later (earlier if negative) at the same grain."""
    return from_ordinal(to_ordinal(period) + steps, grain_of(period))


def a_year_before(period: str) -> str:
    """The same month, quarter or year one year earlier."""
    return shift(period, -PARTS_PER_YEAR[grain_of(period)])


def span(first: str, last: str) -> tuple[str, ...]:
    """All periods from first to last, both included; empty if last comes before first."""
    grain = grain_of(first)
    return tuple(from_ordinal(n, grain) for n in range(to_ordinal(first), to_ordinal(last) + 1))


def from_scb(code: str, grain: Grain) -> str:
    """SCB's time code (2026M05, 2026K2, 2026) as our period text; SourceChanged if it is of another grain."""
    found = _SCB_FORMS[grain].fullmatch(code)
    if found is None:
        raise SourceChanged(f"time code '{code}' is not a {grain} code of SCB's")
    if grain is Grain.YEAR:
        return code
    return f"{found['year']}-{found['part']}" if grain is Grain.MONTH else f"{found['year']}-Q{found['part']}"


def read(text: str, grain: Grain) -> str:
    """A period of this grain written our way or SCB's, as our period text; SourceChanged if it is neither."""
    return text if _FORMS[grain].fullmatch(text) else from_scb(text, grain)


def last_day(period: str) -> date:
    """The last day of a period, from which publication lag is counted."""
    grain = grain_of(period)
    months = 12 // PARTS_PER_YEAR[grain]
    after = (to_ordinal(period) + 1) * months
    return date.fromordinal(date(after // 12, after % 12 + 1, 1).toordinal() - 1)
