"""Kolada v3: yearly key figures (KPIs) of municipalities, counties and riket.

Two kinds of table. A query with option ``kpi`` is one KPI, for all places. A query with option ``set`` is every KPI
of the groups whose title matches ``match``, searched for at each fetch since the sets are revised yearly; its KPIs are
the open dimension ``kpi``, and their titles are kept as metadata beside the figures (loaders/store/kolada_titles.py).

What is known of the API: region ids have four digits (0000 riket, 0023 county 23), at most 25 ids in a part of a
path, pages of at most 5 000 rows with the next one's address in ``next_url``, rows marked ``isdeleted`` to be
dropped, ``gender`` T for both sexes. Source: rKolada's news, Kolada-MCP's types, Region Dalarna's scripts, 2026-10.
"""

import hashlib
import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson

from loaders.formats.delimited import REPAIRED, undoubled
from loaders.ground import places
from loaders.ground.declarations import FileQuery, Indicator, Status
from loaders.ground.errors import SourceChanged
from loaders.ground.files import BOM
from loaders.ground.misfits import Role
from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.ground.raw import Raw
from loaders.http.transport import Answer
from loaders.planning.table_plans import Look, TablePlan
from loaders.publishers import publisher
from loaders.sources.panel_builder import Cells
from loaders.sources.protocol import Apart, Before, Found, Part, Reading, Source, misfit_of, raw_of, told
from loaders.store import Scope, kolada_titles

if TYPE_CHECKING:
    from loaders.sources.session import Session

MOST_IDS = 25
PAGE_ROWS = 5000
MOST_PAGES = 200
MOST_KPIS = 400
"""More KPIs than this in a set, and the search has found something else than the set."""
BOTH_SEXES = "T"
NO_FIGURE = "uppgift saknas"
"""Symbol of a cell for which Kolada has no row."""
_FIRST_YEAR = 2007


class Kolada(Source):
    """Key figures by KPI, place and year."""

    id = "kolada"
    labels_last = True

    def look(self, session: "Session", plan: TablePlan) -> Look:
        """The KPIs' own publication dates; once a month everything is read anew, for what they do not tell."""
        answers = self._described(session, plan)
        known = kolada_titles.parse(answer.body for answer in answers)
        stated = sorted((kpi.id, kpi.title, kpi.published, kpi.period) for kpi in known.values())
        said = repr((f"{session.today:%Y-%m}", session.settings.county, stated))
        title = next(iter(known.values())).title if len(known) == 1 else f"{len(known)} nyckeltal"
        return Look(
            fingerprint=hashlib.sha256(said.encode()).hexdigest()[:16], label=title[:80], url=f"{session.url()}/data"
        )

    def download(self, session: "Session", plan: TablePlan, look: Look) -> Generator[Raw, None, None]:
        """What the KPIs are called, then their figures page by page."""
        described = self._described(session, plan)
        for answer in described:
            yield raw_of(answer, "metadata", metadata=True)
        query = _query(plan)
        if "kpi" in query.options:
            years = [str(year) for year in range(int(query.since or _FIRST_YEAR), session.today.year + 1)]
            paths = [f"data/kpi/{query.options['kpi']}/year/{','.join(some)}" for some in _chunks(years)]
        else:
            ids = sorted(kolada_titles.parse(answer.body for answer in described))
            home = [_region_id(code) for code in _home(session.settings.county)]
            paths = [
                f"data/kpi/{','.join(some)}/municipality/{','.join(where)}"
                for some in _chunks(ids)
                for where in _chunks(home)
            ]
        session.expected(len(paths), look.label)
        for path in paths:
            for answer in _pages(session, path, {}):
                yield raw_of(answer, path.replace("/", " "))
            session.advanced(1)

    def read(self, plan: TablePlan, raws: Iterable[Raw], *, before: Before) -> Reading:
        """Rows to panels; cells of a set that Kolada has no row for are missing, and said to be."""
        metadata, rows, names = [], [], list[str]()
        for raw in raws:
            if raw.metadata:
                metadata.append(raw.body)
            else:
                rows += _rows(_values(raw.body, f"kolada: {raw.name}"), raw.name)
                names.append(raw.name)
        known = kolada_titles.parse(metadata)
        own = _query(plan).options.get("kpi")
        _refuse_undescribed({row[0] for row in rows if own in (None, row[0])} - set(known), names)
        rows, strangers = _of_known_places(rows)
        apart, found = Apart(), list[Found]()
        for indicator, query in plan.file_parts:
            with apart.reading(indicator):
                if "kpi" in query.options:
                    found.append(_verified(query, known))
                    apart.parts.append(_one(indicator, query, rows))
                else:
                    _refuse_strangers(query, known, kolada_titles.members(metadata, query.match))
                    found.append(Found("kpi_groups", "", query.match, query.options["set"], f"{len(known)} nyckeltal"))
                    apart.parts.append(_set(indicator, query, rows, tuple(known), before(indicator.id)))
        apart.require_any()
        newest = max(part.panel.axes[PERIOD][-1] for part in apart.parts)
        twice = {codec for body in metadata if (codec := undoubled(body.decode("utf-8", "replace"))[1])}
        return Reading(
            parts=tuple(apart.parts),
            failed=tuple(apart.failed),
            last_period=newest,
            label=f"{len(known)} nyckeltal" if len(known) > 1 else "",
            remarks=tuple(f"nyckeltalens namn: {REPAIRED.format(codec=codec)}" for codec in sorted(twice)),
            found=tuple(found),
            strangers=strangers,
            listing=tuple(f"{kpi.id} {kpi.title}" for kpi in known.values()),
        )

    def fits(self, plan: TablePlan, raw: Raw) -> bool:
        """By name, or by the one KPI it has figures of or describes."""
        kpi = _query(plan).options.get("kpi")
        return super().fits(plan, raw) or (kpi is not None and _kpis_in(raw.body) == {kpi})

    def cleaned(self, raw: Raw) -> Raw:
        """The same file; one that tells what key figures are called is metadata, as when it is fetched."""
        return replace(raw, metadata=kolada_titles.describes(raw.body))

    def _described(self, session: "Session", plan: TablePlan) -> tuple[Answer, ...]:
        """Metadata answers for every KPI of the table, asked for once per fetch."""
        query = _query(plan)
        return session.once(("kpis", plan.table, query.match), lambda: tuple(_describe(session, query)))


