"""The map: areas in five classes of one hue, the county enlarged with its numbers, and a legend that counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from dashboard.figures.across.rings import Field, border, field_of_text, is_free, is_inside, near, spread, wide_of_text
from dashboard.figures.across.swatches import halved, pattern, written
from dashboard.figures.frame import base, demo_mark
from dashboard.figures.scales import text_width
from dashboard.figures.theme import Frame, Theme

Ring = tuple[tuple[float, ...], tuple[float, ...]]
_SCREEN, _PHONE = (1000, 600), (346, 336)
"""Width of the figure and height of its maps where the page decides, px: as wide as a page has it, not a small one."""
_SHRINKS = 1.4
"""A page's map may be so many times smaller under its texts, in the smallest window that is not a phone's."""
_SLIM = 1.65
"""A figure so many times wider than it is tall has its legend beside the maps."""
_ROW, _PAGE_ROW = 1.5, 2.0
"""Height of a row of the legend, in sizes of its text; on a page, where the map may be smaller under it."""


class Fill(Enum):
    """How an area without a class is filled: its number alone, few persons, or no number."""

    NUMBER = "number"
    FEW = "few"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A place on the map. rings, inside: in km. fill: its class, 0 lowest, or how it is filled without one.

    label: its number as it stands in the enlarged county, empty without one. text: what is said when it is pointed at.
    """

    name: str
    rings: tuple[Ring, ...]
    inside: tuple[float, float]
    fill: int | Fill
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMap:
    """The country's areas (empty where only the county is shown), the county's, and which of them is chosen.

    border: the county's outline. classes: what each class holds, in words, and how many areas. few_sv, absent_sv: what
    the two fills without a class mean. unit: over the legend. heading: over the enlarged county.
    """

    country: tuple[Area, ...]
    county: tuple[Area, ...]
    chosen: str
    border: tuple[Ring, ...]
    classes: tuple[tuple[str, int], ...]
    unit: str
    counted_sv: str
    few_sv: str
    absent_sv: str
    heading: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class _Box:
    """A field of the figure, px from the lower left, and how km become px in it."""

    left: float
    low: float
    width: float
    height: float
    scale: float = 1.0
    dx: float = 0.0
    dy: float = 0.0

    def fitted(self, areas: Sequence[Area]) -> "_Box":
        """The field with the scale at which areas fill it, set in its upper left."""
        xs = [x for area in areas for ring in area.rings for x in ring[0]]
        ys = [y for area in areas for ring in area.rings for y in ring[1]]
        wide, tall = max(xs) - min(xs), max(ys) - min(ys)
        scale = min(self.width / wide, self.height / tall)
        dx = self.left + (self.width - wide * scale) / 2 - min(xs) * scale
        return replace(self, scale=scale, dx=dx, dy=self.low + self.height - max(ys) * scale)

    def x(self, km: float) -> float:
        """px from the left."""
        return round(km * self.scale + self.dx, 1)

    def y(self, km: float) -> float:
        """px from below."""
        return round(km * self.scale + self.dy, 1)


