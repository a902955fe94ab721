"""One Parquet file of history rows: what changed in one indicator with one publication. Written once, never changed.

Columns: own dimensions, region_code, period (dictionary text), value (float64, null never NaN), status and symbol
(dictionary text), table (dictionary text), published and fetched (timestamp, UTC). Rows are sorted by key. A row group
holds whole slices (combinations of own dimensions), small ones together, and the file's metadata says which, so
that one slice is read without the rest, and which publication it is, so that a lost manifest can be written anew.
"""

import hashlib
import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.ground.errors import StoreDamaged, StoreError
from loaders.ground.files import digest, write_atomically
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, STATUSES, Panel, Publication
from loaders.store.damage import ASIDE, piece_of, told_as_damage
from loaders.store.manifest import stated_publication

_TEXT = pa.dictionary(pa.int32(), pa.string())
MOMENT = pa.timestamp("us", tz="UTC")
_INDEX = b"lanspuls"
NUMBER = "publication"
"""The column of merged files that tells which publication a row is of."""
_NO_NUMBER = np.zeros(0, np.int32)
NAME_DIGITS = 32
"""Hexadecimal digits of a file's SHA-256 that it is named by."""
FRESH_NS = 2_000_000_000
"""A file touched less than so many nanoseconds ago is hashed each time it is opened."""
Stamp = tuple[int, int, int, int]
ROWS_PER_GROUP = 8192
"""Slices are put together until a row group has as many rows; a full slice of monthly figures has about 25 000."""


def write_delta(root: Path, indicator_id: str, panel: Panel, changed: np.ndarray, publication: Publication) -> str:
    """Write the changed cells as one file and give its name relative to the store.

    panel: axes sorted, own dimensions first, then region_code and period. changed: bool, same shape, at least one
    true. The name is the hash of the content.
    """
    axes, panel, changed = _used(panel, changed)
    *own, regions, periods = axes
    own_shape = tuple(len(axes[name]) for name in own)
    slices = math.prod(own_shape)
    by_slice = changed.reshape(slices, len(axes[regions]), len(axes[periods]))
    values, status, symbol = (a.reshape(by_slice.shape) for a in (panel.values, panel.status, panel.symbol))
    groups = list(grouped(np.count_nonzero(by_slice, axis=(1, 2))))
    stated = {**stated_publication(publication), "file": None, "synthetic": publication.synthetic}
    index = {"schema": 1, "axes": axes, "groups": groups, "publication": stated}

    def blocks() -> Iterator[list[pa.Array]]:
        for members in groups:
            block = slice(members[0], members[-1] + 1)
            at_slice, at_region, at_period = np.nonzero(by_slice[block])
            at_own = np.unravel_index(at_slice + members[0], own_shape) if own else ()
            cells = (at_slice, at_region, at_period)
            held = (values[block][cells], status[block][cells], symbol[block][cells])
            columns = row_columns(axes, (*at_own, at_region, at_period), *held, panel.symbols)
            columns.append(text_column(np.zeros(len(at_slice), np.int32), (publication.table,)))
            yield [*columns, *(pa.repeat(pa.scalar(m, MOMENT), len(at_slice)) for m in _moments(publication))]

    return write_rows(root, indicator_id, index, blocks())


def row_columns(
    axes: Mapping[str, tuple[str, ...]],
    at: tuple[np.ndarray, ...],
    values: np.ndarray,
    status: np.ndarray,
    symbol: np.ndarray,
    symbols: tuple[str, ...],
) -> list[pa.Array]:
    """The columns of rows that are the same in every kind of file. at: the position on each axis of each row."""
    columns = [text_column(positions, codes) for positions, codes in zip(at, axes.values(), strict=True)]
    columns.append(pa.array(values, mask=np.isnan(values)))
    return [*columns, text_column(status, STATUSES), text_column(symbol, symbols)]


def write_rows(
    root: Path,
    indicator_id: str,
    index: Mapping[str, Any],
    blocks: Iterator[list[pa.Array]],
    also: tuple[pa.Field, ...] = (),
) -> str:
    """Write a file of rows, a row group a block, and give its name. also: columns after the usual ones."""
    axes = index["axes"]
    own = [name for name in axes if name not in (REGION, PERIOD)]
    fields = [pa.field(name, _TEXT) for name in axes]
    fields += [pa.field("value", pa.float64()), pa.field("status", _TEXT), pa.field("symbol", _TEXT)]
    fields += [pa.field("table", _TEXT), pa.field("published", MOMENT), pa.field("fetched", MOMENT), *also]
    schema = pa.schema(fields, metadata={_INDEX: orjson.dumps(index)})
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, schema, compression="zstd", write_statistics=own or False) as writer:
        for columns in blocks:
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
    content = sink.getvalue()
    name = f"{indicator_id}/{digest(memoryview(content))[:NAME_DIGITS]}.parquet"
    write_atomically(root / name, memoryview(content))
    return name


