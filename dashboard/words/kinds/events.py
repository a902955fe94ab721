"""Sentences of counted events: rare counts, lumps, a zero to start from, two horizons, the year so far."""

from decimal import Decimal

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging import statistics
from dashboard.words.judging.claims import (
    Branch,
    Claim,
    Compared,
    FromZero,
    Lumps,
    Number,
    Rare,
    StepFromBefore,
    Word,
)
from dashboard.words.judging.counts import YearBesideYear, YearInRow, known_history
from dashboard.words.judging.facts import Facts
from dashboard.words.judging.judge import chance_word, word_of
from dashboard.words.judging.thresholds import LUMPS_YEARS, SEASON_POINTS, Step, limits_of
from dashboard.words.kinds.ordinary import (
    WITHIN,
    change,
    lead,
    then_in,
    then_name,
    then_number,
    then_value,
    unchanged,
)
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Grain, Kind
from loaders.ground.periods import Period

_COMPARED = {Word.SLIGHT: "något", Word.PLAIN: "", Word.CLEAR: "klart"}
_LENGTH = {Grain.MONTH: "i månaden", Grain.QUARTER: "i kvartalet", Grain.YEAR: "om året"}


def _more(word: Word, up: bool) -> str:
    return nouns.join(_COMPARED[word], "fler" if up else "färre")


def period_sentence(claim: Number, form: PlaceForm, tail: str = "") -> str:
    """``I april gick 3 företag i konkurs i Jämtlands län``, or that none did; with a tail and a full stop."""
    facts = claim.facts
    words = nouns.wording(facts.indicator)
    when, where = sv.in_period(facts.now.period, facts.today), sv.in_place(facts.place, form)
    if claim.now == 0 and words.nobody_sv:
        text = nouns.join(sv.capital(nouns.of_form(facts, words.nobody_sv)), where, when)
    elif words.event_sv:
        event = nouns.fill_in_number(nouns.of_form(facts, words.event_sv), claim.now, facts.now.status)
        text = nouns.join(sv.capital(when), event, where)
    else:
        text = lead(claim, form)
    return f"{text}{tail}."


def rare(claim: Rare, form: PlaceForm) -> str:
    """The period with its band of usual variation, then twelve months against the twelve before."""
    return nouns.join(period_sentence(claim, form, _band(claim)), twelve_months(claim, form))


def _band(claim: Rare) -> str:
    """``, inom vanlig variation (2–11 i månaden)``; empty where there is no band."""
    band = claim.band
    if band is None:
        return ""
    span = f"{sv.number(band.low)}–{sv.number(band.high)} {_LENGTH[claim.facts.now.period.grain]}"
    if band.position == 0:
        return f", inom vanlig variation ({span})"
    return f", ovanligt {'många' if band.position > 0 else 'få'} (vanligt är {span})"


def twelve_months(claim: Claim, form: PlaceForm = PlaceForm.NAMED) -> str:
    """The twelve-month claim of a rare count or of lumps; empty where the sum is not known, and for other claims."""
    if isinstance(claim, Rare) and claim.year is not None:
        return _rare_year(claim, claim.year)
    if isinstance(claim, Lumps | FromZero) and claim.year is not None:
        return _lumps_year(claim.facts, claim.year, form)
    return ""


def compare_years(claim: Rare, than: str) -> str:
    """``ungefär lika många som {than}`` or ``klart fler än {than}``; empty without a word."""
    year = claim.year
    if year is None or claim.word is Word.NONE:
        return ""
    if year.now == year.before:
        return f"lika många som {than}"
    if not claim.word.is_change:
        return f"ungefär lika många som {than}"
    return f"{_more(claim.word, year.now > year.before)} än {than}"


def _rare_year(claim: Rare, year: YearBesideYear) -> str:
    before = sv.number(year.before)
    if claim.facts.now.period.grain is Grain.YEAR:  # the year itself has been told
        compared = compare_years(claim, "året före")
        return f"Det är {compared} ({before})." if compared else f"Året före var det {before}."
    first = f"På tolv månader var det {nouns.number_of_things(claim.facts, year.now)}"
    compared = compare_years(claim, "de tolv månaderna före")
    return f"{first}, {compared} ({before})." if compared else f"{first}, de tolv månaderna före {before}."


