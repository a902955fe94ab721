"""Everything that a meeting file can say is said in ``lanspuls edit``: a key that is added later asks for a control."""

import tomllib
from collections.abc import Mapping

import pytest

from dashboard.meetings.file import MEETING_KEYS, load_meeting
from dashboard.meetings.file_details import TABLES
from dashboard.meetings.slides import ANY_KEYS, all_kinds
from tests.dashboard.addresses import MEETING_DAY
from tests.dashboard.axe import wrong_for_some
from tests.dashboard.editing.window import wait_said
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

BEFORE = f"""# för hand
schema = 1
date = {MEETING_DAY}
title = "Prov"          # ska bytas
place = "Umeå"
county = "24"

[[view]]
link = "/indikator/folkmangd"
"""
NOBODYS = {
    "schema": "the version of the file's form, which Länspuls itself writes",
    "date": "the name of the file; a meeting of another day is another file, begun by `lanspuls meeting new`",
}
"""Keys that no person writes in edit, each with the reason."""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
ADDRESS = "https://example.se/protokoll"


def known() -> set[str]:
    """Every key: of the meeting, of its tables, of every slide, and of each kind of slides."""
    of_tables = {f"{table}.{key}" for table, keys in TABLES.items() for key in keys}
    of_kinds = {f"{kind.word}.{key}" for kind in all_kinds().values() for key in kind.keys}
    own = set(MEETING_KEYS) - {"view", *TABLES}
    return own | of_tables | of_kinds | {f"slide.{key}" for key in ANY_KEYS} | {f"kind {word}" for word in all_kinds()}


def said(text: str) -> dict[str, list[object]]:
    """What a file says, by the same names."""
    found: dict[str, list[object]] = {}
    for key, value in tomllib.loads(text).items():
        if key not in ("view", *TABLES):
            found[key] = [value]
            continue
        for table in value:
            kind = table.get("kind", "view")
            names = {f"slide.{one}" if one in ANY_KEYS else f"{kind}.{one}": value for one, value in table.items()}
            parts: Mapping[str, object] = {f"{key}.{one}": value for one, value in table.items()}
            for name, one in (names | {f"kind {kind}": kind} if key == "view" else parts).items():
                found.setdefault(name, []).append(one)
    return found


