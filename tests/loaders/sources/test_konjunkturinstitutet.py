"""The Konjunkturbarometern: indices of riket out of a table without places, and of riksområden, and what is said."""

import pytest
import requests

from dashboard.data.series import Data
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from dashboard.words.judging.claims import Word
from loaders.demo.others.konjunkturinstitutet import AREAS, FIRST, INDICES, _area_indices, _indices
from loaders.fetching.importing import import_files
from loaders.fetching.refresh import refresh
from loaders.publishers import simulated
from loaders.settings import Settings
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import HASTY, TODAY
from tests.simulated import running_publisher
from tests.waiting import HANG_SECONDS

IDS = ("economic_tendency", "business_confidence", "consumer_confidence")
AREA_ID = "area_confidence"
MONTHS = 2026 * 12 + 10 - FIRST
"""January 1996 to October 2026: November's comes on the 27th, five days after TODAY."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A data folder with the three indices, and its publisher."""
    with running_publisher(today=TODAY) as (url, publisher):
        settings = Settings(data=tmp_path_factory.mktemp("ki"), scb_url=url, urls=simulated(url))
        report = refresh(settings, (*IDS, AREA_ID), today=TODAY, **HASTY)
        assert not report.failed, report.tables
        yield settings, publisher


def test_every_month_of_the_three_indices_is_stored_exactly_for_riket_alone(filled):
    store = Store(filled[0].store_dir)
    rows = {code: row for (code, _), row in zip(INDICES, _indices(MONTHS).tolist(), strict=True)}
    for id_, code in zip(IDS, ("KIFI", "BTOT", "bhus"), strict=True):
        panel = store.read(id_)
        assert panel.axes["region_code"] == ("00",)
        assert (panel.axes["period"][0], panel.axes["period"][-1]) == ("1996-01", "2026-10")
        assert panel.values.reshape(-1).tolist() == rows[code]


def test_a_place_sees_riket_s_number_its_distance_to_the_mean_and_no_verdict(filled):
    data = Data(Store(filled[0].store_dir), "23", today=lambda: TODAY)
    now = _indices(MONTHS)[0][-1]
    shown = view(parse("/indikator/barometerindikatorn", "region=2321", home="23"), data)
    said = f"{now:.1f}".replace(".", ",")
    apart = f"{abs(now - 100):.1f}".replace(".", ",")
    assert f"var {said}" in shown.sentence and shown.claim.word is Word.NONE
    assert f"Det är {apart} {'över' if now > 100 else 'under'} 100, som är medelvärdet över åren." in shown.sentence
    assert "finns bara för riket. Här visas riket." in shown.elsewhere_sv
    assert {column.title for column in shown.table.columns} >= {"index"}


def test_riksomraden_are_places_of_their_own_by_nuts_code(filled):
    panel = Store(filled[0].store_dir).read(AREA_ID)
    assert panel.axes["region_code"] == tuple(text[-5:-1] for text in AREAS)
    assert (panel.axes["period"][0], panel.axes["period"][-1]) == ("2007-Q1", "2026-Q3")  # October's survey
    assert panel.values.tolist() == _area_indices(20 * 4 - 1)[0].tolist()


@pytest.mark.parametrize(
    ("region", "area"), [("2321", "Mellersta Norrland"), ("23", "Mellersta Norrland"), ("0180", "Stockholm")]
)
def test_a_place_sees_its_riksomrade_by_name_and_nothing_of_riket(filled, region, area):
    data = Data(Store(filled[0].store_dir), "23", today=lambda: TODAY)
    shown = view(parse("/indikator/konfidens-riksomrade", f"region={region}", home="23"), data)
    assert shown.sentence.startswith(f"Näringslivets konfidens i riksområdet {area} var ")
    assert "tredje kvartalet" in shown.headline and f"riksområdet {area}" in shown.headline
    assert shown.claim.word is Word.NONE and "riket" not in shown.sentence
    assert shown.elsewhere_sv.endswith(f"finns bara för riksområden. Här visas riksområdet {area}.")


def test_a_riksomrade_nobody_knows_stops_its_table_alone(filled, tmp_path):
    settings, publisher = filled
    publisher.switch("konjunkturinstitutet", area_texts={"Sydsverige (SE22)": "Södra Sverige (SE29)"})
    own = Settings(data=tmp_path, scb_url=settings.scb_url, urls=settings.urls)
    try:
        report = refresh(own, (*IDS, AREA_ID), today=TODAY, **HASTY)
    finally:
        publisher.reset()
    assert report.failed and "Södra Sverige" in " ".join(
        " ".join(table.failures) or str(table) for table in report.tables
    )
    assert set(Store(tmp_path / "store").indicators()) == set(IDS)


def test_an_index_that_is_gone_stops_itself_alone(filled, tmp_path):
    settings, publisher = filled
    publisher.switch("konjunkturinstitutet", texts={"Totala näringslivet": "Näringslivet"})
    try:
        report = refresh(
            Settings(data=tmp_path, scb_url=settings.scb_url, urls=settings.urls), IDS, today=TODAY, **HASTY
        )
    finally:
        publisher.reset()
    assert report.failed
    assert set(Store(tmp_path / "store").indicators()) == {"economic_tendency", "consumer_confidence"}


def test_a_json_stat_file_saved_by_hand_is_read_without_a_variable_of_places(filled, tmp_path):
    url = f"{filled[0].urls['konjunkturinstitutet_url']}/KonjBar/indikatorer/Indikatorm.px"
    asked = {"query": [], "response": {"format": "json-stat2"}}
    saved = tmp_path / "barometern.json"
    saved.write_bytes(requests.post(url, json=asked, timeout=HANG_SECONDS).content)
    report = import_files(Settings(data=tmp_path / "own"), "konjunkturinstitutet", [saved], today=TODAY)
    assert not report.failed, [table.failures for table in report.tables]
    assert Store(tmp_path / "own" / "store").read("economic_tendency").axes["period"][-1] == "2026-10"
