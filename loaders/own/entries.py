"""Statements as people write them, in TOML or a workbook: which keys there are, on which lines, and faults at them."""

import difflib
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from loaders.formats import flatsheet
from loaders.formats.shown_cells import NotAsShown, day_shown, period_shown, value_shown
from loaders.formats.written_months import month_of
from loaders.formats.written_numbers import may_be_thousands, number
from loaders.ground.errors import LanspulsError, UsageError
from loaders.ground.names import fold
from loaders.ground.people import toml_text
from loaders.ground.places import Place, all_places, find_place, own_area
from loaders.ground.raw import Raw

LARGEST_FILE_BYTES = 5_000_000
LONGEST_AREA = 60
TABLE = "uppgift"
KEYS: Mapping[str, str] = {
    "indicator": "indikator",
    "place": "plats",
    "area": "område",
    "period": "period",
    "value": "värde",
    "unit": "enhet",
    "base": "bas",
    "key": "nyckel",
    "key_of": "nyckelgrund",
    "who": "vem",
    "organisation": "organisation",
    "when": "när",
    "grade": "grad",
    "note": "anmärkning",
}
"""Keys of a statement, each with its Swedish name."""
_BY_NAME = {name: key for key, swedish in KEYS.items() for name in (key, swedish)}


class StatementFault(UsageError):
    """A fault at a key of a statement. key: in English; line: where its file says it; told_sv: what is wrong alone."""

    def __init__(self, entry: "Entry", key: str, english: str, swedish: str) -> None:
        self.key, self.told_sv = key, swedish
        self.line = entry.lines.get(key, entry.line)
        cell = f", cell {entry.cells[key]}" if key in entry.cells else ""
        super().__init__(
            f"{entry.file}, line {self.line}{cell}: {english}", f"{entry.file}, rad {self.line}{cell}: {swedish}"
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as written: its keys in English, where it stands, and the line or cell of each key."""

    file: str
    line: int
    stated: Mapping[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)

    def fault(self, key: str, english: str, swedish: str) -> StatementFault:
        """An error at a key, which is called as the file calls it."""
        return StatementFault(self, key, english, swedish)

    def number(self, key: str) -> float | None:
        """A value as a number, None for what is more or less than one. UsageError where it may be thousands."""
        value = self.stated[key]
        if isinstance(value, float):
            return value if math.isfinite(value) else None
        said = self.said(key)
        self.refuse_thousands(key, said)
        return number(said)

    def refuse_thousands(self, key: str, said: str) -> None:
        """UsageError for a text such as ``12.500``, which may be thousands and may be decimals."""
        if may_be_thousands(said):
            whole = re.sub(r"[.,]", "", said)
            raise self.fault(
                key,
                f"'{said}' may be a number of thousands or one with decimals; write {whole}, or fewer decimals",
                f"”{said}” kan vara tusental eller decimaler. "
                f"Skriv {whole} om det är tusental, annars färre decimaler.",
            )

    def said(self, key: str) -> str:
        """A value as written: texts with single spaces, numbers with decimal comma; a period and a key as meant."""
        value = self.stated[key]
        if key == "period" and isinstance(value, date):
            value = value.isoformat()
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self.fault(key, f"'{key}' must be a number or a text", f"”{key}” ska vara ett tal eller en text.")
        if isinstance(value, str) and key in ("period", "key"):
            value = meaning(key, value)
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() else f"{value:.10g}".replace(".", ",")
        return " ".join(str(value).split())


def key_named(name: str) -> str | None:
    """The key that a name in English or Swedish stands for, None where it is no key."""
    return _BY_NAME.get(name.lower())


def meaning(key: str, text: str) -> str | int | float:
    """What a text of a key means, whoever wrote it in a file, a workbook or a form: a number of an amount, however its
    thousands and decimals are parted, and the code of a period; else the text, with single spaces.

    What may be thousands and may be decimals stays as it was written, as does what a float would not hold.
    """
    plain = " ".join(text.split())
    if key == "period":
        return _period_code(plain)
    if key not in _AMOUNTS:
        return plain
    amount = _PER_CENT.sub("", plain) if key == "key" else plain
    found = None if may_be_thousands(amount) else number(amount)
    if found is None or abs(found) >= _LARGEST:
        return amount
    return int(found) if found.is_integer() else found


_AMOUNTS = ("value", "base", "key")
_PER_CENT = re.compile(r"\s*(?:%|procent)$")
_LARGEST = 10**15
_QUARTER = re.compile(r"(?:kvartal|kv|q)\.?\s?(?P<part>[1-4]),?\s(?P<year>\d{4})", re.IGNORECASE)


def _period_code(text: str) -> str:
    """A month or quarter as people write it (*oktober 2026*, *kvartal 3 2026*) as the file says it; else as written."""
    if found := _QUARTER.fullmatch(text):
        return f"{found['year']}-Q{found['part']}"
    return month_of(text) or text


def opened(path: Path) -> Raw:
    """A file that a person wrote. UsageError if it cannot be read or is larger than such a file can be."""
    return Raw.from_file(path, most=LARGEST_FILE_BYTES)


def of_toml(raw: Raw) -> Iterator[Entry]:
    """The [[uppgift]] of a TOML file. UsageError, with the line, for what is no such file."""
    found = toml_text.parsed(toml_text.decoded(raw.body, raw.name), raw.name)
    for key, value in found.stated.items():
        if key != TABLE or not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise found.fault.at(
                (key,), f"'{key}' is not [[{TABLE}]]", f"okänt ”{key}”. Varje uppgift börjar med [[{TABLE}]]."
            )
    for at, one in enumerate(found.stated.get(TABLE, ())):
        start = found.fault.line((TABLE, at))
        yield _entry(raw.name, start, one, {key: found.fault.line((TABLE, at, key)) for key in one})


def of_workbook(raw: Raw) -> Iterator[Entry]:
    """The rows of a workbook's first sheet below a header of our keys. UsageError for what is no such workbook."""
    try:
        header: dict[int, str] = {}
        for row_number, cells in _rows(raw):
            if not header:
                texts = {
                    at: " ".join(cell.value.split()).lower()
                    for at, cell in enumerate(cells)
                    if isinstance(cell.value, str)
                }
                if sum(text in _BY_NAME for text in texts.values()) >= 3:
                    header = texts
                continue
            filled = {header[at]: at for at, cell in enumerate(cells) if at in header and cell.value not in (None, "")}
            at_cell = {name: f"{get_column_letter(at + 1)}{row_number}" for name, at in filled.items()}
            stated = {name: _shown(raw.name, name, cells[at], row_number, at_cell[name]) for name, at in filled.items()}
            if stated:
                yield _entry(raw.name, row_number, stated, {}, at_cell)
    except LanspulsError as error:
        if isinstance(error, UsageError):
            raise
        told = getattr(error, "message_sv", "") or f"{raw.name} går inte att läsa som Excelfil ({error})."
        raise UsageError(f"{raw.name}: {error}", told) from error
    if not header:
        named = ", ".join(KEYS.values())
        raise UsageError(
            f"{raw.name}: no row names the columns {', '.join(KEYS)}",
            f"{raw.name}: ingen rad har kolumnrubrikerna {named}.",
        )


def _rows(raw: Raw) -> Iterator[tuple[int, tuple[flatsheet.Styled, ...]]]:
    with raw.as_file() as path:
        yield from flatsheet.styled_rows(path)


def _shown(file: str, name: str, cell: flatsheet.Styled, line: int, at: str) -> flatsheet.Cell:
    """What a cell shows. UsageError, with the cell, where that is something else than it holds."""
    reader = {"period": period_shown, "when": day_shown}.get(_BY_NAME.get(name, ""), value_shown)
    try:
        return reader(cell)
    except NotAsShown as error:
        raise UsageError(
            f"{file}, line {line}, cell {at}: {error}", f"{file}, rad {line}, cell {at}: {error.swedish}"
        ) from None


def _entry(
    file: str,
    start: int,
    stated: Mapping[str, Any],
    lines: Mapping[str, int],
    cells: Mapping[str, str] | None = None,
) -> Entry:
    known: dict[str, Any] = {}
    placed: dict[str, int] = {}
    cell_of: dict[str, str] = {}
    for name, value in stated.items():
        key = key_named(name)
        if key is None or key in known:
            near = difflib.get_close_matches(name.lower(), _BY_NAME, 1)
            hint = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(KEYS)}"
            hint_sv = f"Menade du ”{near[0]}”?" if near else f"Kända är {', '.join(KEYS)}."
            what, what_sv = ("twice", "står två gånger") if key else ("unknown key", "okänd nyckel")
            line = lines.get(name, start)
            raise UsageError(
                f"{file}, line {line}: {what} '{name}'; {hint}", f"{file}, rad {line}: {what_sv} ”{name}”. {hint_sv}"
            )
        known[key], placed[key] = value, lines.get(name, start)
        if cells:
            cell_of[key] = cells[name]
    return Entry(file, start, known, placed, cell_of)


