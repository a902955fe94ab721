"""TOML files people write by hand: every fault is told with its file, its line and what to write instead."""

import difflib
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Any

from loaders.ground.clock import require_year
from loaders.ground.errors import UsageError

LARGEST_FILE_BYTES = 50_000
_TOML_POSITION = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Fault:
    """Makes errors that name file and line."""

    name: str
    text: str

    def at(self, path: tuple[str | int, ...], english: str, swedish: str) -> UsageError:
        """The error at a path of keys and numbers."""
        line = self.line(path)
        return UsageError(f"{self.name}, line {line}: {english}", f"{self.name}, rad {line}: {swedish}")

    def of_toml(self, error: tomllib.TOMLDecodeError) -> UsageError:
        """The error of a text that is no TOML."""
        found = _TOML_POSITION.search(str(error))
        line = int(found[1]) if found else self.text.count("\n") + 1
        return UsageError(
            f"{self.name}, line {line}: not valid TOML: {error}",
            f"{self.name}, rad {line}: texten är inte giltig TOML. Är citattecken och hakparenteser i par?",
        )

    def line(self, path: tuple[str | int, ...]) -> int:
        """Number of the line that starts the statement which first sets ``path``; 1 if nothing does.

        tomllib gives no positions, so it is asked for ever longer beginnings of the file: a statement starts
        after the last beginning that was valid without it. Right for every way TOML has to write a key.
        """
        lines = self.text.split("\n")
        starts = 1
        for count in range(1, len(lines) + 1):
            try:
                found: Any = tomllib.loads("\n".join(lines[:count]) + "\n")
            except tomllib.TOMLDecodeError:
                continue
            if _holds(found, path):
                return starts
            starts = count + 1
        return 1


def _holds(found: Any, path: tuple[str | int, ...]) -> bool:
    for step in path:
        if isinstance(step, int):
            if not isinstance(found, list) or len(found) <= step:
                return False
        elif not isinstance(found, dict) or step not in found:
            return False
        found = found[step]
    return bool(path)


def read_text(path: Path, absent: str, absent_sv: str) -> str:
    """The text of a file; UsageError (``absent`` if there is none) where it cannot be read."""
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise UsageError(f"{path.name} is larger than 50 kB", f"{path.name} är större än 50 kB.")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError(absent, absent_sv) from None
    except UnicodeDecodeError:
        raise UsageError(f"{path.name} is not UTF-8 text; save it as UTF-8", f"{path.name} är inte UTF-8.") from None


def parsed(text: str, name: str) -> tuple[Fault, dict[str, Any]]:
    """What a text says, and the maker of errors for it; UsageError if it is no TOML."""
    text = text.replace("\r\n", "\n")
    fault = Fault(name, text)
    try:
        return fault, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise fault.of_toml(error) from None


def known_keys(fault: Fault, table: dict[str, Any], known: tuple[str, ...], here: tuple[str | int, ...]) -> None:
    """UsageError, naming the nearest known key, if a table has another."""
    for key in table:
        if key in known:
            continue
        near = difflib.get_close_matches(key.lower(), known, n=1)
        closest = near[0] if near else None
        raise fault.at(
            (*here, key),
            f"unknown key '{key}'; " + (f"did you mean '{closest}'?" if closest else f"known are {', '.join(known)}"),
            f"okänd nyckel ”{key}”. " + (f"Menade du ”{closest}”?" if closest else f"Kända är {', '.join(known)}."),
        )


def value_at(raw: dict[str, Any], path: tuple[str | int, ...]) -> Any:
    """What stands at a path that is known to be there."""
    found: Any = raw
    for step in path:
        found = found[step]
    return found


def typed(
    fault: Fault, raw: dict[str, Any], path: tuple[str | int, ...], kind: type | UnionType, english: str, swedish: str
) -> Any:
    """The value at a path, which must be there and of the kind."""
    *parents, key = path
    table = value_at(raw, tuple(parents))
    if key not in table:
        raise fault.at(tuple(parents), f"'{key}' is missing", f"nyckeln ”{key}” saknas.")
    value = table[key]
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise fault.at(path, f"'{key}' must be {english}", f"”{key}” ska vara {swedish}.")
    return value


def text_at(fault: Fault, raw: dict[str, Any], path: tuple[str | int, ...]) -> str:
    """The text at a path, which must be there and not empty."""
    value = typed(fault, raw, path, str, "text within quotes", "text inom citattecken")
    if not value.strip():
        raise fault.at(path, f"'{path[-1]}' is empty; write it or leave it out", f"”{path[-1]}” är tom.")
    return value


def day_at(fault: Fault, raw: dict[str, Any], path: tuple[str | int, ...]) -> date:
    """The day at a path, written as a date or as text."""
    value = typed(fault, raw, path, date | str, "a date such as 2026-11-30", "ett datum, till exempel 2026-11-30")
    try:
        day = value if type(value) is date else date.fromisoformat(str(value))
    except ValueError:
        raise fault.at(
            path, f"'{value}' is not a date; write 2026-11-30", f"”{value}” är inget datum. Skriv 2026-11-30."
        ) from None
    try:
        require_year(day.year, str(value))
    except UsageError as error:
        raise fault.at(path, str(error), error.message_sv) from None
    return day
