"""How a measure, its slice, its place and its numbers are named in a sentence."""

import re
from decimal import Decimal

from dashboard.words import swedish as sv
from dashboard.words.judging.facts import Facts, Observation
from dashboard.words.swedish import PlaceForm
from loaders.ground.ages import label_sv
from loaders.ground.declarations import Indicator, Kind, Status, Wording

MAX_WORDS = 25
MAX_HEADLINE = 90

COMPONENTS = {
    "change": "folkökningen",
    "births": "antalet födda",
    "deaths": "antalet döda",
    "natural": "födelseöverskottet",
    "domestic_in": "antalet inrikes inflyttade",
    "domestic_out": "antalet inrikes utflyttade",
    "domestic_net": "det inrikes flyttnettot",
    "immigration": "invandringen",
    "emigration": "utvandringen",
    "foreign_net": "det utrikes flyttnettot",
    "adjustment": "justeringsposten",
}
"""Definite names of what a change of the population is made of."""
_EVENT_KINDS = frozenset({Kind.FLOW, Kind.SEASON, Kind.RARE, Kind.LUMPS})


def wording(indicator: Indicator) -> Wording:
    """The declared wording, or one made from the short title."""
    if indicator.wording is not None:
        return indicator.wording
    lower = in_sentence(indicator.short_title_sv)
    if indicator.is_share or indicator.kind in (Kind.AMOUNT, Kind.PER_HEAD, Kind.SURVEY):
        return Wording(subject_sv=f"måttet {lower}", noun_sv=lower)
    return Wording(subject_sv=f"antalet {lower}", things_sv=lower)


def in_sentence(title: str) -> str:
    """A measure's title inside a sentence: ``nya lediga jobb``, ``BRP i fasta priser``."""
    return title if title[:2].isupper() else f"{title[:1].lower()}{title[1:]}"


def counts_events(indicator: Indicator) -> bool:
    """Whether the measure counts things that happened, so that they can be the subject themselves."""
    return indicator.kind in _EVENT_KINDS and bool(wording(indicator).things_sv)


def _people(facts: Facts) -> str:
    """The chosen people where they are not the default: ``utrikes födda kvinnor 20–24 år``; else empty."""
    default, chosen = facts.indicator.default_slice, facts.values
    parts = [
        label_sv(facts.indicator, name, chosen[name])
        for name in ("birth_region", "sex", "age")
        if name in chosen and chosen[name] != default.get(name)
    ]
    return " ".join(parts)


_CIRCULAR = {
    "scb_2007_rental": "cirkulära branscher och uthyrning",
    "workshops_2007": "bilverkstäder",
    "candidate_2025": "cirkulära branscher (SNI 2025)",
    "workshops_2025": "bilverkstäder (SNI 2025)",
}


def _with_slice(facts: Facts, noun: str, adjectival: bool) -> str:
    """A noun followed by what narrows it: people, industry, basis."""
    default, chosen = facts.indicator.default_slice, facts.values
    people = _people(facts)
    if people:
        if chosen.get("age") != default.get("age"):
            noun = noun.replace(f" {label_sv(facts.indicator, 'age', default['age'])}", "")
        only_age = people == label_sv(facts.indicator, "age", chosen.get("age", ""))
        noun += f" {people}" if adjectival else f" bland {'personer ' if only_age else ''}{people}"
    for name in ("industry", "industry_group"):
        if name in chosen and chosen[name] != default.get(name):
            noun += f" {'i' if chosen[name] == 'unknown' else 'inom'} {label_sv(facts.indicator, name, chosen[name])}"
    occupation = chosen.get("occupation_field")
    if occupation is not None and occupation != default.get("occupation_field"):
        before = {"unknown": "i", "managers": "för"}.get(occupation, "inom")
        noun += f" {before} {label_sv(facts.indicator, 'occupation_field', occupation)}"
    if "basis" in chosen and chosen["basis"] != default.get("basis"):
        noun += f" {label_sv(facts.indicator, 'basis', chosen['basis'])}"
    if "sni_set" in chosen:
        noun = noun.replace("cirkulära branscher", _CIRCULAR.get(chosen["sni_set"], "cirkulära branscher"))
    if chosen.get("denominator") == "business":
        noun += " av näringslivet"
    return of_form(facts, noun)


