"""Two regions of one service declare an indicator and a question of one name: each has its own, by the commands."""

import json
import os
import re
from datetime import date

import pytest
from werkzeug.test import Client

import lanspuls
from dashboard.commands.main import main
from dashboard.web.regions import Regions
from loaders import catalogue
from loaders.declared.named import regions_in
from loaders.demo.server import running_publisher
from loaders.settings import REGION, load_settings
from loaders.store import Store
from tests.dashboard.made import made_store

TODAY = date(2026, 11, 22)
DECLARED = """title = "{title}"
short_title = "{title}"
subject = "{subject}"
unit = "resor"
kind = "antal"
definition = "Räknade resor."
publisher = "Region {place}"

[file]
place = "Kommun"
period = "År"
value = "Antal"
levels = ["kommun"]
"""
ASKED = (
    '[[question]]\nmonths = ["december"]\nquestion = "Hur många cyklar i {place}?"\nlink = "/indikator/eget-cyklar"\n'
)
REGIONS = {"20": ("Falun", "Cykelresor", "4321"), "25": ("Luleå", "Resor med cykel", "8765")}
PAGE = "/indikator/eget-cyklar?region={code}"
CODES = {"20": "2080", "25": "2580"}


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """The folder of a service in which all is declared, fetched and drafted by commands; their exit codes."""
    folder = tmp_path_factory.mktemp("own-of-regions")
    made_store(folder / "data" / "store")
    (folder / "lanspuls.toml").write_text("timeout = 5\n", encoding="utf-8")
    for code, (place, title, value) in REGIONS.items():
        own = folder / "data" / "lan" / code
        (own / "indicators").mkdir(parents=True)
        (own / "indicators" / "cyklar.toml").write_text(
            DECLARED.format(title=title, subject=title.lower(), place=place), encoding="utf-8"
        )
        rows = f"Kommun;År;Antal\n{place};2023;{value}\n{place};2024;{value}\n"
        (own / "indicators" / "cyklar.csv").write_text(rows, encoding="utf-8")
        (own / "arshjul.toml").write_text(ASKED.format(place=place), encoding="utf-8")
    (folder / "data" / "lan" / "25" / "indicators" / "borta.toml").write_text(
        DECLARED.format(title="Borta", subject="det borta", place="Luleå"), encoding="utf-8"
    )
    with pytest.MonkeyPatch.context() as patch, running_publisher(today=TODAY, calls_per_window=1000) as (url, _):
        patch.setenv("LANSPULS_SCB_URL", url)
        patch.chdir(folder)
        codes = {
            words: run(*words)
            for words in (
                ("fetch", "own_20_cyklar", "own_25_cyklar"),
                ("--region", "20", "meeting", "new", "2026-12-14"),
                ("--region", "25", "meeting", "new", "2026-12-14"),
                ("check",),
            )
        }
        yield folder, codes
    catalogue.read_own(folder / "nothing")


def run(*words):
    try:
        with pytest.raises(SystemExit) as ended:
            main(list(words), today=lambda: TODAY)
    finally:
        os.environ.pop(REGION, None)
    return ended.value.code


def test_one_fetch_stores_both_and_each_region_shows_its_own(service):
    folder, codes = service
    assert [*codes.values()] == [0, 0, 0, 1]  # the check tells of the file that is not there
    store = Store(folder / "data" / "store")
    assert {one for one in store.indicators() if one.startswith("own_")} == {"own_20_cyklar", "own_25_cyklar"}
    client = Client(Regions(load_settings(folder)))
    for code, (place, title, value) in REGIONS.items():
        page = client.get(f"/lan/{code}{PAGE.format(code=CODES[code])}").text
        assert title.lower() in page.lower() and f"i {place}" in page and f"{value[0]}\u00a0{value[1:]}" in page
        other = next(one for one in REGIONS if one != code)
        elsewhere = client.get(
            f"/lan/{code}{PAGE.format(code=CODES[other])}"
        ).text  # the other's place, this one's measure
        assert REGIONS[other][1].lower() not in elsewhere.lower() and REGIONS[other][2][1:] not in re.sub(
            r"<[^>]+>", "", elsewhere
        )
        assert client.get(f"/lan/{code}/api/v1/data/own_{other}_cyklar").status_code == 404
    assert client.get("/lan/20/indikator/eget-borta").status_code == 404
    assert client.get("/lan/25/indikator/eget-borta").status_code == 200


