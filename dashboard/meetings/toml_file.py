"""TOML files people write by hand: every fault is told with its file, its line and what to write instead."""

import difflib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import UnionType
from typing import Any

import filelock

from dashboard.words.swedish import capital
from loaders.ground.clock import day_written, require_year
from loaders.ground.errors import UsageError
from loaders.ground.people import toml_text
from loaders.ground.people.files import Absent, read_regular
from loaders.ground.people.toml_text import Fault
from loaders.ground.places import Place, find_place

LARGEST_FILE_BYTES = 50_000
_PATIENCE_SECONDS = 10


class FormFault(Fault):
    """Makes errors of what was filled in in a form: without file and line, which its writer has not seen."""

    def at_line(self, line: int, english: str, swedish: str) -> UsageError:
        """The error, whatever the line."""
        return UsageError(english, capital(swedish))


def read_text(path: Path, absent: str, absent_sv: str) -> str:
    """The text of a file; UsageError (``absent`` if there is none) where it cannot be read."""
    try:
        return toml_text.decoded(read_regular(path, LARGEST_FILE_BYTES), path.name)
    except Absent:
        raise UsageError(absent, absent_sv) from None


@contextmanager
def changed_alone(path: Path) -> Iterator[None]:
    """Nobody else changes a file meanwhile, in this program or another. UsageError where one is at it, OSError."""
    try:
        with filelock.FileLock(path.with_name(".lock"), timeout=_PATIENCE_SECONDS):
            yield
    except filelock.Timeout:
        raise UsageError(
            f"another program has been writing beside {path} for {_PATIENCE_SECONDS} seconds",
            f"Ett annat program skriver i {path.name}. Försök igen.",
        ) from None


def parsed(text: str, name: str) -> tuple[Fault, dict[str, Any]]:
    """What a text says, and the maker of errors for it; UsageError if it is no TOML or more than may be."""
    found = toml_text.parsed(text, name)
    return found.fault, found.stated


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


def line_at(fault: Fault, raw: dict[str, Any], path: tuple[str | int, ...]) -> str:
    """The text at a path, which must be there and not empty, in one line however it is written."""
    return " ".join(text_at(fault, raw, path).split())


def truth_at(fault: Fault, raw: dict[str, Any], path: tuple[str | int, ...]) -> bool:
    """Whether the value at a path is true: ``true`` or ``false``, "ja" or "nej"."""
    value = value_at(raw, path)
    meant = _TRUTHS.get(value.strip().lower()) if isinstance(value, str) else value
    if not isinstance(meant, bool):
        raise fault.at(path, f"'{path[-1]}' must be true or false", f"”{path[-1]}” ska vara true eller false.")
    return meant


_TRUTHS = {"ja": True, "nej": False, "true": True, "false": False}


def place_at(fault: Fault, raw: dict[str, Any], path: tuple[str | int, ...]) -> Place:
    """The place that the text at a path means, by code or name."""
    try:
        return find_place(text_at(fault, raw, path).strip())
    except UsageError as error:
        raise fault.at(path, str(error), error.message_sv) from None


def day_at(fault: Fault, raw: dict[str, Any], path: tuple[str | int, ...]) -> date:
    """The day at a path, written as a date or as text."""
    value = typed(fault, raw, path, date | str, "a date such as 2026-11-30", "ett datum, till exempel 2026-11-30")
    day = None if isinstance(value, datetime) else day_written(value)
    if day is None:
        raise fault.at(
            path,
            f"'{value}' is not a date; write 2026-11-30",
            f"”{value}” är inget datum. Skriv år, månad och dag: 2026-11-30.",
        )
    try:
        require_year(day.year, str(value))
    except UsageError as error:
        raise fault.at(path, str(error), error.message_sv) from None
    return day
