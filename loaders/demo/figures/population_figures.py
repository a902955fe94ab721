"""Invented population figures: TAB6473 and TAB1625 (flows by month), TAB6471 (by age)."""

from functools import lru_cache

import numpy as np

from loaders.demo.figures.people import COMPONENTS, FIRST_MONTH, TOTAL, age_shares, history
from loaders.demo.noise import bell, seed_of, whole_steps
from loaders.demo.regions import regions
from loaders.demo.shapes import NIL, Cells

# What each published change is made of: component → how many times it is counted.
CHANGES: tuple[dict[str, int], ...] = (
    {"population": 1},
    {
        "births": 1, "deaths": -1, "in_county": 1, "in_other": 1, "immigration": 1,
        "out_county": -1, "out_other": -1, "emigration": -1, "adjustment": 1,
    },
    {"births": 1},
    {"deaths": 1},
    {"births": 1, "deaths": -1},
    {"in_county": 1, "in_other": 1, "immigration": 1},
    {"out_county": 1, "out_other": 1, "emigration": 1},
    {"in_county": 1, "in_other": 1},
    {"in_county": 1},
    {"in_other": 1},
    {"immigration": 1},
    {"out_county": 1, "out_other": 1},
    {"out_county": 1},
    {"out_other": 1},
    {"emigration": 1},
    {"in_county": 1, "in_other": 1, "immigration": 1, "out_county": -1, "out_other": -1, "emigration": -1},
    {"in_county": 1, "in_other": 1, "out_county": -1, "out_other": -1},
    {"in_county": 1, "out_county": -1},
    {"in_other": 1, "out_other": -1},
    {"immigration": 1, "emigration": -1},
    {"adjustment": 1},
)  # fmt: skip
_MIXING = np.array([[change.get(name, 0) for name in COMPONENTS] for change in CHANGES], dtype=np.float32)

# TAB6473 lists the total first, TAB1625 last; positions in the cube are total, men, women.
_TOTAL_FIRST = np.array([0, 1, 2])
_TOTAL_LAST = np.array([1, 2, 0])


def _true_counts(cells: Cells, sexes: np.ndarray) -> np.ndarray:
    """The invented truth: float64 (regions, changes, sexes, 1, months)."""
    region, change = cells.at["Region"], cells.at["Forandringar"]
    months = cells.at["Tid"] - FIRST_MONTH
    chosen = history()[:, region[:, None, None], sexes[:, None], months]
    mixed = np.tensordot(_MIXING[change].astype(np.float64), chosen.astype(np.float64), axes=1)
    return mixed.transpose(1, 0, 2, 3)[:, :, :, None, :]


def _with_nil(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A count of nothing is written as '-', not 0."""
    symbols = np.where(values == 0, NIL, 0).astype(np.uint8)
    return np.where(values == 0, np.nan, values), symbols


def cell_key_noise(values: np.ndarray, seed: int, *axes: np.ndarray) -> np.ndarray:
    """The cell key method: counts, not zeros, move by up to three persons, each cell on its own."""
    small = np.minimum(np.abs(values), 3)
    moved = values + np.clip(whole_steps(seed, 3, *axes), -small, small)
    return np.where(values == 0, values, moved)


def changes_with_noise(cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    """TAB6473, 2025M01 onwards: totals, sexes and flows each with their own noise."""
    sexes = _TOTAL_FIRST[cells.at["Kon"]]
    axes = [cells.axis(code) for code in ("Region", "Forandringar", "Kon", "Tid")]
    return _with_nil(cell_key_noise(_true_counts(cells, sexes), seed_of("TAB6473"), *axes))


def changes_exact(cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    """TAB1625, to 2024M12: no noise, everything adds up."""
    return _with_nil(_true_counts(cells, _TOTAL_LAST[cells.at["Kon"]]))


@lru_cache(maxsize=1)
def _shares_up_to() -> np.ndarray:
    """Cumulative age shares per region and sex at 2024M12: float64 (312, total/men/women, 102)."""
    places = regions()
    at_anchor = history()[0, :, :, 2024 * 12 + 11 - FIRST_MONTH].astype(np.float64)
    municipal = age_shares() * at_anchor[places.municipality_rows, 1:, None]
    by_age = places.with_totals(municipal)
    every = np.concatenate([by_age.sum(axis=1, keepdims=True), by_age], axis=1)
    shares = every / every.sum(axis=2, keepdims=True)
    return np.concatenate([np.zeros((312, 3, 1)), shares.cumsum(axis=2)], axis=2)


def population_by_age(spans: tuple[tuple[int, int], ...]) -> "PopulationByAge":
    """Figures of TAB6471 for age groups given as (first, last) year, 100 being 100 and over."""
    return PopulationByAge(spans)


class PopulationByAge:
    """TAB6471: population by region, age, sex and month, with cell key noise."""

    def __init__(self, spans: tuple[tuple[int, int], ...]) -> None:
        self._low = np.array([low for low, _ in spans])
        self._high = np.array([high + 1 for _, high in spans])

    def __call__(self, cells: Cells) -> tuple[np.ndarray, np.ndarray]:
        """Region, Alder, Kon, ContentsCode, Tid."""
        region, age, sex = (cells.at[code] for code in ("Region", "Alder", "Kon"))
        shares = _shares_up_to()[region[:, None], sex]
        part = shares[:, :, self._high[age]] - shares[:, :, self._low[age]]
        wobble = 1 + 0.002 * bell(seed_of("TAB6471 ages"), region[:, None, None], sex[:, None], age)
        part = np.where(part > 0.999, part, part * wobble).transpose(0, 2, 1)
        people = history()[TOTAL][region[:, None, None], sex[:, None], cells.at["Tid"] - FIRST_MONTH]
        truth = np.rint(part[:, :, :, None, None] * people[:, None, :, None, :])
        axes = [cells.axis(code) for code in ("Region", "Alder", "Kon", "Tid")]
        return _with_nil(cell_key_noise(truth, seed_of("TAB6471"), *axes))
