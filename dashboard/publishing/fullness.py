"""Whether the texts of a slide find room in its frame of 1920 × 1080, reckoned without a browser.

The room's page makes them smaller in steps until they do (``fitting.js``); here they are laid out at the last of these,
with the sizes of ``meeting.css``. It is a reckoning, letters being as wide as they are on an average: what is told is
clearly too much. The page where a meeting is prepared measures, and says of the slide it shows whether it is too full.
"""

from collections.abc import Iterator

from dashboard.figures.scales import text_width
from dashboard.meetings.segment import Slide, subtitle_of
from dashboard.model import Table

STEPS = (1, 0.92, 0.84, 0.76)
"""Those of ``fitting.js``."""
TOO_FULL = "Bilden är för full: texten ryms inte i rummet ens i den minsta storleken. Korta den, eller dela bilden."
_WIDTH, _TEXT_WIDTH = 1744.0, 1500.0
_TOP, _CHART_TOP, _BOTTOM = 58.0, 284.0, 974.0
_PICTURE = 280.0
_GAP, _BELOW_CLAIM = 28.0, 36.0
_FOOT_LINES, _FOOT_WIDTH = 3, 1020.0
"""The foot's lines, and what a meeting of the usual name leaves of them to the source."""
_SURE = 1.04
"""By so much more than its room a text is reckoned to need before it is said to be too much."""


def is_too_full(slide: Slide) -> bool:
    """Whether the texts of a slide are more than its frame holds at the smallest size."""
    claim = _claim_height(slide)
    if _lines(slide.view.source, 22, _FOOT_WIDTH) > _FOOT_LINES:
        return True
    if slide.view.figure is not None:
        return claim > (_CHART_TOP - _TOP) * _SURE
    room = _BOTTOM - _TOP - claim - _BELOW_CLAIM
    return sum(_instead(slide)) > room * _SURE or _table_width(slide.view.table, slide.view.shows_table) > _WIDTH


def _claim_height(slide: Slide) -> float:
    small = STEPS[-1]
    is_of_two = bool(slide.headline_below)
    size = max(30.0, 40 * small) if is_of_two else 60 * small
    height = 0.0
    for headline in filter(None, (slide.headline, slide.headline_below)):
        height += _lines(headline, size, _WIDTH, bold=True) * size * 1.15
    if told := subtitle_of(slide.view):
        size = max(22.0, (26 if is_of_two else 30) * small)
        height += 8 + _lines(told, size, _WIDTH) * size * 1.25
    return height


def _instead(slide: Slide) -> Iterator[float]:
    """The heights of what stands in a figure's place, with the gap before each but the first."""
    view, size = slide.view, 26.0
    if sentence := view.sentence_beside(slide.headline):
        yield _lines(sentence, size, _TEXT_WIDTH) * size * 1.4 + _GAP
    if view.lines:
        heights = [
            size * 1.35 * (1 + sum(_lines(one, size, _TEXT_WIDTH if n == 0 else _WIDTH / 2 - 32) for one in part.told))
            + 8 * (len(part.told) - 1)
            for n, part in enumerate(view.lines)
        ]
        rows = [heights[0], *(max(heights[n : n + 2]) for n in range(1, len(heights), 2))]
        yield sum(rows) + _GAP * (len(rows) - 1)
    if view.picture is not None:
        yield _PICTURE
    if view.shows_table:
        yield (size * 1.3 + 17) * (len(view.table.rows) + 1)


def _table_width(table: Table, is_shown: bool) -> float:
    """The least width of a table's columns: the longest word of each."""
    if not is_shown:
        return 0.0
    cells = [[column.title, *(row[n] for row in table.rows)] for n, column in enumerate(table.columns)]
    return sum(max(text_width(word, 26) for cell in column for word in cell.split() or [""]) + 28 for column in cells)


def _lines(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """How many lines a text takes, its words set one after the other."""
    space, used, lines = text_width(" ", size, bold=bold), 0.0, 1
    for word in text.split():
        wide = text_width(word, size, bold=bold)
        if used and used + space + wide > width:
            lines, used = lines + 1, 0.0
        used += wide + (space if used else 0)
        lines, used = lines + int(used // width), used % width if used > width else used
    return lines
