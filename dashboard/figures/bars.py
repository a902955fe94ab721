"""Horizontal bars: parts stacked from zero outwards with the net marked, or one bar a row; numbers in columns."""

from typing import Any

from dashboard.figures.barlabels import columns, named, names_above, part_names
from dashboard.figures.barplan import Bar, BarChart, Plan, planned
from dashboard.figures.frame import base, demo_mark
from dashboard.figures.scales import round_ticks, text_width
from dashboard.figures.theme import SMALLEST_TEXT, Frame, Theme


def bar_chart(chart: BarChart, frame: Frame, theme: Theme) -> dict[str, Any]:
    """Bars on one axis from zero. Names at the left, or above their bars where there is little room; no legend."""
    figure = base(frame, theme)
    layout = figure["layout"]
    plan = planned(chart, frame, layout)
    low, high = min(bar.ends[0] for bar in chart.bars), max(bar.ends[1] for bar in chart.bars)
    stacked = bool(chart.part_names)
    beyond = 0.02 * (high - low) or 1.0
    span = (low - (beyond if low < 0 else 0.0), high + beyond)
    ticks = [tick for tick in round_ticks(low, high, frame.ticks, from_zero=True) if span[0] <= tick <= span[1]]
    figure["data"] = _parts(chart, plan, span, theme) if stacked else _plain(chart, plan, frame, theme)
    figure["data"] += _nets(chart, plan, frame, theme)
    layout["xaxis"] |= {
        "range": list(span),
        "tickvals": ticks if stacked else [],  # elsewhere each row has its own number
        "ticktext": [chart.tick_text(tick) for tick in ticks] if stacked else [],
        "showgrid": stacked,
        "gridcolor": theme.hair,
        "ticks": "",
    }
    layout["yaxis"] |= {
        "range": [plan.rows[-1] + 0.6, -0.6 - plan.head - plan.name_at],
        "tickvals": [] if plan.name_at else list(plan.rows),
        "ticktext": [] if plan.name_at else [named(bar, theme) for bar in chart.bars],
        "tickfont": {"size": plan.size, "color": theme.ink},
        "showgrid": False,
    }
    layout["barmode"] = "overlay"
    layout["shapes"].append(_zero(plan, frame, theme))
    layout["annotations"] = [*columns(chart, plan, frame, theme), *names_above(chart, plan, theme)]
    if stacked:
        labels, lines = part_names(chart, plan, span, frame, theme)
        layout["annotations"] += labels
        layout["shapes"] += lines
    layout["annotations"] += demo_mark(chart.synthetic, frame, theme, layout["margin"]["t"])
    return figure


def _tones(theme: Theme) -> tuple[tuple[str, str, str], ...]:
    """Fill, outline and colour of the text of each part: neighbours differ in lightness, so that grey print will do."""
    return (
        (theme.context, theme.paper, theme.ink),
        (theme.ink_2, theme.paper, theme.paper),
        (theme.band, theme.ink_2, theme.ink),
        (theme.ink, theme.paper, theme.paper),
    )


def _parts(chart: BarChart, plan: Plan, span: tuple[float, float], theme: Theme) -> list[dict[str, Any]]:
    """A trace for each part, with its number inside wherever there is room."""
    traces, per_unit = [], plan.plot / (span[1] - span[0])
    laid = [bar.laid() for bar in chart.bars]
    size = max(plan.size * 0.82, min(plan.size, SMALLEST_TEXT))
    for n, name in enumerate(chart.part_names):
        fill, outline, ink = _tones(theme)[n % 4]
        starts, lengths = [row[n][0] for row in laid], [row[n][1] for row in laid]
        texts = [chart.tick_text(length) for length in lengths]
        widths = [text_width(text, size) + size * 0.6 for text in texts]
        fits = [width <= abs(length) * per_unit for width, length in zip(widths, lengths, strict=True)]
        if plan.name_at:  # the dot is in the bar and hides what stands under it
            free = (plan.size + max(widths)) / 2 / per_unit
            ends = zip(starts, lengths, chart.bars, strict=True)
            clear = [bar.net is None or abs(start + length / 2 - bar.net) > free for start, length, bar in ends]
            fits = [fit and is_clear for fit, is_clear in zip(fits, clear, strict=True)]
        traces.append(
            _bars(plan, starts, lengths, fill, outline)
            | {
                "name": name,
                "text": [text if fit else "" for text, fit in zip(texts, fits, strict=True)],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "constraintext": "none",
                "textfont": {"size": size, "color": ink},
                "customdata": [f"{b.name}, {name}: {t}" for b, t in zip(chart.bars, texts, strict=True)],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )
    return traces


def _bars(plan: Plan, starts: list[float], lengths: list[float], fill: Any, outline: Any) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(plan.rows)[: len(lengths)],
        "base": starts,
        "x": lengths,
        "width": plan.thickness,
        "marker": {"color": fill, "line": {"color": outline, "width": 1.2}},
        "cliponaxis": False,
    }


