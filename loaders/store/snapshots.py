"""Raw snapshots: the answers as they came, kept so that a wrong reading can be repaired without asking again.

    data/raw/<source>/<table>/<sha256>.json.zst     one answer, Zstandard; the name is the hash of what is inside
    data/raw/<source>/<table>/<sha256>.zst          the same for what is no JSON: pages, workbooks, CSV
    data/raw/lock.json                              which answers make up which publication; lock.1.json says the same

Answers are kept byte for byte but for one thing: the value of ``extension.contact`` (names, telephone numbers and
e-mail addresses of the publisher's staff) becomes ``[]``, in metadata and in data alike. The newest publications of
each table are kept, the number is a setting.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import filelock
import orjson
import pyarrow as pa

from loaders.ground.clock import from_text, utc
from loaders.ground.errors import StoreDamaged, StoreError
from loaders.ground.files import BOM, TEMPORARY, digest, disk_fault, put_in_place, take_away, write_atomically
from loaders.ground.raw import blocks
from loaders.store.damage import Damage, move_aside, piece_of, told_as_damage
from loaders.store.statements import damages_of, read_statement, write_statement

SCHEMA = 1
LOCK_FILE = "lock.json"
_ANSWER = (
    "the figures that were read from it are stored all the same; nothing was removed, and `lanspuls verify` lists all "
    "that is damaged"
)
_ENDING, _JSON_ENDING = ".zst", ".json.zst"
_PATIENCE = 300
_CONTACT = re.compile(rb'(?<!\\)"contact"\s*:\s*')


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One answer of a snapshot, so that it can be read again as it was: what it was called, and its hash.

    event: what a person said that it counts (Raw.event).
    """

    name: str
    sha256: str
    metadata: bool = False
    event: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The answers that make up one publication of a table as it was fetched.

    metadata: hashes of metadata answers. data: hashes of data answers, in the order they were kept. Times are UTC.
    answers: all of them in the order they came; empty in snapshots of earlier programs.
    """

    source: str
    table: str
    url: str
    query_hash: str
    fetched: datetime
    updated: datetime
    metadata: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    answers: tuple[Kept, ...] = ()


class Keeper:
    """Takes the answers of one publication as they arrive; made by Snapshots.keeping()."""

    def __init__(self, folder: Path, snapshot: Snapshot) -> None:
        self._folder = folder
        self.snapshot = snapshot

    def add(self, body: bytes, called: str = "", event: str = "") -> str:
        """Keep a data answer and give its hash. called, event: those of the raw answer, to read it again by."""
        name = self._put(body)
        answer = Kept(name=called, sha256=name, event=event)
        self.snapshot = replace(
            self.snapshot, data=(*self.snapshot.data, name), answers=(*self.snapshot.answers, answer)
        )
        return name

    def add_metadata(self, body: bytes, called: str = "") -> str:
        """Keep a metadata answer and give its hash."""
        name = self._put(body)
        answer = Kept(name=called, sha256=name, metadata=True)
        self.snapshot = replace(
            self.snapshot, metadata=(*self.snapshot.metadata, name), answers=(*self.snapshot.answers, answer)
        )
        return name

    def add_file(self, path: Path, called: str = "", event: str = "") -> str:
        """Keep a data answer that lies on disk, byte for byte and without holding it, and give its hash."""
        whole = hashlib.sha256()
        with path.open("rb") as stream:
            for block in blocks(stream):
                whole.update(block)
        name = whole.hexdigest()
        kept = self._folder / f"{name}{_ENDING}"
        if not kept.exists():
            with _disk_errors():
                write_in_blocks(kept, path)
        answer = Kept(name=called, sha256=name, event=event)
        self.snapshot = replace(
            self.snapshot, data=(*self.snapshot.data, name), answers=(*self.snapshot.answers, answer)
        )
        return name

    def _put(self, body: bytes) -> str:
        kept = without_contact(body)
        name = digest(kept)
        is_json = kept.removeprefix(BOM).lstrip()[:1] in (b"{", b"[")
        path = self._folder / f"{name}{_JSON_ENDING if is_json else _ENDING}"
        if not self._is_kept(path, name):
            with _disk_errors():
                write_atomically(path, memoryview(compressed(kept)))
        return name

    def _is_kept(self, path: Path, name: str) -> bool:
        """Whether the answer is there and whole; a damaged one is moved aside."""
        root = self._folder.parent.parent
        try:
            read_compressed(path, name, piece_of(root, path))
        except StoreDamaged:
            if path.exists():
                with _disk_errors():
                    move_aside(root, path)
            return False
        return True


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
        again change nothing. At the end snapshots beyond the number to keep go, with the answers that
        only they had. One program at a time per table; StoreError if another one takes too long, or the folder may
        not be written.
        """
        folder = self.root / source / table
        with _locked(folder / ".lock"):
            with _locked(self.root / ".lock"), _disk_errors():
                self._begin()
            empty = Snapshot(
                source=source, table=table, url=url, query_hash=query_hash, fetched=utc(fetched), updated=utc(updated)
            )
            keeper = Keeper(folder, empty)
            yield keeper
            with _locked(self.root / ".lock"), _disk_errors():
                gone = self._enter(keeper.snapshot, min(kept or self._kept, self._kept))
                self._sweep(source, table, gone)

    def snapshots(self, source: str | None = None, table: str | None = None) -> tuple[Snapshot, ...]:
        """What is kept, of one source or table if named: by source and table, and within a table oldest first."""
        return tuple(s for s in self._all() if source in (None, s.source) and table in (None, s.table))

    def read(self, snapshot: Snapshot) -> Iterator[bytes]:
        """The data answers of a snapshot, one by one, to be tidied again. StoreError if one is gone or damaged."""
        return (self._body(snapshot, name) for name in snapshot.data)

    def read_metadata(self, snapshot: Snapshot) -> Iterator[bytes]:
        """The metadata answers of a snapshot. StoreError if one is gone or damaged."""
        return (self._body(snapshot, name) for name in snapshot.metadata)

    def damages(self) -> tuple[Damage, ...]:
        """Every damaged or lost file of the raw answers; reads all of them."""
        found = damages_of(self.root, LOCK_FILE, SCHEMA) if self.root.is_dir() else []
        try:
            snapshots = self.snapshots()
        except StoreError:
            return tuple(found)
        if not snapshots and not self._has_answers():
            return ()
        for snapshot in snapshots:
            for name in dict.fromkeys((*snapshot.metadata, *snapshot.data)):
                try:
                    self._body(snapshot, name)
                except StoreDamaged as error:
                    found.append(Damage(piece=error.piece, reason=error.reason, loses_figures=False))
        return tuple({damage.piece: damage for damage in found}.values())

    def read_answer(self, snapshot: Snapshot, answer: Kept) -> bytes:
        """One answer of a snapshot. StoreDamaged if it is gone or damaged."""
        return self._body(snapshot, answer.sha256)

    def _body(self, snapshot: Snapshot, name: str) -> bytes:
        folder = self.root / snapshot.source / snapshot.table
        path = folder / f"{name}{_JSON_ENDING}"
        if not path.exists():
            path = folder / f"{name}{_ENDING}"
        return read_compressed(path, name, piece_of(self.root, path), _ANSWER)

    def _all(self) -> list[Snapshot]:
        """What the lock file says, or its copy where it is damaged or gone. StoreDamaged where there is neither."""
        stated = read_statement(self.root, LOCK_FILE, SCHEMA, is_begun=self._has_answers())
        with told_as_damage(piece_of(self.root, self.root / LOCK_FILE)):
            return [] if stated is None else [_snapshot(entry) for entry in stated["snapshots"]]

    def _begin(self) -> None:
        """Write an empty lock file before the first answer: answers without any have lost it."""
        if not (self.root / LOCK_FILE).exists() and not self._has_answers():
            self._write([])

    def _has_answers(self) -> bool:
        return any(True for _ in self.root.glob(f"*/*/*{_ENDING}"))

    def _write(self, snapshots: list[Snapshot]) -> None:
        write_statement(self.root, LOCK_FILE, {"schema": SCHEMA, "snapshots": [asdict(entry) for entry in snapshots]})

    def _enter(self, snapshot: Snapshot, kept: int) -> set[str]:
        """Add a snapshot, and give the names of answers that only snapshots beyond the number to keep had."""
        try:
            known = self._all()
        except StoreDamaged:  # answers that were kept stay where they are; which publications they were is not known
            known = []
        of_table = [s for s in known if (s.source, s.table) == (snapshot.source, snapshot.table)]
        if any(replace(s, fetched=snapshot.fetched) == snapshot for s in of_table):
            return set()
        # stable: of two with the same times the later added one is the newer
        ordered = sorted([*of_table, snapshot], key=lambda s: (s.fetched, s.updated))
        stay, go = ordered[-kept:], ordered[:-kept]
        others = [s for s in known if (s.source, s.table) != (snapshot.source, snapshot.table)]
        self._write(sorted([*others, *stay], key=lambda s: (s.source, s.table)))
        return _names(go) - _names(stay)

    def _sweep(self, source: str, table: str, gone: set[str]) -> None:
        """Remove answers beyond the number to keep; what no snapshot ever named is moved aside."""
        named = _names(self.snapshots(source, table))
        for path in (self.root / source / table).iterdir():
            name = path.name.partition(".")[0]
            if path.name == ".lock" or name in named:
                continue
            if name in gone or path.name.startswith(TEMPORARY):
                take_away(path)
            else:
                move_aside(self.root, path)


