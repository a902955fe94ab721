"""kill -9 at twenty random moments: the store reads as of the last whole publication, and the next run completes."""

import multiprocessing
import random
import time
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from loaders.panel import PERIOD, REGION, Panel
from loaders.periods import span
from loaders.store import Delivery, Scope, Store
from tests.loaders.history import moment

INDICATORS = ("employed", "unemployed")
REGIONS, PERIODS = tuple(f"{n:04}" for n in range(40)), span("2025-01", "2026-12")
DAY_MINUTES = 1440


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


def write_on(root: Path, first: int, ready: Connection) -> None:
    """Publish for as long as nobody ends the process."""
    store = Store(root)
    ready.send(True)
    for number in range(first, first + 10_000):
        add(store, number)


def newest(store: Store) -> int:
    """The number both indicators hold in every cell; -1 for an empty store."""
    if not store.indicators():
        return -1
    read = [store.read(id_) for id_ in INDICATORS]
    assert {panel.values.size for panel in read} == {len(REGIONS) * len(PERIODS)}
    (number,) = {value for panel in read for value in np.unique(panel.values)}
    return int(number)


def seconds_a_publication_takes(store: Store) -> float:
    """On this machine, under the load of this moment."""
    add(store, 0)
    begun = time.monotonic()
    for number in range(1, 4):
        add(store, number)
    return (time.monotonic() - begun) / 3


def test_a_writer_killed_at_any_moment_spoils_nothing(tmp_path):
    root = tmp_path / "store"
    store = Store(root)
    # children fork from a process that has imported everything, so that most kills hit the writing itself
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pandas", "tests.loaders.test_store_kill"])  # pyarrow looks for pandas
    chance = random.Random(20)
    takes = seconds_a_publication_takes(Store(tmp_path / "other"))
    reached, orphans = [-1], 0
    for _ in range(20):
        is_ready, ready = context.Pipe(duplex=False)
        child = context.Process(target=write_on, args=(root, reached[-1] + 1, ready))
        child.start()
        assert is_ready.poll(30)
        time.sleep(chance.uniform(0.0, 6 * takes))
        child.kill()
        child.join()
        reached.append(newest(store))
        named = {p.file for id_ in INDICATORS for p in store.publications(id_)}
        orphans += sum(path.relative_to(root).as_posix() not in named for path in root.glob("*/*"))
    assert reached == sorted(reached)
    assert len(set(reached)) > 4, f"most kills came before anything was written: {reached}"
    assert orphans > 0, "no kill came between a file and its manifest"

    add(store, reached[-1] + 1)
    assert newest(store) == reached[-1] + 1
    named = {p.file for id_ in INDICATORS for p in store.publications(id_)}
    assert {path.relative_to(root).as_posix() for path in root.glob("*/*")} == named
    assert {path.name for path in root.iterdir()} == {".lock", "manifest.json", *INDICATORS}
