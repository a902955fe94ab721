"""What Länspuls costs: CPU seconds of a month's fetch, of a thousand page views, of a publication.

``python -m tests.bench.bench_cost`` prints a table, writes it to docs/cost.md, and exits 1 where a bound is broken. CPU
seconds, not time: a busy machine makes them somewhat larger. The simulated publisher answers from another process than
the one that fetches, and is not counted; of a publication, the browser that draws its figures is.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.measuring import exit_code
from tests.shared import REPOSITORY

REPORT = REPOSITORY / "docs" / "cost.md"
BEFORE, NOW = date(2026, 10, 26), date(2026, 11, 22)
"""The morning of a meeting, and a day before the next one: what is published in between is a month's fetch."""
VIEWS, COLD = 1_000, 0.1
BOUNDS = {
    "the first fetch of everything": 60.0,
    "a month's fetch": 60.0,
    "a fetch of a day without news": 3.0,
    "a thousand page views, a tenth of them cold": 40.0,
    "a publication, in all forms": 40.0,
}


def fetch(data: Path, url: str, day: date) -> float:
    """Fetch all that is new on a day, in this process: CPU seconds. OSError if a table fails."""
    from loaders.fetching.refresh import refresh
    from loaders.settings import Settings

    started = time.process_time()
    moment = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    report = refresh(Settings(data=data, scb_url=url), today=day, moment=moment, console=Console(file=sys.stderr))
    seconds = time.process_time() - started
    if report.failed:
        raise OSError("; ".join(line for table in report.tables for line in table.failures))
    return seconds


def publish(data: Path) -> float:
    """Publish the made-up meetings in all forms, in this process and the browser's: CPU seconds of one."""
    from dashboard.commands import demo_past
    from loaders.settings import Settings

    settings = Settings(data=data)
    demo_past.write_files(settings, NOW)
    count = len(demo_past.unpublished(settings))
    started = _all_seconds()
    demo_past.publish_meetings(settings, NOW)
    return (_all_seconds() - started) / max(count, 1)


def _all_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def views(data: Path) -> float:
    """CPU seconds of the server for a thousand page views: whole pages, measures by Zipf, a tenth never asked for."""
    from tests.attack.__main__ import served
    from tests.load.visiting import cold_addresses, walk, warm_addresses

    chance, warm, cold = random.Random(1), warm_addresses(), cold_addresses()
    weights = [1 / rank for rank in range(1, len(warm) + 1)]
    asked = [cold.pop() if chance.random() < COLD else chance.choices(warm, weights)[0] for _ in range(VIEWS)]
    with served(data) as target:
        asyncio.run(walk(target.port, ["/"]))
        started = _seconds_of(target.process)
        answers = asyncio.run(walk(target.port, asked, at_once=2))
        seconds = _seconds_of(target.process) - started
    if any(one.status != 200 for one in answers):
        raise OSError("a page was not answered")
    return seconds


def _seconds_of(process: int) -> float:
    """CPU seconds of a process until now (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(folder: Path) -> Iterator[tuple[str, float]]:
    """What costs how much, in the order of BOUNDS."""
    from loaders.demo.server import running_publisher

    data = folder / "data"
    with running_publisher(today=BEFORE, calls_per_window=1_000) as (url, _):
        yield "the first fetch of everything", _in_a_process("fetch", data, url, str(BEFORE))
    with running_publisher(today=NOW, calls_per_window=1_000) as (url, _):
        yield "a month's fetch", _in_a_process("fetch", data, url, str(NOW))
        yield "a fetch of a day without news", _in_a_process("fetch", data, url, str(NOW))
    yield "a thousand page views, a tenth of them cold", views(data)
    yield "a publication, in all forms", _in_a_process("publish", data)


def _in_a_process(what: str, *arguments: object) -> float:
    command = [sys.executable, "-m", "tests.bench.bench_cost", "--measure", what, *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY)
    return float(json.loads(done.stdout.splitlines()[-1]))


def report(found: dict[str, float]) -> str:
    """docs/cost.md: the last result, with commit, date and how busy the machine was."""
    git = ["git", "log", "-1", "--format=%h, %cs"]
    commit = subprocess.run(git, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.strip()
    rows = "\n".join(f"| {what} | {seconds:.1f} | {BOUNDS[what]:g} |" for what, seconds in found.items())
    minutes = _a_month(found)
    return f"""# What it costs

CPU seconds of one core, as `make bench` measured them last (`tests/bench/bench_cost.py`).
Commit and its date: {commit}. {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} when it ended; a busy machine
makes them somewhat larger.

| what | CPU seconds | at most |
|---|---|---|
{rows}

A region that fetches every morning, has ten thousand page views a month and publishes once uses about
{minutes:.0f} minutes of one core a month: {minutes / 60 * 10:.0f} Wh where a busy core draws ten watts. An idle server
does next to nothing: between requests it looks, every few seconds, whether the store has changed.
"""


def _a_month(found: dict[str, float]) -> float:
    """Minutes of one core for a month of a region."""
    fetches = found["a month's fetch"] + 29 * found["a fetch of a day without news"]
    viewed = 10 * found["a thousand page views, a tenth of them cold"]
    return (fetches + viewed + found["a publication, in all forms"]) / 60


def run(console: Console) -> list[str]:
    """Measure, print, write down, and return the bounds that are broken."""
    table = Table(title="CPU seconds")
    for column in ("what", "CPU s", "at most"):
        table.add_column(column, justify="left" if column == "what" else "right")
    found = {}
    with tempfile.TemporaryDirectory(prefix="lanspuls-cost-") as made:
        for what, seconds in measured(Path(made)):
            found[what] = seconds
            table.add_row(what, f"{seconds:.1f}", f"{BOUNDS[what]:g}")
    console.print(table)
    REPORT.write_text(report(found), encoding="utf-8")
    return [f"{what}: {n:.0f} CPU seconds, at most {BOUNDS[what]:g}" for what, n in found.items() if n > BOUNDS[what]]


def main() -> int:
    """The command line; also what the measuring processes run."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--measure", nargs="+")
    asked = options.parse_args().measure
    if asked:
        what, data, *rest = asked
        seconds = publish(Path(data)) if what == "publish" else fetch(Path(data), rest[0], date.fromisoformat(rest[1]))
        sys.stdout.write(f"{json.dumps(seconds)}\n")
        return 0
    console = Console()
    return exit_code(console, run(console))


if __name__ == "__main__":
    sys.exit(main())
