"""Invented figures of bankruptcies and new firms, from companies up: every total agrees with its parts. DEMODATA."""

from functools import lru_cache

import numpy as np

from loaders.demo.noise import bell, seed_of, uniform
from loaders.demo.regions import regions
from loaders.demo.shapes import month_number

FIRST_MONTH = month_number(1996, 1)
FIRST_MUNICIPAL_MONTH = month_number(2009, 1)
LAST_MONTH = month_number(2030, 12)
FIRST_QUARTER = 2011 * 4
LAST_QUARTER = 2030 * 4 + 3
_COMPANIES_A_MONTH = 500.0
_WITH_EMPLOYEES = 0.42
_FORMS = np.array([0.93, 0.07])
_INDUSTRIES = np.array([0.03, 0.09, 0.18, 0.05, 0.08, 0.12, 0.07, 0.02, 0.11, 0.06, 0.11, 0.07, 0.01])
_SEASON = np.array([1.05, 1.0, 1.1, 1.05, 1.05, 1.05, 0.75, 0.85, 1.0, 1.1, 1.1, 0.9])
_FIRMS_A_QUARTER = 17_500.0
_FIRMS_SEASON = np.array([1.13, 1.02, 0.85, 1.0])


def _share() -> np.ndarray:
    """Each municipality's share of the people (float64, 290)."""
    people = regions().population_2024.astype(float)
    return people / people.sum()


def _cycle(years: np.ndarray) -> np.ndarray:
    return np.interp(
        years,
        [1996, 2000, 2003, 2007, 2009, 2011, 2013, 2017, 2020, 2021, 2024, 2025.5, 2027],
        [1.6, 0.95, 1.1, 0.8, 1.2, 1.0, 1.15, 1.0, 1.1, 0.92, 1.6, 1.35, 1.2],
    )


def _drawn(mean: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Poisson counts by inversion where the mean is small, else by a rounded bell (int64)."""
    small = np.minimum(mean, 12.0)
    term = np.exp(-small)
    below = term.copy()
    count = np.zeros(mean.shape, np.int64)
    for k in range(1, 40):
        above = at > below
        if not above.any():
            break
        count += above
        term = term * small / k
        below += term
    return count


@lru_cache(maxsize=1)
def companies() -> tuple[np.ndarray, np.ndarray]:
    """Companies with employees, and their employees: int64 (290, 13 industries, 2 forms, months since 1996M01)."""
    months = np.arange(FIRST_MONTH, LAST_MONTH + 1)
    pace = _cycle(months / 12) * _SEASON[months % 12]
    weights = _INDUSTRIES[:, None] * _FORMS
    local = np.exp(0.25 * bell(seed_of("tva place"), *np.ogrid[:290, :13]))
    mean = _COMPANIES_A_MONTH * _WITH_EMPLOYEES * _share()[:, None, None] * local[:, :, None] * weights
    mean = mean[..., None] * pace
    cells = np.ogrid[:290, :13, :2, : len(months)]
    count = _drawn(mean, uniform(seed_of("tva companies"), *cells))
    size = np.exp(0.75 + 1.1 * bell(seed_of("tva size"), *cells))
    size = np.where(uniform(seed_of("tva large"), *cells) > 0.985, size * 9, size)
    employees = np.where(count > 0, np.maximum(np.rint(count * size), count), 0).astype(np.int64)
    return count, employees


@lru_cache(maxsize=1)
def by_county() -> np.ndarray:
    """Companies gone bankrupt and their employees: int64 (2, 21 counties, months since 1996M01)."""
    count, employees = (part.sum(axis=(1, 2)) for part in companies())
    months = np.arange(FIRST_MONTH, LAST_MONTH + 1)
    share = regions().county_sums(_share())
    pace = _cycle(months / 12) * _SEASON[months % 12]
    mean = _COMPANIES_A_MONTH * (1 - _WITH_EMPLOYEES) * share[:, None] * pace
    cells = np.ogrid[:21, : len(months)]
    wide = np.rint(mean + np.sqrt(mean) * bell(seed_of("tva alone wide"), *cells)).astype(np.int64)
    alone = np.where(mean < 12, _drawn(mean, uniform(seed_of("tva alone"), *cells)), np.maximum(wide, 0))
    sole = np.rint(0.15 * alone * uniform(seed_of("tva sole"), *cells)).astype(np.int64)
    return np.stack([regions().county_sums(count) + alone, regions().county_sums(employees) + sole])


@lru_cache(maxsize=1)
def new_firms() -> np.ndarray:
    """Final counts of new firms: int64 (21 counties, quarters since 2011Q1)."""
    quarters = np.arange(FIRST_QUARTER, LAST_QUARTER + 1)
    trend = np.interp(quarters / 4, [2011, 2014, 2017, 2020, 2021.5, 2024, 2027], [1.05, 0.98, 0.97, 1.0, 1.12, 0.9, 1])
    share = regions().county_sums(_share())
    mean = _FIRMS_A_QUARTER * share[:, None] * trend * _FIRMS_SEASON[quarters % 4]
    drawn = mean + np.sqrt(1.6 * mean) * bell(seed_of("tva new firms"), *np.ogrid[:21, : len(quarters)])
    return np.rint(drawn).astype(np.int64)
