"""What ways drawn as lines share: the chosen place strong, those compared with, the county's others as hairlines."""

from collections.abc import Sequence
from dataclasses import replace
from math import isnan

import numpy as np

from dashboard import words
from dashboard.data import arithmetic
from dashboard.data.arithmetic import breaks_of
from dashboard.data.arrays import Series, aligned
from dashboard.data.numbers import Numbers
from dashboard.data.series import Data
from dashboard.figures.lines import BreakMark, Line, LineChart, Role, line_chart
from dashboard.figures.theme import Canvas, Frame
from dashboard.model import Column, Table
from dashboard.views import judged, tables, ways
from dashboard.views.scene import Scene
from dashboard.views.told import nothing
from dashboard.views.told.axes import grey_lines_sv, not_from_zero_sv, tick_text
from dashboard.views.view import Drawn
from dashboard.views.ways._scene import ShownScene
from dashboard.words import Claim, swedish
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Grain, Indicator, Kind, Level, Severity, Status
from loaders.ground.panel import STATUS_CODE
from loaders.ground.periods import PARTS_PER_YEAR
from loaders.ground.places import Place

LEAST_BASE = 10
"""What a count is on average at least in the year that is 100: from two a month each one more is 50."""
_COUNTED = (Kind.FLOW, Kind.SEASON, Kind.STOCK)
_BREAK_WORDS = {
    Severity.INCOMPARABLE: "ej jämförbart",
    Severity.CAUTION: "ändrad metod",
    Severity.NOISE: "små avvikelser",
}


