"""The cable out: a browser that is cut off right after the meeting has loaded, and what a speaker then does."""

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
import urllib.request

import pytest
from werkzeug.serving import make_server

from dashboard.meetings.file import load_meeting
from loaders.ground import places
from loaders.store import Store
from tests.dashboard import browsing
from tests.dashboard.made import add_events
from tests.dashboard.pages.meetings_served import FIGURES, SLIDES, SLUG, meetings_served
from tests.editions.fixture import DAY, made_meeting
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS, killed_if_it_hangs, wait_until

pytestmark = pytest.mark.browser

QUESTION = "Räknas de som pendlar till Norge?"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    return meetings_served(tmp_path_factory.mktemp("cable"))


@pytest.fixture(scope="module")
def address(server):
    made = make_server("127.0.0.1", 0, server, threaded=True)
    worker = threading.Thread(target=made.serve_forever, daemon=True)
    worker.start()
    yield f"http://127.0.0.1:{made.server_port}/mote/{SLUG}"
    made.shutdown()
    worker.join()


def current(sheet, selector: str) -> str:
    return sheet.locator(f".slide.current {selector}").inner_text()


def typed(sheet, key: str, text: str) -> None:
    sheet.keyboard.press(key)
    line = sheet.locator(".lookup input")
    line.wait_for(state="visible")
    for letter in text:  # Chromium gets an ä as text without a key, which the page cannot know as part of a name
        if not line.is_visible():
            return
        sheet.keyboard.type(letter)


def test_with_the_cable_out_slides_places_other_measures_and_questions_go_on(server, address):
    faults: list[str] = []
    path = server.config["folder"] / f"{SLUG}.toml"
    with browsing.browser() as opened:
        context = opened.new_context(viewport={"width": 1440, "height": 810})
        room, speaker = context.new_page(), context.new_page()
        for sheet, query in ((room, "#1"), (speaker, "?vy=talare#1")):
            sheet.on("pageerror", lambda error: faults.append(str(error)))
            sheet.goto(f"{address}{query}")
            sheet.wait_for_function("document.querySelector('.at-hand').textContent === 'Redo utan nät'")
        context.set_offline(True)

        turned = 0
        for number in range(1, SLIDES + 1):
            room.wait_for_function(f"document.querySelector('.slide.current').id === '{number}'")
            if room.locator(".slide.current[data-turns]").count():
                typed(room, "h", "be")
                room.wait_for_function("document.querySelector('.slide.current .chart').dataset.place === '1'")
                assert "Bergs kommun" in current(room, ".claim")
                turned += 1
            room.keyboard.press("ArrowRight")
        assert turned >= 3
        assert room.locator(".chart .main-svg").count() >= FIGURES
        room.wait_for_function(f"document.querySelector('.slide.current').id === '{SLIDES}'")

        room.keyboard.press("Home")
        room.keyboard.press("ArrowRight")
        before = current(room, "h2")
        typed(room, "a", "folkm")
        room.keyboard.press("Enter")
        room.locator(".slide.other .main-svg").first.wait_for(state="attached")
        room.keyboard.press("Escape")
        assert room.locator(".slide.other").count() == 0 and current(room, "h2") == before
        for letters, told in (
            ("arbetslöshet", "Arbetslöshet behöver nätet: måttet är inte bland dem som hämtades i förväg."),
            ("nystart", "Nystartade företag behöver nätet: måttet är inte bland dem som hämtades i förväg."),
        ):
            typed(room, "a", letters)
            if room.locator(".lookup input").is_visible():
                room.keyboard.press("Enter")
            room.wait_for_function(f"document.querySelector('.keys .message').textContent.startsWith('{told}')")
            shown_on = " Måttet visas på bild 3 och 4." if letters == "arbetslöshet" else ""
            assert room.locator(".keys .message").text_content() == told + shown_on
            assert current(room, "h2") == before

        speaker.wait_for_function("document.querySelector('.slide.current').id === '2'")
        speaker.keyboard.press("f")
        speaker.keyboard.press("ArrowRight")
        assert speaker.locator(".slide.current").get_attribute("id") == "3"
        assert room.locator(".slide.current").get_attribute("id") == "2"
        speaker.keyboard.press("f")
        room.wait_for_function("document.querySelector('.slide.current').id === '3'")
        room.keyboard.press("b")
        assert room.evaluate("document.documentElement.classList.contains('black')")
        room.keyboard.press("b")

        typed(room, "p", QUESTION)
        room.keyboard.press("Enter")
        kept = "Servern svarar inte. Frågan är sparad här och skickas när den svarar igen (1 väntar)."
        room.wait_for_function(f"document.querySelector('.notice').textContent === '{kept}'")
        assert room.locator(".said").text_content() == kept
        assert load_meeting(path).questions == ()
        context.set_offline(False)
        room.wait_for_function(
            "document.querySelector('.notice').textContent.startsWith('Servern svarar igen. Parkerad')"
        )
        wait_until(lambda: len(load_meeting(path).questions) > 0, "the question is in the draft")
        (question,) = load_meeting(path).questions
        assert (question.text, question.slide, question.approved) == (QUESTION, 3, False), "once, from both windows"
        context.close()
    assert faults == []


