"""What to ask of a table: declarations against metadata, and the cutting of a request under the cell limit. Pure."""

import hashlib
import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.ground import periods, places
from loaders.ground.declarations import Axis, Code, CodeRef, Fixed, Grain, Label, PxQuery, Total
from loaders.ground.errors import SourceChanged, SourceError, joined
from loaders.ground.misfits import Misfit, Role, ranked
from loaders.ground.vocabulary import label_sv
from loaders.pxweb.metadata import Metadata, Variable
from loaders.pxweb.split_query import Cutter

Selection = dict[str, tuple[str, ...]]
"""Codes asked for by variable, in the publisher's order. A variable left out is eliminated."""


@dataclass(frozen=True, slots=True)
class Found:
    """One declared value against the metadata.

    ours: our value, "" for a Fixed or Total variable. declared: the code or pattern as declared ("" for elimination).
    code, label: what the publisher has, None and "" if nothing fits. verified: an exact code that is there.
    problem: what is wrong, "" if nothing is. misfit: the same to choose from, where something declared is not there.
    """

    variable: str
    ours: str
    declared: str
    code: str | None
    label: str = ""
    verified: bool = False
    problem: str = ""
    is_content: bool = False
    misfit: Misfit | None = None


@dataclass(frozen=True, slots=True)
class ResolvedQuery:
    """One indicator's part of a table's request.

    codes: variable → (our value → publisher's code); a Fixed or Total variable has the one key "", and a total taken
    by elimination is left out. regions, absent_regions: places asked for that the table has, and those it lacks.
    time_codes: publisher's time codes within since and until.
    """

    query: PxQuery
    codes: Mapping[str, Mapping[str, str]]
    regions: tuple[str, ...]
    absent_regions: tuple[str, ...]
    time_codes: tuple[str, ...]
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What to ask of one table for all its queries.

    selection: the union. by_query: the queries that can be asked, in the order given. failed: those of which something
    declared is no longer there, with the reason; the others go on. found: every declared value looked up, without
    repetition.
    absent_regions: places some query expects and the table lacks; to be reported, not fatal.
    """

    selection: Selection
    by_query: tuple[ResolvedQuery, ...]
    found: tuple[Found, ...]
    absent_regions: tuple[str, ...]
    failed: tuple[tuple[PxQuery, SourceError], ...] = ()

    @property
    def cells(self) -> int:
        """Number of cells of the selection."""
        return cells(self.selection)

    def of(self, query: PxQuery) -> ResolvedQuery:
        """The part of a query; SourceChanged (its own reason) if it failed, KeyError if it was not asked."""
        for part in self.by_query:
            if part.query == query:
                return part
        for declared, reason in self.failed:
            if declared == query:
                raise reason
        raise KeyError(f"table {query.table} was resolved without this query")


def cells(selection: Mapping[str, Sequence[str]]) -> int:
    """Number of cells a selection gives."""
    return math.prod(len(codes) for codes in selection.values())


def find(query: PxQuery, metadata: Metadata, taken: Iterable[Found] = ()) -> tuple[Found, ...]:
    """Look up everything a query declares, raising nothing: what ``doctor`` shows.

    taken: what other queries of the table have found, which is less likely to be what this one seeks.
    """
    others = {(row.variable, row.code) for row in taken if row.code is not None}
    rows = [row for part in query.select for row in _find_part(query, part, metadata, others)]
    named = {part.variable for part in query.select} | {query.region_variable}
    if query.region_variable and metadata.variable(query.region_variable) is None:
        rows.append(_no_variable(query, query.region_variable, metadata))
    if metadata.time is None:
        rows.append(Found("", "", "", None, problem="the table has no time variable any more"))
    for variable in metadata.variables:
        if variable.code not in named and not variable.is_time:
            problem = "" if variable.elimination else f"a new variable '{variable.code}' that must be chosen from"
            rows.append(Found(variable.code, "", "", None, f"{variable.label}: left out", problem=problem))
    return tuple(rows)


def resolve(queries: Iterable[PxQuery], metadata: Metadata, regions: Iterable[str] | None = None) -> Resolution:
    """Join all queries of one table into one selection of codes that are there.

    regions: places to ask for, at the levels each query declares; every Swedish place unless told.
    A query of which a variable or code is gone, a pattern fits none or several, or no place or period is left is
    among ``failed``, and so is one that names no variable that must be chosen from, or leaves a variable out for its
    total where another query takes it apart. SourceChanged, with every reason, if no query is left.
    """
    wanted = tuple((*places.all_places(), *places.areas()) if regions is None else regions)
    parts: list[ResolvedQuery] = []
    failed: list[tuple[PxQuery, SourceError]] = []
    rows: dict[Found, None] = {}
    each = [(query, find(query, metadata)) for query in queries]
    taken = [row for _, found in each for row in found]
    for query, found in each:
        if any(row.misfit is not None for row in found):
            found = find(query, metadata, taken)
        rows.update(dict.fromkeys(found))
        try:
            parts.append(_resolve_one(query, metadata, found, wanted))
        except SourceChanged as error:
            failed.append((query, error))
    parts, left_out = _without_clashes(parts, metadata)
    failed += left_out
    if not parts:
        raise (
            joined(reason for _, reason in failed)
            if failed
            else SourceChanged(f"nothing is asked of table {metadata.table}")
        )
    absent = dict.fromkeys(code for part in parts for code in part.absent_regions)
    return Resolution(_union(parts, metadata), tuple(parts), tuple(rows), tuple(absent), tuple(failed))


def split(selection: Mapping[str, Sequence[str]], max_cells: int) -> list[Selection]:
    """Cut a selection into parts of at most max_cells, as few as a search over cuts of all variables finds.

    Each part is a selection; together they hold every cell once. The least possible is cells / max_cells rounded
    up, and the parts are seldom more.
    """
    if max_cells < 1:
        raise ValueError(f"a cell limit of {max_cells} lets nothing through")
    whole = {variable: tuple(codes) for variable, codes in selection.items()}
    if cells(whole) == 0:
        return []
    return list(_carve(whole, Cutter(max_cells)))


def query_hash(selection: Mapping[str, Iterable[str]]) -> str:
    """Sixteen hex digits that change when the codes asked for change, and not with their order."""
    return _digest({variable: sorted(set(codes)) for variable, codes in selection.items()})


def declaration_hash(queries: Iterable[PxQuery], regions: Iterable[str] | None = None) -> str:
    """The same for declarations, before any metadata is fetched: part of the change test that costs one call."""
    asked = sorted({json.dumps(_plain(query), sort_keys=True, ensure_ascii=False) for query in queries})
    return _digest([asked, sorted(places.all_places() if regions is None else regions)])


def _digest(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(query: PxQuery) -> dict[str, object]:
    """What of a query decides the request."""

    def reference(ref: CodeRef | None) -> list[str] | None:
        return None if ref is None else [type(ref).__name__, ref.code if isinstance(ref, Code) else ref.pattern]

    chosen = {
        part.variable: {ours: reference(ref) for ours, ref in part.values.items()}
        if isinstance(part, Axis)
        else [type(part).__name__, reference(part.value)]
        for part in query.select
    }
    return {
        "table": query.table,
        "select": chosen,
        "levels": sorted(query.levels),
        "region_variable": query.region_variable,
        "since": query.since,
        "until": query.until,
        **({"summed": sorted(query.summed)} if query.summed else {}),
    }


def _find_part(
    query: PxQuery, part: Axis | Fixed | Total, metadata: Metadata, others: Collection[tuple[str, str]] = ()
) -> list[Found]:
    values = part.values if isinstance(part, Axis) else {"": part.value}
    variable = metadata.variable(part.variable)
    if variable is None:
        return [_no_variable(query, part.variable, metadata)]
    eliminable = isinstance(part, Total) and variable.elimination
    rows = []
    for ours, ref in values.items():
        if ref is None:
            problem = "" if eliminable else f"'{variable.code}' has no total: it can no longer be left out"
            rows.append(Found(variable.code, ours, "", None, "left out for the total", problem=problem))
        else:
            rows.append(_find_code(variable, ours, ref, eliminable))
    taken = {row.code for row in rows} | {code for name, code in others if name == variable.code}
    rows = [_with_misfit(row, query, part, variable, taken) for row in rows]
    used = [row.code for row in rows if row.code is not None]
    twice = sorted({code for code in used if used.count(code) > 1})
    if twice:
        named = ", ".join(f"'{row.ours}'" for row in rows if row.code in twice)
        problem = f"'{variable.code}' has one code {', '.join(twice)} for several of our values: {named}"
        rows.append(Found(variable.code, "", "", None, problem=problem))
    return rows


def _find_code(variable: Variable, ours: str, ref: CodeRef, eliminable: bool) -> Found:
    content = variable.is_content
    if isinstance(ref, Code):
        if ref.code in variable.labels:
            return Found(variable.code, ours, ref.code, ref.code, variable.labels[ref.code], True, is_content=content)
        problem = f"'{variable.code}' no longer has code '{ref.code}'; {_near(ref.code, variable.codes)}"
        return Found(variable.code, ours, ref.code, None, problem=problem, is_content=content)
    fitting = [code for code in variable.codes if ref.matches(variable.labels[code])]
    if len(fitting) == 1:
        return Found(variable.code, ours, ref.pattern, fitting[0], variable.labels[fitting[0]], is_content=content)
    if not fitting and eliminable:
        return Found(variable.code, ours, ref.pattern, None, "left out for the total")
    several = f"fits several: {_some(variable.labels[code] for code in fitting)}"
    none = f"fits none: {_some(variable.labels.values())}"
    problem = f"'{variable.code}': the label pattern '{ref.pattern}' {several if fitting else none}"
    return Found(variable.code, ours, ref.pattern, None, problem=problem, is_content=content)


def _with_misfit(
    row: Found, query: PxQuery, part: Axis | Fixed | Total, variable: Variable, taken: Collection[str | None]
) -> Found:
    """A value that is not there, with those that are: like what is declared, or like our own word for it."""
    if not row.problem or not row.declared:
        return row
    values = part.values if isinstance(part, Axis) else {"": part.value}
    ref, word = values[row.ours], label_sv(part.dimension, row.ours) if isinstance(part, Axis) else ""
    sought = [row.declared, *([word] if word else [])]
    labels = {code: variable.labels[code] for code in variable.codes}
    there = ranked(sought, labels, {code for code in taken if code is not None})
    if isinstance(ref, Label):  # of several that fit, one is meant
        there = tuple(sorted(there, key=lambda candidate: not ref.matches(candidate.label)))
    misfit = Misfit(
        source=query.source,
        table=query.table,
        role=Role.CODE if isinstance(ref, Code) else Role.LABEL,
        variable=part.variable,
        declared=row.declared,
        ours=row.ours,
        candidates=there,
    )
    return replace(row, problem="; ".join(filter(None, (row.problem, misfit.hint))), misfit=misfit)


def _no_variable(query: PxQuery, code: str, metadata: Metadata) -> Found:
    labels = {variable.code: variable.label for variable in metadata.variables}
    named = {query.region_variable, *(part.variable for part in query.select)} & set(labels)
    misfit = Misfit(
        source=query.source,
        table=query.table,
        role=Role.VARIABLE,
        declared=code,
        candidates=ranked([code], labels, named | {v.code for v in metadata.variables if v.is_time}),
    )
    problem = f"there is no variable '{code}'; {_near(code, tuple(labels))}; {misfit.hint}"
    return Found(code, "", "", None, problem=problem, misfit=misfit)


def _near(declared: str, there: Sequence[str]) -> str:
    near = [code for code in there if code.casefold() == declared.casefold()]
    return f"did the publisher mean '{near[0]}'?" if near else f"it has {_some(there)}"


def _resolve_one(query: PxQuery, metadata: Metadata, found: Sequence[Found], wanted: Sequence[str]) -> ResolvedQuery:
    problems = "; ".join(row.problem for row in found if row.problem)
    if problems:
        misfits = dict.fromkeys(row.misfit for row in found if row.misfit is not None)
        raise SourceChanged(f"table {metadata.table} has changed: {problems}", misfits)
    codes: dict[str, dict[str, str]] = {}
    for row in found:
        if row.code is not None:
            codes.setdefault(row.variable, {})[row.ours] = row.code
    time = metadata.required_time
    asked = [code for code in wanted if places.place(code).level in query.levels]
    listed = metadata.required(query.region_variable).codes if query.region_variable else (places.NATION,)
    there = set(listed)
    time_codes = tuple(code for code in time.codes if _within(code, query, metadata.table))
    if not time_codes:
        raise SourceChanged(
            f"table {metadata.table} has no period from {query.since or 'the start'} to {query.until or 'the end'}; "
            f"it has {_some(time.codes)}"
        )
    regions = tuple(code for code in asked if code in there)
    if not regions:
        raise SourceChanged(
            f"table {metadata.table} has none of the {len(asked)} places declared for it; "
            f"'{query.region_variable}' has {_some(listed)}"
        )
    absent = tuple(code for code in asked if code not in there)
    return ResolvedQuery(query, codes, regions, absent, time_codes, tuple(found))


def _within(code: str, query: PxQuery, table: str) -> bool:
    if query.since is None and query.until is None:
        return True
    for grain in Grain:
        try:
            period = periods.from_scb(code, grain)
        except SourceChanged:
            continue
        return (query.since or period) <= period <= (query.until or period)
    raise SourceChanged(f"table {table} has the time code '{code}', which is no month, quarter or year")


def _without_clashes(
    parts: Sequence[ResolvedQuery], metadata: Metadata
) -> tuple[list[ResolvedQuery], list[tuple[PxQuery, SourceError]]]:
    """The queries that can be asked for at once, and those that leave out for its total what another takes apart."""
    apart = [variable.code for variable in metadata.variables if any(variable.code in part.codes for part in parts)]
    kept: list[ResolvedQuery] = []
    failed: list[tuple[PxQuery, SourceError]] = []
    for part in parts:
        left_out = [code for code in apart if code not in part.codes and code != part.query.region_variable]
        if left_out:
            reason = SourceChanged(
                f"table {metadata.table}: another indicator takes '{left_out[0]}' apart and this one leaves it out for "
                "its total; they cannot be asked for at once. Declare the total's code."
            )
            failed.append((part.query, reason))
        else:
            kept.append(part)
    return kept, failed


def _union(parts: Sequence[ResolvedQuery], metadata: Metadata) -> Selection:
    selection = {}
    for variable in metadata.variables:
        if variable.is_time:
            asked = [part.time_codes for part in parts]
        else:
            asked = [
                part.regions
                if part.query.region_variable == variable.code
                else tuple(part.codes.get(variable.code, {}).values())
                for part in parts
            ]
        union = {code for codes in asked for code in codes}
        if union:
            selection[variable.code] = tuple(code for code in variable.codes if code in union)
    return selection


def _carve(box: Selection, cutter: Cutter) -> Iterator[Selection]:
    cut = cutter.cut(tuple(len(codes) for codes in box.values()))
    if cut is None:
        yield box
        return
    side, thickness = cut
    variable = next(name for name, codes in box.items() if len(codes) == side)
    codes = box[variable]
    for start in range(0, side, thickness):
        yield from _carve({**box, variable: codes[start : start + thickness]}, cutter)


def _some(names: Iterable[str]) -> str:
    shown = [f"'{name}'" for name in names]
    return ", ".join(shown[:10]) + (f" and {len(shown) - 10} more" if len(shown) > 10 else "")
