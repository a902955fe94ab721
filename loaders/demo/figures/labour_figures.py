"""Invented labour-market figures: TAB6260, and the employed that TAB3784 divides by industry.

One elementary cube of people, employed and unemployed per municipality, sex, age, birth region and month;
published cells are sums over it, so rates agree with counts. Counts then get the few persons of disclosure
noise that make totals differ from the sum of their parts.
"""

from functools import lru_cache

import numpy as np

from loaders.demo.calendar import FULL_REVISION, LAST_MONTH
from loaders.demo.figures.people import FIRST_MONTH, age_shares, history
from loaders.demo.noise import bell, hashed, seed_of, uniform, whole_steps
from loaders.demo.regions import regions
from loaders.demo.shapes import MISSING, NIL, NOT_APPLICABLE, Cells, month_number

FIRST_BAS_MONTH = month_number(2020, 1)
LAST_REVISED_MONTH = month_number(2026, 2)
BAS_MONTHS = LAST_MONTH - FIRST_BAS_MONTH + 1
IN_SWEDEN, ABROAD = 0, 1
PEOPLE, EMPLOYED, UNEMPLOYED = 0, 1, 2

# The finest ages the published groups are made of, as (first, last) year.
AGES = (
    (15, 15), (16, 19), (20, 24), (25, 29), (30, 34), (35, 39), (40, 44), (45, 49),
    (50, 54), (55, 59), (60, 64), (65, 65), (66, 66), (67, 69), (70, 74),
)  # fmt: skip
_EMPLOYED = (0.05, 0.31, 0.68, 0.84, 0.88, 0.895, 0.90, 0.90, 0.89, 0.87, 0.76, 0.46, 0.34, 0.22, 0.13)
_YOUNG_AND_OLD = (2.5, 2.4, 1.65, 1.2, 1.0, 0.9, 0.85, 0.82, 0.85, 0.95, 1.15, 0.6, 0.4, 0.3, 0.2)

# DEMODATA: the level of unemployment, per cent, invented per county and for county 23's municipalities.
_COUNTY_LEVEL = {
    "01": 6.1, "03": 5.8, "04": 8.6, "05": 6.6, "06": 5.6, "07": 7.0, "08": 5.9, "09": 4.5, "10": 7.4,
    "12": 8.6, "13": 5.0, "14": 5.9, "17": 6.0, "18": 6.6, "19": 8.1, "20": 5.7, "21": 8.5, "22": 6.4,
    "23": 4.0, "24": 4.0, "25": 4.2,
}  # fmt: skip
_LEVEL = {
    "2303": 5.9, "2305": 5.8, "2309": 2.9, "2313": 5.6, "2321": 2.9, "2326": 3.8, "2361": 3.9, "2380": 4.0,
}  # fmt: skip
WINTER_TOURISM = {"2321": 1.0, "2361": 0.6, "2326": 0.35, "2039": 0.5, "2023": 0.6, "2421": 0.4}

_UNEMPLOYED_SEASON = (1.09, 1.08, 1.05, 1.02, 0.97, 0.96, 0.96, 0.95, 0.94, 0.96, 0.99, 1.03)
_EMPLOYED_SEASON = (0.992, 0.991, 0.993, 0.996, 1.0, 1.012, 1.018, 1.010, 1.002, 0.998, 0.995, 0.993)
_TOURISM = (0.95, 1.0, 1.0, 0.75, -0.55, -0.75, -0.25, -0.3, -0.55, -0.7, -0.55, 0.55)


def tourism() -> np.ndarray:
    """How far a municipality lives by winter guests, 0 … 1 (float64, 290)."""
    return np.array([WINTER_TOURISM.get(code, 0.0) for code in regions().municipalities])


