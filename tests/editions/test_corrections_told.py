"""What has been corrected is one table, the same cells in every form that has a place for it."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import openpyxl
import pytest
from pptx import Presentation

from dashboard.editions import page_body
from dashboard.editions.content import Corrected, Kind
from dashboard.editions.corrections_told import COLUMNS, corrections_of
from dashboard.editions.forms import all_forms
from dashboard.publishing.correcting import corrected_before
from tests.dashboard.markup import untied
from tests.editions.fixture import edition
from tests.editions.test_pdf_form import texts

NOTE = "Folkmängden var fel inläst av oss. Felet rättades samma dag."
HEADINGS = ["Bild", "Plats", "Mått", "Stod förut", "Rätt är", "Varför", "Rättat"]
ROWS = [
    ["Bild 5", "Jämtlands län", "Folkmängd, augusti 2026", "132\u00a0800", "132\u00a0750", NOTE, "4 december 2026"],
    ["Bild 2", "Åre", "Arbetslöshet, augusti 2026", "3,1", "sekretess", "Ett skrivfel.", "1 december 2026"],
    ["–", "–", "Gästnätter, Åre, juli 2026", "310", "300", "Ett skrivfel.", "1 december 2026"],
]


@pytest.fixture(scope="module")
def corrected():
    """The third edition of the fixture's meeting: a correction after a correction."""
    own = Corrected(
        slide=5, what_sv="Folkmängd, Jämtlands län, augusti 2026", wrong="132\u00a0800", right="132\u00a0750",
        measure_sv="Folkmängd, augusti 2026", place_sv="Jämtlands län", why_sv=NOTE, day=date(2026, 12, 4),
    )  # fmt: skip
    first = Corrected(
        slide=2, what_sv="Arbetslöshet, Åre, augusti 2026", wrong="3,1", right="sekretess",
        measure_sv="Arbetslöshet, augusti 2026", place_sv="Åre", why_sv="Ett skrivfel.", day=date(2026, 12, 1),
    )  # fmt: skip
    gone = replace(first, slide=0, what_sv="Gästnätter, Åre, juli 2026", wrong="310", right="300")
    gone = replace(gone, measure_sv="", place_sv="")
    moment = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
    return replace(
        edition(), number=3, kind=Kind.CORRECTION, moment=moment, note=NOTE, corrected=(own, first, gone), turned=()
    )


class Tables(HTMLParser):
    """The tables of a page by their captions, as rows of the texts of their cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, list[list[str]]] = {}
        self.links: list[str] = []
        self._rows: list[list[str]] = []
        self._caption: list[str] | None = None
        self.feed(untied(page))

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self._rows = []
        elif tag == "caption":
            self._caption = []
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("th", "td"):
            self._rows[-1].append("")
        elif tag == "a" and self._rows and self._rows[-1]:
            self.links.append(dict(attrs)["href"])

    def handle_data(self, data):
        if self._caption is not None:
            self._caption.append(data)
        elif self._rows and self._rows[-1]:
            self._rows[-1][-1] += data.rstrip("\n")

    def handle_endtag(self, tag):
        if tag == "caption" and self._caption is not None:
            self.found["".join(self._caption)] = self._rows
            self._caption = None
        elif tag == "table":
            self._rows = []


def made(corrected, word):
    form = next(one for one in all_forms() if one.word == word)
    content = form.make(corrected)
    assert list(form.check(corrected, content)) == []
    return content


def test_the_table_has_slide_place_measure_both_numbers_why_and_when(corrected):
    told = corrections_of(corrected)
    assert [column.title for column in told.columns] == HEADINGS and [list(row) for row in told.rows] == ROWS
    assert [column.title for column in COLUMNS if column.numeric] == ["Stod förut", "Rätt är"]


def test_page_file_and_fragment_have_the_same_cells(corrected):
    page = Tables(page_body.body(corrected).decode())
    assert page.found["Det som har rättats"] == [HEADINGS, *ROWS] and page.links[:2] == ["#5", "#2"]
    assert Tables(made(corrected, "html").decode()).found["Det som har rättats"] == [HEADINGS, *ROWS]
    parts = Tables(made(corrected, "fragment").decode()).found  # parted for a phone, the slide in each part
    first, second = parts["Det som har rättats"], parts["Det som har rättats, fortsättning"]
    assert [one + more[1:] for one, more in zip(first, second, strict=True)] == [HEADINGS, *ROWS]


def test_workbook_deck_and_minutes_have_the_same_cells(corrected):
    sheet = openpyxl.load_workbook(io.BytesIO(made(corrected, "xlsx")))["Rättelser och frågor"]
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    at = rows.index(["Det som har rättats"])
    assert rows[at + 1 : at + 5] == [HEADINGS, *ROWS]
    slide = list(Presentation(io.BytesIO(made(corrected, "pptx"))).slides)[1]
    [table] = [shape.table for shape in slide.shapes if shape.has_table]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [HEADINGS, *ROWS]
    lines = made(corrected, "protokoll").decode().splitlines()
    at = lines.index("Det som har rättats")
    assert [line.split(" | ") for line in lines[at + 1 : at + 5]] == [HEADINGS, *ROWS]


@pytest.mark.parametrize("rows", [3, 60])
def test_the_document_has_the_same_cells_also_where_they_are_many(corrected, rows):
    asked = replace(corrected, slides=corrected.slides[4:5], municipalities=(), news=(), reading=(), reading_told=())
    asked = replace(asked, corrected=(corrected.corrected * 20)[:rows])
    form = next(one for one in all_forms() if one.word == "pdf")
    read = " ".join(texts(form.make(asked)))
    for row in (HEADINGS, *ROWS):
        assert len(re.findall(re.escape(" ".join(row).replace("\u00a0", " ")), read.replace("\u00a0", " "))) >= 1, row
    assert read.count(NOTE) >= len([one for one in asked.corrected if one.why_sv == NOTE])


def test_what_was_corrected_before_is_told_on_the_slide_that_shows_it_now(corrected):
    """An edition from before rows had reasons says its own note of them; a slide that is left out is none."""
    old = Corrected(slide=5, what_sv="Folkmängd, augusti 2026", wrong="1", right="2")
    before = replace(corrected, number=2, note="Fel i källan.", corrected=(old, replace(old, slide=2)))
    after = replace(corrected, slides=(replace(before.slides[4], number=1), replace(before.slides[0], number=2)))
    moved, gone = corrected_before(before, after)
    assert (moved.slide, moved.why_sv, moved.day) == (1, "Fel i källan.", date(2026, 12, 4))
    assert gone.slide == 0
    later = replace(after, kind=Kind.ADDITION, note="Tillägg.", corrected=(moved,))
    assert corrections_of(later).rows[0][5:] == ("Fel i källan.", "4 december 2026")
