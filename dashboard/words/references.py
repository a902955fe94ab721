"""Sentences that set a place or a measure beside another: gaps, ranks, two measures, shares."""

from collections.abc import Sequence
from datetime import date
from typing import TypeGuard

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging.claims import Branch, Claim, Compared, Number
from dashboard.words.judging.gates import persons_behind
from dashboard.words.judging.thresholds import GAP_FROM_PERSONS
from dashboard.words.kinds.ordinary import change, comparative
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Indicator, Kind, Level, Status
from loaders.ground.errors import UsageError
from loaders.ground.places import Place


def _same_period(here: Claim, there: Claim) -> None:
    """UsageError if two claims that are set side by side speak of different periods or measures."""
    if here.facts.now.period != there.facts.now.period or here.facts.indicator.id != there.facts.indicator.id:
        raise UsageError(
            f"{here.facts.indicator.id} {here.facts.now.period} cannot be set beside "
            f"{there.facts.indicator.id} {there.facts.now.period}; use one measure and the newest common period"
        )


def _there(place: Place) -> str:
    """The other place as its short name: länet, riket, övriga länet; a municipality in full."""
    return sv.in_place(place, PlaceForm.NAMED if place.level is Level.MUNICIPALITY else PlaceForm.SHORT)


def gap_in_persons(here: Claim, there: Claim) -> str:
    """A rate here beside the same rate there, with the persons behind the gap where they are 20 or more.

    ``I Strömsunds kommun var arbetslösheten 5,1 procent, 1,3 procentenheter högre än i länet. Skillnaden motsvarar
    omkring 65 personer.`` Empty where either number is absent or the measure is no share. UsageError for different
    periods or measures.
    """
    _same_period(here, there)
    facts = here.facts
    if not (isinstance(here, Number) and isinstance(there, Number)) or not facts.indicator.is_share:
        return ""
    if Status.LOWER_BOUND in (facts.now.status, there.facts.now.status):
        return ""  # a difference of what is only known at least is not known
    gap = here.now - there.now
    value = nouns.value_text(facts.indicator, here.now)
    first = f"{sv.capital(sv.in_place(facts.place))} var {nouns.bare_subject(facts)} {value}"
    if gap == 0:
        return f"{first}, lika mycket som {_there(there.facts.place)}."
    size = sv.points(gap, facts.indicator.decimals)
    text = f"{first}, {size} {'högre' if gap > 0 else 'lägre'} än {_there(there.facts.place)}."
    persons = persons_behind_gap(here, there)
    if persons is None or persons < GAP_FROM_PERSONS:
        return text
    return f"{text} Skillnaden motsvarar {sv.about_persons(persons)}."


def became(claim: Number, issuer: str, day: date, said: float) -> str:
    """A number that somebody gave ahead of time beside the one that came.

    ``Arbetsförmedlingen bedömde den 10 juni 2026 arbetslösheten i Jämtlands län i augusti till 4,5 procent. Det blev
    4,1 procent, 0,4 procentenheter lägre.``
    """
    facts, indicator = claim.facts, claim.facts.indicator
    given = sv.displayed(said, indicator.decimals)
    when = sv.in_period(facts.now.period, facts.today)
    first = (
        f"{issuer} bedömde den {sv.date_text(day)} {nouns.subject(facts)} {when} "
        f"till {nouns.value_text(indicator, given)}."
    )
    came = f"Det blev {nouns.value_text(indicator, claim.now, facts.now.status)}"
    apart = claim.now - given
    if apart == 0:
        return f"{first} {came}."
    size = sv.points(apart, indicator.decimals) if indicator.is_share else sv.number(abs(apart), indicator.decimals)
    return f"{first} {came}, {size} {comparative(indicator, apart > 0)}."


def persons_behind_gap(here: Number, there: Number) -> float | None:
    """Persons behind the gap between two shares, without sign: points × the base here; None where that is unknown."""
    base = here.facts.base_now
    return None if base is None else persons_behind(float(abs(here.now - there.now)), base)


