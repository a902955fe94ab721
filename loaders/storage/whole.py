"""Whether the shared data is whole: every piece of the newest version read against its hash, and put again if not."""

import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from loaders.ground.errors import StoreDamaged
from loaders.ground.files import take_away
from loaders.storage import pieces
from loaders.storage.place import Storage
from loaders.storage.versions import File, newest_number, read_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was read of a version: its number, how many pieces, and those that are gone or damaged, with their files."""

    number: int
    read: int
    damages: tuple[tuple[File, StoreDamaged], ...] = ()


def check_whole(storage: Storage, known: int = 0) -> Checked:
    """Read all pieces of the newest version. StorageUnreachable; StoreDamaged where its list is."""
    number = newest_number(storage, known)
    if not number:
        return Checked(number=0, read=0)
    files = {one.sha256: one for one in read_version(storage, number).files.values()}
    with tempfile.TemporaryDirectory(prefix="lanspuls-") as folder:

        def one(file: File) -> tuple[File, StoreDamaged] | None:
            found = pieces.fetch(storage, [file], Path(folder))
            take_away(Path(folder) / file.sha256)
            return (file, found[0]) if found else None

        with ThreadPoolExecutor(pieces.AT_ONCE) as pool:
            damages = tuple(each for each in pool.map(one, files.values()) if each is not None)
    return Checked(number=number, read=len(files) - len(damages), damages=damages)


def put_again(
    storage: Storage, damages: Iterable[tuple[File, StoreDamaged]], folder: Path
) -> tuple[list[File], list[File]]:
    """Put pieces anew from a working copy whose files have their hashes: those put, and those that cannot be."""
    put, lost = [], []
    there = {one.sha256: one.path for one in _there(folder, [file for file, _ in damages])}
    for file, _ in damages:
        if file.sha256 in there:
            storage.put(file.piece, folder / there[file.sha256])
            put.append(file)
        else:
            lost.append(file)
    return put, lost


def _there(folder: Path, files: Iterable[File]) -> Iterable[File]:
    for file in files:
        path = folder / file.path
        if path.is_file() and pieces.is_of_hash(path, file.sha256):
            yield file
