"""A matrix of numbers: a row per period, a column per publication; only what changed is strong."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from dashboard.figures.frame import base, demo_mark, panel_title
from dashboard.figures.scales import text_width
from dashboard.figures.theme import Frame, Theme

_ROW = 2.1
"""Height of a row where the page decides how tall the figure is, in sizes of its text."""
_LEAST_ROW = 1.5
_PAD = 1.1
"""Room beside the text of a column, in sizes of its text."""
_LOWER = 0.12
"""plotly.js sets the texts of points so much higher than their middle, in sizes of their text."""
_MOST_APART = 1.6
"""Columns are moved apart so many times where a page has room: with few of them a row's two ends are not one row."""


class Tone(Enum):
    """How a cell is set: strong where it differs from the publication before, muted where it is as it was."""

    PLAIN = "plain"
    STRONG = "strong"
    MUTED = "muted"
    CHANGED = "changed"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix: its text, empty where there is nothing, and how it is set."""

    text: str
    tone: Tone = Tone.MUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixColumn:
    """A column: its heading, a cell per row, and whether its heading is to be found at once."""

    heading: str
    cells: tuple[Cell, ...]
    is_marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Names of the rows, uppermost first, and the columns from the left. ``title`` stands over it."""

    rows: tuple[str, ...]
    columns: tuple[MatrixColumn, ...]
    synthetic: bool = False
    title: str = ""


def rows_that_fit(frame: Frame, wanted: int) -> int:
    """How many rows there is room for: all that are wanted where the page decides the height."""
    if frame.width is None:
        return wanted
    return min(wanted, int((frame.plot_height - frame.text) / (frame.text * _LEAST_ROW)))


def column_width(column: MatrixColumn, frame: Frame) -> float:
    """Room a column needs, px."""
    texts = [column.heading, *(cell.text for cell in column.cells)]
    return max(text_width(text, frame.text, bold=True) for text in texts) + frame.text * _PAD


def matrix_figure(matrix: Matrix, frame: Frame, theme: Theme) -> dict[str, Any]:
    """The matrix as a plotly figure, with a line between its rows."""
    figure = base(frame, theme)
    layout = figure["layout"]
    count = len(matrix.rows)
    edges = [0.0]
    for column in matrix.columns:
        edges.append(edges[-1] + column_width(column, frame))
    top = int(frame.text * (3.4 if matrix.title or matrix.synthetic else 1.9))
    layout["margin"] |= {
        "l": int(max(text_width(name, frame.text) for name in matrix.rows) + frame.text),
        "r": int(frame.text * 0.4),
        "t": top,
        "b": int(frame.text * 0.5),
    }
    if frame.width is None:
        layout["height"] = int(top + frame.text * 0.5 + count * frame.text * _ROW)
    is_page = frame.width is None and not frame.short_names
    across = max(edges[-1], frame.about / _MOST_APART if is_page else 0.0)
    layout["xaxis"] |= {"range": [0, across], "tickvals": [], "ticks": ""}
    layout["yaxis"] |= {
        "range": [count - 0.5, -0.5],
        "tickvals": list(range(count)),
        "ticktext": list(matrix.rows),
        "tickfont": {"size": frame.text, "color": theme.ink},
        "showgrid": False,
        "ticklen": 2,
    }
    lower = frame.text * _LOWER * count / (layout["height"] - top - layout["margin"]["b"])
    figure["data"] = [*_not_yet(matrix, edges, theme), *_texts(matrix, edges, lower, frame, theme)]
    layout["shapes"] = [*_changed(matrix, edges, frame, theme), *_rules(count, edges[-1], theme)]
    layout["annotations"] = [
        *_headings(matrix, edges, frame, theme),
        *_mark(matrix.synthetic, top, frame, theme),
        *([panel_title(matrix.title, 1.0, frame, theme) | {"yshift": frame.text * 1.9}] if matrix.title else []),
    ]
    return figure


