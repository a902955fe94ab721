"""How soon a figure is a file: every measure of one place as workbook, CSV and zip, and a place's fact sheet.

``python -m tests.bench.bench_taking`` prints a table and exits 1 where a form's 95th percentile is above its bound.
In this process, over the demo's whole store, with the views made: what is measured is the writing.
"""

import statistics
import time
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from dashboard.data.series import Data
from dashboard.forms import taking
from dashboard.forms.factsheet import build, fact_sheet
from dashboard.forms.taking import Taken
from dashboard.pages._actions import taken_of
from dashboard.views.make_view import view
from dashboard.views.selection import Selection
from dashboard.web.serving import freeze_loaded
from loaders import catalogue
from loaders.store import Store
from tests.bench.measuring import exit_code
from tests.golden_pages.commits import shared_folder
from tests.golden_pages.making import find_or_fill_store

PLACE, ROUNDS = "2321", 3
FORMS: dict[str, tuple[Callable[[Taken], bytes], float | None]] = {
    "workbook": (taking.workbook, 150.0),
    "CSV for Excel": (taking.csv_for_excel, None),
    "CSV for programs": (taking.csv_for_programs, None),
    "zip of all": (taking.zipped, 300.0),
}
"""What writes each form, and the bound of its 95th percentile, ms."""


def run(console: Console) -> list[str]:
    """Write, print, and return the bounds that are broken."""
    stored = find_or_fill_store(shared_folder() / "stores", has_past=False)
    data = Data(Store(stored / "store"))
    figures = []
    for declared in catalogue.shown():
        if data.has(declared.id):
            selection = Selection(indicator=declared.id, region=PLACE)
            figures.append(taken_of(selection, view(selection, data), data))
    freeze_loaded()  # as serve does
    table = Table(title=f"{len(figures)} figures of one place as files, ms")
    for column in ("what", "files", "median", "p95", "kB, median", "at most"):
        table.add_column(column, justify="left" if column == "what" else "right")
    broken = []
    for what, (write, bound) in FORMS.items():
        times, sizes = [], []
        for figure in figures * ROUNDS:
            started = time.perf_counter()
            sizes.append(len(write(figure)))
            times.append(1000 * (time.perf_counter() - started))
        p95 = statistics.quantiles(times, n=20)[-1]
        kilobytes = f"{statistics.median(sizes) / 1000:.0f}"
        limit = f"{bound:.0f}" if bound else "–"
        table.add_row(what, str(len(times)), f"{statistics.median(times):.0f}", f"{p95:.0f}", kilobytes, limit)
        if bound is not None and p95 > bound:
            broken.append(f"{what}: p95 {p95:.0f} ms, at most {bound:.0f}")
    times = []
    fact_sheet(PLACE, data)  # the cards, which a page has made before
    for _ in range(ROUNDS):
        started = time.perf_counter()
        size = len(build(fact_sheet(PLACE, data)))
        times.append(1000 * (time.perf_counter() - started))
    table.add_row("fact sheet, PDF", str(ROUNDS), f"{statistics.median(times):.0f}", "–", f"{size / 1000:.0f}", "–")
    console.print(table)
    return broken


def main() -> int:
    """The command line."""
    console = Console()
    return exit_code(console, run(console))


if __name__ == "__main__":
    raise SystemExit(main())
