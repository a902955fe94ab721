"""A publisher's answer as a dense array over its dimensions, and the joining of a split download. Pure.

Knows nothing of how the answer was written: jsonstat.py makes cubes from bytes.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa

from loaders.formats.table_notes import Note
from loaders.ground.errors import SourceChanged

NO_SYMBOL = ""
MOST_SYMBOLS = 256


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Structure:
    """What an answer says of its dimensions; all of a metadata answer.

    ids: dimensions in the answer's own order, the last one varying fastest. Everything else is keyed by id or code,
    never by label, since two dimensions may share a label. ``units`` is (unit, decimals) by content code.
    ``roles`` has "time", "metric" and "geo" where stated. ``eliminable`` is true where the publisher gives a total
    if the dimension is left out (a metadata answer only: in data it describes the extract).
    """

    ids: tuple[str, ...]
    codes: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, Mapping[str, str]]
    dimension_labels: Mapping[str, str]
    units: Mapping[str, tuple[str, int]]
    roles: Mapping[str, tuple[str, ...]]
    eliminable: Mapping[str, bool]
    codelists: Mapping[str, tuple[str, ...]]
    updated: datetime | None
    source: str
    label: str
    table: str
    notes: tuple[Note, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of codes of each dimension, in the order of ids."""
        return tuple(len(self.codes[name]) for name in self.ids)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cube(Structure):
    """A data answer.

    values: float64 shaped by ids, NaN where the publisher has null. status: uint8 of the same shape, index into
    ``symbols`` (symbols[0] is "", no symbol), None if no cell has one; a symbol may sit on a value that is there.
    undelivered: boolean mask of cells that no part of a split download held, None if all came.
    """

    values: np.ndarray
    status: np.ndarray | None = None
    symbols: tuple[str, ...] = (NO_SYMBOL,)
    undelivered: np.ndarray | None = None

    def to_arrow(self) -> pa.Table:
        """One row per cell: a dictionary-encoded text column per dimension, value (float64, null), status (dictionary).

        Shares the memory of ``values``.
        """
        shape, size = self.values.shape, self.values.size
        columns = []
        for axis, name in enumerate(self.ids):
            inner, outer = math.prod(shape[axis + 1 :]), math.prod(shape[:axis])
            indices = np.empty((outer, shape[axis], inner), _smallest_index(shape[axis]))
            indices[...] = np.arange(shape[axis])[None, :, None]
            columns.append(_dictionary(indices.reshape(-1), self.codes[name]))
        columns.append(_nullable(self.values.reshape(-1)))
        status = np.zeros(size, np.int8) if self.status is None else self.status.reshape(-1)
        columns.append(_dictionary(status, self.symbols))
        return pa.Table.from_arrays(columns, names=[*self.ids, "value", "status"])


def merge(cubes: Iterable[Cube]) -> Cube:
    """Join the parts of one split download by code, whatever their order.

    Codes come in order of first appearance; use Assembler to fix the order and to drop parts as they come.
    SourceChanged if the parts differ in dimensions or hold a cell twice; ValueError if there is no part.
    """
    parts = list(cubes)
    if not parts:
        raise ValueError("no cubes to merge")
    ids = parts[0].ids
    codes = {name: tuple(dict.fromkeys(code for part in parts for code in part.codes.get(name, ()))) for name in ids}
    whole = Assembler(ids, codes)
    for part in parts:
        whole.add(part)
    return whole.cube()


