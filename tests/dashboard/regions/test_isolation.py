"""What one region's people write is in no answer of another's, by whatever address, host or trick."""

import contextlib
import io
import re
import zipfile
from urllib.parse import unquote

import brotli
import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.test import Client

from dashboard.editions.followed import FOLDER, Followed
from dashboard.pages import all_pages
from dashboard.web.regions import Regions
from tests.dashboard.regions.made_regions import DAY, DRAFT, MARKER, SLUG, WORD, made_service

HOST = "gotland.example.se"
FIGURES = re.compile(r"81[379]\s?(?:713|917|919)")
"""Those of the own indicator, which no other made-up figure is."""
MARKED = re.compile(rf"{MARKER}|{SLUG}|{WORD}|8A1538", re.IGNORECASE)
OF_OWN = (
    f"indikator/eget-{SLUG}?region=2321", f"indikator/eget-{SLUG}", f"hamta/eget-{SLUG}.csv?region=2321",
    f"hamta/eget-{SLUG}.xlsx", f"hamta/eget-{SLUG}.zip", f"inbadda/eget-{SLUG}", f"api/v1/data/eget-{SLUG}",
    f"api/v1/claims/eget-{SLUG}?region=2321", f"api/v1/vintages/eget-{SLUG}?region=2321",
    f"_sida?adress=/indikator/eget-{SLUG}", f"api/v1/data/own_23_{SLUG}?region=2321", f"api/v1/data/own_{SLUG}",
    f"api/v1/indicators/own_23_{SLUG}",
)  # fmt: skip
"""Addresses of the own indicator of county 23."""
OURS = (
    "/", "/moten", f"/mote/{DAY}", f"/mote/{DAY}/1", f"/mote/{DAY}/pdf", f"/mote/{DAY}/platser.json",
    f"/mote/{DAY}/annat", f"/mote/{DAY}/matt.json", f"/mote/{DRAFT}", f"/mote/{DRAFT}/1", f"/folj/{WORD}",
    f"/folj/{WORD}/lage", f"/folj/{WORD}/fraga", f"/folj/{DAY}", "/uppgifter", "/utsikter", "/hallbarhet",
    "/tillganglighet",
    *(f"/{one}" for one in OF_OWN), "/indikatorer", "/kallor", "/hjalp/matten", "/kalender", "/?region=2321",
    "/sok?q=hojar", "/faktablad/2321", "/jamfor?region=2321,2326", "/flode.xml?region=2321",
    "/amne/besok-ekonomi-och-hallbarhet",
    f"/indikator/arbetsloshet?region={SLUG}", f"/_forslag?q={MARKER}&sort=plats", "/platser", "/omrade",
    f"/sni?lista={SLUG}", "/kalender.ics", "/flode.xml?region=23", "/robots.txt", "/sitemap.xml", "/halsa",
    "/api/v1/indicators", "/api/v1/places", "/api/v1/releases", "/api/v1/openapi.json", "/hamta/arbetsloshet.zip",
    "/hamta/arbetsloshet.xlsx", "/hamta/arbetsloshet.csv", "/hamta/arbetsloshet.json", "/inbadda/arbetsloshet",
    f"/_forslag?q={MARKER}", f"/sok?q={MARKER[:5]}", "/om", "/faktablad/23.pdf", "/faktablad.pdf?region=2321+2326",
    "/k/x", f"/mote/{DAY}/1/platser.json", f"/mote/{DAY}/1/figurer/slide.json", f"/mote/{DAY}/figurer/slide.json",
    f"/mote/{DAY}/1/fil/bild.png", "/moten/flode.xml", "/moten/kalender.ics", "/api", "/api/v2/places", "/api/v1/docs",
    "/api/v1/groups", "/api/v1/places/23", "/api/v1/claims/arbetsloshet", "/_dash-layout", "/_dash-dependencies",
    "/_reload-hash",
)  # fmt: skip
"""Addresses below a region, some of which hold what county 23's people have written when it is asked."""


@pytest.fixture(scope="module")
def regions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("service")
    apart = folder / "data" / "lan" / "09"
    apart.mkdir(parents=True)
    (apart / "lanspuls.toml").write_text(f'hosts = ["{HOST}"]\npublic_url = "https://{HOST}"\n', encoding="utf-8")
    return Regions(made_service(folder, ("20", "25"), settings='public_url = "https://lanspuls.example.se"\n'))


@pytest.fixture(scope="module")
def client(regions):
    return Client(regions)


