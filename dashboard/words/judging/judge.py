"""``judge``: facts in, one claim out. The first rule that applies decides; the order is that of docs/words.md."""

from dataclasses import replace
from decimal import Decimal

from dashboard.words.judging import counts
from dashboard.words.judging.claims import (
    Absent,
    Branch,
    Claim,
    Compared,
    FromZero,
    Lumps,
    Number,
    Projected,
    Rare,
    StepFromBefore,
    Uncompared,
    Word,
    growth_of,
)
from dashboard.words.judging.facts import Facts, Observation, Projection
from dashboard.words.judging.gates import BOUND, NO_MARGIN, REVISION, VERDICT, Change, Gate, gate_of
from dashboard.words.judging.thresholds import MONTH_ON_MONTH_BASE, PER_CENT_FROM, Limits, Step, limits_of
from dashboard.words.swedish import displayed
from loaders.ground.declarations import Break, Comparison, Grain, Indicator, Kind, Level, Severity, Status

_ABSENT = {
    Status.NOT_PUBLISHED: Branch.NOT_PUBLISHED,
    Status.SUPPRESSED: Branch.SUPPRESSED,
    Status.MISSING: Branch.MISSING,
    Status.NOT_APPLICABLE: Branch.MISSING,
    Status.WITHDRAWN: Branch.MISSING,
}
_WORD_OF_STEP = {Step.SLIGHT: Word.SLIGHT, Step.PLAIN: Word.PLAIN, Step.CLEAR: Word.CLEAR}


def judge(facts: Facts) -> Claim:
    """The claim for these facts. Never raises for absent values; they are branches of their own."""
    facts = _as_said_at_level(facts)
    indicator, value = facts.indicator, facts.now.value
    if not exists_at(facts):
        return Absent(facts=facts, branch=Branch.NOT_AT_LEVEL)
    if sums_twelve_months(facts):
        return _judge_twelve_months(facts)
    if value is None:
        return _absent(facts, facts.now.status)
    if facts.now.status is Status.INCOMPLETE:
        return Number(facts=facts, branch=Branch.INCOMPLETE, now=displayed(value, indicator.decimals))
    if indicator.kind is Kind.PROJECTION:
        return _judge_projection(facts, value)
    if indicator.kind is Kind.GROWTH:
        return _judge_growth(facts, value)
    if indicator.kind is Kind.LUMPS or counts.is_rare(facts):
        return _judge_count(facts, value)
    if counts.is_easter_month(facts):
        pair = counts.easter_pair(facts)
        return compare(facts, value, None) if pair is None else compare(*pair)
    claim = compare(facts, value, facts.then)
    if isinstance(claim, Compared) and claim.branch is Branch.ORDINARY:
        return replace(claim, step_from_before=_step_from_before(facts, value))
    return claim


def _absent(facts: Facts, status: Status) -> Absent:
    return Absent(facts=facts, branch=_ABSENT[status], status=status)


def _as_said_at_level(facts: Facts) -> Facts:
    """The facts in whole units, or without what they could be compared with: intervals are not compared."""
    indicator, level = facts.indicator, facts.place.level
    if level in indicator.whole_at and indicator.decimals:
        indicator = replace(indicator, decimals=0)
        facts = replace(facts, indicator=indicator)
    now = _if_known(facts.now, indicator)
    if level not in indicator.compared_at or now is None:
        return replace(facts, now=now or facts.now, then=None, before=None)
    return replace(facts, now=now, then=_if_known(facts.then, indicator), before=_if_known(facts.before, indicator))


def _if_known(observed: Observation | None, indicator: Indicator) -> Observation | None:
    """The observation where its lowest and highest are displayed alike, or none are told; None for an interval."""
    if observed is None or observed.low is None or observed.high is None:
        return observed
    if displayed(observed.low, indicator.decimals) != displayed(observed.high, indicator.decimals):
        return None
    return replace(observed, status=Status.EMPTY) if observed.status is Status.LOWER_BOUND else observed


def exists_at(facts: Facts) -> bool:
    """Whether the indicator has figures for a place of this level; one that is summed here needs municipalities."""
    level = Level.MUNICIPALITY if facts.place.is_summed else facts.place.level
    return level in facts.indicator.levels


def sums_twelve_months(facts: Facts) -> bool:
    """Whether single months get no words and twelve months are summed instead (population flows)."""
    declared = facts.indicator.comparisons
    return (
        Comparison.TWELVE_MONTHS in declared
        and Comparison.YEAR_ON_YEAR not in declared
        and facts.indicator.kind not in (Kind.LUMPS, Kind.RARE)
        and facts.now.period.grain is Grain.MONTH
    )