def _query(plan: TablePlan) -> FileQuery:
    return next(query for _, query in plan.file_parts)


def _describe(session: "Session", query: FileQuery) -> Iterator[Answer]:
    ids: tuple[str, ...] = (query.options["kpi"],) if "kpi" in query.options else ()
    if not ids:
        groups, ids = _members(session, query)
        yield from groups
    for some in _chunks(ids):
        described = list(_pages(session, f"kpi/{','.join(some)}", {}))
        gone = set(some) - set(kolada_titles.parse(answer.body for answer in described))
        if gone:
            raise SourceChanged(
                f"kolada: no KPI has id {', '.join(sorted(gone))} any more; look at {session.url()}/kpi"
            )
        yield from described


def _members(session: "Session", query: FileQuery) -> tuple[tuple[Answer, ...], tuple[str, ...]]:
    """The answers on groups, and ids of the KPIs in those whose title is the set's; else of KPIs whose own title is."""
    words = query.options["set"]
    seen: list[str] = []
    groups = tuple(_pages(session, "kpi_groups", {"title": words}))
    found = _in_groups(groups, query, seen)
    if not found:
        for answer in _pages(session, "kpi", {"title": words}):
            for kpi in _values(answer.body, "kolada: kpi"):
                seen.append(str(kpi.get("title", "")))
                if re.search(query.match, seen[-1], re.IGNORECASE):
                    found[str(kpi.get("id"))] = None
    if not found:  # under another name, which the words do not find
        groups = tuple(_pages(session, "kpi_groups", {}))
        found = _in_groups(groups, query, seen)
    if not 0 < len(found) <= MOST_KPIS:
        there = "; ".join(seen[:12]) or "nothing"
        misfits = misfit_of(query, Role.TABLE, query.match, seen)
        raise SourceChanged(
            f"kolada: {len(found)} KPIs belong to '{words}' (1 to {MOST_KPIS} may). Found: {there}{told(misfits)}",
            misfits,
        )
    return groups, tuple(found)


def _in_groups(groups: Iterable[Answer], query: FileQuery, seen: list[str]) -> dict[str, None]:
    """Ids of the KPIs in those groups whose title is the set's; every title is added to ``seen``."""
    found: dict[str, None] = {}
    for answer in groups:
        for group in _values(answer.body, "kolada: kpi_groups"):
            seen.append(str(group.get("title", "")))
            if re.search(query.match, seen[-1], re.IGNORECASE):
                found |= dict.fromkeys(kolada_titles.group_members(group))
    return found


