"""The PDF: accessible by all rules of PDF/UA-1, readable as text, complete, and refused when it would not be."""

import io
from dataclasses import replace

import page
import pikepdf
import pytest

from dashboard.forms.pdf import Document, Page, build_pdf
from dashboard.meetings import segment
from dashboard.model import Column, Table
from dashboard.words import swedish
from dashboard.words.swedish import kept_together
from loaders.ground.errors import ReportError
from tests.dashboard import made_meetings
from tests.dashboard.forms.pdf_sheets import raw_texts, texts
from tests.shared import chromium

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="700" height="430" viewBox="0 0 700 430">'
    '<path d="M50,200L600,180" style="stroke: #0F5C7A; fill: none"/>'
    '<text x="610" y="180" style="font-family: Inter, \'Segoe UI\', sans-serif; font-size: 14px">Åre 3,7</text></svg>'
)
LONG = Table(
    "Arbetslöshet, procent, per månad",
    (Column("Månad"), Column("Jämtlands län", True), Column("Riket", True)),
    tuple((month, "3,7", "6,1") for month in made_meetings.MONTHS * 4),
)


def document(*pages: Page, organisation: str = "Region Jämtland Härjedalen") -> bytes:
    meeting = made_meetings.a_meeting(len(pages))
    return build_pdf(
        Document(
            title=meeting.title,
            day=meeting.date,
            place=meeting.place,
            county=meeting.county,
            as_of=made_meetings.AS_OF,
            pages=pages,
            organisation=organisation,
        )
    )


@pytest.fixture(scope="module")
def whole() -> bytes:
    slide = made_meetings.slide()
    return document(
        Page(slide=slide, svg=PICTURE, words="Första stycket om Åre.\n\nAndra stycket."),
        Page(slide=slide, svg=PICTURE, headline="Åre och Östersund drar ifrån"),
        Page(slide=replace(slide, figure=None, alt="", headline="BRP för 2025 kommer i december 2026"), svg=None),
        Page(slide=replace(slide, table=LONG, headline="Tre år i augusti 2026"), svg=PICTURE),
    )


def test_all_rules_of_pdf_ua_1_pass(whole):
    report = page.validate_pdf_bytes(whole, profile="ua1")
    assert [failure.message for failure in report.failures] == []
    assert (report.rules.passed, report.rules.total) == (104, 104)


def test_swedish_letters_come_out_as_written(whole):
    sheets = texts(whole)
    assert "Regional näringslivsdialog 30 november 2026" in sheets[0]
    assert "Åre och Östersund drar ifrån" in sheets[0]
    assert "Härjedalen" in sheets[1]
    assert "Åre 3,7" in sheets[1], "text of the picture is text, not outlines"
    assert "Första stycket om Åre." in sheets[1]
    assert "1\u00a0120" in raw_texts(whole)[1]


def test_every_sheet_says_demodata_its_day_and_its_number(whole):
    sheets = texts(whole)
    for number, sheet in enumerate(sheets, start=1):
        assert "DEMODATA" in sheet
        assert "Siffrorna visar läget 22 november 2026." in sheet
        assert f"Sida {number} av {len(sheets)}" in sheet
    source = "Källa: SCB, tabell TAB6260, publicerad 29 oktober 2026, hämtad 30 oktober 2026. Preliminär. DEMODATA."
    assert all(source in sheet for sheet in sheets[1:4])


def test_the_last_sheet_says_how_to_read_the_figures(whole):
    last = texts(whole)[-1]
    assert last.startswith("Regional näringslivsdialog") and "Så läser du siffrorna" in last
    assert all(meaning in last for _, meaning in swedish.SIGNS) and "Arbetslöshet mäts på tre sätt" in last


def test_the_organisation_stands_first_in_every_foot_and_as_author(whole):
    sheets = texts(whole)
    assert sheets[0].count("Region Jämtland Härjedalen") == 2
    assert all("Region Jämtland Härjedalen. Siffrorna visar läget 22 november 2026." in sheet for sheet in sheets)
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        assert pdf.open_metadata()["dc:creator"] == ["Region Jämtland Härjedalen"]
        assert str(pdf.docinfo["/Author"]) == "Region Jämtland Härjedalen"
    without = document(Page(slide=made_meetings.slide(), svg=PICTURE), organisation="")
    assert texts(without)[0].count("Siffrorna visar läget") == 1 and "Härjedalen. Siffrorna" not in texts(without)[0]
    with pikepdf.open(io.BytesIO(without)) as pdf:
        assert str(pdf.docinfo["/Author"]) == "Länspuls, Jämtlands län"


