"""One setting makes another region: nothing on pages, slides and documents says Jämtland but facts of it."""

import re
import zipfile
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from dashboard.editions.forms.text import FORMS
from dashboard.meetings.demo_meeting import TOWNS, demo_meeting_toml
from dashboard.meetings.file import load_meeting, parse_meeting
from dashboard.meetings.material import Material
from dashboard.pages import all_pages
from dashboard.publishing.publish import publish
from dashboard.publishing.renewing import next_meeting_text
from dashboard.web.app import DATA, create_app
from loaders.ground import places
from loaders.ground.organisations import ORGANISATIONS
from loaders.settings import Settings
from tests.dashboard import made
from tests.dashboard.editing.editor import SECRET, editor

MEETING = date(2026, 11, 30)
OF_JAMTLAND = re.compile(r"Jämt|Härjedal|Östersund|Storsjö|\bÅre\b|\bBräcke\b|\bKrokom\b|\bRagunda\b|\bStrömsund\b")
NEIGHBOURS = {"20": (f"/mote/{MEETING}", f"/mote/{MEETING}?vy=talare")}
"""Where the neighbouring counties are named, of which Jämtland is one."""
ALL_OF_SWEDEN = ("/platser", "/jamfor", "/omrade")
"""Pages on which one chooses among all places of the country."""


@pytest.fixture(scope="module", params=["01", "09", "20"])
def site(request, tmp_path_factory):
    """(county, client) over a small store of a county: the made-up figures of the tests, as if they were its own."""
    county = request.param
    theirs = [code for code in made.POPULATION if len(code) == 4]
    ours = [place.code for place in places.municipalities(county)][: len(theirs)]
    names = {"00": "00", "22": "03", "23": county, **dict(zip(theirs, ours, strict=False))}
    folder = tmp_path_factory.mktemp(f"county{county}")
    with pytest.MonkeyPatch.context() as patched:
        for table in ("POPULATION", "RATES"):
            known = getattr(made, table)
            patched.setattr(made, table, {new: known[old] for old, new in names.items()})
        made.add_events(made.made_store(folder / "store"))
    settings = Settings(data=folder, county=county)
    settings.meetings_dir.mkdir()
    (settings.meetings_dir / f"{MEETING}.toml").write_text(demo_meeting_toml(MEETING, county), encoding="utf-8")
    return county, create_app(settings, shows_drafts=True).server.test_client()


def test_no_page_and_no_slide_names_another_region(site):
    county, client = site
    addresses = [one for kind in all_pages() for one in kind.example_addresses(county, (MEETING.isoformat(),))]
    found = {}
    for address in (*addresses, "/moten"):
        if address.startswith(ALL_OF_SWEDEN) or re.search(r"=23|/23|=2321", address):
            continue
        answer = client.get(address)
        assert answer.status_code == 200, address
        named = OF_JAMTLAND.findall(answer.text) if address not in NEIGHBOURS.get(county, ()) else []
        if named:
            found[address] = sorted(set(named))
    assert found == {}
    for address in ("/oppna-data", "/api/v1/openapi.json"):  # which address no place, and have examples
        text = client.get(address).text
        assert OF_JAMTLAND.findall(text) == [] and re.findall(r"\b23\d\d\b|[=,\"]23[\",&]", text) == [], address
        assert f"{county}" in text
    assert ORGANISATIONS[county] in client.get("/om").text


def test_the_page_where_a_meeting_is_prepared_proposes_places_of_its_own_county(site):
    county, client = site
    settings = Settings(data=client.application.extensions[DATA].folder, county=county)
    window = editor(settings).test_client()
    window.get(f"/redigera/{MEETING}?nyckel={SECRET}")  # gives the secret, and leads on by the page itself
    text = window.get(f"/redigera/{MEETING}").text
    shown = re.sub(
        r"<(script|datalist|select|fieldset).*?</\1>", "", text, flags=re.DOTALL
    )  # all of Sweden can be chosen
    assert OF_JAMTLAND.findall(shown) == [] and f'placeholder="{TOWNS[county]}, eller Teams"' in shown
    assert f'placeholder="{(places.inside(county) or (places.place(county),))[0].full_name}"' in shown


def test_the_pdf_of_a_fact_sheet_is_signed_by_the_countys_region(site):
    county, client = site
    answer = client.get(f"/faktablad/{county}.pdf")
    assert answer.status_code == 200
    document = pypdfium2.PdfDocument(answer.data)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert ORGANISATIONS[county] in text and OF_JAMTLAND.findall(text) == []


@pytest.mark.parametrize("site", ["01", "09"], indirect=True)
def test_no_form_of_a_published_meeting_names_another_region(site, tmp_path):
    _, client = site
    data = client.application.extensions[DATA]
    meeting = load_meeting(data.meetings / f"{MEETING}.toml", MEETING)
    made = publish(meeting, Material(data), tmp_path / "editions", datetime(2026, 11, 30, 12, tzinfo=UTC))
    files = [path for path in made.folder.iterdir() if path.is_file()]
    assert {".pptx", ".xlsx", ".html", ".txt"} <= {path.suffix for path in files}  # a PDF needs a browser that draws
    assert {path.name: named for path in files if (named := OF_JAMTLAND.findall(text_of(path)))} == {}


@pytest.mark.parametrize("site", ["09"], indirect=True)
def test_a_county_that_is_one_municipality_is_told_so_and_compares_it_with_no_other(site, tmp_path):
    county, client = site
    page = client.get(f"/indikator/arbetsloshet?region={county}&matt=kommuner").text
    assert "Länet har en enda kommun: inget att jämföra." in page and "siffror saknas" not in page
    data = client.application.extensions[DATA]
    text = next_meeting_text(MEETING, None, county=county, place=TOWNS[county], title="Dialog")
    assert "matt=kommuner" not in text + demo_meeting_toml(MEETING, county)
    meeting = parse_meeting(text, f"{MEETING}.toml")
    moment = datetime(2026, 11, 30, 12, tzinfo=UTC)
    made = publish(meeting, Material(data), tmp_path / "editions", moment, forms=FORMS)
    told = {path.name.partition("utgava-1")[2]: text_of(path) for path in made.folder.glob("*.txt")}
    spoken = told["-nittio-sekunder.txt"]
    assert "Gotlands kommun" in spoken and "Skiljer: Inget: kommunen är hela länet." in spoken
    assert "gemensam" not in spoken + told["-dagordning.txt"] and "era kommuner" not in spoken


def text_of(file):
    """What a file of an edition says."""
    if file.suffix == ".pdf":
        return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file))
    if file.suffix in (".pptx", ".xlsx"):
        with zipfile.ZipFile(file) as packed:
            return "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))
    return file.read_text(encoding="utf-8")
