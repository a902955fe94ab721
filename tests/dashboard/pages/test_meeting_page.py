"""/mote/<date> as a document, as slides in a real browser, and its PDF drawn by the visitor."""

import re
import threading
from pathlib import Path

import page as validation
import plotly
import pytest
from flask import Flask, send_file
from werkzeug.serving import make_server

from dashboard.forms.svg import FONT_FOLDER
from dashboard.meetings import segment
from dashboard.meetings.demo_meeting import demo_meeting_toml
from dashboard.meetings.file import load_meeting
from dashboard.model import Size
from dashboard.web import documents
from dashboard.web.bundled import Bundled
from loaders.ground.errors import NothingPublishedYet, StoreError, UsageError
from tests.dashboard import browsing, made_meetings
from tests.dashboard.forms.pdf_sheets import texts
from tests.dashboard.forms.test_pdf import PICTURE

SLUG = "2026-11-30"
SLIDES, FIGURES = 8, 6
SCRIPTED = '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Flask:
    folder = tmp_path_factory.mktemp("meetings")
    text = demo_meeting_toml(made_meetings.AS_OF)
    own = text.replace('links = ["/indikator/brp-', 'headline = "BRP <steg> & mer"\nlinks = ["/indikator/brp-')
    (folder / f"{SLUG}.toml").write_text(own, encoding="utf-8")
    (folder / "2026-10-26.toml").write_text(text.replace("words", "wods", 1), encoding="utf-8")
    flask = Flask("test")
    flask.config["folder"] = folder
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    flask.add_url_rule("/plotly.js", view_func=lambda: send_file(script, max_age=60), endpoint="plotly")
    flask.add_url_rule(
        "/inter.ttf", view_func=lambda: send_file(FONT_FOLDER / "Inter[opsz,wght].ttf"), endpoint="inter"
    )
    face = '@font-face { font-family: Inter; src: url("/inter.ttf"); font-weight: 100 900; }'
    material = made_meetings.HandMade(folder, organisation="Region Jämtland Härjedalen")
    documents.register(flask, material, Bundled(plotly="/plotly.js", font_face=face))
    return flask


@pytest.fixture
def client(server):
    return server.test_client()


def sent(server, **changes) -> dict:
    folder = server.config["folder"]
    shown = made_meetings.slides_of(load_meeting(folder / f"{SLUG}.toml"), made_meetings.HandMade(folder), Size.PAPER)
    return {"schema": 1, "version": segment.version(shown), "svg": [PICTURE] * FIGURES + [None] * 2} | changes


def test_all_slides_are_in_the_document_with_heading_alt_text_table_and_number(client):
    body = client.get(f"/mote/{SLUG}").text
    assert body.count("<section") == body.count("<h2") == SLIDES
    assert (
        body.count("<details") == FIGURES + 3
    )  # slides 5 and 6 have two tables; the menu; the free slide shows its own
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
    assert texts(answer.data)[0].startswith("Regional näringslivsdialog 30 november 2026 DEMODATA Region Jämtland Här")


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


@pytest.fixture(scope="module")
def address(server):
    made = make_server("127.0.0.1", 0, server, threaded=True)
    worker = threading.Thread(target=made.serve_forever, daemon=True)
    worker.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    worker.join()


@pytest.fixture(scope="module")
def browser():
    with browsing.browser() as opened:
        yield opened


@pytest.fixture
def slides(browser, address):
    """The meeting at 1440 × 810 with all figures drawn; fails on any error or request that leaves the machine."""
    context = browser.new_context(viewport={"width": 1440, "height": 810})
    sheet = context.new_page()
    faults: list[str] = []
    sheet.on("pageerror", lambda error: faults.append(str(error)))
    sheet.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    sheet.on(
        "request", lambda asked: None if asked.url.startswith((address, "data:", "blob:")) else faults.append(asked.url)
    )
    sheet.goto(f"{address}/mote/{SLUG}#3")
    sheet.wait_for_function(f"document.querySelectorAll('.chart .main-svg').length >= {FIGURES}")
    yield sheet
    context.close()
    assert faults == []


def numbers_shown(sheet) -> list[str]:
    return sheet.eval_on_selector_all(
        ".slide", "all => all.filter(s => getComputedStyle(s).visibility === 'visible').map(s => s.id)"
    )


@pytest.mark.browser
def test_keys_step_one_view_at_a_time_and_the_address_keeps_the_place(slides):
    assert numbers_shown(slides) == ["3"]
    for key, number in [
        ("ArrowRight", "4"), ("PageDown", "5"), ("ArrowLeft", "4"), ("PageUp", "3"), ("Home", "1"), ("ArrowLeft", "1"),
        ("End", "8"), ("ArrowRight", "8"), ("ArrowUp", "7"),
    ]:  # fmt: skip
        slides.keyboard.press(key)
        assert numbers_shown(slides) == [number]
        assert slides.url.endswith(f"#{number}")
    slides.reload()
    assert numbers_shown(slides) == ["7"]


