"""Months as people and spreadsheets write them: 2025-03, a month's first or last day, mars 2025, mar-25, 3 and 2025."""

import calendar
import re
import unicodedata

from loaders.formats.flatsheet import Cell
from loaders.ground.periods import MONTHS_SV

CENTURY_TURNS_AT = 70
"""A year of two digits from here on is of the 1900s, below of the 2000s."""
_SHORT = {name[:3]: n for n, name in enumerate(MONTHS_SV, 1)} | {"sept": 9}
_WRITTEN = re.compile(
    r"(?P<year>(?:19|20)\d{2})\s*[-/.M ]?\s*(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d{2})(?:T00:00:00)?)?"
)
_NAMED = re.compile(r"(?P<name>[a-zåäö]{3,9})\.?\s*[-’' ]?\s*(?P<year>(?:(?:19|20)?\d{2})?)", re.IGNORECASE)


def month_of(cell: Cell, year: str = "") -> str:
    """The month a cell names, as ``2026-05``; "" if it names none. year: where the cell has only the month's name.

    A date is a month if it is its first or last day, as spreadsheets make of months.
    """
    if isinstance(cell, bool) or cell is None:
        return ""
    text = plain(cell)
    if found := _WRITTEN.fullmatch(text):
        last = calendar.monthrange(int(found["year"]), int(found["month"]))[1]
        is_month = found["day"] is None or int(found["day"]) in (1, last)
        return f"{found['year']}-{found['month']}" if is_month else ""
    found = _NAMED.fullmatch(text)
    if found is None:
        return ""
    word = found["name"].lower()
    number = MONTHS_SV.index(word) + 1 if word in MONTHS_SV else _SHORT.get(word)
    year = _four_digits(found["year"]) or year
    return f"{year}-{number:02d}" if number and year else ""


def numbered_month(cell: Cell, year: str) -> str:
    """``2025-03`` of 3 and 2025; "" if it is no month's number or the year is unknown."""
    text = plain(cell)
    return f"{year}-{int(text):02d}" if year and re.fullmatch(r"0?[1-9]|1[0-2]", text) else ""


def plain(cell: Cell) -> str:
    """A cell's text with single spaces, whole numbers without decimals."""
    return " ".join(unicodedata.normalize("NFC", f"{cell:g}" if isinstance(cell, float) else str(cell)).split())


def _four_digits(year: str) -> str:
    if len(year) != 2:
        return year
    return f"{19 if int(year) >= CENTURY_TURNS_AT else 20}{year}"
