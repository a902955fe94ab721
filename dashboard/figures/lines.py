"""The line chart: chosen place strong, county and nation dashed, the county's other municipalities as hairlines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from dashboard.figures.across.inner_labels import Field, InnerLabel, spots
from dashboard.figures.frame import (
    base,
    demo_mark,
    panel_title,
    room_for_labels,
    room_for_ticks,
    room_for_times,
    under_the_mark,
    wrapped,
    zero_line,
)
from dashboard.figures.scales import (
    date_of,
    last_known,
    round_ticks,
    spread,
    text_width,
    time_range,
    time_ticks,
    with_cuts,
    with_edges,
    with_room,
)
from dashboard.figures.theme import COUNTY_DASH, NATION_DASH, Frame, Theme
from loaders.ground.declarations import Grain
from loaders.ground.periods import Period


class Role(Enum):
    """What a line is to the chosen place."""

    OWN = "own"
    COUNTY = "county"
    NATION = "nation"
    FURTHER = "further"
    NEIGHBOUR = "neighbour"
    NEWEST_VINTAGE = "newest_vintage"
    VINTAGE = "vintage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line. ``values`` are displayed numbers by period, None for a gap. ``label`` is empty for hairlines.

    ``hollow`` are the positions of single preliminary values. ``margins`` are half widths of a survey's intervals by
    period, drawn as a band; empty for what is no survey. ``reach`` are the ends of a band by period, None where there
    is only the value. ``texts`` are the values as they are said, where the chart's ``hover`` would say them otherwise.
    ``is_drawn`` is False for a line that only has its room on the axis.
    """

    name: str
    role: Role
    values: tuple[float | None, ...]
    label: str = ""
    hollow: tuple[int, ...] = ()
    margins: tuple[float | None, ...] = ()
    reach: tuple[tuple[float, float] | None, ...] = ()
    texts: tuple[str, ...] = ()
    is_drawn: bool = True

    @property
    def ends(self) -> tuple[tuple[float, float] | None, ...]:
        """Lower and upper end of the band by period, None where there is none; empty without a band."""
        if self.reach:
            reaches = zip(self.values, self.reach, strict=True)
            return tuple(None if v is None else ends or (v, v) for v, ends in reaches)
        margins = zip(self.values, self.margins, strict=False)
        return tuple(None if v is None or m is None else (v - m, v + m) for v, m in margins)


@dataclass(frozen=True, slots=True)
class BreakMark:
    """A break drawn at a period: a thin line with a word; ``gap`` cuts the lines there."""

    period: str
    word: str
    gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    """Everything a line chart shows. ``first`` and ``last`` are positions of the window in ``periods``.

    ``title`` stands over it; the words of breaks are then inside the panel.
    """

    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    first: int
    last: int
    tick_text: Any
    from_zero: bool = True
    unit: str = ""
    hover: str = "%{y}"
    breaks: tuple[BreakMark, ...] = ()
    synthetic: bool = False
    title: str = ""


_End = tuple[Line, int, float]  # a line with the position and the value of its newest
_NARROWER = 0.9
"""A page's figure may be so much narrower than it is about."""
_ORDER = (
    Role.NEIGHBOUR,
    Role.VINTAGE,
    Role.NATION,
    Role.COUNTY,
    Role.FURTHER,
    Role.NEWEST_VINTAGE,
    Role.OWN,
)


