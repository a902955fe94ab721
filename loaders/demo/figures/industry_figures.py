"""Invented employed by industry: TAB3784, at the workplace (day) and at the home (night)."""

from functools import lru_cache

import numpy as np

from loaders.demo.calendar import FULL_REVISION
from loaders.demo.figures.labour_figures import BAS_MONTHS, EMPLOYED, LAST_REVISED_MONTH, block, elementary, tourism
from loaders.demo.noise import bell, hashed, seed_of, whole_steps
from loaders.demo.regions import regions
from loaders.demo.shapes import MISSING, NIL, Cells

GROUPS = ("A", "B+C", "D+E", "F", "G", "H", "I", "J", "K", "L", "M+N", "O", "P", "Q", "R+S+T+U", "US")
# DEMODATA: an ordinary municipality's employed, per cent by group in the order of GROUPS.
_ORDINARY = (2.0, 11.5, 1.2, 7.0, 11.0, 4.8, 3.4, 4.0, 1.7, 1.6, 11.5, 6.0, 11.0, 16.5, 4.6, 1.2)
_SPECIAL: dict[str, dict[str, float]] = {
    "2321": {"I": 24.0, "A": 2.5, "B+C": 3.0, "F": 10.0, "G": 11.5, "R+S+T+U": 9.0, "L": 3.5, "O": 3.0, "H": 5.0},
    "2361": {"I": 11.0, "A": 5.5, "B+C": 8.0, "F": 8.0, "R+S+T+U": 5.5, "O": 4.0, "Q": 18.0},
    "2326": {"A": 9.0, "I": 5.5, "B+C": 8.0, "F": 9.0, "Q": 20.0, "M+N": 5.0},
    "2303": {"A": 6.0, "D+E": 5.5, "B+C": 8.0, "Q": 22.0, "O": 4.5, "M+N": 5.0},
    "2305": {"A": 6.5, "B+C": 9.0, "Q": 21.0, "H": 6.5, "M+N": 5.0, "O": 6.0},
    "2309": {"A": 5.5, "B+C": 9.0, "F": 11.0, "H": 6.5, "Q": 16.0},
    "2313": {"A": 6.0, "B+C": 13.0, "D+E": 2.5, "Q": 20.0, "J": 3.5, "M+N": 6.0},
    "2380": {"A": 1.5, "B+C": 5.0, "O": 12.5, "P": 11.5, "Q": 17.5, "J": 5.0, "M+N": 10.5, "I": 4.2},
}
_COMMUTING = {"2380": 1.07, "2309": 0.72, "2321": 1.10, "2313": 0.99, "2303": 0.93, "2305": 0.86, "2326": 0.91}
_WOMEN = (0.55, 0.5, 0.55, 0.2, 0.92, 0.42, 1.2, 0.6, 1.1, 0.85, 0.9, 1.35, 1.7, 2.1, 1.25, 1.0)
_ABROAD = (0.5, 0.9, 0.5, 0.6, 0.9, 1.3, 2.3, 1.0, 0.7, 0.8, 1.25, 0.55, 0.95, 1.2, 0.85, 1.3)
_SUMMER = (1.16, 1.01, 1.01, 1.05, 1.02, 1.01, 1.22, 1.0, 1.0, 1.02, 1.0, 1.02, 0.93, 1.03, 1.14, 1.0)
_ALL_GROUPS = 0


@lru_cache(maxsize=1)
def _composition() -> np.ndarray:
    """Shares by group: float64 (290, 16), each summing to 1."""
    places = regions()
    size = np.log10(places.population_2024 / 15_000)
    shares = np.tile(np.array(_ORDINARY), (290, 1))
    shares[:, 0] *= np.exp(-1.2 * size)
    shares[:, 1] *= np.exp(-0.25 * size)
    for group in ("J", "K", "M+N"):
        shares[:, GROUPS.index(group)] *= np.exp(0.6 * size)
    shares *= np.exp(0.22 * bell(seed_of("industry"), *np.ogrid[:290, :16]))
    shares[:, GROUPS.index("I")] *= 1 + 4 * tourism()
    for code, given in _SPECIAL.items():
        row = places.municipalities.index(code)
        for group, per_cent in given.items():
            shares[row, GROUPS.index(group)] = per_cent
    return shares / shares.sum(axis=1, keepdims=True)


