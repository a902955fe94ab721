"""The county's municipalities beside each other, where a measure has no figure of the chosen place: only of them.

Those of other counties that are compared with stand among them, and are named wherever it is said whose they are.
"""

from dataclasses import replace

import numpy as np

from dashboard.data import arithmetic
from dashboard.data.numbers import Axis, Numbers, Shape, statuses
from dashboard.data.series import Data
from dashboard.figures.dots import Dot, dot_plot
from dashboard.figures.theme import Canvas
from dashboard.model import Column, Table
from dashboard.views import judged, tables
from dashboard.views.scene import Scene, exists_for
from dashboard.views.told.axes import lacking_sv, not_from_zero_sv, tick_text
from dashboard.views.view import Drawn, Tables
from dashboard.views.ways._numbers import chosen_of
from dashboard.words import nouns, swedish
from dashboard.words.kinds import absences
from loaders.ground import places
from loaders.ground.periods import PARTS_PER_YEAR, Period
from loaders.ground.places import Place


def municipalities(seen: Scene) -> Scene | None:
    """The scene of the municipalities that are shown instead; None where the place may have figures of its own, and
    where fewer than two municipalities of its county have one."""
    if seen.newest or exists_for(seen.indicator, seen.own):
        return None
    alone = tables.municipalities_alone(seen)
    if alone is None:
        return None
    of_county = [place for place in _ranked(alone) if place.county == alone.county]
    return alone if len(of_county) > 1 else None


def said(alone: Scene, before: judged.Said, data: Data) -> judged.Said:
    """What is said of the municipalities, in the place of that there is nothing of the chosen place."""
    ranked, indicator = _ranked(alone), alone.indicator
    today = alone.selection.as_of or data.today()
    values = [alone.at(place, alone.newest) for place in ranked]
    ends = []
    for end in (values[0], values[-1]):
        at_end = [place for place, value in zip(ranked, values, strict=True) if value == end]
        ends.append((_text(alone, at_end[0]), tuple(at_end)))
    when = swedish.in_period(alone.newest, today)
    elsewhere = (place.full_name for place in alone.from_elsewhere if place in ranked)
    whose = swedish.listing([f"kommunerna i {places.place(alone.county).full_name}", *elsewhere])
    title = f"{indicator.short_title_sv} i {whose}"
    spread = f"{title} {when}: {ends[0][0]} till {ends[1][0]}"
    is_apart = values[0] != values[-1] and alone.way.shows_published
    apart = (f"{title}: {alone.way.unit_sv(alone)}, {swedish.period_name(alone.newest)}",)
    return replace(
        before,
        headline=judged.fitting(*((spread, f"{title} {when}") if is_apart else apart), title, indicator.short_title_sv),
        sentence=absences.municipalities_instead(indicator, whose, f"{when} ({alone.way.unit_sv(alone)})", *ends),
        description=f"Punktdiagram över {nouns.in_sentence(indicator.short_title_sv)} i {whose}"
        f"{', nu och ett år tidigare' if _year_before(alone) is not None else ''}.",
    )


def show(alone: Scene, told: judged.Said, data: Data, canvas: Canvas, title: str) -> tuple[Drawn, Tables]:
    """A dot for each municipality that has a value; and the tables of the same numbers."""
    before = _year_before(alone)
    ranked = _ranked(alone)
    dots = []
    for place in ranked:
        n = alone.raw.regions.index(place.code)
        then = np.nan if before is None else float(before[n])
        value = alone.at(place, alone.newest)
        if value is not None:
            earlier = None if np.isnan(then) else then
            dots.append(Dot(name=tables.name_of(place), now=value, before=earlier, text=_text(alone, place)))
    unit = f"{swedish.NBSP}%" if alone.indicator.is_share else ""
    figure = dot_plot(
        dots,
        (),
        tick_text,
        canvas.frame,
        canvas.theme,
        unit=unit,
        title=title,
        synthetic=data.synthetic,
    )
    now = swedish.period_name(alone.newest)
    first = f"Punkterna: {now}."
    if any(dot.before is not None for dot in dots):
        first = f"Fylld punkt: {now}. Ihålig: {swedish.period_name(Period(alone.newest).back())}."
    told_of = (first, lacking_sv(len(alone.places) - len(ranked)), not_from_zero_sv(figure, "xaxis"))
    caption = " ".join(filter(None, told_of))
    beside = replace(tables.places_table(alone, data), strong=frozenset())
    return Drawn(figure=figure, caption=caption, description=told.description), Tables(
        beside=beside, series=_all(alone)
    )


def numbers(alone: Scene) -> Numbers:
    """Municipality × (a year before, now); of values that are changes themselves only now."""
    order, periods = tables.rows_in_order(alone), _periods(alone)
    at = np.ix_([alone.raw.regions.index(p.code) for p in order], [alone.periods.index(p) for p in periods])
    is_level = alone.way.shows_published
    is_count = not alone.decimals and not alone.indicator.is_share
    return Numbers(
        rows=Axis.of_places(order),
        columns=Axis.of_periods(periods),
        values=alone.shown[at],
        status=statuses(alone.shown[at], alone.raw.status[at], is_level=is_level, is_count=is_count),
        unit_sv=alone.way.unit_sv(alone),
        decimals=alone.decimals,
        shape=Shape.BARS,
        chosen=chosen_of(alone),
    )


def _all(alone: Scene) -> Table:
    """The numbers of the figure: a row per municipality, a column per period drawn."""
    periods = _periods(alone)
    at = [alone.periods.index(period) for period in periods]
    rows = [
        (tables.name_of(place), *tables.cells(alone, alone.raw.regions.index(place.code), at))
        for place in tables.rows_in_order(alone)
    ]
    return Table(
        caption=f"{tables.measure(alone)}: alla siffror i diagrammet",
        columns=(Column("Kommun"), *(Column(swedish.period_name(period), numeric=True) for period in periods)),
        rows=tuple(rows),
    )


def _ranked(alone: Scene) -> list[Place]:
    """The municipalities that have a value, lowest first."""
    found = [(alone.at(place, alone.newest), place) for place in tables.rows_in_order(alone)]
    known = [(value, place) for value, place in found if value is not None]
    return [place for _, place in sorted(known, key=lambda one: one[0])]


def _text(alone: Scene, place: Place) -> str:
    return tables.cells(alone, alone.raw.regions.index(place.code), (alone.periods.index(alone.newest),))[0]


def _periods(alone: Scene) -> list[Period]:
    newest = Period(alone.newest)
    return [newest] if _year_before(alone) is None else [newest.back(), newest]


def _year_before(alone: Scene) -> np.ndarray | None:
    """Shown values a year before by region; None where they are not published values, or lie across a break."""
    year, at = PARTS_PER_YEAR[alone.indicator.grain], alone.periods.index(alone.newest)
    if not alone.way.shows_published or at < year:
        return None
    if arithmetic.barred(alone.indicator, alone.raw.slice, alone.periods, year)[at]:
        return None
    before: np.ndarray = arithmetic.back(alone.shown, year)[:, at]
    return None if np.isnan(before).all() else before
