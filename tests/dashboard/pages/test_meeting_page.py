"""/mote/<date> as a document, its figures, and its PDF of what a visitor's browser drew."""

import page as validation
import pytest
from flask import Flask

from dashboard.editions import page_body
from dashboard.meetings.file import load_meeting
from dashboard.model import Size
from dashboard.web import documents
from dashboard.web.bundled import Bundled
from loaders.ground.errors import NothingPublishedYet, StoreError, UsageError
from tests.dashboard import made_meetings
from tests.dashboard.forms.pdf_sheets import PICTURE, texts
from tests.dashboard.markup import untied
from tests.dashboard.pages.meetings_served import FIGURES, SLIDES, SLUG, meetings_served

SCRIPTED = '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Flask:
    return meetings_served(tmp_path_factory.mktemp("meetings"))


@pytest.fixture
def client(server):
    return server.test_client()


def sent(server, **changes) -> dict:
    folder = server.config["folder"]
    shown = made_meetings.slides_of(load_meeting(folder / f"{SLUG}.toml"), made_meetings.HandMade(folder), Size.PAPER)
    version = page_body.version([slide.view.figure for slide in shown])
    return {"schema": 1, "version": version, "svg": [PICTURE] * FIGURES + [None] * 2} | changes


def test_all_slides_are_in_the_document_with_heading_alt_text_table_and_number(client):
    body = untied(client.get(f"/mote/{SLUG}").text)
    assert body.count("<section") == body.count("<h2") == SLIDES
    assert (
        body.count("<details") == FIGURES + 4
    )  # slides 5 and 6 have two tables; the menu; the search; the free slide shows its own
    assert body.count('role="img" aria-label="') == FIGURES
    assert body.count(f'role="img" aria-label="{made_meetings.view().alt}') == FIGURES - 3
    assert 'Regional näringslivsdialog 30 november 2026 · <span class="count">2 av 8</span>' in body
    assert '<html lang="sv">' in body
    assert body.count('<strong class="demo-word">DEMODATA</strong>') == SLIDES - 1  # nothing is quoted here
    assert '<th scope="row">Härjedalen</th>' in body


def test_the_analysts_headline_is_marked_and_escaped(client):
    body = client.get(f"/mote/{SLUG}").text
    assert "BRP &lt;steg&gt; &amp; mer</h2>" in body
    assert body.count("Rubrik av analytikern.") == 1


def test_the_list_shows_meetings_newest_first_and_the_fault_of_a_bad_one(client):
    body = client.get("/moten").text
    assert body.index("/mote/2026-11-30") < body.index("/mote/2026-10-26")
    assert "Östersund · åtta bilder" in body
    assert "2026-10-26.toml, rad 24: okänd nyckel ”wods”. Menade du ”words”?" in body


def test_a_slip_of_the_pen_leaves_the_last_good_version_and_is_named(tmp_path):
    client = meetings_served(tmp_path).test_client()
    whole = client.get(f"/mote/{SLUG}").text
    path = tmp_path / f"{SLUG}.toml"
    text = path.read_text(encoding="utf-8")
    for broken, told in (
        (text.replace("words =", "wods =", 1), "okänd nyckel ”wods”. Menade du ”words”?"),
        ("[[", "rad 1"),
    ):
        path.write_text(broken, encoding="utf-8")
        answer = client.get(f"/mote/{SLUG}")
        assert answer.status_code == 200 and told in answer.text
        assert "Så länge visas den senaste hela versionen." in answer.text
        assert answer.text[answer.text.index("<main") :] == whole[whole.index("<main") :]
        assert client.get(f"/mote/{SLUG}/figurer/slide.json").status_code == 200
    path.write_text(text, encoding="utf-8")
    assert client.get(f"/mote/{SLUG}").text == whole


def test_a_file_that_is_gone_unreadable_or_without_its_picture_leaves_the_last_good_version_with_its_figures(tmp_path):
    client = meetings_served(tmp_path).test_client()
    whole = client.get(f"/mote/{SLUG}").text
    path = tmp_path / f"{SLUG}.toml"
    text = path.read_text(encoding="utf-8")
    picture = (
        '[[view]]\nkind = "free"\nheadline = "Bild"\nsource = "Kommunen"\npicture = "borta.png"\nalt = "En bild"\n'
    )

    def is_a_folder():
        path.unlink()
        path.mkdir()

    for spoil, told in (
        (lambda: path.write_text(f"{text}\n{picture}", encoding="utf-8"), "Bilden borta.png finns inte"),
        (path.unlink, f"Det finns ingen mötesfil {SLUG}.toml."),
        (lambda: path.symlink_to(tmp_path / "ingenstans"), f"Det finns ingen mötesfil {SLUG}.toml."),
        (is_a_folder, f"{SLUG}.toml är en mapp och ingen fil."),
    ):
        spoil()
        answer = client.get(f"/mote/{SLUG}")
        assert answer.status_code == 200 and told in answer.text, told
        assert answer.text[answer.text.index("<main") :] == whole[whole.index("<main") :]
        for beside in ("figurer/slide.json", "platser.json", "matt.json"):
            assert client.get(f"/mote/{SLUG}/{beside}").status_code == 200, (told, beside)
    path.rmdir()
    path.write_text(text, encoding="utf-8")
    assert client.get(f"/mote/{SLUG}").text == whole


