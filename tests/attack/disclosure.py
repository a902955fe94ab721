"""One who wants to know what is hidden: takes all that exports and pages let out, and adds and subtracts.

    python -m tests.attack.disclosure data          # a data folder; ends with 1 if anything was found

Shares no code with loaders/disclosure. What it knows: that a county is its municipalities, riket its counties, both
sexes women and men, all countries of birth Sweden and abroad, that the measures of registered unemployed count the same
people, that a rate is its numerator over its denominator, and that a number seen on another day is still about right.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, inf
from pathlib import Path

import numpy as np
import pyarrow as pa

from loaders import catalogue, export
from loaders.ground.errors import NothingPublishedYet
from loaders.store import Store

PARTS = {"sex": ("total", ("women", "men")), "birth_region": ("total", ("sweden", "abroad"))}
SAME = (
    ({"id": "af_unemployed", "age": "16-66"}, {"id": "af_unemployed_by_birth", "birth_region": "total"}, "sex"),
    (
        {"id": "duration_unemployed"},
        {"id": "af_unemployed_by_birth", "sex": "total"},
        "birth_region",
    ),
    (
        {"id": "duration_unemployed", "birth_region": "total"},
        {"id": "af_unemployed", "age": "16-66", "sex": "total"},
        "",
    ),
)
FEWEST_CANDIDATES = 4
"""``<5`` leaves four numbers. Whatever is hidden must be left as many."""
ENOUGH_SWEEPS = 60
MOST_PAGES, MOST_LINKS = 100, 150
"""Pages read of a measure, and other addresses that they link to."""

Key = tuple[str, frozenset[tuple[str, str]], str, str]
"""Indicator, own dimensions, place, period."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One exported cell."""

    value: float | None
    status: str
    symbol: str

    @property
    def is_hidden(self) -> bool:
        return self.status == "suppressed"

    @property
    def is_bound(self) -> bool:
        return self.status == "lower_bound"


@dataclass(frozen=True, slots=True)
class Found:
    """Something hidden that is known after all: the cell, how, and what it may be."""

    key: Key
    how: str
    low: float
    high: float

    def __str__(self) -> str:
        id_, own, region, period = self.key
        where = ", ".join(f"{name}={code}" for name, code in sorted(own))
        return f"{id_} {where} {region} {period}: {self.how}, {self.low:g}–{self.high:g}"


Cells = dict[Key, Seen]


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
    """All that exports tell of some indicators on a day."""
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


def attack(now: Cells, earlier: Iterable[Cells] = ()) -> list[Found]:
    """Everything hidden in ``now``, or in an earlier state and still now, that can be told."""
    found = list(_solved(now))
    for then in earlier:
        for key, cell in then.items():
            if key in now and now[key].is_hidden and cell.value is not None:
                found.append(Found(key, "shown on another day", cell.value, cell.value))
        helped = {
            key: now[key] if cell.is_hidden and key in now and now[key].value is not None else cell
            for key, cell in then.items()
        }
        found += _solved(helped)
    return found


def _solved(cells: Cells) -> Iterator[Found]:
    cells = dict(cells)
    for key, value in _numerators(cells):
        if cells[key].is_hidden:
            yield Found(key, "rate times denominator", value, value)
    hidden = {key for key, cell in cells.items() if cell.is_hidden or cell.is_bound}
    sums = list(_sums(cells))
    touching: dict[Key, list[int]] = defaultdict(list)
    for n, keys in enumerate(sums):
        for key in keys:
            if cells[key].value is None or cells[key].is_bound:
                touching[key].append(n)
    low = {key: _prior(cells[key])[0] for key in touching}
    high = {key: _prior(cells[key])[1] for key in touching}
    open_sums = {n for numbers in touching.values() for n in numbers}
    for _ in range(ENOUGH_SWEEPS):
        if not _narrow(cells, [sums[n] for n in open_sums], low, high):
            break
    told = _determined(cells, sums, touching)
    for key in hidden & set(touching):
        cell = cells[key]
        candidates = floor(high[key] + 1e-6) - ceil(low[key] - 1e-6) + 1 if high[key] < inf else inf
        if cell.is_hidden and 0 < candidates < FEWEST_CANDIDATES:
            yield Found(key, "bounds", low[key], high[key])
        elif key in told:
            yield Found(key, "equations" if cell.is_hidden else "what a bound leaves out", low[key], high[key])


