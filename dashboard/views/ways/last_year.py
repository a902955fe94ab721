"""Fjol: each period's change since the same period a year before, in per cent or in percentage points."""

import numpy as np

from dashboard.data import arithmetic
from dashboard.data.arrays import Series
from dashboard.data.series import Data
from dashboard.views.scene import Scene
from dashboard.views.selection import Selection
from dashboard.views.way import Values
from dashboard.views.ways._lines import LinesWay
from dashboard.words import swedish
from loaders.ground.declarations import Grain, Indicator, Kind, Status
from loaders.ground.panel import STATUS_CODE
from loaders.ground.periods import PARTS_PER_YEAR

_NAMES = {
    Grain.MONTH: "Mot samma månad i fjol",
    Grain.QUARTER: "Mot samma kvartal i fjol",
    Grain.YEAR: "Mot året före",
}
_UNITS = {Grain.MONTH: "samma månad i fjol", Grain.QUARTER: "samma kvartal i fjol", Grain.YEAR: "året före"}


class LastYearWay(LinesWay):
    """The change in a year."""

    word, name_sv, order = "fjol", _NAMES[Grain.MONTH], 30
    is_signed = True
    is_always_together = True
    caption_sv = "Skillnader räknas på de tal som visas."

    def name(self, indicator: Indicator) -> str:
        """What the control says."""
        return _NAMES[indicator.grain]

    def objection(self, indicator: Indicator) -> str:
        """Why its change in a year makes no sense."""
        if indicator.kind is Kind.GROWTH:
            return "siffran är redan en förändring"
        if indicator.whole_at:
            return "kommunernas andelar är för osäkra"
        if indicator.id == "population_change":
            return "finns inte för flöden"
        if indicator.kind in (Kind.RARE, Kind.LUMPS):
            return "enskilda månader jämförs inte" if indicator.grain is Grain.MONTH else "talen är för små"
        return ""

    def values(self, raw: Series, selection: Selection, data: Data, first: int, drawn: int) -> Values:
        """Differences of displayed shares, changes in per cent of all else; none of a fragment or a lower bound."""
        indicator, change = raw.indicator, arithmetic.year_change
        unsure = np.isin(raw.status, [STATUS_CODE[one] for one in (Status.INCOMPLETE, Status.LOWER_BOUND)])
        known = np.where(unsure, np.nan, raw.values)
        if indicator.is_share:
            return Values(change(known, indicator, raw.slice, raw.periods), indicator.decimals)
        per_cent = arithmetic.year_change_pct(known, indicator, raw.slice, raw.periods)
        return Values(arithmetic.displayed_per_cent(per_cent), 1)

    def is_in_per_cent(self, indicator: Indicator) -> bool:
        """Whether its values are changes in per cent: those of shares are in percentage points."""
        return not indicator.is_share

    def has_percent_sign(self, indicator: Indicator) -> bool:
        """Whether numbers on the axis are followed by %."""
        return not indicator.is_share

    def unit_sv(self, seen: Scene) -> str:
        """What its values measure, in words."""
        unit = "procentenheter" if seen.indicator.is_share else "procent"
        return f"förändring mot {_UNITS[seen.indicator.grain]}, {unit}"

    def column_sv(self, indicator: Indicator) -> str:
        """Heading of a column of its values."""
        return "procentenheter" if indicator.is_share else "%"

    def drawn_sv(self, subject: str, where: str) -> str:
        """What the lines are over, for the alternative text."""
        return f"över hur {subject} ändrats mot samma period ett år tidigare i {where}"

    def value_sv(self, seen: Scene, value: float, period: str) -> str:
        """A value of a line as it is said in the alternative text."""
        if seen.is_in_per_cent:
            return f"{swedish.signed_per_cent(value)} procent"
        return f"{swedish.signed(value, seen.decimals)} procentenheter"

    def why_nothing(self, seen: Scene) -> str:
        """Why nothing can be shown so: a year of numbers is there, but they are small."""
        numbers = np.count_nonzero(~np.isnan(seen.raw.values[0]))
        if not seen.indicator.is_share and numbers > PARTS_PER_YEAR[seen.indicator.grain]:
            return f"Procent anges bara där båda talen är minst {arithmetic.PERCENT_FLOOR}. Talen visas som Nivå."
        return super().why_nothing(seen)


WAY = LastYearWay()
