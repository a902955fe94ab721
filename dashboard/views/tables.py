"""The tables beside and below a figure: the same numbers as text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from math import isnan

import numpy as np

from dashboard.data import arithmetic
from dashboard.data.arrays import Series
from dashboard.data.series import Data
from dashboard.model import Column, Table
from dashboard.views.scene import Scene, exists_for, rate_parts
from dashboard.words import nouns, swedish
from dashboard.words.judging import gates
from dashboard.words.judging.thresholds import LIMITS, Scale, limits_of
from loaders.ground import places
from loaders.ground.ages import label_sv
from loaders.ground.declarations import Grain, Indicator, Kind, Level, Status
from loaders.ground.panel import NO_ROW, STATUS_CODE, STATUSES
from loaders.ground.periods import PARTS_PER_YEAR, Period
from loaders.ground.places import Place
from loaders.ground.vocabulary import INDUSTRY

_WITHHELD = [STATUS_CODE[status] for status in (Status.SUPPRESSED, Status.WITHDRAWN)]
"""Cells that are told of even in a period in which no place has a number."""


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
    inside = scene.inside
    others = [place for place in dict.fromkeys(scene.places) if place not in inside]
    rank = {Level.MUNICIPALITY: 0, Level.COUNTY: 1, Level.AREA: 2, Level.NATION: 3}
    return (*inside, *sorted(others, key=lambda place: (rank[place.level], not place.is_summed)))


def measure(scene: Scene) -> str:
    """The measure's title with the chosen values: a chosen age group in the place of the usual one."""
    title, chosen = scene.indicator.title_sv, _chosen(scene)
    usual = (
        label_sv(scene.indicator, "age", scene.indicator.default_slice["age"])
        if "age" in dict(scene.selection.slice)
        else ""
    )
    if usual and usual in title:
        age = label_sv(scene.indicator, "age", dict(scene.selection.slice)["age"])
        title, chosen = title.replace(usual, age, 1), [label for label in chosen if label != age]
    return ", ".join([title, *chosen])


def _chosen(scene: Scene) -> list[str]:
    """Labels of the chosen values that are not the usual ones."""
    return [label_sv(scene.indicator, name, code) for name, code in scene.selection.slice]


def places_table(scene: Scene, data: Data) -> Table:
    """Municipalities, county and nation in the newest common period: value, difference to last year, persons.

    The last column is what the change amounts to: persons for rates, per cent for counts. A survey's change has
    no per cent: it would look surer than the margin beside it lets it be. Where the measure does not exist at the
    chosen place's level, the municipalities still have theirs; where the place's own number is hidden or lacking, all
    others do, and its row says why.
    """
    indicator, period = scene.indicator, scene.newest
    if not period:
        found = _of_others(scene, data) if exists_for(scene.indicator, scene.own) else _of_municipalities(scene, data)
        return found or Table("Inga siffror", (Column("Plats"),), ())
    order = rows_in_order(scene)
    raw, at = scene.raw, scene.periods.index(period)
    columns = [Column(swedish.short_period(period)), Column(scene.way.column_sv(indicator), numeric=True)]
    positions = [raw.regions.index(place.code) for place in order]
    rows = [[name_of(place), cells(scene, n, (at,))[0]] for place, n in zip(order, positions, strict=True)]
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
    """The difference to last year, and the persons it amounts to for a rate or its per cent for a count.

    March and April of a season are summed, as they are told. A survey's change has no per cent: it would look surer
    than the margin beside it lets it be. Nor has that of a number per 1 000 inhabitants: there may be one event behind
    it.
    """
    indicator, raw = scene.indicator, scene.raw
    at = scene.periods.index(scene.newest)
    positions = [raw.regions.index(place.code) for place in order]
    if indicator.kind is Kind.SEASON and Period(scene.newest).part in arithmetic.EASTER_MONTHS:
        return _march_and_april(scene, at, positions)
    change = year_changes(scene)
    first = Added(
        Column("ändring på ett år", numeric=True), tuple(_signed(change[n], indicator.decimals) for n in positions)
    )
    if indicator.kind is Kind.RATE:
        return [first, Added(Column("motsvarar personer", numeric=True), changes_in_persons(scene, data, order))]
    pct = np.full(len(raw.regions), np.nan)
    has_per_cent = indicator.kind not in (Kind.SURVEY, Kind.PER_HEAD) and not _has_leap_day(scene)
    if has_per_cent:
        found = arithmetic.year_change_pct(raw.values, indicator, raw.slice, raw.periods)[:, at]
        pct = np.where(np.isnan(change), np.nan, found)
    title = "%" if has_per_cent else ""
    return [first, Added(Column(title, numeric=True), tuple(_per_cent(pct[n], indicator) for n in positions))]


