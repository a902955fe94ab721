"""Kalender, Data och källor, Tillgänglighet, and what calendars and readers of feeds subscribe to."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from dashboard.data.coming import Ahead, ahead
from dashboard.data.meeting_days import NextMeeting
from dashboard.data.series import Data
from dashboard.pages.provenance._checked import CHECKS
from dashboard.pages.provenance._timeline import timeline
from dashboard.pages.provenance.calendar import headline
from dashboard.web.app import create_app
from loaders import catalogue
from loaders.ground import clock
from loaders.settings import Settings
from loaders.store import Store
from tests.dashboard.addresses import MEETING_DAY, made_site
from tests.shared import REPOSITORY, TODAY

ATOM = "{http://www.w3.org/2005/Atom}"
OURS = re.compile(r"127\.0\.0\.1|localhost|0\.0\.0\.0")


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return made_site(tmp_path_factory.mktemp("provenance"))


@pytest.fixture(scope="module")
def client(settings):
    return create_app(settings).server.test_client()


@pytest.fixture(scope="module")
def found(settings) -> Ahead:
    return ahead(Data(Store(settings.store_dir), today=lambda: TODAY, meetings=settings.meetings_dir))


def test_every_publication_is_told_once_beside_the_meeting(found):
    assert found.meeting == NextMeeting(date.fromisoformat(MEETING_DAY), is_decided=True)
    names = [(one.measure.short_title_sv, one.row.period) for one in (*found.late, *found.coming)]
    assert len(names) == len(set(names)) > 3
    assert all(one.row.last <= found.meeting.day for one in found.before)
    assert all(one.row.last > found.meeting.day for one in found.after)
    number = len(found.before)
    assert headline(found).endswith(f"till mötet den 30 november, {headline(found).rpartition(', ')[2]}")
    assert headline(found).startswith({0: "Inga nya siffror väntas", 1: "En ny siffra väntas"}.get(number, ""))


def test_the_line_of_days_stays_within_its_width_and_names_all_it_shows(found):
    svg = ElementTree.fromstring(str(timeline(found)))
    assert svg.get("role") == "img"
    for text in svg.iter("text"):
        assert 0 <= float(text.get("x")) <= 1280
        assert "tl-namn" not in text.get("class") or text.text.partition(",")[0] in svg.get("aria-label")


def test_the_calendars_table_has_the_meeting_between_what_comes_before_and_after(client):
    text = client.get("/kalender").text
    assert text.index("Kommande siffror") < text.index("Mötet") < text.rindex("</tbody>")
    assert "/kalender.ics" in text and "/flode.xml?region=23" in text
    assert "Flöde för Åre kommun" in client.get("/kalender?region=2321").text


@pytest.mark.parametrize("public_url", ["", "https://lanspuls.example.se"])
def test_the_calendar_file_is_one_to_subscribe_to(settings, public_url):
    client = create_app(Settings(data=settings.data, public_url=public_url)).server.test_client()
    answer = client.get("/kalender.ics")
    assert answer.mimetype == "text/calendar" and not OURS.search(answer.text)
    events = [one for one in Calendar.from_ical(answer.data).walk("VEVENT")]
    assert len({str(one["uid"]) for one in events}) == len(events) > 3
    meeting = next(one for one in events if str(one["uid"]) == f"mote-{MEETING_DAY}@lanspuls")
    assert meeting["dtstart"].dt == date.fromisoformat(MEETING_DAY)
    assert "url" not in meeting  # a draft has no page
    coming = [str(one["summary"]) for one in events if one is not meeting]
    assert all(one.endswith(" väntas") for one in coming), coming
    assert not [one for one in coming if re.search(r"\d-\d|\dK\d", one)], "a period is told by its code"
    sources = {str(one["description"]).partition(". ")[0] for one in events if "description" in one}
    assert "SCB, TAB6260" in sources and not [one for one in sources if one.islower()], (
        "a source is told by our name of it"
    )
    assert client.get("/kalender.ics").data == answer.data
    again = client.get("/kalender.ics", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_calendar_file_leads_to_a_meeting_that_is_published_and_to_no_other(tmp_path):
    published, drafted, planned = ((clock.today() + timedelta(days=days)).isoformat() for days in (7, 14, 21))
    settings = Settings(
        data=tmp_path, public_url="https://lanspuls.example.se", meeting_days=(date.fromisoformat(planned),)
    )
    settings.meetings_dir.mkdir()
    (settings.meetings_dir / f"{drafted}.toml").write_text("schema = 1\n", encoding="utf-8")
    (settings.editions_dir / published / "1").mkdir(parents=True)  # its draft is gone
    answer = create_app(settings).server.test_client().get("/kalender.ics")
    events = {str(one["dtstart"].dt): str(one.get("url", "")) for one in Calendar.from_ical(answer.data).walk("VEVENT")}
    assert {day: events[day] for day in (published, drafted, planned)} == {
        published: f"https://lanspuls.example.se/mote/{published}",
        drafted: "",
        planned: "",
    }


@pytest.mark.parametrize("public_url", ["", "https://lanspuls.example.se"])
def test_the_feed_of_a_place_is_atom_newest_first_with_lasting_ids(settings, public_url):
    client = create_app(Settings(data=settings.data, public_url=public_url)).server.test_client()
    answer = client.get("/flode.xml?region=2321")
    assert answer.mimetype == "application/atom+xml" and not OURS.search(answer.text)
    feed = ElementTree.fromstring(answer.data)
    assert feed.findtext(f"{ATOM}title") == "Länspuls: nya siffror för Åre kommun"
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids) > 3 and all(one.startswith("urn:uuid:") for one in ids)
    moments = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert moments == sorted(moments, reverse=True)
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries]
    assert all(link.startswith(f"{public_url}/indikator/") for link in links)
    assert all("DEMODATA" in entry.findtext(f"{ATOM}summary") for entry in entries)
    assert client.get(links[0].removeprefix(public_url)).status_code == 200


def test_ids_stay_when_the_pages_move(settings):
    here, there = (
        create_app(Settings(data=settings.data, public_url=url)).server.test_client().get("/flode.xml").data
        for url in ("", "https://lanspuls.example.se")
    )
    ids = [[one.text for one in ElementTree.fromstring(body).iter(f"{ATOM}id")] for body in (here, there)]
    assert ids[0] == ids[1]


def test_a_feed_of_no_place_is_not_there(client):
    assert client.get("/flode.xml?region=9999").status_code == 404
    assert client.get("/flode.xml?region=23&per=x").status_code == 200


def test_an_indicators_page_says_when_its_next_figure_comes(client):
    text = client.get("/indikator/arbetsloshet").text
    assert re.search(r"<dt>Nästa siffra</dt><dd>\w+ 20\d\d (väntas|är försenad)", text)


def test_of_every_measure_both_questions_are_answered(client):
    text = client.get("/kallor").text
    row = re.search(r"<tr[^>]*>(?:(?!</tr>).)*arbetsloshet(?:(?!</tr>).)*</tr>", text)[0]
    for title in ("Nyast hos källan", "Senast hämtat av oss", "Nästa väntas", "Kvalitet"):
        assert f'data-titel="{title}"' in row
    assert "https://www.scb.se/am0210" in row and "SCB, TAB6260" in row and "hämtad " in row
    for linked in re.findall(r'href="#([^"]+)"', text):
        assert f'id="{linked}"' in text
    assert len(re.findall(r'href="#kalla-', text)) == len(catalogue.shown()) and "Villkor: CC0. Källa: SCB." in text


def test_the_statement_names_checks_that_are_made_and_where_to_complain(settings, client):
    for check in CHECKS:
        assert f"def {check.test}(" in (REPOSITORY / check.file).read_text(encoding="utf-8")
        assert check.told_sv in client.get("/tillganglighet").text
    assert "Ingen adress är inställd än" in client.get("/tillganglighet").text
    asked = Settings(data=settings.data, accessibility_contact="funktion@example.se")
    text = create_app(asked).server.test_client().get("/tillganglighet").text
    assert 'href="mailto:funktion@example.se"' in text and "digg.se" in text
