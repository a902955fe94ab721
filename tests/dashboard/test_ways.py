"""The folder of ways of showing: what it offers a measure, in which order, and what it refuses."""

import sys

import pytest

from dashboard.views import ways
from dashboard.views.scene import scene
from dashboard.views.selection import Selection, parse
from loaders import catalogue
from loaders.ground.declarations import Kind
from loaders.ground.errors import UsageError


@pytest.fixture
def again(tmp_path, monkeypatch):
    """The folder with a second level in it."""
    (tmp_path / "again.py").write_text("from dashboard.views.ways.level import LevelWay\n\nWAY = LevelWay()\n")
    monkeypatch.setattr(ways, "__path__", [*ways.__path__, str(tmp_path)])
    ways.by_word.cache_clear()
    yield
    sys.modules.pop("dashboard.views.ways.again", None)
    ways.by_word.cache_clear()


def test_ways_stand_in_the_order_of_the_control():
    assert list(ways.by_word())[:4] == ["niva", "serie", "fjol", "tolv"]
    orders = [way.order for way in ways.by_word().values()]
    assert orders == sorted(set(orders))


def test_two_ways_with_one_word_are_refused(again):
    with pytest.raises(UsageError, match="have the same word in the address"):
        ways.by_word()


def test_the_level_is_offered_for_everything_and_is_all_there_is_of_a_projection():
    level, *others = ways.by_word().values()
    assert not any(level.why_not(declared) for declared in catalogue.shown())
    projection = next(one for one in catalogue.shown() if one.kind is Kind.PROJECTION)
    assert {way.why_not(projection) for way in others} == {"finns inte för framskrivningar"}


def test_what_is_not_chosen_is_the_measures_own_way():
    assert ways.of(Selection(indicator="unemployment_rate")).word == "niva"
    assert ways.of(Selection(indicator="unemployment_rate", way="gap")).word == "gap"


@pytest.mark.parametrize(
    ("slug", "way", "why"),
    [
        ("arbetsloshet", "index", "finns inte för andelar"),
        ("konkurser", "fjol", "enskilda månader jämförs inte"),
        ("brp", "tolv", "siffran gäller ett helt år"),
        ("folkmangd", "tolv", "finns inte för folkmängd"),
        ("arbetslosa", "gap", "finns bara för andelar"),
        ("arbetsloshet", "vinter", "finns bara för säsonger"),
        ("sysselsatta", "delar", "delas inte upp så"),
    ],
)
def test_a_way_that_makes_no_sense_says_why_in_the_address(slug, way, why):
    with pytest.raises(UsageError) as refused:
        parse(f"/indikator/{slug}", f"matt={way}")
    assert refused.value.message_sv.endswith(f": {why}.")


def test_a_way_that_shows_no_scene_is_not_asked_for_one(data):
    with pytest.raises(TypeError, match="matt=vinter is not shown by a scene"):
        scene(Selection(indicator="guest_nights", way="vinter"), data)
