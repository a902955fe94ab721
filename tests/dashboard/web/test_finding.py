"""Searching, choosing a place and choosing time in a real Chromium: by keyboard, by finger, and without script."""

import re

import pytest

from tests.dashboard.addresses import made_site
from tests.dashboard.browsing import browser, served, settle

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with served(made_site(tmp_path_factory.mktemp("finding"))) as address, browser() as started:
        yield address, started


def heading(page, text):
    page.wait_for_function("text => document.querySelector('#sida main h1')?.textContent.includes(text)", arg=text)


def test_the_search_is_a_combobox_for_the_keyboard(site):
    address, started = site
    context = started.new_context(viewport={"width": 1440, "height": 900}, ahead=False)
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}/indikator/arbetsloshet?region=2321")
    settle(page)
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Sök mått, kommun, län eller möte")
    assert field.evaluate("one => one === document.activeElement") and field.input_value() == ""
    page.keyboard.type("sysselsat")
    page.wait_for_selector("#sok-forslag [role=option]")
    assert field.get_attribute("aria-expanded") == "true"
    options = page.locator("#sok-forslag [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false" and options.count() == 0
    assert field.input_value() == "sysselsat"
    field.fill("arbetslöshet Berg")
    page.keyboard.press("Enter")
    heading(page, "Bergs kommun")
    assert page.url == f"{address}/indikator/arbetsloshet?region=2326"
    page.keyboard.press("/")
    page.keyboard.type("sysselsättning")
    page.keyboard.press("Enter")
    heading(page, "träffar på ”sysselsättning”")
    assert page.url.endswith("&region=2326") and page.locator("main .traffar li").count() > 1
    context.close()
    assert faults == []


def test_without_script_words_places_and_times_are_chosen_with_forms(site):
    address, started = site
    context = started.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/indikator/arbetsloshet?region=2321")
    page.fill("#sok", "arbetslöshet Krokom")
    page.press("#sok", "Enter")
    assert page.url == f"{address}/indikator/arbetsloshet?region=2309"
    page.fill("#annan-plats", "Sundsvall")
    page.press("#annan-plats", "Enter")
    assert page.url == f"{address}/indikator/arbetsloshet?region=2281"
    page.goto(f"{address}/platser?vidare=/indikator/arbetsloshet?kon=kvinnor")
    assert page.locator("main .lan a").count() == 21 + 289
    assert page.locator("main .lan[open] a").count() == 1 + 8
    page.click("main .lan a:text-is('Åre')")
    assert page.url == f"{address}/indikator/arbetsloshet?region=2321&kon=kvinnor"
    page.click(".fonster summary")
    page.fill("#val-fran", "2024-01")
    page.click(".tidsval button")
    assert re.fullmatch(r".*\?region=2321&kon=kvinnor&fran=2024-01(&till=)?", page.url)
    page.goto(f"{address}/sok?q=qqqq")
    assert "Inget hittades för ”qqqq”" in page.text_content("main h1")
    context.close()


def tap(page, selector, counted):
    page.tap(selector)
    counted.append(selector)


def open_search(page, counted):
    page.tap(".sokruta summary")
    counted.append("search")
    page.wait_for_function("document.activeElement.id === 'sok'")


def test_on_a_phone_a_measure_a_place_and_a_comparison_are_a_few_taps_away(site):
    address, started = site
    context = started.new_context(**PHONE, ahead=False)
    page = context.new_page()

    taps: list[str] = []  # unemployment in Åre, against the county
    page.goto(address)
    settle(page)
    open_search(page, taps)
    page.keyboard.type("arbetslöshet åre")
    tap(page, "#sok-forslag [role=option]:has-text('Åre') >> nth=0", taps)
    heading(page, "Åre kommun")
    settle(page)
    names = page.evaluate("document.querySelector('.js-plotly-plot').data.map(one => one.name)")
    assert "Åre" in names and "Jämtlands län" in names
    assert page.evaluate("document.querySelector('.duk').getBoundingClientRect().top") < 560 and len(taps) == 2

    taps.clear()  # two municipalities outside the county
    open_search(page, taps)
    page.keyboard.type("arbetslöshet sundsval härnösand")
    tap(page, "#sok-forslag [role=option]:has-text('Sundsvall') >> nth=0", taps)
    page.wait_for_url("**/indikator/arbetsloshet?region=2281&jamfor=2280")
    heading(page, "Sundsvalls kommun")
    settle(page)
    assert len(taps) == 2

    taps.clear()  # a measure by a word of one's own
    open_search(page, taps)
    page.keyboard.type("förvärvsarbetande")
    page.keyboard.press("Enter")
    heading(page, "på ”förvärvsarbetande”")
    tap(page, "main .traff-namn a >> nth=0", taps)
    page.wait_for_url("**/indikator/sysselsattningsgrad*")
    assert len(taps) == 2

    taps.clear()  # the same measure in a county far away
    tap(page, ".platser summary", taps)
    tap(page, "#annan-plats", taps)
    page.keyboard.type("gotl")
    tap(page, "#annan-plats-forslag [role=option] >> nth=0", taps)
    page.wait_for_url("**/indikator/sysselsattningsgrad?region=09*")
    heading(page, "Gotland")
    assert page.locator(".platser li a").all_text_contents() == ["Gotlands län", "Riket"] and len(taps) == 3
    context.close()


def test_on_a_phone_a_sentence_a_file_and_a_ranking_are_four_taps_away(site):
    address, started = site
    context = started.new_context(**PHONE, ahead=False, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    there: list[str] = []
    page.goto(address)
    settle(page)
    open_search(page, there)
    page.keyboard.type("arbetslöshet åre")
    tap(page, "#sok-forslag [role=option]:has-text('Åre') >> nth=0", there)
    heading(page, "Åre kommun")
    settle(page)
    assert len(there) == 2

    taps = list(there)
    tap(page, ".handling summary:text-is('Kopiera meningen med länk')", taps)
    tap(page, ".handling[open] button[data-kopiera]", taps)
    page.wait_for_function("document.querySelector('.handling[open] .kvitto').textContent === 'Kopierat.'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Åre" in copied and copied.rstrip().endswith("/indikator/arbetsloshet?region=2321") and len(taps) == 4

    taps = list(there)
    tap(page, ".handling summary:text-is('Ladda ner data')", taps)
    with page.expect_download() as download:
        tap(page, ".handling[open] a:text-is('Excel med diagram')", taps)
    assert download.value.suggested_filename == "arbetsloshet-are-2026-08.xlsx" and len(taps) == 4

    taps = list(there)
    tap(page, ".satt summary", taps)
    tap(page, ".satt a:text-is('Rangordning')", taps)
    page.wait_for_url("**/indikator/arbetsloshet?region=2321&matt=rangordning")
    settle(page)
    assert page.locator("main table").count() > 0 and len(taps) == 4
    context.close()


def test_on_a_phone_what_comes_next_and_a_map_are_four_taps_and_a_scroll_away(site):
    address, started = site
    context = started.new_context(**PHONE, ahead=False)
    page = context.new_page()
    taps: list[str] = []  # when the next figures come
    page.goto(address)
    settle(page)
    tap(page, "nav[aria-label=Huvudmeny] summary", taps)
    tap(page, "nav[aria-label=Huvudmeny] a:text-is('Kalender')", taps)
    heading(page, "till mötet den")
    settle(page)
    scrolled = 2 * PHONE["viewport"]["height"]
    first = page.locator("main table tbody tr").first.bounding_box()
    assert first["y"] + first["height"] < scrolled and len(taps) == 2

    taps.clear()  # all municipalities on a map
    page.goto(address)
    settle(page)
    open_search(page, taps)
    page.keyboard.type("arbetslöshet åre")
    tap(page, "#sok-forslag [role=option]:has-text('Åre') >> nth=0", taps)
    heading(page, "Åre kommun")
    settle(page)
    tap(page, ".satt summary", taps)
    tap(page, ".satt a:text-is('Karta')", taps)
    page.wait_for_url("**/indikator/arbetsloshet?region=2321&matt=karta")
    settle(page)
    drawn = page.locator("#sida .duk").bounding_box()
    assert drawn["y"] < 560 and len(taps) == 4
    assert "chosen" in page.evaluate("document.querySelector('.js-plotly-plot').data.map(one => one.name).join()")
    page.set_viewport_size({"width": 1200, "height": 900})  # a map drawn smaller leaves no room below
    page.reload()
    settle(page)
    ends = "[...document.querySelectorAll('.scatterlayer path')].map(one => one.getBoundingClientRect().bottom)"
    box = page.locator("#sida .duk").bounding_box()
    assert box["y"] + box["height"] - 12 < max(page.evaluate(ends)) <= box["y"] + box["height"]
    context.close()