@dataclass(frozen=True, slots=True)
class Delta:
    """A delta file's own account of itself.

    axes: the codes that occur, per axis in key order. groups: per row group the slices in it, as running numbers
    over the own dimensions (C order). stated: its publication as the manifest states it, and whether it is made up;
    empty in files of earlier programs, and in merged ones, which state theirs in ``merged`` (compaction/piece.py).
    piece: its name for messages.
    """

    piece: str
    path: Path
    metadata: pq.FileMetaData
    axes: Mapping[str, tuple[str, ...]]
    groups: tuple[tuple[int, ...], ...]
    stated: Mapping[str, Any]
    merged: Mapping[str, Any]

    def groups_with(self, chosen: Mapping[str, tuple[str, ...]]) -> list[int]:
        """Numbers of the row groups that hold a slice with one of the chosen codes on every named own dimension."""
        own = [name for name in self.axes if name not in (REGION, PERIOD)]
        if not own:
            return list(range(len(self.groups)))
        wanted = np.ones(tuple(len(self.axes[name]) for name in own), bool)
        for dimension, name in enumerate(own):
            if name in chosen:
                shape = [-1 if n == dimension else 1 for n in range(len(own))]
                wanted &= np.isin(self.axes[name], chosen[name]).reshape(shape)
        wanted = wanted.ravel()
        return [n for n, members in enumerate(self.groups) if wanted[list(members)].any()]


def open_delta(root: Path, name: str) -> Delta:
    """The delta file of this name, whose content has the hash that it is named by; StoreDamaged if it has not.

    The hash is taken once per process and file, and again where the file has been touched since.
    """
    path = root / name
    if not path.exists():
        path = next(root.glob(f"{ASIDE}/*/{name}"), path)  # merged while somebody read as of a moment before
    with told_as_damage(piece_of(root, root / name)):
        stamp = stamp_of(path)
        if _is_fresh(stamp):  # it may be written to again within the clock's tick: then its stamp tells nothing
            return _read(root, path)
    return _opened(root, path, stamp)


def read_delta(root: Path, name: str) -> Delta:
    """The same, with the hash taken anew whatever is known of the file."""
    return _read(root, root / name)


def stamp_of(path: Path) -> Stamp:
    """What a file's status says of its content: changed at, modified at, size, number. OSError."""
    status = path.stat()
    return status.st_ctime_ns, status.st_mtime_ns, status.st_size, status.st_ino


def _is_fresh(stamp: Stamp) -> bool:
    return max(stamp[:2]) > time.time_ns() - FRESH_NS


@lru_cache(maxsize=8192)
def _opened(root: Path, path: Path, stamp: Stamp) -> Delta:
    return _read(root, path)


def _read(root: Path, path: Path) -> Delta:
    piece = piece_of(root, path)
    with told_as_damage(piece), path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest()[:NAME_DIGITS] != path.stem:
            raise StoreDamaged(piece, "is damaged (its content does not have the hash it is named by)")
        metadata = pq.read_metadata(file)
        index = orjson.loads(metadata.metadata[_INDEX])
        axes = {name: tuple(codes) for name, codes in index["axes"].items()}
        groups = tuple(tuple(members) for members in index["groups"])
        return Delta(piece, path, metadata, axes, groups, index.get("publication", {}), index.get("merged", {}))


@dataclass(frozen=True, slots=True)
class Laid:
    """Rows of one row group that have a place in a panel: flat cell numbers there, and what they hold, as in a Panel.

    number: the publication's of each row, int32, in merged files; empty in others.
    """

    cell: np.ndarray
    values: np.ndarray
    status: np.ndarray
    symbol: np.ndarray
    number: np.ndarray

    def onto(self, flat: "Flat", chosen: slice | np.ndarray, publication: int | np.ndarray) -> None:
        """Write some of the rows, which must be of different cells, over those of a panel."""
        cell = self.cell[chosen]
        flat.values[cell], flat.status[cell], flat.symbol[cell] = (
            self.values[chosen], self.status[chosen], self.symbol[chosen],
        )  # fmt: skip
        flat.publication[cell] = publication


class Flat:
    """A panel's arrays with one axis, to be written to."""

    def __init__(self, panel: Panel) -> None:
        self.values, self.status = panel.values.reshape(-1), panel.status.reshape(-1)
        self.symbol, self.publication = panel.symbol.reshape(-1), panel.stored_publication.reshape(-1)


def fill(panel: Panel, symbols: list[str], delta: Delta, publication: int) -> None:
    """Lay a delta's rows over the cells of a panel that has all the panel's axes; rows beyond its codes are left out.

    symbols: the panel's symbols, extended here by new ones. publication: what the panel's publication array gets.
    """
    flat = Flat(panel)
    for rows in laid(panel.axes, symbols, delta):
        rows.onto(flat, slice(None), publication)


