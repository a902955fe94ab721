"""Sentences of the ordinary rule, one horizon: rates, stocks, population, amounts, flows and surveys."""

from decimal import Decimal

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging import gates
from dashboard.words.judging.claims import Claim, Compared, Number, Uncompared, Word
from dashboard.words.judging.counts import has_leap_day_between
from dashboard.words.judging.thresholds import PER_CENT_FROM
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Indicator, Kind, Severity, Status

_PREFIX = {Word.SLIGHT: "något ", Word.PLAIN: "", Word.CLEAR: "klart "}
WITHIN = "inom vanlig variation"
_LEAP_DAY = 29
_SUFFIX = {Word.SLIGHT: " något", Word.PLAIN: "", Word.CLEAR: " tydligt"}
BOUND = "Med ”minst” menas att en del uppgifter är dolda"
_WHY_NO_WORD = {
    gates.BREAKDOWN: "Gruppen är för liten för att kalla skillnaden en förändring.",
    gates.SMALL: "Talen är för små för att kalla skillnaden en förändring.",
    gates.TOLERANCE: "Skillnaden är för liten för att kalla det en förändring.",
    gates.BOUND: f"{BOUND}; därför sägs inget om skillnaden.",
    gates.VERDICT: "Om det är en förändring bedöms på andelen, så att samma personer får ett omdöme.",
    gates.NO_MARGIN: "Felmarginalen är inte känd; därför sägs inget om skillnaden.",
    gates.REVISION: "Nya siffror brukar ändras för mycket i efterhand för att skillnaden ska få ett ord.",
}
_WHY_SHORT = {
    gates.Shortage.SHORT: "Serien är för kort",
    gates.Shortage.BREAK: "Det finns för få jämförbara månader sedan måttet gjordes om",
    gates.Shortage.PANDEMIC: "Det finns för få jämförbara månader sedan pandemin",
    gates.Shortage.HOLES: "För många månader saknas",
}


def change(claim: Compared) -> str:
    """``något lägre``, ``fler``, ``klart större``; for a population ``minskade något``."""
    up = claim.direction > 0
    if claim.facts.indicator.kind is Kind.POPULATION:
        return ("ökade" if up else "minskade") + _SUFFIX[claim.word]
    return _PREFIX[claim.word] + comparative(claim.facts.indicator, up)


def comparative(indicator: Indicator, up: bool) -> str:
    """``högre`` for rates and amounts, ``större`` for a sum of wages, ``fler`` for counts; or the opposite."""
    if indicator.kind is Kind.AMOUNT and nouns.wording(indicator).noun_sv.endswith("summa"):
        return "större" if up else "mindre"
    if indicator.is_share or indicator.kind is Kind.AMOUNT:
        return "högre" if up else "lägre"
    return "fler" if up else "färre"


def unchanged(claim: Claim, neuter: bool | None = None) -> str:
    """``oförändrad`` or ``i stort sett oförändrat``, in the subject's gender unless one is given."""
    if neuter is None:
        neuter = sv.is_neuter(nouns.bare_subject(claim.facts))
    text = "oförändrat" if neuter else "oförändrad"
    return text if claim.word is Word.EQUAL else f"i stort sett {text}"


def lead(claim: Number, form: PlaceForm) -> str:
    """``Arbetslösheten i Åre kommun var 2,6 procent i augusti``, without a full stop."""
    facts = claim.facts
    when = nouns.after_number(facts.indicator, sv.in_period(facts.now.period, facts.today))
    value = nouns.observed_text(facts.indicator, claim.now, facts.now)
    if facts.indicator.kind is Kind.POPULATION and nouns.wording(facts.indicator).things_sv:
        place = sv.place_name(facts.place, form) or sv.place_name(facts.place)
        return f"{sv.capital(place)} hade {value} {nouns.things(facts)} {when}"
    return f"{sv.capital(nouns.subject(facts, form))} var {value} {when}"


def then_in(claim: Compared | Uncompared) -> str:
    """``i augusti i fjol``."""
    return sv.in_compared_period(claim.then_period, claim.facts.now.period, claim.facts.today)


def then_name(claim: Compared | Uncompared) -> str:
    """``augusti i fjol``."""
    return sv.compared_period(claim.then_period, claim.facts.now.period, claim.facts.today)


def then_value(claim: Compared) -> str:
    """``3,4 procent``, ``1 298`` or ``minst 120``: the number compared with."""
    text = nouns.other_text(claim.facts.indicator, claim.then)
    then = claim.facts.then
    is_bound = then is not None and then.period == claim.then_period and then.status is Status.LOWER_BOUND
    return f"minst {text}" if is_bound else text


