"""What all figures share: paper, type, grid, Swedish separators, and the DEMODATA mark inside the figure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from dashboard.figures.scales import spread, text_width
from dashboard.figures.theme import FONT, Frame, Theme
from dashboard.model import DEMODATA

DEMO_SIZE = 0.86
_MOST_LABEL = 0.37
"""Part of a phone's width that a label at the end of a line takes in one line."""

GRAPH_CONFIG: Any = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "locale": "sv",
    "locales": {
        "sv": {
            "dictionary": {},
            "format": {
                "days": ["söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"],
                "shortDays": ["sön", "mån", "tis", "ons", "tor", "fre", "lör"],
                "months": [
                    "januari",
                    "februari",
                    "mars",
                    "april",
                    "maj",
                    "juni",
                    "juli",
                    "augusti",
                    "september",
                    "oktober",
                    "november",
                    "december",
                ],
                "shortMonths": ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
                "date": "%Y-%m-%d",
            },
        }
    },
}
"""Config of every graph: nothing is uploaded, no buttons, Swedish months."""


def base(frame: Frame, theme: Theme) -> dict[str, Any]:
    """An empty figure with the house's paper, type, axes and margins."""
    size = {"height": frame.height} | ({"width": frame.width} if frame.width else {"autosize": True})
    axis = {
        "fixedrange": True,
        "zeroline": False,
        "showline": False,
        "automargin": False,
        "tickangle": 0,
        "tickfont": {"size": frame.text, "color": theme.muted},
    }
    if frame.width is None:
        # the margins hold every label; to look for one they do not, plotly.js lays the page out once for each label
        axis["ticklabeloverflow"] = "allow"
    return {
        "data": [],
        "layout": {
            **size,
            "paper_bgcolor": theme.paper,
            "plot_bgcolor": theme.paper,
            "font": {"family": FONT, "size": frame.text, "color": theme.ink},
            "separators": ",\u00a0",
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": theme.paper,
                "bordercolor": theme.context,
                "font": {"family": FONT, "size": frame.text, "color": theme.ink},
            },
            "margin": {"l": frame.left, "r": frame.label_width, "t": frame.top, "b": frame.bottom, "pad": 0},
            "xaxis": axis | {"showgrid": False, "ticks": "outside", "ticklen": 5, "tickcolor": theme.context},
            "yaxis": axis
            | {
                "showgrid": True,
                "gridcolor": theme.hair,
                "gridwidth": 1,
                "ticks": "outside",
                "ticklen": 6,
                "tickcolor": theme.paper,
            },
            "annotations": [],
            "shapes": [],
        },
    }


def css_height(layout: Mapping[str, Any]) -> str:
    """How tall a page shows a figure, as CSS in a container as wide as that: a map no taller than it is drawn.

    What keeps its proportions, as a map does, is drawn smaller where the page is narrower, and would leave room below.
    """
    height = f"{layout['height']}px"
    if layout["yaxis"].get("scaleanchor") != "x" or "width" in layout:
        return height
    wide, tall = (layout[axis]["range"][1] - layout[axis]["range"][0] for axis in ("xaxis", "yaxis"))
    margins = layout["margin"]["t"] + layout["margin"]["b"]
    return f"min({height}, {100 * tall / wide:.5g}cqw + {margins}px)"


def room_for_ticks(texts: Sequence[str], frame: Frame) -> int:
    """Left margin that holds the longest tick text, px."""
    return int(max([text_width(text, frame.text) for text in texts], default=0) + frame.text * 1.2)


def room_for_times(layout: dict[str, Any], frame: Frame) -> int:
    """How many labels of a time axis fit between the margins, at least one.

    A year is 2.2 times its size wide: it has 3.6 where there is room, and at least 2.6 on the narrowest window.
    """
    left, right = layout["margin"]["l"], layout["margin"]["r"]
    return max(1, int(min(frame.plot_width / 3.6, (frame.least_width - left - right) / 2.6) / frame.text))


