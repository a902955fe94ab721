"""What a speaker does beside stepping, in a real browser: black, frozen, Berg by letters, other measures, questions."""

import threading

import pytest
from werkzeug.serving import make_server

from dashboard.meetings.file import load_meeting
from tests.dashboard import browsing
from tests.dashboard.pages.meetings_served import FIGURES, SLIDES, SLUG, meetings_served
from tests.waiting import wait_until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    return meetings_served(tmp_path_factory.mktemp("presenting"))


@pytest.fixture(scope="module")
def address(server):
    made = make_server("127.0.0.1", 0, server, threaded=True)
    worker = threading.Thread(target=made.serve_forever, daemon=True)
    worker.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    worker.join()


@pytest.fixture(scope="module")
def context(address):
    with browsing.browser() as opened:
        found = opened.new_context(viewport={"width": 1440, "height": 810})
        yield found
        found.close()


@pytest.fixture
def slides(context, address):
    """The meeting from its second slide, all figures drawn."""
    sheet = context.new_page()
    faults: list[str] = []
    sheet.on("pageerror", lambda error: faults.append(str(error)))
    sheet.goto(f"{address}/mote/{SLUG}#2")
    sheet.wait_for_function(f"document.querySelectorAll('.chart .main-svg').length >= {FIGURES}")
    yield sheet
    sheet.close()
    assert faults == []


def headline(sheet) -> str:
    return sheet.locator(".slide.current h2").inner_text()


def typed(sheet, key: str, text: str) -> None:
    sheet.keyboard.press(key)
    sheet.locator(".lookup input").wait_for(state="visible")
    sheet.keyboard.type(text)


def test_two_letters_show_a_place_and_escape_keeps_the_slide(slides):
    typed(slides, "h", "be")
    slides.wait_for_function("document.querySelector('.slide.current .chart').dataset.place === '1'")
    assert not slides.locator(".lookup").is_visible()
    assert "Bergs kommun" in slides.locator(".slide.current .claim").inner_text()
    typed(slides, "h", "zz")
    assert slides.locator(".lookup .none").inner_text() == "Inget heter så."
    slides.keyboard.press("Escape")
    assert not slides.locator(".lookup").is_visible()
    assert slides.locator(".slide.current .chart").get_attribute("data-place") == "1"
    typed(slides, "h", "jämtland")  # "mt" would turn the place and open the table
    slides.wait_for_function("document.querySelector('.slide.current .chart').dataset.place === '0'")
    typed(slides, "h", "r")  # Ragunda kommun, then what has a word that begins so
    slides.keyboard.press("ArrowDown")
    chosen = slides.locator(".lookup li.chosen").inner_text()
    slides.keyboard.press("Enter")
    slides.wait_for_function(
        "place => document.querySelector('.slide.current .place').textContent === place", arg=chosen
    )
    slides.keyboard.press("Home")
    slides.keyboard.press("m")
    only = slides.locator(".slide.current .only")
    assert only.inner_text() == "Finns bara för länet. Här visas Jämtlands\u00a0län." and only.is_visible()
    slides.keyboard.press("ArrowRight")
    assert slides.locator(".only.asked").count() == 0


def test_a_key_right_after_the_line_is_closed_is_a_key_again(slides):
    slides.keyboard.press("h")
    slides.locator(".lookup input").wait_for(state="visible")
    focused = slides.evaluate(
        """() => {
            const pressed = (key) => new KeyboardEvent("keydown", { key, bubbles: true });
            const press = (key) => document.activeElement.dispatchEvent(pressed(key));
            press("Escape");
            press("b");  // in the same frame: nothing was laid out anew between the two
            return document.activeElement.tagName;
        }"""
    )
    assert focused != "INPUT"
    assert slides.evaluate("document.documentElement.classList.contains('black')")
    slides.keyboard.press("b")