def _mark(synthetic: bool, top: int, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """The DEMODATA mark over the right end, since there is no margin beside the columns."""
    return [mark | {"xanchor": "right", "xshift": 0} for mark in demo_mark(synthetic, frame, theme, top)]


def _headings(matrix: Matrix, edges: Sequence[float], frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    return [
        {
            "x": edges[n + 1] - frame.text * _PAD / 2,
            "y": 1,
            "yref": "paper",
            "text": f"<b>{column.heading}</b>",
            "font": {"size": frame.text, "color": theme.hjortron if column.is_marked else theme.muted},
            "showarrow": False,
            "xanchor": "right",
            "yanchor": "bottom",
            "yshift": frame.text * 0.2,
        }
        for n, column in enumerate(matrix.columns)
    ]


def _texts(matrix: Matrix, edges: Sequence[float], lower: float, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """A trace of texts for each tone that is there, set against the right edges of their columns.

    ``lower``: how far under the middles of their rows, in rows, so that they stand on one line with the rows' names.
    """
    colours = {Tone.PLAIN: theme.ink, Tone.STRONG: theme.ink, Tone.CHANGED: theme.ink, Tone.MUTED: theme.muted}
    traces = []
    for tone, colour in colours.items():
        found = [
            (edges[n + 1] - frame.text * _PAD / 2, row, cell.text)
            for n, column in enumerate(matrix.columns)
            for row, cell in enumerate(column.cells)
            if cell.tone is tone and cell.text
        ]
        if not found:
            continue
        is_bold = tone in (Tone.STRONG, Tone.CHANGED)
        traces.append(
            {
                "type": "scatter",
                "mode": "text",
                "name": tone.value,
                "x": [x for x, _, _ in found],
                "y": [round(y + lower, 3) for _, y, _ in found],
                "text": [f"<b>{text}</b>" if is_bold else text for _, _, text in found],
                "textposition": "middle left",
                "textfont": {"size": frame.text, "color": colour},
                "hoverinfo": "skip",
                "cliponaxis": False,
            }
        )
    return traces


def _not_yet(matrix: Matrix, edges: Sequence[float], theme: Theme) -> list[dict[str, Any]]:
    """Hatched fields where a period was not published yet: one shape for each unbroken run of a column."""
    x: list[float | None] = []
    y: list[float | None] = []
    for n, column in enumerate(matrix.columns):
        run: list[int] = []
        for row, cell in enumerate((*column.cells, Cell("", Tone.PLAIN))):
            if cell.tone is Tone.NOT_YET:
                run.append(row)
            elif run:
                low, high = run[0] - 0.5, run[-1] + 0.5
                x += [edges[n], edges[n + 1], edges[n + 1], edges[n], edges[n], None]
                y += [low, low, high, high, low, None]
                run = []
    if not x:
        return []
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": Tone.NOT_YET.value,
            "x": x[:-1],
            "y": y[:-1],
            "fill": "toself",
            "fillcolor": theme.paper,
            "fillpattern": {"shape": "/", "fgcolor": theme.hair, "bgcolor": theme.paper, "size": 7, "solidity": 0.18},
            "line": {"width": 0},
            "hoverinfo": "skip",
        }
    ]


def _changed(matrix: Matrix, edges: Sequence[float], frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """A field and a line under it for each cell that differs from the publication before."""
    shapes: list[dict[str, Any]] = []
    for n, column in enumerate(matrix.columns):
        for row, cell in enumerate(column.cells):
            if cell.tone is not Tone.CHANGED:
                continue
            ends = {"x0": edges[n], "x1": edges[n + 1], "layer": "below"}
            shapes += [
                {
                    "type": "rect",
                    **ends,
                    "y0": row - 0.5,
                    "y1": row + 0.5,
                    "fillcolor": theme.band,
                    "line": {"width": 0},
                },
                {"type": "line", **ends, "y0": row + 0.5, "y1": row + 0.5}
                | {"line": {"color": theme.hjortron, "width": max(2.0, frame.line)}, "layer": "above"},
            ]
    return shapes


def _rules(count: int, across: float, theme: Theme) -> list[dict[str, Any]]:
    """A line between the rows, as far as there are columns."""
    return [
        {
            "type": "line",
            "x0": 0,
            "x1": across,
            "y0": n - 0.5,
            "y1": n - 0.5,
            "line": {"color": theme.hair, "width": 1},
            "layer": "below",
        }
        for n in range(count + 1)
    ]
