"""Taking a figure away: files by link, pictures drawn in the browser, and a frame in somebody else's page."""

import functools
import html
import http.server
import io
import json
import re
import threading
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import quote
from xml.etree import ElementTree

import openpyxl
import pytest
from PIL import Image

from dashboard.web.app import create_app
from tests.dashboard.addresses import LIVE_ADDRESSES, made_site
from tests.dashboard.axe import wrong_for_some
from tests.dashboard.browsing import browser, served
from tests.dashboard.forms.pdf_sheets import texts
from tests.dashboard.markup import untied
from tests.waiting import wait_until

ARE = "arbetsloshet?region=2321"
PAGE = f"/indikator/{ARE}"
ACTIONS = ["Kopiera meningen med länk", "Länk", "Ladda ner bild", "Ladda ner data", "Bädda in", "Citera"]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return made_site(tmp_path_factory.mktemp("taken"))


@pytest.fixture(scope="module")
def client(site):
    return create_app(site, shows_drafts=True).server.test_client()


def text_of(client, address):
    return client.get(address).get_data(as_text=True)


def test_every_figure_has_the_row_of_actions(client):
    for address in LIVE_ADDRESSES:
        page = text_of(client, address)
        rows = len(re.findall(r'class="handlingar"', page))
        assert page.count("<figure>") == rows or (address.startswith("/jamfor") and rows == 1), address
        names = [name for name in re.findall(r"<summary>(.*?)</summary>", page) if name in ACTIONS]
        assert names == (ACTIONS if "<figure>" in page else names if rows else []), address


def test_every_file_of_the_row_is_a_link_that_answers_with_the_name_it_says(client):
    links = re.findall(r'<a download="([^"]+)" href="(/hamta/[^"]+)"', text_of(client, PAGE))
    assert [name.partition(".")[0].removesuffix("-excel") for name, _ in links] == ["arbetsloshet-are-2026-08"] * 4
    for name, href in links:
        answer = client.get(html.unescape(href))
        assert answer.status_code == 200 and name in answer.headers["Content-Disposition"]
        again = client.get(html.unescape(href), headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
    book = openpyxl.load_workbook(io.BytesIO(client.get(html.unescape(links[0][1])).data))
    assert book["Diagram"]["A1"].value in html.unescape(re.sub("<.*?>", "", text_of(client, PAGE)))


def test_a_file_of_an_earlier_day_is_what_was_known_then(client):
    answer = client.get(f"/hamta/{ARE.replace('?', '.csv?')}&per=2026-11-01")
    assert "arbetsloshet-are-2026-08-per-2026-11-01.csv" in answer.headers["Content-Disposition"]
    assert client.get(f"/hamta/{ARE.replace('?', '.csv?')}&per=2001-01-01").status_code == 404


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/hamta/arbetsloshet.exe", "slutar på .xlsx"),
        ("/hamta/arbetsloshet", "slutar på .xlsx"),
        ("/hamta/arbetsloshe.csv", "Menade du ”arbetsloshet”?"),
        (f"/hamta/arbetsloshet.csv?region={quote('<b>x</b>')}", "&lt;b&gt;x&lt;/b&gt;"),
        ("/inbadda/finns-inte", "finns inte"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(client, address, told):
    answer = client.get(address)
    assert answer.status_code == 404 and told in answer.get_data(as_text=True)


def test_programs_are_shown_the_api_which_answers_for_the_same_place(client):
    for address, place in ((PAGE, "2321"), ("/indikator/arbetsloshet", "23")):
        href = html.unescape(re.search(r'href="(/api/v1/data/[^"]+)"', text_of(client, address))[1])
        answer = client.get(href)
        assert answer.status_code == 200 and place in answer.json["dimension"]["region_code"]["category"]["index"]


def test_words_that_others_hang_on_an_address_change_nothing(client):
    plain = client.get(f"/hamta/{ARE.replace('?', '.csv?')}").data
    assert client.get(f"/hamta/{ARE.replace('?', '.csv?')}&utm_source=nyhetsbrev&fbclid=x").data == plain


def test_an_address_that_is_shared_is_whole_and_short_where_settings_tell_it(site):
    public = create_app(replace(site, public_url="https://lanspuls.example.se")).server.test_client()
    page = text_of(public, f"{PAGE}&matt=fjol&jamfor=2309,2380,00")
    panel = re.search(r"<summary>Länk</summary>(.*?)</details>", page, re.DOTALL)[1]
    shared = [html.unescape(text) for text in re.findall(r">(https://[^<]+)</a>", panel)]
    assert len(shared) == 2 and all(len(one) <= 70 for one in shared)
    assert "data-adress" not in panel and 'src="https://lanspuls.example.se/inbadda/' in html.unescape(page)
    told = json.loads(text_of(public, f"/hamta/{ARE.replace('?', '.json?')}"))
    assert told["address"] == f"https://lanspuls.example.se{PAGE}" and len(told["pinned_address"]) <= 70


def test_only_what_is_to_be_framed_may_be(client):
    for address in (PAGE, "/", f"/hamta/{ARE.replace('?', '.csv?')}", "/finns/inte", "/inbaddaxx", "/mote/2026-11-30"):
        headers = client.get(address).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], address
        assert headers["X-Frame-Options"] == "DENY", address
    headers = client.get(f"/inbadda/{ARE}").headers
    assert "frame-ancestors *;" in headers["Content-Security-Policy"] and "X-Frame-Options" not in headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]


