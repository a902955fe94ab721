"""Stream the rows of a flat worksheet: one header row somewhere near the top, data below it.

Texts stay texts ("<5", "-", "..", "01"): what they mean is for the source's loader to say. openpyxl reads the cells,
in its read-only mode; sizes, document types and the ZIP are checked first (loaders/formats/workbook.py).
"""

import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from loaders.formats.bounds import DOWNLOADED, WRITTEN, Bounds, check_workbook
from loaders.formats.workbook import STRICT_NAMESPACE, Package, damage_named, opened, prolog
from loaders.ground.errors import SourceChanged

HEADER_ROWS = 50
"""The header is looked for in the first rows only."""
GRID_ROWS = 20_000
"""Rows of a sheet that `grids` holds in memory."""
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, SyntaxError, OSError)
"""What openpyxl and its XML parsers raise on parts out of shape, such as a cell whose shared text is not there."""
MAX_SHARED_TEXT_BYTES = 256 * 1024**2
"""Declared size of the table of shared texts, which is held in memory."""

Cell = str | float | int | bool | None


class Sheet(Protocol):
    """What is used of openpyxl's read-only worksheet, whose stubs say that it has no rows."""

    @property
    def title(self) -> str:
        """Its name."""

    def iter_rows(self, *, max_row: int | None = None, values_only: bool = False) -> Iterator[tuple[object, ...]]:
        """Its rows from the first on, as values."""

    def reset_dimensions(self) -> None:
        """Forget what the sheet says of its own size."""


class Row(NamedTuple):
    """A data row: its number in the sheet (from 1) and the wanted cells, in the order of the wanted columns."""

    number: int
    cells: tuple[Cell, ...]


class Styled(NamedTuple):
    """A cell with what decides how it is shown. value: as openpyxl gives it, with dates as such. is_error: #N/A…"""

    value: object
    number_format: str = "General"
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A worksheet as `doctor` shows it: its name and its first rows, as text, without empty cells."""

    name: str
    first_rows: tuple[tuple[str, ...], ...]


def sheets(path: Path, *, rows: int = 10) -> tuple[SheetInfo, ...]:
    """All worksheets with their first rows. Errors as `read_rows`."""
    with _book(path) as book:
        return tuple(SheetInfo(sheet.title, tuple(_shown(sheet, rows))) for sheet in _worksheets(book))


class Grid(NamedTuple):
    """A whole worksheet in memory: its name and its rows from row 1 on, each of its own length."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def grids(path: Path) -> Iterator[Grid]:
    """All worksheets whole, for small workbooks laid out for people. Errors as `read_rows`; SourceChanged for a
    sheet of more than GRID_ROWS rows, or a workbook out of bounds."""
    with _book(path, DOWNLOADED) as book:
        for sheet in _worksheets(book):
            rows: list[tuple[Cell, ...]] = []
            for cells in sheet.iter_rows(values_only=True):
                if len(rows) >= GRID_ROWS:
                    raise SourceChanged(f"{Path(path).name}, sheet {sheet.title}: more than {GRID_ROWS} rows")
                rows.append(tuple(plain_cell(cell) for cell in cells))
            yield Grid(sheet.title, tuple(rows))


def read_rows(path: Path, columns: Mapping[str, str] | Sequence[str], *, sheet: str | None = None) -> Iterator[Row]:
    """Rows below the header of one sheet, in file order, wholly empty ones left out.

    `sheet` is a pattern that must match exactly one sheet's whole name; None takes the first sheet. `columns` are
    patterns for whole header cells (a mapping's values, else the texts themselves, taken literally); the header is
    the first row in which every one matches exactly one cell. Patterns and headers are compared without regard to
    case and to runs of white space. Cells are text, numbers, booleans or None; dates come as ISO 8601 text.

    Raises SourceChanged where the file is no workbook, or sheet or header are not found exactly once (the message
    lists what is there); SourceError where the file is damaged.
    """
    wanted = dict(columns) if isinstance(columns, Mapping) else {name: re.escape(_plain(name)) for name in columns}
    patterns = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in wanted.items()}
    with _book(path) as book:
        chosen = _chosen(_worksheets(book), sheet, Path(path).name)
        positions: tuple[int, ...] | None = None
        for number, cells in enumerate(chosen.iter_rows(values_only=True), 1):
            if positions is None:
                positions = _header(cells, patterns)
                if positions is None and number >= HEADER_ROWS:
                    break
                continue
            if any(cell is not None for cell in cells):
                yield Row(number, tuple(plain_cell(cells[at]) if at < len(cells) else None for at in positions))
        if positions is None:
            raise SourceChanged(
                f"{Path(path).name}, sheet {chosen.title}: no row among the first {HEADER_ROWS} has exactly one column "
                f"for each of {', '.join(wanted)}. It begins: {_beginning(chosen)}. Compare with the declaration."
            )


def all_rows(path: Path, *, sheet: str | None = None, bounds: Bounds = DOWNLOADED) -> Iterator[Row]:
    """Every row of one sheet with all its cells, in file order: for readers that seek their own header.

    Errors as `read_rows`; BeyondBounds for a workbook out of bounds.
    """
    with _book(path, bounds) as book:
        for number, cells in enumerate(
            _chosen(_worksheets(book), sheet, Path(path).name).iter_rows(values_only=True), 1
        ):
            yield Row(number, tuple(map(plain_cell, cells)))