def thin_ticks(texts: Sequence[str], room: float, size: float) -> list[str]:
    """The texts of evenly spaced ticks over so many px: as many as stand beside each other, and always both ends'.

    The others are empty: their lines stay. ``size`` is that of the text, px.
    """
    gaps = len(texts) - 1
    half = [text_width(text, size) / 2 for text in texts]

    def stand(step: int) -> bool:
        shown = half[::step]
        return all(a + b + size * 0.6 <= room * step / gaps for a, b in pairwise(shown))

    step = next((step for step in range(1, gaps) if gaps % step == 0 and stand(step)), gaps)
    return [text if gaps < 1 or n % step == 0 else "" for n, text in enumerate(texts)]


def room_for_labels(labels: Sequence[str], frame: Frame, *, synthetic: bool) -> int:
    """Right margin that holds the longest label, px."""
    widths = [text_width(line, frame.label, bold=True) for label in labels for line in label.split("<br>")]
    if synthetic:
        widths.append(text_width(DEMODATA, frame.small(DEMO_SIZE), bold=True) * 1.18)
    return int(max(widths) + frame.label * 1.2) if widths else int(frame.text)


def wrapped(label: str, frame: Frame) -> str:
    """A label in as many lines as leave the figure most of a phone's width; in one elsewhere."""
    if not frame.short_names:
        return label
    return "<br>".join(lines_of(label, frame.label, frame.full_width * _MOST_LABEL, bold=True))


def lines_of(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """A text on lines of at most ``room`` px; a single word is never cut."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", size, bold=bold) <= room:
            lines[-1] += f" {word}"
        elif word:
            lines.append(word)
    return lines


def edge_labels(
    named: Sequence[tuple[float, str, str]], axis: tuple[float, float], frame: Frame
) -> list[dict[str, Any]]:
    """Texts at the right edge beside their values, moved apart. named: value, text and colour; axis: its two ends."""
    scale = frame.plot_height / (axis[1] - axis[0])
    wanted = [(value - axis[0]) * scale for value, _, _ in named]
    placed = spread(wanted, frame.label * 1.32, frame.label * 0.3, frame.plot_height - frame.label * 0.3)
    return [
        {
            "x": 1,
            "xref": "paper",
            "y": value,
            "text": text,
            "font": {"size": frame.label, "color": colour},
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "middle",
            "xshift": frame.label * 0.5,
            "yshift": there - here,
        }
        for (value, text, colour), here, there in zip(named, wanted, placed, strict=True)
    ]


def under_the_mark(titles: Sequence[str], frame: Frame, *, synthetic: bool) -> Frame:
    """The frame, with a row more over the titles where one is so long that it would meet the DEMODATA mark."""
    room = frame.full_width - frame.left - room_for_labels((), frame, synthetic=synthetic)
    if not synthetic or all(text_width(title, frame.small(0.96)) < room for title in titles):
        return frame
    return replace(frame, top=int(frame.top + frame.small(DEMO_SIZE) * 1.4))


def panel_title(text: str, top: float, frame: Frame, theme: Theme) -> dict[str, Any]:
    """What a panel shows, over its left end. ``top`` is the panel's upper edge in parts of the plotting area."""
    return {
        "x": 0,
        "xref": "paper",
        "y": top,
        "yref": "paper",
        "text": text,
        "font": {"size": frame.small(0.96), "color": theme.ink_2},
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": frame.text * 0.2,
    }


def zero_line(theme: Theme) -> dict[str, Any]:
    """The line of zero, across the figure, where values lie on both sides of it."""
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": 0,
        "y1": 0,
        "line": {"color": theme.context, "width": 1},
        "layer": "below",
    }


def demo_mark(synthetic: bool, frame: Frame, theme: Theme, top: float | None = None) -> list[dict[str, Any]]:
    """The DEMODATA mark, part of the figure itself so that it follows a copy of it. ``top`` is the top margin."""
    if not synthetic:
        return []
    return [
        {
            "x": 1,
            "y": 1,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "top",
            "xshift": frame.label * 0.6,
            "yshift": frame.top if top is None else top,
            "text": f"<b>{DEMODATA}</b>",
            "showarrow": False,
            "font": {"size": frame.small(DEMO_SIZE), "color": theme.lingon},
        }
    ]
