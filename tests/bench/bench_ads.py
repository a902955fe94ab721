"""Archives of ads beside a bare loop of orjson over the same lines: CPU seconds per core, and memory.

``python -m tests.bench.bench_ads [--ads N]`` prints a table and exits 1 where a bound is broken. Each reading is a
process of its own; memory is all it ever held, the interpreter and libraries included. The lines are made up (DEMODATA)
and as long as real ads are. What a process does once, whatever it counts, is left out.
"""

import argparse
import gzip
import io
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.measuring import exit_code, in_fresh_process, megabytes

ADS, TURNS = 60_000, 3
LEAST_OF_BARE = 0.6
"""Of the speed of the bare loop, per core."""
MOST_MEGABYTES = 250
MOST_GROWTH_MEGABYTES = 10
"""What twice the ads may take more: their numbers, 20 bytes each, and twice that while they are put in order."""


def _opened(path: Path) -> Any:
    return io.BufferedReader(gzip.open(path), 1 << 20) if path.suffix == ".gz" else path.open("rb", 1 << 20)


def _bare(path: Path) -> int:
    import orjson

    count = 0
    with _opened(path) as lines:
        for line in lines:
            try:
                orjson.loads(line)
            except ValueError:
                continue
            count += 1
    return count


def _ours(path: Path) -> int:
    from loaders.sources.jobtech.archive.counted import counted
    from loaders.sources.jobtech.archive.opening import count_part, parts_of

    tallies = [count_part(part) for part in parts_of(path)]
    moment = datetime(2026, 11, 28, tzinfo=UTC)
    found = counted(tallies, file=path.name, size=1, sha256="0" * 64, period="2025", moment=moment)
    return found.told.ads + found.told.repeated


def measure(way: str, path: Path) -> dict[str, float]:
    """One reading in this process: CPU seconds, megabytes at most, ads."""
    if way == "ours":
        _ours(path.parent / "few-2025.jsonl")  # imports, and tables of places and months: once in a process
    started = time.process_time()
    count = _bare(path) if way == "bare" else _ours(path)
    return {"cpu": time.process_time() - started, "mb": megabytes("VmHWM"), "ads": count}


def _measured(way: str, path: Path) -> dict[str, float]:
    return in_fresh_process("tests.bench.bench_ads", "--measure", way, "--file", str(path))


def _pairs(path: Path) -> Iterator[tuple[dict[str, float], dict[str, float]]]:
    for _ in range(TURNS):
        yield _measured("bare", path), _measured("ours", path)


def run(ads: int, console: Console) -> list[str]:
    """Measure, print the table, and return the bounds that are broken."""
    broken: list[str] = []
    table = Table(title=f"{ads:,} made-up ads, counted beside a bare loop of orjson.loads")
    for column in ("file", "MB", "bare, CPU s", "ours, CPU s", "of the bare speed", "ads per CPU s", "peak MB"):
        table.add_column(column, justify="left" if column == "file" else "right")
    with tempfile.TemporaryDirectory(prefix="lanspuls-bench-") as made:
        half, plain, packed = (Path(made) / name for name in ("half-2025.jsonl", "2025.jsonl", "2025.jsonl.gz"))
        few = Path(made) / "few-2025.jsonl"
        for path, count in ((few, 100), (half, ads // 2), (plain, ads), (packed, ads)):
            in_fresh_process("tests.bench.bench_ads", "--write", str(count), "--file", str(path))
        peaks = {}
        for path in (half, plain, packed):
            pairs = list(_pairs(path))
            bare, ours = (statistics.median(pair[n]["cpu"] for pair in pairs) for n in (0, 1))
            ratio = statistics.median(one["cpu"] / other["cpu"] for one, other in pairs)
            told, peaks[path] = pairs[0][1]["ads"], max(other["mb"] for _, other in pairs)
            size = f"{path.stat().st_size / 1e6:.0f}"
            cells = (f"{bare:.2f}", f"{ours:.2f}", f"{ratio:.2f}", f"{told / ours:,.0f}", f"{peaks[path]:.0f}")
            table.add_row(path.name, size, *cells)
            if told != pairs[0][0]["ads"]:
                broken.append(f"{path.name}: {told:.0f} ads counted of {pairs[0][0]['ads']:.0f}")
            if ratio < LEAST_OF_BARE:
                broken.append(f"{path.name}: {ratio:.2f} of the bare loop's speed, at least {LEAST_OF_BARE}")
            if peaks[path] > MOST_MEGABYTES:
                broken.append(f"{path.name}: {peaks[path]:.0f} MB at the peak, at most {MOST_MEGABYTES}")
        growth = peaks[plain] - peaks[half]
        if growth > MOST_GROWTH_MEGABYTES:
            broken.append(f"twice the ads take {growth:.0f} MB more, at most {MOST_GROWTH_MEGABYTES}")
    console.print(table)
    return broken


def main() -> int:
    """The command line; also what the measuring processes run."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--ads", type=int, default=ADS)
    options.add_argument("--measure", choices=("bare", "ours"))
    options.add_argument("--write", type=int)
    options.add_argument("--file", type=Path)
    asked = options.parse_args()
    if asked.write:
        from loaders.demo.others._ad_archive import write_archive

        write_archive(asked.file, 2025, asked.write)
        sys.stdout.write("{}")
        return 0
    if asked.measure:
        sys.stdout.write(json.dumps(measure(asked.measure, asked.file)))
        return 0
    console = Console()
    return exit_code(console, run(asked.ads, console))


if __name__ == "__main__":
    sys.exit(main())