def _lumps_year(facts: Facts, year: YearInRow, form: PlaceForm) -> str:
    words = nouns.wording(facts.indicator)
    where = sv.in_place(facts.place, form)
    if words.perfect_sv:
        done = nouns.fill_in_number(nouns.of_form(facts, words.perfect_sv), Decimal(year.now))
        first = f"{nouns.join('De senaste tolv månaderna har', done, where)}."
    else:
        first = f"På tolv månader var det {nouns.number_of_things(facts, year.now, form)}."
    return nouns.join(first, _place_in_row(year))


def _place_in_row(year: YearInRow) -> str:
    """Where the twelve months stand among the ten before; empty if those are not all known."""
    row = year.standing
    if row is None:
        return ""
    ten = sv.small_number(LUMPS_YEARS)
    if row.position == 0:
        return f"Det är inom det vanliga för de {ten} åren före."
    beaten_by, many, higher = (row.higher, "många", "högre") if row.position > 0 else (row.lower, "få", "lägre")
    who = "inget" if beaten_by == 0 else "bara ett"
    return f"Det är ovanligt {many}: {who} av de {ten} åren före har legat {higher}."


def lumps(claim: Lumps, form: PlaceForm) -> str:
    """The period as a number without a word, then twelve months and their place in the row of years."""
    return nouns.join(period_sentence(claim, form), twelve_months(claim, form))


def zero_base(claim: FromZero, form: PlaceForm) -> str:
    """A comparison with zero: both numbers, no word."""
    facts = claim.facts
    words = nouns.wording(facts.indicator)
    if not words.event_sv or not words.none_sv:
        return f"{lead(claim, form)} och {then_number(claim)}."
    then = claim.then_period
    this_year = sv.year_of(facts.now.period) == facts.today.year
    when = then_in(claim) if this_year else sv.in_period(then, facts.today)
    first = period_sentence(claim, form).rstrip(".")
    length = "månad" if Period(then).grain is Grain.MONTH else "period"
    text = f"{first}; {when} {nouns.of_form(facts, words.none_sv)}. En enskild {length} säger lite om utvecklingen."
    return nouns.join(text, twelve_months(claim, form))


def two_horizons(claim: Compared, step: StepFromBefore, form: PlaceForm) -> str:
    """The number, then the short horizon with its season word and last the long one, which owns the headline."""
    facts, short = claim.facts, step.claim
    season = f"{season_word(step)} för årstiden"
    april = sv.compared_period(short.then_period, facts.now.period, facts.today)
    first = f"{lead(claim, form)}."
    still = _without_change(claim)
    if still and still == _without_change(short):
        against = f"både mot {april}, {season}, och mot {then_name(claim)} ({then_value(claim)})"
        return f"{first} Det är {still} {against}."
    alike = short.word.is_change and claim.word.is_change and short.direction == claim.direction
    link = "och" if alike or not (short.word.is_change or claim.word.is_change) else "men"
    return f"{first} Det är {_compare_briefly(short, brackets=False)}, {season}, {link} {_compare_briefly(claim)}."


def _without_change(claim: Compared) -> str:
    """What is said of a difference that is no change; empty for a change, and for a number without a word."""
    if claim.word in (Word.EQUAL, Word.UNCHANGED):
        return unchanged(claim)
    return {Word.SIMILAR: "ungefär lika många", Word.WITHIN: WITHIN}.get(claim.word, "")


