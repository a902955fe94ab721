"""Guest nights of a county where one municipality is hidden: what pages show, say and hand out."""

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dashboard.data.series import Data
from dashboard.views.scene import rate_parts
from dashboard.views.selection import Selection
from dashboard.web.app import create_app
from loaders import catalogue, export
from loaders.ground import places
from loaders.ground.declarations import Status
from loaders.ground.panel import STATUS_CODE, Panel
from loaders.ground.periods import span
from loaders.settings import Settings
from loaders.store import Delivery, Scope, Store
from tests.dashboard.made import FETCHED, PUBLISHED, made_store
from tests.dashboard.markup import plain

NIGHTS = catalogue.indicator("guest_nights")
MONTHS = span("2020-01", "2026-09")
HOME = ("2303", "2305", "2309", "2313", "2321", "2326", "2361", "2380")
RAGUNDA, BRACKE, KROKOM = HOME[:3]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Every month 1 000 nights in Ragunda (hidden), 2 000 in Bräcke, … 8 000 in Östersund, and 36 000 in the county."""
    root = tmp_path_factory.mktemp("hidden")
    panel = Panel.empty({"region_code": ("00", "23", *HOME), "period": MONTHS})
    panel.values[:] = np.array([[900_000.0], [36_000.0], *([1000.0 * n] for n in range(1, 9))])
    panel.status[:] = 0
    panel.values[2], panel.status[2] = np.nan, STATUS_CODE[Status.SUPPRESSED]
    with Store(root / "store").writing() as writer:
        writer.add(
            "guest_nights",
            panel,
            Delivery(table="gastnatter", updated=PUBLISHED, fetched=FETCHED, synthetic=True),
            scope=Scope({"region_code": panel.axes["region_code"]}),
        )
    return root


@pytest.fixture(scope="module")
def data(folder):
    return Data(Store(folder / "store"), today=lambda: date(2026, 11, 22))


def test_the_smallest_other_is_hidden_too_and_no_sum_gives_either_away(data):
    rest = places.rest_of_county(RAGUNDA).code
    found = data.series("guest_nights", {}, ("23", RAGUNDA, BRACKE, KROKOM, rest))
    shown = [found.value(code, "2026-09") for code in found.regions]
    assert shown == [36_000.0, None, None, 3_000.0, None]
    assert found.status_of(BRACKE, "2026-09") is Status.SUPPRESSED
    assert found.status_of(rest, "2026-09") is Status.SUPPRESSED
    assert (
        data.panel("guest_nights").take(region_code=BRACKE, period="2026-09").status == STATUS_CODE[Status.SUPPRESSED]
    )


def test_a_large_municipality_stands_beside_its_county_where_the_rest_may_be_hidden(data):
    assert data.default_compare(NIGHTS, "2380") == ("23", "00")


def test_an_export_of_one_place_does_not_give_it_away(folder):
    store = Store(folder / "store")
    (bracke,) = export.table(store, "guest_nights", regions=[BRACKE], first="2026-09", last="2026-09").to_pylist()
    assert (bracke["value"], bracke["status"]) == (None, "suppressed")
    (county,) = export.table(store, "guest_nights", regions=["23"], first="2026-09", last="2026-09").to_pylist()
    assert county["value"] == 36_000.0


@pytest.mark.parametrize(("code", "name"), [(RAGUNDA, "Ragunda"), (BRACKE, "Bräcke")])
def test_the_page_of_a_hidden_place_says_why(folder, code, name):
    page = create_app(Settings(data=folder)).server.test_client().get(f"/indikator/gastnatter?region={code}")
    assert page.status_code == 200
    assert f"Antalet gästnätter i {name} kommun visas inte för september av sekretesskäl." in plain(page.text)
    told = re.sub(r"<svg.*?</svg>|Per 1\s000 invånare", "", page.text, flags=re.DOTALL)  # the name of a way
    assert not re.search(r"\b[12]\s000\b", told)


def test_twelve_months_of_a_share_are_not_told_where_one_months_share_is_hidden(tmp_path):
    """As where both its parts are lowest possible numbers, of which no share can be said."""
    shares = Data(made_store(tmp_path), today=lambda: date(2026, 11, 22))
    raw = shares.series("unemployment_rate", catalogue.indicator("unemployment_rate").default_slice, ("23", BRACKE))
    status = raw.status.copy()
    status[0, -3] = STATUS_CODE[Status.SUPPRESSED]
    for parts in rate_parts(shares, replace(raw, status=status), Selection(indicator="unemployment_rate")):
        assert np.isnan(parts[0]).tolist() == [n == len(raw.periods) - 3 for n in range(len(raw.periods))]
        assert not np.isnan(parts[1]).any()
