"""A published meeting stays what it was, whatever is fetched, added, corrected or lost."""

import html
import io
import re
import shutil
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from rich.console import Console

from dashboard.commands.store_commands import print_verified
from dashboard.editions.content import Kind
from dashboard.meetings.file import load_meeting
from dashboard.publishing.publish import NotPublished, add_to, correct, publish
from dashboard.publishing.unchanged import FINGERPRINT, published_sv
from dashboard.web.app import create_app
from loaders.ground.errors import UsageError
from loaders.settings import Settings
from tests.editions.fixture import DAY, MEETING, MOMENT, TODAY, made_meeting, material_of, publish_without_drawings
from tests.publishing.site import LATER, SVG, Site, draw, main_of, published, revise

SECRET = "HEMLIG"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Site:
    """A published meeting that no test changes."""
    return published(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def site(kept, tmp_path) -> Site:
    """One of the test's own."""
    return kept.copied(tmp_path)


def test_page_and_files_keep_their_bytes_after_a_fetch_an_edit_and_without_a_store(site):
    body, files = site.body(), site.written()
    revise(site.settings)
    path = site.settings.meetings_dir / f"{DAY}.toml"
    path.write_text(MEETING.replace("DEMODATA: fler bor i länet", "DEMODATA: annat"), encoding="utf-8")
    assert (site.body(), site.written()) == (body, files)
    path.write_text("inget möte [[", encoding="utf-8")
    assert site.body() == body
    shutil.rmtree(site.settings.store_dir)
    shutil.rmtree(site.settings.meetings_dir)
    assert (site.body(), site.written()) == (body, files)
    for name in ("figurer/slide.json", "figurer/phone.json", "platser.json", f"fil/mote-{DAY}-utgava-1.pdf"):
        answer = site.client.get(f"/mote/{DAY}/1/{name}")
        assert answer.status_code == 200
        stored = name.replace("figurer/", "figurer-").removeprefix("fil/")
        assert answer.data == (site.settings.editions_dir / DAY / "1" / stored).read_bytes()
    assert "Revideringar har inte kunnat kontrolleras sedan 27 november 2026." in site.client.get(f"/mote/{DAY}").text


def test_the_mailbox_of_the_file_stands_around_an_edition_and_in_no_file_of_it(site):
    path, before = site.settings.meetings_dir / f"{DAY}.toml", site.written()
    said = main_of(site.client.get(f"/mote/{DAY}").text)
    for mailbox in ("naringsliv@example.se", "dialog@example.se"):
        path.write_text(MEETING.replace("statistik@region.example.se", mailbox), encoding="utf-8")
        page = site.client.get(f"/mote/{DAY}").text
        assert f'<a href="mailto:{mailbox}">{mailbox}</a>' in page and mailbox not in main_of(page)
    assert main_of(page) == said and site.written() == before


def test_an_addition_changes_no_figure(site):
    path = site.settings.meetings_dir / f"{DAY}.toml"
    material = material_of(site.settings)
    before = site.written()
    with pytest.raises(UsageError, match="no new question"):
        add_to(load_meeting(path, TODAY), material, site.settings.editions_dir, LATER)
    text = path.read_text(encoding="utf-8").replace('title = "Påhittad prognos ur chatten"', 'title = "Prognosen"')
    path.write_text(text, encoding="utf-8")
    add_to(load_meeting(path, TODAY), material, site.settings.editions_dir, LATER)
    first, second = (site.editions.edition(site.editions.key(DAY, str(n))) for n in (1, 2))
    assert second.kind is Kind.ADDITION and second.links[0].title == "Prognosen"
    assert second.slides == first.slides and second.summary == first.summary and second.known_by == first.known_by
    assert {name: value for name, value in site.written().items() if "/1/" in name} == before


def test_an_attachment_may_be_called_anything_and_takes_no_other_files_place(site):
    folder = site.settings.meetings_dir
    names = ["Minnesanteckningar & svar 30 nov.pdf", f"mote-{DAY}-utgava-2.xlsx", "åäö #1.txt"]
    told = "".join(f'\n[[bilaga]]\ntitle = "Bilaga {n}"\nfile = "{name}"\n' for n, name in enumerate(names))
    for name in names:
        (folder / name).write_bytes(f"innehåll i {name}".encode())
    path = folder / f"{DAY}.toml"
    path.write_text(path.read_text(encoding="utf-8") + told, encoding="utf-8")
    add_to(load_meeting(path, TODAY), material_of(site.settings), site.settings.editions_dir, LATER)
    links = re.findall(r'href="([^"]*bilaga-[^"]*)"', site.body())
    assert len(links) == len(names)
    for name, link in zip(names, links, strict=True):
        answer = site.client.get(html.unescape(link))
        assert (answer.status_code, answer.data) == (200, f"innehåll i {name}".encode())
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert (site.settings.editions_dir / DAY / "2" / names[1]).read_bytes()[:2] == b"PK", "the edition's own workbook"


def test_a_correction_names_what_was_wrong_and_leaves_the_first_edition_as_it_was(site):
    before = site.written()
    revise(site.settings)
    path, material = site.settings.meetings_dir / f"{DAY}.toml", material_of(site.settings)
    note = "Folkmängden var fel inläst av oss."
    correct(path, material, site.settings.editions_dir, LATER, note=note, known_now=True, draw=draw)
    second = site.newest()
    assert (second.number, second.kind, second.note) == (2, Kind.CORRECTION, note)
    wrong = {(one.what_sv.partition(",")[0], one.wrong, one.right) for one in second.corrected}
    assert ("Folkmängd", "132 800", "132 750") in {
        (a, b.replace("\xa0", " "), c.replace("\xa0", " ")) for a, b, c in wrong
    }
    assert {name: value for name, value in site.written().items() if "/1/" in name} == before
    assert note in site.body() and note not in site.body("/1")
    old = site.client.get(f"/mote/{DAY}/1").text
    assert "Ersatt av utgåva 2, 20 januari 2027." in old and "Ersatt" not in main_of(old)


def test_a_correction_shows_the_figures_of_then_where_nothing_else_is_said(site):
    revise(site.settings)
    path, material = site.settings.meetings_dir / f"{DAY}.toml", material_of(site.settings)
    correct(path, material, site.settings.editions_dir, LATER, note="Ett skrivfel i orden.", draw=draw)
    second = site.newest()
    assert [(one.what_sv, one.why_sv) for one in second.corrected] == [("Annat än siffror", "Ett skrivfel i orden.")]
    assert second.known_by == TODAY
    assert second.summary == site.editions.edition(site.editions.key(DAY, "1")).summary
    draft = path.read_text(encoding="utf-8")
    wrong = '[[view]]\nlink = "/indikator/folkmangd"\nheadline = "Lägre folkmängd i länet"\n'
    path.write_text(f"{draft}\n{wrong}", encoding="utf-8")
    with pytest.raises(NotPublished, match="Rubriken säger"):  # a correction says no new fault
        correct(path, material, site.settings.editions_dir, LATER, note="En ny bild.", draw=draw)
    assert site.newest() == second


def test_what_is_written_to_a_draft_while_its_edition_is_drawn_is_told_as_changed_since(site):
    path, day = site.settings.meetings_dir / f"{DAY}.toml", date.fromisoformat(DAY)
    later = MEETING.replace("Länet jämförs med riket.", "Riket jämförs med länet.")

    def drawn(figures):
        path.write_text(later, encoding="utf-8")
        return draw(figures)

    correct(path, material_of(site.settings), site.settings.editions_dir, LATER, note="Ett skrivfel.", draw=drawn)
    assert "Länet jämförs med riket." in site.body() and later != MEETING
    told = {text: published_sv(text, day, site.editions, LATER.date()) for text in (MEETING, later)}
    assert told == {
        MEETING: "utgåva 2 publicerad 08.00, inget ändrat sedan",
        later: "ändrat sedan utgåva 2, publicerad 08.00",
    }


def test_what_windows_ask_again_and_again_is_read_once_and_a_damage_is_not_remembered(site):
    day, editions = date.fromisoformat(DAY), site.editions
    path = editions.path(editions.newest(day)) / FINGERPRINT
    whole = path.read_bytes()

    def told(kept: bytes) -> str:
        path.write_bytes(kept)
        return published_sv(MEETING, day, editions, TODAY)

    assert told(whole[::-1]) == f"Utgåva 1 av mötet {DAY} är skadad. Säg till den som sköter Länspuls."
    assert told(whole) == "utgåva 1 publicerad 13.00, inget ändrat sedan"
    assert told(whole[::-1]) == "utgåva 1 publicerad 13.00, inget ändrat sedan"  # not read again
    assert published_sv(MEETING, day, editions, LATER.date()).startswith("Utgåva 1 av mötet")  # another day


def test_nothing_secret_is_in_any_file_or_answer(kept):
    assert SECRET in MEETING
    for path in kept.settings.editions_dir.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path
    client = kept.client
    known = {"day": DAY, "number": "1", "size": "slide", "name": f"mote-{DAY}-utgava-1.pdf", "slug": "arbetsloshet"}
    for rule in create_app(kept.settings).server.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        address = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: known.get(found[1], "23"), rule.rule)
        for query in ("", "?vy=talare", f"?q={SECRET}", f"?adress=/mote/{DAY}"):
            body = client.get(address + query).data.replace(f"q={SECRET}".encode(), b"")
            if "sok" not in address and "forslag" not in address:
                assert SECRET.encode() not in body, address + query
    assert b"Inget" in client.get(f"/sok?q={SECRET}").data or SECRET.encode() not in client.get("/sok?q=fraga").data


