"""An own indicator is wherever a built-in one is: pages, resources, slides and forms are asked by their registries."""

import html
import io
import re
import zipfile

import pypdfium2
import pytest

import lanspuls
from dashboard.api import all_resources
from dashboard.data.series import Data
from dashboard.editions.forms import all_forms
from dashboard.editions.written import Editions
from dashboard.meetings.file import load_meeting
from dashboard.pages import all_pages
from dashboard.publishing.publish import publish
from dashboard.views.ways import by_word
from dashboard.web.app import create_app
from loaders import catalogue
from loaders.settings import Settings
from loaders.store import Store
from tests.audit.adapter import Pages
from tests.audit.auditing import audited, library_of, periods_of
from tests.dashboard.made import made_store
from tests.dashboard.made_own import DECLARED, declare_own, forget_own
from tests.editions.fixture import DAY, MOMENT, TODAY, material_of

OWN = tuple(DECLARED)
FIGURES = {"skattesats": ("22,2", "22.2"), "kvinnor": ("4,8", "4.8"), "cyklister": ("3 984", "3984")}
"""What the meeting shows of each, as readers and as programs have it: of the county in 2024, of Åre in August 2026."""
MEETING = """schema = 1
date = 2026-11-30
title = "Möte om egna mått"
place = "Östersund"
county = "23"

[[view]]
kind = "summary"
links = ["/indikator/eget-skattesats", "/indikator/eget-kvinnor?region=2321", "/indikator/eget-cyklister"]

[[view]]
link = "/indikator/eget-skattesats?jamfor=00"
box = "/indikator/eget-cyklister"

[[view]]
link = "/indikator/eget-kvinnor?region=2321"

[[view]]
links = ["/indikator/eget-cyklister", "/indikator/eget-skattesats"]
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'
ASKED = {
    "/indikator/<slug>": "/indikator/eget-{name}?region=2321",
    "/jamfor": "/jamfor?matt=eget-{name},arbetsloshet&region=23,2321",
    "/amne/<amne>": "/amne/besok-ekonomi-och-hallbarhet?region=23",
    "/sok": "/sok?q={synonym}",
    "/omrade": "/omrade?region=2303%2B2305",
    "/faktablad": "/faktablad?region=2303%2B2305",
    "/platser": "/platser?for=jamfor&vidare=/indikator/eget-{name}",
    "/claims/<slug>": "/claims/eget-{name}?region=2321",
    "/data/<slug>": "/data/eget-{name}?region=2321",
    "/indicators/<slug>": "/indicators/eget-{name}",
    "/vintages/<slug>": "/vintages/eget-{name}?region=2321&senaste=3",
}
"""How a page or resource that shows one measure, or a few, is asked for an own one."""
NOT_A_MEASURE = "tells of no measures, or of what is not published of them"
SHARES_ARE_NOT_SUMMED = "the people behind a share are not known, so it is not reckoned for several municipalities"
WHY_NOT = {
    **dict.fromkeys(("/hjalp", "/hjalp/<dokument>", "/hjalp/ord-och-regler", "/oppna-data"), NOT_A_MEASURE),
    **dict.fromkeys(("/personuppgifter", "/tillganglighet", "/groups", "/places"), NOT_A_MEASURE),
    **dict.fromkeys(("/places/<region>", "/moten"), NOT_A_MEASURE),
    "/uppgifter": "is of single figures that people state, not of measures",
    "/utsikter": "is of statements about what is to come, of the measures they are made of",
    "/indikator/framskrivning": "is of one measure",
    "/hallbarhet": "is of the goals that built-in measures stand for",
    "/sni": "is of the measures by industry, which an own one is not",
    "/nyckeltal": "is of two sets of Kolada's as they stand",
    "/faktablad": SHARES_ARE_NOT_SUMMED,
    "/omrade": SHARES_ARE_NOT_SUMMED,
    "/liknande": SHARES_ARE_NOT_SUMMED,
    "/faktablad/<code>": "has room for eight measures, by their order",
}
"""Addresses where an own indicator may be lacking, and why."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Settings of a folder with the small store, an own indicator of each origin, and a published meeting of them."""
    folder = tmp_path_factory.mktemp("own")
    made_store(folder / "store")
    settings = Settings(data=folder)
    settings.meetings_dir.mkdir(parents=True)
    (settings.meetings_dir / f"{DAY}.toml").write_text(MEETING, encoding="utf-8")
    declare_own(folder, Store(settings.store_dir))
    meeting = load_meeting(settings.meetings_dir / f"{DAY}.toml", TODAY)
    publish(meeting, material_of(settings), settings.editions_dir, MOMENT, draw=lambda figures: [SVG for _ in figures])
    yield settings
    forget_own(folder)


@pytest.fixture(scope="module")
def client(site):
    return create_app(site).server.test_client()


def named_in(text):
    """The own indicators that a text names by title, address or id."""
    folded = text.casefold()
    called = {name: (catalogue.indicator(f"own_{name}").short_title_sv, f"eget-{name}", f"own_{name}") for name in OWN}
    return {name for name in OWN if any(one.casefold() in folded for one in called[name])}


def told_of(text):
    """The own indicators that a text names, also in the middle of a sentence."""
    folded = text.casefold()
    subjects = {name: catalogue.indicator(f"own_{name}").wording.subject_sv for name in OWN}
    return named_in(text) | {name for name in OWN if subjects[name] in folded}