def _prior(cell: Seen) -> tuple[float, float]:
    if cell.is_bound:
        return float(cell.value or 0), inf
    if cell.symbol.startswith("<") and cell.is_hidden:
        return 1.0, float(cell.symbol.removeprefix("<")) - 1
    return 0.0, inf


def _sums(cells: Cells) -> Iterator[tuple[Key, ...]]:
    """Every whole with its parts, all of which are told of: (whole, part, …)."""
    inside: dict[str, list[str]] = defaultdict(list)
    from loaders.ground.places import all_places

    for code in all_places():
        if code != "00":
            inside["00" if len(code) == 2 else code[:2]].append(code)
    for key in cells:
        id_, own, region, period = key
        if catalogue.indicator(id_).kind == "rate":
            continue
        if region in inside and not cells[key].is_bound:  # who is of unknown place is in a county's bound only
            yield from _there(cells, key, [(id_, own, part, period) for part in inside[region]])
        stated = dict(own)
        for name, (total, parts) in PARTS.items():
            if stated.get(name) == total:
                yield from _there(
                    cells, key, [(id_, frozenset((stated | {name: part}).items()), region, period) for part in parts]
                )
        for one, other, shared in SAME:
            if id_ == one["id"] and all(stated.get(name) == code for name, code in one.items() if name != "id"):
                twin = {name: code for name, code in other.items() if name != "id"}
                if shared:
                    twin[shared] = stated[shared]
                pair = (other["id"], frozenset(twin.items()), region, period)
                # beside a number a county's bound tells of those whose municipality is not known, and of nobody's home
                if len(region) == 4 or not (cells[key].is_bound or (pair in cells and cells[pair].is_bound)):
                    yield from _there(cells, key, [pair])


def _there(cells: Cells, whole: Key, parts: list[Key]) -> Iterator[tuple[Key, ...]]:
    zero = [part for part in parts if part in cells and cells[part].status == "not_applicable"]
    if all(part in cells for part in parts):
        yield (whole, *(part for part in parts if part not in zero))


def _narrow(cells: Cells, sums: Iterable[tuple[Key, ...]], low: dict[Key, float], high: dict[Key, float]) -> bool:
    """One sweep of bounds over all sums; whether any became narrower."""
    changed = False

    def reach(key: Key) -> tuple[float, float]:
        if key in low:
            return low[key], high[key]
        value = float(cells[key].value or 0)
        return value, value

    for whole, *parts in sums:
        ends = [reach(part) for part in parts]
        least, most = sum(a for a, _ in ends), sum(b for _, b in ends)
        for key, (new_low, new_high) in [
            (whole, (least, most)),
            *(
                (part, (reach(whole)[0] - _less(most, b), reach(whole)[1] - (least - a)))
                for part, (a, b) in zip(parts, ends, strict=True)
            ),
        ]:
            if key not in low:
                continue
            if new_low > low[key] + 1e-9 and new_low <= high[key]:
                low[key], changed = new_low, True
            if new_high < high[key] - 1e-9 and new_high >= low[key]:
                high[key], changed = new_high, True
    return changed


def _less(most: float, own: float) -> float:
    """What the others can be at most together; endless where one of them is, as far as can be told here."""
    return inf if most == inf else most - own


def _determined(cells: Cells, sums: list[tuple[Key, ...]], touching: Mapping[Key, list[int]]) -> set[Key]:
    """Unknown cells that the equations leave one value for: those that no vector of the null space moves."""
    told: set[Key] = set()
    left = set(touching)
    while left:
        component, todo = set(), [left.pop()]
        while todo:
            key = todo.pop()
            component.add(key)
            for n in touching[key]:
                todo += [other for other in sums[n] if other in left]
                left -= set(sums[n])
        order = {key: n for n, key in enumerate(component)}
        numbers = sorted({n for key in component for n in touching[key]})
        matrix = np.zeros((len(numbers), len(order)))
        for row, n in enumerate(numbers):
            whole, *parts = sums[n]
            for key, sign in ((whole, 1.0), *((part, -1.0) for part in parts)):
                if key in order:
                    matrix[row, order[key]] += sign
        if len(order) > 1500:
            continue  # one place and period hold far fewer; what is larger is all untold
        _, singular, right = np.linalg.svd(matrix, full_matrices=True)
        rank = int((singular > 1e-9).sum())
        moved = np.abs(right[rank:]).max(axis=0) if rank < len(order) else np.zeros(len(order))
        told |= {key for key, n in order.items() if moved[n] < 1e-7}
    return told


