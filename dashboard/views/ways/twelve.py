"""Tolv: twelve months that end in each month, added up for flows, averaged for what there is."""

from collections.abc import Sequence

import numpy as np

from dashboard import words
from dashboard.data import arithmetic
from dashboard.data.arrays import Series
from dashboard.data.series import Data
from dashboard.model import Column
from dashboard.views import judged, tables
from dashboard.views.scene import Scene, rate_parts
from dashboard.views.selection import Selection
from dashboard.views.told import further
from dashboard.views.way import Values, value_then
from dashboard.views.ways._lines import LinesWay
from dashboard.words import Branch, Claim, swedish
from loaders.ground.declarations import Comparison, Grain, Indicator, Kind, Status
from loaders.ground.panel import STATUS_CODE
from loaders.ground.periods import PARTS_PER_YEAR, Period
from loaders.ground.places import Place

_JUDGED = (Branch.RARE, Branch.LUMPS, Branch.TWELVE_MONTHS)
"""Branches of the words engine that are about twelve months."""


class TwelveWay(LinesWay):
    """Twelve months, as a sum or a mean."""

    word, name_sv, order = "tolv", "12 månader", 40

    def objection(self, indicator: Indicator) -> str:
        """Why twelve months of it make no sense."""
        if indicator.grain is not Grain.MONTH:
            return "siffran gäller ett kvartal" if indicator.grain is Grain.QUARTER else "siffran gäller ett helt år"
        if indicator.kind is Kind.POPULATION and indicator.id != "population_change":
            return "finns inte för folkmängd"
        return ""

    def is_default(self, indicator: Indicator) -> bool:
        """A measure of which only sums of twelve months are said is shown so."""
        sums_only = set(indicator.comparisons) == {Comparison.TWELVE_MONTHS} and indicator.grain is Grain.MONTH
        return sums_only and indicator.kind not in (Kind.RARE, Kind.LUMPS)

    def values(self, raw: Series, selection: Selection, data: Data, first: int, drawn: int) -> Values:
        """Sums and means of twelve months, as displayed."""
        return twelve_months(raw, selection, data)

    def unit_sv(self, seen: Scene) -> str:
        """What its values measure, in words."""
        return twelve_months_unit_sv(seen.indicator)

    def period_sv(self, period: str) -> str:
        """``tolv månader till och med augusti 2026``."""
        return f"tolv månader till och med {swedish.period_name(period)}"

    def short_period_sv(self, period: str) -> str:
        """``12 mån. till aug 2026``."""
        return f"12 mån. till {swedish.short_period(period)}"

    def drawn_sv(self, subject: str, where: str) -> str:
        """What the lines are over, for the alternative text."""
        return f"över {subject} i {where}, tolv månader"

    def number(self, seen: Scene, claim: Claim) -> str:
        """The number of twelve months, unless the words engine speaks of them itself."""
        shown = seen.at(seen.own, seen.newest)
        if claim.branch is Branch.TWELVE_MONTHS or shown is None:
            return words.value(claim)
        return _number_sv(seen, shown, seen.is_shown_bound(seen.own, seen.newest))

    def number_before(self, seen: Scene, claim: Claim) -> str:
        """The number of the twelve months before."""
        if claim.branch in (Branch.GROWTH, Branch.TWELVE_MONTHS):
            return value_then(claim)
        found = _twelve_before(seen)
        then = Period(seen.newest).back()
        return "" if np.isnan(found) else _number_sv(seen, found, seen.is_shown_bound(seen.own, then))

    def bounds(self, seen: Scene) -> np.ndarray:
        """Where one of the twelve months is the lowest it can be, so are they together."""
        return arithmetic.holds_any(seen.is_bound(), 12)

    def judges(self, claim: Claim) -> bool:
        """Whether the claim is about twelve months: a month's own is not."""
        return claim.branch in _JUDGED

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """Mean or sum, and that of the twelve months before; the population's have a sentence in the words engine."""
        value = seen.at(seen.own, seen.newest)
        if claim.branch is Branch.TWELVE_MONTHS or seen.indicator.id == "population_change" or value is None:
            return judged.tell_level(seen, data, claim)
        number = words.nouns.at_least_text(judged.with_unit(seen, value), seen.is_shown_bound(seen.own, seen.newest))
        until = swedish.period_today(seen.newest, claim.facts.today)
        named = swedish.capital(words.subject(claim.facts))
        how = "" if arithmetic.is_summed(seen.indicator) else "i genomsnitt "
        spans = (f"på tolv månader till och med {until}", f"på tolv månader till {until}")
        if how:
            spans = (f"de tolv månaderna till och med {until}", f"de tolv månaderna till {until}")
        title = f"{seen.indicator.short_title_sv} {swedish.in_place(seen.own)}, {spans[1]}: {number}"
        told_shortly = f"{named}, {spans[1]}: {number}"
        headline = judged.fitting(*(f"{named} var {how}{number} {span}" for span in spans), told_shortly, title)
        told = f"{named} var {how}{number} {spans[0]}."
        before = _twelve_before(seen)
        if np.isnan(before):
            return headline, told
        pronoun = words.nouns.pronoun(claim.facts)
        is_bound = seen.is_shown_bound(seen.own, Period(seen.newest).back())
        then = words.nouns.at_least_text(judged.with_unit(seen, before), is_bound)
        return headline, f"{told} De tolv månaderna före var {pronoun} {then}."

    def tell_more(self, seen: Scene, data: Data, claim: Claim) -> str:
        """Of the population's change, what its number has changed by."""
        return further.stock(seen, data, claim)

    def added_columns(self, seen: Scene, data: Data, order: Sequence[Place]) -> list[tables.Added]:
        """The twelve months before, and the difference."""
        at = seen.periods.index(seen.newest)
        positions = [seen.raw.regions.index(place.code) for place in order]
        values = seen.shown[:, at]
        before = arithmetic.twelve_months_before(seen.shown, seen.indicator, seen.raw.slice, seen.periods)[:, at]
        year, at_least = PARTS_PER_YEAR[seen.indicator.grain], self.bounds(seen)
        then_at_least = at_least[:, at - year] if at >= year else at_least[:, at]
        apart = arithmetic.displayed(values - before, seen.decimals)
        apart[at_least[:, at] | then_at_least] = np.nan
        earlier = (
            (tables.level_cell(seen, n, before[n], at - year) if at >= year else "")
            if np.isnan(before[n])
            else tables.counted(before[n], Status.LOWER_BOUND if then_at_least[n] else Status.EMPTY, seen.decimals)
            for n in positions
        )
        differences = ("" if np.isnan(apart[n]) else swedish.signed(apart[n], seen.decimals) for n in positions)
        return [
            tables.Added(Column("året före", numeric=True), tuple(earlier)),
            tables.Added(Column("skillnad", numeric=True), tuple(differences)),
        ]


