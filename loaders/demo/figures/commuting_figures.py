"""Invented yearly registers: TAB3204, TAB3785 and TAB1828, all of November's day and night populations (DEMODATA)."""

from functools import lru_cache

import numpy as np

from loaders.demo.figures.industry_figures import by_industry
from loaders.demo.figures.labour_figures import BAS_MONTHS
from loaders.demo.noise import bell, hashed, seed_of
from loaders.demo.regions import regions
from loaders.demo.shapes import Cells

FIRST_YEAR = 2020
_NOVEMBERS = np.arange(10, BAS_MONTHS, 12)


@lru_cache(maxsize=1)
def _by_sex() -> np.ndarray:
    """Whole persons at workplace and at home: float64 (2, 312 regions, men and women, years)."""
    return np.rint(by_industry()[..., _NOVEMBERS].sum(axis=(3, 4), dtype=np.float64))


@lru_cache(maxsize=1)
def _commuters() -> np.ndarray:
    """Whole persons: float64 (in, out, staying; 290 municipalities; men and women; years).

    Whoever works in a municipality lives there or commutes in, whoever lives there works there or commutes out.
    """
    day, night = _by_sex()[:, regions().municipality_rows]
    staying_share = 0.82 + 0.1 * bell(seed_of("staying"), np.arange(290))
    staying = np.rint(np.minimum(day, night) * np.clip(staying_share, 0.3, 0.96)[:, None, None])
    return np.stack([day - staying, night - staying, staying])


def _with_both(sexes: np.ndarray, axis: int) -> np.ndarray:
    return np.concatenate([sexes, sexes.sum(axis=axis, keepdims=True)], axis=axis)


def day_and_night(cells: Cells, *, preliminary: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Region, Kon (men, women, both), SNI2007, Fodelseregion, ContentsCode, Tid; industries and births not told apart.

    preliminary: a little off what is counted in the end.
    """
    region, sex, contents = (cells.at[code] for code in ("Region", "Kon", "ContentsCode"))
    counts = _with_both(_by_sex(), 2)[np.ix_(contents, region, sex, cells.at["Tid"] - FIRST_YEAR)]
    counts = counts.transpose(1, 2, 0, 3)[:, :, None, None]
    counts = np.broadcast_to(counts, cells.shape).copy()
    if preliminary:
        counts += np.rint(counts * 0.004)
    counts += hashed(seed_of("register"), *(cells.axis(code) for code in cells.at)) % np.uint64(3)
    return counts, np.zeros(cells.shape, np.uint8)


def commuters(cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    """Kommun (290), Kon (men, women, both), ContentsCode (in, out, staying), Tid."""
    rows = np.searchsorted(regions().municipality_rows, cells.at["Kommun"])
    chosen = np.ix_(cells.at["ContentsCode"], rows, cells.at["Kon"], cells.at["Tid"] - FIRST_YEAR)
    counts = _with_both(_commuters(), 2)[chosen].transpose(1, 2, 0, 3)
    return counts, np.zeros(cells.shape, np.uint8)
