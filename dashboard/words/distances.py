"""Headlines that set places beside each other: a place against riket, the lowest and the highest of a county."""

from collections.abc import Sequence
from decimal import Decimal

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging.claims import Branch, Claim, Compared, Number
from dashboard.words.judging.thresholds import limits_of
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Indicator, Kind, Level
from loaders.ground.places import Place

LONGEST = 90


def against(own: Claim, other: Claim) -> str:
    """A share beside another place's, and for a county how the distance has changed in a year.

    ``Fortsatt lägre arbetslöshet i Jämtlands län än i riket i augusti, avståndet oförändrat``. Empty for other kinds,
    and where the two do not speak of the same period.
    """
    facts, indicator = own.facts, own.facts.indicator
    same = (indicator.id, facts.now.period) == (other.facts.indicator.id, other.facts.now.period)
    if not (isinstance(own, Number) and isinstance(other, Number)) or indicator.kind is not Kind.RATE or not same:
        return ""
    least = limits_of(indicator).slight
    noun = nouns.wording(indicator).noun_sv or indicator.short_title_sv.lower()
    here, there = sv.in_place(facts.place), sv.in_place(other.facts.place, PlaceForm.SHORT)
    when = sv.in_period(facts.now.period, facts.today)
    gap = own.now - other.now
    if abs(gap) < least:
        how = "Samma" if gap == 0 else "I stort sett samma"
        return _first_that_fits(f"{how} {noun} {here} som {there} {when}", "")
    word = "högre" if gap > 0 else "lägre"
    before = _gap_before(own, other)
    if before is not None and (abs(before) < least or (before > 0) != (gap > 0)):
        before = None
    first = sv.capital(word) if before is None else f"Fortsatt {word}"
    named = f"{first} {noun} {here} än {there} {when}"
    plain = f"{sv.capital(word)} {noun} {here} än {there} {when}"
    if before is None or facts.place.level is not Level.COUNTY:
        return _first_that_fits(named, plain, "")
    change = abs(gap) - abs(before)
    distance = "oförändrat" if change == 0 else "i stort sett oförändrat" if abs(change) < least else ""
    distance = f"avståndet {distance or ('större' if change > 0 else 'mindre')}"
    return _first_that_fits(f"{named}, {distance}", f"{plain}, {distance}", named, plain, "")


def _gap_before(own: Claim, other: Claim) -> Decimal | None:
    """The distance a year before, as displayed; None where the two years may not be compared."""
    if not (isinstance(own, Compared) and isinstance(other, Compared)) or own.breaks or other.breaks:
        return None
    return own.then - other.then if own.branch is other.branch is Branch.ORDINARY else None


def lowest_and_highest(indicator: Indicator, values: Sequence[tuple[Place, float | None]], when: str) -> str:
    """``Lägst arbetslöshet i augusti i Åre och Krokoms kommuner, högst i Strömsunds kommun``, on displayed values.

    Empty where a place lacks its value, where all are alike, and for other kinds than shares.
    """
    shown = [(place, sv.displayed(value, indicator.decimals)) for place, value in values if value is not None]
    if indicator.kind is not Kind.RATE or len(shown) < max(len(values), 2):
        return ""
    low, high = (choose(value for _, value in shown) for choose in (min, max))
    if low == high:
        return ""
    noun = nouns.wording(indicator).noun_sv or indicator.short_title_sv.lower()
    ends = [sv.places_list([place for place, value in shown if value == end]) for end in (low, high)]
    return _first_that_fits(f"Lägst {noun} {when} i {ends[0]}, högst i {ends[1]}", "")


def _first_that_fits(*candidates: str) -> str:
    return next((text for text in candidates if len(text) <= LONGEST), candidates[-1])
