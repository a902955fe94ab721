"""One who wants to know what is hidden: takes all that exports and pages let out, and adds and subtracts.

    python -m tests.attack.disclosure data          # a data folder; ends with 1 if anything was found

Exports are attacked a period at a time (equations.py), as no sum goes from one to another; pages one at a time
(shown_disclosure.py). What is kept meanwhile is the arrays of the measures that hide something.
"""

import random
import resource
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from dashboard.web.app import create_app
from loaders import catalogue, export
from loaders.ground.errors import NothingPublishedYet
from loaders.settings import Settings
from loaders.store import Store
from tests.attack import shown_disclosure
from tests.attack.equations import Cells, Found, Key, Seen, attack, attack_day, solved, sums_of
from tests.attack.exports import Exported, Held, exports

__all__ = ["Cells", "Found", "attack", "cells_of", "days", "exported"]

FAMILIES = (
    ("guest_nights",),
    ("redundancy_notices",),
    ("af_unemployed", "af_unemployed_by_birth", "duration_unemployed", "af_labour_force",
     "af_labour_force_by_birth", "af_unemployed_share", "af_unemployed_share_by_birth"),
    ("long_term_unemployed", "long_term_12m", "duration_unemployed"),
)  # fmt: skip
PAGES, PAGES_OF_OTHERS, OTHERS, LINKS = 60, 4, 8, 150
"""Pages read of a measure that hides something, of one that does not, how many of those; and other links followed."""
SEED = 20261127


def cells_of(id_: str, rows: pa.Table) -> Cells:
    """An exported table as cells."""
    names = [name for name in catalogue.indicator(id_).dimensions if name in rows.column_names]
    own = zip(*(rows[name].to_pylist() for name in names), strict=True) if names else ((),) * rows.num_rows
    columns = (rows[name].to_pylist() for name in ("region_code", "period", "value", "status", "symbol"))
    return {
        (id_, frozenset(zip(names, codes, strict=True)), region, period): Seen(value, status, symbol)
        for codes, region, period, value, status, symbol in zip(own, *columns, strict=True)
    }


def exported(store: Store, ids: Iterable[str], as_of: date | None = None) -> Cells:
    """All that exports tell of some indicators of a small store on a day."""
    found: Cells = {}
    for id_ in ids:
        try:
            found |= cells_of(id_, export.table(store, id_, chosen={}, as_of=as_of))
        except NothingPublishedYet:
            continue
    return found


def days(store: Store, ids: Iterable[str]) -> list[date]:
    """The day after each publication but the newest ones: every state there ever was."""
    moments = {p.published.date() + timedelta(days=1) for id_ in ids for p in store.publications(id_)}
    return sorted(moments)[:-1]


class Attack:
    """What was found so far, told line by line as it goes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder / "store")
        self.secret: dict[str, Exported] = {}
        self.open: list[str] = []
        self.numbers = np.array([], np.int64)
        self.total = 0

    def tell(self, what: str, found: Sequence[object], began: float) -> None:
        """A line of what was tried, and one for each of the first that were found."""
        self.total += len(found)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        took = f" ({time.monotonic() - began:.0f} s, at most {most} MB)"
        sys.stdout.write("\n  ".join([f"{what}: {len(found)} told{took}", *map(str, found[:20])]) + "\n")
        sys.stdout.flush()

    def exports(self) -> None:
        """All measures, those together that count the same people."""
        there = set(self.store.indicators())
        tied = {id_ for ids in FAMILIES for id_ in ids}
        for ids in (*FAMILIES, *((id_,) for id_ in sorted(there - tied))):
            began, held = time.monotonic(), Held()
            now = exports(self.store, [id_ for id_ in ids if id_ in there], held)
            hidden = sum(one.hidden for one in now.values())
            cells = sum(int(one.panel.has_row.sum()) for one in now.values())
            if hidden:
                self.secret |= {id_: one for id_, one in now.items() if one.hidden}
                found, equations = self._attacked(now, held)
                what = f"{cells} cells, {hidden} hidden, {equations} equations in their periods"
                self.tell(f"exports of {', '.join(now)}: {what}", found, began)
            else:
                self.open += now
                told = [one.panel.values[one.panel.values >= shown_disclosure.LEAST_NEEDLE] for one in now.values()]
                self.numbers = np.unique(np.concatenate([self.numbers, *told]).astype(np.int64))

    def _attacked(self, now: dict[str, Exported], held: Held) -> tuple[list[Found], int]:
        """What is found of a family now and on each earlier day, and the equations of now."""
        secret = sorted(set().union(*(one.secret_periods() for one in now.values())))
        met: set[tuple[str, bytes]] = set()
        found: list[Found] = []
        equations = 0
        for period in secret:
            cells = _cells(now, period)
            equations += sum(1 for _ in sums_of(cells))
            met.add(_fingerprint(now, period))
            found += solved(cells)
        for day in days(self.store, now):
            then = exports(self.store, list(now), dict(held), day)
            for period in sorted(set(secret).union(*(one.secret_periods() for one in then.values()))):
                if (told := _fingerprint(then, period)) not in met:
                    met.add(told)
                    found += attack_day(_cells(now, period), _cells(then, period))
        return found, equations

    def pages(self) -> None:
        """All that pages tell of what is hidden; then a sample of the others, and texts of every other kind."""
        client = create_app(Settings(data=self.folder), shows_drafts=True).server.test_client()
        needles: dict[int, Key] = {}
        links: set[str] = set()
        for id_, now in self.secret.items():
            needles |= shown_disclosure.needles_of(self.store, now)
            if catalogue.indicator(id_).supporting:
                continue
            began = time.monotonic()
            tried = shown_disclosure.attack_pages(client, now, shown_disclosure.needles_of(self.store, now), PAGES)
            what = f"{tried.pages} pages, {tried.numbers} numbers, {tried.needles} texts sought"
            self.tell(f"pages of {id_}: {what}", tried.found, began)
            links |= tried.links
        needles = {number: key for number, key in needles.items() if number not in set(self.numbers.tolist())}
        began = time.monotonic()
        chance = random.Random(SEED)
        shown = sorted(id_ for id_ in self.open if not catalogue.indicator(id_).supporting)
        others = [
            address
            for id_ in chance.sample(shown, min(OTHERS, len(shown)))
            for address in shown_disclosure.addresses_of(id_)[:PAGES_OF_OTHERS]
        ]
        followed = chance.sample(sorted(links), min(LINKS, len(links)))
        meetings = sorted((self.folder / "meetings").glob("*.toml"))
        ways_out = [*others, *followed, *shown_disclosure.ways_out(meetings)]
        tried = shown_disclosure.attack_texts(client, ways_out, needles)
        what = f"{tried.pages} addresses, {tried.needles} texts sought in each"
        self.tell(f"pages of other measures, and other ways out: {what}", tried.found, began)


def _cells(exported_: dict[str, Exported], period: str) -> Cells:
    return {key: cell for one in exported_.values() for key, cell in one.cells(period).items()}


def _fingerprint(exported_: dict[str, Exported], period: str) -> tuple[str, bytes]:
    return period, b"".join(one.fingerprint(period) for one in exported_.values())


def main(folder: str) -> int:
    """Attack all that a data folder lets out, in every state there was; how much was found."""
    attacker = Attack(Path(folder))
    attacker.exports()
    attacker.pages()
    return attacker.total


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
