"""Tables that people have on disk (CSV, Excel, PX) as one kind of grid: numbered rows below a header that is sought.

Texts stay texts ("<5", "..", "01110"): what they mean is for the source to say.
"""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from loaders.formats import flatsheet, pxfile
from loaders.formats.bounds import DOWNLOADED, Bounds
from loaders.formats.delimited import DELIMITERS, decoded, lines_of
from loaders.formats.flatsheet import HEADER_ROWS, Cell, Row
from loaders.formats.shown_numbers import as_shown
from loaders.ground.errors import BeyondBounds, SourceChanged
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
    bounds: Bounds = DOWNLOADED


def read(raw: Raw, columns: Iterable[str], *, least: int = 3, bounds: Bounds = DOWNLOADED) -> Grid:
    """The table in a file: CSV in any usual encoding and delimiter, a workbook's first sheet, or PX.

    columns: patterns for whole header cells; the header is the row among the first fifty in which most of them are
    found, at least ``least``, and the delimiter of a text the one under which it is found. SourceChanged for HTML, an
    unknown format, no header, or more than the bounds; SourceError for a damaged file.
    """
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in columns]
    found_rows, repaired = _rows(raw, patterns, bounds)
    rows = iter(found_rows)
    first = list(islice(rows, HEADER_ROWS))
    at, fitting = _header(first, patterns)
    if fitting < least:
        begins = "; ".join(" | ".join(str(cell) for cell in row.cells[:8] if cell is not None) for row in first[:4])
        raise SourceChanged(
            f"{raw.name}: no row among the first {HEADER_ROWS} names the columns that are needed. It begins: {begins}. "
            "Give a mapping of the columns, or name them in the file."
        )
    header = tuple(" ".join(whole_number(cell).split()) for cell in first[at].cells)
    below = (row for row in chain(first[at + 1 :], rows) if any(cell not in (None, "") for cell in row.cells))
    return Grid(raw.name, header, tuple(below), repaired, bounds)


def column(grid: Grid, patterns: Mapping[str, str], name: str) -> int | None:
    """Position of the one column a pattern fits, None if none does. SourceChanged if several do."""
    fitting = [at for at, text in enumerate(grid.header) if re.fullmatch(patterns[name], text, re.IGNORECASE)]
    if len(fitting) > 1:
        shown = ", ".join(grid.header[at] for at in fitting)
        raise SourceChanged(f"{grid.name}: several columns may be {name}: {shown}. Give a mapping of the columns.")
    return fitting[0] if fitting else None


def year_columns(grid: Grid, words: str, taken: Collection[int]) -> dict[int, str]:
    """Year by position of the columns with a year of their own: headed ``2023``, or with words and a year.

    words: pattern of what may stand beside the year. taken: positions of columns that are something else. SourceChanged
    where two columns are of one year, as where men and women have theirs.
    """
    found: dict[int, str] = {}
    for at, heading in enumerate(grid.header):
        bare = re.sub(r"sni[ _-]?20(07|25)", "", heading, flags=re.IGNORECASE)
        years = re.findall(r"(?<!\d)(?:19|20|21)\d\d(?!\d)", bare)
        beside = re.sub(r"[\d\s,;:()–-]+", " ", bare).strip()
        if at in taken or len(years) != 1 or not re.fullmatch(rf"(?:{words}|prel\w*\.?)?", beside, re.IGNORECASE):
            continue
        if years[0] in found.values():
            both = ", ".join(text for text in grid.header if years[0] in text)
            raise SourceChanged(
                f"{grid.name}: several columns are of {years[0]}: {both}. Keep one for each year, without other "
                "breakdowns, such as sex."
            )
        found[at] = years[0]
    return found


def one_row_per_year(grid: Grid, years: Mapping[int, str]) -> Grid:
    """The same table with a row for each year: the other columns as they are, then the year and what its column held.

    A row that ends before the last of the columns stays short, for the reader of rows to refuse.
    """
    kept = [at for at in range(len(grid.header)) if at not in years]
    if len(grid.rows) * len(years) * (len(kept) + 2) > grid.bounds.cells:
        raise BeyondBounds(
            f"{grid.name}: a row for each of {len(years)} years would be more than {grid.bounds.cells} cells. Keep the "
            "columns that are needed.",
            f"{grid.name}: en rad för vart och ett av {len(years)} år blir mer än {grid.bounds.cells} celler. "
            "Behåll bara de kolumner som behövs.",
        )
    header = (*(grid.header[at] for at in kept), *[", ".join(grid.header[at] for at in years)] * 2)
    laid: list[Row] = []
    for row in grid.rows:
        cells = tuple(row.cells[at] for at in kept if at < len(row.cells))
        whole = len(row.cells) > max(years)
        laid += [Row(row.number, (*cells, year, row.cells[at])) for at, year in years.items()] if whole else ()
        laid += () if whole else [Row(row.number, cells)]
    return Grid(grid.name, header, tuple(laid), grid.repaired, grid.bounds)