def line_chart(chart: LineChart, frame: Frame, theme: Theme) -> dict[str, Any]:
    """The chart as a plotly figure. Axis from zero unless told; labels at the lines' ends with their values."""
    edge = [replace(one, label=wrapped(one.label, frame)) if _reaches(one, chart) else one for one in chart.lines]
    chart = replace(chart, lines=tuple(edge))
    frame = under_the_mark([chart.title], frame, synthetic=chart.synthetic)
    cut = [mark.period for mark in chart.breaks if mark.gap]
    x = with_cuts([date_of(p) for p in chart.periods], chart.periods, cut, repeat=True)
    drawn = sorted((line for line in chart.lines if line.is_drawn), key=lambda line: _ORDER.index(line.role))
    further = [line for line in chart.lines if line.role is Role.FURTHER]
    traces = [band for line in drawn for band in _margin_bands(line, chart, cut, theme)]
    for line in drawn:
        colour, dash, width = _style(line, further, frame, theme)
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": line.name,
                "x": x,
                "y": with_cuts(list(line.values), chart.periods, cut, repeat=False),
                "line": {"color": colour, "width": width, "dash": dash, "shape": "linear"},
                "hovertemplate": f"{line.name}<br>{_date_format(chart.periods)}: "
                f"{'%{text}' if line.texts else chart.hover}<extra></extra>",
            }
        )
        if line.texts:
            traces[-1]["text"] = with_cuts(list(line.texts), chart.periods, cut, repeat=False)
        traces += _points(line, chart, colour, frame, theme)
    ticks = _ticks(chart, frame)
    tick_texts = [chart.tick_text(t) + (chart.unit if n == len(ticks) - 1 else "") for n, t in enumerate(ticks)]
    at_the_edge = [line.label for line in chart.lines if line.label and _reaches(line, chart)]
    right = room_for_labels(at_the_edge, frame, synthetic=chart.synthetic)
    sides = {"l": room_for_ticks(tick_texts, frame), "r": right}
    labels, ends = _labels(chart, drawn, ticks, sum(sides.values()), frame, theme)
    if ends:
        traces.append(ends)
    figure = base(frame, theme)
    layout = figure["layout"]
    layout["margin"] |= sides
    dates, texts = time_ticks(chart.periods[chart.first : chart.last + 1], room_for_times(layout, frame))
    layout["xaxis"] |= {
        "type": "date",
        "range": time_range(chart.periods[chart.first], chart.periods[chart.last]),
        "tickvals": dates,
        "ticktext": texts,
    }
    layout["yaxis"] |= {
        "range": with_edges(ticks),
        "tickvals": ticks,
        "ticktext": tick_texts,
    }
    across = (frame.width or frame.about * _NARROWER) - layout["margin"]["l"] - layout["margin"]["r"]
    marks, shapes = _break_marks(chart, across, frame, theme)
    if ticks[0] < 0 < ticks[-1]:
        shapes.append(zero_line(theme))
    title = [panel_title(chart.title, 1.0, frame, theme)] if chart.title else []
    layout["annotations"] = labels + marks + demo_mark(chart.synthetic, frame, theme) + title
    layout["shapes"] = shapes
    figure["data"] = traces
    return figure


def _margin_bands(line: Line, chart: LineChart, cut: Sequence[str], theme: Theme) -> list[dict[str, Any]]:
    """A survey's margins of error, or what a value can be, as a band: one shape for each unbroken stretch."""
    runs: list[list[tuple[int, float, float]]] = []
    for n, pair in enumerate(line.ends):
        if pair is None:
            continue
        if runs and runs[-1][-1][0] == n - 1 and chart.periods[n] not in cut:
            runs[-1].append((n, *pair))
        else:
            runs.append([(n, *pair)])
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [date_of(chart.periods[n]) for n, _, _ in (*run, *reversed(run))],
            "y": [*(high for _, _, high in run), *(low for _, low, _ in reversed(run))],
            "fill": "toself",
            "fillcolor": theme.band,
            "line": {"width": 1, "color": theme.context},
            "hoverinfo": "skip",
        }
        for run in runs
        if len(run) > 1
    ]


def _style(line: Line, further: Sequence[Line], frame: Frame, theme: Theme) -> tuple[str, str, float]:
    if line.role is Role.FURTHER:
        colour, dash = theme.further[further.index(line) % len(theme.further)]
        return colour, dash, frame.line
    return {
        Role.OWN: (theme.chosen, "solid", frame.own_line),
        Role.COUNTY: (theme.ink, COUNTY_DASH, frame.line),
        Role.NATION: (theme.ink_2, NATION_DASH, frame.line),
        Role.NEIGHBOUR: (theme.neighbour, "solid", frame.hairline),
        Role.NEWEST_VINTAGE: (theme.ink, "solid", frame.line * 0.85),
        Role.VINTAGE: (theme.context, "solid", frame.line * 0.75),
    }[line.role]


