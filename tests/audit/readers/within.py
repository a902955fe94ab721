"""Municipalities where the measure has no figure of the county or riket: from what to what, and whose they are."""

import re
from decimal import Decimal

from loaders.ground import places
from tests.audit import phrases as p
from tests.audit import reckoning as r
from tests.audit.reading import HEADLINES, REST_OF, Reading, reads
from tests.audit.rules.measure import sums_twelve

Found = dict[str, str | None]
_MOST_NAMED = 3
_END = r"(?P<{0}><N>) \((?P<{0}_in>[^()]+)\)"


def _county(reading: Reading) -> str:
    """The county whose municipalities are shown: the place itself, or the county at home where it is riket."""
    return REST_OF.partition("-")[0] if reading.place == "00" else reading.place


def _values(reading: Reading) -> dict[str, Decimal]:
    """The municipalities' numbers as displayed, of twelve months where the measure is told so."""
    figures, found = reading.measure.figures, {}
    for place in places.municipalities(_county(reading)):
        if sums_twelve(reading.measure):
            value = reading.measure.sum_to(place.code, reading.period, 12)
        else:
            value = figures.value(place.code, reading.period)
        if value is not None:
            found[place.full_name] = r.rounded(value, reading.measure.decimals(place.code))
    return found


def _ends(reading: Reading, low: str, high: str) -> dict[str, Decimal]:
    values = _values(reading)
    reading.claim("lowest inside", p.number(low), min(values.values(), default=None))
    reading.claim("highest inside", p.number(high), max(values.values(), default=None))
    return values


@reads(
    rf"Bilden visar kommunerna i (?P<PL><PL>) (?P<when><WHEN>) \((?P<unit>.+?)\): lägst {_END.format('low')}, "
    rf"högst {_END.format('high')}"
)
def from_what_to_what(reading: Reading, found: Found) -> None:
    """``Bilden visar kommunerna i Jämtlands län 2024 (personer): lägst 162 (Ragunda kommun), högst 9 526 (…)``."""
    reading.where(found["PL"], _county(reading))
    reading.when(found["when"], reading.period)
    unit = reading.measure.declared.unit_sv
    reading.claim("unit", found["unit"], f"{unit}, summa av tolv månader" if sums_twelve(reading.measure) else unit)
    values = _ends(reading, found["low"] or "", found["high"] or "")
    for end, extreme in (("low", min), ("high", max)):
        there = [name for name, value in values.items() if value == extreme(values.values())]
        reading.claim(f"who is {end}est", _named(found[f"{end}_in"] or ""), _expected(there))


def _named(text: str) -> frozenset[str]:
    """The municipalities of a list (``Åre och Krokoms kommuner``), or how many they are said to be, as the one word."""
    names, _, kind = text.rpartition(" ")
    if kind == "kommuner" and names in p.SMALL:
        return frozenset({text})
    return frozenset(f"{name} kommun" for name in re.split(", | och ", names))


def _expected(there: list[str]) -> frozenset[str]:
    """All of them by name, up to three; of more their number."""
    return frozenset(there if len(there) <= _MOST_NAMED else {f"{p.SMALL[len(there)]} kommuner"})


@reads(r"(?P<T>.+?) i kommunerna i (?P<PL><PL>)(?: (?P<when><WHEN>): (?P<low><N>) till (?P<high><N>))?", HEADLINES)
def whose_they_are(reading: Reading, found: Found) -> None:
    """``Inpendlare i kommunerna i Jämtlands län 2024: 162 till 9 526``."""
    reading.claim("name", found["T"], reading.measure.declared.short_title_sv)
    reading.where(found["PL"], _county(reading))
    if found["when"]:
        reading.when(found["when"], reading.period)
        _ends(reading, found["low"] or "", found["high"] or "")