def area_map(content: AreaMap, frame: Frame, theme: Theme) -> dict[str, Any]:
    """The map as a plotly figure in px of its own, which are scaled with the page."""
    figure = base(frame, theme)
    layout = figure["layout"]
    legend_rows = _legend_rows(content, theme)
    legend_height = (len(legend_rows) + (3.5 if _is_page(frame) else 2)) * _row(frame)
    width, height, fields = _layout(content, frame, legend_height)
    for axis, size in (("xaxis", width), ("yaxis", height)):
        layout[axis] |= {"range": [0, size], "visible": False, "showgrid": False}
    layout["xaxis"] |= {"constraintoward": "left"}
    layout["yaxis"] |= {"scaleanchor": "x", "constraintoward": "top"}
    layout["margin"] = {"l": 0, "r": 0, "t": int(frame.text * 1.4) if content.synthetic else 4, "b": 4, "pad": 0}
    if frame.width is None:
        layout["height"] = int(height) + layout["margin"]["t"] + layout["margin"]["b"]
    data: list[dict[str, Any]] = []
    if content.country:
        data += _maps(content, content.country, fields["country"].fitted(content.country), theme, 0.5)
    if content.county:
        box = fields["county"].fitted(content.county)
        data += _maps(content, content.county, box, theme, 1.0)
        layout["annotations"] += _labels(content, box, frame, theme)
        if content.heading and content.country:
            layout["annotations"].append(_heading(content.heading, fields["county"], frame, theme))
    figure["data"] = data
    shapes, notes = _legend(content, legend_rows, fields["legend"], frame, theme)
    layout["shapes"] = shapes
    marks = demo_mark(content.synthetic, frame, theme, layout["margin"]["t"])
    layout["annotations"] += [*notes, *(mark | {"xanchor": "right", "xshift": 0} for mark in marks)]
    return figure


def _is_page(frame: Frame) -> bool:
    """Whether a page wider than a phone decides the width, and draws the map larger or smaller under its texts."""
    return frame.width is None and not frame.short_names


def _unit(content: AreaMap, frame: Frame) -> str:
    """The heading of the legend, in two lines on a page where it is long."""
    is_long = _is_page(frame) and text_width(content.unit, frame.text, bold=True) > frame.text * 15
    return halved(content.unit) if is_long else content.unit


def _row(frame: Frame) -> float:
    """Height of a row of the legend, px."""
    return frame.text * (_PAGE_ROW if _is_page(frame) else _ROW)


def _layout(content: AreaMap, frame: Frame, legend_height: float) -> tuple[float, float, Mapping[str, _Box]]:
    """Width, height, and the fields of the country, the county and the legend."""
    if frame.width is None:
        width, tall = _PHONE if frame.short_names else _SCREEN
    else:
        width, tall = frame.width, int(frame.height - frame.text * 1.8)
    gap = frame.text * 1.2
    top = frame.text * 1.7 if content.heading and content.country else 0.0
    units = [text_width(line, frame.text, bold=True) for line in _unit(content, frame).split("<br>")]
    counted = text_width(content.counted_sv, frame.text) + frame.text * 2
    is_page = _is_page(frame)
    legend_width = max(frame.text * (20 if is_page else 17), max(units) * _SHRINKS if is_page else units[0] + counted)
    across = 0.43 * tall if content.country else 0.0
    if frame.short_names:
        below = legend_height
        boxes = {
            "country": _Box(0, below, width, tall),
            "county": _Box(0, below, width, tall),
            "legend": _Box(0, 0, width, below - gap / 2),
        }
        return float(width), tall + below, boxes
    left = across + 2 * gap if content.county else 0.0
    beside = width / tall > _SLIM or not content.county or not content.country
    if beside:
        room = width - left - legend_width - gap if content.county else across
        start = 0.0 if content.county else max((width - across - 3 * gap - legend_width) / 2, 0.0)
        beyond = left + room + gap if content.county else start + across + 3 * gap
        boxes = {
            "country": _Box(start, 0, across, tall),
            "county": _Box(left, 0, room, tall - top),
            "legend": _Box(beyond, 0, legend_width, legend_height),
        }
    else:
        boxes = {
            "country": _Box(0, 0, across, tall),
            "county": _Box(left, legend_height + gap, width - left, tall - legend_height - gap - top),
            "legend": _Box(left + gap, 0, legend_width, legend_height),
        }
    return float(width), float(tall), boxes


