"""A measure as declared, with the exported figures it is judged by."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loaders.ground import places
from loaders.ground.declarations import Break, Comparison, Indicator, Kind, Level, Severity
from tests.audit import reckoning as r
from tests.audit.figures import PARTS, Figures, days_of, shifted

PANDEMIC = ("2020-04", "2022-03")
RARE_BELOW = 30


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as declared, with the exported figures it is judged by."""

    declared: Indicator
    figures: Figures
    slice: dict[str, str]
    base: Figures | None = None
    margins: Figures | None = None
    lowest: Figures | None = None
    highest: Figures | None = None

    @property
    def grain(self) -> str:
        """``month``, ``quarter`` or ``year``."""
        return self.declared.grain.value

    @property
    def breaks(self) -> list[Break]:
        """The declared breaks that touch the chosen values."""
        return [one for one in self.declared.breaks if one.concerns(self.slice)]

    def decimals(self, place: str) -> int:
        """Decimals shown at the place's level."""
        return 0 if level_of(place) in self.declared.whole_at else self.declared.decimals

    def breaks_between(self, then: str, now: str) -> list[Break]:
        """Those that begin after the earlier period's first day and not after the later one's last."""
        first, last = days_of(then)[0], days_of(now)[1]
        return [one for one in self.breaks if first < days_of(one.period)[0] <= last]

    def comparable_since(self, now: str) -> date:
        """First day of what may be compared with a period: that of the last break that stands in the way."""
        starts = [days_of(one.period)[0] for one in self.breaks if one.severity is Severity.INCOMPARABLE]
        return max((one for one in starts if one <= days_of(now)[1]), default=date.min)

    def is_interval(self, place: str, period: str) -> bool:
        """Whether the lowest and the highest are displayed apart."""
        if self.lowest is None or self.highest is None:
            return False
        ends = [one.value(place, period) for one in (self.lowest, self.highest)]
        shown = {r.rounded(end, self.decimals(place)) for end in ends if end is not None}
        return len(shown) > 1

    def is_bound(self, place: str, period: str) -> bool:
        """Whether a figure is the lowest it can be, and nothing says how high it can be."""
        has_ends = self.highest is not None and self.highest.value(place, period) is not None
        return self.figures.cell(place, period).status == "lower_bound" and not has_ends

    def sums_a_bound(self, place: str, period: str, length: int) -> bool:
        """Whether one of some periods that end in one has the lowest number possible, so that their sum is one too."""
        return any(self.is_bound(place, shifted(period, -n)) for n in range(length))

    def known(self, place: str, period: str, now: str) -> Decimal | None:
        """A value that may be set beside ``now``: none from before the last break in the way."""
        return self.figures.value(place, period) if days_of(period)[0] >= self.comparable_since(now) else None

    def sum_to(self, place: str, period: str, length: int, now: str = "") -> Decimal | None:
        """The sum of some periods that end in one; None where one is absent, incomplete or before a break."""
        each = [self.known(place, shifted(period, -n), now or period) for n in range(length)]
        return None if None in each else sum((one for one in each if one is not None), Decimal(0))


def cells_in(place: str) -> int:
    """How many published figures are added up for a place: one, or those of the rest of a county."""
    county, _, without = place.partition("-")
    return len(places.municipalities(county)) - 1 if without else 1


def level_of(place: str) -> Level:
    """The level a place's figures are of; those of the rest of a county are municipalities'."""
    if place.startswith("SE"):
        return Level.AREA
    return Level.NATION if place == "00" else Level.COUNTY if len(place) == 2 else Level.MUNICIPALITY


def sums_twelve(measure: Measure) -> bool:
    """Whether single months get no word, and twelve months are set beside the twelve before."""
    declared = measure.declared
    only = Comparison.TWELVE_MONTHS in declared.comparisons and Comparison.YEAR_ON_YEAR not in declared.comparisons
    return only and measure.grain == "month" and declared.kind not in (Kind.LUMPS, Kind.RARE)


def five_years(measure: Measure, place: str, period: str) -> list[Decimal]:
    """The known values of the five years before; empty under three fifths of them."""
    length = 5 * PARTS[measure.grain]
    found = [measure.known(place, shifted(period, -n), period) for n in range(1, length + 1)]
    values = [one for one in found if one is not None]
    return values if 5 * len(values) >= 3 * length else []


def is_rare(measure: Measure, place: str, period: str) -> bool:
    """Whether under thirty are expected; a measure of few events without history is rare."""
    kind = measure.declared.kind
    if kind not in (Kind.RARE, Kind.FLOW) or measure.declared.at_moment:
        return False
    before = five_years(measure, place, period)
    return sum(before) / len(before) < RARE_BELOW if before else kind is Kind.RARE
