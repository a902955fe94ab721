"""Preparing a meeting in a real browser, by keys and by mouse, in one window and in two."""

import re
from functools import partial

import pytest

from dashboard.editing.blocks import Blocks
from dashboard.meetings.file import load_meeting
from dashboard.meetings.segment import shown_today
from dashboard.publishing.checking import check, counted_sv, grouped
from loaders.settings import Settings
from tests.dashboard.addresses import MEETING_DAY
from tests.dashboard.axe import wrong_for_some
from tests.dashboard.editing.window import held, kinds, of_unemployment, stage, views, wait_said
from tests.editions.fixture import material_of
from tests.waiting import wait_until

pytestmark = pytest.mark.browser


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
    stage(page, ".chart .main-svg .subplot.xy").wait_for(state="attached")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/bild/" in request.url else None)
    page.fill("#rubrik", "")
    page.evaluate("""() => {
        window.waits = [];
        const field = document.querySelector('#rubrik');
        const shown = () => document.querySelector('#stage-room').contentDocument.querySelector('h2');
        field.addEventListener('input', () => {
            const typed = field.value || field.placeholder;
            requestAnimationFrame(() => window.waits.push(shown().textContent.startsWith(typed)));
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
    stage(page, "h2").filter(has_text="Bergs").wait_for()
    page.select_option("#plats", label="en kommun")
    stage(page, "h2").filter(has_text="steg kraftigt").wait_for()
    drawn = list(asked)
    page.click("[data-do=keep]")
    page.locator("#check .lead", has_text="Rubrik av analytikern, behållen.").wait_for()
    assert asked == drawn  # what is saved costs no figure
    assert views(path)[3].kept and views(path)[3].headline == "Arbetslösheten i länet steg kraftigt i augusti"
    assert "Rubrik av analytikern." in stage(page, ".subtitle").text_content()
    page.fill("#rubrik", "Arbetslösheten ökade i augusti")
    page.locator("#choices").wait_for()
    page.locator("#rubrik").press("Control+Enter")
    page.locator("#check", has_text="Inget hittat som motsäger siffrorna").wait_for()
    wait_until(lambda: "procentenheter lägre arbetslöshet" in views(path)[3].headline, "the allowed one is saved")
    assert not views(path)[3].kept


BOXES = """slide => [...slide.querySelectorAll(
    'h2, .second, .subtitle, .instead *, .foot span, .foot b, .chart text')].map(one => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return [one.textContent, ...[x, y, width, height].map(Math.round)];
    })"""


def shows(page, there):
    """Whether every text of the editor's slide stands where it does in the room, and its frame fills its place."""
    frame, box = (page.locator(one).bounding_box()["width"] for one in ("#stage-room", "#stage"))
    return abs(frame + 2 - box) <= 1 and stage(page, ".slide").evaluate(BOXES) == there