def test_another_measure_is_shown_and_escape_returns_to_the_running_order(slides):
    before = headline(slides)
    typed(slides, "a", "folkm")
    slides.keyboard.press("Enter")
    slides.locator(".slide.other .main-svg").first.wait_for(state="attached")
    assert slides.locator(".slide.current").count() == 1 and slides.locator(".slide.other.current").count() == 1
    slides.focus(".slide.other .chart[role=application]")
    slides.keyboard.press("ArrowLeft")
    told = slides.locator(".slide.other .lasning")
    wait_until(lambda: told.text_content() == "Jämtlands län: 4,2 procent", "its keys read it")
    slides.keyboard.press("Escape")
    wait_until(lambda: told.text_content() == "", "the first Escape ends the reading")
    slides.keyboard.press("Escape")
    assert slides.locator(".slide.other").count() == 0 and headline(slides) == before
    slides.keyboard.press("ArrowRight")
    assert slides.locator(".slide.current").get_attribute("id") == "3"


def test_the_overview_goes_to_a_slide_by_number_and_the_room_turns_black(slides):
    slides.keyboard.press("o")
    slides.locator(".lookup input").wait_for(state="visible")
    assert slides.locator(".lookup li").count() == SLIDES  # all of them
    slides.keyboard.type("5")
    slides.keyboard.press("Enter")
    assert slides.locator(".slide.current").get_attribute("id") == "5"
    slides.keyboard.press("b")
    seen = "all => all.filter(one => getComputedStyle(one).visibility === 'visible').length"
    assert slides.eval_on_selector_all("#mote, .slide, .slide *", seen) == 0
    slides.keyboard.press("b")
    assert slides.evaluate("getComputedStyle(document.querySelector('#mote')).visibility") == "visible"
    slides.keyboard.press("?")
    assert "p parkerar en fråga" in slides.locator(".notice").inner_text()
    slides.keyboard.press("Escape")  # takes the help away, and nothing else
    assert not slides.locator(".notice").is_visible() and slides.locator(".slide.current").count() == 1
    assert slides.evaluate("document.documentElement.classList.contains('presenting')")
    slides.locator('[data-do="shortcuts"]').evaluate("button => button.click()")
    slides.keyboard.press("b")
    assert slides.evaluate("getComputedStyle(document.querySelector('#mote')).visibility") == "visible"
    slides.locator('[data-do="black"]').evaluate("button => button.click()")
    assert slides.evaluate("document.documentElement.classList.contains('black')")
    slides.locator('[data-do="black"]').evaluate("button => button.click()")
    slides.locator('[data-do="shortcuts"]').evaluate("button => button.click()")


def test_a_frozen_room_stays_while_the_speaker_looks_further(context, address, slides):
    speaker = context.new_page()
    speaker.goto(f"{address}/mote/{SLUG}?vy=talare#2")
    speaker.locator(".panel").wait_for(state="visible")
    speaker.keyboard.press("f")
    assert speaker.locator(".room").inner_text() == "Rummet är fryst på bild 2"
    speaker.keyboard.press("ArrowRight")
    speaker.keyboard.press("ArrowRight")
    assert speaker.locator(".slide.current").get_attribute("id") == "4"
    assert slides.locator(".slide.current").get_attribute("id") == "2"
    speaker.keyboard.press("f")
    slides.wait_for_function("document.querySelector('.slide.current').id === '4'")
    speaker.keyboard.press("b")
    slides.wait_for_function("document.documentElement.classList.contains('black')")
    assert speaker.locator(".room").inner_text() == "Rummet är svart"
    speaker.keyboard.press("b")
    slides.wait_for_function("!document.documentElement.classList.contains('black')")
    speaker.close()


def test_notes_stand_below_the_slide_in_one_window(context, address):
    sheet = context.new_page()
    sheet.goto(f"{address}/mote/{SLUG}#2")
    sheet.keyboard.press("N")
    sheet.wait_for_function("location.search === '?vy=en'")
    sheet.locator(".panel .speaker:visible").first.wait_for()
    slide, panel = (sheet.locator(one).bounding_box() for one in (".slide.current", ".panel"))
    assert slide["y"] + slide["height"] <= panel["y"] + 2 and panel["y"] > 500
    # laid out anew, not shrunk: at 1440 px a title of 36 and letters of 17 in the chart
    scale = sheet.evaluate("Number(getComputedStyle(document.documentElement).getPropertyValue('--scale'))")
    assert slide["width"] == pytest.approx(1440, abs=1) and 54 * scale > 36 and 26 * scale > 17
    sheet.keyboard.press("b")
    assert sheet.locator(".room").inner_text() == "Rummet är svart" and sheet.locator(".panel").is_visible()
    assert sheet.evaluate("getComputedStyle(document.querySelector('.slide.current h2')).visibility") == "hidden"
    sheet.keyboard.press("b")
    sheet.keyboard.press("N")
    assert not sheet.locator(".panel").is_visible()
    sheet.close()


