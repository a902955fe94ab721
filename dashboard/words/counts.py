"""Tally of events: sums of twelve months, bands of usual variation, the place of a year among ten, seasons."""

import statistics
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.words import chance
from dashboard.words.facts import Facts, Observation
from dashboard.words.gates import COUNT_TEST, Gate
from dashboard.words.thresholds import (
    HISTORY_LEAST,
    HISTORY_MONTHS,
    LUMPS_YEARS,
    RARE_BELOW,
    SEASON_YEARS,
    SEASON_YEARS_LEAST,
    TWELVE_MONTHS_LEAST,
)
from loaders.model import Grain, Kind
from loaders.periods import PARTS_PER_YEAR, a_year_before, grain_of, last_day, shift

_PAIR = ("03", "04")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What is known of a count besides its own period. Anything may be None where the history is too short.

    band: lowest and highest usual number of a period. position: 1 above the band or the row, −1 below, 0 inside.
    changed: whether the twelve-month numbers pass the count test; None where they get no word.
    higher, lower: of the ten years before, how many twelve-month sums were higher and lower.
    """

    band: tuple[int, int] | None = None
    position: int | None = None
    twelve_months: int | None = None
    twelve_before: int | None = None
    changed: bool | None = None
    gate: Gate | None = None
    higher: int | None = None
    lower: int | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """Twelve months ending now, the twelve before them, and the last month of those."""

    now: float | None
    before: float | None
    before_ends: str


def known_history(facts: Facts) -> dict[str, float | None]:
    """The history with the periods of the facts themselves filled in."""
    found = dict(facts.history)
    for observed in (facts.then, facts.before, facts.now):
        if observed is not None:
            found[observed.period] = observed.value
    return found


def _five_years(facts: Facts) -> list[float]:
    """Values of the five years before the period, absent ones left out; empty if too few for a mean."""
    parts = PARTS_PER_YEAR[grain_of(facts.now.period)]
    length = HISTORY_MONTHS * parts // 12
    values = chance.recent(facts.history, facts.now.period, length)
    return values if len(values) >= max(3, length * HISTORY_LEAST // HISTORY_MONTHS) else []


def is_rare(facts: Facts) -> bool:
    """Whether the rule of rare counts applies: under 30 expected. A RARE kind without history is rare.

    Never to numbers at a moment: those of twelve months are the same persons over and over.
    """
    if facts.indicator.kind not in (Kind.RARE, Kind.FLOW) or facts.indicator.at_moment:
        return False
    values = _five_years(facts)
    if not values:
        return facts.indicator.kind is Kind.RARE
    return statistics.fmean(values) < RARE_BELOW


def rare(facts: Facts) -> Tally:
    """Band of the period and the test of twelve months against the twelve before."""
    values = _five_years(facts)
    phi = chance.dispersion(values)
    band = chance.usual_band(statistics.fmean(values), phi) if values else None
    now = facts.now.value
    position = None if band is None else (now > band[1]) - (now < band[0])
    sums = twelve_month_sums(facts)
    if sums.now is None or sums.before is None:
        return Tally(band=band, position=position)
    recent, before = round(sums.now), round(sums.before)
    changed, gate = None, None
    if max(recent, before) >= TWELVE_MONTHS_LEAST:
        changed = chance.counts_differ(recent, before, phi)
        gate = Gate(COUNT_TEST, chance.binomial_p(recent, before), 0.05, changed, says_similar=True)
    return Tally(band=band, position=position, twelve_months=recent, twelve_before=before, changed=changed, gate=gate)


def lumps(facts: Facts) -> Tally:
    """The sum of twelve months and its place among those ending in the same month of the ten years before."""
    history = known_history(facts)
    now = facts.now.period
    parts = PARTS_PER_YEAR[grain_of(now)]
    latest = chance.total(history, now, parts)
    if latest is None:
        return Tally()
    row = [chance.total(history, shift(now, -parts * years), parts) for years in range(1, LUMPS_YEARS + 1)]
    before = row[0]
    known = {"twelve_months": round(latest), "twelve_before": None if before is None else round(before)}
    if any(earlier is None for earlier in row):
        return Tally(**known)
    higher, lower = sum(e > latest for e in row), sum(e < latest for e in row)
    edge = LUMPS_YEARS - 1
    return Tally(position=(lower >= edge) - (higher >= edge), higher=higher, lower=lower, **known)


def twelve_month_sums(facts: Facts) -> Sums:
    """Twelve months (four quarters, one year) ending now and the same number before, None where one is absent."""
    history = known_history(facts)
    parts = PARTS_PER_YEAR[grain_of(facts.now.period)]
    before_ends = shift(facts.now.period, -parts)
    return Sums(chance.total(history, facts.now.period, parts), chance.total(history, before_ends, parts), before_ends)


def usual_change(facts: Facts) -> Decimal | None:
    """Median per cent change from the month before to this one in the five years before; None under three years."""
    changes = []
    period = facts.now.period
    for _ in range(SEASON_YEARS):
        period = a_year_before(period)
        here, there = facts.history.get(period), facts.history.get(shift(period, -1))
        if here is not None and there is not None and there > 0:
            changes.append(100 * (here - there) / there)
    return Decimal(str(statistics.median(changes))) if len(changes) >= SEASON_YEARS_LEAST else None


def per_day(facts: Facts, then: Observation, relative: Decimal) -> Decimal:
    """The relative difference; for a season's February per day, so that a leap day is no growth."""
    if facts.indicator.kind is not Kind.SEASON or grain_of(facts.now.period) is not Grain.MONTH:
        return relative
    days, days_then = last_day(facts.now.period).day, last_day(then.period).day
    if days == days_then or not facts.now.period.endswith("-02"):
        return relative
    return 100 * ((1 + relative / 100) * days_then / days - 1)


def is_easter_month(facts: Facts) -> bool:
    """Whether the month is one of the two that Easter moves between, in a season kind."""
    monthly = grain_of(facts.now.period) is Grain.MONTH
    return facts.indicator.kind is Kind.SEASON and monthly and facts.now.period[-2:] in _PAIR


def easter_pair(facts: Facts) -> Facts | None:
    """The facts of March and April together, spoken of in April; None in March or where a month is absent."""
    if not facts.now.period.endswith(_PAIR[1]):
        return None
    history = known_history(facts)
    then = a_year_before(facts.now.period)
    sums = chance.total(history, facts.now.period, 2), chance.total(history, then, 2)
    if None in sums:
        return None
    return replace(
        facts,
        now=Observation(facts.now.period, sums[0], facts.now.status),
        then=Observation(then, sums[1]),
        before=None,
    )
