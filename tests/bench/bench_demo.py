"""``lanspuls demo`` in an empty folder: seconds to the first page, processor time and memory of all its processes.

``python -m tests.bench.bench_demo`` prints a table and exits 1 where a bound is broken. The seconds are those of two
idle cores; on a busy machine the processor time tells more. Memory is the system's own reckoning (PSS), in which what
processes share is counted once: the most while it fills itself, and what it holds when pages have been asked for.
"""

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.measuring import exit_code
from tests.waiting import HANG_SECONDS

FIRST_PAGE_SECONDS = 60
SETTLED_MB = 500
ASKED = ("/", "/indikator/arbetsloshet?region=2321", "/jamfor", "/kalender", "/sok?q=turism")
PUBLISHES = "Publicerar"
"""What it says when the store is filled, and the made-up meetings are published."""
LOOKS_PER_SECOND = 5
PROC = Path("/proc")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass
class Measured:
    """Seconds by the clock until the first page; those of the processors when the store is filled, and when the pages
    have been asked for; megabytes at the most, and then.
    """

    first_page_seconds: float = 0.0
    filled_cpu_seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0
    settled_mb: float = 0.0


def below(pid: int) -> list[int]:
    """A process and all that it has started and that run."""
    try:
        children = (PROC / f"{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in below(int(child)))]


def held_mb(pid: int) -> float:
    """Memory of a process and all below it, MB as PSS; what ends meanwhile holds nothing."""
    found = 0
    for one in below(pid):
        try:
            told = re.search(r"^Pss: +(\d+) kB", (PROC / f"{one}/smaps_rollup").read_text(), re.MULTILINE)
        except OSError:
            continue
        found += int(told[1]) if told else 0
    return found / 1000


def cpu_seconds(pid: int) -> float:
    """What the processors have worked for a process, for those below it and for those of them that have ended."""
    found = 0
    for one in below(pid):
        try:
            fields = (PROC / f"{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found += sum(map(int, fields[11:15]))
    return found / TICKS_PER_SECOND


def measure(folder: Path) -> Measured:
    """Start the demo in an empty folder, read pages, and end it."""
    found, ended = Measured(), threading.Event()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard.commands.main", "demo", "--port", "0", "--no-browser"],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(Path.cwd()), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

    def look() -> None:
        while not ended.wait(1 / LOOKS_PER_SECOND):
            found.peak_mb = max(found.peak_mb, held_mb(process.pid))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        address = _address(process, found)
        for n, page in enumerate(ASKED):
            with urllib.request.urlopen(address + page, timeout=HANG_SECONDS) as answer:
                answer.read()
            found.first_page_seconds = found.first_page_seconds if n else time.perf_counter() - started
        found.settled_mb, found.cpu_seconds = held_mb(process.pid), cpu_seconds(process.pid)
    finally:
        ended.set()
        looking.join()
        process.terminate()
        process.communicate(timeout=HANG_SECONDS)
    return found


def _address(process: "subprocess.Popen[str]", found: Measured) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(PUBLISHES):
            found.filled_cpu_seconds = cpu_seconds(process.pid)
        if line.startswith("Sidorna: "):
            return line.split()[1].rstrip("/")
    raise OSError("the demo ended before it served")


def run(console: Console) -> list[str]:
    """Measure, print, and return the bounds that are broken."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder))
    rows = [
        ("first page, s", found.first_page_seconds, FIRST_PAGE_SECONDS),
        ("processor time, s", found.cpu_seconds, None),
        ("of it until the store is filled, s", found.filled_cpu_seconds, None),
        ("memory at the most, MB", found.peak_mb, None),
        ("memory once filled, MB", found.settled_mb, SETTLED_MB),
    ]
    table = Table(title="lanspuls demo in an empty folder")
    for column in ("what", "measured", "at most"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for what, value, most in rows:
        table.add_row(what, f"{value:,.0f}", "–" if most is None else str(most))
    console.print(table)
    return [f"{what}: {value:,.0f}, not {most}" for what, value, most in rows if most is not None and value > most]


def main() -> int:
    """The command line."""
    console = Console()
    return exit_code(console, run(console))


if __name__ == "__main__":
    sys.exit(main())