def _label_colour(line: Line, further: Sequence[Line], frame: Frame, theme: Theme) -> str:
    """The line's colour; text of grey lines is muted, which has the contrast of text."""
    return theme.muted if line.role is Role.VINTAGE else _style(line, further, frame, theme)[0]


def _date_format(period_axis: Sequence[str]) -> str:
    return "%{x|%Y}" if Period(period_axis[0]).grain is Grain.YEAR else "%{x|%b %Y}"


def _points(line: Line, chart: LineChart, colour: str, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """Hollow points of preliminary values, and points that stand alone between two gaps."""
    values = line.values
    alone = [
        n
        for n, value in enumerate(values)
        if value is not None and (n == 0 or values[n - 1] is None) and (n + 1 == len(values) or values[n + 1] is None)
    ]
    drawn = []
    for positions, fill in ((line.hollow, theme.paper), ([n for n in alone if n not in line.hollow], colour)):
        if positions:
            drawn.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [date_of(chart.periods[n]) for n in positions],
                    "y": [values[n] for n in positions],
                    "marker": {"color": fill, "size": frame.dot * 0.8, "line": {"color": colour, "width": 1.5}},
                    "hoverinfo": "skip",
                }
            )
    return drawn


def _shown(chart: LineChart) -> list[float]:
    inside = slice(chart.first, chart.last + 1)
    shown = [v for line in chart.lines for v in line.values[inside] if v is not None]
    return shown + [end for line in chart.lines for pair in line.ends[inside] if pair is not None for end in pair]


def _ticks(chart: LineChart, frame: Frame) -> list[float]:
    shown = _shown(chart) or [0.0, 1.0]
    return round_ticks(min(shown), max(shown), frame.ticks, from_zero=chart.from_zero)


def _reaches(line: Line, chart: LineChart) -> bool:
    """Whether a line goes on to the end of the window."""
    end = _last_value(line, chart)
    return end is not None and end[0] == chart.last


def _last_value(line: Line, chart: LineChart) -> tuple[int, float] | None:
    """Position and value of the newest value within the window."""
    found = last_known(line.values[chart.first : chart.last + 1])
    return None if found is None else (chart.first + found[0], found[1])


def _labels(
    chart: LineChart, drawn: Sequence[Line], ticks: list[float], sides: float, frame: Frame, theme: Theme
) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """Labels at the ends, moved apart, with a thin leader where one moved far; and the dots they belong to."""
    named = [(line, *end) for line in drawn if line.label and (end := _last_value(line, chart))]
    if not named:
        return [], None
    further = [line for line in drawn if line.role is Role.FURTHER]
    scale = frame.plot_height / (ticks[-1] - ticks[0])
    reaching = [entry for entry in named if entry[1] == chart.last]
    short = [entry for entry in named if entry[1] < chart.last]
    wanted = [(value - ticks[0]) * scale for _, _, value in reaching]
    gap = frame.label * 1.32 * (1 + max((line.label.count("<br>") for line, _, _ in reaching), default=0))
    placed = spread(wanted, gap, frame.label * 0.3, frame.plot_height - frame.label * 0.3)
    annotations = []
    for (line, *_), label in zip(short, _inner_labels(short, chart, ticks, sides, frame, theme), strict=True):
        font = {"size": frame.label, "color": _label_colour(line, further, frame, theme)}
        annotations.append(label | {"font": font, "bgcolor": theme.paper})
    for (line, at, value), here, there in zip(reaching, wanted, placed, strict=True):
        moved = there - here
        far = abs(moved) > gap * 0.75
        annotations.append(
            {
                "x": date_of(chart.periods[at]),
                "y": value,
                "text": f"<b>{line.label}</b>" if line.role is Role.OWN else line.label,
                "font": {"size": frame.label, "color": _label_colour(line, further, frame, theme)},
                "xanchor": "left",
                "yanchor": "middle",
                "align": "left",
                "showarrow": far,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": theme.context,
                "standoff": frame.dot * 0.6,
                **({"ax": frame.label * 1.1, "ay": -moved} if far else {"xshift": frame.label * 0.6, "yshift": moved}),
            }
        )
    colours = [_style(line, further, frame, theme)[0] for line, _, _ in named]
    is_hollow = [at in line.hollow for line, at, _ in named]
    return annotations, {
        "type": "scatter",
        "mode": "markers",
        "x": [date_of(chart.periods[at]) for _, at, _ in named],
        "y": [value for _, _, value in named],
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": {
            "size": [frame.dot if line.role is Role.OWN else frame.dot * 0.7 for line, _, _ in named],
            "color": [theme.paper if is_open else colour for is_open, colour in zip(is_hollow, colours, strict=True)],
            **(
                {"line": {"color": colours, "width": [1.5 * is_open for is_open in is_hollow]}}
                if any(is_hollow)
                else {}
            ),
            "opacity": 1,
        },
    }


