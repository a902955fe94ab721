"""``/groups``: places that can be asked for by one word."""

from pydantic import BaseModel, Field

from dashboard.api import _place_groups
from dashboard.api._kind import Answer, Asked, Query, Resource, Told
from loaders.ground import places
from loaders.ground.errors import UsageError


class GroupRow(BaseModel):
    """A group of places."""

    id: str = Field(description="Ordet som väljer gruppen: region=kommuner-23.")
    name: str
    members: tuple[str, ...] = Field(description="Platsernas koder.")


class Groups(Told):
    """All groups."""

    groups: tuple[GroupRow, ...]


class GroupsQuery(Query):
    """Which groups."""

    region: str = Field("", description="En kommun: också gruppen av dem som liknar den.", examples=["2321"])


def answer(asked: Asked[GroupsQuery]) -> Answer:
    """Every group with its places, and where a municipality is named those like it. UsageError where none are known."""
    found = list(_place_groups.all_groups().values())
    if asked.query.region:
        place = places.find_place(asked.query.region)
        like = _place_groups.similar_to(place.code, asked.data)
        if like is None:
            raise UsageError(
                f"no municipalities like {place.full_name} are known",
                f"Det finns ingen grupp som liknar {place.full_name}. Grupper finns för kommuner, där strukturen är "
                "hämtad.",
            )
        found.insert(0, like)
    rows = tuple(GroupRow(id=one.id, name=one.name, members=one.members) for one in found)
    return Answer.of(Groups(synthetic=asked.data.synthetic, edition=asked.data.version(), groups=rows))


RESOURCES = (
    Resource(
        address="/groups",
        title_sv="Grupper av platser",
        tells_sv="Platser som väljs med ett enda ord: alla län, alla kommuner, och kommunerna i ett län. Orden länet "
        "och kommunerna betyder det egna länet och dess kommuner, och liknande-2321 är Åre och de kommuner som är "
        "mest lika Åre till sin struktur.",
        answer=answer,
        model=Groups,
        query=GroupsQuery,
        examples=("/groups",),
        order=30,
    ),
)
