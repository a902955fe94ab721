"""What a view is made from: which places, which periods, raw and shown values. Reads data, writes no Swedish sentences.

A Scene is the answer to a Selection: default comparison filled in, the place replaced where the indicator does not
exist for it, values transformed and rounded as displayed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.data import arithmetic
from dashboard.data.arrays import Series, aligned, windowed
from dashboard.data.series import Data
from dashboard.views import ways
from dashboard.views.selection import Selection
from dashboard.views.way import SceneWay
from loaders import catalogue
from loaders.ground import ages, places
from loaders.ground.declarations import Indicator, Kind, Level, Status
from loaders.ground.errors import StoreDamaged, StoreError, UsageError
from loaders.ground.panel import STATUS_CODE
from loaders.ground.periods import Period
from loaders.ground.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """``places``: own first, those compared with, ``neighbours`` (the other municipalities it stands among), and county
    and nation as ``others`` where they are not among those compared with. ``county`` is the chosen place's own, else
    the region's.

    ``raw`` are published values, ``shown`` what is drawn, both region × period in the order of ``places``.
    ``bounds`` are the lowest and the highest the values can be, where those are shown and that is stored beside them.
    ``newest`` is the newest period within the window that all drawn places have, and ``indicator`` has the ages counted
    in it. ``asked`` is the place of the link;
    ``own`` differs from it where the indicator does not exist at its level. ``periods`` is the whole period axis.
    ``is_signed``: whether values are changes, which stand with their sign; ``is_in_per_cent``: whether they are
    changes in per cent, which are said in whole numbers from 1 upwards.
    """

    selection: Selection
    indicator: Indicator
    way: SceneWay
    asked: Place
    own: Place
    county: str
    compare: tuple[Place, ...]
    neighbours: tuple[Place, ...]
    others: tuple[Place, ...]
    together: bool
    raw: Series
    periods: tuple[Period, ...]
    shown: np.ndarray
    decimals: int
    first: int
    last: int
    newest: str
    base_year: str = ""
    bounds: tuple[Series, Series] | None = None
    is_signed: bool = False
    is_in_per_cent: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place there are values of, in the order of the rows."""
        return (self.own, *self.compare, *self.neighbours, *self.others)

    @property
    def inside(self) -> tuple[Place, ...]:
        """The municipalities it stands among that there are values of, in alphabetical order: see ``among``."""
        there = {place.code for place in self.places}
        return tuple(place for place in among(self.own, self.county) if place.code in there)

    @property
    def from_elsewhere(self) -> tuple[Place, ...]:
        """Municipalities that are compared with and are none of these."""
        found = (place for place in self.compare if place.level is Level.MUNICIPALITY)
        return tuple(place for place in found if place not in self.inside)

    @property
    def drawn(self) -> tuple[Place, ...]:
        """Places with a line of their own: the chosen, and those compared with if they fit on the same scale."""
        return (self.own, *self.compare) if self.together else (self.own,)

    def row(self, place: Place) -> np.ndarray:
        """Shown values of a place, float64 by period."""
        return self.shown[self.raw.regions.index(place.code)]

    def at(self, place: Place, period: str) -> float | None:
        """Shown value of a place in a period, None where absent."""
        if period not in self.periods:
            return None
        found = self.row(place)[self.periods.index(period)]
        return None if np.isnan(found) else float(found)

    def decimals_of(self, place: Place) -> int:
        """Decimals a place's value is shown with: none at levels whose values are said in whole units."""
        return 0 if place.level in self.indicator.whole_at else self.decimals

    def reach(self, place: Place, period: str) -> tuple[float, float] | None:
        """The lowest and the highest a published value can be, as stored; None where the indicator tells none."""
        if self.bounds is None:
            return None
        low, high = (bound.value(place.code, period) for bound in self.bounds)
        return None if low is None or high is None else (low, high)

    def interval(self, place: Place, period: str) -> tuple[float, float] | None:
        """The ends of an interval as displayed; None where they are displayed alike, or none are told."""
        ends = self.reach(place, period)
        if ends is None:
            return None
        low, high = arithmetic.displayed(np.array(ends), self.decimals_of(place)).tolist()
        return None if low == high else (low, high)

    def is_fetched(self, place: Place) -> bool:
        """Whether anything is stored of a place; of övriga länet, which is made of others, nothing ever is."""
        row = self.raw.status[self.raw.regions.index(place.code)]
        return place.is_rest_of_county or not bool((row == STATUS_CODE[Status.NOT_APPLICABLE]).all())

    def is_bound(self) -> np.ndarray:
        """Whether each published value is the lowest it can be, and no interval is told. Bool, region × period."""
        found = self.raw.status == STATUS_CODE[Status.LOWER_BOUND]
        if self.bounds is not None:
            low, high = (aligned(ends, self.periods) for ends in self.bounds)
            found &= np.isnan(low) | np.isnan(high)
        return found

    def is_shown_bound(self, place: Place, period: str) -> bool:
        """Whether the value shown of a place in a period is the lowest it can be."""
        return bool(self.way.bounds(self)[self.raw.regions.index(place.code), self.periods.index(period)])

    def is_preliminary(self) -> bool:
        """Whether every value in the window is preliminary: then it is said once and no point is drawn hollow."""
        inside = self.raw.status[: len(self.drawn), self.first : self.last + 1]
        there = ~np.isnan(self.raw.values[: len(self.drawn), self.first : self.last + 1])
        return bool(there.any() and (inside[there] == STATUS_CODE[Status.PRELIMINARY]).all())


