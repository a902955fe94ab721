"""``data/omraden.toml``: what a region calls several of its municipalities together.

    [[area]]
    name = "Södra Lappland"
    municipalities = ["Dorotea", "Vilhelmina", "Åsele"]
    synonyms = ["Inlandet"]                     # optional: what it is called besides

A named area is an own area like any other (places.own_area): its codes and its name stand in every address.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.ground import names, places
from loaders.ground.declarations import Level
from loaders.ground.errors import UsageError
from loaders.ground.people import toml_text
from loaders.ground.people.entry import Entry
from loaders.ground.people.files import Absent, faults_named, read_regular, shown_name
from loaders.ground.places import Place

AREAS = "omraden.toml"
"""The file's name in the data folder."""
LARGEST_FILE_BYTES = 50_000
MOST_AREAS = 100
_MEANT_OTHERWISE = re.compile(r"lan|lanet|kommuner|kommunerna|(kommuner|liknande) \d+")
"""Words of the API and of exports for several places, folded."""
_LIKE_A_CODE = re.compile(r"[\d +-]+|[A-Za-z]{2}\d\d|övriga länet", re.IGNORECASE)
_PART = "area"
_KEYS = ("name", "municipalities", "synonyms")


@dataclass(frozen=True, slots=True)
class NamedArea:
    """An own area that has a name: its place, and what it is called besides."""

    place: Place
    synonyms: tuple[str, ...] = ()

    @property
    def called(self) -> tuple[str, ...]:
        """All its names, the first one first."""
        return self.place.name, *self.synonyms


@dataclass(frozen=True, slots=True)
class NamedAreas:
    """What a file says, in its order. problems: one per area that is left out, or one of the whole file."""

    areas: tuple[NamedArea, ...] = ()
    problems: tuple[UsageError, ...] = ()

    def of(self, county: str) -> tuple[Place, ...]:
        """The areas that lie in one county, in the file's order."""
        return tuple(one.place for one in self.areas if one.place.county == county)

    def find(self, written: str) -> Place | None:
        """The area that is called so (``södra-lappland`` is Södra Lappland); None where none is."""
        found = names.find(written, ((name, one.place) for one in self.areas for name in one.called))
        return found[0] if found else None


def read_areas(path: Path) -> NamedAreas:
    """The areas of a file; nothing where there is no file. Never fails: one fault stops one area."""
    name = shown_name(path)
    try:
        body = read_regular(path, LARGEST_FILE_BYTES)
    except Absent:
        return NamedAreas()
    except UsageError as error:
        return NamedAreas(problems=(error,))
    return areas_in(body, name)


def areas_in(body: bytes, name: str) -> NamedAreas:
    """The same of the bytes of such a file; ``name`` is what error messages call it."""
    found: list[NamedArea] = []
    problems: list[UsageError] = []
    try:
        with faults_named(name):
            entries = tuple(_entries(toml_text.parsed(toml_text.decoded(body, name), name)))
    except UsageError as error:
        return NamedAreas(problems=(error,))
    for entry in entries:
        try:
            with faults_named(name):
                found.append(_area(entry, found))
        except UsageError as error:
            problems.append(error)
    return NamedAreas(tuple(found), tuple(problems))


def _entries(stated: toml_text.Toml) -> Iterator[Entry]:
    whole = Entry(stated.stated, stated.fault)
    whole.only((_PART,))
    listed: Any = stated.stated.get(_PART, [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise whole.wrong(_PART, f"write [[{_PART}]]", f"skriv [[{_PART}]] med dubbla hakparenteser.")
    if len(listed) > MOST_AREAS:
        raise whole.wrong(_PART, f"more than {MOST_AREAS} areas", f"högst {MOST_AREAS} områden läses.")
    for number, one in enumerate(listed):
        yield Entry(one, stated.fault, (_PART, number))


def _area(entry: Entry, before: list[NamedArea]) -> NamedArea:
    entry.only(_KEYS)
    name, inside = entry.text("name"), [_municipality(entry, one) for one in entry.texts("municipalities")]
    try:
        place = places.own_area(inside, name)
    except UsageError as error:
        key = "name" if len(set(inside)) in range(2, places.MOST_PARTS + 1) else "municipalities"
        raise entry.wrong(key, str(error), error.message_sv) from None
    found = NamedArea(place, entry.texts("synonyms"))
    for key, one in (("name", name), *(("synonyms", synonym) for synonym in found.synonyms)):
        if "," in one or _MEANT_OTHERWISE.fullmatch(names.fold(one)):
            raise entry.wrong(
                key,
                f"'{one}' means something else where places are listed; choose another name, without commas",
                f"”{one}” betyder något annat där platser räknas upp. Välj ett annat namn, utan komma.",
            )
        other = NamedAreas(tuple(before)).find(one)
        if other is not None:
            raise entry.wrong(key, f"'{one}' is another area already", f"”{one}” är redan ett annat område.")
        if places.codes_called(one) or _LIKE_A_CODE.fullmatch(one):
            raise entry.wrong(key, f"'{one}' is another place", f"”{one}” är namnet på en annan plats.")
    return found


def _municipality(entry: Entry, written: str) -> str:
    """The code of the municipality that is meant by name or code; UsageError with the nearest."""
    known = [one for one in places.all_places().values() if one.level is Level.MUNICIPALITY]
    found = names.find(written, ((called, one.code) for one in known for called in (*_called(one), one.code)))
    if found:
        return found[0]
    near = names.nearest(written, (one.name for one in known))
    hint, hint_sv = (f"; did you mean '{near}'?", f" Menade du ”{near}”?") if near else ("", "")
    raise entry.wrong(
        "municipalities", f"'{written}' is no municipality{hint}", f"”{written}” är ingen kommun.{hint_sv}"
    )


def _called(place: Place) -> tuple[str, str]:
    return place.name, place.full_name
