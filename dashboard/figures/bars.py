"""Horizontal bars: parts stacked from zero outwards with the net marked, or one bar a row; numbers in columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.figures.frame import DEMO_SIZE, base, demo_mark, room_for_labels
from dashboard.figures.scales import round_ticks, text_width
from dashboard.theme import Frame, Theme

_NARROW, _WIDE = 320, 720
"""Widths that a figure on a page has at least, px, on a phone and elsewhere; labels are set apart for them."""
_GAP = 0.5
"""Rows left empty above a row that stands apart."""
_LINE = 0.95
"""Rows that a line of names of the parts takes."""
_THICKEST = 1.9
"""Thickness of a bar at most, in heights of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row. ``parts`` are signed lengths, stacked from zero outwards in their order; none for numbers alone.

    columns: texts at the right, one for each heading of the chart. net: where the parts end together, marked with a
    dot. reach: the lowest and highest the bar can be, where that is not known; ``estimated`` when it is a guess
    between them. apart: set off from the rows above. quiet: too small to be read as a change.
    """

    name: str
    parts: tuple[float, ...] = ()
    columns: tuple[str, ...] = ()
    net: float | None = None
    reach: tuple[float, float] | None = None
    estimated: bool = False
    chosen: bool = False
    quiet: bool = False
    apart: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        """The furthest the row is drawn to the left and to the right of zero."""
        drawn = (*(end for start, length in self.laid() for end in (start, start + length)), self.net or 0.0)
        return min(*drawn, 0.0, *(self.reach or ())), max(*drawn, 0.0, *(self.reach or ()))

    def laid(self) -> tuple[tuple[float, float], ...]:
        """Start and length of each part: negative ones to the left of zero, positive ones to the right."""
        left = right = 0.0
        found = []
        for length in self.parts:
            found.append((left if length < 0 else right, length))
            left, right = left + min(length, 0.0), right + max(length, 0.0)
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Rows from the top. ``headings`` stand over the columns; a heading may have a line break (``<br>``).

    part_names: names of the stacked parts, set over the first row with a line to each; empty for plain bars.
    ``short_part_names`` stand there where the full ones have too little room.
    """

    bars: tuple[Bar, ...]
    headings: tuple[str, ...]
    tick_text: Any
    part_names: tuple[str, ...] = ()
    short_part_names: tuple[str, ...] = ()
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Where things are. ``rows`` are the places of the bars on an axis that grows downwards; sizes are in px."""

    rows: tuple[float, ...]
    name_at: float  # of a row's name above the middle of its bar, in rows
    head: float
    pitch: float
    size: float
    left: float
    columns: tuple[float, ...]
    plot: float
    top: float

    @property
    def thickness(self) -> float:
        """Thickness of a bar, in rows."""
        return min(0.4 if self.name_at else 0.64, self.size * _THICKEST / self.pitch)


def bar_chart(chart: BarChart, frame: Frame, theme: Theme) -> dict[str, Any]:
    """Bars on one axis from zero. Names at the left, or above their bars where there is little room; no legend."""
    figure = base(frame, theme)
    layout = figure["layout"]
    plan = _planned(chart, frame, layout)
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
        "ticktext": [] if plan.name_at else [_named(bar, theme) for bar in chart.bars],
        "tickfont": {"size": plan.size, "color": theme.ink},
        "showgrid": False,
    }
    layout["barmode"] = "overlay"
    layout["shapes"].append(_zero(plan, frame, theme))
    layout["annotations"] = [*_columns(chart, plan, frame, theme), *_names_above(chart, plan, theme)]
    if stacked:
        labels, lines = _part_names(chart, plan, span, frame, theme)
        layout["annotations"] += labels
        layout["shapes"] += lines
    layout["annotations"] += demo_mark(chart.synthetic, frame, theme, layout["margin"]["t"])
    return figure


def _planned(chart: BarChart, frame: Frame, layout: dict[str, Any]) -> _Plan:
    """Sizes of everything, and the margins they ask for. A phone's figure grows with its rows, others set smaller."""
    rows, at = [], 0.0
    for bar in chart.bars:
        at += _GAP if bar.apart and rows else 0.0
        rows.append(at)
        at += 1.0
    above = frame.short_names
    head = _LINE if chart.part_names else 0.0
    units = rows[-1] + 1.2 + head + (0.5 if above else 0.0)
    lines = max((heading.count("<br>") + 1 for heading in chart.headings), default=0)
    demo = frame.text * DEMO_SIZE * 1.5 if chart.synthetic else 0.0
    top = max(frame.top, demo + lines * frame.text * 1.3 + frame.text * 0.3)
    bottom = frame.bottom if chart.part_names else frame.text * 0.6
    height = frame.height
    if above:
        height = max(height, int(top + bottom + units * frame.text * 2.7))
    pitch = (height - top - bottom) / units
    size = min(frame.label, pitch * 0.72)
    columns = tuple(_column_width(chart, n, frame.text, size) for n in range(len(chart.headings)))
    widest = max(text_width(bar.name, size, bold=bar.chosen) for bar in chart.bars)
    left = frame.text * 0.4 if above else widest + size * 0.9
    right = max(sum(columns) + frame.text * 0.3, room_for_labels((), frame, synthetic=chart.synthetic))
    width = frame.width or (_NARROW if above else _WIDE)
    layout["height"] = height
    layout["margin"] |= {"l": int(left), "r": int(right), "t": int(top), "b": int(bottom)}
    return _Plan(
        rows=tuple(rows),
        name_at=0.5 if above else 0.0,
        head=head,
        pitch=pitch,
        size=size,
        left=left,
        columns=columns,
        plot=max(width - left - right, 40.0),
        top=top,
    )


