"""Sentences of counted events: rare counts, lumps, a zero to start from, two horizons, the year so far."""

from decimal import Decimal

from dashboard import swedish as sv
from dashboard.swedish import PlaceForm
from dashboard.words import chance, nouns
from dashboard.words.claims import Branch, Claim, Word, chance_word
from dashboard.words.counts import known_history
from dashboard.words.ordinary import WITHIN, change, lead, then_in, then_name, then_number, then_value, unchanged
from dashboard.words.thresholds import LUMPS_YEARS, SEASON_POINTS, Step, limits_of
from loaders.model import Grain, Kind
from loaders.periods import a_year_before, grain_of

_COMPARED = {Word.SLIGHT: "något", Word.PLAIN: "", Word.CLEAR: "klart"}
_LENGTH = {Grain.MONTH: "i månaden", Grain.QUARTER: "i kvartalet", Grain.YEAR: "om året"}


def _more(word: Word, up: bool) -> str:
    return nouns.join(_COMPARED[word], "fler" if up else "färre")


def period_sentence(claim: Claim, form: PlaceForm, tail: str = "") -> str:
    """``I april gick 3 företag i konkurs i Jämtlands län``, or that none did; with a tail and a full stop."""
    facts = claim.facts
    words = nouns.wording(facts.indicator)
    when, where = sv.in_period(facts.now.period, facts.today), sv.in_place(facts.place, form)
    if claim.now == 0 and words.nobody_sv:
        text = nouns.join(sv.capital(nouns.of_form(facts, words.nobody_sv)), where, when)
    elif words.event_sv:
        event = nouns.counted(nouns.of_form(facts, words.event_sv), claim.now, facts.now.status)
        text = nouns.join(sv.capital(when), event, where)
    else:
        text = lead(claim, form)
    return f"{text}{tail}."


def rare(claim: Claim, form: PlaceForm) -> str:
    """The period with its band of usual variation, then twelve months against the twelve before."""
    return nouns.join(period_sentence(claim, form, _band(claim)), twelve_months(claim, form))


def _band(claim: Claim) -> str:
    """``, inom vanlig variation (2–11 i månaden)``; empty where there is no band."""
    found = claim.tally
    if found.band is None:
        return ""
    length = _LENGTH[grain_of(claim.facts.now.period)]
    low, high = (sv.number(edge) for edge in found.band)
    if found.position == 0:
        return f", inom vanlig variation ({low}–{high} {length})"
    return f", ovanligt {'många' if found.position > 0 else 'få'} (vanligt är {low}–{high} {length})"


def twelve_months(claim: Claim, form: PlaceForm = PlaceForm.NAMED) -> str:
    """The twelve-month claim of a rare count or of lumps; empty where the sum is not known."""
    found = claim.tally
    if found is None or found.twelve_months is None:
        return ""
    return _lumps_year(claim, form) if claim.facts.indicator.kind is Kind.LUMPS else _rare_year(claim)


def rare_comparison(claim: Claim, than: str) -> str:
    """``ungefär lika många som {than}`` or ``klart fler än {than}``; empty without a word."""
    found = claim.tally
    if found is None or claim.word is Word.NONE:
        return ""
    if found.twelve_months == found.twelve_before:
        return f"lika många som {than}"
    if not claim.word.is_change:
        return f"ungefär lika många som {than}"
    return f"{_more(claim.word, found.twelve_months > found.twelve_before)} än {than}"


def _rare_year(claim: Claim) -> str:
    found = claim.tally
    if grain_of(claim.facts.now.period) is Grain.YEAR:  # the year itself has been told
        compared = rare_comparison(claim, "året före")
        before = sv.number(found.twelve_before)
        return f"Det är {compared} ({before})." if compared else f"Året före var det {before}."
    first = f"På tolv månader var det {nouns.number_of_things(claim.facts, found.twelve_months)}"
    before = sv.number(found.twelve_before)
    compared = rare_comparison(claim, "de tolv månaderna före")
    return f"{first}, {compared} ({before})." if compared else f"{first}, de tolv månaderna före {before}."


def _lumps_year(claim: Claim, form: PlaceForm) -> str:
    facts, found = claim.facts, claim.tally
    words = nouns.wording(facts.indicator)
    where = sv.in_place(facts.place, form)
    if words.perfect_sv:
        done = nouns.counted(nouns.of_form(facts, words.perfect_sv), Decimal(found.twelve_months))
        first = f"{nouns.join('De senaste tolv månaderna har', done, where)}."
    else:
        first = f"På tolv månader var det {nouns.number_of_things(facts, found.twelve_months, form)}."
    return nouns.join(first, _place_in_row(claim))


def _place_in_row(claim: Claim) -> str:
    """Where the twelve months stand among the ten before; empty if those are not all known."""
    found = claim.tally
    if found.position is None:
        return ""
    ten = sv.small_number(LUMPS_YEARS)
    if found.position == 0:
        return f"Det är inom det vanliga för de {ten} åren före."
    beaten_by, many, higher = (found.higher, "många", "högre") if found.position > 0 else (found.lower, "få", "lägre")
    who = "inget" if beaten_by == 0 else "bara ett"
    return f"Det är ovanligt {many}: {who} av de {ten} åren före har legat {higher}."


