"""What figures share: which texts of an axis find room beside each other."""

import pytest

from dashboard.figures.frame import css_height, room_for_times, thin_ticks
from dashboard.figures.theme import FRAMES
from dashboard.model import Size


@pytest.mark.parametrize(
    ("room", "shown"),
    [(200, "0 2 4 6 8 10 %"), (100, "0     10 %"), (20, "0     10 %")],
)
def test_ticks_that_would_meet_lose_their_texts_but_never_at_the_ends(room, shown):
    texts = ["0", "2", "4", "6", "8", "10 %"]
    assert " ".join(thin_ticks(texts, room, 13)) == shown


def test_every_second_of_four_gaps_and_a_lone_tick():
    assert thin_ticks(["0", "5", "10", "15", "20 %"], 100, 13) == ["0", "", "10", "", "20 %"]
    assert thin_ticks(["0"], 1, 13) == ["0"] and thin_ticks([], 1, 13) == []


def test_a_time_axis_has_room_for_what_stands_between_its_margins():
    frame = FRAMES[Size.PHONE]
    layout = {"margin": {"l": 38, "r": 86}}
    assert room_for_times(layout, frame) == 4  # (350 − 38 − 86) / (13 × 3.6)
    layout["margin"]["r"] = 170
    assert room_for_times(layout, frame) == 2  # (288 − 38 − 170) / (13 × 2.6) in a window of 320 px
    layout["margin"]["r"] = 240
    assert room_for_times(layout, frame) == 1


def test_a_map_is_no_taller_than_it_is_drawn_and_other_figures_are_as_tall_as_they_say():
    axes = {"xaxis": {"range": [0, 1000]}, "yaxis": {"range": [0, 600], "scaleanchor": "x"}}
    layout = {"height": 624, "margin": {"t": 20, "b": 4}, **axes}
    assert css_height(layout) == "min(624px, 60cqw + 24px)"
    assert css_height({**layout, "yaxis": {"range": [0, 600]}}) == "624px"
