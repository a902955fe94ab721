"""March and April of a season measure, always together: Easter moves between them."""

from typing import TypeGuard

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging.claims import Branch, Claim, Compared, Uncompared, Word
from dashboard.words.judging.counts import is_easter_month
from dashboard.words.kinds.ordinary import WITHIN, change, then_value
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
    """March and April together, in per cent, beside another place; the reason why they are read together."""
    return f"{_first(claim, other, form)}. {WHY}"


def card(claim: Compared) -> str:
    """The comparison alone."""
    return f"{_first(claim, None, PlaceForm.OMITTED)}."


def _first(claim: Compared, other: Claim | None, form: PlaceForm) -> str:
    facts = claim.facts
    place = sv.place_name(facts.place, form)
    text = (
        f"Under mars och april {_year(claim)}tillsammans {f'hade {place}' if place else 'var det'} {_compared(claim)}"
    )
    if isinstance(other, Compared) and other.per_cent is not None and other.word.is_change:
        where = sv.in_place(other.facts.place, PlaceForm.SHORT)
        text += f"; {where} var det {abs(other.per_cent)} procent {_fewer(other)}"
    return text


def _year(claim: Claim) -> str:
    """``2021 `` unless it is this year."""
    year = sv.year_of(claim.facts.now.period)
    return "" if year == claim.facts.today.year else f"{year} "


def _fewer(claim: Compared) -> str:
    return "fler" if claim.direction > 0 else "färre"


def _compared(claim: Compared) -> str:
    """``17 procent färre gästnätter än året före``; words and numbers where no per cent may be said."""
    things, before = nouns.things(claim.facts), then_value(claim)
    capped = any(found.severity is Severity.CAUTION for found in claim.breaks)
    if claim.word.is_change:
        if claim.per_cent is not None and not capped:
            return f"{abs(claim.per_cent)} procent {_fewer(claim)} {things} än året före"
        return f"{change(claim)} {things} än året före ({before})"
    if claim.word is Word.EQUAL:
        return f"lika många {things} som året före"
    if claim.word is Word.NONE:
        return f"{sv.number(claim.now)} {things}, året före {before}"
    if claim.word is Word.WITHIN:
        return f"{sv.number(claim.now)} {things} och {before} året före, {WITHIN}"
    return (
        f"{'i stort sett' if claim.word is Word.UNCHANGED else 'ungefär'} lika många {things} som året före ({before})"
    )


def headlines(claim: Compared) -> list[str]:
    """The first sentence without numbers in brackets, shorter and shorter; last the number of the two months."""
    facts = claim.facts
    things = sv.capital(nouns.things(facts))
    months = f"mars och april {sv.year_of(facts.now.period)}"
    shorter = [
        _first(claim, None, form).replace(f" ({then_value(claim)})", "")
        for form in (PlaceForm.NAMED, PlaceForm.SHORT, PlaceForm.OMITTED)
    ]
    wheres = [sv.in_place(facts.place, form) for form in (PlaceForm.NAMED, PlaceForm.SHORT)]
    return [*shorter, *(f"{nouns.join(things, where)}, {months}: {sv.number(claim.now)}" for where in wheres)]


def is_compared_pair(claim: Claim) -> TypeGuard[Compared]:
    """Whether the claim compares the pair with that of last year, by the ordinary rule."""
    return isinstance(claim, Compared) and claim.branch is Branch.ORDINARY and is_pair(claim)
