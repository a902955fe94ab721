"""Sentences of a measure that is itself a change in per cent, such as BRP in fixed prices: its number, no word.

The published number is the change already, so nothing is said of a change of it; the year before and another place
are given beside it.
"""

from decimal import Decimal

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging.claims import Claim, Compared, Number
from dashboard.words.swedish import PlaceForm


def value(claim: Number) -> str:
    """``+2,1 %``."""
    return f"{sv.signed(claim.now, claim.facts.indicator.decimals)}{sv.NBSP}%"


def headlines(claim: Number, other: Claim | None = None) -> list[str]:
    """``BRP i fasta priser i Jämtlands län ökade med 2,1 procent 2024, i riket med 2,4 procent``, then shorter."""
    facts = claim.facts
    when = sv.in_period(facts.now.period, facts.today)
    said = [f"{sv.capital(nouns.subject(facts))} {_verb(claim, claim.now)} {when}"]
    if not isinstance(other, Number):
        return said
    where = _where(other)
    alike = claim.now != 0 and _sign(other.now) == _sign(claim.now)
    there = f"med {_size(claim, other.now)}" if alike else _clause_of_other(other)
    return [*(f"{text}, {where} {there}" for text in said), *said]


def sentence(claim: Number, form: PlaceForm = PlaceForm.NAMED) -> str:
    """The change of the year, and that of the year before."""
    facts = claim.facts
    when = sv.in_period(facts.now.period, facts.today)
    first = f"{sv.capital(nouns.subject(facts, form))} {_verb(claim, claim.now)} {when}."
    return nouns.join(first, card(claim))


def card(claim: Number) -> str:
    """``År 2023 ökade den med 1,2 procent.`` Empty where nothing is known of the year before."""
    if not isinstance(claim, Compared):
        return ""
    when = sv.in_compared_period(claim.then_period, claim.facts.now.period, claim.facts.today)
    when = f"år {when}" if when[:1].isdigit() else when
    verb = _verb(claim, claim.then).split(" ", 1)
    return f"{sv.capital(when)} {nouns.join(verb[0], nouns.pronoun(claim.facts), verb[1])}."


def beside(claim: Claim, other: Claim) -> str:
    """``I riket ökade BRP i fasta priser med 2,4 procent 2024.`` Empty where the other place has no number."""
    if not (isinstance(claim, Number) and isinstance(other, Number)):
        return ""
    where = sv.capital(_where(other))
    verb = _verb(other, other.now).split(" ", 1)
    when = sv.in_period(other.facts.now.period, other.facts.today)
    return f"{where} {nouns.join(verb[0], nouns.bare_subject(other.facts), verb[1], when)}."


def _where(other: Claim) -> str:
    """``i riket``, ``i Jämtlands län``."""
    return sv.in_place(other.facts.place)


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)


def _size(claim: Claim, number: Decimal) -> str:
    """A change without its sign: ``2,1 procent``."""
    return sv.percent(abs(number), claim.facts.indicator.decimals)


def _verb(claim: Claim, number: Decimal) -> str:
    """``ökade med 2,1 procent``, ``ändrades inte``."""
    if number == 0:
        return "ändrades inte"
    return f"{'ökade' if number > 0 else 'minskade'} med {_size(claim, number)}"


def _clause_of_other(claim: Number) -> str:
    """``var det en minskning med 0,3 procent``: another place that went the other way."""
    if claim.now == 0:
        return "var förändringen 0,0 procent"
    return f"var det en {'ökning' if claim.now > 0 else 'minskning'} med {_size(claim, claim.now)}"
