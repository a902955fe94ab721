"""A scene's numbers as values: its places over the periods of the window."""

from collections.abc import Sequence

import numpy as np

from dashboard.data import arithmetic
from dashboard.data.numbers import Axis, Chosen, Numbers, Shape, statuses
from dashboard.views import own_charts, tables
from dashboard.views.scene import Scene
from loaders.ground.ages import label_sv
from loaders.ground.declarations import Grain, Kind
from loaders.ground.places import Place
from loaders.ground.vocabulary import DIMENSIONS

TIME_SV = {Grain.YEAR: "År", Grain.QUARTER: "Kvartal", Grain.MONTH: "Månad"}
_UPRIGHT = (Kind.RARE, Kind.LUMPS)


def chosen_of(seen: Scene, without: Sequence[str] = ()) -> tuple[Chosen, ...]:
    """The values of the measure's own dimensions that all numbers of a scene share."""
    indicator, shared = seen.indicator, [name for name in seen.indicator.dimensions if name not in without]
    codes = seen.raw.slice
    return tuple(
        Chosen(name, DIMENSIONS[name].label_sv, codes[name], label_sv(indicator, name, codes[name])) for name in shared
    )


def places_over_time(seen: Scene) -> Numbers:
    """The figure's places first, then those beside it; periods of the window, oldest first.

    Where every line is a distance of the chosen place to another, those are all there is.
    """
    is_level, drawn = seen.way.shows_published, list(seen.drawn)
    order = [*drawn, *(place for place in seen.places if place not in drawn)]
    if not seen.way.draws_own:
        order = [place for place in drawn if place.code != seen.own.code]
    rows = [seen.raw.regions.index(place.code) for place in order]
    window = slice(seen.first, seen.last + 1)
    periods = seen.periods[window]
    values = seen.shown[rows, window]
    published = seen.raw.status[rows, window]
    is_count = not seen.decimals and not seen.indicator.is_share
    low, high = _bounds(seen, order, periods)
    is_upright = is_level and seen.indicator.kind in _UPRIGHT and own_charts.is_own_chart(seen)
    return Numbers(
        rows=Axis.of_periods(periods, TIME_SV[seen.indicator.grain]),
        columns=Axis.of_places(order),
        values=values.T,
        status=statuses(values, published, is_level=is_level, is_count=is_count).T,
        unit_sv=seen.way.unit_sv(seen),
        decimals=seen.decimals,
        charted=len(drawn) if seen.way.draws_own else None,
        shape=Shape.COLUMNS if is_upright else Shape.LINES,
        chosen=chosen_of(seen) if seen.way.draws_own else (*chosen_of(seen), _measured_from(seen)),
        low=low,
        high=high,
    )


def _measured_from(seen: Scene) -> Chosen:
    """The place that every line is a distance from."""
    return Chosen("from_region_code", "Räknat från", seen.own.code, tables.name_of(seen.own))


def _bounds(
    seen: Scene, order: Sequence[Place], periods: Sequence[str]
) -> tuple[np.ndarray, np.ndarray] | tuple[None, None]:
    """The ends of what each value can be, as displayed, period × place; none where the measure tells none."""
    if seen.bounds is None:
        return None, None
    ends = np.full((2, len(periods), len(order)), np.nan)
    for column, place in enumerate(order):
        for row, period in enumerate(periods):
            reach = seen.reach(place, period)
            if reach is not None:
                ends[:, row, column] = arithmetic.displayed(np.array(reach), seen.decimals_of(place))
    return ends[0], ends[1]
