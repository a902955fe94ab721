"""Figures are plain dicts: scales, labels, breaks, marks. Nothing here needs a browser."""

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures import spark
from dashboard.figures.dots import Dot, Reference, dot_plot
from dashboard.figures.lines import BreakMark, Line, LineChart, Role, line_chart
from dashboard.figures.scales import round_ticks, spread, time_ticks
from dashboard.figures.theme import FRAMES, THEME
from dashboard.model import Size
from dashboard.words import swedish
from loaders.ground.periods import span

MONTHS = span("2024-01", "2025-12")
SCREEN = FRAMES[Size.SCREEN]


def chart(*lines: Line, frame=SCREEN, **more) -> dict:
    given = {"periods": MONTHS, "first": 0, "last": len(MONTHS) - 1, "tick_text": swedish.number} | more
    return line_chart(LineChart(lines=lines, **given), frame, THEME)


def line(role: Role, *values: float | None, label: str = "") -> Line:
    return Line(name=role.value, role=role, values=values + (values[-1],) * (len(MONTHS) - len(values)), label=label)


finite = st.integers(-(10**8), 10**8).map(lambda n: n / 10)


@given(st.lists(finite, min_size=1, max_size=9), st.booleans(), st.integers(4, 6))
def test_ticks_enclose_all_values_and_are_few_and_even(values, from_zero, wanted):
    ticks = round_ticks(min(values), max(values), wanted, from_zero=from_zero)
    slack = (ticks[-1] - ticks[0]) * 1e-6
    assert ticks[0] - slack <= min(values) and max(values) <= ticks[-1] + slack
    assert 2 <= len(ticks) <= wanted + 2
    steps = {round((b - a) / (ticks[1] - ticks[0]), 6) for a, b in pairwise(ticks)}
    assert steps == {1.0}
    if from_zero or min(values) < 0 < max(values):
        assert any(abs(tick) <= slack for tick in ticks)


@given(st.lists(st.floats(0, 300), min_size=1, max_size=8), st.floats(1, 60))
def test_labels_keep_their_order_and_their_distance(wanted, gap):
    placed = spread(wanted, gap, 0, 300)
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    room = min(gap, 300 / max(len(wanted) - 1, 1))
    for below, above in pairwise(order):
        assert placed[above] - placed[below] >= room - 1e-6
    assert all(-1e-6 <= p <= 300 + 1e-6 for p in placed)


def test_labels_that_do_not_collide_stay():
    assert spread([10, 100, 200], 20, 0, 300) == [10, 100, 200]
    assert spread([100, 100], 20, 0, 300) == [90, 110]


@pytest.mark.parametrize(
    ("first", "last", "dates", "texts"),
    [
        ("2020-01", "2023-06", ["2020-01", "2021-01", "2022-01", "2023-01"], ["2020", "2021", "2022", "2023"]),
        ("2025-02", "2026-01", ["2025-04", "2025-07", "2025-10", "2026-01"], ["apr", "jul", "okt", "2026"]),
        ("2010", "2030", [f"20{n}-01" for n in (10, 15, 20, 25, 30)], ["2010", "2015", "2020", "2025", "2030"]),
        ("2026-11", "2026-11", ["2026-11"], ["nov 2026"]),
        ("2026-11", "2027-02", ["2026-11", "2026-12", "2027-01", "2027-02"], ["nov 2026", "dec", "2027", "feb"]),
        ("2026-Q3", "2027-Q1", ["2026-07", "2026-10", "2027-01"], ["kv\u00a03 2026", "kv\u00a04", "kv\u00a01 2027"]),
        ("2026", "2026", ["2026-01"], ["2026"]),
    ],
)  # fmt: skip
def test_years_stand_at_january(first, last, dates, texts):
    assert time_ticks(span(first, last), 6) == (dates, texts)


