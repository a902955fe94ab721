"""The rows of a region's own file, CSV or workbook, below the header that names its columns; or a fault."""

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from openpyxl.utils import get_column_letter

from loaders.formats import flatsheet, grid
from loaders.formats.bounds import WRITTEN
from loaders.formats.delimited import DELIMITERS, decoded
from loaders.formats.flatsheet import HEADER_ROWS, Styled
from loaders.formats.shown_numbers import as_shown
from loaders.ground import names
from loaders.ground.errors import BeyondBounds, FileFault, SourceChanged, SourceError
from loaders.ground.raw import Raw

_WORKBOOK = b"PK"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_SAVE_CSV = "Spara den i Excel som ”CSV UTF-8 (kommaavgränsad)” eller som .xlsx."
OTHER_ENCODING = f"filen är sparad med en annan teckenkodning. {_SAVE_CSV}"
_GARBLED = re.compile("[\ufffd\x80-\x9f†„”‡ˆ‰Š‹ŒŽŸ¢¥¤™]|Ã.")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file: its number there (from 1), and its cells."""

    number: int
    cells: tuple[Styled, ...]

    def text(self, at: int) -> str:
        """What a cell shows, as text without spaces around it; "" where the row ends before it."""
        return " ".join(grid.whole_number(as_shown(self.cells[at])).split()) if at < len(self.cells) else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return all(cell.value in (None, "") for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Rows:
    """A file's rows that are not empty. file: its name. is_text: CSV, where a row may be cut into too many fields."""

    file: str
    lines: tuple[Line, ...]
    is_text: bool
    repaired: str = ""

    def where(self, line: Line, at: int | None = None) -> tuple[str, str]:
        """``line 4, cell C4`` in English and Swedish; without a cell in CSV, which has none."""
        cell = "" if self.is_text or at is None else f", cell {get_column_letter(at + 1)}{line.number}"
        return f"line {line.number}{cell}", f"rad {line.number}{cell}"


def rows_of(raw: Raw, columns: Sequence[str] = ()) -> Rows:
    """All rows of a file. columns: names of columns, by which the delimiter of a text is chosen.

    FileFault for what is neither CSV nor a workbook, and for more than is read.
    """
    _refuse_others(raw)
    try:
        if raw.body.startswith(_WORKBOOK):
            with raw.as_file() as path:
                lines = tuple(Line(number, cells) for number, cells in flatsheet.styled_rows(path, WRITTEN))
            return Rows(raw.name, tuple(line for line in lines if not line.is_empty), is_text=False)
        found = decoded(raw.body, raw.name)
        delimiter = max(DELIMITERS, key=lambda sign: _fitness(found.text, raw.name, sign, columns))
        lines = tuple(_of_text(found.text, raw.name, delimiter))
        return Rows(raw.name, tuple(line for line in lines if not line.is_empty), is_text=True, repaired=found.repaired)
    except FileFault:
        raise
    except BeyondBounds as error:
        raise FileFault(str(error), error.message_sv) from error
    except SourceError as error:
        raise FileFault(
            str(error),
            f"{raw.name} går inte att läsa. Öppna den i Excel eller LibreOffice, se efter att tabellen står på första "
            "bladet, och spara om den.",
        ) from error


def header_of(rows: Rows, columns: Sequence[str], declared_in: str) -> tuple[int, tuple[int, ...]]:
    """The header's place among the rows, and the position of each column.

    The header is the row among the first fifty that names most of the columns, case and spaces apart. declared_in: the
    file that says what the columns are called. FileFault, with the nearest heading, where one is not named exactly
    once.
    """
    if not rows.lines:
        raise FileFault(
            f"{rows.file} is empty", f"{rows.file} är tom. Första raden ska vara rubriker: {', '.join(columns)}."
        )
    first = rows.lines[:HEADER_ROWS]
    at = max(range(len(first)), key=lambda n: (_named(first[n], columns), -n))
    line = first[at]
    headings = [line.text(n) for n in range(len(line.cells))]
    if not _named(line, columns):
        begins = "; ".join(" | ".join(filter(None, map(one.text, range(len(one.cells))))) for one in first[:3])
        raise FileFault(
            f"{rows.file}: no row among the first {HEADER_ROWS} names {', '.join(columns)}; it begins {begins}",
            f"{rows.file}: ingen av de {HEADER_ROWS} första raderna har kolumnerna {', '.join(columns)}. Filen börjar: "
            f"{begins}. Skriv rubriker på första raden, eller ändra namnen i {declared_in}.",
        )
    return at, tuple(_position(rows, line, headings, column, declared_in) for column in columns)


