"""Which indicators are tied by their figures, and in which sums their figures stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Indicator, Kind, Level, Status
from loaders.ground.errors import NothingPublishedYet, StoreDamaged
from loaders.ground.vocabulary import DIMENSIONS
from loaders.store import Store
from loaders.store.damage import piece_of, told_as_damage
from loaders.store.deltas import open_delta
from loaders.store.reading import Edition

TOTAL = "total"
_ADDS_UP = {Kind.FLOW, Kind.SEASON, Kind.STOCK, Kind.POPULATION, Kind.AMOUNT, Kind.RARE, Kind.LUMPS}

Plane = tuple[str, tuple[str, ...]]
"""An indicator's id and one value of each of its own dimensions."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Numbers that add up, as flat positions in a stack: first row the sums, the others the parts; float64-free.

    of_places: a place and those inside it, whose sum may hold persons of unknown place. adds_up: False for rates, of
    which a hidden one still follows, nearly, from the others. of_twins: the same people in two indicators.
    """

    rows: np.ndarray
    of_places: bool
    adds_up: bool = True
    of_twins: bool = False


@cache
def members(indicator_id: str) -> tuple[str, ...]:
    """Ids of the indicators that count the same people in some of their figures, the indicator's own included."""
    found, todo = {indicator_id}, [indicator_id]
    while todo:
        at = todo.pop()
        tied = {id_ for id_, other in catalogue.CATALOGUE.items() if at in other.same_as}
        for id_ in {*catalogue.indicator(at).same_as, *tied} - found:
            found.add(id_)
            todo.append(id_)
    return tuple(sorted(found))


def hides(store: Store | Edition, indicator_id: str) -> bool:
    """Whether any publication of an indicator hides a number. Those told as intervals protect themselves."""
    if "bound" in catalogue.indicator(indicator_id).dimensions:
        return False
    try:
        return any(
            name is None or _hides(store.root, name)
            for name in dict.fromkeys(p.stored_in for p in store.publications(indicator_id) if p.file)
        )
    except StoreDamaged:
        return True  # what cannot be read may hide something; whoever reads it is told


@lru_cache(maxsize=4096)  # the files never change
def _hides(root: Path, name: str) -> bool:
    path = open_delta(root, name).path
    with told_as_damage(piece_of(root, path)):
        status = pq.read_table(path, columns=["status"])["status"]
        return Status.SUPPRESSED.value in pc.unique(status.cast("string")).to_pylist()


def known(store: Store | Edition, indicator_id: str, as_of: date) -> int:
    """How many publications of an indicator are known by the end of a day."""
    try:
        return len(store.publications(indicator_id, as_of))
    except NothingPublishedYet:
        return 0


def sums(planes: Sequence[Plane], regions: Sequence[str], periods: int) -> Iterator[Sum]:
    """Every sum over a stack of planes × regions × periods."""
    position = np.arange(len(planes) * len(regions) * periods).reshape(len(planes), len(regions), periods)
    at = {code: n for n, code in enumerate(regions)}
    adding = [n for n, (id_, _) in enumerate(planes) if _adds_up(catalogue.indicator(id_))]
    others = [n for n in range(len(planes)) if n not in adding]
    for whole, parts in _inside():
        if whole in at and all(part in at for part in parts):
            rows = [at[code] for code in (whole, *parts)]
            for chosen, adds_up in ((adding, True), (others, False)):
                if chosen:
                    cut = position[chosen][:, rows]
                    yield Sum(np.moveaxis(cut, 1, 0).reshape(len(rows), -1), of_places=True, adds_up=adds_up)
    known_planes = {plane: n for n, plane in enumerate(planes)}
    for (id_, codes), n in known_planes.items():
        indicator = catalogue.indicator(id_)
        for dimension, parts in _splits(indicator, codes):
            told = [known_planes.get((id_, (*codes[:dimension], part, *codes[dimension + 1 :]))) for part in parts]
            split = [n, *(plane for plane in told if plane is not None)]
            if len(split) == 1 + len(parts):
                yield Sum(position[split].reshape(len(split), -1), of_places=False, adds_up=n in adding)
        for other in indicator.same_as:
            twin = known_planes.get((other, _twin(indicator, codes, catalogue.indicator(other))))
            if twin is not None:
                yield Sum(position[[n, twin]].reshape(2, -1), of_places=False, of_twins=True)


@cache
def _inside() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each county with its municipalities, then riket with its counties."""
    counties = places.codes_at([Level.COUNTY])
    inside = [(county, tuple(place.code for place in places.municipalities(county))) for county in counties]
    return (*inside, (places.NATION, counties))


def _adds_up(indicator: Indicator) -> bool:
    return indicator.kind in _ADDS_UP and "kpi" not in indicator.dimensions


def _splits(indicator: Indicator, codes: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Dimensions, by position, of which ``codes`` has the total, with the values that make it up."""
    for n, (name, code) in enumerate(zip(indicator.dimensions, codes, strict=True)):
        values = tuple(value.code for value in DIMENSIONS[name].values)
        if code == TOTAL and len(values) > 2:
            yield n, tuple(value for value in values if value != TOTAL)


def _twin(indicator: Indicator, codes: tuple[str, ...], other: Indicator) -> tuple[str, ...]:
    """The same people in another indicator; a plane that is not there where a value of ours has no part in it."""
    own: Mapping[str, str] = dict(zip(indicator.dimensions, codes, strict=True))
    shared = {name for name in indicator.dimensions if name in other.dimensions}
    if any(code != indicator.default_slice[name] for name, code in own.items() if name not in shared):
        return ()
    return tuple(own[name] if name in shared else code for name, code in other.default_slice.items())
