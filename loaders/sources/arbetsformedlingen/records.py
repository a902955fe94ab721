"""Arbetsförmedlingen's workbooks as columns of texts: records of a pivot cache, or rows of a flat sheet.

The figures of the pivot workbooks are in their caches, not in what Excel shows. Caches are chosen by their fields,
since their numbers change; option ``without`` is a pattern that no field of the cache may match, for workbooks with
several caches of the same figures (by industry, by occupation). Fields are declared exactly where somebody has read
them, else by pattern.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa

from loaders.formats import flatsheet, pivotcache
from loaders.ground.declarations import Axis, Code, CodeRef, FileQuery
from loaders.ground.errors import SourceChanged
from loaders.ground.misfits import Misfit, Role
from loaders.pxweb.selection import Found
from loaders.sources.protocol import misfit_of, told

WITHOUT = "without"
UNIQUE = "unique"
"""Option ``yes``: place and period tell the records apart though the cache has further fields."""
TOTAL_PART = "total_part"
"""Option: pattern of the sheet that has the totals where ``part`` is the sheet of a breakdown."""
_SHOWN_FIELDS = 60
_Ref = TypeVar("_Ref", CodeRef, CodeRef | str)


@dataclass(frozen=True, slots=True)
class FieldTexts:
    """Texts of one field: ``codes`` int32 into ``texts``, −1 where the file says nothing."""

    name: str
    codes: np.ndarray
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """The wanted columns of one cache or sheet, by how they are declared.

    where: the file and its cache or sheet, for messages. unique: place, period and dimensions tell records apart.
    found: the declared fields beside those of the file.
    """

    where: str
    columns: Mapping[CodeRef | str, FieldTexts]
    unique: bool
    found: tuple[Found, ...] = field(default=())


def refs(query: FileQuery) -> tuple[CodeRef, ...]:
    """The fields a query takes from a record, without the variables of its axes."""
    return (*query.place, *query.period, *(measure.field for measure in query.measures))


def axes(query: FileQuery) -> tuple[Axis, ...]:
    """The fields of a query that become dimensions."""
    return tuple(chosen for chosen in query.select if isinstance(chosen, Axis))


# Pivot caches


def from_caches(path: Path, queries: Sequence[FileQuery]) -> list[Records | SourceChanged]:
    """Records for each query, every cache read once; SourceChanged in the place of a query without a cache."""
    there = pivotcache.caches(path)
    chosen = [_cache(there, query, path.name, queries) for query in queries]
    wanted: dict[str, dict[str, None]] = {}
    for one in chosen:
        if not isinstance(one, SourceChanged):
            wanted.setdefault(one[0].name, {}).update(dict.fromkeys(one[1].values()))
    tables = {part: pivotcache.read(path, dict.fromkeys(names, "text"), part=part) for part, names in wanted.items()}
    made: list[Records | SourceChanged] = []
    for query, one in zip(queries, chosen, strict=True):
        if isinstance(one, SourceChanged):
            made.append(one)
            continue
        cache, names = one
        made.append(
            Records(
                where=f"{path.name}, {cache.name}",
                columns={ref: _arrow(name, tables[cache.name][name]) for ref, name in names.items()},
                unique=query.options.get(UNIQUE) == "yes" or set(cache.fields) == set(wanted[cache.name]),
                found=tuple(_row(ref, name, cache.name) for ref, name in names.items()),
            )
        )
    return made


def _cache(
    there: Sequence[pivotcache.CacheInfo], query: FileQuery, where: str, queries: Sequence[FileQuery]
) -> tuple[pivotcache.CacheInfo, dict[CodeRef, str]] | SourceChanged:
    """The one cache with a field for everything declared, and those fields."""
    fitting, listed, near = [], [], list[tuple[int, dict[CodeRef, list[str]], Sequence[str]]]()
    for cache in there:
        names = {ref: _fitting(ref, cache.fields) for ref in refs(query)}
        lacking = [f"{len(found) or 'none'} for {_shown(ref)}" for ref, found in names.items() if len(found) != 1]
        barred = [name for name in cache.fields if WITHOUT in query.options and _has(query.options[WITHOUT], name)]
        if not lacking and not barred and cache.saved:
            fitting.append((cache, {ref: found[0] for ref, found in names.items()}))
        why = f"is left aside for {', '.join(barred)}" if barred else ", ".join(lacking) or "fits"
        listed.append(f"{cache.name} ({why if cache.saved else 'no records'}): {', '.join(cache.fields)}")
        if lacking and not barred and cache.saved:
            near.append((len(lacking), names, cache.fields))
    if len(fitting) == 1:
        return fitting[0]
    misfits: tuple[Misfit, ...] = ()
    if near and not fitting:
        _, found, fields = min(near, key=lambda one: one[0])
        others = [_fitting(ref, fields) for other in queries for ref in refs(other)]
        misfits = _lacking(query, found, fields, {one[0] for one in others if len(one) == 1})
    return SourceChanged(
        f"{where}: {len(fitting) or 'no'} pivot caches have one field for each of "
        f"{', '.join(map(_shown, refs(query)))}, and exactly one cache must. It holds: "
        f"{'; '.join(listed) or 'no pivot cache at all'}. Compare with the declaration{told(misfits)}.",
        misfits,
    )


def _lacking(
    query: FileQuery,
    names: Mapping[_Ref, Sequence[str]],
    fields: Sequence[str],
    others: Collection[str] = (),
) -> tuple[Misfit, ...]:
    """What a query declares and the nearest cache or sheet does not have exactly once. others: what others declare."""
    taken = {found[0] for found in names.values() if len(found) == 1}.union(others)
    return tuple(
        misfit
        for ref, found in names.items()
        if len(found) != 1
        for misfit in misfit_of(
            query, Role.FIELD, ref if isinstance(ref, str) else ref.declared, found or fields, taken=taken
        )
    )


def _fitting(ref: CodeRef, names: Iterable[str]) -> list[str]:
    if isinstance(ref, Code):
        return [name for name in names if name == ref.code]
    return [name for name in names if ref.matches(name)]


def _has(pattern: str, name: str) -> bool:
    return re.search(pattern, name, re.IGNORECASE) is not None


def _shown(ref: CodeRef | str) -> str:
    if isinstance(ref, str):
        return ref
    return ref.code if isinstance(ref, Code) else f"/{ref.pattern}/"


def _row(ref: CodeRef, name: str, where: str) -> Found:
    return Found(name, "", ref.declared, name, where, verified=isinstance(ref, Code))


def _arrow(name: str, column: pa.ChunkedArray) -> FieldTexts:
    joined = column.combine_chunks()
    if isinstance(joined, pa.ChunkedArray):
        joined = joined.unify_dictionaries().chunk(0) if joined.num_chunks else pa.array([], column.type)
    codes = joined.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    return FieldTexts(name, codes, tuple(joined.dictionary.to_pylist()))


# Flat sheets


def from_sheets(path: Path, queries: Sequence[FileQuery]) -> list[dict[str, Records] | SourceChanged]:
    """Per query its records by sheet pattern (``part``, and option ``total_part``), every sheet read once.

    SourceChanged in the place of a query whose sheet or columns are not there exactly once; SourceChanged is raised
    where the file is no workbook.
    """
    there = flatsheet.sheets(path)
    whole = _by_sheet(path, there, queries)
    if not isinstance(whole, SourceChanged):
        return list(whole)
    each = [_by_sheet(path, there, [query]) for query in queries]  # what one lacks, the others need not
    return [one if isinstance(one, SourceChanged) else one[0] for one in each]


def _by_sheet(
    path: Path, there: Sequence[flatsheet.SheetInfo], queries: Sequence[FileQuery]
) -> list[dict[str, Records]] | SourceChanged:
    wanted: dict[tuple[str, str], dict[CodeRef | str, None]] = {}
    for query in queries:
        for pattern, variable in _parts(query):
            columns = wanted.setdefault((pattern, variable), {})
            columns.update(dict.fromkeys((*refs(query), *((variable,) if variable else ()))))
    read = {}
    for (sheet, variable), columns in wanted.items():
        try:
            read[sheet, variable] = _sheet(path, there, sheet, tuple(columns))
        except SourceChanged as error:
            misfits = _missed(queries[0], there, sheet, tuple(columns))
            return SourceChanged(f"{error}{told(misfits)}", misfits)
    return [{part: read[part, variable] for part, variable in _parts(query)} for query in queries]


def _missed(
    query: FileQuery, there: Sequence[flatsheet.SheetInfo], sheet: str, wanted: Sequence[CodeRef | str]
) -> tuple[Misfit, ...]:
    """What of a sheet's declaration is not there: the sheet itself, else columns of the row most like its header."""
    fitting = [info for info in there if _has(sheet, info.name)]
    if len(fitting) != 1:
        return misfit_of(query, Role.SHEET, sheet, [info.name for info in fitting or there])
    best: tuple[int, dict[CodeRef | str, list[str]], tuple[str, ...]] | None = None
    for row in fitting[0].first_rows:
        cells = tuple(cell.strip() for cell in row)
        names = {ref: [cell for cell in cells if re.fullmatch(_header(ref), cell, re.IGNORECASE)] for ref in wanted}
        found = sum(len(one) == 1 for one in names.values())
        if best is None or found > best[0]:
            best = found, names, cells
    return () if best is None else _lacking(query, *best[1:])


