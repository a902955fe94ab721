"""How unusual a year's change is beside the changes there used to be, and which measures the overview shows for it.

Not a word: a place in a row. ``z`` is how many usual variations the change lies from the usual change; 2.6 of them are
passed by chance about once in a hundred comparisons, and the overview says how many it has made.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from dashboard.words.judging import statistics
from dashboard.words.judging.claims import Branch, Claim, Compared, Rare
from dashboard.words.judging.facts import Facts
from dashboard.words.judging.gates import BOUND, COUNT_TEST, REVISION, VERDICT
from dashboard.words.judging.thresholds import DISPERSED_FROM, PANDEMIC, Z, limits_of
from loaders.ground.declarations import Grain, Kind
from loaders.ground.periods import PARTS_PER_YEAR, Period

UNUSUAL_FROM = 2.6
"""As many usual variations from the usual change make a change unusual."""
EXPECTED_SHARE = math.erfc(UNUSUAL_FROM / math.sqrt(2))
"""The share of comparisons that pass by chance, if changes are normally distributed: 0.93 per cent."""
MOST_CARDS = 6
YEARS_BACK = 10
LEAST_CHANGES = {Grain.MONTH: 36, Grain.QUARTER: 12, Grain.YEAR: 8}
"""The fewest earlier changes from which a usual one is told."""
_TO_SIGMA = 1.4826
_EVENTS = (Kind.FLOW, Kind.SEASON, Kind.RARE)


@dataclass(frozen=True, slots=True)
class Deviation:
    """How far a change lies from the usual one.

    z: in usual variations, with the sign of the change beyond the usual. low, high: between what the change in a year
    usually lies, in percentage points for a share and else in per cent; None where chance alone is the measure.
    """

    z: float
    low: float | None = None
    high: float | None = None

    @property
    def is_unusual(self) -> bool:
        """Whether it is far enough away to be told of."""
        return abs(self.z) >= UNUSUAL_FROM


def deviation(claim: Claim) -> Deviation | None:
    """How far the claim's change in a year lies from the usual; None for what is not compared so.

    A survey's difference is set beside its margin, twelve months of few events beside chance by the count test; any
    other change beside those of up to ten years before. Lumps, sums of flows, growth, projections, numbers per head,
    lower bounds, and figures that later publications usually change, are not compared so.
    """
    match claim:
        case Rare():
            return _of_events(claim)
        case Compared(branch=Branch.SURVEY):
            return _of_survey(claim)
        case Compared(branch=Branch.ORDINARY) if claim.facts.indicator.kind is not Kind.PER_HEAD:
            barred = claim.gate is not None and claim.gate.name in (BOUND, VERDICT, REVISION)
            return None if barred else _of_history(claim)
    return None


def _of_events(claim: Rare) -> Deviation | None:
    year = claim.year
    if year is None or year.gate is None or year.gate.name != COUNT_TEST:
        return None
    length = 5 * PARTS_PER_YEAR[claim.facts.now.period.grain]
    values = statistics.values_before(claim.facts.comparable_history, claim.facts.now.period, length)
    spread = statistics.dispersion(values)
    return Deviation(statistics.dispersed_z(year.now, year.before, spread if spread > DISPERSED_FROM else 1.0))


def _of_survey(claim: Compared) -> Deviation | None:
    facts = claim.facts
    margin = math.hypot(facts.margin_now or 0.0, facts.margin_then or 0.0)
    if facts.margin_now is None or facts.margin_then is None or margin == 0:
        return None
    return Deviation(Z * float(claim.difference) / margin)


def _of_history(claim: Compared) -> Deviation | None:
    facts = claim.facts
    is_share = facts.indicator.is_share
    now = change(float(claim.now), float(claim.then), is_share=is_share)
    before = earlier_changes(facts.comparable_history, facts.now.period, is_share=is_share)
    if now is None or len(before) < LEAST_CHANGES[facts.now.period.grain]:
        return None
    usual = median(before)
    spread = max(_TO_SIGMA * median(abs(one - usual) for one in before), _least_spread(claim))
    if spread == 0:
        return None
    ends = (usual - Z * spread, usual + Z * spread)
    low, high = ends if is_share else (100 * math.expm1(end) for end in ends)
    return Deviation((now - usual) / spread, low, high)


def change(now: float, then: float, *, is_share: bool) -> float | None:
    """A change in points for a share, else the logarithm of the ratio; None where that is not to be had."""
    if is_share:
        return now - then
    return math.log(now / then) if now > 0 and then > 0 else None


def earlier_changes(history: Mapping[str, float | None], period: Period, *, is_share: bool) -> list[float]:
    """The changes in a year that end in the ten years before a period, without those that touch the pandemic."""
    found = []
    for n in range(1, YEARS_BACK * PARTS_PER_YEAR[period.grain] + 1):
        here = period.shift(-n)
        there = here.back()
        now, then = history.get(here), history.get(there)
        if now is None or then is None or _in_pandemic(here) or _in_pandemic(there):
            continue
        changed = change(now, then, is_share=is_share)
        if changed is not None:
            found.append(changed)
    return found


def _in_pandemic(period: Period) -> bool:
    first, last = (Period(month).within(period.grain) for month in PANDEMIC)
    return first <= period <= last


def _least_spread(claim: Compared) -> float:
    """What the spread is at least: what chance and rounding make of so many, and 20 persons are never unusual."""
    facts, indicator = claim.facts, claim.facts.indicator
    now, then = float(claim.now), float(claim.then)
    if indicator.kind is Kind.RATE:
        return _least_points(facts, now)
    if indicator.kind in _EVENTS and now > 0 and then > 0:
        return math.sqrt(1 / now + 1 / then)
    least = limits_of(indicator).least_persons
    return least / then / UNUSUAL_FROM if then > 0 else 0.0


def _least_points(facts: Facts, share: float) -> float:
    """In points: the chance in the persons behind a share, the persons a word needs, and half the last decimal."""
    base, least = facts.base_now, limits_of(facts.indicator).least_persons
    half = 0.5 * 10.0**-facts.indicator.decimals
    if not base:
        return half
    part = min(max(share / 100, 1 / base), 1 - 1 / base) if base > 1 else 0.5
    return max(half, 100 * math.sqrt(2 * part * (1 - part) / base), 100 * least / base / UNUSUAL_FROM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A measure that the overview may show. family: what it shares with those that tell of the same."""

    id: str
    family: str
    deviation: Deviation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Ids of the measures shown: the standing ones, the unusual ones that had room, and the unusual ones that had not.

    compared: how many measures the unusual ones were sought among.
    """

    standing: tuple[str, ...]
    unusual: tuple[str, ...]
    left_out: tuple[str, ...]
    compared: int

    @property
    def expected(self) -> float:
        """How many as unusual ones chance gives among so many."""
        return self.compared * EXPECTED_SHARE


def choose(standing: Sequence[Candidate], others: Iterable[Candidate], most: int = MOST_CARDS) -> Choice:
    """The measures to show: those that stand for every place, then the most unusual of each family while there is room.

    A family that a standing measure belongs to has been told of.
    """
    shown = tuple(one.id for one in standing[:most])
    told = {one.family for one in standing[:most]}
    among = [one for one in others if one.deviation is not None and one.family not in told and one.id not in shown]
    found: list[str] = []
    for one in sorted(among, key=lambda one: -abs(one.deviation.z if one.deviation else 0.0)):
        if one.deviation is not None and one.deviation.is_unusual and one.family not in told:
            told.add(one.family)
            found.append(one.id)
    room = most - len(shown)
    return Choice(standing=shown, unusual=tuple(found[:room]), left_out=tuple(found[room:]), compared=len(among))
