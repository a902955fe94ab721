"""A PxWeb v1 of px files, such as Tillväxtanalys' and Konjunkturinstitutet's.

Files are renamed, codes may be running numbers, months come in any order, and a table of riket alone has no places.
A file is found in its folder by pattern; places and periods are read from the value texts (pxweb/running_numbers.py).
By hand: the table saved as Excel or as JSON-stat 2, whole or in part.
"""

import math
from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import numpy as np
import orjson

from loaders.formats import jsonstat
from loaders.formats.cube import Cube
from loaders.ground import places
from loaders.ground.declarations import (
    OWN_SUM,
    RIKET_ALONE,
    Axis,
    CodeRef,
    Fixed,
    Indicator,
    Label,
    Level,
    PxQuery,
    Status,
    Total,
)
from loaders.ground.errors import SourceChanged, SourceError
from loaders.ground.panel import PERIOD, STATUS_CODE, Panel
from loaders.ground.raw import DEMO_MARK, Raw
from loaders.planning.table_plans import Look, TablePlan
from loaders.publishers import is_loopback, publisher
from loaders.pxweb import v1, v2
from loaders.pxweb.exported import Known, read_export
from loaders.pxweb.metadata import Metadata
from loaders.pxweb.panels import unexplained
from loaders.pxweb.riket_alone import completed, with_riket, without_riket
from loaders.pxweb.running_numbers import Recoding, period_code, recoded
from loaders.pxweb.selection import Found, Resolution, find, resolve
from loaders.sources.protocol import Before, Examined, Reading, Source, newest_match, raw_of
from loaders.sources.pxweb_reading import read_cube
from loaders.sources.session import Session

_ZIP = b"PK\x03\x04"


def client(session: Session) -> v1.PxWebV1:
    """The session's v1 client."""
    return session.once("pxweb", lambda: v1.PxWebV1(session.url(), session.transport))


class PxFiles(Source):
    """Tables named by folder (``search``) and file-name pattern (``match``)."""

    def look(self, session: Session, plan: TablePlan) -> Look:
        """The file's line in its folder; one call for all tables of the folder."""
        entry, path = _file(session, plan)
        return Look(updated=entry.updated, label=entry.text, url=client(session).url(path))

    def download(self, session: Session, plan: TablePlan, look: Look) -> Generator[Raw, None, None]:
        """The table's variables, then its figures in as many answers as the cell limit asks for."""
        _, path = _file(session, plan)
        metadata = client(session).metadata(path)
        described = with_riket(metadata, plan.px_queries)
        yield Raw(
            name="metadata",
            body=metadata.body,
            url=look.url,
            fetched=datetime.now(UTC),
            synthetic=is_loopback(session.url()) or DEMO_MARK in metadata.body,
            metadata=True,
        )
        recoding, resolution = _resolved(plan.px_queries, described)
        selection = without_riket(recoding.selection(resolution.selection))
        session.expected(math.prod(len(codes) for codes in selection.values()), f"{plan.table} {look.label[:40]}")
        for number, answer in enumerate(client(session).data(path, selection), 1):
            yield raw_of(answer, f"data-{number}")
            asked = orjson.loads(answer.sent)["query"]
            session.advanced(math.prod(len(variable["selection"]["values"]) for variable in asked))

    def read(self, plan: TablePlan, raws: Iterable[Raw], *, before: Before) -> Reading:
        """JSON-stat to panels; without a metadata answer, one workbook or JSON-stat file a person saved."""
        stream = iter(raws)
        first = next(stream, None)
        if first is None:
            raise SourceChanged(f"table {plan.table}: nothing was answered")
        if not first.metadata:
            return _read_extract(plan, first)
        metadata = with_riket(v1.described(first.body, plan.table), plan.px_queries)
        recoding, resolution = _resolved(plan.px_queries, metadata)
        asked = without_riket(recoding.selection(resolution.selection))
        whole = jsonstat.Assembler(asked, asked)
        for raw in stream:
            whole.add(jsonstat.parse(raw.body))
        cube = completed(whole.cube(), metadata)
        return _reading(plan.px_parts, resolution, recoding, recoding.cube(cube), cube)

    def fits(self, plan: TablePlan, raw: Raw) -> bool:
        """Whether a file has a table's variables and at least one of its contents; its name tells nothing."""
        return not self.misfit(plan, raw)[1]

    def misfit(self, plan: TablePlan, raw: Raw) -> tuple[int, str]:
        """What the table lacks in the file: fewest variables and contents first."""
        try:
            metadata, _ = _extract(plan, raw)
        except SourceError as error:
            return 0, str(error)
        if any(_held(query, metadata) is not None for query in plan.px_queries):
            return 0, ""
        there = {variable.code for variable in metadata.variables}
        named = {
            name for query in plan.px_queries for name in (query.region_variable, *(p.variable for p in query.select))
        }
        lacking = sorted(named - there)
        if lacking:
            return len(lacking), f"the file has no {', '.join(lacking)}; it has {', '.join(sorted(there))}"
        return 0, f"nothing of what is declared is among its values: {_texts(metadata)}"

    def doctor(self, session: Session, plan: TablePlan) -> Examined:
        """The folder and the table's variables tell enough."""
        look = self.look(session, plan)
        entry, path = _file(session, plan)
        metadata = with_riket(client(session).metadata(path), plan.px_queries)
        found: dict[Found, None] = {}
        for query in plan.px_queries:
            found |= dict.fromkeys(find(query, _recoding([query], metadata).metadata))
        if metadata.time is not None:
            read = filter(None, map(period_code, metadata.time.labels.values()))
            look = replace(look, last_period=max(read, default=""))
        texts = [f"{v.code}: {len(v.codes)} ({', '.join(list(v.labels.values())[:3])} …)" for v in metadata.variables]
        return Examined(
            look=look,
            found=tuple(found),
            problems=tuple(row.problem for row in found if row.problem),
            remarks=_national(metadata, plan.px_queries),
            listing=(f"file {entry.id}", *texts),
            misfits=tuple(dict.fromkeys(row.misfit for row in found if row.misfit is not None)),
        )


