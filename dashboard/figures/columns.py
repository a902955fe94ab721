"""Columns: seasons of two places above each other, and a year's quarters before the band of the five years before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from dashboard.figures.frame import base, demo_mark, edge_labels, panel_title, room_for_labels, room_for_ticks
from dashboard.figures.scales import round_ticks, text_width
from dashboard.figures.theme import LAST_YEAR_DASH, Frame, Theme

_UPPER, _LOWER = (0.58, 1.0), (0.0, 0.42)
_WIDTH = 0.66
_PHONE, _PAGE = 340, 900
"""Widths of a figure where the page decides, px: about those of a phone and of a column of text."""
_UNITS = ((1_000_000, ", axel i miljoner"), (1_000, ", axel i tusental"), (1, ""))
_SLIM, _BROAD = 0.4, 0.76
"""Widths of a column before its band, and of the band, in parts of their slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UprightBar:
    """One column. ``value`` None has a ``mark`` in its place, which says what is missing. ``label`` stands over it."""

    value: float | None
    label: str = ""
    mark: str = ""
    hollow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The columns of one place, on a scale of their own from zero. The last is the newest.

    usual: height of the dashed line of the usual level, None for none; usual_label stands at its end.
    """

    title: str
    columns: tuple[UprightBar, ...]
    strong: bool = False
    usual: float | None = None
    usual_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonColumns:
    """One or two panels over the same seasons. ``breaks`` are position (between columns) and word of breaks."""

    names: tuple[str, ...]
    panels: tuple[Panel, ...]
    tick_text: Any
    breaks: tuple[tuple[float, str], ...] = ()
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterColumns:
    """The year's quarters as columns; ``low``, ``high`` and ``normal`` are those of the years before, by quarter."""

    names: tuple[str, ...]
    columns: tuple[UprightBar, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    normal: tuple[float | None, ...]
    band_name: str
    normal_name: str
    tick_text: Any
    synthetic: bool = False


def season_columns(chart: SeasonColumns, frame: Frame, theme: Theme) -> dict[str, Any]:
    """The panels as a plotly figure: axes from zero, the newest column accented, its number and the one before's."""
    figure = base(frame, theme)
    layout = figure["layout"]
    domains = (_UPPER, _LOWER) if len(chart.panels) > 1 else ((0.0, 0.94),)
    scales = [_scale(panel, chart.tick_text, frame, len(chart.panels)) for panel in chart.panels]
    layout["margin"] |= {
        "l": room_for_ticks([text for scale in scales for text in scale.texts], frame),
        "r": _room_at_right(chart, frame, 0),
    }
    count = len(chart.names)
    slot = (_width(frame) - layout["margin"]["l"] - layout["margin"]["r"]) / count
    beyond = max(0.0, _half_of_newest(chart, frame) - slot / 2)
    layout["margin"]["r"] = _room_at_right(chart, frame, beyond)
    layout["xaxis"] |= {"range": [-0.5, count - 0.5], "anchor": "y2" if len(domains) > 1 else "y", "tickangle": 0}
    layout["xaxis"] |= _names(chart.names, frame, layout["margin"]["l"] + layout["margin"]["r"])
    for number, (panel, scale, domain) in enumerate(zip(chart.panels, scales, domains, strict=True), 1):
        axis = f"y{number}" if number > 1 else "y"
        layout[f"yaxis{number if number > 1 else ''}"] = layout["yaxis"] | {
            "range": [0, _top(panel, scale.ticks, frame, domain)],
            "tickvals": scale.ticks,
            "ticktext": scale.texts,
            "domain": list(domain),
        }
        colours = [*([theme.context] * (count - 1)), theme.chosen if panel.strong else theme.ink_2]
        bars = _bars(panel.columns, colours, chart.names, frame, theme)
        figure["data"].append(bars | {"name": panel.title, "yaxis": axis})
        layout["annotations"].append(panel_title(panel.title + scale.unit, domain[1], frame, theme))
        if panel.usual is not None:
            layout["shapes"].append(_level(panel.usual, axis, frame, theme))
            if not frame.short_names:
                shift = {"xshift": beyond + frame.label * 0.4}
                layout["annotations"].append(_level_label(panel, axis, frame, theme) | shift)
        layout["annotations"] += _season_labels(panel, axis, slot, frame, theme)
    words, lines = _breaks(chart, frame, theme)
    layout["shapes"] += lines
    layout["annotations"] += [*words, *demo_mark(chart.synthetic, frame, theme)]
    layout["bargap"] = 1 - _WIDTH
    return figure


@dataclass(frozen=True, slots=True)
class _Scale:
    """An axis: its ticks, their texts, and what the title says of their unit."""

    ticks: list[float]
    texts: list[str]
    unit: str = ""


def _scale(panel: Panel, tick_text: Any, frame: Frame, panels: int) -> _Scale:
    """A round axis from zero; none where there is no column. On a phone in thousands or millions."""
    known = [column.value for column in panel.columns if column.value is not None]
    if not known:
        return _Scale([], [])
    wanted = 3 if panels > 1 and frame.plot_height < frame.text * 22 else 4
    ticks = round_ticks(0.0, max(*known, panel.usual or 0.0), wanted, from_zero=True)
    size, unit = next((s, u) for s, u in _UNITS if ticks[-1] >= 2 * s or s == 1) if frame.short_names else (1, "")
    return _Scale(ticks, [tick_text(tick / size) for tick in ticks], unit)


def _width(frame: Frame) -> int:
    """Width of the figure; about that of a phone or a column of text where the page decides."""
    return frame.width or (_PHONE if frame.short_names else _PAGE)


def _half_of_newest(chart: SeasonColumns, frame: Frame) -> float:
    """Half the width of the longest number over a newest column, px."""
    return max(text_width(panel.columns[-1].label, frame.label, bold=True) for panel in chart.panels) / 2


def _room_at_right(chart: SeasonColumns, frame: Frame, beyond: float) -> int:
    """Right margin for the names of the usual levels, ``beyond`` what the newest numbers take of it, px."""
    if frame.short_names:
        return int(max(_half_of_newest(chart, frame), room_for_labels([], frame, synthetic=chart.synthetic)))
    lines = [line for panel in chart.panels for line in panel.usual_label.split("<br>") if line]
    named = room_for_labels(lines, frame, synthetic=chart.synthetic)
    return int(max(_half_of_newest(chart, frame), named + beyond))


def quarter_columns(chart: QuarterColumns, frame: Frame, theme: Theme) -> dict[str, Any]:
    """Columns of this year before the band of the years before, each quarter's normal number as a stroke across it."""
    figure = base(frame, theme)
    layout = figure["layout"]
    values = [column.value for column in chart.columns]
    known = [v for row in (values, chart.low, chart.high) for v in row if v is not None] or [1.0]
    ticks = round_ticks(0.0, max(known), frame.ticks, from_zero=True)
    texts = [chart.tick_text(tick) for tick in ticks]
    layout["margin"] |= {
        "l": room_for_ticks(texts, frame),
        "r": room_for_labels([chart.band_name, chart.normal_name], frame, synthetic=chart.synthetic),
    }
    layout["xaxis"] |= {
        "range": [-0.5, len(chart.names) - 0.5],
        "tickvals": list(range(len(chart.names))),
        "ticktext": list(chart.names),
    }
    layout["yaxis"] |= {"range": [0, ticks[-1] * 1.02], "tickvals": ticks, "ticktext": texts}
    ends = zip(chart.low, chart.high, strict=True)
    usual = {n: (low, high) for n, (low, high) in enumerate(ends) if low is not None and high is not None}
    figure["data"] = [
        {
            "type": "bar",
            "name": chart.band_name,
            "x": list(usual),
            "base": [low for low, _ in usual.values()],
            "y": [high - low for low, high in usual.values()],
            "width": _BROAD,
            "marker": {"color": theme.band, "line": {"width": 1, "color": theme.context}},
            "hoverinfo": "skip",
        },
        _bars(chart.columns, [theme.chosen] * len(chart.columns), chart.names, frame, theme) | {"width": _SLIM},
    ]
    layout["barmode"] = "overlay"
    layout["shapes"] += [
        {
            "type": "line",
            "x0": n - _BROAD / 2,
            "x1": n + _BROAD / 2,
            "y0": value,
            "y1": value,
            "line": {"color": theme.ink, "width": frame.line},
        }
        for n, value in enumerate(chart.normal)
        if value is not None
    ]
    layout["annotations"] = [
        *_quarter_labels(chart, frame, theme),
        *_names_at_edge(chart, usual, ticks, frame, theme),
        *demo_mark(chart.synthetic, frame, theme),
    ]
    return figure


def _top(panel: Panel, ticks: Sequence[float], frame: Frame, domain: tuple[float, float]) -> float:
    """Upper end of an axis: the last tick, or higher where a label over a column needs room."""
    if not ticks:
        return 1.0
    height = frame.plot_height * (domain[1] - domain[0])
    tallest = max((c.value for c in panel.columns if c.value is not None and c.label), default=0.0)
    return max(ticks[-1], tallest / max(1 - frame.label * 1.5 / height, 0.2))


def _names(names: Sequence[str], frame: Frame, margins: float) -> dict[str, Any]:
    """Ticks under the columns: all that fit, counted from the newest; winters without their century on a phone."""
    if frame.short_names:
        names = [name[2:] if "/" in name else name for name in names]
    plot = _width(frame) - margins
    longest = max(text_width(name, frame.text) for name in names) + frame.text * 0.8
    every = max(1, ceil(longest * len(names) / plot))
    shown = list(range(len(names) - 1, -1, -every))[::-1]
    return {"tickvals": shown, "ticktext": [names[n] for n in shown]}


def _bars(
    columns: Sequence[UprightBar], colours: Sequence[str], names: Sequence[str], frame: Frame, theme: Theme
) -> dict[str, Any]:
    there = [n for n, column in enumerate(columns) if column.value is not None]
    newest = len(columns) - 1
    return {
        "type": "bar",
        "x": there,
        "y": [columns[n].value for n in there],
        "text": [names[n] for n in there],
        "textposition": "none",
        "hovertemplate": "%{text}: %{y:,.0f}<extra></extra>",
        "marker": {
            "color": [theme.paper if columns[n].hollow else colours[n] for n in there],
            "line": {
                "color": [colours[n] for n in there],
                "width": [
                    0 if not columns[n].hollow else frame.own_line if n == newest else max(1.5, frame.line * 0.8)
                    for n in there
                ],
            },
        },
    }


def _number(n: float, height: float, text: str, colour: str, frame: Frame) -> dict[str, Any]:
    """A number over a column."""
    return {
        "x": n,
        "y": height,
        "text": text,
        "font": {"size": frame.label, "color": colour},
        "showarrow": False,
        "xanchor": "center",
        "yanchor": "bottom",
        "yshift": frame.label * 0.12,
    }


def _season_labels(panel: Panel, axis: str, slot: float, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """Numbers over the columns that have one, ending where their column does; what is missing where there is none."""
    newest, found = len(panel.columns) - 1, []
    half = text_width(panel.columns[newest].label, frame.label, bold=True) / 2
    aside = max(0.0, half - slot * (1 - _WIDTH / 2)) + frame.label * 0.35
    for n, column in enumerate(panel.columns):
        if column.value is None:
            label = _number(n, 0.0, column.mark, theme.ink_2, frame)
            label["font"] = {"size": frame.small(0.86), "color": theme.ink_2}
        elif n == newest:
            colour = theme.chosen if panel.strong else theme.ink_2
            label = _number(n, column.value, f"<b>{column.label}</b>", colour, frame) | {"bgcolor": theme.paper}
        elif column.label and not frame.short_names:
            label = _number(n + _WIDTH / 2, column.value, column.label, theme.ink_2, frame)
            label |= {"xanchor": "right", "xshift": -aside, "bgcolor": theme.paper}
        else:
            continue
        found.append(label | {"yref": axis})
    return found


def _quarter_labels(chart: QuarterColumns, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """The number over each column, or over the stroke of the normal number where that would go through it."""
    found = []
    for n, column in enumerate(chart.columns):
        if column.value is None:
            continue
        stroke = chart.normal[n]
        height = stroke if stroke is not None and _near(stroke, column.value) else column.value
        found.append(_number(n, height, f"<b>{column.label}</b>", theme.chosen, frame) | {"bgcolor": theme.paper})
    return found


def _near(stroke: float, value: float) -> bool:
    """Whether a stroke lies so near over a column's end that a number there would be struck through."""
    return value <= stroke <= value * 1.2


def _level(value: float, axis: str, frame: Frame, theme: Theme) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": axis,
        "y0": value,
        "y1": value,
        "line": {"color": theme.ink_2, "width": max(1.0, frame.line * 0.6), "dash": LAST_YEAR_DASH},
    }


def _level_label(panel: Panel, axis: str, frame: Frame, theme: Theme) -> dict[str, Any]:
    return {
        "x": 1,
        "xref": "paper",
        "y": panel.usual,
        "yref": axis,
        "text": panel.usual_label,
        "align": "left",
        "font": {"size": frame.small(0.92), "color": theme.ink_2},
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "middle",
    }


def _breaks(chart: SeasonColumns, frame: Frame, theme: Theme) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A thin line between two columns for each break, with its word at the foot of the newest one."""
    lines = [
        {
            "type": "line",
            "x0": at,
            "x1": at,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": theme.context, "width": 1, "dash": "dot"},
            "layer": "below",
        }
        for at, _ in chart.breaks
    ]
    if frame.short_names or not chart.breaks:
        return [], lines
    at, word = chart.breaks[-1]
    return [
        {
            "x": at,
            "y": 1,
            "yref": "paper",
            "text": word,
            "font": {"size": frame.small(0.86), "color": theme.muted},
            "showarrow": False,
            "xanchor": "right",
            "yanchor": "bottom",
            "yshift": frame.text * 0.2,
        }
    ], lines


def _names_at_edge(
    chart: QuarterColumns,
    usual: Mapping[int, tuple[float, float]],
    ticks: Sequence[float],
    frame: Frame,
    theme: Theme,
) -> list[dict[str, Any]]:
    """The names of band and stroke beside the last quarter."""
    if not usual:
        return []
    last, (low, high) = list(usual.items())[-1]
    named = [((low + high) / 2, chart.band_name, theme.muted)]
    if (normal := chart.normal[last]) is not None:
        named.append((normal, chart.normal_name, theme.ink))
    return edge_labels(named, (0.0, ticks[-1] * 1.02), frame)
