"""Arbetsförmedlingen's Excel files: registered unemployed, long-term unemployed, vacancies.

There is no API. The files are linked from a page, each holds the whole history, and both ids in a link change with
every upload (file_index.py). The link is therefore the fingerprint of a file; the milliseconds in it are taken
for the moment of publication. A file replaced under its old name is noticed by its new link and named in the report
with its SHA-256.

Queries without ``part`` read a pivot cache, the others flat sheets (records.py). Options of a query:

- ``mask``: figures from 1 to this limit − 1 are hidden here though the file shows them (our rule, group_sums.py).
- ``share``: ``yes`` for 100 × the numerator indicator over the denominator indicator, both out of the same file.
- ``parts:<value>``: how many of the publisher's values make this one of ours (default 1).
- ``absent_under``: a record that a municipality lacks in a breakdown is taken to hide a figure below this.
- ``complete``: ``yes`` if every municipality should have a record in every month.
- ``age_limit``: ``yes`` for the highest age counted, as a sheet says it (age_limits.py).
- ``without``, ``unique``, ``total_part``: see records.py.
"""

import hashlib
import re
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import numpy as np

from loaders.ground.declarations import Axis, Code, CodeRef, FileQuery, Indicator, Status
from loaders.ground.errors import SourceChanged, SourceError, SourceUnreachable
from loaders.ground.misfits import Role
from loaders.ground.panel import PERIOD, STATUS_CODE, Panel
from loaders.ground.raw import Raw
from loaders.http.transport import Expect
from loaders.planning.table_plans import Look, TablePlan
from loaders.pxweb.selection import Found
from loaders.sources.arbetsformedlingen import age_limits, group_sums
from loaders.sources.arbetsformedlingen.file_index import find
from loaders.sources.arbetsformedlingen.group_sums import Located, Sums
from loaders.sources.arbetsformedlingen.records import (
    TOTAL_PART,
    FieldTexts,
    Records,
    axes,
    from_caches,
    from_sheets,
    listing,
)
from loaders.sources.protocol import Apart, Before, Part, Reading, Source, misfit_of, raw_of, told
from loaders.sources.session import Session

ID = "arbetsformedlingen"
PAGES = ("statistik/sok-statistik/tidigare-statistik-tidsserier", "statistik/sok-statistik/tidigare-statistik")
"""The page as of September 2026, and where it was before."""
SMALLEST = 10_000
"""Bytes; a whole history is never smaller. As others' loaders hold it, read in September 2026."""
_UPLOADED = re.compile(r"/download/[^/]+/(\d{13})/")
_PARTITIONS = {"sex": ("women", "men"), "birth_region": ("sweden", "abroad")}


