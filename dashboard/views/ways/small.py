"""Små diagram: each of the county's municipalities in a panel of its own, all on one scale."""

from collections.abc import Sequence

import numpy as np

from dashboard import words
from dashboard.data.series import Data
from dashboard.figures.across.panels import Panels, SmallPanel, panels_figure
from dashboard.figures.theme import Canvas
from dashboard.model import Column, Table
from dashboard.views import judged, tables
from dashboard.views.across.everyone import whose_sv
from dashboard.views.scene import Scene
from dashboard.views.told.axes import none_sv, tick_text
from dashboard.views.view import Drawn, Tables
from dashboard.views.ways._lines import break_marks
from dashboard.views.ways._scene import ShownScene
from dashboard.words import Branch, Claim, Compared, swedish
from dashboard.words.kinds import among
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Indicator, Kind, Level, Status
from loaders.ground.panel import STATUS_CODE
from loaders.ground.periods import Period
from loaders.ground.places import Place


class SmallWay(ShownScene):
    """Small multiples of the county's municipalities."""

    word, name_sv, order = "smadiagram", "Små diagram", 240
    is_further = True
    is_judged = False
    shows_published = True
    compares_municipalities = True
    chooses_places = False

    def objection(self, indicator: Indicator) -> str:
        """On one scale only shares and numbers per inhabitant can be read beside each other."""
        if indicator.whole_at:
            return "kommunernas andelar är för osäkra"
        if not (indicator.is_share or indicator.kind is Kind.PER_HEAD) or indicator.kind is Kind.SURVEY:
            return "finns bara för andelar och tal per invånare"
        return "" if Level.MUNICIPALITY in indicator.levels else "finns inte för kommuner"

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """In how many municipalities the figure is lower or higher than a year before."""
        counted = [place for place in _inside(seen) if place not in seen.from_elsewhere]
        claims = [judged.judged(seen, data, place, seen.newest) for place in counted]
        known = [one for one in claims if isinstance(one, Compared) and one.branch is Branch.ORDINARY]
        if not known or len(claims) < 2:
            return judged.tell_level(seen, data, claim)
        told = among.Directions(
            facts=claim.facts,
            then=known[0].then_period,
            lower=tuple(one.facts.place for one in known if one.word.is_change and one.direction < 0),
            higher=tuple(one.facts.place for one in known if one.word.is_change and one.direction > 0),
            count=len(claims),
            uncompared=len(claims) - len(known),
            group_sv=whose_sv(seen.own),
        )
        return judged.fitting(*among.direction_headlines(told)), among.direction_sentence(told)

    def added_columns(self, seen: Scene, data: Data, order: Sequence[Place]) -> list[tables.Added]:
        """The difference to last year."""
        return tables.change_columns(seen, data, order)

    def describe(self, seen: Scene, claim: Claim) -> str:
        """What the panels are over."""
        subject = words.subject(claim.facts, PlaceForm.OMITTED)
        first, last = (swedish.period_name(seen.periods[at]) for at in (seen.first, seen.last))
        where = "området" if seen.own.is_own_area else seen.own.full_name if seen.own.is_rest_of_county else "länet"
        whose = swedish.listing([f"varje kommun i {where}", *(place.full_name for place in seen.from_elsewhere)])
        return f"Små linjediagram över {subject}, ett för {whose}, {first}–{last}, med riket bakom."

    def show(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> tuple[Drawn, Tables]:
        """The panels; the table below has all their numbers."""
        if not seen.newest or said.claim is None:
            return super().show(seen, said, data, canvas)
        drawn = self.draw(seen, said, data, canvas)
        return drawn, Tables(beside=self.table(seen, data, drawn), series=_all(seen))

    def draw(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> Drawn:
        """A panel for each municipality that has a value in the window."""
        window = slice(seen.first, seen.last + 1)
        panels = []
        for place in _inside(seen):
            row = seen.row(place)[window].tolist()
            values = tuple(None if v != v else v for v in row)
            if any(value is not None for value in values):
                n = seen.raw.regions.index(place.code)
                text = tables.level_cell(seen, n, row[-1], seen.last)
                panels.append(
                    SmallPanel(name=place.name, values=values, text=text, is_chosen=place.code == seen.own.code)
                )
        if not panels:
            return Drawn(caption=none_sv(seen.own), description=said.description)
        nation = next((place for place in seen.places if place.level is Level.NATION), None)
        behind = () if nation is None else seen.row(nation)[window].tolist()
        axis = seen.periods[window]
        breaks = [one for one in break_marks(seen) if axis[0] < one.period <= axis[-1]]
        chart = Panels(
            panels=tuple(panels),
            behind=tuple(None if v != v else v for v in behind),
            first=swedish.short_period(seen.periods[seen.first]),
            last=swedish.short_period(seen.periods[seen.last]),
            tick_text=tick_text,
            unit=f"{swedish.NBSP}%" if seen.indicator.is_share else "",
            breaks=tuple((axis.index(Period(one.period)), one.gap) for one in breaks),
            synthetic=data.synthetic,
            title=self.panel_title(seen, canvas),
        )
        caption = "Alla diagram har samma skala."
        if nation is not None:
            caption += " Streckad linje: riket."
        if breaks:
            caption += " " + " ".join(
                f"Lodrätt streck, {swedish.period_name(one.period)}: {one.word}." for one in breaks
            )
        figure = panels_figure(chart, canvas.frame, canvas.theme)
        return Drawn(figure=figure, caption=caption, description=said.description)


def _inside(seen: Scene) -> tuple[Place, ...]:
    """The county's municipalities in alphabetical order, and those of other counties that are compared with; of a place
    that is put together those it is made of."""
    inside = (place for place in tables.rows_in_order(seen) if place.level is Level.MUNICIPALITY)
    return tuple(place for place in inside if not seen.own.parts or place.code in seen.own.parts)


def _all(seen: Scene) -> Table:
    """Every number of the panels, and riket's, newest first."""
    order = [*_inside(seen), *(place for place in seen.places if place.level is Level.NATION)]
    positions = [seen.raw.regions.index(place.code) for place in order]
    there = np.flatnonzero(~np.isnan(seen.shown[positions, seen.first : seen.last + 1]).all(axis=0))
    newest_first = (there[::-1] + seen.first).tolist()
    names = [swedish.period_name(seen.periods[at]) for at in newest_first]
    rows = zip(names, *(_column(seen, n, newest_first) for n in positions), strict=True)
    return Table(
        caption=f"{tables.measure(seen)}: alla siffror i diagrammet",
        columns=(Column("Period"), *(Column(tables.name_of(place), numeric=True) for place in order)),
        rows=tuple(rows),
    )


def _column(seen: Scene, n: int, positions: list[int]) -> list[str]:
    """A place's numbers at some periods, or the signs for why there is none."""
    values = seen.shown[n, positions]
    cells = swedish.numbers(values.tolist(), seen.decimals)
    odd = np.flatnonzero(np.isnan(values) | (seen.raw.status[n, positions] == STATUS_CODE[Status.LOWER_BOUND]))
    for at in odd.tolist():
        cells[at] = tables.level_cell(seen, n, float(values[at]), positions[at])
    return cells


WAY = SmallWay()
