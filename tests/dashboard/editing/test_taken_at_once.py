"""What a person does is shown at once and made once, and what was typed is never lost without a word."""

import pytest

from dashboard.meetings.file import load_meeting
from loaders.own import read_figures
from tests.dashboard.axe import wrong_for_some
from tests.dashboard.editing.window import covered, held, kinds, unemployment, wait_said
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

PANELS = {
    "": "body > :not(dialog)",
    "add": "#adding",
    "free": "#free",
    "own": "#own",
    "about": "#about",
    "review": "#review",
    "publish": "#publishing",
    "help": "#keys",
}


def names(page):
    return page.locator("#order li .name").all_text_contents()


def test_every_change_is_shown_before_the_server_answers_and_the_same_press_twice_is_one(open_window, path):
    page = open_window()
    before, of_file = names(page), kinds(path)
    with held(page) as sent:
        page.locator("#order li >> nth=0").focus()
        page.keyboard.press("Alt+ArrowDown")
        page.keyboard.press("Alt+ArrowDown")  # it goes on from where it is seen
        assert names(page) == [before[1], before[2], before[0], *before[3:]]
        assert page.text_content("#saved") == "sparar …"
        assert page.evaluate("document.activeElement.ariaSelected") == "true"
        page.keyboard.press("Delete")
        page.keyboard.press("Delete")
        assert names(page) == [before[1], before[2], *before[3:]]
        assert kinds(path) == of_file and len(sent) == 1  # one at a time
    page.locator("#saved", has_text="sparat").wait_for()
    assert kinds(path) == [of_file[1], of_file[2], *of_file[3:]] and names(page) == [before[1], before[2], *before[3:]]
    with held(page):
        page.click(".bar [data-do=undo]")
        page.click(".bar [data-do=undo]")
        assert page.text_content("#saved") == "sparar …"
    wait_said(page, "Ångrat")
    page.locator("#saved", has_text="sparat").wait_for()
    assert kinds(path) == [of_file[1], of_file[2], of_file[0], *of_file[3:]]
    page.locator("#order [aria-selected=true]").focus()
    with held(page):  # told where it is done, though another dialog is open by then
        page.keyboard.press("Alt+ArrowDown")
        page.keyboard.press("m")
        page.locator("#about[open]").wait_for()
    page.locator(".order #said", has_text="flyttad till plats").wait_for()
    assert "flyttad" not in page.locator("#about").inner_text()
    page.evaluate("""() => {
        window.told = [];
        const look = () => window.told.push(document.querySelector('#said').textContent);
        new MutationObserver(look).observe(document.querySelector('#said'), { childList: true });
    }""")
    page.keyboard.press("Escape")  # nothing outside a dialog is heard: told again
    page.wait_for_function("() => window.told.at(-1)?.includes('flyttad till plats')")
    assert page.locator("#said").is_visible()
    page.locator("#order [aria-selected=true]").press("Home")
    assert page.text_content("#said") == ""  # it is of another slide
    page.click("[data-do=down]")
    wait_said(page, "flyttad till plats 2")
    with path.open("a", encoding="utf-8") as file:
        file.write('\n[[view]]\nlink = "/indikator/brp"\n')
    page.wait_for_function("() => document.querySelector('#said').textContent === ''")  # another window's order
    of_file = kinds(path)

    page.locator("[data-do=down]").focus()  # wherever nothing is written
    page.keyboard.press("l")
    page.fill("#sok", "syss")
    page.locator("#hit-count", has_text="3 vyer av").wait_for()
    with held(page):
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        assert page.text_content("#adding .said-here") == "lägger till …"
    page.locator("#adding .said-here", has_text="tillagd").wait_for()
    page.keyboard.press("Escape")
    assert len(kinds(path)) == len(of_file) + 1
    page.keyboard.press("f")
    for field in ("rubrik", "text", "kalla"):
        page.fill(f"#fri-{field}", "Tre nya")
    with held(page):
        page.locator("#fri-rubrik").press("Enter")
        page.locator("#fri-rubrik").press("Enter")
        assert page.get_attribute("#free-form", "aria-busy") == "true"
        assert page.text_content("#free .saved-here") == "sparar …"
    wait_said(page, "Fri bild tillagd")
    assert len(kinds(path)) == len(of_file) + 2
    page.locator("#order [aria-selected=true]").focus()
    with held(page) as sent:  # a change that is not made is not shown, nor what was meant to follow it
        page.keyboard.press("Alt+ArrowUp")
        page.keyboard.press("Alt+ArrowUp")
        wait_until(lambda: sent, "the first is sent")
        path.write_text(path.read_text(encoding="utf-8").replace('"Regional', '"Länets'), encoding="utf-8")
        path.write_text(path.read_text(encoding="utf-8").replace('"Tre nya"', '"Fyra nya"'), encoding="utf-8")
        there = kinds(path)
    page.locator("#saved.unsaved", has_text="Ändringen före den").wait_for()
    assert kinds(path) == there
    wait_until(lambda: len(names(page)) == len(there) and "Fyra nya" in str(names(page)), "the file as it is")


