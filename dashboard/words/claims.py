"""``judge``: facts in, one claim out. The first rule that applies decides; the order is that of docs/words.md.

A claim keeps the rule it was decided by, both displayed numbers, the difference, the limit and the gate, so that it
can be judged again when the figures have been revised.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from dashboard.swedish import displayed
from dashboard.words import counts
from dashboard.words.facts import Facts, Observation, Projection
from dashboard.words.gates import Gate, gate_of
from dashboard.words.thresholds import MONTH_ON_MONTH_BASE, PER_CENT_FROM, Step, limits_of
from loaders.model import Break, Comparison, Grain, Indicator, Kind, Level, Severity, Status
from loaders.periods import grain_of


class Branch(StrEnum):
    """The rule a claim was decided by, in the order they are tried."""

    NOT_AT_LEVEL = "not_at_level"
    NOT_PUBLISHED = "not_published"
    SUPPRESSED = "suppressed"
    MISSING = "missing"
    INCOMPLETE = "incomplete"
    PROJECTION = "projection"
    GROWTH = "growth"
    TWELVE_MONTHS = "twelve_months"
    NOT_COMPARED = "not_compared"
    INCOMPARABLE = "incomparable"
    ZERO_BASE = "zero_base"
    SURVEY = "survey"
    LUMPS = "lumps"
    RARE = "rare"
    ORDINARY = "ordinary"


class Word(StrEnum):
    """What is said of a difference. NONE: the numbers are given and no word.

    SIMILAR and WITHIN: chance may explain it. Under the limit of *klart* that is *ungefär lika många*, from there on
    both numbers and *inom vanlig variation*; only a rare count on twelve months is SIMILAR whatever its change.
    """

    NONE = "none"
    EQUAL = "equal"
    UNCHANGED = "unchanged"
    SIMILAR = "similar"
    WITHIN = "within"
    UNCERTAIN = "uncertain"
    SLIGHT = "slight"
    PLAIN = "plain"
    CLEAR = "clear"

    @property
    def is_change(self) -> bool:
        """Whether a change is claimed."""
        return self in CHANGES


CHANGES = frozenset({Word.SLIGHT, Word.PLAIN, Word.CLEAR})
_WORD_OF_STEP = {Step.SLIGHT: Word.SLIGHT, Step.PLAIN: Word.PLAIN, Step.CLEAR: Word.CLEAR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What may be said, decided. Numbers are as displayed; ``difference`` is now minus then.

    then_period: what is compared with, None if nothing is. relative: difference in per cent of then, None without a
    positive then. per_cent: whole per cent, only where both numbers are large enough to say it. measured: what was
    held against ``threshold`` (per cent or points). short: the claim against the period before, where declared.
    """

    facts: Facts
    branch: Branch
    word: Word = Word.NONE
    now: Decimal | None = None
    then: Decimal | None = None
    then_period: str | None = None
    difference: Decimal | None = None
    relative: Decimal | None = None
    per_cent: int | None = None
    measured: Decimal | None = None
    threshold: Decimal | None = None
    gate: Gate | None = None
    breaks: tuple[Break, ...] = ()
    absent: Status = Status.EMPTY
    tally: counts.Tally | None = None
    short: "Claim | None" = None
    usual_change: Decimal | None = None

    @property
    def direction(self) -> int:
        """1 for a rise, −1 for a fall, 0 for neither or no comparison."""
        return 0 if self.difference is None else (self.difference > 0) - (self.difference < 0)


_ABSENT = {
    Status.NOT_PUBLISHED: Branch.NOT_PUBLISHED,
    Status.SUPPRESSED: Branch.SUPPRESSED,
    Status.MISSING: Branch.MISSING,
    Status.NOT_APPLICABLE: Branch.MISSING,
    Status.WITHDRAWN: Branch.MISSING,
}


def judge(facts: Facts) -> Claim:
    """The claim for these facts. Never raises for absent values; they are branches of their own."""
    facts = _as_said_at_level(facts)
    indicator = facts.indicator
    if not exists_at(facts):
        return Claim(facts=facts, branch=Branch.NOT_AT_LEVEL)
    if sums_twelve_months(facts):
        return _twelve_months(facts)
    if facts.now.value is None:
        return Claim(facts=facts, branch=_ABSENT[facts.now.status], absent=facts.now.status)
    now = displayed(facts.now.value, indicator.decimals)
    if facts.now.status is Status.INCOMPLETE:
        return Claim(facts=facts, branch=Branch.INCOMPLETE, now=now)
    if indicator.kind is Kind.PROJECTION:
        return _projection(facts)
    if indicator.kind is Kind.GROWTH:
        return _growth(facts, now)
    if indicator.kind is Kind.LUMPS or counts.is_rare(facts):
        return _counts(facts, now)
    if counts.is_easter_month(facts):
        pair = counts.easter_pair(facts)
        return against(facts, None) if pair is None else against(pair, pair.then)
    claim = against(facts, facts.then)
    if (
        Comparison.MONTH_ON_MONTH in indicator.comparisons
        and facts.before is not None
        and (facts.before.value or 0) >= MONTH_ON_MONTH_BASE
        and claim.branch is Branch.ORDINARY
    ):
        usual = counts.usual_change(facts)
        short = against(facts, facts.before, short_horizon=True) if usual is not None else None
        if short is not None and short.branch is Branch.ORDINARY:
            return replace(claim, short=short, usual_change=usual)
    return claim


