"""A small store of made-up figures for county 23, riket and county 22, written through the real store.

Months 2020-01 to 2026-08, years 2012 to 2024; everything published once, on 29 October 2026.
"""

import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from math import cos, pi
from pathlib import Path

import numpy as np

from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Kind, Status
from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.ground.periods import span
from loaders.indicators.population_change import INDICATOR as CHANGE
from loaders.store import Delivery, Scope, Store

POPULATION = {
    "00": 10_590_000,
    "22": 242_000,
    "23": 132_800,
    "2303": 5_100,
    "2305": 6_200,
    "2309": 11_300,
    "2313": 11_100,
    "2321": 12_700,
    "2326": 6_900,
    "2361": 10_100,
    "2380": 64_900,
}
"""Inhabitants; the home county's largest municipality has about half of them, as in the real figures."""
RATES = {
    "00": 6.5,
    "22": 6.8,
    "23": 4.0,
    "2303": 4.4,
    "2305": 5.6,
    "2309": 5.3,
    "2313": 3.2,
    "2321": 3.1,
    "2326": 4.8,
    "2361": 4.1,
    "2380": 4.2,
}
"""Middle level of unemployment, per cent."""
MADE = (
    "unemployment_rate",
    "employment_rate",
    "unemployed",
    "employed",
    "labour_force",
    "residents_by_age",
    "employed_by_industry",
    "population",
    "population_change",
    "population_projection",
    "grp",
    "grp_per_capita",
    "grp_volume",
)
"""The indicators the store holds; the catalogue has more."""
MONTHS = span("2020-01", "2026-08")
YEARS = span("2012", "2024")
PUBLISHED = datetime(2026, 10, 29, 6, 0, tzinfo=UTC)
FETCHED = datetime(2026, 10, 30, 5, 30, tzinfo=UTC)
_LABOUR_SHARE, _ADULT_SHARE = 0.5, 0.56


def _unemployed(code: str, n: int) -> float:
    year = n / 12
    rate = RATES[code] * (1.25 - 0.07 * year) + 0.35 * cos(2 * pi * (n - 1) / 12)
    return round(POPULATION[code] * _LABOUR_SHARE * max(rate, 0.5) / 100)


def _value(id_: str, code: str, n: int, key: dict[str, str]) -> float:
    share = {"total": 1.0, "women": 0.48, "men": 0.52, "sweden": 0.86, "abroad": 0.14}
    part = share[key.get("sex", "total")] * share[key.get("birth_region", "total")]
    force = round(POPULATION[code] * _LABOUR_SHARE * part)
    jobless = round(_unemployed(code, n) * part)
    adults = round(POPULATION[code] * _ADULT_SHARE * part)
    if id_ == "unemployed":
        return jobless
    if id_ == "labour_force":
        return force
    if id_ == "residents_by_age":
        return adults
    if id_ == "employed":
        return force - jobless
    if id_ == "unemployment_rate":
        return round(100 * jobless / force, 1)
    if id_ == "employment_rate":
        return round(100 * (force - jobless) / adults, 1)
    if id_ == "population":
        return POPULATION[code] + round(POPULATION[code] * 0.0002 * (n - len(MONTHS) + 1))
    if id_ == "population_change":
        return round(POPULATION[code] * {"change": 0.0002, "births": 0.0008, "deaths": 0.0009}.get(key["component"], 0))
    if id_ == "employed_by_industry":
        order = [v for v in ("total", "A", "B+C", "F", "G", "I", "P", "Q")]
        weight = {"total": 1.0, "G": 0.11, "Q": 0.2, "P": 0.13, "I": 0.09 + 0.04 * cos(2 * pi * (n - 2) / 12)}
        share = weight.get(key["industry"], 0.03 if key["industry"] in order else 0.01)
        return round(POPULATION[code] * 0.5 * share * (0.97 if key["basis"] == "workplace" else 1.0))
    if id_ == "grp":
        return round(POPULATION[code] * (0.40 + 0.012 * n))
    if id_ == "grp_per_capita":
        return round(1000 * (0.40 + 0.012 * n))
    if id_ == "grp_volume":
        return round(2.5 - 0.3 * (n % 13), 1)
    raise KeyError(id_)


def _panel(id_: str, axes: dict[str, tuple[str, ...]]) -> Panel:
    panel = Panel.empty(axes)
    for position in np.ndindex(panel.shape):
        key = {name: codes[n] for (name, codes), n in zip(axes.items(), position, strict=True)}
        panel.values[position] = _value(id_, key[REGION], position[-1], key)
        panel.status[position] = 0
    return panel


def _axes(id_: str) -> dict[str, tuple[str, ...]]:
    declared = catalogue.indicator(id_)
    axes = {name: (code,) for name, code in declared.default_slice.items()}
    if id_ in ("unemployment_rate", "unemployed", "labour_force"):
        axes["sex"] = ("men", "total", "women")
    if id_ == "population_change":
        axes["component"] = tuple(sorted(CHANGE.queries[0].select[0].values))
    if id_ == "employed_by_industry":
        axes["basis"] = ("residence", "workplace")
        axes["industry"] = ("A", "B+C", "F", "G", "I", "P", "Q", "total", "unknown")
    axes[REGION] = tuple(POPULATION)
    axes[PERIOD] = YEARS if len(declared.grain.value) == 4 else MONTHS
    return axes


