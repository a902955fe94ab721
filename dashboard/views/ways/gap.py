"""Gap: how many persons more or fewer than if a share were that of the places compared with."""

import numpy as np

from dashboard import words
from dashboard.data import arithmetic
from dashboard.data.arrays import Series
from dashboard.data.series import Data
from dashboard.figures.lines import Role
from dashboard.figures.theme import Frame
from dashboard.model import Column, Table
from dashboard.views import judged, tables
from dashboard.views.scene import Scene, rate_parts
from dashboard.views.selection import Selection
from dashboard.views.view import Drawn
from dashboard.views.way import Values
from dashboard.views.ways._lines import LinesWay, short_name
from dashboard.words import Claim, Number, swedish
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Indicator, Kind, Level
from loaders.ground.places import Place


class GapWay(LinesWay):
    """The persons behind the distance to other places."""

    word, name_sv, order = "gap", "Skillnaden i personer", 60
    is_signed = True
    is_always_together = True
    draws_own = False
    caption_sv = "Så många fler (+) eller färre (−) personer än om andelen vore densamma som där."

    def objection(self, indicator: Indicator) -> str:
        """Only of shares whose denominator is stored can the persons be told."""
        if indicator.whole_at:
            return "kommunernas andelar är för osäkra"
        return "" if indicator.kind is Kind.RATE and indicator.denominator else "finns bara för andelar"

    def values(self, raw: Series, selection: Selection, data: Data, first: int, drawn: int) -> Values:
        """Persons behind the distance to each place compared with, in the row of that place, as they may be said."""
        parts = rate_parts(data, raw, selection)
        rates = arithmetic.displayed(raw.whole_values, raw.indicator.decimals)
        gaps = np.full_like(raw.values, np.nan)
        if parts is not None:
            gaps[1:drawn] = arithmetic.persons_behind_gap(rates[:1], rates[1:drawn], parts[1][:1])
        return Values(_about(gaps), 0)

    def why_nothing(self, seen: Scene) -> str:
        """Why nothing can be shown so: the lowest that two numbers can be has no distance."""
        if seen.is_bound()[: 1 + len(seen.compare)].any():
            return "En del av talen är dolda, så att skillnaden inte går att räkna. Andelarna visas som Nivå."
        return super().why_nothing(seen)

    def has_percent_sign(self, indicator: Indicator) -> bool:
        """Whether numbers on the axis are followed by %: they are persons."""
        return False

    def unit_sv(self, seen: Scene) -> str:
        """What its values measure, in words."""
        return "personer bakom skillnaden"

    def column_sv(self, indicator: Indicator) -> str:
        """Heading of a column of its values."""
        return "personer"

    def drawn_sv(self, subject: str, where: str) -> str:
        """What the lines are over, for the alternative text."""
        return f"över personer bakom skillnaden i {subject} mellan {where}"

    def value_sv(self, seen: Scene, value: float, period: str) -> str:
        """A value of a line as it is said in the alternative text."""
        return f"{swedish.signed(value)} personer"

    def line(self, seen: Scene, place: Place, frame: Frame) -> tuple[Role, str]:
        """The first place compared with is the strong line; each says what the distance is to."""
        value = seen.row(place)[seen.periods.index(seen.newest)]
        name = "länet" if short_name(place, frame, seen.drawn) == "Länet" else place.full_name
        label = "" if np.isnan(value) else f"Mot {name}: {self.number_sv(seen, place, value)}"
        first = next((one for one in seen.drawn if one.code != seen.own.code), place)
        return Role.OWN if place is first else Role.NATION, label

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """The distance to the places compared with, and the persons behind it."""
        others = [judged.judged(seen, data, place, seen.newest) for place in seen.compare]
        apart_from = [other for other in others if words.gap_in_persons(claim, other)]
        nearest = apart_from[0] if apart_from else None
        if not isinstance(nearest, Number) or not isinstance(claim, Number):
            return judged.tell_level(seen, data, claim)
        told = [words.gap_in_persons(claim, nearest), *(words.gap_again(claim, other) for other in apart_from[1:])]
        difference = claim.now - nearest.now
        other = nearest.facts.place
        there = swedish.in_place(other, PlaceForm.NAMED if other.level is Level.MUNICIPALITY else PlaceForm.SHORT)
        size = swedish.points(difference, seen.indicator.decimals)
        apart = "lika hög som" if difference == 0 else f"{size} {'högre' if difference > 0 else 'lägre'} än"
        when = swedish.capital(swedish.in_period(seen.newest, claim.facts.today))
        subject = words.subject(claim.facts)
        headline = judged.fitting(
            f"{when} var {subject} {apart} {there}",
            f"{swedish.capital(subject)} var {apart} {there}",
            words.headline(claim),
        )
        return headline, " ".join(told)

    def table(self, seen: Scene, data: Data, drawn: Drawn) -> Table:
        """Every place's rate, its distance to the first place compared with, and the persons behind it."""
        if not seen.compare:
            return super().table(seen, data, drawn)
        indicator, raw, at = seen.indicator, seen.raw, seen.periods.index(seen.newest)
        beside = seen.compare[0]
        rates = arithmetic.displayed(raw.values[:, at], indicator.decimals)
        whole = np.where(raw.is_whole[:, at], rates, np.nan)
        apart = arithmetic.displayed(whole - whole[raw.regions.index(beside.code)], indicator.decimals)
        parts = rate_parts(data, raw, seen.selection)
        persons = np.full_like(rates, np.nan) if parts is None else _about(apart / 100 * parts[1][:, at])
        rows = []
        order = tables.rows_in_order(seen)
        for place in order:
            n = raw.regions.index(place.code)
            is_beside = place.code == beside.code
            rows.append(
                (
                    tables.name_of(place),
                    tables.level_cell(seen, n, float(rates[n]), at),
                    "" if is_beside or np.isnan(apart[n]) else swedish.signed(apart[n], indicator.decimals),
                    "" if is_beside or np.isnan(persons[n]) else swedish.signed(persons[n]),
                )
            )
        return Table(
            caption=f"{indicator.short_title_sv}, {swedish.period_name(seen.newest)}, skillnad mot {beside.full_name}",
            columns=(
                Column(swedish.short_period(seen.newest)),
                Column("%", numeric=True),
                Column(f"mot {beside.full_name}", numeric=True),
                Column("personer", numeric=True),
            ),
            rows=tuple(rows),
            strong=frozenset(n for n, place in enumerate(order) if place.code == seen.own.code),
        )


def _about(persons: np.ndarray) -> np.ndarray:
    """Persons behind a gap as they may be said, to 5, 10 or 50: one number in sentence, line, table and text."""
    flat = [np.nan if np.isnan(one) else np.copysign(float(swedish.about(one)), one) for one in persons.ravel()]
    return np.array(flat).reshape(persons.shape) + 0.0


WAY = GapWay()