@pytest.mark.parametrize(
    ("first", "last", "room", "texts"),
    [
        ("2020-01", "2060-01", 2, ["2020", "2060"]),  # every 20th is three, every 50th one
        ("2022-01", "2026-08", 2, ["2022", "2026"]),
        ("2022-01", "2026-08", 1, ["2025"]),
        ("2024-01", "2026-07", 3, ["2024", "2025", "2026"]),  # a short window whose half years find no room
    ],
)
def test_where_there_is_little_room_years_at_the_ends_are_named(first, last, room, texts):
    assert time_ticks(span(first, last), room)[1] == texts


def test_a_lone_period_stands_in_the_middle():
    axis = chart(periods=("2026-11",), last=0)["layout"]["xaxis"]
    assert (axis["range"], axis["tickvals"], axis["ticktext"]) == (["2026-10", "2026-12"], ["2026-11"], ["nov 2026"])


def test_a_figure_is_plain_data_in_the_house_style():
    figure = chart(line(Role.OWN, 3.0, label="Åre 3,0"), unit=" %", synthetic=True)
    assert json.loads(json.dumps(figure)) == figure
    layout = figure["layout"]
    assert layout["separators"] == ",\u00a0"
    assert layout["font"]["family"].startswith("Inter")
    assert layout["yaxis"]["ticktext"][-1].endswith("%") and layout["yaxis"]["tickvals"][0] == 0
    assert "<b>DEMODATA</b>" in [a["text"] for a in layout["annotations"]]


def test_no_demodata_in_a_real_figure():
    assert "DEMODATA" not in json.dumps(chart(line(Role.OWN, 3.0, label="Åre 3,0")))


def test_the_chosen_place_is_drawn_last_and_in_the_strong_colour():
    figure = chart(line(Role.OWN, 3.0, label="a"), line(Role.NATION, 6.0, label="b"), line(Role.NEIGHBOUR, 4.0))
    lines = [trace for trace in figure["data"] if trace["mode"] == "lines"]
    assert [trace["name"] for trace in lines] == ["neighbour", "nation", "own"]
    assert lines[-1]["line"]["color"] == THEME.chosen
    assert lines[1]["line"]["dash"] != "solid"
    labels = {a["text"]: a["font"]["color"] for a in figure["layout"]["annotations"]}
    assert labels == {"<b>a</b>": THEME.chosen, "b": THEME.ink_2}


def test_an_incomparable_break_cuts_the_line_and_is_named():
    figure = chart(line(Role.OWN, 3.0), breaks=(BreakMark("2025-01", "ej jämförbart", gap=True),))
    drawn = figure["data"][0]
    at = drawn["x"].index("2025-01")
    assert drawn["x"][at : at + 2] == ["2025-01", "2025-01"]
    assert drawn["y"][at] is None and drawn["y"][at - 1] is not None and drawn["y"][at + 1] is not None
    assert [a["text"] for a in figure["layout"]["annotations"]] == ["ej jämförbart"]


def test_a_break_outside_the_window_is_not_drawn():
    figure = chart(line(Role.OWN, 3.0), first=14, breaks=(BreakMark("2025-01", "ändrad metod", gap=False),))
    assert figure["layout"]["annotations"] == []


def test_a_gap_stays_a_gap_and_a_lonely_value_is_a_point():
    figure = chart(line(Role.OWN, 3.0, None, 5.0, None, 4.0))
    assert figure["data"][0]["y"][:5] == [3.0, None, 5.0, None, 4.0]
    assert figure["data"][1]["mode"] == "markers"
    assert figure["data"][1]["x"] == ["2024-01", "2024-03"]


def test_preliminary_values_are_hollow():
    own = Line(name="Åre", role=Role.OWN, values=(3.0,) * len(MONTHS), hollow=(23,))
    marks = chart(own)["data"][1]
    assert marks["x"] == ["2025-12"] and marks["marker"]["color"] == THEME.paper


def test_colliding_labels_are_moved_and_still_point_at_their_line():
    lines = [line(Role.FURTHER, value, label=str(value)) for value in (3.00, 3.01, 3.02, 3.03)]
    annotations = chart(*lines)["layout"]["annotations"]
    assert any(a["showarrow"] for a in annotations)
    assert all(a["y"] in (3.00, 3.01, 3.02, 3.03) for a in annotations)


