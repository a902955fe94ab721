"""A place's fact sheet: one page that says what the pages say, as HTML and as a tagged PDF."""

import io
import re

import page as pdf_rules
import pikepdf
import pytest

from dashboard.forms.factsheet import build, fact_sheet
from dashboard.forms.factsheet.content import MOST
from dashboard.views import cards
from dashboard.views.make_view import view
from dashboard.views.selection import Selection, parse
from dashboard.web.app import create_app
from loaders import catalogue
from tests.dashboard.addresses import made_site
from tests.dashboard.forms.pdf_sheets import texts


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(made_site(tmp_path_factory.mktemp("sheets"))).server.test_client()


def test_a_sheet_has_the_first_measures_in_the_order_of_the_topics(data):
    sheet = fact_sheet("2321", data)
    order = [declared.id for declared in catalogue.shown()]
    shown = [one.card.indicator for one in sheet.entries]
    assert len(shown) == MOST and shown == sorted(shown, key=order.index)
    assert {catalogue.indicator(id_).topic for id_ in shown} == {one.card.topic for one in sheet.entries}


def test_numbers_and_sentences_are_those_of_the_cards_and_the_views(data):
    sheet = fact_sheet("2321", data)
    by_measure = {one.card.indicator: one.card for one in sheet.entries}
    card = cards.card(catalogue.indicator("unemployment_rate"), Selection(region="2321"), data)
    assert by_measure["unemployment_rate"] == card and card.number.startswith("2,1")
    shown = view(parse("/indikator/arbetsloshet", "region=2321"), data)
    (own,) = [row for n, row in enumerate(sheet.table.rows) if n in sheet.table.strong]
    (beside,) = [row for n, row in enumerate(shown.table.rows) if n in shown.table.strong]
    assert own[0] == beside[0] == "Åre" and own[1] == beside[1]
    assert sheet.table.rows[-1][0] == "Riket" and "TAB6260" in sheet.sources


def test_the_pdf_is_one_tagged_page_with_every_word_and_the_lines_in_words(data):
    sheet = fact_sheet("2321", data)
    made = build(sheet)
    (flat,) = texts(made)
    for one in sheet.entries:
        assert one.card.title in flat and one.card.number.replace("\u00a0", " ") in flat.replace("\u00a0", " ")
    assert "DEMODATA" in flat and sheet.table.caption in flat and sheet.sources[:40] in flat
    report = pdf_rules.validate_pdf_bytes(made, profile="ua1")
    assert [failure.message for failure in report.failures] == []
    with pikepdf.open(io.BytesIO(made)) as document:
        assert str(document.Root.Lang) == "sv-SE" and bool(document.Root.MarkInfo.Marked)
        assert "pdfuaid" in document.Root.Metadata.read_bytes().decode()
        assert document.docinfo["/Title"] == "Faktablad: Åre kommun"
        alts = [str(one["/Alt"]) for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert sorted(alts) == sorted(one.alt for one in sheet.entries if one.svg)


def test_the_page_links_to_its_pdf_and_a_place_without_a_sheet_is_told_so(client):
    page = client.get("/faktablad/2321")
    (name, href) = re.search(r'download="(faktablad-are\.pdf)" href="(/faktablad/2321\.pdf)"', page.text).groups()
    answer = client.get(href)
    assert answer.data.startswith(b"%PDF") and answer.headers["Content-Disposition"].startswith("attachment")
    assert "faktablad-are-" in answer.headers["Content-Disposition"] and name
    for address in ("/faktablad/9999", "/faktablad/9999.pdf", "/faktablad/23-2380"):
        assert client.get(address).status_code == 404


def test_an_own_area_has_a_sheet_with_its_municipalities_beside_it(client, data):
    sheet = fact_sheet("2303+2305+2326~Småkommunerna", data)
    names = [row[0] for row in sheet.table.rows]
    assert names == ["Ragunda", "Bräcke", "Berg", "Småkommunerna", "Jämtlands län", "Riket"]
    people = next(n for n, column in enumerate(sheet.table.columns) if column.title.startswith("Folkmängd"))
    numbers = [int(row[people].replace("\u00a0", "")) for row in sheet.table.rows]
    assert sheet.table.strong == {3} and sum(numbers[:3]) == numbers[3]
    assert sheet.table.caption == "Småkommunerna och dess kommuner" and len(texts(build(sheet))) == 1
    page = client.get("/faktablad?region=2303+2305+2326&namn=Småkommunerna")
    href = re.search(r'href="(/faktablad\.pdf\?[^"]+)"', page.text)[1].replace("&amp;", "&")
    answer = client.get(href)
    assert page.status_code == 200 and answer.data.startswith(b"%PDF")
    assert "faktablad-smakommunerna-" in answer.headers["Content-Disposition"]
    assert (
        'href="/faktablad?region=2303+2305+2326&amp;namn=' in client.get("/omrade?region=2303+2305+2326&namn=Små").text
    )
    assert client.get("/faktablad.pdf?region=2303+99").status_code == 404


def test_a_county_with_many_municipalities_has_its_largest_and_says_so(data):
    sheet = fact_sheet("01", data)
    assert len(texts(build(sheet))) == 1
    if sheet.table.rows:
        assert "10 av länets 26 kommuner" in sheet.table.caption


@pytest.mark.parametrize("code", ["2321", "0180", "1480", "14"])
def test_a_sheet_of_the_demos_whole_store_is_one_page_too(demo, code):
    """With all sources named and every sentence at its length, things stand closer."""
    assert len(texts(build(fact_sheet(code, demo)))) == 1
