"""Small multiples: one panel per place, all on one scale, riket's line behind each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any

from dashboard.figures.frame import base, demo_mark, panel_title
from dashboard.figures.scales import round_ticks, text_width
from dashboard.figures.theme import NATION_DASH, Frame, Theme

_PANEL_HEIGHT = 92
"""Height of a panel's plotting area where the page decides, px."""
_HEAD = 1.9
_PAGE, _PHONE = 760, 346


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallPanel:
    """One place: its name, displayed values by period (None for a gap), and its newest number as text."""

    name: str
    values: tuple[float | None, ...]
    text: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """The panels in their order; ``behind`` is drawn in each of them. first, last: texts at the ends of time.

    breaks: positions of the values that begin a stretch that the one before is not wholly like, each with whether the
    lines are cut there; a thin line stands in every panel.
    """

    panels: tuple[SmallPanel, ...]
    behind: tuple[float | None, ...]
    first: str
    last: str
    tick_text: Any
    unit: str = ""
    breaks: tuple[tuple[int, bool], ...] = ()
    synthetic: bool = False
    title: str = ""


def columns_of(count: int, frame: Frame) -> int:
    """Panels beside each other: two on a phone, four on a page, as many on a slide as fill its height."""
    if frame.short_names:
        return 2
    if frame.width is None:
        return min(4, count)
    rows = max(1, int(frame.plot_height / (frame.text * (_HEAD + 2.6))))
    return max(min(4, count), ceil(count / rows))


def panels_figure(chart: Panels, frame: Frame, theme: Theme) -> dict[str, Any]:
    """All panels in one pair of axes, in px of the plotting area."""
    figure = base(frame, theme)
    layout = figure["layout"]
    columns = columns_of(len(chart.panels), frame)
    rows = ceil(len(chart.panels) / columns)
    known = [v for line in (*(p.values for p in chart.panels), chart.behind) for v in line if v is not None]
    ticks = round_ticks(min(known), max(known), 3, from_zero=True)
    size = frame.small(0.92)
    top_text = f"{chart.tick_text(ticks[-1])}{chart.unit}"
    left = int(text_width(top_text, size) + size * 1.2)
    top = int(frame.text * (1.5 if chart.synthetic or chart.title else 0.5))
    bottom = int(frame.text * 1.8)
    width = (frame.width or (_PHONE if frame.short_names else _PAGE)) - left - frame.text
    head = size * _HEAD
    if frame.width is None:
        tall = _PANEL_HEIGHT
        layout["height"] = int(top + bottom + rows * (tall + head))
    else:
        tall = (layout["height"] - top - bottom) / rows - head
    layout["margin"] |= {"l": left, "r": int(frame.text), "t": top, "b": bottom}
    gap = size * 1.4
    wide = (width - gap * (columns - 1)) / columns
    height = rows * (tall + head)
    grid = _Grid(columns, wide + gap, tall + head, wide, tall, height, head, ticks[0], ticks[-1])
    layout["xaxis"] |= {"range": [0, width], "tickvals": [], "ticks": ""}
    layout["yaxis"] |= {"range": [0, height], "showgrid": False}
    layout["yaxis"] |= _left_ticks(rows, grid, ticks, chart, size)
    figure["data"] = _traces(chart, grid, frame, theme)
    layout["shapes"] = [
        *_floors(len(chart.panels), grid, ticks, theme),
        *_break_lines(chart, grid, len(chart.panels[0].values), theme),
    ]
    layout["annotations"] = [
        *_titles(chart, grid, size, theme),
        *_ends(chart, grid, len(chart.panels), size, theme),
        *(mark | {"xanchor": "right", "xshift": 0} for mark in demo_mark(chart.synthetic, frame, theme, top)),
        *([panel_title(chart.title, 1.0, frame, theme)] if chart.title else []),
    ]
    return figure


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where panels lie, px from the lower left: step between them, size of each, and the scale of values."""

    columns: int
    across: float
    down: float
    wide: float
    tall: float
    height: float
    head: float
    low: float
    high: float

    def corner(self, n: int) -> tuple[float, float]:
        """Lower left of a panel's plotting area."""
        row, column = divmod(n, self.columns)
        return column * self.across, self.height - (row + 1) * self.down

    def points(self, n: int, values: Sequence[float | None]) -> tuple[list[float | None], list[float | None]]:
        """A line in a panel."""
        x0, y0 = self.corner(n)
        step = self.wide / max(len(values) - 1, 1)
        scale = self.tall / (self.high - self.low)
        low = self.low
        x: list[float | None] = [round(x0 + at * step, 1) for at in range(len(values))]
        y: list[float | None] = [None if v is None else round(y0 + (v - low) * scale, 1) for v in values]
        return x, y