@contextlib.contextmanager
def presented(data, port=0):
    """``lanspuls present`` as a process of its own, and the port it answers on."""
    command = [sys.executable, "-m", "dashboard.commands.main", "present", "--port", str(port)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    more = {"LANSPULS_DATA": str(data), "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=data, env={**kept, **more}, stdout=subprocess.PIPE, text=True) as process:
        with killed_if_it_hangs(process):
            printed = ""
            while "Avsluta" not in printed:
                line = process.stdout.readline()
                assert line, f"ended before it served: {printed}"
                printed += line
        try:
            yield process, int(re.search(r"http://127\.0\.0\.1:(\d+)", printed)[1])
        finally:
            process.kill()


def told(sheet, text: str, place: str = ".keys .message") -> None:
    """What the line below the keys, or the notice, says at last."""
    sheet.wait_for_function(f"document.querySelector('{place}').textContent.startsWith({json.dumps(text)})")


def test_with_the_server_killed_everything_goes_on_and_what_waited_is_sent_when_it_is_back(tmp_path):
    settings = made_meeting(tmp_path)
    add_events(Store(settings.store_dir))
    draft, faults = settings.meetings_dir / f"{DAY}.toml", []
    with browsing.browser() as opened, presented(settings.data) as (process, port):
        address = f"http://127.0.0.1:{port}/mote/{DAY}"
        with urllib.request.urlopen(f"{address}/matt.json", timeout=HANG_SECONDS) as answer:
            measures = json.load(answer)
        likeliest = [one["title"] for one in measures if one["ahead"]]
        room = opened.new_context(viewport={"width": 1440, "height": 810}).new_page()
        room.on("pageerror", lambda error: faults.append(str(error)))
        room.goto(f"{address}#1")
        room.wait_for_function("document.querySelector('.at-hand').textContent === 'Redo utan nät'")
        names = [one.name for one in places.inside("23")]
        process.kill()
        process.wait()

        seen, turned = [], 0
        for _ in range(room.locator(".slide:not([data-prepared])").count()):
            seen.append(room.locator(".slide.current").get_attribute("id"))
            if room.locator(".slide.current .chart").count():
                room.locator(".slide.current .chart .main-svg").first.wait_for(state="attached")
            if room.locator(".slide.current[data-turns]").count():
                for at, name in enumerate(names, start=1):
                    room.keyboard.press("m")
                    room.wait_for_function(f"document.querySelector('.slide.current .chart').dataset.place === '{at}'")
                    assert name in current(room, ".claim")
                turned += 1
                room.keyboard.press("0")
            room.keyboard.press("ArrowRight")
        assert len(seen) == len(set(seen)) == 7 and len(names) == 8 and turned >= 3

        room.keyboard.press("Home")
        shown = []
        for title in likeliest:
            typed(room, "a", title)
            room.keyboard.press("Enter")
            room.locator(".slide.other h2").wait_for()
            shown.append(current(room, "h2"))
            room.keyboard.press("Escape")
            room.locator(".slide.other").wait_for(state="detached")
        assert len(set(shown)) == len(likeliest) == 10
        assert len(room.context.pages) == 1, "no letter was taken for the key of the speaker's window"

        gone = "Arbetslöshet behöver servern, som inte svarar: måttet är inte bland dem som hämtades i förväg."
        typed(room, "a", "arbetslöshet")
        if room.locator(".lookup input").is_visible():
            room.keyboard.press("Enter")
        told(room, f"{gone} Måttet visas på bild 2, 3 och 4.")
        typed(room, "p", QUESTION)
        room.keyboard.press("Enter")
        told(room, "Servern svarar inte. Frågan är sparad här och skickas när den svarar igen (1 väntar).", ".notice")
        before = len(load_meeting(draft).questions)

        with presented(settings.data, port):
            told(room, "Servern svarar igen. Parkerad", ".notice")
            wait_until(lambda: len(load_meeting(draft).questions) == before + 1, "the question is in the draft")
            assert load_meeting(draft).questions[-1].text == QUESTION
            typed(room, "a", "arbetslöshet")
            if room.locator(".lookup input").is_visible():
                room.keyboard.press("Enter")
            room.locator(".slide.other .main-svg").first.wait_for(state="attached")
            room.reload()
            room.wait_for_function("document.querySelector('.at-hand').textContent === 'Redo utan nät'")
    assert faults == []
