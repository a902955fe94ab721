"""Fetching: what the publishers have now, through the checks, into the store. One table's failure stops no other.

Sources run side by side, each in a thread of its own under its own limit; the tables of one source one by one. Per
table: one cheap look for the change test; then download → raw snapshot → panels → checks → one manifest replacement
for all the table's indicators. A table that fails anywhere keeps its last good data.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from loaders.fetching import failures
from loaders.fetching.calendar_look import announcements
from loaders.fetching.change_report import Outcome, RefreshReport, TableOutcome
from loaders.fetching.correcting import Corrected, correct, original
from loaders.fetching.intake import Answered, Intake, found_lines
from loaders.fetching.revisions import RevisionRefused, Verdict
from loaders.ground.clock import STOCKHOLM
from loaders.ground.errors import (
    SourceError,
    SourceRefused,
    SourceUnreachable,
    StoreError,
    UsageError,
    misfits_of,
    sentence,
)
from loaders.ground.people.corrections import Correction, in_use, of_table
from loaders.planning.announcements import Announcements
from loaders.planning.corrections_file import mark_correction, read_corrections
from loaders.planning.table_plans import TablePlan, plans
from loaders.publishers import publisher
from loaders.pxweb.v2 import PxWebV2
from loaders.settings import Settings
from loaders.sources import source
from loaders.sources.protocol import Source
from loaders.sources.scb import client as scb_client
from loaders.sources.session import Session, session
from loaders.store import Changes
from loaders.store.compaction.merging import compact_where_due

_log = logging.getLogger(__name__)
SHOWN = 60
"""Characters of a table's name beside its progress bar."""
FAILED = "FEL"
GRACE_SECONDS = 1.0
"""How long an interrupted fetch waits for its sources to notice."""


@contextmanager
def connected(settings: Settings, **options: object) -> Iterator[PxWebV2]:
    """A client for SCB under the settings; options go to Transport."""
    with session(settings, publisher("scb"), **options) as scb:
        yield scb_client(scb)


def refresh(
    settings: Settings,
    ids: Iterable[str] = (),
    *,
    full: bool = False,
    client: PxWebV2 | None = None,
    today: date | None = None,
    console: Console | None = None,
    wanted: Callable[[TablePlan], bool] | None = None,
    moment: datetime | None = None,
    accept_revision: bool = False,
    told: Callable[[int, int], None] | None = None,
    **options: object,
) -> RefreshReport:
    """Fetch the tables of the named indicators (all if none is named) and store what changed.

    full: ask for everything even where the change test says nothing is new. client: SCB's, instead of one made for
    this fetch; other options go to every other Transport. today: counts for lateness and due periods. console: where
    progress bars go if it is a terminal. moment: when what comes is stamped as fetched, if not now; for a simulated
    publisher whose clock is another. wanted: tables to leave out are those it says no to. accept_revision: take the
    named indicators in though the middle of their figures has moved far, never their siblings. told: called after each
    table with how many are done, of all, from the thread of its source. UsageError for an
    unknown indicator, and for accept_revision without names, before any call; every other expected failure is in the
    report. Tables that are ordered and read in by hand are left out unless they are named. Where the search for older
    vintages fails, the table is stored without its query's hash, so that the next fetch asks again. KeyboardInterrupt
    is passed on after at most GRACE_SECONDS of waiting for the sources; what is not done then is shown as *avbruten*.
    """
    named = tuple(ids)
    planned = tuple(
        plan
        for plan in plans(named)
        if (wanted is None or wanted(plan)) and (named or not settings.is_by_hand(plan.source, plan.by_hand))
    )
    if accept_revision and not named:
        raise UsageError(
            "name the indicators whose revision is accepted: lanspuls fetch INDICATOR --accept-revision",
            "Ange vilka indikatorer revideringen godtas för: lanspuls fetch INDIKATOR --accept-revision.",
        )
    started = moment or datetime.now(UTC)
    today = today or started.astimezone(STOCKHOLM).date()
    console = console or Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    intake, said = Intake(settings, moment), announcements(settings)
    chosen = read_corrections(settings.corrections_file)
    groups: dict[str, list[TablePlan]] = {}
    for plan in planned:
        groups.setdefault(plan.source, []).append(plan)
    pool = ThreadPoolExecutor(max(len(groups), 1), thread_name_prefix="source")
    interrupted, futures = threading.Event(), []
    count = _Count(len(planned), told)
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress, ExitStack() as sessions:
        for id_, tables in groups.items():
            opened = sessions.enter_context(_session(settings, id_, client, today, full, intake, options))
            accepted = frozenset(named) if accept_revision else frozenset()
            run = _Run(source(id_), opened, intake, progress, full, today, interrupted, said, accepted)
            run.chosen, run.count = in_use(chosen.corrections), count
            futures.append(pool.submit(run.outcomes, tables))
        try:
            done = {(plan.source, plan.table): outcome for future in futures for plan, outcome in future.result()}
        except KeyboardInterrupt:
            interrupted.set()
            sessions.close()
            wait(futures, GRACE_SECONDS)
            _show_interrupted(progress)
            raise
        finally:
            pool.shutdown(wait=not interrupted.is_set(), cancel_futures=True)
    outcomes = tuple(done[plan.source, plan.table] for plan in planned)
    _compact(settings)
    unread = (*chosen.problems, *_mark_ended(settings, outcomes, today))
    return RefreshReport(started=started, tables=outcomes, synthetic=intake.synthetic, unread=unread)


