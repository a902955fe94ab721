"""What a cell of a person's workbook shows, where Excel keeps something else: per cent, and periods made into dates."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from loaders.formats.flatsheet import Cell, Styled

_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
"""Parts of a number format that are no code: texts in quotation marks, escaped signs, widths, colours, conditions."""
SCALED = re.compile(r"[0#?],+(?![0#?,])")
"""Commas in the codes of a number format that show thousands or millions."""
LONGEST_FORMAT = 255
LARGEST_NUMBER = 1e100
MOST_SHOWN = 1e15
"""Excel shows no more than fifteen digits."""


class NotAsShown(ValueError):
    """A cell shows something else than it holds, and what is meant cannot be told. In English and in Swedish."""

    def __init__(self, english: str, swedish: str) -> None:
        super().__init__(english)
        self.swedish = swedish


def period_shown(cell: Styled) -> Cell:
    """A period: a date as the month it shows, or the year where its format shows nothing else.

    NotAsShown for a day that is not the first of its month, and a format that shows no year.
    """
    if not isinstance(cell.value, date):
        return value_shown(cell)
    codes = codes_of(_sections(cell.number_format)[0]).lower().replace("å", "y")
    day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
    whole = any(sign in codes for sign in "hs") or ("d" in codes and day.day != 1)
    if whole or "y" not in codes:
        raise NotAsShown(
            f"it is the date {day}, and a period is a year, quarter or month; write '2026-05 as text",
            f"den är ett datum, {day}. Formatera cellen som text och skriv perioden, till exempel 2026-05.",
        )
    return f"{day:%Y-%m}" if "m" in codes else f"{day:%Y}"


def day_shown(cell: Styled) -> Cell:
    """A day: a date as ISO 8601 text."""
    return cell.value.isoformat() if isinstance(cell.value, date) else value_shown(cell)


def value_shown(cell: Styled) -> Cell:
    """A number or a text; a number in a per cent format as the text it shows, such as ``25 %`` or ``+2,5 %``.

    NotAsShown for dates and times, for errors such as #DIV/0!, and for formats that show thousands or millions.
    """
    value = cell.value
    if cell.is_error:
        raise NotAsShown(f"it holds the error {value}", f"den har felet {value}. Rätta formeln eller skriv talet.")
    if isinstance(value, date | time | timedelta):
        raise NotAsShown(
            f"it is the date or time {value}, which Excel may have made of what was written; write it as text",
            f"den är datumet eller tiden {value}, som Excel kan ha gjort av det som skrevs. Formatera cellen som text.",
        )
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value if value is None or isinstance(value, str | bool) else str(value)
    if not abs(value) < LARGEST_NUMBER:
        raise NotAsShown("its number is too large", "talet är för stort. Skriv det med färre siffror.")
    sections = _sections(cell.number_format)
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    codes = codes_of(section)
    if SCALED.search(codes):
        raise NotAsShown(
            f"its number format {cell.number_format!r} shows {value:.10g} in thousands or millions; write it whole",
            f"talformatet visar {value:.10g} i tusental eller miljoner. Ta bort formatet och skriv talet som det är.",
        )
    if "%" not in section or not abs(value) < MOST_SHOWN:
        return value
    decimals = len(found[1]) if (found := re.search(r"\.([0#?]{1,9})", codes)) else 0
    exact = Decimal(repr(value)) * 100 ** min(codes.count("%"), 2)
    rounded = abs(exact).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    sign = "\u2212" if value < 0 else "+" if "+" in section and value > 0 else ""
    return f"{sign}{rounded:f} %".replace(".", ",")


def _sections(number_format: str) -> list[str]:
    """The parts of a number format: for numbers above nought, below, nought, and texts; at least one."""
    sections = [""]
    for part in re.findall(r'"[^"]*"|\\.|;|[^";\\]+|["\\]', number_format[:LONGEST_FORMAT]):
        if part == ";":
            sections.append("")
        else:
            sections[-1] += part
    return sections


def codes_of(section: str) -> str:
    """A number format, or one of its sections, without what it shows as written."""
    return _LITERAL.sub("", section)
