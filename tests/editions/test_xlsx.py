"""The workbook of an edition, read back by openpyxl and opened by LibreOffice."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from dashboard.editions.content import Corrected
from dashboard.editions.forms._book.contents_of import column_width
from dashboard.editions.forms.xlsx import FORMS, check, document
from tests.editions.fixture import edition
from tests.editions.office import pages_of

FIGURES = {
    "2 Arbetslöshet": (2, 0),
    "3 Arbetslöshet": (3, 0),
    "4b Sysselsättningsgrad": (4, 1),
    "5 Folkmängd": (5, 0),
    "7 Bruttoregionprodukt": (7, 0),
}
"""Sheets, and the slide and figure that each is of: the first slide that is not the summary."""


@pytest.fixture(scope="module")
def content():
    return document(edition())


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        return {name: read.read(name) for name in read.namelist()}


def used_of(sheet):
    slide, figure = FIGURES[sheet]
    return edition().slides[slide - 1].used[figure]


def table_of(sheet):
    """The numbers of a figure's sheet: (row, column) → value."""
    _, *headings = [cell.value for cell in sheet[6]]
    found = {}
    for row in sheet.iter_rows(min_row=7, values_only=True):
        name = row[0].strftime("%Y-%m") if isinstance(row[0], datetime) else row[0]
        found |= {(name, heading): value for heading, value in zip(headings, row[1:], strict=True) if heading}
    return found


def test_contents_link_to_every_sheet(book):
    contents = book["Innehåll"]
    links = {cell.value: cell.hyperlink.location for cell in contents["A"] if cell.hyperlink}
    assert list(links) == book.sheetnames[1:]
    assert links["3 Arbetslöshet"] == "'3 Arbetslöshet'!A1"
    wanted = ["Läget i korthet", *FIGURES, "Rättelser och frågor", "Definitioner", "Tecken"]
    assert book.sheetnames[1:] == [*wanted, "Så läser du siffrorna", "Källor"]
    on = {contents.cell(row, 1).value: contents.cell(row, 2).value for row in range(7, contents.max_row + 1)}
    assert on["2 Arbetslöshet"] == "1, 2 och 4" and on["3 Arbetslöshet"] == 3


def test_every_number_of_the_edition_is_in_its_cell_and_no_other(book):
    for name in FIGURES:
        used = used_of(name)
        rows = (
            used.rows.labels_sv if used.rows.name == "region_code" or len(used.rows.codes[0]) == 4 else used.rows.codes
        )
        assert table_of(book[name]) == {
            (row, column): used.values[r][c]
            for r, row in enumerate(rows)
            for c, column in enumerate(used.columns.labels_sv)
        }
    shown = {(one.title, one.values, one.status) for slide in edition().slides for one in slide.used}
    assert shown == {(used.title, used.values, used.status) for used in map(used_of, FIGURES)}


def test_a_sheet_has_claim_measure_sentence_source_and_mark_above_headings_that_stay(book):
    sheet, used = book["2 Arbetslöshet"], used_of("2 Arbetslöshet")
    assert sheet["A1"].value == used.headline and sheet["A3"].value == used.sentence
    assert sheet["A2"].value.startswith(used.title) and "Alla tal: preliminär." in sheet["A2"].value
    assert "SCB, tabell TAB6260" in sheet["A4"].value and "DEMODATA" in sheet["A4"].value
    assert sheet.freeze_panes == "B7"
    assert [cell.value for cell in sheet[6]] == ["Månad", *used.columns.labels_sv]
    assert all(book[name].freeze_panes for name in book.sheetnames)


def test_the_charts_draw_what_the_figure_draws_and_have_words(content):
    parts = parts_of(content)
    drawn = [inside.decode() for name, inside in sorted(parts.items()) if name.startswith("xl/drawings/drawing")]
    told = {alt for inside in drawn for alt in re.findall(r'descr="([^"]+)"', inside)}
    assert len(drawn) == 5 and told == {used_of(name).alt for name in FIGURES}
    charts = {name: inside.decode() for name, inside in parts.items() if name.startswith("xl/charts/chart")}
    assert sorted(inside.count("<c:ser>") for inside in charts.values()) == [1, 1, 2, 2, 2]
    bars = next(inside for inside in charts.values() if "<c:barChart>" in inside)
    assert re.search(r"<c:catAx>.*?maxMin.*?</c:catAx>", bars) and not re.search(r"<c:valAx>.*?maxMin", bars)


def test_what_is_hidden_missing_or_not_published_is_an_empty_cell_with_its_own_remark():
    used = used_of("3 Arbetslöshet")
    absent = ("suppressed", "missing", "not_published", "not_applicable", "withdrawn")
    values = tuple((None, row[1]) if n < 5 else row for n, row in enumerate(used.values))
    status = tuple((absent[n], "") if n < 5 else ("", "") for n, _ in enumerate(used.status))
    slide = replace(edition().slides[2], used=(replace(used, values=values, status=status),))
    made = replace(edition(), slides=(slide,))
    content = document(made)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["3 Arbetslöshet"]
    rows = list(sheet.iter_rows(min_row=7, values_only=True))
    assert [row[1] for row in rows[:5]] == [None] * 5 and len({row[2] for row in rows[:5]}) == 5
    assert all(row[2] for row in rows[:5]) and not any(row[2] for row in rows[5:])
    assert check(made, content) == []
    signs = openpyxl.load_workbook(io.BytesIO(content))["Tecken"]
    told = {str(cell.value).lower() for cell in signs["A"]}
    assert {row[2] for row in rows[:5]} <= told