def _as_said_at_level(facts: Facts) -> Facts:
    """The facts in whole units, or without what they could be compared with: intervals are not compared."""
    indicator, level = facts.indicator, facts.place.level
    if level in indicator.whole_at and indicator.decimals:
        facts = replace(facts, indicator=replace(indicator, decimals=0))
    if level not in indicator.compared_at:
        facts = replace(facts, then=None, before=None)
    known = {name: _if_known(getattr(facts, name), facts.indicator) for name in ("now", "then", "before")}
    if known["now"] is None:
        return replace(facts, then=None, before=None)
    return replace(facts, **known)


def _if_known(observed: Observation | None, indicator: Indicator) -> Observation | None:
    """The observation where its lowest and highest are displayed alike, or none are told; None for an interval."""
    if observed is None or observed.low is None or observed.high is None:
        return observed
    if displayed(observed.low, indicator.decimals) != displayed(observed.high, indicator.decimals):
        return None
    return replace(observed, status=Status.EMPTY) if observed.status is Status.LOWER_BOUND else observed


def exists_at(facts: Facts) -> bool:
    """Whether the indicator has figures for a place of this level; the rest of a county needs municipalities."""
    level = Level.MUNICIPALITY if facts.place.is_rest_of_county else facts.place.level
    return level in facts.indicator.levels


def sums_twelve_months(facts: Facts) -> bool:
    """Whether single months get no words and twelve months are summed instead (population flows)."""
    declared = facts.indicator.comparisons
    return (
        Comparison.TWELVE_MONTHS in declared
        and Comparison.YEAR_ON_YEAR not in declared
        and facts.indicator.kind not in (Kind.LUMPS, Kind.RARE)
        and grain_of(facts.now.period) is Grain.MONTH
    )


def against(facts: Facts, then: Observation | None, short_horizon: bool = False) -> Claim:
    """The claim of ``facts.now`` against one other observation, by every rule from *not compared* on."""
    indicator = facts.indicator
    now = displayed(facts.now.value, indicator.decimals)
    if then is None:
        return Claim(facts=facts, branch=Branch.NOT_COMPARED, now=now)
    breaks = facts.breaks_since(then.period)
    apart = tuple(found for found in breaks if found.severity is Severity.INCOMPARABLE)
    if apart:
        return Claim(facts=facts, branch=Branch.INCOMPARABLE, now=now, then_period=then.period, breaks=apart)
    if then.value is None or then.status is Status.INCOMPLETE:
        return Claim(
            facts=facts, branch=Branch.NOT_COMPARED, now=now, then_period=then.period, absent=then.status, breaks=breaks
        )
    before = displayed(then.value, indicator.decimals)
    share = indicator.is_share
    difference = now - before
    common = {
        "facts": facts,
        "now": now,
        "then": before,
        "then_period": then.period,
        "difference": difference,
        "breaks": breaks,
    }
    if not share and before <= 0:
        return Claim(branch=Branch.ZERO_BASE, **common)
    relative = None if before == 0 else 100 * difference / before
    large = not share and now >= PER_CENT_FROM and before >= PER_CENT_FROM
    rounded = int(displayed(relative, 0)) if relative is not None and large else 0
    if Status.LOWER_BOUND in (facts.now.status, then.status):
        return Claim(branch=Branch.ORDINARY, **common)
    limits = limits_of(indicator)
    measured = difference if share else counts.per_day(facts, then, relative)
    step = limits.step(measured)
    by_chance = chance_word(max(step, Step.UNCHANGED if share else limits.step(relative)))
    if any(found.severity is Severity.CAUTION for found in breaks):
        step = min(step, Step.SLIGHT)
    gate = gate_of(facts, then, difference, step, short_horizon)
    common |= {
        "relative": relative,
        "per_cent": rounded or None,
        "measured": measured,
        "threshold": limits.lower_edge(step),
        "gate": gate,
    }
    if indicator.kind is Kind.SURVEY:
        certain = gate is not None and gate.passed
        return Claim(branch=Branch.SURVEY, word=word_of(difference, step) if certain else Word.UNCERTAIN, **common)
    if gate is not None and not gate.passed and step is not Step.UNCHANGED:
        return Claim(branch=Branch.ORDINARY, word=by_chance if gate.says_similar else Word.NONE, **common)
    word = word_of(difference, step)
    if word is Word.EQUAL and breaks:
        word = Word.UNCHANGED
    return Claim(branch=Branch.ORDINARY, word=word, **common)


