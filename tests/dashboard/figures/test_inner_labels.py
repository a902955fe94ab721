"""Labels of lines that end within the plotting area: across no line, across no other label."""

from itertools import pairwise, product

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.across.inner_labels import Box, Field, InnerLabel, Point, Spot, spots
from dashboard.figures.scales import text_width
from dashboard.figures.theme import FRAMES
from dashboard.model import Size
from dashboard.views.make_view import view
from dashboard.views.selection import parse


def is_met(box: Box, a: Point, b: Point) -> bool:
    """Whether the line from a to b touches the box."""
    return bool(shapely.box(*box).intersects(shapely.LineString([a, b])))


_POINTS = st.lists(st.tuples(st.floats(0, 60), st.floats(0, 40)), min_size=2, max_size=12).map(sorted)


@given(
    st.lists(_POINTS, max_size=4), st.lists(st.tuples(st.floats(0, 60), st.floats(0, 40)), max_size=3), st.booleans()
)
def test_labels_inside_lie_across_no_line_and_no_label_where_there_is_a_place_for_them(lines, ends, below):
    field, size = Field(600, 400, 10, 10), 14
    labels = [InnerLabel("Utfall 2025: 65 168", end, below=below) for end in ends]
    boxes: list[tuple[float, ...]] = []
    for label, spot in zip(labels, spots(labels, lines, [field], size), strict=True):

        def lies_free(spot, label=label):
            left, low, right, high = box = spot.box(field.px(label.at), text_width(label.text, size), size)
            drawn = [(field.px(a), field.px(b)) for line in lines for a, b in pairwise(line)]
            apart = all(right < a or c < left or high < b or d < low for a, b, c, d in boxes)
            return (
                min(left, low) >= 0
                and right <= 600
                and high <= 400
                and apart
                and not any(is_met(box, *one) for one in drawn)
            )

        places = [Spot(n, *where) for n in range(1, 16) for where in product((True, False), repeat=2)]
        assert lies_free(spot) or not any(map(lies_free, places))
        boxes.append(spot.box(field.px(label.at), text_width(label.text, size), size))


@pytest.mark.parametrize("size", [Size.SCREEN, Size.PHONE, Size.SLIDE])
def test_the_outcome_of_a_projection_is_named_across_no_vintage(demo, size):
    for region in ("2380", "2321", "23", "01"):
        figure = view(parse("/indikator/framskrivning", f"region={region}"), demo, size).figure
        frame, layout = FRAMES[size], figure["layout"]
        (label,) = (one for one in layout["annotations"] if "Utfall" in one["text"])
        low, high = layout["yaxis"]["range"]
        first, last = (int(one[:4]) for one in layout["xaxis"]["range"])
        wide = (frame.width or frame.about) - layout["margin"]["l"] - layout["margin"]["r"]
        tall = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]

        def px(x, y, low=low, high=high, first=first, last=last, wide=wide, tall=tall):
            return (
                (int(x[:4]) - first) / (last - first) * wide,
                (y - low) / (high - low) * tall,
            )

        x, y = px(label["x"], label["y"])
        right, up = (label["ax"], -label["ay"]) if label["showarrow"] else (label["xshift"], label["yshift"])
        width = text_width(label["text"], frame.label, bold=True) * 0.9  # without the two signs of bold
        width -= text_width("<b></b>", frame.label, bold=True) * 0.9
        left = x + right - (width if label["xanchor"] == "right" else 0)
        bottom = y + up - (frame.label if label["yanchor"] == "top" else 0)
        box = (left, bottom, left + width, bottom + frame.label)
        assert left >= 0 and left + width <= wide + layout["margin"]["r"], region
        for trace in figure["data"]:
            if trace["mode"] == "lines":
                points = [px(*one) for one in zip(trace["x"], trace["y"], strict=True) if one[1] is not None]
                assert not any(is_met(box, a, b) for a, b in pairwise(points)), (region, trace["name"])
