"""Texts of a chart of horizontal bars: names of rows and of parts, and numbers in columns."""

from typing import Any

from dashboard.figures.barplan import LINE, Bar, BarChart, Plan
from dashboard.figures.scales import apart, text_width
from dashboard.figures.theme import Frame, Theme


def named(bar: Bar, theme: Theme) -> str:
    """A row's name, that of the chosen place bold and in its colour."""
    return f'<b style="color:{theme.chosen}">{bar.name}</b>' if bar.chosen else bar.name


def names_above(chart: BarChart, plan: Plan, theme: Theme) -> list[dict[str, Any]]:
    """Names over their bars, where there is no room beside them."""
    if not plan.name_at:
        return []
    return [
        {
            "x": 0,
            "xref": "paper",
            "y": row - plan.name_at,
            "text": named(bar, theme),
            "font": {"size": plan.size, "color": theme.ink},
            "bgcolor": theme.paper,
            "borderpad": 0,
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "middle",
        }
        for row, bar in zip(plan.rows, chart.bars, strict=True)
    ]


def columns(chart: BarChart, plan: Plan, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """Numbers at the right of the bars, right-aligned under their headings; the first is the row's own."""
    made = []
    for n, heading in enumerate(chart.headings):
        edge = {"x": 1, "xref": "paper", "xanchor": "right", "showarrow": False, "align": "right"}
        edge |= {"xshift": sum(plan.columns[: n + 1])}
        above = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": frame.text * 0.2}
        made.append(edge | above | {"text": heading, "font": {"size": frame.small(0.92), "color": theme.muted}})
        for row, bar in zip(plan.rows, chart.bars, strict=True):
            if n >= len(bar.columns) or not bar.columns[n]:
                continue
            colour = theme.chosen if bar.chosen else theme.ink_2 if n else theme.muted if bar.quiet else theme.ink
            text = bar.columns[n] if n or bar.quiet else f"<b>{bar.columns[n]}</b>"
            cell = {"y": row, "yanchor": "middle", "text": text, "font": {"size": plan.size, "color": colour}}
            made.append(edge | cell)
    return made


def part_names(
    chart: BarChart, plan: Plan, span: tuple[float, float], frame: Frame, theme: Theme
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
        x, y = span[0] + inside / per_unit, -0.62 - plan.name_at - LINE * 0.5
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
