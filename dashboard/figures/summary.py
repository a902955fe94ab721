"""The summary of a meeting as a picture of a table: measure, period, value, word, comparison, two years as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.figures.frame import base, demo_mark, lines_of
from dashboard.figures.scales import text_width
from dashboard.figures.theme import Frame, Theme

_VALUE, _THAN, _WORD, _FROM = 0.40, 0.43, 0.655, 0.825
"""Where the value ends, and what it is compared with, the conclusion and the line begin, as shares of the width."""
_HEADINGS = ((0.0, "Mått och period", "left"), (_VALUE, "Värde", "right"), (_THAN, "Jämfört med", "left"),
             (_WORD, "Slutsats", "left"), (_FROM, "● nu  ○ jämförelse", "left"))  # fmt: skip
_HEAD = 0.55
"""The height of the headings, in rows."""
_TALLEST = 4.8
"""How tall a row is at most on a slide, in heights of the measure's name."""
_ON_A_SLIDE = 20
"""From this size of text, px, a figure is a slide's."""

_PHONE_FROM = 0.735
"""Where the line begins on a phone, whose value ends before it."""
_PHONE = 340
"""Width of the figure on a phone, about, px."""
_AIR = 0.8
"""Air between two rows on a phone, in heights of the text."""
_LINE = 1.3
"""From one line to the next, in heights of the measure's name: plotly goes by the text's own size, not by a span's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """One measure. What the value is compared with: a number, and when it was; empty where there is nothing.

    ``marks`` are nytt, reviderad or both, or inget nytt; ``history`` has None for a gap, and ``then_at`` is where in it
    stands what is compared with. is_change: whether the word is one of a change. ``years``: twelve months at a time,
    the last ending now, where the word is on how they stand among each other; drawn as bars.
    """

    title: str
    period: str
    value: str
    word: str
    marks: tuple[str, ...]
    history: tuple[float | None, ...]
    than_value: str = ""
    than_when: str = ""
    is_change: bool = False
    then_at: int | None = None
    years: tuple[float, ...] = ()

    @property
    def than(self) -> str:
        """What it is compared with, in a row."""
        return " ".join(filter(None, (self.than_value, self.than_when)))

    @property
    def mark(self) -> str:
        """Its marks in a row."""
        return ", ".join(self.marks)


def summary_figure(rows: Sequence[SummaryRow], frame: Frame, theme: Theme, *, synthetic: bool) -> dict[str, Any]:
    """The rows from the top, under their headings. On a phone the word stands under the measure, and nothing above."""
    figure = base(frame, theme)
    layout = figure["layout"]
    layout["margin"] = {"l": 4, "r": int(frame.text), "t": frame.top, "b": 4, "pad": 0}
    if frame.short_names:
        lines = max((len(_below_name(row, frame, theme)) for row in rows), default=0) + 1
        tall = frame.label * _LINE * lines + frame.text * _AIR
        layout["height"] = max(frame.height, int(len(rows) * tall) + frame.top)
    hidden = {"visible": False, "fixedrange": True}
    layout["xaxis"] = hidden | {"range": [0, 1]}
    layout["yaxis"] = hidden | {"range": _span(len(rows), frame)}
    for n, row in enumerate(rows):
        top = len(rows) - n
        layout["annotations"] += _texts(row, top - 0.5, frame, theme)
        figure["data"] += _line(row, top - 0.5, frame, theme)
        if n or not frame.short_names:
            rule = {"color": theme.hair if n else theme.context, "width": 1 if n else 2}
            layout["shapes"].append({"type": "line", "x0": 0, "x1": 1, "y0": top, "y1": top, "line": rule})
    if not frame.short_names:
        headings = [
            _text(x, len(rows) + _HEAD / 2, text, at, frame.small(0.88), theme.muted) for x, text, at in _HEADINGS
        ]
        layout["annotations"] += headings
    layout["annotations"] += [
        mark | {"xanchor": "right", "xshift": 0} for mark in demo_mark(synthetic, frame, theme, frame.top)
    ]
    return figure


def _span(rows: int, frame: Frame) -> list[float]:
    """The range of the upright axis, of which a row takes one: on a slide rows are no taller than they need be."""
    if frame.short_names:
        return [0, rows]
    shown = rows + _HEAD
    if frame.label > _ON_A_SLIDE:
        shown = max(shown, (frame.height - frame.top - 4) / (frame.label * _TALLEST))
    return [rows + _HEAD - shown, rows + _HEAD]


def _room(row: SummaryRow, frame: Frame) -> float:
    """Width beside the value on a phone, px."""
    return (_PHONE_FROM - 0.02) * _PHONE - text_width(f"{row.value} ", frame.label * 1.2, bold=True)


def _fits(row: SummaryRow, frame: Frame) -> bool:
    """Whether period and mark stand beside the value on a phone."""
    return text_width(f"{row.period}  {row.mark}", frame.small(0.88)) < _room(row, frame)


def _below_name(row: SummaryRow, frame: Frame, theme: Theme) -> list[str]:
    """The lines under a measure's name: period and marks; on a phone word and comparison too."""
    colours = {"nytt": theme.chosen, "reviderad": theme.hjortron}
    mark = ", ".join(f'<span style="color:{colours.get(word, theme.muted)}">{word}</span>' for word in row.marks)
    period = f'<span style="color:{theme.muted}">{row.period}</span>'
    if not frame.short_names:
        return [f"{period}  {mark}"]
    against = ", ".join(filter(None, (row.word, row.than and f"mot {row.than}")))
    lines = lines_of(against, frame.small(0.88), _room(row, frame))
    return [f"{period}  {mark}", *lines] if _fits(row, frame) else [period, *lines, mark]


