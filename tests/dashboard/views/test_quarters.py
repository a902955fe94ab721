"""A year's quarters as columns before the band of the five years before, with the normal year marked."""

from datetime import date

import numpy as np
import pytest

from dashboard.data.series import Data
from dashboard.figures.theme import THEME
from dashboard.model import Size
from dashboard.views.make_view import view
from dashboard.views.selection import Selection
from loaders.catalogue import indicator
from loaders.ground.declarations import Status
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, Panel
from loaders.ground.periods import span
from loaders.store import Delivery, Scope, Store
from tests.dashboard.clipping import clipped
from tests.dashboard.made import FETCHED, PUBLISHED

FIRMS = indicator("new_firms")
QUARTERS = span("2016-Q1", "2026-Q2")
FIRST = {"2021": 110.0, "2022": 90.0, "2023": 120.0, "2024": 100.0, "2025": 140.0, "2026": 105.0}
"""First quarters; all others are 100."""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    panel = Panel.empty({REGION: ("23",), PERIOD: QUARTERS})
    panel.values[0] = [FIRST.get(q[:4], 100.0) if q.endswith("Q1") else 100.0 for q in QUARTERS]
    panel.values[0, -1] = 60
    panel.status[:] = STATUS_CODE[Status.EMPTY]
    panel.status[0, -1] = STATUS_CODE[Status.INCOMPLETE]
    store = Store(tmp_path_factory.mktemp("firms"))
    with store.writing() as writer:
        scope = Scope({REGION: ("23",)})
        writer.add(
            FIRMS.id,
            panel,
            Delivery(table=FIRMS.tables[0], updated=PUBLISHED, fetched=FETCHED, synthetic=True),
            scope=scope,
        )
    return Data(store, today=lambda: date(2026, 11, 22))


def shown(data: Data, size: Size = Size.SLIDE, **chosen):
    return view(Selection(indicator=FIRMS.id, **chosen), data, size)


def test_columns_stand_before_the_span_of_five_years(data):
    band, columns = shown(data).figure["data"]
    assert (band["base"][0], band["base"][0] + band["y"][0]) == (100, 140)
    assert band["width"] > columns["width"]
    assert list(columns["y"]) == [105, 60]
    assert shown(data).figure["layout"]["yaxis"]["range"][0] == 0


def test_the_normal_year_is_the_median_without_the_pandemic(data):
    """First quarters of 2023, 2024 and 2025: 120, 100, 140; those of 2021 and 2022 are of the pandemic."""
    strokes = [shape["y0"] for shape in shown(data).figure["layout"]["shapes"]]
    assert strokes == [120, 100, 100, 100]
    caption = shown(data).caption
    assert "Grått fält: lägsta och högsta 2021–2025, utan april 2020–mars 2022." in caption
    assert "normalår, medianen av samma år" in caption
    assert "Första kvartalet 2026: 105, normalår 120; andra kvartalet 2026: 60, normalår 100." in shown(data).alt


def test_an_incomplete_quarter_is_hollow_and_gets_no_word(data):
    found = shown(data)
    assert found.figure["data"][1]["marker"]["color"] == [THEME.chosen, THEME.paper]
    assert "Ihålig stapel: preliminär." in found.caption
    assert found.headline == "Antalet nystartade företag i Jämtlands län var 60 andra kvartalet, en preliminär siffra"
    assert "Den jämförs när den har reviderats." in found.sentence
    whole = shown(data, until="2026-Q1")
    assert "Ihålig" not in whole.caption and whole.figure["data"][1]["y"] == [105]


def test_a_window_or_other_places_give_lines(data):
    assert shown(data, since="2020-Q1").figure["data"][0]["type"] == "scatter"


def test_three_years_are_needed(data):
    found = shown(data, until="2018-Q2")
    assert found.figure["data"][0]["x"] == [] and np.all(np.array(found.figure["data"][1]["y"]) == 100)
    assert "Grått fält" not in found.caption


@pytest.mark.parametrize("size", Size)
def test_no_text_is_clipped(data, size):
    assert clipped(shown(data, size).figure, 750 if size in (Size.SCREEN, Size.SCREEN_HALF) else 350) == []
