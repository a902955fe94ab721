"""How a table stands on a slide: its letters, its columns and rows, and its parts where words would else be broken.

Measures are px of a slide of 1280 × 720.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.editions.forms._deck.ink import lines_of, text_px
from dashboard.editions.forms._on_a_phone import parts_of
from dashboard.model import Table

MOST_ROWS = 12
SIZES = (22.0, 20.0, 18.0, 16.0)
"""Letters that are tried; the smallest are twelve points."""
UNBROKEN = 8
"""Letters of a text that stays on a line in a table: *Bild 12*."""
BESIDE = 8.0
"""What stands free on either side of a cell's text."""
_BETWEEN = 2 * BESIDE + 10
_ABOVE = 14.0
_A_LINE = 40.0
_LINE = 1.22
_AIR = 2.6
_WIDEST = 0.55


@dataclass(frozen=True, slots=True)
class Room:
    """What a table has on a slide. slack: how much wider than ours the letters of a template's font may be."""

    width: float
    height: float
    slack: float = 1.0

    @property
    def but_for_a_line(self) -> "Room":
        """What it has above a line of text."""
        return replace(self, height=self.height - _A_LINE)


@dataclass(frozen=True, slots=True)
class Sized:
    """A table's letters, the widths of its columns and the heights of its rows, its headings' first."""

    px: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]


def sized(table: Table, room: Room) -> Sized:
    """In the largest letters that it finds room in; the smallest where it finds none."""
    tried = [(px, widths_of(table, room, px)) for px in SIZES]
    px, widths = next(
        (one for one in tried if sum(_heights(table, *one)) <= room.height and _are_whole(table, room, *one)), tried[-1]
    )
    needed = _heights(table, px, widths)
    more = max(room.height - sum(needed), 0) / len(needed)
    return Sized(px, tuple(widths), tuple(one + max(min(more, px * _AIR - one), 0) for one in needed))


def across(table: Table, room: Room) -> tuple[Table, ...]:
    """The table, or where words would be broken parts of it: each with the first column and some others."""
    return parts_of(table, room.width, lambda texts: _least(texts[0], texts[1:], SIZES[-1], room.slack))


def down(table: Table, room: Room) -> tuple[Table, ...]:
    """The table in parts of as many rows as find room."""
    head, *heights = _heights(table, SIZES[-1], widths_of(table, room, SIZES[-1]))
    found: list[Table] = []
    begins, used = 0, head
    for n, high in enumerate(heights):
        if n > begins and (used + high > room.height or n - begins == MOST_ROWS):
            found.append(_rows_of(table, begins, n))
            begins, used = n, head
        used += high
    return (*found, _rows_of(table, begins, len(table.rows)))


def widths_of(table: Table, room: Room, px: float) -> list[float]:
    """Columns by the longest of their texts, together as wide as the room. Where there is not room for all, texts of
    several words give way: a number on two lines is read as two."""
    wanted, least = [], []
    for n, column in enumerate(table.columns):
        cells = [row[n] for row in table.rows]
        longest = max([text_px(one, px * room.slack, bold=n == 0) for one in cells] + [0.0])
        longest = longest if column.numeric else min(longest, room.width * (_WIDEST if room.slack == 1 else 0.2))
        fewest = _least(column.title, cells, px, room.slack)
        wanted.append(max(min(longest, room.width * _WIDEST) + _BETWEEN, fewest))
        least.append(wanted[-1] if column.numeric else fewest)
    over, give = sum(wanted) - room.width, sum(wanted) - sum(least)
    if 0 < over < give:
        return [most - (most - few) * over / give for most, few in zip(wanted, least, strict=True)]
    if over > 0:  # what cannot all be whole: the longest texts give way, never a short word
        return _shrunk(least, room.width)
    return [one * room.width / sum(wanted) for one in wanted]


def _least(title: str, cells: Sequence[str], px: float, slack: float) -> float:
    """How narrow a column can be with every word whole."""
    whole = [part for text in cells for part in ([text] if len(text) <= UNBROKEN else text.split(" "))]
    return max(text_px(one, px * slack, bold=True) for one in (*whole, *title.split(" "))) + _BETWEEN


def _are_whole(table: Table, room: Room, px: float, widths: Sequence[float]) -> bool:
    """Whether each column is wide enough for each of its words."""
    return all(
        _least(column.title, [row[n] for row in table.rows], px, room.slack) <= wide
        for n, (column, wide) in enumerate(zip(table.columns, widths, strict=True))
    )


def _heights(table: Table, px: float, widths: Sequence[float]) -> list[float]:
    """How high each row must be, the headings' first."""
    rows = [tuple(one.title for one in table.columns), *table.rows]
    lines = (
        max(
            lines_of(text, px, wide - 2 * BESIDE, bold=n == 0)
            for n, (text, wide) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return [most * px * _LINE + _ABOVE for most in lines]


def _rows_of(table: Table, first: int, last: int) -> Table:
    strong = frozenset(n - first for n in table.strong if first <= n < last)
    return replace(table, rows=table.rows[first:last], strong=strong)


def _shrunk(wanted: Sequence[float], room: float) -> list[float]:
    """Widths that are together ``room``: those over a common bound are cut to it, the others stay."""
    left, over = room, sorted(wanted)
    for n, one in enumerate(over):
        if one * (len(over) - n) >= left:
            bound = left / (len(over) - n)
            return [min(wide, bound) for wide in wanted]
        left -= one
    return list(wanted)
