"""``data/corrections.toml``: people's choices where a declaration did not fit, read with care and added to only.

Each choice is a ``[[correction]]``. Nothing in the file is ever removed or moved, comments least of all: a choice is
added at the end, and one that has ended or is taken back gets a line that says so.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import filelock

from loaders.ground.errors import UsageError
from loaders.ground.files import reason_sv, write_atomically
from loaders.ground.misfits import Role
from loaders.ground.people.corrections import Correction
from loaders.ground.people.files import Absent, faults_named, read_regular
from loaders.ground.people.toml_text import decoded, parsed

MOST_BYTES = 1_000_000
MOST_TEXT = 1000
"""Characters of one value."""
PATIENCE_SECONDS = 30.0
"""How long another program that writes the file is waited for."""
_HEADER = re.compile(r"^\s*\[\[\s*correction\s*\]\]\s*(#.*)?$")
_NEEDED = ("source", "table", "what", "declared", "found", "when", "role", "reason")
_TEXTS = ("source", "table", "variable", "declared", "found", "text", "role", "reason")
_DAYS = ("when", "ended", "taken_back")
_KNOWN = (*_TEXTS, *_DAYS, "what")
_PREAMBLE = """\
# Rättelser: vad som gäller när en källas namn eller koder inte är som de är deklarerade.
# Skrivs av `lanspuls doctor --repair`. Ta inte bort en rad: `lanspuls doctor --take-back NUMMER` tar tillbaka ett val.
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the file says. problems: Swedish sentences on what in it could not be read, each with what to do; the
    choices beside them are read all the same."""

    corrections: tuple[Correction, ...] = ()
    problems: tuple[str, ...] = ()


def read_corrections(path: Path) -> Kept:
    """The choices of a file, in its order; nothing if there is no file. Raises nothing, whatever is in it."""
    try:
        with faults_named(path.name):
            return _kept(_text_of(path), path)
    except Absent:
        return Kept()
    except UsageError as error:
        return Kept(problems=(f"{error.message_sv} Rättelserna används inte.",))


def _kept(text: str, path: Path) -> Kept:
    """The choices of a file's text. UsageError for no TOML, and for more than people write."""
    stated = parsed(text, path.name).stated
    problems = [
        f"{path.name}: ”{key}” är inget som används; rättelser heter [[correction]]."
        for key in stated
        if key != "correction"
    ]
    listed = stated.get("correction", [])
    if not isinstance(listed, list):
        return Kept(problems=(*problems, f"{path.name}: skriv [[correction]], med dubbla hakar, före varje."))
    found = []
    for number, entry in enumerate(listed, 1):
        wrong = list(_wrong(entry))
        problems += [f"{path.name}, rättelse {number}: {told} Den används inte; rätta filen." for told in wrong]
        if not wrong:
            found.append(_correction(entry, number))
    return Kept(tuple(found), tuple(problems))


def add_correction(path: Path, one: Correction) -> Correction:
    """Put a choice at the end of the file, which is made if there is none; the choice with its number.

    UsageError, and the file as it was, where what is there already cannot be read or the file cannot be written.
    """
    if not one.role.strip() or not one.reason.strip():
        raise UsageError("a correction needs a role and a reason", "En rättelse behöver en roll och en anledning.")
    lines = ["[[correction]]"]
    for key in ("source", "table", "variable", "declared", "found", "text", "role", "reason"):
        value = getattr(one, key)
        if value or key in _NEEDED:
            lines.append(f"{key} = {_quoted(value)}")
        if key == "table":
            lines.append(f"what = {_quoted(one.what.value)}")
    lines.append(f"when = {one.when.isoformat()}")
    with _alone(path):
        text, numbers = _whole(path)
        before = text if not text or text.endswith("\n") else f"{text}\n"
        made = "\n".join([before or _PREAMBLE, *lines, ""])
        wrong = next(_wrong(parsed(made, path.name).stated["correction"][-1]), "")
        if len(made.encode()) > MOST_BYTES:
            wrong = f"{path.name} blir större än 1 MB."
        if wrong:  # what cannot be read again is not written
            raise UsageError(f"the correction cannot be kept in {path.name}", f"Rättelsen sparas inte: {wrong}")
        _write(path, made)
    return replace(one, number=numbers + 1)