@pytest.mark.parametrize("size", list(Size))
def test_all_sizes_carry_the_same_figures(size):
    figure = chart(line(Role.OWN, 3.0, 4.0, label="Åre 4,0"), frame=FRAMES[size])
    assert figure["data"][0]["y"][:2] == [3.0, 4.0]


def test_slides_have_text_a_room_can_read():
    assert FRAMES[Size.SLIDE].text >= 26 and FRAMES[Size.PHONE].text >= 12.5


def test_dots_are_sorted_and_the_too_small_are_grey():
    dots = [
        Dot(name="Åre", now=3.5, before=3.6, text="3,5", chosen=True),
        Dot(name="Krokom", now=2.9, before=3.1, text="2,9", quiet=True),
        Dot(name="Ragunda", now=5.9, before=None, text="5,9"),
    ]
    figure = dot_plot(dots, [Reference(value=4.1, label="Länet 4,1")], swedish.number, SCREEN, THEME)
    now = figure["data"][1]
    assert now["x"] == [2.9, 3.5, 5.9]
    assert now["marker"]["color"] == [THEME.context, THEME.chosen, THEME.ink_2]
    assert figure["data"][0]["x"] == [3.1, 3.6]
    assert figure["layout"]["yaxis"]["ticktext"][0] == "Krokom  2,9"
    assert figure["layout"]["xaxis"]["tickvals"][0] == 0


def test_sparkline_has_gaps_and_ends_with_a_dot():
    svg = spark.sparkline((1.0, 2.0, None, 4.0), "#0F5C7A")
    assert svg.count("M") == 3  # the floor at zero, and the two parts of the line
    assert f'cx="{spark.WIDTH - spark.PAD}" cy="{spark.PAD}"' in svg
    assert spark.sparkline((None, 2.0), "#0F5C7A") == ""


def test_sparkline_begins_at_zero_so_that_a_small_change_looks_small():
    """4,1 after 4,4: a fourteenth of the height, not all of it. A change below nought lies under the floor."""
    room = spark.HEIGHT - 2 * spark.PAD
    svg = spark.sparkline((4.4, 4.1), "#0F5C7A")
    assert f"M{spark.PAD} {spark.HEIGHT - spark.PAD}H" in svg
    assert f'cy="{round(spark.PAD + room * 0.3 / 4.4, 1):g}"' in svg
    below = spark.sparkline((2.0, -2.0), "#0F5C7A")
    assert f"M{spark.PAD} {spark.HEIGHT / 2:g}H" in below and f'cy="{spark.HEIGHT - spark.PAD}"' in below


@given(st.lists(st.floats(1, 1000), min_size=2, max_size=25))
def test_what_is_no_change_takes_at_most_a_fourth_of_the_height(values):
    """From 12 to 3 of a rare count fills three fourths of a scale from zero; said to be chance it fills one."""
    step = abs(values[-1] - values[0])
    svg = spark.sparkline(values, "#0F5C7A", least_range=4 * step)
    path = re.search(r'd="(M[^"]+)" fill="none"', svg)
    heights = [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", path[1] if path else "")]
    assert abs(heights[-1] - heights[0]) <= (spark.HEIGHT - 2 * spark.PAD) / 4 + 0.11


def test_few_events_are_dots_in_the_field_of_usual_variation():
    svg = spark.sparkline((7.0, 7.0, 11.0, 3.0), "#0F5C7A", band=(2.0, 11.0))
    assert svg.count("<circle") == 5 and 'fill="none"' not in svg
    room = spark.HEIGHT - 2 * spark.PAD
    edge = round(spark.HEIGHT - spark.PAD - room * 2 / 11, 1)
    assert f"V{edge:g}H" in svg and svg.count(f"M{spark.PAD} {spark.PAD}H") == 2


def test_a_sparklines_address_is_an_image():
    svg = spark.sparkline((1.0, 2.0, None, 4.0), "#0F5C7A")
    assert spark.data_uri(svg).startswith("data:image/svg+xml")
