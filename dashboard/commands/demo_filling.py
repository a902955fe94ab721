"""The demo's store is filled by a process of its own, which ends: what it took in memory is not the server's to keep.

The simulated publisher holds a gigabyte of made-up figures while it answers.
"""

import multiprocessing
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.console import Console

from dashboard.commands import demo_past
from dashboard.commands.operating.terminal import write_nearest
from loaders.ground.people.interrupting import hear_nothing, unheard
from loaders.planning.table_plans import is_complete
from loaders.settings import Settings
from loaders.store import Store

FIRST = "Hämtar påhittade siffror från en simulerad utgivare. Det tar en stund första gången."


def fill_demo(settings: Settings, today: date, err: Console) -> bool:
    """Fill the demo's store where it is not whole, and tell how far that has come; whether it is whole then."""
    if is_complete(Store(settings.store_dir)):
        return True
    with _telling_what_is_kept(err):
        err.print(FIRST)
        return _do_apart(_fill, settings, today)


def publish_demo(settings: Settings, today: date, err: Console) -> None:
    """Publish the made-up meetings that have no edition, in a process of its own; without them the pages are there."""
    if not demo_past.unpublished(settings):
        return
    with _telling_what_is_kept(err):
        err.print("Publicerar de påhittade mötena i alla former.")
        is_done = _do_apart(_publish, settings, today)
    if not is_done:
        err.print("Mötena kunde inte publiceras; sidorna visas ändå.")


def telling(settings: Settings, out: Console) -> Callable[[], None]:
    """What says how the demo's meeting is prepared: its figures and meetings lie in a folder of their own, which the
    other commands must be told of."""

    def tell() -> None:
        out.print("Förbered demons möte, i ett annat fönster:")
        out.print(f"  {command_there(settings.data, 'edit')}")
        out.print(f"Andra kommandon likadant; utan {DATA} gäller de din egen mapp, inte demons.")

    return tell


DATA = "LANSPULS_DATA"


def command_there(data: Path, *words: str) -> str:
    """A command of this program over a data folder, as it is written in the folder that this one was started in."""
    given = Path(sys.argv[0])
    is_named = given.stem.lower() == "lanspuls" and shutil.which(given.name) is None
    program = _from_here(given) if is_named else "lanspuls"
    if os.name == "nt":
        return " ".join([f'$env:{DATA}="{_from_here(data)}";', program, *words])
    return " ".join([f"{DATA}={shlex.quote(_from_here(data))}", shlex.quote(program), *words])


def _from_here(path: Path) -> str:
    here, there = Path.cwd(), path.absolute()
    return str(there.relative_to(here) if there.is_relative_to(here) else there)


@contextmanager
def _telling_what_is_kept(err: Console) -> Iterator[None]:
    """Say what an interrupted person will want to know."""
    try:
        yield
    except KeyboardInterrupt:
        err.print("Avbrutet. Det som hann bli klart finns kvar.")
        raise


def _do_apart(work: Callable[[Settings, date], None], settings: Settings, today: date) -> bool:
    """Do it in a process of its own, which ends with this one; whether it went well."""
    apart = multiprocessing.get_context("spawn").Process(target=work, args=(settings, today))
    try:
        with unheard():
            apart.start()
        apart.join()
    finally:
        if apart.pid is not None:
            apart.terminate()  # nothing, where it has ended
            apart.join()
    return apart.exitcode == 0


def _publish(settings: Settings, today: date) -> None:
    hear_nothing()
    demo_past.publish_meetings(settings, today)


def _fill(settings: Settings, today: date) -> None:
    """What the process does: the past, then the present. Exit code 1 where a table failed."""
    hear_nothing()
    from dashboard.commands.fetch_command import fetched
    from loaders.demo.server import running_publisher

    write_nearest()
    out, err = (Console(stderr=is_err, highlight=False, markup=False, soft_wrap=True) for is_err in (False, True))
    store = Store(settings.store_dir)
    demo_past.fetch_past(settings, store, today, Told("Läget vid förra mötet", err))
    with running_publisher(calls_per_window=300, county=settings.county) as (url, publisher):  # need not be spared
        demo_past.let_time_pass(publisher, store)
        asked, told = replace(settings, scb_url=url), Told("Läget nu", err)
        report = fetched(asked, today, (), full=False, out=out, err=err, told=told)
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