def addresses():
    """Every page and resource: its declared address, the name of an own indicator, and what is asked for."""
    for kind in all_pages():
        for name in OWN:
            asked = ASKED.get(kind.address) or kind.example_addresses("23", (DAY,))[0]
            yield kind.address, name, asked
    for resource in all_resources():
        for name in OWN:
            asked = ASKED.get(resource.address) or resource.examples[0]
            yield resource.address, name, f"/api/v1{asked}"


def test_every_page_and_resource_has_an_own_indicator_or_a_reason(client):
    answers, lacking, found = {}, [], set()
    for declared, name, asked in addresses():
        words = {"name": name, "synonym": catalogue.indicator(f"own_{name}").synonyms[0]}
        address = asked.format(**words)
        if address not in answers:
            answers[address] = client.get(address)
        answer = answers[address]
        if name in named_in(answer.text.replace(address, "")) and answer.status_code == 200:
            found.add((declared, name))
        elif declared not in WHY_NOT:
            lacking.append((answer.status_code, address, name))
    assert lacking == []
    stale = [why for why in WHY_NOT if all((why, name) in found for name in OWN)]
    assert stale == []


def test_an_own_count_is_summed_for_an_area_and_is_on_its_fact_sheet(client):
    for address in ("/omrade?region=2303%2B2305", "/faktablad?region=2303%2B2305", "/faktablad/2321"):
        assert "cyklister" in named_in(client.get(address).text), address
    assert "skattesats" in named_in(client.get("/faktablad/23").text)


def test_the_feed_the_search_and_the_calendar_know_it(client):
    assert named_in(client.get("/flode.xml?region=2321").text) == set(OWN)
    assert named_in(client.get("/kalender.ics").text) == set(OWN)


def test_every_way_shows_it_or_says_why_not(client):
    shown = 0
    for name in OWN:
        declared = catalogue.indicator(f"own_{name}")
        for way in by_word().values():
            if way.why_not(declared):
                continue
            answer = client.get(f"/indikator/eget-{name}?region=2321&matt={way.word}")
            assert answer.status_code == 200 and name in named_in(answer.text), (name, way.word)
            shown += 1
    assert shown >= 12


def test_an_own_count_is_not_of_persons_and_its_card_is_named_by_its_short_title(client):
    said = text_of(client.get("/indikator/eget-cyklister?region=2321").data).replace("\u00a0", " ")
    assert "Skillnaden är 13, för få för att kalla det en förändring." in said and "13 personer" not in said
    assert "enligt källan" not in text_of(client.get("/?region=2321").data).casefold()


def test_python_and_exports_have_it(site):
    frame = lanspuls.read("eget-cyklister", "Åre", data=site.data)
    assert frame["value"].iloc[-1] == 381 and frame["publisher"].iloc[-1] == "Region Exempel"
    listed = lanspuls.indicators(site.data)
    assert {f"own_{name}" for name in OWN} <= set(listed["id"])


def text_of(content):
    """What a form says, as text: of a PDF what it prints, of an Office file what its parts hold."""
    if content.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(content)
        found = " ".join(page.get_textpage().get_text_range() for page in document)
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            found = " ".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    else:
        found = content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", found)).replace("\u00ad", "").split())


WITHOUT = {"dagordning": {"kvinnor"}}
"""What the agenda does not name: of a slide of one measure it has the headline, and no figures."""


@pytest.mark.parametrize("word", [form.word for form in all_forms()])
def test_a_published_meeting_has_it_in_every_form(site, word):
    (form,) = (form for form in all_forms() if form.word == word)
    editions = Editions(site.editions_dir)
    key = editions.newest(MOMENT.date().replace(day=30))
    edition = editions.edition(key)
    content = editions.read(key, form.name(edition))
    assert list(form.check(edition, content)) == []
    said = text_of(content)
    assert set(OWN) - told_of(said) - WITHOUT.get(word, set()) == set()
    lacking = [name for name, forms in FIGURES.items() if not any(form in said for form in forms)]
    assert lacking == [] or word in WITHOUT, lacking
    assert "DEMODATA" in said and not re.search(r"TAB6260-|N00901-|fil-cykl", said)


def test_the_meeting_page_shows_it_and_goes_on_to_it(client):
    shown = client.get(f"/mote/{DAY}")
    said = text_of(shown.data)
    assert shown.status_code == 200 and all(any(one in said for one in forms) for forms in FIGURES.values())
    assert all(f"/indikator/eget-{name}" in shown.text for name in OWN)


def test_the_draft_is_presented_with_it(site):
    drafts = create_app(site, shows_drafts=True).server.test_client()
    said = text_of(drafts.get(f"/mote/{DAY}").data)
    assert all(any(one in said for one in forms) for forms in FIGURES.values())
    assert drafts.get(f"/mote/{DAY}?vy=talare").status_code == 200


def test_what_its_pages_say_is_what_the_exports_give(site):
    pages = Pages(Data(Store(site.store_dir), "23", today=lambda: TODAY))
    library = library_of(pages)
    chosen = [
        (declared, place, until)
        for declared in (catalogue.indicator(f"own_{name}") for name in OWN)
        for place in ("00", "23", "2321", "23-2380")
        for until in periods_of(library, declared)[-2:]
    ]
    outcome = audited(pages, library, chosen)
    assert outcome.found == [], "\n".join(outcome.found[:20])
    assert sum(counts.claims for counts in outcome.by_kind.values()) > 200
