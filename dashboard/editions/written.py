"""The files of editions: ``<folder>/<day>/<number>/``, written once, whole or not at all, and verified when read.

``manifest.json`` names every file with its size and SHA-256. A folder that is being written has a name that no reader
looks at, with the process that writes it, and gets its own by one rename. What a killed process leaves the next
publishing removes.
"""

import errno
import hashlib
import os
import re
import secrets
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import orjson

from dashboard.editions.content import Edition, EditionDamaged, decoded
from loaders.ground.clock import read_day
from loaders.ground.errors import DiskFault, NoSuchMeeting, UsageError
from loaders.ground.files import disk_fault, give_name, is_alive
from loaders.ground.people.files import Absent, read_regular

CONTENT, MANIFEST, BODY = "edition.json", "manifest.json", "sida.html"
"""The edition as data; the list of its files; the body of its page."""
LARGEST_FILE_BYTES = 100_000_000
MOST_KEPT = 4
"""Editions that are held in memory as values."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,3}", re.ASCII)
_NAME = re.compile(r"[^\W_][^/\\\x00-\x1f\x7f<>:\"|?*]{0,179}")
"""Names of files that every system takes; those of attachments are people's, with spaces and å, ä, ö."""
ATTACHED = "bilaga-"
"""How the name of an attachment begins, so that none is taken for a file of the edition's own."""
_MANIFEST_SCHEMA = 1
_UNFINISHED = re.compile(r"\.gors-[1-9]\d*-(?:(\d+)-)?[0-9a-f]{8}", re.ASCII)
"""The name of a folder that is being written, with the process; before November 2026 without."""
LEFT_SECONDS = 3600.0
"""A folder that nobody has written in for so long is no longer being written: also where several machines share it."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Which edition: the meeting's day and its number from 1."""

    day: date
    number: int

    @property
    def name_sv(self) -> str:
        """What it is called in messages."""
        return f"Utgåva {self.number} av mötet {self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of an edition: its name, size in bytes and SHA-256 in hex."""

    name: str
    size: int
    sha256: str


