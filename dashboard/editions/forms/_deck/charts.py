"""The numbers of a view as PowerPoint's own charts: every one that the figure draws, and no other."""

from datetime import date
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.chart import XL_TICK_MARK as TICK
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from dashboard.data.numbers import SEASON, Shape
from dashboard.editions.figures_used import Used
from dashboard.editions.forms._deck import chart_xml as xml
from dashboard.editions.forms._deck.base import Box, Stage
from dashboard.editions.forms._deck.ink import (
    CHOSEN,
    CONTEXT,
    HAIR,
    MUTED,
    PAPER,
    PARTS,
    PX_PER_POINT,
    TEXT,
    Ink,
    describe,
    text_px,
)
from dashboard.editions.forms._deck.plotted import (
    BARS_IN_A_CHART,
    Part,
    category_of,
    dates_of,
    decimals_of,
    drawn_rows,
    number_format,
    own_series,
    said_row,
)
from dashboard.figures.scales import round_ticks, spread
from dashboard.words import swedish
from loaders.ground.panel import PERIOD, REGION
from loaders.ground.periods import Period

MOST_DOTS, MOST_NAMED, MOST_COLUMNS_NAMED = 12, 4, 40
_TEXT, _LABEL, _SMALL = 17, 20, 15
_BOUND = {"lower_bound": "minst "}
_DASHES = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.DASH_DOT)


def add_chart(
    stage: Stage, slide: Any, used: Used, part: Part, box: Box, *, name: str, alt: str, from_zero: bool, dotted: bool
) -> None:
    """A chart in its place. from_zero: whether the axis of values begins there. dotted: the figure is of dots."""
    dots = dotted and used.shape is Shape.BARS and len(part.rows) <= MOST_DOTS and len(part.columns) <= 2
    lying = used.shape in (Shape.BARS, Shape.STACKED) and not dots
    kind = {
        Shape.LINES: XL_CHART_TYPE.LINE,
        Shape.COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
        Shape.STACKED: XL_CHART_TYPE.BAR_STACKED,
        Shape.BARS: XL_CHART_TYPE.LINE_MARKERS if dots else XL_CHART_TYPE.BAR_CLUSTERED,
    }[used.shape]
    is_time = used.shape is Shape.LINES or (used.shape is Shape.COLUMNS and len(part.rows) > MOST_COLUMNS_NAMED)
    dates = dates_of(used) if is_time else None
    data = CategoryChartData(number_format=number_format(used.decimals))
    if dates is not None:
        data.categories = [dates[row] for row in part.rows]
        data.categories.number_format = "yyyy\\-mm"
    else:
        data.categories = [category_of(used, row) for row in part.rows]
    for column in part.columns:
        data.add_series(used.columns.labels_sv[column], [used.values[row][column] for row in part.rows])
    frame = slide.shapes.add_chart(kind, *stage.at(box), data)
    describe(frame, name, alt)
    chart = frame.chart
    _Drawing(stage, chart, used, part, box).draw(lying=lying, dots=dots, dates=dates, from_zero=from_zero)