def _compact(settings: Settings) -> None:
    """Merge what has come to many files; what hinders it does not stop the fetch, and is tried again."""
    try:
        done = compact_where_due(settings.store_dir)
    except StoreError as error:
        _log.warning("the history was not compacted: %s", error)
        return
    for damage in done.damages:
        _log.warning("the history of %s was not compacted: %s", ", ".join(damage.indicators), damage)


def _mark_ended(settings: Settings, outcomes: Iterable[TableOutcome], today: date) -> Iterator[str]:
    """Say in the file of the corrections that have ended that they have; what could not be said."""
    for one in (one for outcome in outcomes for one in outcome.ended):
        try:
            mark_correction(settings.corrections_file, one.number, "ended", today)
        except UsageError as error:
            yield error.message_sv


def _show_interrupted(progress: Progress) -> None:
    """Tables that are neither stored nor failed were interrupted, and their bars say so."""
    for task in progress.tasks:
        if not task.finished and not task.description.endswith(f" {FAILED}"):
            progress.update(task.id, description=f"{task.fields['table']} avbruten", total=1, completed=0)


@contextmanager
def _session(
    settings: Settings,
    id_: str,
    client: PxWebV2 | None,
    today: date,
    full: bool,
    intake: Intake,
    options: dict[str, object],
) -> Iterator[Session]:
    if client is not None and id_ == "scb":
        yield Session(
            info=publisher(id_),
            settings=settings,
            transport=client.transport,
            memory={"pxweb": client},
            before=intake.before,
            today=today,
            missing_only=not full,
        )
        return
    with session(
        settings, publisher(id_), before=intake.before, today=today, missing_only=not full, **options
    ) as opened:
        yield opened


class _Count:
    """How many tables of all are done, told to whoever wants to know, one at a time."""

    def __init__(self, all_: int, told: Callable[[int, int], None] | None) -> None:
        self._done, self._all, self._told, self._lock = 0, all_, told, threading.Lock()

    def one_more(self) -> None:
        """A table is done, well or not."""
        with self._lock:
            self._done += 1
            if self._told is not None:
                self._told(self._done, self._all)


