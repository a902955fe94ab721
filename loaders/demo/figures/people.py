"""The invented people behind every table: monthly population and flows per region and sex since 2000.

Anchored in the real population of 31 December 2024 per municipality; everything else is made up. Births minus
deaths plus moves is the change of the population, moves within the country balance, and counties are the sums
of their municipalities.
"""

from functools import lru_cache

import numpy as np

from loaders.demo.calendar import LAST_MONTH
from loaders.demo.noise import bell, seed_of, uniform
from loaders.demo.regions import GROWTH_PCT, regions
from loaders.demo.shapes import month_number

FIRST_MONTH = month_number(2000, 1)
MONTHS = LAST_MONTH - FIRST_MONTH + 1
ANCHOR = month_number(2024, 12) - FIRST_MONTH

COMPONENTS = (
    "population",
    "births",
    "deaths",
    "in_county",
    "in_other",
    "immigration",
    "out_county",
    "out_other",
    "emigration",
    "adjustment",
)
TOTAL, MEN, WOMEN = 0, 1, 2

_BIRTH_SEASON = (0.96, 0.95, 1.04, 1.07, 1.07, 1.06, 1.07, 1.04, 1.02, 0.97, 0.89, 0.86)
_DEATH_SEASON = (1.14, 1.08, 1.06, 1.00, 0.96, 0.92, 0.92, 0.92, 0.93, 0.98, 1.01, 1.08)
_MOVE_SEASON = (0.95, 0.78, 0.82, 0.85, 0.90, 1.18, 1.10, 1.55, 1.22, 0.94, 0.84, 0.87)
_FOREIGN_SEASON = (1.10, 0.90, 0.95, 0.92, 0.92, 0.95, 0.95, 1.35, 1.25, 1.00, 0.90, 0.81)


def growth_pct() -> np.ndarray:
    """Invented yearly growth per municipality, per cent (float64, 290)."""
    places = regions()
    size = np.log10(places.population_2024 / 15_000)
    drawn = 0.15 + 0.62 * size + 0.35 * bell(seed_of("growth"), np.arange(len(size)))
    growth = np.clip(drawn, -1.0, 1.5)
    for code, given in GROWTH_PCT.items():
        growth[places.municipalities.index(code)] = given
    return growth


def oldness() -> np.ndarray:
    """How old a municipality's people are: 0 is the average, + is older (float64, 290)."""
    return np.clip(-1.1 * (growth_pct() - 0.4) + 0.2 * bell(seed_of("oldness"), np.arange(290)), -1.2, 1.8)


def _counts(expected: np.ndarray, name: str) -> np.ndarray:
    """Whole numbers scattered around `expected` as counts of rare events are (int64)."""
    municipality, sex, month = np.ogrid[: expected.shape[0], : expected.shape[1], : expected.shape[2]]
    drawn = expected + np.sqrt(expected) * bell(seed_of(name), municipality, sex, month)
    return np.maximum(np.rint(drawn), 0).astype(np.int64)


