"""The tables beside and below a figure: the same numbers as text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import isnan

import numpy as np

from dashboard.data import arithmetic
from dashboard.data.series import Data, Series
from dashboard.model import Column, Table
from dashboard.views.scene import Scene, exists_for, rate_parts
from dashboard.words import nouns, swedish
from loaders.ground import places
from loaders.ground.declarations import Grain, Kind, Level, Status
from loaders.ground.panel import NO_ROW, STATUS_CODE, STATUSES
from loaders.ground.periods import PARTS_PER_YEAR, Period
from loaders.ground.places import Place
from loaders.ground.vocabulary import INDUSTRY, label_sv


@dataclass(frozen=True, slots=True)
class Added:
    """A column after that of the values: its heading, and a cell for each place in the table's order."""

    column: Column
    cells: tuple[str, ...]


def name_of(place: Place) -> str:
    """How a table and a line name a place: Åre, Jämtlands län, Riket, Övriga länet."""
    return swedish.capital(place.name)


def rows_in_order(scene: Scene) -> tuple[Place, ...]:
    """The county's municipalities in alphabetical order, then övriga länet, counties, and riket last."""
    home = scene.own.county or scene.selection.region
    everyone = {place.code: place for place in scene.places}
    inside = [p for p in places.municipalities(home) if p.code in everyone] if home and home != places.NATION else []
    used = {place.code for place in inside}
    others = [place for code, place in everyone.items() if code not in used]
    rank = {Level.MUNICIPALITY: 0, Level.COUNTY: 1, Level.NATION: 2}
    return (*inside, *sorted(others, key=lambda place: (rank[place.level], not place.is_rest_of_county)))


def measure(scene: Scene) -> str:
    """The measure's title with the chosen values: a chosen age group in the place of the usual one."""
    title, chosen = scene.indicator.title_sv, _chosen(scene)
    usual = label_sv("age", scene.indicator.default_slice["age"]) if "age" in dict(scene.selection.slice) else ""
    if usual and usual in title:
        age = label_sv("age", dict(scene.selection.slice)["age"])
        title, chosen = title.replace(usual, age, 1), [label for label in chosen if label != age]
    return ", ".join([title, *chosen])


def _chosen(scene: Scene) -> list[str]:
    """Labels of the chosen values that are not the usual ones."""
    return [label_sv(name, code) for name, code in scene.selection.slice]


def places_table(scene: Scene, data: Data) -> Table:
    """Municipalities, county and nation in the newest common period: value, difference to last year, persons.

    The last column is the change in persons: of the numerator for rates, per cent for counts. A survey's change has
    no per cent: it would look surer than the margin beside it lets it be. Where the measure does not exist at the
    chosen place's level, the municipalities still have theirs.
    """
    indicator, period = scene.indicator, scene.newest
    if not period:
        return _of_municipalities(scene, data) or Table("Inga siffror", (Column("Plats"),), ())
    order = rows_in_order(scene)
    raw, at = scene.raw, scene.periods.index(period)
    columns = [Column(swedish.short_period(period)), Column(scene.way.column_sv(indicator), numeric=True)]
    positions = [raw.regions.index(place.code) for place in order]
    rows = [[name_of(place), _cells(scene, n, (at,))[0]] for place, n in zip(order, positions, strict=True)]
    if indicator.kind is Kind.GROWTH:
        before = arithmetic.back(scene.shown, PARTS_PER_YEAR[indicator.grain])[:, at]
        year_before = tuple(_signed(before[n], indicator.decimals) for n in positions)
        added = [Added(Column("året före", numeric=True), year_before)]
    else:
        added = scene.way.added_columns(scene, data, order)
    for one in added:
        columns.append(one.column)
        for row, cell in zip(rows, one.cells, strict=True):
            row.append(cell)
    own = frozenset(n for n, place in enumerate(order) if place.code == scene.own.code)
    filled = Table(
        caption=", ".join([indicator.short_title_sv, *_chosen(scene), swedish.period_name(period)]),
        columns=tuple(columns),
        rows=tuple(map(tuple, rows)),
        strong=own,
    )
    return without_empty_differences(filled)


