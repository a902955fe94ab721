"""What a chart of horizontal bars shows, and where everything in it goes."""

from dataclasses import dataclass
from typing import Any

from dashboard.figures.frame import DEMO_SIZE, room_for_labels
from dashboard.figures.scales import text_width
from dashboard.figures.theme import SMALLEST_TEXT, Frame

LINE = 0.95
"""Rows that a line of names of the parts takes."""
_NARROW, _WIDE = 320, 720
"""Widths that a figure on a page has at least, px, on a phone and elsewhere; labels are set apart for them."""
_GAP = 0.5
"""Rows left empty above a row that stands apart."""
_THICKEST = 1.9
"""Thickness of a bar at most, in heights of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row. ``parts`` are signed lengths, stacked from zero outwards in their order; none for numbers alone.

    columns: texts at the right, one for each heading of the chart. net: where the parts end together, marked with a
    dot. reach: the lowest and highest the bar can be, where that is not known; ``estimated`` when it is a guess
    between them. apart: set off from the rows above. quiet: too small to be read as a change.
    """

    name: str
    parts: tuple[float, ...] = ()
    columns: tuple[str, ...] = ()
    net: float | None = None
    reach: tuple[float, float] | None = None
    estimated: bool = False
    chosen: bool = False
    quiet: bool = False
    apart: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        """The furthest the row is drawn to the left and to the right of zero."""
        drawn = (*(end for start, length in self.laid() for end in (start, start + length)), self.net or 0.0)
        return min(*drawn, 0.0, *(self.reach or ())), max(*drawn, 0.0, *(self.reach or ()))

    def laid(self) -> tuple[tuple[float, float], ...]:
        """Start and length of each part: negative ones to the left of zero, positive ones to the right."""
        left = right = 0.0
        found = []
        for length in self.parts:
            found.append((left if length < 0 else right, length))
            left, right = left + min(length, 0.0), right + max(length, 0.0)
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Rows from the top. ``headings`` stand over the columns; a heading may have a line break (``<br>``).

    part_names: names of the stacked parts, set over the first row with a line to each; empty for plain bars.
    ``short_part_names`` stand there where the full ones have too little room.
    """

    bars: tuple[Bar, ...]
    headings: tuple[str, ...]
    tick_text: Any
    part_names: tuple[str, ...] = ()
    short_part_names: tuple[str, ...] = ()
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where things are. ``rows`` are the places of the bars on an axis that grows downwards; sizes are in px."""

    rows: tuple[float, ...]
    name_at: float  # of a row's name above the middle of its bar, in rows
    head: float
    pitch: float
    size: float
    left: float
    columns: tuple[float, ...]
    plot: float
    top: float

    @property
    def thickness(self) -> float:
        """Thickness of a bar, in rows."""
        return min(0.4 if self.name_at else 0.64, self.size * _THICKEST / self.pitch)


def planned(chart: BarChart, frame: Frame, layout: dict[str, Any]) -> Plan:
    """Sizes of everything, and the margins they ask for. A page's figure grows with its rows, others set smaller."""
    rows: list[float] = []
    at = 0.0
    for bar in chart.bars:
        at += _GAP if bar.apart and rows else 0.0
        rows.append(at)
        at += 1.0
    above = frame.short_names
    head = LINE if chart.part_names else 0.0
    units = rows[-1] + 1.2 + head + (0.5 if above else 0.0)
    lines = max((heading.count("<br>") + 1 for heading in chart.headings), default=0)
    demo = frame.small(DEMO_SIZE) * 1.5 if chart.synthetic else 0.0
    top = max(frame.top, demo + lines * frame.text * 1.3 + frame.text * 0.3)
    bottom = frame.bottom if chart.part_names else frame.text * 0.6
    height = frame.height
    if frame.width is None:
        height = max(height, int(top + bottom + units * frame.text * (2.7 if above else 1.4)))
    pitch = (height - top - bottom) / units
    size = min(frame.label, pitch * 0.72)
    columns = tuple(_column_width(chart, n, frame.text, size) for n in range(len(chart.headings)))
    widest = max(text_width(bar.name, size, bold=bar.chosen) for bar in chart.bars)
    left = frame.text * 0.4 if above else widest + size * 0.9
    right = max(sum(columns) + frame.text * 0.3, room_for_labels((), frame, synthetic=chart.synthetic))
    width = frame.width or (_NARROW if above else _WIDE)
    layout["height"] = height
    layout["margin"] |= {"l": int(left), "r": int(right), "t": int(top), "b": int(bottom)}
    return Plan(
        rows=tuple(rows),
        name_at=0.5 if above else 0.0,
        head=head,
        pitch=pitch,
        size=size,
        left=left,
        columns=columns,
        plot=max(width - left - right, 40.0),
        top=top,
    )


def _column_width(chart: BarChart, n: int, text: float, size: float) -> float:
    lines = [text_width(line, max(text * 0.92, SMALLEST_TEXT)) for line in chart.headings[n].split("<br>")]
    cells = [text_width(bar.columns[n], size, bold=True) for bar in chart.bars if n < len(bar.columns)]
    return max([*lines, *cells]) + text * 0.9
