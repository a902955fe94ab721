"""Horizontal bars as plain dicts: stacks that add up, intervals, columns of numbers, nothing cut off at any size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.barplan import Bar, BarChart
from dashboard.figures.bars import bar_chart
from dashboard.figures.scales import apart, text_width
from dashboard.figures.theme import FRAMES, THEME
from dashboard.model import Size
from dashboard.words.swedish import number, signed

SCREEN = FRAMES[Size.SCREEN]
NAMES = ("Födelseöverskott", "Inrikes flyttnetto", "Utrikes flyttnetto", "Justeringspost")
PERSONS = st.integers(-3000, 3000).map(float)


def stack(*rows: tuple[float, ...], synthetic: bool = False) -> BarChart:
    bars = [Bar(name=f"Kommun {n}", parts=row, net=sum(row), columns=(signed(sum(row)),)) for n, row in enumerate(rows)]
    return BarChart(
        bars=tuple(bars), headings=("netto",), tick_text=number, part_names=NAMES, short_part_names=NAMES,
        synthetic=synthetic,
    )  # fmt: skip


def named(figure, name):
    return next(trace for trace in figure["data"] if trace.get("name") == name)


def test_negative_parts_stand_to_the_left_and_each_begins_where_the_last_ended():
    figure = bar_chart(stack((-60.0, 150.0, 90.0, -4.0)), SCREEN, THEME)
    drawn = [(named(figure, name)["base"][0], named(figure, name)["x"][0]) for name in NAMES]
    assert drawn == [(0.0, -60.0), (0.0, 150.0), (150.0, 90.0), (-60.0, -4.0)]
    assert named(figure, "netto")["x"] == [176.0]
    assert named(figure, NAMES[1])["text"] == ["150"]
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < -64 and high > 240


@given(st.lists(st.tuples(PERSONS, PERSONS, PERSONS, PERSONS), min_size=1, max_size=9))
def test_the_parts_of_every_row_reach_from_end_to_end_and_add_up_to_its_dot(rows):
    figure = bar_chart(stack(*rows), SCREEN, THEME)
    low, high = figure["layout"]["xaxis"]["range"]
    for n, row in enumerate(rows):
        spans = [(t["base"][n], t["base"][n] + t["x"][n]) for t in figure["data"] if t.get("name") in NAMES]
        right = sum(end - start for start, end in spans if end > start)
        left = sum(end - start for start, end in spans if end < start)
        assert max(max(span) for span in spans) == max(right, 0.0) and min(min(span) for span in spans) == min(
            left, 0.0
        )
        assert right + left == sum(row) == named(figure, "netto")["x"][n]
        assert low <= left and right <= high


@pytest.mark.parametrize("size", list(Size))
def test_names_numbers_and_headings_have_room_at_every_size(size):
    frame = FRAMES[size]
    bars = [Bar(name="95.220 Reparation av hushållsapparater", parts=(21.0,), columns=("21", "<0,1", "0,1"))] * 11
    bars.append(Bar(name="Bilverkstäder (45.20)", parts=(479.0,), columns=("479", "0,7", "1,9"), apart=True))
    chart = BarChart(
        bars=tuple(bars), headings=("personer", "% av alla<br>64 073", "% av näringslivet<br>24 838"),
        tick_text=number, synthetic=True,
    )  # fmt: skip
    layout = bar_chart(chart, frame, THEME)["layout"]
    size_of_names = layout["yaxis"]["tickfont"]["size"]
    widest = text_width("95.220 Reparation av hushållsapparater", size_of_names)
    assert frame.short_names or layout["margin"]["l"] >= widest
    edges = {note["xshift"] for note in layout["annotations"] if note.get("xanchor") == "right"}
    assert max(edges) <= layout["margin"]["r"] and len(edges) == 3
    assert not layout["showlegend"]
    low, high = layout["yaxis"]["range"]
    pitch = (layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]) / (low - high)
    assert pitch >= size_of_names * 1.2
    assert layout["height"] == frame.height or frame.short_names
    assert sum("DEMODATA" in note["text"] for note in layout["annotations"]) == 1


def test_what_is_hidden_is_hollow_and_what_is_guessed_has_a_line():
    bars = (
        Bar(name="Datorer", parts=(40.0,), columns=("40–48",), reach=(40.0, 48.0)),
        Bar(name="Möbler", parts=(25.0,), columns=("25 (10–40)",), reach=(10.0, 40.0), estimated=True),
    )
    figure = bar_chart(BarChart(bars=bars, headings=("personer",), tick_text=number), SCREEN, THEME)
    assert named(figure, "säkert")["x"] == [40.0, 0.0]
    unsure = named(figure, "osäkert")
    assert (unsure["base"], unsure["x"], unsure["marker"]["color"]) == ([40.0, 0.0], [8.0, 25.0], THEME.paper)
    assert figure["data"][-1]["x"] == [10.0, 40.0]


def test_what_is_too_small_is_grey_and_the_chosen_row_has_its_colour():
    bars = (
        Bar(name="Handel", parts=(70.0,), columns=("+70",)),
        Bar(name="Bygg", parts=(-12.0,), columns=("−12",), quiet=True),
        Bar(name="Hotell", parts=(30.0,), columns=("+30",), chosen=True),
    )
    figure = bar_chart(BarChart(bars=bars, headings=("mot i fjol",), tick_text=number), SCREEN, THEME)
    assert named(figure, "säkert")["marker"]["color"] == [THEME.ink_2, THEME.context, THEME.chosen]
    assert THEME.chosen in figure["layout"]["yaxis"]["ticktext"][2]


@given(st.lists(st.tuples(st.floats(-500, 1500), st.floats(10, 200)), min_size=1, max_size=5))
def test_texts_beside_each_other_keep_their_order_and_do_not_meet(texts):
    texts.sort()
    wanted, widths = [place for place, _ in texts], [width for _, width in texts]
    placed = apart(wanted, widths, -100.0, 1000.0)
    for n in range(len(placed) - 1):
        assert placed[n + 1] - placed[n] >= (widths[n] + widths[n + 1]) / 2 - 1e-6
    assert placed[0] - widths[0] / 2 >= -100 - 1e-6
    if sum(widths) <= 1100:
        assert placed[-1] + widths[-1] / 2 <= 1000 + 1e-6
