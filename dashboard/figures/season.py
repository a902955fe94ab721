"""The season chart: January to December on x, the span of five years before as a band, last year dashed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.figures.frame import base, demo_mark, edge_labels, room_for_labels, room_for_ticks
from dashboard.figures.scales import last_known, round_ticks, text_width
from dashboard.figures.theme import LAST_YEAR_DASH, Frame, Theme
from dashboard.words.swedish import SHORT_MONTHS


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonChart:
    """What a season chart shows. Each series has one value per month of the year.

    ``low`` and ``high`` are the edges of the band, None where there is no band. ``now_label`` stands at the newest
    point, the others at the right edge. ``hollow`` says that the newest value is incomplete or preliminary.
    """

    now: tuple[float | None, ...]
    before: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    now_name: str
    before_name: str
    band_name: str
    now_label: str
    before_label: str
    tick_text: Any
    hollow: bool = False
    synthetic: bool = False


def season_chart(chart: SeasonChart, frame: Frame, theme: Theme) -> dict[str, Any]:
    """The chart as a plotly figure. Axis from zero; a hole in a series is a gap in its line."""
    parts = len(chart.now)
    x = list(range(parts))
    names = list(SHORT_MONTHS)
    known = [v for row in (chart.now, chart.before, chart.low, chart.high) for v in row if v is not None]
    ticks = round_ticks(min(known, default=0.0), max(known, default=1.0), frame.ticks, from_zero=True)
    figure = base(frame, theme)
    layout = figure["layout"]
    figure["data"] = [
        *_band(chart, x, theme),
        _line(chart.before, x, chart.before_name, names, theme.context, frame.line, LAST_YEAR_DASH),
        _line(chart.now, x, chart.now_name, names, theme.chosen, frame.own_line, "solid"),
        *_newest(chart, x, frame, theme),
    ]
    tick_texts = [chart.tick_text(tick) for tick in ticks]
    edge = ticks[-1] - ticks[0]
    layout["margin"] |= {
        "l": room_for_ticks(tick_texts, frame),
        "r": room_for_labels([chart.before_label, chart.band_name], frame, synthetic=chart.synthetic),
    }
    room = (frame.least_width - layout["margin"]["l"] - layout["margin"]["r"]) / max(parts - 1, 1)
    widest = max(text_width(name, frame.text) for name in names) + frame.text * 0.4
    every = next((step for step in (1, 2, 3) if step * room >= widest), 6)
    layout["xaxis"] |= {
        "range": [-0.15, parts - 1 + 0.05],
        "tickvals": x[::every],
        "ticktext": names[::every],
    }
    layout["yaxis"] |= {
        "range": [ticks[0] - edge * 0.004, ticks[-1] + edge * 0.004],
        "tickvals": ticks,
        "ticktext": tick_texts,
    }
    layout["annotations"] = [
        *_labels(chart, ticks, frame.full_width - layout["margin"]["l"] - layout["margin"]["r"], frame, theme),
        *demo_mark(chart.synthetic, frame, theme),
    ]
    return figure


def _line(
    row: Sequence[float | None], x: list[int], name: str, names: list[str], colour: str, width: float, dash: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": list(row),
        "text": [f"{month} {name}" for month in names],
        "line": {"color": colour, "width": width, "dash": dash},
        "hovertemplate": "%{text}: %{y:,.0f}<extra></extra>",
    }


def _band(chart: SeasonChart, x: list[int], theme: Theme) -> list[dict[str, Any]]:
    """The band as closed shapes, one for each unbroken run of the year."""
    runs: list[list[int]] = []
    for n in x:
        if chart.low[n] is None or chart.high[n] is None:
            continue
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": chart.band_name,
            "x": [*run, *reversed(run)],
            "y": [*(chart.high[n] for n in run), *(chart.low[n] for n in reversed(run))],
            "fill": "toself",
            "fillcolor": theme.band,
            "line": {"width": 1, "color": theme.context},
            "hoverinfo": "skip",
        }
        for run in runs
        if len(run) > 1
    ]


def _newest(chart: SeasonChart, x: list[int], frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    newest = last_known(chart.now)
    if newest is None:
        return []
    at, value = newest
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [x[at]],
            "y": [value],
            "hoverinfo": "skip",
            "cliponaxis": False,
            "marker": {
                "size": frame.dot,
                "color": theme.paper if chart.hollow else theme.chosen,
                "line": {"color": theme.chosen, "width": max(1.5, frame.line * 0.7)},
                "opacity": 1,
            },
        }
    ]


def _labels(chart: SeasonChart, ticks: list[float], across: float, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """This year at its newest point; last year and the band at the right edge, moved apart. ``across`` is in px."""
    found = []
    newest = last_known(chart.now)
    if newest is not None:
        found.append(_newest_label(chart, *newest, ticks, across, frame, theme))
    right = []
    if (before := last_known(chart.before)) is not None:
        right.append((before[1], chart.before_label, theme.ink_2))
    if (high := last_known(chart.high)) is not None and (low := chart.low[high[0]]) is not None:
        right.append(((low + high[1]) / 2, chart.band_name, theme.muted))
    return [*found, *edge_labels(right, (ticks[0], ticks[-1]), frame)]


def _newest_label(
    chart: SeasonChart, at: int, value: float, ticks: list[float], across: float, frame: Frame, theme: Theme
) -> dict[str, Any]:
    """The newest value's label where it covers least of the lines: before, after, over or under its point."""
    step = across / (len(chart.now) - 1)
    width = text_width(chart.now_label, frame.label, bold=True)
    scale = frame.plot_height / (ticks[-1] - ticks[0])
    best = None
    for side, left in (("left", at * step), ("right", at * step - width), ("center", at * step - width / 2)):
        if left < -frame.label * 0.3 or left + width > across:
            continue
        heights = list(_heights(chart, left / step, (left + width) / step))
        for way, away in ((1, max(heights) - value), (-1, value - min(heights))):
            room = ticks[-1] - max(heights) if way > 0 else min(heights) - ticks[0]
            if room * scale < frame.label * 1.5:
                continue
            if best is None or away * scale < best[0]:
                best = (away * scale, side, way)
    away, side, way = best or (0.0, "right" if at > len(chart.now) / 2 else "left", 1)
    return {
        "x": at,
        "y": value,
        "text": f"<b>{chart.now_label}</b>",
        "font": {"size": frame.label, "color": theme.chosen},
        "showarrow": False,
        "xanchor": side,
        "yanchor": "bottom" if way > 0 else "top",
        "yshift": way * (away + frame.dot * 0.8),
        "bgcolor": theme.paper,
    }


def _heights(chart: SeasonChart, first: float, last: float) -> Iterator[float]:
    """The values that lines and the edges of the band have between two places on the axis of months, ends included."""
    for row in (chart.now, chart.before, chart.low, chart.high):
        for n in range(len(row) - 1):
            one, other = row[n], row[n + 1]
            if one is None or other is None or last < n or first > n + 1:
                continue
            for place in (max(first, n), min(last, n + 1)):
                yield one + (other - one) * (place - n)
    newest = last_known(chart.now)
    if newest is not None:
        yield newest[1]
