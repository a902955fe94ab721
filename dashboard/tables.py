"""The tables beside and below a figure: the same numbers as text."""

from dataclasses import replace

import numpy as np

from dashboard import swedish, transforms
from dashboard.data import Data, Series
from dashboard.model import Column, Table
from dashboard.scene import Scene, exists_for, rate_parts
from dashboard.selection import DOTS, GAP, INDEX, LAST_YEAR, LEVEL, SERIES, TWELVE
from dashboard.words import nouns
from loaders import places
from loaders.model import Grain, Kind, Level, Status
from loaders.panel import NO_ROW, STATUS_CODE, STATUSES
from loaders.periods import PARTS_PER_YEAR, a_year_before
from loaders.places import Place
from loaders.vocabulary import INDUSTRY, label_sv

_SIGNED = (LAST_YEAR, GAP)


def is_signed(scene: Scene) -> bool:
    """Whether values are changes, which stand with their sign."""
    return scene.transform in _SIGNED or scene.indicator.kind is Kind.GROWTH


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


def unit_column(scene: Scene) -> str:
    """Heading of the value column."""
    way = scene.transform
    if way == LAST_YEAR:
        return "procentenheter" if scene.indicator.is_share else "%"
    if way == INDEX:
        return "index"
    if way == GAP:
        return "personer"
    if scene.indicator.is_share:
        return "%"
    return {"miljoner kronor": "mnkr", "tusen kronor per invånare": "tkr"}.get(scene.indicator.unit_sv, "antal")


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
    if scene.transform == GAP:
        return _gap_table(scene, data, at)
    columns = [Column(swedish.short_period(period)), Column(unit_column(scene), numeric=True)]
    values = scene.shown[:, at]
    cells = {place.code: [_cell(scene, place, values[raw.regions.index(place.code)], at)] for place in order}
    if indicator.kind is Kind.GROWTH:
        columns.append(Column("året före", numeric=True))
        before = transforms.back(scene.shown, PARTS_PER_YEAR[indicator.grain])[:, at]
        for place in order:
            cells[place.code].append(_signed(before[raw.regions.index(place.code)], indicator.decimals))
    elif scene.transform in (LEVEL, SERIES, DOTS):
        change = transforms.year_change(raw.values, indicator, raw.slice, raw.periods)[:, at]
        columns.append(Column("mot i fjol" if len(period) > 4 else "mot året före", numeric=True))
        persons, title = _second_difference(scene, data, at)
        incomplete = raw.status[:, at] == STATUS_CODE[Status.INCOMPLETE]  # shown, and not compared until it is whole
        alone = [
            places.place(code).level not in indicator.compared_at
            or any(scene.interval(places.place(code), one) for one in (period, a_year_before(period)))
            for code in raw.regions
        ]
        silent = incomplete | np.array(alone)
        change, persons = np.where(silent, np.nan, change), np.where(silent, np.nan, persons)
        in_persons = indicator.kind is Kind.RATE
        columns.append(Column(title, numeric=True, is_change_in_persons=in_persons))
        for place in order:
            n = raw.regions.index(place.code)
            cells[place.code] += [
                _signed(change[n], indicator.decimals),
                _signed(persons[n], 0) if in_persons else _per_cent(persons[n]),
            ]
    elif scene.transform == TWELVE:
        before = transforms.twelve_months_before(scene.shown, indicator, raw.slice, raw.periods)[:, at]
        columns += [Column("året före", numeric=True), Column("skillnad", numeric=True)]
        for place in order:
            n = raw.regions.index(place.code)
            cells[place.code] += [
                swedish.cell(before[n], Status.EMPTY, scene.decimals),
                _signed(transforms.displayed(values[n] - before[n], scene.decimals), scene.decimals),
            ]
    own = frozenset(n for n, place in enumerate(order) if place.code == scene.own.code)
    filled = Table(
        caption=", ".join([indicator.short_title_sv, *_chosen(scene), swedish.period_name(period)]),
        columns=tuple(columns),
        rows=tuple((name_of(place), *cells[place.code]) for place in order),
        strong=own,
    )
    return without_empty_differences(filled)


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


def without_empty_differences(table: Table) -> Table:
    """The table without the columns after the value that have nothing in any row, such as persons in a survey."""
    kept = [n for n in range(len(table.columns)) if n < 2 or any(row[n] for row in table.rows)]
    rows = tuple(tuple(row[n] for n in kept) for row in table.rows)
    return Table(table.caption, tuple(table.columns[n] for n in kept), rows, table.strong)


