"""``python -m tests.load`` lets visitors loose on a server of its own; exit 1 where a bound is broken.

200 visitors, then 1 000, over the demo's store, one process each of server and visitors on this machine. Then ten
times as many addresses as the memory of answers holds. The peer (tests/bench/callback_app.py) is asked for the same
pages in the same run. The last whole result goes to docs/load.md; ``--visitors`` and ``--pages`` run a smaller one.
"""

import argparse
import asyncio
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from dashboard.data.memory import MOST_BYTES
from tests.attack.__main__ import served
from tests.attack.outcome import Count, Target
from tests.attack.requests import Request
from tests.attack.wire import Answer
from tests.bench import bench_page
from tests.golden_pages.commits import shared_folder
from tests.golden_pages.making import find_or_fill_store
from tests.load.visiting import (
    Load,
    addresses_of_peer,
    cold_addresses,
    page_of_ours,
    quantile_ms,
    rss_mb,
    visit,
    walk,
    warm_addresses,
)  # fmt: skip
from tests.shared import REPOSITORY

REPORT = REPOSITORY / "docs" / "load.md"
CALM, CROWD = Load(visitors=200, pages=12), Load(visitors=1_000, pages=8)
P95_MS = {CALM: 150.0, CROWD: 500.0}
TIMES_THE_CACHE = 10
MOST_GROWTH_MB = 40
"""What the process may hold more after ten times the addresses that fill its memory of answers, than after one time."""
DESCRIPTORS = 4_096


def page_of_peer(page: str) -> Request:
    """The callback of the ordinary Dash app for the same page."""
    asked = bench_page.asked_of_peer("http://127.0.0.1", page)
    body = asked.data if isinstance(asked.data, bytes) else b""
    return Request(urlsplit(asked.full_url).path, "POST", body, "application/json")


def of_visitors(who: str, given: list[Answer], load: Load, most_ms: float | None, failures: int | None) -> list[Count]:
    """What visitors met."""
    told = f"{who}, {load.visitors} visitors"
    return [
        Count(f"{told}: pages", len(given)),
        Count(f"{told}: failures", sum(one.status != 200 for one in given), failures),
        Count(f"{told}: median ms", round(quantile_ms(given, 0.5), 1)),
        Count(f"{told}: p95 ms", round(quantile_ms(given, 0.95), 1), most_ms),
    ]


def of_memory(target: Target, cold: list[str], given: list[Answer]) -> list[Count]:
    """What the server holds after as many addresses as its memory of answers holds, and after ten times as many."""
    sizes = [len(one.body) for one in given if one.status == 200]
    holds = MOST_BYTES * len(sizes) // max(sum(sizes), 1)
    counts = [Count("answers of the usual size that the memory of answers holds", holds)]
    held, failed, asked = [], 0, 0
    for times in (1, TIMES_THE_CACHE):
        part = cold[asked : holds * times]
        asked += len(part)
        failed += sum(one.status != 200 for one in asyncio.run(walk(target.port, part)))
        held.append(rss_mb(target.process))
        counts.append(Count(f"MB after {asked} addresses nobody had asked for", round(held[-1])))
    growth = Count("MB more from the first to the last of them", round(held[1] - held[0]), MOST_GROWTH_MB)
    return [*counts, growth, Count("of them not answered", failed, 0)]


def run(data: Path, loads: dict[Load, float], peer_too: bool = True) -> Iterator[Count]:
    """Visitors of ours, of the peer, and the walk through addresses."""
    warm = warm_addresses()
    with served(data) as target:
        cold, answers = cold_addresses(2_000), list[Answer]()
        for load, most_ms in loads.items():
            answers = asyncio.run(visit(target.port, load, warm, cold, page_of_ours))
            yield from of_visitors("ours", answers, load, most_ms, 0)
            yield Count(f"ours, {load.visitors} visitors: MB afterwards", round(rss_mb(target.process)))
        yield from of_memory(target, cold, answers)
    if not peer_too:
        return
    with bench_page.served(["tests.bench.callback_app", str(data)], data) as url:
        warm, cold = addresses_of_peer()
        for load in loads:
            given = asyncio.run(visit(int(urlsplit(url).port or 0), load, warm, cold, page_of_peer))
            yield from of_visitors("ordinary Dash app", given, load, None, None)


def main() -> int:
    """The command line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--visitors", type=int)
    options.add_argument("--pages", type=int, default=3)
    asked = options.parse_args()
    loads = {Load(asked.visitors, asked.pages): P95_MS[CALM]} if asked.visitors else P95_MS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, DESCRIPTORS), hard), hard))
    began = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} processors, {_busy()} before"
    found: list[Count] = []
    with tempfile.TemporaryDirectory(prefix="lanspuls-load-") as made:
        data = Path(made) / "data"
        shutil.copytree(find_or_fill_store(shared_folder() / "stores", has_past=False), data)
        for count in run(data, loads):
            found.append(count)
            sys.stdout.write(f"{count}\n")
            sys.stdout.flush()
    if not asked.visitors:
        REPORT.write_text(report(found, f"{began}, {_busy()} after"), encoding="utf-8")
    return 1 if any(count.is_broken for count in found) else 0


def _busy() -> str:
    return f"load {os.getloadavg()[0]:.1f}"


def report(found: list[Count], machine: str) -> str:
    """docs/load.md: the last whole result, with commit, date and how busy the machine was."""
    git = ["git", "log", "-1", "--format=%h, %cs"]
    commit = subprocess.run(git, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.strip()
    rows = (f"| {one.what} | {one.number:g} | {'–' if one.most is None else f'{one.most:g}'} |" for one in found)
    return f"""# What `make load` found last

Commit and its date: {commit}. Run on {machine}. Visitors and server share the machine.
Written by `tests/load/__main__.py`.

Each visitor keeps a connection and asks for a page every 5 to 10 seconds: nine in ten by Zipf's law among every
measure at home and in each municipality, one in ten an address that nobody has asked for. The ordinary Dash app is
`tests/bench/callback_app.py`, asked for five measures in every municipality.

| what | number | at most |
|---|---|---|
{chr(10).join(rows)}
"""


if __name__ == "__main__":
    sys.exit(main())
