"""Files of one figure, opened in the readers people have: the same sentence, the same cells, the same text."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import openpyxl
import pytest

from dashboard.data.numbers import status_sv
from dashboard.forms import taking
from dashboard.forms.taking.sheets import REMARK_SV
from dashboard.views import ways
from dashboard.views.make_view import view
from dashboard.views.selection import link, parse
from dashboard.words import swedish
from loaders import catalogue
from tests.dashboard.made import MADE

UNEMPLOYMENT = "/indikator/arbetsloshet?region=2321"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def taken_at(address, data):
    path, _, search = address.partition("?")
    selection = parse(path, search)
    shown = view(selection, data)
    pinned = link(selection.but(as_of=data.today()))
    return shown, taking.taken(selection, shown, address=f"http://example.org{address}", pinned=pinned)


def book_of(what):
    return openpyxl.load_workbook(io.BytesIO(taking.workbook(what)))


def rows_of(content, delimiter=","):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


def test_a_files_name_says_measure_place_way_period_and_day(data):
    asked = {
        UNEMPLOYMENT: "arbetsloshet-are-2026-08",
        "/indikator/arbetsloshet?region=23&matt=fjol&kon=kvinnor": "arbetsloshet-jamtlands-lan-kvinnor-fjol-2026-08",
        f"{UNEMPLOYMENT}&per=2026-11-01": "arbetsloshet-are-2026-08-per-2026-11-01",
    }
    assert {address: taken_at(address, data)[1].file_name for address in asked} == asked


def test_the_workbook_has_the_sentence_the_cells_the_notes_and_the_definitions(data):
    shown, what = taken_at(UNEMPLOYMENT, data)
    book = book_of(what)
    assert book.sheetnames == ["Diagram", "Data", "Celler", "Tabell", "Noter", "Definitioner"]
    front = [cell.value for cell in book["Diagram"]["A"] if cell.value]
    assert front[:3] == [shown.headline, shown.subtitle, shown.sentence]
    assert shown.source in front and front[-1] == "DEMODATA"
    told = {row[0].value: row[1].value for row in book["Noter"].rows}
    assert told["Kön"] == "Båda könen"  # what all rows of the sheet of cells share
    assert told["Källa"] == shown.source and told["Tabell"] == "TAB6260" and told["Version"] == "1"
    assert told["Sidan, alltid senaste siffran"] == f"http://example.org{UNEMPLOYMENT}"
    assert told["Sidan, som den var känd"].endswith("per=2026-11-22")
    meanings = {row[0].value: row[1].value for row in book["Definitioner"].rows}
    assert meanings["Vad det visar"] == shown.definition and meanings["Vad det inte visar"] == shown.caveat
    assert meanings["Preliminär (preliminary)"] == "Preliminär uppgift som kan ändras."
    data_sheet = book["Data"]
    assert data_sheet.freeze_panes == "B2" and data_sheet.column_dimensions["A"].width > 13
    newest = {
        heading.value: cell.value for heading, cell in zip(data_sheet[1], data_sheet[data_sheet.max_row], strict=True)
    }
    assert newest["Månad"] == "augusti 2026" and newest["Åre"] == 2.1 and newest["Åre, anmärkning"] == "preliminär"


def test_the_workbooks_chart_draws_the_figures_series_and_has_its_alternative_text(data):
    shown, what = taken_at(UNEMPLOYMENT, data)
    with zipfile.ZipFile(io.BytesIO(taking.workbook(what))) as archive:
        chart = ElementTree.fromstring(archive.read("xl/charts/chart1.xml"))
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    series = chart.findall(f".//{CHART}lineChart/{CHART}ser")
    names = [one.find(f"./{CHART}tx//{CHART}f").text for one in series]
    sheet = book_of(what)["Data"]
    assert [sheet[name.partition("!")[2].replace("$", "")].value for name in names] == ["Åre", "Jämtlands län", "Riket"]
    assert all(one.find(f"./{CHART}val//{CHART}f").text.endswith(f"${sheet.max_row}") for one in series)
    assert shown.alt in ElementTree.fromstring(drawing).find(".//*[@descr]").get("descr")
    title = "".join(chart.find(f".//{CHART}title").itertext())
    assert shown.headline in title and "DEMODATA" in title


def test_a_moment_of_publication_that_nobody_stated_stands_in_no_file(data):
    _, what = taken_at(UNEMPLOYMENT, data)
    unstated = tuple(replace(one, updated=one.fetched) for one in what.origin.publications)
    what = replace(what, origin=replace(what.origin, publications=unstated))  # what was known before it was read anew
    assert {(row["published"], row["fetched"]) for row in rows_of(taking.csv_for_programs(what))} == {
        ("", "2026-10-30T05:30:00Z")
    }
    assert "Publicerad" not in [row[0].value for row in book_of(what)["Noter"].rows]
    with zipfile.ZipFile(io.BytesIO(taking.zipped(what))) as archive:
        source = json.loads(archive.read("metadata.json"))["source"]
    assert source["published"] is None and "ublicerad" not in source["line"] + source["citation"]


def test_csv_for_excel_has_semicolons_decimal_commas_and_a_byte_order_mark(data):
    shown, what = taken_at(UNEMPLOYMENT, data)
    content = taking.csv_for_excel(what)
    assert content.startswith("\ufeffMånad;Åre;".encode())
    newest = rows_of(content, ";")[-1]
    assert newest["Åre"] == "2,1" and newest["Åre, anmärkning"] == "preliminär" and newest["Källa"] == shown.source


def test_csv_for_programs_has_codes_names_status_unit_and_origin_on_every_row(data):
    _, what = taken_at(f"{UNEMPLOYMENT}&kon=kvinnor", data)
    content = taking.csv_for_programs(what)
    assert not content.startswith("\ufeff".encode())
    (row,) = [row for row in rows_of(content) if row["region_code"] == "2321" and row["period"] == "2026-08"]
    assert row == {
        "indicator": "unemployment_rate",
        "region_code": "2321",
        "region": "Åre",
        "period": "2026-08",
        "age": "20-64",
        "age_name": "20–64 år",
        "birth_region": "total",
        "birth_region_name": "alla födelseländer",
        "sex": "women",
        "sex_name": "kvinnor",
        "value": row["value"],
        "status": "preliminary",
        "unit": "procent av arbetskraften",
        "table": "TAB6260 DEMODATA",
        "published": "2026-10-29T06:00:00Z",
        "fetched": "2026-10-30T05:30:00Z",
    }
    assert float(row["value"]) > 0


def test_the_zip_holds_the_same_files_a_description_and_how_to_read_them(data):
    shown, what = taken_at(UNEMPLOYMENT, data)
    content = taking.zipped(what)
    assert content == taking.zipped(what)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = "arbetsloshet-are-2026-08"
    assert set(files) == {"LÄSMIG.txt", f"{name}.xlsx", f"{name}.csv", f"{name}-excel.csv", "metadata.json"}
    assert files[f"{name}.csv"] == taking.csv_for_programs(what)
    assert files[f"{name}.xlsx"] == taking.workbook(what)
    described = json.loads(files["metadata.json"])
    assert described["sentence"] == shown.sentence and described["synthetic"] is True
    assert described["source"]["tables"] == ["TAB6260"] and described["numbers"]["series"]["names"]["2321"] == "Åre"
    readme = files["LÄSMIG.txt"].decode()
    assert shown.sentence in readme and "DEMODATA" in readme and f"{name}-excel.csv" in readme


def test_the_sentence_for_a_chat_is_one_line_with_period_and_source(data):
    shown, what = taken_at(UNEMPLOYMENT, data)
    assert what.claim_line.startswith(shown.sentence) and "\n" not in what.claim_line
    assert what.claim_line.endswith("Gäller augusti 2026. Källa: SCB, tabell TAB6260. DEMODATA.")


def shown_ways(data):
    """Every way of every measure of the made-up store."""
    for id_ in MADE:
        declared = catalogue.indicator(id_)
        for way in ways.by_word().values():
            if not declared.supporting and not way.why_not(declared):
                yield f"/indikator/{declared.slug}?region=2321&matt={way.word}"


def test_every_way_of_every_measure_gives_files_whose_empty_cells_say_why(data):
    for address in shown_ways(data):
        shown, what = taken_at(address, data)
        assert shown.numbers is not None, f"{address} has no numbers as values"
        for row in rows_of(taking.csv_for_programs(what)):
            assert row["value"] or row["status"], f"{address}: {row}"
        wide = rows_of(taking.csv_for_excel(what), ";")
        for row in wide:
            for series in shown.numbers.columns.labels_sv:
                assert row[series] or row[f"{series}, {REMARK_SV}"], f"{address}: {row}"


@pytest.mark.parametrize("way", ["niva", "fjol", "index", "gap", "tolv"])
def test_the_files_numbers_are_those_of_the_pages_table(way, data):
    """As text: a number of the file, in Swedish, is what the table of all numbers says."""
    slug = "arbetslosa" if way == "index" else "arbetsloshet"
    shown, _ = taken_at(f"/indikator/{slug}?region=2321&matt={way}", data)
    numbers, table = shown.numbers, shown.tables.series
    titles = [column.title for column in table.columns]
    compared = 0
    for cell in numbers.cells():
        period, place = numbers.rows.labels_sv[cell.row], numbers.columns.labels_sv[cell.column]
        row = next((row for row in table.rows if row[0] == period), None)
        if row is None or place not in titles:
            continue
        text = row[titles.index(place)]
        if cell.value is None:
            assert not re.search(r"\d", text) and status_sv(cell.status)
        else:
            said = (swedish.number(cell.value, numbers.decimals), swedish.signed(cell.value, numbers.decimals))
            assert text in (*said, swedish.cell(cell.value, decimals=numbers.decimals)), (period, place)
        compared += 1
    assert compared > 60


def test_texts_that_a_spreadsheet_takes_for_formulas_are_texts(data):
    shown, what = taken_at(UNEMPLOYMENT, data)
    numbers = shown.numbers
    names = ("=1+1", "+46", "-1", "@SUM(A1)", *numbers.columns.labels_sv[4:])
    evil = replace(
        what, numbers=replace(numbers, columns=replace(numbers.columns, labels_sv=names)), headline="=HYPERLINK(A1)"
    )
    heads = next(csv.reader(io.StringIO(taking.csv_for_excel(evil).decode("utf-8-sig")), delimiter=";"))
    assert [head for head in heads if head[:1] in "=+-@"] == [] and "'=1+1" in heads
    assert {row["region"] for row in rows_of(taking.csv_for_programs(evil))} >= {"'=1+1", "'+46", "'-1", "'@SUM(A1)"}
    book = book_of(evil)
    kinds = {cell.data_type for sheet in book for row in sheet.rows for cell in row if cell.value is not None}
    assert kinds == {"s", "n"}
    assert book["Diagram"]["A1"].value == "=HYPERLINK(A1)"
