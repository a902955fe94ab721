"""Workers over the demo's figures: what a further one costs, and visitors under publications and under a death."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dashboard.web.serving import GIVE_BACK_SECONDS
from loaders import catalogue
from loaders.ground.panel import PERIOD
from loaders.store import Delivery, Scope, Store
from tests.attack.outcome import Count
from tests.dashboard.addresses import LIVE_ADDRESSES
from tests.operate.serving import Running, demo_figures, served
from tests.waiting import wait_until

VISITORS, PUBLICATIONS, SECONDS_EACH = 8, 5, 4.0
MOST_MB = 80.0
PUBLISHED = "unemployment_rate"


def run(folder: Path) -> list[Count]:
    """Count failures and memory; two servers, of two and three workers."""
    store = Store(demo_figures(folder / "data") / "store")
    counts: list[Count] = []
    taken = {}
    for workers in (2, 3):
        with served(folder / "data", "--workers", str(workers)) as server:
            until_begun(server, workers)
            with visited(server) as (answered, failed):
                for _ in range(PUBLICATIONS):
                    time.sleep(SECONDS_EACH)
                    publish(store)
                time.sleep(SECONDS_EACH)
            counts += [
                Count(
                    f"answers of {workers} workers to {VISITORS} visitors, {PUBLICATIONS} publications", len(answered)
                ),
                Count("of them failed", len(failed), 0),
            ]
            time.sleep(GIVE_BACK_SECONDS + 2)  # memory is given back by the clock: what is measured is what is left
            taken[workers] = server.pss_mb()
            counts.append(Count(f"MB in all with {workers} workers after it (PSS)", round(taken[workers])))
            if workers == 3:
                counts += killed(server)
    counts.append(Count("MB that the third costs", round(taken[3] - taken[2]), MOST_MB))
    return counts


def until_begun(server: Running, workers: int) -> None:
    """Wait for as many workers as were asked for."""
    wait_until(lambda: len(server.workers()) == workers, "workers")


def killed(server: Running) -> list[Count]:
    """One worker is killed under the same visitors: what it was answering is lost, and no more."""
    before = server.workers()
    with visited(server) as (_, failed):
        time.sleep(SECONDS_EACH)
        os.kill(before[0], signal.SIGKILL)
        wait_until(lambda: len(server.workers()) == len(before) and before[0] not in server.workers(), "another")
        time.sleep(SECONDS_EACH)
    told = server.log.read_text(encoding="utf-8").count("a worker ended by signal 9")
    return [
        Count("failed where a worker was killed: at most what it was answering", len(failed), VISITORS),
        Count("deaths that the log does not tell", 1 - told, 0),
    ]


@contextmanager
def visited(server: Running) -> Iterator[tuple[list[str], list[str]]]:
    """Visitors who each ask for one page after another; what was answered, and what failed."""
    slugs = [declared.slug for declared in catalogue.shown()]
    pages = [
        *LIVE_ADDRESSES,
        *(f"/indikator/{slug}?region={code}" for slug in slugs for code in ("23", "2321", "2380")),
    ]
    answered: list[str] = []
    failed: list[str] = []
    ended = threading.Event()

    def visit(first: int) -> None:
        n = first * len(pages) // VISITORS
        while not ended.is_set():
            address = pages[n % len(pages)]
            try:
                server.get(address)
            except OSError as error:
                failed.append(f"{address}: {error}")
            answered.append(address)
            n += 1

    visitors = [threading.Thread(target=visit, args=(n,)) for n in range(VISITORS)]
    for one in visitors:
        one.start()
    try:
        yield answered, failed
    finally:
        ended.set()
        for one in visitors:
            one.join()


def publish(store: Store) -> None:
    """A measure comes again, a tenth higher everywhere."""
    last = store.publications(PUBLISHED)[-1]
    panel = store.read(PUBLISHED)
    panel.values[...] += 0.1
    at = max(last.published, datetime(2026, 11, 1, tzinfo=UTC)) + timedelta(days=1)
    scope = Scope({name: codes for name, codes in panel.axes.items() if name != PERIOD})
    with store.writing() as writer:
        writer.add(PUBLISHED, panel, Delivery(table=last.table, updated=at, fetched=at, synthetic=True), scope=scope)