def _compare_briefly(claim: Compared, brackets: bool = True) -> str:
    value = f" ({then_value(claim)})" if brackets else ""
    if claim.word.is_change:
        return f"{change(claim)} än {then_in(claim)}{value}"
    if claim.word in (Word.EQUAL, Word.UNCHANGED):
        return f"{unchanged(claim)} jämfört med {then_name(claim)}{value}"
    if claim.word is Word.SIMILAR:
        return f"ungefär lika många som {then_in(claim)}{value}"
    if claim.word is Word.WITHIN:
        return f"{WITHIN} jämfört med {then_name(claim)}{value}"
    return f"att jämföra med {then_value(claim)} {then_in(claim)}"


def season_word(step: StepFromBefore) -> str:
    """``som brukligt``, ``mer än brukligt`` or ``mindre än brukligt`` for the step from the period before."""
    moved, usual = step.moved, step.usual
    if abs(moved - usual) <= SEASON_POINTS:
        return "som brukligt"
    if step.claim.word.is_change:
        sign = 1 if moved > 0 else -1
        return "mer än brukligt" if sign * (moved - usual) > 0 else "mindre än brukligt"
    return "mer än brukligt" if abs(moved) > abs(usual) else "mindre än brukligt"


def year_to_date(claim: Claim) -> str:
    """January to this period against the same periods last year; empty if one is absent, and for other kinds.

    ``Hittills i år har 6 120 nya jobb anmälts, i stort sett lika många som samma månader i fjol (6 085).``
    """
    facts = claim.facts
    period, history = facts.now.period, known_history(facts)
    if period.grain is Grain.YEAR or facts.indicator.kind not in (Kind.FLOW, Kind.SEASON):
        return ""
    if facts.indicator.at_moment:
        return ""
    now, then = (statistics.sum_to(history, last, period.part) for last in (period, period.back()))
    if now is None or then is None:
        return ""
    words = nouns.wording(facts.indicator)
    phrase = nouns.of_form(facts, words.perfect_sv) if words.perfect_sv else f"{{n}} {nouns.things(facts)} räknats"
    done = nouns.fill_in_number(phrase, Decimal(round(now)))
    this_year = period.year == facts.today.year
    opening = "Hittills i år har" if this_year else f"Under {period.year} till och med {sv.period_name(period)} har"
    months = "månader" if period.grain is Grain.MONTH else "kvartal"
    than = f"samma {months} {sv.last_year(period, facts.today)}"
    return f"{opening} {done}, {_so_far(facts, now, then, than)} ({sv.number(then)})."


def _so_far(facts: Facts, now: float, then: float, than: str) -> str:
    if now == then:
        return f"lika många som {than}"
    if then <= 0:
        return f"att jämföra med {than}"
    step = limits_of(facts.indicator).step(Decimal(str(100 * (now - then) / then)))
    if step is Step.UNCHANGED:
        return f"i stort sett lika många som {than}"
    if not statistics.counts_differ(now, then) and chance_word(step) is Word.WITHIN:
        return f"{WITHIN} jämfört med {than}"
    if not statistics.counts_differ(now, then):
        return f"ungefär lika många som {than}"
    return f"{_more(word_of(Decimal(str(now - then)), step), now > then)} än {than}"


def subgroup(claim: Number, group: str) -> str:
    """``Bland unga 18–24 år var det 290, ungefär lika många som i fjol (301).`` For a part a break does not touch."""
    facts = claim.facts
    first = f"Bland {group} var det {sv.number(claim.now)}"
    if not isinstance(claim, Compared) or claim.branch is not Branch.ORDINARY:
        return f"{first}."
    yearly = sv.is_a_year_before(claim.then_period, facts.now.period)
    than = sv.last_year(facts.now.period, facts.today) if yearly else then_in(claim)
    value = then_value(claim)
    if claim.word.is_change:
        return f"{first}, {change(claim)} än {than} ({value})."
    if claim.word is Word.EQUAL:
        return f"{first}, lika många som {than}."
    if claim.word is Word.NONE:
        return f"{first}, och {value} {than}."
    if claim.word is Word.WITHIN:
        return f"{first}, och {value} {than}. Skillnaden ligger {WITHIN}."
    return f"{first}, {'i stort sett' if claim.word is Word.UNCHANGED else 'ungefär'} lika många som {than} ({value})."