def _numerators(cells: Cells) -> Iterator[tuple[Key, float]]:
    """What a shown rate and a shown denominator make the numerator."""
    for (id_, own, region, period), cell in cells.items():
        declared = catalogue.indicator(id_)
        if cell.value is None or declared.kind != "rate" or len(declared.numerator) != 1:
            continue
        stated = dict(own)
        top, base = (
            (
                other,
                frozenset(
                    (name, stated.get(name, code)) for name, code in catalogue.indicator(other).default_slice.items()
                ),
                region,
                period,
            )
            for (other,) in (declared.numerator, declared.denominator)
        )
        if top in cells and base in cells and cells[base].value is not None and not cell.is_bound:
            yield top, cell.value * float(cells[base].value or 0) / 100


def main(folder: str) -> int:
    """Attack all that a data folder lets out, in every state there was; how much was found, told line by line."""
    store = Store(Path(folder) / "store")
    families = (
        ("guest_nights",),
        ("redundancy_notices",),
        ("af_unemployed", "af_unemployed_by_birth", "duration_unemployed", "af_labour_force",
         "af_labour_force_by_birth", "af_unemployed_share", "af_unemployed_share_by_birth"),
        ("long_term_unemployed", "long_term_12m", "duration_unemployed"),
    )  # fmt: skip
    tied = {id_ for ids in families for id_ in ids}
    shown: dict[str, Cells] = {}
    total = 0
    for ids in (*families, *((id_,) for id_ in store.indicators() if id_ not in tied)):
        held = [id_ for id_ in ids if id_ in store.indicators()]
        now = exported(store, held)
        hidden = sum(cell.is_hidden for cell in now.values())
        if not hidden and ids not in families:
            continue
        equations = sum(1 for _ in _sums(now))
        found = attack(now, (exported(store, held, day) for day in days(store, held)))
        _tell(
            f"exports of {', '.join(held) or ids[0]}: {len(now)} cells, {hidden} hidden, {equations} equations", found
        )
        total += len(found)
        shown |= {id_: {key: cell for key, cell in now.items() if key[0] == id_} for id_ in held}
    return total + _attack_pages(Path(folder), store, shown)


def _attack_pages(folder: Path, store: Store, shown: Mapping[str, Cells]) -> int:
    """The same for all that pages tell, and texts of every other kind; how much was found."""
    from dashboard.web.app import create_app
    from loaders.settings import Settings
    from tests.attack import shown_disclosure

    client = create_app(Settings(data=folder), shows_drafts=True).server.test_client()
    needles: dict[str, Key] = {}
    links: set[str] = set()
    total = 0
    for id_, now in shown.items():
        if not any(cell.is_hidden for cell in now.values()):
            continue
        needles |= shown_disclosure.needles_of(store, now, id_)
        if catalogue.indicator(id_).supporting:
            continue
        tried = shown_disclosure.attack_pages(client, store, now, id_, MOST_PAGES)
        _tell(
            f"pages of {id_}: {tried.pages} pages, {tried.numbers} numbers, {tried.needles} texts sought", tried.found
        )
        links |= tried.links
        total += len(tried.found)
    ways_out = [*sorted(links)[:MOST_LINKS], *shown_disclosure.ways_out(sorted((folder / "meetings").glob("*.toml")))]
    tried = shown_disclosure.attack_texts(client, ways_out, needles)
    _tell(f"other ways out: {tried.pages} addresses, {tried.needles} texts sought in each", tried.found)
    return total + len(tried.found)


def _tell(what: str, found: Sequence[object]) -> None:
    sys.stdout.write("\n  ".join([f"{what}: {len(found)} told", *map(str, found[:20])]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