def test_a_draft_has_no_page_no_figures_and_no_place_in_the_list(kept, tmp_path):
    settings = made_meeting(tmp_path)
    client = create_app(settings).server.test_client()
    for part in ("", "?vy=talare", "/figurer/slide.json", "/platser.json", "/1", "/1/platser.json"):
        assert client.get(f"/mote/{DAY}{part}").status_code == 404
    assert client.post(f"/mote/{DAY}/pdf", json={}).status_code == 404
    assert DAY not in client.get("/moten").text
    assert f"/mote/{DAY}" in kept.client.get("/moten").text


def test_where_it_was_published_without_a_browser_the_pictures_of_a_visitor_become_its_document(tmp_path):
    settings = made_meeting(tmp_path)
    publish_without_drawings(settings, DAY)
    client = create_app(settings).server.test_client()
    assert 'data-do="pdf"' in client.get(f"/mote/{DAY}").text
    given = client.get(f"/mote/{DAY}/1/figurer/paper.json").json
    sent = {"schema": given["schema"], "version": given["version"]}
    sent["svg"] = [figure and SVG for figure in given["figures"]]
    answer = client.post(f"/mote/{DAY}/1/pdf", json=sent)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf") and answer.data.startswith(b"%PDF-")
    refused = client.post(f"/mote/{DAY}/1/pdf", json=sent | {"version": "gammal"})
    assert refused.status_code == 422 and "Siffrorna har ändrats" in refused.json["message"]