def _projection() -> Panel:
    vintages = ("2022", "2024", "2026")
    axes = {"vintage": vintages, REGION: tuple(c for c in POPULATION if c != "00"), PERIOD: span("2022", "2040")}
    panel = Panel.empty(axes)
    for v, vintage in enumerate(vintages):
        for r, code in enumerate(axes[REGION]):
            for p, year in enumerate(axes[PERIOD]):
                if year >= vintage:
                    growth = 1 + (0.0035 - 0.001 * v) * (int(year) - int(vintage) + 1)
                    panel.values[v, r, p] = round(POPULATION[code] * growth * (0.995 + 0.002 * v))
                    panel.status[v, r, p] = 0
    return panel


def made_store(root: Path, *, leave_out: tuple[str, ...] = (), synthetic: bool = True) -> Store:
    """A store in ``root`` with one publication of every indicator except those left out.

    It is written once in a process, and then copied: some hundred tests have one of their own.
    """
    shutil.copytree(Path(_written(leave_out, synthetic, tuple(POPULATION)).name) / "store", root, dirs_exist_ok=True)
    return Store(root)


@cache
def _written(leave_out: tuple[str, ...], synthetic: bool, _places: tuple[str, ...]) -> tempfile.TemporaryDirectory:
    """A folder with such a store, which is gone when the process is; for other places another one."""
    folder = tempfile.TemporaryDirectory(prefix="lanspuls-made-")
    store = Store(Path(folder.name) / "store")
    with store.writing() as writer:
        for id_ in MADE:
            declared = catalogue.indicator(id_)
            if id_ in leave_out:
                continue
            panel = _projection() if declared.kind is Kind.PROJECTION else _panel(id_, _axes(id_))
            writer.add(
                id_,
                panel,
                Delivery(table=declared.tables[0], updated=PUBLISHED, fetched=FETCHED, synthetic=synthetic),
                scope=Scope({name: codes for name, codes in panel.axes.items() if name != PERIOD}),
                marks=(Status.PRELIMINARY,) if Status.PRELIMINARY in declared.marks else (),
            )
    return folder


EVENTS = ("new_vacancies", "af_unemployed", "bankruptcies", "redundancy_notices", "guest_nights", "long_term_12m")
"""Counts of what happens, and a share, which the demo's meeting shows; the rest of the tests do without them."""
EVENT_MONTHS = span("2012-01", "2026-08")
_PEOPLE_PER_EVENT = {
    "new_vacancies": 100,
    "af_unemployed": 40,
    "bankruptcies": 20_000,
    "redundancy_notices": 4_000,
    "guest_nights": 0.9,
}


def _event(id_: str, code: str, n: int) -> float:
    """A calm series: the same each year, a little more in summer; one lump of redundancy notices each autumn."""
    if id_ == "long_term_12m":
        return 40.0 + n % 3
    usual = POPULATION[code] / _PEOPLE_PER_EVENT[id_]
    if id_ == "redundancy_notices":
        return round(usual * (6 if n % 12 == 8 else n % 3))
    return round(usual * (1 + 0.2 * cos(2 * pi * (n - 6) / 12)))


def add_events(
    store: Store, *, months: tuple[str, ...] = EVENT_MONTHS, at: datetime = PUBLISHED, more: int = 0
) -> None:
    """Add the counts of events to a store; ``more`` is added to every value."""
    with store.writing() as writer:
        for id_ in EVENTS:
            declared = catalogue.indicator(id_)
            regions = tuple(code for code in POPULATION if places.place(code).level in declared.levels)
            axes = {name: (code,) for name, code in declared.default_slice.items()}
            axes |= {REGION: regions, PERIOD: months}
            panel = Panel.empty(axes)
            for position in np.ndindex(panel.shape):
                code, month = regions[position[-2]], EVENT_MONTHS.index(months[position[-1]])
                panel.values[position] = _event(id_, code, month) + more
                panel.status[position] = 0
            scope = Scope({name: codes for name, codes in axes.items() if name != PERIOD}, since=months[0])
            writer.add(
                id_, panel, Delivery(table=declared.tables[0], updated=at, fetched=at, synthetic=True), scope=scope
            )


def add_revision(store: Store, id_: str, cells: dict[tuple[str, str], float], *, at: datetime) -> None:
    """Publish a measure again with other values of its default slice in some cells, by place and period."""
    declared, panel = catalogue.indicator(id_), _panel(id_, _axes(id_))
    at_default = tuple(
        panel.axes[name].index(declared.default_slice[name]) for name in panel.axes if name not in (REGION, PERIOD)
    )
    for (region, period), value in cells.items():
        panel.values[(*at_default, panel.axes[REGION].index(region), panel.axes[PERIOD].index(period))] = value
    with store.writing() as writer:
        writer.add(
            id_,
            panel,
            Delivery(table=declared.tables[0], updated=at, fetched=at, synthetic=True),
            scope=Scope({name: codes for name, codes in panel.axes.items() if name != PERIOD}),
        )
