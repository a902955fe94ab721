"""What a region writes of its own: areas in addresses, search and chooser, lists in search, faults told, the help."""

import re
from urllib.parse import quote

import pytest
from typer.testing import CliRunner

from dashboard.commands.main import app
from dashboard.meetings.industry_sets import parse_set
from dashboard.meetings.wheel.wheel_file import wheel_in
from dashboard.web.app import create_app
from loaders.ground.people.areas import areas_in
from loaders.settings import Settings
from tests.dashboard.made import made_store
from tests.shared import REPOSITORY

AREA = '[[area]]\nname = "Småkommunerna"\nmunicipalities = ["Bräcke", "Ragunda", "Berg"]\nsynonyms = ["inlandet"]\n'
CODES, NAME = "2303+2305+2326", quote("Småkommunerna")
HERE = f"region={CODES}&namn={NAME}"
SECTOR = """titel = "Besöksnäring här"
roll = "Regionens analytiker"
datum = 2026-11-28
version = "1"
skal = "Planen."
indelning = "SNI2007"

[[grupp]]
titel = "Boende"
koder = ["55"]
"""
EXAMPLES = re.findall(
    r"```toml\n(.*?)```", (REPOSITORY / "docs" / "hjalp" / "egen-region.md").read_text("utf-8"), re.DOTALL
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own-region")
    made_store(folder / "store")
    (folder / "omraden.toml").write_text(AREA, encoding="utf-8")
    (folder / "sni").mkdir()
    (folder / "sni" / "besoksnaring.toml").write_text(SECTOR, encoding="utf-8")
    return Settings(data=folder)


@pytest.fixture(scope="module")
def client(settings):
    return create_app(settings).server.test_client()


@pytest.mark.parametrize("written", ["småkommunerna", "SMAKOMMUNERNA", "inlandet"])
def test_the_name_of_an_area_in_an_address_leads_to_its_codes(client, written):
    answer = client.get("/indikator/arbetsloshet", query_string={"region": written, "fran": "2022-01"})
    assert answer.status_code in (301, 302, 308)
    assert answer.headers["Location"] == f"/indikator/arbetsloshet?region={CODES}&fran=2022-01&namn={NAME}"
    assert "i Småkommunerna" in client.get(answer.headers["Location"]).text


def test_an_area_is_compared_by_its_name(client):
    answer = client.get("/indikator/arbetsloshet?region=2321&jamfor=inlandet,00")
    assert f"jamfor={CODES}~{NAME},00" in answer.headers["Location"]
    assert "Småkommunerna" in client.get(answer.headers["Location"]).text


def test_an_area_is_offered_where_places_are_compared_and_figures_can_be_added_up(client):
    beside = f"jamfor={CODES}~{NAME}"
    assert beside in client.get("/indikator/arbetsloshet?region=2321").text
    assert beside not in client.get("/indikator/brp-per-invanare?region=2321").text
    assert f"{CODES}~{NAME}" in client.get("/jamfor?region=2321,2380").text


def test_a_name_that_no_area_has_is_told_as_before(client):
    answer = client.get("/indikator/arbetsloshet?region=smakommunen")
    assert answer.status_code == 200 and "Det finns ingen plats med koden ”smakommunen”" in answer.text


def test_an_area_is_a_button_a_place_of_the_list_and_of_the_page_of_own_areas(client):
    for address in ("/", "/indikator/arbetsloshet", "/platser", "/omrade", "/amne/foretag"):
        assert f"{CODES}&amp;namn={NAME}" in client.get(address).text, address
    elsewhere = client.get("/indikator/arbetsloshet?region=22").text
    assert f"{CODES}&amp;namn={NAME}" not in elsewhere  # its county's row alone


def test_an_area_is_found_by_search_and_chooser_with_a_measure_too(client):
    for query in ("småkommunerna", "smakom", "inlandet"):
        for sort in ("", "&sort=plats&vidare=/indikator/arbetsloshet"):
            found = client.get(f"/_forslag?q={query}{sort}").json
            assert found[0]["text"] == "Småkommunerna" and CODES in found[0]["href"], (query, sort)
    (first, *_) = client.get("/_forslag?q=arbetslöshet småkommunerna").json
    assert first["href"] == f"/indikator/arbetsloshet?{HERE}"


def test_a_sector_of_the_regions_plan_is_found_by_its_title(client):
    (first, *_) = client.get("/_forslag?q=besöksnäring här").json
    assert first["href"] == "/sni?lista=besoksnaring"
    assert client.get(first["href"]).status_code == 200


def test_a_new_area_is_seen_without_a_restart(settings, client):
    path = settings.data / "omraden.toml"
    path.write_text(f'{AREA}[[area]]\nname = "Fjällen"\nmunicipalities = ["Åre", "Härjedalen"]\n', encoding="utf-8")
    try:
        assert "Fjällen" in client.get("/indikator/arbetsloshet").text
    finally:
        path.write_text(AREA, encoding="utf-8")


def test_faults_of_every_file_stand_on_the_page_and_are_told_by_check(tmp_path, monkeypatch):
    made_store(tmp_path / "data" / "store")
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    assert "Inget behöver rättas." in runner.invoke(app, ["check"]).stdout
    data = tmp_path / "data"
    (data / "sni").mkdir()
    faulty = {
        "omraden.toml": (AREA.replace("Ragunda", "Ragnuda"), "omraden.toml, rad 3: ”Ragnuda” är ingen kommun"),
        "arshjul.toml": (
            '[[question]]\nmonths = ["mai"]\nquestion = "A"\nlink = "/indikator/folkmangd"\n',
            "rad 2: ”mai”",
        ),
        "sni/plan.toml": (SECTOR.replace("skal", "skaal"), "plan.toml, rad 5: okänd nyckel ”skaal”. Menade du ”skal”?"),
        "hallbarhet.toml": ("schema = 2\n", "hallbarhet.toml, rad 1: schema är 2"),
    }
    for name, (text, _) in faulty.items():
        (data / name).write_text(text, encoding="utf-8")
    told = runner.invoke(app, ["check"])
    shown = create_app(Settings(data=data)).server.test_client().get("/om").text
    assert told.exit_code == 1 and "Inget behöver rättas" not in told.stdout
    for _, said in faulty.values():
        assert said in told.stdout and said in shown


def test_every_example_of_the_help_can_be_read_as_it_stands():
    wheel, areas, sector = EXAMPLES
    assert set(wheel_in(wheel, "arshjul.toml", "24").own) == {2, 4, 5, 9}
    assert wheel_in(wheel, "arshjul.toml", "24").problems == ()
    read = areas_in(areas.encode(), "omraden.toml")
    assert read.problems == () and [one.place.name for one in read.areas] == ["Södra Lappland", "Kustkommunerna"]
    assert parse_set(sector, "besoksnaring.toml").title_sv == "Besöksnäring"
