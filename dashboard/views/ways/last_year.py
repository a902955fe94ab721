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
from loaders.ground.declarations import Grain, Indicator, Kind
from loaders.ground.periods import PARTS_PER_YEAR

_NAMES = {
    Grain.MONTH: "Mot samma månad i fjol",
    Grain.QUARTER: "Mot samma kvartal i fjol",
    Grain.YEAR: "Mot året före",
}
_UNITS = {Grain.MONTH: "samma månad i fjol", Grain.QUARTER: "samma kvartal i fjol", Grain.YEAR: "året före"}


_SMALL = 5.0
"""Changes that are all under so many per cent have two decimals in line and file; a text says them as ever."""


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

    def caption(self, seen: Scene) -> str:
        """What a reader must know, and why there are gaps in the chosen place's line."""
        row, raw = seen.row(seen.own), seen.raw.values[0]
        known = np.flatnonzero(~np.isnan(row))
        inside = slice(max(seen.first, int(known[0])), seen.last + 1)
        year_ago = arithmetic.back(raw[np.newaxis], PARTS_PER_YEAR[seen.indicator.grain])[0]
        gaps = np.flatnonzero((np.isnan(row) & ~np.isnan(raw) & ~np.isnan(year_ago))[inside]) + inside.start
        if seen.indicator.kind is Kind.SEASON and any(seen.periods[n].part in arithmetic.EASTER_MONTHS for n in gaps):
            return f"{self.caption_sv} Luckor: mars och april jämförs inte, eftersom påsken flyttar mellan dem."
        floor = arithmetic.PERCENT_FLOOR
        if seen.is_in_per_cent and any(min(raw[n], year_ago[n]) < floor for n in gaps):
            return f"{self.caption_sv} Luckor: procent anges bara där båda talen är minst {floor}."
        return self.caption_sv

    def values(self, raw: Series, selection: Selection, data: Data, first: int, drawn: int) -> Values:
        """Differences of displayed shares and indices, per cent of all else; none of a fragment or a lower bound."""
        indicator, change = raw.indicator, arithmetic.year_change
        known = raw.whole_values
        if not self.is_in_per_cent(indicator):
            return Values(change(known, indicator, raw.slice, raw.periods), indicator.decimals)
        per_cent = arithmetic.year_change_pct(known, indicator, raw.slice, raw.periods)
        there, told = (np.flatnonzero(~np.isnan(row)) for row in (known[0], per_cent[0]))
        if told.size and there[-1] - told[-1] > PARTS_PER_YEAR[indicator.grain]:
            per_cent[0] = np.nan  # the numbers have long been too small: what was told years ago is no newest change
        if np.nanmax(np.abs(per_cent[:drawn]), initial=0.0) < _SMALL:  # with one decimal a line of these is a staircase
            return Values(arithmetic.displayed_small_per_cent(per_cent), 2)
        return Values(arithmetic.displayed_per_cent(per_cent), 1)

    def is_in_per_cent(self, indicator: Indicator) -> bool:
        """Whether its values are changes in per cent: those of shares are in points, of an index in its own unit."""
        return not indicator.is_share and indicator.kind is not Kind.PER_HEAD

    def has_percent_sign(self, indicator: Indicator) -> bool:
        """Whether numbers on the axis are followed by %."""
        return self.is_in_per_cent(indicator)

    def unit_sv(self, seen: Scene) -> str:
        """What its values measure, in words."""
        return f"förändring mot {_UNITS[seen.indicator.grain]}, {_unit_sv(seen.indicator)}"

    def column_sv(self, indicator: Indicator) -> str:
        """Heading of a column of its values."""
        return "%" if self.is_in_per_cent(indicator) else _unit_sv(indicator)

    def drawn_sv(self, subject: str, where: str) -> str:
        """What the lines are over, for the alternative text."""
        return f"över hur {subject} ändrats mot samma period ett år tidigare i {where}"

    def value_sv(self, seen: Scene, value: float, period: str) -> str:
        """A value of a line as it is said in the alternative text."""
        if seen.is_in_per_cent:
            return f"{swedish.signed_per_cent(value)} procent"
        return f"{swedish.signed(value, seen.decimals)} {_unit_sv(seen.indicator)}"

    def why_nothing(self, seen: Scene) -> str:
        """Why nothing can be shown so: a year of numbers is there, but they are small."""
        if seen.is_bound()[0].any():
            return (
                "En del av talen är dolda, så att summan är det lägsta möjliga; den jämförs inte. Den visas som Nivå."
            )
        numbers = np.count_nonzero(~np.isnan(seen.raw.values[0]))
        if seen.is_in_per_cent and numbers > PARTS_PER_YEAR[seen.indicator.grain]:
            return f"Procent anges bara där båda talen är minst {arithmetic.PERCENT_FLOOR}. Talen visas som Nivå."
        return super().why_nothing(seen)


def _unit_sv(indicator: Indicator) -> str:
    """The unit of a change: points of a share, the measure's own unit of what is an index or per inhabitant."""
    if indicator.is_share:
        return "procentenheter"
    if indicator.kind is not Kind.PER_HEAD:
        return "procent"
    return "enheter" if indicator.is_index else indicator.unit_sv


WAY = LastYearWay()
