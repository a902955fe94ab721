"""Andel av riket: a place's share of riket's count beside its share of what goes with it, such as inhabitants."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dashboard import words
from dashboard.data import arithmetic
from dashboard.data.arrays import Series
from dashboard.data.numbers import NOT_COMPUTED, Axis, Chosen, Numbers, statuses
from dashboard.data.series import Data
from dashboard.figures.lines import Line, LineChart, Role, line_chart
from dashboard.figures.theme import Canvas
from dashboard.model import Column, Table
from dashboard.views import judged, tables
from dashboard.views.across import keys
from dashboard.views.scene import Scene
from dashboard.views.selection import Selection
from dashboard.views.told import further
from dashboard.views.told.axes import tick_text
from dashboard.views.view import Drawn, Tables
from dashboard.views.way import Values
from dashboard.views.ways._lines import break_marks, short_name, when_sv
from dashboard.views.ways._numbers import TIME_SV, chosen_of
from dashboard.views.ways._scene import ShownScene
from dashboard.words import Claim, Number, swedish
from dashboard.words.kinds import beside
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Indicator, Kind, Level, Status
from loaders.ground.panel import REGION, STATUS_CODE
from loaders.ground.places import Place


class NationShareWay(ShownScene):
    """Per cent of riket, of the measure and of its key."""

    word, name_sv, order = "riksandel", "Andel av riket", 260
    is_further = True
    is_judged = False
    chooses_places = False

    def objection(self, indicator: Indicator) -> str:
        """Only counts that riket has too, with something to set the share beside."""
        if indicator.is_share or indicator.kind in (Kind.PER_HEAD, Kind.GROWTH, Kind.SURVEY):
            return "siffran är redan en andel eller förändring"
        if Level.NATION not in indicator.levels:
            return "riket har ingen sådan siffra"
        return "" if indicator.key else "det finns inget att ställa andelen bredvid"

    def compared(self, codes: Sequence[str], own: Place) -> tuple[str, ...]:
        """Riket, which the shares are of."""
        return (places.NATION,) if own.code != places.NATION else ()

    def values(self, raw: Series, selection: Selection, data: Data, first: int, drawn: int) -> Values:
        """Per cent of riket; nothing of riket itself."""
        found = _shares(raw)
        decimals = _line_decimals(found[0])
        return Values(arithmetic.displayed(found, decimals), decimals)

    def why_nothing(self, seen: Scene) -> str:
        """Why nothing can be shown so."""
        if seen.own.code == places.NATION:
            return "Riket har ingen andel av sig självt. Välj ett län eller en kommun."
        return super().why_nothing(seen)

    def unit_sv(self, seen: Scene) -> str:
        """What its values measure, in words."""
        span = " de tolv senaste månaderna" if keys.is_summed_over_a_year(seen.indicator) else ""
        return f"procent av riket{span}"

    def column_sv(self, indicator: Indicator) -> str:
        """Heading of a column of its values."""
        return "% av riket"

    def number(self, seen: Scene, claim: Claim) -> str:
        """The share of the newest period."""
        share = _share(seen)
        return "" if np.isnan(share) else swedish.percent_sign(share, beside.decimals_of_part(share))

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """The share beside that of the key."""
        value = _share(seen)
        told = further.share_of_nation(seen, data, claim) if isinstance(claim, Number) else ""
        if np.isnan(value):
            return judged.tell_level(seen, data, claim)
        counted = words.nouns.things(claim.facts)
        when = swedish.in_period(seen.newest, claim.facts.today)
        if keys.is_summed_over_a_year(seen.indicator):
            when = f"på tolv månader till {swedish.period_today(seen.newest, claim.facts.today)}"
        share = swedish.percent(value, beside.decimals_of_part(value))
        first = f"{swedish.capital(seen.own.full_name)} hade {share} av rikets {counted}"
        headline = judged.fitting(f"{first} {when}", first, f"{seen.indicator.short_title_sv}: {share} av riket")
        return headline, told or f"{first} {when}."

    def describe(self, seen: Scene, claim: Claim) -> str:
        """What the lines are over, with first and last share."""
        row = _shares(seen.raw)[0, seen.first : seen.last + 1]
        known = np.flatnonzero(~np.isnan(row))
        said = [swedish.percent(row[at], beside.decimals_of_part(row[at])) for at in (known[0], known[-1])]
        whens = [when_sv(seen.periods[seen.first + at], claim) for at in (known[0], known[-1])]
        ends = [f"{share} {when}" for share, when in zip(said, whens, strict=True)]
        key = words.nouns.wording(catalogue.indicator(seen.indicator.key)).whole_sv
        counted = words.nouns.things(claim.facts)
        return (
            f"Linjediagram över andelen av rikets {counted} och av {key} i {seen.own.full_name}. "
            f"Från {ends[0]} till {ends[1]}."
        )

    def show(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> tuple[Drawn, Tables]:
        """Two lines and their numbers."""
        drawn, found = super().show(seen, said, data, canvas)
        return (drawn, replace(found, series=_series(seen, key_shares(seen, data)))) if seen.newest else (drawn, found)

    def all_numbers(self, seen: Scene, data: Data) -> Numbers | None:
        """Period × (share of the measure, share of the key)."""
        window = slice(seen.first, seen.last + 1)
        shares = arithmetic.displayed(key_shares(seen, data), seen.decimals)
        values = np.column_stack([seen.row(seen.own)[window], shares[window]])
        own = statuses(values[:, 0], seen.raw.status[0, window], is_level=False, is_count=False)
        of_key = np.where(np.isnan(values[:, 1]), NOT_COMPUTED, STATUS_CODE[Status.EMPTY])
        key = catalogue.indicator(seen.indicator.key)
        return Numbers(
            rows=Axis.of_periods(seen.periods[window], TIME_SV[seen.indicator.grain]),
            columns=Axis(
                name="share_of",
                title_sv="Andel av",
                codes=(seen.indicator.id, key.id),
                labels_sv=(seen.indicator.short_title_sv, key.short_title_sv),
            ),
            values=values,
            status=np.column_stack([own, of_key]).astype(np.uint8),
            unit_sv=self.unit_sv(seen),
            decimals=seen.decimals,
            chosen=(Chosen(REGION, "Plats", seen.own.code, seen.own.full_name), *chosen_of(seen)),
        )

    def draw(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> Drawn:
        """The share strong, the key's dashed."""
        key = catalogue.indicator(seen.indicator.key)
        own, other = seen.row(seen.own), key_shares(seen, data)
        at = seen.periods.index(seen.newest)
        share = _share(seen)
        mine = f"{short_name(seen.own, canvas.frame)} {swedish.number(share, beside.decimals_of_part(share))}"
        lines = [Line(name=seen.indicator.short_title_sv, role=Role.OWN, values=_known(own), label=mine)]
        if not np.isnan(other[: at + 1]).all():
            newest = int(np.flatnonzero(~np.isnan(other[: at + 1]))[-1])
            label = f"{key.short_title_sv} {swedish.number(other[newest], beside.decimals_of_part(other[newest]))}"
            shown = _known(arithmetic.displayed(other, seen.decimals))
            lines.append(Line(name=key.short_title_sv, role=Role.COUNTY, values=shown, label=label))
        unit = f"{swedish.NBSP}%"
        chart = LineChart(
            periods=seen.periods,
            lines=tuple(lines),
            first=seen.first,
            last=at,
            tick_text=tick_text,
            unit=unit,
            hover=f"%{{y:,.{seen.decimals}f}}{unit}",
            breaks=break_marks(seen),
            synthetic=data.synthetic,
            title=self.panel_title(seen, canvas),
        )
        whole = words.nouns.wording(key).whole_sv or words.nouns.in_sentence(key.short_title_sv)
        caption = f"Streckad linje: andelen av {whole} i riket."
        return Drawn(
            figure=line_chart(chart, canvas.frame, canvas.theme), caption=caption, description=said.description
        )