class _Drawing:
    """A chart being given its looks."""

    def __init__(self, stage: Stage, chart: Any, used: Used, part: Part, box: Box) -> None:
        self.stage, self.chart, self.used, self.part, self.box = stage, chart, used, part, box
        self.own = own_series(used, part)
        self.label_px = _LABEL if box.width > 700 else _TEXT
        self.values = [[used.values[row][column] for row in part.rows] for column in part.columns]

    def draw(self, *, lying: bool, dots: bool, dates: list[date] | None, from_zero: bool) -> None:
        """Axes, series, labels and the room they have."""
        chart, used = self.chart, self.used
        chart.has_title = False
        self._font(chart.font, _TEXT, MUTED)
        xml.leave_gaps(chart)
        low, high = self._axes(lying, dots, dates, from_zero)
        several = len(self.part.columns) > 1
        named = used.shape is Shape.LINES and len(self.part.columns) <= MOST_NAMED
        chart.has_legend = several and not named
        if chart.has_legend:
            chart.legend.position = XL_LEGEND_POSITION.TOP
            chart.legend.include_in_layout = False
            self._font(chart.legend.font, _TEXT, TEXT)
        right = 24.0
        if used.shape is Shape.LINES:
            right = self._lines(named=named and several, low=low, high=high)
        elif dots:
            self._dots()
        else:
            self._bars(lying)
        if not lying:
            self._room(right, self._tick_width(low, high), bool(chart.has_legend))

    # axes

    def _axes(self, lying: bool, dots: bool, dates: list[date] | None, from_zero: bool) -> tuple[float, float]:
        category, value = self.chart.category_axis, self.chart.value_axis
        stacked = self.used.shape is Shape.STACKED
        drawn = [self.used.values[row] for row in drawn_rows(self.used)]  # one scale for all parts
        rows = [[row[column] for column in self.part.columns] for row in drawn]
        known = [one for row in rows for one in row if one is not None]
        if stacked:
            known = [sum(v for v in row if v is not None and (v > 0) is up) for row in rows for up in (True, False)]
        zero = from_zero or self.used.shape in (Shape.COLUMNS, Shape.STACKED) or lying
        ticks = round_ticks(min(known), max(known), 5 if self.box.width > 600 or not lying else 4, from_zero=zero)
        value.minimum_scale, value.maximum_scale, value.major_unit = ticks[0], ticks[-1], ticks[1] - ticks[0]
        value.has_major_gridlines = True
        HAIR.on(value.major_gridlines.format.line.color)
        value.major_gridlines.format.line.width = Pt(0.75)
        value.format.line.fill.background()
        value.major_tick_mark = value.minor_tick_mark = TICK.NONE
        value.tick_labels.number_format = number_format(decimals_of(ticks))
        value.tick_labels.number_format_is_linked = False
        if lying:
            value.visible = not all(len(row) for row in self.values) or len(self.part.rows) > BARS_IN_A_CHART
            value.has_major_gridlines = value.visible
            category.reverse_order = True
        category.format.line.width = Pt(1)
        CONTEXT.on(category.format.line.color)
        category.major_tick_mark = category.minor_tick_mark = TICK.NONE
        category.has_major_gridlines = False
        category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        if dates is not None:
            self._years(dates)
        elif not lying and not dots:
            self._skip()
        self._font(
            category.tick_labels.font,
            _TEXT if dates is not None or len(self.part.rows) <= 12 else _SMALL,
            TEXT if lying else MUTED,
        )
        return ticks[0], ticks[-1]

    def _years(self, dates: list[date]) -> None:
        """An axis of time: years, or every third month of a short window."""
        axis = self.chart.category_axis
        months = (dates[-1].year - dates[0].year) * 12 + dates[-1].month - dates[0].month + 1
        short = months <= 31 and Period(self.used.rows.codes[0]).grain.value != "year"
        axis.tick_labels.number_format = "[$-41D]mmm yyyy" if short else "yyyy"
        axis.tick_labels.number_format_is_linked = False
        wide = self.box.width / (95 if short else 62)
        step = next(
            n for n in ((3, 6, 12) if short else (1, 2, 5, 10, 20, 50)) if months / (n if short else n * 12) <= wide
        )
        xml.set_time_units(axis, step, "months" if short else "years")
        axis.major_tick_mark = TICK.OUTSIDE

    def _skip(self) -> None:
        """As many names of columns as there is room for."""
        names = [category_of(self.used, row) for row in self.part.rows]
        widest = max(text_px(name, _TEXT) for name in names) + 10
        every = max(1, -(-int(widest * len(names)) // int(self.box.width - 90)))
        xml.name_every(self.chart.category_axis, every)

    # series

    def _lines(self, *, named: bool, low: float, high: float) -> float:
        """Lines with their labels; how much room they take at the right, px."""
        height = self.box.height - _TOP - _BOTTOM
        ends = {}
        others = 0
        for n, series in enumerate(self.chart.plots[0].series):
            chosen = n == self.own
            ink = CHOSEN if chosen else CONTEXT
            series.smooth = False
            series.marker.style = XL_MARKER_STYLE.NONE
            ink.on(series.format.line.color)
            series.format.line.width = Pt((3 if chosen else 1.75) * self.stage.text_scale)
            if not chosen:
                series.format.line.dash_style = _DASHES[others % len(_DASHES)]
                others += 1
            last = max((row for row, one in enumerate(self.values[n]) if one is not None), default=None)
            if last is not None and (chosen or named):
                ends[n] = last
        wide = 0.0
        share = {n: 1 - (self._value(n, row) - low) / (high - low) for n, row in ends.items()}
        tall = self.label_px * (2.5 if named else 1.25) / height
        moved = dict(zip(share, spread(list(share.values()), tall, 0.0, 1.0), strict=True)) if share else {}
        for n, row in ends.items():
            chosen = n == self.own
            text = self._bound(n, row) + swedish.number(self._value(n, row), self.used.decimals)
            name = self.used.columns.labels_sv[self.part.columns[n]] if named else ""
            px = min(self.label_px, _TEXT) if named else self.label_px
            wide = max(wide, *(text_px(one, px, bold=chosen) for one in (text, name)))
            off = (moved[n] - share[n]) * height / self.box.height
            self._mark(n, row, filled=True)
            self._label(n, row, XL_LABEL_POSITION.RIGHT, named=named, down=off, px=px)
        self._then(ends)
        return min(wide + 22, self.box.width * 0.4)

    def _then(self, ends: dict[int, int]) -> None:
        """What the chosen place's words compare with: a hollow point with its number."""
        row = said_row(self.used, self.part, then=True)
        if row is None or ends.get(self.own) == row:
            return
        value, reach = self._value(self.own, row), max(len(self.part.rows) // 25, 1)
        near = [v for column in self.values for v in column[max(row - reach, 0) : row + reach + 1] if v is not None]
        is_free_above = max(near) - value <= value - min(near)
        where = XL_LABEL_POSITION.ABOVE if is_free_above else XL_LABEL_POSITION.BELOW
        self._mark(self.own, row, filled=False)
        self._label(self.own, row, where, named=False, on_paper=True)

    def _dots(self) -> None:
        """Two rows of marks: then hollow, now filled with its number; the way between them is drawn."""
        plot = self.chart.plots[0]
        newest = len(self.part.columns) - 1
        chosen = self._chosen_row()
        for n, series in enumerate(plot.series):
            series.smooth = False
            series.format.line.fill.background()
            series.marker.style = XL_MARKER_STYLE.CIRCLE
            series.marker.size = 13 if n == newest else 11
            for row, one in enumerate(self.values[n]):
                if one is None:
                    continue
                ink = CHOSEN if row == chosen else CONTEXT
                self._mark(n, row, filled=n == newest, ink=ink, size=13 if n == newest else 11, line=False)
                if n == newest:
                    before = self.values[0][row] if newest else None
                    up = before is None or one >= before
                    where = XL_LABEL_POSITION.ABOVE if up else XL_LABEL_POSITION.BELOW
                    self._label(n, row, where, named=False, ink=CHOSEN if row == chosen else TEXT, bold=row == chosen)
            self._plain_marker(series, filled=n == newest)
        if newest:
            xml.join_high_and_low(plot)

    def _bars(self, lying: bool) -> None:
        plot = self.chart.plots[0]
        stacked = self.used.shape is Shape.STACKED
        plot.gap_width = 45 if len(self.part.columns) == 1 or stacked else 60
        plot.overlap = 100 if stacked else 0
        newest = len(self.part.columns) - 1
        rows = range(len(self.part.rows))
        is_time = self.used.columns.name == PERIOD
        chosen = self._chosen_row() if lying else said_row(self.used, self.part)
        if self.used.rows.name == SEASON and chosen is None:
            chosen = len(rows) - 1
        for n, series in enumerate(plot.series):
            series.invert_if_negative = False
            series.format.fill.solid()
            if stacked or (len(self.part.columns) > 1 and not is_time):
                PARTS[n % len(PARTS)].on(series.format.fill.fore_color)
                continue
            (CONTEXT if n == newest else HAIR_FILL).on(series.format.fill.fore_color)
            if chosen is not None and n == newest and self.values[n][chosen] is not None:
                point = series.points[chosen].format.fill
                point.solid()
                CHOSEN.on(point.fore_color)
            told = (
                rows
                if lying or (len(rows) <= 14 and self._labels_fit(n))
                else [r for r in (said_row(self.used, self.part, then=True), chosen) if r is not None]
            )
            if n != newest and not (lying and len(rows) <= 8):
                continue
            for row in told:
                if self.values[n][row] is not None:
                    mine = row == chosen and n == newest
                    self._label(
                        n,
                        row,
                        XL_LABEL_POSITION.OUTSIDE_END,
                        named=False,
                        ink=CHOSEN if mine else TEXT,
                        bold=mine,
                        px=_TEXT if len(rows) <= 12 else _SMALL,
                    )

    # pieces

    def _labels_fit(self, n: int) -> bool:
        """Whether every column's number finds room over it."""
        known = [swedish.number(one, self.used.decimals) for one in self.values[n] if one is not None]
        return max((text_px(one, _TEXT) for one in known), default=0) * len(self.values[n]) <= self.box.width - 60

    def _bound(self, n: int, row: int) -> str:
        """What stands before a number that is only a bound."""
        return _BOUND.get(self.used.status[self.part.rows[row]][self.part.columns[n]], "")

    def _value(self, n: int, row: int) -> float:
        found = self.values[n][row]
        return 0.0 if found is None else found

    def _chosen_row(self) -> int | None:
        """The row of the chosen place, where rows are places."""
        if self.used.rows.name != REGION or self.used.place not in self.used.rows.codes:
            return None
        at = self.used.rows.codes.index(self.used.place)
        return self.part.rows.index(at) if at in self.part.rows else None

    def _plain_marker(self, series: Any, *, filled: bool) -> None:
        """The mark a legend shows."""
        series.marker.format.fill.solid()
        (CONTEXT if filled else HAIR_FILL).on(series.marker.format.fill.fore_color)
        CONTEXT.on(series.marker.format.line.color)
        series.marker.format.line.width = Pt(2)

    def _mark(
        self, n: int, row: int, *, filled: bool, ink: Ink | None = None, size: int = 10, line: bool = True
    ) -> None:
        series = self.chart.plots[0].series[n]
        ink = ink or (CHOSEN if n == self.own else CONTEXT)
        point = series.points[row]
        point.marker.style, point.marker.size = XL_MARKER_STYLE.CIRCLE, size
        point.marker.format.fill.solid()
        (ink if filled else PAPER if line else HAIR_FILL).on(point.marker.format.fill.fore_color)
        ink.on(point.marker.format.line.color)
        point.marker.format.line.width = Pt(2)
        if line:  # what leads to the point keeps the line's looks
            ink.on(point.format.line.color)
            point.format.line.width = series.format.line.width
            point.format.line.dash_style = series.format.line.dash_style
        else:
            point.format.line.fill.background()

    def _label(
        self, n: int, row: int, position: Any, *, named: bool, down: float = 0.0, ink: Ink | None = None,
        bold: bool | None = None, px: float | None = None,
        on_paper: bool = False,
    ) -> None:  # fmt: skip
        chosen = n == self.own
        label = self.chart.plots[0].series[n].points[row].data_label
        self._font(
            label.font, px or self.label_px, ink or (CHOSEN if chosen else MUTED), bold=chosen if bold is None else bold
        )
        label.position = position
        element = label._dLbl
        xml.say(element, named=named)
        if on_paper:
            xml.lay_on_paper(element)
        if bound := self._bound(n, row):
            xml.show_as(element, number_format(self.used.decimals, bound))
        if abs(down) > 0.004:
            xml.move_down(element, down)

    def _font(self, font: Any, px: float, ink: Ink, *, bold: bool = False) -> None:
        font.size = Pt(round(px / PX_PER_POINT * self.stage.text_scale * 2) / 2)
        font.bold = bold
        ink.on(font.color)

    def _tick_width(self, low: float, high: float) -> float:
        step = self.chart.value_axis.major_unit or 1
        decimals = decimals_of([low, high, low + step])
        return max(text_px(swedish.number(one, decimals), _TEXT) for one in (low, high, low + step)) + 14

    def _room(self, right: float, left: float, legend: bool) -> None:
        """The plot's place in the chart, so that labels beside it have room."""
        top = _TOP + (30 if legend else 0)
        wide, high = self.box.width, self.box.height
        shares = (left / wide, top / high, (wide - left - right) / wide, (high - top - _BOTTOM) / high)
        xml.set_plot(self.chart, shares)


_TOP, _BOTTOM = 30, 40
HAIR_FILL = Ink(lighter=0.75)