def test_a_frame_says_sentence_source_table_and_where_it_is_from_without_script(client):
    live = text_of(client, f"/inbadda/{ARE}")
    shown = html.unescape(re.sub("<[^>]*>", " ", live.partition("<script")[0] + live.partition("</script>")[2]))
    assert "Källa: SCB, tabell TAB6260" in shown and "DEMODATA" in shown and "Åre" in shown
    assert "<noscript>" in live and "Diagrammet ritas med skript" in shown  # else the figure's place is empty
    assert f'href="{PAGE}"' in live and "<table" in live and "som var känt" not in live
    assert "Visar vad som var känt den 1 november 2026." in text_of(client, f"/inbadda/{ARE}&per=2026-11-01")
    for address in ("/inbadda/", "/indikator/"):
        assert "januari 2199 har inte varit än" in text_of(client, f"{address}{ARE}&per=2199-01-01").replace(
            "\xa0", " "
        )


def test_links_are_live_or_as_known_today(client):
    page = text_of(client, PAGE)
    panel = re.search(r"<summary>Länk</summary>(.*?)</details>", page, re.DOTALL)[1]
    live, pinned = re.findall(r'<a href="([^"]+)" data-adress=""', panel)
    assert live == PAGE and re.fullmatch(rf"{re.escape(html.escape(PAGE))}&amp;per=\d{{4}}-\d\d-\d\d", pinned)