def foreign_share() -> np.ndarray:
    """Share born abroad per municipality in 2024, invented (float64, 290)."""
    places = regions()
    urban = 0.035 * np.log10(places.population_2024 / 15_000)
    drawn = 0.15 + urban + 0.05 * bell(seed_of("foreign"), np.arange(290))
    north = np.isin([code[:2] for code in places.municipalities], ["22", "23", "24", "25"])
    return np.clip(np.where(north, drawn - 0.055, drawn), 0.055, 0.42)


def _levels() -> np.ndarray:
    """Unemployment as a share per municipality (float64, 290)."""
    places = regions()
    county = 0.93 * np.array([_COUNTY_LEVEL[code[:2]] for code in places.municipalities])
    level = county * np.exp(0.2 * bell(seed_of("level"), np.arange(290)))
    for code, given in _LEVEL.items():
        level[places.municipalities.index(code)] = given
    return level / 100


def _slow_waves(name: str, amplitude: float) -> np.ndarray:
    """A smooth local story per municipality, around 1 (float64, 290 × months)."""
    month = np.arange(BAS_MONTHS)
    total = np.zeros((290, BAS_MONTHS))
    for wave, length in enumerate((19.0, 31.0, 53.0)):
        phase = uniform(seed_of(name), np.arange(290), wave)
        total += np.sin(2 * np.pi * (month / length + phase[:, None]))
    return 1 + amplitude * total / 1.2


@lru_cache(maxsize=1)
def elementary() -> np.ndarray:
    """float32 (people/employed/unemployed, 312 regions, 2 sexes × 15 ages × 2 births = 60, months since 2020M01)."""
    places = regions()
    month = np.arange(BAS_MONTHS)
    start = FIRST_BAS_MONTH - FIRST_MONTH
    people_by_sex = history()[0, places.municipality_rows, 1:, start : start + BAS_MONTHS].astype(np.float32)
    shares = np.stack([age_shares()[:, :, first : last + 1].sum(axis=2) for first, last in AGES], axis=2)
    abroad_age = np.array([0.7, 0.75, 0.95, 1.2, 1.4, 1.4, 1.35, 1.2, 1.1, 1.0, 0.9, 0.8, 0.8, 0.75, 0.7])
    abroad = np.clip(foreign_share()[:, None] * abroad_age, 0.02, 0.7)
    birth = np.stack([1 - abroad, abroad], axis=-1)
    portion = (shares[:, :, :, None] * birth[:, None]).astype(np.float32)
    people = portion[..., None] * people_by_sex[:, :, None, None, :]

    level = _levels()
    winter = tourism()[:, None]
    unemployed_season = np.asarray(_UNEMPLOYED_SEASON)[month % 12]
    swing = np.asarray(_TOURISM)[month % 12]
    season = (1 - winter) * unemployed_season + winter * (1 - 0.22 * swing)
    story = np.interp(
        2020 + month / 12,
        [2020, 2020.2, 2020.55, 2021.4, 2022.4, 2023.4, 2024.6, 2025.6, 2026.4, 2028],
        [0.96, 0.98, 1.26, 1.12, 0.93, 0.90, 1.02, 1.13, 1.09, 0.98],
    )
    by_place = level[:, None] * season * story * _slow_waves("unemployed", 0.035)
    by_birth = np.array([0.60, 2.7])
    mean = (1 - foreign_share()) * by_birth[0] + foreign_share() * by_birth[1]
    relative = (np.asarray(_YOUNG_AND_OLD)[:, None] * by_birth) / mean[:, None, None] / 1.02
    by_sex = np.array([1.06, 0.94])
    rate = by_place[:, None, None, None, :] * relative[:, None, :, :, None] * by_sex[:, None, None, None]
    rate = np.minimum(rate, 0.42).astype(np.float32)

    at_work = np.asarray(_EMPLOYED)[:, None] * np.array([1.0, 0.80])
    place_work = 1 + 0.9 * (0.055 - level)
    work_season = (1 - winter) * np.asarray(_EMPLOYED_SEASON)[month % 12] + winter * (1 + 0.055 * swing)
    pace = place_work[:, None] * work_season * _slow_waves("employed", 0.004) * (1 - 0.06 * (story - 1))
    sex_work = np.array([1.015, 0.985])
    share = at_work[None, None, :, :, None] * pace[:, None, None, None, :] * sex_work[:, None, None, None]
    employed = people * np.minimum(share, 0.94).astype(np.float32)
    unemployed = np.minimum(employed * rate / (1 - rate), 0.97 * people - employed)
    municipal = np.stack([people, employed, np.maximum(unemployed, 0)])
    flat = municipal.reshape(3, 290, 60, BAS_MONTHS)
    return np.stack([places.with_totals(quantity) for quantity in flat])