def test_every_key_of_the_file_is_set_by_a_control_and_what_was_written_by_hand_stays(open_window, path, tmp_path):
    path.write_text(BEFORE, encoding="utf-8")
    page = open_window()
    about = page.locator("#about")

    def row(part):
        return about.locator(f"[data-part={part}] li").first

    def fills(field, text, saved):
        field.fill(text)
        field.blur()
        wait_until(lambda: saved(load_meeting(path)), text)

    def at_top(key):
        return about.locator(f":not(li) > .fields [data-says={key}]")

    page.locator("#order li").first.focus()
    page.keyboard.press("m")
    assert page.evaluate("document.activeElement.dataset.says") == "title"
    fills(at_top("title"), "Näringslivsdialog", lambda one: one.title == "Näringslivsdialog")
    fills(at_top("place"), "Teams", lambda one: one.place == "Teams")
    fills(at_top("start"), "13.00", lambda one: one.start is not None)
    at_top("end").fill("12.00")
    at_top("end").blur()
    beside = about.locator(".says", has=page.locator("[data-says=end]")).locator(".field-fault")
    beside.filter(has_text="Mötet slutar innan det börjar. Slutet ska vara efter 13.00.").wait_for()
    assert at_top("end").get_attribute("aria-invalid") == "true"
    assert at_top("end").get_attribute("aria-describedby") == beside.get_attribute("id")
    assert wrong_for_some(page) == []
    fills(at_top("start"), "11", lambda one: one.end is not None)  # what was refused is right by now
    about.locator(".says:has([data-says=end]) .field-fault:empty").wait_for(state="attached")
    assert at_top("end").input_value() == "12.00"
    at_top("held").select_option("hybrid")
    fills(at_top("mailbox"), "naringsliv@example.se", lambda one: one.mailbox)
    fills(at_top("deep_dive"), "Gästnäringen", lambda one: one.deep_dive == "Gästnäringen")
    assert about.locator("#next-told").text_content() == "inte bestämt"
    fills(at_top("next"), "2026-12-14", lambda one: one.next_day)
    fills(at_top("next_start"), "10:00", lambda one: one.next_start)
    fills(at_top("next_place"), "Åre", lambda one: one.next_place == "Åre")
    about.locator("#next-told", has_text="14 december 2026 kl. 10.00, Åre").wait_for()
    at_top("county").select_option("23")
    fills(at_top("as_of"), "2026-11-27", lambda one: one.as_of and one.county == "23")
    about.get_by_label("De som gränsar till länet").uncheck()
    about.get_by_label("Norrbottens län", exact=True).check()
    wait_until(lambda: "25" in load_meeting(path).neighbours, "a neighbour is saved")

    for title in ("Minnesanteckningar", "Chatten"):
        new = about.locator("[data-part=lank] form")
        new.locator("[name=title]").fill(title)
        if title == "Chatten":
            new.locator("button").click()
            new.locator(".form-fault", has_text="Skriv adressen, som börjar med https://.").wait_for()
        new.locator("[name=address]").fill(f"{ADDRESS}/{title}")
        new.locator("button").click()
        wait_said(page, f"Länken ”{title}” tillagd")
    page.get_by_label("Flytta upp länken Chatten").click()
    wait_said(page, "Länken flyttad till plats 1")
    assert [one.title for one in load_meeting(path).links] == ["Chatten", "Minnesanteckningar"]
    fills(row("lank").locator("[data-says=address]"), ADDRESS, lambda one: one.links[0].address == ADDRESS)

    new = about.locator("[data-part=bilaga] form")
    new.locator("[name=file]").set_input_files(
        {"name": "Gästens bilder.PDF", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 otaggad"}
    )
    assert new.locator("[name=title]").input_value() == "Gästens bilder"  # as the file, where nobody has named it
    new.locator("button").click()
    remark = row("bilaga").locator("[data-remark]", has_text="är ingen taggad PDF och kan inte läsas med skärmläsare.")
    remark.wait_for()
    assert load_meeting(path).attachments[0].file == f"{MEETING_DAY}-gastens-bilder.pdf"
    row("bilaga").locator("[data-says=file]").set_input_files(
        {"name": "x.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}
    )
    row("bilaga").locator(".field-fault", has_text="Filer som slutar på ”.exe” kan inte bifogas.").wait_for()

    new = about.locator("[data-part=fraga] form")
    new.locator("[name=text]").fill("Hur många är under 25 år?")
    new.locator("button").click()
    wait_said(page, "inte godkänd än")
    fills(row("fraga").locator("[data-says=slide]"), "1", lambda one: one.questions[0].slide == 1)
    fills(row("fraga").locator("[data-says=place]"), "Åre kommun", lambda one: one.questions[0].place == "2321")
    fills(row("fraga").locator("[data-says=answer]"), "Tolv.", lambda one: one.questions[0].answer == "Tolv.")
    row("fraga").locator("[data-says=approved]").check()
    wait_until(lambda: load_meeting(path).questions[0].approved, "the question is approved")
    assert wrong_for_some(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert about.evaluate("box => box.scrollWidth <= box.clientWidth")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.keyboard.press("Escape")

    page.fill("#rubrik", "Lägre folkmängd i länet")
    page.locator("#choices").wait_for()
    page.click("[data-do=keep]")
    page.locator("#check .lead", has_text="behållen").wait_for()
    fills(page.locator("#ord"), "Ord", lambda one: one.views[0].words == "Ord")
    fills(page.locator("#anteckningar"), "Säg långsamt.", lambda one: one.views[0].notes)
    page.click("[data-do=longer]")
    page.uncheck("#kort")
    page.check("#forberedd")
    wait_until(lambda: load_meeting(path).views[0].prepared, "it is only prepared")
    page.click("#shows-fields summary")
    page.fill("#bild-adresser", "/indikator/finns-inte")
    page.locator("#bild-adresser").blur()
    page.locator("#fault-bild-adresser:not(:empty)").wait_for()
    fills(
        page.locator("#bild-adresser"),
        "/indikator/arbetsloshet",
        lambda one: one.views[0].selections[0].indicator == "unemployment_rate",
    )
    fills(page.locator("#bild-ruta"), "/indikator/folkmangd", lambda one: one.views[0].content.beside)
    page.click(".order [data-do=add]")
    page.click("[data-do=add-summary]")
    wait_said(page, "Sammanfattning tillagd som bild 2")
    page.click("[data-do=add-outlook]")
    wait_said(page, "Utsikter tillagd som bild 3")
    page.fill("#sok", "/indikator/sysselsatta")
    page.locator("#hit-count", has_text="1 vy av").wait_for()
    page.keyboard.press("Enter")
    wait_said(page, "Bild 4 tillagd")
    page.click("#add-into")
    wait_said(page, "Sysselsatta visas på bild 4")
    assert page.locator("#add-into").is_hidden()  # two is what fits
    page.keyboard.press("Escape")
    fills(
        page.locator("#bild-adresser"),
        "/indikator/sysselsatta\n/indikator/arbetsloshet",
        lambda one: len(one.views[3].selections) == 2,
    )
    picture = tmp_path / "karta.svg"
    picture.write_text(PICTURE, encoding="utf-8")
    page.click(".order [data-do=free]")
    page.set_input_files("#fri-bild", picture)
    for field, text in {
        "rubrik": "Karta",
        "alt": "En karta.",
        "text": "Text",
        "kalla": "Källa",
        "tabell": "a|b",
    }.items():
        page.fill(f"#fri-{field}", text)
    page.click("#free-form [type=submit]")
    wait_said(page, "Fri bild tillagd")

    text = path.read_text(encoding="utf-8")
    before, after = said(BEFORE), said(text)
    set_here = {key for key, values in after.items() if values != before.get(key)}
    assert known() - set_here - {"kind view"} == set(NOBODYS)
    assert after["view.links"] and "kind view" in after  # which a slide is that says no kind
    assert text.startswith("# för hand\nschema = 1\n") and 'title = "Näringslivsdialog"          # ska bytas\n' in text
    page.click(".bar [data-do=undo]")
    wait_said(page, "Ångrat")
    assert "free.picture" not in said(path.read_text(encoding="utf-8"))