def told(answer):
    """All text of an answer, unpacked, with its headers; letters as they are where JSON or an address has codes."""
    body = answer.get_data()
    if answer.headers.get("Content-Encoding") == "br":
        body = brotli.decompress(body)
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    text = unquote(f"{answer.headers}\n{body.decode('utf-8', 'replace')}")
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def without_asked(text, *asked):
    """Text without what the request itself said: a page that tells what it did not find says it back."""
    for one in asked:
        text = text.replace(one, "")
    return text


SHOWN = {
    "/": f"Region {MARKER}",
    "/om": f"arshjul.toml, rad 2: ”{MARKER}” är ingen månad",
    "/moten": f"Dialog {MARKER}",
    f"/mote/{DAY}": f"Text av {MARKER}",
    f"/mote/{DAY}/1": f"{MARKER} om arbetslösheten",
    "/uppgifter": f"Export {MARKER}",
    "/utsikter": f"Citat {MARKER}",
    "/hallbarhet": f"Mål {MARKER}",
    "/sni": f"Skäl {MARKER}",
    f"/indikator/eget-{SLUG}?region=2321": "817\u00a0917",
    "/indikatorer": f"Cykelresor {MARKER}",
    "/?region=2321": f"Cykelresor {MARKER}",
    "/kallor": f"Cykelbyrån {MARKER}",
    "/sok?q=hojar": f"Cykelresor {MARKER}",
    "/hjalp/matten": f"Räknade av {MARKER}",
    "/api/v1/indicators": f"own_23_{SLUG}",
    f"/api/v1/data/eget-{SLUG}?region=2321": "817917",
    f"/hamta/eget-{SLUG}.csv?region=2321": "817917",
    "/halsa": f"borta-{SLUG}.csv finns inte i",
    "/indikator/arbetsloshet": f"Området {MARKER}",
    "/platser": f"Området {MARKER}",
    f"/_forslag?q={MARKER}&sort=plats": f"Området {MARKER}",
    "/tillganglighet": f"{SLUG}@example.se",
    "/kalender.ics": "20270125",
}


@pytest.mark.parametrize("address", SHOWN)
def test_the_marked_region_shows_what_its_people_wrote(client, address):
    assert SHOWN[address] in told(client.get(f"/lan/23{address}"))


def test_nothing_of_a_draft_is_in_any_answer_of_its_own_region(client):
    everything = "".join(told(client.get(f"/lan/23{address}")) for address in OURS)
    for hidden in (f"{MARKER} utkast", f"{MARKER} bara för talaren", f"Parkerad fråga av {MARKER}"):
        assert hidden not in everything
    assert client.get(f"/lan/23/mote/{DRAFT}").status_code == 404


@pytest.mark.parametrize(("below", "host"), [("/lan/20", "lanspuls.example.se"), ("", HOST), ("", "annat.example.se")])
def test_no_address_of_another_region_holds_any_of_it(client, below, host):
    county = {"/lan/20": "20", "": "09"}[below]
    pages = [one for kind in all_pages() for one in kind.example_addresses(county, (DAY,))] if below else []
    asked = {
        *OURS,
        *pages,
        *(f"/_sida?adress={one}" for one in ("/", "/moten", "/uppgifter", "/utsikter", f"/mote/{DAY}")),
    }
    found = {}
    for address in sorted(asked):
        answer = client.get(f"{below}{address}", headers={"Host": host, "Accept-Encoding": "br"})
        assert answer.status_code < 500, address
        text = told(answer)
        said = [one for one in (f"eget-{SLUG}", f"own_23_{SLUG}", f"own_{SLUG}") if one in address]
        if MARKED.search(without_asked(text, address.partition("=")[2], WORD, MARKER[:5], *said)) or FIGURES.search(
            text
        ):
            found[address] = MARKED.findall(text)
    assert found == {}


PROGRAM = re.compile(r"/(_fil|_ram|_skript|assets|static|mote-filer|_dash-component-suites|_favicon\.ico)(/.*)?")
"""Routes of the program's own files, the same for all; a region's logo among them has a test of its own."""


def test_every_address_that_a_server_answers_is_asked(regions):
    known = regions.server("20").url_map
    pages = [one for kind in all_pages() for one in kind.example_addresses("20", (DAY,))]
    asked = set()
    for address in (*OURS, *pages, "/_sida"):
        with contextlib.suppress(HTTPException):
            asked.add(known.bind("").match(address.partition("?")[0], method="GET", return_rule=True)[0].rule)
    declared = {rule.rule for rule in known.iter_rules() if "GET" in rule.methods and not PROGRAM.fullmatch(rule.rule)}
    assert declared - asked == set()