def test_a_bad_meeting_file_is_explained_on_its_page(client):
    answer = client.get("/mote/2026-10-26")
    assert answer.status_code == 422
    assert "rad 24: okänd nyckel ”wods”" in answer.text


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (NothingPublishedYet("x"), 422, "ännu inget var publicerat"),
        (StoreError("x"), 503, "kan inte läsas just nu"),
        (UsageError("x", "Inga siffror för 1850."), 422, "Inga siffror för 1850."),
    ],
)
def test_a_view_that_cannot_be_made_is_explained(server, error, status, says):
    def refuses(selection, size):
        raise error

    flask = Flask("refusing")
    folder = server.config["folder"]
    documents.register(flask, made_meetings.HandMade(folder, refuses), Bundled(plotly="/plotly.js", font_face=""))
    client = flask.test_client()
    for where in (f"/mote/{SLUG}", f"/mote/{SLUG}/figurer/slide.json"):
        answer = client.get(where)
        assert answer.status_code == status
        assert says in (answer.json["message"] if answer.is_json else answer.text)


@pytest.mark.parametrize("slug", ["2026-11-29", "20261130", "nu", "..", "%2e%2e%2flanspuls", "2026-11-30.toml"])
def test_a_meeting_that_is_not_there_is_not_found(client, slug):
    assert client.get(f"/mote/{slug}").status_code in (404, 308)


def test_figures_travel_as_versioned_json_that_is_not_sent_twice(client):
    answer = client.get(f"/mote/{SLUG}/figurer/slide.json")
    assert (answer.json["schema"], len(answer.json["figures"])) == (1, SLIDES)
    assert answer.json["figures"][0]["layout"]["width"] == 1744
    again = client.get(f"/mote/{SLUG}/figurer/slide.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(f"/mote/{SLUG}/figurer/affisch.json").status_code == 422


def test_pictures_of_the_visitor_become_the_same_document(client, server):
    answer = client.post(f"/mote/{SLUG}/pdf", json=sent(server))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert validation.validate_pdf_bytes(answer.data, profile="ua1").is_compliant
    assert texts(answer.data)[0].startswith("Region Jämtland Härjedalen Regional näringslivsdialog 30 november 2026")


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"schema": 2}, 422, "Ladda om sidan"),
        ({"version": "gammal"}, 422, "Siffrorna har ändrats"),
        ({"svg": [PICTURE] * 5 + [None] * 2}, 422, "kunde inte göras"),
        ({"svg": [PICTURE] * 5 + [None] * 3}, 422, "kunde inte göras"),
        ({"svg": "x"}, 422, "kunde inte göras"),
        ({"svg": [PICTURE] * 5 + [SCRIPTED, None, None]}, 422, "kunde inte göras"),
        ({"svg": ["x" * 11_000_000]}, 413, "för stora"),
    ],
)
def test_a_request_that_is_not_one_picture_per_figure_is_refused(client, server, changes, status, says):
    answer = client.post(f"/mote/{SLUG}/pdf", json=sent(server, **changes))
    assert answer.status_code == status
    assert says in answer.json["message"]


@pytest.mark.parametrize(
    ("data", "kind"), [(b"{", "application/json"), (b"[]", "text/plain"), (b"[1]", "application/json")]
)
def test_a_request_that_is_not_our_json_is_refused(client, data, kind):
    answer = client.post(f"/mote/{SLUG}/pdf", data=data, content_type=kind)
    assert answer.status_code in (400, 422)
    assert answer.json["message"]


def test_notes_are_only_in_the_speakers_view(client):
    plain, speaker = (client.get(f"/mote/{SLUG}{query}").text for query in ("", "?vy=talare"))
    assert "Att säga" not in plain and "De grå ska ni inte läsa något i." not in plain
    assert "De grå ska ni inte läsa något i." in speaker
    assert speaker.count('class="speaker"') == SLIDES
    assert "Arbetslöshet mäts på tre sätt." in speaker and "Det svarar verktyget aldrig på." in speaker


def test_places_travel_finished_and_are_not_sent_twice(client):
    answer = client.get(f"/mote/{SLUG}/platser.json")
    assert sorted(answer.json) == ["2", "3", "4", "5", "6"]
    assert [entry["place"] for entry in answer.json["2"]][:2] == ["Bergs kommun", "Bräcke kommun"]
    borders = [entry["place"] for entry in answer.json["5"] if entry["neighbour"]]
    assert borders == ["Västernorrlands län", "Dalarnas län", "Gävleborgs län", "Västerbottens län"]
    assert answer.json["2"][1]["figure"]["layout"]["width"] == 1744
    assert '<tr class="vald">' in answer.json["2"][1]["tables"]
    again = client.get(f"/mote/{SLUG}/platser.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
