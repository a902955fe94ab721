"""What makes pictures and tables fit where room is little: a page of 340 px without styles, or a sheet of paper."""

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dashboard.editions.content import NARROW_PX, OwnPicture
from dashboard.model import Table

_LETTER_PX, _CELL_PX = 8.3, 6
"""A letter of the ordinary size, at its widest on an average, and what stands between two columns."""
_BREAKS = re.compile(r"[ \n-]")
_FURTHER = "fortsättning"
_JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def phone_width(texts: Sequence[str]) -> float:
    """How narrow a column can be on a phone, px: its longest part that is not broken."""
    longest = max((len(part) for text in texts for part in _BREAKS.split(text)), default=0)
    return longest * _LETTER_PX + _CELL_PX


def parts_of(
    table: Table, most: float = NARROW_PX, width_of_column: Callable[[Sequence[str]], float] = phone_width
) -> tuple[Table, ...]:
    """The table, or where it would be wider than there is room several, each with the first column and some others.

    most, width_of_column: the room and how narrow a column can be, from its heading and cells; both those of a phone.
    """
    widths = [
        width_of_column([column.title, *(row[n] for row in table.rows)]) for n, column in enumerate(table.columns)
    ]
    groups = _grouped(widths, most)
    for share in range(95, 40, -5):  # as even as can be, without further parts
        even = _grouped(widths, most * share / 100)
        if len(even) > len(groups):
            break
        groups = even
    return tuple(_part(table, [0, *group], is_first=at == 0) for at, group in enumerate(groups))


def _grouped(widths: Sequence[float], most: float) -> list[list[int]]:
    """The columns after the first in groups that find room beside it."""
    groups: list[list[int]] = [[]]
    for n, width in enumerate(widths[1:], start=1):
        there = widths[0] + sum(widths[one] for one in groups[-1])
        if groups[-1] and there + width > most:
            groups.append([])
        groups[-1].append(n)
    return groups


def fluid(svg: str) -> str:
    """A drawing that is as wide as its place: its proportions stay, its own width and height do not."""
    head, end, rest = svg.partition(">")
    if "viewBox" not in head:
        return svg
    return re.sub(r'\s(?:width|height|style)="[^"]*"', "", head) + end + rest


SVG_ADDRESS = "data:image/svg+xml;base64,"


def svg_address(svg: str) -> str:
    """A drawing as the address of a picture that needs no file."""
    return f"{SVG_ADDRESS}{base64.b64encode(svg.encode('utf-8')).decode()}"


def drawn_width(address: str) -> int:
    """How wide the drawing of such an address says it is, px; 0 for another address, or where it does not say."""
    if not address.startswith(SVG_ADDRESS):
        return 0
    head = base64.b64decode(address.removeprefix(SVG_ADDRESS)).decode("utf-8").partition(">")[0]
    found = re.search(r'\swidth="(\d+)', head)
    return int(found[1]) if found else 0


def width_of(picture: OwnPicture) -> int:
    """How wide an analyst's picture is, px; 0 where it has no width of its own or none that can be read."""
    content = base64.b64decode(picture.base64)
    if picture.format == "png":
        return int.from_bytes(content[16:20])
    return _jpeg_width(content) if picture.format == "jpg" else 0


def _part(table: Table, columns: Sequence[int], *, is_first: bool) -> Table:
    if len(columns) == len(table.columns):
        return table
    return replace(
        table,
        caption=table.caption if is_first else f"{table.caption}, {_FURTHER}",
        columns=tuple(table.columns[n] for n in columns),
        rows=tuple(tuple(row[n] for n in columns) for row in table.rows),
    )


def _jpeg_width(content: bytes) -> int:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        if content[at + 1] in _JPEG_SIZES:
            return int.from_bytes(content[at + 7 : at + 9])
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return 0
