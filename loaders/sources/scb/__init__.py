"""SCB's statistical database: PxWebApi 2, several indicators of one table in one download."""

import math
import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import orjson

from loaders.formats import jsonstat
from loaders.ground import places
from loaders.ground.declarations import Axis, Fixed, Indicator, Level, PxQuery, Total
from loaders.ground.errors import SourceChanged
from loaders.ground.misfits import Role
from loaders.ground.panel import PERIOD, Panel
from loaders.ground.raw import DEMO_MARK, Raw
from loaders.planning.table_plans import Look, TablePlan
from loaders.publishers import is_loopback
from loaders.pxweb.metadata import Metadata, TableInfo, Variable
from loaders.pxweb.panels import NULL_MEANS, VINTAGE, panel
from loaders.pxweb.selection import Resolution, ResolvedQuery, find, resolve
from loaders.pxweb.units import check_units
from loaders.pxweb.v2 import PxWebV2, described
from loaders.sources.protocol import DEMO_HEADER, Before, Examined, Other, Reading, Source, newest_match, raw_of
from loaders.sources.pxweb_reading import read_cube
from loaders.sources.scb.older_vintages import candidates
from loaders.sources.session import Session

__all__ = ["NULL_MEANS", "SOURCE", "VINTAGE", "Scb", "client", "is_synthetic", "panel"]


def client(session: Session) -> PxWebV2:
    """The session's PxWebApi client."""
    return session.once("pxweb", lambda: PxWebV2(session.url(), session.transport))


def is_synthetic(base_url: str, headers: Sequence[Mapping[str, str]] = (), source: str = "") -> bool:
    """Whether figures from this address are made up: it is this machine, or the answer says DEMODATA itself."""
    if is_loopback(base_url) or DEMO_MARK.decode() in source.upper():
        return True
    return any(name.lower() == DEMO_HEADER.lower() for one in headers for name in one)


class Scb(Source):
    """Any table of SCB's database. A query with ``match`` names its table by title; others by id."""

    id = "scb"
    states_updates = True

    def start(self, session: Session) -> None:
        """Learn the limits, and whether anybody is there."""
        client(session).config()

    def look(self, session: Session, plan: TablePlan) -> Look:
        """The table's line in the publisher's list."""
        info = _line(session, plan)
        return Look(
            updated=info.updated,
            last_period=info.last_period,
            label=info.label,
            url=f"{client(session).base_url}/tables/{info.id}",
            discontinued=bool(info.discontinued),
        )

    def download(self, session: Session, plan: TablePlan, look: Look) -> Generator[Raw, None, None]:
        """Metadata, then the data for all queries at once, in as many answers as the cell limit asks for."""
        metadata = _metadata(session, plan)
        yield Raw(
            name="metadata",
            body=metadata.body,
            url=f"{look.url}/metadata",
            fetched=datetime.now(UTC),
            synthetic=is_synthetic(look.url, source=metadata.source),
            metadata=True,
        )
        resolution = resolve(plan.px_queries, metadata)
        session.expected(resolution.cells, f"{plan.table} {look.label[:40]}")
        for number, answer in enumerate(client(session).data(metadata.table, resolution.selection), 1):
            yield raw_of(answer, f"data-{number}")
            asked = orjson.loads(answer.sent)["selection"]
            session.advanced(math.prod(len(variable["valueCodes"]) for variable in asked))

    def read(self, plan: TablePlan, raws: Iterable[Raw], *, before: Before) -> Reading:
        """JSON-stat to panels. Without a metadata answer the data are one whole extract made by a person."""
        stream = iter(raws)
        first = next(stream, None)
        if first is None:
            raise SourceChanged(f"table {plan.table}: nothing was answered")
        if not first.metadata:
            return self._read_extract(plan, [first, *stream])
        metadata = described(first.body, plan.table)
        parts = tuple((indicator, _at_its_levels(query, metadata)) for indicator, query in plan.px_parts)
        resolution = resolve([query for _, query in parts], metadata)
        whole = jsonstat.Assembler(resolution.selection, resolution.selection)
        for raw in stream:
            whole.add(jsonstat.parse(raw.body))
        return _reading(parts, resolution, metadata, whole.cube())

    def _read_extract(self, plan: TablePlan, raws: Sequence[Raw]) -> Reading:
        """Data answers a person saved: what they hold of what is declared."""
        cubes = [jsonstat.parse(raw.body) for raw in raws]
        cube = cubes[0] if len(cubes) == 1 else jsonstat.merge(cubes)
        metadata = _with_eliminated(described(raws[0].body, plan.table, cube), plan)
        parts = tuple((indicator, _held(query, metadata)) for indicator, query in plan.px_parts)
        resolution = resolve([query for _, query in parts], metadata)
        return _reading(parts, resolution, metadata, cube)

    def others(self, session: Session, plan: TablePlan) -> Iterator[Other]:
        """Older vintages among discontinued tables."""
        current = _metadata(session, plan)
        for indicator, query in plan.px_parts:
            if query.archive is None:
                continue
            for archived in candidates(client(session), query, current):
                info = archived.info
                session.memory["metadata", info.id] = archived.metadata
                look = Look(
                    updated=info.updated,
                    last_period=info.last_period,
                    label=info.label,
                    url=f"{client(session).base_url}/tables/{info.id}",
                )
                older = TablePlan(plan.source, info.id, ((indicator, archived.query),))
                yield Other(older, look, f"{info.id} ({archived.vintage}) {info.label}")

    def fits(self, plan: TablePlan, raw: Raw) -> bool:
        """Whether a JSON-stat file says that it is the table's, or its title is the one looked for."""
        try:
            found = jsonstat.describe(raw.body)
        except SourceChanged:
            return False
        named = any(query.match and newest_or_none(query.match, found.label) for query in plan.px_queries)
        return found.table == plan.table or named

    def doctor(self, session: Session, plan: TablePlan) -> Examined:
        """The table's line and its metadata tell enough."""
        look = self.look(session, plan)
        metadata = _metadata(session, plan)
        asked = [(query, find(query, metadata)) for query in plan.px_queries]
        found = tuple(dict.fromkeys(row for _, rows in asked for row in rows))
        told = {row.problem: query.optional for query, rows in asked for row in rows if row.problem}
        problems = [problem for problem, optional in told.items() if not optional]
        remarks = [f"not there, and not needed: {problem}" for problem, optional in told.items() if optional]
        needed = [row for query, rows in asked for row in rows if not query.optional]
        misfits = tuple(dict.fromkeys(row.misfit for row in needed if row.misfit is not None))
        if look.discontinued and not all(query.final for query in plan.queries):
            problems.append("the publisher has discontinued the table; look for its successor")
        units = {code: unit for variable in metadata.variables for code, (unit, _) in variable.units.items()}
        for indicator, query in plan.px_parts:
            own = {row.code: units.get(row.code, "") for row in find(query, metadata) if row.is_content and row.code}
            try:
                remarks += check_units(indicator, query, own)
            except SourceChanged as error:
                problems.append(str(error))
        remarks += [f"a place nobody here knows: {told}" for told in _strangers(plan.px_queries, metadata)]
        return Examined(look=look, found=found, problems=tuple(problems), remarks=tuple(remarks), misfits=misfits)


