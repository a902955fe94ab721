"""``/groups``: places that can be asked for by one word."""

from pydantic import BaseModel, Field

from dashboard.api import _place_groups
from dashboard.api._kind import Answer, Asked, Query, Resource, Told


class GroupRow(BaseModel):
    """A group of places."""

    id: str = Field(description="Ordet som väljer gruppen: region=kommuner-23.")
    name: str
    members: tuple[str, ...] = Field(description="Platsernas koder.")


class Groups(Told):
    """All groups."""

    groups: tuple[GroupRow, ...]


def answer(asked: Asked[Query]) -> Answer:
    """Every group with its places."""
    rows = tuple(GroupRow(id=one.id, name=one.name, members=one.members) for one in _place_groups.all_groups().values())
    return Answer.of(Groups(synthetic=asked.data.synthetic, edition=asked.data.version(), groups=rows))


RESOURCES = (
    Resource(
        address="/groups",
        title_sv="Grupper av platser",
        tells_sv="Platser som väljs med ett enda ord: alla län, alla kommuner, och kommunerna i ett län. Orden länet "
        "och kommunerna betyder det egna länet och dess kommuner.",
        answer=answer,
        model=Groups,
        examples=("/groups",),
        order=30,
    ),
)
