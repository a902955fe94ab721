"""What a number in a workbook shows where its format says more than the number: ``1.000``, ``01110``, thousands."""

import re
from decimal import ROUND_HALF_UP, Decimal

from loaders.formats.flatsheet import Cell, Styled, plain_cell
from loaders.formats.shown_cells import LONGEST_FORMAT, MOST_SHOWN, SCALED, codes_of

_FIXED = re.compile(r"(?:#,##)?(#*0*)(?:\.(0+))?")


def as_shown(cell: Styled) -> Cell:
    """The cell as values are read elsewhere, but a number as the text it shows where its format decides the digits.

    Decimals and leading noughts are shown as the format has them, with a point and nothing between thousands: 1 in
    ``0.000`` is ``1.000``, 1110 in ``00000`` is ``01110``. A number shown in thousands or millions becomes a text that
    says so, which no reader takes for a number.
    """
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < MOST_SHOWN:
        return plain_cell(value)
    codes = codes_of(cell.number_format[:LONGEST_FORMAT].partition(";")[0]).strip()
    if SCALED.search(codes):
        return f"{value:.10g}, som formatet {cell.number_format} visar i tusental eller miljoner"
    found = _FIXED.fullmatch(codes)
    decimals, least = (len(found[2] or ""), found[1].count("0")) if found else (0, 0)
    if not decimals and least < 2:
        return value
    rounded = abs(Decimal(repr(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, point, rest = f"{rounded:f}".partition(".")
    return f"{'-' if value < 0 else ''}{whole.zfill(least)}{point}{rest}"