def test_what_is_typed_and_not_added_is_asked_about_and_kept(open_window, path, tmp_path, settings):
    page = open_window()
    about, asked = page.locator("#about"), page.locator("#unfinished")

    def tells(text):
        page.locator("#unfinished-what", has_text=text).wait_for()

    page.click("[data-do=about]")
    link, attachment, question = (about.locator(f"[data-part={part}] form") for part in ("lank", "bilaga", "fraga"))
    page.keyboard.press("Escape")
    assert not about.is_visible() and not asked.is_visible()  # nothing was typed
    page.click("[data-do=about]")
    file = {"name": "dagordning.txt", "mimeType": "text/plain", "buffer": b"1. x"}
    attachment.locator("[name=file]").set_input_files(file)
    attachment.locator("[name=title]").fill("Dagordning")
    question.locator("[name=text]").fill("Hur många?")
    page.keyboard.press("Escape")
    tells("Bilagan är inte tillagd: ”Dagordning”, dagordning.txt")
    tells("Frågan är inte tillagd: ”Hur många?”")
    assert wrong_for_some(page) == []
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 844})
        assert covered(page, "#unfinished") == []
        assert asked.evaluate("box => box.scrollWidth <= box.clientWidth")
    page.keyboard.press("Escape")
    assert about.is_visible() and not asked.is_visible() and question.locator("input").input_value() == "Hur många?"
    about.locator("[data-close]").click()
    page.click("#unfinished-save")
    about.wait_for(state="hidden")
    made = load_meeting(path)
    assert [one.title for one in made.attachments] == ["Dagordning"] and made.questions[0].text == "Hur många?"

    page.click("[data-do=about]")
    link.locator("[name=title]").fill("Protokoll")
    page.keyboard.press("Escape")
    page.click("#unfinished-save")  # which lacks its address: the form says so, and nothing is closed
    link.locator(".form-fault", has_text="Skriv adressen").wait_for()
    page.keyboard.press("Escape")
    page.click("#unfinished-drop")
    about.wait_for(state="hidden")
    page.click("[data-do=about]")
    assert link.locator("[name=title]").input_value() == ""
    start = about.locator(":not(li) > .fields [data-says=start]")
    start.fill("25.99")
    page.keyboard.press("Escape")
    tells("Inte sparat: Börjar ”25.99”")
    assert not page.locator("#unfinished-save").is_visible()
    page.click("#unfinished-drop")
    about.wait_for(state="hidden")
    page.click("[data-do=about]")
    assert start.input_value() == "" and load_meeting(path).start is None
    page.keyboard.press("Escape")

    page.click(".order [data-do=free]")
    page.fill("#fri-text", "Halvskrivet")
    page.keyboard.press("Escape")
    tells("Den fria bilden är inte tillagd: ”Halvskrivet”")
    page.click("#unfinished-drop")
    page.click(".order [data-do=own]")
    own = page.locator("#own form[data-form=plain]")
    said = {"indicator": "Hushåll", "place": "Åre", "value": "5", "unit": "st", "period": "2026-11"}
    for name, text in (said | {"organisation": "Åre"}).items():
        own.locator(f"[name={name}]").fill(text)
    page.keyboard.press("Escape")
    tells("Talet är inte sparat: ”Hushåll”")
    page.click("#unfinished-save")
    page.locator("#own").wait_for(state="hidden")
    assert [one.said for one in read_figures(settings.own_dir / "uppgifter.toml")] == ["5"]
    page.click(".order [data-do=own]")
    page.locator("#own-entries li", has_text="Hushåll").wait_for()
    own.locator("[name=value]").fill("7")
    page.locator("#own-entries button", has_text="Ändra").click()
    tells("Talet är inte sparat")
    page.click("#unfinished-stay")
    assert own.locator("[name=value]").input_value() == "7"
    left = []
    page.on("dialog", lambda one: (left.append(one.type), one.dismiss()))
    page.evaluate("location.reload()")
    wait_until(lambda: left == ["beforeunload"], "the browser asks")
    assert own.locator("[name=value]").input_value() == "7"