def exists_for(indicator: Indicator, place: Place) -> bool:
    """Whether the indicator exists at a place's level; a place that is summed here is made of municipalities."""
    return (Level.MUNICIPALITY if place.is_summed else place.level) in indicator.levels


def crosses_counties(place: Place) -> bool:
    """Whether a place is put together of municipalities of several counties, so that it lies in none."""
    return place.is_own_area and not place.county


def among(own: Place, county: str) -> tuple[Place, ...]:
    """Those a place stands among in alphabetical order: the county's municipalities; of one in no county its own."""
    if crosses_counties(own):
        return tuple(sorted(map(places.place, own.parts), key=lambda place: places.swedish_order(place.name)))
    return places.municipalities(county)


def effective_place(indicator: Indicator, code: str, county: str) -> Place:
    """The place, or else its county, or else its riksområde, where the indicator exists; riket if for that alone."""
    asked = places.place(code)
    if exists_for(indicator, asked):
        return asked
    if Level.COUNTY in indicator.levels:
        return places.place(asked.county or county)
    if Level.AREA in indicator.levels:
        return places.area_of(asked.county or county)
    return places.place(places.NATION) if tuple(indicator.levels) == (Level.NATION,) else asked


def scene(selection: Selection, data: Data) -> Scene:
    """The scene of a selection. NothingPublishedYet before the first publication, UsageError for an empty window."""
    indicator, way = data.declared(selection.indicator, selection.as_of), ways.of(selection)
    if not isinstance(way, SceneWay):
        raise TypeError(f"matt={way.word} is not shown by a scene")
    asked = places.place(selection.region)
    own = effective_place(indicator, selection.region, data.county)
    codes = selection.compare
    if codes is None:
        codes = way.compared(data.default_compare(indicator, own.code, selection.as_of), own)
    others_asked = (places.place(code) for code in codes if code != own.code)  # the place shown may be one of them
    compare = tuple(place for place in others_asked if exists_for(indicator, place))
    taken = {own.code, *(place.code for place in compare)}
    home = own.county or data.county
    beside = among(own, home) if Level.MUNICIPALITY in indicator.levels else ()
    if Level.COUNTY in indicator.levels and len(beside) == 1:
        beside = ()  # it is all of its county, and told once
    neighbours = tuple(place for place in beside if place.code not in taken)
    taken |= {place.code for place in neighbours}
    taken |= {home} if own.level is Level.MUNICIPALITY and places.is_alone(own.code) else set()
    above = (places.place(home), places.place(places.NATION))
    others = tuple(place for place in above if place.code not in taken and place.level in indicator.levels)
    everyone = (own, *compare, *neighbours, *others)
    slice_ = selection.full_slice()
    raw = data.series(indicator.id, slice_, (place.code for place in everyone), selection.as_of)
    if not raw.periods:
        raise UsageError(f"{indicator.id} has no periods", f"{indicator.short_title_sv} har inga siffror än.")
    first, last = windowed(raw, selection.since, selection.until)
    together = _fits_together(indicator, way, selection)
    drawn = 1 + len(compare) if together else 1
    values = way.values(raw, selection, data, first, drawn)
    shown = values.shown
    first = _first(shown, drawn, first, last)
    told = 0 if way.draws_own or drawn == 1 else 1  # a distance is that to the first place compared with
    has_any = not np.isnan(shown[told, first : last + 1]).all()
    newest = _newest(raw.periods, shown, drawn, first, last) if has_any else ""
    if newest:
        last = raw.periods.index(newest)
    return Scene(
        selection=selection,
        indicator=ages.in_period(indicator, newest),
        way=way,
        asked=asked,
        own=own,
        county=home,
        compare=compare,
        neighbours=neighbours,
        others=others,
        together=together,
        raw=raw,
        periods=raw.periods,
        shown=shown,
        decimals=values.decimals,
        first=first,
        last=last,
        newest=newest,
        base_year=values.base_year,
        bounds=_bounds(data, raw, selection) if way.shows_published else None,
        is_signed=way.is_signed or indicator.kind is Kind.GROWTH,
        is_in_per_cent=way.is_in_per_cent(indicator),
    )