@pytest.mark.browser
def test_a_key_press_shows_a_drawn_figure_at_once_without_drawing_or_asking_for_anything(slides):
    slides.wait_for_function(  # what is fetched ahead, when the browser is idle, has come
        "performance.getEntriesByType('resource').some((one) => one.name.endsWith('/platser.json'))"
    )
    asked: list[str] = []
    slides.on("request", lambda request: asked.append(request.url))
    shown, drawn = slides.evaluate(
        """() => {
            const shown = [];
            let drawn = 0;
            for (const name of ["newPlot", "react", "redraw", "relayout"]) {
                const draw = window.Plotly[name];
                window.Plotly[name] = (...given) => { drawn += 1; return draw(...given); };
            }
            for (const key of ["Home", "ArrowRight", "ArrowRight", "ArrowRight", "End"]) {
                document.dispatchEvent(new KeyboardEvent("keydown", {key}));
                shown.push(document.querySelector(".slide.current").id);
            }
            return [shown, drawn];
        }"""
    )
    assert (shown, drawn, asked) == (["1", "2", "3", "4", "8"], 0, [])


@pytest.mark.browser
def test_buttons_step_too_and_show_where_the_focus_is(slides):
    slides.keyboard.press("Tab")
    focused = slides.evaluate(
        "getComputedStyle(document.activeElement).outlineStyle + document.activeElement.dataset.do"
    )
    assert focused == "solidprevious"
    slides.click('.keys [data-do="next"]')
    assert numbers_shown(slides) == ["4"]


@pytest.mark.browser
def test_escape_gives_the_document_with_every_view(slides):
    slides.keyboard.press("Escape")
    assert len(numbers_shown(slides)) == SLIDES
    slides.wait_for_function("document.querySelector('.chart').dataset.size === 'screen'")
    slides.click('[data-do="present"]')
    assert len(numbers_shown(slides)) == 1


@pytest.mark.browser
def test_the_visitors_browser_draws_the_pdf(slides, tmp_path):
    slides.mouse.move(200, 200)
    saved = browsing.save_pdf(slides, lambda: slides.click('.keys [data-do="pdf"]'))
    path = tmp_path / saved.suggested_filename
    saved.save_as(path)
    assert path.name == f"{SLUG}.pdf"
    report = validation.validate_pdf(str(path), profile="ua1")
    assert (report.rules.passed, report.rules.total) == (104, 104)
    assert "Jämtlands län 3,7" in texts(path.read_bytes())[2]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda route: route.fulfill(status=422, json={"message": "Siffrorna har ändrats."}), "Siffrorna har ändrats."),
        (lambda route: route.abort(), "Servern svarar inte. Kontrollera att Länspuls är i gång och försök igen."),
    ],
)
def test_a_pdf_that_cannot_be_made_is_said_on_the_slide_until_the_next_step(browser, address, answer, says):
    context = browser.new_context(viewport={"width": 1440, "height": 810})
    sheet = context.new_page()
    sheet.goto(f"{address}/mote/{SLUG}#3")
    sheet.wait_for_selector(".slide.current .chart .main-svg")
    sheet.route("**/pdf", answer)
    sheet.mouse.move(200, 200)
    with pytest.raises(AssertionError, match=re.escape(f"and says: {says}")):
        browsing.save_pdf(sheet, lambda: sheet.click('.keys [data-do="pdf"]'))
    sheet.evaluate("document.activeElement.blur(); document.querySelector('.keys').classList.add('resting')")
    sheet.mouse.move(10, 10)
    assert sheet.inner_text(".keys .message[role=alert]") == says
    assert sheet.evaluate("getComputedStyle(document.querySelector('.keys')).opacity") == "1"
    sheet.keyboard.press("ArrowRight")
    assert sheet.text_content(".keys .message") == ""
    context.close()


