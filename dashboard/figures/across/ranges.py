"""Shares as bars from the lowest to the highest they can be, a row each, in panels of one scale.

What they are set beside has hollow ends. Panels stand beside each other where there is room, on a phone below.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.figures.frame import base, demo_mark, thin_ticks
from dashboard.figures.scales import round_ticks, text_width
from dashboard.figures.theme import Frame, Theme

_ROW = 1.75
_GAP = 0.5
"""Height of a row, in sizes of its text, and how much of a row is left empty above one that stands apart."""
_UNDER = 0.34
"""How far under a bar what it is set beside is drawn, in rows."""
_HEAD = 3.4
"""Height over a panel for its title and its key, in sizes of text."""
_BETWEEN = 0.04
_BAR = 8.0
"""Thickness of a bar, px at a text of 14.5."""

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeRow:
    """A row. spans, reference: the ends of its bar and of what it is set beside, by panel, None where not told.

    texts: what stands at the right, by panel. is_chosen: the chosen place's; is_strong: a county's or riket's;
    is_apart: set off from the rows above.
    """

    name: str
    spans: tuple[Ends | None, ...]
    reference: tuple[Ends | None, ...]
    texts: tuple[str, ...]
    is_chosen: bool = False
    is_strong: bool = False
    is_apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """Rows from the top, in panels by their titles. key: what bars and hollow ends are; no name, no hollow ends."""

    rows: tuple[RangeRow, ...]
    titles: tuple[str, ...]
    key: tuple[str, str]
    tick_text: Any
    unit: str = "\u00a0%"
    synthetic: bool = False


def range_chart(chart: Ranges, frame: Frame, theme: Theme) -> dict[str, Any]:
    """The figure; a page's grows with its rows."""
    figure = base(frame, theme)
    layout = figure["layout"]
    size, count = frame.text, len(chart.titles)
    places = _places(chart.rows)
    known = [end for row in chart.rows for ends in (*row.spans, *row.reference) if ends is not None for end in ends]
    ticks = round_ticks(0.0, max([*known, 0.5]), max(frame.ticks - 1, 3), from_zero=True)
    stacked = frame.short_names
    left = max(text_width(row.name, size, bold=row.is_chosen or row.is_strong) for row in chart.rows) + size * 0.9
    right = max(text_width(text, size, bold=True) for row in chart.rows for text in row.texts) + size * 0.9
    panel = (places[-1] + 1.2) * size * _ROW
    bottom, head = size * 2.3, size * _HEAD
    top = head + (size * 1.6 if chart.synthetic else 0.0)
    inner_high = panel * count + (bottom + head) * (count - 1) if stacked else panel
    height = int(top + inner_high + bottom)
    layout["height"] = height
    layout["margin"] |= {"l": int(left), "r": int(right), "t": int(top), "b": int(bottom)}
    between = max(_BETWEEN, (right + size * 1.4) / (frame.full_width - left - right))
    texts = [chart.tick_text(tick) + (chart.unit if tick == ticks[-1] else "") for tick in ticks]
    axes = {"x": layout.pop("xaxis"), "y": layout.pop("yaxis")}
    for n in range(count):
        across = _across(n, 1 if stacked else count, between)
        upper = n * (panel + bottom + head) / inner_high if stacked else 0.0
        up = [round(max(1.0 - upper - panel / inner_high, 0.0), 4), round(1.0 - upper, 4)]
        number = "" if n == 0 else str(n + 1)
        layout[f"xaxis{number}"] = axes["x"] | {
            "domain": across,
            "anchor": f"y{number}",
            "range": [ticks[0], ticks[-1]],
            "tickvals": ticks,
            "ticktext": thin_ticks(texts, (across[1] - across[0]) * (frame.least_width - left - right), size),
            "showgrid": True,
            "gridcolor": theme.hair,
        }
        layout[f"yaxis{number}"] = axes["y"] | {
            "domain": up,
            "anchor": f"x{number}",
            "range": [places[-1] + 0.6, -0.6],
            "tickvals": list(places) if stacked or n == 0 else [],
            "ticktext": [_named(row, theme) for row in chart.rows] if stacked or n == 0 else [],
            "tickfont": {"size": size, "color": theme.ink},
            "showgrid": False,
        }
        figure["data"] += _traces(chart, n, places, ticks[-1], frame, theme)
        layout["annotations"] += _head(chart, n, across, up, frame, theme)
    layout["barmode"] = "overlay"
    marks = demo_mark(chart.synthetic, frame, theme, top)
    layout["annotations"] += [mark | {"xanchor": "right", "xshift": int(right) - 2} for mark in marks]
    return figure


