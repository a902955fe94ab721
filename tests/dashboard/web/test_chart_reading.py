"""Charts read by keyboard and ear, in a real Chromium and through its accessibility tree."""

import pytest

from tests.dashboard.addresses import made_site
from tests.dashboard.browsing import browser, served
from tests.dashboard.markup import untied
from tests.waiting import wait_until

pytestmark = pytest.mark.browser


def test_a_chart_is_one_stop_whose_keys_say_its_numbers(tmp_path):
    with served(made_site(tmp_path)) as address, browser() as started:
        context = started.new_context(viewport={"width": 1440, "height": 900}, ahead=False)
        page = context.new_page()
        asked = []
        page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
        page.goto(address + "/indikator/arbetsloshet?region=2321")
        page.wait_for_selector("#sida .duk[role=application] .main-svg .xy", state="attached")
        assert "chart_reading.js" not in asked
        rows = page.eval_on_selector_all(
            "#alla tbody tr", "all => all.map(r => [...r.children].map(c => c.textContent))"
        )
        own, other = (page.text_content(f"#alla thead th:nth-child({n})") for n in (2, 3))

        page.focus("#sida .duk")
        said = page.locator("#diagram-varde")
        top = page.evaluate("scrollY")
        for key, row, column, name in (
            ("ArrowLeft", 0, 1, own),  # the first key reads the newest number
            ("ArrowLeft", 1, 1, own),
            ("ArrowDown", 1, 2, other),
            ("ArrowRight", 0, 2, other),
            ("ArrowRight", 0, 2, other),
            ("Home", -1, 2, other),
            ("ArrowUp", -1, 1, own),
            ("End", 0, 1, own),
            ("PageUp", 12, 1, own),
        ):
            page.keyboard.press(key)
            wanted = f"{rows[row][0]}, {name}: {rows[row][column]} procent"
            wait_until(lambda wanted=wanted: said.text_content() == wanted, f"after {key} it is said: {wanted}")
        assert said.is_visible() and page.evaluate("scrollY") == top
        page.wait_for_selector("#diagram .hoverlayer .hovertext")

        tree = page.locator("#sida figure").aria_snapshot()
        assert 'application "' in tree and untied(f"{rows[12][0]}, {own}") in tree.partition("status")[2], tree
        assert "img" not in tree, "the drawing itself is not read beside its numbers"
        stops = page.evaluate("document.querySelectorAll('#sida figure [tabindex=\"0\"]').length")
        assert stops == 1

        page.keyboard.press("Escape")
        wait_until(lambda: said.text_content() == "", "Escape ends the reading")
        page.keyboard.press("Control+ArrowLeft")
        page.keyboard.press("Tab")
        assert page.evaluate("!document.querySelector('#sida .duk').contains(document.activeElement)")
        context.close()