def _maps(content: AreaMap, areas: Sequence[Area], box: _Box, theme: Theme, line: float) -> list[dict[str, Any]]:
    """The areas class by class, the county's and the chosen place's outlines, and points that can be pointed at."""
    groups: dict[int | Fill, list[Area]] = {}
    for area in areas:
        groups.setdefault(area.fill, []).append(area)
    traces = [
        _filled([ring for area in group for ring in area.rings], box, theme.paper, line)
        | _fill(fill, theme)
        | {"name": _name(fill), "hoverinfo": "skip"}
        for fill, group in sorted(groups.items(), key=lambda pair: str(pair[0]))
    ]
    empty = "rgba(0,0,0,0)"
    if content.border:
        border = _filled(content.border, box, theme.ink, 1.3 if line >= 1 else 1.0)
        traces.append(border | {"fillcolor": empty, "name": "county", "hoverinfo": "skip"})
    chosen = next((area for area in areas if area.name == content.chosen), None)
    if chosen is not None:
        width = 3.2 if line >= 1 else 1.8
        for name, colour, wide in (("around", theme.paper, width + 2.4), ("chosen", theme.ink, width)):
            outline = _filled(chosen.rings, box, colour, wide)  # on paper first: ink alone is lost on the darkest class
            traces.append(outline | {"fillcolor": empty, "name": name, "hoverinfo": "skip"})
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "name": "places",
            "x": [box.x(area.inside[0]) for area in areas],
            "y": [box.y(area.inside[1]) for area in areas],
            "text": [area.text for area in areas],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {"size": 14 if line >= 1 else 8, "opacity": 0},
        }
    )
    return traces


def _filled(rings: Sequence[Ring], box: _Box, colour: str, width: float) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    scale, dx, dy = box.scale, box.dx, box.dy
    for across, up in rings:
        x.extend([round(km * scale + dx, 1) for km in across])
        y.extend([round(km * scale + dy, 1) for km in up])
        x.append(None)
        y.append(None)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x[:-1],
        "y": y[:-1],
        "fill": "toself",
        "line": {"color": colour, "width": width},
        "cliponaxis": False,
    }


def _fill(fill: int | Fill, theme: Theme) -> dict[str, Any]:
    if isinstance(fill, int):
        return {"fillcolor": theme.map_classes[fill]}
    if fill is Fill.NUMBER:
        return {"fillcolor": theme.band}
    shape = "/" if fill is Fill.FEW else "."
    pattern = {"shape": shape, "fgcolor": theme.context, "bgcolor": theme.paper, "size": 6, "solidity": 0.25}
    return {"fillcolor": theme.paper, "fillpattern": pattern}


def _name(fill: int | Fill) -> str:
    return f"class {fill + 1}" if isinstance(fill, int) else fill.value