def _shared_out(total: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Divide totals (sex, month) by weights (places) into whole numbers that add up exactly."""
    parts = np.floor(total[None] * (weights / weights.sum())[:, None, None]).astype(np.int64)
    parts[int(np.argmax(weights))] += total - parts.sum(axis=0)
    return parts


def _municipal_flows() -> dict[str, np.ndarray]:
    """Flows (290, 2 sexes, months), int64."""
    places = regions()
    size = places.population_2024.astype(np.float64)
    growth, old = growth_pct() / 100, oldness()
    years = (np.arange(MONTHS) - ANCHOR) / 12
    people = size[:, None, None] * np.exp(np.clip(growth[:, None, None] * years, -0.28, 0.12)) / 2
    people = np.repeat(people, 2, axis=1)

    def season(factors: tuple[float, ...]) -> np.ndarray:
        return np.asarray(factors)[np.arange(MONTHS) % 12]

    calendar_years = 2000 + np.arange(MONTHS) / 12
    fewer_births = np.interp(calendar_years, [2000, 2010, 2021, 2026, 2031], [0.95, 1.15, 1.08, 0.88, 0.90])
    arrivals = np.interp(
        calendar_years, [2000, 2006, 2014, 2016, 2020, 2023, 2026], [0.6, 1.0, 1.3, 1.7, 0.9, 0.9, 0.65]
    )
    birth_rate = (0.0105 - 0.0022 * old)[:, None, None]
    death_rate = (0.0092 + 0.0030 * old)[:, None, None]
    arrival_rate = (0.0078 + 0.003 * (uniform(seed_of("arrivals"), np.arange(290)) - 0.5))[:, None, None]
    leave_rate = np.full((290, 1, 1), 0.0042)
    move_rate = 0.062 - 0.012 * np.clip(np.log10(size / 15_000), -0.5, 1.5)
    alone = np.bincount(places.county_of)[places.county_of] == 1
    near_share = np.where(alone, 0.0, 0.42)

    flows = {
        "births": _counts(people * birth_rate / 12 * fewer_births * season(_BIRTH_SEASON), "births"),
        "deaths": _counts(people * death_rate / 12 * season(_DEATH_SEASON), "deaths"),
        "immigration": _counts(people * arrival_rate / 12 * arrivals * season(_FOREIGN_SEASON), "immigration"),
        "emigration": _counts(people * leave_rate / 12 * season(_FOREIGN_SEASON), "emigration"),
    }
    moving = people * season(_MOVE_SEASON) / 12 * move_rate[:, None, None]
    flows["out_county"] = _counts(moving * near_share[:, None, None], "out_county")
    flows["out_other"] = _counts(moving * (1 - near_share)[:, None, None], "out_other")

    natural = (birth_rate - death_rate + arrival_rate - leave_rate)[:, 0, 0]
    needed = np.clip(growth - natural, -0.03, 0.03)
    near_weight = size * np.maximum(move_rate * near_share + needed * near_share, 0.004)
    far_weight = size * np.maximum(move_rate * (1 - near_share) + needed * (1 - near_share), 0.004)
    flows["in_county"] = np.zeros_like(flows["births"])
    for county in range(len(places.counties)):
        members = np.flatnonzero(places.county_of == county)
        if len(members) > 1:
            flows["in_county"][members] = _shared_out(flows["out_county"][members].sum(axis=0), near_weight[members])
    flows["in_other"] = _shared_out(flows["out_other"].sum(axis=0), far_weight)
    flows["adjustment"] = np.rint(0.6 * bell(seed_of("adjustment"), *np.ogrid[:290, :2, :MONTHS])).astype(np.int64)
    return flows


@lru_cache(maxsize=1)
def history() -> np.ndarray:
    """All components: int32 (component, 312 regions, total/men/women, months since 2000M01).

    `population` is the number on the last day of the month; at 2024M12 it is the real one.
    """
    places = regions()
    flows = _municipal_flows()
    change = (
        flows["births"]
        - flows["deaths"]
        + flows["in_county"]
        + flows["in_other"]
        + flows["immigration"]
        - flows["out_county"]
        - flows["out_other"]
        - flows["emigration"]
        + flows["adjustment"]
    )
    men = np.rint(places.population_2024 * (0.502 + 0.004 * bell(seed_of("men"), np.arange(290)))).astype(np.int64)
    at_anchor = np.stack([men, places.population_2024 - men], axis=1)
    since = change.cumsum(axis=2)
    flows["population"] = at_anchor[:, :, None] + since - since[:, :, ANCHOR : ANCHOR + 1]
    every = np.empty((len(COMPONENTS), 312, 3, MONTHS), dtype=np.int32)
    for row, name in enumerate(COMPONENTS):
        by_sex = places.with_totals(flows[name])
        every[row, :, 1:] = by_sex
        every[row, :, 0] = by_sex.sum(axis=1)
    return every


def age_shares() -> np.ndarray:
    """Share of each age 0 … 100+ per municipality and sex, summing to 1 (float64, 290 × 2 × 101)."""
    age = np.arange(101)
    alive = 1 / (1 + np.exp((age - np.array([[82.0], [85.5]])) / 5.2))
    bumps = (
        1
        + 0.13 * np.exp(-(((age - 33) / 6) ** 2))
        + 0.10 * np.exp(-(((age - 58) / 8) ** 2))
        - 0.16 * np.exp(-((age / 5) ** 2))
    )
    tilt = (age - 42) / 40
    weight = (alive * bumps)[None] * np.exp(0.42 * oldness()[:, None, None] * tilt)
    return weight / weight.sum(axis=2, keepdims=True)