class LinesWay(ShownScene):
    """A way drawn as lines over time."""

    caption_sv = ""
    """What a reader must know of the values themselves."""

    # --- what a way may say otherwise ---

    def has_percent_sign(self, indicator: Indicator) -> bool:
        """Whether numbers on the axis are followed by %."""
        return indicator.is_share

    def is_from_zero(self, indicator: Indicator) -> bool:
        """Whether the axis begins at zero."""
        return True

    def caption(self, seen: Scene) -> str:
        """What a reader must know of the values themselves."""
        return self.caption_sv

    def drawn_sv(self, subject: str, where: str) -> str:
        """What the lines are over, for the alternative text."""
        return f"över {subject} i {where}"

    def value_sv(self, seen: Scene, value: float, period: str) -> str:
        """A value of a line as it is said in the alternative text."""
        text = judged.with_unit(seen, value)
        return words.nouns.at_least_text(text, seen.is_shown_bound(seen.own, period))

    def line(self, seen: Scene, place: Place, frame: Frame) -> tuple[Role, str]:
        """What a place's line is to the chosen place, and what stands at its end."""
        value = seen.row(place)[seen.periods.index(seen.newest)]
        label = (
            "" if np.isnan(value) else f"{short_name(place, frame, seen.drawn)} {self.number_sv(seen, place, value)}"
        )
        return _role(seen, place), label

    def number_sv(self, seen: Scene, place: Place, value: float) -> str:
        """A value as it stands at the end of a line."""
        if seen.is_in_per_cent:
            return swedish.signed_per_cent(value)
        if seen.is_signed:
            return swedish.signed(value, seen.decimals)
        text = swedish.number(value, seen.decimals_of(place))
        return words.nouns.at_least_text(text, seen.is_shown_bound(place, seen.newest))

    # --- the same for all ---

    def describe(self, seen: Scene, claim: Claim) -> str:
        """What is drawn, with first and last value."""
        subject = words.subject(claim.facts, PlaceForm.OMITTED)
        own = seen.own if self.draws_own or not seen.compare else seen.compare[0]
        there = [place for place in seen.drawn if not np.isnan(seen.row(place)[seen.first : seen.last + 1]).all()]
        where = swedish.listing(place.full_name for place in (there if self.draws_own else seen.drawn))
        first = own if own in there or not there else there[0]
        row = seen.row(first)
        known = [n for n in range(seen.first, seen.last + 1) if not np.isnan(row[n])]
        ends = [
            f"{self.value_sv(seen, row[n], seen.periods[n])} {when_sv(seen.periods[n], claim)}"
            for n in (known[0], known[-1])
        ]
        if claim.facts.margin_now is not None and self.shows_published:
            ends[1] += f", med felmarginalen ±{swedish.number(claim.facts.margin_now, seen.decimals)}"
        whose = "" if first == own else f" I {first.full_name}:"
        lacking = nothing.lines_sv(seen)
        return f"Linjediagram {self.drawn_sv(subject, where)}.{whose} Från {ends[0]} till {ends[1]}. {lacking}".strip()

    def table(self, seen: Scene, data: Data, drawn: Drawn) -> Table:
        """The table of places; a survey's with their margins."""
        found = tables.places_table(seen, data)
        if not self.shows_published or not found.rows:
            return found
        at = seen.periods.index(seen.newest)
        rows = [_margins(seen, data, place) for place in tables.rows_in_order(seen)]
        sizes = [row[at] if row else None for row in rows]
        margins = ["" if size is None else f"±{swedish.number(size, seen.indicator.decimals)}" for size in sizes]
        return tables.with_column(found, Column("felmarginal", numeric=True), margins)

    def draw(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> Drawn:
        """The lines of the places that fit on one scale, and behind them the county's other municipalities."""
        drawn = [place for place in seen.drawn if self.draws_own or place.code != seen.own.code]
        background = seen.together and seen.indicator.kind is Kind.RATE and self.draws_own
        behind = seen.neighbours if background and seen.own.level is not Level.NATION else ()
        reach = _reach(seen) if self.shows_published else ()
        margins = _margins(seen, data, seen.own) if self.shows_published else ()
        hollow_allowed = self.shows_published and not seen.is_preliminary()
        unit = f"{swedish.NBSP}%" if self.has_percent_sign(seen.indicator) else ""
        lines = [
            Line(
                name=tables.name_of(place),
                role=Role.NEIGHBOUR,
                values=_known(seen.row(place)),
                is_drawn=not canvas.on_slide,
                texts=_texts(seen, place, unit),
            )
            for place in behind
        ]
        for place in drawn:
            role, label = self.line(seen, place, canvas.frame)
            is_own = place.code == seen.own.code
            lines.append(
                Line(
                    name=tables.name_of(place),
                    role=role,
                    values=_known(seen.row(place)),
                    label=label,
                    hollow=_hollow(seen, place) if hollow_allowed else (),
                    margins=margins if is_own else (),
                    reach=reach if is_own else (),
                    texts=_texts(seen, place, unit),
                )
            )
        chart = LineChart(
            periods=seen.periods,
            lines=tuple(lines),
            first=seen.first,
            last=seen.periods.index(seen.newest),
            tick_text=tick_text,
            from_zero=self.is_from_zero(seen.indicator),
            unit=unit,
            hover=f"%{{y:{'+' if seen.is_signed else ''},.{seen.decimals}f}}{unit}",
            breaks=break_marks(seen),
            synthetic=data.synthetic,
            title=self.panel_title(seen, canvas),
        )
        has_margin = self.shows_published and seen.indicator.margin is not None
        figure = line_chart(chart, canvas.frame, canvas.theme)
        return Drawn(
            figure=figure,
            caption=self._caption(
                seen,
                hollow=sorted({n for line in lines for n in line.hollow if seen.first <= n <= seen.last}),
                not_from_zero=not_from_zero_sv(figure, "yaxis"),
                hairlines=bool(behind) and not canvas.on_slide,
                on_page=canvas.frame.width is None,
                has_reach=bool(reach),
                has_margin=has_margin,
            ),
            description=said.description,
            has_band=bool(reach) or has_margin,
        )

    def _caption(
        self,
        seen: Scene,
        *,
        hairlines: bool,
        hollow: Sequence[int],
        not_from_zero: str,
        on_page: bool,
        has_reach: bool,
        has_margin: bool,
    ) -> str:
        """What a reader must know to read the figure; ``on_page`` is where there are controls to point to."""
        said = []
        if hairlines:
            said.append(grey_lines_sv(seen))
        if not_from_zero:
            said.append(not_from_zero)
        begun = np.count_nonzero(~np.isnan(seen.row(seen.own))) == 1
        if begun:
            said.append(f"Serien har än bara {swedish.period_name(seen.newest)}.")
        if not seen.together and seen.compare and on_page:
            names = swedish.capital(swedish.listing(place.full_name for place in seen.compare))
            is_offered = not begun and not ways.by_word()["index"].why_not(seen.indicator)
            can_be = is_offered and index_year(seen.raw, seen.first, 1 + len(seen.compare))
            way_out = "; välj Index för att jämföra utvecklingen" if can_be else ""
            said.append(f"{names} ryms inte på samma skala{way_out}.")
        if hollow:
            said.append(_hollow_sv(seen, hollow))
        if has_reach:
            said.append(f"Grått fält: mellan det lägsta och det högsta som andelen kan vara i {seen.own.full_name}.")
        if has_margin:
            said.append(f"Grått fält: felmarginalen för {seen.own.full_name}.")
        if caption := self.caption(seen):
            said.append(caption)
        if lacking := nothing.lines_sv(seen):
            said.append(lacking)
        return " ".join(said)


class PublishedLines(LinesWay):
    """Published values as lines, with their bounds, margins and status."""

    shows_published = True

    def why_nothing(self, seen: Scene) -> str:
        """Nothing: where there are numbers they are shown."""
        return ""

    def number_sv(self, seen: Scene, place: Place, value: float) -> str:
        """A value as it stands at the end of a line: an interval, or a lower bound, as such."""
        ends = seen.reach(place, seen.newest)
        if seen.is_signed or ends is None:
            return super().number_sv(seen, place, value)
        return words.nouns.reach(*ends, seen.decimals_of(place))

    def value_sv(self, seen: Scene, value: float, period: str) -> str:
        """A value of a line as it is said in the alternative text: an interval, or a lower bound, as such."""
        ends = seen.reach(seen.own, period)
        if ends is not None:
            return words.nouns.between(*ends, seen.decimals_of(seen.own))
        unwhole = " (inte komplett)" if seen.raw.status_of(seen.own.code, period) is Status.INCOMPLETE else ""
        return f"{super().value_sv(seen, value, period)}{unwhole}"

    def all_numbers(self, seen: Scene, data: Data) -> Numbers | None:
        """Published values; a survey's with their margins."""
        found = super().all_numbers(seen, data)
        if found is None or seen.indicator.margin is None:
            return found
        margin = np.full_like(found.values, np.nan)
        for column, code in enumerate(found.columns.codes):
            row = _margins(seen, data, next(place for place in seen.places if place.code == code))
            if row:
                margin[:, column] = [np.nan if one is None else one for one in row[seen.first : seen.last + 1]]
        return replace(found, margin=margin)

    def added_columns(self, seen: Scene, data: Data, order: Sequence[Place]) -> list[tables.Added]:
        """The difference to last year."""
        return tables.change_columns(seen, data, order)


def index_year(raw: Series, first: int, drawn: int) -> str:
    """The year that can be 100 for the first so many places from a position on; empty if there is none.

    The first whole one without a break; none where a count is under LEAST_BASE in it.
    """
    start = arithmetic.comparable_from(raw.indicator, raw.slice, raw.periods)
    parts = PARTS_PER_YEAR[raw.indicator.grain]
    year = arithmetic.index_base_year(raw.whole_values[:drawn], raw.periods, max(first, start), parts)
    if not year or raw.indicator.kind not in _COUNTED:
        return year
    inside = [n for n, period in enumerate(raw.periods) if str(period.year) == year]
    return year if raw.values[:drawn, inside].mean(axis=1).min() >= LEAST_BASE else ""


def break_marks(seen: Scene) -> tuple[BreakMark, ...]:
    """Every break of the measure with its word; the incomparable ones cut the lines."""
    return tuple(
        BreakMark(one.period, _BREAK_WORDS[one.severity], one.severity is Severity.INCOMPARABLE)
        for one in breaks_of(seen.indicator, seen.raw.slice)
    )


def when_sv(period: str, claim: Claim) -> str:
    """``i augusti``, ``tredje kvartalet``, ``år 2024``: a period after a number."""
    when = swedish.in_period(period, claim.facts.today)
    return f"år {when}" if when[:1].isdigit() else when


def short_name(place: Place, frame: Frame, drawn: Sequence[Place] = ()) -> str:
    """A place at the end of a line; where there is little room, *länet* for the county unless another is drawn too."""
    if not frame.short_names or place.level is not Level.COUNTY or place.is_own_area:
        return tables.name_of(place)
    if place.is_rest_of_county:
        return "Övr. länet"
    counties = [one for one in drawn if one.level is Level.COUNTY and not one.is_rest_of_county]
    return "Länet" if len(counties) < 2 else tables.name_of(place).removesuffix(" län")


def _role(seen: Scene, place: Place) -> Role:
    if place.code == seen.own.code:
        return Role.OWN
    if place.level is Level.NATION:
        return Role.NATION
    if place.level is Level.COUNTY and (place.county == seen.own.county or seen.own.level is Level.NATION):
        return Role.COUNTY
    return Role.FURTHER


def _known(row: np.ndarray) -> tuple[float | None, ...]:
    known = [None if isnan(value) else value for value in row.tolist()]
    return tuple(known)


def _margins(seen: Scene, data: Data, place: Place) -> tuple[float | None, ...]:
    """Half widths of a survey's intervals by period; empty where there are none."""
    companion = seen.indicator.margin
    if companion is None or not data.has(companion):
        return ()
    series = data.series(companion, dict(seen.raw.slice), (place.code,), seen.selection.as_of)
    row = aligned(series, seen.periods)[0]
    return () if np.isnan(row).all() else _known(row)


def _reach(seen: Scene) -> tuple[tuple[float, float] | None, ...]:
    """The chosen place's lowest and highest by period as displayed, where one is an interval; empty where none is."""
    if seen.bounds is None:
        return ()
    ends = tuple(seen.interval(seen.own, period) for period in seen.periods)
    return ends if any(ends[seen.first : seen.last + 1]) else ()


def _texts(seen: Scene, place: Place, unit: str) -> tuple[str, ...]:
    """Each value as it is said, where the decimals differ or it is an interval; empty elsewhere."""
    if seen.is_in_per_cent:
        return tuple("" if np.isnan(v) else f"{swedish.signed_per_cent(v)}{unit}" for v in seen.row(place))
    if not seen.way.shows_published or not (seen.indicator.whole_at or seen.indicator.bounds):
        return ()
    decimals = seen.decimals_of(place)
    said = []
    for period, value in zip(seen.periods, seen.row(place), strict=True):
        ends = seen.reach(place, period)
        text = words.nouns.reach(*ends, decimals) if ends else swedish.number(0 if np.isnan(value) else value, decimals)
        said.append("" if np.isnan(value) else f"{text}{unit}")
    return tuple(said)


def _hollow_sv(seen: Scene, positions: Sequence[int]) -> str:
    """What hollow points are: preliminary, not whole yet, or some of each."""
    found = set(np.unique(seen.raw.status[: len(seen.drawn), list(positions)]).tolist())
    is_one = len(positions) == 1
    words_sv = {
        STATUS_CODE[Status.PRELIMINARY]: "preliminär" if is_one else "preliminära",
        STATUS_CODE[Status.INCOMPLETE]: "inte komplett än" if is_one else "inte kompletta än",
    }
    if seen.indicator.grain is Grain.QUARTER:  # as the sentence says of a quarter
        words_sv[STATUS_CODE[Status.INCOMPLETE]] = words_sv[STATUS_CODE[Status.PRELIMINARY]]
    which = " eller ".join(dict.fromkeys(text for code, text in words_sv.items() if code in found))
    return f"Ihålig punkt: siffran är {which}." if is_one else f"Ihåliga punkter: siffrorna är {which}."


def _hollow(seen: Scene, place: Place) -> tuple[int, ...]:
    n = seen.raw.regions.index(place.code)
    row = seen.raw.status[n]
    unsure = (row == STATUS_CODE[Status.PRELIMINARY]) | (row == STATUS_CODE[Status.INCOMPLETE])
    return tuple(int(n) for n in np.flatnonzero(unsure & ~np.isnan(seen.raw.values[n])))