def gap_again(here: Claim, there: Claim) -> str:
    """The gap to a further place, after that to the first: ``Mot riket är skillnaden 0,9 procentenheter, …``."""
    _same_period(here, there)
    if not gap_in_persons(here, there) or not (isinstance(here, Number) and isinstance(there, Number)):
        return ""
    where = there.facts.place.full_name
    if Status.LOWER_BOUND in (here.facts.now.status, there.facts.now.status):
        return ""
    gap = here.now - there.now
    if gap == 0:
        return f"Mot {where} är det ingen skillnad."
    persons = persons_behind_gap(here, there)
    size = f"{sv.points(gap, here.facts.indicator.decimals)} {'högre' if gap > 0 else 'lägre'}"
    if persons is None or persons < GAP_FROM_PERSONS:
        return f"Mot {where} är den {size}."
    return f"Mot {where} är den {size}, {sv.about_persons(persons)}."


def two_measures(unemployment: Claim, employment: Claim) -> str:
    """The rule sentence for unemployment and employment that both fell; empty otherwise.

    ``Arbetslösheten var något lägre än i fjol, men det var också andelen som har arbete. …``
    """
    if not (_fell(unemployment) and _fell(employment)):
        return ""
    facts = unemployment.facts
    year = sv.last_year(facts.now.period, facts.today)
    when = "" if sv.year_of(facts.now.period) == facts.today.year else f" {sv.in_period(facts.now.period, facts.today)}"
    subject = sv.capital(nouns.bare_subject(facts))
    return (
        f"{subject} var{when} {change(unemployment)} än {year}, men det var också andelen som har arbete. "
        "Färre arbetslösa beror alltså inte på fler i arbete."
    )


def _fell(claim: Claim) -> TypeGuard[Compared]:
    if not isinstance(claim, Compared) or claim.branch is not Branch.ORDINARY:
        return False
    return claim.word.is_change and claim.direction < 0


def rank(
    indicator: Indicator, values: Sequence[tuple[Place, float | None]], lowest: bool = True, where: str = "i länet"
) -> str:
    """Who is lowest or highest on displayed values, ties shared, in the order given.

    ``Lägst arbetslöshet i länet hade Åre och Krokoms kommuner, båda 2,6 procent.`` The number of places with a value
    is said where some lack one. Empty under two values, where all are equal, and for amounts, which are not ranked.
    """
    clause = rank_clause(indicator, values, lowest, where)
    known = sum(value is not None for _, value in values)
    if not clause or known == len(values):
        return f"{clause}." if clause else ""
    return f"{clause}. Uppgift finns för {sv.small_number(known)} av {sv.small_number(len(values))}."


def rank_clause(
    indicator: Indicator, values: Sequence[tuple[Place, float | None]], lowest: bool = True, where: str = "i länet"
) -> str:
    """``Lägst arbetslöshet i länet hade Åre och Krokoms kommuner, båda 2,6 procent``, for a headline; else empty."""
    if indicator.kind in (Kind.AMOUNT, Kind.PER_HEAD):
        return ""
    shown = [(p, sv.displayed(value, indicator.decimals)) for p, value in values if value is not None]
    if len(shown) < 2 or len({value for _, value in shown}) == 1:
        return ""
    best = (min if lowest else max)(value for _, value in shown)
    first = [place for place, value in shown if value == best]
    value = nouns.value_text(indicator, best)
    all_of = {1: "", 2: "båda "}.get(len(first), "alla ")
    words = nouns.wording(indicator)
    if indicator.is_share:
        noun = f"{'Lägst' if lowest else 'Högst'} {words.noun_sv or words.subject_sv}"
    elif words.things_sv:
        noun = f"{'Färst' if lowest else 'Flest'} {words.things_sv}"
    else:
        noun = f"{'Minst' if lowest else 'Störst'} {words.noun_sv or words.subject_sv}"
    return f"{noun} {where} hade {sv.places_list(first)}, {all_of}{value}"


def circular_share(year: str, of_all: float, of_business: float, lowest: float, highest: float) -> str:
    """The circular share of a county with both denominators, and the span of its municipalities in whole per cent."""
    low, high = sv.displayed(lowest, 0), sv.displayed(highest, 0)
    span = f"omkring {sv.percent(low, 0)}" if low == high else f"mellan {sv.number(low)} och {sv.percent(high, 0)}"
    return (
        f"År {year} arbetade {sv.percent(of_all)} av alla i länet i branscher som SCB räknar som cirkulära, "
        f"i kommunerna {span}. Av dem som arbetade i näringslivet var det {sv.percent(of_business)}."
    )
