"""What a difference must pass, besides its limit, before it gets a word: persons, tolerance, own history, margin."""

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dashboard.words.judging import statistics
from dashboard.words.judging.facts import Facts
from dashboard.words.judging.thresholds import (
    Step,
    in_force,
    limits_of,
)
from loaders.ground.declarations import Grain, Kind, Level, Severity
from loaders.ground.periods import PARTS_PER_YEAR, Period

PERSONS = "persons"
BREAKDOWN = "breakdown"
SMALL = "small"
TOLERANCE = "tolerance"
HISTORY = "history"
COUNT_TEST = "count_test"
MARGIN = "margin"
NO_MARGIN = "margin not known"
BOUND = "bound"
VERDICT = "verdict"
REVISION = "revision"


def persons_behind(points: float, base: float) -> float:
    """Persons behind a difference of shares: percentage points / 100 × base.

    points: the difference of the displayed shares. base: the persons that the newer share is a share of. The one number
    of the gate, the sentence, the table, the dots and the speaker's notes.
    """
    return points / 100 * base


class Shortage(StrEnum):
    """Why a series' own variation is not known, in the order they are asked."""

    SHORT = "short"
    BREAK = "break"
    PANDEMIC = "pandemic"
    HOLES = "holes"


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition: its name, the value held against the limit (None if it could not be known) and the outcome.

    ``says_similar``: failing means *ungefär lika många*; otherwise the numbers are given without a word.
    ``shortage``: why the value is not known, of the gate of the series' own history.
    """

    name: str
    value: float | None
    limit: float
    passed: bool
    says_similar: bool = False
    shortage: Shortage | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The facts' value, the one it is compared with, and their difference as displayed."""

    facts: Facts
    now: float
    then: float
    then_period: Period
    difference: Decimal

    @property
    def size(self) -> float:
        """The difference without its sign."""
        return float(abs(self.difference))


def gate_of(change: Change, step: Step, short_horizon: bool) -> Gate | None:
    """The gate that decides: the first that fails, else the last one passed; None where the kind has none."""
    facts, kind = change.facts, change.facts.indicator.kind
    gates: list[Gate] = []
    if kind is Kind.SURVEY:
        return _margin(change)
    breaks = facts.breaks_since(change.then_period)
    tolerance = max((found.tolerance for found in breaks if found.severity is Severity.NOISE), default=0.0)
    tolerance *= math.sqrt(max(len(facts.place.parts), 1))
    if tolerance and step is not Step.UNCHANGED:
        gates.append(Gate(TOLERANCE, change.size, tolerance, change.size > tolerance))
    if kind is Kind.RATE:
        gates += _rate(change)
    elif kind in (Kind.STOCK, Kind.POPULATION):
        least = limits_of(facts.indicator).least_persons
        gates += [_smallest(change), Gate(PERSONS, change.size, least, change.size >= least)]
    elif kind in (Kind.FLOW, Kind.SEASON, Kind.RARE):
        if facts.indicator.at_moment:
            gates.append(_smallest(change))
        gates += _events(change, short_horizon)
    return next((gate for gate in gates if not gate.passed), gates[-1] if gates else None)


def _smallest(change: Change) -> Gate:
    """Both numbers must be large enough to speak of."""
    smallest = min(change.now, change.then)
    least = in_force().tests.rare_below
    return Gate(SMALL, smallest, least, smallest >= least)


def _margin(change: Change) -> Gate:
    """A survey's change must exceed the margin of the difference; unknown margins are a gate of their own."""
    facts = change.facts
    if facts.margin_now is None or facts.margin_then is None:
        return Gate(NO_MARGIN, None, 0.0, False)
    margin = math.hypot(facts.margin_now, facts.margin_then)
    return Gate(MARGIN, change.size, margin, change.size > margin)


def _rate(change: Change) -> list[Gate]:
    """Persons behind a difference of rates, and breakdowns in small municipalities."""
    facts, least = change.facts, limits_of(change.facts.indicator).least_persons
    gates = []
    if facts.is_breakdown and facts.place.level is Level.MUNICIPALITY and facts.base_total is not None:
        small = in_force().tests.small_place_base
        gates.append(Gate(BREAKDOWN, facts.base_total, small, facts.base_total >= small))
    if facts.base_now is None:
        return [*gates, Gate(PERSONS, None, least, False)]
    persons = persons_behind(change.size, facts.base_now)
    return [*gates, Gate(PERSONS, persons, least, persons >= least)]


def _events(change: Change, short_horizon: bool) -> list[Gate]:
    """Own history and the count test; the test alone for month-on-month, quarters and years."""
    facts, now, then = change.facts, change.now, change.then
    grain = facts.now.period.grain
    gates = []
    if grain is Grain.MONTH and not short_horizon:
        history = facts.comparable_history
        spread = facts.spread if facts.spread is not None else statistics.own_spread(history, facts.now.period)
        if spread is None:
            return [Gate(HISTORY, None, in_force().tests.history_least, False, shortage=shortage_of(facts))]
        moved = abs(math.log(max(now, 0.5) / max(then, 0.5)))
        usual = in_force().tests.z * spread
        gates.append(Gate(HISTORY, moved, usual, moved >= usual, says_similar=True))
    spreading = 1.0
    if grain is not Grain.MONTH:
        values = statistics.values_before(facts.comparable_history, facts.now.period, 5 * PARTS_PER_YEAR[grain])
        spreading = statistics.dispersion(values)
    different = statistics.counts_differ(now, then, spreading)
    probability = statistics.binomial_p(round(now), round(then))
    gates.append(Gate(COUNT_TEST, probability, in_force().tests.significance, different, says_similar=True))
    return gates


def shortage_of(facts: Facts) -> Shortage:
    """Why the own variation of a series is not known: what it would have to be without for 36 steps to be there."""
    whole, period = facts.history, facts.now.period
    known = min((month for month, value in whole.items() if value is not None), default=period)
    least = in_force().tests.history_least
    needed = period.shift(-least - 13)
    if known > needed:
        return Shortage.SHORT
    if facts.comparable_since and len(statistics.yearly_steps(whole, period)) >= least:
        return Shortage.BREAK
    if len(statistics.yearly_steps(facts.comparable_history, period, pandemic_too=True)) >= least:
        return Shortage.PANDEMIC
    return Shortage.BREAK if facts.comparable_since > needed else Shortage.HOLES