def chance_word(step: Step) -> Word:
    """What is said of a difference of this size that chance may explain."""
    return Word.WITHIN if step is Step.CLEAR else Word.SIMILAR


def word_of(difference: Decimal, step: Step) -> Word:
    """*oförändrad* only for equal displayed numbers, else by the step."""
    if step is Step.UNCHANGED:
        return Word.EQUAL if difference == 0 else Word.UNCHANGED
    return _WORD_OF_STEP[step]


def _counts(facts: Facts, now: Decimal) -> Claim:
    """Lumps and rare counts: the month with its band, the word on twelve months."""
    lumps = facts.indicator.kind is Kind.LUMPS
    then = facts.then
    apart = () if then is None else facts.breaks_since(then.period)
    blocked = tuple(found for found in apart if found.severity is Severity.INCOMPARABLE)
    if blocked:
        return Claim(facts=facts, branch=Branch.INCOMPARABLE, now=now, then_period=facts.then.period, breaks=blocked)
    found = counts.lumps(facts) if lumps else counts.rare(facts)
    if lumps and then is not None and then.value == 0 and now > 0:
        return Claim(
            facts=facts,
            branch=Branch.ZERO_BASE,
            now=now,
            then=Decimal(0),
            then_period=then.period,
            difference=now,
            tally=found,
        )
    word, threshold, measured = Word.NONE, None, None
    if not lumps and found.changed is not None:
        limits = limits_of(facts.indicator)
        measured = Decimal(100 * (found.twelve_months - found.twelve_before)) / max(found.twelve_before, 1)
        step = limits.step(measured)
        threshold = limits.lower_edge(step)
        word = word_of(Decimal(found.twelve_months - found.twelve_before), step) if found.changed else Word.SIMILAR
    return Claim(
        facts=facts,
        branch=Branch.LUMPS if lumps else Branch.RARE,
        word=word,
        now=now,
        tally=found,
        measured=measured,
        threshold=threshold,
        gate=found.gate,
    )


def _twelve_months(facts: Facts) -> Claim:
    """Sums of twelve months, and of the twelve before, without a word; no sum has a hole."""
    sums = counts.twelve_month_sums(facts)
    if sums.now is None:
        absent = facts.now.status if facts.now.value is None else Status.MISSING
        return Claim(facts=facts, branch=_ABSENT[absent], absent=absent)
    now = displayed(sums.now, facts.indicator.decimals)
    if sums.before is None:
        return Claim(facts=facts, branch=Branch.TWELVE_MONTHS, now=now)
    then = displayed(sums.before, facts.indicator.decimals)
    return Claim(
        facts=facts,
        branch=Branch.TWELVE_MONTHS,
        now=now,
        then=then,
        then_period=sums.before_ends,
        difference=now - then,
    )


def _growth(facts: Facts, now: Decimal) -> Claim:
    """A number that is a change already: given beside that of the year before, without a word."""
    before = facts.then
    if before is None or before.value is None or before.status is Status.INCOMPLETE:
        return Claim(facts=facts, branch=Branch.GROWTH, now=now)
    then = displayed(before.value, facts.indicator.decimals)
    return Claim(
        facts=facts, branch=Branch.GROWTH, now=now, then=then, then_period=before.period, difference=now - then
    )


def _projection(facts: Facts) -> Claim:
    """Growth of the newest vintage over the common years; the word is on its distance to the next newest.

    Residents are shown in whole tens, growth is taken from the numbers behind them.
    """
    ends = displayed(facts.now.value, -1)
    if facts.then is None or facts.then.value is None or facts.then.value <= 0:
        return Claim(facts=facts, branch=Branch.PROJECTION, now=ends)
    growth = growth_of(Projection(vintage="", start=facts.then.value, end=facts.now.value))
    word, measured, threshold = Word.NONE, None, None
    if facts.older_vintages:
        measured = growth - growth_of(facts.older_vintages[0])
        limits = limits_of(facts.indicator)
        step = limits.step(measured)
        word, threshold = word_of(measured, step), limits.lower_edge(step)
    starts = displayed(facts.then.value, -1)
    return Claim(
        facts=facts,
        branch=Branch.PROJECTION,
        word=word,
        now=ends,
        then=starts,
        then_period=facts.then.period,
        difference=ends - starts,
        relative=growth,
        measured=measured,
        threshold=threshold,
    )


def growth_of(projection: Projection) -> Decimal:
    """Growth of a vintage over its years, per cent with one decimal."""
    return displayed(100 * (projection.end - projection.start) / projection.start, 1)
