"""Click to painted of every further way of showing, and of an industry switched off and on, over a filled store.

``python -m tests.bench.bench_ways [--turns N]``. Each way is opened from the level and left again; the first opening,
which reads the store, is told apart. Exits 1 where a median is over its bound: 50 ms, 150 for the map, and 100 for a
switch of the SNI workbench; and where a 95th percentile is over 100, 150 for the map. To be run
on a machine that does nothing else.
"""

import argparse
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from dashboard.views import ways
from loaders import catalogue
from tests.bench.bench_page import OURS, SCRIPT, served
from tests.bench.measuring import exit_code
from tests.dashboard.browsing import browser
from tests.golden_pages.commits import shared_folder
from tests.golden_pages.making import find_last_store

MOST_MS = 50.0
SWITCH = "sni"
MORE_MS = {"karta": 150.0, SWITCH: 100.0}
MOST_95TH_MS = {"karta": 150.0}
"""100 ms for the others."""
REGION = "2321"
TURNS = 7
OURS_COMMAND = ["dashboard.commands.main", "serve", "--port", "0"]


def offered() -> list[tuple[str, str]]:
    """Every further way with the slug of the first measure that offers it."""
    found = []
    for way in ways.by_word().values():
        slug = next((one.slug for one in catalogue.shown() if not way.why_not(one)), "")
        if way.is_further and slug:
            found.append((way.word, slug))
    return found


def measured(url: str, turns: int, asked: Sequence[tuple[str, str]]) -> dict[str, list[float]]:
    """Milliseconds of each opening of each way, the first one first."""
    found: dict[str, list[float]] = {}
    with browser() as started:
        context = started.new_context(viewport={"width": 1440, "height": 900})
        for word, slug in asked:
            page = context.new_page()
            page.add_init_script(SCRIPT)
            page.goto(f"{url}/indikator/{slug}?region={REGION}")
            page.evaluate("window.bench.painted")
            for _ in range(turns):
                page.wait_for_load_state("networkidle")
                link = page.locator(f'main a[href*="matt={word}"]').first
                found.setdefault(word, []).append(link.evaluate("link => window.bench.click(link)"))
                page.wait_for_load_state("networkidle")
                page.go_back()
                page.wait_for_function("!location.search.includes('matt=') && window.bench.drawn() !== null")
            page.close()
        context.close()
    return found


def switched(url: str, turns: int) -> list[float]:
    """Milliseconds of each switch of an industry, off and on by turns, until the shares' chart is painted anew."""
    with browser() as started:
        page = started.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.add_init_script(SCRIPT)
        page.goto(f"{url}/sni?region={REGION}")
        page.evaluate("window.bench.painted")
        found = []
        for _ in range(turns):
            page.wait_for_load_state("networkidle")
            link = page.locator("main a.sni-brytare").first
            found.append(link.evaluate("link => window.bench.click(link)"))
    return found


def main() -> int:
    """The command line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--turns", type=int, default=TURNS)
    options.add_argument("--data", type=Path, help="a data folder with a filled store; else the demo's")
    chosen = options.parse_args()
    data = chosen.data or find_last_store(shared_folder() / "stores")
    with served(OURS_COMMAND, data) as url:
        found = {**measured(url, chosen.turns, offered()), SWITCH: switched(url, chosen.turns)}
    table = Table(title=f"Click to painted, ms, {OURS}, {chosen.turns} turns")
    for column in ("way", "first", "median", "95th", "at most"):
        table.add_column(column, justify="left" if column == "way" else "right")
    broken = []
    for word, taken in found.items():
        warm = sorted(taken[1:])
        median, most = statistics.median(warm), MORE_MS.get(word, MOST_MS)
        last = warm[min(int(0.95 * len(warm)), len(warm) - 1)]
        table.add_row(word, f"{taken[0]:.0f}", f"{median:.0f}", f"{last:.0f}", f"{most:g}")
        if median > most:
            broken.append(f"{word}: {median:.1f} ms, not {most:g}")
        if word != SWITCH and last > MOST_95TH_MS.get(word, 100.0):
            broken.append(f"{word}: {last:.0f} ms at the 95th percentile")
    console = Console()
    console.print(table)
    return exit_code(console, broken)


if __name__ == "__main__":
    sys.exit(main())
