"""Sentences of twelve-month sums that get no word: population change and its flows."""

from decimal import Decimal

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging.claims import Compared, Number
from dashboard.words.judging.facts import Facts
from dashboard.words.swedish import PlaceForm
from loaders.ground.periods import Period


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
    return _value(claim, claim.now, claim.facts.now.period)


def value_before(claim: Compared) -> str:
    """The sum of the twelve months before, in the same form."""
    return _value(claim, claim.then, claim.then_period)


def _value(claim: Number, number: Decimal, ends: Period) -> str:
    text = sv.number(number) if _counts_events(claim.facts) else sv.signed(number)
    return nouns.at_least_text(text, claim.facts.has_bound(ends, 12))


def sentence(claim: Number, form: PlaceForm) -> str:
    """The sum to and with the month, and that of the twelve months before; numbers, no word."""
    facts = claim.facts
    until = f"på tolv månader till och med {sv.period_today(facts.now.period, facts.today)}"
    if _is_growth(facts):
        where = sv.in_place(facts.place, form)
        first = f"{nouns.join('Folkmängden', where)} {_verb(claim.now)} {until}."
        told = f"De tolv månaderna före {_before(claim)}." if isinstance(claim, Compared) else ""
        return nouns.join(first, told)
    first = f"{sv.capital(nouns.subject(facts, form))} var {_amount(claim, claim.now, facts.now.period)} {until}."
    if not isinstance(claim, Compared):
        return first
    return f"{first} De tolv månaderna före var det {_amount(claim, claim.then, claim.then_period)}."


def _before(claim: Compared) -> str:
    if claim.then == 0:
        return "var den oförändrad"
    return f"{'ökade' if claim.then > 0 else 'minskade'} den med {sv.persons(abs(claim.then))}"


def _amount(claim: Number, number: Decimal, ends: Period) -> str:
    text = sv.number(number) if _counts_events(claim.facts) else sv.persons(number)
    return nouns.at_least_text(text, claim.facts.has_bound(ends, 12))


def headlines(claim: Number) -> list[str]:
    """The first sentence as a headline, from the fullest to the shortest."""
    facts = claim.facts
    month = sv.period_today(facts.now.period, facts.today)
    if _is_growth(facts):
        first = f"{nouns.join('Folkmängden', sv.in_place(facts.place))} {_verb(claim.now)}"
    else:
        first = f"{sv.capital(nouns.subject(facts))} var {_amount(claim, claim.now, facts.now.period)}"
    spans = ("på tolv månader till och med", "på ett år till och med", "på ett år till")
    return [f"{first} {span} {month}" for span in spans]


def card(claim: Number) -> str:
    """``På tolv månader. De tolv månaderna före var det −380.``"""
    if not isinstance(claim, Compared):
        return "På tolv månader."
    return f"På tolv månader. De tolv månaderna före var det {value_before(claim)}."