def test_a_declaration_that_changes_while_the_service_runs_holds_for_the_next_answer_of_its_region(service):
    folder, _ = service
    declared = folder / "data" / "lan" / "20" / "indicators" / "cyklar.toml"
    before = declared.read_text("utf-8")
    client = Client(Regions(load_settings(folder)))
    asked = f"/api/v1/data/eget-cyklar?region={CODES['20']}&senaste=1"

    def unit_of(code):
        (unit,) = client.get(f"/lan/{code}{asked}").json["dimension"]["indicator"]["category"]["unit"].values()
        return unit["base"]

    assert "resor" in client.get(f"/lan/20{PAGE.format(code=CODES['20'])}").text and unit_of("20") == "resor"
    declared.write_text(before.replace('unit = "resor"', 'unit = "turer"'), encoding="utf-8")
    try:
        assert "turer" in client.get(f"/lan/20{PAGE.format(code=CODES['20'])}").text and unit_of("20") == "turer"
        assert unit_of("25") == "resor"
        declared.write_text("[file", encoding="utf-8")  # a fault leaves out this one alone
        assert client.get(f"/lan/20{PAGE.format(code=CODES['20'])}").status_code == 404
        assert "cyklar.toml" in client.get("/lan/20/om").text and client.get("/lan/20/").status_code == 200
    finally:
        declared.write_text(before, encoding="utf-8")
    assert unit_of("20") == "resor"


def test_a_notebook_reads_the_own_indicators_of_every_region_by_id(service):
    folder, _ = service
    for code, (place, _, value) in REGIONS.items():
        rows = lanspuls.read(f"own_{code}_cyklar", place, data=folder / "data")
        assert rows["value"].tolist() == [float(value)] * 2 and set(rows["region_code"]) == {CODES[code]}
    assert {"own_20_cyklar", "own_25_cyklar"} <= set(lanspuls.indicators(folder / "data")["id"])


def test_a_draft_asks_its_own_regions_question(service):
    folder, _ = service
    for code, (place, _, _) in REGIONS.items():
        draft = (folder / "data" / "lan" / code / "meetings" / "2026-12-14.toml").read_text("utf-8")
        assert re.findall(r"Hur många cyklar i (\w+)\?", draft) == [place]


def test_the_own_indicators_of_a_county_at_the_root_are_its_alone_and_it_sees_no_others(service):
    folder, _ = service
    declared = folder / "data" / "indicators" / "rotmatt.toml"
    declared.parent.mkdir()
    declared.write_text(DECLARED.format(title="Rotmåttet", subject="rotmåttet", place="Sundsvall"), encoding="utf-8")
    try:
        client = Client(Regions(load_settings(folder, {"LANSPULS_COUNTY": "22"})))
        root, below = (client.get(f"{at}/indikatorer").text for at in ("", "/lan/20"))
    finally:
        declared.unlink()
        declared.parent.rmdir()
    assert "Rotmåttet" in root and "ykelresor" not in root and "Resor med cykel" not in root
    assert "Rotmåttet" not in below and "Cykelresor" in below


def test_damage_and_faults_of_a_regions_own_are_told_there_alone(service):
    folder, _ = service
    (piece,) = (folder / "data" / "store" / "own_20_cyklar").glob("*.parquet")
    whole = piece.read_bytes()
    piece.write_bytes(b"x" * len(whole))
    try:
        client = Client(Regions(load_settings(folder)))
        assert client.get(f"/lan/20{PAGE.format(code='2080')}").status_code == 503
        health = {at: client.get(f"{at}/halsa") for at in ("", "/lan/20", "/lan/25")}
    finally:
        piece.write_bytes(whole)
    assert "own_20_cyklar" in health["/lan/20"].text and health["/lan/20"].status_code == 503
    assert "own_20" not in health["/lan/25"].text and health["/lan/25"].status_code == 200
    told = json.loads(health[""].text)
    assert health[""].status_code == 503 and "cyklar" not in health[""].text
    assert told["regions"]["20"] == {"status": "damaged"} and told["regions"]["25"] == {"status": "ok"}


def test_the_region_of_an_own_indicator_is_told_by_its_id_and_its_tables_alone():
    named = "own_20_cyklar fil-25-cyklar TAB638-01-kvinnor N00901-09-skatt store/own_24_a/b.parquet"
    assert regions_in(named) == {"20", "25", "01", "09", "24"}
    for other in ("own_cyklar", "TAB638", "2026-11-28-x", "N00901-skatt", "own_2020_x", "fil-cyklar-20"):
        assert regions_in(other) == frozenset()
