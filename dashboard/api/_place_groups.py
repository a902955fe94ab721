"""Groups of places that can be asked for by one word."""

from dataclasses import dataclass
from functools import cache

from loaders.export import asked
from loaders.ground import names, places
from loaders.ground.declarations import Level


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


def group_of(written: str, county: str) -> Group | None:
    """The group a word asks for; *kommunerna* are those of the home county. None where it is no group."""
    if names.fold(written) == names.fold(asked.MUNICIPALITIES):
        return all_groups()[f"kommuner-{county}"]
    return all_groups().get(written)


def _of_county(county: str) -> Group:
    members = tuple(place.code for place in places.municipalities(county))
    return Group(id=f"kommuner-{county}", name=f"Kommunerna i {places.place(county).full_name}", members=members)
