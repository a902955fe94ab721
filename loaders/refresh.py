"""Fetching: what the publishers have now, through the checks, into the store. One table's failure stops no other.

Per table: one cheap call for the change test; then metadata → resolution → data → raw snapshot → panels → checks →
one manifest replacement for all the table's indicators. A table that fails anywhere keeps its last good data.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from loaders import checks, jsonstat, places
from loaders.archive import candidates
from loaders.cube import Cube
from loaders.errors import NothingPublishedYet, SourceChanged, SourceError, StoreError
from loaders.model import Indicator, PxQuery
from loaders.panel import REGION, Panel
from loaders.plan import TablePlan, plans, scope
from loaders.pxweb.limiter import SlidingWindow
from loaders.pxweb.metadata import Metadata, TableInfo
from loaders.pxweb.selection import Resolution, ResolvedQuery, resolve
from loaders.pxweb.transport import Transport
from loaders.pxweb.v2 import CAUTIOUS, PxWebV2
from loaders.report_changes import Outcome, RefreshReport, TableOutcome
from loaders.settings import Settings
from loaders.snapshots import Snapshots
from loaders.sources import scb
from loaders.store import Changes, Store

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_log = logging.getLogger(__name__)


@contextmanager
def connected(settings: Settings, **options: object) -> Iterator[PxWebV2]:
    """A client for SCB under the settings; options go to Transport."""
    limits = {"connections": settings.connections, "timeout": (10.0, float(settings.timeout)), **options}
    with Transport(SlidingWindow(CAUTIOUS.calls, CAUTIOUS.seconds), **limits) as transport:
        yield PxWebV2(settings.scb_url, transport)


def refresh(
    settings: Settings,
    ids: Iterable[str] = (),
    *,
    full: bool = False,
    client: PxWebV2 | None = None,
    today: date | None = None,
    console: Console | None = None,
) -> RefreshReport:
    """Fetch the tables of the named indicators (all if none is named) and store what changed.

    full: ask for everything even where the change test says nothing is new. today: counts for lateness only.
    console: where progress bars go if it is a terminal. UsageError for an unknown indicator, before any call; every
    other expected failure is in the report.
    """
    planned = plans(ids)
    if client is None:
        with connected(settings) as client:
            return refresh(settings, ids, full=full, client=client, today=today, console=console)
    started = datetime.now(UTC)
    today = today or started.astimezone(STOCKHOLM).date()
    console = console or Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        run = _Run(settings, client, progress, full, today)
        try:
            client.config()
            outcomes = tuple(run.outcome(plan) for plan in planned)
        except SourceError as error:  # nobody is there: the tables need not be tried one by one
            outcomes = tuple(run.failed(plan, error) for plan in planned)
    return RefreshReport(started=started, tables=outcomes, synthetic=run.synthetic)


@dataclass(frozen=True, slots=True)
class _Answered:
    """One table's answer, read and checked, ready for the store."""

    plan: TablePlan
    info: TableInfo
    metadata: Metadata
    resolution: Resolution
    updated: datetime
    fetched: datetime
    synthetic: bool
    panels: tuple[tuple[Indicator, ResolvedQuery, Panel], ...]
    lacking: dict[str, checks.Lacking]
    remarks: tuple[str, ...]


