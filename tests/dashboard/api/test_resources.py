"""Every resource over one small site: what it holds, how it is cached and opened, and how faults are told."""

import gzip
import logging

import pytest

from dashboard import api
from dashboard.api import PREFIX, all_resources
from dashboard.web.app import create_app
from loaders.ground.errors import UsageError
from loaders.settings import Settings
from tests.dashboard.addresses import made_site
from tests.dashboard.api.site import small_site

EXAMPLES = [(one, example) for one in all_resources() for example in one.examples]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(small_site(tmp_path_factory.mktemp("small"))).server.test_client()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return create_app(made_site(tmp_path_factory.mktemp("made"))).server.test_client()


@pytest.mark.parametrize(("resource", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_every_example_is_answered_as_its_resource_declares(made, resource, example):
    answer = made.get(PREFIX + example)
    assert answer.status_code == 200
    if answer.mimetype == api.JSON:
        told = resource.model.model_validate_json(answer.data, strict=False)
        assert getattr(told, "synthetic", True) is True
    else:
        assert answer.mimetype in resource.others
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = made.get(PREFIX + example, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert made.head(PREFIX + example).headers["ETag"] == answer.headers["ETag"]


def test_a_packed_answer_is_known_again(made):
    address = f"{PREFIX}/indicators"
    packed = made.get(address, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == made.get(address).data
    known = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    assert made.get(address, headers=known).status_code == 304


def test_a_page_of_another_server_may_ask_and_only_read(client):
    asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    told = client.options(f"{PREFIX}/places", headers=asked)
    assert told.status_code == 200 and told.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert client.get(f"{PREFIX}/places").headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    refused = client.post(f"{PREFIX}/places", json={})
    assert (refused.status_code, refused.mimetype) == (405, "application/problem+json")
    assert refused.json["detail"] == "API:t går bara att läsa. Fråga med GET."
    assert "Access-Control-Allow-Origin" not in client.get("/om").headers


def test_a_measure_tells_what_can_be_asked_of_it(client):
    told = client.get(f"{PREFIX}/indicators/arbetsloshet").json["indicator"]
    assert (told["id"], told["unit"], told["first_period"], told["newest_period"]) == (
        "unemployment_rate", "procent av arbetskraften", "2025-12", "2026-01",
    )  # fmt: skip
    sex = told["dimensions"][0]
    assert (sex["name"], sex["default"]) == ("sex", "total")
    assert [value["name"] for value in sex["values"]] == ["båda könen", "kvinnor", "män"]
    (not_fetched,) = [one for one in client.get(f"{PREFIX}/indicators").json["indicators"] if one["slug"] == "varsel"]
    assert (not_fetched["newest_period"], not_fetched["fetched"]) == (None, None)


def test_a_claim_tells_its_numbers_word_rule_and_limits(made):
    told = made.get(f"{PREFIX}/claims/arbetsloshet?region=2380").json
    claim = told["claim"]
    assert told["sentence"].startswith("Arbetslösheten i Östersunds kommun var ")
    assert claim["difference"] == pytest.approx(claim["value"] - claim["then"], abs=1e-9)
    assert (claim["rule"], claim["period"], claim["then_period"]) == ("ordinary", "2026-08", "2025-08")
    assert claim["limits"] == {
        "slight": 0.2, "plain": 0.5, "clear": 1.0, "scale": "procentenheter", "least_persons": 20,
    }  # fmt: skip
    assert claim["gate"]["name"] == "persons" and claim["gate"]["limit"] == 20
    (vintage,) = told["vintage"]
    assert (vintage["table"], vintage["published"]) == ("TAB6260", "2026-10-29T06:00:00Z")
    assert told["link"] == "/indikator/arbetsloshet?region=2380"
    assert told["source"].endswith("DEMODATA.") and told["headline"] in made.get(told["link"]).text.replace(
        "<span>", ""
    ).replace("</span>", "")


def test_vintages_tell_what_was_said_and_from_which_day(client):
    told = client.get(f"{PREFIX}/vintages/arbetsloshet?region=2321").json
    assert [one["known_from"] for one in told["publications"]] == ["2026-03-01", "2026-04-01"]
    assert [(row["period"], row["known_from"], row["value"], row["status"]) for row in told["cells"]] == [
        ("2025-12", "2026-03-01", 0.0, "nil"),
        ("2026-01", "2026-03-01", 3.5, ""),
        ("2026-01", "2026-04-01", 3.7, ""),
    ]
    assert client.get(f"{PREFIX}/vintages/arbetsloshet").json["cells"] is None


def test_releases_tell_what_is_out_and_what_comes(client):
    told = client.get(f"{PREFIX}/releases").json
    out, following = [row for row in told["releases"] if row["table"] == "gastnatter"][:2]
    assert (out["period"], out["arrival"], out["newest"]) == ("2026-01", "ute", "2026-01")
    assert out["fetched"] == "2026-03-01T06:00:00Z"
    assert following["period"] == "2026-02" and following["indicators"] == ["gastnatter"]
    assert following["first"] <= following["last"] and following["basis"] == "vanlig eftersläpning"


def test_places_and_groups_are_sweden_s(client):
    assert len(client.get(f"{PREFIX}/places").json["places"]) == 312 + 8
    assert len(client.get(f"{PREFIX}/places?niva=riksomrade").json["places"]) == 8
    assert len(client.get(f"{PREFIX}/places?niva=kommun").json["places"]) == 290
    assert [one["region"] for one in client.get(f"{PREFIX}/places?lan=09").json["places"]] == [
        "Gotlands län",
        "Gotland",
    ]
    groups = {one["id"]: one["members"] for one in client.get(f"{PREFIX}/groups").json["groups"]}
    assert len(groups) == 23 and len(groups["kommuner-23"]) == 8 and len(groups["lan"]) == 21


def test_municipalities_like_one_are_a_group_that_figures_are_asked_for_by(demo):
    client = create_app(Settings(data=demo.store.root.parent)).server.test_client()
    like = client.get(f"{PREFIX}/groups?region=Åre").json["groups"][0]
    assert like["id"] == "liknande-2321" and like["members"][0] == "2321" and len(like["members"]) == 8
    assert like["name"] == "Åre och liknande kommuner (struktur 2025)"
    told = client.get(f"{PREFIX}/data/folkmangd?region=liknande-2321&senaste=1").json
    assert list(told["dimension"]["region_code"]["category"]["index"]) == like["members"]


FAULTS = [
    ("/groups?region=23", 400, "inte-forstadd", "Det finns ingen grupp som liknar Jämtlands län."),
    ("/data/arbetsloshet?region=2303+99", 400, "inte-forstadd", "”99” är ingen kommun."),
    ("/data/brp-per-invanare?region=2303+2305", 400, "inte-forstadd", "Fråga efter kommunerna i stället: 2303,2305."),
    ("/data/brp-volym?region=2303+2305", 400, "inte-forstadd", "Fråga efter länet i stället: 23."),
    ("/data/framskrivning?region=2303+2305", 400, "inte-forstadd", "bara läggs ihop på måttets sida"),
    ("/data/arbetsloshet?region=liknande-9", 400, "inte-forstadd", "Det finns ingen plats ”liknande-9”."),
    ("/data/nosuch", 404, "finns-inte", "Ingen indikator heter ”nosuch”."),
    ("/data/arbetslöshett", 404, "finns-inte", "Menade du ”"),
    ("/data/arbetsloshet?regon=23", 400, "inte-forstadd", "Menade du ”region”?"),
    ("/data/arbetsloshet?region=", 400, "inte-forstadd", "Ordet ”region” saknar värde."),
    ("/data/arbetsloshet?region=Årre", 400, "inte-forstadd", "Menade du Åre?"),
    ("/data/arbetsloshet-aku?region=23-2380", 400, "inte-forstadd", "eftersom måttet inte finns för kommuner"),
    ("/data/arbetsloshet-aku?region=2321", 400, "inte-forstadd", "finns inte för Åre kommun"),
    ("/data/arbetsloshet?sex=x", 400, "inte-forstadd", "Kön ”x” finns inte."),
    ("/data/grp?sex=women", 400, "inte-forstadd", "delas inte upp"),
    ("/data/arbetsloshet?matt=fjol", 400, "inte-forstadd", "ta bort ordet matt"),
    ("/data/arbetsloshet?fran=maj", 400, "inte-forstadd", "”maj” är ingen period."),
    ("/data/arbetsloshet?fran=2026&till=2025", 400, "inte-forstadd", "kommer efter den sista"),
    ("/data/arbetsloshet?fran=2026&senaste=2", 400, "inte-forstadd", "De säger två saker."),
    ("/data/arbetsloshet?senaste=0", 400, "inte-forstadd", "Ordet ”senaste” är ett heltal från 1 till 2000."),
    ("/data/arbetsloshet?senaste=x", 400, "inte-forstadd", "Ordet ”senaste” är ett heltal från 1 till 2000."),
    ("/data/arbetsloshet?dialekt=svensk", 400, "inte-forstadd", "hör till format=csv"),
    ("/data/arbetsloshet?format=pdf", 400, "inte-forstadd", "Ordet ”format” kan vara: json-stat2, csv"),
    ("/data/arbetsloshet?per=i går", 400, "inte-forstadd", "är inget datum"),
    ("/data/arbetsloshet?per=2199-01-01", 400, "inte-forstadd", "har inte varit än"),
    ("/claims/arbetsloshet?per=2199-01-01", 400, "inte-forstadd", "har inte varit än"),
    ("/data/arbetsloshet?per=1901-01-01", 404, "inte-publicerad", "Den första kända är från 2026-03-01."),
    ("/data/varsel", 404, "inte-publicerad", "Inget är hämtat än."),
    ("/vintages/varsel", 404, "inte-publicerad", "Inget är hämtat än."),
    ("/vintages/arbetsloshet?senaste=2", 400, "inte-forstadd", "Säg också region"),
    ("/claims/arbetsloshet?region=99", 400, "inte-forstadd", "Det finns ingen plats med koden ”99”."),
    ("/claims/labour_force", 404, "finns-inte", "Siffrorna finns under data."),
    ("/places/Årre", 404, "finns-inte", "Menade du Åre?"),
    ("/places?lan=riket", 400, "inte-forstadd", "ligger inte i något län"),
    ("/places?niva=stad", 400, "inte-forstadd", "kan vara: riket, riksomrade, lan, kommun"),
    ("/plases", 404, "finns-inte", "Menade du /api/v1/places?"),
    ("/data/arbetsloshet/x/y", 404, "finns-inte", "Det finns inget på adressen"),
]


@pytest.mark.parametrize(("asked", "status", "kind", "says"), FAULTS, ids=[one[0] for one in FAULTS])
def test_a_fault_says_what_is_wrong_and_what_to_do(client, caplog, asked, status, kind, says):
    with caplog.at_level(logging.ERROR):
        answer = client.get(PREFIX + asked)
    told = answer.json
    assert (answer.status_code, told["status"], answer.mimetype) == (status, status, "application/problem+json")
    assert told["type"] == f"/oppna-data#{kind}" and f'id="{kind}"' in client.get(told["help"]).text
    assert says in told["detail"] and told["message"] and caplog.records == []
    assert answer.headers["Access-Control-Allow-Origin"] == "*" and "no-store" in answer.headers["Cache-Control"]


def test_words_by_which_senders_count_visitors_change_nothing(client):
    asked = f"{PREFIX}/data/arbetsloshet?region=23"
    assert client.get(f"{asked}&utm_source=x&fbclid=y").data == client.get(asked).data


def test_without_figures_places_are_told_all_the_same(tmp_path):
    client = create_app(Settings(data=tmp_path)).server.test_client()
    assert client.get(f"{PREFIX}/places/23").json["synthetic"] is False
    assert client.get(f"{PREFIX}/indicators").status_code == 200
    assert client.get(f"{PREFIX}/data/arbetsloshet").status_code == 404


def test_a_damaged_file_is_told_as_a_problem(tmp_path):
    settings = small_site(tmp_path)
    for file in settings.store_dir.rglob("*.parquet"):
        file.write_bytes(b"PAR1" + bytes(100))
    answer = create_app(settings).server.test_client().get(f"{PREFIX}/data/arbetsloshet")
    assert (answer.status_code, answer.json["type"]) == (503, "/oppna-data#skadad")
    assert "lanspuls repair" in answer.json["detail"]


def test_a_file_without_a_resource_stops_the_start(tmp_path, monkeypatch):
    (tmp_path / "made_a.py").write_text("RESOURCES = ()\n", encoding="utf-8")
    monkeypatch.setattr(api, "__path__", [str(tmp_path)])
    api.all_resources.cache_clear()
    with pytest.raises(UsageError, match=r"made_a\.py declares no resource"):
        api.all_resources()
    api.all_resources.cache_clear()


@pytest.mark.parametrize("said", ["0", "-1", "1000000000", "10**9", "alla", "1.5", "9" * 50])
@pytest.mark.parametrize(("address", "most", "example"), [("data", 2000, 12), ("vintages", 60, 6)])
def test_a_count_that_is_none_is_told_what_it_may_be(client, address, most, example, said):
    told = client.get(f"{PREFIX}/{address}/arbetsloshet?region=2321&senaste={said}")
    assert told.status_code == 400
    assert told.json["detail"] == (
        f"Ordet ”senaste” är ett heltal från 1 till {most}. Skriv till exempel senaste={example}."
    )
