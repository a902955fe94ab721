"""Twenty years of daily fetches: reading, a day's state, start and memory beside a store of today's size.

``python -m tests.bench.bench_growth`` prints a table and exits 1 where a bound is broken. A table is asked for every
day: each month it has a month more and the fourteen before it revised, as BAS has; on the other days only the moment
it states is new, which is the most that nothing new can be. The history is compacted by itself, as after every fetch.
The peer has the same newest figures, with the last year of the same days. Beside them the long one, never compacted.
"""

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.panel import PERIOD, REGION, Panel, Publication
from loaders.ground.periods import span
from loaders.store import Delivery, Scope, Store, Writer
from loaders.store.compaction.expanding import move_format
from loaders.store.compaction.merging import compact_where_due
from tests.bench.measuring import exit_code, in_fresh_process, megabytes

YEARS, REVISED, MONTHS_BEFORE = 20, 14, 80
SEXES, BRANCHES = ("total", "men", "women"), tuple("ABCDEFGH")
BEGIN = date(2026, 12, 1)
MOST = 1.5
TURNS = 9
INDICATOR = "made_up"


@dataclass(frozen=True)
class Measured:
    """What one store costs a fresh process."""

    what: str
    found: dict[str, float]


def figures(months: int, seed: int) -> Panel:
    """All that is published when there are so many months; the last ones change with every publication."""
    regions = (places.NATION, *places.codes_at([Level.COUNTY]), *places.codes_at([Level.MUNICIPALITY]))[:60]
    periods = span("2020-01", f"{2020 + (months - 1) // 12}-{(months - 1) % 12 + 1:02}")
    shape = (len(SEXES), len(BRANCHES), len(regions), len(periods))
    values = np.broadcast_to(np.arange(len(periods), dtype=float), shape).copy()
    values[..., -REVISED:] += seed
    flat = np.zeros(shape, np.uint8)
    axes = {"sex": SEXES, "branch": BRANCHES, REGION: regions, PERIOD: periods}
    return Panel(axes=axes, values=values, status=flat, symbol=flat)


def fill(root: Path, years: int) -> None:
    """The last so many of the twenty years, a fetch a day, the figures from before them in the first publication."""
    store = Store(root)
    for month in range((YEARS - years) * 12, YEARS * 12):
        panel = figures(MONTHS_BEFORE + month, month)
        first = _month(month)
        with store.writing() as writer:
            for day in range((_month(month + 1) - first).days):
                moment = datetime.combine(first + timedelta(days=day), datetime.min.time(), UTC) + timedelta(hours=7)
                delivery = Delivery(
                    table="TAB1", updated=moment, fetched=moment + timedelta(hours=1), synthetic=True,
                    last_period=panel.axes[PERIOD][-1], query_hash="q",
                )  # fmt: skip
                if day == 0:
                    writer.add(INDICATOR, panel, delivery, scope=Scope({}))
                else:
                    _nothing_new(writer, delivery)
        compact_where_due(root)


def _nothing_new(writer: Writer, delivery: Delivery) -> None:
    """What ``Writer.add`` does where no cell differs, without comparing them seven thousand times."""
    told = {name: getattr(delivery, name) for name in ("table", "updated", "fetched", "synthetic", "last_period")}
    publication = Publication(published=delivery.updated, query_hash=delivery.query_hash, **told)
    writer.manifest = writer.manifest.with_publication(INDICATOR, ("sex", "branch"), publication)


def _month(number: int) -> date:
    return date(BEGIN.year + (BEGIN.month - 1 + number) // 12, (BEGIN.month - 1 + number) % 12 + 1, 1)


def measure(root: Path) -> dict[str, float]:
    """Of a store, in this process: CPU milliseconds of start and readings, and memory."""
    slice_ = {"sex": "total", "branch": "A"}
    before = megabytes("VmRSS")
    started = time.process_time()
    store = Store(root)
    store.read(INDICATOR, slice=slice_)
    found = {"start, ms": 1000 * (time.process_time() - started)}
    last = _month(YEARS * 12) - timedelta(days=1)
    days = [last - timedelta(days=17 * n) for n in range(1, 1 + TURNS)]
    early = [BEGIN + timedelta(days=(last - BEGIN).days * n // TURNS) for n in range(TURNS)]
    found["newest, ms"] = _median(store, [None] * TURNS, slice_)
    found["newest, whole, ms"] = _median(store, [None] * 3, None)
    found["a day of the last year, ms"] = _median(store, days, slice_)
    if _knows(store, early[0]):
        found["any day, ms"] = _median(store, early, slice_)
    found["memory, MB"] = megabytes("VmRSS") - before
    found["peak, MB"] = megabytes("VmHWM")
    found["files"] = sum(1 for _ in root.glob("*/*.parquet"))
    found["files, MB"] = sum(path.stat().st_size for path in root.glob("*/*.parquet")) / 1e6
    found["manifest, MB"] = (root / "manifest.json").stat().st_size / 1e6
    found["publications"] = len(store.publications(INDICATOR))
    return found


def _knows(store: Store, day: date) -> bool:
    return store.publications(INDICATOR)[0].published.date() <= day


def _median(store: Store, days: Sequence[date | None], slice_: dict[str, str] | None) -> float:
    taken = []
    for day in days:
        started = time.process_time()
        store.read(INDICATOR, slice=slice_, as_of=day)
        taken.append(1000 * (time.process_time() - started))
    return sorted(taken)[len(taken) // 2]


def main() -> int:
    """The command line; with a folder it measures that store and prints JSON."""
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(measure(Path(sys.argv[1]))))
        return 0
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        roots = {"today's size (one year)": Path(folder) / "1", "twenty years": Path(folder) / "2"}
        for root, years in zip(roots.values(), (1, YEARS), strict=True):
            fill(root, years)
        roots["twenty years, never compacted"] = shutil.copytree(roots["twenty years"], Path(folder) / "3")
        move_format(Path(folder) / "3", 1)
        rows = []
        for what, root in roots.items():
            runs = [in_fresh_process("tests.bench.bench_growth", str(root)) for _ in range(3)]
            rows.append(Measured(what, {name: sorted(run[name] for run in runs)[1] for name in runs[0]}))
    table = Table(title=f"{YEARS} years of daily fetches, CPU time and memory of a fresh process")
    table.add_column("what")
    for row in rows:
        table.add_column(row.what, justify="right")
    table.add_column("times today's", justify="right")
    peer, ours = rows[0].found, rows[1].found
    broken = []
    for name in ours:
        ratio = ours[name] / peer.get(name, peer["a day of the last year, ms"])
        is_bounded = name.endswith(", ms") or name == "peak, MB"
        table.add_row(name, *(f"{row.found[name]:,.1f}" if name in row.found else "" for row in rows), f"{ratio:.2f}")
        if is_bounded and ratio > MOST:
            broken.append(f"{name}: {ratio:.2f} times today's, not {MOST}")
    console.print(table)
    return exit_code(console, broken)


if __name__ == "__main__":
    sys.exit(main())
