"""No two texts of an axis meet on a phone, be it 390 or 320 px wide: every measure in every way, at three places."""

import pytest

from dashboard.model import Size
from dashboard.views import ways
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from loaders import catalogue
from loaders.ground.errors import UsageError
from tests.dashboard.clipping import PHONE_WIDTH, touching

PLACES = ("00", "23", "2321")
NARROW_WIDTH = 288
"""Of a figure in a window of 320 px."""


@pytest.fixture(scope="module")
def figures(demo):
    found = {}
    for declared in catalogue.shown():
        for way in ways.by_word().values():
            for region in PLACES if demo.has(declared.id) and not way.why_not(declared) else ():
                try:
                    shown = view(
                        parse(f"/indikator/{declared.slug}", f"region={region}&matt={way.word}"), demo, Size.PHONE
                    )
                except UsageError:
                    continue  # this way says nothing of this place
                if shown.figure:
                    found[declared.slug, way.word, region] = shown.figure
    return found


@pytest.mark.parametrize("width", [PHONE_WIDTH, NARROW_WIDTH])
def test_no_text_of_an_axis_meets_the_next(figures, width):
    assert len(figures) > 600
    assert {which: met for which, figure in figures.items() if (met := touching(figure, width))} == {}


def test_what_meets_is_found():
    axis = {"range": [0, 10], "tickvals": [0, 1, 10], "ticktext": ["0 %", "1 %", "10 %"]}
    figure = {"layout": {"font": {"size": 13}, "margin": {"l": 50, "r": 50}, "xaxis": axis}}
    assert touching(figure, 400) == [] and touching(figure, 300) == ["0 % and 1 %"]