def laid(axes: Mapping[str, tuple[str, ...]], symbols: list[str], delta: Delta) -> Iterator[Laid]:
    """A delta's rows by row group as they lie in a panel of these axes; as ``fill``."""
    own = {name: codes for name, codes in axes.items() if name not in (REGION, PERIOD)}
    numbers = delta.groups_with(own)
    if not numbers:
        return
    lengths = [len(codes) for codes in axes.values()]
    strides = [math.prod(lengths[n + 1 :]) for n in range(len(lengths))]
    positions = {name: {code: n for n, code in enumerate(codes)} for name, codes in axes.items()}
    positions["status"] = {str(status): code for status, code in STATUS_CODE.items()}
    columns = [*axes, "value", "status", "symbol", *([NUMBER] if delta.merged else [])]
    with told_as_damage(delta.piece), pq.ParquetFile(delta.path, metadata=delta.metadata) as file:
        decoder = _Decoder(positions, symbols)
        for number in numbers:
            rows = file.read_row_group(number, columns=columns).combine_chunks()
            cell = np.zeros(len(rows), np.intp)
            kept = np.ones(len(rows), bool)
            for name, stride in zip(axes, strides, strict=True):
                at = decoder.codes(name, rows)
                kept &= at >= 0
                cell += at * stride
            held = {
                "values": rows["value"].to_numpy(zero_copy_only=False),
                "status": decoder.codes("status", rows),
                "symbol": decoder.codes("symbol", rows),
                "number": rows[NUMBER].to_numpy() if delta.merged else _NO_NUMBER,
            }
            if (held["status"] == len(STATUSES)).any():
                raise StoreError(f"{delta.piece} has an unknown status: update Länspuls")
            if not kept.all():
                cell = cell[kept]
                held = {name: column[kept] if len(column) else column for name, column in held.items()}
            yield Laid(cell, **held)


class _Decoder:
    """Dictionary text to positions on an axis, -1 for a code that is not there (status: one past the last).

    Row groups of one file mostly repeat their dictionaries, so the last translation is kept per column.
    """

    def __init__(self, positions: dict[str, dict[str, int]], symbols: list[str]) -> None:
        self._positions = positions
        self._symbols = symbols
        self._last: dict[str, tuple[pa.Array, np.ndarray]] = {}

    def codes(self, name: str, rows: pa.Table) -> np.ndarray:
        column = rows[name]
        if column.num_chunks == 0:
            return np.zeros(0, np.intp)
        column = column.chunk(0)
        last = self._last.get(name)
        if last is None or not last[0].equals(column.dictionary):
            last = self._last[name] = (column.dictionary, self._translation(name, column.dictionary.to_pylist()))
        at: np.ndarray = last[1][column.indices.to_numpy(zero_copy_only=False)]
        return at

    def _translation(self, name: str, texts: list[str]) -> np.ndarray:
        if name == "symbol":
            self._symbols.extend(text for text in texts if text not in self._symbols)
            return np.array([self._symbols.index(text) for text in texts], np.uint8)
        if name == "status":
            return np.array([self._positions[name].get(text, len(STATUSES)) for text in texts], np.uint8)
        return np.array([self._positions[name].get(text, -1) for text in texts], np.intp)


def _used(panel: Panel, changed: np.ndarray) -> tuple[dict[str, tuple[str, ...]], Panel, np.ndarray]:
    """Axes, panel and mask without the codes on which nothing changed."""
    axes, keep = {}, []
    for dimension, (name, codes) in enumerate(panel.axes.items()):
        others = tuple(n for n in range(changed.ndim) if n != dimension)
        at = np.flatnonzero(changed.any(axis=others))
        axes[name] = tuple(codes[n] for n in at)
        keep.append(at)
    if all(len(axes[name]) == len(codes) for name, codes in panel.axes.items()):
        return axes, panel, changed
    return axes, panel.take(**axes), changed[np.ix_(*keep)]


def grouped(rows_per_slice: np.ndarray) -> Iterator[list[int]]:
    """Slices with rows in order, as the row groups that hold them."""
    members, rows = [], 0
    for number in np.flatnonzero(rows_per_slice).tolist():
        members.append(number)
        rows += int(rows_per_slice[number])
        if rows >= ROWS_PER_GROUP:
            yield members
            members, rows = [], 0
    if members:
        yield members


def text_column(at: np.ndarray, codes: tuple[str, ...]) -> pa.DictionaryArray:
    """Texts of a column as positions in a list of them."""
    return pa.DictionaryArray.from_arrays(pa.array(at.astype(np.int32)), pa.array([str(c) for c in codes], pa.string()))


def _moments(publication: Publication) -> tuple[datetime, datetime]:
    return publication.published, publication.fetched
