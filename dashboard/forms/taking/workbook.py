"""A figure as a workbook: its chart as Excel's own over the same cells, numbers with codes, notes, definitions."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard.data.numbers import Numbers, Shape
from dashboard.figures.theme import THEME
from dashboard.forms.taking.notes import definitions, notes
from dashboard.forms.taking.sheets import Heading, Sheet, Value, cell_rows, wide
from dashboard.forms.taking.taken import CREATOR, Named, Taken
from dashboard.model import DEMODATA, Table

CHART, DATA, CELLS, TABLE, NOTES, DEFINITIONS = "Diagram", "Data", "Celler", "Tabell", "Noter", "Definitioner"
_CHART_ROW = 4
_CHART_PX = (1000, 460)
_BAR_PX, _LEAST_ROWS = 34, 9
_ROW_PX = 20
_WIDEST, _NARROWEST = 60, 9
_KINDS = {
    Shape.LINES: {"type": "line"},
    Shape.COLUMNS: {"type": "column"},
    Shape.BARS: {"type": "bar"},
    Shape.STACKED: {"type": "bar", "subtype": "stacked"},
}
_DASHES = ("solid", "dash", "round_dot", "dash_dot", "long_dash")
_MOST_SERIES = 40
"""More lines than this nobody can tell apart; they stand in the cells."""


def workbook(what: Taken) -> bytes:
    """XLSX with the sheets Diagram, Data, Celler, Tabell, Noter, Definitioner; the first three where there are values.

    The chart is Excel's own and draws the cells of Data, with the alternative text of the page. The same figures give
    the same bytes. Texts are never formulas.
    """
    with _Book(what.headline, what.source, what.made) as book:
        if what.numbers is not None and what.numbers.rows.codes:
            told = wide(what.numbers)
            front = book.sheet(CHART)
            book.add_rows(DATA, told)
            _draw(book, front, what, what.numbers, told)
            book.add_rows(CELLS, cell_rows(what.numbers))
        if what.tables:
            book.add_tables(TABLE, what.tables)
        book.add_named(NOTES, notes(what))
        book.add_named(DEFINITIONS, definitions(what))
        return book.finished()


def plain_workbook(
    title: str, source: str, made: datetime, sheets: Sequence[tuple[str, Sheet]], told: Sequence[Named]
) -> bytes:
    """XLSX of sheets without a chart, such as an export of many cells, with notes last."""
    with _Book(title, source, made) as book:
        for name, sheet in sheets:
            book.add_rows(name, sheet)
        book.add_named(NOTES, told)
        return book.finished()


class _Book:
    """A workbook being written in memory."""

    def __init__(self, title: str, source: str, made: datetime) -> None:
        self._target = io.BytesIO()
        self.book = Workbook(
            self._target,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self.book.set_properties(
            {"title": title, "author": CREATOR, "comments": source, "created": made.astimezone(UTC)}
        )
        self.bold = self.book.add_format({"bold": True, "font_size": 15})
        self.head = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        self.quiet = self.book.add_format({"font_color": THEME.muted, "text_wrap": True, "valign": "top"})
        self.text = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.name = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.demo = self.book.add_format({"bold": True, "font_color": THEME.lingon})
        self._decimals: dict[int, Any] = {}

    def __enter__(self) -> "_Book":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to release: everything is in memory."""

    def finished(self) -> bytes:
        """The file."""
        self.book.close()
        return self._target.getvalue()

    def sheet(self, name: str) -> Worksheet:
        """A new sheet, printed across one page."""
        made: Worksheet = self.book.add_worksheet(name)
        made.set_landscape()
        made.set_paper(9)  # A4
        made.fit_to_pages(1, 0)
        return made

    def number(self, decimals: int) -> Any:
        """The format of numbers with so many decimals."""
        if decimals not in self._decimals:
            shown = "#,##0" + (f".{'0' * decimals}" if decimals else "")
            self._decimals[decimals] = self.book.add_format({"num_format": shown})
        return self._decimals[decimals]

    def add_rows(self, name: str, told: Sheet) -> None:
        """A sheet of rows: headings that stay, columns as wide as what they hold, a filter."""
        made = self.sheet(name)
        for column, heading in enumerate(told.headings):
            made.write_string(0, column, heading.title, self.head)
            made.set_column(column, column, _width(heading, [row[column] for row in told.rows]))
            of_numbers = None if heading.decimals is None else self.number(heading.decimals)
            for row, cells in enumerate(told.rows, start=1):
                value = cells[column]
                if isinstance(value, str):
                    made.write_string(row, column, value)
                elif value is not None:
                    made.write_number(row, column, value, of_numbers)
        made.freeze_panes(1, 1)
        made.repeat_rows(0)
        if told.rows:
            made.autofilter(0, 0, len(told.rows), len(told.headings) - 1)

    def add_tables(self, name: str, tables: Sequence[Table]) -> None:
        """The tables of the page as text, each under its caption."""
        made = self.sheet(name)
        at, widths = 0, [_NARROWEST]
        right = self.book.add_format({"align": "right"})
        for table in tables:
            made.write_string(at, 0, table.caption, self.name)
            for column, heading in enumerate(table.columns):
                made.write_string(at + 1, column, heading.title, self.head)
            for row, cells in enumerate(table.rows, start=at + 2):
                for column, (text, heading) in enumerate(zip(cells, table.columns, strict=True)):
                    made.write_string(row, column, text, right if heading.numeric else None)
            widths += [len(row[0]) for row in table.rows]
            at += len(table.rows) + 3
        made.set_column(0, 0, min(max(widths) + 2, _WIDEST))
        made.set_column(1, 12, 18)

    def add_named(self, name: str, told: Sequence[Named]) -> None:
        """Facts, a row each: name and text."""
        made = self.sheet(name)
        made.set_column(0, 0, 32)
        made.set_column(1, 1, 100)
        for row, one in enumerate(told):
            made.write_string(row, 0, one.name_sv, self.demo if one.name_sv == DEMODATA else self.name)
            made.write_string(row, 1, one.text_sv, self.text)


