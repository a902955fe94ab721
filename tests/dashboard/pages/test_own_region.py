"""What a region writes of its own: areas in addresses, search and chooser, lists in search, faults told, the help."""

import re
from urllib.parse import quote

import pytest
from typer.testing import CliRunner

from dashboard.commands.main import app
from dashboard.editing.adding import offers
from dashboard.editing.blocks import Blocks
from dashboard.editing.changes import change_of
from dashboard.meetings.file import parse_meeting
from dashboard.meetings.industry_sets import parse_set
from dashboard.meetings.material import Material
from dashboard.meetings.wheel.wheel_file import wheel_in
from dashboard.views.links.named import address_by_codes
from dashboard.web.app import DATA, create_app
from lanspuls import read
from loaders.ground.errors import UsageError
from loaders.ground.people.areas import areas_in
from loaders.ground.people.called_places import areas_of, holding_areas, know_areas_of
from loaders.settings import Settings
from tests.dashboard.made import made_store
from tests.shared import REPOSITORY

AREA = '[[area]]\nname = "Småkommunerna"\nmunicipalities = ["Bräcke", "Ragunda", "Berg"]\nsynonyms = ["inlandet"]\n'
CODES, NAME = "2303+2305+2326", quote("Småkommunerna")
HERE = f"region={CODES}&namn={NAME}"
MEETING = """schema = 1
date = 2026-11-30
title = "Möte"
place = "Här"
county = "23"

[[view]]
link = "/indikator/folkmangd?region={}"
"""
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


WAYS_IN = (
    "/indikator/arbetsloshet?region={}",
    "/indikator/arbetsloshet?region=2321&jamfor={}",
    "/jamfor?region={},2321&matt=arbetsloshet",
    "/?region={}",
    "/omrade?region={}",
    "/faktablad?region={}",
    "/faktablad/{}",
    "/hamta/arbetsloshet.csv?region={}",
    "/inbadda/arbetsloshet?region={}",
    "/flode.xml?region={}",
    "/api/v1/places/{}",
    "/api/v1/data/arbetsloshet?region={}",
    "/api/v1/data/arbetsloshet?region=2321&jamfor={}",
    "/api/v1/claims/arbetsloshet?region={}",
    "/api/v1/vintages/arbetsloshet?region={}&senaste=1",
)


@pytest.mark.parametrize("way", WAYS_IN)
def test_every_way_in_takes_an_areas_name_and_tells_the_nearest_of_an_unknown_one(client, way):
    found = client.get(way.format("inlandet"), follow_redirects=True)
    assert found.status_code == 200 and "Småkommunerna" in found.text
    told = client.get(way.format("smakomunerna"), follow_redirects=True)
    told_sv = told.json["detail"] if told.is_json else told.text
    assert "smakomunerna" in told_sv and "Menade du Småkommunerna?" in told_sv


@pytest.mark.parametrize("way", ["/faktablad/{}", "/flode.xml?region={}", "/api/v1/data/folkmangd?region={}"])
def test_an_own_area_is_named_by_a_word_of_its_own_wherever_a_place_is_asked_for(client, way):
    address = way.format("2303%2B2305")
    named = f"{address}{'&' if '?' in address else '?'}namn=Norr+och+s%C3%B6der"
    found = client.get(named)
    assert found.status_code == 200 and "Norr och söder" in found.text
    refused = client.get(named.replace("2303%2B2305", "2321"))
    assert "Åre kommun är inget" in (refused.json["detail"] if refused.is_json else refused.text)


def test_a_fact_sheet_is_found_by_a_places_name_and_its_document_too(client):
    for word in ("åre", "Are", "%C3%85re kommun", "2321"):
        assert "Faktablad: Åre kommun" in client.get(f"/faktablad/{word}").text
    assert client.get("/faktablad/åre.pdf").data.startswith(b"%PDF")
    assert client.get("/faktablad/2303+2305.pdf?namn=A").data.startswith(b"%PDF")
    told = client.get("/faktablad/årre")
    assert told.status_code == 404 and "Menade du Åre?" in told.text


def test_places_of_all_kinds_are_said_by_name_in_an_address_too(client):
    assert client.get("/indikator/arbetsloshet?region=åre").headers["Location"].endswith("?region=2321")
    assert "i Åre kommun" in client.get("/inbadda/arbetsloshet?region=Åre").text


def test_programs_are_told_of_areas_and_get_the_pages_numbers(client, settings):
    listed = client.get("/api/v1/places?niva=omrade").json["places"]
    assert [(one["region_code"], one["level"], one["parts"], one["synonyms"]) for one in listed] == [
        (f"{CODES}~Småkommunerna", "område", CODES.split("+"), ["inlandet"])
    ]
    assert listed[0] in client.get("/api/v1/places?lan=23").json["places"]
    assert client.get("/api/v1/places?niva=omrade&lan=22").json["places"] == []
    whole = client.get("/api/v1/data/arbetsloshet?region=småkommunerna,2303+2305&senaste=1&kon=kvinnor").json
    claimed = client.get("/api/v1/claims/arbetsloshet?region=småkommunerna&kon=kvinnor").json
    assert list(whole["dimension"]["region_code"]["category"]["label"].values()) == [
        "Småkommunerna",
        "Ragunda och Bräcke kommuner",
    ]
    assert round(whole["value"][0], 1) == claimed["claim"]["value"] and None not in whole["value"]
    assert whole["note"][-2:] == [
        "Småkommunerna är Ragunda, Bräcke och Bergs kommuner, sammanräknade här.",
        "Ragunda och Bräcke kommuner är sammanräknade här.",
    ]
    assert whole["extension"]["publication"] == [0, 0] and whole["extension"]["publications"][0]["table"] == "TAB6260"