@lru_cache(maxsize=1)
def by_industry() -> np.ndarray:
    """Expected employed: float32 (day/night, 312 regions, 2 sexes, 2 births, 16 groups, months since 2020M01)."""
    places = regions()
    month = np.arange(BAS_MONTHS)
    summer = np.exp(-((((month % 12) - 6.3) / 1.7) ** 2))
    season = 1 + summer * (np.array(_SUMMER)[:, None] - 1)
    winter = np.array([0.5, 0.62, 0.62, 0.4, -0.3, -0.5, -0.1, -0.1, -0.35, -0.45, -0.3, 0.3])[month % 12]
    guests = np.zeros((290, 16, BAS_MONTHS))
    guests[:, GROUPS.index("I")] = tourism()[:, None] * winter
    guests[:, GROUPS.index("R+S+T+U")] = 0.6 * tourism()[:, None] * winter
    trend = 1 + 0.0006 * month * bell(seed_of("industry trend"), np.arange(16))[:, None]
    slow = 0.03 * np.sin(2 * np.pi * (month / 40 + bell(seed_of("waves"), *np.ogrid[:290, :16])[..., None]))
    base = _composition()[..., None] * season * trend * (1 + guests + slow)
    tilt = np.stack([np.ones(16), np.array(_WOMEN)])[:, None] * np.stack([np.ones(16), np.array(_ABROAD)])
    shares = base[:, None, None].astype(np.float32) * tilt[None, ..., None].astype(np.float32)
    shares /= shares.sum(axis=3, keepdims=True)
    people = elementary()[EMPLOYED, places.municipality_rows].reshape(290, 2, 15, 2, BAS_MONTHS).sum(axis=2)
    night = people[:, :, :, None] * shares
    commuting = np.exp(
        0.10 * bell(seed_of("commuting"), np.arange(290)) + 0.07 * np.log10(places.population_2024 / 3e4)
    )
    for code, given in _COMMUTING.items():
        commuting[places.municipalities.index(code)] = given
    local = np.exp(0.12 * bell(seed_of("workplaces"), *np.ogrid[:290, :16])) * commuting[:, None]
    day = night * local[:, None, None, :, None].astype(np.float32)
    day *= np.float32(night.sum(dtype=np.float64) / day.sum(dtype=np.float64))
    return np.stack([places.with_totals(day), places.with_totals(night)])


def employed_by_industry(cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    """Region, Kon (men, women, both), SNI2007 (position 0: all), Fodelseregion, ContentsCode, Tid."""
    region, sex, group, birth = (cells.at[code] for code in ("Region", "Kon", "SNI2007", "Fodelseregion"))
    times = cells.at["Tid"]
    chosen = by_industry()[cells.at["ContentsCode"]][..., block(times)]
    chosen = chosen if np.array_equal(region, np.arange(312)) else chosen[:, region]
    sexes = np.array([[1, 0], [0, 1], [1, 1]], dtype=np.float32)[sex]
    births = np.array([[1, 1], [1, 0], [0, 1]], dtype=np.float32)[birth]
    groups = np.concatenate([np.ones((1, 16)), np.eye(16)]).astype(np.float32)[group]
    weights = np.einsum("ks,fb,gi->kgfsbi", sexes, births, groups).reshape(-1, 64)
    flat = chosen.reshape(chosen.shape[0], chosen.shape[1], 64, chosen.shape[-1])
    summed = np.matmul(weights, flat).reshape(*chosen.shape[:2], len(sex), len(group), len(birth), len(times))
    expected = summed.transpose(1, 2, 3, 4, 0, 5).astype(np.float64)
    axes = [cells.axis(code) for code in cells.at]
    seed = seed_of("TAB3784")
    if cells.publication.day < FULL_REVISION:
        old = (times <= LAST_REVISED_MONTH).astype(np.float64)
        expected = expected * (1 + old * (0.004 + 0.003 * bell(seed_of("old industry"), axes[0], axes[2])))
    late = hashed(seed, *axes)
    counts = np.rint(expected) + (late >> np.uint64(33)).astype(np.int64) % 5 - 2
    newness = cells.publication.last_period - times
    moved = ((newness == 0) & (late % np.uint64(20) == 0)) | ((newness == 1) & (late % np.uint64(40) == 1))
    counts = np.where(moved, counts + whole_steps(seed + 1, 4, *axes), counts)
    counts = np.maximum(counts, 0)
    symbols = np.where(counts == 0, NIL, 0).astype(np.uint8)
    municipal = np.isin(region, regions().municipality_rows).reshape(-1, 1, 1, 1, 1, 1)
    symbols[municipal & (counts < 4) & (axes[2] != _ALL_GROUPS) & (counts > 0)] = MISSING
    return np.where(symbols != 0, np.nan, counts), symbols
