"""Sentences that set a flow beside more than one month: the year so far, and a normal year."""

from decimal import Decimal
from statistics import median

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging import statistics
from dashboard.words.judging.claims import Claim, Number, Word
from dashboard.words.judging.counts import known_history
from dashboard.words.judging.facts import Facts
from dashboard.words.judging.judge import chance_word, word_of
from dashboard.words.judging.thresholds import NORMAL_YEARS, NORMAL_YEARS_LEAST, PANDEMIC, Step, limits_of
from dashboard.words.kinds.ordinary import WITHIN
from loaders.ground.declarations import Comparison, Grain, Kind, Status
from loaders.ground.periods import PARTS_PER_YEAR, Period

_MORE = {Word.SLIGHT: "något ", Word.PLAIN: "", Word.CLEAR: "klart "}
_MARCH = 3


def year_to_date(claim: Claim) -> str:
    """January to this period against the same periods last year; empty if one is absent, and for other kinds.

    ``Hittills i år har 6 120 nya jobb anmälts, i stort sett lika många som samma månader i fjol (6 085).`` A newest
    month that is a fragment is left out, and a season is never told up to March: Easter moves between it and April.
    Sums that are the lowest they can be get no word.
    """
    facts = claim.facts
    period = facts.now.period
    if period.grain is Grain.YEAR or facts.indicator.kind not in (Kind.FLOW, Kind.SEASON):
        return ""
    if facts.indicator.at_moment:
        return ""
    is_fragment = facts.now.status is Status.INCOMPLETE
    if is_fragment:
        period = period.shift(-1)
    if period.part == 1 or period.year != facts.now.period.year:
        return ""  # January alone has been told
    if facts.indicator.kind is Kind.SEASON and period.part == _MARCH:
        return ""
    history = _own_months(facts)
    now, then = (statistics.sum_to(history, last, period.part) for last in (period, period.back()))
    if now is None or then is None:
        return ""
    words = nouns.wording(facts.indicator)
    phrase = nouns.of_form(facts, words.perfect_sv) if words.perfect_sv else f"{{n}} {nouns.things(facts)} räknats"
    is_bound, then_is_bound = (facts.has_bound(last, period.part) for last in (period, period.back()))
    done = nouns.fill_in_number(phrase, Decimal(round(now)), Status.LOWER_BOUND if is_bound else Status.EMPTY)
    this_year = period.year == facts.today.year
    until = f", till och med {sv.bare_period(period)}," if is_fragment else ""
    opening = f"Hittills i år{until} har" if this_year else f"Under {period.year} till och med {_name(period)} har"
    months = "månader" if period.grain is Grain.MONTH else "kvartal"
    than = f"samma {months} {sv.last_year(period, facts.today)}"
    if is_bound or then_is_bound:
        return f"{opening} {done}, mot {nouns.at_least_text(sv.number(then), then_is_bound)} {than}."
    return f"{opening} {done}, {_so_far(facts, period, now, then, than)} ({sv.number(then)})."


def counts_bounds(claim: Claim) -> bool:
    """Whether the year so far or the normal year, where they are told, rest on a number that is the lowest it can be.

    Never where that of the claim itself is one, of which its own sentence tells.
    """
    facts, period = claim.facts, claim.facts.now.period
    if facts.now.is_bound:
        return False
    has_year = bool(year_to_date(claim)) and any(facts.has_bound(one, period.part) for one in (period, period.back()))
    years = range(1, NORMAL_YEARS + 1)
    return has_year or (bool(normal_year(claim)) and any(facts.has_bound(period.back(n), 1) for n in years))


def _name(period: Period) -> str:
    return sv.bare_period(period)


def _own_months(facts: Facts) -> dict[str, float | None]:
    """Values by period. In April a season's facts hold March and April together, so they are left out."""
    return facts.comparable_history if facts.indicator.kind is Kind.SEASON else known_history(facts)


def _so_far(facts: Facts, last: Period, now: float, then: float, than: str) -> str:
    if now == then:
        return f"lika många som {than}"
    if then <= 0:
        return f"att jämföra med {than}"
    days, days_then = (_days(facts, one) for one in (last, last.back()))
    step = limits_of(facts.indicator).step(Decimal(str(100 * (now / days / (then / days_then) - 1))))
    per_day = ", räknat per dygn," if days != days_then else ""
    if step is Step.UNCHANGED:
        return f"i stort sett lika många{per_day} som {than}"
    if not statistics.counts_differ(now, then):
        if chance_word(step) is Word.WITHIN:
            return f"{WITHIN} jämfört med {than}"
        return f"ungefär lika många{per_day} som {than}"
    return f"{more_or_fewer(word_of(Decimal(str(now - then)), step), now > then)}{per_day} än {than}"


def _days(facts: Facts, last: Period) -> int:
    """Days of the year to and with a period, of a season; 1 for what is not counted per day."""
    if facts.indicator.kind is not Kind.SEASON:
        return 1
    return (last.last_day - Period(f"{last.year}").first_day).days + 1


def more_or_fewer(word: Word, up: bool) -> str:
    """``något fler``, ``färre``, ``klart färre``: a word that is a change, with its direction."""
    return f"{_MORE[word]}{'fler' if up else 'färre'}"


def normal_year(claim: Claim) -> str:
    """``Det är något färre än ett normalår (249, medianen av 2022–2025).`` Only where that is declared.

    The median of the same period in the five years before, without the pandemic; empty under three years. An
    incomplete number is set beside it without a word.
    """
    facts = claim.facts
    if Comparison.NORMAL_YEAR not in facts.indicator.comparisons or not isinstance(claim, Number):
        return ""
    period, history = facts.now.period, known_history(facts)
    known = {}
    for years in range(1, NORMAL_YEARS + 1):
        earlier = period.back(years)
        value = history.get(earlier)
        if value is not None and not _touches_pandemic(earlier):
            known[earlier.year] = value
    if len(known) < NORMAL_YEARS_LEAST:
        return ""
    level = median(known.values())
    is_bound = any(period.back(period.year - year) in facts.bounds for year in known)
    told = f"{nouns.at_least_text(sv.number(level), is_bound)}, medianen av {_years(sorted(known))}"
    if facts.now.status in (Status.INCOMPLETE, Status.LOWER_BOUND) or is_bound:
        return f"Ett normalår är det {told}."
    return f"Det är {_against(facts, float(claim.now), level)} ett normalår ({told})."


def _against(facts: Facts, now: float, level: float) -> str:
    if round(now) == round(level):
        return "som"
    step = limits_of(facts.indicator).step(Decimal(str(100 * (now - level) / level))) if level > 0 else Step.CLEAR
    if step is Step.UNCHANGED:
        return "i stort sett som"
    grain = facts.now.period.grain
    before = statistics.values_before(facts.comparable_history, facts.now.period, NORMAL_YEARS * PARTS_PER_YEAR[grain])
    if not statistics.counts_differ(now, level, statistics.dispersion(before)):
        return f"{WITHIN} jämfört med" if chance_word(step) is Word.WITHIN else "ungefär som"
    return f"{more_or_fewer(word_of(Decimal(str(now - level)), step), now > level)} än"


def _touches_pandemic(period: Period) -> bool:
    first, last = (Period(month).within(period.grain) for month in PANDEMIC)
    return first <= period <= last


def _years(years: list[int]) -> str:
    """``2022–2025``, ``2021, 2023 och 2025``."""
    if years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return sv.listing(map(str, years))
