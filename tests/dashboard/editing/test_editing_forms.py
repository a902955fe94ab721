"""What is filled in beside the slides, in a real browser: free slides, participants' figures, and publishing."""

import io
import shutil

import pikepdf
import pytest
from pptx import Presentation

from dashboard.editing import publishing
from dashboard.editions.content import Kind
from dashboard.editions.written import Editions, Key
from loaders.ground.clock import read_day
from loaders.own import read_figures
from tests.dashboard.addresses import MEETING_DAY
from tests.dashboard.axe import wrong_for_some
from tests.dashboard.editing.window import of_unemployment, stage, unemployment, views, wait_said
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'


def test_a_free_slide_asks_for_what_it_lacks(open_window, path):
    page = open_window()
    of_unemployment(page)
    assert "Hur många personer är det?" in page.text_content("#questions") and page.locator("#try-place").is_visible()
    page.locator("#order li").first.click()
    page.click(".order [data-do=free]")
    page.fill("#fri-rubrik", "Tre nya etableringar")
    page.fill("#fri-text", "Alla till våren.")
    page.click("#free-form [type=submit]")
    page.locator("#free .form-fault", has_text="Det saknas: källa.").wait_for()
    foot = "one => [one.getBoundingClientRect().bottom, one.closest('dialog').getBoundingClientRect().bottom]"
    shown, end = page.locator("#free .form-fault").evaluate(foot)
    assert shown <= end
    page.dispatch_event("#free [type=file]", "cancel", {"bubbles": True})  # the picker was closed without a file
    assert not page.locator("#unfinished").is_visible()
    page.fill("#fri-kalla", "Källa: kommunen, november 2026")
    page.click("#free-form [type=submit]")
    wait_said(page, "Fri bild tillagd som bild 2")
    assert views(path)[1].headline == "Tre nya etableringar" and page.input_value("#rubrik") == "Tre nya etableringar"
    stage(page, ".instead").filter(has_text="Alla till våren.").wait_for()
    assert stage(page, ".foot").inner_text().startswith("Källa: kommunen, november")  # the word once
    of_measures = page.locator("#questions dt, #try-place:visible")
    assert of_measures.count() == 0 and page.text_content("#answers") == "inga svar"
    of_unemployment(page, 5)
    page.locator("#anteckningar").focus()
    text = path.read_text(encoding="utf-8")
    free = 'kind = "free"\nheadline = "Byggt"\nsource = "Regionen"\ntext = "Ett hus."\nnotes = "Nya"'
    at = text.index('kind = "view"')
    path.write_text(f"{text[:at]}{free}\n\n{text[text.index('[[view]]', at) :]}", encoding="utf-8")  # the same place
    page.locator("#rubrik:visible").wait_for()
    page.wait_for_function("() => document.querySelector('#rubrik').value === 'Byggt'")
    assert of_measures.count() == 0 and page.input_value("#anteckningar") == "Nya"


def test_alternative_text_source_and_picture_of_a_slide_that_is_there_are_changed(open_window, path, tmp_path):
    picture = tmp_path / "karta.svg"
    picture.write_text(PICTURE, encoding="utf-8")
    page, other = open_window(), open_window()
    page.click(".order [data-do=free]")
    page.set_input_files("#fri-bild", picture)
    page.locator("#fri-prov[src]").wait_for()
    button = page.locator("#free-form [type=submit]").bounding_box()
    assert button["y"] + button["height"] < 900  # in sight, though the picture has made the form longer
    for field, text in {"rubrik": "En ny karta", "alt": "En karta.", "kalla": "Källa: kommunen"}.items():
        page.fill(f"#fri-{field}", text)
    page.click("#free-form [type=submit]")
    wait_said(page, "Fri bild tillagd som bild 2")
    page.fill("#bild-alt", "En karta med tre orter som har fått fiber.")
    page.fill("#bild-kalla", "Källa: regionen, november 2026")
    page.locator("#rubrik").focus()
    shown = stage(page, ".instead img[alt='En karta med tre orter som har fått fiber.']")
    shown.wait_for()
    stage(page, ".foot").filter(has_text="Källa: regionen, november 2026").wait_for()
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
    page.locator("#own .form-fault", has_text="Det saknas: period och organisation eller roll.").wait_for()
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


def test_publishing_draws_the_charts_and_is_added_to_and_corrected(open_window, settings, context, path, monkeypatch):
    page = open_window()
    headline = unemployment(page).locator(".line").text_content()
    page.click("[data-do=publish]")
    page.locator("#publish-told", has_text="Inget stoppar.").wait_for()
    assert page.text_content("#badge") == "utkast, inte publicerat"
    page.check("#with-notes")
    page.click("#publish-now")
    page.locator("#publish-told a").wait_for()
    notes = settings.reports_dir / f"{MEETING_DAY}-anteckningar.txt"
    told = f"Utgåva 1 är publicerad. Anteckningar, bara för talaren: {notes}. Visa den (ny flik)"
    assert page.text_content("#publish-told") == told and "Bild 1" in notes.read_text(encoding="utf-8")
    page.locator("#badge", has_text="utgåva 1 publicerad").filter(has_text="inget ändrat sedan").wait_for()
    draft = page
    with draft.expect_popup() as tab:
        draft.click("#publish-told a")
    page = tab.value
    page.locator(".chart .main-svg").first.wait_for(state="attached")
    offered = page.locator(".files a").evaluate_all("all => all.map(one => one.href.split('/').pop())")

    page.close()
    assert draft.locator("#publishing").is_visible()  # where it was

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
    again.locator("#editions a", has_text="Utgåva 1, inför mötet, 27 november 2026").wait_for()
    again.click("#publish-now")
    again.locator("#publish-told", has_text="har inga nya frågor, svar, länkar eller bilagor.").wait_for()
    again.keyboard.press("Escape")
    linked = path.read_text(encoding="utf-8") + '\n[[lank]]\ntitle = "Protokoll"\naddress = "https://example.se/p"\n'
    path.write_text(linked, encoding="utf-8")
    again.locator("#badge", has_text="ändrat sedan utgåva 1, publicerad").wait_for()
    again.click("[data-do=publish]")
    again.click("#publish-now")
    again.locator("#publish-told", has_text="Utgåva 2, tillägg, är publicerad.").wait_for()
    again.locator("#badge", has_text="utgåva 2 publicerad").filter(has_text="inget ändrat sedan").wait_for()
    again.keyboard.press("Escape")
    again.click("[data-do=publish]")
    again.get_by_label("Rättelse").check()
    again.click("#publish-now")
    again.locator("#correction-fault", has_text="Skriv vad som var fel, och vems felet var.").wait_for()
    assert wrong_for_some(again) == []
    monkeypatch.setattr(publishing.svg, "has_browser", lambda: False)  # what needs drawing was drawn above
    again.fill("#correction-note", "Länken var fel, vårt fel.")
    again.click("#publish-now")
    again.locator("#publish-told", has_text="Utgåva 3, rättelse, är publicerad.").wait_for()
    added, corrected = (editions.edition(Key(key.day, number)) for number in (2, 3))
    assert (added.kind, [one.title for one in added.links]) == (Kind.ADDITION, ["Protokoll"])
    assert (corrected.kind, corrected.note) == (Kind.CORRECTION, "Länken var fel, vårt fel.")
    assert editions.edition(Key(key.day, 1)).links == ()
    shutil.rmtree(settings.editions_dir)  # the other tests' meeting is a draft