def lumps(claim: Claim, form: PlaceForm) -> str:
    """The period as a number without a word, then twelve months and their place in the row of years."""
    return nouns.join(period_sentence(claim, form), twelve_months(claim, form))


def zero_base(claim: Claim, form: PlaceForm) -> str:
    """A comparison with zero: both numbers, no word."""
    facts = claim.facts
    words = nouns.wording(facts.indicator)
    if not words.event_sv or not words.none_sv:
        return f"{lead(claim, form)} och {then_number(claim)}."
    then = claim.then_period
    this_year = sv.year_of(facts.now.period) == facts.today.year
    when = then_in(claim) if this_year else sv.in_period(then, facts.today)
    first = period_sentence(claim, form).rstrip(".")
    length = "månad" if grain_of(then) is Grain.MONTH else "period"
    text = f"{first}; {when} {nouns.of_form(facts, words.none_sv)}. En enskild {length} säger lite om utvecklingen."
    return nouns.join(text, twelve_months(claim, form))


def two_horizons(claim: Claim, form: PlaceForm) -> str:
    """The number, then the short horizon with its season word and last the long one, which owns the headline."""
    facts, short = claim.facts, claim.short
    season = f"{season_word(claim)} för årstiden"
    april = sv.compared_period(short.then_period, facts.now.period, facts.today)
    first = f"{lead(claim, form)}."
    still = _still(claim)
    if still and still == _still(short):
        mot = f"både mot {april}, {season}, och mot {then_name(claim)} ({then_value(claim)})"
        return f"{first} Det är {still} {mot}."
    alike = short.word.is_change and claim.word.is_change and short.direction == claim.direction
    link = "och" if alike or not (short.word.is_change or claim.word.is_change) else "men"
    return f"{first} Det är {_horizon(short, brackets=False)}, {season}, {link} {_horizon(claim)}."


def _still(claim: Claim) -> str:
    """What is said of a difference that is no change; empty for a change, and for a number without a word."""
    if claim.word in (Word.EQUAL, Word.UNCHANGED):
        return unchanged(claim)
    return {Word.SIMILAR: "ungefär lika många", Word.WITHIN: WITHIN}.get(claim.word, "")


def _horizon(claim: Claim, brackets: bool = True) -> str:
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


def season_word(claim: Claim) -> str:
    """``som brukligt``, ``mer än brukligt`` or ``mindre än brukligt`` for the step from the period before."""
    moved, usual = claim.short.measured, claim.usual_change
    if abs(moved - usual) <= SEASON_POINTS:
        return "som brukligt"
    if claim.short.word.is_change:
        sign = 1 if moved > 0 else -1
        return "mer än brukligt" if sign * (moved - usual) > 0 else "mindre än brukligt"
    return "mer än brukligt" if abs(moved) > abs(usual) else "mindre än brukligt"


def year_to_date(claim: Claim) -> str:
    """January to this period against the same periods last year; empty if one is absent, and for other kinds.

    ``Hittills i år har 6 120 nya jobb anmälts, i stort sett lika många som samma månader i fjol (6 085).``
    """
    facts = claim.facts
    period, history = facts.now.period, known_history(facts)
    part = int(period[-2:]) if grain_of(period) is Grain.MONTH else int(period[-1])
    if grain_of(period) is Grain.YEAR or facts.indicator.kind not in (Kind.FLOW, Kind.SEASON):
        return ""
    if facts.indicator.at_moment:
        return ""
    now, then = chance.total(history, period, part), chance.total(history, a_year_before(period), part)
    if now is None or then is None:
        return ""
    words = nouns.wording(facts.indicator)
    phrase = nouns.of_form(facts, words.perfect_sv) if words.perfect_sv else f"{{n}} {nouns.things(facts)} räknats"
    done = nouns.counted(phrase, Decimal(round(now)))
    this_year = sv.year_of(period) == facts.today.year
    opening = "Hittills i år har" if this_year else f"Under {period[:4]} till och med {sv.period_name(period)} har"
    months = "månader" if grain_of(period) is Grain.MONTH else "kvartal"
    than = f"samma {months} {sv.last_year(period, facts.today)}"
    return f"{opening} {done}, {_so_far(claim, now, then, than)} ({sv.number(then)})."


def _so_far(claim: Claim, now: float, then: float, than: str) -> str:
    if now == then:
        return f"lika många som {than}"
    if then <= 0:
        return f"att jämföra med {than}"
    step = limits_of(claim.facts.indicator).step(Decimal(str(100 * (now - then) / then)))
    if step is Step.UNCHANGED:
        return f"i stort sett lika många som {than}"
    if not chance.counts_differ(now, then) and chance_word(step) is Word.WITHIN:
        return f"{WITHIN} jämfört med {than}"
    if not chance.counts_differ(now, then):
        return f"ungefär lika många som {than}"
    word = {Step.SLIGHT: Word.SLIGHT, Step.PLAIN: Word.PLAIN, Step.CLEAR: Word.CLEAR}[step]
    return f"{_more(word, now > then)} än {than}"


def subgroup(claim: Claim, group: str) -> str:
    """``Bland unga 18–24 år var det 290, ungefär lika många som i fjol (301).`` For a part a break does not touch."""
    facts = claim.facts
    first = f"Bland {group} var det {sv.number(claim.now)}"
    if claim.branch is not Branch.ORDINARY or claim.then is None:
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