@pytest.mark.parametrize("public_url", ["", "https://lanspuls.example.se"])
def test_the_list_of_meetings_is_subscribed_to_as_a_feed_and_as_a_calendar(site, public_url):
    path = site.settings.meetings_dir / f"{DAY}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("ur chatten", "ur länken"), encoding="utf-8")
    add_to(load_meeting(path, TODAY), material_of(site.settings), site.settings.editions_dir, LATER)
    (path.parent / "2099-01-25.toml").write_text("schema = 1\n", encoding="utf-8")
    client = create_app(Settings(data=site.settings.data, public_url=public_url)).server.test_client()
    listed = client.get("/moten").text
    answers = {name: client.get(f"/moten/{name}") for name in ("flode.xml", "kalender.ics")}
    for name, answer in answers.items():
        assert f'href="{public_url}/moten/{name}"' in listed.partition("<body")[0], "in the page's head"
        assert f'<a href="/moten/{name}">' in listed and (f"<code>{public_url}/moten/{name}" in listed) == bool(
            public_url
        )
        again = client.get(f"/moten/{name}", headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"") and "localhost" not in answer.text

    entries = ElementTree.fromstring(answers["flode.xml"].data).findall(f"{ATOM}entry")
    assert [(one.findtext(f"{ATOM}title"), one.find(f"{ATOM}link").get("href")) for one in entries] == [
        ("Regional näringslivsdialog 30 november 2026, utgåva 2: tillägg", f"{public_url}/mote/{DAY}/2"),
        ("Regional näringslivsdialog 30 november 2026", f"{public_url}/mote/{DAY}/1"),
    ]
    assert all("DEMODATA" in one.findtext(f"{ATOM}summary") for one in entries)

    events = {str(one["uid"]): one for one in Calendar.from_ical(answers["kalender.ics"].data).walk("VEVENT")}
    held, planned = events[f"mote-{DAY}@lanspuls"], events["mote-2099-01-25@lanspuls"]
    assert held["dtstart"].dt == datetime(2026, 11, 30, 12, 0, tzinfo=UTC), "13.00 in Sweden"
    assert held["dtend"].dt == datetime(2026, 11, 30, 13, 0, tzinfo=UTC)
    assert (str(held["summary"]), str(held["location"])) == ("Regional näringslivsdialog", "Östersund och digitalt")
    assert str(held.get("url", "")) == (f"{public_url}/mote/{DAY}" if public_url else "")
    assert planned["dtstart"].dt == date(2099, 1, 25) and "url" not in planned and "location" not in planned