def newest_or_none(pattern: str, title: str) -> str | None:
    """The title if the pattern finds it."""
    try:
        return newest_match(pattern, [title], "")
    except SourceChanged:
        return None


def titled(asked: PxWebV2, query: PxQuery) -> TableInfo:
    """The line of the one table whose title the query's pattern matches, or that alone answers to one of its names.

    SourceChanged, with the titles met, if none or several do.
    """
    tables = asked.search(query.search, include_discontinued=query.final)
    found = {f"{info.label} ({info.id})": info for info in tables}
    try:
        return found[newest_match(query.match, found, f"SCB's list of tables, '{query.search}'", query, Role.TABLE)]
    except SourceChanged as unfound:
        met: dict[str, TableInfo] = {}
        for name in query.names:
            named = asked.search(name, include_discontinued=query.final)
            if len(named) == 1:
                return named[0]
            met |= {f"{info.label} ({info.id})": info for info in named}
        if not query.names:
            raise
        there = "; ".join([*met][:12]) or "nothing"
        raise SourceChanged(
            f"{unfound}. Searched by name ({', '.join(query.names)}) it has: {there}", unfound.misfits
        ) from unfound


def _line(session: Session, plan: TablePlan) -> TableInfo:
    """The table's line in SCB's list: by its id, by the one title the queries' pattern matches, or by its name."""
    query = plan.px_queries[0]
    return session.once(
        ("line", plan.table, query.match),
        lambda: titled(client(session), query) if query.match else client(session).table(query.search or plan.table),
    )


def _metadata(session: Session, plan: TablePlan) -> Metadata:
    query = plan.px_queries[0]
    table = _line(session, plan).id if query.match else query.search or plan.table
    return session.once(("metadata", table), lambda: client(session).metadata(table))


def _with_eliminated(metadata: Metadata, plan: TablePlan) -> Metadata:
    """An extract's variables, and those it has left out for their total, which declarations may still name."""
    there = {variable.code for variable in metadata.variables}
    left_out = {
        part.variable: Variable(part.variable, part.variable, (), {}, elimination=True)
        for query in plan.px_queries
        for part in query.select
        if isinstance(part, Total) and part.variable not in there
    }
    return replace(metadata, variables=(*metadata.variables, *left_out.values()))


