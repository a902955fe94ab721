"""Sentences of twelve-month sums that get no word: population change and its flows."""

from dashboard import swedish as sv
from dashboard.swedish import PlaceForm
from dashboard.words import nouns
from dashboard.words.claims import Claim
from dashboard.words.facts import Facts


def _is_growth(facts: Facts) -> bool:
    """Whether the sum is the change of the population itself, which is said with *ökade* and *minskade*."""
    return nouns.bare_subject(facts) == "folkökningen"


def _counts(facts: Facts) -> bool:
    return nouns.bare_subject(facts).startswith("antalet")


def _moved(number: object) -> str:
    """``ökade med 38 personer``, ``var oförändrad``."""
    if number == 0:
        return "var oförändrad"
    return f"{'ökade' if number > 0 else 'minskade'} med {sv.persons(abs(number))}"


def value(claim: Claim) -> str:
    """The sum; signed unless it counts births, deaths or moves."""
    return sv.number(claim.now) if _counts(claim.facts) else sv.signed(claim.now)


def sentence(claim: Claim, form: PlaceForm) -> str:
    """The sum to and with the month, and that of the twelve months before; numbers, no word."""
    facts = claim.facts
    until = f"på tolv månader till och med {sv.period_today(facts.now.period, facts.today)}"
    if _is_growth(facts):
        where = sv.in_place(facts.place, form)
        first = f"{nouns.join('Folkmängden', where)} {_moved(claim.now)} {until}."
        before = "" if claim.then is None else f"De tolv månaderna före {_before(claim)}."
        return nouns.join(first, before)
    first = f"{sv.capital(nouns.subject(facts, form))} var {_amount(claim, claim.now)} {until}."
    before = "" if claim.then is None else f"De tolv månaderna före var det {_amount(claim, claim.then)}."
    return nouns.join(first, before)


def _before(claim: Claim) -> str:
    if claim.then == 0:
        return "var den oförändrad"
    return f"{'ökade' if claim.then > 0 else 'minskade'} den med {sv.persons(abs(claim.then))}"


def _amount(claim: Claim, number: object) -> str:
    return sv.number(number) if _counts(claim.facts) else sv.persons(number)


def headlines(claim: Claim) -> list[str]:
    """The first sentence as a headline, from the fullest to the shortest."""
    facts = claim.facts
    until = f"till och med {sv.period_today(facts.now.period, facts.today)}"
    candidates = []
    for form in (PlaceForm.NAMED, PlaceForm.SHORT):
        where = sv.in_place(facts.place, form)
        for span in ("på tolv månader", "på ett år"):
            if _is_growth(facts):
                candidates.append(f"{nouns.join('Folkmängden', where)} {_moved(claim.now)} {span} {until}")
            else:
                subject = sv.capital(nouns.subject(facts, form))
                candidates.append(f"{subject} var {_amount(claim, claim.now)} {span} {until}")
    return candidates


def card(claim: Claim) -> str:
    """``På tolv månader. De tolv månaderna före var det −380.``"""
    if claim.then is None:
        return "På tolv månader."
    before = sv.number(claim.then) if _counts(claim.facts) else sv.signed(claim.then)
    return f"På tolv månader. De tolv månaderna före var det {before}."
