"""Measures and places side by side: each measure in the newest period all its places have, a claim in every cell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dashboard import words
from dashboard.data.series import Data
from dashboard.views import cards, judged
from dashboard.views.beside.chosen import Chosen
from dashboard.views.scene import exists_for, scene
from dashboard.views.selection import Selection, link
from dashboard.words import swedish
from dashboard.words.in_row import in_row, sums_to_now
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Indicator, Kind
from loaders.ground.errors import NothingPublishedYet, StoreDamaged, StoreError, UsageError
from loaders.ground.periods import PARTS_PER_YEAR, Period
from loaders.ground.places import Place

_SHARED_SCALE = (Kind.RATE, Kind.PER_HEAD, Kind.GROWTH)
"""Kinds whose values are of one size everywhere, so that places are drawn on one scale; shares are too."""
_HIGH_SHARE = 50.0
"""Shares that are all above this have an axis that does not begin at nought, which is said."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The lowest and the highest of an axis, in the measure's unit."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A measure at a place. ``number`` is empty where there is none, and ``text`` says why.

    period: that of the number, where it is more than the row's, such as twelve months.
    history: values of the line, oldest first, None for a gap; first, last: its periods in short; alt: it in words.
    """

    place: Place
    text: str
    link: str
    number: str = ""
    period: str = ""
    history: tuple[float | None, ...] = ()
    scale: Scale | None = None
    first: str = ""
    last: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A measure at all places. period: the newest that all places with figures have, in words; axis_sv: how its lines
    are drawn; empty where there are none."""

    indicator: Indicator
    title: str
    period: str
    source: str
    axis_sv: str
    has_own_scales: bool = False
    cells: tuple[Cell, ...]


def rows(chosen: Chosen, data: Data) -> tuple[Row, ...]:
    """A row for each measure, in the order chosen."""
    return tuple(_row(catalogue.indicator(id_), chosen, data) for id_ in chosen.measures)


def _row(indicator: Indicator, chosen: Chosen, data: Data) -> Row:
    found = tuple(places.place(code) for code in chosen.places)
    try:
        return _with_figures(indicator, found, chosen, data)
    except NothingPublishedYet:
        told = "Inget var publicerat den dagen." if chosen.as_of and data.has(indicator.id) else "Inte hämtat än."
    except StoreDamaged:
        told = "Siffrorna går inte att läsa: en fil är skadad eller borta."
    except StoreError:
        told = "Uppdelningen är inte hämtad."
    return _bare(indicator, found, chosen, data, told)


def _bare(indicator: Indicator, found: Sequence[Place], chosen: Chosen, data: Data, told: str) -> Row:
    cells = tuple(Cell(place=place, text=told, link=_link(indicator, place, chosen, data)) for place in found)
    return Row(indicator=indicator, title=cards.card_title(indicator), period="", source="", axis_sv="", cells=cells)


def _with_figures(indicator: Indicator, found: Sequence[Place], chosen: Chosen, data: Data) -> Row:
    if indicator.kind is Kind.PROJECTION:
        return _bare(indicator, found, chosen, data, "Framskrivningar visas på sin egen sida.")
    there = [place.code for place in found if exists_for(indicator, place)]
    series = data.series(indicator.id, dict(indicator.default_slice), there, chosen.as_of)
    known = [code for code in there if not np.isnan(series.row(code)).all()]
    newest = series.newest(known)
    if not newest:
        newest = max((series.newest([code]) for code in known), default="")
    made = [_cell(indicator, place, newest, chosen, data) for place in found]
    cells = scaled(indicator, made)
    return Row(
        indicator=indicator,
        title=cards.card_title(indicator),
        period=swedish.period_name(Period(newest)) if any(cell.number for cell in made) else "",
        source=cards.short_source(indicator, data, Selection(indicator=indicator.id, as_of=chosen.as_of)),
        axis_sv=_axis_sv(cells),
        has_own_scales=_has_own_scales(cells),
        cells=cells,
    )


