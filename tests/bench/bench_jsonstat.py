"""The JSON-stat parser beside a bare orjson + numpy bound and two peers: CPU time, peak memory, and status kept.

``python -m tests.bench.bench_jsonstat [--months N]`` prints a table and exits 1 where a bound is broken. The bound
does nothing but what cannot be left out: parse the JSON, make the values an array, write out one code index per cell
and dimension, place the status symbols. CPU time: runs take turns in one process, and the median ratio of the turns
counts. Memory: a fresh process each, its peak above what it held after the imports and reading the file.
"""

import argparse
import gc
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from rich.console import Console
from rich.table import Table

from tests.bench.measuring import exit_code, in_fresh_process, megabytes

MONTHS = 100
REGIONS, SEXES, INDUSTRIES = 290, 2, 26
TURNS, PEER_TURNS, PROCESSES = 15, 3, 3
MOST_TIMES_BOUND = 1.3
MOST_TIMES_MEMORY = 1.3
FASTER_THAN = {"pxwebpy": 10, "pyjstat": 20}
Indexed = tuple[list[np.ndarray], np.ndarray, np.ndarray]


def answer(months: int) -> bytes:
    """A made-up answer (DEMODATA): whole and decimal numbers, 3 % null with "..", SCB's keys in SCB's order."""
    random = np.random.default_rng(20260522)
    codes = {
        "Region": [f"{114 + 7 * n:04}" for n in range(REGIONS)],
        "Kon": ["1", "2"],
        "SNI2007": [chr(65 + n) for n in range(INDUSTRIES)],
        "ContentsCode": ["000007X1"],
        "Tid": [f"{2018 + n // 12}M{n % 12 + 1:02}" for n in range(months)],
    }
    size = [len(each) for each in codes.values()]
    cells = int(np.prod(size))
    whole = random.integers(0, 5000, cells).tolist()
    decimal = np.round(random.random(cells) * 100, 1).tolist()
    kind = random.random(cells)
    values = [None if k < 0.03 else w if k < 0.5 else d for k, w, d in zip(kind, whole, decimal, strict=True)]
    document = {
        "version": "2.0",
        "class": "dataset",
        "label": "DEMODATA",
        "source": "DEMODATA",
        "updated": "2026-06-08T06:00:00Z",
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
        "id": list(codes),
        "size": size,
        "dimension": {
            name: {
                "label": name,
                "category": {
                    "index": {code: n for n, code in enumerate(each)},
                    "label": {code: f"namn på {code}" for code in each},
                },
                "extension": {"elimination": False, "show": "value"},
            }
            for name, each in codes.items()
        },
        "extension": {"px": {"tableid": "TAB0", "decimals": 1}},
        "value": values,
        "status": {str(n): ".." for n, value in enumerate(values) if value is None},
    }
    return orjson.dumps(document)


def ours(body: bytes) -> Any:
    """Bytes to Arrow as the project does it."""
    from loaders.formats.jsonstat import parse

    return parse(body).to_arrow()


def bound(body: bytes) -> Indexed:
    """The least that gives the same: code indices, values, status. No check of anything."""
    document = orjson.loads(body)
    size = document["size"]
    values = np.array(document["value"], dtype=np.float64)
    indices = []
    for axis, length in enumerate(size):
        inner, outer = int(np.prod(size[axis + 1 :])), int(np.prod(size[:axis]))
        indices.append(np.tile(np.repeat(np.arange(length, dtype=np.int16), inner), outer))
    symbols = {symbol: n for n, symbol in enumerate(dict.fromkeys(["", *document["status"].values()]))}
    status = np.zeros(len(values), np.uint8)
    for cell, symbol in document["status"].items():
        status[int(cell)] = symbols[symbol]
    return indices, values, status


def pxwebpy(body: bytes) -> object:
    """pxwebpy's rows, then a DataFrame; it drops status."""
    import pandas as pd
    from pxweb._internal.functions import unpack_table_data

    return pd.DataFrame(unpack_table_data(json.loads(body)))


def pyjstat(body: bytes) -> object:
    """pyjstat's DataFrame with codes; it drops status."""
    from pyjstat import pyjstat as peer

    return peer.Dataset.read(body.decode()).write("dataframe", naming="id")


WAYS: dict[str, Callable[[bytes], object]] = {"ours": ours, "bound": bound, "pxwebpy": pxwebpy, "pyjstat": pyjstat}


