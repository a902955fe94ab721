"""Twenty-six municipalities: no row's name lies over another, at any size."""

import pytest

from dashboard.figures.barplan import Bar, BarChart, planned
from dashboard.figures.dots import Dot, dot_plot
from dashboard.figures.frame import base
from dashboard.figures.theme import FRAMES, SMALLEST_TEXT, THEME
from dashboard.model import Size
from loaders.ground import places

STOCKHOLM = [place.name for place in places.municipalities("01")]


@pytest.mark.parametrize("size", [Size.SCREEN, Size.PHONE, Size.SLIDE, Size.PAPER])
def test_the_dots_of_stockholms_municipalities_stand_apart(size):
    dots = [Dot(name=name, now=5 + n / 10, before=5, text="5,0") for n, name in enumerate(STOCKHOLM)]
    figure = dot_plot(dots, (), str, FRAMES[size], THEME)
    layout = figure["layout"]
    pitch = (layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]) / len(dots)
    letters = layout["yaxis"]["tickfont"]["size"]
    assert len(dots) == 26 and pitch >= 1.25 * letters
    assert letters >= (FRAMES[size].label if FRAMES[size].width is None else 0.7 * SMALLEST_TEXT)


@pytest.mark.parametrize("size", [Size.SCREEN, Size.PHONE, Size.SLIDE, Size.PAPER])
def test_the_bars_of_stockholms_municipalities_stand_apart(size):
    bars = tuple(Bar(name=name, parts=(1.0,), columns=("1",)) for name in STOCKHOLM)
    layout = base(FRAMES[size], THEME)["layout"]
    plan = planned(BarChart(bars=bars, headings=("antal",), tick_text=str), FRAMES[size], layout)
    assert plan.pitch >= 1.25 * plan.size
    assert FRAMES[size].width is not None or plan.size >= SMALLEST_TEXT