def _width(heading: Heading, values: Sequence[Value]) -> int:
    longest = max((len(value) if isinstance(value, str) else 8 for value in values), default=0)
    word = max(map(len, heading.title.split()), default=0) + 2
    return min(max(longest + 2, word, _NARROWEST), _WIDEST)


def _draw(book: _Book, front: Worksheet, what: Taken, numbers: Numbers, told: Sheet) -> None:
    """The front: headline, measure, sentence, the chart, and where it comes from."""
    front.hide_gridlines(2)
    front.set_column(0, 0, _CHART_PX[0] // 7)
    front.write_string(0, 0, what.headline, book.bold)
    front.write_string(1, 0, what.subtitle, book.quiet)
    front.write_string(2, 0, what.sentence, book.text)
    chart, height = _chart(book, what, numbers, told)
    front.insert_chart(_CHART_ROW, 0, chart, {"description": what.alt, "object_position": 2})
    at = _CHART_ROW + height // _ROW_PX + 2
    lines = [*what.remarks, what.source, what.citation, what.address]
    for row, text in enumerate(lines, start=at):
        front.write_string(row, 0, text, book.quiet)
    if what.synthetic:
        front.write_string(at + len(lines), 0, DEMODATA, book.demo)


def _chart(book: _Book, what: Taken, numbers: Numbers, told: Sheet) -> tuple[Any, int]:
    """Excel's own chart over the cells of Data, and its height, px."""
    chart = book.book.add_chart(dict(_KINDS[numbers.shape]))
    is_lying = numbers.shape in (Shape.BARS, Shape.STACKED)
    rows, last = len(numbers.rows.codes), len(numbers.rows.codes)
    charted = len(numbers.columns.codes) if numbers.charted is None else numbers.charted
    series = [(n, one) for n, one in enumerate(told.headings) if one.series is not None and one.series < charted]
    for n, (column, _) in enumerate(series[:_MOST_SERIES]):
        colour = _colour(n, numbers.shape, charted)
        drawn: dict[str, Any] = {
            "name": [DATA, 0, column],
            "categories": [DATA, 1, 0, last, 0],
            "values": [DATA, 1, column, last, column],
        }
        if numbers.shape is Shape.LINES:
            drawn["line"] = {"color": colour, "width": 2.25 if n == 0 else 1.5, "dash_type": _DASHES[n % len(_DASHES)]}
        else:
            drawn |= {"fill": {"color": colour}, "gap": 60}
        chart.add_series(drawn)
    demo = f" {DEMODATA}" if what.synthetic else ""
    chart.set_title({"name": f"{what.headline}{demo}", "name_font": {"size": 13, "bold": True}, "overlay": False})
    categories: dict[str, Any] = {"num_font": {"size": 9}, "line": {"color": THEME.context}}
    if is_lying:
        categories |= {"reverse": True, "crossing": "max"}
    elif rows > 24:
        categories |= {"interval_unit": max(rows // 12, 1), "interval_tick": max(rows // 12, 1)}
    values = {
        "num_font": {"size": 9},
        "num_format": "#,##0" if not numbers.decimals else "#,##0.0",
        "major_gridlines": {"visible": True, "line": {"color": THEME.hair}},
        "line": {"none": True},
        "name": numbers.unit_sv,
        "name_font": {"size": 9, "bold": False},
    }
    chart.set_x_axis(values if is_lying else categories)  # of bars, the library's x axis is that of the values
    chart.set_y_axis(categories if is_lying else values)
    chart.set_legend({"position": "bottom"})
    chart.show_blanks_as("gap")
    height = max(_CHART_PX[1], _BAR_PX * (rows + _LEAST_ROWS // 2)) if is_lying else _CHART_PX[1]
    chart.set_size({"width": _CHART_PX[0], "height": height})
    return chart, height


def _colour(n: int, shape: Shape, series: int) -> str:
    """Series in the house's colours: the chosen place's first; of periods beside each other the newest, the last."""
    if shape is Shape.BARS:
        return THEME.chosen if n == series - 1 else THEME.context
    colours = (THEME.chosen, THEME.ink, *(colour for colour, _ in THEME.further))
    return colours[n % len(colours)]