def _file(session: Session, plan: TablePlan) -> tuple[v1.Entry, str]:
    """The table's line and path: the one file of the declared folder whose name the pattern fits."""
    query = plan.px_queries[0]
    entries = session.once(("folder", query.search), lambda: client(session).folder(query.search))
    names = {entry.id: entry for entry in entries if entry.kind in ("t", "")}
    whose = publisher(query.source).publisher_sv
    whose += "'" if whose.endswith("s") else "s"
    entry = names[newest_match(query.match, names, f"{whose} folder '{query.search}'", query)]
    return entry, f"{query.search}/{entry.id}"


def _recoding(queries: Sequence[PxQuery], metadata: Metadata) -> Recoding:
    levels = {level for query in queries for level in query.levels}
    regions = {query.region_variable for query in queries}
    summed = {name for query in queries for name in query.summed}
    return recoded(metadata, regions, levels, summed, source=queries[0].source)


def _resolved(queries: Sequence[PxQuery], metadata: Metadata) -> tuple[Recoding, Resolution]:
    recoding = _recoding(queries, metadata)
    return recoding, resolve(queries, recoding.metadata)


def _reading(
    parts: Sequence[tuple[Indicator, PxQuery]],
    resolution: Resolution,
    recoding: Recoding,
    cube: Cube,
    answered: Cube,
    remarks: tuple[str, ...] = (),
) -> Reading:
    reading = read_cube(parts, resolution, cube, finish=_with_incomplete)
    return replace(
        reading,
        updated=answered.updated,
        last_period=max((part.panel.axes[PERIOD][-1] for part in reading.parts), default=""),
        label=recoding.metadata.label,
        remarks=(*remarks, *unexplained(answered)),
    )


def _with_incomplete(indicator: Indicator, query: PxQuery, found: Panel) -> Panel:
    """The newest periods marked as they are declared: too low, or at least not to be relied on."""
    if indicator.incomplete_newest:
        newest = (..., slice(-indicator.incomplete_newest, None))
        status = found.status[newest]
        status[(status == STATUS_CODE[Status.EMPTY]) & ~np.isnan(found.values[newest])] = STATUS_CODE[Status.INCOMPLETE]
    return found


def _national(metadata: Metadata, queries: Sequence[PxQuery]) -> tuple[str, ...]:
    """A remark if the table has a figure for riket that no declaration asks for."""
    if any(Level.NATION in query.levels for query in queries):
        return ()
    texts = [
        text
        for query in queries
        for variable in metadata.variables
        if variable.code == query.region_variable != RIKET_ALONE
        for text in variable.labels.values()
        if _is_nation(text)
    ]
    told = dict.fromkeys(texts)
    return tuple(
        f"the table has a figure for riket ('{text}'), which no indicator is declared to have" for text in told
    )


