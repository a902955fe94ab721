"""Sentences about population projections: growth against older vintages, level, and how earlier ones came out."""

from collections.abc import Mapping
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
    """``Ökningen är något högre än i framskrivningarna från 2022 (0,5 procent).`` A sentence for each word."""
    said: dict[str, list[Projection]] = {}
    for older in claim.facts.older_vintages:
        said.setdefault(_beside(claim.growth, growth_of(older)), []).append(older)
    sentences = []
    for word, vintages in said.items():
        named = sv.listing(f"{older.vintage} ({sv.percent(growth_of(older))})" for older in vintages)
        noun = "framskrivningen" if len(vintages) == 1 else "framskrivningarna"
        if word in _TURNED:
            sentences.append(f"I {noun} från {named} var det i stället {word}.")
        else:
            sentences.append(f"{_NOUN[_sign(claim.growth)]} är {word} i {noun} från {named}.")
    return " ".join(sentences)


_NOUN = {1: "Ökningen", -1: "Minskningen", 0: "Förändringen"}
_TURNED = ("en ökning", "en minskning")
"""What is said of an older vintage that goes the other way."""


def _sign(growth: Decimal) -> int:
    return (growth > 0) - (growth < 0)


def _beside(growth: Decimal, older: Decimal) -> str:
    """``något högre än``, ``lika stor som``; a fall is *större* or *mindre*, so that the larger fall is the larger."""
    if growth * older < 0:
        return _TURNED[older < 0]
    step = LIMITS[Kind.PROJECTION].step(growth - older)
    falls = growth < 0
    if step is Step.UNCHANGED:
        as_much = "lika stor som" if falls else "lika hög som"
        return as_much if growth == older else f"i stort sett {as_much}"
    more = abs(growth) > abs(older)
    word = ("större" if more else "mindre") if falls else ("högre" if growth > older else "lägre")
    return f"{_STEPS[step]}{word} än"


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
    where = sv.in_place(facts.place)
    vintage = _vintage(facts)
    label = f"Framskrivningen från {vintage}" if vintage else "Den senaste framskrivningen"
    if not isinstance(claim, Projected):
        said = f"{sv.number(claim.now)} invånare"
        return [f"{label}: {said} {where} {now}"]
    then = claim.then_period
    if claim.growth == 0:
        more, than = "lika många", f"{now} som {then}"
    else:
        direction = "fler" if claim.growth > 0 else "färre"
        more, than = f"{sv.percent(abs(claim.growth))} {direction}", f"{now} än {then}"
    return [f"{label}: {more} invånare {where} {than}"]


def card(claim: Number) -> str:
    """``1,4 procent fler invånare 2034 än 2024.``"""
    if not isinstance(claim, Projected):
        return f"{_opening(claim.facts)}."
    return f"{sv.capital(_more(claim.growth, claim.then_period, claim.facts.now.period))}."


def projection_error(vintage: str, year: str, projected: float, outcome: float, place: Place | None = None) -> str:
    """How a vintage came out: ``Framskrivningen från 2021 låg efter fyra år 450 personer (0,3 procent) över …``

    The first projected year-end is the vintage year itself and counts as one year.
    """
    where = "" if place is None else f" {sv.in_place(place)}"
    return f"Framskrivningen från {vintage} {_came_out(vintage, year, projected, outcome)}{where}."


def projection_errors(year: str, projected: Mapping[str, float], outcome: float, place: Place | None = None) -> str:
    """How every vintage came out in a year, oldest first: none is left out because it flatters less.

    projected: vintage → residents in the year.
    """
    told: list[str] = []
    for vintage in sorted(projected):
        if not told:
            told.append(projection_error(vintage, year, projected[vintage], outcome, place))
            continue
        came_out = _came_out(vintage, year, projected[vintage], outcome).replace(" den verkliga folkmängden", "")
        told.append(f"Den från {vintage} {came_out}.")
    return " ".join(told)


def _came_out(vintage: str, year: str, projected: float, outcome: float) -> str:
    count = int(year) - int(vintage) + 1
    years = "ett år" if count == 1 else f"{sv.small_number(count)} år"
    difference = sv.displayed(projected - outcome, -1)
    if difference == 0:
        return f"träffade efter {years} den verkliga folkmängden"
    share = sv.percent(abs(100 * (projected - outcome) / outcome))
    side = "över" if difference > 0 else "under"
    return f"låg efter {years} {sv.persons(abs(difference))} ({share}) {side} den verkliga folkmängden"
