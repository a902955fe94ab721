"""The page of key figures: every figure with its own title, unit and year, and no word about any of them."""

import re

import numpy as np
import pytest

from dashboard.data.series import Data
from dashboard.model import Size
from dashboard.pages.key_figures import key_figures
from dashboard.web import page_json, routing
from loaders.catalogue import indicator
from loaders.fetching.refresh import refresh
from loaders.ground.declarations import Status
from loaders.ground.panel import STATUS_CODE, Panel
from loaders.publishers import simulated
from loaders.settings import Settings
from loaders.store import Store, kolada_titles
from loaders.store.kolada_titles import Kpi
from tests.dashboard.markup import plain
from tests.loaders.fetching.publisher_bench import TODAY
from tests.simulated import running_publisher

AGENDA = indicator("agenda2030")


def panel(cells, kpi_codes=("N1", "N2"), regions=("00", "23", "2380"), years=("2023", "2024")):
    """A panel from (kpi, region, year) → value, None or status."""
    made = Panel.empty({"kpi": kpi_codes, "region_code": regions, "period": years})
    for (kpi, region, year), value in cells.items():
        at = kpi_codes.index(kpi), regions.index(region), years.index(year)
        made.status[at] = STATUS_CODE[value if isinstance(value, Status) else Status.EMPTY]
        made.values[at] = np.nan if isinstance(value, Status) else value
    return made


def test_a_row_has_the_newest_year_of_the_place_and_the_others_in_the_same_year():
    made = panel(
        {
            ("N1", "2380", "2023"): 12.5,
            ("N1", "23", "2023"): 11.0,
            ("N1", "00", "2023"): 10.0,
            ("N1", "00", "2024"): 99.0,
            ("N2", "2380", "2024"): 1234.0,
            ("N2", "23", "2024"): Status.SUPPRESSED,
        }
    )
    titles = {"N1": Kpi("N1", "Utbildade, andel (%)", "%"), "N2": Kpi("N2", "BRP, kr/inv")}
    found = key_figures(AGENDA, made, titles, "2380")
    assert [column.title for column in found.columns] == [
        "Nyckeltal", "Enhet", "År", "Östersunds kommun", "Jämtlands län", "Riket",
    ]  # fmt: skip
    assert found.rows == (
        ("BRP, kr/inv", "", "2024", "1\u00a0234", "visas inte (sekretess)", ".."),
        ("Utbildade, andel (%)", "%", "2023", "12,5", "11,0", "10,0"),
    )


def test_a_place_without_figures_shows_the_newest_year_of_those_beside_it():
    found = key_figures(AGENDA, panel({("N1", "00", "2024"): 0.25}), {}, "2380")
    assert found.rows == (("N1", "", "2024", "..", "..", "0,25"),)


def test_riket_stands_once():
    found = key_figures(AGENDA, panel({("N1", "00", "2024"): 3.0}), {}, "00")
    assert [column.title for column in found.columns][3:] == ["Riket"] and found.rows[0][3:] == ("3",)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    with running_publisher(today=TODAY, calls_per_window=1000, time_window=1) as (url, _):
        settings = Settings(data=tmp_path_factory.mktemp("nyckeltal"), scb_url=url, urls=simulated(url))
        assert not refresh(settings, ["agenda2030", "brp_plus", "bankruptcies_yearly"], today=TODAY).failed
    return Data(Store(settings.store_dir), titles=lambda table: kolada_titles.labels(settings, table))


def shown(path, search, data):
    page = routing.page(path, search, data, Size.SCREEN)
    text = " ".join(page_json.to_html(node, dict(page.html_parts)) for node in page.body if node is not None)
    return page, plain(text)


def test_the_page_has_both_sets_with_titles_units_source_and_the_mark(data):
    page, text = shown("/nyckeltal", "?region=2380", data)
    assert page.status == 200 and page.synthetic
    for part in ("Agenda 2030", "BRP+", "Arbetslöshet, öppen, 18-65 år, andel (%)", "Östersunds kommun", "DEMODATA"):
        assert part in text, part
    assert "CC BY 4.0. Källa: Kolada (RKA)" in text
    for word in ("None", "bäst", "sämst", "högst", "lägst", "fler än"):
        assert word not in text, word


@pytest.mark.parametrize("search", ["", "?region=00", "?region=23-2380", "?region=0114", "?per=2026-11-22"])
def test_the_page_holds_for_every_place(data, search):
    page, text = shown("/nyckeltal", search, data)
    assert page.status == 200 and "Nyckeltal" in text


def test_an_unknown_place_is_told(data):
    assert shown("/nyckeltal", "?region=9999", data)[1].count("9999") >= 1


def test_the_list_of_indicators_leads_there(data):
    assert "/nyckeltal?region=2321" in shown("/indikatorer", "?region=2321", data)[1]


def test_without_data_the_page_says_how_to_get_them(tmp_path):
    empty = Data(Store(tmp_path / "store"))
    page, text = shown("/nyckeltal", "", empty)
    assert page.status == 200 and "lanspuls fetch agenda2030" in text


def test_bankruptcies_per_year_are_told_for_municipalities_only(data):
    _, county = shown("/indikator/konkurser-per-ar", "", data)
    assert "finns bara för kommuner" in county
    _, municipality = shown("/indikator/konkurser-per-ar", "?region=2380", data)
    said = "Antalet konkurser per 1 000 invånare 16–64 år i Östersunds kommun var"
    assert said in municipality and "i Östersunds kommun gick" not in municipality
    assert "På tolv månader" not in municipality and not re.search(r"\b(nan|None)\b", municipality)