def _plain(chart: BarChart, plan: Plan, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """What is known as a full bar, what may be there besides as a hollow one, and a guess hollow with a line."""
    drawn = [(bar.parts[0] if bar.parts else 0.0, bar) for bar in chart.bars]
    texts = [f"{bar.name}: {', '.join(bar.columns)}" for bar in chart.bars]
    colours = [theme.chosen if b.chosen else theme.context if b.quiet else theme.ink_2 for b in chart.bars]
    sure = [0.0 if bar.estimated else value for value, bar in drawn]
    hover = {"customdata": texts, "hovertemplate": "%{customdata}<extra></extra>"}
    traces = [_bars(plan, [0.0] * len(sure), sure, colours, colours) | hover | {"name": "säkert"}]
    unsure = [_open(value, bar) for value, bar in drawn]
    if any(length for _, length in unsure):
        starts, lengths = [start for start, _ in unsure], [length for _, length in unsure]
        traces.append(_bars(plan, starts, lengths, theme.paper, colours) | hover | {"name": "osäkert"})
    for row, bar in zip(plan.rows, chart.bars, strict=True):
        if bar.estimated and bar.reach is not None:
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines+markers",
                    "x": list(bar.reach),
                    "y": [row, row],
                    "line": {"color": theme.ink, "width": frame.hairline * 1.4},
                    "marker": {"symbol": "line-ns-open", "size": plan.size * 0.7, "color": theme.ink},
                    "hoverinfo": "skip",
                    "cliponaxis": False,
                }
            )
    return traces


def _open(value: float, bar: Bar) -> tuple[float, float]:
    """Start and length of the hollow bar: a guess from zero, else what may be hidden beyond what is known."""
    if bar.estimated:
        return 0.0, value
    return (value, bar.reach[1] - value) if bar.reach is not None else (0.0, 0.0)


def _nets(chart: BarChart, plan: Plan, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """A dot where each row's parts end together: under the bar, or in it where a name stands between the bars."""
    there = [(row, bar) for row, bar in zip(plan.rows, chart.bars, strict=True) if bar.net is not None]
    if not there:
        return []
    size = min(frame.dot * 1.2, plan.pitch * 0.27)
    below = 0.0 if plan.name_at else plan.thickness / 2 + size / 2 / plan.pitch
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": "netto",
            "x": [bar.net for _, bar in there],
            "y": [row + below for row, _ in there],
            "marker": {
                "size": size,
                "color": theme.chosen,
                "line": {"color": theme.paper, "width": frame.hairline},
                "opacity": 1,
            },
            "customdata": [f"{bar.name}, netto: {bar.columns[0] if bar.columns else ''}" for _, bar in there],
            "hovertemplate": "%{customdata}<extra></extra>",
            "cliponaxis": False,
        }
    ]


def _zero(plan: Plan, frame: Frame, theme: Theme) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": 0,
        "x1": 0,
        "y0": -0.5,
        "y1": plan.rows[-1] + 0.5,
        "line": {"color": theme.ink, "width": frame.hairline},
    }
