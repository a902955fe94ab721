"""Pieces on their way: many at a time, each held against its hash before anything uses it."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from loaders.ground.errors import StoreDamaged, StoreError
from loaders.ground.files import TEMPORARY, disk_fault, give_name, put_in_place, take_away
from loaders.storage.place import Storage
from loaders.storage.tree import within
from loaders.storage.versions import File

AT_ONCE = 8
TRIES = 2
"""A piece that came with another hash is asked for once more: it may have been spoilt on its way."""


def fetch(storage: Storage, files: Iterable[File], into: Path) -> list[StoreDamaged]:
    """Put the pieces of files into a folder, each under its SHA-256; those that are gone or damaged, by name.

    What lies there already was held against its hash when it came. StorageUnreachable, OSError.
    """
    wanted = {one.sha256: one for one in files if not (into / one.sha256).exists()}
    if not wanted:
        return []
    into.mkdir(parents=True, exist_ok=True)

    def one(file: File) -> StoreDamaged | None:
        try:
            _fetch(storage, file, into / file.sha256)
        except StoreDamaged as error:
            return error
        return None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [error for error in pool.map(one, wanted.values()) if error is not None]


def _fetch(storage: Storage, file: File, target: Path) -> None:
    unfinished = target.with_name(f"{TEMPORARY}{target.name}")
    reason = ""
    for _ in range(TRIES):
        if not storage.read_into(file.piece, unfinished, file.size):
            reason = "is missing"
            break
        if unfinished.stat().st_size == file.size and is_of_hash(unfinished, file.sha256):
            with unfinished.open("rb+") as done:
                os.fsync(done.fileno())
            put_in_place(unfinished, target)
            return
        reason = "is damaged (its content does not have the hash it is named by)"
    take_away(unfinished)
    raise damaged(storage, file, reason)


def damaged(storage: Storage, file: File, reason: str) -> StoreDamaged:
    """What is wrong with the piece of a file."""
    return StoreDamaged(
        f"{storage.address}/{file.piece}",
        f"({file.path}) {reason}",
        "the version before stays in use; `lanspuls repair` on a machine that has the file puts it back",
    )


def is_of_hash(path: Path, sha256: str) -> bool:
    """Whether a file's content has this hash. OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def send(storage: Storage, files: Iterable[File], folder: Path) -> int:
    """Put files' pieces there; how many. StoreError where one has changed since it was read."""
    wanted = {one.sha256: one for one in files}

    def one(file: File) -> None:
        path = folder / file.path
        storage.put(file.piece, path)
        if not is_of_hash(path, file.sha256):  # somebody writes in it: no version names what was sent
            raise StoreError(f"{file.path} was changed while it was published: nothing is published, try again")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, wanted.values()))
    return len(wanted)


def lay(staged: Path, folder: Path, files: Iterable[File]) -> None:
    """Put staged pieces in place, in this order, each by one rename; a new edition as a whole folder. OSError."""
    for one in files:
        source, target = staged / one.sha256, folder / one.path
        edition = _new_edition(folder, one.path)
        if edition is not None:
            target = edition.with_name(f".{edition.name}") / target.relative_to(edition)
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f"{TEMPORARY}{one.sha256[:16]}")
        shutil.copyfile(source, unfinished)
        put_in_place(unfinished, target)
    for hidden in (*folder.glob("editions/*/.*"), *folder.glob("lan/*/editions/*/.*")):
        number = hidden.name.removeprefix(".")
        if number.isdigit() and hidden.is_dir():
            give_name(hidden, hidden.with_name(number))


def _new_edition(folder: Path, path: str) -> Path | None:
    """The folder of the edition that a file belongs to, where it is not there yet."""
    region, inside = within(path)
    parts = inside.split("/")
    if parts[0] != "editions" or len(parts) < 4:
        return None
    edition = folder / region / "/".join(parts[:3])
    return None if edition.exists() else edition


def remove(folder: Path, paths: Iterable[str]) -> None:
    """Take files away, and folders that hold nothing more. OSError."""
    for path in paths:
        target = folder / path
        take_away(target)
        for above in target.relative_to(folder).parents[:-1]:
            if any((folder / above).iterdir()):
                break
            (folder / above).rmdir()


@contextmanager
def disk_told() -> Iterator[None]:
    """What this machine's disk does, as StoreError."""
    try:
        yield
    except OSError as error:
        raise disk_fault(
            "this machine's copy of the shared data (the setting copy_dir) cannot be written",
            "Den här datorns kopia (copy_dir) av det som delas går inte att skriva",
            error,
        ) from error
