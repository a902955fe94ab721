"""The newest values of all municipalities, with what decides how sure they are. Nothing hidden is among them."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from dashboard.data import arithmetic, classes, similar
from dashboard.data.arrays import Series, aligned
from dashboard.data.numbers import Axis, Numbers, Shape, statuses
from dashboard.data.series import Data
from dashboard.views.scene import Scene, rate_parts
from dashboard.views.ways._numbers import chosen_of
from dashboard.words import swedish
from dashboard.words.judging.thresholds import INTERVAL_PERSONS
from loaders.ground import places
from loaders.ground.declarations import Level, Status
from loaders.ground.panel import NO_ROW, STATUSES
from loaders.ground.periods import PARTS_PER_YEAR, Period
from loaders.ground.places import Place

_TOLD = (*(status for status in Status if status.is_absent), Status.LOWER_BOUND)
"""Statuses that a cell of a table tells of."""


@dataclass(frozen=True, kw_only=True)
class Everyone:
    """Municipalities with their displayed values in the scene's newest period, float64, NaN where there is none.

    before: the values a year before, NaN across a break. persons, base: numerator and denominator of the share in
    persons, NaN where they are not shown. half: half widths of the intervals in points. status: codes of the cells.
    own: position of the chosen municipality, None where another kind of place is chosen; home: positions of those of
    the chosen place's county, in alphabetical order, or of those a place is put together of.
    """

    places: tuple[Place, ...]
    values: np.ndarray
    before: np.ndarray
    persons: np.ndarray
    base: np.ndarray
    half: np.ndarray
    statuses: np.ndarray
    cells: tuple[str, ...]
    changes: tuple[str, ...]
    quarter: tuple[str, ...]
    ends: classes.Quarters | None
    own: int | None
    home: tuple[int, ...]

    @cached_property
    def is_small(self) -> np.ndarray:
        """Whether there are fewer persons behind a share than a class is given for."""
        return ~np.isnan(self.values) & (self.persons < INTERVAL_PERSONS)


def everyone(seen: Scene, data: Data) -> Everyone:
    """All municipalities in a scene's newest period, remembered for all places and sizes."""
    key = ("everyone", seen.indicator.id, seen.selection.slice, seen.selection.as_of, seen.newest)
    found: Everyone = data.remember(key, lambda: _read(seen, data))
    own = next((n for n, place in enumerate(found.places) if place.code == seen.own.code), None)
    position = {place.code: n for n, place in enumerate(found.places)}
    inside = seen.own.parts or [place.code for place in places.municipalities(seen.own.county)]
    ordered = tuple(position[code] for code in inside if code in position)
    return replace(found, own=own, home=ordered)


def _read(seen: Scene, data: Data) -> Everyone:
    indicator, codes = seen.indicator, places.codes_at((Level.MUNICIPALITY,))
    raw = data.series(indicator.id, seen.raw.slice, codes, seen.selection.as_of)
    at = raw.periods.index(seen.newest)
    shown = arithmetic.displayed(raw.values, indicator.decimals)
    year = PARTS_PER_YEAR[indicator.grain]
    before = arithmetic.back(shown, year)[:, at]
    if arithmetic.barred(indicator, raw.slice, raw.periods, year)[at]:
        before = np.full_like(before, np.nan)
    parts = rate_parts(data, raw, seen.selection)
    unknown = np.full(len(codes), np.nan)
    persons, base = (unknown, unknown) if parts is None else (parts[0][:, at], parts[1][:, at])
    values, half = shown[:, at], classes.half_widths(persons, base, _margin(raw, data, seen, at))
    is_compared = raw.is_whole[:, at] & raw.is_whole[:, max(at - year, 0)]
    changes = np.where(is_compared, arithmetic.displayed(values - before, indicator.decimals), np.nan)
    ends = classes.quarters(values)
    texts = swedish.numbers(changes.tolist(), indicator.decimals)
    return Everyone(
        places=tuple(map(places.place, codes)),
        values=values,
        before=before,
        persons=persons,
        base=base,
        half=half,
        statuses=np.column_stack([raw.status[:, max(at - year, 0)], raw.status[:, at]]),
        cells=_cells(values, raw.status[:, at], indicator.decimals),
        changes=tuple(f"+{text}" if change > 0 else text for text, change in zip(texts, changes.tolist(), strict=True)),
        quarter=tuple(classes.quarters_of(values, half, ends)) if ends else ("",) * len(codes),
        ends=ends,
        own=None,
        home=(),
    )


def numbers(found: Everyone, seen: Scene) -> Numbers:
    """Every municipality × (a year before, now) as values."""
    newest = Period(seen.newest)
    values = np.column_stack([found.before, found.values])
    return Numbers(
        rows=Axis.of_places(found.places),
        columns=Axis.of_periods((newest.back(), newest)),
        values=values,
        status=statuses(values, found.statuses, is_level=True, is_count=False),
        unit_sv=seen.way.unit_sv(seen),
        decimals=seen.decimals,
        shape=Shape.BARS,
        chosen=chosen_of(seen),
    )


def _cells(values: np.ndarray, status: np.ndarray, decimals: int) -> tuple[str, ...]:
    """Values as they stand in a table, or the sign for why there is none."""
    texts = swedish.numbers(values.tolist(), decimals)
    odd = {n: code for n, code in enumerate(status.tolist()) if code and (code == NO_ROW or STATUSES[code] in _TOLD)}
    for n in {*odd, *np.flatnonzero(np.isnan(values)).tolist()}:
        code = status[n]
        value = float(values[n])
        known = Status.NOT_PUBLISHED if code == NO_ROW else STATUSES[code]
        texts[n] = swedish.cell(None if np.isnan(value) else value, known, decimals)
    return tuple(texts)


def _margin(raw: Series, data: Data, seen: Scene, at: int) -> np.ndarray | None:
    companion = seen.indicator.margin
    if companion is None or not data.has(companion):
        return None
    found = data.series(companion, dict(raw.slice), raw.regions, seen.selection.as_of)
    return aligned(found, (raw.periods[at],))[:, 0]


def whose_sv(place: Place) -> str:
    """Whose municipalities stand beside each other: ``länets``, or those of a place that is put together."""
    if place.is_own_area:
        return "områdets"
    return "övriga länets" if place.is_rest_of_county else "länets"


@dataclass(frozen=True, slots=True)
class Alike:
    """The municipalities most like a place in structure, by their positions, and the year the structure is of."""

    positions: tuple[int, ...]
    year: int


def alike(found: Everyone, seen: Scene, data: Data) -> Alike | None:
    """Those like the chosen municipality; None for other places, where they are not known, or built of the measure."""
    if found.own is None or seen.indicator.id in similar.BUILT_FROM:
        return None
    structure = similar.structure(data, seen.selection.as_of)
    near = similar.nearest(structure, seen.own.code) if structure else ()
    if structure is None or not near:
        return None
    position = {place.code: n for n, place in enumerate(found.places)}
    return Alike(tuple(position[one.code] for one in near if one.code in position), structure.year)
