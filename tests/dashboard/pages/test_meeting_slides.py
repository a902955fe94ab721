"""/mote/<date> as slides in a real browser, and its PDF drawn by the visitor."""

import re
import threading

import page as validation
import pytest
from flask import Flask
from werkzeug.serving import make_server

from tests.dashboard import browsing
from tests.dashboard.axe import wrong_for_some
from tests.dashboard.forms.pdf_sheets import texts
from tests.dashboard.markup import untied
from tests.dashboard.pages.meetings_served import FIGURES, SLIDES, SLUG, meetings_served
from tests.waiting import wait_until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Flask:
    return meetings_served(tmp_path_factory.mktemp("meetings"))


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


@pytest.fixture(scope="module")
def window(browser, address):
    """(A page of 1440 × 810, what has gone wrong in it): errors, and requests that leave the machine."""
    sheet, faults = browser.new_context(viewport={"width": 1440, "height": 810}).new_page(), []
    sheet.on("pageerror", lambda error: faults.append(str(error)))
    sheet.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    sheet.on(
        "request", lambda asked: None if asked.url.startswith((address, "data:", "blob:")) else faults.append(asked.url)
    )
    yield sheet, faults
    sheet.context.close()


@pytest.fixture
def slides(window, address):
    """The meeting from its third slide with all figures drawn; fails on whatever goes wrong."""
    sheet, faults = window
    was_there = sheet.url.startswith(address)
    sheet.goto(f"{address}/mote/{SLUG}#3")
    if was_there:  # which a place in its address does not load anew
        sheet.reload()
    sheet.wait_for_function(f"document.querySelectorAll('.chart .main-svg').length >= {FIGURES}")
    yield sheet
    assert faults == []


def numbers_shown(sheet) -> list[str]:
    return sheet.eval_on_selector_all(
        ".slide", "all => all.filter(s => getComputedStyle(s).visibility === 'visible').map(s => s.id)"
    )


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


