"""Charts read by keyboard and ear, in a real Chromium and through its accessibility tree."""

from datetime import UTC, datetime

import numpy as np
import pytest

from loaders.fetching.importing import import_files
from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.store import Delivery, Scope, Store
from tests.dashboard.addresses import made_site
from tests.dashboard.browsing import browser, served
from tests.dashboard.markup import untied
from tests.dashboard.views.test_workbench import extract
from tests.shared import TODAY
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


@pytest.fixture(scope="module")
def tables_site(tmp_path_factory):
    """A site whose workbench and profile have figures: shares counted by hand, and two key figures of two places."""
    root = tmp_path_factory.mktemp("tables")
    settings = made_site(root)
    file = root / "sni_utdrag_2024.csv"
    file.write_text(f"DEMODATA: påhittade siffror\n\n{extract()}", encoding="utf-8")
    assert not import_files(settings, "sni_extract", [file], today=TODAY).failed
    axes = {"kpi": ("N1", "N2"), REGION: ("00", "23", "2321", "2380"), PERIOD: ("2024", "2025")}
    panel = Panel.empty(axes)
    panel.values[...] = np.arange(panel.values.size).reshape(panel.shape) + 0.5
    panel.status[...] = 0
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    with Store(settings.store_dir).writing() as writer:
        delivery = Delivery(table="brp-plus", updated=moment, fetched=moment, synthetic=True)
        writer.add("brp_plus", panel, delivery, scope=Scope({REGION: axes[REGION]}))
    return settings


def test_the_workbench_the_profile_and_a_frame_are_read_in_the_same_way(tables_site):
    with served(tables_site) as address, browser() as started:
        context = started.new_context(viewport={"width": 1440, "height": 900}, ahead=False)
        page = context.new_page()

        def says(*pairs):
            page.focus(".duk[role=application]")
            said = page.locator("figure .lasning")
            for key, wanted in pairs:
                page.keyboard.press(key)
                wait_until(lambda wanted=wanted: untied(said.text_content()) == wanted, f"{key}: {wanted}")
            assert said.is_visible()
            tree = page.locator("figure").first.aria_snapshot()
            assert 'application "' in tree and "img" not in tree, tree
            assert page.locator("figure [tabindex='0']").count() == 1
            page.keyboard.press("Escape")
            wait_until(lambda: said.text_content() == "", "Escape ends the reading")

        page.goto(address + "/sni?region=2321")
        says(
            ("ArrowRight", "Åre: 4 procent av alla, mot 4,0 i riket"),
            ("ArrowDown", "Åre: 10 procent av näringslivet, mot 10,0 i riket"),
            ("End", "Riket: 10,0 procent av näringslivet"),
        )
        page.goto(address + "/hallbarhet?region=2321")
        says(
            ("ArrowRight", "N1, 2025, Åre kommun: 5,5"),
            ("ArrowDown", "N1, 2025, Jämtlands län: 3,5"),
            ("ArrowRight", "N2, 2025, Jämtlands län: 11,5"),
            ("Home", "N1, 2025, Jämtlands län: 3,5"),
        )
        page.goto(address + "/inbadda/arbetsloshet?region=2321")
        month, newest, *_ = page.evaluate(
            "[...document.getElementById('alla').content.querySelector('tbody tr').children].map(c => c.textContent)"
        )
        says(("ArrowLeft", f"{untied(month)}, Åre: {newest} procent"))
        context.close()
