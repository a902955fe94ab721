"""Numbers as CSV: for Swedish Excel (semicolon, decimal comma, byte order mark), and for programs (names and codes)."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from dashboard.forms.taking.sheets import Heading, Provenance, Sheet, Value, long, of_table, wide
from dashboard.forms.taking.taken import Taken
from dashboard.model import Table
from loaders.export.serialising import FORMULA
from loaders.ground.clock import to_text

BOM = "\ufeff"
_FORMULA = re.compile(FORMULA)


def csv_for_excel(what: Taken) -> bytes:
    """The figure's numbers as a person reads them: a row per period or place, a column per series, the source last.

    Opens in an Excel set to Swedish without any question. Where a way has its numbers as text only, its first table.
    """
    sheet = _sheet_of(what.tables) if what.numbers is None else wide(what.numbers)
    lines = [
        [*(safe(one.title) for one in sheet.headings), "Källa"],
        *(
            [*(_swedish(value, heading) for value, heading in zip(row, sheet.headings, strict=True)), what.source]
            for row in sheet.rows
        ),
    ]
    return (BOM + _written(lines, ";")).encode()


def csv_for_programs(what: Taken) -> bytes:
    """A row per number with codes and names, status, unit and origin: UTF-8, comma, decimal point.

    Where a way has its numbers as text only, those given for programs, else the first table as text, with the same
    origin after it.
    """
    origin = provenance(what)
    if what.numbers is not None:
        sheet = long(what.numbers, origin)
        return csv_of(sheet)
    sheet = what.for_programs or _sheet_of(what.tables)
    told = (origin.table, origin.published, origin.fetched)
    headings = (*sheet.headings, *(Heading(name) for name in ("table", "published", "fetched")))
    return csv_of(Sheet(headings, tuple((*row, *told) for row in sheet.rows)))


def csv_of(sheet: Sheet) -> bytes:
    """A sheet as CSV for programs. Numbers have their decimals, what is lacking is empty."""
    lines = [
        [safe(one.title) for one in sheet.headings],
        *([_plain(value, heading) for value, heading in zip(row, sheet.headings, strict=True)] for row in sheet.rows),
    ]
    return _written(lines, ",").encode()


def provenance(what: Taken) -> Provenance:
    """What every row says of itself."""
    origin = what.origin
    return Provenance(
        indicator=what.indicator,
        unit=what.unit_sv,
        tables=origin.tables,
        published=to_text(origin.published) if origin.is_stated else "",
        fetched=to_text(origin.fetched),
        synthetic=origin.synthetic,
    )


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before one that begins like it."""
    return f"'{text}" if _FORMULA.match(text) else text


def _plain(value: Value, heading: Heading) -> str:
    if isinstance(value, str):
        return safe(value)
    return "" if value is None else f"{value:.{heading.decimals or 0}f}"


def _swedish(value: Value, heading: Heading) -> str:
    plain = _plain(value, heading)
    return plain if isinstance(value, str) else plain.replace(".", ",")


def _written(lines: Iterable[Sequence[str]], delimiter: str) -> str:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return target.getvalue()


def _sheet_of(tables: Sequence[Table]) -> Sheet:
    """The first of some tables of text as a sheet."""
    if not tables:
        return Sheet((Heading("Inga siffror"),), ())
    return of_table(tables[0])