class _Run:
    """One fetch: what all its tables share."""

    def __init__(self, settings: Settings, client: PxWebV2, progress: Progress, full: bool, today: date) -> None:
        self._settings, self._client, self._progress, self._full, self._today = settings, client, progress, full, today
        self._store = Store(settings.store_dir)
        self._snapshots = Snapshots(settings.raw_dir, settings.snapshots_kept)
        self.synthetic = self._store.synthetic

    def outcome(self, plan: TablePlan) -> TableOutcome:
        """Refresh one table; an expected failure becomes an outcome."""
        task = self._progress.add_task(plan.table, total=None)
        try:
            return self._refresh(plan, task)
        except (SourceError, StoreError) as error:
            return self.failed(plan, error)
        finally:
            self._progress.update(task, total=1, completed=1)

    def failed(self, plan: TablePlan, error: SourceError | StoreError) -> TableOutcome:
        """The outcome of a table that keeps its last good data."""
        _log.warning("%s: %s", plan.table, error)
        return TableOutcome(
            table=plan.table,
            outcome=Outcome.FAILED,
            indicators=plan.indicators,
            siblings=plan.siblings,
            failures=(f"{error}{self._kept(plan)}",),
        )

    def _refresh(self, plan: TablePlan, task: int) -> TableOutcome:
        info = self._client.table(plan.table)
        late = plan.late(info.last_period, self._today)
        about = {
            "table": plan.table,
            "label": info.label,
            "indicators": plan.indicators,
            "siblings": plan.siblings,
            "updated": info.updated,
            "last_period": info.last_period,
            "late": late,
        }
        if not self._full and plan.is_current(self._store, info):
            return TableOutcome(outcome=Outcome.UNCHANGED, **about)
        answered = self._answer(plan, info, task)
        archived, failures, older = self._archived(answered, task)
        changes = self._write(answered, plan.query_hash if not failures else "")
        gone = [f"{indicator.id}: {reason}" for indicator, reason in _without_content(answered)]
        return TableOutcome(
            outcome=Outcome.STORED,
            changes=(*changes, *older),
            lacking=answered.lacking,
            failures=(*gone, *failures),
            remarks=(*answered.remarks, *_none_found(plan, archived, failures)),
            resolution=tuple(found_lines(answered.resolution)),
            archived=archived,
            **about,
        )

    def _answer(self, plan: TablePlan, info: TableInfo, task: int, metadata: Metadata | None = None) -> _Answered:
        """Everything of a table from metadata to checked panels; nothing is stored."""
        fetched = datetime.now(UTC).replace(microsecond=0)
        metadata = metadata or self._client.metadata(plan.table)
        resolution = resolve(plan.queries, metadata)
        for line in found_lines(resolution):
            _log.info("%s: %s", plan.table, line)
        synthetic = scb.is_synthetic(self._client.base_url, source=metadata.source)
        self._refuse_mixture(synthetic)
        remarks = []
        for indicator, query in plan.parts:
            remarks += checks.check_units(indicator, query, _units(resolution, query, metadata))
        cube, synthetic = self._download(plan, info, metadata, resolution, fetched, synthetic, task)
        self._refuse_mixture(synthetic)
        updated = max((moment for moment in (info.updated or metadata.updated, cube.updated) if moment), default=None)
        if updated is None:
            raise SourceChanged(f"table {plan.table} no longer says when it was updated")
        panels, lacking = [], {}
        for indicator, query in plan.parts:
            if any(failed == query for failed, _ in resolution.failed):
                continue
            part = resolution.of(query)
            panel = scb.panel(cube, part, indicator)
            remarks += checks.check(panel, indicator)
            found = checks.against_stored(panel, self._before(indicator), indicator, query)
            if found.cells:
                lacking[indicator.id] = found
            panels.append((indicator, part, panel))
        self.synthetic = synthetic
        return _Answered(
            plan, info, metadata, resolution, updated, fetched, synthetic, tuple(panels), lacking, tuple(remarks)
        )

    def _download(
        self,
        plan: TablePlan,
        info: TableInfo,
        metadata: Metadata,
        resolution: Resolution,
        fetched: datetime,
        synthetic: bool,
        task: int,
    ) -> tuple[Cube, bool]:
        whole = jsonstat.Assembler(resolution.selection, resolution.selection)
        self._progress.update(task, total=resolution.cells, description=f"{plan.table} {info.label[:40]}")
        with self._snapshots.keeping(
            plan.source,
            plan.table,
            url=f"{self._client.base_url}/tables/{plan.table}",
            query_hash=plan.query_hash,
            fetched=fetched,
            updated=info.updated or metadata.updated or fetched,
        ) as keeper:
            keeper.add_metadata(metadata.body)
            for answer in self._client.data(plan.table, resolution.selection):
                keeper.add(answer.body)
                part = jsonstat.parse(answer.body)
                synthetic = synthetic or scb.is_synthetic(self._client.base_url, [answer.headers], part.source)
                whole.add(part)
                self._progress.advance(task, part.values.size)
        return whole.cube(), synthetic

    def _archived(self, current: _Answered, task: int) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Changes, ...]]:
        """Older vintages among discontinued tables: what was found, what failed, what changed."""
        found, failures, changes = [], [], []
        for indicator, query in current.plan.parts:
            if query.archive is None:
                continue
            try:
                for archived in candidates(self._client, query, current.metadata):
                    plan = TablePlan(current.plan.source, archived.info.id, ((indicator, archived.query),))
                    found.append(f"{archived.info.id} ({archived.vintage}) {archived.info.label}")
                    if self._full or not plan.is_current(self._store, archived.info):
                        answer = self._answer(plan, archived.info, task, archived.metadata)
                        changes += self._write(answer, plan.query_hash)
            except (SourceError, StoreError) as error:
                failures.append(f"older vintages of {indicator.id}: {error}")
        return tuple(found), tuple(failures), tuple(changes)

    def _write(self, answered: _Answered, query_hash: str) -> list[Changes]:
        with self._store.writing() as writer:
            return [
                writer.add(
                    indicator.id,
                    answered.plan.table,
                    panel,
                    scope=scope(panel.axes, part.query),
                    updated=answered.updated,
                    fetched=answered.fetched,
                    synthetic=answered.synthetic,
                    marks=indicator.marks,
                    last_period=max(answered.metadata.time.codes),
                    query_hash=query_hash,
                    examples_first=self._examples(indicator),
                )
                for indicator, part, panel in answered.panels
            ]

    def _examples(self, indicator: Indicator) -> dict[str, str | tuple[str, ...]]:
        """The cells a reader of the report knows: the default slice in the home county."""
        county = self._settings.county
        home = (county, *(place.code for place in places.municipalities(county)))
        own = {name: value for name, value in indicator.default_slice.items() if value != "newest"}
        return {**own, REGION: home}

    def _before(self, indicator: Indicator) -> Panel | None:
        try:
            return self._store.read(indicator.id)
        except NothingPublishedYet:
            return None

    def _refuse_mixture(self, synthetic: bool) -> None:
        if self._store.synthetic is not None and self._store.synthetic != synthetic:
            raise StoreError(
                "the store holds made-up figures and the publisher gives real ones, or the other way round: "
                "point LANSPULS_DATA (or `data` in lanspuls.toml) at another folder"
            )

    def _kept(self, plan: TablePlan) -> str:
        stored = [last for id_ in plan.indicators if (last := self._store.latest(id_, plan.table))]
        if not stored:
            return " Nothing of it is stored yet."
        newest = max(publication.published for publication in stored)
        return f" The data published {newest.astimezone(STOCKHOLM):%Y-%m-%d} stay in use."


def found_lines(resolution: Resolution) -> Iterator[str]:
    """One line for every code that was found by a label pattern or taken by elimination."""
    for row in resolution.found:
        if row.declared and not row.verified:
            yield f"{row.variable} /{row.declared}/ → {row.code or 'elimination'} ({row.label})"


def _units(resolution: Resolution, query: PxQuery, metadata: Metadata) -> dict[str, str]:
    """Unit text of each content code a query takes."""
    part = next((part for part in resolution.by_query if part.query == query), None)
    if part is None:
        return {}
    return {
        code: variable.units.get(code, ("", 0))[0]
        for variable in metadata.variables
        if variable.is_content
        for code in part.codes.get(variable.code, {}).values()
    }


def _none_found(plan: TablePlan, archived: tuple[str, ...], failures: tuple[str, ...]) -> tuple[str, ...]:
    sought = [query.archive for query in plan.queries if query.archive]
    if not sought or archived or failures:
        return ()
    return (f"inga äldre årgångar hittades med sökningen ”{sought[0]}”",)


def _without_content(answered: _Answered) -> Iterator[tuple[Indicator, SourceError]]:
    for failed, reason in answered.resolution.failed:
        for indicator, query in answered.plan.parts:
            if query == failed:
                yield indicator, reason
