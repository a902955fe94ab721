"""A version of the shared data: a numbered list of all its files, created exclusively and never changed or removed.

    versions/000000012.json     {"schema": 1, "number": 12, "writer": "…", "made": "…", "files": [[path, size, sha256]]}
    pieces/ab/ab03…             a file, named by the SHA-256 of its content

The newest is found by asking for numbers by name, each next to the one known: a listing that is old does no harm.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from loaders.ground.clock import from_text, to_text
from loaders.ground.errors import StoreDamaged, StoreError
from loaders.ground.files import digest
from loaders.storage.place import Storage

SCHEMA = 1
LARGEST_VERSION_BYTES = 200_000_000
CONDITION = "conditional-write"
"""An object that is always there: a place that lets it be created anew creates nothing exclusively."""
_FOLDER = "versions/"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PATH = re.compile(r"[^./\\][^/\\\x00]*(/[^./\\][^/\\\x00]*)*")


@dataclass(frozen=True, slots=True, order=True)
class File:
    """One file of a version: its path in the data folder with strokes, bytes, and SHA-256."""

    path: str
    size: int
    sha256: str

    @property
    def piece(self) -> str:
        """The object that holds its content."""
        return f"pieces/{self.sha256[:2]}/{self.sha256}"


Files = Mapping[str, File]
"""Files by path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """All files there are at a number. writer: a text of its own for each try to publish, and of nobody. made: UTC."""

    number: int
    writer: str
    made: datetime
    files: Files


def version_name(number: int) -> str:
    """The object that holds a version."""
    return f"{_FOLDER}{number:09d}.json"


def serialised(version: Version) -> bytes:
    """A version as an object, with the hash of what it says."""
    stated: dict[str, object] = {
        "schema": SCHEMA,
        "number": version.number,
        "writer": version.writer,
        "made": to_text(version.made),
        "files": [[one.path, one.size, one.sha256] for one in sorted(version.files.values())],
    }
    return orjson.dumps({**stated, "sha256": _hash(stated)}, option=orjson.OPT_SORT_KEYS)


def parse(content: bytes, number: int, piece: str) -> Version:
    """The version that these bytes are. StoreDamaged if they are not as written, StoreError for a later schema."""
    try:
        stated: dict[str, Any] = orjson.loads(content)
        if _hash({name: value for name, value in stated.items() if name != "sha256"}) != stated["sha256"]:
            raise ValueError("what it says does not have the hash it states")
        if stated["schema"] != SCHEMA:
            raise StoreError(f"{piece} has schema {stated['schema']}, this program reads {SCHEMA}: update Länspuls")
        if stated["number"] != number:
            raise ValueError(f"it says that it is number {stated['number']}")
        return Version(
            number=number,
            writer=str(stated["writer"]),
            made=from_text(stated["made"]),
            files=files_of(stated["files"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreDamaged(piece, f"is damaged ({error})", _RESTORE) from error


def files_of(rows: Iterable[Any]) -> dict[str, File]:
    """Files by path, from rows of path, size and SHA-256. ValueError or TypeError for what can be none."""
    found = {}
    for path, size, sha256 in rows:
        if not _PATH.fullmatch(path) or not _SHA256.fullmatch(sha256) or type(size) is not int or size < 0:
            raise ValueError(f"{path!r} is no file of a version")
        found[path] = File(path, size, sha256)
    return found


def read_version(storage: Storage, number: int) -> Version:
    """A version that is there. StoreDamaged where it is gone or damaged, StorageUnreachable."""
    name = version_name(number)
    piece = f"{storage.address}/{name}"
    content = storage.read(name, LARGEST_VERSION_BYTES)
    if content is None:
        raise StoreDamaged(piece, "is missing", _RESTORE)
    return parse(content, number, piece)


def newest_number(storage: Storage, known: int) -> int:
    """The number of the newest version; 0 where there is none. known: one that is there, 0 for none.

    Costs one question where nothing is new. Where none is known a listing says where to begin, and no more.
    """
    low, step = known or _listed(storage), 1
    while storage.size(version_name(low + step)) is not None:
        low += step
        step *= 2
    high = low + step
    while high - low > 1:
        between = (low + high) // 2
        if storage.size(version_name(between)) is not None:
            low = between
        else:
            high = between
    return low


def require_known(storage: Storage, known: int) -> None:
    """StoreError where a version that this machine knows is not there: it is another place, or it was emptied."""
    if known and storage.size(version_name(known)) is None:
        raise StoreError(
            f"{storage.address} does not have version {known}, which this machine has read there: nothing is read or "
            "written. Is `data` another place than before, or a share that is not mounted? Where the place was emptied "
            "on purpose, move this machine's copy aside (the setting copy_dir) and start again"
        )


def _listed(storage: Storage) -> int:
    numbers = [0]
    for name in storage.names(_FOLDER):
        found = re.fullmatch(r"versions/(\d{9})\.json", name)
        if found:
            numbers.append(int(found[1]))
    highest = max(numbers)
    return highest if highest and storage.size(version_name(highest)) is not None else 0


def _hash(stated: Mapping[str, object]) -> str:
    return digest(orjson.dumps(stated, option=orjson.OPT_SORT_KEYS))


_RESTORE = "put the object back from a version that the place keeps (S3: versioning) or restore a backup"
