"""The published page in a browser: one choice turns the whole story, and the address keeps it."""

import threading

import pytest

from dashboard.editions import page_body
from dashboard.editions.content import Linked
from dashboard.editions.written import BODY, CONTENT, Key, write
from dashboard.web.app import create_app
from dashboard.web.serving import Opened
from tests.dashboard import browsing
from tests.dashboard.axe import wrong_for_some
from tests.dashboard.markup import untied
from tests.editions.fixture import DAY, edition, encoded, made_meeting

pytestmark = pytest.mark.browser
PLACE = "document.querySelector('[id=\"2\"] .chart').dataset.place === '{}'"
DRAWN = "document.querySelectorAll('.chart .main-svg').length >= 6"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    settings = made_meeting(tmp_path_factory.mktemp("published"))
    shown = edition()
    offered = [Linked(title="PDF, tillgänglig", address="#", file=f"{shown.name}.pdf", size=1_100_000)]
    files = {
        CONTENT: encoded(shown), BODY: page_body.body(shown, offered), **page_body.body_files(shown),
        f"{shown.name}.pdf": b"%PDF-",
    }  # fmt: skip
    write(settings.editions_dir, Key(shown.head.day, 1), files)
    server = Opened(create_app(settings).server, "127.0.0.1", 0)
    worker = threading.Thread(target=server.run, daemon=True)
    worker.start()
    yield f"http://127.0.0.1:{server.port}/mote/{DAY}"
    server.stop()
    worker.join()


def test_one_choice_turns_all_slides_and_back_turns_them_back(address):
    faults: list[str] = []
    with browsing.browser() as browser:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        sheet = context.new_page()
        sheet.on("pageerror", lambda error: faults.append(str(error)))
        sheet.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        sheet.goto(address)
        sheet.wait_for_function(DRAWN)
        assert not sheet.evaluate("document.documentElement.classList.contains('presenting')")
        box = {
            one: sheet.locator(one).bounding_box() for one in (".meeting h1", ".since", ".places", ".story", ".beside")
        }
        assert box[".meeting h1"]["y"] < box[".since"]["y"] < box[".places"]["y"] < box[".story"]["y"]
        assert box[".beside"]["x"] >= box[".story"]["x"] + box[".story"]["width"]
        assert "1,1 MB" in sheet.inner_text(".beside") and "Räknas de som pendlar" in sheet.inner_text(".beside")

        sheet.get_by_role("link", name="Åre", exact=True).click()
        sheet.wait_for_function(PLACE.format(7))
        sheet.wait_for_function("document.querySelector('.said').textContent === 'Visar Åre kommun.'")
        assert sheet.url == f"{address}?plats=2321"
        assert sheet.inner_text("h1").replace("\u00a0", " ") == "Åre kommun: något större folkmängd i augusti än i fjol"
        turned = [sheet.inner_text(f'[id="{n}"] h2').replace("\u00a0", " ") for n in (2, 3, 5, 7)]
        assert all("Åre kommun" in one for one in turned), turned
        assert "Åre 2,1" in sheet.inner_text('[id="2"] .chart')
        assert "2,1\u00a0%" in sheet.inner_text('[id="1"] .rows') and not sheet.locator('[id="1"] .chart').is_visible()
        assert untied(sheet.inner_text('[id="2"] .sentence')).startswith("Arbetslösheten i Åre kommun var 2,1 procent")
        assert sheet.inner_text('[id="4"] .only') == "Finns bara för länet. Här visas Jämtlands län."
        assert wrong_for_some(sheet) == []

        sheet.go_back()
        sheet.wait_for_function(PLACE.format(0))
        sheet.wait_for_function("document.querySelector('.said').textContent === 'Visar Jämtlands län.'")
        assert sheet.url == address and sheet.locator('[id="1"] .chart').is_visible()
        assert "Jämtlands län 2,8" in sheet.inner_text('[id="2"] .chart')
        assert not sheet.locator(".only:visible").count()

        sheet.goto(f"{address}?plats=2326")
        sheet.wait_for_function(PLACE.format(1))
        sheet.wait_for_function("document.querySelector('.said').textContent === 'Visar Bergs kommun.'")
        sheet.click('[data-do="present"]')
        sheet.wait_for_function("document.querySelector('[id=\"2\"] .chart').dataset.size === 'slide'")
        sheet.keyboard.press("End")
        sheet.keyboard.press("Home")
        sheet.keyboard.press("ArrowRight")
        assert "Bergs" in sheet.inner_text(".slide.current h2")
        sheet.keyboard.press("7")
        sheet.wait_for_function(PLACE.format(7))
        sheet.keyboard.press("Escape")
        sheet.wait_for_function(PLACE.format(1))
        assert sheet.url.startswith(f"{address}?plats=2326")
        context.close()

        phone = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
        sheet = phone.new_page()
        sheet.on("pageerror", lambda error: faults.append(str(error)))
        sheet.goto(address)
        sheet.wait_for_function(DRAWN)
        control = sheet.locator(".chooser")
        assert control.bounding_box()["height"] >= 46
        control.tap()
        sheet.get_by_role("link", name="Åre", exact=True).tap()
        sheet.wait_for_function(PLACE.format(7))
        sheet.wait_for_function("document.querySelector('.said').textContent === 'Visar Åre kommun.'")
        assert control.inner_text().split() == ["Visa", "för", "Åre", "kommun", "byt"]
        assert sheet.evaluate("document.querySelector('[id=\"2\"] .chart').dataset.size") == "phone"
        assert sheet.evaluate("document.documentElement.scrollWidth") == 390
        assert wrong_for_some(sheet) == []
        phone.close()

        bare = browser.new_context(java_script_enabled=False)
        plain = bare.new_page()
        plain.goto(f"{address}?plats=2326")
        assert not plain.locator(".places").is_visible() and plain.locator("h2:visible").count() >= 8
        bare.close()
    assert faults == []