def then_number(claim: Compared) -> str:
    """``1 298 i maj i fjol``, ``374 år 2024``: the number compared with and its period."""
    return f"{then_value(claim)} {nouns.after_number(claim.facts.indicator, then_in(claim), bracketed=True)}"


def comparison(claim: Compared) -> str:
    """What follows the lead: ``något lägre än i augusti i fjol (3,6 procent)``. Not for Word.NONE."""
    if claim.word is Word.EQUAL:
        text = f"{unchanged(claim)} jämfört med {then_name(claim)}"
    elif claim.word is Word.UNCHANGED:
        text = f"{unchanged(claim)} jämfört med {then_name(claim)} ({then_value(claim)})"
    elif claim.word is Word.SIMILAR:
        text = f"ungefär lika många som {then_in(claim)} ({then_value(claim)})"
    elif claim.word is Word.WITHIN:
        text = f"{WITHIN} jämfört med {then_name(claim)} ({then_value(claim)})"
    elif claim.word is Word.PLAIN and claim.facts.indicator.is_share:
        text = f"{sv.points(claim.difference, claim.facts.indicator.decimals)} {change(claim)} än {then_in(claim)}"
    else:
        text = f"{change(claim)} än {then_in(claim)} ({then_value(claim)})"
    return f"{text}, räknat i löpande priser" if claim.facts.indicator.kind is Kind.AMOUNT else text


def sentence(claim: Compared, form: PlaceForm, beside: str = "") -> str:
    """The claim in one or two sentences, with the caveats of breaks between the two periods.

    beside: a clause on another place, which goes into the same sentence where there is room.
    """
    facts = claim.facts
    if facts.indicator.kind is Kind.POPULATION:
        text = f"{lead(claim, form)}. {_population(claim)}"
    elif claim.word in (Word.NONE, Word.WITHIN):
        text = f"{lead(claim, form)} och {then_number(claim)}."
        text = nouns.join(nouns.with_clause(nouns.join(text, why_no_word(claim)), beside), leap_day(claim))
    elif claim.word.is_change and claim.per_cent is not None and nouns.counts_events(facts.indicator):
        text = nouns.with_clause(_flow_change(claim, claim.per_cent, form), beside)
    else:
        text = nouns.join_or_part(lead(claim, form), comparison(claim), facts)
        text = nouns.join(nouns.with_clause(text, beside), leap_day(claim))
    return nouns.join(text, caveats(claim))


def leap_day(claim: Compared) -> str:
    """``Räknat per dygn, eftersom 2024 var skottår, är det 2 526 mot 2 498.`` Empty unless the word is per day."""
    periods = (claim.facts.now.period, claim.then_period)
    if not has_leap_day_between(claim.facts, claim.then_period):
        return ""
    leap = next(period for period in periods if period.last_day.day == _LEAP_DAY)
    now, then = (value / period.last_day.day for value, period in zip((claim.now, claim.then), periods, strict=True))
    decimals = 0 if min(now, then) >= PER_CENT_FROM else 1
    year = f"eftersom {leap.year} var skottår"
    return f"Räknat per dygn, {year}, är det {sv.number(now, decimals)} mot {sv.number(then, decimals)}."


def _population(claim: Compared) -> str:
    subject = sv.capital(nouns.bare_subject(claim.facts))
    if claim.word is Word.NONE:
        return why_no_word(claim) or f"{sv.capital(then_in(claim))} var det {then_value(claim)}."
    if claim.word is Word.EQUAL:
        return f"{subject} var oförändrad {since(claim)}."
    if claim.word is Word.UNCHANGED:
        return f"{subject} var i stort sett oförändrad {since(claim)} ({then_value(claim)} {then_in(claim)})."
    return f"{subject} {change(claim)} {since(claim)}, med {sv.persons(abs(claim.difference))}."


def _flow_change(claim: Compared, per_cent: Decimal, form: PlaceForm) -> str:
    facts = claim.facts
    when = sv.in_period(facts.now.period, facts.today)
    turn = "ökning" if claim.direction > 0 else "minskning"
    numbers = f"{sv.number(claim.now)} mot {sv.number(claim.then)}"
    first = f"{sv.capital(nouns.things(facts, form))} var {change(claim)} {when} än {then_in(claim)}"
    tail = f"{numbers}, en {turn} med {sv.as_rounded(abs(per_cent))} procent."
    whole = f"{first}: {tail}"
    return whole if nouns.words_in(whole) <= nouns.MAX_WORDS else f"{first}. Det var {tail}"


