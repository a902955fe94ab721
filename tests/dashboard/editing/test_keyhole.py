"""Who may see and change a draft: nobody without the secret, no other origin, no other name of this machine."""

import base64
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dashboard.web.app import create_app
from dashboard.web.editing.keyhole import TOKEN, Keyhole
from loaders.store import Store
from tests.dashboard.addresses import MEETING_DAY, made_site
from tests.dashboard.editing.editor import PAGE, SECRET, editor
from tests.dashboard.forms.pdf_sheets import PICTURE
from tests.dashboard.made import add_revision

ORIGIN = "http://localhost"
LATER = datetime(2026, 11, 27, 6, tzinfo=UTC)
CHANGES = f"{PAGE}/andra.json"


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return made_site(tmp_path_factory.mktemp("keyhole"))


@pytest.fixture(scope="module")
def server(settings):
    return editor(settings)


@pytest.fixture
def client(server):
    """A browser that was opened with the secret."""
    opened = server.test_client()
    answer = opened.get(f"{PAGE}?nyckel={SECRET}")
    assert answer.status_code == 200 and SECRET not in answer.text
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    return opened


def sent(client, asked, **headers):
    token = headers.pop("token", Keyhole(SECRET).token)
    headers = {"Origin": ORIGIN, TOKEN: token, **headers}
    return client.post(CHANGES, json=asked, headers={name: value for name, value in headers.items() if value})


def test_nobody_is_answered_without_the_secret(server):
    stranger = server.test_client()
    for address in (PAGE, f"{PAGE}/utkast.json", f"/mote/{MEETING_DAY}?vy=talare", "/", "/api/v1/indikatorer"):
        answer = stranger.get(address)
        assert answer.status_code == 403 and "Regional näringslivsdialog" not in answer.text
    assert stranger.get(f"{PAGE}?nyckel={SECRET[:-1]}x").status_code == 403
    assert stranger.get(f"{PAGE}?nyckel=%C3%A5%ED%B3").status_code == 403  # a secret may be any text
    assert stranger.post(CHANGES, json={"op": "undo"}).status_code == 403
    stranger.set_cookie("lanspuls_localhost", "ås", domain="localhost")
    assert stranger.get(PAGE).status_code == 403


def test_a_name_that_is_made_to_lead_here_is_refused(client):
    assert client.get(PAGE).status_code == 200
    for name in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80"):
        assert client.get(PAGE, headers={"Host": name}).status_code == 400


def test_a_change_needs_the_token_of_the_page_and_its_origin(client, settings):
    before = (settings.meetings_dir / f"{MEETING_DAY}.toml").read_bytes()
    asked = {"op": "delete", "n": 0, "revision": client.get(f"{PAGE}/utkast.json").json["revision"]}
    for wrong in ({"token": ""}, {"token": "x" * 64}, {"Origin": "http://localhost:5000"}, {"Origin": ""}):
        assert sent(client, asked, **wrong).status_code == 403
    assert (settings.meetings_dir / f"{MEETING_DAY}.toml").read_bytes() == before
    assert sent(client, asked).status_code == 200
    assert sent(client, {"op": "undo"}).json["isDone"]
    assert (settings.meetings_dir / f"{MEETING_DAY}.toml").read_bytes() == before


def test_the_page_has_the_policy_of_all_pages_and_is_kept_by_nobody(client):
    answer = client.get(PAGE)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "unsafe-eval" not in policy and "frame-ancestors 'none'" in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert " style=" not in answer.text.partition("</style>")[2] and "onclick" not in answer.text


def test_a_page_that_adds_to_the_meeting_is_kept_by_nobody(client):
    answer = client.get("/indikator/arbetsloshet")
    assert f'data-key="{Keyhole(SECRET).token}"' in answer.text and f'data-day="{MEETING_DAY}"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store" and "ETag" not in answer.headers  # the next start has another


def test_the_public_server_knows_no_editing(settings):
    public = create_app(settings).server.test_client()
    assert public.get(PAGE).status_code == 404 and public.post(CHANGES, json={"op": "undo"}).status_code in (404, 405)


def test_a_view_is_found_by_what_people_call_it_and_by_its_address(client):
    found = client.get(f"{PAGE}/sok.json?q=syss").json
    assert [one["title"] for one in found["found"]][:2] == ["Sysselsättningsgrad", "Sysselsatta"]
    assert all(one["claim"] and one["link"].startswith("/indikator/") for one in found["found"])
    assert len(client.get(f"{PAGE}/sok.json?q=").json["found"]) > 8
    (berg,) = client.get(f"{PAGE}/sok.json?q=https://lanspuls.example.se/indikator/folkmangd?region=2326").json["found"]
    assert "Bergs kommun" in berg["claim"]
    none = client.get(f"{PAGE}/sok.json?q=zzzzzz").json
    assert none["found"] == [] and none["nearest"]
    assert "ingen länk till en indikator" in client.get(f"{PAGE}/sok.json?q=/moten").json["message"]
    assert client.get(f"{PAGE}/prova.json?link=/indikator/folkmangd").json["figure"]


def test_a_copied_address_is_added_as_it_is(client, settings):
    revision = client.get(f"{PAGE}/utkast.json").json["revision"]
    link = "https://lanspuls.example.se/indikator/folkmangd?region=2326"
    state = sent(client, {"op": "add", "at": 1, "link": link, "revision": revision}).json
    assert state["slides"][1]["place"] == "Bergs kommun"
    assert f'link = "{link}"' in (settings.meetings_dir / f"{MEETING_DAY}.toml").read_text(encoding="utf-8")
    assert sent(client, {"op": "undo"}).json["isDone"]


