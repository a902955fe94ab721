"""Preparing a meeting in a real browser, by keys and by mouse, in one window and in two."""

import io
import shutil

import pikepdf
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from pptx import Presentation

from dashboard.editions.written import Editions
from dashboard.meetings.file import load_meeting
from loaders.ground.clock import read_day
from loaders.own import read_figures
from tests.dashboard.addresses import MEETING_DAY, made_site
from tests.dashboard.browsing import browser
from tests.dashboard.editing.editor import PAGE, SECRET, edited
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return made_site(tmp_path_factory.mktemp("editing"))


@pytest.fixture(scope="module")
def address(settings):
    with edited(settings) as served:
        yield served


@pytest.fixture(scope="module")
def context(address):
    """A browser that was opened with the secret; its pages are under the page's own policy."""
    with browser() as chromium:
        opened = chromium.new_context(bypass_csp=False, viewport={"width": 1440, "height": 900})
        page = opened.new_page()
        page.goto(f"{address}{PAGE}?nyckel={SECRET}")
        page.locator("#order li >> nth=0").wait_for()
        page.close()
        yield opened
        opened.close()


@pytest.fixture
def path(settings):
    """The meeting file, as it was when the test began."""
    file = settings.meetings_dir / f"{MEETING_DAY}.toml"
    before = file.read_bytes()
    yield file
    file.write_bytes(before)


@pytest.fixture
def open_window(context, address):
    """Opens a window; ends by looking whether the policy refused anything, or a script failed."""
    pages, refused = [], []

    def opened():
        page = context.new_page()
        pages.append(page)
        page.on("pageerror", lambda error: refused.append(str(error)))
        page.on("console", lambda said: refused.append(said.text) if "Security Policy" in said.text else None)
        page.goto(f"{address}{PAGE}")
        page.locator("#saved:has-text('sparat')").wait_for()
        return page

    yield opened
    for page in pages:
        page.close(run_before_unload=False)
    assert refused == []


def views(path):
    return load_meeting(path).views


def kinds(path):
    return [view.kind for view in views(path)]


def wait_said(page, text):
    page.locator("#said", has_text=text).wait_for(state="attached")


def of_unemployment(page):
    """Chooses the slide of one figure of unemployment."""
    page.locator("#order li", has_text="Arbetslöshet, 20–64 år").first.click()
    page.locator("#which", has_text="Bild 4").wait_for()
    page.locator("#stage-headline", has_text="arbetslöshet").wait_for()


