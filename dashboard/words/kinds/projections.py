"""Sentences about population projections: growth against older vintages, level, and how earlier ones came out."""

from decimal import Decimal

from dashboard.words import swedish as sv
from dashboard.words.judging.claims import Number, Projected, growth_of
from dashboard.words.judging.facts import Facts, Projection
from dashboard.words.judging.thresholds import LIMITS, Step
from dashboard.words.nouns import join
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Kind
from loaders.ground.places import Place

_STEPS = {Step.SLIGHT: "något ", Step.PLAIN: "", Step.CLEAR: "klart "}


def _vintage(facts: Facts) -> str:
    """The year of the vintage spoken of; empty if the facts do not name it."""
    vintage = facts.values.get("vintage", "")
    return vintage if vintage.isdigit() else ""


def _opening(facts: Facts) -> str:
    vintage = _vintage(facts)
    return f"SCB:s framskrivning från {vintage}" if vintage else "SCB:s senaste framskrivning"


def _more(growth: Decimal, then: str, now: str) -> str:
    """``1,4 procent fler invånare 2034 än 2024``."""
    if growth == 0:
        return f"lika många invånare {now} som {then}"
    return f"{sv.percent(abs(growth))} {'fler' if growth > 0 else 'färre'} invånare {now} än {then}"


def sentence(claim: Number, form: PlaceForm) -> str:
    """Growth of the newest vintage, against older ones over the same years, and the level where it says otherwise."""
    facts = claim.facts
    place = sv.place_name(facts.place, form) or sv.place_name(facts.place, PlaceForm.SHORT)
    if not isinstance(claim, Projected):
        return f"Enligt {_opening(facts)} har {place} {sv.number(claim.now)} invånare {facts.now.period}."
    first = f"{_opening(facts)} ger {place} {_more(claim.growth, claim.then_period, facts.now.period)}."
    if not facts.older_vintages:
        return first
    return join(first, _against_older(claim), _level(claim))


def _against_older(claim: Projected) -> str:
    """``Ökningen är något högre än i framskrivningarna från 2022 (0,5) och 2021 (0,2).``"""
    said: dict[str, list[Projection]] = {}
    for older in claim.facts.older_vintages:
        difference = claim.growth - growth_of(older)
        step = LIMITS[Kind.PROJECTION].step(difference)
        if step is Step.UNCHANGED:
            word = "lika hög som" if difference == 0 else "i stort sett lika hög som"
        else:
            word = f"{_STEPS[step]}{'högre' if difference > 0 else 'lägre'} än"
        said.setdefault(word, []).append(older)
    subject = "Ökningen" if claim.growth > 0 else "Förändringen"
    clauses = []
    for word, vintages in said.items():
        named = sv.listing(f"{older.vintage} ({sv.number(growth_of(older), 1)})" for older in vintages)
        noun = "framskrivningen" if len(vintages) == 1 else "framskrivningarna"
        clauses.append(f"{word} i {noun} från {named}")
    return f"{subject} är {sv.listing(clauses)}."


def _level(claim: Projected) -> str:
    """The level in the last year against the next newest vintage; *ändå* where it goes against the growth."""
    facts = claim.facts
    older = facts.older_vintages[0]
    difference = claim.newest.end - older.end
    size = sv.about(difference)
    if size == 0:
        return f"Folkmängden {facts.now.period} blir i stort sett densamma som i den från {older.vintage}."
    word = "högre" if difference > 0 else "lägre"
    against = (claim.growth - growth_of(older)) * Decimal(str(difference)) < 0
    starts = claim.newest.start - older.start
    because = f", eftersom utgångsläget är {word}" if against and starts * difference > 0 else ""
    still = "ändå " if against else ""
    return (
        f"Folkmängden {facts.now.period} blir {still}omkring {sv.number(size)} {word} "
        f"än i den från {older.vintage}{because}."
    )


def headlines(claim: Number) -> list[str]:
    """Headlines from the fullest to the shortest."""
    facts = claim.facts
    now = facts.now.period
    where, short = sv.in_place(facts.place), sv.in_place(facts.place, PlaceForm.SHORT)
    vintage = _vintage(facts)
    label = f"Framskrivningen från {vintage}" if vintage else "Den senaste framskrivningen"
    if not isinstance(claim, Projected):
        said = f"{sv.number(claim.now)} invånare"
        return [f"{label}: {said} {where} {now}", f"{label}: {said} {now}"]
    then = claim.then_period
    if claim.growth == 0:
        more, than = "lika många", f"{now} som {then}"
    else:
        direction = "fler" if claim.growth > 0 else "färre"
        more, than = f"{sv.percent(abs(claim.growth))} {direction}", f"{now} än {then}"
    return [f"{label}: {more} invånare {place} {than}" for place in (where, short)]


def card(claim: Number) -> str:
    """``1,4 procent fler invånare 2034 än 2024.``"""
    if not isinstance(claim, Projected):
        return f"{_opening(claim.facts)}."
    return f"{sv.capital(_more(claim.growth, claim.then_period, claim.facts.now.period))}."


def projection_error(vintage: str, year: str, projected: float, outcome: float, place: Place | None = None) -> str:
    """How a vintage came out: ``Framskrivningen från 2021 låg efter fyra år 450 personer (0,3 procent) över …``

    The first projected year-end is the vintage year itself and counts as one year.
    """
    years = sv.small_number(int(year) - int(vintage) + 1)
    difference = sv.displayed(projected - outcome, -1)
    where = "" if place is None else f" {sv.in_place(place)}"
    if difference == 0:
        return f"Framskrivningen från {vintage} träffade efter {years} år den verkliga folkmängden{where}."
    share = sv.percent(abs(100 * (projected - outcome) / outcome))
    side = "över" if difference > 0 else "under"
    return (
        f"Framskrivningen från {vintage} låg efter {years} år {sv.persons(abs(difference))} ({share}) "
        f"{side} den verkliga folkmängden{where}."
    )
