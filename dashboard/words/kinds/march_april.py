"""March and April of a season measure, always together: Easter moves between them."""

from typing import TypeGuard

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging.claims import Branch, Claim, Compared, Number, Uncompared, Word
from dashboard.words.judging.counts import is_easter_month
from dashboard.words.kinds.ordinary import WITHIN, change, then_value, why_no_word
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Severity

WHY = "Månaderna läses ihop, eftersom påsken flyttar sig."


def is_pair(claim: Claim) -> bool:
    """Whether the claim's numbers are those of March and April together."""
    return is_easter_month(claim.facts) and isinstance(claim, Compared | Uncompared)


def own_number(claim: Claim) -> float | None:
    """April's own number behind a claim on the pair; None where it is not known."""
    return claim.facts.history.get(claim.facts.now.period)


def easter(claim: Compared, other: Claim | None = None, form: PlaceForm = PlaceForm.SHORT) -> str:
    """March and April together beside last year's, and beside another place; the reason why they are read together."""
    return nouns.join(nouns.with_clause(f"{_first(claim, form)}.", beside(other)), why_no_word(claim), WHY)


def card(claim: Compared) -> str:
    """The comparison alone."""
    return nouns.join(f"{_first(claim, PlaceForm.OMITTED)}.", why_no_word(claim))


def beside(other: Claim | None) -> str:
    """``i riket var det 36 procent färre``, ``i riket var det ungefär lika många``; empty where nothing is known."""
    if not isinstance(other, Compared) or other.branch is not Branch.ORDINARY or other.word is Word.NONE:
        return ""
    where = sv.in_place(other.facts.place, PlaceForm.SHORT)
    if other.word is Word.WITHIN:
        return f"{where} låg skillnaden {WITHIN}"
    return f"{where} var det {_AS_MANY.get(other.word) or _more(other)}"


_AS_MANY = {Word.EQUAL: "lika många", Word.UNCHANGED: "i stort sett lika många", Word.SIMILAR: "ungefär lika många"}


def _more(claim: Compared) -> str:
    """``17 procent färre``; the word where no per cent may be said, or a break keeps it at *något*."""
    capped = any(found.severity is Severity.CAUTION for found in claim.breaks)
    if claim.per_cent is None or capped:
        return change(claim)
    return f"{sv.as_rounded(abs(claim.per_cent))} procent {'fler' if claim.direction > 0 else 'färre'}"


def _first(claim: Compared, form: PlaceForm) -> str:
    """``Under mars och april tillsammans hade länet 141 100 gästnätter, 17 procent färre än året före (170 000)``."""
    facts = claim.facts
    place = sv.place_name(facts.place, form)
    this_year = facts.now.period.year == facts.today.year
    opening = f"Under mars och april {'' if this_year else f'{facts.now.period.year} '}tillsammans"
    told = f"{nouns.value_text(facts.indicator, claim.now, facts.now.status)} {nouns.things(facts)}"
    return f"{opening} {f'hade {place}' if place else 'var det'} {told}, {_compared(claim)}"


def _compared(claim: Compared) -> str:
    before = then_value(claim)
    if claim.word.is_change:
        return f"{_more(claim)} än året före ({before})"
    if claim.word in (Word.NONE, Word.WITHIN):
        return f"mot {before} året före"
    return f"{_AS_MANY[claim.word]} som året före ({before})"


def headlines(claim: Compared) -> list[str]:
    """``Mars och april 2026: ungefär lika många gästnätter i Jämtlands län som året före``; last the number."""
    facts = claim.facts
    months, things = f"Mars och april {facts.now.period.year}", nouns.things(facts, PlaceForm.NAMED)
    number = nouns.value_text(facts.indicator, claim.now, facts.now.status)
    plain = f"{months}: {number} {things}"
    if claim.word.is_change:
        return [f"{months}: {_more(claim)} {things} än året före", plain]
    if claim.word is Word.WITHIN:
        return [f"{plain}, mot {then_value(claim)} året före – vanlig variation", f"{plain}, vanlig variation", plain]
    if claim.word is Word.NONE:
        return [f"{plain}, mot {then_value(claim)} året före", plain]
    return [f"{months}: {_AS_MANY[claim.word]} {things} som året före", plain]


def plain_headlines(claim: Number) -> list[str]:
    """``Mars och april 2026: 759 482 gästnätter i Jämtlands län``, of a pair that is not compared."""
    things = nouns.things(claim.facts, PlaceForm.NAMED)
    number = nouns.value_text(claim.facts.indicator, claim.now, claim.facts.now.status)
    return [f"Mars och april {claim.facts.now.period.year}: {number} {things}"]


def is_compared_pair(claim: Claim) -> TypeGuard[Compared]:
    """Whether the claim compares the pair with that of last year, by the ordinary rule."""
    return isinstance(claim, Compared) and claim.branch is Branch.ORDINARY and is_pair(claim)
