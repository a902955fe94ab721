"""What the page on personal data says is so: no cookies, nothing kept here or by a browser, nobody else asked."""

import pytest

from dashboard.web.app import create_app
from tests.dashboard.addresses import LIVE_ADDRESSES, MEETING_DAY, made_site
from tests.dashboard.browsing import browser, served, settle


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return made_site(tmp_path_factory.mktemp("site"))


def kept(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def test_no_answer_sets_a_cookie_and_nothing_is_written_for_a_visit(site):
    client, before = create_app(site).server.test_client(), kept(site.data)
    for address in (*LIVE_ADDRESSES, "/sok?q=anna+andersson", "/moten", "/api/v1/places", "/nosuch"):
        answer = client.get(address, headers={"Cookie": "who=me"})
        assert "Set-Cookie" not in answer.headers, address
        assert "Vary" not in answer.headers or "Cookie" not in answer.headers["Vary"], address
    assert kept(site.data) == before
    text = client.get("/personuppgifter").text
    assert "Inga kakor sätts." in text and "stänger du av snabbtangenterna" in text


@pytest.mark.browser
def test_a_browser_keeps_nothing_and_asks_this_server_alone(site):
    with served(site) as address, browser() as chromium:
        context = chromium.new_context()
        page, asked = context.new_page(), []
        page.on("request", lambda one: asked.append(one.url))
        for path in (
            "/",
            "/indikator/arbetsloshet?region=2321",
            "/sok?q=turism",
            "/personuppgifter",
            f"/mote/{MEETING_DAY}",
        ):
            page.goto(address + path)
            settle(page)
            assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
        assert context.cookies() == []
        assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
        assert [one for one in asked if not one.startswith((address, "data:", "blob:"))] == []