def styled_rows(path: Path, bounds: Bounds = WRITTEN) -> Iterator[tuple[int, tuple[Styled, ...]]]:
    """Every row of the first sheet with its number, for readers that go by what is shown.

    Errors as `read_rows`; BeyondBounds for a workbook out of bounds, which are those of what people write if not said.
    """
    with _book(path, bounds) as book:
        for number, cells in enumerate(_chosen(_worksheets(book), None, Path(path).name).iter_rows(), 1):
            found: tuple[Any, ...] = cells
            yield number, tuple(Styled(one.value, one.number_format, one.data_type == "e") for one in found)


def formulas(path: Path, bounds: Bounds = WRITTEN) -> frozenset[tuple[int, int]]:
    """Row (from 1) and column (from 0) of each cell of the first sheet that holds a formula. Errors as `styled_rows`.

    A formula that no program has reckoned since it was written has no value, and looks like an empty cell elsewhere.
    """
    with _book(path, bounds, reckoned=False) as book:
        return frozenset(
            (number, at)
            for number, cells in enumerate(_chosen(_worksheets(book), None, Path(path).name).iter_rows(), 1)
            for at, cell in enumerate(cells)
            if getattr(cell, "data_type", "") == "f"
        )


@contextmanager
def _book(path: Path, bounds: Bounds | None = None, *, reckoned: bool = True) -> Iterator[Workbook]:
    """A workbook whose sheets are within the bounds; one that is streamed has none, but of its other parts.

    reckoned: cells with a formula hold its value, else the formula.
    """
    with opened(path) as package:
        _check_parts(package)
        check_workbook(package, bounds or DOWNLOADED, sheets=bounds is not None)
    with Path(path).open("rb") as stream:  # whatever the file is called: openpyxl goes by the name of a path
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # openpyxl's remarks on styles and extensions it leaves out
            try:
                book = load_workbook(stream, read_only=True, data_only=reckoned, keep_links=False)
            except _UNREADABLE as error:
                raise SourceChanged(f"{Path(path).name} has no readable list of sheets ({error}).") from error
        try:
            with damage_named(Path(path)):
                yield book
        except _UNREADABLE as error:
            raise SourceChanged(f"{Path(path).name} has a sheet that cannot be read to its end ({error}).") from error
        finally:
            book.close()


def _check_parts(package: Package) -> None:
    for name in package.names:
        lower = name.lower()
        if lower.endswith((".xml", ".rels")) and "/pivotcache/" not in lower:
            limit = {"limit": MAX_SHARED_TEXT_BYTES} if lower.endswith("sharedstrings.xml") else {}
            with package.part(name, **limit) as stream:
                start = prolog(stream, f"{package.path.name}: {name}")
            if start.root.startswith(STRICT_NAMESPACE):
                raise SourceChanged(
                    f"{package.path.name} is saved as Strict Open XML, whose cells openpyxl does not see. "
                    "Open it in Excel or LibreOffice and save it as an ordinary .xlsx."
                )


def _worksheets(book: Workbook) -> list[Sheet]:
    sheets: list[Any] = book.worksheets
    for sheet in sheets:
        sheet.reset_dimensions()  # some tools write the dimension A1 whatever the sheet holds
    return sheets


def _chosen(found: Sequence[Sheet], pattern: str | None, where: str) -> Sheet:
    if pattern is None:
        matching = list(found[:1])
    else:
        matching = [sheet for sheet in found if re.fullmatch(pattern, _plain(sheet.title), re.IGNORECASE)]
    if len(matching) == 1:
        return matching[0]
    names = ", ".join(sheet.title for sheet in found) or "none"
    raise SourceChanged(
        f"{where}: {len(matching) or 'no'} sheets match {pattern!r}, and exactly one must. Its sheets: {names}."
    )


def _header(cells: Sequence[object], patterns: Mapping[str, re.Pattern[str]]) -> tuple[int, ...] | None:
    """Positions of the wanted columns where this row is the header."""
    texts = [_plain(cell) if isinstance(cell, str) else None for cell in cells]
    positions = []
    for pattern in patterns.values():
        matching = [at for at, text in enumerate(texts) if text is not None and pattern.fullmatch(text)]
        if len(matching) != 1:
            return None
        positions.append(matching[0])
    return tuple(positions) if len(set(positions)) == len(positions) else None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def plain_cell(value: object) -> Cell:
    """A cell's value as text, number, boolean or None; dates and times as ISO 8601 text."""
    if value is None or isinstance(value, str | float | int):
        return value
    return value.isoformat() if isinstance(value, datetime | date | time) else str(value)


def _shown(sheet: Sheet, rows: int) -> Iterator[tuple[str, ...]]:
    for cells in sheet.iter_rows(max_row=rows, values_only=True):
        yield tuple(str(cell) for cell in cells if cell is not None)


def _beginning(sheet: Sheet) -> str:
    filled = [" | ".join(row[:12]) for row in _shown(sheet, HEADER_ROWS) if row]
    return "; ".join(filled[:6]) or "empty"
