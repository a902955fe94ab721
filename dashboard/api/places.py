"""``/places``: riket, its areas (riksområden), the counties and the municipalities, and the region's own areas."""

from typing import Literal

from pydantic import BaseModel, Field

from dashboard.api._kind import Answer, Asked, NoSuch, Query, Resource, Told
from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.errors import UsageError
from loaders.ground.people.called_places import known_areas, place_called
from loaders.ground.places import Place

_LEVELS = {
    "riket": Level.NATION,
    "riksomrade": Level.AREA,
    "lan": Level.COUNTY,
    "kommun": Level.MUNICIPALITY,
}
_AREA, _AREA_SV = "omrade", "område"


class PlaceRow(BaseModel):
    """A place that has figures."""

    region_code: str = Field(
        description="00 för riket, två siffror för län, fyra för kommun, SE32 för ett riksområde, 2303+2305~Namnet för "
        "ett område med namn. Text, aldrig ett tal."
    )
    region: str = Field(description="Namnet: Åre, Jämtlands län, Riket.")
    full_name: str = Field(description="Namnet i löpande text: Åre kommun.")
    level: str = Field(description="riket, riksområde, län, kommun eller område.")
    county: str = Field(description="Länets kod; tom för riket och riksområden.")
    since: int | None = Field(description="Året koden gäller från, om det är efter seriernas början.")
    parts: tuple[str, ...] = Field(description="Ett områdes kommuner, som räknas samman; tom för andra platser.")
    synonyms: tuple[str, ...] = Field(description="Vad ett område också kallas; tom för andra platser.")


class Places(Told):
    """Places."""

    home: str = Field(description="Det egna länets kod, som ordet länet betyder.")
    places: tuple[PlaceRow, ...]


class OnePlace(Told):
    """One place."""

    place: PlaceRow


class PlacesQuery(Query):
    """Which places."""

    niva: Literal["riket", "riksomrade", "lan", "kommun", "omrade"] | None = Field(
        None, description="Bara platser på en nivå; omrade är de områden som regionen har namn på."
    )
    lan: str = Field("", description="Bara länet, dess kommuner och områden: kod eller namn.", examples=["23"])


def _row(place: Place, synonyms: tuple[str, ...] = ()) -> PlaceRow:
    return PlaceRow(
        region_code=place.code,
        region=place.name,
        full_name=place.full_name,
        level=_AREA_SV if place.is_own_area else place.level.value,
        county=place.county,
        since=place.since or None,
        parts=place.parts,
        synonyms=synonyms,
    )


def _county(written: str) -> str:
    """The code of the county that a place is, or lies in. UsageError for riket and its areas, which lie in none."""
    place = place_called(written)
    if not place.county:
        raise UsageError(
            f"{place.full_name} lies in no county: leave lan out, or say niva",
            f"{place.full_name} ligger inte i något län. Utelämna ordet lan, eller välj med niva.",
        )
    return place.county


def answer(asked: Asked[PlacesQuery]) -> Answer:
    """Every place, or those of a level or county, in code order, riksområden and the region's own areas last."""
    query, data = asked.query, asked.data
    county = _county(query.lan) if query.lan else ""
    rows = []
    if query.niva != _AREA:
        level = _LEVELS.get(query.niva or "")
        known = (*places.all_places().values(), *places.areas().values())
        rows = [_row(place) for place in known if level in (None, place.level) and county in ("", place.county)]
    if query.niva in (None, _AREA):
        named = known_areas().areas
        rows += [_row(one.place, one.synonyms) for one in named if county in ("", one.place.county)]
    return Answer.of(Places(synthetic=data.synthetic, edition=data.version(), home=data.county, places=tuple(rows)))


def answer_one(asked: Asked[Query]) -> Answer:
    """The place of a code or name."""
    try:
        place = place_called(asked.path["region"])
    except UsageError as error:
        raise NoSuch(str(error), error.message_sv) from None
    synonyms = next((one.synonyms for one in known_areas().areas if one.place == place), ())
    return Answer.of(
        OnePlace(synthetic=asked.data.synthetic, edition=asked.data.version(), place=_row(place, synonyms))
    )


RESOURCES = (
    Resource(
        address="/places",
        title_sv="Platser",
        tells_sv="Riket, de 21 länen, de 290 kommunerna och de åtta riksområdena, med koder och namn. "
        "Sist de områden som regionen har gett namn: kommuner som räknas samman.",
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
        words_sv={"region": "Kod eller namn: 2321, Åre, Jämtlands län, riket, ett områdes namn."},
        examples=("/places/2321",),
        order=21,
    ),
)