def agree(body: bytes) -> bool:
    """Whether ours holds the bound's values, codes and status, cell for cell."""
    indices, values, status = bound(body)
    table = ours(body)
    same = np.array_equal(table["value"].to_numpy(), values, equal_nan=True)
    for axis, expected in enumerate(indices):
        same &= np.array_equal(table.column(axis).chunk(0).indices.to_numpy(), expected)
    return bool(same) and np.array_equal(table["status"].chunk(0).indices.to_numpy(), status) and bool(status.any())


def cpu_seconds(body: bytes) -> dict[str, list[float]]:
    """CPU seconds of every way, turn by turn."""
    seconds: dict[str, list[float]] = {way: [] for way in WAYS}
    for way in WAYS.values():
        way(SMALL)
    for turn in range(TURNS):
        for name, way in WAYS.items():
            if turn < (PEER_TURNS if name in FASTER_THAN else TURNS):
                gc.collect()
                started = time.process_time()
                result = way(body)
                seconds[name].append(time.process_time() - started)
                del result
    return seconds


def peak_megabytes(name: str, path: Path) -> float:
    """Peak memory of one way in this process, above the state after imports and reading the file."""
    WAYS[name](SMALL)
    body = path.read_bytes()
    before = megabytes("VmRSS")
    result = WAYS[name](body)
    peak = megabytes("VmHWM") - before
    del result
    return peak


def run(months: int, console: Console) -> list[str]:
    """Measure, print, and return the bounds that are broken."""
    body = answer(months)
    seconds = cpu_seconds(body)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answer.json"
        path.write_bytes(body)
        module = "tests.bench.bench_jsonstat"
        peaks = {
            name: statistics.median(
                in_fresh_process(module, "--peak", name, "--file", str(path))["megabytes"]
                for _ in range(1 if name in FASTER_THAN else PROCESSES)
            )
            for name in WAYS
        }
    cells = REGIONS * SEXES * INDUSTRIES * months
    table = Table(title=f"JSON-stat: {cells:,} cells, {len(body) / 1e6:.1f} MB, to a table")
    for column in ("way", "CPU s (median)", "least", "times the bound", "times ours", "peak MB", "times the bound"):
        table.add_column(column, justify="left" if column == "way" else "right")
    times_bound = {name: _median_ratio(seconds[name], seconds["bound"]) for name in WAYS}
    times_ours = {name: _median_ratio(seconds[name], seconds["ours"]) for name in WAYS}
    for name in WAYS:
        table.add_row(
            name,
            f"{statistics.median(seconds[name]):.3f}",
            f"{min(seconds[name]):.3f}",
            f"{times_bound[name]:.2f}",
            f"{times_ours[name]:.1f}",
            f"{peaks[name]:.0f}",
            f"{peaks[name] / peaks['bound']:.2f}",
        )
    console.print(table)
    broken = []
    if times_bound["ours"] > MOST_TIMES_BOUND:
        broken.append(f"{times_bound['ours']:.2f} times the CPU of the bound, more than {MOST_TIMES_BOUND}")
    if peaks["ours"] > MOST_TIMES_MEMORY * peaks["bound"]:
        broken.append(f"{peaks['ours']:.0f} MB at the peak, more than {MOST_TIMES_MEMORY} × {peaks['bound']:.0f}")
    for name, least in FASTER_THAN.items():
        if times_ours[name] < least:
            broken.append(f"{name} takes only {times_ours[name]:.1f} times as long as ours, not {least}")
    if not agree(body):
        broken.append("the table differs from the bound's arrays")
    return broken


def _median_ratio(these: list[float], those: list[float]) -> float:
    """Median of the ratios of turns that followed each other."""
    return statistics.median(one / other for one, other in zip(these, those, strict=False))


SMALL = answer(1)


def main() -> int:
    """The command line; also what the measuring processes run."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--months", type=int, default=MONTHS)
    options.add_argument("--peak", choices=WAYS)
    options.add_argument("--file", type=Path)
    given = options.parse_args()
    if given.peak:
        sys.stdout.write(json.dumps({"megabytes": peak_megabytes(given.peak, given.file)}))
        return 0
    console = Console()
    return exit_code(console, run(given.months, console))


if __name__ == "__main__":
    sys.exit(main())
