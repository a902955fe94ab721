"""The summary of a meeting as a picture of a table: measure, period, value, word, comparison, two years as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.figures.frame import base, demo_mark
from dashboard.figures.scales import text_width
from dashboard.figures.theme import Frame, Theme

_COLUMNS = (0.0, 0.40, 0.415, 0.735, 1.0)
"""Where measure begins, value ends, the word begins, and the line begins and ends, as shares of the width."""

_PHONE = 340
"""Width of the figure on a phone, about, px."""
_AIR = 0.8
"""Air between two rows on a phone, in heights of the text."""
_LINE = 1.3
"""From one line to the next, in heights of the measure's name: plotly goes by the text's own size, not by a span's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """One measure. ``than`` is what the value is compared with, by number and period; empty where there is nothing.

    ``marks`` are nytt, reviderad or both, or inget nytt; ``history`` has None for a gap.
    """

    title: str
    period: str
    value: str
    than: str
    word: str
    marks: tuple[str, ...]
    history: tuple[float | None, ...]

    @property
    def mark(self) -> str:
        """Its marks in a row."""
        return ", ".join(self.marks)


def summary_figure(rows: Sequence[SummaryRow], frame: Frame, theme: Theme, *, synthetic: bool) -> dict[str, Any]:
    """The rows from the top, evenly spaced. On a phone the word stands under the measure."""
    figure = base(frame, theme)
    layout = figure["layout"]
    layout["margin"] = {"l": 4, "r": int(frame.text), "t": frame.top, "b": 4, "pad": 0}
    if frame.short_names:
        lines = max((len(_below_name(row, frame, theme)) for row in rows), default=0) + 1
        tall = frame.label * _LINE * lines + frame.text * _AIR
        layout["height"] = max(frame.height, int(len(rows) * tall) + frame.top)
    hidden = {"visible": False, "fixedrange": True}
    layout["xaxis"] = hidden | {"range": [0, 1]}
    layout["yaxis"] = hidden | {"range": [0, len(rows)]}
    for n, row in enumerate(rows):
        top = len(rows) - n
        layout["annotations"] += _texts(row, top - 0.5, frame, theme)
        figure["data"] += _line(row, top - 0.5, frame, theme)
        if n:
            rule = {"color": theme.hair, "width": 1}
            layout["shapes"].append({"type": "line", "x0": 0, "x1": 1, "y0": top, "y1": top, "line": rule})
    layout["annotations"] += [
        mark | {"xanchor": "right", "xshift": 0} for mark in demo_mark(synthetic, frame, theme, frame.top)
    ]
    return figure


def _room(row: SummaryRow, frame: Frame) -> float:
    """Width beside the value on a phone, px."""
    return (_COLUMNS[3] - 0.02) * _PHONE - text_width(f"{row.value} ", frame.label * 1.2, bold=True)


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
    lines = _wrapped(against, frame.small(0.88), _room(row, frame))
    return [f"{period}  {mark}", *lines] if _fits(row, frame) else [period, *lines, mark]


def _texts(row: SummaryRow, middle: float, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    small = f'<span style="font-size:{frame.small(0.88):.0f}px">'
    narrow = frame.short_names
    below = _below_name(row, frame, theme)
    name = "<br>".join((f"<b>{row.title}</b>", *(f"{small}{line}</span>" for line in below)))

    def text(x: float, content: str, anchor: str, size: float, ink: str) -> dict[str, Any]:
        return {
            "x": x,
            "y": middle,
            "text": content,
            "xanchor": anchor,
            "yanchor": "middle",
            "align": "left",
            "showarrow": False,
            "font": {"size": size, "color": ink},
        }

    value = text(
        _COLUMNS[3] - 0.02 if narrow else _COLUMNS[1], f"<b>{row.value}</b>", "right", frame.label * 1.2, theme.ink
    )
    found = [text(_COLUMNS[0], name, "left", frame.label, theme.ink), value]
    if not narrow and (said := _compared(row, frame, theme)):
        found.append(text(_COLUMNS[2] + 0.015, said, "left", frame.label, theme.ink))
    return found


def _compared(row: SummaryRow, frame: Frame, theme: Theme) -> str:
    """The word, and below it what it compares with, on as many lines as it needs."""
    room = (_COLUMNS[3] - _COLUMNS[2] - 0.03) * frame.full_width
    size = frame.small(0.88)
    muted = f'<span style="font-size:{size:.0f}px;color:{theme.muted}">'
    than = [f"{muted}{line}</span>" for line in _wrapped(f"mot {row.than}" if row.than else "", size, room)]
    return "<br>".join([*_wrapped(row.word, frame.label, room), *than])


def _wrapped(words: str, size: float, room: float) -> list[str]:
    """The text on lines that fit; a single word is never cut."""
    lines: list[str] = []
    for word in words.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", size) < room:
            lines[-1] += f" {word}"
        elif word:
            lines.append(word)
    return lines


def _line(row: SummaryRow, middle: float, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """The row's small line on a scale from zero, which is drawn: a small change looks small."""
    colour = theme.chosen
    known = [value for value in row.history if value is not None]
    if len(known) < 2:
        return []
    low, high = min(0.0, *known), max(0.0, *known)
    first, last = _COLUMNS[3] + 0.01, _COLUMNS[4] - 0.01
    step = (last - first) / (len(row.history) - 1)
    x = [first + n * step for n in range(len(row.history))]

    def up(value: float | None) -> float | None:
        if value is None:
            return None
        return middle - 0.32 + 0.64 * (value - low) / (high - low) if high > low else middle

    y = [up(value) for value in row.history]
    end = max(n for n, value in enumerate(y) if value is not None)
    common = {"type": "scatter", "hoverinfo": "skip", "cliponaxis": False}
    floor = {"color": theme.hair, "width": 1.5}
    return [
        common | {"mode": "lines", "x": [first, last], "y": [up(0.0)] * 2, "line": floor},
        common | {"mode": "lines", "x": x, "y": y, "line": {"color": colour, "width": frame.line}},
        common
        | {"mode": "markers", "x": [x[end]], "y": [y[end]], "marker": {"size": frame.dot * 0.8, "color": colour}},
    ]
