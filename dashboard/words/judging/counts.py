"""Counts of events: sums of twelve months, bands of usual variation, the place of a year among ten, seasons."""

from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import fmean, median

from dashboard.words.judging import statistics
from dashboard.words.judging.facts import Facts, Observation
from dashboard.words.judging.gates import BOUND, COUNT_TEST, Gate
from dashboard.words.judging.thresholds import (
    SEASON_YEARS,
    SEASON_YEARS_LEAST,
    in_force,
)
from loaders.ground.declarations import Grain, Kind, Status
from loaders.ground.periods import PARTS_PER_YEAR, Period

_EASTER_MONTHS = (3, 4)
_FEBRUARY = 2


@dataclass(frozen=True, slots=True)
class Band:
    """Lowest and highest usual number of a period. position of the number told of: 1 above, −1 below, 0 inside."""

    low: int
    high: int
    position: int


@dataclass(frozen=True, slots=True)
class YearBesideYear:
    """Numbers of twelve months and of the twelve before. gate: the count test; None where both are too small for it.

    now_at_least, before_at_least: whether the number is the lowest it can be. Such a pair has the failed gate BOUND.
    """

    now: int
    before: int
    gate: Gate | None
    now_at_least: bool = False
    before_at_least: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of the ten years before had a higher and a lower number. position: 1 above them, −1 below, 0 among."""

    position: int
    higher: int
    lower: int


@dataclass(frozen=True, slots=True)
class YearInRow:
    """The number of twelve months, and its place among those of ten years before; None where one is not known.

    now_at_least: whether the number is the lowest it can be. It has no place among others then, nor among such.
    """

    now: int
    standing: Standing | None
    now_at_least: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """Twelve months ending now, the twelve before them, and the last month of those; whether each is a lowest one."""

    now: float | None
    before: float | None
    before_ends: Period
    now_at_least: bool
    before_at_least: bool


def known_history(facts: Facts) -> dict[str, float | None]:
    """The history that may be compared with now, with the periods of the facts themselves filled in."""
    found, since = facts.comparable_history, facts.comparable_since
    for observed in (facts.then, facts.before, facts.now):
        if observed is not None and observed.period >= since:
            found[observed.period] = observed.value
    return found


def _five_years(facts: Facts) -> list[float]:
    """Values of the five years before the period, absent ones left out; empty if too few for a mean."""
    length = _length_of_five_years(facts)
    values = statistics.values_before(facts.comparable_history, facts.now.period, length)
    tests = in_force().tests
    return values if len(values) >= max(3, length * tests.history_least // tests.history_months) else []


def _length_of_five_years(facts: Facts) -> int:
    return in_force().tests.history_months * PARTS_PER_YEAR[facts.now.period.grain] // 12


def is_rare(facts: Facts) -> bool:
    """Whether the rule of rare counts applies: under 30 expected. A RARE kind without history is rare.

    Never to numbers at a moment: those of twelve months are the same persons over and over.
    """
    if facts.indicator.kind not in (Kind.RARE, Kind.FLOW) or facts.indicator.at_moment:
        return False
    values = _five_years(facts)
    if not values:
        return facts.indicator.kind is Kind.RARE
    return fmean(values) < in_force().tests.rare_below


def usual_band(facts: Facts, value: float) -> Band | None:
    """The band of usual variation around the five years before, for the facts' value; None where too few are known.

    None too where the value or one of those years is the lowest it can be.
    """
    values = _five_years(facts)
    length = _length_of_five_years(facts)
    if not values or facts.has_bound(facts.now.period, length + 1):
        return None
    low, high = statistics.usual_band(fmean(values), statistics.dispersion(values))
    return Band(low, high, (value > high) - (value < low))


def year_beside_year(facts: Facts) -> YearBesideYear | None:
    """Twelve months and the twelve before, tested against chance; None where either lacks a month."""
    sums = twelve_month_sums(facts)
    if sums.now is None or sums.before is None:
        return None
    now, before = round(sums.now), round(sums.before)
    if sums.now_at_least or sums.before_at_least:
        bound = Gate(BOUND, None, 0.0, False)
        return YearBesideYear(now, before, bound, sums.now_at_least, sums.before_at_least)
    tests = in_force().tests
    if max(now, before) < tests.twelve_months_least:
        return YearBesideYear(now, before, None)
    changed = statistics.counts_differ(now, before, statistics.dispersion(_five_years(facts)))
    p = statistics.binomial_p(now, before)
    return YearBesideYear(now, before, Gate(COUNT_TEST, p, tests.significance, changed, says_similar=True))


def year_in_row(facts: Facts) -> YearInRow | None:
    """Twelve months, and their place among those ending in the same month of the ten years before."""
    history = known_history(facts)
    last = facts.now.period
    parts = PARTS_PER_YEAR[last.grain]
    now = statistics.sum_to(history, last, parts)
    if now is None:
        return None
    years_before = in_force().tests.lumps_years
    ends = [last.back(years) for years in range(1, years_before + 1)]
    row = [statistics.sum_to(history, one, parts) for one in ends]
    known = [earlier for earlier in row if earlier is not None]
    if len(known) < len(row) or any(facts.has_bound(one, parts) for one in (last, *ends)):
        return YearInRow(round(now), None, facts.has_bound(last, parts))
    higher, lower = sum(earlier > now for earlier in known), sum(earlier < now for earlier in known)
    edge = years_before - 1
    return YearInRow(round(now), Standing((lower >= edge) - (higher >= edge), higher, lower))


def twelve_month_sums(facts: Facts) -> Sums:
    """Twelve months (four quarters, one year) ending now and the same number before, None where one is absent."""
    history = known_history(facts)
    parts = PARTS_PER_YEAR[facts.now.period.grain]
    before_ends = facts.now.period.shift(-parts)
    ends = (facts.now.period, before_ends)
    now, before = (statistics.sum_to(history, one, parts) for one in ends)
    return Sums(now, before, before_ends, *(facts.has_bound(one, parts) for one in ends))


def usual_change(facts: Facts) -> Decimal | None:
    """Median per cent change from the month before to this one in the five years before; None under three years."""
    changes = []
    period, history = facts.now.period, facts.comparable_history
    for _ in range(SEASON_YEARS):
        period = period.back()
        here, there = history.get(period), history.get(period.shift(-1))
        if here is not None and there is not None and there > 0:
            changes.append(100 * (here - there) / there)
    return Decimal(str(median(changes))) if len(changes) >= SEASON_YEARS_LEAST else None


def per_day(facts: Facts, then_period: Period, relative: Decimal) -> Decimal:
    """The relative difference; for a season's February per day, so that a leap day is no growth."""
    if not has_leap_day_between(facts, then_period):
        return relative
    days, days_then = facts.now.period.last_day.day, then_period.last_day.day
    return 100 * ((1 + relative / 100) * days_then / days - 1)


