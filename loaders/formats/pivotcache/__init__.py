"""Read the records behind an Excel pivot table as a stream of Arrow batches.

No reader on the registry does (looked in November 2026): openpyxl builds an object per item (3 kB per five-field
record), python-calamine and fastexcel see only the visible cells, excelize lists pivot tables without their records,
and xlsx-autopsy resolves field names but leaves the records.

A cache is a *definition* part (fields with their shared items) and a *records* part (per field an index among the
shared items, or a value of its own). A cache is chosen by its field names, never by its number. The caller says of
each field whether it is text or number:

- ``"text"``: dictionary<string>, null where the item is missing. Numbers read as Excel writes them ("202601"),
  dates as ISO 8601, error cells as "#N/A", suppressed cells as "<5".
- ``"number"``: float64, null where the item is missing. Anything that is neither number nor missing is
  SourceChanged: a suppressed or failed cell is never taken for a missing one.

Memory is bounded by the batch, whatever the number of records, in `iter_batches` and (apart from its result) `sums`;
`read` holds the columns. Measured by tests/bench/bench_pivotcache.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa

from loaders.formats.pivotcache.columns import Column, NumberColumn, ReadAs, TextColumn, Unreadable
from loaders.formats.pivotcache.definition import CacheInfo, choose, definitions, field_name
from loaders.formats.pivotcache.records import Block, Records
from loaders.formats.workbook import opened
from loaders.ground.errors import SourceChanged

__all__ = ["CacheInfo", "ReadAs", "caches", "iter_batches", "read", "sums"]

_COLUMNS: dict[ReadAs, type[Column]] = {"text": TextColumn, "number": NumberColumn}


def caches(path: Path) -> tuple[CacheInfo, ...]:
    """All pivot caches of a workbook, without reading records.

    Raises SourceChanged where the file is no workbook or a definition is malformed, SourceError where it is damaged.
    """
    with opened(path) as package:
        return tuple(one.info for one in definitions(package))


def iter_batches(
    path: Path, fields: Mapping[str, ReadAs], *, batch_records: int = 65_536, scan: bool = True
) -> Iterator[pa.RecordBatch]:
    """Records of the one cache that holds all `fields`, in file order, `batch_records` to a batch (the last: the rest).

    Columns are in the order of `fields`: dictionary<int32, string> for ``"text"``, float64 for ``"number"``. A text
    column's dictionary grows from batch to batch and keeps its beginning, so codes mean the same in all of them.
    ``scan=False`` reads with the XML parser alone: the same answers, more slowly.

    Raises SourceChanged where none or several caches hold the fields, where a record does not fit, and where the
    number of records is not the declared one (at the end: use what came before only when the iteration has ended);
    SourceError where the file is damaged.
    """
    names = [field_name(name) for name in fields]
    with _reading(path, fields) as (columns, records):
        for arrays in _evened(records.blocks(scan=scan), batch_records):
            made = [column.finished(array) for column, array in zip(columns, arrays, strict=True)]
            yield pa.RecordBatch.from_arrays(made, names=names)


def read(path: Path, fields: Mapping[str, ReadAs], *, scan: bool = True, part: str | None = None) -> pa.Table:
    """All records of the one cache that holds all `fields`, with dictionary indices as narrow as they can be.

    part: name of the cache (CacheInfo.name) where the fields alone do not tell which. About 2 bytes per text and
    record, 8 per number and record. Types and errors as `iter_batches`.
    """
    names = [field_name(name) for name in fields]
    with _reading(path, fields, part) as (columns, records):
        parts: list[list[np.ndarray]] = [[] for _ in columns]
        for block in records.blocks(scan=scan):
            for column, held, array in zip(columns, parts, block.arrays, strict=True):
                held.append(array.astype(column.narrowest()))
        arrays = []
        for column, held in zip(columns, parts, strict=True):
            whole = np.concatenate([np.empty(0, dtype=column.narrowest()), *held])
            held.clear()
            arrays.append(column.finished(whole))
    return pa.table(arrays, names=names)


def sums(path: Path, by: Sequence[str], values: Sequence[str], *, batch_records: int = 65_536) -> pa.Table:
    """Sums of number fields per combination of text fields, without holding the records.

    Columns: `by` (string), each of `values` (float64, sum of the numbers that are there, null where none is) and
    ``<value>_missing`` (int64, number of records without the value: a sum with missing parts is for the caller
    to judge). The order of rows is not promised. Errors as `iter_batches`.
    """
    by, values = [field_name(name) for name in by], [field_name(name) for name in values]
    fields: dict[str, ReadAs] = {**dict.fromkeys(by, "text"), **dict.fromkeys(values, "number")}
    with _reading(path, fields) as (columns, records):
        types = [(name, pa.int32()) for name in by]  # codes mean the same in every batch: text comes last
        for name in values:
            types += [(name, pa.float64()), (f"{name}_missing", pa.int64())]
        total, parts = pa.schema(types).empty_table(), []
        for arrays in _evened(records.blocks(), batch_records):
            held: list[pa.Array | np.ndarray] = list(arrays[: len(by)])
            for array in arrays[len(by) :]:
                missing = np.isnan(array)
                held += [pa.array(array, mask=missing), missing.astype(np.int64)]
            parts.append(_grouped(pa.table(held, schema=pa.schema(types)), by))
            if sum(map(len, parts)) > len(total):
                total, parts = _grouped(pa.concat_tables([total, *parts]), by), []
        total = _grouped(pa.concat_tables([total, *parts]), by)
        texts = [
            column.finished(total[name].to_numpy()).cast(pa.string())
            for name, column in zip(by, columns[: len(by)], strict=True)
        ]
    return pa.table([*texts, *total.columns[len(by) :]], names=total.schema.names)


def _grouped(table: pa.Table, by: Sequence[str]) -> pa.Table:
    """Sums of all other columns per combination of `by`, names and order as they were."""
    summed = [name for name in table.schema.names if name not in by]
    made = table.group_by(list(by), use_threads=False).aggregate([(name, "sum") for name in summed])
    return made.rename_columns({f"{name}_sum": name for name in summed}).select(table.schema.names)


def _evened(blocks: Iterator[Block], size: int) -> Iterator[list[np.ndarray]]:
    """The blocks' arrays again, `size` records at a time and the rest at the end."""
    pending: list[list[np.ndarray]] = []
    waiting = 0
    for block in blocks:
        pending.append(list(block.arrays))
        waiting += len(block.arrays[0])
        if waiting >= size:
            joined = [np.concatenate(parts) for parts in zip(*pending, strict=True)]
            whole = waiting - waiting % size
            for at in range(0, whole, size):
                yield [array[at : at + size] for array in joined]
            pending = [[array[whole:] for array in joined]]
            waiting -= whole
    if waiting:
        yield [np.concatenate(parts) for parts in zip(*pending, strict=True)]


@contextmanager
def _reading(
    path: Path, fields: Mapping[str, ReadAs], part: str | None = None
) -> Iterator[tuple[list[Column], Records]]:
    if not fields:
        raise ValueError("no fields wanted")
    with opened(path) as package:
        found = [one for one in definitions(package) if part in (None, one.info.name)]
        definition = choose(found, fields, package.path.name)
        positions = [definition.info.fields.index(field_name(name)) for name in fields]
        try:
            columns = [
                _COLUMNS[kind](definition.info.fields[at], definition.shared[at])
                for kind, at in zip(fields.values(), positions, strict=True)
            ]
        except Unreadable as error:
            raise SourceChanged(f"{package.path.name}: {definition.info.name}: a field {error.problem}.") from error
        yield columns, Records(package, definition, positions, columns)