def _link(indicator: Indicator, place: Place, chosen: Chosen, data: Data) -> str:
    return link(Selection(indicator=indicator.id, region=place.code, as_of=chosen.as_of), home=data.county)


def _cell(indicator: Indicator, place: Place, newest: str, chosen: Chosen, data: Data) -> Cell:
    """The cell without its scale: number and comparison are of the same thing, twelve months where the word is."""
    own = _link(indicator, place, chosen, data)
    if not exists_for(indicator, place):
        return Cell(place=place, text=f"Finns bara för {words.levels_text(indicator)}.", link=own)
    selection = Selection(indicator=indicator.id, region=place.code, compare=(), until=newest, as_of=chosen.as_of)
    try:
        seen = scene(selection, data)
        said = judged.said(seen, data)
    except UsageError as error:
        return Cell(place=place, text=error.message_sv, link=own)
    if seen.newest and seen.newest != newest:
        return Cell(place=place, text=f"Ingen siffra för {swedish.period_name(newest)}.", link=own)
    if not seen.newest or said.claim is None:
        return Cell(place=place, text=said.card or "Inga siffror.", link=own)
    more = in_row(said.claim) if isinstance(said.claim, words.Number) else None
    is_more = more is not None and bool(more.month)
    at = seen.periods.index(newest)
    length = chosen.years * PARTS_PER_YEAR[indicator.grain] + 1 if chosen.years else at + 1
    first = max(0, at + 1 - length)
    values = seen.row(seen.own)[first : at + 1]
    history = tuple(None if np.isnan(value) else float(value) for value in values)
    if is_more and more is not None and more.is_of_twelve:
        history = sums_to_now(said.claim, len(history))
    axis = seen.periods[first : at + 1]
    if seen.interval(seen.own, newest) is not None:
        history = ()  # a line would say a number where an interval is known
    return Cell(
        place=place,
        number=more.value if is_more and more is not None else said.value,
        period=more.period if is_more and more is not None else "",
        text=more.comparison if is_more and more is not None else said.card,
        link=own,
        history=history,
        first=swedish.short_period(axis[0]),
        last=swedish.short_period(axis[-1]),
        alt=cards.spark_alt(history, axis[: len(history)], seen.decimals_of(seen.own)),
    )


def scaled(indicator: Indicator, made: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells with their scales: one for all where values are of one size everywhere, else each its own."""
    if indicator.kind in _SHARED_SCALE or indicator.is_share:
        everything = [value for cell in made for value in cell.history if value is not None]
        scale = _scale(everything, indicator)
        return tuple(replace(cell, scale=scale) if cell.history else cell for cell in made)
    return tuple(
        replace(cell, scale=_scale([one for one in cell.history if one is not None], indicator))
        if cell.history
        else cell
        for cell in made
    )


def _scale(values: Sequence[float], indicator: Indicator) -> Scale | None:
    if not values:
        return None
    low, high = min(values), max(values)
    begin = 10.0 * (low // 10) if indicator.is_share and low > _HIGH_SHARE else min(0.0, -_rounded_up(-low))
    return Scale(begin, begin + _rounded_up(high - begin))


def _rounded_up(value: float) -> float:
    """The nearest of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten from a value upwards; 0 for what is below."""
    if value <= 0:
        return 0.0
    power = 10.0 ** np.floor(np.log10(value))
    return float(next(step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * power >= value - 1e-9))


def _has_own_scales(cells: Sequence[Cell]) -> bool:
    return len({cell.scale for cell in cells if cell.scale is not None}) > 1


def _axis_sv(cells: Sequence[Cell]) -> str:
    scales = [cell.scale for cell in cells if cell.scale is not None]
    if not scales:
        return ""
    lowest = min(scale.low for scale in scales)
    begins = "Från noll" if lowest <= 0 else f"Axeln börjar vid {swedish.number(lowest, 0)}"
    return f"{begins}, egen skala per plats" if _has_own_scales(cells) else begins
