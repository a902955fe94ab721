"""Fetching from the command line: what changed is told, and Ctrl-C ends at once."""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from rich.console import Console

from dashboard.commands.source_commands import keep_own, tell
from loaders.ground.people.interrupting import INTERRUPTED
from loaders.settings import LAN

if TYPE_CHECKING:
    from loaders.fetching.change_report import RefreshReport
    from loaders.planning.announcements import Announcements
    from loaders.planning.table_plans import TablePlan
    from loaders.settings import Settings
    from loaders.store import Store


def fetched(
    settings: "Settings",
    today: date,
    ids: Iterable[str],
    *,
    full: bool,
    out: Console,
    err: Console,
    due: bool = False,
    accept_revision: bool = False,
    told: Callable[[int, int], None] | None = None,
) -> "RefreshReport":
    """Fetch, tell what changed, and keep the report if it says anything.

    told: called after each table with how many are done, of all.
    """
    from loaders.fetching import calendar_look
    from loaders.fetching.refresh import refresh
    from loaders.ground.files import sweep_temporary
    from loaders.store import Store

    sweep_temporary()
    store = Store(settings.store_dir)
    asked = partial(refresh, settings, tuple(ids), full=full, accept_revision=accept_revision, told=told)
    try:
        looked = calendar_look.look(settings, today)
        wanted = partial(_may_have_come, store, today, looked.said) if due else None
        report = asked(console=err, today=today, wanted=wanted)
    except KeyboardInterrupt:
        err.print("Avbrutet. De tabeller som hann bli klara är lagrade; övriga är som de var.")
        _end(INTERRUPTED)
    report = replace(report, calendar=looked.lines, moved=looked.moves)
    if not tuple(ids):
        keep_runs(settings, report)
    if due and not report.tables:
        out.print("Inget nytt väntas än.")
    tell(report, settings, out)
    keep_own(settings, out)
    return report


def keep_runs(settings: "Settings", report: "RefreshReport") -> None:
    """Keep what the fetch found beside the store; of a region's own tables in its folder, where no other reads it."""
    from loaders.declared.named import regions_in
    from loaders.planning.last_runs import FETCH, LastRun, keep_run, last_run

    ended = datetime.now(UTC)
    own = {code: settings.shared_dir / LAN / code for code in (*settings.others, *filter(None, (settings.region,)))}
    for region, folder in (("", settings.shared_dir), *own.items()):
        tables = [one for one in report.tables if regions_in(one.table) == frozenset(filter(None, (region,)))]
        faults = tuple(f"{one.source} {one.table}: {fault}" for one in tables for fault in one.failures)
        if tables or not region or last_run(folder, FETCH):
            keep_run(folder, FETCH, LastRun(ended=ended, seen=len(tables), faults=faults))


def _may_have_come(store: "Store", today: date, said: "Announcements", plan: "TablePlan") -> bool:
    """Whether a table is due; the region's own files always are, since looking at them asks nobody."""
    from loaders.planning import schedule
    from loaders.publishers import publisher

    return publisher(plan.source).is_local or schedule.is_due(plan, store, today, said)


def _end(code: int) -> NoReturn:
    """End at once, without waiting for threads that wait for a publisher; the store is made for that."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)
