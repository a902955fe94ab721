"""Hållbarhet: what people write of goals and areas, sentences without judgement, and a profile without ranks."""

import math
from datetime import UTC, datetime
from decimal import Decimal

import numpy as np
import pytest

from dashboard.figures.across.strips import Strip, strips_figure
from dashboard.figures.theme import FRAMES, THEME
from dashboard.meetings.strategy import parse_strategy, read_strategy
from dashboard.model import Size
from dashboard.views.across import profile
from dashboard.web.app import create_app
from dashboard.words.kinds import profiled
from dashboard.words.kinds.profiled import Measured
from loaders.ground import places
from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.settings import Settings
from loaders.store import Delivery, Scope, Store
from loaders.store.kolada_titles import Kpi
from tests.dashboard.charts_read import drawn_and_unread
from tests.dashboard.clipping import clipped

FILE = """schema = 1
[[mal]]
nummer = 8
nyckeltal = ["N1"]
[[omrade]]
namn = "Kompetens"
text = "Fler ska ha utbildning."
nyckeltal = ["N2", "N3"]
vill = "öka"
"""


def test_the_file_says_goals_and_areas():
    found = parse_strategy(FILE, "hallbarhet.toml")
    assert not found.problems and found.goal_of("N1") == 8 and found.goal_of("N2") == 0
    (area,) = found.areas
    assert (area.name, area.kpis, area.wants) == ("Kompetens", ("N2", "N3"), "öka")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("nummer = 8", "nummer = 18", "målen är 1–17, inte 18."),
        ('vill = "öka"', 'vill = "mer"', "”mer” är varken öka eller minska."),
        ('["N1"]', "[1]", "skriv varje nyckeltals id inom citattecken."),
        ("namn =", "nam =", "Menade du ”namn”?"),
    ],
)
def test_a_fault_is_told_by_its_line_and_the_rest_is_kept(old, new, said):
    found = parse_strategy(FILE.replace(old, new), "hallbarhet.toml")
    (problem,) = found.problems
    assert said in problem.message_sv and "rad " in problem.message_sv
    assert len(found.goals) + len(found.areas) == 1


def test_without_a_file_nothing_is_said(tmp_path):
    assert read_strategy(tmp_path / "hallbarhet.toml").areas == ()


def test_a_key_figure_is_told_with_its_year_and_followed_the_way_the_strategy_wants():
    told = Measured(
        title="Andel med utbildning (%)",
        year="2025",
        value="38,7",
        beside=(("riket", "45,0"),),
        before=("2024", "38,0"),
        change=Decimal("0.7"),
    )
    assert profiled.sentence(told, "Åre kommun") == (
        "Andel med utbildning (%): 38,7 i Åre kommun 2025, mot 45,0 i riket."
    )
    assert profiled.followed(told, "öka") == "År 2024 var det 38,0. Strategin vill öka: det går åt det hållet."
    assert profiled.followed(told, "minska").endswith("det går åt andra hållet.")
    assert profiled.followed(told, "") == "År 2024 var det 38,0."
    assert profiled.goal_sv(17).startswith("Mål 17. ") and len(profiled.GOALS) == 17


def test_figures_are_of_the_newest_year_the_place_has_and_of_that_year_alone():
    axes = {"kpi": ("N1",), REGION: ("00", "23", "2321", "2380"), PERIOD: ("2023", "2024", "2025")}
    panel = Panel.empty(axes)
    panel.values[0] = [[9, 9, 9], [5, 6, 7], [1, 2, math.nan], [3, 4, 5]]
    panel.status[:] = 0
    found = profile.figures(panel, {"N1": Kpi("N1", "Antal", "st")}, "2321", "23")["N1"]
    assert (found.year, found.values, found.before, found.span) == ("2024", (2, 6, 9), ("2023", 1), (2, 4))
    assert found.measured.change == 1 and [place.code for place in found.places] == ["2321", "23", "00"]
    assert profile.table([found], "x").rows == (("Antal", "st", "2024", "2", "6", "9"),)
    assert profile.figures(panel, {}, places.place("2303").code, "23") == {}
    panel.values[0, 2] = [math.nan, 5.25, 5.3]
    alike = profile.figures(panel, {}, "2321", "23")["N1"].measured
    assert (alike.value, alike.before, alike.change) == ("5,3", ("2024", "5,3"), 0)  # what is said alike is unchanged


@pytest.mark.parametrize("size", [Size.SCREEN, Size.PHONE])
def test_a_strip_holds_all_its_points_and_no_name_is_cut_off(size):
    rows = [Strip("Nystartade företag, antal/1000 invånare, 16-64 år", "6,3", 2.0, 14.0, 6.3, 12.3, 14.0)] * 4
    figure = strips_figure(rows, FRAMES[size], THEME, names=("Åre", "Jämtlands län", "Riket"), synthetic=True)
    assert all(0 <= x <= 1 for trace in figure["data"] for x in trace["x"])
    assert clipped(figure, 346 if size is Size.PHONE else 700) == []


def test_the_profile_has_its_row_of_actions_and_the_files_hold_what_the_page_says(tmp_path):
    axes = {"kpi": ("N1", "N2"), REGION: ("00", "23", "2321", "2380"), PERIOD: ("2024", "2025")}
    panel = Panel.empty(axes)
    panel.values[...] = np.arange(panel.values.size).reshape(panel.shape) + 0.25  # whose half is rounded up everywhere
    panel.status[...] = 0
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    delivery = Delivery(table="brp-plus", updated=moment, fetched=moment, synthetic=True)
    with Store(tmp_path / "store").writing() as writer:
        writer.add("brp_plus", panel, delivery, scope=Scope({REGION: axes[REGION]}))
    client = create_app(Settings(data=tmp_path)).server.test_client()
    page = client.get("/hallbarhet?region=2321").text
    assert drawn_and_unread(page) == (1, [])
    for ending in ("xlsx", "excel.csv", "csv", "zip"):
        assert f'href="/hamta/hallbarhet.{ending}?region=2321"' in page
    assert "Kopiera meningen med länk" in page and 'data-hamta="/hamta/hallbarhet.bild.json?region=2321"' in page
    rows = client.get("/hamta/hallbarhet.excel.csv?region=2321").text.splitlines()
    assert [row.split(";")[:6] for row in rows[1:]] == [
        ["N1", "", "2025", "5,3", "3,3", "1,3"],
        ["N2", "", "2025", "13,3", "11,3", "9,3"],
    ]
    plain = client.get("/hamta/hallbarhet.csv?region=2321").text.splitlines()
    assert plain[0].startswith("kpi,kpi_name,unit,period,region_code,region,value,table")
    assert plain[1].startswith("N1,N1,,2025,2321,Åre,5.3,brp-plus DEMODATA") and len(plain) == 7
    picture = client.get("/hamta/hallbarhet.bild.json?region=2321").json
    assert picture["title"] == "BRP+ i Åre kommun" and picture["file"] == "brp-plus-are" and picture["figure"]["data"]
    assert client.get("/hamta/hallbarhet.csv?region=2313").status_code == 404