def change_columns(scene: Scene, data: Data, order: Sequence[Place]) -> list[Added]:
    """The difference to last year, and the change in persons of a rate or in per cent of a count.

    A survey's change has no per cent: it would look surer than the margin beside it lets it be. Nor has that of a
    number per 1 000 inhabitants: there may be one event behind it.
    """
    indicator, raw = scene.indicator, scene.raw
    at = scene.periods.index(scene.newest)
    positions = [raw.regions.index(place.code) for place in order]
    change = arithmetic.year_change(raw.values, indicator, raw.slice, raw.periods)[:, at]
    change = np.where(_is_alone(scene, at), np.nan, change)
    heading = "mot året före" if indicator.grain is Grain.YEAR else "mot i fjol"
    first = Added(Column(heading, numeric=True), tuple(_signed(change[n], indicator.decimals) for n in positions))
    if indicator.kind is Kind.RATE:
        return [first, Added(Column("i personer", numeric=True), changes_in_persons(scene, data, order))]
    pct = np.full(len(raw.regions), np.nan)
    has_per_cent = indicator.kind not in (Kind.SURVEY, Kind.PER_HEAD)
    if has_per_cent:
        found = arithmetic.year_change_pct(raw.values, indicator, raw.slice, raw.periods)[:, at]
        pct = np.where(_is_alone(scene, at), np.nan, arithmetic.displayed_per_cent(found))
    title = "%" if has_per_cent else ""
    return [first, Added(Column(title, numeric=True), tuple(_per_cent(pct[n]) for n in positions))]


def changes_in_persons(scene: Scene, data: Data, order: Sequence[Place]) -> tuple[str, ...]:
    """The change in persons since the year before of a rate's numerator, of each place; empty where there is none."""
    indicator, raw, at = scene.indicator, scene.raw, scene.periods.index(scene.newest)
    parts = rate_parts(data, raw, scene.selection)
    if parts is None:
        return ("",) * len(order)
    change = arithmetic.year_change(parts[0], indicator, raw.slice, raw.periods)[:, at]
    change = np.where(_is_alone(scene, at), np.nan, arithmetic.displayed(change, 0))
    return tuple(_signed(change[raw.regions.index(place.code)], 0) for place in order)


def _is_alone(scene: Scene, at: int) -> np.ndarray:
    """Whether each place's value is not compared: not whole yet, not compared at its level, or an interval."""
    raw, period = scene.raw, scene.newest
    incomplete = raw.status[:, at] == STATUS_CODE[Status.INCOMPLETE]  # shown, and not compared until it is whole
    alone = [
        (place := places.place(code)).level not in scene.indicator.compared_at
        or any(scene.interval(place, one) for one in (period, Period(period).back()))
        for code in raw.regions
    ]
    return incomplete | np.array(alone)


def _of_municipalities(scene: Scene, data: Data) -> Table | None:
    """The table of the county's municipalities alone, in their newest common period; None if they have nothing."""
    if exists_for(scene.indicator, scene.own) or not scene.neighbours:
        return None
    positions = [scene.raw.regions.index(place.code) for place in scene.neighbours]
    rows = scene.shown[positions, : scene.last + 1]
    complete = np.flatnonzero(~np.isnan(rows[~np.isnan(rows).all(axis=1)]).any(axis=0))
    if np.isnan(rows).all() or not complete.size:
        return None
    first, *rest = scene.neighbours
    alone = replace(scene, own=first, compare=(), neighbours=tuple(rest), others=(), newest=scene.periods[complete[-1]])
    return replace(places_table(alone, data), strong=frozenset())


def with_column(table: Table, column: Column, cells: Sequence[str]) -> Table:
    """A table with a further column after the value; the table itself where all its cells are empty."""
    if not any(cells):
        return table
    rows = tuple((*row[:2], cell, *row[2:]) for row, cell in zip(table.rows, cells, strict=True))
    return Table(table.caption, (*table.columns[:2], column, *table.columns[2:]), rows, table.strong)


def without_empty_differences(table: Table) -> Table:
    """The table without the columns after the value that have nothing in any row, such as persons in a survey."""
    kept = [n for n in range(len(table.columns)) if n < 2 or any(row[n] for row in table.rows)]
    rows = tuple(tuple(row[n] for n in kept) for row in table.rows)
    return Table(table.caption, tuple(table.columns[n] for n in kept), rows, table.strong)


