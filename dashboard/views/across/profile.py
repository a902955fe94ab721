"""Key figures of one place with those beside it: each in its own unit and year, never added up nor ranked."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.model import Column, Table
from dashboard.words import swedish
from dashboard.words.kinds.profiled import Measured
from loaders.ground import places
from loaders.ground.panel import PERIOD, REGION, STATUSES, Panel
from loaders.ground.places import Place
from loaders.store.kolada_titles import Kpi

DIMENSION = "kpi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One key figure. values: of the place, its county and riket where they are others, NaN where absent; cells: the
    same as they stand in a table. span: the lowest and highest of the county's municipalities that year, None for none.
    """

    kpi: Kpi
    year: str
    decimals: int
    places: tuple[Place, ...]
    values: tuple[float, ...]
    cells: tuple[str, ...]
    before: tuple[str, float] | None
    span: tuple[float, float] | None

    @property
    def measured(self) -> Measured:
        """What is told of it."""
        before = None
        change = None
        if self.before is not None:
            before = (self.before[0], swedish.number(self.before[1], self.decimals))
            now, then = (swedish.displayed(one, self.decimals) for one in (self.values[0], self.before[1]))
            change = now - then
        beside = zip(self.places[1:], self.values[1:], self.cells[1:], strict=True)
        return Measured(
            title=self.kpi.title,
            year=self.year,
            value=self.cells[0],
            beside=tuple((place.full_name, cell) for place, value, cell in beside if not math.isnan(value)),
            before=before,
            change=change,
        )


def figures(panel: Panel, titles: Mapping[str, Kpi], region: str, home: str) -> dict[str, Figure]:
    """Key figures by id that the place has a number of, in the newest year it has one."""
    place = places.place(region)
    beside = tuple(places.place(code) for code in dict.fromkeys((region, place.county or home, places.NATION)))
    inside = [one.code for one in places.municipalities(place.county or home)]
    found = {}
    for kpi in panel.axes[DIMENSION]:
        one = _figure(panel.take(**{DIMENSION: kpi}), titles.get(kpi, Kpi(kpi, kpi)), beside, inside)
        if one is not None:
            found[kpi] = one
    return found


def _figure(one: Panel, kpi: Kpi, beside: Sequence[Place], inside: Sequence[str]) -> Figure | None:
    row_of = {code: n for n, code in enumerate(one.axes[REGION])}
    if beside[0].code not in row_of:
        return None
    own = one.values[row_of[beside[0].code]]
    there = np.flatnonzero(~np.isnan(own))
    if not there.size:
        return None
    at = int(there[-1])
    values = tuple(float(one.values[row_of[p.code], at]) if p.code in row_of else math.nan for p in beside)
    known = [value for value in values if not math.isnan(value)]
    decimals = 0 if all(value.is_integer() for value in known) else 2 if max(map(abs, known)) < 1 else 1
    statuses = [int(one.status[row_of[p.code], at]) if p.code in row_of else len(STATUSES) for p in beside]
    cells = []
    for value, code in zip(values, statuses, strict=True):
        shown = None if math.isnan(value) else value
        cells.append(swedish.cell(shown, STATUSES[code], decimals) if code < len(STATUSES) else swedish.cell(shown))
    county = [float(one.values[row_of[code], at]) for code in inside if code in row_of]
    county = [value for value in county if not math.isnan(value)]
    years = one.axes[PERIOD]
    before = (str(years[at - 1]), float(own[at - 1])) if at and not np.isnan(own[at - 1]) else None
    return Figure(
        kpi=kpi,
        year=str(years[at]),
        decimals=decimals,
        places=tuple(beside),
        values=values,
        cells=tuple(cells),
        before=before,
        span=(min(county), max(county)) if len(county) > 1 else None,
    )


def table(found: Sequence[Figure], caption: str) -> Table:
    """A row per key figure with its unit, year, and the places' figures."""
    heads = [swedish.capital(place.full_name) for place in found[0].places] if found else []
    rows = [(one.kpi.title, one.kpi.unit, one.year, *one.cells) for one in found]
    columns = (Column("Nyckeltal"), Column("Enhet"), Column("År"), *(Column(head, numeric=True) for head in heads))
    return Table(caption, columns, tuple(rows))
