"""``/places``: riket, its areas (riksområden), the counties and the municipalities."""

from typing import Literal

from pydantic import BaseModel, Field

from dashboard.api._kind import Answer, Asked, NoSuch, Query, Resource, Told
from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.errors import UsageError
from loaders.ground.places import Place

_LEVELS = {
    "riket": Level.NATION,
    "riksomrade": Level.AREA,
    "lan": Level.COUNTY,
    "kommun": Level.MUNICIPALITY,
}


class PlaceRow(BaseModel):
    """A place that has figures."""

    region_code: str = Field(
        description="00 för riket, två siffror för län, fyra för kommun, SE32 för ett riksområde. Text, aldrig ett tal."
    )
    region: str = Field(description="Namnet: Åre, Jämtlands län, Riket.")
    full_name: str = Field(description="Namnet i löpande text: Åre kommun.")
    level: str = Field(description="riket, riksområde, län eller kommun.")
    county: str = Field(description="Länets kod; tom för riket och riksområden.")
    since: int | None = Field(description="Året koden gäller från, om det är efter seriernas början.")


class Places(Told):
    """Places."""

    home: str = Field(description="Det egna länets kod, som ordet länet betyder.")
    places: tuple[PlaceRow, ...]


class OnePlace(Told):
    """One place."""

    place: PlaceRow


class PlacesQuery(Query):
    """Which places."""

    niva: Literal["riket", "riksomrade", "lan", "kommun"] | None = Field(None, description="Bara platser på en nivå.")
    lan: str = Field("", description="Bara länet och dess kommuner: kod eller namn.", examples=["23"])


def _row(place: Place) -> PlaceRow:
    return PlaceRow(
        region_code=place.code,
        region=place.name,
        full_name=place.full_name,
        level=place.level.value,
        county=place.county,
        since=place.since or None,
    )


def answer(asked: Asked[PlacesQuery]) -> Answer:
    """Every place, or those of a level or county, in code order, riksområden last."""
    query, data = asked.query, asked.data
    level = _LEVELS.get(query.niva or "")
    county = places.find_place(query.lan).county if query.lan else ""
    found = [
        place
        for place in (*places.all_places().values(), *places.areas().values())
        if level in (None, place.level) and county in ("", place.county)
    ]
    rows = tuple(_row(place) for place in found)
    return Answer.of(Places(synthetic=data.synthetic, edition=data.version(), home=data.county, places=rows))


def answer_one(asked: Asked[Query]) -> Answer:
    """The place of a code or name."""
    try:
        place = places.find_place(asked.path["region"])
    except UsageError as error:
        raise NoSuch(str(error), error.message_sv) from None
    return Answer.of(OnePlace(synthetic=asked.data.synthetic, edition=asked.data.version(), place=_row(place)))


RESOURCES = (
    Resource(
        address="/places",
        title_sv="Platser",
        tells_sv="Riket, de 21 länen, de 290 kommunerna och de åtta riksområdena, med koder och namn.",
        answer=answer,
        model=Places,
        query=PlacesQuery,
        examples=("/places?lan=23", "/places?niva=lan"),
        order=20,
    ),
    Resource(
        address="/places/<region>",
        title_sv="En plats",
        tells_sv="En plats efter kod eller namn. Stor och liten bokstav och prickar spelar ingen roll.",
        answer=answer_one,
        model=OnePlace,
        words_sv={"region": "Kod eller namn: 2321, Åre, Jämtlands län, riket."},
        examples=("/places/2321",),
        order=21,
    ),
)