def test_what_was_said_at_a_meeting_is_found_but_not_what_nobody_approved(kept):
    """A question with its answer, the analyst's words and a free slide's text; the headlines were found before."""
    for words in ("Norge", "jämförs", "databasen"):
        assert f'href="/mote/{DAY}"' in kept.client.get(f"/sok?q={words}").text, words
    assert f'href="/mote/{DAY}"' not in kept.client.get("/sok?q=godkänt").text


def test_nothing_is_written_where_a_form_is_wrong_or_notes_would_be_told(site):
    path, material = site.settings.meetings_dir / f"{DAY}.toml", material_of(site.settings)
    told = path.read_text(encoding="utf-8").replace(
        'notes = "HEMLIG anteckning om arbetslösheten"', 'notes = "Varje månad har något som inte finns i databasen."'
    )
    path.write_text(told, encoding="utf-8")
    before = site.written()
    with pytest.raises(NotPublished, match="anteckningarna"):
        publish(load_meeting(path, TODAY), material, site.settings.editions_dir, MOMENT + timedelta(days=1), draw=draw)
    assert site.written() == before


def test_damage_is_told_and_no_other_bytes_are_sent(site):
    target = site.settings.editions_dir / DAY / "1" / "sida.html"
    target.write_bytes(target.read_bytes().replace(b"Folkm", b"Folkn"))
    answer = site.client.get(f"/mote/{DAY}")
    assert answer.status_code == 503 and "är skadad" in answer.text and "Folkn" not in answer.text
    assert [str(one) for one in site.editions.damages()] != []
    printed = io.StringIO()
    assert not print_verified(site.settings, Console(file=printed, width=200))
    assert "sida.html" in printed.getvalue() and "säkerhetskopia" in printed.getvalue()
    (site.settings.editions_dir / DAY / "1" / "manifest.json").unlink()
    assert site.client.get(f"/mote/{DAY}").status_code == 503
    assert site.client.get("/moten").status_code == 200
