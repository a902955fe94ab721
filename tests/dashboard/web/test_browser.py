"""The pages in a real Chromium: nothing leaves the machine, everybody can use them, and they answer at once."""

from collections import defaultdict

import pytest

from dashboard.views.ways import twelve
from dashboard.words.line_breaks import bound
from loaders import catalogue
from tests.dashboard.addresses import ADDRESSES, made_site
from tests.dashboard.browsing import browser, served, settle
from tests.dashboard.made import MADE

pytestmark = pytest.mark.browser

INDICATOR = "/indikator/arbetsloshet?region=2321"
SCREEN = {"width": 1280, "height": 720}
"""Playwright's own window."""


GRADE = bound("Sysselsättningsgrad, 20–64 år")
"""A measure's title as a page has it."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with served(made_site(tmp_path_factory.mktemp("browsed"))) as address, browser() as started:
        yield address, started


@pytest.fixture(scope="module")
def bare(site):
    """A page without script, for all addresses one after the other."""
    address, started = site
    context = started.new_context(java_script_enabled=False)
    yield address, context.new_page()
    context.close()


@pytest.fixture(scope="module")
def at_rest(site):
    """Pages that no test uses now, by the options of their context: what pages load is compiled once in each."""
    found: dict[tuple, list] = defaultdict(list)
    yield found
    for page in [page for pages in found.values() for page in pages]:
        page.context.close()


@pytest.fixture
def opened(site, at_rest):
    """Opens an address in a window of its own; fails the test on script errors and on requests to other machines."""
    address, started = site
    used, faults = [], []

    def open_(path: str, *, width: int = 1440, ahead: bool = False, **more):
        options = (("ahead", ahead), *sorted(more.items()))
        if not at_rest[options]:
            at_rest[options].append(started.new_context(**dict(options)).new_page())
            page = at_rest[options][0]
            page.on("request", lambda request: page.asked.append(request.url))
            page.on("pageerror", lambda error: page.faults.append(str(error)))
        page = at_rest[options].pop()
        used.append((options, page))
        page.asked, page.faults = [], faults
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + path)
        settle(page)
        faults.extend(url for url in page.asked if not url.startswith((address, "data:", "blob:")))
        return page

    yield open_
    for options, page in used:
        page.unroute_all(behavior="ignoreErrors")
        at_rest[options].append(page)
    assert faults == []


def test_on_a_phone_every_row_of_the_sources_is_a_block_and_still_a_row_and_the_head_is_one_row_at_any_width(opened):
    page = opened("/om", width=390)
    assert page.locator("main").bounding_box()["height"] < 9000  # its long tables are closed
    for summary in page.locator("main details summary").all():
        summary.click()
    for region in page.query_selector_all(".rulle"):
        assert region.evaluate("one => one.scrollWidth <= one.clientWidth"), region.get_attribute("aria-label")
    row = page.locator("table", has_text="Tillväxtanalys").first.locator("tbody tr").first
    assert row.get_attribute("role") == "row"
    cell = row.locator("[role=cell]").last
    assert cell.evaluate("one => getComputedStyle(one, '::before').content") == '"Hur siffrorna kommer hit"'
    name, first = row.locator("[role=rowheader]").bounding_box(), row.locator("[role=cell]").first.bounding_box()
    assert first["y"] >= name["y"] + name["height"] - 1
    for width in (700, 800, 1024, 1259, 1260, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator(".topp").bounding_box()["height"] < 70  # one row of links, or the menu in its place
        assert page.locator(".topp nav summary").is_visible() is (width < 1260)
        assert page.get_by_role("link", name="Hjälp", exact=True).first.is_visible() is (width >= 1260)
        field = page.locator("#sok")
        text = field.evaluate(
            "one => { const pen = document.createElement('canvas').getContext('2d');"
            " pen.font = getComputedStyle(one).font; return pen.measureText(one.placeholder).width }"
        )
        assert text <= field.evaluate("one => one.clientWidth - 20")
    assert cell.evaluate("one => getComputedStyle(one).display") == "table-cell"


def test_no_table_beside_a_figure_is_cut(bare):
    address, page = bare
    cut = []
    for id_ in MADE:
        declared = catalogue.indicator(id_)
        if declared.supporting:
            continue
        for way in ("",) if twelve.WAY.why_not(declared) else ("", "?matt=tolv"):
            page.goto(f"{address}/indikator/{declared.slug}{way}")
            for width in (1440, 1024, 800, 390):
                page.set_viewport_size({"width": width, "height": 900})
                for wide, room in page.eval_on_selector_all(
                    ".sida .rulle", "all => all.map(one => [one.scrollWidth, one.clientWidth])"
                ):
                    if wide > room:
                        cut.append(f"{declared.slug}{way} at {width} px: {wide} of {room}")
    page.set_viewport_size(SCREEN)
    assert cut == []


def test_a_chosen_municipality_is_shown_without_asking_again(opened):
    page = opened(INDICATOR, ahead=True)
    fetched = "performance.getEntriesByType('resource').some(one => one.name.endsWith('region%3D2309'))"
    page.wait_for_function(fetched)  # ahead, when the browser is idle
    asked = len(page.asked)
    page.click(".platser a:text-is('Krokom')")
    page.wait_for_function("document.querySelector('main h1').textContent.includes('Krokoms kommun')")
    page.wait_for_function("document.querySelector('.js-plotly-plot').data.at(-2).name === 'Krokom'")
    assert not [url for url in page.asked[asked:] if url.endswith("region%3D2309")]
    assert page.url.endswith("/indikator/arbetsloshet?region=2309")
    assert "Krokoms kommun" in page.title()
    page.go_back()
    page.wait_for_function("document.querySelector('main h1').textContent.includes('Åre kommun')")


def test_a_window_is_chosen_without_asking_at_all(opened):
    page = opened(INDICATOR)
    page.wait_for_load_state("networkidle")
    asked = len(page.asked)
    page.click(".fonster summary")
    page.click(".fonster a:text-is('2 år')")
    page.wait_for_function("document.querySelector('.js-plotly-plot').layout.xaxis.range[0] === '2024-09'")
    assert page.url.endswith("&senaste=24")
    assert not [url for url in page.asked[asked:] if url.endswith("region%3D2321%26senaste%3D24")]
    values = page.evaluate("document.querySelector('.js-plotly-plot').data.at(-2).y.length")
    assert values == 80


def test_a_way_that_is_chosen_has_the_height_and_the_unit_of_one_that_is_opened(opened):
    page, told = opened(INDICATOR), "[...document.querySelectorAll('.duk, .main-svg')].map(one => one.clientHeight)"
    for way in ("rangordning", "fjol"):
        chosen = page.locator(f"main a[href*='matt={way}']").first
        chosen.evaluate("link => link.click()")  # it lies in a menu
        settle(page)
        other = opened(f"{INDICATOR}&matt={way}")
        assert page.evaluate(told) == other.evaluate(told)
        units = [one.get_attribute(".duk", "data-enhet") for one in (page, other)]
        assert units[0] == units[1]
    assert units[0].startswith("förändring")
    assert page.evaluate("document.querySelector('.duk').style.height") == "428px"


def test_the_keyboard_reaches_everything_and_keeps_its_place(opened):
    page = opened(INDICATOR)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
    page.focus(".platser a:text-is('Berg')")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('main h1').textContent.includes('Bergs kommun')")
    assert page.evaluate("document.activeElement.textContent") == "Berg"
    page.focus(".meny summary:text-is('Kön')")
    page.keyboard.press("Enter")
    assert page.is_visible(".meny a:text-is('kvinnor')")
    page.keyboard.press("Escape")
    assert not page.is_visible(".meny a:text-is('kvinnor')")
    assert page.evaluate("document.activeElement.textContent") == "Kön"
    page.keyboard.press("Enter")
    page.focus(".meny a:text-is('kvinnor')")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.textContent === 'Kön: kvinnor'")
    assert page.text_content("#besked").startswith("kvinnor. ")
    page.keyboard.press("Enter")
    assert page.is_visible(".meny a:text-is('män')")
    page.focus(".platser a:text-is('Berg')")
    assert not page.is_visible(".meny a:text-is('män')")  # it closes when the focus leaves it


def test_focus_can_be_seen(opened):
    page = opened(INDICATOR)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_an_open_table_stays_open_when_the_place_changes(opened):
    page = opened(INDICATOR)
    page.click("summary:has-text('Alla siffror i diagrammet')")
    page.click(".platser a:text-is('Berg')")
    page.wait_for_function("document.querySelector('main h1').textContent.includes('Bergs kommun')")
    assert page.is_visible("#alla td")
    assert page.inner_text("#alla thead th:nth-child(2)") == "Berg"


def test_another_page_begins_at_its_top(opened):
    page = opened("/?region=2321")
    page.evaluate("window.scrollTo(0, 400)")
    page.click("#sida main a[href^='/indikator/']")
    page.wait_for_url("**/indikator/*?region=2321")
    page.wait_for_function("window.scrollY === 0 && document.activeElement.tagName === 'H1'")


def test_the_figure_says_what_it_shows(opened):
    page = opened(INDICATOR)
    label = page.get_attribute(".duk", "aria-labelledby")
    named = page.text_content(f"#sida [id={label}]")
    assert named.startswith("Arbetslösheten i Åre kommun") and "Linjediagram" in named
    assert page.query_selector(".modebar-btn") is None


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_page_can_be_read_before_any_script(bare, path):
    address, page = bare
    page.goto(address + path)
    assert page.is_visible("main h1")
    if page.query_selector("aside table"):
        assert page.is_visible("aside table")
    if page.query_selector(".duk"):
        assert page.is_visible(".duk .utan-skript")


def test_nothing_moves_under_reduced_motion(opened):
    page = opened(INDICATOR, reduced_motion="reduce")
    moving = (
        "[...document.querySelectorAll('main *')].some(e => parseFloat(getComputedStyle(e).transitionDuration) > 0)"
    )
    assert not page.evaluate(moving)


def test_a_server_that_stops_answering_is_said_in_a_sentence(opened):
    page = opened("/?region=2321")
    page.wait_for_load_state("networkidle")
    page.route("**/_sida*", lambda route: route.abort())
    page.click(f"a:text-is('{GRADE}')")
    page.wait_for_selector("[role=alert]:has-text('Servern svarar inte')")
    assert page.text_content("#sida main h1") == "Läget i Åre kommun"
    assert page.url.endswith("/?region=2321")
    page.unroute("**/_sida*")
    page.click("[role=alert] button:text-is('Försök igen')")
    page.wait_for_function("document.querySelector('#sida main h1').textContent.includes('ysselsättningsgrad')")
    assert page.is_hidden("[role=alert]")


def test_a_page_that_takes_its_time_says_so_and_leaves_the_old_one_to_be_used(opened):
    page = opened("/?region=2321")
    page.wait_for_load_state("networkidle")
    held = []
    page.route("**/_sida*sysselsattningsgrad*", lambda route: held.append(route))
    page.click(f"a:text-is('{GRADE}')")
    page.wait_for_selector("#levande[aria-busy=true]")
    assert page.is_visible("#hamtar") and page.is_visible(f"a:text-is('{GRADE}')")
    held[0].continue_()
    page.wait_for_function("document.querySelector('#sida main h1').textContent.includes('ysselsättningsgrad')")
    assert page.is_hidden("#hamtar") and page.get_attribute("#levande", "aria-busy") is None
    page.go_back()
    page.wait_for_function(f"document.activeElement.textContent === '{GRADE}'")  # where one left


def test_a_window_that_narrows_while_a_page_is_on_its_way_waits_for_the_narrow_one(opened):
    page = opened("/?region=2321")
    page.wait_for_load_state("networkidle")
    before = page.text_content("#sida main h1")
    held = {}
    page.route("**/_sida*", lambda route: held.update({"phone" if "yta=phone" in route.request.url else "wide": route}))
    with page.expect_request("**/_sida?yta=screen*sysselsattningsgrad*"):
        page.click(f"a:text-is('{GRADE}')")
    with page.expect_request("**/_sida?yta=phone*sysselsattningsgrad*"):
        page.set_viewport_size({"width": 390, "height": 844})
    with page.expect_response("**/_sida?yta=screen*sysselsattningsgrad*") as wide:
        held["wide"].continue_()
    wide.value.finished()
    page.evaluate(
        "async () => { await fetch('/halsa'); await new Promise(requestAnimationFrame); }"
    )  # it has been heard
    assert page.text_content("#sida main h1") == before
    held["phone"].continue_()
    page.wait_for_function("document.querySelector('#sida main h1').textContent.includes('ysselsättningsgrad')")
