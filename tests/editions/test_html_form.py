"""The one HTML file of the made-up edition: opened from a disk without a network, and turned to a municipality."""

from dataclasses import replace

import pytest

from dashboard.editions.forms import html
from dashboard.editions.forms._sharing import shared
from dashboard.forms import vendored
from dashboard.model import Column, Table
from tests.dashboard import browsing
from tests.dashboard.axe import wrong_for_some
from tests.editions.fixture import edition
from tests.shared import lacking

SHOWN = "document.documentElement.dataset.shown === '{}' && document.querySelectorAll('.chart .main-svg').length > 0"


@pytest.fixture(scope="module")
def made() -> bytes:
    return html.file(edition())


def test_the_file_is_the_same_twice_small_swedish_and_asks_for_nothing_outside(made):
    assert made == html.file(edition()) and b"HEMLIG" not in made
    assert list(html.faults(edition(), made)) == []
    assert len(made) < 1_900_000
    text = made.decode()
    assert text.count('class="slide"') == 8 + 1  # and the municipalities for those without scripts
    assert (
        text.count('<div class="chart" role="img" aria-label="')
        == text.count('"><picture><img src="data:image/svg')
        == 6
    )
    assert '<th scope="row">Åre</th><td class="tal">2,1</td>' in text
    assert "Räknas de som pendlar till Norge?" in text and "tabell TAB6260" in text
    assert 'href="https://lanspuls.example.se/k/arbetsloshet.' in text


def test_what_must_not_go_out_is_told(made):
    wrong = made.replace(b'<html lang="sv">', b"<html>").replace(b"url(", b"url(https://a.se/", 1)
    wrong += b'<script src="https://a.se/a.js"></script>' + b" " * html.LARGEST_BYTES
    assert list(html.faults(edition(), wrong)) == [
        "filen är 4,2 MB, mer än 2,5 MB; gör egna bilder mindre",
        "filen säger inte att den är på svenska",
        "<script> hämtar något utanför filen",
        "stilen hämtar något utanför filen",
    ]


def test_charts_of_other_places_are_left_out_where_the_file_would_be_too_large(made, monkeypatch):
    monkeypatch.setattr(html, "LARGEST_BYTES", len(made) - 1)
    smaller = html.file(edition())
    assert len(smaller) < len(made) - 50_000
    assert "2,7 procentenheter lägre arbetslöshet i Åre kommun än i riket i augusti" in smaller.decode()
    monkeypatch.setattr(html, "LARGEST_BYTES", len(smaller) - 1)
    smallest = html.file(edition())
    assert len(smallest) < len(smaller) - 10_000
    assert "2,7 procentenheter lägre arbetslöshet i Åre kommun än i riket i augusti" in smallest.decode()


def test_an_edition_that_is_not_published_links_to_no_page_of_ours():
    unpublished = replace(edition(), public_address="")
    made = html.file(unpublished)
    assert list(html.faults(unpublished, made)) == []
    assert b"lanspuls.example.se" not in made and b'href="/' not in made


def test_what_occurs_more_than_once_is_written_once():
    periods = [f"2026-{month:02}" for month in range(1, 13)]
    pool, written = shared([{"x": periods, "y": [1]}, {"x": periods, "y": [2]}])
    assert (pool, written) == ([periods], [{"x": {"$": 0}, "y": [1]}, {"x": {"$": 0}, "y": [2]}])