def twelve_months(raw: Series, selection: Selection, data: Data) -> Values:
    """Sums and means of twelve months, as displayed."""
    parts = rate_parts(data, raw, selection)
    found = arithmetic.twelve_months(whole_periods(raw), raw.indicator, raw.slice, raw.periods, parts)
    return Values(arithmetic.displayed(found, raw.indicator.decimals), raw.indicator.decimals)


def _twelve_before(seen: Scene) -> float:
    """The chosen place's number of the twelve months before; NaN where there is none, or a break lies among the 24."""
    row = seen.row(seen.own)[np.newaxis]
    earlier = arithmetic.twelve_months_before(row, seen.indicator, seen.raw.slice, seen.periods)
    return float(earlier[0, seen.periods.index(seen.newest)])


def whole_periods(raw: Series) -> np.ndarray:
    """Published values without those of months that are still being counted: a fragment is compared with nothing."""
    return np.where(raw.status == STATUS_CODE[Status.INCOMPLETE], np.nan, raw.values)


def twelve_months_unit_sv(indicator: Indicator) -> str:
    """What twelve months of a measure are, in words."""
    how = "summa av" if arithmetic.is_summed(indicator) else "medelvärde av"
    return f"{indicator.unit_sv}, {how} tolv månader"


def _number_sv(seen: Scene, value: float, is_bound: bool) -> str:
    if seen.indicator.kind is Kind.RATE:
        text = swedish.percent_sign(value, seen.decimals_of(seen.own))
    else:
        text = swedish.number(value, seen.decimals)
    return words.nouns.at_least_text(text, is_bound)


WAY = TwelveWay()