def _is_nation(text: str) -> bool:
    try:
        return places.by_name(text).level is Level.NATION
    except SourceChanged:
        return False


def _known(plan: TablePlan) -> tuple[Known, ...]:
    """The variables declared for a table, each with its values."""
    refs: dict[str, list[CodeRef]] = {}
    for query in plan.px_queries:
        for part in query.select:
            if isinstance(part, Axis):
                refs.setdefault(part.variable, []).extend(part.values.values())
            else:
                refs.setdefault(part.variable, []).extend([part.value] if part.value is not None else [])
    regions = dict.fromkeys(q.region_variable for q in plan.px_queries if q.region_variable != RIKET_ALONE)
    return (
        *(Known(code, "region", lambda _: False) for code in regions),
        *(
            Known(name, "content" if name == "variabel" else "other", partial(_is_any, tuple(declared)))
            for name, declared in refs.items()
        ),
    )


def _is_any(refs: Sequence[CodeRef], text: str) -> bool:
    return any(_fits(ref, [text]) for ref in refs)


def _extract(plan: TablePlan, raw: Raw) -> tuple[Metadata, Cube]:
    """A file a person saved, as variables and figures."""
    known = _known(plan)
    if raw.body.startswith(_ZIP):
        with raw.as_file() as path:
            metadata, cube = read_export(path, known)
        metadata = with_riket(metadata, plan.px_queries)
        return metadata, completed(cube, metadata)
    cube = jsonstat.parse(raw.body)
    said = v2.described(raw.body, plan.table, cube)
    times = {v.code for v in said.variables if v.is_time or all(period_code(text) for text in v.labels.values())}
    variables = tuple(
        replace(
            v, is_time=v.code in times, is_content=any(one.code == v.code and one.kind == "content" for one in known)
        )
        for v in said.variables
    )
    metadata = with_riket(replace(said, variables=variables), plan.px_queries)
    return metadata, completed(cube, metadata)


def _read_extract(plan: TablePlan, raw: Raw) -> Reading:
    metadata, cube = _extract(plan, raw)
    parts, lacking = [], []
    for indicator, query in plan.px_parts:
        held = _held(query, metadata)
        if held is None:
            lacking.append(indicator.short_title_sv)
        else:
            parts.append((indicator, held))
    if not parts:
        raise SourceChanged(f"{raw.name} has nothing of what is declared for {plan.table}; it has {_texts(metadata)}")
    recoding, resolution = _resolved([query for _, query in parts], metadata)
    remarks = [f"filen saknar {', '.join(lacking)}"] if lacking else []
    remarks += [f"{name} är summerad över filens {len(values)} värden" for name, values in recoding.sums.items()]
    return _reading(parts, resolution, recoding, recoding.cube(cube), cube, tuple(remarks))


def _texts(metadata: Metadata) -> str:
    return "; ".join(f"{v.code}: {', '.join(list(v.labels.values())[:4])}" for v in metadata.variables)


def _held(query: PxQuery, metadata: Metadata) -> PxQuery | None:
    """The query as far as an extract goes; None if it lacks the variables, the contents or a whole dimension.

    An axis is summed only where the extract has all the other values declared for it.
    """
    there = {variable.code: variable for variable in metadata.variables}
    named = {query.region_variable, *(part.variable for part in query.select)}
    if not named <= set(there) or metadata.time is None:
        return None
    kept: list[Axis | Fixed | Total] = []
    summed = []
    for part in query.select:
        texts = there[part.variable].labels.values()
        if isinstance(part, Axis):
            values = {ours: ref for ours, ref in part.values.items() if _fits(ref, texts)}
            sums = {ours: ref for ours, ref in part.values.items() if _fits(ref, [OWN_SUM])}
            if len(values) + len(sums) == len(part.values) and part.variable in query.summed:
                values |= sums
                summed.append(part.variable)
            if not values:
                return None
            part = replace(part, values=values)
        elif part.variable in query.summed:
            summed.append(part.variable)
        elif part.value is not None and not _fits(part.value, texts):
            return None
        kept.append(part)
    return replace(query, select=tuple(kept), summed=tuple(summed))


def _fits(ref: CodeRef, texts: Iterable[str]) -> bool:
    return isinstance(ref, Label) and any(ref.matches(text) for text in texts)
