"""Sentences of twelve-month sums that get no word: population change and its flows."""

from decimal import Decimal

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging.claims import Compared, Number
from dashboard.words.judging.facts import Facts
from dashboard.words.swedish import PlaceForm


def _is_growth(facts: Facts) -> bool:
    """Whether the sum is the change of the population itself, which is said with *ökade* and *minskade*."""
    return nouns.bare_subject(facts) == "folkökningen"


def _counts_events(facts: Facts) -> bool:
    return nouns.bare_subject(facts).startswith("antalet")


def _verb(number: Decimal) -> str:
    """``ökade med 38 personer``, ``var oförändrad``."""
    if number == 0:
        return "var oförändrad"
    return f"{'ökade' if number > 0 else 'minskade'} med {sv.persons(abs(number))}"


def value(claim: Number) -> str:
    """The sum; signed unless it counts births, deaths or moves."""
    return sv.number(claim.now) if _counts_events(claim.facts) else sv.signed(claim.now)


def sentence(claim: Number, form: PlaceForm) -> str:
    """The sum to and with the month, and that of the twelve months before; numbers, no word."""
    facts = claim.facts
    until = f"på tolv månader till och med {sv.period_today(facts.now.period, facts.today)}"
    if _is_growth(facts):
        where = sv.in_place(facts.place, form)
        first = f"{nouns.join('Folkmängden', where)} {_verb(claim.now)} {until}."
        told = f"De tolv månaderna före {_before(claim)}." if isinstance(claim, Compared) else ""
        return nouns.join(first, told, _NOT_THE_SAME)
    first = f"{sv.capital(nouns.subject(facts, form))} var {_amount(claim, claim.now)} {until}."
    if not isinstance(claim, Compared):
        return first
    return f"{first} De tolv månaderna före var det {_amount(claim, claim.then)}."


_NOT_THE_SAME = "Månadernas flöden och skillnaden i folkmängd kan skilja sig något, eftersom båda har små avvikelser."


def _before(claim: Compared) -> str:
    if claim.then == 0:
        return "var den oförändrad"
    return f"{'ökade' if claim.then > 0 else 'minskade'} den med {sv.persons(abs(claim.then))}"


def _amount(claim: Number, number: Decimal) -> str:
    return sv.number(number) if _counts_events(claim.facts) else sv.persons(number)


def headlines(claim: Number) -> list[str]:
    """The first sentence as a headline, from the fullest to the shortest."""
    facts = claim.facts
    month = sv.period_today(facts.now.period, facts.today)
    if _is_growth(facts):
        first = f"{nouns.join('Folkmängden', sv.in_place(facts.place))} {_verb(claim.now)}"
    else:
        first = f"{sv.capital(nouns.subject(facts))} var {_amount(claim, claim.now)}"
    spans = ("på tolv månader till och med", "på ett år till och med", "på ett år till")
    return [f"{first} {span} {month}" for span in spans]


def card(claim: Number) -> str:
    """``På tolv månader. De tolv månaderna före var det −380.``"""
    if not isinstance(claim, Compared):
        return "På tolv månader."
    before = sv.number(claim.then) if _counts_events(claim.facts) else sv.signed(claim.then)
    return f"På tolv månader. De tolv månaderna före var det {before}."