def of_form(facts: Facts, phrase: str) -> str:
    """A phrase on firms about the chosen legal form: ``inget företag registrerades`` of a form of its own gender."""
    form = facts.values.get("legal_form")
    if form is None or form == facts.indicator.default_slice.get("legal_form"):
        return phrase
    label = label_sv(facts.indicator, "legal_form", form)
    none = "ingen enskild näringsidkare" if form == "E" else f"inget {label}"
    phrase = phrase.replace("inget företag", none).replace("företag", label)
    return re.sub(r"\binget$", "ingen", phrase) if form == "E" else phrase


def _is_adjectival(words: Wording) -> bool:
    """Whether what is counted is one word that can stand before people: arbetslösa kvinnor."""
    return bool(words.things_sv) and " " not in words.things_sv


def bare_subject(facts: Facts) -> str:
    """The definite subject with its slice and without its place."""
    component = facts.values.get("component")
    if component is not None and component != facts.indicator.default_slice.get("component"):
        return COMPONENTS.get(component, component)
    words = wording(facts.indicator)
    return _with_slice(facts, words.subject_sv, _is_adjectival(words))


def subject(facts: Facts, form: PlaceForm = PlaceForm.NAMED) -> str:
    """``arbetslösheten bland kvinnor i Åre kommun``."""
    return join(bare_subject(facts), sv.in_place(facts.place, form))


def things(facts: Facts, form: PlaceForm = PlaceForm.OMITTED) -> str:
    """``nya lediga jobb i Åre kommun``: what is counted, without *antalet*."""
    words = wording(facts.indicator)
    counted = _with_slice(facts, words.things_sv or words.subject_sv, _is_adjectival(words))
    return join(counted, sv.in_place(facts.place, form))


def number_of_things(
    facts: Facts, number: float, form: PlaceForm = PlaceForm.OMITTED, *, at_least: bool = False
) -> str:
    """``74 konkurser i Åre kommun``, ``1 konkurs``, ``minst 12 konkurser``."""
    one, said = wording(facts.indicator).thing_sv, at_least_text(sv.number(number), at_least)
    if number != 1 or not one or _people(facts) or facts.values.get("legal_form") == "E":
        return f"{said} {things(facts, form)}"
    return f"{said} {join(_with_slice(facts, one, False), sv.in_place(facts.place, form))}"


def at_least_text(number: str, is_bound: bool) -> str:
    """``minst 12`` of a number that is the lowest it can be, else the number."""
    return f"minst {number}" if is_bound else number


def indefinite(facts: Facts, form: PlaceForm = PlaceForm.NAMED) -> str:
    """``arbetslöshet bland kvinnor i Åre kommun``, ``sysselsatta i Åre kommun``: what a headline says there is of."""
    words = wording(facts.indicator)
    if words.things_sv:
        return things(facts, form)
    return join(_with_slice(facts, words.noun_sv, False), sv.in_place(facts.place, form))


def after_number(indicator: Indicator, when: str, bracketed: bool = False) -> str:
    """A period after a number: a bare year beside a number without a unit is *år 2024*."""
    has_unit = bool(unit(indicator)) and (indicator.is_share or not bracketed)
    bare = indicator.kind is Kind.POPULATION and not bracketed
    return when if has_unit or bare or not when[:1].isdigit() else f"år {when}"


def join(*parts: str) -> str:
    """Parts with single spaces between those that are not empty."""
    return " ".join(part for part in parts if part)


def unit(indicator: Indicator) -> str:
    """The unit said after a number: ``procent``, ``miljoner kronor``; empty for counts of persons and things."""
    if indicator.is_share:
        return "procent"
    return indicator.unit_sv.split(" per ")[0] if indicator.kind is Kind.AMOUNT else ""


def value_text(indicator: Indicator, value: Decimal, status: Status = Status.EMPTY) -> str:
    """``2,6 procent``, ``6 310``, ``74 310 miljoner kronor``, ``minst 120``."""
    text = join(sv.number(value, indicator.decimals), unit(indicator))
    return at_least_text(text, status is Status.LOWER_BOUND)