def _names(snapshots: Iterable[Snapshot]) -> set[str]:
    return {name for s in snapshots for name in (*s.metadata, *s.data)}


def read_compressed(path: Path, sha256: str, piece: str, advice: str = "") -> bytes:
    """The content of a Zstandard file whose content has this hash. StoreDamaged if it is gone or has not."""
    with told_as_damage(piece):
        with pa.input_stream(str(path), compression="zstd") as stream:
            body: bytes = stream.read()
        if digest(body) != sha256:
            raise StoreDamaged(piece, "is damaged (its content does not have the hash it is named by)", advice)
        return body


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


def write_in_blocks(path: Path, source: Path) -> None:
    """A file as a Zstandard frame, put at path by rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{TEMPORARY}{secrets.token_hex(8)}")
    try:
        with (
            source.open("rb") as stream,
            pa.OSFile(str(unfinished), "wb") as sink,
            pa.CompressedOutputStream(sink, "zstd") as packed,
        ):
            for block in blocks(stream):
                packed.write(block)
        put_in_place(unfinished, path)
    except OSError:
        take_away(unfinished)
        raise


def _value_at(body: bytes, start: int) -> tuple[object, int]:
    """The JSON value that begins there and its length in bytes."""
    text = body[start:].decode("utf-8")
    value, end = json.JSONDecoder().raw_decode(text)
    return value, len(text[:end].encode("utf-8"))


def _snapshot(entry: Mapping[str, Any]) -> Snapshot:
    times = {name: from_text(entry[name]) for name in ("fetched", "updated")}
    lists = {name: tuple(entry[name]) for name in ("metadata", "data")}
    answers = tuple(Kept(**answer) for answer in entry.get("answers", ()))
    return Snapshot(**{**entry, **times, **lists, "answers": answers})


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
        raise disk_fault("raw answers cannot be kept", "Källornas svar går inte att spara", error) from error