def mark_correction(path: Path, number: int, key: str, day: date) -> None:
    """Say of a choice that it has ``ended`` or is ``taken_back`` on a day: a line below its header, all else as it was.

    UsageError for a number nothing has, and as in `add_correction`.
    """
    with _alone(path):
        text, numbers = _whole(path)
        if 1 <= number <= numbers and getattr(read_corrections(path).corrections[number - 1], key) is not None:
            return  # another program has said so
        lines = text.splitlines(keepends=True)
        headers = [at for at, line in enumerate(lines) if _HEADER.match(line)]
        if not 1 <= number <= numbers:
            raise UsageError(f"there is no correction {number}", f"Det finns ingen rättelse {number}.")
        if len(headers) != numbers:
            raise UsageError(
                f"{path.name}: write each correction below a line [[correction]] of its own",
                f"{path.name}: skriv varje rättelse under en egen rad [[correction]].",
            )
        at = headers[number - 1]
        ending = "" if lines[at].endswith("\n") else "\n"
        lines[at] = f"{lines[at]}{ending}{key} = {day.isoformat()}\n"
        made = "".join(lines)
        stated = parsed(made, path.name).stated["correction"]
        if len(stated) != numbers or stated[number - 1].get(key) != day:
            raise UsageError(f"{path.name} cannot be marked", f"{path.name}: rättelse {number} går inte att märka.")
        _write(path, made)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else adds to the file or marks it: a fetch says what has ended while a person chooses. UsageError."""
    lock = filelock.FileLock(path.with_name(".lock"), timeout=PATIENCE_SECONDS)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except filelock.Timeout as error:
        raise UsageError(
            f"{path} is held by another program: try again",
            f"Ett annat program skriver i {path.name}. Försök igen om en stund.",
        ) from error
    except OSError as error:
        raise _unwritten(path, error) from error
    try:
        yield
    finally:
        lock.release()


def _whole(path: Path) -> tuple[str, int]:
    """The file's text and how many choices it has; UsageError where anything of it cannot be read."""
    kept = read_corrections(path)
    if kept.problems:
        raise UsageError(f"mend {path.name} first: {kept.problems[0]}", f"Rätta filen först. {kept.problems[0]}")
    try:
        return _text_of(path), len(kept.corrections)
    except Absent:
        return "", 0


def _text_of(path: Path) -> str:
    """The file's text. Absent; UsageError for what is no regular file, too large or no UTF-8."""
    return decoded(read_regular(path, MOST_BYTES), path.name).replace("\r\n", "\n")


def _write(path: Path, text: str) -> None:
    try:
        write_atomically(path, text.encode())
    except OSError as error:
        raise _unwritten(path, error) from error


def _unwritten(path: Path, error: OSError) -> UsageError:
    return UsageError(
        f"{path} cannot be written ({error.strerror}): check the disk",
        f"{path.name} går inte att skriva ({reason_sv(error)}). Se efter på disken.",
    )


def _wrong(entry: Any) -> Iterator[str]:
    """What is wrong with one choice, in Swedish sentences."""
    if not isinstance(entry, Mapping):
        yield "är ingen tabell."
        return
    for key, value in entry.items():
        if key not in _KNOWN:
            yield f"”{key}” är okänt; det finns {', '.join(_KNOWN)}."
        elif key in _TEXTS and (not isinstance(value, str) or len(value) > MOST_TEXT):
            yield f"”{key}” ska vara en text på högst {MOST_TEXT} tecken."
        elif key in _DAYS and (not isinstance(value, date) or isinstance(value, datetime)):
            yield f"”{key}” ska vara en dag, t.ex. 2026-11-27, utan citattecken."
        elif key == "what" and value not in {role.value for role in Role}:
            yield f"”what” ska vara något av {', '.join(role.value for role in Role)}."
    for key in _NEEDED:
        if key not in entry or (isinstance(entry[key], str) and not entry[key].strip()):
            yield f"”{key}” saknas."


def _correction(entry: Mapping[str, Any], number: int) -> Correction:
    return Correction(
        source=entry["source"],
        table=entry["table"],
        what=Role(entry["what"]),
        variable=entry.get("variable", ""),
        declared=entry["declared"],
        found=entry["found"],
        text=entry.get("text", ""),
        when=entry["when"],
        role=entry["role"],
        reason=entry["reason"],
        ended=entry.get("ended"),
        taken_back=entry.get("taken_back"),
        number=number,
    )


def _quoted(text: str) -> str:
    """A TOML string on one line; what is no text at all is replaced."""
    return '"' + "".join(map(_escaped, text.encode("utf-8", "replace").decode())) + '"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    return sign if sign.isprintable() else f"\\U{ord(sign):08X}"
