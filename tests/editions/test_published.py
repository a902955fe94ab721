"""A published meeting stays what it was, whatever is fetched, corrected or lost; what has happened since is told."""

import hashlib
import html
import io
import re
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from rich.console import Console
from werkzeug.test import Client

from dashboard.commands.store_commands import print_verified
from dashboard.data.series import Data
from dashboard.editions.content import Edition, Kind
from dashboard.editions.written import BODY, Editions
from dashboard.meetings.file import load_meeting
from dashboard.publishing.composing import used_by
from dashboard.publishing.publish import NotPublished, add_to, correct, publish
from dashboard.publishing.ruling import rules_of
from dashboard.publishing.since import _again, changed_cells, once, since
from dashboard.publishing.unchanged import FINGERPRINT, published_sv
from dashboard.views.selection import Selection
from dashboard.web.app import create_app
from dashboard.words import Compared, Word
from dashboard.words.judging import kept as rules
from dashboard.words.judging.judge import judge
from dashboard.words.judging.thresholds import judged_by
from loaders.ground.errors import UsageError
from loaders.settings import Settings
from loaders.store import Store
from tests.dashboard.made import add_revision
from tests.editions.fixture import DAY, MEETING, MOMENT, TODAY, made_meeting, material_of, publish_without_drawings

SECRET = "HEMLIG"
LATER = datetime(2027, 1, 20, 7, 0, tzinfo=UTC)
PLACE, MONTH = "23", "2026-08"
ATOM = "{http://www.w3.org/2005/Atom}"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'


def draw(figures):
    """A picture of each figure, as quick as can be."""
    return [SVG for _ in figures]


@dataclass(frozen=True)
class Site:
    """A folder with a published meeting, and the pages over it as visitors have them."""

    settings: Settings

    @property
    def client(self) -> Client:
        return create_app(self.settings).server.test_client()

    @property
    def editions(self) -> Editions:
        return Editions(self.settings.editions_dir)

    def newest(self) -> Edition:
        return self.editions.edition(self.editions.newest(date.fromisoformat(DAY)))

    def written(self) -> dict[str, str]:
        """Every file of every edition with the hash of its bytes."""
        return {
            str(path.relative_to(self.settings.editions_dir)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.settings.editions_dir.rglob("*"))
            if path.is_file()
        }

    def body(self, number: str = "") -> str:
        answer = self.client.get(f"/mote/{DAY}{number}")
        assert answer.status_code == 200
        key = self.editions.key(DAY, number.strip("/"))
        body = main_of(answer.text)
        assert body == self.editions.read(key, BODY).decode().strip()
        return body


def main_of(text: str) -> str:
    """What stands in <main>, which is the edition's own."""
    found = re.search(r"<main.*</main>", text, re.DOTALL)
    assert found is not None
    return found[0]


