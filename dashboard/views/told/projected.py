"""How projections came out: every vintage's error after so many years, and a county beside its municipalities' sum.

The first projected year-end is that of the vintage's own year and counts as one year. Nothing is left out because it
flatters less.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from dashboard.data.series import Data
from dashboard.model import Column, Table
from dashboard.views.selection import Selection
from dashboard.words import swedish
from loaders.ground import places
from loaders.ground.errors import NothingPublishedYet, StoreError
from loaders.ground.places import Place

MOST_YEARS = 10
"""Years after which an error is told."""
_MONTHS = 12
_ROUNDING = 5
"""How much rounding to whole tens can change a number, persons."""

ByYear = Mapping[str, float]


def adjustments(data: Data, code: str, selection: Selection) -> dict[str, float]:
    """SCB's adjustment items by year, where all its months are known: what no birth, death or move explains."""
    if not data.has("population_change"):
        return {}
    try:
        found = data.series("population_change", {"component": "adjustment"}, (code,), selection.as_of)
    except (NothingPublishedYet, StoreError):
        return {}
    by_year: dict[str, list[float]] = {}
    for period, value in zip(found.periods, found.values[0].tolist(), strict=True):
        by_year.setdefault(f"{period.year}", []).append(value)
    sums = {year: float(np.sum(months)) for year, months in by_year.items() if len(months) == _MONTHS}
    return {year: total for year, total in sums.items() if total == total}


def without_adjustments(outcome: ByYear, adjusted: ByYear, vintage: str) -> dict[str, float]:
    """The outcome as it would have been without adjustment items since the vintage's jump-off; years that lack one out.

    The jump-off is the year before the vintage's, whose level no later item has touched.
    """
    total, found = 0.0, {}
    year = int(vintage)
    while str(year) in adjusted and str(year) in outcome:
        total += adjusted[str(year)]
        found[str(year)] = outcome[str(year)] - total
        year += 1
    return found


def errors(projected: ByYear, outcome: ByYear, vintage: str) -> dict[int, tuple[float, float]]:
    """Projected minus outcome after each number of years: persons as shown, to tens, and per cent of the outcome."""
    found = {}
    for year, value in projected.items():
        n = int(year) - int(vintage) + 1
        if year in outcome and 1 <= n <= MOST_YEARS and outcome[year]:
            apart = value - outcome[year]
            found[n] = float(swedish.displayed(apart, -1)), 100 * apart / outcome[year]
    return found


def errors_table(
    lines: Sequence[tuple[str, str, ByYear]], outcome: ByYear, adjusted: ByYear, place: Place
) -> tuple[Table, ...]:
    """Errors of every projection, as they are and without adjustment items; nothing where none can be judged.

    lines: its name, the year it begins, and residents by year.
    """
    plain = {name: errors(known, outcome, start) for name, start, known in lines}
    bare = {name: errors(known, without_adjustments(outcome, adjusted, start), start) for name, start, known in lines}
    tables = []
    for told, how in ((plain, ""), (bare, ", utan justeringsposten")):
        years = sorted({n for found in told.values() for n in found})
        if not years:
            continue
        rows = [(name, *(_cell(found.get(n)) for n in years)) for name, found in told.items() if found]
        caption = f"Framskrivning minus utfall i {place.full_name}{how}: personer och procent efter så många år"
        heads = (Column("Framskrivning"), *(Column(_after(n), numeric=True) for n in years))
        tables.append(Table(caption=caption, columns=heads, rows=tuple(rows)))
    return tuple(tables)


def _cell(error: tuple[float, float] | None) -> str:
    return "" if error is None else f"{swedish.signed(error[0])} ({swedish.signed(error[1], 1)})"


def _after(n: int) -> str:
    return "ett år" if n == 1 else f"{swedish.small_number(n)} år"


def adjustment_sv(adjusted: ByYear, oldest: str, outcome: ByYear) -> str:
    """``Justeringsposten var −120 personer 2021–2025.``; empty where no year of it is known."""
    years = sorted(year for year in adjusted if year >= oldest and year in outcome)
    if not years:
        return ""
    total = sum(adjusted[year] for year in years)
    span = "–".join(dict.fromkeys((years[0], years[-1])))
    return (
        f"Justeringsposten, det som varken födslar, dödsfall eller flyttningar förklarar, var {swedish.signed(total)} "
        f"personer {span}. Den ingår i utfallet men i ingen framskrivning."
    )


def sum_table(whole: ByYear, parts: Sequence[ByYear], vintage: str, years: Sequence[str]) -> Table | None:
    """A county's projection beside the sum of its municipalities'; None where no year has them all.

    whole: the county's residents by year; parts: each municipality's; years: those told.
    """
    rows = []
    for year in years:
        if year not in whole or any(year not in part for part in parts):
            continue
        county = float(swedish.displayed(whole[year], -1))
        total = sum(float(swedish.displayed(part[year], -1)) for part in parts)
        rows.append((year, swedish.number(county), swedish.number(total), swedish.signed(total - county)))
    if not rows:
        return None
    return Table(
        caption=f"Framskrivningen från {vintage}: länet och summan av dess kommuner, i hela tiotal",
        columns=(
            Column("År"),
            Column("länet", numeric=True),
            Column("kommunernas summa", numeric=True),
            Column("skillnad", numeric=True),
        ),
        rows=tuple(rows),
    )


def rounding_sv(place: Place) -> str:
    """Why the sum may be another number than the county's."""
    most = _ROUNDING * (len(places.municipalities(place.code)) + 1)
    return (
        f"Varje tal visas i hela tiotal, så kommunernas summa kan skilja sig från länets med upp till {most} personer "
        "utan att något saknas."
    )
