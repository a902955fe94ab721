"""Similar municipalities: those nearest in structure in one year, by six measures of equal weight; and Kolada's.

Structure is what a municipality is, not how it fares: inhabitants, density, ages, and which jobs there are. So a group
is not built of the outcome it is used to compare, but for the measures in BUILT_FROM. A year's group is made of that
year's figures as they are known; who wants it fixed writes its members into an address.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dashboard.data.boundaries import square_kilometres
from dashboard.data.series import Data
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Indicator, Level
from loaders.ground.errors import ReportError, SourceChanged, StoreError
from loaders.ground.periods import Period
from loaders.store.kolada_titles import Similar

NUMBER = 7
"""As many as Kolada has in a group."""
BUILT_FROM = frozenset({"population", "residents_by_age", "employed_by_industry"})
"""Ids of the indicators whose figures the groups are made of."""
KOLADA_SET = "agenda2030"
"""The indicator with whose figures Kolada's groups are fetched."""
SOCIOECONOMIC = frozenset({"Jobb och arbetslöshet", "Befolkning"})
"""Topics that Kolada's groups may be built of: it says *socioekonomi*, and not which measures."""
_JOBS = {"tourism": ("I",), "manufacturing": ("B+C",), "public": ("O", "P", "Q")}


@dataclass(frozen=True, slots=True)
class Measure:
    """One of the six: what heads its column, decimals, and whether ratios count, not differences."""

    id: str
    head_sv: str
    decimals: int
    by_ratio: bool = False


MEASURES = (
    Measure("inhabitants", "Invånare", 0, by_ratio=True),
    Measure("density", "Inv. per km²", 1, by_ratio=True),
    Measure("working_age", "20–64 år, %", 1),
    Measure("tourism", "Hotell, restaurang, %", 1),
    Measure("manufacturing", "Tillverkning, %", 1),
    Measure("public", "Offentligt, %", 1),
)


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """The six measures in one year. values: float64 (municipalities with all six, 6), in the order of MEASURES."""

    year: int
    codes: tuple[str, ...]
    values: np.ndarray

    def of(self, code: str) -> tuple[float, ...] | None:
        """A municipality's six values; None where one is not known."""
        return tuple(self.values[self.codes.index(code)].tolist()) if code in self.codes else None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A municipality and how far it is away: the root of the mean square of six differences in standard deviations."""

    code: str
    distance: float


def nearest(structure: Structure, code: str, number: int = NUMBER) -> tuple[Neighbour, ...]:
    """The municipalities most like one, the most alike first; fewer where fewer are known, none where it is not itself.

    Each measure is divided by its standard deviation over all municipalities there are (of logarithms where ratios
    count), so that all weigh the same. Of two that are equally far the lower code comes first.
    """
    if code not in structure.codes:
        return ()
    scaled = structure.values.copy()
    for n, measure in enumerate(MEASURES):
        if measure.by_ratio:
            scaled[:, n] = np.log(scaled[:, n])
    spread = scaled.std(axis=0)
    scaled = scaled / np.where(spread > 0, spread, 1.0)
    own = structure.codes.index(code)
    distances = np.sqrt(((scaled - scaled[own]) ** 2).mean(axis=1)).round(9)
    order = sorted(
        (n for n in range(len(structure.codes)) if n != own), key=lambda n: (distances[n], structure.codes[n])
    )
    return tuple(Neighbour(structure.codes[n], float(distances[n])) for n in order[:number])


def structure(data: Data, as_of: date | None = None) -> Structure | None:
    """The newest year that all figures are known of, for every municipality with all six; None where there is none."""
    return data.remember(("structure", as_of), lambda: _read(data, as_of))


def _read(data: Data, as_of: date | None) -> Structure | None:
    codes = places.codes_at([Level.MUNICIPALITY])
    try:
        people = _decembers(data, "population", {}, codes, as_of)
        working = _decembers(data, "residents_by_age", {}, codes, as_of)
        jobs = {
            code: _means(data, {"basis": "workplace", "industry": code}, codes, as_of)
            for code in ("total", *(one for some in _JOBS.values() for one in some))
        }
        areas = square_kilometres()
    except (StoreError, ReportError):
        return None
    years = set(people) & set(working)
    for some in jobs.values():
        years &= set(some)
    for year in sorted(years, reverse=True):
        inhabitants, total = people[year], jobs["total"][year]
        share = {name: sum(jobs[one][year] for one in some) for name, some in _JOBS.items()}
        km2 = np.array([areas.get(code, np.nan) for code in codes])
        with np.errstate(divide="ignore", invalid="ignore"):
            values = np.stack(
                [
                    inhabitants,
                    inhabitants / km2,
                    100 * working[year] / inhabitants,
                    *(100 * share[name] / total for name in _JOBS),
                ],
                axis=1,
            )
        known = np.isfinite(values).all(axis=1) & (values[:, :2] > 0).all(axis=1)
        if known.sum() > 1:
            rows = np.flatnonzero(known)
            return Structure(year, tuple(codes[n] for n in rows), values[rows])
    return None


def _decembers(
    data: Data, id_: str, chosen: dict[str, str], codes: Sequence[str], as_of: date | None
) -> dict[int, np.ndarray]:
    """Year → December's figures."""
    found = data.series(id_, _slice(data, id_, chosen), codes, as_of)
    months = [Period(period) for period in found.periods]
    return {month.year: found.values[:, n] for n, month in enumerate(months) if month.part == 12}


def _means(data: Data, chosen: dict[str, str], codes: Sequence[str], as_of: date | None) -> dict[int, np.ndarray]:
    """Year → the mean of its twelve months; a month that is lacking leaves the year out."""
    found = data.series("employed_by_industry", _slice(data, "employed_by_industry", chosen), codes, as_of)
    by_year: dict[int, list[int]] = {}
    for n, period in enumerate(found.periods):
        by_year.setdefault(Period(period).year, []).append(n)
    return {year: found.values[:, at].mean(axis=1) for year, at in by_year.items() if len(at) == 12}


def _slice(data: Data, id_: str, chosen: dict[str, str]) -> dict[str, str]:
    return {**data.declared(id_).default_slice, **chosen}


def of_kolada(data: Data, code: str) -> Similar | None:
    """The municipalities that Kolada calls similar to one; None where that was not fetched, or cannot be read."""

    def read() -> Mapping[str, Similar]:
        try:
            return data.alike(catalogue.indicator(KOLADA_SET).tables[0]) if data.alike else {}
        except (StoreError, SourceChanged):
            return {}

    return data.remember("alike", read).get(code)


def is_built_from(indicator: Indicator, *, by_kolada: bool) -> bool:
    """Whether a group is, or may be, built of an indicator's figures, so that it is no comparison for it."""
    if by_kolada:
        return indicator.topic in SOCIOECONOMIC or indicator.id.startswith("grp")
    return indicator.id in BUILT_FROM


def group_code(own: str, members: Sequence[str], year: int, by: str = "struktur") -> str:
    """A municipality's group as a place: ``Liknande Åre (struktur 2025)``, ``Liknande Åre (Kolada 2024)``."""
    return places.own_area(members, f"Liknande {places.place(own).name} ({by} {year})").code
