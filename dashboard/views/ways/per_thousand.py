"""Per 1 000: a count beside how many inhabitants, or registered firms, there are in the place."""

import numpy as np

from dashboard import words
from dashboard.data import arithmetic
from dashboard.data.arrays import Series
from dashboard.data.series import Data
from dashboard.views import judged
from dashboard.views.across import keys
from dashboard.views.scene import Scene
from dashboard.views.selection import Selection
from dashboard.views.way import Values
from dashboard.views.ways._lines import LinesWay
from dashboard.words import Claim, Number, swedish
from dashboard.words.kinds import beside
from loaders import catalogue
from loaders.ground.declarations import Indicator, Kind
from loaders.ground.periods import PARTS_PER_YEAR

_FEW = 2.0
"""Under this the numbers have two decimals."""
_MANY = 1000.0
"""From this on they have none: of five digits a sixth tells nothing."""


class PerThousandWay(LinesWay):
    """A count per 1 000 inhabitants or firms, so that small and large places can be read on one scale."""

    word, name_sv, order = "per-tusen", "Per 1 000 invånare", 250
    is_further = True
    is_judged = False
    is_always_together = True

    def name(self, indicator: Indicator) -> str:
        """What the control says: of what it is told per thousand."""
        return f"Per 1 000 {_things(indicator)}" if base_of(indicator) else self.name_sv

    def objection(self, indicator: Indicator) -> str:
        """Only counts with something to be counted against."""
        if indicator.is_share or indicator.kind in (Kind.PER_HEAD, Kind.GROWTH, Kind.SURVEY):
            return "siffran är redan en andel eller förändring"
        if indicator.kind is Kind.AMOUNT:
            return "finns som BRP per invånare" if indicator.id == "grp" else "finns bara för antal"
        return "" if base_of(indicator) else "det finns inget antal att räkna den mot"

    def values(self, raw: Series, selection: Selection, data: Data, first: int, drawn: int) -> Values:
        """Values, or sums of a year, per 1 000; none where what they are counted against is not known."""
        number = keys.beside(raw, base_of(raw.indicator), selection, data)
        if number is None:
            return Values(np.full_like(raw.values, np.nan), 1)
        found = 1000 * keys.counted(raw) / number
        known = found[:drawn][~np.isnan(found[:drawn])]
        most = known.max() if known.size else _FEW
        decimals = 2 if most < _FEW else 1 if most < _MANY else 0
        return Values(arithmetic.displayed(found, decimals), decimals)

    def unit_sv(self, seen: Scene) -> str:
        """What its values measure, in words."""
        span = ", de tolv senaste månaderna" if keys.is_summed_over_a_year(seen.indicator) else ""
        return f"per 1{swedish.NBSP}000 {_things(seen.indicator)}{span}"

    def column_sv(self, indicator: Indicator) -> str:
        """Heading of a column of its values."""
        return "per 1 000"

    def drawn_sv(self, subject: str, where: str) -> str:
        """What the lines are over, for the alternative text."""
        return f"över {subject} i {where} per tusen"

    def value_sv(self, seen: Scene, value: float, period: str) -> str:
        """A value of a line as it is said in the alternative text."""
        return swedish.number(value, seen.decimals)

    def why_nothing(self, seen: Scene) -> str:
        """Why nothing can be shown so."""
        return f"Antalet {_things(seen.indicator)} är inte hämtat för de perioderna."

    def number(self, seen: Scene, claim: Claim) -> str:
        """The number of the newest period."""
        value = seen.at(seen.own, seen.newest)
        return "" if value is None else swedish.number(value, seen.decimals)

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """The number, that of the places compared with, and that of a year before."""
        value = seen.at(seen.own, seen.newest)
        if value is None or not isinstance(claim, Number):
            return judged.tell_level(seen, data, claim)
        things = words.nouns.things(claim.facts)
        per = f"per 1{swedish.NBSP}000 {_things(seen.indicator)}"
        where = swedish.in_place(seen.own)
        summed = keys.is_summed_over_a_year(seen.indicator)
        until = swedish.period_today(seen.newest, claim.facts.today)
        when = f"på tolv månader till och med {until}" if summed else swedish.in_period(seen.newest, claim.facts.today)
        number = swedish.number(value, seen.decimals)
        headline = judged.fitting(
            f"{number} {things} {per} {where} {when}",
            *([f"{number} {things} {per} {where}, tolv månader till {until}"] if summed else []),
            f"{number} {things} {per} {where}",
            f"{seen.indicator.short_title_sv}: {number} {per} {where}",
        )
        others = [
            f"{swedish.number(other, seen.decimals)} {swedish.in_place(place)}"
            for place in seen.compare
            if (other := seen.at(place, seen.newest)) is not None
        ]
        against = f", mot {swedish.listing(others)}" if others else ""
        opening = swedish.capital(beside.until_text(claim)) if summed else swedish.capital(when)
        told = f"{opening} var det {number} {things} {per} {where}{against}."
        year = _year_before(seen)
        before = "" if np.isnan(year) else f" Ett år tidigare var det {swedish.number(year, seen.decimals)}."
        return headline, told + before


def base_of(indicator: Indicator) -> str:
    """Id of what the measure is told per thousand of; empty without."""
    return indicator.per_thousand or indicator.key


def _things(indicator: Indicator) -> str:
    """``invånare``, ``registrerade företag``."""
    base = base_of(indicator)
    if not base or base == "population":
        return "invånare"
    return words.nouns.wording(catalogue.indicator(base)).things_sv or "invånare"


def _year_before(seen: Scene) -> float:
    """The chosen place's number a year before; NaN where the two, or the years they sum, lie across a break."""
    at, year = seen.periods.index(seen.newest), PARTS_PER_YEAR[seen.indicator.grain]
    reach = 2 * year - 1 if keys.is_summed_over_a_year(seen.indicator) else year
    if arithmetic.barred(seen.indicator, seen.raw.slice, seen.periods, reach)[at]:
        return float("nan")
    return float(arithmetic.back(seen.row(seen.own)[np.newaxis], year)[0, at])


WAY = PerThousandWay()