def has_leap_day_between(facts: Facts, then_period: Period) -> bool:
    """Whether two Februaries of a season are compared of which one has 29 days, so that the word is per day."""
    now, then = facts.now.period, then_period
    if facts.indicator.kind is not Kind.SEASON or not (now.grain is then.grain is Grain.MONTH):
        return False
    return now.part == then.part == _FEBRUARY and now.last_day.day != then.last_day.day


def is_easter_month(facts: Facts) -> bool:
    """Whether the month is one of the two that Easter moves between, in a season kind."""
    now = facts.now.period
    return facts.indicator.kind is Kind.SEASON and now.grain is Grain.MONTH and now.part in _EASTER_MONTHS


def easter_pair(facts: Facts) -> tuple[Facts, float, Observation] | None:
    """The facts of March and April together, their number and that of last year; spoken of in April.

    None in March, or where a month is absent.
    """
    period = facts.now.period
    if period.part != _EASTER_MONTHS[-1]:
        return None
    history, last_year = known_history(facts), period.back()
    now, then = statistics.sum_to(history, period, 2), statistics.sum_to(history, last_year, 2)
    if now is None or then is None:
        return None
    own = Status.LOWER_BOUND if facts.has_bound(period, 2) else facts.now.status
    both = Observation(last_year, then, Status.LOWER_BOUND if facts.has_bound(last_year, 2) else Status.EMPTY)
    return replace(facts, now=Observation(period, now, own), then=both, before=None), now, both