def counted(indicator: Indicator, value: Decimal) -> str:
    """A number with what it counts: ``38 personer``, ``1 person``, ``38 företag``; alone where that is not declared."""
    if indicator.unit_sv == "personer":
        return sv.persons(value)
    words = wording(indicator)
    one = words.thing_sv if sv.displayed(value, 0) == 1 else ""
    return join(sv.number(value), one or words.things_sv if indicator.unit_sv == "antal" else indicator.unit_sv)


def observed_text(indicator: Indicator, value: Decimal, observed: Observation) -> str:
    """The value of an observation as ``value_text``; ``mellan 1 och 3 procent`` where that is all that is known."""
    if observed.low is None or observed.high is None:
        return value_text(indicator, value, observed.status)
    return between(observed.low, observed.high, indicator.decimals)


def between(lowest: float, highest: float, decimals: int) -> str:
    """Per cent: ``1,6 procent``, ``mellan 1,6 och 1,9 procent``, ``mindre än en halv procent``."""
    low, high = sv.displayed(lowest, decimals), sv.displayed(highest, decimals)
    if low == high:
        return "mindre än en halv procent" if decimals == 0 == low < highest else sv.percent(low, decimals)
    return f"mellan {sv.number(low, decimals)} och {sv.percent(high, decimals)}"


def reach(lowest: float, highest: float, decimals: int) -> str:
    """The same as it stands in a table: ``1,6``, ``1–3``, ``<1`` where it rounds to none."""
    if highest and sv.displayed(highest, decimals) == 0:
        return f"<{sv.number(10**-decimals, decimals)}"
    return "–".join(dict.fromkeys(sv.number(edge, decimals) for edge in (lowest, highest)))


def reach_for_programs(lowest: float, highest: float, decimals: int) -> tuple[str, str, str]:
    """The same as value, lowest and highest with a decimal point: ``1.6, 1.6, 1.6``. The value is empty where it is not
    one number: ``, 1, 3``; what is rounded to none is from none to the smallest that is shown: ``, 0, 1``."""
    shown = [sv.displayed(edge, decimals) for edge in (lowest, highest)]
    if highest and not shown[1]:
        shown[1] = Decimal(1).scaleb(-decimals)
    low, high = (f"{edge:.{decimals}f}" for edge in shown)
    return (low if low == high else ""), low, high


def other_text(indicator: Indicator, value: Decimal) -> str:
    """A number compared with, in brackets: the unit is repeated only for per cent."""
    return value_text(indicator, value) if indicator.is_share else sv.number(value, indicator.decimals)


def pronoun(facts: Facts) -> str:
    """``det`` or ``den`` for the subject."""
    return "det" if sv.is_neuter(bare_subject(facts)) else "den"


def fill_in_number(phrase: str, value: Decimal, status: Status = Status.EMPTY) -> str:
    """An event phrase with its number: ``gick 3 företag i konkurs``; one person is not *personer*."""
    number = at_least_text(sv.number(value), status is Status.LOWER_BOUND)
    text = re.sub(r"\b1 personer\b", "1 person", phrase.replace("{n}", number))
    return re.sub(r"\b1 enskilda\b", "1 enskild", text)


def words_in(sentence: str) -> int:
    """Number of words; a number with no-break spaces is one."""
    return len(sentence.split(" "))


def with_clause(text: str, clause: str) -> str:
    """Sentences with a further clause in the last of them, or after it where that would be longer than 25 words."""
    if not clause:
        return text
    last = text.rsplit(". ", 1)[-1]
    has_room = words_in(last) + words_in(clause) <= MAX_WORDS
    return f"{text.removesuffix('.')}; {clause}." if has_room else f"{text} {sv.capital(clause)}."


def join_or_part(lead: str, tail: str, facts: Facts) -> str:
    """``lead, tail.`` as one sentence; as two if that would be longer than 25 words."""
    whole = f"{lead}, {tail}."
    return whole if words_in(whole) <= MAX_WORDS else f"{lead}. {sv.capital(pronoun(facts))} var {tail}."


def as_sentence(reason: str) -> str:
    """A declared reason as a sentence of its own."""
    return f"{sv.capital(reason.rstrip('.'))}."


def as_clause(reason: str) -> str | None:
    """A declared reason as the clause after *eftersom*; None if it was written as a sentence."""
    return None if reason.endswith(".") else reason