def test_the_analysts_headline_is_marked_and_the_datas_own_is_kept(whole):
    sheet = texts(whole)[2]
    assert sheet.index("Åre och Östersund drar ifrån") < sheet.index("Rubriken är analytikerns")
    assert "Ur siffrorna: I augusti 2026 var arbetslösheten i Jämtlands län 3,7 procent" in sheet


def test_official_figures_carry_no_demo_mark():
    slide = made_meetings.slide(synthetic=False)
    assert not any("DEMODATA" in sheet for sheet in texts(document(Page(slide=slide, svg=PICTURE))))


def test_title_language_bookmarks_fonts_and_alt_words(whole):
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        assert str(pdf.Root.Lang) == "sv-SE"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.open_metadata()["dc:title"] == "Regional näringslivsdialog 30 november 2026"
        with pdf.open_outline() as outline:
            assert [item.title.replace("\u00a0", " ") for item in outline.root][:3] == [
                "Sammanfattning",
                "I augusti 2026 var arbetslösheten i Jämtlands län 3,7 procent, lägre än i riket",
                "Åre och Östersund drar ifrån",
            ]
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        assert fonts
        assert all("Inter" in str(font.FontName) and "/FontFile2" in font for font in fonts)
        tags = [
            o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") in ("/Figure", "/TH", "/Table")
        ]
        figures = [str(tag.Alt) for tag in tags if tag.S == "/Figure"]
        assert figures == [made_meetings.view().alt] * 3
        assert sum(tag.S == "/Table" for tag in tags) == 4 + 3  # the last sheet has three of its own
        assert sum(tag.S == "/TH" for tag in tags) == 4 + 4 + 4 + 3 + (5 + 3 + 2)
        width, height = (float(side) for side in pdf.pages[0].MediaBox[2:])
        assert (round(width), round(height)) == (842, 595)


def test_long_tables_lose_no_row(whole):
    assert sum(sheet.count("2024-03 3,7 6,1") for sheet in texts(whole)) == 4


def test_a_figure_without_alt_text_stops_the_build():
    with pytest.raises(ReportError, match=r"view 1 .*without alt text"):
        document(Page(slide=replace(made_meetings.slide(), alt=" "), svg=PICTURE))


def test_a_figure_that_was_not_drawn_stops_the_build():
    with pytest.raises(ReportError, match="not drawn"):
        document(Page(slide=made_meetings.slide(), svg=None))


def test_a_broken_picture_stops_the_build():
    with pytest.raises(ReportError, match="could not be set"):
        document(Page(slide=made_meetings.slide(), svg="<svg"))


def test_words_are_text_and_never_markup():
    words = '#read("/etc/passwd") *inte fet* $x$ @ref <märke> \\ `kod` = Ingen rubrik'
    assert words in texts(document(Page(slide=made_meetings.slide(headline=words), svg=PICTURE, words=words)))[1]


@pytest.mark.browser
def test_a_meeting_file_becomes_a_pdf_with_the_servers_own_browser(tmp_path):
    chromium()
    path = tmp_path / "2026-11-30.toml"
    path.write_text(
        'schema = 1\ndate = 2026-11-30\ntitle = "Möte"\nplace = "Åre"\ncounty = "23"\n'
        '[[view]]\nlink = "/indikator/arbetsloshet"\n[[view]]\nlink = "/indikator/brp"\nwords = "Ord."\n',
        encoding="utf-8",
    )
    made = segment.meeting_pdf(path, made_meetings.HandMade(tmp_path))
    assert page.validate_pdf_bytes(made, profile="ua1").is_compliant
    assert "Jämtlands län 3,7" in texts(made)[2]


def test_no_line_of_a_headline_ends_between_a_name_and_its_kind_of_place():
    assert (
        kept_together("Lägst i Åre kommun i Jämtlands län i år") == "Lägst i Åre\u00a0kommun i Jämtlands\u00a0län i år"
    )
    assert kept_together("Åre och Krokoms kommuner i länet") == "Åre och Krokoms\u00a0kommuner i länet"


def test_long_words_go_on_over_the_page_and_none_is_lost():
    words = " ".join(f"ord{n}" for n in range(900))
    sheets = texts(document(Page(slide=made_meetings.slide(), svg=PICTURE, words=words)))
    found = " ".join(sheets)
    assert all(f"ord{n}" in found for n in range(900))


def test_a_table_of_industries_gets_a_sheet_of_its_own():
    industries = Table(
        "Alla branscher i Jämtlands län", (Column("Bransch"), Column("antal", True)), (("Vård", "9"),) * 17
    )
    sheets = texts(document(Page(slide=made_meetings.slide(further=(industries,)), svg=PICTURE)))
    assert sheets[2].count("Vård 9") == 17
