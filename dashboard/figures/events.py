"""Charts of counted events: rare counts in their band with twelve months above, and lumps among ten earlier years."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from dashboard.figures.frame import (
    base,
    demo_mark,
    panel_title,
    room_for_labels,
    room_for_ticks,
    room_for_times,
    under_the_mark,
)
from dashboard.figures.scales import date_of, last_known, round_ticks, text_width, time_ticks
from dashboard.figures.theme import Frame, Theme

_UPPER = (0.60, 1.0)
_LOWER = (0.0, 0.47)


@dataclass(frozen=True, slots=True, kw_only=True)
class RareChart:
    """Months as dots, twelve months as a line above. ``band`` is the usual lowest and highest of a month, or None.

    ``months`` and ``sums`` are by period, None where absent. ``hollow`` are positions of incomplete months.
    """

    periods: tuple[str, ...]
    months: tuple[float | None, ...]
    sums: tuple[float | None, ...]
    band: tuple[float, float] | None
    month_label: str
    sum_label: str
    month_title: str
    sum_title: str
    band_label: str
    tick_text: Any
    hollow: tuple[int, ...] = ()
    breaks: tuple[str, ...] = ()
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LumpsChart:
    """Sums of twelve months by period; ``marks`` are positions of the ten years before, drawn as small ticks."""

    periods: tuple[str, ...]
    sums: tuple[float | None, ...]
    marks: tuple[int, ...]
    label: str
    tick_text: Any
    mark_texts: tuple[str, ...] = ()
    title: str = ""
    synthetic: bool = False


def rare_chart(chart: RareChart, frame: Frame, theme: Theme) -> dict[str, Any]:
    """Two panels over one time axis, both from zero: twelve months as a line above, months as dots in a band below."""
    frame = under_the_mark([chart.sum_title], frame, synthetic=chart.synthetic)
    x = [date_of(p) for p in chart.periods]
    figure = base(frame, theme)
    layout = figure["layout"]
    wanted = 3 if frame.plot_height * (_UPPER[1] - _UPPER[0]) > frame.text * 5 else 2
    above = _ticks(chart.sums, frame, wanted)
    below = _ticks((*chart.months, *(chart.band or ())), frame, wanted)
    newest, end = last_known(chart.months), last_known(chart.sums)
    figure["data"] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": chart.sum_title,
            "x": x,
            "y": list(chart.sums),
            "yaxis": "y2",
            "line": {"color": theme.chosen, "width": frame.own_line},
            "hovertemplate": "%{x|%b %Y}: %{y:,.0f}<extra></extra>",
        },
        _points(chart, x, frame, theme),
    ]
    if end is not None:
        figure["data"].append(_dot(x[end[0]], end[1], frame, theme) | {"yaxis": "y2"})
    texts = [chart.tick_text(tick) for tick in (*above, *below)]
    band_label = [chart.band_label] if chart.band else []
    layout["margin"] |= {
        "l": room_for_ticks(texts, frame),
        "r": room_for_labels([chart.sum_label, chart.month_label, *band_label], frame, synthetic=chart.synthetic),
    }
    _time_axis(layout, chart.periods, frame)
    layout["yaxis2"] = layout["yaxis"] | _value_axis(above, chart.tick_text) | {"domain": list(_UPPER)}
    layout["yaxis"] |= _value_axis(below, chart.tick_text) | {"domain": list(_LOWER)}
    titles = ((chart.sum_title, _UPPER[1]), (chart.month_title, _LOWER[1]))
    layout["annotations"] = [panel_title(text, top, frame, theme) for text, top in titles]
    if end is not None:
        layout["annotations"].append(_end_label(x[end[0]], end[1], chart.sum_label, frame, theme) | {"yref": "y2"})
    if newest is not None:
        layout["annotations"].append(_end_label(x[newest[0]], newest[1], chart.month_label, frame, theme))
    if chart.band:
        layout["shapes"].append(
            {
                "type": "rect",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": chart.band[0],
                "y1": chart.band[1],
                "fillcolor": theme.band,
                "line": {"width": 1, "color": theme.context},
                "layer": "below",
            }
        )
        layout["annotations"].append(_band_label(chart, chart.band, newest, below, frame, theme))
    layout["annotations"] += demo_mark(chart.synthetic, frame, theme)
    return figure


def _points(chart: RareChart, x: list[str], frame: Frame, theme: Theme) -> dict[str, Any]:
    there = [n for n, value in enumerate(chart.months) if value is not None]
    colours = [theme.chosen if n == there[-1] else theme.ink_2 for n in there]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": chart.month_title,
        "x": [x[n] for n in there],
        "y": [chart.months[n] for n in there],
        "cliponaxis": False,
        "hovertemplate": "%{x|%b %Y}: %{y:,.0f}<extra></extra>",
        "marker": {
            "size": [frame.dot if n == there[-1] else frame.dot * 0.6 for n in there],
            "color": [theme.paper if n in chart.hollow else c for n, c in zip(there, colours, strict=True)],
            "line": {"color": colours, "width": 1.5},
            "opacity": 1,
        },
    }


def _band_label(
    chart: RareChart,
    band: tuple[float, float],
    newest: tuple[int, float] | None,
    ticks: list[float],
    frame: Frame,
    theme: Theme,
) -> dict[str, Any]:
    """The band's name at the right edge, on the side of the newest value where there is more room, and clear of it."""
    low, high = band
    value = None if newest is None else newest[1]
    over = value is not None and value < (low + high) / 2
    edge = high if over else low
    steps = ticks[-1] - ticks[0]
    apart = abs(edge - value) / steps * frame.plot_height * (_LOWER[1] - _LOWER[0]) if value is not None else 0.0
    lacking = max(frame.label * 1.15 - apart, 0.0) if value is not None else 0.0
    return {
        "x": 1,
        "xref": "paper",
        "y": edge,
        "yshift": lacking if over else -lacking,
        "text": chart.band_label,
        "font": {"size": frame.small(0.92), "color": theme.muted},
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": frame.label * 0.6,
    }