def _position(rows: Rows, line: Line, headings: Sequence[str], column: str, declared_in: str) -> int:
    found = [at for at, text in enumerate(headings) if _same(text, column)]
    if len(found) == 1:
        return found[0]
    english, swedish = rows.where(line)
    there = ", ".join(f"”{text}”" for text in headings if text)
    if found:
        raise FileFault(
            f"{rows.file}, {english}: {len(found)} columns are called '{column}'; keep one",
            f"{rows.file}, {swedish}: {len(found)} kolumner heter ”{column}”. Ge dem olika namn, eller ta bort den som "
            "inte ska vara med.",
        )
    if any(map(is_garbled, headings)):
        raise FileFault(
            f"{rows.file}, {english}: the header is in another encoding; save it as CSV UTF-8",
            f"{rows.file}, {swedish}: rubrikerna går inte att läsa, för {OTHER_ENCODING}",
        )
    near = names.nearest(column, filter(None, headings))
    hint = f"Menade du ”{near}”? " if near else ""
    raise FileFault(
        f"{rows.file}, {english}: there is no column '{column}'; there are {', '.join(filter(None, headings))}",
        f"{rows.file}, {swedish}: det finns ingen kolumn ”{column}”. {hint}Kolumnerna heter {there}. Rätta rubriken, "
        f"eller namnet i {declared_in}.",
    )


def is_garbled(text: str) -> bool:
    """Whether a text has signs that Swedish letters become when they are read in another encoding."""
    return _GARBLED.search(text) is not None


def _named(line: Line, columns: Sequence[str]) -> int:
    """How many of the columns a row names."""
    texts = [line.text(at) for at in range(len(line.cells))]
    return sum(any(_same(text, column) for text in texts) for column in columns)


def _same(text: str, column: str) -> bool:
    return " ".join(text.casefold().split()) == " ".join(column.casefold().split())


def _of_text(text: str, name: str, delimiter: str) -> Iterator[Line]:
    for row in grid.text_rows(text, name, delimiter, WRITTEN):
        yield Line(row.number, tuple(map(Styled, row.cells)))


def _fitness(text: str, name: str, delimiter: str, columns: Sequence[str]) -> tuple[bool, int, float]:
    """How well a delimiter parts a text: whether it parts most rows, the columns that a row names, rows as wide."""
    try:
        first = list(islice(_of_text(text, name, delimiter), HEADER_ROWS))
    except BeyondBounds:
        raise
    except SourceChanged:
        return (False, -1, 0)  # read again, and told of, only where no other fits better
    filled = [line for line in first if not line.is_empty]
    if not filled:
        return (False, 0, 0)
    usual = statistics.mode(len(line.cells) for line in filled)
    named = max(_named(line, columns) for line in filled)
    return (usual > 1, named, sum(len(line.cells) == usual for line in filled) if usual > 1 else 0)


def _refuse_others(raw: Raw) -> None:
    """FileFault for the files that people take for CSV or a workbook."""
    body = raw.body
    if not body.removeprefix(b"\xef\xbb\xbf").strip():
        raise FileFault(f"{raw.name} is empty", f"{raw.name} är tom. Spara den igen, med rubriker på första raden.")
    if body.startswith(_WIDE):
        raise FileFault(
            f"{raw.name} is UTF-16; save it as CSV UTF-8",
            f"{raw.name} är sparad som ”Unicode-text” (UTF-16). {_SAVE_CSV}",
        )
    if body.startswith(_OLD_WORKBOOK):
        raise FileFault(
            f"{raw.name} is a workbook in the format of before 2007, or protected by a password; save it as .xlsx",
            f"{raw.name} är i Excels äldre format (.xls) eller har lösenord. Spara den som .xlsx utan lösenord.",
        )
    if not body.startswith(_WORKBOOK) and b"\x00" in body[:4096]:
        raise FileFault(
            f"{raw.name} is neither text nor a workbook", f"{raw.name} är varken text eller en arbetsbok. {_SAVE_CSV}"
        )
    if body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        raise FileFault(
            f"{raw.name} is a web page", f"{raw.name} är en webbsida, inte en tabell. Ladda ner själva filen."
        )
