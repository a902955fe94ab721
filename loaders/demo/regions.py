"""The 312 regions of the simulated tables: country, 21 counties, 290 municipalities (data/regions.csv)."""

import csv
from functools import lru_cache
from pathlib import Path

import numpy as np

RIKET = "00"
_FILE = Path(__file__).parent / "data" / "regions.csv"

# DEMODATA: the yearly growth in per cent given to the municipalities of county 23; others get one from
# their size and code.
GROWTH_PCT = {
    "2303": -0.7,
    "2305": -0.8,
    "2309": 0.2,
    "2313": -0.9,
    "2321": 1.3,
    "2326": -0.4,
    "2361": -0.4,
    "2380": 0.6,
}


class Regions:
    """The regions in publication order, and how municipalities add up to counties and the country.

    Attributes: `codes`, `names_sv`, `names_en` (tuples of 312 str), `municipality_rows` and `county_rows`
    (positions in `codes`), `population_2024` (int64, 290), `county_of` (int64, 290: position among the 21).
    """

    def __init__(self) -> None:
        with _FILE.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        self.codes = tuple(row["code"] for row in rows)
        self.names_sv = tuple(row["name_sv"] for row in rows)
        self.names_en = tuple(row["name_en"] for row in rows)
        self.row_of = {code: row for row, code in enumerate(self.codes)}
        self.municipalities = tuple(code for code in self.codes if len(code) == 4)
        self.counties = tuple(code for code in self.codes if len(code) == 2 and code != RIKET)
        self.municipality_rows = np.array([self.row_of[code] for code in self.municipalities])
        self.county_rows = np.array([self.row_of[code] for code in self.counties])
        self.population_2024 = np.array(
            [int(row["population_2024"]) for row in rows if row["population_2024"]], dtype=np.int64
        )
        self.county_of = np.array([self.counties.index(code[:2]) for code in self.municipalities])
        self._order = np.argsort(self.county_of, kind="stable")
        self._starts = np.searchsorted(self.county_of[self._order], np.arange(len(self.counties)))

    def county_sums(self, municipal: np.ndarray) -> np.ndarray:
        """Sum axis 0 (290 municipalities) into 21 counties; any dtype, other axes kept."""
        return np.add.reduceat(municipal[self._order], self._starts, axis=0)

    def with_totals(self, municipal: np.ndarray) -> np.ndarray:
        """Axis 0 of 290 municipalities becomes the 312 regions in publication order."""
        counties = self.county_sums(municipal)
        every = np.empty((len(self.codes), *municipal.shape[1:]), dtype=municipal.dtype)
        every[self.municipality_rows] = municipal
        every[self.county_rows] = counties
        every[self.row_of[RIKET]] = counties.sum(axis=0, dtype=municipal.dtype)
        return every


@lru_cache(maxsize=1)
def regions() -> Regions:
    """The one instance; the file is read once per process."""
    return Regions()