TRICKS = [
    (f"/lan/20/../23/mote/{DAY}", {}),
    (f"/lan/20/%2e%2e/23/mote/{DAY}", {}),
    (f"/lan/20//lan/23/mote/{DAY}", {}),
    (f"/lan/20/lan/23/mote/{DAY}", {}),
    (f"/lan/20/_sida?adress=/lan/23/mote/{DAY}", {}),
    ("/lan/20/_sida?adress=/lan/23/", {}),
    ("/lan/20/_sida?adress=/lan/20/../23/", {}),
    ("/lan/20/_sida?adress=//lan/23/utsikter", {}),
    (f"/lan/20/mote/{DAY}/1/fil/..%2f..%2f..%2f..%2f23%2feditions", {}),
    (f"/lan/20/mote/..%2f..%2f23%2fmeetings%2f{DAY}", {}),
    (f"/lan/20/folj/..%2f..%2f23%2ffollowing%2f{WORD}", {}),
    ("/lan/20/assets/../../../data/lan/23/logga.svg", {}),
    ("/lan/20/", {"X-Forwarded-Prefix": "/lan/23"}),
    ("/lan/20/", {"X-Forwarded-Host": HOST, "X-Forwarded-For": "1.2.3.4", "Forwarded": "host=lan23"}),
    ("/lan/20/", {"X-Original-URL": "/lan/23/", "X-Rewrite-URL": "/lan/23/"}),
    ("/lan/20/moten", {"Host": "lan/23"}),
    ("/lan/23/utsikter", {"Host": HOST}),
    ("/lan/23/", {"Host": f"{HOST}:8050"}),
    ("/lan/23/moten", {"Host": f"{HOST.upper()}."}),
    ("/LAN/23/", {}),
    ("/lan/２３/", {}),
    ("/lan/023/", {}),
    ("/lan/23x/", {}),
    (";/lan/23/", {}),
    ("/mote/" + DAY, {}),
    ("/utsikter", {}),
    ("/_sida?adress=/lan/23/utsikter", {}),
]


@pytest.mark.parametrize(("address", "headers"), TRICKS)
def test_no_trick_leads_from_one_region_into_another(client, address, headers):
    client.get("/lan/23/")  # its answers are kept beside the others'
    answer = client.get(address, headers=headers)
    assert answer.status_code < 500
    said = without_asked(told(answer), WORD, f"Region {MARKER}") if answer.mimetype == "text/html" else told(answer)
    assert not MARKED.search(said)


def test_the_list_names_every_region_and_shows_nothing_else_of_it(client):
    text = client.get("/").text
    assert f"Region {MARKER}" in text and "Region Dalarna" in text  # whose pages they are is what is chosen by
    assert not MARKED.search(without_asked(text, f"Region {MARKER}"))


def test_a_logo_is_served_by_its_own_region_alone(client):
    (logo,) = set(re.findall(r'src="/lan/23(/_fil/logga\.[0-9a-f]+\.svg)"', client.get("/lan/23/om").text))
    assert MARKER in client.get(f"/lan/23{logo}").text
    for other in ("/lan/20", ""):
        assert client.get(f"{other}{logo}").status_code == 404


def test_the_same_address_of_two_regions_has_two_answers_and_two_tags(client):
    for address in ("/", "/om", "/tillganglighet"):
        one, other = (client.get(f"/lan/{code}{address}") for code in ("23", "20"))
        assert one.headers["ETag"] != other.headers["ETag"]
        unchanged = client.get(f"/lan/20{address}", headers={"If-None-Match": one.headers["ETag"]})
        assert unchanged.status_code == 200


def test_the_speaker_of_one_region_shows_nothing_in_another(regions, client):
    secrets = {
        code: Followed(regions.settings(code).data / FOLDER).start().read_text().strip() for code in ("20", "23")
    }
    said = {"day": DAY, "number": 1, "slide": 1, "place": ""}

    def tell(code, secret):
        there = {"X-Lanspuls": "folj", "Authorization": f"Bearer {secret}"}
        return client.post(f"/lan/{code}/folj/annat-mote/lage", json=said, headers=there).status_code

    assert (tell("23", secrets["20"]), tell("20", secrets["23"])) == (401, 401)
    assert tell("20", secrets["20"]) == 404  # it has no such edition
    assert tell("23", secrets["23"]) == 204
    assert Followed(regions.settings("23").data / FOLDER).words() == ("annat-mote", WORD)
    assert Followed(regions.settings("20").data / FOLDER).words() == ()