def lumps_chart(chart: LumpsChart, frame: Frame, theme: Theme) -> dict[str, Any]:
    """The running sum as a line, the newest strong and labelled, and each of the years before as a small tick."""
    frame = under_the_mark([chart.title], frame, synthetic=chart.synthetic)
    x = [date_of(p) for p in chart.periods]
    figure = base(frame, theme)
    layout = figure["layout"]
    ticks = _ticks(chart.sums, frame, frame.ticks)
    end = last_known(chart.sums)
    figure["data"] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "tolv månader",
            "x": x,
            "y": list(chart.sums),
            "line": {"color": theme.chosen, "width": frame.line},
            "hovertemplate": "%{x|%b %Y}: %{y:,.0f}<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": "samma månad de tio åren före",
            "x": [x[n] for n in chart.marks],
            "y": [chart.sums[n] for n in chart.marks],
            "hovertemplate": "%{x|%b %Y}: %{y:,.0f}<extra></extra>",
            "marker": {
                "symbol": "line-ew-open",
                "size": frame.dot * 1.9,
                "color": theme.ink_2,
                "line": {"color": theme.ink_2, "width": frame.own_line * 0.8},
                "opacity": 1,
            },
        },
    ]
    texts = [chart.tick_text(tick) for tick in ticks]
    layout["margin"] |= {
        "l": room_for_ticks(texts, frame),
        "r": room_for_labels([chart.label], frame, synthetic=chart.synthetic),
    }
    _time_axis(layout, chart.periods, frame)
    layout["yaxis"] |= _value_axis(ticks, chart.tick_text)
    layout["annotations"].append(panel_title(chart.title, 1.0, frame, theme))
    if not frame.short_names:
        layout["annotations"] += _mark_labels(chart, x, ticks, frame, theme)
    if end is not None:
        figure["data"].append(_dot(x[end[0]], end[1], frame, theme))
        layout["annotations"].append(_end_label(x[end[0]], end[1], chart.label, frame, theme))
    layout["annotations"] += demo_mark(chart.synthetic, frame, theme)
    return figure


def _mark_labels(
    chart: LumpsChart, x: Sequence[str], ticks: Sequence[float], frame: Frame, theme: Theme
) -> list[dict[str, Any]]:
    """The numbers of the years before, over or under their ticks: on the side where the line comes less near."""
    size = frame.small(0.86)
    pitch = frame.plot_width / max(len(x) - 1, 1)
    scale = frame.plot_height / (ticks[-1] - ticks[0])
    found = []
    for n, text in zip(chart.marks, chart.mark_texts, strict=True):
        value = chart.sums[n]
        if value is None:
            continue
        away = ceil((text_width(text, size) / 2 + frame.dot * 0.5) / pitch)
        near = [v for v in chart.sums[max(0, n - away) : n + away + 1] if v is not None]
        over, under = (max(near) - value) * scale, (value - min(near)) * scale
        has_room_below = (min(near) - ticks[0]) * scale > size * 1.5
        is_under = under < over and has_room_below
        found.append(
            {
                "x": x[n],
                "y": value,
                "text": text,
                "font": {"size": size, "color": theme.ink_2},
                "showarrow": False,
                "yanchor": "top" if is_under else "bottom",
                "yshift": -(under + frame.dot * 0.35) if is_under else over + frame.dot * 0.35,
            }
        )
    return found


def _ticks(values: Sequence[float | None], frame: Frame, wanted: int) -> list[float]:
    known = [v for v in values if v is not None] or [0.0, 1.0]
    return round_ticks(min(known), max(known), min(wanted, frame.ticks), from_zero=True)


def _time_axis(layout: dict[str, Any], period_axis: tuple[str, ...], frame: Frame) -> None:
    dates, texts = time_ticks(period_axis, room_for_times(layout, frame))
    layout["xaxis"] |= {
        "type": "date",
        "range": [date_of(period_axis[0]), date_of(period_axis[-1])],
        "tickvals": dates,
        "ticktext": texts,
        "anchor": "y",
    }


def _value_axis(ticks: list[float], tick_text: Any) -> dict[str, Any]:
    beyond = (ticks[-1] - ticks[0]) * 0.01
    return {
        "range": [ticks[0] - beyond, ticks[-1] + beyond],
        "tickvals": ticks,
        "ticktext": [tick_text(tick) for tick in ticks],
    }


def _end_label(x: str, value: float, text: str, frame: Frame, theme: Theme) -> dict[str, Any]:
    return {
        "x": x,
        "y": value,
        "text": f"<b>{text}</b>",
        "font": {"size": frame.label, "color": theme.chosen},
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": frame.label * 0.6,
    }


def _dot(x: str, value: float, frame: Frame, theme: Theme) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x],
        "y": [value],
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": {"size": frame.dot, "color": theme.chosen, "opacity": 1},
    }
