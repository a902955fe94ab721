"""The demo's store is filled by a process of its own, which ends: what it took in memory is not the server's to keep.

The simulated publisher holds a gigabyte of made-up figures while it answers.
"""

import multiprocessing
from dataclasses import replace
from datetime import date

from rich.console import Console

from dashboard.commands import demo_past
from dashboard.commands.operating.terminal import write_nearest
from loaders.planning.table_plans import is_complete
from loaders.settings import Settings
from loaders.store import Store

FIRST = "Hämtar påhittade siffror från en simulerad utgivare. Det tar en stund första gången."
INTERRUPTED = 130


def fill_demo(settings: Settings, today: date, err: Console) -> bool:
    """Fill the demo's store where it is not whole, and tell how far that has come; whether it is whole then."""
    if is_complete(Store(settings.store_dir)):
        return True
    err.print(FIRST)
    apart = multiprocessing.get_context("spawn").Process(target=_fill, args=(settings, today), daemon=True)
    apart.start()
    apart.join()
    return apart.exitcode == 0


def publish_demo(settings: Settings, today: date, err: Console) -> None:
    """Publish the made-up meetings that have no edition, in a process of its own; without them the pages are there."""
    if not demo_past.unpublished(settings):
        return
    err.print("Publicerar de påhittade mötena i alla former.")
    apart = multiprocessing.get_context("spawn").Process(target=demo_past.publish_meetings, args=(settings, today))
    apart.start()
    apart.join()
    if apart.exitcode:
        err.print("Mötena kunde inte publiceras; sidorna visas ändå.")


def _fill(settings: Settings, today: date) -> None:
    """What the process does: the past, then the present. Exit code 1 where a table failed, 130 after Ctrl-C."""
    from dashboard.commands.fetch_command import fetched
    from loaders.demo.server import running_publisher

    write_nearest()
    out, err = (Console(stderr=is_err, highlight=False, markup=False, soft_wrap=True) for is_err in (False, True))
    store = Store(settings.store_dir)
    try:
        demo_past.fetch_past(settings, store, today, Told("Läget vid förra mötet", err))
        with running_publisher(calls_per_window=300, county=settings.county) as (url, publisher):  # need not be spared
            demo_past.let_time_pass(publisher, store)
            asked, told = replace(settings, scb_url=url), Told("Läget nu", err)
            report = fetched(asked, today, (), full=False, out=out, err=err, told=told)
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    raise SystemExit(1 if report.failed else 0)


class Told:
    """Tells of every tenth of a fetch's tables that is done: lines, which a log can hold too."""

    def __init__(self, name: str, err: Console) -> None:
        self._name, self._err, self._tenth = name, err, -1

    def __call__(self, done: int, of: int) -> None:
        """So many tables of all are done."""
        if 10 * done // of > self._tenth:
            self._tenth = 10 * done // of
            self._err.print(f"{self._name}: {done} av {of} tabeller")