def _traces(chart: Panels, grid: _Grid, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """One trace for all lines behind, one for the places', one for the chosen; and points at their ends."""
    behind: tuple[list[float | None], list[float | None]] = ([], [])
    others: tuple[list[float | None], list[float | None]] = ([], [])
    chosen: tuple[list[float | None], list[float | None]] = ([], [])
    ends: list[tuple[float, float, str, bool]] = []
    for n, panel in enumerate(chart.panels):
        for into, values in ((behind, chart.behind), (chosen if panel.is_chosen else others, panel.values)):
            x, y = grid.points(n, values)
            for start, end in pairwise((0, *(at for at, is_cut in chart.breaks if is_cut), len(x))):
                into[0].extend([*x[start:end], None])
                into[1].extend([*y[start:end], None])
        x, y = grid.points(n, panel.values)
        last = next((at for at in range(len(y) - 1, -1, -1) if y[at] is not None), None)
        if last is not None:
            ends.append((x[last] or 0.0, y[last] or 0.0, f"{panel.name}: {panel.text}", panel.is_chosen))
    looks = (
        ("behind", behind, {"color": theme.context, "width": frame.hairline, "dash": NATION_DASH}),
        ("place", others, {"color": theme.ink_2, "width": frame.line}),
        ("chosen", chosen, {"color": theme.chosen, "width": frame.own_line}),
    )
    traces: list[dict[str, Any]] = [
        {"type": "scatter", "mode": "lines", "name": name, "x": line[0][:-1], "y": line[1][:-1]}
        | {"line": look | {"shape": "linear"}, "hoverinfo": "skip", "connectgaps": False}
        for name, line, look in looks
        if line[0]
    ]
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "name": "newest",
            "x": [x for x, _, _, _ in ends],
            "y": [y for _, y, _, _ in ends],
            "text": [text for _, _, text, _ in ends],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {
                "size": frame.dot * 0.9,
                "color": [theme.chosen if is_chosen else theme.ink_2 for *_, is_chosen in ends],
                "opacity": 1,
            },
            "cliponaxis": False,
        }
    )
    return traces


def _left_ticks(rows: int, grid: _Grid, ticks: Sequence[float], chart: Panels, size: float) -> dict[str, Any]:
    """The scale beside the leftmost panels: its two ends."""
    at, texts = [], []
    for row in range(rows):
        _, y0 = grid.corner(row * grid.columns)
        for end in (ticks[0], ticks[-1]):
            at.append(y0 + (end - grid.low) / (grid.high - grid.low) * grid.tall)
            texts.append(f"{chart.tick_text(end)}{chart.unit if end == ticks[-1] else ''}")
    return {"tickvals": at, "ticktext": texts, "tickfont": {"size": size}}


def _floors(count: int, grid: _Grid, ticks: Sequence[float], theme: Theme) -> list[dict[str, Any]]:
    """A line at the lowest tick and a thin one at the others, in every panel."""
    shapes = []
    for n in range(count):
        x0, y0 = grid.corner(n)
        for tick in ticks:
            y = y0 + (tick - grid.low) / (grid.high - grid.low) * grid.tall
            line = {"color": theme.context if tick == 0 else theme.hair, "width": 1}
            shapes.append(
                {"type": "line", "x0": x0, "x1": x0 + grid.wide, "y0": y, "y1": y, "line": line, "layer": "below"}
            )
    return shapes


def _break_lines(chart: Panels, grid: _Grid, count: int, theme: Theme) -> list[dict[str, Any]]:
    """A thin upright line in every panel for each break."""
    shapes = []
    for n in range(len(chart.panels)):
        x0, y0 = grid.corner(n)
        for at, _ in chart.breaks:
            x = round(x0 + at * grid.wide / max(count - 1, 1), 1)
            line = {"color": theme.context, "width": 1}
            shapes.append({"type": "line", "x0": x, "x1": x, "y0": y0, "y1": y0 + grid.tall, "line": line})
    return shapes


def _titles(chart: Panels, grid: _Grid, size: float, theme: Theme) -> list[dict[str, Any]]:
    """Each place's name and newest number over its panel."""
    notes = []
    for n, panel in enumerate(chart.panels):
        x0, y0 = grid.corner(n)
        colour = theme.chosen if panel.is_chosen else theme.ink
        text = f"{panel.name} <b>{panel.text}</b>" if not panel.is_chosen else f"<b>{panel.name} {panel.text}</b>"
        notes.append(
            {
                "x": x0,
                "y": y0 + grid.tall,
                "text": text,
                "font": {"size": size, "color": colour},
                "showarrow": False,
                "xanchor": "left",
                "yanchor": "bottom",
                "yshift": size * 0.15,
            }
        )
    return notes


def _ends(chart: Panels, grid: _Grid, count: int, size: float, theme: Theme) -> list[dict[str, Any]]:
    """The first and the last period under the lowest panel of the first column."""
    _, y0 = grid.corner(((count - 1) // grid.columns) * grid.columns)
    common = {"y": y0, "font": {"size": size, "color": theme.muted}, "showarrow": False, "yanchor": "top"}
    common |= {"yshift": -size * 0.2}
    is_narrow = text_width(f"{chart.first}  {chart.last}", size) > grid.wide
    notes = [common | {"x": 0, "xanchor": "left", "text": chart.first}]
    if not is_narrow:
        notes.append(common | {"x": grid.wide, "xanchor": "right", "text": chart.last})
    return notes
