"""Statements as people write them, in TOML or a workbook: which keys there are, on which lines, and faults at them."""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loaders.formats import flatsheet
from loaders.ground.errors import LanspulsError, UsageError
from loaders.ground.places import Place, find_place
from loaders.ground.raw import Raw

LARGEST_FILE_BYTES = 5_000_000
TABLE = "uppgift"
KEYS: Mapping[str, str] = {
    "indicator": "indikator",
    "place": "plats",
    "period": "period",
    "value": "värde",
    "unit": "enhet",
    "base": "bas",
    "who": "vem",
    "when": "när",
    "grade": "grad",
    "note": "anmärkning",
}
"""Keys of a statement, each with its Swedish name."""
_BY_NAME = {name: key for key, swedish in KEYS.items() for name in (key, swedish)}
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as written: its keys in English, where it stands, and the line of each key."""

    file: str
    line: int
    stated: Mapping[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)

    def fault(self, key: str, english: str, swedish: str) -> UsageError:
        """An error at a key, which is called as the file calls it."""
        line = self.lines.get(key, self.line)
        return UsageError(f"{self.file}, line {line}: {english}", f"{self.file}, rad {line}: {swedish}")

    def said(self, key: str) -> str:
        """A value as written: texts with single spaces, numbers with decimal comma."""
        value = self.stated[key]
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self.fault(key, f"'{key}' must be a number or a text", f"”{key}” ska vara ett tal eller en text.")
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() else f"{value:.10g}".replace(".", ",")
        return " ".join(str(value).split())


def opened(path: Path) -> Raw:
    """A file that a person wrote. UsageError if it cannot be read or is larger than such a file can be."""
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise UsageError(f"{path.name} is larger than 5 MB", f"{path.name} är större än 5 MB.")
        return Raw.from_file(path)
    except OSError as error:
        raise UsageError(f"{path.name} cannot be read ({error.strerror})", f"{path.name} går inte att läsa.") from None


def of_toml(raw: Raw) -> Iterator[Entry]:
    """The [[uppgift]] of a TOML file. UsageError, with the line, for what is no such file."""
    text = _text(raw)
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise UsageError(
            f"{raw.name}, line {line}: not valid TOML: {error}",
            f"{raw.name}, rad {line}: texten är inte giltig TOML. Är citattecken och hakparenteser i par?",
        ) from None
    starts = [n for n, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[\[\s*{TABLE}\s*\]\]", line)]
    for key, value in stated.items():
        if key != TABLE or not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            line = next((n for n, one in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[*{key}\b", one)), 1)
            raise UsageError(
                f"{raw.name}, line {line}: '{key}' is not [[{TABLE}]]",
                f"{raw.name}, rad {line}: okänt ”{key}”. Varje uppgift börjar med [[{TABLE}]].",
            )
    for number, one in enumerate(stated.get(TABLE, ())):
        start = starts[number] if number < len(starts) else 1
        end = starts[number + 1] if number + 1 < len(starts) else text.count("\n") + 2
        block = list(enumerate(text.splitlines()[start - 1 : end - 1], start))
        lines = {
            key: next((n for n, line in block if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line)), start)
            for key in one
        }
        yield _entry(raw.name, start, one, lines)


def of_workbook(raw: Raw) -> Iterator[Entry]:
    """The rows of a workbook's first sheet below a header of our keys. UsageError for what is no such workbook."""
    try:
        header: dict[int, str] = {}
        for row in _rows(raw):
            texts = {at: " ".join(cell.split()).lower() for at, cell in enumerate(row.cells) if isinstance(cell, str)}
            if not header:
                if sum(text in _BY_NAME for text in texts.values()) >= 3:
                    header = texts
                continue
            stated = {header[at]: cell for at, cell in enumerate(row.cells) if at in header and cell not in (None, "")}
            if stated:
                yield _entry(raw.name, row.number, stated, {})
    except LanspulsError as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError(f"{raw.name}: {error}", f"{raw.name} går inte att läsa som Excelfil ({error}).") from error
    if not header:
        named = ", ".join(KEYS.values())
        raise UsageError(
            f"{raw.name}: no row names the columns {', '.join(KEYS)}",
            f"{raw.name}: ingen rad har kolumnrubrikerna {named}.",
        )


def _rows(raw: Raw) -> Iterator[flatsheet.Row]:
    with raw.as_file() as path:
        yield from flatsheet.all_rows(path)


def _entry(file: str, start: int, stated: Mapping[str, Any], lines: Mapping[str, int]) -> Entry:
    known: dict[str, Any] = {}
    placed: dict[str, int] = {}
    for name, value in stated.items():
        key = _BY_NAME.get(name.lower())
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
    return Entry(file, start, known, placed)


def _text(raw: Raw) -> str:
    try:
        return raw.body.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise UsageError(
            f"{raw.name} is not UTF-8 text; save it as UTF-8", f"{raw.name} är inte sparad som UTF-8."
        ) from None


def place_of(entry: Entry) -> Place:
    """The place an entry names by code or name. UsageError with the nearest name."""
    written = entry.said("place")
    padded = written.zfill(2) if len(written) == 1 else written.zfill(4) if len(written) == 3 else written
    try:
        return find_place(padded if padded.isdigit() else written)
    except UsageError as error:
        swedish = error.message_sv[0].lower() + error.message_sv[1:]  # it follows a colon
        raise entry.fault("place", str(error), swedish) from None


def number(said: str) -> float | None:
    """``43 000`` and ``2,5`` as numbers; None for what is more or less than a number."""
    if not _NUMBER.fullmatch(said):
        return None
    return float(re.sub(r"[ \u00a0]", "", said).replace(",", "."))