def compare(facts: Facts, value: float, then: Observation | None, short_horizon: bool = False) -> Number:
    """The claim of the facts' value against one other observation, by every rule from *not compared* on."""
    indicator = facts.indicator
    now = displayed(value, indicator.decimals)
    if then is None:
        return Number(facts=facts, branch=Branch.NOT_COMPARED, now=now)
    breaks = facts.breaks_since(then.period)
    if apart := _incomparable(breaks):
        return Uncompared(facts=facts, branch=Branch.INCOMPARABLE, now=now, then_period=then.period, breaks=apart)
    if then.value is None or then.status is Status.INCOMPLETE:
        return Uncompared(
            facts=facts, branch=Branch.NOT_COMPARED, now=now, then_period=then.period, status=then.status, breaks=breaks
        )
    before = displayed(then.value, indicator.decimals)
    per_head = indicator.kind is Kind.PER_HEAD
    if not (indicator.is_share or per_head) and before <= 0:
        return FromZero(
            facts=facts, branch=Branch.ZERO_BASE, now=now, then=before, then_period=then.period, breaks=breaks
        )
    claim = Compared(facts=facts, branch=Branch.ORDINARY, now=now, then=before, then_period=then.period, breaks=breaks)
    if per_head:
        return claim
    if Status.LOWER_BOUND in (facts.now.status, then.status):
        return replace(claim, gate=Gate(BOUND, None, 0.0, False))
    if indicator.verdict_of:
        return replace(claim, gate=Gate(VERDICT, None, 0.0, False))
    return _with_word(claim, Change(facts, value, then.value, then.period, claim.difference), short_horizon)


def _incomparable(breaks: tuple[Break, ...]) -> tuple[Break, ...]:
    return tuple(found for found in breaks if found.severity is Severity.INCOMPARABLE)


def _with_word(claim: Compared, change: Change, short_horizon: bool) -> Compared:
    """A comparison with its word: the difference against the limits, then against the gates of its kind."""
    indicator, limits = claim.facts.indicator, limits_of(claim.facts.indicator)
    step = limits.step(_measured(claim))
    by_chance = chance_word(step if indicator.is_share else max(step, limits.step(_relative(claim))))
    if any(found.severity is Severity.CAUTION for found in claim.breaks):
        step = min(step, Step.SLIGHT)
    gate = _revision(claim, limits, step) or gate_of(change, step, short_horizon)
    judged = replace(claim, gate=gate, per_cent=_per_cent(claim))
    if indicator.kind is Kind.SURVEY:
        return replace(judged, branch=Branch.SURVEY, word=_survey_word(claim, step, gate))
    if gate is not None and not gate.passed and (step is not Step.UNCHANGED or gate.name == REVISION):
        return replace(judged, word=by_chance if gate.says_similar else Word.NONE)
    word = word_of(claim.difference, step)
    return replace(judged, word=Word.UNCHANGED if word is Word.EQUAL and claim.breaks else word)


def _survey_word(claim: Compared, step: Step, gate: Gate | None) -> Word:
    """The word of a certain difference; NONE where that cannot be known, as a margin of error is not."""
    if gate is None or gate.name in (NO_MARGIN, REVISION):
        return Word.NONE
    return word_of(claim.difference, step) if gate.passed else Word.UNCERTAIN


def _revision(claim: Compared, limits: Limits, step: Step) -> Gate | None:
    """The failed gate where the newest figure is usually changed by more than the limit of the word; else None."""
    usual = claim.facts.usual_revision
    limit = float((limits.slight, limits.slight, limits.plain, limits.clear)[step])
    return Gate(REVISION, usual, limit, False) if usual is not None and usual > limit else None


def _relative(claim: Compared) -> Decimal:
    """The difference in per cent of the number compared with, which is not zero."""
    return 100 * claim.difference / claim.then


def _measured(claim: Compared) -> Decimal:
    """What is held against the limits: points for a share, else per cent (for a season's February per day)."""
    if claim.facts.indicator.is_share:
        return claim.difference
    return counts.per_day(claim.facts, claim.then_period, _relative(claim))


def _per_cent(claim: Compared) -> Decimal | None:
    """Per cent as shown, where both numbers are large enough to say it and it does not round to none.

    None where the word is per day: a per cent of the months would be another one.
    """
    if claim.facts.indicator.is_share or min(claim.now, claim.then) < PER_CENT_FROM:
        return None
    if counts.has_leap_day_between(claim.facts, claim.then_period):
        return None
    relative = _relative(claim)
    return limits_of(claim.facts.indicator).shown(relative) if displayed(relative, 0) else None