def _has_leap_day(scene: Scene) -> bool:
    """Whether a season's February is compared with one of another length: its word is per day, and no per cent."""
    newest = Period(scene.newest)
    is_season = scene.indicator.kind is Kind.SEASON and newest.grain is Grain.MONTH
    return is_season and newest.last_day.day != newest.back().last_day.day


def _march_and_april(scene: Scene, at: int, positions: Sequence[int]) -> list[Added]:
    """In April the sum of March and April and that of the year before; in March nothing.

    Without the per cent, which stands in no sentence either: five columns do not fit beside a figure, nor on a phone.
    """
    newest, values = Period(scene.newest), scene.raw.values
    if newest.part != arithmetic.EASTER_MONTHS[-1] or at < 1:
        return []
    sums = arithmetic.rolling_sum(values, 2)
    now, then = sums[:, at], arithmetic.back(sums, PARTS_PER_YEAR[Grain.MONTH])[:, at]
    now, then = (np.where(_is_alone(scene, at), np.nan, one) for one in (now, then))
    shown = [tuple("" if np.isnan(one[n]) else swedish.number(one[n]) for n in positions) for one in (now, then)]
    return [
        Added(Column(f"mars–april {newest.year}", numeric=True), shown[0]),
        Added(Column(f"mars–april {newest.year - 1}", numeric=True), shown[1]),
    ]


def year_changes(scene: Scene) -> np.ndarray:
    """Difference of displayed numbers to the year before the newest period, by region; NaN where none is told."""
    raw, at = scene.raw, scene.periods.index(scene.newest)
    change = arithmetic.year_change(raw.values, scene.indicator, raw.slice, raw.periods)[:, at]
    return np.where(_is_alone(scene, at), np.nan, change)


def persons_of_changes(scene: Scene, data: Data) -> np.ndarray:
    """Persons behind the change of a rate in a year, by region: points × base, as the words' gate has them."""
    at = scene.periods.index(scene.newest)
    parts = rate_parts(data, scene.raw, scene.selection)
    if parts is None:
        return np.full(len(scene.raw.regions), np.nan)
    pairs = zip(year_changes(scene).tolist(), parts[1][:, at].tolist(), strict=True)
    return np.array([gates.persons_behind(points, base) for points, base in pairs])


def changes_in_persons(scene: Scene, data: Data, order: Sequence[Place]) -> tuple[str, ...]:
    """The persons behind the change of a rate in a year, of each place, as they may be said; empty where unknown."""
    least = limits_of(scene.indicator).least_persons
    found = persons_of_changes(scene, data)
    each = (found[scene.raw.regions.index(place.code)] for place in order)
    return tuple("" if np.isnan(one) else swedish.about_signed(float(one), least) for one in each)


def _is_alone(scene: Scene, at: int) -> np.ndarray:
    """Whether each place's value is not compared: not whole yet, not compared at its level, an interval or a bound."""
    raw, period = scene.raw, scene.newest
    incomplete = raw.status[:, at] == STATUS_CODE[Status.INCOMPLETE]  # shown, and not compared until it is whole
    both = (period, Period(period).back())
    alone = [
        (place := places.place(code)).level not in scene.indicator.compared_at
        or any(scene.interval(place, one) for one in both)
        or any(raw.status_of(code, one) is Status.LOWER_BOUND and scene.reach(place, one) is None for one in both)
        for code in raw.regions
    ]
    return incomplete | np.array(alone)


def municipalities_alone(scene: Scene) -> Scene | None:
    """The scene of the county's municipalities, and of those compared with, alone: in their newest common period.

    For a place that the measure does not exist for; the county's first municipality stands as the own one. None if no
    municipality of the county has anything.
    """
    elsewhere = scene.from_elsewhere
    newest = _newest_of(scene, (*scene.inside, *elsewhere))
    if not newest or not _newest_of(scene, scene.inside):
        return None
    first, *rest = scene.inside
    return replace(scene, own=first, compare=elsewhere, neighbours=tuple(rest), others=(), newest=newest)


def _of_municipalities(scene: Scene, data: Data) -> Table | None:
    """The table of the municipalities alone; None if they have nothing."""
    alone = municipalities_alone(scene)
    return None if alone is None else replace(places_table(alone, data), strong=frozenset())


def _of_others(scene: Scene, data: Data) -> Table | None:
    """The table of all places in the newest common period of the others; None if they have nothing."""
    newest = _newest_of(scene, [place for place in scene.places if place != scene.own])
    return places_table(replace(scene, newest=newest), data) if newest else None


def _newest_of(scene: Scene, among: Sequence[Place]) -> str:
    """The newest period of the window that all of some places with any value have; empty if they have nothing."""
    rows = scene.shown[[scene.raw.regions.index(place.code) for place in among], : scene.last + 1]
    rows = rows[~np.isnan(rows).all(axis=1)]
    complete = np.flatnonzero(~np.isnan(rows).any(axis=0)) if rows.size else np.array([], dtype=int)
    return scene.periods[complete[-1]] if complete.size else ""


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