@pytest.mark.browser
def test_a_phone_gets_the_document_without_sideways_scrolling(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    sheet = context.new_page()
    sheet.goto(f"{address}/mote/{SLUG}")
    sheet.wait_for_function("document.querySelectorAll('.chart .main-svg').length >= 2")
    assert len(numbers_shown(sheet)) == SLIDES
    assert sheet.evaluate("document.documentElement.scrollWidth") == 390
    context.close()


@pytest.mark.browser
def test_without_scripts_everything_can_be_read(browser, address):
    context = browser.new_context(java_script_enabled=False)
    sheet = context.new_page()
    sheet.goto(f"{address}/mote/{SLUG}")
    assert sheet.locator("h2:visible").count() == SLIDES
    assert sheet.locator("button:visible").count() == 0
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("where", "width"), [(f"/mote/{SLUG}", 1440), ("/mote/2026-10-26", 390)])
def test_axe_finds_nothing(browser, address, where, width):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 810})
    sheet = context.new_page()
    sheet.goto(address + where)
    sheet.wait_for_load_state("networkidle")
    found = Axe().run(sheet)
    context.close()
    assert [violation["id"] for violation in found.response["violations"]] == []


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


@pytest.mark.browser
def test_keys_turn_the_place_and_lay_table_and_definition_over_the_chart(slides):
    slides.wait_for_function("performance.getEntriesByType('resource').some(e => e.name.endsWith('platser.json'))")
    slides.keyboard.press("Home")
    slides.keyboard.press("ArrowRight")
    place = "document.querySelector('.slide.current .chart').dataset.place"
    for key, at in [("m", "1"), ("ArrowDown", "2"), ("ArrowUp", "1"), ("M", "0")]:
        slides.keyboard.press(key)
        slides.wait_for_function(f"{place} === '{at}'")
        assert numbers_shown(slides) == ["2"]
    for key, at in [("3", "3"), ("g", "9"), ("g", "10"), ("0", "0")]:
        slides.keyboard.press(key)
        slides.wait_for_function(f"{place} === '{at}'")
    slides.keyboard.press("t")
    assert slides.locator(".slide.current .tables").is_visible()
    assert not slides.locator(".slide.current .about").is_visible()
    slides.keyboard.press("d")
    assert slides.locator(".slide.current .about").is_visible()
    slides.keyboard.press("d")
    assert not slides.locator(".slide.current .reading").is_visible()
    slides.keyboard.press("t")
    slides.keyboard.press("Escape")
    assert numbers_shown(slides) == ["2"]


@pytest.mark.browser
def test_the_short_version_passes_over_three_slides_and_counts_from_five_minutes(browser, address):
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    audience, speaker = context.new_page(), context.new_page()
    audience.goto(f"{address}/mote/{SLUG}?kort=1#2")
    assert audience.locator('[id="2"] .count').inner_text() == "2 av 5"
    audience.keyboard.press("ArrowRight")
    assert numbers_shown(audience) == ["4"]
    audience.keyboard.press("End")
    audience.keyboard.press("ArrowLeft")
    assert numbers_shown(audience) == ["5"]
    speaker.goto(f"{address}/mote/{SLUG}?vy=talare&kort=1#5")
    assert speaker.locator("[role=timer]").inner_text() == "5:00"
    assert speaker.locator(".next").inner_text() == speaker.locator('[id="8"] h2').text_content()
    speaker.keyboard.press("k")
    assert speaker.locator("[role=timer]").inner_text() == "7:00"
    audience.wait_for_function("!location.search.includes('kort')")
    assert audience.locator('[id="5"] .count').inner_text() == "5 av 8"
    audience.goto(f"{address}/mote/{SLUG}?kort=1#3")
    assert numbers_shown(audience) == ["4"]
    context.close()


@pytest.mark.browser
def test_the_speakers_window_follows_the_slides_and_counts_down_without_turning_any(browser, address):
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    audience, speaker = context.new_page(), context.new_page()
    faults: list[str] = []
    speaker.on("pageerror", lambda error: faults.append(str(error)))
    audience.goto(f"{address}/mote/{SLUG}#2")
    speaker.goto(f"{address}/mote/{SLUG}?vy=talare#2")
    for page in (audience, speaker):
        page.wait_for_function(f"document.querySelectorAll('.chart .main-svg').length >= {FIGURES}")
    audience.keyboard.press("ArrowRight")
    speaker.wait_for_function("location.hash === '#3'")
    assert speaker.locator('.speaker[data-for="3"]').is_visible()
    assert not speaker.locator('.speaker[data-for="2"]').is_visible()
    assert speaker.locator(".help").inner_text().startswith("Tangenter: vänster och höger bläddrar · m, upp och ned")
    assert speaker.locator(".next").inner_text() == speaker.locator('[id="4"] h2').text_content()
    speaker.keyboard.press("ArrowRight")
    audience.wait_for_function("location.hash === '#4'")
    speaker.keyboard.press("s")
    speaker.wait_for_function("document.querySelector('[role=timer]').textContent < '7:00'")
    assert numbers_shown(speaker) == ["4"]
    context.close()
    assert faults == []
