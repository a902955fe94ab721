"""What a difference must pass, besides its limit, before it gets a word: persons, tolerance, own history, margin."""

import math
from dataclasses import dataclass
from decimal import Decimal

from dashboard.words import chance
from dashboard.words.facts import Facts, Observation
from dashboard.words.thresholds import HISTORY_LEAST, RARE_BELOW, SMALL_PLACE_BASE, Step, Z, limits_of
from loaders.model import Grain, Kind, Level, Severity
from loaders.periods import PARTS_PER_YEAR, grain_of

PERSONS = "persons"
BREAKDOWN = "breakdown"
SMALL = "small"
TOLERANCE = "tolerance"
HISTORY = "history"
COUNT_TEST = "count_test"
MARGIN = "margin"


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition: its name, the value held against the limit (None if it could not be known) and the outcome.

    ``says_similar``: failing means *ungefär lika många*; otherwise the numbers are given without a word.
    """

    name: str
    value: float | None
    limit: float
    passed: bool
    says_similar: bool = False


def gate_of(facts: Facts, then: Observation, difference: Decimal, step: Step, short_horizon: bool) -> Gate | None:
    """The gate that decides: the first that fails, else the last one passed; None where the kind has none."""
    kind = facts.indicator.kind
    gates: list[Gate] = []
    if kind is Kind.SURVEY:
        return _margin(facts, difference)
    tolerance = max(
        (found.tolerance for found in facts.breaks_since(then.period) if found.severity is Severity.NOISE), default=0.0
    )
    if tolerance and step is not Step.UNCHANGED:
        gates.append(Gate(TOLERANCE, float(abs(difference)), tolerance, float(abs(difference)) > tolerance))
    if kind is Kind.RATE:
        gates += _rate(facts, difference)
    elif kind in (Kind.STOCK, Kind.POPULATION):
        least = limits_of(facts.indicator).least_persons
        smallest = min(facts.now.value, then.value)
        gates.append(Gate(SMALL, smallest, RARE_BELOW, smallest >= RARE_BELOW))
        gates.append(Gate(PERSONS, float(abs(difference)), least, abs(difference) >= least))
    elif kind in (Kind.FLOW, Kind.SEASON, Kind.RARE):
        if facts.indicator.at_moment:
            smallest = min(facts.now.value, then.value)
            gates.append(Gate(SMALL, smallest, RARE_BELOW, smallest >= RARE_BELOW))
        gates += _events(facts, then, short_horizon)
    return next((gate for gate in gates if not gate.passed), gates[-1] if gates else None)


def _margin(facts: Facts, difference: Decimal) -> Gate:
    """A survey's change must exceed the margin of the difference; unknown margins do not pass."""
    if facts.margin_now is None or facts.margin_then is None:
        return Gate(MARGIN, float(abs(difference)), 0.0, False)
    margin = math.hypot(facts.margin_now, facts.margin_then)
    return Gate(MARGIN, float(abs(difference)), margin, float(abs(difference)) > margin)


def _rate(facts: Facts, difference: Decimal) -> list[Gate]:
    """Persons behind a difference of rates, and breakdowns in small municipalities."""
    least = limits_of(facts.indicator).least_persons
    gates = []
    if facts.is_breakdown and facts.place.level is Level.MUNICIPALITY and facts.base_total is not None:
        gates.append(Gate(BREAKDOWN, facts.base_total, SMALL_PLACE_BASE, facts.base_total >= SMALL_PLACE_BASE))
    if facts.base_now is None:
        return [*gates, Gate(PERSONS, None, least, False)]
    persons = float(abs(difference)) / 100 * facts.base_now
    return [*gates, Gate(PERSONS, persons, least, persons >= least)]


def _events(facts: Facts, then: Observation, short_horizon: bool) -> list[Gate]:
    """Own history and the count test; the test alone for month-on-month, quarters and years."""
    now = facts.now.value
    monthly = grain_of(facts.now.period) is Grain.MONTH
    gates = []
    if monthly and not short_horizon:
        spread = facts.spread if facts.spread is not None else chance.own_spread(facts.history, facts.now.period)
        if spread is None:
            return [Gate(HISTORY, None, HISTORY_LEAST, False)]
        change = abs(math.log(max(now, 0.5) / max(then.value, 0.5)))
        gates.append(Gate(HISTORY, change, Z * spread, change >= Z * spread, says_similar=True))
    spreading = 1.0
    if not monthly:
        spreading = chance.dispersion(
            chance.recent(facts.history, facts.now.period, 5 * PARTS_PER_YEAR[grain_of(facts.now.period)])
        )
    different = chance.counts_differ(now, then.value, spreading)
    probability = chance.binomial_p(round(now), round(then.value))
    gates.append(Gate(COUNT_TEST, probability, 0.05, different, says_similar=True))
    return gates