def _column_width(chart: BarChart, n: int, text: float, size: float) -> float:
    lines = [text_width(line, text * 0.92) for line in chart.headings[n].split("<br>")]
    cells = [text_width(bar.columns[n], size, bold=True) for bar in chart.bars if n < len(bar.columns)]
    return max([*lines, *cells]) + text * 0.9


def _tones(theme: Theme) -> tuple[tuple[str, str, str], ...]:
    """Fill, outline and colour of the text of each part: neighbours differ in lightness, so that grey print will do."""
    return (
        (theme.context, theme.paper, theme.ink),
        (theme.ink_2, theme.paper, theme.paper),
        (theme.band, theme.ink_2, theme.ink),
        (theme.ink, theme.paper, theme.paper),
    )


def _parts(chart: BarChart, plan: _Plan, span: tuple[float, float], theme: Theme) -> list[dict[str, Any]]:
    """A trace for each part, with its number inside wherever there is room."""
    traces, per_unit = [], plan.plot / (span[1] - span[0])
    laid = [bar.laid() for bar in chart.bars]
    size = plan.size * 0.82
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


def _bars(plan: _Plan, starts: list[float], lengths: list[float], fill: Any, outline: Any) -> dict[str, Any]:
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


def _plain(chart: BarChart, plan: _Plan, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
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


def _nets(chart: BarChart, plan: _Plan, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
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


def _zero(plan: _Plan, frame: Frame, theme: Theme) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": 0,
        "x1": 0,
        "y0": -0.5,
        "y1": plan.rows[-1] + 0.5,
        "line": {"color": theme.ink, "width": frame.hairline},
    }


def _named(bar: Bar, theme: Theme) -> str:
    return f'<b style="color:{theme.chosen}">{bar.name}</b>' if bar.chosen else bar.name


def _names_above(chart: BarChart, plan: _Plan, theme: Theme) -> list[dict[str, Any]]:
    """Names over their bars, where there is no room beside them."""
    if not plan.name_at:
        return []
    return [
        {
            "x": 0,
            "xref": "paper",
            "y": row - plan.name_at,
            "text": _named(bar, theme),
            "font": {"size": plan.size, "color": theme.ink},
            "bgcolor": theme.paper,
            "borderpad": 0,
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "middle",
        }
        for row, bar in zip(plan.rows, chart.bars, strict=True)
    ]


def _columns(chart: BarChart, plan: _Plan, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """Numbers at the right of the bars, right-aligned under their headings; the first is the row's own."""
    made = []
    for n, heading in enumerate(chart.headings):
        edge = {"x": 1, "xref": "paper", "xanchor": "right", "showarrow": False, "align": "right"}
        edge |= {"xshift": sum(plan.columns[: n + 1])}
        above = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": frame.text * 0.2}
        made.append(edge | above | {"text": heading, "font": {"size": frame.text * 0.92, "color": theme.muted}})
        for row, bar in zip(plan.rows, chart.bars, strict=True):
            if n >= len(bar.columns) or not bar.columns[n]:
                continue
            colour = theme.chosen if bar.chosen else theme.ink_2 if n else theme.muted if bar.quiet else theme.ink
            text = bar.columns[n] if n or bar.quiet else f"<b>{bar.columns[n]}</b>"
            cell = {"y": row, "yanchor": "middle", "text": text, "font": {"size": plan.size, "color": colour}}
            made.append(edge | cell)
    return made


def _part_names(
    chart: BarChart, plan: _Plan, span: tuple[float, float], frame: Frame, theme: Theme
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The parts' names over the first row, and a line from each to its part there."""
    per_unit = plan.plot / (span[1] - span[0])
    size = min(frame.text, plan.size)
    names = chart.part_names
    if sum(text_width(name, size) for name in names) > plan.plot * 0.75:
        names = chart.short_part_names or names
    middles = [(start + length / 2 - span[0]) * per_unit for start, length in chart.bars[0].laid()]
    order = sorted(range(len(middles)), key=lambda n: (middles[n], n))
    widths = [text_width(names[n], size) + size * 0.8 for n in order]
    room = (-plan.left, plan.plot + sum(plan.columns))
    spots = dict(zip(order, apart([middles[n] for n in order], widths, *room), strict=True))
    labels, lines = [], []
    for n, name in enumerate(names):
        inside = min(max(spots[n], 0.0), plan.plot)  # what is placed outside the axis is not drawn
        x, y = span[0] + inside / per_unit, -0.62 - plan.name_at - _LINE * 0.5
        labels.append(
            {
                "x": x,
                "xshift": spots[n] - inside,
                "y": y,
                "text": name,
                "font": {"size": size, "color": theme.ink_2},
                "bgcolor": theme.paper,
                "borderpad": 0,
                "showarrow": False,
                "yanchor": "middle",
            }
        )
        lines.append(
            {
                "type": "line",
                "x0": x,
                "y0": y + size * 0.62 / plan.pitch,
                "x1": span[0] + middles[n] / per_unit,
                "y1": -plan.thickness / 2,
                "line": {"color": theme.ink_2, "width": frame.hairline},
            }
        )
    return labels, lines


def apart(wanted: Sequence[float], widths: Sequence[float], low: float, high: float) -> list[float]:
    """Middles of texts beside each other in the order given, as near the wanted ones as may be, within [low, high].

    Where there is no room for all, the first keep theirs and the last go beyond ``high``.
    """
    offsets = [sum(widths[:n]) + width / 2 for n, width in enumerate(widths)]
    pools: list[list[float]] = []  # mean of what is left when what stands before is taken away, and how many
    for place, offset in zip(wanted, offsets, strict=True):
        pools.append([place - offset, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, many = pools.pop()
            before = pools[-1]
            pools[-1] = [(before[0] * before[1] + mean * many) / (before[1] + many), before[1] + many]
    room = max(high - sum(widths), low)
    starts = [min(max(mean, low), room) for mean, many in pools for _ in range(int(many))]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]
