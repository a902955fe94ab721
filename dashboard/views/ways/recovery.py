"""Återhämtning: how far a share is from where it was in the same month of the first year of the window."""

import numpy as np

from dashboard import words
from dashboard.data import arithmetic
from dashboard.data.arrays import Series
from dashboard.data.series import Data
from dashboard.figures.lines import Line, LineChart, Role, line_chart
from dashboard.figures.theme import Canvas
from dashboard.views import judged, tables
from dashboard.views.scene import Scene
from dashboard.views.selection import Selection
from dashboard.views.told import further
from dashboard.views.told.axes import grey_lines_sv, tick_text
from dashboard.views.view import Drawn
from dashboard.views.way import Values
from dashboard.views.ways._lines import LinesWay
from dashboard.words import Claim, Number, swedish
from loaders.ground.declarations import Grain, Indicator, Level
from loaders.ground.periods import Period


class RecoveryWay(LinesWay):
    """Distance to the same month of the first year: nought when all of a rise is taken back."""

    word, name_sv, order = "aterhamtning", "Återhämtning sedan", 270
    is_further = True
    is_judged = False
    is_signed = True
    is_always_together = True
    caption_sv = "Bara samma månad varje år. Noll: som det första året, som väljs med Period."

    def objection(self, indicator: Indicator) -> str:
        """Only of what is told so."""
        return "" if indicator.recovers and indicator.grain is Grain.MONTH else "finns bara för arbetslöshet per månad"

    def values(self, raw: Series, selection: Selection, data: Data, first: int, drawn: int) -> Values:
        """Differences of displayed shares to the same month of the year that begins the window."""
        shown = arithmetic.displayed(raw.values, raw.indicator.decimals)
        start = max(first, arithmetic.comparable_from(raw.indicator, raw.slice, raw.periods))
        found = np.full_like(shown, np.nan)
        there = np.flatnonzero(~np.isnan(shown[0]))
        month = raw.periods[there[-1]].part if there.size else 0
        same = [at for at in range(start, shown.shape[1]) if raw.periods[at].part == month]
        if same:
            found[:, same] = shown[:, same] - shown[:, same[:1]]
        return Values(arithmetic.displayed(found, raw.indicator.decimals), raw.indicator.decimals)

    def unit_sv(self, seen: Scene) -> str:
        """What its values measure, in words."""
        return f"procentenheter från samma månad {_base_sv(seen)}"

    def column_sv(self, indicator: Indicator) -> str:
        """Heading of a column of its values."""
        return "från början"

    def drawn_sv(self, subject: str, where: str) -> str:
        """What the lines are over, for the alternative text."""
        return f"över {subject} i {where}, som avstånd till samma månad det första året"

    def value_sv(self, seen: Scene, value: float, period: str) -> str:
        """A value of a line as it is said in the alternative text."""
        return f"{swedish.signed(value, seen.decimals)} procentenheter"

    def draw(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> Drawn:
        """A point for each year's same month."""
        at = [n for n in range(seen.first, seen.last + 1) if seen.periods[n].part == Period(seen.newest).part]
        years = tuple(Period(f"{seen.periods[n].year:04d}") for n in at)
        if len(at) < 2:
            return Drawn(caption="Det finns bara en sådan månad i perioden.", description=said.description)
        behind = seen.neighbours if seen.own.level is not Level.NATION and not canvas.on_slide else ()
        lines = []
        for place in (*behind, *seen.drawn):
            role, label = (Role.NEIGHBOUR, "") if place in behind else self.line(seen, place, canvas.frame)
            row = seen.row(place)[at].tolist()
            values = tuple(None if value != value else value for value in row)
            lines.append(Line(name=tables.name_of(place), role=role, values=values, label=label))
        chart = LineChart(
            periods=years,
            lines=tuple(lines),
            first=0,
            last=len(years) - 1,
            tick_text=tick_text,
            hover=f"%{{y:+,.{seen.decimals}f}}",
            synthetic=data.synthetic,
            title=self.panel_title(seen, canvas),
        )
        caption = f"{grey_lines_sv(seen)} {self.caption_sv}" if behind else self.caption_sv
        figure = line_chart(chart, canvas.frame, canvas.theme)
        return Drawn(figure=figure, caption=caption, description=said.description)

    def has_percent_sign(self, indicator: Indicator) -> bool:
        """Whether numbers on the axis are followed by %: they are points."""
        return False

    def number(self, seen: Scene, claim: Claim) -> str:
        """The distance of the newest month."""
        value = seen.at(seen.own, seen.newest)
        return "" if value is None else swedish.signed(value, seen.decimals)

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """The distance, and how much of the rise has been taken back."""
        value = seen.at(seen.own, seen.newest)
        if value is None or not isinstance(claim, Number):
            return judged.tell_level(seen, data, claim)
        base = _base_of(seen)
        subject = swedish.capital(words.subject(claim.facts))
        when, then = swedish.in_period(seen.newest, claim.facts.today), swedish.period_name(base)
        size = swedish.points(value, seen.decimals)
        more = f"{size} {'högre' if value > 0 else 'lägre'} än" if value else "densamma som"
        headline = judged.fitting(
            f"{subject} var {when} {more} i {then}",
            f"{subject} var {more} i {then}",
            f"{seen.indicator.short_title_sv}: {swedish.signed(value, seen.decimals)} procentenheter sedan {then}",
        )
        told = further.recovery(seen, claim, base)
        return headline, told or f"{headline}."


def _base_of(seen: Scene) -> str:
    """The month of the first year that is the newest one's."""
    newest = seen.periods[seen.periods.index(seen.newest)]
    first = next(period for period in seen.periods[seen.first :] if period.part == newest.part)
    return str(first)


def _base_sv(seen: Scene) -> str:
    return str(swedish.year_of(seen.periods[seen.first])) if seen.newest else "första året"


WAY = RecoveryWay()
