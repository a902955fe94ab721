"""Invented regional accounts: TAB3138 (counties and national areas) and TAB3143 (municipalities)."""

from functools import lru_cache

import numpy as np

from loaders.demo.calendar import LAST_YEAR
from loaders.demo.figures.people import history
from loaders.demo.noise import bell, hashed, seed_of
from loaders.demo.regions import RIKET, regions
from loaders.demo.shapes import DATA_NOTE, MISSING, NOT_APPLICABLE, Cells

FIRST_YEAR = 2000
YEARS = LAST_YEAR - FIRST_YEAR + 1
NATIONAL_AREAS = {
    "RIKS1": ("01",),
    "RIKS2": ("03", "04", "05", "18", "19"),
    "RIKS3": ("06", "07", "08", "09"),
    "RIKS4": ("10", "12"),
    "RIKS5": ("13", "14"),
    "RIKS6": ("17", "20", "21"),
    "RIKS7": ("22", "23"),
    "RIKS8": ("24", "25"),
}
UNALLOCATED_SHARE = 0.009
# DEMODATA: thousand kronor per inhabitant in 2024, invented per county.
_PER_HEAD = {
    "01": 815, "03": 545, "04": 455, "05": 525, "06": 540, "07": 565, "08": 480, "09": 455, "10": 495,
    "12": 530, "13": 470, "14": 610, "17": 475, "18": 510, "19": 500, "20": 505, "21": 475, "22": 530,
    "23": 515, "24": 555, "25": 690,
}  # fmt: skip
_VOLUME_PCT = (
    4.8, 1.5, 2.2, 2.3, 4.3, 2.9, 4.7, 3.4, -0.5, -4.3, 6.0, 3.2, -0.6, 1.2, 2.7, 4.5, 2.1, 2.6, 2.0, 2.5,
    -2.0, 5.2, 1.5, -0.1, 1.0, 1.6, 2.4, 2.2, 1.9, 1.8,
)  # fmt: skip
_PRICE_PCT = (
    1.4, 2.2, 1.5, 1.7, 0.4, 0.9, 1.8, 2.7, 3.2, 2.3, 1.0, 1.2, 1.0, 1.0, 1.8, 2.1, 1.5, 2.1, 2.3, 2.5,
    1.7, 2.9, 5.9, 6.1, 2.8, 2.0, 1.9, 2.0, 2.0, 2.0,
)  # fmt: skip


@lru_cache(maxsize=1)
def _people() -> np.ndarray:
    """Mean population per region and year: float64 (312, years)."""
    december = history()[0, :, 0, 11::12][:, :YEARS].astype(np.float64)
    before = np.concatenate([history()[0, :, 0, :1], december[:, :-1]], axis=1)
    return (december + before) / 2


