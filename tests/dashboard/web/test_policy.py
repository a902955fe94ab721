"""Pages under their own security policy, in a real Chromium: charts are drawn, and nothing is refused."""

import pytest

from tests.dashboard.addresses import made_site
from tests.dashboard.browsing import browser, save_pdf, served
from tests.waiting import wait_until

pytestmark = pytest.mark.browser


def test_charts_slides_and_pages_need_nothing_the_policy_forbids(tmp_path):
    refused = []
    with served(made_site(tmp_path)) as address, browser() as started:
        context = started.new_context(bypass_csp=False)
        page = context.new_page()
        page.on("pageerror", lambda error: refused.append(str(error)))
        page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(address + "/indikator/arbetsloshet?region=2321")
        page.wait_for_selector("#sida .js-plotly-plot .main-svg .xy", state="attached")
        page.click(".platser a:text-is('Berg')")
        wait_until(lambda: "Bergs kommun" in page.text_content("#sida main h1"), "the other place is shown")
        page.goto(address + "/")
        page.wait_for_selector("#sida main h1")
        page.goto(address + "/mote/2026-11-30")
        page.wait_for_selector(".slide .js-plotly-plot .main-svg .xy", state="attached")
        saved = save_pdf(page, lambda: page.dispatch_event(".keys [data-do=pdf]", "click"))
        assert saved.path().read_bytes().startswith(b"%PDF")
        context.close()
    assert refused == []