class _Run:
    """One source during one fetch."""

    def __init__(
        self,
        source: Source,
        session: Session,
        intake: Intake,
        progress: Progress,
        full: bool,
        today: date,
        interrupted: threading.Event,
        said: Announcements,
        accepted: frozenset[str],
    ) -> None:
        self._source, self._session, self._intake = source, session, intake
        self._progress, self._full, self._today = progress, full, today
        self._interrupted = interrupted
        self._said = said
        self._accepted = accepted
        self.chosen: tuple[Correction, ...] = ()
        self.count = _Count(0, None)

    def outcomes(self, tables: Iterable[TablePlan]) -> list[tuple[TablePlan, TableOutcome]]:
        """Refresh the source's tables one by one; if nobody is there, none is tried."""
        try:
            self._source.start(self._session)
        except SourceError as error:
            return [(plan, self._failed(plan, error)) for plan in tables]
        return [(plan, self._counted(plan)) for plan in tables if not self._interrupted.is_set()]

    def _counted(self, plan: TablePlan) -> TableOutcome:
        outcome = self._outcome(plan)
        self.count.one_more()
        return outcome

    def _outcome(self, plan: TablePlan) -> TableOutcome:
        """Refresh one table; an expected failure becomes an outcome."""
        name = f"{plan.source} {plan.table}"
        task = self._progress.add_task(name, total=None, table=name)
        self._session.expected = lambda total, told: self._progress.update(
            task, total=total, description=f"{name} {told.removeprefix(plan.table).strip()}"[:SHOWN]
        )
        self._session.advanced = lambda steps: self._progress.advance(task, steps)
        found, chosen = Corrected(plan), of_table(self.chosen, plan.source, plan.table)
        try:
            with self._session.remembering(bool(chosen)):
                found = correct(self._source, self._session, plan, chosen)
                outcome = self._refresh(found.plan)
        except (SourceError, StoreError) as error:
            if not self._interrupted.is_set():
                self._progress.update(task, description=f"{name} {FAILED}", total=1, completed=0)
            return _with_corrections(self._failed(found.plan, error), found)
        except OSError as error:  # a disk that is full, or a folder nobody may write in, wherever it is met
            return self._failed(
                plan, StoreError(f"{error.strerror or error} ({error.filename or 'disk'}): check the disk")
            )
        self._progress.update(task, total=1, completed=1)
        return _with_corrections(outcome, found)

    def _failed(self, plan: TablePlan, error: SourceError | StoreError) -> TableOutcome:
        """The outcome of a table that keeps its last good data."""
        if not self._interrupted.is_set():
            _log.warning("%s: %s", plan.table, error)
        told = failures.fetched(error, f"{sentence(error)}{_advice(plan, error)}", self._kept(plan))
        refused = error.revisions if isinstance(error, RevisionRefused) else ()
        return replace(_outcome(plan, Outcome.FAILED), failures=(told,), misfits=misfits_of([error]), revisions=refused)

    def _refresh(self, plan: TablePlan) -> TableOutcome:
        look = self._source.look(self._session, plan)
        if not self._full and plan.is_current(self._intake.store, look):
            last = self._intake.latest(plan)
            newest = look.last_period or (last.last_period if last else "")
            return replace(
                _outcome(plan, Outcome.UNCHANGED),
                label=look.label,
                updated=look.updated or (last.updated if last else None),
                last_period=newest,
                late=plan.late(newest, self._today, self._said),
            )
        earlier = self._intake.latest(plan)
        with closing(self._source.download(self._session, plan, look)) as raws:
            answered = self._intake.answer(self._source, plan, look, raws, accepted=self._accepted)
        archived, failed, older = self._others(plan)
        changes = self._intake.write(answered, plan.query_hash if not failed else "")
        newest = look.last_period or answered.reading.last_period
        remarks = [*answered.remarks, *_none_found(plan, archived, failed)]
        return replace(
            _outcome(plan, Outcome.STORED),
            label=look.label,
            updated=answered.updated,
            last_period=newest,
            changes=(*changes, *older),
            lacking=answered.lacking,
            strangers=answered.reading.strangers,
            failures=(*_gone(plan, answered), *failed),
            misfits=misfits_of(reason for _, reason in answered.reading.failed),
            revisions=answered.revisions,
            remarks=tuple(remarks),
            resolution=tuple(found_lines(answered.reading)),
            archived=archived,
            late=plan.late(newest, self._today, self._said),
            by_hand=_after_manual(earlier.fetched, changes) if earlier is not None and earlier.manual else "",
        )

    def _others(self, plan: TablePlan) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Changes, ...]]:
        """Further tables of a plan, such as older vintages: what was found, what failed, what changed."""
        found, failed, changes = [], [], []
        try:
            for other in self._source.others(self._session, plan):
                found.append(other.told)
                if self._full or not other.plan.is_current(self._intake.store, other.look):
                    with closing(self._source.download(self._session, other.plan, other.look)) as raws:
                        answered = self._intake.answer(
                            self._source, other.plan, other.look, raws, accepted=self._accepted
                        )
                    changes += self._intake.write(answered, other.plan.query_hash)
        except (SourceError, StoreError) as error:
            sought = [indicator.id for indicator, query in plan.parts if getattr(query, "archive", None)]
            what = f"older vintages of {', '.join(sought) or plan.table}"
            failed.append(failures.fetched(error, f"{what}: {sentence(error)}{_advice(plan, error)}", failures.KEPT))
        return tuple(found), tuple(failed), tuple(changes)

    def _kept(self, plan: TablePlan) -> str:
        try:
            newest = self._intake.latest(plan)
        except StoreError:  # the failure itself says so
            return ""
        return failures.in_use(None if newest is None else newest.published)


