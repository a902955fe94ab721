"""Groups of places that can be asked for by one word."""

from dataclasses import dataclass
from functools import cache

from dashboard.data import similar
from dashboard.data.series import Data
from loaders.export import asked
from loaders.ground import names, places
from loaders.ground.declarations import Level

SIMILAR = "liknande-"
"""What begins the word for a municipality and those like it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Places that go together. id: the word that asks for them; members: their codes."""

    id: str
    name: str
    members: tuple[str, ...]


@cache
def all_groups() -> dict[str, Group]:
    """By id: all counties, all municipalities, and the municipalities of each county."""
    counties = places.codes_at([Level.COUNTY])
    whole = (
        Group(id="lan", name="Alla län", members=counties),
        Group(id="kommuner", name="Alla kommuner", members=places.codes_at([Level.MUNICIPALITY])),
    )
    return {group.id: group for group in (*whole, *(_of_county(code) for code in counties))}


def group_of(written: str, data: Data) -> Group | None:
    """The group a word asks for; *kommunerna* are those of the home county. None where it is no group."""
    if names.fold(written) == names.fold(asked.MUNICIPALITIES):
        return all_groups()[f"kommuner-{data.county}"]
    if written.startswith(SIMILAR):
        return similar_to(written.removeprefix(SIMILAR), data)
    return all_groups().get(written)


def similar_to(municipality: str, data: Data) -> Group | None:
    """A municipality and those most like it in structure, the most alike first; None where that is not known."""
    found = similar.structure(data)
    near = similar.nearest(found, municipality) if found is not None else ()
    if found is None or not near:
        return None
    name = f"{places.place(municipality).name} och liknande kommuner (struktur {found.year})"
    return Group(id=f"{SIMILAR}{municipality}", name=name, members=(municipality, *(one.code for one in near)))


def _of_county(county: str) -> Group:
    members = tuple(place.code for place in places.municipalities(county))
    return Group(id=f"kommuner-{county}", name=f"Kommunerna i {places.place(county).full_name}", members=members)
