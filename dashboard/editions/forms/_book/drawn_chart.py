"""Excel's own chart of a figure, over the cells beside it."""

from typing import Any

from xlsxwriter.workbook import Workbook

from dashboard.data.numbers import Shape
from dashboard.editions.figures_used import Used
from dashboard.editions.forms._book.contents_of import HEAD_ROW, Placed, months_of
from dashboard.editions.forms._book.page_setup import CHART_PX
from dashboard.editions.forms._deck.plotted import drawn_rows, number_format
from dashboard.figures.theme import THEME
from dashboard.forms.taking.sheets import Sheet
from dashboard.model import DEMODATA
from dashboard.words import swedish
from loaders.ground.panel import REGION

_MOST_SERIES = 12
_KINDS = {
    Shape.LINES: {"type": "line"},
    Shape.COLUMNS: {"type": "column"},
    Shape.BARS: {"type": "bar"},
    Shape.STACKED: {"type": "bar", "subtype": "stacked"},
}
_FURTHER = (THEME.gran, THEME.ljung, THEME.hjortron, THEME.lingon)
_FACE = "Arial"
_LABEL_ROOM = 0.11
"""The share of the width that stands free at the right, where a line's last number is written."""


def chart_of(book: Workbook, one: Placed, told: Sheet, *, is_summed: bool) -> tuple[Any, int]:
    """The chart over a sheet's cells, and its height, px. is_summed: it draws the last columns, of twelve months."""
    used = one.used
    charted = len(used.columns.codes) if used.charted is None else used.charted
    series = [
        column
        for column, heading in enumerate(told.headings)
        if heading.series is not None and heading.series < charted
    ]
    series = series[-charted:] if is_summed else series[:_MOST_SERIES]
    if used.shape is Shape.COLUMNS and used.columns.name == REGION:
        series = series[:1]  # beside riket's columns a county's cannot be seen; its numbers are in the table
    known = [row for row in drawn_rows(used) if not is_summed or told.rows[row][series[0]] is not None]
    rows = range(known[0], known[-1] + 1) if known else range(len(told.rows))
    first, last = HEAD_ROW + 1 + rows.start, HEAD_ROW + rows.stop
    chart = book.add_chart(dict(_KINDS[used.shape]))
    is_time_beside = used.columns.name == "period"
    for n, column in enumerate(series):
        strong = n == len(series) - 1 if is_time_beside else n == 0
        further = (THEME.context, *_FURTHER)
        colour = THEME.chosen if strong else further[(n if used.shape is Shape.STACKED or n < 1 else n - 1) % 5]
        drawn: dict[str, Any] = {
            "name": [one.sheet, HEAD_ROW, column],
            "categories": [one.sheet, first, 0, last, 0],
            "values": [one.sheet, first, column, last, column],
        }
        if used.shape is Shape.LINES:
            drawn["line"] = {"color": colour, "width": 2.5 if strong else 1.5}
            drawn |= _last_number(told, rows, column, {"color": colour, "bold": strong, "size": 10, "name": _FACE})
        else:
            drawn |= {"fill": {"color": colour}, "gap": 50}
        chart.add_series(drawn)
    demo = f" {DEMODATA}" if one.slide.synthetic else ""
    title = {"size": 12, "bold": True, "color": THEME.ink, "name": _FACE}
    chart.set_title({"name": f"{used.headline or one.slide.headline}{demo}", "name_font": title, "overlay": False})
    lying = used.shape in (Shape.BARS, Shape.STACKED)
    categories, values = _categories(used, len(rows)), _values(used, charted)
    if lying:  # the library's x axis is the one that lies, whatever stands on it
        categories |= {"crossing": "max"}
    chart.set_x_axis(values if lying else categories)
    chart.set_y_axis(categories if lying else values)
    legend = {"position": "bottom", "font": {"size": 9, "name": _FACE}}
    chart.set_legend({"none": True} if len(series) == 1 else legend)
    chart.show_blanks_as("gap")
    if used.shape is Shape.LINES:
        room = {"x": 0.1, "y": 0.17, "width": 0.9 - _LABEL_ROOM, "height": 0.62 if len(series) > 1 else 0.7}
        chart.set_plotarea({"layout": room})
    height = max(CHART_PX[1], 26 * len(rows) + 120 if lying else 0)
    chart.set_size({"width": CHART_PX[0], "height": height})
    return chart, height


def _last_number(told: Sheet, rows: range, column: int, font: dict[str, Any]) -> dict[str, Any]:
    """The label of a line's newest number, which is the only one."""
    row = max((row for row in rows if told.rows[row][column] is not None), default=None)
    if row is None:
        return {}
    hidden: list[Any] = [{"delete": True}]
    custom = hidden * (row - rows.start) + [{}] + hidden * (rows.stop - row - 1)
    return {"data_labels": {"value": True, "position": "right", "custom": custom, "font": font}}


def _categories(used: Used, rows: int) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "num_font": {"size": 9, "color": THEME.ink_2, "name": _FACE},
        "line": {"color": THEME.context},
    }
    if used.shape in (Shape.BARS, Shape.STACKED):
        return axis | {"reverse": True, "label_position": "low"}
    if months_of(used):
        step = next(step for step in (1, 2, 5, 10, 20) if rows / 12 / step <= 14)
        unit = {"major_unit": step, "major_unit_type": "years", "num_format": "yyyy"}
        short = {"major_unit": 3, "major_unit_type": "months", "num_format": "[$-41D]mmm yyyy"}
        return axis | {"date_axis": True, "label_position": "low", **(short if rows <= 31 else unit)}
    if rows > 14:
        every = -(-rows // 14)
        return axis | {"interval_unit": every, "interval_tick": every, "label_position": "low"}
    return axis


def _values(used: Used, charted: int) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "num_font": {"size": 9, "color": THEME.ink_2, "name": _FACE},
        "num_format": number_format(used.decimals),
        "major_gridlines": {"visible": True, "line": {"color": THEME.hair, "width": 0.75}},
        "line": {"none": True},
        "name": swedish.capital(used.unit_sv),
        "name_font": {"size": 9, "bold": False, "color": THEME.ink_2, "name": _FACE},
    }
    known = [one for row in used.values for one in row[:charted] if one is not None]
    is_level = not used.decimals and bool(known) and 0 < 0.9 * max(known) <= min(known)
    if used.shape is Shape.LINES and known and min(known) >= 0 and not is_level:
        axis |= {"min": 0}
    return axis
