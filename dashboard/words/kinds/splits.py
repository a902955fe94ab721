"""Sentences about a measure's parts: what a change of the population is made of, and changes per industry."""

from collections.abc import Mapping, Sequence

from dashboard.words import swedish as sv
from dashboard.words.judging.thresholds import LIMITS
from loaders.ground.declarations import Kind
from loaders.ground.places import Place

PERSONS = LIMITS[Kind.STOCK].least_persons
"""A change of the employed in an industry by fewer persons gets no word."""
NOISE = LIMITS[Kind.POPULATION].least_persons
"""A change of a population by fewer persons lies within disclosure noise."""

Changed = tuple[str, float]
"""An industry and the change of its employed, in persons."""


def parts(named: Mapping[str, float], place: Place | None = None) -> str:
    """``Födelseöverskottet var −420 personer, det inrikes flyttnettot −120 och justeringsposten +3.``"""
    first, *others = named.items()
    where = f"I {place.full_name} var {first[0]}" if place is not None else f"{sv.capital(first[0])} var"
    persons = "person" if abs(sv.displayed(first[1], 0)) == 1 else "personer"
    said = [f"{where} {sv.signed(first[1])} {persons}", *(f"{name} {sv.signed(value)}" for name, value in others)]
    return f"{sv.listing(said)}."


def extremes(changes: Sequence[tuple[Place, float]]) -> str:
    """The municipalities with the largest rise and fall; empty where all lie within the noise."""
    if not changes:
        return ""
    told = []
    for noun, sign in (("ökning", 1), ("minskning", -1)):
        size = max(sign * value for _, value in changes)
        if size < NOISE:
            continue
        found = [place for place, value in changes if sign * value == size]
        number = f"{'båda ' if len(found) == 2 else 'alla ' if len(found) > 2 else ''}{sv.persons(size)}"
        told.append(f"Störst {noun} hade {sv.places_list(found)}, {number}.")
    return " ".join(told)


def industries(changes: Sequence[Changed], things: str, then: str) -> str:
    """Largest rise and fall of at least 20 persons: ``Inom bygg var det 90 färre sysselsatta än i augusti i fjol.``"""
    told = []
    for word, noun, sign in (("fler", "ökningen", 1), ("färre", "minskningen", -1)):
        found = max(changes, key=lambda change: sign * change[1], default=None)
        if found is None or sign * found[1] < PERSONS:
            continue
        number = sv.number(abs(found[1]))
        told.append(f"Inom {found[0]} var det {number} {word} {things} än {then}, den största {noun}.")
    return " ".join(told) or f"I ingen bransch var det minst {PERSONS} {things} fler eller färre än {then}."


def industry_headlines(changes: Sequence[Changed], things: str, place: Place, until: str) -> list[str]:
    """The largest change, from the fullest form to the shortest; that there is none where all are under 20 persons."""
    largest = max(changes, key=lambda change: abs(change[1]), default=None)
    where = place.full_name
    if largest is None or abs(largest[1]) < PERSONS:
        return [
            f"Ingen bransch i {where} ändrades med minst {PERSONS} personer på ett år till {until}",
            f"Ingen bransch i {where} ändrades tydligt på ett år till {until}",
        ]
    word = "fler" if largest[1] > 0 else "färre"
    said = f"{sv.number(abs(largest[1]))} {word}"
    return [
        f"Störst ändring i {where} på ett år till {until}: {said} {things} inom {largest[0]}",
        f"Störst ändring i {where} på ett år till {until}: {said} inom {largest[0]}",
        f"Störst ändring i {where} till {until}: {said} inom {largest[0]}",
        f"I {where}: {said} inom {largest[0]} på ett år till {until}",
        f"I {where}: {said} {things} i en bransch på ett år till {until}",
    ]


def circular_headlines(alone: str, persons: float, whole: float, place: Place, year: str) -> list[str]:
    """``430 av 983 i cirkulära branscher i Jämtlands län 2024 arbetade i bilverkstäder (45.20)``."""
    told = f"{sv.number(persons)} av {sv.number(whole)} i cirkulära branscher i {place.full_name} {year}"
    return [f"{told} arbetade i {alone}", f"{told}: {alone}"]
