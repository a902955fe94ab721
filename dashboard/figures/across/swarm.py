"""The distribution: a dot for each municipality, stacked where they lie close; the chosen one and its like named."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from dashboard.figures.frame import base, demo_mark, panel_title, room_for_ticks
from dashboard.figures.scales import dot_ticks, text_width
from dashboard.figures.theme import COUNTY_DASH, NATION_DASH, ROUND_ENDS, Frame, Theme

_PAGE = 760
"""Width of the plotting area where the page decides, px: at it dots do not touch."""
_PHONE_HEIGHT = 460
_STEP = 1.5
"""Height of a row of labels, in sizes of their text."""
_MOST_LABELS = 8
_NO_LINE = {"width": 0, "dash": ""}
"""Of dots that have none: else plotly.js writes a dash into each of three hundred, twice."""
_GAP = "\u00a0"
"""Between a name and the line that leads to it."""
_LOWER = 0.12
"""plotly.js sets the texts of points so much higher than their middle, in sizes of their text."""


class Kind(Enum):
    """What a dot is to the chosen place."""

    OTHER = "other"
    NEAR = "near"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class SwarmDot:
    """One place: its name, value, the value as text, and what it is to the chosen place."""

    name: str
    value: float
    text: str
    kind: Kind = Kind.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Swarm:
    """The dots; lines across (value, text, whether of the country); quarters as (from, to, text, is the chosen's).

    near_sv: what the coloured dots are, for pointing at them.
    """

    dots: tuple[SwarmDot, ...]
    lines: tuple[tuple[float, str, bool], ...]
    quarters: tuple[tuple[float, float, str, bool], ...]
    tick_text: Any
    unit: str = ""
    synthetic: bool = False
    title: str = ""


def offsets(at: Sequence[float], width: float) -> list[float]:
    """How far each dot is moved sideways so that none touches another: 0 first, then up and down in steps.

    at: where dots lie along the axis, ascending, px. width: of a dot, px. The same for equal positions in turn.
    """
    placed: list[float] = []
    step = width / 2
    for n, here in enumerate(at):
        taken = []  # middles of the fields that are taken, and half their lengths
        for before in range(n - 1, -1, -1):
            away = here - at[before]
            if away >= width:
                break
            taken.append((placed[before], (width * width - away * away) ** 0.5 - 1e-6))
        tried, is_free = 0, False
        found = 0.0
        while not is_free:
            found = step * ((tried + 1) // 2) * (1 if tried % 2 else -1)
            tried, is_free = tried + 1, True
            for there, apart in taken:
                if -apart < found - there < apart:
                    is_free = False
                    break
        placed.append(found + 0.0)
    return placed


def swarm_chart(chart: Swarm, frame: Frame, theme: Theme) -> dict[str, Any]:
    """The distribution along a horizontal axis; on a phone along an upright one."""
    is_upright = frame.short_names
    figure = base(frame, theme)
    layout = figure["layout"]
    values = [dot.value for dot in chart.dots]
    ticks = dot_ticks(min(values), max(values), frame.ticks + 2)
    size = frame.text
    near = sorted((dot for dot in chart.dots if dot.kind is Kind.NEAR), key=lambda dot: dot.value)
    is_labelled = not is_upright and 0 < len(near) <= _MOST_LABELS
    labels = _STEP * size * ((len(near) + 1) // 2) if is_labelled else 0.0
    below = 0 if is_upright or not chart.quarters else size * 2.2
    top = size * (1.5 * (len(chart.lines) + bool(chart.title)) + 0.6)
    if is_upright:
        layout["height"] = _PHONE_HEIGHT if frame.width is None and frame.height > 300 else frame.height
        layout["margin"] |= {
            "l": room_for_ticks([f"{chart.tick_text(ticks[-1])}{chart.unit}"], frame),
            "r": int(size * 0.6),
            "t": int(size * (1.4 * max(len(chart.lines), 1) + 1.2)),
            "b": int(size),
        }
    else:
        right = max(size * 2.4, _beyond(near if is_labelled else [], ticks, frame))
        layout["margin"] |= {"l": int(size), "r": int(right), "t": int(top), "b": int(frame.bottom + below)}
    margin = layout["margin"]
    tall = layout["height"] - margin["t"] - margin["b"]
    wide = (frame.width or (346 if is_upright else _PAGE)) - margin["l"] - margin["r"]
    along, across = (tall, wide) if is_upright else (wide, tall)
    dot = max(4.0, min(frame.dot * 1.2, 11.0 if frame.width is None else frame.dot * 1.1))
    placed, reach = _place(chart.dots, ticks, along, dot)
    over = 0.0 if is_upright or not any(one.kind is Kind.CHOSEN for one in chart.dots) else frame.label * 1.8
    room = across - labels - over  # the chosen place's name stands over its dot
    if reach[1] - reach[0] > room:  # more dots on top of each other than there is room for: nearer, and smaller
        dot *= room / (reach[1] - reach[0])
        placed, reach = _place(chart.dots, ticks, along, dot)
    middle = room / 2 - (reach[0] + reach[1]) / 2 + labels
    figure["data"], crowd = _traces(chart, placed, middle, dot, is_upright, theme, is_picture=frame.width is not None)
    last = len(ticks) - 1
    texts = [chart.tick_text(tick) + (chart.unit if n == last else "") for n, tick in enumerate(ticks)]
    scale = {"range": [ticks[0], ticks[-1]], "tickvals": ticks, "ticktext": texts}
    side = {"range": [0, across], "tickvals": [], "ticks": "", "showgrid": False}
    layout["xaxis"] |= side if is_upright else scale | {"showgrid": True, "gridcolor": theme.hair}
    layout["yaxis"] |= scale if is_upright else side
    names, leaders = _labelled(near if is_labelled else [], placed, middle, labels, frame, theme)
    figure["data"] += names
    layout["shapes"] = _lines(chart, labels / across, is_upright, frame, theme) + crowd + leaders
    layout["annotations"] = [
        *(
            _key_of_lines(chart, frame, theme)
            if is_upright
            else _over_lines(chart, (ticks[0], ticks[-1]), frame, theme)
        ),
        *_named(chart, placed, middle, across, is_upright, frame, theme),
        *(
            [panel_title(chart.title, 1.0, frame, theme) | {"yshift": size * 0.4 if is_upright else top - size * 2}]
            if chart.title
            else []
        ),
        *(mark | {"xanchor": "right", "xshift": 0} for mark in demo_mark(chart.synthetic, frame, theme, margin["t"])),
    ]
    if below:
        shapes, notes = _ruler(chart, wide / (ticks[-1] - ticks[0]), tall, frame, theme)
        layout["shapes"] += shapes
        layout["annotations"] += notes
    return figure


def _place(
    dots: Sequence[SwarmDot], ticks: Sequence[float], along: float, dot: float
) -> tuple[dict[str, float], tuple[float, float]]:
    """The offset of each dot by name, px; and the lowest and highest of all. Those named lie at the edges."""
    scale = along / (ticks[-1] - ticks[0])
    others = sorted((one for one in dots if one.kind is Kind.OTHER), key=lambda one: (one.value, one.name))
    at = [one.value * scale for one in others]
    moved = offsets(at, dot)
    found = {one.name: there for one, there in zip(others, moved, strict=True)}
    taken = list(zip(at, moved, strict=True))
    for one in sorted((one for one in dots if one.kind is not Kind.OTHER), key=lambda one: one.value):
        here = one.value * scale
        beside = [there for where, there in taken if abs(where - here) < dot * 1.1]
        up = one.kind is Kind.CHOSEN
        edge = (max(beside) + dot * 1.2 if up else min(beside) - dot) if beside else 0.0
        found[one.name] = edge
        taken.append((here, edge))
    every = found.values()
    return found, (min(every) - dot, max(every) + dot)


def _traces(
    chart: Swarm,
    placed: dict[str, float],
    middle: float,
    dot: float,
    is_upright: bool,
    theme: Theme,
    *,
    is_picture: bool,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A trace of points for each kind of dot; and, on a page, the many others as one shape.

    Three hundred points are as many elements, each styled by itself: they would take a fourth of a click's time.
    """
    colours = {Kind.OTHER: theme.swarm, Kind.NEAR: theme.ljung, Kind.CHOSEN: theme.chosen}
    traces, crowd = [], []
    for kind, colour in colours.items():
        dots = [one for one in chart.dots if one.kind is kind]
        if not dots:
            continue
        values = [one.value for one in dots]
        beside = [round(middle + placed[one.name], 1) for one in dots]
        is_shape = kind is Kind.OTHER and not is_picture
        x, y = (beside, values) if is_upright else (values, beside)
        size = round(dot * (1.5 if kind is Kind.CHOSEN else 0.94), 1)
        if is_shape:
            crowd.append(dots_shape(list(zip(x, y, strict=True)), size, colour))
        traces.append(
            {
                "type": "scatter",
                "mode": "none" if is_shape else "markers",
                "name": kind.value,
                "x": x,
                "y": y,
                "text": [f"{one.name} {one.text}" for one in dots],
                "hovertemplate": "%{text}<extra></extra>",
            }
            | (
                {}
                if is_shape
                else {"marker": {"size": size, "color": colour, "opacity": 1, "line": _NO_LINE}, "cliponaxis": False}
            )
        )
    return traces, crowd


def dots_shape(at: Sequence[tuple[float, float]], size: float, colour: str) -> dict[str, Any]:
    """Dots as one shape: lines of no length, each a dot by its round ends, so of one size whatever the axes' scales.

    plotly.js has no word for ends. Style sheet and ``forms/svg.py`` round those of lines with this ``fillrule``.
    """
    path = "".join(f"M{x:.6g},{y:.6g}H{x:.6g}" for x, y in at)
    line = {"color": colour, "width": size}
    return {"type": "path", "path": path, "line": line, "fillrule": ROUND_ENDS}


def _lines(chart: Swarm, start: float, is_upright: bool, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """The medians across the dots, from ``start`` of the plotting area on: not through the names."""
    along, across = ("y", "x") if is_upright else ("x", "y")
    return [
        {"type": "line", f"{along}0": value, f"{along}1": value, f"{across}0": start, f"{across}1": 1}
        | {f"{across}ref": "paper", "layer": "below"}
        | {
            "line": {
                "color": theme.ink_2 if is_nation else theme.ink,
                "width": frame.line * 0.8,
                "dash": NATION_DASH if is_nation else COUNTY_DASH,
            }
        }
        for value, _, is_nation in chart.lines
    ]


def _over_lines(chart: Swarm, axis: tuple[float, float], frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """The medians' names over the lines, each on a row of its own."""
    found = []
    low, third = axis[0], (axis[1] - axis[0]) / 3
    for step, (value, text, is_nation) in enumerate(chart.lines):
        side = "left" if value < low + third else "right" if value > low + 2 * third else "center"
        place = {"x": value, "xanchor": side, "y": 1, "yref": "paper", "yanchor": "bottom"}
        found.append(_line_label(text, is_nation, frame, theme) | place | {"yshift": 2 + step * frame.text * 1.5})
    return found


def _key_of_lines(chart: Swarm, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """The medians' names over the upright field, each with its dash: beside its line it would lie on the dots."""
    found = []
    for step, (_, text, is_nation) in enumerate(reversed(chart.lines)):
        place = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom"}
        dash = "·····" if is_nation else "– –"
        note = _line_label(f"{dash} {text}", is_nation, frame, theme)
        found.append(note | place | {"yshift": round(frame.text * (0.8 + 1.4 * step), 1)})
    return found


def _line_label(text: str, is_nation: bool, frame: Frame, theme: Theme) -> dict[str, Any]:
    colour = theme.ink_2 if is_nation else theme.ink
    return {"text": text, "showarrow": False, "font": {"size": frame.text, "color": colour}}


def _named(
    chart: Swarm, placed: dict[str, float], middle: float, across: float, is_upright: bool, frame: Frame, theme: Theme
) -> list[dict[str, Any]]:
    """The chosen place's name above its dot."""
    chosen = next((one for one in chart.dots if one.kind is Kind.CHOSEN), None)
    if chosen is None:
        return []
    at = middle + placed[chosen.name]
    said = f"{chosen.name} {chosen.text}"
    ends = at + frame.dot + text_width(said, frame.label * 1.25, bold=True)
    side, away = ("left", frame.dot) if ends < across else ("right", -frame.dot)
    note = {
        "text": f"<b>{said}</b>",
        "font": {"size": frame.label * 1.25, "color": theme.chosen},
        "showarrow": False,
    }
    place = (
        {"x": at, "y": chosen.value, "xanchor": side, "yanchor": "middle", "xshift": away}
        if is_upright
        else {"x": chosen.value, "y": at, "yanchor": "bottom", "yshift": frame.dot * 0.8, "xanchor": "center"}
    )
    return [note | place | {"bgcolor": theme.paper}]


def _labelled(
    near: Sequence[SwarmDot], placed: dict[str, float], middle: float, labels: float, frame: Frame, theme: Theme
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The names of those like the chosen, below, as a trace; and shapes that lead to them, none across another's name.

    As annotations and arrows each would be drawn twice by plotly.js, and the page laid out for most of them.
    """
    if not near:
        return [], []
    half = (len(near) + 1) // 2
    rows = [(one, n, True) for n, one in enumerate(near[:half])]
    rows += [(one, n, False) for n, one in enumerate(reversed(near[half:]))]
    heights = [labels - (row + 0.7) * _STEP * frame.text for _, row, _ in rows]
    said = [f"{one.name} {one.text}" for one, _, _ in rows]
    names = {
        "type": "scatter",
        "mode": "text",
        "x": [one.value for one, _, _ in rows],
        "y": [height - frame.text * _LOWER for height in heights],
        "text": [
            f"{text}{_GAP}" if before else f"{_GAP}{text}" for text, (_, _, before) in zip(said, rows, strict=True)
        ],
        "textposition": ["middle left" if before else "middle right" for _, _, before in rows],
        "textfont": {"size": frame.text, "color": theme.ljung},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    leaders = [
        _leader(one.value, middle + placed[one.name], y, theme) for (one, _, _), y in zip(rows, heights, strict=True)
    ]
    return [names], leaders


def _beyond(near: Sequence[SwarmDot], ticks: Sequence[float], frame: Frame) -> float:
    """How far beyond the axis the names go that stand to the right of their dots, px."""
    per_unit = ((frame.width or _PAGE) - frame.text * 3.4) / (ticks[-1] - ticks[0])
    after = near[(len(near) + 1) // 2 :]
    ends = (text_width(f"{one.name} {one.text} ", frame.text) - (ticks[-1] - one.value) * per_unit for one in after)
    return max(ends, default=0.0) + frame.text * 0.4


def _leader(x: float, high: float, low: float, theme: Theme) -> dict[str, Any]:
    """A line from a dot down to its name."""
    line = {"color": theme.ljung, "width": 1}
    return {"type": "line", "x0": x, "x1": x, "y0": high, "y1": low, "line": line}


def _ruler(
    chart: Swarm, scale: float, tall: float, frame: Frame, theme: Theme
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The quarters as a ruler under the axis: the chosen place's own is strong. Texts only where there is room."""
    shapes, notes = [], []
    size, gap = frame.text * 0.92, frame.text * 0.25 / scale
    widths = [text_width(text, size, bold=is_own) / scale for _, _, text, is_own in chart.quarters]
    starts = [
        low if n == 0 else high - width if n == 2 else (low + high - width) / 2
        for n, ((low, high, _, _), width) in enumerate(zip(chart.quarters, widths, strict=True))
    ]
    is_crowded = len(starts) == 3 and (starts[0] + widths[0] > starts[1] or starts[1] + widths[1] > starts[2])
    y = -(frame.bottom + frame.text * 0.1) / tall
    for n, (low, high, text, is_own) in enumerate(chart.quarters):
        colour = theme.ink if is_own else theme.context
        shapes.append(
            {"type": "line", "x0": low + gap, "x1": high - gap, "y0": y, "y1": y, "yref": "paper"}
            | {"line": {"color": colour, "width": frame.line * (1.3 if is_own else 0.7)}}
        )
        if is_crowded and n == 1:
            continue
        side = ("left", "center", "right")[n] if len(chart.quarters) == 3 else "center"
        x = {"left": low, "center": (low + high) / 2, "right": high}[side]
        if is_crowded and n == 0 and x + widths[0] > starts[2] - gap * 2:
            side, x = "right", starts[2] - gap * 2  # the two meet: the first ends where the last begins
        notes.append(
            {
                "x": x,
                "y": y,
                "yref": "paper",
                "text": f"<b>{text}</b>" if is_own else text,
                "font": {"size": size, "color": theme.ink if is_own else theme.muted},
                "showarrow": False,
                "xanchor": side,
                "yanchor": "top",
                "yshift": -frame.text * 0.3,
            }
        )
    return shapes, notes