def test_a_key_press_shows_a_drawn_figure_at_once_without_drawing_or_asking_for_anything(slides):
    slides.wait_for_function(  # what is fetched ahead, when the browser is idle, has come
        "document.querySelector('.at-hand').textContent === 'Redo utan nät'"
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


def test_buttons_step_too_and_show_where_the_focus_is(slides):
    where = "getComputedStyle(document.activeElement).outlineStyle + document.activeElement.{}"
    slides.keyboard.press("Tab")
    assert slides.evaluate(where.format("role")) == "solidapplication"  # the chart, which keys read
    slides.keyboard.press("Tab")
    assert slides.evaluate(where.format("dataset.do")) == "solidprevious"
    slides.click('.keys [data-do="next"]')
    assert numbers_shown(slides) == ["4"]


def test_escape_gives_the_document_with_every_view(slides):
    slides.keyboard.press("Escape")
    assert len(numbers_shown(slides)) == SLIDES
    slides.wait_for_function("document.querySelector('.chart').dataset.size === 'screen'")
    slides.click('[data-do="present"]')
    assert len(numbers_shown(slides)) == 1


def test_the_visitors_browser_draws_the_pdf(slides, tmp_path):
    slides.mouse.move(200, 200)
    saved = browsing.save_pdf(slides, lambda: slides.click('.keys [data-do="pdf"]'))
    path = tmp_path / saved.suggested_filename
    saved.save_as(path)
    assert path.name == f"mote-{SLUG}-utkast.pdf"
    report = validation.validate_pdf(str(path), profile="ua1")
    assert (report.rules.passed, report.rules.total) == (104, 104)
    assert validation.validate_pdf(str(path), profile="2a").is_compliant
    assert any("Jämtlands län 3,7" in sheet for sheet in texts(path.read_bytes()))


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


def test_a_phone_gets_the_document_without_sideways_scrolling(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    sheet = context.new_page()
    sheet.goto(f"{address}/mote/{SLUG}")
    sheet.wait_for_function("document.querySelectorAll('.chart .main-svg').length >= 2")
    assert len(numbers_shown(sheet)) == SLIDES
    assert sheet.evaluate("document.documentElement.scrollWidth") == 390
    context.close()


def test_without_scripts_everything_can_be_read(browser, address):
    context = browser.new_context(java_script_enabled=False)
    sheet = context.new_page()
    sheet.goto(f"{address}/mote/{SLUG}")
    assert sheet.locator("h2:visible").count() == SLIDES
    assert sheet.locator("main button:visible").count() == 0
    context.close()


@pytest.mark.parametrize(("where", "width"), [(f"/mote/{SLUG}", 1440), ("/mote/2026-10-26", 390)])
def test_axe_finds_nothing(browser, address, where, width):
    context = browser.new_context(viewport={"width": width, "height": 810})
    sheet = context.new_page()
    sheet.goto(address + where)
    sheet.wait_for_load_state("networkidle")
    assert wrong_for_some(sheet) == []
    context.close()


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


def test_the_chart_of_a_slide_is_read_by_keys_while_it_has_the_focus(slides):
    told = slides.locator(".slide.current .lasning")

    def hear(key, text):
        slides.keyboard.press(key)
        wait_until(lambda: text in untied(told.text_content() or ""), f"after {key} it is said: {text}")

    chart = slides.locator(".slide.current .chart")
    chart.focus()
    hear("ArrowLeft", "Jämtlands län: 4,2 procent")  # the strong row first
    assert told.is_visible()
    hear("Home", "Berg: 2,6 procent")
    hear("ArrowRight", "Bräcke: ")
    hear("ArrowDown", "Bräcke, mot i fjol: ")
    hear("Home", "Berg, mot i fjol: ")
    assert numbers_shown(slides) == ["3"], "its arrows turn no slides"
    slides.keyboard.press("1")  # a municipality, whose numbers are its own
    wait_until(lambda: told.text_content() == "", "what was read is of another place")
    slides.wait_for_function("document.querySelector('.slide.current .chart').dataset.place === '1'")
    hear("ArrowLeft", "Jämtlands län: ")
    slides.keyboard.press("Escape")
    wait_until(lambda: told.text_content() == "", "Escape ends the reading")
    slides.keyboard.press("ArrowRight")
    assert numbers_shown(slides) == ["4"], "and from there the arrows turn slides again"
    slides.locator(".slide.current .chart").focus()
    slides.keyboard.press("PageUp")
    assert numbers_shown(slides) == ["3"], "a remote control turns them always"


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
    speaker.close()  # or the window would join it
    audience.goto(f"{address}/mote/{SLUG}?kort=1#3")
    assert numbers_shown(audience) == ["4"]
    context.close()


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
    assert speaker.locator(".at").inner_text() == f"Bild 3 av {SLIDES}"
    speaker.wait_for_function("document.querySelector('.room').textContent === 'Rummet ser bild 3, Jämtlands län'")
    assert speaker.locator(".next").inner_text() == speaker.locator('[id="4"] h2').text_content()
    speaker.keyboard.press("ArrowRight")
    audience.wait_for_function("location.hash === '#4'")
    speaker.keyboard.press("s")
    speaker.wait_for_function("document.querySelector('[role=timer]').textContent < '7:00'")
    assert numbers_shown(speaker) == ["4"]
    assert speaker.locator(".plan").inner_text().endswith("före planen")
    speaker.locator(".chips button", has_text="Berg").click()
    audience.wait_for_function("document.querySelector('.slide.current .place').textContent === 'Bergs kommun'")
    audience.close()
    speaker.wait_for_function("document.querySelector('.room').textContent === 'Rumsfönstret är stängt'")
    with context.expect_page() as opened:
        speaker.locator("[data-do=room]").click()
    opened.value.wait_for_function("location.hash === '#4'")
    speaker.wait_for_function("document.querySelector('.room').textContent === 'Rummet ser bild 4, Bergs kommun'")
    context.close()
    assert faults == []