class Assembler:
    """Fills one dense cube from the parts of a split download, so that each part can be dropped as it comes.

    ids, codes: the dimensions asked for and the order wanted. Needs 10 bytes a cell.
    """

    def __init__(self, ids: Iterable[str], codes: Mapping[str, Iterable[str]]) -> None:
        self.ids = tuple(ids)
        self.codes = {name: tuple(codes[name]) for name in self.ids}
        self._position = {name: {code: n for n, code in enumerate(self.codes[name])} for name in self.ids}
        shape = tuple(len(self.codes[name]) for name in self.ids)
        self._values = np.full(shape, np.nan)
        self._status = np.zeros(shape, np.uint8)
        self._delivered = np.zeros(shape, bool)
        self._symbols = {NO_SYMBOL: 0}
        self._labels: dict[str, dict[str, str]] = {name: {} for name in self.ids}
        self._units: dict[str, tuple[str, int]] = {}
        self._notes: dict[tuple[str, str, str], Note] = {}
        self._updated: dict[tuple[str, ...], datetime | None] = {}
        self._first: Structure | None = None

    @property
    def missing(self) -> int:
        """Number of cells not delivered yet."""
        return self._delivered.size - int(np.count_nonzero(self._delivered))

    def add(self, part: Cube) -> None:
        """Put a part in its place.

        SourceChanged if it has other dimensions, a code not asked for, a cell that came before, or was published
        at another time than a part with the same contents: then the table changed during the download.
        """
        if set(part.ids) != set(self.ids):
            raise SourceChanged(f"asked for dimensions {list(self.ids)}, the answer has {list(part.ids)}")
        self._check_same_publication(part)
        indexes = [_as_slice(self._places(part, name)) for name in self.ids]
        sliced = all(isinstance(index, slice) for index in indexes)
        where = tuple(indexes) if sliced else np.ix_(*(_as_array(index) for index in indexes))
        if self._delivered[where].any():
            raise SourceChanged("two answers hold the same cell; the parts of the download overlap")
        order = [part.ids.index(name) for name in self.ids]
        self._delivered[where] = True if part.undelivered is None else ~part.undelivered.transpose(order)
        self._values[where] = part.values.transpose(order)
        if part.status is not None:
            self._status[where] = self._translation(part.symbols)[part.status.transpose(order)]
        self._describe(part)

    def cube(self) -> Cube:
        """The cube as filled so far. Shares memory with the assembler. ValueError before the first part."""
        if self._first is None:
            raise ValueError("no part has been added")
        return Cube(
            ids=self.ids,
            codes=self.codes,
            labels=self._labels,
            dimension_labels={name: self._first.dimension_labels[name] for name in self.ids},
            units=self._units,
            roles=self._first.roles,
            eliminable=self._first.eliminable,
            codelists=self._first.codelists,
            updated=max((moment for moment in self._updated.values() if moment), default=None),
            source=self._first.source,
            label=self._first.label,
            table=self._first.table,
            notes=tuple(self._notes.values()),
            values=self._values,
            status=self._status if len(self._symbols) > 1 else None,
            symbols=tuple(self._symbols),
            undelivered=~self._delivered if self.missing else None,
        )

    def _places(self, part: Cube, name: str) -> list[int]:
        known = self._position[name]
        unasked = [code for code in part.codes[name] if code not in known]
        if unasked:
            raise SourceChanged(f"the answer has codes of '{name}' that were not asked for: {some(unasked)}")
        return [known[code] for code in part.codes[name]]

    def _translation(self, symbols: tuple[str, ...]) -> np.ndarray:
        for symbol in symbols:
            self._symbols.setdefault(symbol, len(self._symbols))
        if len(self._symbols) > MOST_SYMBOLS:
            raise SourceChanged(f"more than {MOST_SYMBOLS - 1} different status symbols: {some(self._symbols)}")
        return np.array([self._symbols[symbol] for symbol in symbols], np.uint8)

    def _check_same_publication(self, part: Cube) -> None:
        # `updated` is the newest among the content values asked for, so only parts with the same contents compare
        contents = tuple(code for name in part.roles.get("metric", ()) for code in part.codes.get(name, ()))
        before = self._updated.setdefault(contents, part.updated)
        if before != part.updated:
            raise SourceChanged(
                f"table {part.table or part.label} was published anew during the download "
                f"(first {before}, now {part.updated}); fetch it again"
            )

    def _describe(self, part: Cube) -> None:
        if self._first is None:
            self._first = part
        for name in self.ids:
            self._labels[name].update(part.labels[name])
        self._units.update(part.units)
        for note in part.notes:
            self._notes.setdefault((note.dimension, note.code, note), note)


def some(names: Iterable[object]) -> str:
    """The first few names of many, for a message."""
    shown = [str(name) for name in names]
    return ", ".join(shown[:8]) + (f" and {len(shown) - 8} more" if len(shown) > 8 else "")


def _smallest_index(count: int) -> type[np.signedinteger]:
    return next(kind for kind in (np.int8, np.int16, np.int32) if count <= np.iinfo(kind).max + 1)


def _dictionary(indices: np.ndarray, texts: tuple[str, ...]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(indices), pa.array(texts, pa.string()))


def _nullable(values: np.ndarray) -> pa.Array:
    """Arrow float64 over the same memory, null where NaN."""
    values = np.ascontiguousarray(values)
    present = np.packbits(~np.isnan(values), bitorder="little")
    return pa.Array.from_buffers(pa.float64(), values.size, [pa.py_buffer(present), pa.py_buffer(values)])


def _as_slice(places: list[int]) -> slice | list[int]:
    start = places[0] if places else 0
    return slice(start, start + len(places)) if places == list(range(start, start + len(places))) else places


def _as_array(index: slice | list[int]) -> np.ndarray:
    return np.arange(index.start, index.stop) if isinstance(index, slice) else np.array(index, np.intp)