def _held(query: PxQuery, metadata: Metadata) -> PxQuery:
    """The query without the values of dimensions that the extract does not hold."""
    gone = {(row.variable, row.ours) for row in find(query, metadata) if row.problem and not row.is_content}

    def kept(part: Axis | Fixed | Total) -> Axis | Fixed | Total:
        if not isinstance(part, Axis):
            return part
        values = {ours: ref for ours, ref in part.values.items() if (part.variable, ours) not in gone}
        return replace(part, values=values or part.values)

    return replace(query, select=tuple(kept(part) for part in query.select))


def _unit_remarks(indicator: Indicator, part: ResolvedQuery, metadata: Metadata) -> tuple[str, ...]:
    """Remarks on units of one query's contents; SourceChanged if one is another than declared."""
    units = {
        code: variable.units.get(code, ("", 0))[0]
        for variable in metadata.variables
        if variable.is_content
        for code in part.codes.get(variable.code, {}).values()
    }
    return check_units(indicator, part.query, units)


def _reading(
    parts: Sequence[tuple[Indicator, PxQuery]],
    resolution: Resolution,
    metadata: Metadata,
    cube: jsonstat.Cube,
) -> Reading:
    remarks: list[str] = []

    def finish(indicator: Indicator, query: PxQuery, cut: Panel) -> Panel:
        remarks.extend(_unit_remarks(indicator, resolution.of(query), metadata))
        return _check_stitch(indicator, query, cut)

    reading = read_cube(parts, resolution, cube, finish=finish)
    return replace(
        reading,
        updated=cube.updated or metadata.updated,
        last_period=max(metadata.required_time.codes),
        label=metadata.label,
        remarks=(*reading.remarks, *remarks, *_other_regions(parts, metadata)),
        strangers=_strangers((query for _, query in parts), metadata),
    )


def _strangers(queries: Iterable[PxQuery], metadata: Metadata) -> tuple[str, ...]:
    """Codes of the form of a county's or municipality's that no Swedish place has: ``2399 Nya Åre``.

    SCB's 90, 99 and 9900 stand for what has no place, and longer codes for other divisions.
    """
    forms = {Level.COUNTY: r"[0-8]\d", Level.MUNICIPALITY: r"[0-8]\d{3}"}
    found: dict[str, None] = {}
    for query in queries:
        variable = metadata.variable(query.region_variable)
        form = "|".join(forms[level] for level in query.levels if level in forms)
        if variable is None or not form:
            continue
        for code in variable.codes:
            if re.fullmatch(form, code) and code not in places.all_places():
                found[f"{code} {variable.labels[code]}"] = None
    return tuple(found)


def _at_its_levels(query: PxQuery, metadata: Metadata) -> PxQuery:
    """The query of riket alone where a table nobody has seen turns out to have neither counties nor municipalities."""
    variable = metadata.variable(query.region_variable)
    if not query.unverified or variable is None or {*variable.codes} & {*places.all_places()} - {places.NATION}:
        return query
    return replace(query, levels=tuple(level for level in query.levels if level is Level.NATION) or query.levels)


def _other_regions(parts: Sequence[tuple[Indicator, PxQuery]], metadata: Metadata) -> Iterator[str]:
    """A Swedish remark where a table of counties has another division instead, such as riksområden.

    SourceChanged where that division has the codes of counties: figures of it must never pass for a county's.
    """
    for indicator, query in parts:
        variable = metadata.variable(query.region_variable)
        if variable is None:
            continue
        counties = [places.place(code) for code in places.codes_at((Level.COUNTY,)) if code in variable.labels]
        named = [one for one in counties if _stem(one.name) in variable.labels[one.code].casefold()]
        if Level.COUNTY in query.levels and len(named) * 2 < len(counties):
            shown = ", ".join(f"{one.code} {variable.labels[one.code]}" for one in counties[:4])
            raise SourceChanged(
                f"{indicator.id}: table {query.table} has codes of counties for something else ({shown}). "
                "Nothing was stored"
            )
        others = [f"{code} {variable.labels[code]}" for code in variable.codes if code not in places.all_places()]
        if query.unverified and others and not counties:
            yield (
                f"{indicator.id}: tabellen har inte län utan {', '.join(others[:10])}. Bara riket lagras, eftersom ett "
                "sådant område inte är ett län"
            )


def _stem(county: str) -> str:
    """What a county's name has in every form: ``jämtland``."""
    return county.removesuffix(" län").removesuffix("s").casefold()


def _check_stitch(indicator: Indicator, query: PxQuery, cut: Panel) -> Panel:
    """Where a table takes over at a declared break, it must have that very period: else the break is elsewhere."""
    first = cut.axes[PERIOD][0]
    if query.since and first > query.since and any(found.period == query.since for found in indicator.breaks):
        raise SourceChanged(
            f"{indicator.id}: table {query.table} begins with {first}, but the break is declared at {query.since}. "
            "Change since, until and break in the declaration."
        )
    return cut


SOURCE = Scb()
