"""Every limit of the words rule, in one table: what *om statistiken* prints and docs/words.md explains.

Limits are half-open and applied to displayed numbers: a difference of exactly ``plain`` is already *fler*.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum, StrEnum

from loaders.ground.declarations import Indicator, Kind


class Step(IntEnum):
    """Size of a difference, in the four steps the words know."""

    UNCHANGED = 0
    SLIGHT = 1
    PLAIN = 2
    CLEAR = 3


class Scale(StrEnum):
    """What a difference is measured in before it is held against the limits."""

    PERCENT = "procent"
    POINTS = "procentenheter"


@dataclass(frozen=True, slots=True)
class Limits:
    """Where *något*, the plain word and *klart* begin, and the least persons for any of them (0: any number)."""

    slight: Decimal
    plain: Decimal
    clear: Decimal
    scale: Scale
    least_persons: int = 0

    def step(self, difference: Decimal) -> Step:
        """The step of a difference on this scale, whatever its sign."""
        size = abs(difference)
        return Step((size >= self.slight) + (size >= self.plain) + (size >= self.clear))

    def shown(self, difference: Decimal) -> Decimal:
        """A change in per cent with as few decimals as leave it in its step: 9.6 is never shown as 10.

        Whole from 1 upwards and one decimal below, where that is enough.
        """
        fewest = 0 if abs(_rounded(difference, 1)) >= 1 else 1
        for decimals in range(fewest, _MOST_DECIMALS):
            if self.step(_rounded(difference, decimals)) is self.step(difference):
                return _rounded(difference, decimals)
        return _rounded(difference, _MOST_DECIMALS)


_MOST_DECIMALS = 3


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _limits(slight: str, plain: str, clear: str, scale: Scale, least_persons: int = 0) -> Limits:
    return Limits(Decimal(slight), Decimal(plain), Decimal(clear), scale, least_persons)


LIMITS = {
    Kind.FLOW: _limits("3", "10", "25", Scale.PERCENT),
    Kind.SEASON: _limits("3", "10", "25", Scale.PERCENT),
    Kind.RARE: _limits("3", "10", "25", Scale.PERCENT),
    Kind.STOCK: _limits("0.5", "1.5", "3", Scale.PERCENT, least_persons=20),
    Kind.POPULATION: _limits("0.1", "0.5", "1", Scale.PERCENT, least_persons=10),
    Kind.RATE: _limits("0.2", "0.5", "1.0", Scale.POINTS, least_persons=20),
    Kind.AMOUNT: _limits("1", "5", "10", Scale.PERCENT),
    Kind.PROJECTION: _limits("0.5", "1.5", "3", Scale.POINTS),
}
"""Limits per kind. RARE holds for twelve-month numbers; SURVEY borrows (see limits_of); LUMPS has no limits."""

PER_CENT_FROM = 100
"""Both numbers must be at least this for a per cent to be said."""
RARE_BELOW = 30
"""An expected number per period below this is a rare count."""
GAP_FROM_PERSONS = 20
"""A gap is put in persons only from here."""
PLACES_FROM = 20
"""Fewer places than this have neither classes nor quarters: their numbers are shown."""
INTERVAL_PERSONS = 20
"""Under so many persons behind a share, a place has no class on a map; and its interval is at least as many wide."""
NORMAL_95 = 1.96
"""Standard deviations within which 95 of 100 lie."""
SMALL_PLACE_BASE = 5000
"""A municipality with a smaller base gets no words for breakdowns by sex or origin."""
SIGNIFICANCE = 0.05
"""Two-sided level of the count test and of the band of usual variation."""
Z = 1.96
"""Two-sided 5 % point of the normal distribution, for the own-history gate."""
DISPERSED_FROM = 1.2
"""Variance over mean above which a count is not treated as Poisson."""
HISTORY_MONTHS = 60
HISTORY_LEAST = 36
"""The own-history gate and the band look at 60 months and need 36."""
PANDEMIC = ("2020-04", "2022-03")
"""Months left out of a series' own history, first and last."""
TWELVE_MONTHS_LEAST = 10
"""Under this number in both twelve-month periods a rare count gets numbers only."""
SEASON_POINTS = Decimal(5)
"""A month-on-month change this near the usual one is *som brukligt för årstiden* (percentage points)."""
SEASON_YEARS = 5
SEASON_YEARS_LEAST = 3
"""The usual month-on-month change is a median of five years and needs three."""
LUMPS_YEARS = 10
"""A twelve-month sum of lumps is placed among those of the ten years before."""
REVISIONS = 6
REVISIONS_LEAST = 3
"""The usual revision of a newest figure is the median over the last six publications, and needs three of them."""
RECOVERY_FROM_POINTS = Decimal("0.5")
"""A recovery is told of a rise of at least so many percentage points."""
NORMAL_YEARS = 5
NORMAL_YEARS_LEAST = 3
"""A normal year is the median of the same period in five years before, none of the pandemic, and needs three."""
MONTH_ON_MONTH_BASE = 100
"""Month-on-month words need at least this number to start from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tests:
    """The numbers of the tests that decide whether there is a word: those above, at some time. pandemic: first and
    last month left out; the others are named as above.
    """

    rare_below: float
    small_place_base: float
    significance: float
    z: float
    dispersed_from: float
    history_months: int
    history_least: int
    pandemic: tuple[str, str]
    twelve_months_least: int
    lumps_years: int
    revisions: int
    revisions_least: int


TESTS = Tests(
    rare_below=RARE_BELOW,
    small_place_base=SMALL_PLACE_BASE,
    significance=SIGNIFICANCE,
    z=Z,
    dispersed_from=DISPERSED_FROM,
    history_months=HISTORY_MONTHS,
    history_least=HISTORY_LEAST,
    pandemic=PANDEMIC,
    twelve_months_least=TWELVE_MONTHS_LEAST,
    lumps_years=LUMPS_YEARS,
    revisions=REVISIONS,
    revisions_least=REVISIONS_LEAST,
)
"""Today's. Others than these are another version of the rules (``kept.py``)."""


@dataclass(frozen=True, slots=True)
class InForce:
    """What words are chosen by: the limits, the tests' numbers, and the version of the rules, 0 for today's."""

    limits: Mapping[Kind, Limits]
    tests: Tests
    version: int = 0


_TODAYS = InForce(LIMITS, TESTS)
_in_force: ContextVar[InForce | None] = ContextVar("rules in force", default=None)


def in_force() -> InForce:
    """The rules that words are chosen by here and now: today's, but within ``judged_by``."""
    return _in_force.get() or _TODAYS


def limits_of(indicator: Indicator) -> Limits:
    """The limits for an indicator; a survey has those of a rate or a flow by its unit. KeyError for LUMPS."""
    limits = in_force().limits
    if indicator.kind is Kind.SURVEY:
        return limits[Kind.RATE if indicator.is_share else Kind.FLOW]
    return limits[indicator.kind]


@contextmanager
def judged_by(rules: InForce) -> Iterator[None]:
    """Within, words are chosen by these rules: those that held when a meeting was published."""
    token = _in_force.set(rules)
    try:
        yield
    finally:
        _in_force.reset(token)