def key_shares(seen: Scene, data: Data) -> np.ndarray:
    """The place's per cent of riket's key by period, not rounded; NaN where it is not known."""
    found = keys.beside(seen.raw, seen.indicator.key, seen.selection, data)
    if found is None or places.NATION not in seen.raw.regions:
        return np.full(len(seen.periods), np.nan)
    own, nation = found[0], found[seen.raw.regions.index(places.NATION)]
    shares: np.ndarray = 100 * own / nation
    return shares


def _share(seen: Scene) -> float:
    """The place's per cent of riket in the newest period, as it is; NaN where there is none."""
    return float(_shares(seen.raw)[0, seen.periods.index(seen.newest)]) if seen.newest else float("nan")


def _shares(raw: Series) -> np.ndarray:
    """Per cent of riket, region × period, not rounded: a text rounds once, and not what the line has rounded.

    NaN where riket has nothing, or the chosen place, which is the first, is riket itself.
    """
    if places.NATION not in raw.regions or raw.regions[0] == places.NATION:
        return np.full(raw.values.shape, np.nan)
    counted = keys.counted(raw)
    nation = counted[raw.regions.index(places.NATION)]
    shares: np.ndarray = 100 * counted / np.where(nation > 0, nation, np.nan)
    return shares


def _line_decimals(shares: np.ndarray) -> int:
    """Decimals of the line: as many as make its steps small beside its height, so that it is no staircase."""
    known = shares[~np.isnan(shares)]
    return 2 if not known.size or known.max() >= 1 else 3 if known.max() >= 0.1 else 4


def _known(row: np.ndarray) -> tuple[float | None, ...]:
    return tuple(None if value != value else value for value in row.tolist())


def _series(seen: Scene, other: np.ndarray) -> Table:
    own = seen.row(seen.own)
    key = catalogue.indicator(seen.indicator.key)
    rows = [
        (
            swedish.period_name(seen.periods[at]),
            tables.cells(seen, 0, (at,))[0],
            "" if np.isnan(other[at]) else swedish.number(other[at], seen.decimals),
        )
        for at in range(seen.last, -1, -1)
        if not (np.isnan(own[at]) and np.isnan(other[at]))
    ]
    return Table(
        caption=f"Procent av riket, {seen.own.full_name}: alla siffror i diagrammet",
        columns=(
            Column("Period"),
            Column(seen.indicator.short_title_sv, numeric=True),
            Column(key.short_title_sv, numeric=True),
        ),
        rows=tuple(rows),
    )


WAY = NationShareWay()