def test_a_name_with_every_sign_that_a_name_may_have_is_understood(settings, client):
    path, name = settings.data / "omraden.toml", "Norr/Söder & Co. (nya)"
    path.write_text(AREA.replace("Småkommunerna", name), encoding="utf-8")
    try:
        for way in WAYS_IN:
            found = client.get(way.format(quote(name, safe="")), follow_redirects=True)
            assert found.status_code == 200 and CODES in found.text, way
    finally:
        path.write_text(AREA, encoding="utf-8")


def test_the_page_of_an_area_links_to_its_own_feed_and_to_its_figures(client):
    feeds = re.findall(r'href="(/flode.xml[^"]*)"', client.get(f"/kalender?{HERE}").text)
    assert len(feeds) == 2 and all(client.get(one.replace("&amp;", "&")).status_code == 200 for one in feeds)
    (asked,) = re.findall(r'href="(/api/v1/data/[^"]*)"', client.get(f"/indikator/arbetsloshet?{HERE}").text)
    assert "Småkommunerna" in client.get(asked.replace("&amp;", "&")).text


@pytest.mark.parametrize("page", ["/indikator/arbetsloshet", "/omrade", "/jamfor", "/", "/kalender"])
def test_a_form_sends_an_areas_name_along_as_it_is_read_and_not_as_an_address_has_it(client, page):
    sent = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', client.get(f"{page}?{HERE}").text)
    assert not [one for one in sent if "%" in one[1] and one[0] != "vidare"]  # that is an address
    if page == "/indikator/arbetsloshet":
        assert ("namn", "Småkommunerna") in sent  # of the fixed start and end


def test_commands_and_notebooks_take_an_areas_name(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("LANSPULS_DATA", str(settings.data))
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    told = runner.invoke(
        app, ["export", "arbetslöshet", "--region", "inlandet", "--region", "Åre", "--from", "2026-08"]
    )
    assert [line.partition(",")[0] for line in told.stdout.splitlines()] == [
        "region_code",
        f"{CODES}~Småkommunerna",
        "2321",
    ]
    wrong = runner.invoke(app, ["export", "arbetslöshet", "--region", "smakomunerna"])
    assert "Menade du Småkommunerna?" in str(getattr(wrong.exception, "message_sv", wrong.exception))
    (row,) = read("folkmängd", "Småkommunerna", since="2026-08", data=settings.data).to_dict("records")
    assert row["region"] == "Småkommunerna" and row["value"] == 5_100 + 6_200 + 6_900
    with pytest.raises(UsageError) as refused:
        read("brp_per_invånare", "Småkommunerna", data=settings.data)
    assert "eftersom en siffra per person" in refused.value.message_sv
    know_areas_of(tmp_path)


def test_a_meetings_file_and_a_question_name_an_area_and_another_folders_names_mean_nothing(settings, tmp_path):
    text = MEETING.format("inlandet")
    with holding_areas(lambda: areas_of(settings.data)):
        (slide,) = parse_meeting(text, "2026-11-30.toml").views
        assert slide.content.selections[0].region == f"{CODES}~Småkommunerna"
        with pytest.raises(UsageError) as misspelt:
            parse_meeting(MEETING.format("inlannet"), "2026-11-30.toml")
    assert misspelt.value.message_sv == (
        "2026-11-30.toml, rad 8: Det finns ingen plats ”inlannet”. Menade du inlandet?"
    )
    with holding_areas(lambda: areas_of(tmp_path)), pytest.raises(UsageError):
        parse_meeting(text, "2026-11-30.toml")
    assert address_by_codes("https://x.se/indikator/folkmangd?region=Åre&per=2026-10-01#a") == (
        "https://x.se/indikator/folkmangd?region=2321&per=2026-10-01#a"
    )


def test_the_editor_finds_an_area_and_keeps_its_codes_where_its_name_was_pasted(settings):
    made = Material(create_app(settings).server.extensions[DATA])
    meeting = parse_meeting(MEETING.format("23"), "2026-11-30.toml")
    with holding_areas(lambda: areas_of(settings.data)):
        found = offers("arbetslöshet småkommunerna", meeting, made).found
        assert found[0].link == f"/indikator/arbetsloshet?{HERE}" and "i Småkommunerna" in found[0].claim
        asked = {"op": "add", "at": 0, "link": "/indikator/folkmangd?region=inlandet"}
        added = change_of(asked, "23").make(Blocks.of(MEETING.format("23"), "möte"))
    assert f'link = "/indikator/folkmangd?{HERE}"' in added.text


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