class Editions:
    """The published editions in a folder. Reads nothing but what was published; may be shared by threads."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._verified: dict[Path, tuple[int, int, str]] = {}
        self._editions: dict[tuple[Key, str], Edition] = {}

    def days(self) -> tuple[date, ...]:
        """Days of meetings that have an edition, newest first."""
        return tuple(sorted((day for day in self._days() if self.numbers(day)), reverse=True))

    def numbers(self, day: date) -> tuple[int, ...]:
        """Numbers of a meeting's editions, the first first."""
        names = _folders_in(self._folder / day.isoformat() if self._folder else None)
        return tuple(sorted(int(name) for name in names if _NUMBER.fullmatch(name)))

    def newest(self, day: date) -> Key:
        """A meeting's newest edition. NoSuchMeeting where it has none."""
        numbers = self.numbers(day)
        if not numbers:
            raise _no_meeting(day.isoformat())
        return Key(day, numbers[-1])

    def key(self, day: str, number: str = "") -> Key:
        """The edition of a day and a number as they stand in an address; the newest without one. NoSuchMeeting."""
        if not _DAY.fullmatch(day):
            raise _no_meeting(day)
        try:
            held = read_day(day)
        except UsageError:
            raise _no_meeting(day) from None
        if not number:
            return self.newest(held)
        if not _NUMBER.fullmatch(number) or int(number) not in self.numbers(held):
            raise NoSuchMeeting(
                f"the meeting {day} has no edition {number[:10]}", f"Mötet {day} har ingen utgåva {number[:10]}."
            )
        return Key(held, int(number))

    def path(self, key: Key) -> Path:
        """The folder of an edition."""
        return (self._folder or Path()) / key.day.isoformat() / str(key.number)

    def listed(self, key: Key) -> tuple[Listed, ...]:
        """The files of an edition as its manifest names them. EditionDamaged where that cannot be read."""
        name = f"{key.name_sv}: {MANIFEST}"
        try:
            raw = orjson.loads(read_regular(self.path(key) / MANIFEST, LARGEST_FILE_BYTES))
            if raw["schema"] != _MANIFEST_SCHEMA:
                raise EditionDamaged(f"{name} is of schema {raw['schema']}", f"{name} är av ett okänt slag.")
            return tuple(Listed(one["name"], one["size"], one["sha256"]) for one in raw["files"])
        except (Absent, UsageError, orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise EditionDamaged(
                f"{name} is lost or damaged ({error}); restore the folder from a copy, it is never made anew",
                f"{key.name_sv} är skadad. Säg till den som sköter Länspuls.",
            ) from None

    def read(self, key: Key, name: str) -> bytes:
        """A file of an edition, verified. NoSuchMeeting where there is none; EditionDamaged where it is another."""
        found = next((one for one in self.listed(key) if one.name == name), None)
        if found is None:
            raise NoSuchMeeting(f"{key.name_sv} has no file '{name[:60]}'", f"{key.name_sv} har ingen sådan fil.")
        path = self.path(key) / name
        try:
            content = read_regular(path, LARGEST_FILE_BYTES)
            state = path.stat()
        except (Absent, UsageError, OSError) as error:
            raise self._damaged(key, name, str(error)) from None
        stamp = (state.st_mtime_ns, state.st_size, found.sha256)
        if self._verified.get(path) != stamp:
            if hashlib.sha256(content).hexdigest() != found.sha256:
                raise self._damaged(key, name, "its checksum is another")
            self._verified[path] = stamp
        return content

    def edition(self, key: Key) -> Edition:
        """The edition as values. EditionDamaged."""
        content = self.read(key, CONTENT)
        at = (key, hashlib.sha256(content).hexdigest())
        with self._lock:
            found = self._editions.get(at)
        if found is None:
            found = decoded(content, key.name_sv)
            with self._lock:
                self._editions[at] = found
                while len(self._editions) > MOST_KEPT:
                    self._editions.pop(next(iter(self._editions)))
        return found

    def damages(self) -> Iterator[EditionDamaged]:
        """What is wrong with any file of any edition."""
        for day in self.days():
            for number in self.numbers(day):
                yield from self._damages_of(Key(day, number))

    def _damages_of(self, key: Key) -> Iterator[EditionDamaged]:
        try:
            listed = self.listed(key)
        except EditionDamaged as error:
            yield error
            return
        for one in listed:
            try:
                if hashlib.sha256(self.read(key, one.name)).hexdigest() != one.sha256:
                    yield self._damaged(key, one.name, "its checksum is another")
            except EditionDamaged as error:
                yield error

    def _damaged(self, key: Key, name: str, why: str) -> EditionDamaged:
        return EditionDamaged(
            f"{self.path(key) / name}: {why}; restore the file from a copy, it is never made anew",
            f"{key.name_sv} är skadad. Säg till den som sköter Länspuls.",
        )

    def _days(self) -> Iterator[date]:
        for name in sorted(_folders_in(self._folder)):
            if _DAY.fullmatch(name):
                try:
                    yield read_day(name)
                except UsageError:
                    continue  # a folder named by a day that does not exist holds no meeting


def _folders_in(folder: Path | None) -> list[str]:
    """Names of the folders in a folder; none where there is no such folder."""
    if folder is None:
        return []
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    except (FileNotFoundError, NotADirectoryError):
        return []


def write(folder: Path, key: Key, files: Mapping[str, bytes]) -> Path:
    """Write an edition's files and their manifest, so that readers see all of it or nothing. The folder it got.

    UsageError where the edition is there already: what is published is never written again. DiskFault where the folder
    cannot be written; nothing is left there then.
    """
    target = folder / key.day.isoformat() / str(key.number)
    wrong = [name for name in files if not _NAME.fullmatch(name) or name == MANIFEST]
    if wrong:
        raise ValueError(f"no names of files of an edition: {', '.join(wrong)}")
    making = target.with_name(f".gors-{key.number}-{os.getpid()}-{secrets.token_hex(4)}")
    try:
        making.mkdir(parents=True)
        for name, content in files.items():
            _put(making / name, content)
        _put(making / MANIFEST, _manifest(files))
        if target.exists():
            raise FileExistsError
        give_name(making, target)  # refused by the system where the target holds anything
    except OSError as error:
        if target.exists():
            raise UsageError(
                f"{target} is there already; publish again for the next number",
                f"{key.name_sv} finns redan. Publicera igen, så får den nästa nummer.",
            ) from error
        raise _disk_fault(target, error) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return target


def make_ready(folder: Path, day: date) -> None:
    """Before the work of publishing: remove what killed processes have left, and see that the folder of a meeting can
    be written. DiskFault, with the folder, where it cannot."""
    for path in unfinished(folder):
        shutil.rmtree(path, ignore_errors=True)
    target = folder / day.isoformat()
    there = next(one for one in (target, *target.parents) if one.exists())
    code = 0 if os.access(there, os.W_OK | os.X_OK) else errno.EACCES
    if code := code if there.is_dir() else errno.ENOTDIR:
        raise _disk_fault(there, OSError(code, os.strerror(code)))


def unfinished(folder: Path) -> tuple[Path, ...]:
    """Folders of editions that nobody is writing any more: their process is gone, and they are an hour old."""
    days = [folder / name for name in sorted(_folders_in(folder)) if _DAY.fullmatch(name)]
    return tuple(day / name for day in days for name in sorted(_folders_in(day)) if _is_left(day / name))


def _is_left(path: Path) -> bool:
    found = _UNFINISHED.fullmatch(path.name)
    if found is None or (found[1] and is_alive(int(found[1]))):
        return False
    try:
        return time.time() - path.stat().st_mtime > LEFT_SECONDS
    except OSError:
        return False  # gone by now, or not to be looked at


def _disk_fault(path: Path, error: OSError) -> DiskFault:
    return disk_fault(f"{path}: no edition can be written", f"Utgåvan går inte att spara i {path}", error)


def _put(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _manifest(files: Mapping[str, bytes]) -> bytes:
    listed = [
        {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in sorted(files.items())
    ]
    return orjson.dumps({"schema": _MANIFEST_SCHEMA, "files": listed}, option=orjson.OPT_INDENT_2)


def _no_meeting(day: str) -> NoSuchMeeting:
    return NoSuchMeeting(f"there is no published meeting on {day[:40]}", f"Det finns inget möte den {day[:40]}.")