@contextmanager
def elsewhere(page):
    """Somebody else's site: one page, from another address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        log_message = functools.partialmethod(lambda *_: None)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.browser
def test_a_reader_copies_saves_and_frames_by_keyboard_under_the_real_policy(site):
    refused, asked = [], []
    with served(site) as address, browser() as started:
        context = started.new_context(bypass_csp=False, permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.on("pageerror", lambda error: refused.append(str(error)))
        page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address + PAGE)
        page.wait_for_selector("#sida .js-plotly-plot .main-svg .xy", state="attached")

        def open_panel(name):
            summary = page.locator("#sida .handling summary", has_text=re.compile(f"^{name}$"))
            summary.focus()
            page.keyboard.press("Enter")
            panel = page.locator("#sida .handling[open]")
            wait_until(lambda: panel.count() == 1 and panel.locator("summary").inner_text() == name, f"{name} is open")
            return panel

        # the sentence, with an address that works from where it is pasted
        panel = open_panel("Kopiera meningen med länk")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        wait_until(lambda: panel.locator(".kvitto").inner_text() == "Kopierat.", "the copy is confirmed")
        assert page.locator("#besked").inner_text() == "Kopierat."
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert copied.endswith(f"Källa: SCB, tabell TAB6260. DEMODATA. {address}{PAGE}") and "\n" not in copied
        page.keyboard.press("Escape")
        assert page.locator("#sida .handling[open]").count() == 0

        # pictures, with what they show in words
        panel = open_panel("Ladda ner bild")
        alt = untied(page.locator("#diagram-text").inner_text())
        headline = untied(page.locator("#sida h1").inner_text())
        with page.expect_download() as download:
            panel.get_by_role("button", name="SVG").press("Enter")
        assert download.value.suggested_filename == "arbetsloshet-are-2026-08.svg"
        drawing = ElementTree.fromstring(download.value.path().read_text(encoding="utf-8"))
        assert drawing.find(f"{SVG}title").text == headline
        assert drawing.find(f"{SVG}desc").text.startswith(alt) and drawing.get("role") == "img"
        written = " ".join("".join(one.itertext()) for one in drawing.iter(f"{SVG}text"))
        assert headline in written and "Källa: SCB, tabell TAB6260" in written and "augusti 2026" in written
        assert "Åre 2,1" in written and "DEMODATA" in written
        with page.expect_download() as download:
            panel.get_by_role("button", name="PNG").press("Enter")
        picture = Image.open(download.value.path())
        assert picture.width == 1600 and picture.text["Title"] == headline
        assert picture.text["Description"].startswith(alt) and "TAB6260" in picture.text["Source"]
        assert len(picture.convert("RGB").getcolors(1 << 20)) > 50  # something is drawn

        # the code, pasted into a page somewhere else
        panel = open_panel("Bädda in")
        wait_until(  # opening is told to the page a moment later
            lambda: f'src="{address}/inbadda/{ARE}"' in panel.locator("code").first.inner_text(), "the address is whole"
        )
        code = panel.locator("code").first.inner_text()
        with elsewhere(f"<!doctype html><html lang=sv><title>x</title><body>{code}") as other:
            page.goto(other)
            frame = page.frame_locator("iframe")
            frame.locator(".js-plotly-plot .main-svg .xy").first.wait_for(state="attached")
            assert frame.locator("h1").inner_text() == headline
            assert frame.get_by_role("link", name="Se siffran i Länspuls").get_attribute("href") == PAGE
        context.close()
        checked = started.new_context(viewport={"width": 390, "height": 800}).new_page()
        checked.goto(f"{address}/inbadda/{ARE}")
        checked.wait_for_selector(".main-svg .xy", state="attached")
        assert checked.evaluate("document.documentElement.scrollWidth") <= 390
        checked.click("summary")
        assert wrong_for_some(checked) == []
        checked.context.close()
        printed = started.new_context(viewport={"width": 1440, "height": 900}, ahead=False).new_page()
        printed.goto(address + PAGE)
        printed.wait_for_selector("#sida .js-plotly-plot .main-svg .xy", state="attached")
        sheets = texts(printed.pdf(format="A4"))
        assert "Jämtlands län 2,8" in sheets[0] and "Kopiera meningen" not in " ".join(sheets)
    assert refused == []
    assert [url for url in asked if not url.startswith((address, other, "data:", "blob:"))] == []


@pytest.mark.browser
def test_every_opened_action_passes_the_accessibility_check_at_every_width(site):
    with served(site) as address, browser() as started:
        page = started.new_context(viewport={"width": 1440, "height": 900}, ahead=False).new_page()
        page.goto(address + PAGE)
        page.wait_for_selector("#sida .js-plotly-plot .main-svg .xy", state="attached")
        for width in (1440, 320):
            if width == 320:
                with page.expect_response("**/_sida?yta=phone*") as came:
                    page.set_viewport_size({"width": width, "height": 900})
                came.value.finished()
                page.evaluate("async () => { await fetch('/halsa'); await new Promise(requestAnimationFrame); }")
            for name in ACTIONS:
                page.locator("#sida .handling summary", has_text=re.compile(f"^{name}$")).click()
                assert page.locator("#sida .handling[open]").count() == 1
                assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("document.querySelectorAll('.handling').forEach((one) => { one.open = true; })")
        assert wrong_for_some(page, ".handlingar") == []


def test_the_pictures_description_holds_all_that_is_drawn_around_it(client):
    described = json.loads(text_of(client, f"/hamta/{ARE.replace('?', '.bild.json?')}"))
    assert described["schema"] == 1 and described["figure"]["layout"]["width"] == 700
    assert described["file"] == "arbetsloshet-are-2026-08" and described["demo"] == "DEMODATA"
    assert "augusti 2026" in described["subtitle"] and described["source"].startswith("Källa: SCB")
    assert described["address"] == ""  # nobody has said how readers reach the pages: no address of this machine


def test_the_api_understands_the_address_of_a_page_of_an_own_area_with_its_name(client):
    asked = "region=2303%2B2305&namn=Två%20kommuner"
    assert client.get(f"/api/v1/claims/folkmangd?{asked}").json["region"] == "Två kommuner"
    found = client.get(f"/api/v1/data/folkmangd?{asked}&senaste=1&format=csv")
    assert ",2303+2305~Två kommuner,Två kommuner," in found.get_data(as_text=True)
    assert client.get("/api/v1/data/folkmangd?region=2321&namn=Åre").status_code == 400