def _header(first: Sequence[Row], patterns: Sequence[re.Pattern[str]]) -> tuple[int, int]:
    """Which row is the likeliest header, and how many of the columns it names: (0, 0) where none does.

    As many patterns as cells count, so that one cell of a title that fits many is one; of equals the one that more
    cells fit, then the first.
    """
    best, best_fit = 0, (0, 0)
    for at, row in enumerate(first):
        texts = [" ".join(whole_number(cell).split()) for cell in row.cells]
        fitting = [{n for n, pattern in enumerate(patterns) if pattern.fullmatch(text)} for text in texts]
        cells = sum(bool(one) for one in fitting)
        fit = (min(len(set().union(*fitting)), cells), cells)
        if fit > best_fit:
            best, best_fit = at, fit
    return best, best_fit[0]


def _rows(raw: Raw, patterns: Sequence[re.Pattern[str]], bounds: Bounds) -> tuple[Iterator[Row], str]:
    """All rows, and a remark if the text had been encoded twice."""
    if raw.body[:2] == b"PK":
        return _of_workbook(raw, bounds), ""
    if pxfile.is_px(raw.body):
        return pxfile.rows(raw.body, raw.name, bounds.cells), ""
    found = decoded(raw.body, raw.name)
    delimiter = max(DELIMITERS, key=lambda sign: _fitness(found.text, raw.name, sign, patterns, bounds))
    return text_rows(found.text, raw.name, delimiter, bounds), found.repaired


def _fitness(
    text: str, name: str, delimiter: str, patterns: Sequence[re.Pattern[str]], bounds: Bounds
) -> tuple[bool, int, int]:
    """How well a delimiter fits a text: whether rows below the header are as wide, what it names, and how many."""
    try:
        first = list(islice(text_rows(text, name, delimiter, bounds), HEADER_ROWS))
    except BeyondBounds:
        raise
    except SourceChanged:
        return (False, -1, 0)  # read again, and told of, only where no other fits better
    at, named = _header(first, patterns)
    width = len(first[at].cells) if first else 0
    as_wide = sum(len(row.cells) >= width > 1 for row in first[at + 1 :])
    return (as_wide > 0, named, as_wide)


def _of_workbook(raw: Raw, bounds: Bounds) -> Iterator[Row]:
    with raw.as_file() as path:
        for number, cells in flatsheet.styled_rows(path, bounds):
            yield Row(number, tuple(map(as_shown, cells)))


def text_rows(text: str, name: str, delimiter: str, bounds: Bounds) -> Iterator[Row]:
    """Rows of delimited text with their lines, remarks left out. BeyondBounds; SourceChanged for what is no CSV."""
    reader = csv.reader(lines_of(text), delimiter=delimiter)
    count = 0
    try:
        for number, cells in enumerate(reader, 1):
            count += len(cells)
            _check_count(len(cells), bounds.columns, "columns", "kolumner", name, reader.line_num)
            _check_count(number, bounds.rows, "rows", "rader", name, reader.line_num)
            _check_count(count, bounds.cells, "cells", "celler", name, reader.line_num)
            if not cells or cells[0].lstrip().startswith("#"):
                continue
            yield Row(reader.line_num, tuple(cell.strip() or None for cell in cells))
    except csv.Error as error:
        raise SourceChanged(f"{name}, line {reader.line_num}: not readable as CSV ({error})") from error


def _check_count(count: int, most: int, what: str, what_sv: str, name: str, line: int) -> None:
    if count > most:
        raise BeyondBounds(
            f"{name}, line {line}: more than {most} {what}. Keep what is needed, and save it anew.",
            f"{name}, rad {line}: mer än {most} {what_sv}. Behåll det som behövs och spara om filen.",
        )


def whole_number(cell: Cell) -> str:
    """A cell as text: numbers without decimals, texts without spaces around them, nothing as ""."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
