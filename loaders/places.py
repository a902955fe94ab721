"""Swedish places: riket, 21 counties, 290 municipalities, and *övriga länet* (a county without one municipality).

Codes are text: ``00``, two digits, four digits, and ``23-2380`` for county 23 without municipality 2380.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from loaders.errors import UsageError
from loaders.model import Level

NATION = "00"
_SWEDISH_ORDER = {letter: n for n, letter in enumerate(" -abcdefghijklmnopqrstuvwxyzåäö")}


@dataclass(frozen=True, slots=True)
class Place:
    """A place that has figures.

    ``name`` is SCB's label (Jämtlands län, Åre), ``full_name`` what follows the word *i* in running text
    (Jämtlands län, Åre kommun, riket). ``county`` is the county's code, empty for riket.
    """

    code: str
    name: str
    full_name: str
    county: str
    level: Level
    without: str = ""

    @property
    def is_rest_of_county(self) -> bool:
        """Whether this is a county without one of its municipalities."""
        return bool(self.without)


@cache
def all_places() -> dict[str, Place]:
    """The 312 places by code, in code order with each county before its municipalities."""
    lines = (resources.files("loaders") / "places.csv").read_text(encoding="utf-8").splitlines()
    found = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        code = row["code"]
        level = Level.NATION if code == NATION else Level.COUNTY if len(code) == 2 else Level.MUNICIPALITY
        county = "" if level is Level.NATION else row["county"] or code
        found[code] = Place(code, row["name"], row["full_name"], county, level)
    return dict(sorted(found.items()))


def codes_at(levels: Iterable[Level]) -> tuple[str, ...]:
    """Codes of all places at the levels, in code order."""
    wanted = set(levels)
    return tuple(code for code, place in all_places().items() if place.level in wanted)


def municipalities(county: str) -> tuple[Place, ...]:
    """A county's municipalities in Swedish alphabetical order."""
    found = [p for p in all_places().values() if p.level is Level.MUNICIPALITY and p.county == county]
    return tuple(sorted(found, key=lambda p: [_SWEDISH_ORDER.get(c, 0) for c in p.name.lower()]))


def rest_of_county(municipality: str) -> Place:
    """The place *övriga länet* for a municipality."""
    home = place(municipality)
    county = place(home.county)
    return Place(f"{county.code}-{home.code}", "Övriga länet", "övriga länet", county.code, Level.COUNTY, home.code)


def members(code: str) -> tuple[str, ...]:
    """Codes of the municipalities that make up *övriga länet*; for any other place its own code."""
    found = place(code)
    if not found.is_rest_of_county:
        return (code,)
    return tuple(p.code for p in municipalities(found.county) if p.code != found.without)


def place(code: str) -> Place:
    """The place with this code; UsageError if there is none."""
    known = all_places()
    if code in known:
        return known[code]
    county, dash, without = code.partition("-")
    if dash and without in known and known[without].county == county:
        return rest_of_county(without)
    raise UsageError(
        f"no Swedish place has code '{code}'; use 00, a two-digit county or a four-digit municipality",
        f"Det finns ingen plats med koden ”{code}”. Använd 00 för riket, två siffror för län, fyra för kommun.",
    )
