"""What ways share that set all municipalities beside each other in one period: the offer, the quarters, the table."""

from collections.abc import Sequence

import numpy as np

from dashboard.data import classes
from dashboard.data.numbers import Numbers
from dashboard.data.series import Data
from dashboard.figures.theme import Canvas
from dashboard.model import Column, Table
from dashboard.views import judged, tables
from dashboard.views.across.everyone import Everyone, everyone, numbers
from dashboard.views.scene import Scene
from dashboard.views.view import Drawn, Tables
from dashboard.views.ways._scene import ShownScene
from dashboard.words import Claim, swedish
from dashboard.words.kinds import among
from loaders.ground.declarations import Indicator, Kind, Level
from loaders.ground.places import Place

QUARTERS_SV = {
    "low": "lägsta",
    "near low": "nära lägsta",
    "middle": "mellan",
    "near high": "nära högsta",
    "high": "högsta",
    "": "för osäker",
}
"""A quarter as it stands in a table."""


class AcrossWay(ShownScene):
    """Shares of persons in all municipalities, or in those of a county."""

    is_further = True
    is_judged = False
    shows_published = True
    compares_municipalities = True
    chooses_places = False
    chooses_window = False

    def objection(self, indicator: Indicator) -> str:
        """Only shares of known persons, sure enough in every municipality, are set beside each other."""
        if indicator.whole_at:
            return "kommunernas andelar är för osäkra"
        if indicator.kind is not Kind.RATE or not indicator.numerator:
            return "finns bara för andelar av personer"
        return "" if Level.MUNICIPALITY in indicator.levels else "finns inte för kommuner"

    def compared(self, codes: Sequence[str], own: Place) -> tuple[str, ...]:
        """A municipality stands beside its own county."""
        return (own.county, *codes[1:]) if own.level is Level.MUNICIPALITY else tuple(codes)

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """The quarter of the country the place belongs to; its newest value where there are no quarters."""
        found = everyone(seen, data)
        told = quartered(seen, found, claim)
        if told is None:
            return judged.tell_level(seen, data, claim)
        return judged.fitting(*among.quarter_headlines(told)), among.quarter_sentence(told)

    def show(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> tuple[Drawn, Tables]:
        """The figure; beside it the county's municipalities, below it all."""
        if not seen.newest or said.claim is None:
            return super().show(seen, said, data, canvas)
        found = everyone(seen, data)
        drawn = self.draw(seen, said, data, canvas)
        return drawn, Tables(beside=self.table(seen, data, drawn), series=all_table(seen, found))

    def all_numbers(self, seen: Scene, data: Data) -> Numbers | None:
        """All municipalities, a year before and now."""
        return numbers(everyone(seen, data), seen) if seen.newest else super().all_numbers(seen, data)

    def table(self, seen: Scene, data: Data, drawn: Drawn) -> Table:
        """The county's municipalities, their change in a year and their quarter; county and riket last."""
        found = everyone(seen, data)
        if seen.own.level is Level.NATION and found.ends is not None:
            return quarters_table(seen, found, found.ends)
        if not found.home:
            return super().table(seen, data, drawn)
        rows = [
            (tables.name_of(found.places[at]), found.cells[at], found.changes[at], quarter_sv(found, at))
            for at in found.home
        ]
        changes = tables.year_changes(seen)
        for place in seen.places:
            if place.level is not Level.MUNICIPALITY and not place.is_rest_of_county:
                rows.append(_above(seen, place, changes))
        own = found.places[found.own].name if found.own is not None else tables.name_of(seen.own)
        filled = Table(
            caption=f"{seen.indicator.short_title_sv}, {swedish.period_name(seen.newest)}",
            columns=(
                Column(swedish.short_period(seen.newest)),
                Column("%", numeric=True),
                Column("på ett år", numeric=True),
                Column("fjärdedel av landet"),
            ),
            rows=tuple(rows),
            strong=frozenset(n for n, row in enumerate(rows) if row[0] == own),
        )
        return tables.without_empty_differences(filled)


def quarter_sv(found: Everyone, at: int) -> str:
    """The quarter of a place as it stands in a table; empty where there are none, or no number."""
    return "" if found.ends is None or np.isnan(found.values[at]) else QUARTERS_SV[found.quarter[at]]


def _above(seen: Scene, place: Place, changes: np.ndarray) -> tuple[str, str, str, str]:
    """The row of a county or riket. changes: those in a year, by region."""
    at, n = seen.periods.index(seen.newest), seen.raw.regions.index(place.code)
    cell = tables.level_cell(seen, n, float(seen.shown[n, at]), at)
    change = "" if np.isnan(changes[n]) else swedish.signed(changes[n], seen.decimals)
    return tables.name_of(place), cell, change, ""


def quarters_table(seen: Scene, found: Everyone, ends: classes.Quarters) -> Table:
    """The lowest quarter of the country, the half between and the highest: from which value to which, and how many."""
    known = found.values[~np.isnan(found.values)]
    groups = (
        ("Lägsta fjärdedelen", known[known <= ends.low]),
        ("Hälften däremellan", known[(known > ends.low) & (known < ends.high)]),
        ("Högsta fjärdedelen", known[known >= ends.high]),
    )
    rows = []
    for name, values in groups:
        reach = (
            [swedish.number(float(end), seen.decimals) for end in (values.min(), values.max())] if values.size else []
        )
        rows.append((name, "–".join(dict.fromkeys(reach)), str(values.size)))
    return Table(
        caption=f"{seen.indicator.short_title_sv}, {swedish.period_name(seen.newest)}: landets kommuner i fjärdedelar",
        columns=(Column("Fjärdedel"), Column("%", numeric=True), Column("kommuner", numeric=True)),
        rows=tuple(rows),
    )


def all_table(seen: Scene, found: Everyone) -> Table:
    """Every municipality in the order of the codes, with its county, value, change and quarter."""
    known = (~np.isnan(found.values)).tolist()
    quarters = [QUARTERS_SV[one] if is_known else "" for one, is_known in zip(found.quarter, known, strict=True)]
    named = [(place.name, place.code) for place in found.places]
    rows = [
        (*name, *rest)
        for name, *rest in zip(
            named, found.cells, found.changes, quarters if found.ends else [""] * len(named), strict=True
        )
    ]
    filled = Table(
        caption=f"{tables.measure(seen)}, {swedish.period_name(seen.newest)}: landets kommuner",
        columns=(
            Column("Kommun"),
            Column("kod"),
            Column("%", numeric=True),
            Column("på ett år", numeric=True),
            Column("fjärdedel av landet"),
        ),
        rows=tuple(rows),
        strong=frozenset() if found.own is None else frozenset({found.own}),
    )
    return filled


def quartered(seen: Scene, found: Everyone, claim: Claim) -> among.Quartered | None:
    """What is told of the quarters; None where there are none."""
    ends = found.ends
    if ends is None:
        return None
    home = [found.quarter[at] for at in found.home]
    return among.Quartered(
        facts=claim.facts,
        value=None if found.own is None else float(found.values[found.own]),
        quarter="" if found.own is None else found.quarter[found.own],
        low=ends.low,
        median=ends.median,
        high=ends.high,
        count=ends.count,
        of=len(found.places),
        home=(home.count("low"), home.count("high"), len(home)),
    )
