"""Pivot-cache reader: records per CPU second, peak memory, and both when the input doubles.

``python -m tests.bench.bench_pivotcache [--records N]`` prints a table and exits 1 where a bound is broken. Every
measurement is a process of its own (one thread); memory is its peak above what it held after the imports.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table

from tests.bench.measuring import exit_code

RECORDS = 2_400_000
PAIRS = 5
MIN_PER_SECOND = 100_000
MAX_MEGABYTES = 150
DOUBLING = (1.7, 2.3)
MAX_GROWTH_MEGABYTES = 10
"""How much the streaming ways may hold more for twice the records."""
PEER_RECORDS = 40_000

FIELDS: dict[str, Literal["text", "number"]] = {
    "PERIOD": "text",
    "KOEN": "text",
    "LAN": "text",
    "KOMMUN_BESKR": "text",
    "INSAL": "number",
}
WAYS = ("stream", "sums", "read", "parser", "openpyxl")


def write(path: Path, records: int) -> None:
    """A made-up cache of five-field records (DEMODATA): four shared texts and a number of its own."""
    from loaders.demo.others._workbooks import Quirks, plain_cache, write_workbook

    periods = [f"{1996 + month // 12}-{month % 12 + 1:02}" for month in range(368)]

    def rows():
        for n in range(records):
            place = n // 2 % 312
            yield (periods[n // 624 % 368], "KM"[n & 1], f"Län {place // 15}", f"Kommun {place}", n * 7919 % 1500)

    write_workbook(path, [plain_cache(tuple(FIELDS), rows(), own=["INSAL"])], quirks=Quirks(level=1))


def measure(way: str, path: Path) -> dict[str, float]:
    """One reading in this process: CPU seconds, megabytes above the state after imports, records, their sum."""
    import pandas as pd  # pyarrow imports it with the first array, and the application has it anyway
    import pyarrow as pa
    import pyarrow.compute as pc

    from loaders.formats import pivotcache

    pc.sum(pa.array(pd.Series([1])))

    if way == "openpyxl":
        from openpyxl.reader.excel import ExcelReader
    before, started = _memory("VmRSS"), time.process_time()
    if way == "read":
        table = pivotcache.read(path, FIELDS)
        count, total = len(table), pc.sum(table["INSAL"]).as_py()
    elif way == "sums":
        table = pivotcache.sums(path, ["PERIOD", "KOMMUN_BESKR"], ["INSAL"])
        count, total = 0, pc.sum(table["INSAL"]).as_py()
    elif way == "openpyxl":
        reader = ExcelReader(str(path))
        reader.read_manifest()
        reader.read_workbook()
        (cache,) = reader.parser.pivot_caches.values()
        count, total = len(cache.records.r), sum(record._fields[4].v for record in cache.records.r)
    else:
        count, total = 0, 0
        for batch in pivotcache.iter_batches(path, FIELDS, scan=way == "stream"):
            count += len(batch)
            total += pc.sum(batch.column("INSAL")).as_py()
    return {"cpu": time.process_time() - started, "mb": _memory("VmHWM") - before, "records": count, "sum": total}


def _memory(what: str) -> float:
    """Megabytes of VmRSS (now) or VmHWM (peak) of this process."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1]) / 1024
    raise OSError("this benchmark reads /proc/self/status, which only Linux has")


def _process(*arguments: str) -> str:
    command = [sys.executable, "-m", "tests.bench.bench_pivotcache", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _measured(way: str, path: Path) -> dict[str, float]:
    return json.loads(_process("--measure", way, "--file", str(path)))


def run(records: int, console: Console) -> list[str]:
    """Measure, print the table, and return the bounds that are broken."""
    broken: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        half, whole, small = (Path(folder) / f"{name}.xlsx" for name in ("half", "whole", "small"))
        for path, count in ((half, records // 2), (whole, records), (small, PEER_RECORDS)):
            _process("--write", str(count), "--file", str(path))
        table = Table(
            title=f"Pivot cache: {records:,} records of five fields, {whole.stat().st_size / 1e6:.0f} MB file"
        )
        for column in (
            "way",
            "records",
            "CPU s",
            "records per CPU s",
            "peak MB",
            "CPU × for twice",
            "MB more for twice",
        ):
            table.add_column(column, justify="left" if column == "way" else "right")
        for way in ("stream", "sums", "read"):
            pairs = [(_measured(way, half), _measured(way, whole)) for _ in range(PAIRS if way == "stream" else 1)]
            ratio = statistics.median(twice["cpu"] / once["cpu"] for once, twice in pairs)
            growth = statistics.median(twice["mb"] - once["mb"] for once, twice in pairs)
            cpu = statistics.median(twice["cpu"] for _, twice in pairs)
            peak = max(twice["mb"] for _, twice in pairs)
            table.add_row(
                way,
                f"{records:,}",
                f"{cpu:.2f}",
                f"{records / cpu:,.0f}",
                f"{peak:.0f}",
                f"{ratio:.2f}",
                f"{growth:+.1f}",
            )
            broken += _bounds(way, records / cpu, peak)
            if way == "stream" and not DOUBLING[0] <= ratio <= DOUBLING[1]:
                broken.append(f"{way}: twice the records take {ratio:.2f} times the CPU, not 2 ± 15 %")
            if way != "read" and growth > MAX_GROWTH_MEGABYTES:
                broken.append(f"{way}: twice the records take {growth:.1f} MB more")
        for way, path, count in (
            ("parser", half, records // 2),
            ("stream", small, PEER_RECORDS),
            ("openpyxl", small, PEER_RECORDS),
        ):
            one = _measured(way, path)
            speed = count / one["cpu"]
            table.add_row(way, f"{count:,}", f"{one['cpu']:.2f}", f"{speed:,.0f}", f"{one['mb']:.0f}", "", "")
            broken += _bounds(way, speed, one["mb"]) if way == "parser" else []
            if way != "sums" and one["records"] != count:
                broken.append(f"{way}: {one['records']:,} records read of {count:,}")
    console.print(table)
    return broken


def _bounds(way: str, speed: float, megabytes: float) -> list[str]:
    broken = []
    if speed < MIN_PER_SECOND:
        broken.append(f"{way}: {speed:,.0f} records per CPU second, fewer than {MIN_PER_SECOND:,}")
    if megabytes > MAX_MEGABYTES:
        broken.append(f"{way}: {megabytes:.0f} MB at the peak, more than {MAX_MEGABYTES}")
    return broken


def main() -> int:
    """The command line; also what the measuring processes run."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=RECORDS)
    options.add_argument("--measure", choices=WAYS)
    options.add_argument("--write", type=int)
    options.add_argument("--file", type=Path)
    given = options.parse_args()
    console = Console()
    if given.write:
        write(given.file, given.write)
        return 0
    if given.measure:
        sys.stdout.write(json.dumps(measure(given.measure, given.file)))
        return 0
    return exit_code(console, run(given.records, console))


if __name__ == "__main__":
    sys.exit(main())
