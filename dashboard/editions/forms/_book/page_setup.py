"""How a figure's sheet is printed: as large as can be read, its headings on every page, its chart whole.

Beside each other where table and chart find room on a page that lies; else the table on pages of its own, with its
first column on each, and the chart on the one after them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_range_abs

CHART_PX = (720, 400)
ROW_PX = 20
_TEXTS = 0.85
"""How much of a page's width the texts lie over, so that none is parted between two pages."""
COLUMN_PX = 64
"""An ordinary column, which the chart lies over."""
_PAPER_PX = (980, 660)
"""What A4 holds between margins of half an inch, at 96 px to the inch: its longer and its shorter side, less what
programs differ by in the width of a column."""
_ON_A_PAGE = 25
"""Rows that stand on a lying page below the texts."""
_SMALLEST = 75
"""Per cent: ten points are then seven and a half."""


def pixels(letters: float) -> int:
    """How wide a column of so many letters is, px, as Excel reckons with Arial 10."""
    return int(letters * 7) + 5


@dataclass(frozen=True, slots=True)
class PageSetup:
    """One sheet's page. scale: per cent, 0 where the program chooses what makes it one page wide. text_to: the last
    column that the texts above the table lie over; text_px: how wide they then are. chart_to: the chart's last column.
    """

    lies: bool
    scale: int
    is_beside: bool
    is_wide: bool
    text_to: int
    text_px: int
    chart_to: int


def page_setup(columns_px: Sequence[int], rows: int) -> PageSetup:
    """The page of a table with such columns and a chart beside it. columns_px: the last is the gap before the chart.

    A table of many rows is printed as small as can be read.
    """
    chart_width = CHART_PX[0]
    table = sum(columns_px[:-1])
    both = sum(columns_px) + chart_width
    over = -(-chart_width // COLUMN_PX)
    chart_to = len(columns_px) - 1 + over
    if both * _SMALLEST / 100 <= _PAPER_PX[0]:
        scale = _SMALLEST if rows > _ON_A_PAGE else 0
        return PageSetup(True, scale, True, False, chart_to - 1, both - COLUMN_PX, chart_to)
    lies = table > _PAPER_PX[1]
    room = _PAPER_PX[0] if lies else _PAPER_PX[1]
    scale = _SMALLEST if rows > _ON_A_PAGE else max(_scale(max(table, chart_width), room), _SMALLEST)
    to, width = 0, columns_px[0]
    while to + 1 < len(columns_px) - 1 and width + columns_px[to + 1] <= _TEXTS * room * 100 / scale:
        to += 1
        width += columns_px[to]
    return PageSetup(lies, scale, False, table * scale / 100 > room, to, width, chart_to)


def set_page(
    made: Any, book: Any, page: PageSetup, table: tuple[int, int], chart: tuple[int, int], height: int
) -> None:
    """Set a sheet's page. table: its last row and column; chart: where it begins; height: the chart's, px."""
    if page.lies:
        made.set_landscape()
    else:
        made.set_portrait()
    if page.scale:
        made.set_print_scale(page.scale)
    chart_end = chart[0] + -(-height // ROW_PX)
    if page.is_beside:
        made.print_area(0, 0, max(table[0], chart_end), page.chart_to)
        return
    if page.is_wide:
        made.repeat_columns(0)
    quoted = "'" + made.name.replace("'", "''") + "'"
    areas = (xl_range_abs(0, 0, *table), xl_range_abs(chart[0], chart[1], chart_end, page.chart_to))
    book.define_name(f"{quoted}!_xlnm.Print_Area", "=" + ",".join(f"{quoted}!{one}" for one in areas))


def _scale(width: float, room: int) -> int:
    return min(100, int(100 * room / width))
