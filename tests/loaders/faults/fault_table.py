"""The fault table of every loader: what is provoked, what the command line then says, how it ends, what is kept.

``faults_<source>.py`` beside this file holds one FaultTable: a Row for each of NAMES, the faults that issue 3 lists. A
fault that cannot happen in that literal form at a source is its nearest equivalent there, told in ``here``. Rows are
run by test_fault_table.py: the command line in this process, its settings from the environment, against
a real simulated publisher.
"""

import os
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np

from dashboard.commands import main
from loaders.ground.clock import day_in_sweden
from loaders.publishers import publisher as declared
from loaders.store import Store
from loaders.store.history import lay
from tests.loaders.fetching.publisher_bench import TODAY, files
from tests.loaders.http.holding import impatient_only_at
from tests.simulated import FaultyPublisher
from tests.waiting import HANG_SECONDS

NAMES = (
    "file renamed",
    "field missing",
    "HTML instead of xlsx",
    "truncated zip",
    "429",
    "500",
    "stall",
    "wrong encoding",
    "period gap",
    "duplicate key",
    "new region",
    "revised history",
    "moved page",
)
"""The faults in the words of issue 3."""
TIMES = 100
"""Calls a disturbance of the wire lasts: more than any fetch makes."""
PATIENT = {"LANSPULS_RETRIES": "2", "LANSPULS_BACKOFF_SECONDS": "0.01", "LANSPULS_TIMEOUT": str(HANG_SECONDS)}
HASTY = {"LANSPULS_RETRIES": "1", "LANSPULS_BACKOFF_SECONDS": "0.01"}


class After(StrEnum):
    """What the store is after the fault."""

    UNCHANGED = "every file as it was"
    APPENDED = "a new publication beside the old ones, which can still be read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fault at one source.

    fault: one of NAMES. here: what it is at this source, where the literal form cannot be. provoke: switches it on.
    told: pattern of what happened and where, in what the command prints. code: what it ends with. now: pattern of what
    to do now; unless given, that a file can be taken in by hand. environment: settings besides. full: ``--full``, for
    what the change test would not notice. reason: why there is no such fault here; then there is nothing to provoke.
    stalls: the addresses whose answers never come, which alone are waited for no longer than ``environment`` says.
    """

    fault: str
    provoke: Callable[[FaultyPublisher], None] | None = None
    told: str = ""
    here: str = ""
    code: int = 1
    after: After = After.UNCHANGED
    now: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    full: bool = False
    reason: str = ""
    stalls: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultTable:
    """The rows of one source.

    asked: the indicators fetched; reading a revised ``asked[0]`` must show other figures. path: what the source's
    addresses contain, ``/<source>/`` unless told. start: switched on before anything is fetched (a short history).
    """

    source: str
    asked: tuple[str, ...]
    rows: tuple[Row, ...]
    path: str = ""
    start: Callable[[FaultyPublisher], None] = lambda publisher: None

    def row(self, fault: str) -> Row:
        """The row of this name."""
        return next(row for row in self.rows if row.fault == fault)


def wire(path: str) -> tuple[Row, ...]:
    """The faults of the transport, which are the same at every source whose addresses contain ``path``."""
    where = rf"{re.escape(path)}.*: no usable answer in \d+ tr(y|ies); at last "
    return (
        Row(
            fault="429",
            provoke=on_wire("storm", path, retry_after=0.01),
            told=f"{where}HTTP 429 API calls quota exceeded",
        ),
        Row(fault="500", provoke=on_wire("status", path, status=500), told=f"{where}HTTP 500"),
        Row(
            fault="stall",
            provoke=on_wire("stall", path, seconds=HANG_SECONDS),
            told=rf"{where}nothing came for 0\.3 s",
            environment={"LANSPULS_RETRIES": "0", "LANSPULS_TIMEOUT": "0.3"},
            stalls=path,
        ),
    )


def on_wire(kind: str, path: str, **settings: object) -> Callable[[FaultyPublisher], None]:
    """A disturbance of every call to addresses that contain ``path``."""
    return lambda publisher: publisher.disturb(kind, times=TIMES, path=path, **settings)


def together(*provoked: Callable[[FaultyPublisher], None]) -> Callable[[FaultyPublisher], None]:
    """Several at once, such as a new file and a wire that spoils it."""

    def all_of(publisher: FaultyPublisher) -> None:
        for provoke in provoked:
            provoke(publisher)

    return all_of


def switched(source: str, **settings: object) -> Callable[[FaultyPublisher], None]:
    """Switches of a counterpart."""
    return lambda publisher: publisher.switch(source, **settings)


@contextmanager
def environment(**settings: str):
    """The process's environment with these and no other LANSPULS_ settings."""
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("LANSPULS_")]:
        del os.environ[name]
    os.environ.update(settings)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