def published(folder: Path) -> Site:
    """The fixture's meeting, published."""
    settings = made_meeting(folder)
    material = material_of(settings)
    meeting = load_meeting(settings.meetings_dir / f"{DAY}.toml", TODAY)
    publish(meeting, material, settings.editions_dir, MOMENT, draw=draw)
    return Site(settings)


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Site:
    """A published meeting that no test changes."""
    return published(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def site(kept, tmp_path) -> Site:
    """One of the test's own."""
    shutil.copytree(kept.settings.data, tmp_path / "data")
    return Site(Settings(data=tmp_path / "data", public_url=kept.settings.public_url))


def revise(settings: Settings) -> dict[tuple[str, str], tuple[str, str]]:
    """Revise two cells that the meeting shows; (measure, place) → the number as it was shown and as it is now."""
    store = Store(settings.store_dir)
    add_revision(store, "population", {(PLACE, MONTH): 132_750}, at=LATER)
    add_revision(store, "unemployment_rate", {("2321", MONTH): 9.9}, at=LATER)
    return {("Folkmängd", "Jämtlands län"): ("132 800", "132 750"), ("Arbetslöshet", "Åre"): ("", "9,9")}


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


def test_what_has_happened_since_names_exactly_the_revised_cells(site):
    edition = site.newest()
    nothing = since(edition, material_of(site.settings).data)
    assert nothing.rows == () and nothing.not_checked == ()
    assert nothing.told.startswith("Sedan publiceringen har ingen av ") and nothing.count > 40
    now = revise(site.settings)
    found = since(edition, material_of(site.settings).data)
    told = {(row.what_sv, row.before, row.now) for row in found.rows}
    assert len(found.rows) == len(now)
    population = next(row for row in found.rows if row.what_sv.startswith("Folkmängd"))
    assert "Jämtlands län" in population.what_sv and "augusti 2026" in population.what_sv
    assert (population.before.replace("\xa0", " "), population.now.replace("\xa0", " ")) == ("132 800", "132 750")
    jobless = next(row for row in found.rows if row.what_sv.startswith("Arbetslöshet"))
    assert "Åre" in jobless.what_sv and "augusti 2026" in jobless.what_sv and jobless.now == "9,9", told
    after = Data(Store(site.settings.store_dir), today=lambda: date(2027, 1, 21))
    assert since(edition, after).told.startswith("Sedan mötet har 2 av ")
    assert f"har 2 av {found.count:,}".replace(",", " ") in found.told.replace("\xa0", " ")
    page = site.client.get(f"/mote/{DAY}").text
    assert "132 750" in page.replace("\xa0", " ") and "132 750" not in main_of(page).replace("\xa0", " ")


def test_a_changed_conclusion_comes_first_and_is_said(site):
    add_revision(Store(site.settings.store_dir), "unemployment_rate", {(PLACE, MONTH): 5.9}, at=LATER)
    found = since(site.newest(), material_of(site.settings).data)
    assert found.rows[0].conclusion_sv == "ändrad" and not found.rows[0].stands
    assert found.told.endswith("har ändrats.") and "ingen slutsats" not in found.told


def test_changed_conclusions_of_one_measure_for_two_places_are_two(site):
    edition = site.newest()
    used = next(used for _, used in edition.used if used.indicator == "unemployment_rate" and used.place == PLACE)
    other = used_by(Selection(indicator="unemployment_rate", region="2321"), material_of(site.settings))
    only = replace(edition, slides=(replace(edition.slides[0], used=(used, other)),))
    changed = {(PLACE, MONTH): 5.9, ("2321", MONTH): 9.9}
    add_revision(Store(site.settings.store_dir), "unemployment_rate", changed, at=LATER)
    assert since(only, material_of(site.settings).data).told.endswith("; två slutsatser har ändrats.")


def test_what_comes_for_the_first_time_is_no_revision(site):
    """A cell that was not published has no number to revise; one that was hidden and is told now has changed."""
    used, slides = next(iter(once(site.newest())))
    lacking = tuple((None, *row[1:]) for row in used.values)
    for was, told in (("not_published", []), ("suppressed", ["sekretess"] * len(lacking))):
        then = replace(used, values=lacking, status=tuple((was, *row[1:]) for row in used.status))
        assert [one.before for one in changed_cells(then, used, slides)] == told


def test_what_has_come_since_is_judged_by_the_limits_of_then(site):
    """From 3,1 to 2,8 is *något lägre*; by limits of half a point it was *i stort sett oförändrad*, and still is."""
    edition = site.newest()
    wide = tuple(replace(rule, slight="0.5", plain="0.8") if rule.kind == "rate" else rule for rule in edition.rules)
    used = next(used for _, used in edition.used if used.indicator == "unemployment_rate" and used.place == PLACE)
    assert used.said.word == "slight"
    data = material_of(site.settings).data
    assert _again(used, data, is_by_today=True).said.word == "slight"
    with judged_by(rules_of(replace(edition, rules=wide))):
        assert _again(used, data, is_by_today=False).said.word == "unchanged"
    assert since(edition, data).rows == ()


def test_a_rule_changed_today_leaves_the_verdict_of_an_edition_of_yesterday(site, monkeypatch):
    """Today nothing is said of a change of fewer than a thousand times the usual, and *klart* of all else."""

    def judge_otherwise(facts):
        claim = judge(facts)
        return replace(claim, word=Word.CLEAR) if isinstance(claim, Compared) else claim

    edition, data = site.newest(), material_of(site.settings).data
    assert edition.rules_version == rules.NEWEST == 1
    add_revision(Store(site.settings.store_dir), "unemployment_rate", {(PLACE, MONTH): 2.7}, at=LATER)
    before = since(edition, data)
    assert [(row.conclusion_sv, row.stands) for row in before.rows] == [("står sig", True)]
    otherwise = rules.Rules(judge_otherwise, replace(rules.VERSIONS[1].tests, rare_below=10_000, z=1960.0))
    monkeypatch.setattr(rules, "VERSIONS", {**rules.VERSIONS, 2: otherwise})
    monkeypatch.setattr(rules, "NEWEST", 2)
    assert since(edition, data) == before
    by_todays = since(replace(edition, rules_version=2), data)
    assert [(row.conclusion_sv, row.stands) for row in by_todays.rows] == [("ändrad", False)]
    of_tomorrow = since(replace(edition, rules_version=3), data)
    assert of_tomorrow.told == "Revideringar har inte kunnat kontrolleras sedan 27 november 2026."


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
