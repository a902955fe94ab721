"""Points with their intervals, one row each: places whose intervals overlap cannot be told apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.figures.frame import base, demo_mark, panel_title, thin_ticks
from dashboard.figures.scales import dot_ticks, text_width
from dashboard.figures.theme import COUNTY_DASH, NATION_DASH, Frame, Theme

_ROW = 2.1
_HEAD = 1.4
"""Height of a row and of a line over the rows, in sizes of their text."""
_MOST_NAME = 0.52
"""Part of the figure's width that names and numbers take beside each other; else the number stands below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A row: its name, its value with the interval's ends, its text, and what stands at the right edge.

    is_chosen: the chosen place's; is_apart: surely lower or higher than the chosen one's, or there is no chosen one.
    """

    name: str
    value: float
    low: float
    high: float
    text: str
    order: str = ""
    is_chosen: bool = False
    is_apart: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """Rows, lines across them (value, text, whether it is riket's), and the headings of the figure."""

    rows: tuple[Interval, ...]
    lines: tuple[tuple[float, str, bool], ...]
    tick_text: Any
    unit: str = ""
    order_heading: str = ""
    synthetic: bool = False
    title: str = ""


def interval_chart(chart: Intervals, frame: Frame, theme: Theme) -> dict[str, Any]:
    """Rows in the order of their values, the highest uppermost. Axis as `dot_ticks` has it."""
    rows = sorted(chart.rows, key=lambda row: (row.value, row.name))
    figure = base(frame, theme)
    layout = figure["layout"]
    ends = [end for row in rows for end in (row.low, row.high)] + [value for value, _, _ in chart.lines]
    ticks = dot_ticks(max(min(ends), 0.0), max(ends), frame.ticks + 1)
    names = [f"{row.name}  {row.text}" for row in rows]
    is_broken = max(text_width(name, frame.label, bold=True) for name in names) > frame.full_width * _MOST_NAME
    if is_broken:
        names = [f"{row.name}<br>{row.text}" for row in rows]
    crowded = frame.width is not None and frame.plot_height / max(len(rows), 1) < frame.label * 1.25
    size = min(frame.label, frame.plot_height / max(len(rows), 1) * 0.78) if crowded else frame.label
    head = _HEAD * frame.label * max(len(chart.lines) + bool(chart.title), 1)
    orders = [row.order for row in rows if row.order]
    right = max((text_width(text, frame.text) for text in (*orders, chart.order_heading)), default=0) + frame.text * 1.6
    layout["margin"] |= {
        "l": int(max(text_width(part, size, bold=True) for name in names for part in name.split("<br>")) + size),
        "r": int(right if orders else frame.text * 2),
        "t": int(frame.text * 1.6 + head),
        "b": frame.bottom,
    }
    if frame.width is None:
        row = _ROW * (1.6 if is_broken else 1)
        layout["height"] = int(layout["margin"]["t"] + frame.bottom + len(rows) * frame.label * row)
    colours = [theme.chosen if row.is_chosen else theme.ink_2 if row.is_apart else theme.context for row in rows]
    figure["data"] = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": "interval",
            "x": [row.value for row in rows],
            "y": list(range(len(rows))),
            "text": [f"{row.name} {row.text}, {_reach(row, chart.tick_text)}" for row in rows],
            "hovertemplate": "%{text}<extra></extra>",
            "error_x": {
                "type": "data",
                "symmetric": False,
                "array": [round(row.high - row.value, 6) for row in rows],
                "arrayminus": [round(row.value - row.low, 6) for row in rows],
                "color": theme.context,
                "thickness": max(2.0, frame.line),
                "width": 0,
            },
            "marker": {"size": frame.dot * (1.2 if crowded else 1.5), "color": colours, "opacity": 1},
            "cliponaxis": False,
        }
    ]
    texts = [chart.tick_text(tick) + (chart.unit if tick == ticks[-1] else "") for tick in ticks]
    room = frame.least_width - layout["margin"]["l"] - layout["margin"]["r"]
    layout["xaxis"] |= {
        "range": [ticks[0], ticks[-1]],
        "tickvals": ticks,
        "ticktext": thin_ticks(texts, room, frame.text),
        "showgrid": True,
        "gridcolor": theme.hair,
    }
    layout["yaxis"] |= {
        "range": [-0.6, len(rows) - 0.4],
        "tickvals": list(range(len(rows))),
        "ticktext": [_named(name, row, theme) for name, row in zip(names, rows, strict=True)],
        "tickfont": {"size": size, "color": theme.ink},
        "showgrid": False,
    }
    layout["shapes"] = [*_chosen_band(rows, theme), *_lines(chart, frame, theme)]
    marks = demo_mark(chart.synthetic, frame, theme, layout["margin"]["t"])
    title = [panel_title(chart.title, 1.0, frame, theme) | {"yshift": head}] if chart.title else []
    layout["annotations"] = [
        *_line_labels(chart, (ticks[0], ticks[-1]), frame, theme),
        *_orders(rows, chart.order_heading, min(size, frame.text), theme),
        *(mark | {"xanchor": "right", "xshift": layout["margin"]["r"] - 2} for mark in marks),
        *title,
    ]
    return figure


