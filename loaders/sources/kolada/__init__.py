"""Kolada v3: yearly key figures (KPIs) of municipalities, counties and riket.

Two kinds of table. A query with option ``kpi`` is one KPI, for all places. A query with option ``set`` is every KPI
of the groups whose title matches ``match``, searched for at each fetch since the sets are revised yearly; its KPIs are
the open dimension ``kpi``, and their titles are kept as metadata beside the figures (loaders/store/kolada_titles.py).
With option ``similar`` the groups of municipalities whose titles begin so are kept in the same way.

What is known of the API: region ids have four digits (0000 riket, 0023 county 23), at most 25 ids in a part of a
path, pages of at most 5 000 rows with the next one's address in ``next_url``, rows marked ``isdeleted`` to be
dropped, ``gender`` T for both sexes. Source: rKolada's news, Kolada-MCP's types, Region Dalarna's scripts, 2026-10.
"""

import hashlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.formats.delimited import REPAIRED, undoubled
from loaders.ground import places
from loaders.ground.declarations import FileQuery
from loaders.ground.errors import SourceChanged, SourceRefused
from loaders.ground.misfits import Role
from loaders.ground.panel import PERIOD
from loaders.ground.raw import Raw
from loaders.http.transport import Answer
from loaders.planning.table_plans import Look, TablePlan
from loaders.sources.kolada.key_figures import (
    MOST_IDS,
    figures,
    kpis_in,
    of_known_places,
    of_one_kpi,
    of_set,
    refuse_strangers,
    refuse_undescribed,
    values_of,
    verified,
)
from loaders.sources.protocol import Apart, Before, Found, Reading, Source, misfit_of, raw_of, told
from loaders.store import kolada_titles

if TYPE_CHECKING:
    from loaders.sources.session import Session

PAGE_ROWS = 5000
MOST_PAGES = 200
MOST_KPIS = 400
"""More KPIs than this in a set, and the search has found something else than the set."""
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
        said = repr((f"{session.today:%Y-%m}", ",".join(session.settings.counties), stated))
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
        yield from _similar(session, query)
        if "kpi" in query.options:
            years = [str(year) for year in range(int(query.since or _FIRST_YEAR), session.today.year + 1)]
            paths = [f"data/kpi/{query.options['kpi']}/year/{','.join(some)}" for some in _chunks(years)]
        else:
            ids = sorted(kolada_titles.parse(answer.body for answer in described))
            home = [_region_id(code) for code in places.homes(session.settings.counties)]
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
                rows += figures(values_of(raw.body, f"kolada: {raw.name}"), raw.name)
                names.append(raw.name)
        known = kolada_titles.parse(metadata)
        own = _query(plan).options.get("kpi")
        refuse_undescribed({row[0] for row in rows if own in (None, row[0])} - set(known), names)
        rows, strangers = of_known_places(rows)
        apart, found = Apart(), list[Found]()
        for indicator, query in plan.file_parts:
            with apart.reading(indicator):
                if "kpi" in query.options:
                    found.append(verified(query, known))
                    apart.parts.append(of_one_kpi(indicator, query, rows))
                else:
                    refuse_strangers(query, known, kolada_titles.members(metadata, query.match))
                    found.append(Found("kpi_groups", "", query.match, query.options["set"], f"{len(known)} nyckeltal"))
                    apart.parts.append(of_set(indicator, query, rows, tuple(known), before(indicator.id)))
        apart.require_any()
        alike = kolada_titles.similar(metadata)
        if alike:
            newest_group = max(one.year for one in alike.values())
            told_as = f"{len(alike)} grupper, de nyaste av {newest_group}"
            found.append(Found("municipality_groups", "", kolada_titles.SIMILAR, "title", told_as))
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
        return super().fits(plan, raw) or (kpi is not None and kpis_in(raw.body) == {kpi})

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
            for kpi in values_of(answer.body, "kolada: kpi"):
                seen.append(str(kpi.get("title", "")))
                if kolada_titles.is_of_set(seen[-1], query.match):
                    found[str(kpi.get("id"))] = None
    if not found:  # under another name, which the words do not find
        groups = tuple(_pages(session, "kpi_groups", {}))
        found = _in_groups(groups, query, seen)
    if not 0 < len(found) <= MOST_KPIS:
        there = "; ".join(seen[:12]) or "nothing"
        misfits = misfit_of(query, Role.TABLE, query.match, dict.fromkeys(map(kolada_titles.set_name, seen)))
        raise SourceChanged(
            f"kolada: {len(found)} KPIs belong to '{words}' (1 to {MOST_KPIS} may). Found: {there}{told(misfits)}",
            misfits,
        )
    return groups, tuple(found)


def _in_groups(groups: Iterable[Answer], query: FileQuery, seen: list[str]) -> dict[str, None]:
    """Ids of the KPIs in those groups whose title is the set's; every title is added to ``seen``."""
    found: dict[str, None] = {}
    for answer in groups:
        for group in values_of(answer.body, "kolada: kpi_groups"):
            seen.append(str(group.get("title", "")))
            if kolada_titles.is_of_set(seen[-1], query.match):
                found |= dict.fromkeys(kolada_titles.group_members(group))
    return found


def _pages(session: "Session", path: str, params: dict[str, str]) -> Iterator[Answer]:
    """The first page and every ``next_url`` after it. SourceChanged if a page comes twice, or rows are left behind."""
    answer = session.get(path, {**params, "per_page": str(PAGE_ROWS)})
    asked, came = {answer.url}, 0
    for _ in range(MOST_PAGES):
        yield answer
        said = answer.json()
        rows = len(values_of(answer.body, f"kolada: {path}"))
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


def _similar(session: "Session", query: FileQuery) -> Iterator[Raw]:
    """Groups of similar municipalities, as metadata. That they are not there leaves the figures as they are."""
    words = query.options.get("similar")
    if not words:
        return
    try:
        for answer in _pages(session, "municipality_groups", {"title": words}):
            yield raw_of(answer, "municipality_groups", metadata=True)
    except (SourceChanged, SourceRefused):
        return


def _region_id(code: str) -> str:
    return code.rjust(4, "0")


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), MOST_IDS):
        yield ids[start : start + MOST_IDS]


SOURCE = Kolada()
