"""The places a headline names, by their names and as *länet*, *kommunen*, *riket*."""

import re
from dataclasses import dataclass
from functools import cache

from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.places import Place

_LEVELS = {
    "länet": Level.COUNTY,
    "länets": Level.COUNTY,
    "kommunen": Level.MUNICIPALITY,
    "kommunens": Level.MUNICIPALITY,
    "riket": Level.NATION,
    "rikets": Level.NATION,
    "landet": Level.NATION,
    "landets": Level.NATION,
    "sverige": Level.NATION,
    "sveriges": Level.NATION,
}
_ORDINARY_WORDS = frozenset({"Vara", "Mark", "Sala", "Ale", "Boden"})
"""Places whose names are words that may begin a sentence."""
_COMPARED = re.compile(r"(?:än|mot|jämfört med|i jämförelse med|som)\s+(?:för\s+|i\s+|hela\s+)*$", re.IGNORECASE)
_RANKED = re.compile(r"\w+st(?:a)?\b[^,;]*$", re.IGNORECASE)
_ORGANISATION = re.compile(r"Region(?:en)?\s+(?:Jämtland\s+)?$")
_REST = re.compile(r"\s*(?:och|-|–)?\s*Härjedalens?\b")


@dataclass(frozen=True, slots=True)
class Named:
    """A place that is named: the codes it may be, or the level where it is said as *länet*; how it is used."""

    words: str
    start: int
    end: int
    codes: frozenset[str]
    level: Level | None
    is_compared: bool
    is_group: bool
    """It is where something is the highest or the lowest: *högst i länet*."""

    def is_place(self, place: Place) -> bool:
        """Whether this place may be meant."""
        return place.code in self.codes or (not self.codes and place.level is self.level)


def named_places(text: str) -> list[Named]:
    """All places of a text, in order, the longest name first where one begins with another."""
    found: list[Named] = []
    for match in _pattern().finditer(text):
        name, before = match[0], text[: match.start()]
        if found and match.start() < found[-1].end:
            continue
        if _ORGANISATION.search(before):
            continue
        if name in _ORDINARY_WORDS and match.start() == 0:
            continue
        codes = _names()[name]
        found.append(_as_used(text, match.start(), match.end(), codes, None))
    for match in re.finditer(r"(?<!\w)\w+(?!\w)", text):
        level = _LEVELS.get(match[0].lower())
        if level is not None:
            found.append(_as_used(text, match.start(), match.end(), frozenset(), level))
    return sorted(found, key=lambda one: one.start)


def _as_used(text: str, start: int, end: int, codes: frozenset[str], level: Level | None) -> Named:
    before = text[:start]
    if "23" in codes and (rest := _REST.match(text, end)):
        end = rest.end()
    compared = _COMPARED.search(before) is not None
    return Named(text[start:end], start, end, codes, level, compared, _RANKED.search(before) is not None)


@cache
def _names() -> dict[str, frozenset[str]]:
    """Every way of writing a place → the codes it may be."""
    found: dict[str, set[str]] = {}
    for code, place in places.all_places().items():
        if place.level is Level.NATION:
            continue
        bare = place.name.removesuffix(" län")
        written = {place.full_name, f"{place.full_name}s", bare, f"{bare}s"}
        if place.level is Level.COUNTY:
            region = bare.removesuffix("s")
            written |= {region, f"{region}s"}
        for name in written:
            found.setdefault(name, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"(?<![\wÅÄÖåäö])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