def _age_weights(positions: np.ndarray, spans: tuple[tuple[int, int], ...]) -> np.ndarray:
    """1 where an elementary age belongs to a published group (groups × 15)."""
    low = np.array([span[0] for span in spans])[positions]
    high = np.array([span[1] for span in spans])[positions]
    ages = np.array(AGES)
    return ((ages[:, 0] >= low[:, None]) & (ages[:, 1] <= high[:, None])).astype(np.float32)


def block(times: np.ndarray) -> np.ndarray | slice:
    """Absolute months as an index into the cube's last axis; a slice (no copy) where they follow on."""
    at = np.asarray(times) - FIRST_BAS_MONTH
    if len(at) and np.array_equal(at, np.arange(at[0], at[0] + len(at))):
        return slice(int(at[0]), int(at[0]) + len(at))
    return at


def sums(
    regions_at: np.ndarray, sexes: np.ndarray, ages: np.ndarray, births: np.ndarray, times: np.ndarray
) -> np.ndarray:
    """Sums of the elementary cube: float32 (3 quantities, regions, sexes, ages, births, months).

    `sexes` is (n, 2), `ages` (n, 15), `births` (n, 2): rows of 0/1 weights.
    """
    weights = np.einsum("ks,ae,fb->kafseb", sexes, ages, births).reshape(-1, 60).astype(np.float32)
    chosen = elementary()[:, :, :, block(times)]
    if not np.array_equal(regions_at, np.arange(312)):
        chosen = chosen[:, regions_at]
    total = np.matmul(weights, chosen)
    return total.reshape(3, len(regions_at), len(sexes), len(ages), len(births), len(times))


# The published groups of TAB6260 in its own order, as (first, last) year of age.
LABOUR_AGE_SPANS = (
    (15, 19), (16, 19), (20, 24), (25, 29), (30, 34), (35, 39), (40, 44), (45, 49), (50, 54), (55, 59),
    (60, 64), (65, 69), (70, 74), (15, 74), (16, 64), (16, 65), (16, 66), (20, 64), (20, 65), (20, 66),
)  # fmt: skip
SEX_WEIGHTS = np.array([[1, 0], [0, 1], [1, 1]], dtype=np.float32)
BIRTH_WEIGHTS = np.array([[1, 1], [1, 0], [0, 1]], dtype=np.float32)
_OUTSIDE_RATES = range(8, 11)


def _outside_work(outside: np.ndarray, ages: np.ndarray) -> list[np.ndarray]:
    """Students, retirees, sick, others: whole numbers that add up to those outside the labour force."""
    low, high = np.array(LABOUR_AGE_SPANS, dtype=np.float64)[ages].T[:, None, None, :, None, None]
    students = np.where(low < 65, np.clip(0.95 - 0.028 * ((low + high) / 2 - 17), 0.02, 0.95), 0.0)
    retired = np.clip((high - 52) / 16, 0.0, 0.93) * 5 / (high - low + 1)
    sick = np.clip(0.5 * (1 - students - retired), 0.0, 0.5)
    parts = [np.rint(outside * share) for share in (students, retired, sick)]
    return [*parts, np.maximum(outside - parts[0] - parts[1] - parts[2], 0)]