def wrong_for_some(page):
    """What axe finds on the page, or in the dialog that is open."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("() => axe.run({ preload: false }).then(({ violations }) => violations)")
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def test_the_order_by_keys(open_window, path):
    page = open_window()
    before = kinds(path)
    page.locator("#order li >> nth=0").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    wait_said(page, "Bild 2 flyttad till plats 3 av 5")
    assert kinds(path) == [before[0], before[2], before[1], *before[3:]]
    assert page.evaluate("document.activeElement.closest('#order') !== null")
    assert page.locator("#order [tabindex='0']").count() == 1
    page.keyboard.press("Control+z")
    wait_said(page, "Ångrat")
    assert kinds(path) == before
    page.keyboard.press("Home")
    page.keyboard.press("Alt+ArrowUp")
    wait_said(page, "Bilden är redan först")
    page.keyboard.press("Delete")
    wait_said(page, "Bild 1 borttagen")
    assert kinds(path) == before[1:]
    page.keyboard.press("Control+z")
    wait_said(page, "Ångrat")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "rubrik"


def test_the_order_by_mouse_and_escape_puts_it_back(open_window, path):
    page = open_window()
    before = kinds(path)
    rows = page.locator("#order li")
    rows.nth(0).hover()
    page.mouse.down()
    box = rows.nth(2).bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] - 6, steps=8)
    page.locator("#order .below-here").wait_for()
    page.mouse.up()
    wait_said(page, "Bild 1 flyttad till plats 3 av 5")
    assert kinds(path) == [before[1], before[2], before[0], *before[3:]]
    page.click("[data-do=undo]")
    wait_said(page, "Ångrat")
    rows.nth(0).hover()
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] - 6, steps=8)
    page.locator("#order .below-here").wait_for()
    page.keyboard.press("Escape")
    page.locator("#order .below-here").wait_for(state="detached")
    page.mouse.up()
    assert kinds(path) == before and page.locator("#order .dragged").count() == 0


def test_a_headline_is_shown_while_it_is_written_checked_and_saved(open_window, path):
    page = open_window()
    of_unemployment(page)
    page.locator("#stage-chart .main-svg .subplot.xy").wait_for(state="attached")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/bild/" in request.url else None)
    page.fill("#rubrik", "")
    page.evaluate("""() => {
        window.waits = [];
        const field = document.querySelector('#rubrik'), shown = document.querySelector('#stage-headline');
        field.addEventListener('input', () => {
            const typed = field.value || field.placeholder;
            requestAnimationFrame(() => window.waits.push(shown.textContent.startsWith(typed)));
        });
    }""")
    page.locator("#rubrik").press_sequentially("Arbetslösheten i länet steg kraftigt i augusti")
    check = page.locator("#check")
    check.locator(".says", has_text="Rubriken säger steg kraftigt, siffrorna säger något lägre.").wait_for()
    waits = page.evaluate("window.waits")
    assert len(waits) == 46 and all(waits) and asked == []  # in the next frame, without a request
    assert "sägs från 0,2 procentenheter" in check.text_content() and "Reglerna tillåter:" in check.text_content()
    assert page.evaluate("document.activeElement.id") == "rubrik"
    page.select_option("#plats", label="Berg")
    page.locator("#stage-headline", has_text="Bergs kommun").wait_for()
    page.select_option("#plats", label="en kommun")
    page.locator("#stage-headline", has_text="steg kraftigt").wait_for()
    drawn = list(asked)
    page.click("[data-do=keep]")
    page.locator("#check .lead", has_text="Rubrik av analytikern, behållen.").wait_for()
    assert asked == drawn  # what is saved costs no figure
    assert views(path)[3].kept and views(path)[3].headline == "Arbetslösheten i länet steg kraftigt i augusti"
    assert "Rubrik av analytikern." in page.text_content("#stage-subtitle")
    page.fill("#rubrik", "Arbetslösheten ökade i augusti")
    page.locator("#choices").wait_for()
    page.locator("#rubrik").press("Control+Enter")
    page.locator("#check", has_text="Stämmer med siffrorna").wait_for()
    wait_until(lambda: "procentenheter lägre arbetslöshet" in views(path)[3].headline, "the allowed one is saved")
    assert not views(path)[3].kept


def test_what_is_to_be_looked_at_stands_in_the_foot_and_time_is_summed(open_window, path):
    page = open_window()
    of_unemployment(page)
    assert page.text_content("#remarks").startswith("Före publicering: inget att se på")
    assert (page.text_content("#sum"), page.text_content("#left")) == ("5:00", "2:00 kvar")
    for _ in range(3):
        page.click("[data-do=longer]")
    page.locator("#seconds", has_text="1:45").wait_for()
    wait_until(lambda: views(path)[3].seconds == 105, "the seconds are saved")
    page.locator("#left", has_text="1:15 kvar").wait_for()
    page.fill("#rubrik", "Högre arbetslöshet i augusti")
    page.locator("#remarks", has_text="1 av 5 bilder att se på").wait_for()
    page.locator("#order .odd", has_text="Rubriken avviker från siffrorna").wait_for()
    assert wrong_for_some(page) == []
    page.keyboard.press("F8")
    assert page.evaluate("document.activeElement.id") == "remarks"
    page.click("[data-do=publish]")
    assert "Bild 4, rubrik: Rubriken säger högre, siffrorna säger något lägre." in page.text_content("#stops")


def test_a_view_is_added_by_keys_alone(open_window, path):
    page = open_window()
    page.locator("#order li >> nth=0").focus()
    page.keyboard.press("l")
    assert page.evaluate("document.activeElement.id") == "sok"
    page.keyboard.type("syss")
    page.locator("#hit-count", has_text="3 vyer av").wait_for()
    assert "Summan blir 6:00 av 7:00" in page.text_content("#new-sum")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#sok", "aria-activedescendant") == "hit-1"
    page.locator("#trial-headline", has_text="sysselsatta").wait_for()
    assert wrong_for_some(page) == []
    page.keyboard.press("Enter")
    wait_said(page, "Bild 2 tillagd")
    assert [one.indicator for one in views(path)[1].selections] == ["employed"] and len(kinds(path)) == 6
    assert page.evaluate("document.activeElement.id") == "sok"
    page.fill("#sok", "zzzz")
    page.locator("#no-hit", has_text="Inget mått heter så. Närmast:").wait_for()
    page.fill("#sok", "http://lanspuls.example.se/indikator/folkmangd?region=2326")
    page.locator("#hits li", has_text="Bergs kommun").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator("#adding").is_visible()


def test_a_free_slide_asks_for_what_it_lacks(open_window, path):
    page = open_window()
    page.click(".order [data-do=free]")
    page.fill("#fri-rubrik", "Tre nya etableringar")
    page.fill("#fri-text", "Alla till våren.")
    page.click("#free-form [type=submit]")
    page.locator("#free .form-fault", has_text="Det saknas: källa.").wait_for()
    page.fill("#fri-kalla", "Källa: kommunen, november 2026")
    page.click("#free-form [type=submit]")
    wait_said(page, "Fri bild tillagd som bild 2")
    assert views(path)[1].headline == "Tre nya etableringar" and page.input_value("#rubrik") == "Tre nya etableringar"
    page.locator("#stage-instead", has_text="Alla till våren.").wait_for()


def test_alternative_text_source_and_picture_of_a_slide_that_is_there_are_changed(open_window, path, tmp_path):
    picture = tmp_path / "karta.svg"
    picture.write_text(PICTURE, encoding="utf-8")
    page, other = open_window(), open_window()
    page.click(".order [data-do=free]")
    page.set_input_files("#fri-bild", picture)
    for field, text in {"rubrik": "En ny karta", "alt": "En karta.", "kalla": "Källa: kommunen"}.items():
        page.fill(f"#fri-{field}", text)
    page.click("#free-form [type=submit]")
    wait_said(page, "Fri bild tillagd som bild 2")
    page.fill("#bild-alt", "En karta med tre orter som har fått fiber.")
    page.fill("#bild-kalla", "Källa: regionen, november 2026")
    page.locator("#rubrik").focus()
    shown = page.locator("#stage-instead img[alt='En karta med tre orter som har fått fiber.']")
    shown.wait_for()
    page.locator("#stage-source", has_text="Källa: regionen, november 2026").wait_for()
    assert wrong_for_some(page) == []
    content = views(path)[1].content
    assert (content.alt, content.source) == (shown.get_attribute("alt"), "Källa: regionen, november 2026")
    other.locator("#order li", has_text="En ny karta").click()
    other.wait_for_function("alt => document.getElementById('bild-alt').value === alt", arg=content.alt)
    other.route("**/utkast.json?revision=*", lambda route: route.abort())
    page.set_input_files(
        "#byt-bild", {"name": "b.svg", "mimeType": "image/svg+xml", "buffer": PICTURE[:-6].encode() + b" </svg>"}
    )
    wait_said(page, "Bilden är bytt. Skriv vad den nya bilden visar.")
    assert page.evaluate("document.activeElement.id") == "bild-alt" and page.input_value("#bild-alt") == ""
    assert views(path)[1].content.picture != content.picture
    page.fill("#bild-alt", "Samma karta, större.")
    page.locator("#rubrik").focus()
    wait_until(lambda: views(path)[1].content.alt == "Samma karta, större.", "it is saved")
    other.fill("#bild-kalla", "Källa: en annan")
    other.locator("#rubrik").focus()
    other.locator("#conflict-title", has_text="i ett annat fönster").wait_for()  # it is another picture by now
    other.click("[data-do=take-theirs]")
    assert views(path)[1].content.source == "Källa: regionen, november 2026"


def test_two_windows_lose_nothing_and_ask_when_both_write_the_same(open_window, path):
    one, other = open_window(), open_window()
    of_unemployment(one)
    of_unemployment(other)
    for page in (one, other):  # neither looks by itself meanwhile
        page.route("**/utkast.json?revision=*", lambda route: route.abort())
    one.fill("#anteckningar", "Från det ena fönstret")
    one.locator("#rubrik").focus()
    wait_until(lambda: views(path)[3].notes == "Från det ena fönstret", "the one is saved")
    other.fill("#ord", "Från det andra")
    other.locator("#rubrik").focus()
    wait_until(lambda: views(path)[3].words == "Från det andra", "the other is saved")
    assert views(path)[3].notes == "Från det ena fönstret"
    one.fill("#ord", "Min text")
    one.locator("#rubrik").focus()
    one.locator("#conflict-title", has_text="i ett annat fönster").wait_for()
    assert (one.text_content("#mine"), one.text_content("#theirs")) == ("Min text", "Från det andra")
    assert views(path)[3].words == "Från det andra"
    one.click("[data-do=take-mine]")
    wait_until(lambda: views(path)[3].words == "Min text", "what was chosen is saved")
    other.locator("#order [aria-selected=true]").focus()
    other.keyboard.press("Alt+ArrowUp")  # on what it has not seen: read anew, then made
    other.locator("#saved.unsaved", has_text="gör ändringen igen").wait_for()
    other.locator("#order [aria-selected=true]").focus()
    other.keyboard.press("Alt+ArrowUp")
    wait_said(other, "Bild 4 flyttad till plats 3")
    one.fill("#anteckningar", "Till bilden, var den än står")
    one.locator("#rubrik").focus()
    wait_until(lambda: views(path)[2].notes == "Till bilden, var den än står", "it follows its slide")
    assert not views(path)[3].notes and not one.locator("#conflict").is_visible()


def test_a_lost_server_is_said_and_what_was_written_is_sent_when_it_is_back(open_window, path):
    page = open_window()
    of_unemployment(page)
    page.route("**/andra.json", lambda route: route.abort())
    page.fill("#anteckningar", "Skrivet utan server")
    page.locator("#saved.unsaved", has_text="Inte sparat sedan").wait_for()
    assert page.input_value("#anteckningar") == "Skrivet utan server"
    page.unroute("**/andra.json")
    wait_until(lambda: views(path)[3].notes == "Skrivet utan server", "it is sent again")
    page.locator("#saved:not(.unsaved)", has_text="sparat").wait_for()


def test_a_fault_in_the_file_is_told_and_the_last_good_slide_stays(open_window, path):
    page = open_window()
    of_unemployment(page)
    shown = page.text_content("#stage-headline")
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("title =", "titl ="), encoding="utf-8")
    page.locator("#fault", has_text="okänd nyckel ”titl”. Menade du ”title”?").wait_for()
    assert "rad 3" in page.text_content("#fault") and page.text_content("#stage-headline") == shown
    path.write_text(good, encoding="utf-8")
    page.locator("#fault").wait_for(state="hidden")


def test_a_view_is_added_from_its_own_page(open_window, address, path):
    page = open_window()
    page.goto(f"{address}/indikator/folkmangd?region=2326")
    page.click(".lagg-till button")
    page.locator(".lagg-till [role=status]", has_text="Bild 6 tillagd.").wait_for()
    assert views(path)[5].selections[0].region == "2326"


def test_a_figure_of_another_area_and_an_amount_beside_a_key_have_forms_of_their_own(open_window, settings):
    page = open_window()
    page.click(".order [data-do=own]")
    area = page.locator("#own form[data-form=area]")
    page.click("[data-own=area]")
    page.locator("#own-entries", has_text="Inga tal än.").wait_for()
    assert area.is_visible() and not page.locator("#own form[data-form=plain]").is_visible()
    said = {"area": "Sälenfjällen", "place": "Dalarnas län", "indicator": "Sålda liftkort", "period": "2026-11"}
    said |= {"value": "265", "unit": "kort", "base": "1103", "organisation": "Destinationen"}
    for name, text in said.items():
        area.locator(f"[name={name}]").fill(text)
    page.locator(
        "#own-trial", has_text="Så visas det: Sålda liftkort, Sälenfjällen (Dalarnas län), november"
    ).wait_for()
    assert wrong_for_some(page) == []
    area.locator("[name=organisation]").press("Enter")
    page.locator("#own-told", has_text="Sålda liftkort, Sälenfjällen (Dalarnas län): sparad").wait_for()

    page.click("[data-own=key]")
    sought = page.locator("#own form[data-form=key]")
    assert sought.locator("[name=place]").input_value() == "Jämtlands län"
    page.locator("#own-keys button", has_text="1,25 procent, andel av befolkningen i riket").click()
    for name, text in {"indicator": "Sökt ur fonden", "value": "5", "unit": "mnkr", "base": "5000"}.items():
        sought.locator(f"[name={name}]").fill(text)
    page.click("#own-save")
    page.locator("#own .form-fault", has_text="”period” (period) saknas").wait_for()
    sought.locator("[name=period]").fill("2026")
    sought.locator("[name=organisation]").fill("Almi")
    page.locator("#own-trial", has_text="nyckeln 1,25 procent").wait_for()
    page.click("#own-save")
    page.locator("#own-entries li", has_text="Sökt ur fonden").wait_for()
    assert wrong_for_some(page) == []
    page.locator("#own-entries li", has_text="Sålda liftkort").locator("button", has_text="Ändra").click()
    assert area.locator("[name=value]").input_value() == "265" and not sought.is_visible()
    area.locator("[name=value]").fill("270")
    page.click("#own-save")
    page.locator("#own-entries li", has_text="270 kort").wait_for()
    page.locator("#own-entries li", has_text="Sökt ur fonden").locator("button", has_text="Ta bort").click()
    page.locator("#own-entries li", has_text="Sökt ur fonden").wait_for(state="detached")
    page.click("#own-undo")
    page.locator("#own-entries li", has_text="Sökt ur fonden").wait_for()
    cards, money = read_figures(settings.own_dir / "uppgifter.toml")
    assert (cards.area, cards.place.code, cards.level) == ("Sälenfjällen", "20", 270)
    assert (money.key, money.base, money.key_of[:23]) == (1.25, 5000, "andel av befolkningen i")


def test_publishing_from_here_draws_the_charts_and_what_was_written_opens(open_window, settings, context, path):
    page = open_window()
    headline = page.locator("#order li", has_text="Arbetslöshet, 20–64 år").first.locator(".line").text_content()
    page.click("[data-do=publish]")
    page.locator("#publish-told", has_text="Inget stoppar.").wait_for()
    page.click("#publish-now")
    page.locator("#publish-told a").wait_for()
    assert page.text_content("#publish-told") == "Utgåva 1 är publicerad. Visa den"  # no form is left out
    page.click("#publish-told a")
    page.locator(".chart .main-svg").first.wait_for(state="attached")
    offered = page.locator(".files a").evaluate_all("all => all.map(one => one.href.split('/').pop())")

    editions = Editions(settings.editions_dir)
    key = editions.newest(read_day(MEETING_DAY))
    edition, base = editions.edition(key), f"mote-{MEETING_DAY}-utgava-1"
    assert list(editions.damages()) == [] and {f"{base}.pdf", f"{base}.pptx", f"{base}.html"} <= set(offered)
    drawn = [slide.drawings.svg for slide in edition.slides if slide.has_figure]
    assert len(drawn) >= 2 and all(svg and svg.startswith("<svg") for svg in drawn)
    with pikepdf.open(io.BytesIO(editions.read(key, f"{base}.pdf"))) as pdf:
        assert len(pdf.pages) > len(edition.slides)
    deck = Presentation(io.BytesIO(editions.read(key, f"{base}.pptx")))
    assert headline in [slide.shapes.title.text for slide in deck.slides]
    alone = context.new_page()
    alone.goto((editions.path(key) / f"{base}.html").as_uri())
    alone.locator(".chart .main-svg").first.wait_for(state="attached")
    assert headline in [text.replace("\u00a0", " ") for text in alone.locator(".slide h2").all_inner_texts()]
    alone.close()

    again = open_window()
    again.click("[data-do=publish]")
    again.click("#publish-now")
    again.locator("#publish-told", has_text="Mötet är redan publicerat.").wait_for()
    assert editions.numbers(read_day(MEETING_DAY)) == (1,)
    shutil.rmtree(settings.editions_dir)  # the other tests' meeting is a draft