def _parts(query: FileQuery) -> Iterator[tuple[str, str]]:
    """Sheet patterns of a query, each with the variable that breaks its figures down ("" for none)."""
    broken_down = axes(query)
    if not broken_down or TOTAL_PART in query.options:
        yield query.options.get(TOTAL_PART, query.part), ""
    for axis in broken_down:
        yield query.part, axis.variable


def _sheet(path: Path, there: Sequence[flatsheet.SheetInfo], sheet: str, wanted: Sequence[CodeRef | str]) -> Records:
    names = {_shown(ref): _header(ref) for ref in wanted}
    codes: list[list[int]] = [[] for _ in wanted]
    known: list[dict[str, int]] = [{} for _ in wanted]
    for row in flatsheet.read_rows(path, names, sheet=_anywhere(sheet)):
        for cell, held, seen in zip(row.cells, codes, known, strict=True):
            text = _text(cell)
            held.append(-1 if text is None else seen.setdefault(text, len(seen)))
    if not codes[0]:
        raise SourceChanged(f"{path.name}, sheet {sheet}: there is a header and no row below it")
    title, headers = _named(there, sheet, names)
    columns = {
        ref: FieldTexts(headers.get(_shown(ref), _shown(ref)), np.array(held, dtype=np.int32), tuple(seen))
        for ref, held, seen in zip(wanted, codes, known, strict=True)
    }
    found = tuple(_row(ref, columns[ref].name, f"sheet {title}") for ref in wanted if not isinstance(ref, str))
    return Records(where=f"{path.name}, sheet {title}", columns=columns, unique=True, found=found)