def _texts(row: SummaryRow, middle: float, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    small = f'<span style="font-size:{frame.small(0.88):.0f}px">'
    narrow = frame.short_names
    below = _below_name(row, frame, theme)
    name = "<br>".join((f"<b>{row.title}</b>", *(f"{small}{line}</span>" for line in below)))

    large = frame.label * (1.2 if narrow else 1.64)
    value = _text(_PHONE_FROM - 0.02 if narrow else _VALUE, middle, f"<b>{row.value}</b>", "right", large, theme.ink)
    found = [_text(0.0, middle, name, "left", frame.label, theme.ink), value]
    if not narrow:
        for x, said in ((_THAN, _compared(row, frame, theme)), (_WORD, _concluded(row, frame))):
            ink = theme.ink if row.is_change or x == _THAN else theme.ink_2
            found += [_text(x, middle, said, "left", frame.label, ink)] if said else []
    return found


def _text(x: float, y: float, content: str, anchor: str, size: float, ink: str) -> dict[str, Any]:
    return {
        "x": x,
        "y": y,
        "text": content,
        "xanchor": anchor,
        "yanchor": "middle",
        "align": "left",
        "showarrow": False,
        "font": {"size": size, "color": ink},
    }


def _compared(row: SummaryRow, frame: Frame, theme: Theme) -> str:
    """The number it is compared with, and below it when that was, on as many lines as it needs."""
    room = (_WORD - _THAN - 0.015) * frame.full_width
    size = frame.small(0.88)
    muted = f'<span style="font-size:{size:.0f}px;color:{theme.muted}">'
    when = [f"{muted}{line}</span>" for line in lines_of(row.than_when, size, room)]
    return "<br>".join([*lines_of(row.than_value, frame.label, room), *when])


def _concluded(row: SummaryRow, frame: Frame) -> str:
    """The word, bold where it is one of a change."""
    lines = lines_of(row.word, frame.label, (_FROM - _WORD - 0.015) * frame.full_width)
    return "<br>".join(f"<b>{line}</b>" if row.is_change else line for line in lines)


def _line(row: SummaryRow, middle: float, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """The row's small line, or its bars, on a scale from zero, which is drawn: a small change looks small."""
    history = row.years or row.history
    known = [value for value in history if value is not None]
    if len(known) < 2:
        return []
    low, high = min(0.0, *known), max(0.0, *known)
    first, last = (_PHONE_FROM if frame.short_names else _FROM) + 0.01, 0.99
    step = (last - first) / (len(history) - 1)
    x = [first + n * step for n in range(len(history))]

    def up(value: float | None) -> float | None:
        if value is None:
            return None
        return middle - 0.32 + 0.64 * (value - low) / (high - low) if high > low else middle

    y = [up(value) for value in history]
    common = {"type": "scatter", "hoverinfo": "skip", "cliponaxis": False}
    floor = common | {
        "mode": "lines",
        "x": [first, last],
        "y": [up(0.0)] * 2,
        "line": {"color": theme.hair, "width": 1.5},
    }
    if row.years:
        return [floor, *_bars(x, y, up(0.0), frame, theme)]
    line = {"color": theme.chosen, "width": frame.line}
    end = max(n for n, value in enumerate(y) if value is not None)
    dot = {"size": frame.dot * 0.8, "color": theme.chosen}
    found = [floor, common | {"mode": "lines", "x": x, "y": y, "line": line}]
    if row.then_at is not None and y[row.then_at] is not None:
        hollow = dot | {"color": theme.paper, "line": line}
        found.append(common | {"mode": "markers", "x": [x[row.then_at]], "y": [y[row.then_at]], "marker": hollow})
    return [*found, common | {"mode": "markers", "x": [x[end]], "y": [y[end]], "marker": dot}]


def _bars(
    x: Sequence[float], y: Sequence[float | None], zero: float | None, frame: Frame, theme: Theme
) -> list[dict[str, Any]]:
    """A thin upright line for each of the years, the newest in the colour of the place."""
    common = {"type": "scatter", "hoverinfo": "skip", "cliponaxis": False, "mode": "lines"}
    width = max(2.0, frame.dot * 0.6)
    return [
        common
        | {
            "x": [at, at],
            "y": [zero, top],
            "line": {"color": theme.chosen if n == len(x) - 1 else theme.context, "width": width},
        }
        for n, (at, top) in enumerate(zip(x, y, strict=True))
    ]
