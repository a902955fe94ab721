"""Tables that people have on disk (CSV, Excel, PX) as one kind of grid: numbered rows below a header that is sought.

Texts stay texts ("<5", "..", "01110"): what they mean is for the source to say.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from loaders.formats import flatsheet, pxfile
from loaders.formats.delimited import decoded, delimiter_of
from loaders.formats.flatsheet import HEADER_ROWS, Cell, Row
from loaders.ground.errors import SourceChanged
from loaders.ground.raw import Raw


@dataclass(frozen=True, slots=True)
class Grid:
    """One table. header: its column names as written. rows: below it, with their numbers in the file (from 1).

    repaired: a Swedish remark if its text had been encoded twice, else empty.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    repaired: str = ""


def read(raw: Raw, columns: Iterable[str], *, least: int = 3) -> Grid:
    """The table in a file: CSV in any usual encoding and delimiter, a workbook's first sheet, or PX.

    columns: patterns for whole header cells; the header is the row among the first fifty in which most of them are
    found, at least ``least``. SourceChanged for HTML, an unknown format, or no header; SourceError for a damaged file.
    """
    found_rows, repaired = _rows(raw)
    rows = iter(found_rows)
    first = list(islice(rows, HEADER_ROWS))
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in columns]
    found = [_fitting(row, patterns) for row in first]
    if not found or max(found) < least:
        begins = "; ".join(" | ".join(str(cell) for cell in row.cells[:8] if cell is not None) for row in first[:4])
        raise SourceChanged(
            f"{raw.name}: no row among the first {HEADER_ROWS} names the columns that are needed. It begins: {begins}. "
            "Give a mapping of the columns, or name them in the file."
        )
    at = found.index(max(found))
    header = tuple("" if cell is None else " ".join(str(cell).split()) for cell in first[at].cells)
    below = (row for row in chain(first[at + 1 :], rows) if any(cell not in (None, "") for cell in row.cells))
    return Grid(raw.name, header, tuple(below), repaired)


def column(grid: Grid, patterns: Mapping[str, str], name: str) -> int | None:
    """Position of the one column a pattern fits, None if none does. SourceChanged if several do."""
    fitting = [at for at, text in enumerate(grid.header) if re.fullmatch(patterns[name], text, re.IGNORECASE)]
    if len(fitting) > 1:
        shown = ", ".join(grid.header[at] for at in fitting)
        raise SourceChanged(f"{grid.name}: several columns may be {name}: {shown}. Give a mapping of the columns.")
    return fitting[0] if fitting else None


def _fitting(row: Row, patterns: list[re.Pattern[str]]) -> int:
    texts = [" ".join(cell.split()) for cell in row.cells if isinstance(cell, str)]
    return sum(any(pattern.fullmatch(text) for text in texts) for pattern in patterns)


def _rows(raw: Raw) -> tuple[Iterator[Row], str]:
    """All rows, and a remark if the text had been encoded twice."""
    if raw.body[:2] == b"PK":
        return _of_workbook(raw), ""
    if pxfile.is_px(raw.body):
        return (Row(number, cells) for number, cells in enumerate(pxfile.rows(raw.body, raw.name), 1)), ""
    found = decoded(raw.body, raw.name)
    return _of_text(found.text, raw.name), found.repaired


def _of_workbook(raw: Raw) -> Iterator[Row]:
    with raw.as_file() as path:
        yield from flatsheet.all_rows(path)


def _of_text(text: str, name: str) -> Iterator[Row]:
    sample = [line for line in text.splitlines()[:HEADER_ROWS] if line.strip()]
    reader = csv.reader(io.StringIO(text), delimiter=delimiter_of(sample))
    try:
        for cells in reader:
            if not cells or cells[0].lstrip().startswith("#"):
                continue
            yield Row(reader.line_num, tuple(cell.strip() or None for cell in cells))
    except csv.Error as error:
        raise SourceChanged(f"{name}, line {reader.line_num}: not readable as CSV ({error})") from error


def whole_number(cell: Cell) -> str:
    """A cell as text: numbers without decimals, texts without spaces around them, nothing as ""."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
