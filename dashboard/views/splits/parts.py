"""A change split into its parts, per municipality: sums of twelve months that add up to the net (measure card M11)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard import words
from dashboard.data import arithmetic
from dashboard.data.arrays import aligned
from dashboard.data.numbers import NOT_COMPUTED, Axis, Chosen, Numbers, Shape
from dashboard.data.series import Data
from dashboard.figures.barplan import Bar, BarChart
from dashboard.figures.bars import bar_chart
from dashboard.figures.theme import Canvas
from dashboard.model import Column, Table
from dashboard.views import tables
from dashboard.views.scene import Scene
from dashboard.views.splits.shape import Split
from dashboard.views.told import further
from dashboard.views.told.axes import none_sv
from dashboard.views.view import Drawn
from dashboard.words import nouns, swedish
from dashboard.words.judging.claims import Claim
from dashboard.words.kinds import splits
from loaders.ground import places
from loaders.ground.declarations import Level, Status
from loaders.ground.panel import PERIOD, STATUS_CODE
from loaders.ground.places import Place
from loaders.ground.vocabulary import DIMENSIONS, label_sv


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceParts:
    """What a place's change is made of, in displayed persons; None where it is not known."""

    place: Place
    net: float | None
    parts: tuple[float | None, ...]

    @property
    def whole(self) -> "WholeParts | None":
        """The same where the change and all its parts are known."""
        known = tuple(part for part in self.parts if part is not None)
        if self.net is None or len(known) < len(self.parts):
            return None
        return WholeParts(place=self.place, net=self.net, parts=known)


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeParts:
    """A place's change and all its parts, in displayed persons."""

    place: Place
    net: float
    parts: tuple[float, ...]

    @property
    def rest(self) -> float:
        """What disclosure noise leaves over: the change less its parts."""
        return self.net - sum(self.parts)

    @property
    def drawn(self) -> tuple[float, ...]:
        """Parts that add up to the change: the last with what is left over."""
        return (*self.parts[:-1], self.parts[-1] + self.rest)


def home_of(seen: Scene, data: Data) -> Place:
    """The county whose municipalities are drawn."""
    return places.place(seen.own.county or data.county)


def parts_of(seen: Scene, data: Data) -> tuple[PlaceParts, ...]:
    """Sums of twelve months to the newest period for every place of the scene, in the table's order."""
    ((dimension, named),) = seen.indicator.parts.items()
    raw, at = seen.raw, seen.periods.index(seen.newest)
    sums = []
    for value in named:
        chosen = dict(raw.slice) | {dimension: value}
        series = data.series(seen.indicator.id, chosen, raw.regions, seen.selection.as_of)
        found = arithmetic.twelve_months(aligned(series, seen.periods), seen.indicator, chosen, seen.periods)
        sums.append(arithmetic.displayed(found, 0)[:, at])
    rows = []
    for place in tables.rows_in_order(seen):
        n = raw.regions.index(place.code)
        rows.append(
            PlaceParts(place=place, net=_known(seen.shown[n, at]), parts=tuple(_known(part[n]) for part in sums))
        )
    return tuple(rows)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def draw(seen: Scene, data: Data, canvas: Canvas) -> Split:
    """A stacked bar for each municipality; county and nation are of another size and stand in the table."""
    rows = parts_of(seen, data)
    ((dimension, short),) = seen.indicator.parts.items()
    names = [swedish.capital(label_sv(dimension, value)) for value in short]
    inside = [whole for row in rows if row.place.level is Level.MUNICIPALITY and (whole := row.whole) is not None]
    table = _table(seen, rows, names)
    if not inside:
        return Split(Drawn(caption=none_sv(seen.own)), table)
    inside.sort(key=lambda row: (-row.net, row.place.code))
    bars = [
        Bar(
            name=tables.name_of(row.place),
            parts=row.drawn,
            columns=(swedish.signed(row.net),),
            net=row.net,
            chosen=row.place.code == seen.own.code,
        )
        for row in inside
    ]
    if sum(map(abs, bars[0].ends)) < sum(map(abs, bars[-1].ends)):
        bars.reverse()  # the parts are named over the first row, where there should be room for all of them
    chart = BarChart(
        bars=tuple(bars),
        headings=("netto",),
        tick_text=swedish.number,
        part_names=tuple(names),
        short_part_names=tuple(short.values()),
        synthetic=data.synthetic,
    )
    caption = "Punkt: netto. Länet och riket står i tabellen."
    if any(row.rest for row in inside):
        caption += f" {names[-1]}: ritad med SCB:s små avvikelser."
    first, last = inside[0], inside[-1]
    how = (
        f"Liggande staplar, en per kommun, delade i {swedish.listing(label_sv(dimension, v) for v in short)}, "
        f"summa av tolv månader. Från {first.place.full_name}, netto {swedish.signed(first.net)}, "
        f"till {last.place.full_name}, netto {swedish.signed(last.net)}."
    )
    figure = bar_chart(chart, canvas.frame, canvas.theme)
    return Split(Drawn(figure=figure, caption=caption, description=how), table)


