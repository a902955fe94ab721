"""Karta: shares of persons in the country's municipalities as filled areas, the chosen place's county enlarged."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from dashboard import words
from dashboard.data import boundaries, classes
from dashboard.data.series import Data
from dashboard.figures.across.areas import Area, AreaMap, Fill, area_map
from dashboard.figures.theme import Canvas
from dashboard.views import judged, tables
from dashboard.views.across.everyone import Everyone, everyone
from dashboard.views.scene import Scene
from dashboard.views.told.axes import none_sv
from dashboard.views.view import Drawn
from dashboard.views.ways._across import AcrossWay
from dashboard.words import Claim, swedish
from dashboard.words.judging.thresholds import INTERVAL_PERSONS
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Level


class MapWay(AcrossWay):
    """The map of all municipalities, and of the county's."""

    word, name_sv, order = "karta", "Karta", 210

    def origin_sv(self, seen: Scene) -> str:
        """Where the outlines come from."""
        return boundaries.SOURCE_SV if seen.newest else ""

    def describe(self, seen: Scene, claim: Claim) -> str:
        """What the areas are over."""
        subject = words.subject(claim.facts, PlaceForm.OMITTED)
        if seen.own.level is Level.NATION:
            return f"Karta över {subject} i landets kommuner."
        return f"Karta över {subject} i landets kommuner, med kommunerna i {_county(seen)} förstorade."

    def draw(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> Drawn:
        """The country beside the county; on a phone one of them, and the country alone of riket."""
        found = everyone(seen, data)
        decimals = seen.decimals
        limits = classes.class_limits(found.values, decimals)
        fills = _fills(found, limits)
        is_nation = seen.own.level is Level.NATION
        has_country = bool(limits) and (is_nation or not canvas.frame.short_names)
        country = _areas(found, fills, range(len(found.places)), boundaries.COARSE_KM) if has_country else ()
        county = () if is_nation else _areas(found, fills, found.home, boundaries.FINE_KM)
        if not country and not county:
            return Drawn(caption=none_sv(seen.own), description=said.description)
        counts = np.bincount([fill for fill in fills if isinstance(fill, int)], minlength=len(limits) + 1)
        names = _class_names(limits, decimals) if limits else ()
        figure = area_map(
            AreaMap(
                country=country,
                county=county,
                chosen=tables.name_of(seen.own),
                border=()
                if is_nation
                else boundaries.joined_outline(tuple(found.places[at].code for at in found.home)),
                classes=tuple(zip(names, counts.tolist(), strict=False)),
                unit=swedish.capital(seen.indicator.unit_sv),
                counted_sv="kommuner",
                few_sv=f"färre än {INTERVAL_PERSONS} personer, ingen klass",
                absent_sv="siffran visas inte eller saknas",
                heading="" if is_nation else f"Förstorat: {_county(seen)}",
                synthetic=data.synthetic,
            ),
            canvas.frame,
            canvas.theme,
        )
        caption = _caption(seen, fills, has_limits=bool(limits))
        if limits and not country:
            caption += " Välj riket för hela landets karta."
        return Drawn(figure=figure, caption=caption, description=said.description)


def _county(seen: Scene) -> str:
    if seen.own.is_summed:
        return seen.own.full_name
    county = next((place for place in seen.places if place.code == seen.own.county), seen.own)
    return county.full_name


def _fills(found: Everyone, limits: Sequence[float]) -> list[int | Fill]:
    """How each area is filled: by class, and without one where there are few persons or no number."""
    of_class = classes.classes(found.values, limits).tolist()
    small = found.is_small.tolist()
    absent = np.isnan(found.values).tolist()
    return [
        Fill.ABSENT if is_absent else Fill.FEW if is_small else n if limits else Fill.NUMBER
        for n, is_small, is_absent in zip(of_class, small, absent, strict=True)
    ]


def _areas(
    found: Everyone, fills: Sequence[int | Fill], positions: Sequence[int], tolerance_km: float
) -> tuple[Area, ...]:
    outlines = boundaries.outlines(tolerance_km)
    areas = []
    for at in positions:
        place = found.places[at]
        outline = outlines.get(place.code)
        if outline is None:
            continue
        cell = found.cells[at]
        areas.append(
            Area(
                name=place.name,
                rings=outline.rings,
                inside=outline.inside,
                fill=fills[at],
                label="" if fills[at] is Fill.ABSENT else cell,
                text=f"{place.name}: {cell}",
            )
        )
    return tuple(areas)


def _class_names(limits: Sequence[float], decimals: int) -> tuple[str, ...]:
    """``under 4,0``, ``4,0–4,9``, ``7,5 och mer``."""
    step = 10.0**-decimals
    inner = [
        f"{swedish.number(low, decimals)}–{swedish.number(high - step, decimals)}" for low, high in pairwise(limits)
    ]
    return (
        f"under {swedish.number(limits[0], decimals)}",
        *inner,
        f"{swedish.number(limits[-1], decimals)} och mer",
    )


def _caption(seen: Scene, fills: Sequence[int | Fill], *, has_limits: bool) -> str:
    said = ["Kartan visar områden, inte människor: stora kommuner kan ha få invånare."]
    if seen.own.level is Level.MUNICIPALITY:
        said.append(f"{seen.own.full_name} har tjock kontur.")
    if not has_limits:
        said.append("Det är för få kommuner för klasser; siffrorna står i kartan.")
    if Fill.FEW in fills:
        said.append(f"Streckad: färre än {INTERVAL_PERSONS} personer bakom andelen.")
    return " ".join(said)


WAY = MapWay()