def test_a_parked_question_is_in_the_draft_and_nobody_elses_until_approved(slides, server):
    path = server.config["folder"] / f"{SLUG}.toml"
    typed(slides, "p", "Räknas de som pendlar till Norge?")
    slides.keyboard.press("Enter")
    wait_until(lambda: "Parkerad. 1 i listan." in slides.locator(".notice").inner_text(), "it is said to be parked")
    (question,) = load_meeting(path).questions
    assert (question.text, question.slide, question.approved) == ("Räknas de som pendlar till Norge?", 2, False)
    assert "# DEMODATA: ett påhittat möte" in path.read_text(encoding="utf-8"), "comments stay"
    client = server.test_client()
    told = {"text": "x", "slide": 2, "place": ""}
    assert client.post(f"/mote/{SLUG}/fraga", json=told).status_code == 400, "another site cannot send the header"
    refused = client.post(f"/mote/{SLUG}/fraga", json=told | {"slide": 99}, headers={"X-Lanspuls": "parkera"})
    assert refused.status_code == 422 and len(load_meeting(path).questions) == 1
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("title =", "titl ="), encoding="utf-8")  # somebody is writing in it
    typed(slides, "p", "Och till Trondheim?")
    slides.keyboard.press("Enter")
    slides.locator(
        ".notice", has_text="Menade du ”title”? Frågan är sparad här och skickas igen (1 väntar)."
    ).wait_for()
    path.write_text(good, encoding="utf-8")
    slides.evaluate("dispatchEvent(new Event('online'))")  # it is tried again
    slides.locator(".notice", has_text="Parkerad. 2 i listan.").wait_for()
    assert load_meeting(path).questions[1].text == "Och till Trondheim?"


def test_a_window_opened_or_loaded_anew_in_the_middle_moves_nobody_and_knows_what_the_room_sees(
    context, address, slides, server
):
    def is_shown(sheet, number):
        sheet.wait_for_function(f"document.querySelector('.slide.current').id === '{number}'")

    speaker = context.new_page()
    speaker.goto(f"{address}/mote/{SLUG}?vy=talare#1")
    is_shown(speaker, 2)  # the room's slide, not that of its address
    speaker.keyboard.press("f")
    speaker.keyboard.press("End")
    speaker.keyboard.press("b")
    assert speaker.locator(".room").inner_text() == "Rummet är svart"
    speaker.keyboard.press("b")
    assert speaker.locator(".room").inner_text() == "Rummet är fryst på bild 2"  # where it is, not where the speaker is
    typed(speaker, "p", "Gäller det också Bräcke?")
    speaker.keyboard.press("Enter")
    wait_until(lambda: "Parkerad." in speaker.locator(".notice").inner_text(), "it is said to be parked")
    asked = load_meeting(server.config["folder"] / f"{SLUG}.toml").questions[-1]
    assert (asked.text, asked.slide) == ("Gäller det också Bräcke?", 2)  # the room asked about what it sees

    third = context.new_page()
    third.goto(f"{address}/mote/{SLUG}#5")
    speaker.reload()
    is_shown(speaker, 8)
    speaker.wait_for_function("document.querySelector('.room').textContent === 'Rummet är fryst på bild 2'")
    is_shown(slides, 2)
    speaker.keyboard.press("f")
    is_shown(slides, 8)
    is_shown(third, 8)
    third.close()

    typed(speaker, "a", "folkm")
    speaker.keyboard.press("Enter")
    slides.locator(".slide.other.current").wait_for(state="attached")
    speaker.locator(".slide.other.current").wait_for(state="attached")
    speaker.keyboard.press("Escape")
    slides.wait_for_function("!document.querySelector('.slide.other')")
    is_shown(slides, 8)
    held = "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'b', repeat: true }))"
    assert slides.evaluate(f"{held}, document.documentElement.classList.contains('black')") is False
    speaker.close()