def _with_corrections(outcome: TableOutcome, found: Corrected) -> TableOutcome:
    """The outcome with what became of people's choices, its misfits in the words of the declarations."""
    return replace(
        outcome,
        corrected=found.applied,
        ended=found.ended,
        vanished=found.vanished,
        misfits=original(outcome.misfits, found.applied),
    )


def _outcome(plan: TablePlan, outcome: Outcome) -> TableOutcome:
    return TableOutcome(
        table=plan.table, source=plan.source, outcome=outcome, indicators=plan.indicators, siblings=plan.siblings
    )


def _advice(plan: TablePlan, error: SourceError | StoreError) -> str:
    """What to do now, where the error itself does not say it all: how to look, and the way in by hand."""
    if isinstance(error, StoreError):
        return ""
    if isinstance(error, RevisionRefused):
        ids = " ".join(revision.indicator_id for revision in error.revisions if revision.verdict is Verdict.REFUSED)
        return (
            f" If the publisher says that it has revised them, `lanspuls fetch {ids} --accept-revision` takes them in."
        )
    info = publisher(plan.source)
    if info.is_local:
        return " Mend the file, then fetch again; what was read before stays in use."
    by_hand = f" A file from {info.page_url} is taken in with `lanspuls import {plan.source} FILE`."
    if isinstance(error, SourceUnreachable):
        return by_hand
    addresses = " or ".join(f"LANSPULS_{name.upper()}" for name in info.url_settings)
    moved = f" If it has moved, set {addresses}." if isinstance(error, SourceRefused) else ""
    asked = plan.indicators[0]
    if any(misfit.candidates for misfit in getattr(error, "misfits", ())):
        return f"{moved} `lanspuls doctor {asked} --repair` lets you choose what is meant now.{by_hand}"
    return f"{moved} `lanspuls doctor {asked}` shows what is there now.{by_hand}"


def _gone(plan: TablePlan, answered: Answered) -> Iterator[str]:
    for indicator, reason in answered.reading.failed:
        told = failures.fetched(reason, f"{sentence(reason)}{_advice(plan, reason)}", failures.KEPT)
        yield f"{indicator.id}: {told}"


def _none_found(plan: TablePlan, archived: tuple[str, ...], failed: tuple[str, ...]) -> tuple[str, ...]:
    sought = [archive for query in plan.queries if (archive := getattr(query, "archive", None))]
    if not sought or archived or failed:
        return ()
    return (f"inga äldre årgångar hittades med sökningen ”{sought[0]}”",)


def _after_manual(read: datetime, changes: Iterable[Changes]) -> str:
    """What became of figures read by hand when the publisher's own came."""
    differ = sum(change.revised.count + change.status_changed.count + change.withdrawn.count for change in changes)
    what = f"skiljer sig i {differ} {'cell' if differ == 1 else 'celler'} från" if differ else "stämmer med"
    return f"hämtningen {what} det som lästes in manuellt {read.astimezone(STOCKHOLM):%Y-%m-%d} och ersätter det"