def _labels(content: AreaMap, box: _Box, frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """Name and number in each area of the county that has room for them; else the number, else nothing.

    The chosen one first, then the largest: none is written over another.
    """
    size = frame.text * 0.96
    taken: list[Field] = []
    found = []
    shapes = [
        (area, border([box.x(x) for x in area.rings[0][0]], [box.y(y) for y in area.rings[0][1]]))
        for area in content.county
        if area.rings
    ]
    for area, shape in sorted(shapes, key=lambda one: (one[0].name != content.chosen, -spread(one[1]))):
        is_chosen = area.name == content.chosen
        middle = box.x(area.inside[0]), box.y(area.inside[1])
        for text in (f"{area.name}<br>{area.label}", area.label) if area.label else (area.name,):
            lines = text.split("<br>")
            half = max(text_width(line, size, bold=is_chosen) for line in lines) / 2
            high = size * 0.62 * len(lines)
            inside, aside = None, None
            for at in near(middle, half, high):
                if not is_free(wide_of_text(at, half, high), taken):
                    continue
                aside = aside or at
                if is_inside(field_of_text(at, half * 0.9, high), shape):
                    inside = at
                    break
            if inside is not None or (is_chosen and aside is not None):
                break
        else:
            continue
        fits = inside is not None
        x, y = inside or aside or middle
        taken.append(wide_of_text((x, y), half, high))
        is_dark = fits and isinstance(area.fill, int) and area.fill >= 3
        note = {
            "x": x,
            "y": y,
            "text": f"<b>{text}</b>" if is_chosen else text,
            "font": {"size": size, "color": theme.paper if is_dark else theme.ink},
            "showarrow": False,
            "xanchor": "center",
            "yanchor": "middle",
        }
        is_plain = fits and (isinstance(area.fill, int) or area.fill is Fill.NUMBER)
        found.append(note if is_plain else note | {"bgcolor": theme.paper})
    return found


def _heading(text: str, box: _Box, frame: Frame, theme: Theme) -> dict[str, Any]:
    return {
        "x": box.left,
        "y": box.low + box.height + frame.text * 0.4,
        "text": text,
        "font": {"size": frame.text * 0.92, "color": theme.muted},
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
    }


def _legend_rows(content: AreaMap, theme: Theme) -> list[tuple[str, str, int | None]]:
    """Colour (or the shape of a pattern), text and number of areas of each row."""
    every = content.country or content.county
    rows: list[tuple[str, str, int | None]] = [
        (theme.map_classes[n], text, count) for n, (text, count) in enumerate(content.classes)
    ]
    for fill, text in ((Fill.FEW, content.few_sv), (Fill.ABSENT, content.absent_sv)):
        count = sum(area.fill is fill for area in every)
        if count:
            rows.append((fill.value, text, count))
    return rows


def _legend(
    content: AreaMap, rows: Sequence[tuple[str, str, int | None]], box: _Box, frame: Frame, theme: Theme
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Boxes and bars, and texts: what each class holds and how many areas, the fills without a class last."""
    size, row = frame.text * 0.96, _row(frame)
    top = box.low + box.height - row
    most = max((count or 0 for _, _, count in rows), default=0)
    swatch = frame.text * 1.7
    wider = _SHRINKS if _is_page(frame) else 1.0
    text_at = box.left + swatch + frame.text * 0.6 * wider
    longest = max((text_width(text, size) for _, text, _ in rows[: len(content.classes)]), default=0.0)
    bar_at = text_at + longest * wider + frame.text
    bar_room = max(box.width - (bar_at - box.left) - frame.text * 3, frame.text * 2)
    shapes, notes = [], []
    if rows:
        notes.append(written(_unit(content, frame), box.left, top, size, theme.ink, bold=True))
    if content.classes:
        if _is_page(frame):  # under each other, since the one does not grow narrower with the map
            top -= row * 0.9
            head_at = bar_at
        else:
            head_at = max(bar_at, box.left + text_width(content.unit, size, bold=True) + frame.text)
        notes.append(written(content.counted_sv, head_at, top, size, theme.muted))
    middle = top
    for colour, text, count in rows:
        is_pattern = not colour.startswith("#")
        is_long = is_pattern and _is_page(frame)
        middle -= row * (1.25 if is_long else 1)
        ends = {"y0": middle - row * 0.36, "y1": middle + row * 0.36}
        shapes.append(
            {"type": "rect", "x0": box.left, "x1": box.left + swatch, **ends}
            | {"fillcolor": theme.paper if is_pattern else colour, "line": {"color": theme.context, "width": 0.7}}
        )
        if is_pattern:
            shapes += pattern(box.left, swatch, ends, theme, is_strokes=colour == Fill.FEW.value)
        notes.append(written(halved(text) if is_long else text, text_at, middle, size, theme.ink))
        if count is None or is_pattern:
            continue
        width = bar_room * count / most if most else 0.0
        shapes.append(
            {"type": "rect", "x0": bar_at, "x1": bar_at + width, "y0": middle - row * 0.2, "y1": middle + row * 0.2}
            | {"fillcolor": theme.neighbour, "line": {"width": 0}}
        )
        notes.append(written(str(count), bar_at + width + frame.text * 0.4, middle, size, theme.ink))
    return shapes, notes
