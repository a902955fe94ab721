"""Raw snapshots: the answers as they came, kept so that a wrong reading can be repaired without asking again.

    data/raw/<source>/<table>/<sha256>.json.zst     one answer, Zstandard; the name is the hash of what is inside
    data/raw/<source>/<table>/<sha256>.zst          the same for what is no JSON: pages, workbooks, CSV
    data/raw/lock.json                              which answers make up which publication

Answers are kept byte for byte but for one thing: the value of ``extension.contact`` (names, telephone numbers and
e-mail addresses of the publisher's staff) becomes ``[]``, in metadata and in data alike. The newest publications of
each table are kept, the number is a setting.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import filelock
import orjson
import pyarrow as pa

from loaders.ground.clock import from_text, utc
from loaders.ground.errors import StoreError
from loaders.ground.files import BOM, digest, write_atomically

SCHEMA = 1
LOCK_FILE = "lock.json"
_ENDING, _JSON_ENDING = ".zst", ".json.zst"
_PATIENCE = 300
_CONTACT = re.compile(rb'(?<!\\)"contact"\s*:\s*')


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The answers that make up one publication of a table as it was fetched.

    metadata: hashes of metadata answers. data: hashes of data answers, in the order they were kept. Times are UTC.
    """

    source: str
    table: str
    url: str
    query_hash: str
    fetched: datetime
    updated: datetime
    metadata: tuple[str, ...] = ()
    data: tuple[str, ...] = ()


class Keeper:
    """Takes the answers of one publication as they arrive; made by Snapshots.keeping()."""

    def __init__(self, folder: Path, snapshot: Snapshot) -> None:
        self._folder = folder
        self.snapshot = snapshot

    def add(self, body: bytes) -> str:
        """Keep a data answer and give its hash."""
        name = self._put(body)
        self.snapshot = replace(self.snapshot, data=(*self.snapshot.data, name))
        return name

    def add_metadata(self, body: bytes) -> str:
        """Keep a metadata answer and give its hash."""
        name = self._put(body)
        self.snapshot = replace(self.snapshot, metadata=(*self.snapshot.metadata, name))
        return name

    def _put(self, body: bytes) -> str:
        kept = without_contact(body)
        name = digest(kept)
        is_json = kept.removeprefix(BOM).lstrip()[:1] in (b"{", b"[")
        path = self._folder / f"{name}{_JSON_ENDING if is_json else _ENDING}"
        if not path.exists():
            with _disk_errors():
                write_atomically(path, memoryview(compressed(kept)))
        return name