class CommandLine:
    """``lanspuls`` in this process, on the day TODAY, against a publisher; what it says is read with capsys."""

    def __init__(self, url: str, publisher: FaultyPublisher, root: Path) -> None:
        self.url, self.publisher, self.root = url, publisher, root
        self._filled: dict[str, Path] = {}

    def run(self, data: Path, *arguments: str, capsys, **settings: str) -> tuple[int, str]:
        """Exit code, and everything that was printed."""
        capsys.readouterr()
        try:
            with environment(**{"LANSPULS_DATA": str(data), "LANSPULS_SCB_URL": self.url, **PATIENT, **settings}):
                main.main(list(arguments), today=lambda: TODAY)
        except SystemExit as end:
            said = capsys.readouterr()
            return int(end.code or 0), said.out + said.err
        raise AssertionError("main always exits")

    def well(self, table: FaultTable) -> None:
        """Everything as it was before any fault."""
        self.publisher.reset()
        self.publisher.set_today(TODAY)
        table.start(self.publisher)

    def filled(self, table: FaultTable, data: Path, capsys) -> None:
        """A data folder with the source's figures as they were before any fault."""
        if table.source not in self._filled:
            first = self.root / table.source
            self.well(table)
            code, said = self.run(first, "fetch", *table.asked, capsys=capsys)
            assert code == 0, said
            self._filled[table.source] = first
        shutil.copytree(self._filled[table.source], data, dirs_exist_ok=True)


def check(table: FaultTable, row: Row, line: CommandLine, data: Path, capsys) -> None:
    """Provoke the fault and hold everything the row promises against what the command line does."""
    line.filled(table, data, capsys)
    line.well(table)
    store = Store(data / "store")
    before, known = files(store.root), store.publications(table.asked[0])
    figures = line.run(data, "export", table.asked[0], capsys=capsys)
    assert row.provoke is not None
    row.provoke(line.publisher)
    try:
        arguments = ("fetch", *table.asked, *(["--full"] if row.full else []))
        with impatient_only_at(row.stalls):
            code, said = line.run(data, *arguments, capsys=capsys, **{**HASTY, **row.environment})
    finally:
        line.publisher.reset()
    assert code == row.code, said
    assert re.search(row.told, said), said
    assert "Traceback" not in said
    if row.code:
        by_hand = (
            f"A file from {re.escape(declared(table.source).page_url)} is taken in with `lanspuls import {table.source}"
        )
        assert re.search(by_hand if row.now is None else row.now, said), said
        assert re.search(r": FEL\. .*\. Uppgifterna som publicerades \d{4}-\d\d-\d\d används\. Detalj: ", said), said
    now = files(store.root)
    if row.after is After.UNCHANGED:
        assert now == before
        assert line.run(data, "export", table.asked[0], capsys=capsys) == figures
    else:
        kept = {name: body for name, body in before.items() if not name.startswith("manifest.")}
        assert kept.items() <= now.items() and len(now) > len(before), "a store only appends"
        _still_there(Store(store.root), table.asked[0], known, line, data, capsys, figures)


def _still_there(store, indicator, known, line, data, capsys, figures) -> None:
    """What was known before can be read as of then, and differs from what is known now."""
    publications = store.publications(indicator)
    assert publications[: len(known)] == known and len(publications) > len(known)
    dimensions = tuple(name for name in store.read(indicator).axes if name not in ("region_code", "period"))
    then = lay(store.root, dimensions, known, {})
    there = store.read(indicator).take(**then.axes)
    assert not np.array_equal(there.values, then.values, equal_nan=True), "a revision shows"
    last, new = (day_in_sweden(one.published) for one in (known[-1], publications[-1]))
    if last < new:
        as_of = line.run(data, "export", indicator, "--as-of", last.isoformat(), capsys=capsys)
        assert as_of == figures