def _reach(row: Interval, tick_text: Any) -> str:
    return f"{tick_text(round(row.low, 1))}–{tick_text(round(row.high, 1))}"


def _named(name: str, row: Interval, theme: Theme) -> str:
    return f'<b style="color:{theme.chosen}">{name}</b>' if row.is_chosen else name


def _chosen_band(rows: Sequence[Interval], theme: Theme) -> list[dict[str, Any]]:
    """The chosen place's interval down and up through all rows: what it crosses cannot be told from it."""
    chosen = next((row for row in rows if row.is_chosen), None)
    if chosen is None:
        return []
    return [
        {"type": "rect", "x0": chosen.low, "x1": chosen.high, "y0": 0, "y1": 1, "yref": "paper"}
        | {"fillcolor": theme.band, "line": {"width": 0}, "layer": "below"}
    ]


def _lines(chart: Intervals, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    return [
        {"type": "line", "x0": value, "x1": value, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
        | {
            "line": {
                "color": theme.ink_2 if is_nation else theme.ink,
                "width": frame.line * 0.8,
                "dash": NATION_DASH if is_nation else COUNTY_DASH,
            }
        }
        for value, _, is_nation in chart.lines
    ]


def _line_labels(chart: Intervals, axis: tuple[float, float], frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """A text over each line, each on a row of its own, on the side where there is room. axis: its two ends."""
    low, third = axis[0], (axis[1] - axis[0]) / 3
    return [
        {
            "x": value,
            "y": 1,
            "yref": "paper",
            "text": text,
            "font": {"size": frame.label, "color": theme.ink_2 if is_nation else theme.ink},
            "showarrow": False,
            "xanchor": "left" if value < low + third else "right" if value > low + 2 * third else "center",
            "yanchor": "bottom",
            "yshift": 2 + step * frame.label * _HEAD,
        }
        for step, (value, text, is_nation) in enumerate(chart.lines)
    ]


def _orders(rows: Sequence[Interval], heading: str, size: float, theme: Theme) -> list[dict[str, Any]]:
    """At the right edge the places in order a row can have, under their heading."""
    if not any(row.order for row in rows):
        return []
    right = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": size * 0.6, "showarrow": False}
    notes: list[dict[str, Any]] = [
        right | {"y": n, "yanchor": "middle", "text": row.order, "font": {"size": size, "color": theme.ink_2}}
        for n, row in enumerate(rows)
    ]
    head = {"y": 1, "yref": "paper", "yanchor": "bottom", "text": heading, "font": {"size": size, "color": theme.muted}}
    return [*notes, right | head]