def why_no_word(claim: Compared) -> str:
    """The sentence that says why a difference gets no word; empty if there is nothing to explain."""
    if claim.word is Word.WITHIN:
        return f"Skillnaden ligger {WITHIN}."
    gate = claim.gate
    if gate is None or gate.passed:
        return ""
    population = claim.facts.indicator.kind is Kind.POPULATION
    about = f"Skillnaden mot {then_name(claim)}" if population else "Skillnaden"
    if gate.name in (gates.PERSONS, gates.TOLERANCE) and not claim.facts.indicator.is_share:
        size = nouns.counted(claim.facts.indicator, abs(claim.difference))
        return f"{about} är {size}, för få för att kalla det en förändring."
    if gate.name == gates.PERSONS and gate.value is not None:
        return f"{about} är {sv.about_persons(gate.value, int(gate.limit))}, för få för att kalla det en förändring."
    if gate.shortage is not None:
        return f"{_WHY_SHORT[gate.shortage]} för att kalla skillnaden en förändring."
    return _WHY_NO_WORD.get(gate.name, "")


_NOT_SEEN = "; mindre förändringar än felmarginalen går inte att se."


def caveats(claim: Compared) -> str:
    """Reasons of breaks that the comparison was made across."""
    across = (found for found in claim.breaks if found.severity is not Severity.INCOMPARABLE)
    return nouns.join(*(nouns.as_sentence(found.reason_sv) for found in across))


def survey_name(claim: Claim) -> str:
    """``AKU``, or the publisher of a survey without a name."""
    return nouns.wording(claim.facts.indicator).survey_sv or claim.facts.indicator.publisher_sv


def survey(claim: Compared, form: PlaceForm) -> str:
    """A survey's number with its margin, and whether the difference is certain."""
    facts = claim.facts
    name = survey_name(claim)
    margin = "" if facts.margin_now is None else f"(±{sv.number(facts.margin_now, facts.indicator.decimals)})"
    value = nouns.join(nouns.value_text(facts.indicator, claim.now), margin)
    when = sv.in_period(facts.now.period, facts.today)
    if nouns.wording(facts.indicator).things_sv:
        first = f"Enligt {name} fanns {value} {nouns.things(facts, form)} {when}."
    else:
        first = f"Enligt {name} var {nouns.subject(facts, form)} {value} {when}."
    if claim.word is Word.NONE:
        return f"{first} {sv.capital(then_in(claim))} var det {then_value(claim)}. {why_no_word(claim)}"
    if claim.word is Word.UNCERTAIN:
        if claim.difference == 0:
            return f"{first} Nivån är densamma som {then_in(claim)}{_NOT_SEEN}"
        return f"{first} Skillnaden mot {then_name(claim)} är inte statistiskt säkerställd."
    if claim.word.is_change:
        return f"{first} Det var {change(claim)} än {then_in(claim)} ({then_value(claim)}), en säkerställd skillnad."
    return f"{first} {sv.capital(nouns.pronoun(facts))} var {comparison(claim)}."


def card(claim: Compared) -> str:
    """What stands under the number on a card: ``Något lägre än i augusti i fjol (3,6 procent).``

    Where there is no word, the number compared with and why nothing is said of the difference.
    """
    facts = claim.facts
    if facts.indicator.kind is Kind.POPULATION and claim.word.is_change:
        return f"{sv.capital(change(claim))} {since(claim)}, med {sv.persons(abs(claim.difference))}."
    if claim.word is Word.UNCERTAIN:
        if claim.difference == 0:
            return f"Nivån är densamma som {then_in(claim)}{_NOT_SEEN}"
        return f"{sv.capital(then_number(claim))}; skillnaden är inte statistiskt säkerställd."
    if claim.word in (Word.NONE, Word.WITHIN):
        why = why_no_word(claim)
        if why and facts.indicator.kind is Kind.POPULATION:
            return why
        return nouns.join(f"{sv.capital(then_number(claim))}.", why, leap_day(claim))
    return nouns.join(f"{sv.capital(comparison(claim))}.", leap_day(claim))


def since(claim: Compared) -> str:
    """``på ett år``, ``sedan augusti 2023``: how long a change took."""
    yearly = sv.is_a_year_before(claim.then_period, claim.facts.now.period)
    return "på ett år" if yearly else f"sedan {then_name(claim)}"