def _before_revisions(counts: np.ndarray, cells: Cells) -> np.ndarray:
    """The expected counts as the publication knew them: before 2026-05-28 the old series, then the new."""
    if cells.publication.day >= FULL_REVISION:
        return counts
    region = cells.at["Region"].reshape(-1, 1, 1, 1, 1)
    old = (cells.at["Tid"] <= LAST_REVISED_MONTH).astype(np.float64)
    fewer = 1 - old * (0.055 + 0.02 * bell(seed_of("old unemployed"), region))
    more = 1 + old * (0.004 + 0.002 * bell(seed_of("old employed"), region))
    return np.stack([counts[PEOPLE], counts[EMPLOYED] * more, counts[UNEMPLOYED] * fewer])


def labour(cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    """Figures of TAB6260: Region, Kon (men, women, both), Alder, Fodelseregion, ContentsCode, Tid."""
    region, sex, age, birth = (cells.at[code] for code in ("Region", "Kon", "Alder", "Fodelseregion"))
    times = cells.at["Tid"]
    weights = _age_weights(age, LABOUR_AGE_SPANS)
    counts = sums(region, SEX_WEIGHTS[sex], weights, BIRTH_WEIGHTS[birth], times).astype(np.float64)
    counts = _before_revisions(counts, cells)
    at = (
        region.reshape(-1, 1, 1, 1, 1),
        sex.reshape(-1, 1, 1, 1),
        age.reshape(-1, 1, 1),
        birth.reshape(-1, 1),
        times,
    )
    seed = seed_of("TAB6260")
    people = np.rint(counts[PEOPLE])
    employed = np.minimum(np.maximum(np.rint(counts[EMPLOYED]) + whole_steps(seed, 2, 1, *at), 0), people)
    unemployed = np.maximum(np.rint(counts[UNEMPLOYED]) + whole_steps(seed, 1, 2, *at), 0)
    newness = cells.publication.last_period - times
    late = hashed(seed, 3, *at)
    moved = ((newness == 0) & (late % np.uint64(24) == 0)) | ((newness == 1) & (late % np.uint64(40) == 1))
    shifted = np.clip(employed + (late >> np.uint64(20)) % np.uint64(11) - 5.0, 0, people)
    employed = np.where(moved, shifted, employed)
    unemployed = np.where(moved, np.maximum(unemployed + (late >> np.uint64(40)) % np.uint64(5) - 2.0, 0), unemployed)
    unemployed = np.minimum(unemployed, np.maximum(people - employed, 0))

    force = employed + unemployed
    outside = people - force
    parts = _outside_work(outside, age)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = (
            np.round(100 * unemployed / force, 1),
            np.round(100 * force / people, 1),
            np.round(100 * employed / people, 1),
        )
    every = (employed, unemployed, force, *parts, people, *rates)
    wanted = cells.at["ContentsCode"]
    block_values = np.stack([every[content] for content in wanted], axis=4)
    symbols = np.zeros(block_values.shape, dtype=np.uint8)

    young = np.array([high < 30 for _, high in LABOUR_AGE_SPANS])[age].reshape(-1, 1, 1)
    municipal = np.isin(region, regions().municipality_rows).reshape(-1, 1, 1, 1, 1)
    hidden = municipal & ((force < 8) | (young & (birth.reshape(-1, 1) == 2) & (people < 45)))
    too_young = np.array([high < 55 for _, high in LABOUR_AGE_SPANS])[age].reshape(-1, 1, 1)
    for column, content in enumerate(wanted):
        cell, symbol = block_values[..., column, :], symbols[..., column, :]
        if content not in _OUTSIDE_RATES:
            symbol[cell == 0] = NIL
        if content == 4:
            symbol[np.broadcast_to(too_young, symbol.shape)] = NOT_APPLICABLE
        if content != 7:
            symbol[hidden] = MISSING
    block_values[symbols != 0] = np.nan
    return block_values, symbols