def _inner_labels(
    short: Sequence[_End], chart: LineChart, ticks: Sequence[float], sides: float, frame: Frame, theme: Theme
) -> list[dict[str, Any]]:
    """Labels of lines that end before the window does: where no line is, with a leader where that is far away."""
    labels, low = [], ticks[0]
    for line, at, value in short:
        ahead = [other.values[n] for other in chart.lines for n in range(at + 1, min(at + 4, len(chart.periods)))]
        known = [v for v in ahead if v is not None]
        below = bool(known) and sum(known) >= value * len(known)
        labels.append(InnerLabel(line.label, (at - chart.first, value - low), line.role is Role.OWN, below))
    inside = slice(chart.first, chart.last + 1)
    values = [line.values[inside] for line in chart.lines if line.is_drawn]
    paths = [[(n, v - low) for n, v in enumerate(known) if v is not None] for known in values]
    widths = [frame.width] if frame.width else [frame.least_width, frame.about * _NARROWER]
    steps, scale = max(chart.last - chart.first, 1), frame.plot_height / (ticks[-1] - low)
    fields = [Field(wide := width - sides, frame.plot_height, wide / steps, scale) for width in widths]
    return [
        {"x": date_of(chart.periods[at]), "y": value, "text": f"<b>{line.label}</b>" if label.is_bold else line.label}
        | spot.placed(frame.label, frame.dot, theme.context)
        for (line, at, value), label, spot in zip(short, labels, spots(labels, paths, fields, frame.label), strict=True)
    ]


def _break_marks(
    chart: LineChart, across: float, frame: Frame, theme: Theme
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The word at the top and the thin line of each break inside the window. across: width between the margins, px."""
    first, last = chart.periods[chart.first], chart.periods[chart.last]
    inside = [mark for mark in chart.breaks if first < mark.period <= last]
    has_room_before = chart.periods[chart.first + (chart.last - chart.first) * 2 // 5]  # also on a phone
    step = across / max(chart.last - chart.first, 1)
    at = [chart.periods.index(mark.period) * step for mark in inside]
    widths = [text_width(mark.word, frame.small(0.92)) * 1.1 for mark in inside]
    spoken = [inside[n] for n in with_room(at, widths)]  # each has its line, also those without room for the word
    words = [
        {
            "x": date_of(mark.period),
            "y": 1,
            "yref": "paper",
            "text": mark.word,
            "font": {"size": frame.small(0.92), "color": theme.muted},
            "showarrow": False,
            "xanchor": "right" if mark.period > has_room_before else "left",
            **({"yanchor": "top", "yshift": -2} if chart.title else {"yanchor": "bottom", "yshift": 2}),
        }
        for mark in spoken
    ]
    lines = [
        {
            "type": "line",
            "x0": date_of(mark.period),
            "x1": date_of(mark.period),
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "line": {"color": theme.context, "width": 1},
            "layer": "below",
        }
        for mark in inside
    ]
    return words, lines
