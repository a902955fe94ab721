"""What is said of the circular share of a place: reads the bounds that are stored beside it."""

from collections.abc import Sequence

from dashboard import swedish
from dashboard.data import Data, Series
from dashboard.scene import Scene
from dashboard.words import circular
from dashboard.words.circular import Span
from loaders import places
from loaders.errors import NothingPublishedYet, StoreError
from loaders.model import Level, Status
from loaders.places import Place

ID = "circular_share"
_WORKSHOPS = {"SNI2007": "workshops_2007", "SNI2025": "workshops_2025"}


def told(scene: Scene, data: Data) -> tuple[str, ...]:
    """Both denominators first, then workshops by themselves and why there is an interval; empty without figures."""
    place, period, chosen = scene.own, scene.newest, dict(scene.raw.slice)
    of_all = _span(scene, data, (place,), period, chosen | {"denominator": "all"})
    if of_all is None:
        return ()
    of_business = _span(scene, data, (place,), period, chosen | {"denominator": "business"})
    inside = places.municipalities(place.code) if place.level is Level.COUNTY and not place.is_rest_of_county else ()
    spread = _span(scene, data, inside, period, chosen | {"denominator": "all"}) if inside else None
    said = [circular.both(place, chosen["sni_set"], of_all, of_business, spread)]
    alone = _WORKSHOPS[chosen["classification"]]
    if chosen["sni_set"] != alone:
        of_workshops = _span(scene, data, (place,), period, chosen | {"denominator": "all", "sni_set": alone})
        if of_workshops is not None:
            said.append(circular.workshops(place, alone, of_workshops))
    status = scene.raw.status_of(place.code, period)
    if status is Status.ESTIMATED:
        said.append(circular.ESTIMATED)
    elif status is Status.LOWER_BOUND:
        said.append(circular.HIDDEN)
    return tuple(said)


def intervals(scene: Scene, data: Data, among: Sequence[Place]) -> tuple[str, ...]:
    """The interval of each place in the newest period, ``1–3``; empty where the share is known or is not there."""
    found = []
    for place in among:
        span = None if place.is_rest_of_county else _span(scene, data, (place,), scene.newest, dict(scene.raw.slice))
        decimals = 0 if place.level in scene.indicator.whole_at else scene.indicator.decimals
        ends = () if span is None else tuple(swedish.number(edge, decimals) for edge in (span.low, span.high))
        found.append("–".join(ends) if len(set(ends)) > 1 else "")
    return tuple(found)


def _span(scene: Scene, data: Data, among: tuple[Place, ...], period: str, chosen: dict[str, str]) -> Span | None:
    """Lowest and highest over the places; None if one of them has no figure."""
    low = _bound("lowest", scene, data, among, chosen)
    high = _bound("highest", scene, data, among, chosen)
    if low is None or high is None:
        return None
    lows = [low.value(place.code, period) for place in among]
    highs = [high.value(place.code, period) for place in among]
    if any(value is None for value in (*lows, *highs)):
        return None
    return Span(min(lows), max(highs))


def _bound(which: str, scene: Scene, data: Data, among: tuple[Place, ...], chosen: dict[str, str]) -> Series | None:
    try:
        codes = [place.code for place in among if not place.is_rest_of_county]
        return data.series(f"{ID}_{which}", chosen, codes, scene.selection.as_of)
    except (NothingPublishedYet, StoreError):
        return None