class Snapshots:
    """The raw answers in a folder. ``kept`` is how many publications per table stay."""

    def __init__(self, root: Path | str, kept: int = 24) -> None:
        self.root = Path(root)
        self._kept = kept

    @contextmanager
    def keeping(
        self,
        source: str,
        table: str,
        *,
        url: str,
        query_hash: str,
        fetched: datetime,
        updated: datetime,
        kept: int | None = None,
    ) -> Iterator[Keeper]:
        """A keeper whose answers become a snapshot when the block ends, and are forgotten if it fails.

        kept: publications of this table to keep, if fewer than of others. The same answers of the same publication
        again change nothing. At the end snapshots beyond the number to keep go, with all files of the table that no
        snapshot names. One program at a time per table; StoreError if another one takes too long, or the folder may
        not be written.
        """
        folder = self.root / source / table
        with _locked(folder / ".lock"):
            empty = Snapshot(
                source=source, table=table, url=url, query_hash=query_hash, fetched=utc(fetched), updated=utc(updated)
            )
            keeper = Keeper(folder, empty)
            yield keeper
            with _locked(self.root / ".lock"):
                self._enter(keeper.snapshot, min(kept or self._kept, self._kept))
            self._sweep(source, table)

    def snapshots(self, source: str | None = None, table: str | None = None) -> tuple[Snapshot, ...]:
        """What is kept, of one source or table if named: by source and table, and within a table oldest first."""
        return tuple(s for s in self._all() if source in (None, s.source) and table in (None, s.table))

    def read(self, snapshot: Snapshot) -> Iterator[bytes]:
        """The data answers of a snapshot, one by one, to be tidied again. StoreError if one is gone or damaged."""
        return (self._body(snapshot, name) for name in snapshot.data)

    def read_metadata(self, snapshot: Snapshot) -> Iterator[bytes]:
        """The metadata answers of a snapshot. StoreError if one is gone or damaged."""
        return (self._body(snapshot, name) for name in snapshot.metadata)

    def _body(self, snapshot: Snapshot, name: str) -> bytes:
        folder = self.root / snapshot.source / snapshot.table
        path = folder / f"{name}{_JSON_ENDING}"
        if not path.exists():
            path = folder / f"{name}{_ENDING}"
        try:
            with pa.input_stream(str(path), compression="zstd") as stream:
                body: bytes = stream.read()
        except (OSError, pa.ArrowException) as error:
            raise StoreError(f"the kept answer {name} of {snapshot.table} cannot be read: fetch it again") from error
        if digest(body) != name:
            raise StoreError(f"the kept answer {name} of {snapshot.table} is damaged: remove it and fetch it again")
        return body

    def _all(self) -> list[Snapshot]:
        try:
            stated = orjson.loads((self.root / LOCK_FILE).read_bytes())
            if stated["schema"] != SCHEMA:
                raise StoreError(f"{LOCK_FILE} of the raw answers has schema {stated['schema']}: update Länspuls")
            return [_snapshot(entry) for entry in stated["snapshots"]]
        except FileNotFoundError:
            return []
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise StoreError(
                f"{LOCK_FILE} of the raw answers is damaged ({error}): remove the folder of raw answers "
                "and run `lanspuls fetch --full`"
            ) from error

    def _enter(self, snapshot: Snapshot, kept: int) -> None:
        known = self._all()
        of_table = [s for s in known if (s.source, s.table) == (snapshot.source, snapshot.table)]
        if any(replace(s, fetched=snapshot.fetched) == snapshot for s in of_table):
            return
        # stable: of two with the same times the later added one is the newer
        stay = sorted([*of_table, snapshot], key=lambda s: (s.fetched, s.updated))[-kept:]
        others = [s for s in known if (s.source, s.table) != (snapshot.source, snapshot.table)]
        entries = sorted([*others, *stay], key=lambda s: (s.source, s.table))
        stated = {"schema": SCHEMA, "snapshots": [asdict(entry) for entry in entries]}
        options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z
        write_atomically(self.root / LOCK_FILE, orjson.dumps(stated, option=options))

    def _sweep(self, source: str, table: str) -> None:
        named = {name for s in self.snapshots(source, table) for name in (*s.metadata, *s.data)}
        for path in (self.root / source / table).iterdir():
            if path.name != ".lock" and path.name.partition(".")[0] not in named:
                path.unlink()


def without_contact(body: bytes) -> bytes:
    """The answer with the value of ``extension.contact`` replaced by ``[]``, and every other byte as it was."""
    if not _CONTACT.search(body):
        return body
    try:
        contact = orjson.loads(body).get("extension", {}).get("contact")
    except (orjson.JSONDecodeError, AttributeError):
        return body
    if not contact:
        return body
    for found in _CONTACT.finditer(body):
        value, length = _value_at(body, found.end())
        if value == contact:
            return body[: found.end()] + b"[]" + body[found.end() + length :]
    raise StoreError("an answer's contacts were not found where they stand: the answer cannot be kept")


def compressed(body: bytes) -> pa.Buffer:
    """Zstandard frame of the bytes; the same bytes give the same frame."""
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(body)
    return sink.getvalue()


def _value_at(body: bytes, start: int) -> tuple[object, int]:
    """The JSON value that begins there and its length in bytes."""
    text = body[start:].decode("utf-8")
    value, end = json.JSONDecoder().raw_decode(text)
    return value, len(text[:end].encode("utf-8"))


def _snapshot(entry: Mapping[str, Any]) -> Snapshot:
    times = {name: from_text(entry[name]) for name in ("fetched", "updated")}
    return Snapshot(**{**entry, **times, "metadata": tuple(entry["metadata"]), "data": tuple(entry["data"])})


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    lock = filelock.FileLock(path, timeout=_PATIENCE)
    with _disk_errors():
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _disk_errors() -> Iterator[None]:
    try:
        yield
    except filelock.Timeout as error:
        raise StoreError(
            f"another program has been keeping answers for {_PATIENCE} seconds: wait for it or end it, then try again"
        ) from error
    except OSError as error:
        raise StoreError(
            f"raw answers cannot be kept ({error.strerror or error}): check the disk and the folder's permissions"
        ) from error
