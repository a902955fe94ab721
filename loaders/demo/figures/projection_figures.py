"""Invented projections: TAB698 and its archived vintages. Expected values with four decimals."""

from functools import lru_cache

import numpy as np

from loaders.demo.calendar import LAST_PROJECTED_YEAR
from loaders.demo.figures.people import FIRST_MONTH, age_shares, growth_pct, history, oldness
from loaders.demo.noise import bell, seed_of
from loaders.demo.regions import regions
from loaders.demo.shapes import Cells

AGES = 101
ALL_AGES = AGES
POPULATION, BIRTHS, DEATHS, INTERNAL_IN, INTERNAL_OUT, IMMIGRATION, EMIGRATION = range(7)
# DEMODATA: how much more growth a vintage sees than the 2024 one, per cent a year.
_OPTIMISM = {2021: 0.16, 2022: 0.11, 2024: 0.0}


@lru_cache(maxsize=6)
def totals(vintage: int) -> np.ndarray:
    """All ages and sexes: float64 (312 regions, 7 contents, years from the vintage on)."""
    places = regions()
    years = np.arange(vintage, LAST_PROJECTED_YEAR + 1)
    ahead = years - vintage + 1
    december = min((vintage - 1) * 12 + 11 - FIRST_MONTH, history().shape[3] - 1)
    start = history()[0, places.municipality_rows, 0, december].astype(np.float64)
    drawn = 0.12 * bell(seed_of("projection"), np.arange(290), vintage)
    pace = (growth_pct() * 0.8 - 0.1 + _OPTIMISM.get(vintage, -0.06) + drawn) / 100
    slowing = np.exp(-ahead / 60.0)
    people = start[:, None] * np.exp(np.cumsum(pace[:, None] * slowing - 0.0006 * (1 - slowing), axis=1))
    before = np.concatenate([start[:, None], people[:, :-1]], axis=1)
    births = before * (0.0098 - 0.0020 * oldness()[:, None]) * (1 - 0.0015 * ahead)
    deaths = before * (0.0092 + 0.0030 * oldness()[:, None]) * (1 + 0.0025 * ahead)
    immigration = before * 0.0066
    emigration = before * 0.0046
    internal_out = before * 0.052
    internal_in = people - before - births + deaths - immigration + emigration + internal_out
    municipal = np.stack([people, births, deaths, internal_in, internal_out, immigration, emigration], axis=1)
    return places.with_totals(municipal)


@lru_cache(maxsize=3)
def _people_by_age(vintage: int) -> np.ndarray:
    """Shares of the population by age, older by the year: float64 (312, years, 101), each summing to 1."""
    places = regions()
    people = totals(vintage)[:, POPULATION]
    shares = age_shares().mean(axis=1)
    tilt = np.exp(0.0045 * np.arange(people.shape[1])[:, None] * (np.arange(AGES) - 42) / 40)
    municipal = shares[:, None, :] * tilt
    municipal /= municipal.sum(axis=2, keepdims=True)
    municipal *= people[places.municipality_rows, :, None]
    every = places.with_totals(municipal)
    return every / every.sum(axis=2, keepdims=True)


def _flow_shares() -> np.ndarray:
    """Shares of each content by age, the same everywhere: float64 (7, 101); births are age 0."""
    age = np.arange(AGES, dtype=np.float64)
    moving = 0.06 + np.exp(-(((age - 24) / 7) ** 2)) + 0.25 * np.exp(-((age / 8) ** 2))
    moving *= np.exp(-np.maximum(age - 70, 0) / 12)
    dying = np.exp(-(((age - 86) / 9) ** 2)) + 0.004
    born = np.where(age == 0, 1.0, 0.0)
    flat = np.ones(AGES)
    rows = np.stack([flat, born, dying, moving, moving, moving, moving])
    return rows / rows.sum(axis=1, keepdims=True)


def _women_by_age() -> np.ndarray:
    """Women's share of each age: float64 (101,)."""
    return 0.486 + 0.12 / (1 + np.exp((84 - np.arange(AGES)) / 6))


@lru_cache(maxsize=3)
def _women_in_all(vintage: int) -> np.ndarray:
    """Women's share of each total, so that ages add up: float64 (312, 7, years)."""
    women = _women_by_age()
    shape = totals(vintage).shape
    of_flows = np.broadcast_to((_flow_shares() @ women)[None, :, None], shape).copy()
    of_flows[:, POPULATION] = _people_by_age(vintage) @ women
    return of_flows


def projection(cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    """Region, Kon (men, women; position 2: both), Alder (0 … 100+; position 101: all), ContentsCode, Tid."""
    vintage = cells.publication.vintage
    region, sex, age = (cells.at[code] for code in ("Region", "Kon", "Alder"))
    content, year = cells.at["ContentsCode"], cells.at["Tid"] - vintage
    every = totals(vintage)[region[:, None, None], content[:, None], year]
    shape = (len(region), len(age), len(content), len(year))
    single, all_ages = np.flatnonzero(age < ALL_AGES), np.flatnonzero(age == ALL_AGES)
    share, women = np.ones(shape), np.empty(shape)
    if len(single):
        chosen = age[single]
        women[:, single] = _women_by_age()[chosen][:, None, None]
        flows = _flow_shares()
        for column, code in enumerate(content):
            if code == POPULATION:
                by_age = _people_by_age(vintage)
                share[:, single, column] = by_age[region[:, None, None], year, chosen[:, None]]
            else:
                share[:, single, column] = flows[code, chosen][None, :, None]
    if len(all_ages):
        women[:, all_ages] = _women_in_all(vintage)[region[:, None, None], content[:, None], year][:, None]
    parts = [{0: 1 - women, 1: women}.get(int(each), 1.0) for each in sex]
    values = np.stack([every[:, None] * share * part for part in parts], axis=1)
    return np.round(values, 4), np.zeros(values.shape, dtype=np.uint8)