def test_a_day_a_time_and_an_address_are_saved_whole_when_their_field_is_left(open_window, path):
    page = open_window()
    page.click("[data-do=about]")
    sent = []
    page.on("request", lambda request: sent.append(request) if request.url.endswith("andra.json") else None)

    def at_top(key):
        return page.locator(f"#about :not(li) > .fields [data-says={key}]")

    def beside(key):
        return page.locator("#about .says", has=page.locator(f"[data-says={key}]")).locator("[role=alert]").first

    day = at_top("next")
    day.focus()
    page.keyboard.type("02")  # a month, or a year's beginning
    at_top("next_place").focus()
    beside("next").filter(has_text="Datumet är inte helt").wait_for()
    day.fill("0202-12-14")
    at_top("next_place").focus()
    beside("next").filter(has_text="Den första som går är 1 december 2026.").wait_for()
    assert sent == []
    for key, half, whole in (("start", "1", "13.00"), ("mailbox", "n@e.s", "n@example.se")):
        at_top(key).fill(half)
        assert "sparas när du lämnar fältet" in page.text_content("#about-saved")
        at_top(key).fill(whole)
    assert [one.post_data_json["value"] for one in sent] == ["13.00"]  # the field that was left
    day.fill("2026-12-14")
    page.keyboard.press("Enter")
    wait_until(lambda: load_meeting(path).next_day, "it is saved")
    assert f"{load_meeting(path).next_day}" == "2026-12-14" and load_meeting(path).mailbox == "n@example.se"
    page.keyboard.press("Escape")
    unemployment(page).click()
    page.click("#shows-fields summary")
    page.fill("#bild-adresser", "/indikator/finns-inte")
    page.locator("#order li").first.click()  # what was refused is there when one comes back
    page.locator("#saved.unsaved").wait_for()
    unemployment(page).click()
    assert page.input_value("#bild-adresser") == "/indikator/finns-inte"
    assert page.text_content("#fault-bild-adresser")


APART = ("?region=2321", "?region=2380", "?region=2380&kon=kvinnor", "?matt=tolv", "?jamfor=00", "?till=2025-12")
IN_SIGHT = """() => [...document.querySelectorAll(".order button, .remarks button, .bar button")].filter(one => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const hits = [[x, y], [left + 4, y], [right - 4, y], [x, top + 3], [x, bottom - 3]];
    return top < 0 || bottom > innerHeight || hits.some(at => !one.contains(document.elementFromPoint(...at)));
}).map(one => one.textContent)"""


def test_nothing_lies_over_or_under_a_control_at_any_width_and_number_of_slides(open_window, path):
    further = "".join(f'\n[[view]]\nlink = "/indikator/arbetsloshet{one}"\n' for one in APART)
    path.write_text(path.read_text(encoding="utf-8") + further, encoding="utf-8")
    page = open_window()
    for width, height in ((1440, 900), (1366, 768), (1280, 600), (1024, 620), (800, 600)):
        page.set_viewport_size({"width": width, "height": height})
        assert (width, page.evaluate(IN_SIGHT)) == (width, [])
        page.locator("#order li").last.click()
        assert (width, page.evaluate(IN_SIGHT)) == (width, [])
        shows, foot = (page.locator(one).bounding_box() for one in ("#shows-fields summary", "#remarks"))
        assert height < 768 or shows["y"] + shows["height"] <= foot["y"]  # nothing is scrolled for it
        page.locator("#order li").first.click()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.evaluate("() => document.querySelector('#editor').scrollTo(0, 500)")
    page.keyboard.press("End")
    assert page.evaluate("() => document.querySelector('#editor').scrollTop") == 0  # from the slide's picture on
    last, place = (page.locator(one).bounding_box() for one in ("#order li:last-child", "#order"))
    assert last["y"] + last["height"] <= place["y"] + place["height"] + 1
    whole = page.locator("#order .name").evaluate_all("all => all.every(one => one.scrollWidth <= one.clientWidth)")
    assert whole and len(set(names(page))) == len(kinds(path))  # of one measure, and none like another
    assert names(page)[-2:] == ["Arbetslöshet: bredvid riket", "Arbetslöshet: till december 2025"]
    leaving = page.locator("a[href]:not([href^='#'])").evaluate_all(
        "all => all.filter(one => one.target !== '_blank' || !one.textContent.includes('ny flik')).map(one => one.href)"
    )
    assert leaving == []
    unemployment(page).click()
    page.fill("#rubrik", "Högre arbetslöshet i augusti")
    page.locator("#choices").wait_for()
    page.locator("#counted", has_text="1 stoppar").wait_for()
    page.click("#shows-fields summary")
    for width, height in ((390, 844), (1280, 720), (1440, 900), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        for opened, inside in PANELS.items():
            if opened:
                page.locator(f"[data-do={opened}]:visible").first.click()
                page.locator(f"{inside}[open]").wait_for()
            assert (width, opened, covered(page, inside)) == (width, opened, [])
            sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert (width, opened, sideways) == (width, opened, 0)
            if opened:
                page.keyboard.press("Escape")
                page.locator(inside).wait_for(state="hidden")
