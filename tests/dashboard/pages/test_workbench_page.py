"""The page of the SNI workbench as it is served: switches as links, a form without script, files, own lists."""

import csv
import html
import io
import re

import pytest

from dashboard.views.circular_bounds import BASES
from dashboard.web.app import create_app
from loaders.fetching.importing import import_files
from loaders.settings import Settings
from tests.dashboard.charts_read import drawn_and_unread
from tests.dashboard.made import made_store
from tests.dashboard.meetings.test_industry_sets import WRITTEN
from tests.dashboard.views.test_workbench import extract
from tests.shared import TODAY


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    root = tmp_path_factory.mktemp("workbench")
    made_store(root / "store")
    settings = Settings(data=root)
    file = root / "sni_utdrag_2024.csv"
    file.write_text(f"DEMODATA: påhittade siffror\n\n{extract()}", encoding="utf-8")
    assert not import_files(settings, "sni_extract", [file], today=TODAY).failed
    (root / "sni").mkdir()
    (root / "sni" / "utan-verkstader.toml").write_text(WRITTEN, encoding="utf-8")
    (root / "sni" / "fel.toml").write_text(WRITTEN.replace("titel", "tittel", 1), encoding="utf-8")
    return create_app(settings).server.test_client()


def seen(served, address):
    document = served.get(address).text.split('<script type="application/json"')[0]
    return html.unescape(re.sub(r'</?span class="hel-fras">|</?span>', "", document)).replace("\u00a0", " ")


def test_a_switch_is_a_link_to_the_state_where_it_is_turned(served):
    text = seen(served, "/sni?region=2321")
    assert "4 procent av alla i Åre kommun arbetade i branscher som SCB räknar som cirkulära 2024" in text
    assert 'href="/sni?region=2321&av=4520"' in text and "45.20 Bilverkstäder" in text and ", räknas med" in text
    off = seen(served, "/sni?region=2321&av=4520")
    assert "2 procent av alla i Åre kommun arbetade i de valda branscherna 2024" in off
    assert "Med SCB:s lista över den cirkulära sektorn är det 4 procent." in off
    assert "För kommuner visas andelar i hela procent" in off and 'href="/sni?region=2321"' in off


def test_the_chart_is_read_by_keys(served):
    assert drawn_and_unread(served.get("/sni?region=2321&av=4520").text) == (1, [])


def test_every_place_has_its_sentence_with_year_and_both_denominators(served):
    text = seen(served, "/sni")
    assert (
        text.count("<li>År 2024 arbetade 4 procent av alla i") == 8
        and text.count("<li>År 2024 arbetade 4,0 procent") == 2
    )
    assert text.count("Av dem som arbetade i näringslivet var det 10") >= 10


def test_a_code_is_added_by_a_form_that_keeps_the_rest(served):
    text = seen(served, "/sni?region=2321&av=4520")
    form = re.search(r'<form class="falt-och-knapp".*?</form>', text, re.DOTALL)[0]
    assert re.findall(r'name="(\w+)" value="([^"]*)"', form) == [("region", "2321"), ("av", "4520")]
    added = seen(served, "/sni?region=2321&av=4520&lagg=77.2")
    assert 'href="/sni?region=2321&av=4520"' in added and "77.2" in added  # off again
    assert "Menade du" in seen(served, "/sni?lista=scb_207")


def test_own_lists_are_in_the_menu_and_a_faulty_file_is_told(served):
    text = seen(served, "/sni?lista=utan-verkstader")
    assert "i branscherna på listan ”Utan bilverkstäder”" in text and "Regionens analytiker, 27 november 2026." in text
    assert "fel.toml, rad 1: okänd nyckel ”tittel”. Menade du ”titel”?" in text
    assert text.count("koder saknas") == text.count("skriv koderna i data/sni/") == 3
    assert "SNI 2025" in text and "jämförs aldrig" in text


def test_what_is_taken_away_has_the_same_numbers_and_no_persons_of_a_municipality(served):
    told = list(csv.DictReader(io.StringIO(served.get("/hamta/sni.csv?region=2321&av=4520").text)))
    ends = ("value", "low", "high", "status")
    here = [[one[name] for name in ends] for one in told if (one["list"], one["region"]) == ("own", "Åre")]
    assert here == [["2", "2", "2", ""], ["", "4", "6", ""]]  # of all, of näringslivet
    assert {one["list"] for one in told} == {"own", "scb_2007"} and {one["share_of"] for one in told} == {*BASES}
    numbers = [one[name] for one in told for name in ends[:3] if one[name]]
    assert len(numbers) > 50 and all(re.fullmatch(r"\d+(\.\d)?", one) for one in numbers)
    assert len({(one["list"], one["region_code"], one["period"], one["share_of"]) for one in told}) == len(told)
    assert served.get("/hamta/sni.xlsx?region=2321&av=4520").data[:2] == b"PK"
    picture = served.get("/hamta/sni.bild.json?region=2321&av=4520").json
    assert picture["title"] == "2 procent av alla i Åre kommun arbetade i de valda branscherna 2024"
    assert served.get("/hamta/sni.csv?lista=nosuch").status_code == 404
    for address in ("/sni?region=2321&av=4520", "/_sida?adress=/sni%3Fregion%3D2321"):
        assert not re.search(r"\b(20|32|12) sysselsatta", served.get(address).text)  # Åre's