def _bounds(data: Data, raw: Series, selection: Selection) -> tuple[Series, Series] | None:
    """The lowest and the highest values beside published ones; None where the indicator declares none."""
    if not raw.indicator.bounds:
        return None
    try:
        low, high = (data.series(id_, raw.slice, raw.regions, selection.as_of) for id_ in raw.indicator.bounds)
    except StoreDamaged:
        raise  # without its bounds a value would look surer than it is
    except StoreError:
        return None
    return low, high


def _fits_together(indicator: Indicator, way: SceneWay, selection: Selection) -> bool:
    """Whether a municipality, its county and the nation can share one scale."""
    if indicator.is_share or way.is_always_together or selection.compare:
        return True
    return indicator.kind is Kind.AMOUNT and bool(indicator.denominator)


def _first(shown: np.ndarray, drawn: int, first: int, last: int) -> int:
    """The window without the empty periods it begins with."""
    there = np.flatnonzero(~np.isnan(shown[:drawn, first : last + 1]).all(axis=0))
    return first + int(there[0]) if there.size else first


def _newest(period_axis: tuple[str, ...], shown: np.ndarray, drawn: int, first: int, last: int) -> str:
    """The newest period within the window that all drawn places with any value at all have."""
    rows = shown[:drawn, first : last + 1]
    rows = rows[~np.isnan(rows).all(axis=1)]
    if not rows.size:
        return ""
    complete = np.flatnonzero(~np.isnan(rows).any(axis=0))
    return period_axis[first + complete[-1]] if complete.size else ""


def rate_parts(data: Data, raw: Series, selection: Selection) -> tuple[np.ndarray, np.ndarray] | None:
    """Numerator and denominator of a rate, each region × period in the order of ``raw``; None if not a rate of both.

    NaN where the rate itself is hidden: of two lowest possible numbers no share can be said, in a sum either.
    """
    indicator = raw.indicator
    if indicator.kind is not Kind.RATE or not indicator.numerator:
        return None
    sums = []
    for ids in (indicator.numerator, indicator.denominator):
        total = np.zeros_like(raw.values)
        for id_ in ids:
            if not data.has(id_):
                return None
            chosen = _slice_for(id_, raw.slice)
            total += aligned(data.series(id_, chosen, raw.regions, selection.as_of), raw.periods)
        total[raw.status == STATUS_CODE[Status.SUPPRESSED]] = np.nan
        sums.append(total)
    return sums[0], sums[1]


def _slice_for(indicator_id: str, slice_: Mapping[str, str]) -> dict[str, str]:
    """The slice of another indicator that goes with this one's."""
    default = catalogue.indicator(indicator_id).default_slice
    return {name: slice_.get(name, code) for name, code in default.items()}
