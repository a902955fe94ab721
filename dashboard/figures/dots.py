"""The dot plot of the municipalities: filled dot now, hollow dot a year ago; county and nation as vertical lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from dashboard.figures.frame import base, demo_mark, panel_title, room_for_labels, thin_ticks
from dashboard.figures.scales import dot_ticks, text_width
from dashboard.figures.theme import COUNTY_DASH, NATION_DASH, Frame, Theme

ROW = 1.3
"""Height of a row at least, in heights of its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One municipality. ``quiet`` when the change is too small in persons to be read as one: then grey, even chosen."""

    name: str
    now: float
    before: float | None
    text: str
    chosen: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A vertical line with a label at its top: county or nation."""

    value: float
    label: str
    nation: bool = False


def dot_plot(
    dots: Sequence[Dot],
    references: Sequence[Reference],
    tick_text: Any,
    frame: Frame,
    theme: Theme,
    *,
    unit: str = "",
    title: str = "",
    synthetic: bool = False,
) -> dict[str, Any]:
    """Sorted with the highest on top. Axis as `dot_ticks` has it. ``title`` stands over it.

    A page's figure grows with its rows, so that no name lies over another; a slide's and a paper's are set smaller.
    """
    rows = sorted(dots, key=lambda dot: dot.now)
    figure = base(frame, theme)
    layout = figure["layout"]
    every = [d.now for d in rows] + [d.before for d in rows if d.before is not None] + [r.value for r in references]
    ticks = dot_ticks(min(every), max(every), frame.ticks + 1)
    top = int(frame.top + frame.label * 1.5 * max(1, len(references)))
    height = frame.height
    if frame.width is None:
        height = max(height, ceil(top + frame.bottom + len(rows) * frame.label * ROW))
    label = min(frame.label, (height - top - frame.bottom) / len(rows) / ROW)
    names = [_named(dot, theme) for dot in rows]
    colours = [theme.context if d.quiet else theme.chosen if d.chosen else theme.ink_2 for d in rows]
    for n, (dot, colour) in enumerate(zip(rows, colours, strict=True)):
        if dot.before is not None and dot.before != dot.now:
            layout["shapes"].append(
                {
                    "type": "line",
                    "x0": dot.before,
                    "x1": dot.now,
                    "y0": n,
                    "y1": n,
                    "line": {"color": colour, "width": max(1.0, frame.line * 0.8)},
                    "layer": "below",
                }
            )
    before = [(n, d, c) for n, (d, c) in enumerate(zip(rows, colours, strict=True)) if d.before is not None]
    size = frame.dot * 1.5
    figure["data"] = [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [d.before for _, d, _ in before],
            "y": [n for n, _, _ in before],
            "marker": {
                "size": size * 0.9,
                "color": theme.paper,
                "line": {"color": [c for _, _, c in before], "width": max(1.5, frame.line * 0.8)},
                "opacity": 1,
            },
            "hoverinfo": "skip",
            "cliponaxis": False,
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [d.now for d in rows],
            "y": list(range(len(rows))),
            "text": [f"{d.name} {d.text}" for d in rows],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {"size": size, "color": colours, "opacity": 1},
            "cliponaxis": False,
        },
    ]
    layout["yaxis"] |= {
        "range": [-0.6, len(rows) - 0.4],
        "tickvals": list(range(len(rows))),
        "ticktext": names,
        "tickfont": {"size": label, "color": theme.ink},
    }
    layout["height"] = height
    layout["margin"] |= {
        "l": int(max(text_width(f"{dot.name} {dot.text}", label, bold=True) for dot in rows) + label),
        "r": room_for_labels((), frame, synthetic=True),
        "t": top,
    }
    texts = [tick_text(t) + (unit if n == len(ticks) - 1 else "") for n, t in enumerate(ticks)]
    room = frame.least_width - layout["margin"]["l"] - layout["margin"]["r"]
    layout["xaxis"] |= {
        "range": [ticks[0], ticks[-1]],
        "tickvals": ticks,
        "ticktext": thin_ticks(texts, room, frame.text),
    }
    layout["annotations"] = [
        *_references(references, layout, frame, theme),
        *demo_mark(synthetic, frame, theme, layout["margin"]["t"]),
        *([panel_title(title, 1.0, frame, theme)] if title else []),
    ]
    return figure


def _named(dot: Dot, theme: Theme) -> str:
    """The row's label: name and value, the chosen one in its colour."""
    text = f"{dot.name}  {dot.text}"
    return f'<b style="color:{theme.chosen}">{text}</b>' if dot.chosen else text


def _references(
    references: Sequence[Reference], layout: dict[str, Any], frame: Frame, theme: Theme
) -> list[dict[str, Any]]:
    labels = []
    for step, reference in enumerate(references):
        colour = theme.ink_2 if reference.nation else theme.ink
        layout["shapes"].append(
            {
                "type": "line",
                "x0": reference.value,
                "x1": reference.value,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": {
                    "color": colour,
                    "width": frame.line * 0.8,
                    "dash": NATION_DASH if reference.nation else COUNTY_DASH,
                },
                "layer": "below",
            }
        )
        labels.append(
            {
                "x": reference.value,
                "y": 1,
                "yref": "paper",
                "text": reference.label,
                "font": {"size": frame.label, "color": colour},
                "showarrow": False,
                "yanchor": "bottom",
                "yshift": 2 + step * frame.label * 1.4,
            }
        )
    return labels