def numbers(seen: Scene, data: Data) -> Numbers:
    """Place × part, the parts first and then the change they add up to but for disclosure noise."""
    rows = parts_of(seen, data)
    ((dimension, short),) = seen.indicator.parts.items()
    whole = seen.indicator.default_slice[dimension]
    codes = (*short, whole)
    values = np.array([[np.nan if v is None else v for v in (*row.parts, row.net)] for row in rows])
    period = swedish.period_name(seen.newest)
    return Numbers(
        rows=Axis.of_places([row.place for row in rows]),
        columns=Axis(
            name=dimension,
            title_sv=DIMENSIONS[dimension].label_sv,
            codes=codes,
            labels_sv=tuple(swedish.capital(label_sv(dimension, code)) for code in codes),
        ),
        values=values,
        status=np.where(np.isnan(values), NOT_COMPUTED, STATUS_CODE[Status.EMPTY]).astype(np.uint8),
        unit_sv=f"{seen.way.unit_sv(seen)} till och med {period}",
        charted=len(short),
        shape=Shape.STACKED,
        chosen=(Chosen(PERIOD, "Period", seen.newest, period),),
    )


def _table(seen: Scene, rows: Sequence[PlaceParts], names: Sequence[str]) -> Table:
    def cell(value: float | None) -> str:
        return "" if value is None else swedish.signed(value)

    table = Table(
        caption=f"{seen.indicator.short_title_sv}, tolv månader till och med {swedish.period_name(seen.newest)}",
        columns=(
            Column(swedish.short_period(seen.newest)),
            Column("netto", numeric=True),
            *(Column(name.lower(), numeric=True) for name in names),
            Column("avvikelse", numeric=True),
        ),
        rows=tuple(
            (
                tables.name_of(row.place),
                cell(row.net),
                *(cell(part) for part in row.parts),
                cell(row.whole.rest) if row.whole is not None and row.whole.rest else "",
            )
            for row in rows
        ),
        strong=frozenset(n for n, row in enumerate(rows) if row.place.code == seen.own.code),
    )
    return tables.without_empty_differences(table)


def tell(seen: Scene, data: Data, claim: Claim, home: Claim) -> tuple[list[str], str]:
    """The county owns the headline; its parts, the municipalities at the ends, and the chosen one's own sum follow."""
    rows = {row.place.code: row for row in parts_of(seen, data)}
    ((_, named),) = seen.indicator.parts.items()
    county = rows.get(home.facts.place.code) or rows[seen.own.code]  # Gotland stands once
    definite = [nouns.COMPONENTS[value] for value in named]
    told = []
    if county.whole is not None:
        told.append(splits.parts(dict(zip(definite, county.whole.parts, strict=True)), home.facts.place))
    inside = [rows[place.code] for place in seen.inside]
    told.append(splits.extremes([(row.place, row.net) for row in inside if row.net is not None]))
    if seen.own.level is Level.MUNICIPALITY:
        told += [words.sentence(claim), further.stock(seen, data, claim)]
    return [words.headline(home)], " ".join(text for text in told if text)