def _gap_table(scene: Scene, data: Data, at: int) -> Table:
    """Every place's rate, its distance to the last place compared with, and the persons behind it."""
    indicator, raw = scene.indicator, scene.raw
    beside = scene.compare[-1]
    rates = transforms.displayed(raw.values[:, at], indicator.decimals)
    apart = transforms.displayed(rates - rates[raw.regions.index(beside.code)], indicator.decimals)
    parts = rate_parts(data, raw, scene.selection)
    persons = np.full_like(rates, np.nan) if parts is None else apart / 100 * parts[1][:, at]
    rows = []
    order = rows_in_order(scene)
    for place in order:
        n = raw.regions.index(place.code)
        is_beside = place.code == beside.code
        rows.append(
            (
                name_of(place),
                _level_cell(scene, n, rates[n], at, indicator.decimals),
                "" if is_beside else _signed(apart[n], indicator.decimals),
                "" if is_beside or np.isnan(persons[n]) else about_signed(persons[n]),
            )
        )
    return Table(
        caption=f"{indicator.short_title_sv}, {swedish.period_name(scene.newest)}, skillnad mot {beside.full_name}",
        columns=(
            Column(swedish.short_period(scene.newest)),
            Column("%", numeric=True),
            Column(f"mot {beside.full_name}", numeric=True),
            Column("personer", numeric=True),
        ),
        rows=tuple(rows),
        strong=frozenset(n for n, place in enumerate(order) if place.code == scene.own.code),
    )


def about_signed(persons: float) -> str:
    """Persons behind a gap as they may be said: to 5, 10 or 50, with sign."""
    rounded = float(swedish.about(persons))
    return swedish.signed(np.copysign(rounded, persons) if rounded else 0)


def _second_difference(scene: Scene, data: Data, at: int) -> tuple[np.ndarray, str]:
    """Change in persons for a rate; change in per cent for a count."""
    indicator, raw = scene.indicator, scene.raw
    if indicator.kind is Kind.RATE:
        parts = rate_parts(data, raw, scene.selection)
        if parts is None:
            return np.full(len(raw.regions), np.nan), "i personer"
        change = transforms.year_change(parts[0], indicator, raw.slice, raw.periods)[:, at]
        return transforms.displayed(change, 0), "i personer"
    if indicator.kind is Kind.SURVEY:
        return np.full(len(raw.regions), np.nan), ""
    pct = transforms.year_change_pct(raw.values, indicator, raw.slice, raw.periods)[:, at]
    return transforms.displayed_per_cent(pct), "%"


def _cell(scene: Scene, place: Place, value: float, at: int) -> str:
    if scene.is_in_per_cent and not np.isnan(value):
        return swedish.signed_per_cent(value)
    if is_signed(scene) and not np.isnan(value):
        return _signed(value, scene.decimals)
    if scene.transform in _SIGNED:
        return ""
    n = scene.raw.regions.index(place.code)
    if scene.transform in (LEVEL, SERIES, DOTS) or np.isnan(value):
        return _level_cell(scene, n, value, at, scene.decimals)
    return swedish.number(value, scene.decimals)


def _level_cell(scene: Scene, n: int, value: float, at: int, decimals: int) -> str:
    code = scene.raw.status[n, at]
    place = places.place(scene.raw.regions[n])
    if scene.indicator.whole_at:
        decimals = scene.decimals_of(place)
    ends = scene.reach(place, scene.periods[at])
    if ends is not None and not np.isnan(value):
        return nouns.reach(*ends, decimals)
    status = Status.NOT_PUBLISHED if code == NO_ROW else STATUSES[code]
    if np.isnan(value) and not status.is_absent:
        return ""  # a published figure, but no twelve months, index or year before it yet
    return swedish.cell(None if np.isnan(value) else float(value), status, decimals)


def _signed(value: float, decimals: int) -> str:
    return "" if np.isnan(value) else swedish.signed(value, decimals)


def _per_cent(value: float) -> str:
    return "" if np.isnan(value) else swedish.signed_per_cent(value)


def series_table(scene: Scene) -> Table:
    """Every number of the figure: one row per period, newest first, one column per place."""
    background = scene.together and scene.own.level is not Level.NATION
    order = (*scene.drawn, *(scene.neighbours if background else ()))
    if scene.transform == GAP:
        order = tuple(place for place in order[: len(scene.drawn)] if place.code != scene.own.code)
    positions = [scene.raw.regions.index(place.code) for place in order]
    rows = []
    for at in range(scene.last, -1, -1):
        if np.isnan(scene.shown[positions, at]).all():
            continue
        cells = (_cell(scene, place, scene.shown[n, at], at) for place, n in zip(order, positions, strict=True))
        rows.append((swedish.period_name(scene.periods[at]), *cells))
    heading = {Grain.YEAR: "År", Grain.QUARTER: "Kvartal", Grain.MONTH: "Månad"}[scene.indicator.grain]
    return Table(
        caption=f"{measure(scene)}: alla siffror i diagrammet",
        columns=(Column(heading), *(Column(name_of(place), numeric=True) for place in order)),
        rows=tuple(rows),
        strong=frozenset(),
    )


def industry_table(scene: Scene, data: Data) -> Table | None:
    """All industries of the chosen place in the newest period, largest first, with the difference to last year."""
    if "industry" not in scene.indicator.dimensions or not scene.newest:
        return None
    chosen = scene.selection.full_slice()
    before, found = a_year_before(scene.newest), []
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