def _pages(session: "Session", path: str, params: dict[str, str]) -> Iterator[Answer]:
    """The first page and every ``next_url`` after it. SourceChanged if a page comes twice, or rows are left behind."""
    answer = session.get(path, {**params, "per_page": str(PAGE_ROWS)})
    asked, came = {answer.url}, 0
    for _ in range(MOST_PAGES):
        yield answer
        said = answer.json()
        rows = len(_values(answer.body, f"kolada: {path}"))
        came += rows
        following = said.get("next_url")
        if not following:
            stated = said.get("count")
            more = rows >= PAGE_ROWS or (isinstance(stated, int) and stated > came)
            if more and "next_url" not in said:
                raise SourceChanged(
                    f"kolada: {path}: {came} rows came of {stated or 'more'}, and next_url does not tell where the "
                    f"others are. The answer has: {', '.join(said)}; see {session.url()}/docs"
                )
            return
        if following in asked:
            raise SourceChanged(f"kolada: {path}: next_url leads back to a page that was read; try again later")
        asked.add(following)
        answer = session.get(following)
    raise SourceChanged(f"kolada: {path}: more than {MOST_PAGES} pages; see {session.url()}/docs")


def _values(body: bytes, where: str) -> list[dict[str, Any]]:
    """The list ``values`` of an answer."""
    try:
        said = orjson.loads(body.removeprefix(BOM))
    except orjson.JSONDecodeError as error:
        raise SourceChanged(
            f"{where}: not JSON ({error}). Save the answer itself, not the page that shows it."
        ) from error
    rows = said.get("values") if isinstance(said, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        there = ", ".join(said) if isinstance(said, dict) else type(said).__name__
        raise SourceChanged(f"{where}: the answer has no list 'values'. It has: {there or 'nothing'}")
    return rows


Row = tuple[str, str, str, float | None, str]
"""KPI, region id as Kolada writes it, year, value, status text."""


def _rows(values: Iterable[dict[str, Any]], where: str) -> list[Row]:
    """The figures for both sexes that are not deleted, groups of places and organisational units left out."""
    rows: list[Row] = []
    for row in values:
        try:
            kpi, region, year = str(row["kpi"]), str(row["municipality"]), str(row["period"])
            figures = [one for one in row["values"] if one["gender"] == BOTH_SEXES and not one.get("isdeleted")]
            read = [(one["value"], str(one.get("status") or "")) for one in figures]
        except (KeyError, TypeError) as error:
            raise SourceChanged(f"kolada: {where}: a row lacks {error}. It has: {', '.join(row)}") from error
        if not re.fullmatch(r"\d{4}", year):
            raise SourceChanged(f"kolada: {where}: period '{year}' is not a year")
        if not re.fullmatch(r"\d{4}", region):
            continue
        for value, status in read:
            if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
                raise SourceChanged(f"kolada: {where}: {kpi} {region} {year} is {value!r}, and must be a number")
            rows.append((kpi, region, year, value, status))
    return rows


def _region_id(code: str) -> str:
    return code.rjust(4, "0")


def _code(region: str) -> str:
    """Our code of a place: Kolada's first two zeros of riket and the counties are padding."""
    return region[2:] if region.startswith("00") else region


def _of_known_places(rows: Sequence[Row]) -> tuple[list[Row], tuple[str, ...]]:
    """The rows of Swedish places, and the ids no place here has, which are left out: others are none the worse.

    Kolada keeps ids of municipalities that are no more. SourceChanged if no id is known.
    """
    known = places.all_places()
    kept = [row for row in rows if _code(row[1]) in known]
    strangers = tuple(sorted({row[1] for row in rows} - {row[1] for row in kept}))
    if strangers and not kept:
        raise SourceChanged(
            f"kolada: no Swedish place has id {', '.join(strangers[:12])}, and there are no others; the ids have "
            "changed. Nothing was stored"
        )
    return kept, strangers


def _kpis_in(body: bytes) -> set[str]:
    """KPIs that an answer has figures of, or describes; none where it is no such answer."""
    try:
        values = _values(body, "kolada")
    except SourceChanged:
        return set()
    return {str(row.get("id") if "title" in row else row.get("kpi")) for row in values}


def _refuse_undescribed(lacking: set[str], names: Sequence[str]) -> None:
    """What a figure means, its title tells: figures whose title was not read are not taken, whoever gave them."""
    if lacking:
        ids = ",".join(sorted(lacking)[:MOST_IDS])
        raise SourceChanged(
            f"kolada: {', '.join(names)}: what {ids} is called was not read, so nobody can tell what it counts or in "
            f"which unit. Nothing was stored. Save the answer of {publisher('kolada').default_url}/kpi/{ids} too and "
            "give both files in one command"
        )


def _refuse_strangers(query: FileQuery, known: Mapping[str, kolada_titles.Kpi], members: set[str]) -> None:
    strangers = sorted(set(known) - members)
    if strangers:
        raise SourceChanged(
            f"kolada: nothing tells that {', '.join(strangers[:12])} belongs to '{query.options['set']}'. Nothing was "
            f"stored. Save the answer of {publisher('kolada').default_url}/kpi_groups?title={query.options['set']} too "
            "and give all files in one command"
        )


def _verified(query: FileQuery, known: Mapping[str, kolada_titles.Kpi]) -> Found:
    """The KPI's title beside the declared one: an id that means something else now is not taken."""
    id_, wanted = query.options["kpi"], query.options["title"]
    if id_ not in known:
        raise SourceChanged(f"kolada: nothing was read on {id_}: neither its title nor figures. Nothing was stored")
    title = known[id_].title
    if re.search(wanted, title, re.IGNORECASE) is None:
        misfits = misfit_of(query, Role.LABEL, wanted, {id_: title}, variable="kpi", ours=id_)
        raise SourceChanged(
            f"kolada: {id_} is called '{title}', which is not /{wanted}/, as declared with its unit. If it is the same "
            "measure, say so in the declaration.",
            misfits,
        )
    return Found("kpi", "", id_, id_, title, verified=True)


def _add(cells: Cells, row: Row, **where: str) -> None:
    _, region, year, value, status = row
    if value is None:
        hidden = re.search(r"priv|sekret|skydd|conf", status, re.IGNORECASE)
        reason = Status.SUPPRESSED if hidden else Status.MISSING
        cells.add(_code(region), year, None, reason, status or NO_FIGURE, where=where)
    else:
        cells.add(_code(region), year, value, where=where)


def _one(indicator: Indicator, query: FileQuery, rows: Iterable[Row]) -> Part:
    cells = Cells(indicator, query)
    years = set()
    for row in rows:
        if row[0] == query.options["kpi"]:
            _add(cells, row)
            years |= {row[2]} if row[2] >= (query.since or "") else set()
    _refuse_gone(indicator, set(_span(years)) - years)
    return Part(indicator=indicator, query=query, panel=cells.panel())


def _span(years: Iterable[str]) -> list[str]:
    """The first to the last year, unbroken."""
    held = sorted(years)
    return [str(year) for year in range(int(held[0]), int(held[-1]) + 1)] if held else []


def _refuse_gone(indicator: Indicator, gone: Iterable[str]) -> None:
    if gone := sorted(gone):
        raise SourceChanged(
            f"{indicator.id}: kolada has no row for {', '.join(gone[:6])}, though it has for years before and after. "
            "Nothing was stored; look at the key figure in Kolada"
        )


def _set(
    indicator: Indicator, query: FileQuery, rows: Sequence[Row], asked: tuple[str, ...], stored: Panel | None
) -> Part:
    """Every KPI met, for the places met; what has no row is said to be missing, unless a whole year that is stored."""
    cells = Cells(indicator, query)
    for row in rows:
        _add(cells, row, kpi=row[0])
    since = query.since or ""
    held = {(kpi, _code(region), year) for kpi, region, year, _, _ in rows if year >= since}
    if not held:
        raise SourceChanged(f"{indicator.id}: kolada has no figure for both sexes since {since}")
    met = {code for _, code, _ in held}
    regions = tuple(code for code in places.all_places() if code in met)
    met_years = {year for _, _, year in held}
    span = _span(met_years)
    _refuse_gone(indicator, _with_figures(stored) & (set(span) - met_years))
    for kpi in {kpi for kpi, _, _ in held}:
        for code in regions:
            for year in span:
                if (kpi, code, year) not in held:
                    cells.add(code, year, None, Status.MISSING, NO_FIGURE, where={"kpi": kpi})
    panel = cells.panel(regions=regions)
    kpi_codes = tuple(sorted({*panel.axes["kpi"], *asked}))  # one that left the set was not asked for, so not withdrawn
    scope = Scope({"kpi": kpi_codes, REGION: regions}, span[0], span[-1])
    return Part(indicator=indicator, query=query, panel=panel, scope=scope)


def _with_figures(stored: Panel | None) -> set[str]:
    """Years of which something is stored."""
    if stored is None:
        return set()
    known = ~np.isnan(stored.values).all(axis=tuple(range(stored.values.ndim - 1)))
    return {stored.axes[PERIOD][n] for n in np.flatnonzero(known)}


def _home(county: str) -> tuple[str, ...]:
    own = sorted(place.code for place in places.municipalities(county))
    return (places.NATION, county, *own)


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), MOST_IDS):
        yield ids[start : start + MOST_IDS]


SOURCE = Kolada()
