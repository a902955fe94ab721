"""Invented surveys: labour force (AKU) and vacancies per county and quarter, each figure with its margin. DEMODATA."""

from functools import lru_cache

import numpy as np

from loaders.demo.noise import bell, seed_of
from loaders.demo.regions import RIKET, regions
from loaders.demo.shapes import MISSING, Cells

REST = 312
"""Position of the rest of the country, the counties but those of the three big cities, among AKU's regions."""
FIRST_AKU = 2005 * 4
FIRST_VACANCIES, FIRST_NEW_VACANCIES, LAST_OLD_VACANCIES = 2006 * 4, 2024 * 4 + 1, 2024 * 4
FIRST_ADJUSTED = 2009 * 4
LAST_QUARTER = 2030 * 4 + 3
TOTAL, UNEMPLOYED, OUTSIDE, EMPLOYED = range(4)
THOUSANDS, THOUSANDS_MARGIN, PER_CENT, PER_CENT_MARGIN = range(4)
_SEASON = np.array([0.4, 0.3, -0.3, -0.4])


@lru_cache(maxsize=1)
def _people() -> np.ndarray:
    """Residents 15–74 years in thousands per region, the rest of the country last (float64, 313)."""
    places = regions()
    every = places.with_totals(places.population_2024.astype(float)) * 0.74 / 1000
    cities = every[[places.row_of[code] for code in ("01", "12", "14")]].sum()
    return np.append(every, every[places.row_of[RIKET]] - cities)


def labour_force(cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    """Figures of the labour-force survey: Region, Arbetskraftstillh, Kon (men, women, both), ContentsCode, Tid."""
    region, sex, quarter = (cells.axis(name) for name in ("Region", "Kon", "Tid"))
    part = np.where(sex == 2, 1.0, 0.5)
    people = _people()[region] * part
    margin = np.clip(1.05 * np.sqrt(330 / people), 0.3, 6.0)
    trend = np.interp(
        quarter / 4,
        [2005, 2008, 2010, 2015, 2019, 2020.7, 2022.5, 2025.5, 2028],
        [7.5, 6, 8.6, 7.4, 6.7, 9, 7.3, 8.8, 8],
    )
    local = np.where(region == regions().row_of[RIKET], 0.0, 1.1 * bell(seed_of("aku level"), region) - 0.3)
    drawn = margin / 1.96 * bell(seed_of("aku drawn"), region, sex, quarter)
    rate = np.clip(trend + local + _SEASON[quarter % 4] + 0.3 * (sex == 1) + drawn, 1.2, 25.0)
    force = people * 0.745
    unemployed = np.round(force * rate / 100, 1)
    employed = np.round(force, 1) - unemployed
    status = cells.axis("Arbetskraftstillh")
    choices = [np.round(people, 1), unemployed, np.round(people, 1) - employed - unemployed, employed]
    thousands = np.select([status == n for n in range(4)], choices)
    share = np.select(
        [status == UNEMPLOYED, status == TOTAL],
        [100 * unemployed / (unemployed + employed), 100.0],
        100 * thousands / np.round(people, 1),
    )
    wide = np.select([status == UNEMPLOYED, status == TOTAL], [margin, 0.0], 1.4 * margin)
    content = cells.axis("ContentsCode")
    values = np.round(
        np.select([content == n for n in range(4)], [thousands, wide * people / 100, share, wide]) + 0.0, 1
    )
    values = np.broadcast_to(values, cells.shape).copy()
    hidden = np.broadcast_to((status == UNEMPLOYED) & (sex < 2) & (people < 25), cells.shape)
    symbols = np.where(hidden, MISSING, 0).astype(np.uint8)
    values[hidden] = np.nan
    return values, symbols


def openings(cells: Cells, part: float) -> tuple[np.ndarray, np.ndarray]:
    """Figures of AM0702: Region, ContentsCode (jobs, their margin), Tid. part: the part of the economy, 0 to 1."""
    region, contents, quarter = (cells.axis(name) for name in ("Region", "ContentsCode", "Tid"))
    share = _people() / _people()[0]
    count = share[region] * _level(quarter) * part * np.exp(0.1 * bell(seed_of("openings"), region, quarter))
    relative = np.clip(0.03 / np.sqrt(share[region]), 0.03, 0.6)
    values = np.rint(np.where(contents == 0, count, 1.96 * relative * count / 2))
    return np.broadcast_to(values, cells.shape).copy(), np.zeros(cells.shape, np.uint8)


def adjusted_openings(cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    """Seasonally adjusted jobs of riket: SNI2007 (the total first), ContentsCode (adjusted, trend), Tid."""
    industry, contents, quarter = (cells.axis(name) for name in ("SNI2007", "ContentsCode", "Tid"))
    noise = np.where(contents == 0, 0.01 * bell(seed_of("adjusted openings"), industry, quarter), 0.0)
    values = np.rint(_level(quarter) * np.array([1.0, 0.2, 0.8])[industry] * np.exp(noise) / 10) * 10
    return np.broadcast_to(values, cells.shape).copy(), np.zeros(cells.shape, np.uint8)


def _level(quarter: np.ndarray) -> np.ndarray:
    """Jobs of the whole country."""
    return np.interp(
        quarter / 4,
        [2006, 2008, 2009.5, 2014, 2015, 2015.3, 2018, 2020.4, 2022.5, 2025, 2028],
        [33e3, 40e3, 22e3, 45e3, 52e3, 78e3, 112e3, 72e3, 165e3, 98e3, 105e3],
    )


def vacancies(cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    """Figures of the vacancy survey: Region, Sektor (public, private, all), ContentsCode, Tid."""
    region, sector, contents, quarter = (cells.axis(name) for name in ("Region", "Sektor", "ContentsCode", "Tid"))
    share = _people() / _people()[0]
    level = _level(quarter)
    parts = np.array([0.34, 0.66, 1.0])[sector]
    count = share[region] * level * parts * np.exp(0.12 * bell(seed_of("vacancies"), region, sector, quarter))
    relative = np.clip(0.035 / np.sqrt(share[region]), 0.035, 0.6)
    at_once = count * 0.45
    chosen = [count, 1.96 * relative * count / 2, at_once, 1.96 * relative * at_once / 2]
    values = np.rint(np.select([contents == n for n in range(4)], chosen))
    values = np.broadcast_to(values, cells.shape).copy()
    return values, np.zeros(cells.shape, np.uint8)