@lru_cache(maxsize=1)
def _municipal() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Final GRP (million kronor), volume index and employed (thousands): float64 (290, years) each."""
    places = regions()
    number, year = np.ogrid[:290, :YEARS]
    county = np.array([_PER_HEAD[code[:2]] for code in places.municipalities], dtype=np.float64)
    per_head = county * np.exp(0.24 * bell(seed_of("grp level"), np.arange(290)) - 0.03)
    volume = 1 + (np.array(_VOLUME_PCT)[:YEARS] + 1.1 * bell(seed_of("grp volume"), number, year)) / 100
    volume_index = np.cumprod(volume, axis=1)
    price = np.cumprod(1 + np.array(_PRICE_PCT)[:YEARS] / 100)
    at_2024 = 2024 - FIRST_YEAR
    people = _people()[places.municipality_rows]
    start = per_head * people[:, at_2024] / (volume_index[:, at_2024] * price[at_2024])
    money = start[:, None] * volume_index * price / 1000
    work = 0.475 + 0.03 * bell(seed_of("grp work"), number) + 0.004 * bell(seed_of("grp work year"), number, year)
    return money, start[:, None] * volume_index, people * work / 1000


def _known(money: np.ndarray, publication_year: int, years: np.ndarray) -> np.ndarray:
    """Money as the publication knew it: its newest year was a first estimate, revised the year after."""
    newest = years == publication_year
    error = 0.012 * bell(seed_of("grp first"), np.arange(len(money))[:, None], years)
    return money * np.where(newest, 1 + error, 1.0)


def _grouped(municipal: np.ndarray) -> np.ndarray:
    """Municipal rows as the rows of TAB3138: country, 21 counties, 8 national areas, unallocated."""
    places = regions()
    counties = places.county_sums(municipal)
    areas = np.stack(
        [counties[[places.counties.index(code) for code in members]].sum(axis=0) for members in NATIONAL_AREAS.values()]
    )
    whole = counties.sum(axis=0, keepdims=True)
    return np.concatenate([whole * (1 + UNALLOCATED_SHARE), counties, areas, whole * UNALLOCATED_SHARE])


def county_accounts(cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    """Figures of TAB3138: Region (31 rows), ContentsCode (6), Tid (years from 2000)."""
    years = np.arange(FIRST_YEAR, FIRST_YEAR + YEARS)
    money, volume, employed = _municipal()
    money = _grouped(_known(money, cells.publication.last_period, years))
    volume, employed = _grouped(volume), _grouped(employed)
    people = _grouped(_people()[regions().municipality_rows])
    change = np.full(money.shape, np.nan)
    change[:, 1:] = 100 * (volume[:, 1:] / volume[:, :-1] - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        every = np.stack(
            [
                np.rint(money),
                np.round(change, 1),
                np.rint(1000 * money / people),
                np.rint(money / employed),
                np.round(employed, 1),
                np.rint(0.43 * money),
            ],
            axis=1,
        )
    symbols = np.zeros(every.shape, dtype=np.uint8)
    symbols[-1, 1] = MISSING
    symbols[-1, 2:4] = NOT_APPLICABLE
    symbols[np.isnan(every) & (symbols == 0)] = MISSING
    block = np.ix_(cells.at["Region"], cells.at["ContentsCode"], cells.at["Tid"] - FIRST_YEAR)
    return np.where(symbols[block] != 0, np.nan, every[block]), symbols[block]


def municipal_accounts(cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    """Figures of TAB3143: Region (country, 290 municipalities, 9900), ContentsCode (2), Tid (years from 2012)."""
    places = regions()
    years = np.arange(FIRST_YEAR, FIRST_YEAR + YEARS)
    newest = cells.publication.last_period
    money = _known(_municipal()[0], newest, years)
    whole = money.sum(axis=0, keepdims=True)
    money = np.concatenate([whole * (1 + UNALLOCATED_SHARE), money, whole * UNALLOCATED_SHARE])
    people = np.concatenate(
        [_people()[[places.row_of[RIKET]]], _people()[places.municipality_rows], np.full((1, YEARS), np.nan)]
    )
    every = np.stack([np.rint(money), np.rint(1000 * money / people)], axis=1)
    symbols = np.zeros(every.shape, dtype=np.uint8)
    row = np.arange(len(every))[:, None]
    drawn = hashed(seed_of("grp hidden"), row)
    municipal = (row > 0) & (row < len(every) - 1)
    symbols[np.broadcast_to((municipal & (drawn % np.uint64(97) == 0))[:, None], symbols.shape)] = MISSING
    estimated = municipal & (drawn % np.uint64(23) == 1) & (years == newest)
    symbols[np.broadcast_to(estimated[:, None], symbols.shape) & (symbols == 0)] = DATA_NOTE
    symbols[-1, 1] = NOT_APPLICABLE
    block = np.ix_(cells.at["Region"], cells.at["ContentsCode"], cells.at["Tid"] - FIRST_YEAR)
    hidden = (symbols[block] == MISSING) | (symbols[block] == NOT_APPLICABLE)
    return np.where(hidden, np.nan, every[block]), symbols[block]