def _step_from_before(facts: Facts, value: float) -> StepFromBefore | None:
    """The comparison with the period before, if declared; None where it gets none or there is no usual step."""
    before = facts.before
    if Comparison.MONTH_ON_MONTH not in facts.indicator.comparisons or before is None:
        return None
    if Status.LOWER_BOUND in (facts.now.status, before.status):
        return None
    usual = counts.usual_change(facts)
    if usual is None or before.value is None or before.value < MONTH_ON_MONTH_BASE:
        return None
    if facts.now.status is Status.INCOMPLETE or before.status is Status.INCOMPLETE:
        return None
    claim = compare(facts, value, before, short_horizon=True)
    if not isinstance(claim, Compared) or claim.branch is not Branch.ORDINARY:
        return None
    return StepFromBefore(claim=claim, moved=_measured(claim), usual=usual)


def chance_word(step: Step) -> Word:
    """What is said of a difference of this size that chance may explain."""
    return Word.WITHIN if step is Step.CLEAR else Word.SIMILAR


def word_of(difference: Decimal, step: Step) -> Word:
    """*oförändrad* only for equal displayed numbers, else by the step."""
    if step is Step.UNCHANGED:
        return Word.EQUAL if difference == 0 else Word.UNCHANGED
    return _WORD_OF_STEP[step]


def _judge_count(facts: Facts, value: float) -> Number:
    """Lumps and rare counts: the month with its band, the word on twelve months."""
    now, then = displayed(value, facts.indicator.decimals), facts.then
    apart = () if then is None else _incomparable(facts.breaks_since(then.period))
    if then is not None and apart:
        return Uncompared(facts=facts, branch=Branch.INCOMPARABLE, now=now, then_period=then.period, breaks=apart)
    if facts.indicator.kind is not Kind.LUMPS:
        band, year = counts.usual_band(facts, value), counts.year_beside_year(facts)
        return Rare(facts=facts, branch=Branch.RARE, word=_word_of_years(facts, year), now=now, band=band, year=year)
    row = counts.year_in_row(facts)
    if row is None and then is not None and then.value == 0 and now > 0:
        return FromZero(facts=facts, branch=Branch.ZERO_BASE, now=now, then=Decimal(0), then_period=then.period)
    return Lumps(facts=facts, branch=Branch.LUMPS, now=now, year=row)


def _word_of_years(facts: Facts, year: counts.YearBesideYear | None) -> Word:
    """The word on twelve months beside the twelve before; NONE where they are unknown, under ten in both or bounds."""
    if year is None or year.gate is None or year.gate.name == BOUND:
        return Word.NONE
    if not year.gate.passed:
        return Word.SIMILAR
    difference = Decimal(year.now - year.before)
    return word_of(difference, limits_of(facts.indicator).step(100 * difference / max(year.before, 1)))


def _judge_twelve_months(facts: Facts) -> Claim:
    """Sums of twelve months, and of the twelve before, without a word; no sum has a hole."""
    sums = counts.twelve_month_sums(facts)
    if sums.now is None:
        return _absent(facts, facts.now.status if facts.now.value is None else Status.MISSING)
    now = displayed(sums.now, facts.indicator.decimals)
    if sums.before is None:
        return Number(facts=facts, branch=Branch.TWELVE_MONTHS, now=now)
    then = displayed(sums.before, facts.indicator.decimals)
    return Compared(facts=facts, branch=Branch.TWELVE_MONTHS, now=now, then=then, then_period=sums.before_ends)


def _judge_growth(facts: Facts, value: float) -> Number:
    """A number that is a change already: given beside that of the year before, without a word."""
    before, now = facts.then, displayed(value, facts.indicator.decimals)
    if before is None or before.value is None or before.status is Status.INCOMPLETE:
        return Number(facts=facts, branch=Branch.GROWTH, now=now)
    then = displayed(before.value, facts.indicator.decimals)
    return Compared(facts=facts, branch=Branch.GROWTH, now=now, then=then, then_period=before.period)


def _judge_projection(facts: Facts, value: float) -> Number:
    """Growth of the newest vintage over the common years; the word is on its distance to the next newest.

    Residents are shown in whole tens, growth is taken from the numbers behind them.
    """
    ends, then = displayed(value, -1), facts.then
    if then is None or then.value is None or then.value <= 0:
        return Number(facts=facts, branch=Branch.PROJECTION, now=ends)
    newest = Projection(vintage="", start=then.value, end=value)
    word = Word.NONE
    if facts.older_vintages:
        apart = growth_of(newest) - growth_of(facts.older_vintages[0])
        word = word_of(apart, limits_of(facts.indicator).step(apart))
    return Projected(
        facts=facts,
        branch=Branch.PROJECTION,
        word=word,
        now=ends,
        then=displayed(then.value, -1),
        then_period=then.period,
        newest=newest,
    )
