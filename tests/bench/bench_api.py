"""How soon the API answers: one measure at ten places, in every form, and what it says of it; and the search.

``python -m tests.bench.bench_api`` prints a table and exits 1 where the 95th percentile of a form, or the median
of the search, is above its bound.
Asked over HTTP of a server in a process of its own, over the demo's whole store; first each measure once, which is told
apart, then all again in other places.
"""

import random
import statistics
import sys
import time
from collections.abc import Sequence

import requests
from rich.console import Console
from rich.table import Table

from dashboard.api import PREFIX
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.store import Store
from tests.bench.bench_page import served
from tests.bench.measuring import exit_code
from tests.golden_pages.commits import shared_folder
from tests.golden_pages.making import find_or_fill_store

MOST_MS = 50.0
"""For the figures, warm."""
PLACES, ROUNDS = 10, 8
FORMS = ("json-stat2", "csv", "parquet")
SEARCH, SEARCH_MS = "search", 30.0
WORDS = (
    "jobb",
    "turism",
    "besöksnäring",
    "invånare",
    "konkurs",
    "pendling",
    "arbetslöshet åre",
    "arbetslöshett",
    "berg",
)
"""What is searched for: titles, synonyms, a measure at a place, a misspelling."""


def run(console: Console) -> list[str]:
    """Ask, print, and return the bounds that are broken."""
    stored = find_or_fill_store(shared_folder() / "stores", has_past=False)
    known = set(Store(stored / "store").indicators())
    slugs = [one.slug for one in catalogue.shown() if one.id in known and Level.MUNICIPALITY in one.levels]
    told: dict[str, list[float]] = {}
    with served(["dashboard.commands.main", "serve", "--port", "0"], stored) as address, requests.Session() as line:
        chance = random.Random(1)
        told["first time, json-stat2"] = [_ms(line, address, slug, chance, "json-stat2") for slug in slugs]
        for form in FORMS:
            told[form] = [_ms(line, address, slug, chance, form) for _ in range(ROUNDS) for slug in slugs]
        told[SEARCH] = [_search_ms(line, address, word, n) for n in range(ROUNDS) for word in WORDS]
        told["nothing new (304)"] = [_again_ms(line, address, slug) for slug in slugs]
    table = Table(title=f"The API, {len(slugs)} measures × {PLACES} places, ms")
    for column in ("what", "answers", "median", "p95", "at most"):
        table.add_column(column, justify="left" if column == "what" else "right")
    broken = []
    for what, times in told.items():
        p95 = statistics.quantiles(times, n=20)[-1]
        bound = SEARCH_MS if what == SEARCH else MOST_MS if what in FORMS else None
        table.add_row(what, str(len(times)), f"{statistics.median(times):.0f}", f"{p95:.0f}", f"{bound or '–'}")
        held = statistics.median(times) if what == SEARCH else p95
        if bound is not None and held > bound:
            broken.append(f"{what}: {held:.0f} ms, at most {bound:.0f}")
    console.print(table)
    return broken


def _ms(line: requests.Session, address: str, slug: str, chance: random.Random, form: str) -> float:
    codes = chance.sample(_codes(), PLACES)
    started = time.perf_counter()
    answer = line.get(f"{address}{PREFIX}/data/{slug}?region={','.join(codes)}&format={form}", timeout=60)
    spent = time.perf_counter() - started
    answer.raise_for_status()
    return 1000 * spent


def _search_ms(line: requests.Session, address: str, word: str, n: int) -> float:
    """The page of results, of a place that changes with n: an answer of before would be another measure."""
    started = time.perf_counter()
    answer = line.get(f"{address}/sok", params={"q": word, "region": _codes()[n]}, timeout=60)
    spent = time.perf_counter() - started
    answer.raise_for_status()
    return 1000 * spent


def _again_ms(line: requests.Session, address: str, slug: str) -> float:
    asked = f"{address}{PREFIX}/data/{slug}?region=2380"
    tag = line.get(asked, timeout=60).headers["ETag"]
    started = time.perf_counter()
    answer = line.get(asked, headers={"If-None-Match": tag}, timeout=60)
    spent = time.perf_counter() - started
    if answer.status_code != 304:
        raise AssertionError(f"{asked} is answered anew though nothing changed")
    return 1000 * spent


def _codes() -> Sequence[str]:
    return places.codes_at([Level.MUNICIPALITY])


def main() -> int:
    """The command line."""
    console = Console()
    return exit_code(console, run(console))


if __name__ == "__main__":
    sys.exit(main())
