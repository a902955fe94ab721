"""Headlines that set places beside each other: a place against riket, the lowest and the highest of a county."""

from collections.abc import Sequence
from decimal import Decimal

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging.claims import Branch, Claim, Compared, Number
from dashboard.words.judging.thresholds import GAP_FROM_PERSONS, limits_of
from dashboard.words.references import persons_behind_gap
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Indicator, Kind, Level
from loaders.ground.places import Place

LONGEST = 90


def against(own: Claim, other: Claim) -> str:
    """A share beside another place's with the distance in points, and for a county what it was a year before.

    ``2,7 procentenheter lägre arbetslöshet i Jämtlands län än i riket i augusti, mot 2,4 i fjol``. Empty for other
    kinds, and where the two do not speak of the same period.
    """
    facts, indicator = own.facts, own.facts.indicator
    if not _can_be_set_beside(own, other) or not (isinstance(own, Number) and isinstance(other, Number)):
        return ""
    least = limits_of(indicator).slight
    noun = nouns.wording(indicator).noun_sv or nouns.in_sentence(indicator.short_title_sv)
    here, there = sv.in_place(facts.place), sv.in_place(other.facts.place, PlaceForm.SHORT)
    when = sv.in_period(facts.now.period, facts.today)
    gap = own.now - other.now
    if abs(gap) < least:
        how = "Samma" if gap == 0 else "I stort sett samma"
        return _first_that_fits(f"{how} {noun} {here} som {there} {when}", "")
    size = sv.points(gap, indicator.decimals)
    apart = f"{size} {'högre' if gap > 0 else 'lägre'} {noun} {here} än {there} {when}"
    before = _gap_before(own, other)
    if before is None or (before > 0) != (gap > 0) or facts.place.level is not Level.COUNTY or facts.place.is_own_area:
        return _first_that_fits(apart, "")
    year = sv.last_year(facts.now.period, facts.today)
    since = f"som {year}" if before == gap else f"mot {sv.number(abs(before), indicator.decimals)} {year}"
    return _first_that_fits(f"{apart}, {since}", apart, "")


def is_apart(own: Claim, other: Claim) -> bool:
    """Whether two shares of the same period are at a distance that a word is used for."""
    if not _can_be_set_beside(own, other) or not (isinstance(own, Number) and isinstance(other, Number)):
        return False
    return abs(own.now - other.now) >= limits_of(own.facts.indicator).slight


def beside(own: Claim, other: Claim) -> str:
    """``I riket var arbetslösheten 6,8 procent.`` Empty for other kinds, and where the two are of other periods."""
    if not _can_be_set_beside(own, other) or not (isinstance(own, Number) and isinstance(other, Number)):
        return ""
    where = sv.capital(sv.in_place(other.facts.place, PlaceForm.SHORT))
    return f"{where} var {nouns.bare_subject(other.facts)} {nouns.value_text(own.facts.indicator, other.now)}."


def distance(own: Claim, other: Claim) -> str:
    """The distance to another place's share in points and persons, and what it was a year before.

    ``Avståndet är 2,7 procentenheter, mot 2,4 i augusti i fjol, och motsvarar omkring 1 750 personer.`` Empty for other
    kinds, where the two do not speak of the same period, and where there is none.
    """
    if not _can_be_set_beside(own, other) or not (isinstance(own, Number) and isinstance(other, Number)):
        return ""
    indicator, gap = own.facts.indicator, own.now - other.now
    if gap == 0:
        return ""
    before, when = _gap_before(own, other), ""
    if before is not None and isinstance(own, Compared):
        year = sv.in_compared_period(own.then_period, own.facts.now.period, own.facts.today)
        shown = sv.number(abs(before), indicator.decimals)
        turned = (
            "" if before == 0 or (before > 0) == (gap > 0) else f" procentenheter {'högre' if before > 0 else 'lägre'}"
        )
        when = f", lika stort som {year}" if before == gap else f", mot {shown}{turned} {year}"
    persons = persons_behind_gap(own, other)
    amount = (
        f" och motsvarar {sv.about_persons(persons)}" if persons is not None and persons >= GAP_FROM_PERSONS else ""
    )
    comma = "," if when and amount else ""
    return f"Avståndet är {sv.points(gap, indicator.decimals)}{when}{comma}{amount}."


def _can_be_set_beside(own: Claim, other: Claim) -> bool:
    """Whether two claims are shares of the same measure in the same period, neither the lowest it can be."""
    facts = own.facts
    same = (facts.indicator.id, facts.now.period) == (other.facts.indicator.id, other.facts.now.period)
    return same and facts.indicator.kind is Kind.RATE and not (facts.now.is_bound or other.facts.now.is_bound)


def _gap_before(own: Claim, other: Claim) -> Decimal | None:
    """The distance a year before, as displayed; None where the two years may not be compared."""
    if not (isinstance(own, Compared) and isinstance(other, Compared)) or own.breaks or other.breaks:
        return None
    if any(one.facts.has_bound(one.then_period, 1) for one in (own, other)):
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
    noun = nouns.wording(indicator).noun_sv or nouns.in_sentence(indicator.short_title_sv)
    ends = [sv.places_list([place for place, value in shown if value == end]) for end in (low, high)]
    return _first_that_fits(f"Lägst {noun} {when} i {ends[0]}, högst i {ends[1]}", "")


def _first_that_fits(*candidates: str) -> str:
    return next((text for text in candidates if len(text) <= LONGEST), candidates[-1])