@pytest.mark.browser
def test_from_a_disk_without_network_one_choice_turns_the_whole_story(made, tmp_path):
    if not vendored.content_of(vendored.PLOTLY):
        lacking("the small plotly.js has not been fetched")
    path = tmp_path / "mote.html"
    path.write_bytes(made)
    faults: list[str] = []
    with browsing.browser() as browser:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
        sheet = context.new_page()
        sheet.on("pageerror", lambda error: faults.append(str(error)))
        sheet.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        sheet.on(
            "request", lambda asked: None if asked.url.startswith(("file:", "data:")) else faults.append(asked.url)
        )
        sheet.goto(path.as_uri())
        sheet.wait_for_function(SHOWN.format("county"))
        assert sheet.locator(".chart .main-svg").count() >= 6
        assert wrong_for_some(sheet) == []

        sheet.get_by_role("link", name="Åre", exact=True).click()
        sheet.wait_for_function(SHOWN.format("2321"))
        assert sheet.url.endswith("#plats=2321")
        assert sheet.inner_text("h1").replace("\u00a0", " ") == "Åre kommun: något större folkmängd i augusti än i fjol"
        turned = [sheet.inner_text(f'[id="{n}"] h2') for n in (2, 3, 5, 7)]
        assert all("Åre\u00a0kommun" in one for one in turned), turned
        assert "Åre 2,1" in sheet.inner_text('[id="2"] .chart')
        assert sheet.locator('[id="2"] .chart').get_attribute("aria-label").startswith("2,7 procentenheter lägre")
        assert "2,1\u00a0%" in sheet.inner_text('[id="1"] .rows')
        assert not sheet.locator('[id="1"] .chart').is_visible()
        assert sheet.inner_text('[id="4"] .only') == "Finns bara för länet. Här visas Jämtlands län."
        assert sheet.inner_text('[id="4"] h2').startswith("Något lägre arbetslöshet i Jämtlands")
        assert sheet.inner_text("#besked") == "Visar Åre kommun."
        assert wrong_for_some(sheet) == []

        sheet.go_back()
        sheet.wait_for_function(SHOWN.format("county"))
        assert "2,8" in sheet.inner_text('[id="2"] .chart') and sheet.locator('[id="1"] .chart').is_visible()
        assert not sheet.locator(".only:visible").count()

        presented_from_the_file_alone(sheet)

        sheet.set_viewport_size({"width": 390, "height": 844})
        assert not sheet.locator(".steps").is_visible()
        control = sheet.locator(".chooser")
        assert control.bounding_box()["height"] >= 46
        control.click()
        sheet.get_by_role("link", name="Berg", exact=True).click()
        sheet.wait_for_function(SHOWN.format("2326"))
        assert control.inner_text().split() == ["Visa", "för", "Bergs", "kommun", "byt"]
        assert control.get_attribute("aria-expanded") == "false"
        assert sheet.evaluate("document.documentElement.scrollWidth") == 390
        assert wrong_for_some(sheet) == []
        context.close()

        bare = browser.new_context(java_script_enabled=False, offline=True)
        plain = bare.new_page()
        plain.goto(path.as_uri())
        assert plain.locator(".chart img:visible").count() == 6 and not plain.locator(".places").is_visible()
        bare.close()
    assert faults == []


def presented_from_the_file_alone(sheet):
    """One slide at a time by keys and buttons: every slide, Berg on those that turn, the table, black, and back."""
    sheet.get_by_role("button", name="Visa en bild i taget").click()
    numbers = [int(one.get_attribute("id")) for one in sheet.locator(".story > .slide:not([data-prepared])").all()]
    turned = 0
    for number in numbers:
        assert sheet.locator(".story > .slide:visible").count() == 1
        slide = sheet.locator(f'.slide.current[id="{number}"]')
        box = slide.bounding_box()
        assert box["x"] >= 0 and box["y"] >= 0 and box["y"] + box["height"] <= 900, number
        assert slide.locator("h2").is_visible() and slide.locator(".foot").is_visible()
        if slide.get_attribute("data-turns") is not None:
            sheet.keyboard.press("1")
            sheet.wait_for_function(SHOWN.format("2326"))
            assert "Bergs kommun" in slide.locator(".claim").inner_text().replace("\u00a0", " ")
            turned += 1
            sheet.keyboard.press("0")
            sheet.wait_for_function(SHOWN.format("county"))
        sheet.keyboard.press("ArrowRight")
    assert turned >= 3
    sheet.keyboard.press("Home")
    sheet.keyboard.press("PageDown")
    sheet.keyboard.press("t")
    assert sheet.locator(".slide.current .tables table").first.is_visible()
    assert not sheet.locator(".slide.current .chart").is_visible()
    sheet.keyboard.press("t")
    sheet.keyboard.press("b")
    assert sheet.evaluate("getComputedStyle(document.querySelector('main')).visibility") == "hidden"
    sheet.keyboard.press("b")
    assert wrong_for_some(sheet) == []
    sheet.keyboard.press("m")
    sheet.wait_for_function(SHOWN.format("2326"))
    sheet.keyboard.press("M")
    sheet.wait_for_function(SHOWN.format("county"))
    sheet.keyboard.press("Escape")
    assert sheet.locator(".story > .slide:visible").count() == len(sheet.locator(".story > .slide").all())


def test_a_table_of_ones_own_that_is_wider_than_a_phone_has_a_block_for_each_row_there():
    slides = list(edition().slides)
    wide = Table("Påhittat", tuple(Column(f"Rubrik {n}") for n in range(9)), (("ordet",) * 9,))
    slides[5] = replace(slides[5], table=wide)
    made = html.file(replace(edition(), slides=tuple(slides))).decode()
    assert '<td role="cell" data-titel="Rubrik 8">ordet</td>' in made
    assert 'data-titel="När"' not in html.file(edition()).decode(), "a small one stays a table"
