"""Sentences of counted events: rare counts, lumps, a zero to start from, two horizons, the year so far."""

from decimal import Decimal

from dashboard.words import nouns
from dashboard.words import swedish as sv
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
from dashboard.words.judging.counts import YearBesideYear, YearInRow
from dashboard.words.judging.facts import Facts
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
    why_no_word,
)
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Grain, Status
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
    if claim.now == 0:
        return f", vilket är ovanligt (vanligt är {span})"
    return f", ovanligt {'många' if band.position > 0 else 'få'} (vanligt är {span})"


def twelve_months(claim: Claim, form: PlaceForm = PlaceForm.NAMED) -> str:
    """The twelve-month claim of a rare count or of lumps; empty where the sum is not known, and for other claims."""
    if isinstance(claim, Rare) and claim.year is not None:
        return _rare_year(claim, claim.year)
    if isinstance(claim, Lumps) and claim.year is not None:
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
    before = nouns.at_least_text(sv.number(year.before), year.before_at_least)
    if claim.facts.now.period.grain is Grain.YEAR:  # the year itself has been told
        compared = compare_years(claim, "året före")
        return f"Det är {compared} ({before})." if compared else f"Året före var det {before}."
    first = f"På tolv månader var det {nouns.number_of_things(claim.facts, year.now, at_least=year.now_at_least)}"
    compared = compare_years(claim, "de tolv månaderna före")
    return f"{first}, {compared} ({before})." if compared else f"{first}, de tolv månaderna före {before}."


def _lumps_year(facts: Facts, year: YearInRow, form: PlaceForm) -> str:
    words = nouns.wording(facts.indicator)
    where = sv.in_place(facts.place, form)
    last = facts.now.period
    until = f"De tolv månaderna till och med {sv.period_today(last, facts.today)}"
    if last.grain is Grain.YEAR:
        until = f"Under {last}"
    if year.now == 0 and words.none_sv:
        first = f"{nouns.join(until, nouns.of_form(facts, words.none_sv), where)}."
    elif words.event_sv:
        status = Status.LOWER_BOUND if year.now_at_least else Status.EMPTY
        event = nouns.fill_in_number(nouns.of_form(facts, words.event_sv), Decimal(year.now), status)
        first = f"{nouns.join(until, event, where)}."
    else:
        first = f"{until} var det {nouns.number_of_things(facts, year.now, form, at_least=year.now_at_least)}."
    return nouns.join(first, _place_in_row(year))


def _place_in_row(year: YearInRow) -> str:
    """Where the twelve months stand among the ten before; empty if those are not all known."""
    row = year.standing
    if row is None:
        return ""
    ten = sv.small_number(LUMPS_YEARS)
    if row.position == 0:
        return f"Det är en vanlig nivå jämfört med de {ten} åren före."
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
        return f"{lead(claim, form)}, mot {then_number(claim)}."
    then = claim.then_period
    this_year = sv.year_of(facts.now.period) == facts.today.year
    when = then_in(claim) if this_year else sv.in_period(then, facts.today)
    first = period_sentence(claim, form).rstrip(".")
    length = "månad" if Period(then).grain is Grain.MONTH else "period"
    return f"{first}; {when} {nouns.of_form(facts, words.none_sv)}. En enskild {length} säger lite om utvecklingen."


def two_horizons(claim: Compared, step: StepFromBefore, form: PlaceForm) -> str:
    """The number, then the short horizon with its season clause and last the long one, which owns the headline.

    In one sentence where the two and the clause have room in it, else in one each.
    """
    facts, short = claim.facts, step.claim
    clause = season_clause(step)
    april = sv.compared_period(short.then_period, facts.now.period, facts.today)
    first = f"{lead(claim, form)}."
    still = _without_change(claim)
    if still and still == _without_change(short):
        inside = f", {clause}," if clause else ""
        both = f"Det är {still} både mot {april}{inside} och mot {then_name(claim)} ({then_value(claim)})."
        if nouns.words_in(both) <= nouns.MAX_WORDS:
            return f"{first} {both}"
    months = _short_horizon(short, april, clause)
    if short.word not in _APART and claim.word not in _APART:
        alike = short.word.is_change and claim.word.is_change and short.direction == claim.direction
        link = "och" if alike or not (short.word.is_change or claim.word.is_change) else "men"
        whole = f"{months}, {link} {_compare_briefly(claim)}."
        if nouns.words_in(whole) <= nouns.MAX_WORDS:
            return f"{first} {whole}"
    return f"{first} {months}. {_long_horizon(claim)}"


_APART = (Word.NONE, Word.WITHIN)
"""Words that need a sentence of their own."""


def _short_horizon(short: Compared, april: str, clause: str) -> str:
    """``Det är något fler än i april, som brukligt för årstiden``, without a full stop."""
    tail = f", {clause}" if clause else ""
    if short.word is Word.WITHIN:
        return f"Skillnaden mot {april} ligger {WITHIN}{tail}"
    return f"Det är {_compare_briefly(short, brackets=False)}{tail}"


def _long_horizon(claim: Compared) -> str:
    """The comparison with the year before as a sentence, and why it has no word."""
    if claim.word in _APART:
        return nouns.join(f"{sv.capital(then_in(claim))} var det {then_value(claim)}.", why_no_word(claim))
    return f"Det är {_compare_briefly(claim)}."


def _without_change(claim: Compared) -> str:
    """What is said of a difference that is no change; empty for a change, and for a number without a word."""
    if claim.word in (Word.EQUAL, Word.UNCHANGED):
        return unchanged(claim)
    return {Word.SIMILAR: "ungefär lika många"}.get(claim.word, "")


def _compare_briefly(claim: Compared, brackets: bool = True) -> str:
    value = f" ({then_value(claim)})" if brackets else ""
    if claim.word.is_change:
        return f"{change(claim)} än {then_in(claim)}{value}"
    if claim.word in (Word.EQUAL, Word.UNCHANGED):
        return f"{unchanged(claim)} jämfört med {then_name(claim)}{value}"
    if claim.word is Word.SIMILAR:
        return f"ungefär lika många som {then_in(claim)}{value}"
    return f"att jämföra med {then_value(claim)} {then_in(claim)}"


def season_clause(step: StepFromBefore) -> str:
    """What the step from the period before is beside the usual one of the season, with its sign; may be empty.

    ``som brukligt för årstiden`` within five points; a larger or smaller rise or fall than usual; *trots att* it is
    usually the other way; *fast* it usually changes, where now it does not.
    """
    moved, usual, word = step.moved, step.usual, step.claim.word
    if abs(moved - usual) <= SEASON_POINTS:
        return "som brukligt för årstiden"
    facts = step.claim.facts
    changes = limits_of(facts.indicator).step(usual) is not Step.UNCHANGED
    usually = f"det brukar bli {'fler' if usual > 0 else 'färre'} till {sv.bare_period(facts.now.period)}"
    if not word.is_change:
        goes_along = word is Word.WITHIN and moved * usual > 0
        return f"fast {usually}" if changes and not goes_along else ""
    if changes and moved * usual < 0:
        return f"trots att {usually}"
    turn = "ökning" if moved > 0 else "minskning"
    return f"en {'större' if abs(moved) > abs(usual) else 'mindre'} {turn} än brukligt för årstiden"


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
        return f"{first}, mot {value} {then_in(claim)}."
    if claim.word is Word.WITHIN:
        return f"{first}, mot {value} {then_in(claim)}. Skillnaden ligger {WITHIN}."
    return f"{first}, {'i stort sett' if claim.word is Word.UNCHANGED else 'ungefär'} lika många som {than} ({value})."
