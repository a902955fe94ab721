"""How soon commands and pages are there: `--help`, `serve`, and the simulated publisher's whole tables.

``python -m tests.bench.bench_start`` prints a table and exits 1 where a bound is broken. Beside each its peer, turn by
turn: what cannot be left out. That is the import of the libraries it needs, or the parsing of the answer it gives.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import orjson
import requests
from rich.console import Console
from rich.table import Table

from loaders.demo.server import running_publisher
from tests.bench.bench_page import made_data, served
from tests.bench.measuring import exit_code
from tests.waiting import HANG_SECONDS

TURNS = 7
WHOLE = {
    "TAB6260": {
        "Region": ["*"],
        "Kon": ["*"],
        "Alder": ["20-64"],
        "Fodelseregion": ["*"],
        "ContentsCode": ["000006II"],
        "Tid": ["top(53)"],
    },
    "TAB3784": {"Region": ["*"], "SNI2007": ["*"], "ContentsCode": ["0000054D"], "Tid": ["top(28)"]},
    "TAB6473": {"Region": ["*"], "Forandringar": ["*"], "ContentsCode": ["*"], "Tid": ["top(21)"]},
    "TAB698": {"Region": ["*"], "ContentsCode": ["*"], "Tid": ["*"]},
}
"""Selections near the cell limit of the tables that are largest."""


@dataclass(frozen=True)
class Raced:
    """Seconds of ours and its peer, turn by turn, and how many times the peer's ours may be."""

    what: str
    ours: list[float]
    peer: list[float]
    most: float

    def ratio(self) -> float:
        """Median of the ratios of turns that followed each other."""
        return statistics.median(one / other for one, other in zip(self.ours, self.peer, strict=True))


def raced(what: str, ours: Callable[[], object], peer: Callable[[], object], most: float) -> Raced:
    """Both in turns, after one that does not count."""
    ours(), peer()
    pairs = [(_seconds(ours), _seconds(peer)) for _ in range(TURNS)]
    return Raced(what, [one for one, _ in pairs], [other for _, other in pairs], most)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _python(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, timeout=HANG_SECONDS)


def starts(data: Path) -> list[Raced]:
    """`--help` beside the libraries of a command line, `serve` beside those of the pages."""

    def serve() -> None:
        with served(["dashboard.commands.main", "serve", "--port", "0"], data):
            pass

    return [
        raced(
            "--help (beside importing typer and rich)",
            lambda: _python("-m", "dashboard.commands.main", "--help"),
            lambda: _python("-c", "import typer, rich.console"),
            4,
        ),
        raced(
            "serve until the address is told (beside importing dash, pandas, pyarrow)",
            serve,
            lambda: _python("-c", "import dash, dash_bootstrap_components, pandas, pyarrow.parquet"),
            4,
        ),
    ]


def answers() -> list[Raced]:
    """Whole tables of the simulated publisher, each beside parsing what it answered."""
    found = []
    with running_publisher(today="2026-11-22", calls_per_window=100_000) as (url, _):
        for table, selection in WHOLE.items():
            wanted = [{"variableCode": code, "valueCodes": codes} for code, codes in selection.items()]

            def ask(table: str = table, wanted: list = wanted) -> bytes:
                body = {"selection": wanted}
                answer = requests.post(f"{url}/tables/{table}/data", json=body, timeout=HANG_SECONDS)
                answer.raise_for_status()
                return answer.content

            content = ask()
            found.append(raced(f"{table} whole (beside parsing it)", ask, partial(orjson.loads, content), 150))
    return found


def main() -> int:
    """The command line."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        rows = [*starts(made_data(Path(folder))), *answers()]
    table = Table(title="Starts and answers, medians")
    for column in ("what", "ms", "peer, ms", "times the peer", "at most"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for row in rows:
        ours, peer = (f"{1000 * statistics.median(one):,.1f}" for one in (row.ours, row.peer))
        table.add_row(row.what, ours, peer, f"{row.ratio():.1f}", f"{row.most:g}")
    console.print(table)
    broken = [
        f"{row.what}: {row.ratio():.1f} times the peer, not {row.most:g}" for row in rows if row.ratio() > row.most
    ]
    return exit_code(console, broken)


if __name__ == "__main__":
    sys.exit(main())
