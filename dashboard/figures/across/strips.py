"""A profile: each row a strip of its own scale, from the lowest to the highest, with the places' points on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.figures.frame import base, demo_mark
from dashboard.figures.scales import text_width
from dashboard.figures.theme import Frame, Theme

_ROW = 3.1
"""Height of a row, in sizes of its text: its name stands over the strip."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A row: its name, its number as text, the strip's ends, and the values on it (None where absent).

    own, county, nation: each on the scale of the strip's ends, which enclose them.
    """

    name: str
    text: str
    low: float
    high: float
    own: float | None
    county: float | None
    nation: float | None


def strips_figure(
    rows: Sequence[Strip], frame: Frame, theme: Theme, *, names: tuple[str, str, str], synthetic: bool
) -> dict[str, Any]:
    """The strips in the order given, the first uppermost. names: what the three points are, for pointing at them."""
    figure = base(frame, theme)
    layout = figure["layout"]
    size = frame.text
    count = len(rows)
    layout["margin"] |= {"l": int(size * 0.6), "r": int(size * 0.9), "t": int(size * 2.6), "b": int(size * 0.4)}
    layout["height"] = int(layout["margin"]["t"] + layout["margin"]["b"] + count * size * _ROW)
    layout["xaxis"] |= {"range": [-0.02, 1.02], "tickvals": [], "ticks": ""}
    layout["yaxis"] |= {"range": [count - 0.5, -0.5], "tickvals": [], "showgrid": False}
    layout["shapes"] = [
        {"type": "line", "x0": 0, "x1": 1, "y0": n + 0.26, "y1": n + 0.26, "layer": "below"}
        | {"line": {"color": theme.neighbour, "width": max(3.0, frame.line)}}
        for n in range(count)
    ]
    looks = (
        (
            "nation",
            [row.nation for row in rows],
            {"symbol": "line-ns-open", "size": frame.dot * 1.5},
            theme.ink_2,
            names[2],
        ),
        ("county", [row.county for row in rows], {"symbol": "diamond", "size": frame.dot * 1.3}, theme.ink, names[1]),
        ("own", [row.own for row in rows], {"symbol": "circle", "size": frame.dot * 1.8}, theme.chosen, names[0]),
    )
    for name, values, marker, colour, said in looks:
        there = [(n, value) for n, value in enumerate(values) if value is not None]
        if not there:
            continue
        figure["data"].append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": name,
                "x": [_along(rows[n], value) for n, value in there],
                "y": [n + 0.26 for n, _ in there],
                "text": [f"{said}: {rows[n].name}" for n, _ in there],
                "hovertemplate": "%{text}<extra></extra>",
                "marker": marker | {"color": colour, "opacity": 1, "line": {"color": colour, "width": 2}},
                "cliponaxis": False,
            }
        )
    layout["annotations"] = [
        *_titles(rows, frame, theme),
        *_key(names, frame, theme),
        *(mark | {"xanchor": "right", "xshift": 0} for mark in demo_mark(synthetic, frame, theme, int(size * 2.6))),
    ]
    return figure


def _along(row: Strip, value: float) -> float:
    """Where a value lies between the strip's ends, 0 to 1; in the middle where they are one."""
    return 0.5 if row.high == row.low else round((value - row.low) / (row.high - row.low), 4)


def _titles(rows: Sequence[Strip], frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """Name and number over each strip, the name cut where there is no room for it."""
    width = (frame.width or (346 if frame.short_names else 700)) - frame.text * 1.5
    notes = []
    for n, row in enumerate(rows):
        name = row.name
        while text_width(f"{name} {row.text}", frame.text, bold=True) > width and len(name) > 8:
            name = f"{name[:-2].rstrip(' ,')}…"
        notes.append(
            {
                "x": 0,
                "y": n + 0.05,
                "text": f"{name} <b>{row.text}</b>",
                "font": {"size": frame.text, "color": theme.ink},
                "showarrow": False,
                "xanchor": "left",
                "yanchor": "bottom",
            }
        )
    return notes


def _key(names: tuple[str, str, str], frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """What the points are, over the strips."""
    own, county, nation = names
    signs = [f'<b style="color:{theme.chosen}">● {own}</b>']
    if county and county != own:
        signs.append(f"◆ {county}")
    if nation and nation != own:
        signs.append(f"| {nation}")
    return [
        {
            "x": 0,
            "y": 1,
            "yref": "paper",
            "text": "   ".join(signs),
            "font": {"size": frame.text * 0.96, "color": theme.ink_2},
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "bottom",
            "yshift": frame.text * 0.3,
        }
    ]