class Arbetsformedlingen(Source):
    """The workbooks of registered unemployed and vacancies."""

    id = ID

    def look(self, session: Session, plan: TablePlan) -> Look:
        """The newest file by its link on the page; one call for all files."""
        (_, query), *_ = plan.file_parts
        link = find(session, PAGES, query, f"{self.info.publisher_sv}, {plan.table}")
        uploaded = _UPLOADED.search(link.href)
        return Look(
            updated=datetime.fromtimestamp(int(uploaded[1]) // 1000, UTC) if uploaded else None,
            last_period=_period_of(query.match, link.name),
            fingerprint=link.href,
            label=link.name,
            url=link.href,
        )

    def download(self, session: Session, plan: TablePlan, look: Look) -> Generator[Raw, None, None]:
        """The one file."""
        answer = session.get(look.url, expect=Expect.XLSX)
        if len(answer.body) < SMALLEST:
            raise SourceUnreachable(
                f"{look.label} has only {len(answer.body):,} bytes, and a whole history is never under {SMALLEST:,}. "
                f"Look at {answer.url} in a browser."
            )
        yield raw_of(answer, look.label)

    def read(self, plan: TablePlan, raws: Iterable[Raw], *, before: Before) -> Reading:
        """One workbook to panels. Counties and nation are sums of records, shares are sums over sums."""
        raws = tuple(raws)
        if len(raws) != 1:
            raise SourceChanged(f"{plan.table} is one workbook, and {len(raws)} files were given")
        apart = Apart()
        with raws[0].as_file() as path:
            ready = _groups(path, plan, apart)
            lines = listing(path)
            limited = [part for part in plan.file_parts if _is_limit(part[1])]
            said = age_limits.stated(path) if limited else None
        for group in ready.values():
            with apart.reading(group.indicator):
                _refuse_parted(group, ready)
                if group.query.options.get("share") == "yes":
                    (above,), (below,) = group.indicator.numerator, group.indicator.denominator
                    group.sums = group_sums.shares(ready[above].sums, ready[below].sums)
                laid = group_sums.panel(group.sums, group.query, group.at, group.own)
                apart.parts.append(Part(indicator=group.indicator, query=group.query, panel=laid))
        apart.require_any()
        parts = apart.parts
        last = max(part.panel.axes[PERIOD][-1] for part in parts)
        _require_named(plan, raws[0].name, last)
        months = {month for part in parts for month in part.panel.axes[PERIOD]}
        told = []
        for indicator, query in limited:
            panel, remark = age_limits.panel(indicator, query, months, said, before(indicator.id))
            parts.append(Part(indicator=indicator, query=query, panel=panel))
            told += [remark] if remark else []
        found = {row: None for group in ready.values() for row in group.rows}
        return Reading(
            parts=tuple(parts),
            last_period=last,
            label=raws[0].name,
            remarks=(*_remarks(raws[0], parts, last, before), *told),
            found=tuple(found),
            failed=tuple(apart.failed),
            listing=lines,
        )

    def fits(self, plan: TablePlan, raw: Raw) -> bool:
        """By its name, or by what it holds: people rename what they download."""
        if super().fits(plan, raw):
            return True
        try:
            with raw.as_file() as path:
                return bool(_groups(path, plan, Apart()))
        except SourceError:
            return False


SOURCE = Arbetsformedlingen()


@dataclass(slots=True)
class _Group:
    """One indicator's stacked sums. own: codes of its dimensions, product in stack order."""

    indicator: Indicator
    query: FileQuery
    sums: Sums
    at: Located
    own: Mapping[str, tuple[str, ...]]
    rows: tuple[Found, ...]


def _groups(path: Path, plan: TablePlan, apart: Apart) -> dict[str, _Group]:
    """The sums of each indicator by its id; why others have none is left in ``apart``."""
    wanted = [part for part in plan.file_parts if not _is_limit(part[1])]
    queries = [query for _, query in wanted]
    flat = {bool(query.part) for query in queries} == {True}
    read: Sequence[Mapping[str, Records] | Records | SourceChanged]
    read = from_sheets(path, queries) if flat else from_caches(path, queries)
    places: dict[tuple[int, tuple[CodeRef, ...]], Located] = {}
    ready: dict[str, _Group] = {}
    for (indicator, query), records in zip(wanted, read, strict=True):
        with apart.reading(indicator):
            if isinstance(records, SourceChanged):
                raise records
            sheets = records if isinstance(records, Mapping) else {"": records}
            at = {name: _located(sheet, query, places) for name, sheet in sheets.items()}
            ready[indicator.id] = _stacked(indicator, query, sheets, at)
    return ready


def _is_limit(query: FileQuery) -> bool:
    return query.options.get(age_limits.AGE_LIMIT) == "yes"


def _located(records: Records, query: FileQuery, known: dict[tuple[int, tuple[CodeRef, ...]], Located]) -> Located:
    key = id(records.columns[query.place[1]]), (*query.place, *query.period)
    if key not in known:
        known[key] = group_sums.located(records, query, ID)
        if records.unique:
            place = [records.columns[ref] for ref in query.place]
            dims = [column for ref, column in records.columns.items() if isinstance(ref, str)]
            group_sums.require_unique(records, known[key], dims, place)
    return known[key]


def _stacked(
    indicator: Indicator, query: FileQuery, sheets: Mapping[str, Records], at: Mapping[str, Located]
) -> _Group:
    """An indicator's groups in the order of its dimensions' codes."""
    own = {name: _codes(query, name) for name in indicator.dimensions}
    rows: dict[Found, None] = {}
    found: list[Sums] = []
    for combination in product(*own.values()):
        where = dict(zip(own, combination, strict=True))
        part, mask, parts, under = _mask(query, where, sheets, rows)
        records = sheets[part]
        measure = next((one for one in query.measures if _agrees(one.where, where)), None)
        if measure is None:
            raise SourceChanged(f"{indicator.id}: nothing is declared for {where}")
        complete = parts if query.options.get("complete") == "yes" else 0
        found.append(
            group_sums.sums(records, records.columns[measure.field], at[part], mask, parts=complete, under=under)
        )
        rows.update(dict.fromkeys(records.found))
    held = {located.periods for located in at.values()}
    if len(held) > 1:
        spans = ", ".join(f"{periods[0]} to {periods[-1]}" for periods in held)
        raise SourceChanged(f"{indicator.id}: the sheets do not hold the same months: {spans}")
    stacked = group_sums.stacked(found)
    if "mask" in query.options:
        stacked = group_sums.masked(stacked, int(query.options["mask"]), _partitions(own))
    return _Group(indicator, query, stacked, next(iter(at.values())), own, tuple(rows))


def _codes(query: FileQuery, dimension: str) -> tuple[str, ...]:
    for axis in axes(query):
        if axis.dimension == dimension:
            return tuple(axis.values)
    if dimension in query.constants:
        return (query.constants[dimension],)
    return tuple(dict.fromkeys(measure.where[dimension] for measure in query.measures))


def _agrees(declared: Mapping[str, str], where: Mapping[str, str]) -> bool:
    return all(where[name] == value for name, value in declared.items())


def _mask(
    query: FileQuery, where: Mapping[str, str], sheets: Mapping[str, Records], rows: dict[Found, None]
) -> tuple[str, np.ndarray | None, int, int]:
    """Which sheet and which of its records hold a combination, in how many records, hidden below what if absent."""
    for axis in axes(query):
        value = where[axis.dimension]
        if value == "total" and TOTAL_PART in query.options:
            return query.options[TOTAL_PART], None, 1, 0
        records = sheets[query.part]
        column = records.columns[axis.variable]
        wanted = int(query.options.get(f"parts:{value}", "1"))
        texts = _values(query, axis, value, column, wanted, records.where)
        for text in texts:
            ref = axis.values[value]
            exact = isinstance(ref, Code)
            rows[Found(column.name, value, ref.declared, text, records.where, verified=exact)] = None
        chosen = np.isin(column.codes, [column.texts.index(text) for text in texts])
        return query.part, chosen, wanted, int(query.options.get("absent_under", "0"))
    return next(iter(sheets)), None, 1, 0


def _values(query: FileQuery, axis: Axis, value: str, column: FieldTexts, wanted: int, where: str) -> list[str]:
    """The texts of a column that a declared value stands for; SourceChanged if they are not as many as declared."""
    ref = axis.values[value]
    if isinstance(ref, Code):
        fitting = [text for text in column.texts if text == ref.code]
    else:
        fitting = [text for text in column.texts if ref.matches(text)]
    if len(fitting) == wanted:
        return fitting
    declared = ref.code if isinstance(ref, Code) else f"/{ref.pattern}/"
    role = Role.CODE if isinstance(ref, Code) else Role.LABEL
    misfits = misfit_of(query, role, ref.declared, column.texts, variable=axis.variable, ours=value)
    raise SourceChanged(
        f"{where}: {len(fitting) or 'no'} values of {column.name} fit {declared}, and {wanted} must. "
        f"It has: {', '.join(column.texts[:12])}{told(misfits)}",
        misfits,
    )


def _partitions(own: Mapping[str, tuple[str, ...]]) -> list[tuple[int, ...]]:
    """Positions in the stack of groups that together make up a group that is shown."""
    combinations = list(product(*own.values()))
    names = list(own)
    made = []
    for name, members in _PARTITIONS.items():
        if name not in own:
            continue
        at = names.index(name)
        rest: dict[tuple[str, ...], list[int]] = {}
        for n, combination in enumerate(combinations):
            if combination[at] in members:
                rest.setdefault((*combination[:at], *combination[at + 1 :]), []).append(n)
        made += [tuple(positions) for positions in rest.values()]
    return made


def _refuse_parted(group: _Group, ready: Mapping[str, _Group]) -> None:
    """SourceChanged if a share's numerator or denominator could not be read."""
    if group.query.options.get("share") != "yes":
        return
    (above,), (below,) = group.indicator.numerator, group.indicator.denominator
    if above not in ready or below not in ready:
        raise SourceChanged(f"{group.indicator.id} cannot be computed without {above} and {below}")


def _period_of(pattern: str, name: str) -> str:
    found = re.search(pattern, name, re.IGNORECASE)
    return found["period"] if found and "period" in found.re.groupindex else ""


def _require_named(plan: TablePlan, name: str, last: str) -> None:
    """SourceChanged if the file's name says another newest month than its contents."""
    (pattern,) = {query.match for _, query in plan.file_parts}
    said = _period_of(pattern, name)
    if said and said != last:
        raise SourceChanged(
            f"{name}: the newest month in it is {last}, not the {said} of its name. Nothing was stored; "
            "Arbetsförmedlingen may have put up the wrong file."
        )


def _remarks(raw: Raw, parts: Iterable[Part], last: str, before: Before) -> tuple[str, ...]:
    """The file's SHA-256, whether it replaces one of the same month, and what had to be left out."""
    digest = hashlib.sha256(raw.body).hexdigest()
    remarks = [f"{raw.name}: {len(raw.body) / 1e6:.1f} MB, SHA-256 {digest}"]
    parts = tuple(parts)
    stored = next((held for part in parts if (held := before(part.indicator.id))), None)
    if stored and stored.publications and stored.publications[-1].last_period == last:
        remarks.append(f"filen för {last} är inläst på nytt under samma namn; vad som ändrats står nedan")
    torn = max((_torn(part.panel) for part in parts), default=0)
    if torn:
        remarks.append(f"{torn} månader finns en kommun i två län i filen; den visas inte för dem")
    return tuple(remarks)


def _torn(panel: Panel) -> int:
    if group_sums.TWO_COUNTIES not in panel.symbols:
        return 0
    symbol = panel.symbols.index(group_sums.TWO_COUNTIES)
    cells = (panel.symbol == symbol) & (panel.status == STATUS_CODE[Status.MISSING])
    return int(cells.any(axis=tuple(range(panel.values.ndim - 1))).sum())
