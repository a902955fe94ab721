"""Figures per county and month out of workbooks laid out for people, whatever way they are laid out this year.

Nobody here has seen Arbetsförmedlingen's county file of notices; files beside it have been described by others. So
a sheet's form is found from what is in it: where the county names stand, and where the months.

- *counties across*: a header row of counties, a row per month (or, in a sheet named after a month, a row ``Summa``)
- *counties down*: a column of counties, a column per month; the year is the sheet's name, or stands above
- *long*: a row per county and month, one column of figures

Sheets without months (notes, yearly sums per industry) are passed over and told of. Pure but for reading the file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders.formats.flatsheet import Cell, Grid, grids
from loaders.formats.written_months import month_of, numbered_month, plain
from loaders.ground import places
from loaders.ground.declarations import FileQuery, Level
from loaders.ground.errors import SourceChanged
from loaders.ground.misfits import Misfit, Role
from loaders.sources.protocol import misfit_of, told

COUNTIES_AT_LEAST = 15
"""Different county names in one row or column that make it the one of counties."""
NATION, REST = "00", "unknown"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_SUM = re.compile(r"(summa|totalt?|samtliga|hela året|året|riket)\b", re.IGNORECASE)
_NONE = re.compile(
    r"""(?:^|[\s"”“'(])[-–—]["”“')]?\s*(?:=|:|betyder|innebär|avser|anger|står\sför|markerar)\s*
    (?:\w+\s+){0,5}?(?:inga?|inget|noll|inte\s+(?:\w+\s+)?några?|0)\b""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell: place (county code, NATION or REST), period, the cell as it stands, and where it stands."""

    place: str
    period: str
    cell: Cell
    where: str


@dataclass(slots=True)
class CountyBook:
    """What a workbook holds. ``dash_means_none``: a text in it says that ``-`` means none. ``partial``: made of
    sheets for single months, so it holds less than the whole history."""

    figures: list[Figure] = field(default_factory=list)
    dash_means_none: bool = False
    partial: bool = False
    listing: list[str] = field(default_factory=list)

    @property
    def periods(self) -> tuple[str, ...]:
        """Months that are there, in order."""
        return tuple(sorted({figure.period for figure in self.figures}))


def read(path: Path, *, name: str, source: str, value: str, query: FileQuery | None = None) -> CountyBook:
    """The county figures of a workbook called ``name``.

    source: whose names of places count besides. value: pattern for the column of figures of a long sheet. query: whose
    misfit it is where that column is not there.
    SourceChanged where no sheet has counties and months, a column or row of figures has no county, or a month no
    year; errors of loaders.formats.flatsheet.
    """
    book = CountyBook()
    for grid in grids(path):
        _Sheet(grid, name, source, value, book, query).read()
    if not book.figures:
        raise SourceChanged(
            f"{name}: no sheet has counties and months. {' '.join(book.listing) or 'It has no sheets.'} "
            "Months are read as 2025-03, mars 2025, mar-25, or as a year and a month's number in columns År and Månad."
        )
    return book


def names_month(text: Cell) -> bool:
    """Whether a cell names a month, with or without a year."""
    return bool(month_of(text, "1900"))


class _Sheet:
    """One sheet being read into a book."""

    def __init__(
        self, grid: Grid, file: str, source: str, value: str, book: CountyBook, query: FileQuery | None
    ) -> None:
        self._grid, self._file, self._source, self._value, self._book = grid, file, source, value, book
        self._query = query
        self._where = f"{file}, sheet {grid.name}"

    def read(self) -> None:
        """Find the sheet's form and take its figures; a line for ``doctor`` whatever it is."""
        rows = self._grid.rows
        for row in rows:
            if any(isinstance(cell, str) and _NONE.search(plain(cell)) for cell in row):
                self._book.dash_means_none = True
        across = next((n for n, row in enumerate(rows) if self._counties(row) >= COUNTIES_AT_LEAST), None)
        width = max(map(len, rows), default=0)
        columns = [[row[at] if at < len(row) else None for row in rows] for at in range(width)]
        down = next((at for at, column in enumerate(columns) if self._counties(column) >= COUNTIES_AT_LEAST), None)
        if across is not None:
            form, found = "counties across", list(self._across(across))
        elif down is None:
            form, found = "no counties", []
        elif self._repeats(columns[down]):
            form, found = "long", list(self._long(down))
        else:
            form, found = "counties down", list(self._down(down))
        held = {figure.period for figure in found if figure.cell is not None and figure.place not in (NATION, REST)}
        self._book.figures += [figure for figure in found if figure.period in held]
        span = f"{min(held)} to {max(held)}" if held else "no months"
        self._book.listing.append(f"Sheet {self._grid.name}: {form}, {span}.")

    def _across(self, header: int) -> Iterator[Figure]:
        at = self._places(enumerate(self._grid.rows[header]), f"row {header + 1}", before=True)
        labels = range(min(at))
        body = list(enumerate(self._grid.rows[header + 1 :], header + 2))
        if names_month(self._grid.name):
            period = month_of(self._grid.name, self._year(header))
            sums = [(n, row) for n, row in body if any(_is_sum(row[x]) for x in labels if x < len(row))]
            if len(sums) != 1:
                raise SourceChanged(f"{self._where}: {len(sums) or 'no'} rows are called Summa, and exactly one must")
            self._book.partial = True
            yield from self._figures(sums[0][1], at, period, sums[0][0])
            return
        year, dated, unread = "", [], []
        numbered = _month_column(self._grid.rows[header], labels)
        for number, row in body:
            said = [row[x] for x in labels if x < len(row) and row[x] is not None]
            year = next((y for y in map(_bare_year, said) if y), year)
            period = next((month for cell in said if (month := month_of(cell, year))), "")
            if not period and numbered is not None:
                period = numbered_month(row[numbered] if numbered < len(row) else None, year)
            figures = [row[x] for x in at if x < len(row) and row[x] is not None]
            if period:
                dated.append((number, row, period))
            elif figures and not any(_is_sum(cell) or _bare_year(cell) for cell in said):
                unread.append(f"row {number} ({', '.join(map(str, said)) or 'no label'})")
        if dated and unread:
            raise SourceChanged(f"{self._where}: figures without a month in {'; '.join(unread[:6])}")
        for number, row, period in dated:
            yield from self._figures(row, at, period, number)

    def _figures(self, row: Sequence[Cell], at: Mapping[int, str], period: str, number: int) -> Iterator[Figure]:
        for x, place in at.items():
            yield Figure(place, period, row[x] if x < len(row) else None, f"{self._where}, row {number}")

    def _down(self, column: int) -> Iterator[Figure]:
        rows = self._grid.rows
        first = next(n for n, row in enumerate(rows) if column < len(row) and self._county(row[column]))
        header = next(
            (n for n in range(first - 1, -1, -1) if any(names_month(cell) for cell in rows[n][column + 1 :])), None
        )
        if header is None:
            return
        months = self._months(header, column)
        named = [(n, row[column]) for n, row in enumerate(rows[header + 1 :], header + 1) if column < len(row)]
        filled = [(n, name) for n, name in named if any(x < len(rows[n]) and rows[n][x] is not None for x in months)]
        for number, place in self._places(filled, f"column {column + 1}").items():
            for x, period in months.items():
                cell = rows[number][x] if x < len(rows[number]) else None
                yield Figure(place, period, cell, f"{self._where}, row {number + 1}")

    def _months(self, header: int, column: int) -> dict[int, str]:
        """Period by column; the year stands in the header, in the row above it, or is the sheet's."""
        above = self._grid.rows[header - 1] if header else ()
        sheets_own = _bare_year(self._grid.name)
        found, year = {}, ""
        for x, cell in enumerate(self._grid.rows[header]):
            year = _bare_year(above[x] if x < len(above) else None) or year
            if x > column and names_month(cell):
                period = month_of(cell, year or sheets_own)
                if not period:
                    period = month_of(cell, self._year(header))
                found[x] = period
        return found

    def _long(self, column: int) -> Iterator[Figure]:
        rows = self._grid.rows
        first = next(n for n, row in enumerate(rows) if column < len(row) and self._county(row[column]))
        header = rows[first - 1] if first else ()
        dated = [x for x, cell in enumerate(rows[first]) if x != column and month_of(cell)]
        yearly = next((x for x, cell in enumerate(rows[first]) if x != column and _bare_year(cell)), None)
        numbered = _month_column(header, range(len(header)))
        if not dated and yearly is not None and numbered is not None:
            dated = [numbered]
        valued = [
            x for x, cell in enumerate(header) if isinstance(cell, str) and re.search(self._value, cell, re.IGNORECASE)
        ]
        if len(dated) != 1 or len(valued) != 1:
            columns = [str(cell) for cell in header if cell is not None]
            misfits: tuple[Misfit, ...] = ()
            if len(valued) != 1:
                taken = {str(header[x]) for x in (column, *dated) if x < len(header)}
                misfits = misfit_of(self._query, Role.FIELD, self._value, columns, taken=taken)
            raise SourceChanged(
                f"{self._where}: {len(dated) or 'no'} columns of months and {len(valued) or 'no'} that match "
                f"'{self._value}', and exactly one of each must. Its columns: {', '.join(columns)}{told(misfits)}",
                misfits,
            )
        named = {n: row[column] for n, row in enumerate(rows[first:], first) if column < len(row)}
        for number, place in self._places(named.items(), f"column {column + 1}").items():
            row = rows[number]
            period = month_of(row[dated[0]] if dated[0] < len(row) else None)
            if not period and yearly is not None and dated == [numbered]:
                period = numbered_month(row[dated[0]], _bare_year(row[yearly]))
            if not period:
                raise SourceChanged(f"{self._where}: row {number + 1} has no month")
            yield Figure(
                place, period, row[valued[0]] if valued[0] < len(row) else None, f"{self._where}, row {number + 1}"
            )

    def _places(self, named: Iterable[tuple[int, Cell]], what: str, *, before: bool = False) -> dict[int, str]:
        """Place by position. Unknown names are listed; with ``before`` those before the first county are labels."""
        found: dict[int, str] = {}
        unknown = []
        for n, cell in named:
            text = plain(cell) if isinstance(cell, str) else ""
            place = self._place(text)
            if place:
                found[n] = place
            elif text and (found or not before or text.lower().endswith(" län")):
                unknown.append(text)
        if unknown:
            raise SourceChanged(
                f"{self._where}, {what}: no Swedish county is called {', '.join(repr(name) for name in unknown[:8])}"
                f"{places.misread(unknown)}. Add the name to loaders/ground/place_names.csv if it is one."
            )
        return found

    def _place(self, text: str) -> str:
        if not text:
            return ""
        if places.is_residual(text):
            return REST
        return self._county(text) or (NATION if _SUM.match(text) or self._named(text, Level.NATION) else "")

    def _county(self, cell: Cell) -> str:
        return self._named(plain(cell), Level.COUNTY) if isinstance(cell, str) and cell.strip() else ""

    def _named(self, text: str, level: Level) -> str:
        try:
            return places.by_name(text, level=level, source=self._source).code
        except SourceChanged:
            return ""

    def _counties(self, cells: Iterable[Cell]) -> int:
        return len({code for cell in cells if (code := self._county(cell))})

    def _repeats(self, cells: Iterable[Cell]) -> bool:
        codes = [code for cell in cells if (code := self._county(cell))]
        return len(codes) > len(set(codes))

    def _year(self, header: int) -> str:
        """The one year told in the sheet's name, above its header, or in the file's name, in this order."""
        above = " ".join(str(cell) for row in self._grid.rows[:header] for cell in row if cell is not None)
        for text in (self._grid.name, above, self._file):
            years: set[str] = set(_YEAR.findall(text))
            if len(years) == 1:
                return years.pop()
        raise SourceChanged(f"{self._where}: which year its months belong to is told neither in it nor in its name")


def _month_column(heads: Sequence[Cell], columns: Iterable[int]) -> int | None:
    """The column that is called Månad, where months may be numbers of their own; None if there is none."""
    return next((x for x in columns if re.match(r"m[åa]n(ad)?\b", plain(heads[x]), re.IGNORECASE)), None)


def _is_sum(cell: Cell) -> bool:
    return isinstance(cell, str) and _SUM.match(plain(cell)) is not None


def _bare_year(cell: Cell) -> str:
    text = plain(cell)
    return text if _YEAR.fullmatch(text) else ""
