"""kill -9 at thirty moments: the store reads as of the last whole publication, and the next run completes."""

import multiprocessing
import signal
from pathlib import Path

import numpy as np

from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.ground.periods import span
from loaders.store import Delivery, Scope, Store
from tests.loaders.store.killing import Steps
from tests.loaders.store.publishing import moment
from tests.waiting import HANG_SECONDS

INDICATORS = ("employed", "unemployed")
REGIONS, PERIODS = tuple(f"{n:04}" for n in range(40)), span("2025-01", "2026-12")
DAY_MINUTES = 1440
KILLS = 30


def add(store: Store, number: int) -> None:
    """Publication ``number``: every cell of both indicators is that number."""
    values = np.full((len(REGIONS), len(PERIODS)), float(number))
    flat = np.zeros(values.shape, np.uint8)
    made = Panel(axes={REGION: REGIONS, PERIOD: PERIODS}, values=values, status=flat, symbol=flat)
    day, minute = divmod(number, DAY_MINUTES)
    updated = moment(f"2026-01-{day + 1:02}T{minute // 60:02}:{minute % 60:02}")
    with store.writing() as writer:
        for id_ in INDICATORS:
            writer.add(
                id_, made, Delivery(table="TAB1", updated=updated, fetched=updated, synthetic=True), scope=Scope()
            )


def write_two(root: Path, first: int, kill_at: int) -> None:
    """Two publications, unless the process is killed before."""
    Steps(kill_at)
    for number in (first, first + 1):
        add(Store(root), number)


def newest(store: Store) -> int:
    """The number both indicators hold in every cell; -1 for an empty store."""
    if not store.indicators():
        return -1
    read = [store.read(id_) for id_ in INDICATORS]
    assert {panel.values.size for panel in read} == {len(REGIONS) * len(PERIODS)}
    (number,) = {value for panel in read for value in np.unique(panel.values)}
    return int(number)


def steps_of_a_publication(store: Store) -> int:
    add(store, 0)
    steps = Steps()
    add(store, 1)
    steps.stop()
    return steps.taken


def test_a_writer_killed_at_any_moment_spoils_nothing(tmp_path):
    root = tmp_path / "store"
    store = Store(root)
    # children fork from a process that has imported everything, so that starting them takes no time
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pandas", "tests.loaders.store.test_store_kill"])  # pyarrow looks for pandas
    whole = steps_of_a_publication(Store(tmp_path / "other"))
    reached, orphans = [-1], 0
    for kill in range(KILLS):
        moment_of_it = 1 + 2 * whole * kill // KILLS  # from the first step to the end of the second publication
        child = context.Process(target=write_two, args=(root, reached[-1] + 1, moment_of_it))
        child.start()
        child.join(HANG_SECONDS)
        assert child.exitcode == -signal.SIGKILL
        reached.append(newest(store))
        named = {p.file for id_ in INDICATORS for p in store.publications(id_)}
        orphans += sum(path.relative_to(root).as_posix() not in named for path in root.glob("*/*.parquet"))
    assert reached == sorted(reached)
    assert len(set(reached)) > 4, f"most kills came before anything was written: {reached}"
    assert orphans > 0, "no kill came between a file and its manifest"

    add(store, reached[-1] + 1)
    assert newest(store) == reached[-1] + 1
    named = {p.file for id_ in INDICATORS for p in store.publications(id_)}
    assert {path.relative_to(root).as_posix() for path in root.glob("*/*.parquet")} == named
    kept = {"manifest.json", "manifest.1.json", "manifest.2.json", "manifest.3.json", "moved-aside"}
    assert {path.name for path in root.iterdir()} == {".lock", *kept, *INDICATORS}
    assert not list(root.rglob(".part-*"))