def place_of(entry: Entry) -> Place:
    """The place an entry names by code or name, or several municipalities with + between. UsageError with the nearest
    name."""
    written = entry.said("place")
    try:
        parts = [_found(part.strip()) for part in written.split("+")]
        return parts[0] if len(parts) == 1 else own_area(part.code for part in parts)
    except UsageError as error:
        swedish = error.message_sv[0].lower() + error.message_sv[1:]  # it follows a colon
        raise entry.fault("place", str(error), swedish) from None


def _found(written: str) -> Place:
    padded = written.zfill(2) if len(written) == 1 else written.zfill(4) if len(written) == 3 else written
    return find_place(padded if padded.isdigit() else written)


def area_of(entry: Entry) -> str:
    """The name of an area that is no municipality or county, empty where the entry names none. UsageError for a name
    that is a place's, which has figures of its own: what is said of the one would be read as said of the other."""
    if str(entry.stated.get("area", "")).strip() == "":
        return ""
    name = entry.said("area")
    if len(name) > LONGEST_AREA:
        raise entry.fault("area", f"at most {LONGEST_AREA} characters", f"högst {LONGEST_AREA} tecken får plats.")
    same = next((one for one in all_places().values() if fold(name) in (fold(one.name), fold(one.full_name))), None)
    if same is not None:
        raise entry.fault(
            "area",
            f"'{name}' is {same.full_name}; write it as 'place', or give the area a name of its own",
            f"”{name}” är {same.full_name}. Skriv den som plats, eller ge området ett eget namn.",
        )
    return name