def test_the_slide_is_the_rooms_own_at_every_width(open_window, address, context, path):
    page, room = open_window(), context.new_page()
    room.set_viewport_size({"width": 1920, "height": 1080})
    room.goto(f"{address}/mote/{MEETING_DAY}#1")
    room.wait_for_function("() => document.querySelector('.at-hand').textContent === 'Redo utan nät'")
    for n in range(len(kinds(path))):
        page.locator("#order li").nth(n).click()
        stage(page, ".count").filter(has_text=f"{n + 1} av ").wait_for(state="attached")
        room.evaluate(f"location.hash = '#{n + 1}'")
        room.locator(f"[id='{n + 1}'].current").wait_for(state="attached")
        there = room.locator(".slide.current").evaluate(BOXES)
        for width in (390, 1100, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            same = partial(shows, page, there)
            wait_until(same, f"slide {n + 1} is the room's at {width}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    room.close()


WORD = "sysselsättningsgrad"
LONGEST = f"I stort sett oförändrad {WORD} i Östersunds kommun i augusti mot i fjol, åter"
TEXT = f"Regionen räknar {WORD} i alla kommuner. " * 12
ROWS = ", ".join(f'["Etablering nummer {n} i Härjedalens kommun", "{n} tjänster"]' for n in range(9))
FULL = f"""
[[view]]
kind = "summary"
headline = "{LONGEST}"
links = ["/indikator/arbetsloshet", "/indikator/sysselsattningsgrad", "/indikator/folkmangd", "/indikator/brp",
         "/indikator/arbetsloshet?region=2380", "/indikator/folkmangd?region=2361", "/indikator/brp?region=2361"]
[[view]]
link = "/indikator/arbetsloshet?jamfor=00"
headline = "{LONGEST}"
box = "/indikator/brp"
[[view]]
links = ["/indikator/sysselsattningsgrad?region=2361", "/indikator/arbetsloshet?region=2361"]
[[view]]
kind = "free"
headline = "{LONGEST}"
source = "{"en deltagare och en till, " * 5}november 2026"
text = "{TEXT}"
table = [["Vad", "Hur många"], {ROWS}]
[[view]]
kind = "free"
headline = "{LONGEST}"
source = "en deltagare"
text = "{TEXT * 8}"
"""
HAS_ROOM = """all => all.map(slide => {
    const ends = (one) => one.offsetTop + one.offsetHeight;
    const [claim, chart, foot] = ['.claim', '.chart', '.foot'].map(one => slide.querySelector(one));
    const texts = [...slide.querySelectorAll('.instead > *')];
    return ends(foot) <= 1080 && (chart ? ends(claim) <= chart.offsetTop && foot.offsetTop >= ends(chart)
        : texts.every(one => ends(one) <= foot.offsetTop));
})"""


def test_the_longest_texts_find_room_or_are_said_to_be_too_much(open_window, address, context, path):
    text = path.read_text(encoding="utf-8")
    title = "Regional näringslivsdialog och kompetensforum för Jämtland Härjedalen"
    path.write_text(
        re.sub('title = ".*"', f'title = "{title}"', text[: text.index("[[view]]")]) + FULL, encoding="utf-8"
    )
    room = context.new_page()
    for size in ((1280, 720), (1366, 768), (1920, 1080)):
        room.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
        room.goto(f"{address}/mote/{MEETING_DAY}#1")
        room.wait_for_function("() => document.querySelector('.at-hand').textContent === 'Redo utan nät'")
        assert room.locator(".slide").evaluate_all(HAS_ROOM) == [True, True, True, True, False]
    room.evaluate("location.hash = '#2'")
    for place in range(1, 9):  # the longest names too
        room.keyboard.press(str(place))
        room.locator(f".slide.current .chart[data-place='{place}']").wait_for(state="attached")
        assert room.locator(".slide").evaluate_all(HAS_ROOM)[1]
    room.close()
    page = open_window()
    page.locator("#review-list li", has_text="Bild 5, utrymme: ").wait_for(state="attached")
    assert page.locator("#review-list li", has_text="Bild 4, utrymme: ").count() == 0
    for n, told in ((4, "Bilden är för full: "), (3, "")):
        page.locator("#order li").nth(n).click()
        page.wait_for_function(
            "told => document.querySelector('#too-full').textContent.slice(0, 20) === told", arg=told
        )


def test_what_is_to_be_looked_at_stands_in_the_foot_and_time_is_summed(open_window, path):
    page = open_window()
    of_unemployment(page)
    assert page.text_content("#counted").startswith("inget stoppar · ")
    assert (page.text_content("#sum"), page.text_content("#left")) == ("5:00", "2:00 kvar")
    for _ in range(3):
        page.click("[data-do=longer]")
    assert page.input_value("#seconds") == "1:45"
    wait_until(lambda: views(path)[3].seconds == 105, "the seconds are saved")
    page.locator("#left", has_text="1:15 kvar").wait_for()
    page.fill("#seconds", "en stund")
    page.keyboard.press("Enter")
    page.locator("#fault-seconds", has_text="”en stund” är ingen tid. Skriv minuter och sekunder, 1:30").wait_for()
    page.fill("#seconds", "2:13")
    page.keyboard.press("Enter")
    page.locator("#left", has_text="0:47 kvar").wait_for()
    assert views(path)[3].seconds == 133 and page.text_content("#fault-seconds") == ""
    page.fill("#rubrik", "Högre arbetslöshet i augusti")
    page.locator("#counted", has_text="1 stoppar · ").wait_for()
    page.locator("#order .odd", has_text="Rubriken avviker från siffrorna").wait_for()
    assert wrong_for_some(page) == []
    told = "Bild 4, rubrik: Rubriken säger högre, siffrorna säger något lägre."
    page.keyboard.press("F8")
    assert page.locator("#review-list h3").first.text_content() == "Stoppar publicering: 1"
    settings = Settings(data=path.parent.parent)
    found = check(shown_today(path, material_of(settings)), material_of(settings))
    assert page.locator("#review-list li").all_text_contents() == [
        one.line_sv for group in grouped(found) for one in group.found
    ]
    assert page.text_content("#counted") == page.text_content("#review-counted") == counted_sv(found)
    assert wrong_for_some(page) == []
    page.locator("#review [data-do=publish]").click()
    assert told in page.text_content("#stops") and not page.locator("#review").is_visible()
    page.locator("#stops button", has_text=told).click()
    assert page.evaluate("document.activeElement.id") == "rubrik" and "Bild 4" in page.text_content("#which")


def test_a_view_is_added_by_keys_alone(open_window, path):
    page = open_window()
    page.locator("#order li >> nth=0").focus()
    page.keyboard.press("l")
    assert page.evaluate("document.activeElement.id") == "sok"
    with page.expect_response("**/sok.json?q=syss"):  # a slow typist has asked for less before
        page.keyboard.type("syss")
    page.locator("#hit-count", has_text="3 vyer av").wait_for()
    assert "Summan blir 6:00 av 7:00" in page.text_content("#new-sum")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#sok", "aria-activedescendant") == "hit-1"
    with page.expect_response("**/sok.json?q=sysse"):  # the same three
        page.keyboard.type("e")
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
    for page, place in ((one, "Sveg"), (other, "Åre")):  # what is beside the slides likewise
        page.click("[data-do=about]")
        page.fill("#about [data-says=place]", place)
        page.locator("#about [data-says=title]").focus()
        if page is one:
            wait_until(lambda: load_meeting(path).place == "Sveg", "the one place is saved")
    other.locator("#conflict-title", has_text="i ett annat fönster").wait_for()
    assert (other.text_content("#mine"), other.text_content("#theirs")) == ("Åre", "Sveg")
    other.click("[data-do=take-theirs]")
    other.wait_for_function("document.querySelector('#about [data-says=place]').value === 'Sveg'")
    stays_what_is_written_in(one, path)


def stays_what_is_written_in(page, path):
    """Whatever is moved elsewhere meanwhile, and whatever answer comes: what is written or ticked is nobody else's."""
    border = page.get_by_label("De som gränsar till länet")
    with held(page) as sent:
        page.fill("#about [data-says=place]", "Ås")
        with page.expect_request("**/andra.json"):
            border.uncheck()  # the field that is left is sent first
        with page.expect_request("**/andra.json"):
            sent.pop().continue_()
        assert not border.is_checked() and page.locator("#counties").is_visible()
    page.locator("#about-saved, #saved", has_text="sparat").first.wait_for(state="attached")
    assert "neighbours" in path.read_text(encoding="utf-8")
    for address in ("**/andra.json", "**/utkast.json?revision=*"):
        page.unroute(address)
    for title in ("A", "B"):
        with path.open("a", encoding="utf-8") as file:
            file.write(f'\n[[lank]]\ntitle = "{title}"\naddress = "https://example.se/{title}"\n')
    row = page.locator("#about [data-part=lank] li")
    row.nth(1).locator("[data-says=title]").fill("B2")
    moved(path, "B2", "lank", 1, 0)
    page.wait_for_function("() => document.querySelector('#about [data-part=lank] [data-says=title]').value === 'B2'")
    page.keyboard.type("x")
    wait_until(lambda: [one.title for one in load_meeting(path).links] == ["B2x", "A"], "it is of its own link")
    page.keyboard.press("Escape")
    page.locator("#order li").nth(2).click()
    page.fill("#anteckningar", "Halva")
    moved(path, "Halva", "view", 2, 0)
    page.locator("#which", has_text="Bild 1,").wait_for()
    page.keyboard.type(" och hela")
    wait_until(lambda: views(path)[0].notes == "Halva och hela", "it is of its own slide")
    assert not views(path)[2].notes


def moved(path, when, table, n, to):
    """Another program moves a block of the file, once what was written is saved there."""
    wait_until(lambda: f'"{when}"' in path.read_text(encoding="utf-8"), f"{when} is saved")
    blocks = Blocks.of(path.read_text(encoding="utf-8"), path.name, table)
    path.write_text(blocks.moved(n, to).text, encoding="utf-8")


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
    shown = stage(page, "h2").text_content()
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("title =", "titl ="), encoding="utf-8")
    page.locator("#fault", has_text="okänd nyckel ”titl”. Menade du ”title”?").wait_for()
    assert "rad 3" in page.text_content("#fault") and stage(page, "h2").text_content() == shown
    path.write_text(good, encoding="utf-8")
    page.locator("#fault").wait_for(state="hidden")
    refusal = '{"message": "Bilden finns inte längre."}'
    page.route("**/bild/**", lambda route: route.fulfill(status=422, content_type="application/json", body=refusal))
    page.locator("#order li").nth(1).click()  # what stands is another slide, and is not called this one
    page.locator("#which", has_text="Bild 2 kan inte visas. Bilden finns inte längre.").wait_for()


def test_a_view_is_added_from_its_own_page(open_window, address, path):
    page = open_window()
    page.goto(f"{address}/indikator/folkmangd?region=2326")
    page.click(".lagg-till button")
    page.locator(".lagg-till [role=status]", has_text="Bild 6 tillagd.").wait_for()
    assert views(path)[5].selections[0].region == "2326"
    whole = path.read_bytes()
    path.unlink()
    page.click(".lagg-till button")
    page.locator(".lagg-till [role=status]", has_text="Det finns ingen fil").wait_for()  # and not that nobody answers
    path.write_bytes(whole)
    page.context.clear_cookies()
    page.click(".lagg-till button")
    page.locator(".lagg-till [role=status]", has_text="Ladda om sidan").wait_for()