def test_no_text_becomes_a_formula_or_a_link():
    bad = '=HYPERLINK("http://evil.example","x")'
    used = replace(used_of("3 Arbetslöshet"), headline=bad, title=f"{bad} [1]: *?")
    slide = replace(edition().slides[2], used=(used,), definition=bad)
    content = document(replace(edition(), slides=(slide,), note="=1+1"))
    sheets = [inside for name, inside in parts_of(content).items() if name.startswith("xl/worksheets/")]
    assert not any(re.search(rb"<f[ >]|evil.example/?\"[^<]*TargetMode", inside) for inside in sheets)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book[book.sheetnames[2]]["A1"].value == bad and len(book.sheetnames[2]) <= 31


def test_definitions_signs_corrections_and_approved_questions_are_there_and_nothing_secret(content, book):
    definitions = [cell.value for cell in book["Definitioner"]["A"]]
    assert definitions[0] == "Definitioner" and edition().slides[1].title in definitions
    signs = {row[0].value: row[1].value for row in book["Tecken"].iter_rows(min_row=6)}
    assert signs[".."] == "uppgiften saknas hos källan"
    questions = [cell.value for cell in book["Rättelser och frågor"]["A"]]
    assert "Räknas de som pendlar till Norge?" in questions
    assert not any(b"HEMLIG" in inside for inside in parts_of(content).values())
    wrong = Corrected(slide=2, what_sv="Arbetslöshet i Berg", wrong="3,6", right="3,4")
    corrected = openpyxl.load_workbook(io.BytesIO(document(replace(edition(), corrected=(wrong,)))))
    rows = list(corrected["Rättelser och frågor"].iter_rows(values_only=True))
    assert ("Bild 2", "–", "Arbetslöshet i Berg", "3,6", "3,4", "–", "–") in rows


def test_the_same_edition_gives_the_same_workbook_with_its_moment(content):
    assert document(edition()) == content
    assert parts_of(content)["docProps/core.xml"].count(b"2026-11-27T12:00:00Z") == 2


def test_the_check_finds_nothing_in_its_own_workbook_and_what_is_wrong_in_another(content):
    assert check(edition(), content) == []
    used = used_of("7 Bruttoregionprodukt")
    slides = list(edition().slides)
    slides[6] = replace(slides[6], used=(replace(used, values=((1.0, *used.values[0][1:]), *used.values[1:])),))
    slides[2] = replace(slides[2], number=9)
    told = check(replace(edition(), slides=tuple(slides)), content)
    assert told == [
        "XLSX: bladet ”7 Bruttoregionprodukt”: siffrorna är inte utgåvans.",
        "XLSX: bladet ”9 Arbetslöshet” saknas.",
    ]
    assert check(edition(), b"nothing")[0].startswith("XLSX-filen går inte att läsa")
    assert [form.word for form in FORMS] == ["xlsx"]


def test_a_printed_sheet_has_its_headings_on_each_page_and_its_chart_whole(book):
    plain, wide = book["3 Arbetslöshet"], book["2 Arbetslöshet"]
    assert plain.print_title_rows == wide.print_title_rows == "$6:$6"
    assert plain.print_area == "'3 Arbetslöshet'!$A$1:$P$27" and plain.page_setup.orientation == "landscape"
    table, chart = wide.print_area.split(",")
    assert table == "'2 Arbetslöshet'!$A$1:$K$86" and chart == "'2 Arbetslöshet'!$M$7:$X$27"
    assert wide.page_setup.scale == 75 and all(chart.anchor._from.row == 6 for chart in wide._charts)
    assert {str(one) for one in wide.merged_cells.ranges} == {f"A{row}:K{row}" for row in range(1, 5)}
    assert all("sida &P av &N" in sheet.oddFooter.right.text for sheet in book)


def test_what_is_judged_on_twelve_months_is_charted_as_their_sums():
    used = used_of("5 Folkmängd")
    said = replace(used.said, kind="Rare")
    slide = replace(edition().slides[4], used=(replace(used, said=said),))
    made = replace(edition(), slides=(slide,))
    content = document(made)
    assert check(made, content) == []
    sheet = openpyxl.load_workbook(io.BytesIO(content))["5 Folkmängd"]
    at = len(used.columns.codes) + 2
    assert sheet.cell(6, at).value == f"{used.columns.labels_sv[0]}, tolv månader"
    assert sheet.cell(17, at).value is None
    assert sheet.cell(18, at).value == sum(row[0] for row in used.values[:12])
    (chart,) = (inside for name, inside in parts_of(content).items() if name.startswith("xl/charts/chart"))
    (values,) = set(re.findall(rb"<c:val><c:numRef><c:f>'5 Folkm.{2}ngd'!\$([A-Z]+)\$18:", chart))
    assert openpyxl.utils.get_column_letter(at).encode() == values


def test_libreoffice_opens_every_sheet_with_its_claim(content, tmp_path):
    pages = pages_of(content, "mote.xlsx", tmp_path)
    assert len(pages) >= 12
    for name in FIGURES:
        assert any(" ".join(used_of(name).headline.split()) in page for page in pages)
    assert any("Vad måtten visar och inte visar" in page for page in pages)


def test_a_column_is_as_wide_as_its_longest_word():
    assert (
        column_width(["Ort", "i detaljplanehandläggarutbildningen"], 20) == len("detaljplanehandläggarutbildningen") + 2
    )
    assert column_width(["Ort", "en lång text av korta ord som bryts"], 20) == 20