def cells(scene: Scene, n: int, positions: Sequence[int]) -> list[str]:
    """The shown values of a row (region n) at some periods, as they stand in a table."""
    values = scene.shown[n].tolist()
    if scene.is_signed:
        say = swedish.signed_per_cent if scene.is_in_per_cent else partial(swedish.signed, decimals=scene.decimals)
        return [level_cell(scene, n, values[at], at) if isnan(values[at]) else say(values[at]) for at in positions]
    if scene.way.shows_published:
        return [level_cell(scene, n, values[at], at) for at in positions]
    decimals, at_least = scene.decimals, scene.way.bounds(scene)[n].tolist()
    return [
        level_cell(scene, n, values[at], at)
        if isnan(values[at])
        else counted(values[at], Status.LOWER_BOUND if at_least[at] else Status.EMPTY, decimals)
        for at in positions
    ]


def counted(value: float, status: Status, decimals: int) -> str:
    """A number as it stands in a table: of a count that is nought the sign of one, whatever the publisher's was."""
    is_nought = value == 0 and not decimals and not status.is_absent and status is not Status.LOWER_BOUND
    return swedish.cell(value, Status.NIL if is_nought else status, decimals)


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
    if isnan(value) and not scene.is_fetched(places.place(scene.raw.regions[n])):
        return swedish.NOT_FETCHED
    if isnan(value):
        # a published figure, but no twelve months, index or year before it yet
        return swedish.cell(None, status, decimals) if status.is_absent else ""
    if value or indicator.is_share:
        return swedish.cell(value, status, decimals)
    return counted(value, status, decimals)


def _signed(value: float, decimals: int) -> str:
    return "" if np.isnan(value) else swedish.signed(value, decimals)


def _per_cent(value: float, indicator: Indicator) -> str:
    """A change in per cent, never shown as a limit of its words that it has not reached."""
    if np.isnan(value):
        return ""
    if indicator.kind not in LIMITS or LIMITS[indicator.kind].scale is not Scale.PERCENT:
        return swedish.signed_per_cent(value)
    shown = LIMITS[indicator.kind].shown(Decimal(str(value)))
    return f"{'+' if shown > 0 else ''}{swedish.as_rounded(shown)}" if shown else swedish.signed_per_cent(value)


def series_table(scene: Scene) -> Table:
    """Every number of the figure: one row per period, newest first, one column per place."""
    background = scene.together and scene.own.level is not Level.NATION
    order = (*scene.drawn, *(scene.neighbours if background else ()))
    if not scene.way.draws_own:
        order = tuple(place for place in order[: len(scene.drawn)] if place.code != scene.own.code)
    positions = [scene.raw.regions.index(place.code) for place in order]
    held = ~np.isnan(scene.shown[positions, : scene.last + 1])
    if scene.way.shows_published:
        held |= np.isin(scene.raw.status[positions, : scene.last + 1], _WITHHELD)
    there = np.flatnonzero(held.any(axis=0))[::-1].tolist()
    names = [swedish.period_name(scene.periods[at]) for at in there]
    rows = zip(names, *(cells(scene, n, there) for n in positions), strict=True)
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
    before, found, at = Period(scene.newest).back(), [], scene.periods.index(scene.newest)
    reach = PARTS_PER_YEAR[scene.indicator.grain]
    there = data.codes(scene.indicator.id, "industry", scene.selection.as_of)
    for value in (value for value in INDUSTRY.values if value.code in there):
        series: Series = data.series(
            scene.indicator.id, chosen | {"industry": value.code}, (scene.own.code,), scene.selection.as_of
        )
        now, then = series.value(scene.own.code, scene.newest), series.value(scene.own.code, before)
        if arithmetic.barred(scene.indicator, series.slice, scene.periods, reach)[at]:
            then = None
        found.append((value, now, then, series.status_of(scene.own.code, scene.newest)))
    total = [row for row in found if row[0].code == "total"]
    rest = sorted((row for row in found if row[0].code != "total"), key=lambda row: -(row[1] or 0))
    rows = []
    for value, now, then, status in rest + total:
        change = "" if now is None or then is None else swedish.signed(now - then)
        number = swedish.cell(now, status) if now is None else counted(now, status, 0)
        rows.append((swedish.capital(value.label_sv), number, change))
    strong = next((n for n, row in enumerate(rest + total) if row[0].code == chosen["industry"]), None)
    return Table(
        caption=f"Alla branscher i {scene.own.full_name}, {swedish.period_name(scene.newest)}",
        columns=(Column("Bransch"), Column("antal", numeric=True), Column("ändring på ett år", numeric=True)),
        rows=tuple(rows),
        strong=frozenset() if strong is None else frozenset({strong}),
    )