def _across(n: int, count: int, between: float) -> list[float]:
    """Where a panel lies across, in parts of the plotting area; one alone has all of it."""
    wide = (1.0 - between * (count - 1)) / count
    return [0.0, 1.0] if count == 1 else [round(n * (wide + between), 4), round(n * (wide + between) + wide, 4)]


def _places(rows: Sequence[RangeRow]) -> tuple[float, ...]:
    """Where the rows stand on an axis that grows downwards."""
    found: list[float] = []
    at = 0.0
    for row in rows:
        at += _GAP if row.is_apart and found else 0.0
        found.append(at)
        at += 1.0
    return tuple(found)


def _named(row: RangeRow, theme: Theme) -> str:
    if row.is_chosen:
        return f'<b style="color:{theme.chosen}">{row.name}</b>'
    return f"<b>{row.name}</b>" if row.is_strong else row.name


def _traces(
    chart: Ranges, n: int, places: Sequence[float], edge: float, frame: Frame, theme: Theme
) -> Iterator[dict[str, Any]]:
    """What a row is set beside first, under its own bar; last the numbers, at the panel's right edge."""
    number = "" if n == 0 else str(n + 1)
    thick = _BAR * frame.text / 14.5
    beside = [(at, row.reference[n]) for at, row in zip(places, chart.rows, strict=True)] if chart.key[1] else []
    drawn = [(at, ends) for at, ends in beside if ends is not None]
    hollow = {"size": thick * 0.75, "color": theme.paper, "line": {"color": theme.muted, "width": 1.6}, "opacity": 1}
    if drawn:
        yield _bars([(at + _UNDER, ends) for at, ends in drawn], number) | {
            "name": chart.key[1],
            "mode": "lines+markers",
            "line": {"color": theme.muted, "width": 1.6},
            "marker": hollow,
            "hoverinfo": "skip",
        }
    mine = [(at, row, ends) for at, row in zip(places, chart.rows, strict=True) if (ends := row.spans[n]) is not None]
    colours = [theme.chosen if row.is_chosen else theme.ink if row.is_strong else theme.ink_2 for _, row, _ in mine]
    yield {
        "type": "bar",
        "orientation": "h",
        "name": chart.key[0],
        "base": [ends[0] for _, _, ends in mine],
        "x": [round(ends[1] - ends[0], 6) for _, _, ends in mine],
        "y": [at for at, _, _ in mine],
        "width": thick / (frame.text * _ROW),
        "marker": {"color": colours, "line": {"width": 0}},
        "hoverinfo": "skip",
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
    }
    yield {
        "type": "scatter",
        "mode": "markers",
        "name": chart.key[0],
        "x": [end for _, _, ends in mine for end in ends],
        "y": [at for at, _, _ in mine for _ in (0, 1)],
        "text": [_said(row, n, chart.unit) for _, row, _ in mine for _ in (0, 1)],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "size": thick,
            "color": [one for one in colours for _ in (0, 1)],
            "opacity": 1,
            "line": {"width": 0},
        },
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
        "cliponaxis": False,
    }
    yield {
        "type": "scatter",
        "mode": "text",
        "name": "tal",
        "x": [edge] * len(places),
        "y": list(places),
        "text": [f"<b>{row.texts[n]}</b>" if row.is_chosen or row.is_strong else row.texts[n] for row in chart.rows],
        "textposition": "middle right",
        "textfont": {
            "size": frame.text,
            "color": [theme.chosen if row.is_chosen else theme.ink for row in chart.rows],
        },
        "hoverinfo": "skip",
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
        "cliponaxis": False,
    }


def _bars(rows: Sequence[tuple[float, Ends]], number: str) -> dict[str, Any]:
    """Lines between two ends, with a hole after each."""
    return {
        "type": "scatter",
        "x": [end for _, ends in rows for end in (*ends, None)],
        "y": [end for at, _ in rows for end in (at, at, None)],
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
        "cliponaxis": False,
    }


def _said(row: RangeRow, n: int, unit: str) -> str:
    return f"{row.name} {row.texts[n]}{unit}"


def _head(
    chart: Ranges, n: int, across: Sequence[float], up: Sequence[float], frame: Frame, theme: Theme
) -> Iterator[dict[str, Any]]:
    """A panel's title, and under it what bars and hollow ends are."""
    signs = [f"<b>▬ {chart.key[0]}</b>", *([f"○–○ {chart.key[1]}"] if chart.key[1] else [])]
    for text, shift, size in (
        (f"<b>{chart.titles[n]}</b>", frame.text * 1.75, frame.text),
        ("   ".join(signs), frame.text * 0.35, frame.small(0.9)),
    ):
        yield {
            "x": across[0],
            "xref": "paper",
            "y": up[1],
            "yref": "paper",
            "text": text,
            "font": {"size": size, "color": theme.ink_2},
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "bottom",
            "yshift": shift,
        }
