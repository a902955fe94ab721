"""Figures of many places: no dot on another, no text cut off, each place once."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.across.swarm import offsets
from dashboard.figures.theme import ROUND_ENDS
from dashboard.model import Size
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from tests.dashboard.clipping import clipped
from tests.shared import REPOSITORY

SHEET = REPOSITORY / "dashboard" / "web" / "assets" / "lanspuls.css"


@given(st.lists(st.integers(0, 3000).map(lambda n: n / 10), max_size=60).map(sorted), st.floats(4, 12))
def test_no_dot_lies_on_another_and_the_first_are_not_moved(at, width):
    moved = offsets(at, width)
    assert len(moved) == len(at)
    for (x, y), (other, there) in combinations(zip(at, moved, strict=True), 2):
        assert (x - other) ** 2 + (y - there) ** 2 >= (width - 1e-3) ** 2
    assert not moved or moved[0] == 0


@pytest.mark.parametrize("size", list(Size))
def test_every_municipality_is_a_dot_once_and_no_text_is_cut_off(demo, size):
    for region in ("2321", "00"):
        figure = view(parse("/indikator/arbetsloshet", f"region={region}&matt=fordelning"), demo, size).figure
        names = [text.rsplit(" ", 1)[0] for trace in _dots(figure) for text in trace["text"]]
        assert len(names) == len(set(names)) == 290
        assert clipped(figure, 350 if "phone" in size else 800) == []


def test_names_below_are_those_of_the_coloured_dots_each_under_a_line_of_its_own(demo):
    figure = view(parse("/indikator/arbetsloshet", "region=2321&matt=fordelning"), demo).figure
    near = next(trace for trace in _dots(figure) if trace["name"] == "near")
    (names,) = (trace for trace in figure["data"] if trace["mode"] == "text")
    assert sorted(text.strip("\u00a0") for text in names["text"]) == sorted(near["text"])
    lines = {
        (one["x0"], one["y0"], one["y1"])
        for one in figure["layout"]["shapes"]
        if one.get("yref") != "paper" and "x0" in one
    }
    places = dict(zip(near["text"], zip(near["x"], near["y"], strict=True), strict=True))
    for text, x, y in zip(names["text"], names["x"], names["y"], strict=True):
        dot = places[text.strip("\u00a0")]
        assert any(
            (at, high) == (x, pytest.approx(dot[1], abs=0.1)) and low == pytest.approx(y, abs=2)
            for at, high, low in lines
        )
        assert dot[0] == x


def _dots(figure):
    return [trace for trace in figure["data"] if trace["mode"] in ("markers", "none")]


@pytest.mark.parametrize("size", list(Size))
def test_the_other_dots_are_one_round_ended_shape_on_a_page_and_points_in_a_picture(demo, size):
    figure = view(parse("/indikator/arbetsloshet", "region=2321&matt=fordelning"), demo, size).figure
    (others,) = (trace for trace in _dots(figure) if trace["name"] == "other")
    shapes = [one for one in figure["layout"]["shapes"] if one.get("fillrule") == ROUND_ENDS]
    if "width" in figure["layout"]:
        assert others["mode"] == "markers" and shapes == []
        return
    (shape,) = shapes
    drawn = [tuple(map(float, one.split("H")[0].split(","))) for one in shape["path"].split("M")[1:]]
    assert others["mode"] == "none" and len(drawn) == 282
    assert drawn == [pytest.approx(one, rel=1e-5) for one in zip(others["x"], others["y"], strict=True)]
    assert f'[fill-rule="{ROUND_ENDS}"] {{ stroke-linecap: round; }}' in SHEET.read_text(encoding="utf-8")


def test_the_chosen_and_those_like_it_are_told_apart(demo):
    seen = view(parse("/indikator/arbetsloshet", "region=2321&matt=fordelning"), demo)
    of = {trace["name"]: len(trace["x"]) for trace in _dots(seen.figure)}
    assert of == {"other": 282, "near": 7, "chosen": 1}
    assert "Lila: liknande kommuner, struktur " in seen.caption
    assert (
        "Medianen bland länets kommuner är 4,0 procent. Bland de sju kommuner som mest liknar Åre kommun"
        in seen.sentence
    )
    (table,) = seen.tables.further
    assert len(table.rows) == 8 and table.rows[next(iter(table.strong))][0] == "Åre"


def test_a_county_has_its_municipalities_in_colour(demo):
    seen = view(parse("/indikator/arbetsloshet", "region=23&matt=fordelning"), demo)
    assert "Lila: länets kommuner." in seen.caption and seen.tables.further == ()
    assert next(len(trace["x"]) for trace in _dots(seen.figure) if trace["name"] == "near") == 8
