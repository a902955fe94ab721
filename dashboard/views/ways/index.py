"""Index: each place's values set beside its own average of one year, which is 100."""

import numpy as np

from dashboard import words
from dashboard.data import arithmetic
from dashboard.data.arrays import Series
from dashboard.data.series import Data
from dashboard.views import judged
from dashboard.views.scene import Scene
from dashboard.views.selection import Selection
from dashboard.views.way import Values
from dashboard.views.ways._lines import LEAST_BASE, LinesWay, index_year
from dashboard.words import Claim, swedish
from loaders.ground.declarations import Grain, Indicator, Kind


class IndexWay(LinesWay):
    """An index of the first whole year that can be compared."""

    word, name_sv, order = "index", "Index", 50
    is_always_together = True

    def objection(self, indicator: Indicator) -> str:
        """Why an index of it makes no sense."""
        if indicator.kind is Kind.GROWTH:
            return "siffran är redan en förändring"
        if indicator.kind in (Kind.RARE, Kind.LUMPS):
            return "enskilda månader jämförs inte" if indicator.grain is Grain.MONTH else "talen är för små"
        if indicator.is_share:
            return "finns inte för andelar"
        return "finns inte för flöden" if indicator.id == "population_change" else ""

    def values(self, raw: Series, selection: Selection, data: Data, first: int, drawn: int) -> Values:
        """Values of which the average of the base year is 100; none before the newest incomparable break.

        None at all where the window has no whole year to be 100.
        """
        indicator, axis = raw.indicator, raw.periods
        start = arithmetic.comparable_from(indicator, raw.slice, axis)
        year = index_year(raw, first, drawn)
        if not year:
            return Values(np.full_like(raw.values, np.nan), 1)
        found = arithmetic.index(raw.whole_values, axis, year)
        found[:, :start] = float("nan")
        return Values(arithmetic.displayed(found, 1), 1, year)

    def has_percent_sign(self, indicator: Indicator) -> bool:
        """Whether numbers on the axis are followed by %: an index has no unit."""
        return False

    def is_from_zero(self, indicator: Indicator) -> bool:
        """An index is read as distance from 100."""
        return False

    def unit_sv(self, seen: Scene) -> str:
        """What its values measure, in words."""
        return f"index, medeltalet för {seen.base_year}{swedish.NBSP}={swedish.NBSP}100" if seen.base_year else "index"

    def why_nothing(self, seen: Scene) -> str:
        """Why nothing can be shown so."""
        if seen.base_year:
            return super().why_nothing(seen)
        if seen.is_bound()[: len(seen.drawn)].any():
            return (
                "En del av talen är dolda, så att summan är det lägsta möjliga; den blir inget index. "
                "Den visas som Nivå."
            )
        return (
            f"Ett index behöver ett helt kalenderår utan brott, med minst {LEAST_BASE} i medeltal för varje plats. "
            "Talen visas som Nivå."
        )

    def column_sv(self, indicator: Indicator) -> str:
        """Heading of a column of its values."""
        return "index"

    def drawn_sv(self, subject: str, where: str) -> str:
        """What the lines are over, for the alternative text."""
        return f"över {subject} i {where} som index"

    def value_sv(self, seen: Scene, value: float, period: str) -> str:
        """A value of a line as it is said in the alternative text."""
        return swedish.number(value, 1)

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """How far above or below the base year; no per cent of small numbers, nor of a season's month."""
        value, number = seen.at(seen.own, seen.newest), seen.raw.value(seen.own.code, seen.newest)
        seasonal = seen.indicator.kind in (Kind.FLOW, Kind.SEASON) and seen.indicator.grain is not Grain.YEAR
        if value is None or number is None or seasonal or min(number, 100 * number / value) < arithmetic.PERCENT_FLOOR:
            return judged.tell_level(seen, data, claim)
        apart = value - 100
        size = swedish.percent(abs(apart), swedish.per_cent_decimals(apart))
        where = "i nivå med" if abs(apart) < 0.05 else f"{size} {'över' if apart > 0 else 'under'}"
        when = swedish.in_period(seen.newest, claim.facts.today)
        subject = swedish.capital(words.subject(claim.facts))
        lay = f"{when} låg" if when[:1].isdigit() else f"låg {when}"  # two numbers beside each other are one
        told = f"{subject} {lay} {where} medeltalet för {seen.base_year}"
        headline = judged.fitting(told, words.headline(claim))
        others = [
            f"{swedish.number(other, 1)} i {place.full_name}"
            for place in seen.compare
            if (other := seen.at(place, seen.newest)) is not None
        ]
        beside = f" Index var {swedish.number(value, 1)}, mot {swedish.listing(others)}." if others else ""
        return headline, f"{told}.{beside}"


WAY = IndexWay()