def _named(there: Sequence[flatsheet.SheetInfo], sheet: str, patterns: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The sheet's name and the header each pattern found, for messages and ``doctor``."""
    title = next((info for info in there if _has(sheet, info.name)), None)
    if title is None:
        return sheet, {}
    for row in title.first_rows:
        found = {
            name: [cell for cell in row if re.fullmatch(pattern, cell.strip(), re.IGNORECASE)]
            for name, pattern in patterns.items()
        }
        if all(len(cells) == 1 for cells in found.values()):
            return title.name, {name: cells[0] for name, cells in found.items()}
    return title.name, {}


def _header(ref: CodeRef | str) -> str:
    """The pattern of a whole header cell."""
    if isinstance(ref, str) and len(ref) > 1 and ref.startswith("/") and ref.endswith("/"):
        return _anywhere(ref[1:-1])
    if isinstance(ref, Code | str):
        return re.escape(ref if isinstance(ref, str) else ref.code)
    return _anywhere(ref.pattern)


def _anywhere(pattern: str) -> str:
    """A pattern to be found anywhere, for readers that match whole texts."""
    return f".*?(?:{pattern}).*"


def _text(cell: flatsheet.Cell) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() or None


def listing(path: Path) -> tuple[str, ...]:
    """What a workbook holds, for ``doctor``: every cache with its fields; without caches, its sheets."""
    lines = []
    for cache in pivotcache.caches(path):
        shown = ", ".join(cache.fields[:_SHOWN_FIELDS]) + (" …" if len(cache.fields) > _SHOWN_FIELDS else "")
        count = "an unstated number of" if cache.records is None else f"{cache.records:,}"
        lines.append(f"{cache.name}: {count} records{'' if cache.saved else ', not in the file'}; fields {shown}")
    if not lines:
        for sheet in flatsheet.sheets(path, rows=8):
            header = next((" | ".join(row) for row in sheet.first_rows if len(row) > 3), "")
            lines.append(f"sheet {sheet.name}{f': {header}' if header else ''}")
    return tuple(lines)