def test_a_free_slide_with_a_picture_lies_beside_the_file(client, settings):
    revision = client.get(f"{PAGE}/utkast.json").json["revision"]
    picture = base64.b64encode(PICTURE.encode()).decode()
    asked = {"op": "free", "at": 0, "headline": "Ny etablering", "source": "Källa: kommunen", "picture": picture}
    assert "alternativtext" in sent(client, {**asked, "revision": revision}).json["message"]
    state = sent(client, {**asked, "alt": "En karta med en punkt", "revision": revision}).json
    shown = client.get(f"{PAGE}/bild/{state['slides'][0]['key']}.json").json
    assert 'alt="En karta med en punkt"' in shown["section"] and "<span>Källa: kommunen</span>" in shown["section"]
    assert len(list(settings.meetings_dir.glob(f"{MEETING_DAY}-bild-*.svg"))) == 1
    assert sent(client, {"op": "undo"}).json["isDone"]
    for wrong in ("inte base64!", base64.b64encode(b"MZ exe").decode(), base64.b64encode(b"<svg onload='x'>").decode()):
        answer = sent(client, {**asked, "alt": "x", "picture": wrong, "revision": revision})
        assert answer.status_code == 422 and "Bilden" in answer.json["message"]


def test_participants_figures_are_written_as_series_and_read(client, settings):
    asked = {
        "indicator": "Hushåll som har fått bredband", "place": "Åre kommun", "period": "2026-11", "value": "265",
        "base": "1 103", "unit": "hushåll", "organisation": "Kommunen", "grade": "uppgift",
    }  # fmt: skip
    headers = {"Origin": ORIGIN, TOKEN: Keyhole(SECRET).token}
    answer = client.post(f"{PAGE}/uppgift.json", json=asked, headers=headers)
    assert answer.json["told"] == "Hushåll som har fått bredband, Åre kommun: sparad i uppgifter.toml"
    text = (settings.own_dir / "uppgifter.toml").read_text(encoding="utf-8")
    assert "value = 265\n" in text and "base = 1103\n" in text and "when = 2026-11-27" in text
    before = (settings.own_dir / "uppgifter.toml").read_bytes()
    wrong = client.post(f"{PAGE}/uppgift.json", json={**asked, "place": "Åree"}, headers=headers)
    assert wrong.status_code == 422 and "Åre" in wrong.json["message"]
    assert (settings.own_dir / "uppgifter.toml").read_bytes() == before


def test_a_headline_is_checked_without_being_saved(client, settings):
    before = (settings.meetings_dir / f"{MEETING_DAY}.toml").read_bytes()
    n = next(one["n"] for one in client.get(f"{PAGE}/utkast.json").json["slides"] if one["kind"] == "view")
    headers = {"Origin": ORIGIN, TOKEN: Keyhole(SECRET).token}
    asked = {"n": n, "text": "Arbetslösheten i länet steg kraftigt i augusti"}
    (found,) = client.post(f"{PAGE}/rubrik.json", json=asked, headers=headers).json["findings"]
    assert found["said"].startswith("Rubriken säger steg kraftigt, siffrorna säger") and found["allowed"]
    assert (settings.meetings_dir / f"{MEETING_DAY}.toml").read_bytes() == before


def test_a_logo_that_is_lost_while_a_meeting_is_prepared_stops_nothing(settings, tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_text(PICTURE, encoding="utf-8")
    opened = editor(replace(settings, logo=logo)).test_client()
    assert opened.get(f"{PAGE}?nyckel={SECRET}").status_code == 200
    logo.unlink()
    state = opened.get(f"{PAGE}/utkast.json")
    assert state.status_code == 200 and state.json["slides"][0]["claim"]
    slide = opened.get(f"{PAGE}/bild/{state.json['slides'][0]['key']}.json")
    assert slide.status_code == 200 and "Regional näringslivsdialog" in slide.json["section"]


def test_a_damaged_edition_is_said_to_be_so(client, settings):
    folder = settings.editions_dir / MEETING_DAY / "1"
    folder.mkdir(parents=True)
    told = f"Utgåva 1 av mötet {MEETING_DAY} är skadad. Säg till den som sköter Länspuls."
    assert client.get(f"{PAGE}/utkast.json").json["published_sv"] == told
    listed = client.get(f"{PAGE}/utgavor.json")
    assert (listed.status_code, listed.json) == (422, {"message": told})
    headers = {"Origin": ORIGIN, TOKEN: Keyhole(SECRET).token}
    refused = client.post(f"{PAGE}/publicera.json", json={"kind": "addition"}, headers=headers)
    assert (refused.status_code, refused.json) == (422, {"message": told})
    folder.rmdir()


def test_a_window_is_told_of_figures_that_have_come_since(client, settings):
    shown = client.get(f"{PAGE}/utkast.json").json
    asked = f"{PAGE}/utkast.json?revision={shown['revision']}&figures={shown['figures']}"
    assert "slides" not in client.get(asked).json
    add_revision(Store(settings.store_dir), "unemployment_rate", {("23", "2026-08"): 5.9}, at=LATER)
    now = client.get(asked).json
    assert now["revision"] == shown["revision"] and now["figures"] != shown["figures"]
    assert [one["made"] for one in now["slides"]] != [one["made"] for one in shown["slides"]]