def _cells(scene: Scene, n: int, positions: Sequence[int]) -> list[str]:
    """The shown values of a row (region n) at some periods, as they stand in a table."""
    values = scene.shown[n].tolist()
    if scene.is_signed:
        say = swedish.signed_per_cent if scene.is_in_per_cent else partial(swedish.signed, decimals=scene.decimals)
        if scene.way.is_signed:
            return ["" if isnan(values[at]) else say(values[at]) for at in positions]
        return [level_cell(scene, n, values[at], at) if isnan(values[at]) else say(values[at]) for at in positions]
    if scene.way.shows_published:
        return [level_cell(scene, n, values[at], at) for at in positions]
    decimals = scene.decimals
    return [
        level_cell(scene, n, values[at], at) if isnan(values[at]) else swedish.number(values[at], decimals)
        for at in positions
    ]


def level_cell(scene: Scene, n: int, value: float, at: int) -> str:
    """A published value (region n at a period) as it stands in a table, or the sign for why there is none."""
    code, indicator = scene.raw.status[n, at], scene.indicator
    decimals = scene.decimals if scene.way.shows_published else indicator.decimals
    if indicator.whole_at or scene.bounds is not None:
        place = places.place(scene.raw.regions[n])
        if indicator.whole_at:
            decimals = scene.decimals_of(place)
        ends = scene.reach(place, scene.periods[at])
        if ends is not None and not isnan(value):
            return nouns.reach(*ends, decimals)
    status = Status.NOT_PUBLISHED if code == NO_ROW else STATUSES[code]
    if isnan(value):
        # a published figure, but no twelve months, index or year before it yet
        return swedish.cell(None, status, decimals) if status.is_absent else ""
    return swedish.cell(value, status, decimals)


def _signed(value: float, decimals: int) -> str:
    return "" if np.isnan(value) else swedish.signed(value, decimals)


def _per_cent(value: float) -> str:
    return "" if np.isnan(value) else swedish.signed_per_cent(value)


def series_table(scene: Scene) -> Table:
    """Every number of the figure: one row per period, newest first, one column per place."""
    background = scene.together and scene.own.level is not Level.NATION
    order = (*scene.drawn, *(scene.neighbours if background else ()))
    if not scene.way.draws_own:
        order = tuple(place for place in order[: len(scene.drawn)] if place.code != scene.own.code)
    positions = [scene.raw.regions.index(place.code) for place in order]
    there = np.flatnonzero(~np.isnan(scene.shown[positions, : scene.last + 1]).all(axis=0))[::-1].tolist()
    names = [swedish.period_name(scene.periods[at]) for at in there]
    rows = zip(names, *(_cells(scene, n, there) for n in positions), strict=True)
    heading = {Grain.YEAR: "År", Grain.QUARTER: "Kvartal", Grain.MONTH: "Månad"}[scene.indicator.grain]
    return Table(
        caption=f"{measure(scene)}: alla siffror i diagrammet",
        columns=(Column(heading), *(Column(name_of(place), numeric=True) for place in order)),
        rows=tuple(rows),
        strong=frozenset(),
    )


def has_industries(scene: Scene) -> bool:
    """Whether there are figures by industry to list."""
    return "industry" in scene.indicator.dimensions and bool(scene.newest)


def industry_table(scene: Scene, data: Data) -> Table:
    """All industries of the chosen place in the newest period, largest first, with the difference to last year."""
    chosen = scene.selection.full_slice()
    before, found = Period(scene.newest).back(), []
    there = data.codes(scene.indicator.id, "industry", scene.selection.as_of)
    for value in (value for value in INDUSTRY.values if value.code in there):
        series: Series = data.series(
            scene.indicator.id, chosen | {"industry": value.code}, (scene.own.code,), scene.selection.as_of
        )
        now, then = series.value(scene.own.code, scene.newest), series.value(scene.own.code, before)
        found.append((value, now, then, series.status_of(scene.own.code, scene.newest)))
    total = [row for row in found if row[0].code == "total"]
    rest = sorted((row for row in found if row[0].code != "total"), key=lambda row: -(row[1] or 0))
    rows = []
    for value, now, then, status in rest + total:
        change = "" if now is None or then is None else swedish.signed(now - then)
        rows.append((swedish.capital(value.label_sv), swedish.cell(now, status), change))
    strong = next((n for n, row in enumerate(rest + total) if row[0].code == chosen["industry"]), None)
    return Table(
        caption=f"Alla branscher i {scene.own.full_name}, {swedish.period_name(scene.newest)}",
        columns=(Column("Bransch"), Column("antal", numeric=True), Column("mot i fjol", numeric=True)),
        rows=tuple(rows),
        strong=frozenset() if strong is None else frozenset({strong}),
    )
