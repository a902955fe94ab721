"""The PDF of an edition: accessible and for archives by every rule, complete, in order, the same bytes every time."""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import page
import pikepdf
import pypdfium2
import pytest

from dashboard.editions.content import Corrected, Edition, Kind, OwnPicture, Revised, Slide
from dashboard.editions.forms._pdf import sheets, small_lines
from dashboard.editions.forms._pdf.sheets import SECTIONS, well_broken
from dashboard.editions.forms.pdf import document
from dashboard.figures.theme import THEME
from dashboard.forms.pdf.typesetter import with_row_headings
from dashboard.model import Column, Table
from dashboard.words import swedish
from loaders.ground.errors import ReportError
from tests.dashboard.forms.pdf_sheets import PICTURE, raw_texts, texts
from tests.editions.fixture import edition

SMALLEST_POINTS = 9.7
FOOT_LINES = 4


@pytest.fixture(scope="module")
def asked() -> Edition:
    """The fixture, which has a line in every row."""
    return edition()


@pytest.fixture(scope="module")
def whole(asked) -> bytes:
    return document(asked)


@pytest.fixture(scope="module")
def pages(whole) -> list[str]:
    return texts(whole)


def small(*slides: Slide, **changes) -> Edition:
    """An edition of a few slides and little else."""
    return replace(edition(), slides=slides, **{"municipalities": (), "reading": (), "questions": ()} | changes)


def of_one(**changes) -> Edition:
    slide = edition().slides[1]
    return small(replace(slide, **changes))


@pytest.mark.parametrize(("profile", "rules"), [("ua1", 104), ("2a", 154)])
def test_all_rules_for_access_and_for_archives_pass(whole, profile, rules):
    report = page.validate_pdf_bytes(whole, profile=profile)
    assert [failure.message for failure in report.failures] == []
    assert (report.rules.passed, report.rules.total) == (rules, rules)


def test_the_same_edition_is_the_same_bytes_dated_its_moment(asked, whole):
    assert document(asked) == whole
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261127120000")
        assert pdf.open_metadata()["xmp:CreateDate"].startswith("2026-11-27T12:00:00")
    later = datetime(2026, 11, 28, 7, 30, tzinfo=UTC)
    with pikepdf.open(io.BytesIO(document(small(asked.slides[5], moment=later)))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261128073000")


def headings(pdf: bytes) -> Iterator[tuple[int, str]]:
    """Every bookmark: how deep, and what it says."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        for item in outline.root:
            yield 1, " ".join(item.title.split())
            yield from ((2, " ".join(child.title.split())) for child in item.children)


def test_nine_sections_stand_in_order_and_the_contents_lead_to_each(whole, pages, asked):
    found = list(headings(whole))
    assert [title for level, title in found if level == 1] == [f"{n} {title}" for n, title in enumerate(SECTIONS, 1)]
    told = [title for level, title in found if level == 2]
    assert [slide.headline for slide in asked.shown[1:]] == told[: len(asked.shown) - 1]
    assert told[-8:] == [one.name for one in asked.municipalities]
    assert all(f"{n} {title}" in pages[0] for n, title in enumerate(SECTIONS, 1))
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        links = [one for one in pdf.pages[0].Annots if one.Subtype == "/Link"]
        assert len(links) >= len(found) - 1
        assert str(pdf.Root.Lang) == "sv-SE" and pdf.Root.ViewerPreferences.DisplayDocTitle


def test_the_summary_stands_alone_on_its_page(pages, asked, whole):
    alone = pages[1]
    for row in asked.summary:
        assert all(" ".join(part.split()) in alone for part in (row.title, row.value, row.than, row.word, row.sentence))
    for part in ("Regional näringslivsdialog 30 november 2026", "utgåva 1", "siffror kända 27 november 2026"):
        assert part in alone
    assert "Region Jämtland Härjedalen" in alone and "DEMODATA" in alone and "Tre meningar att ta med" in alone
    assert "Bild 1 på mötet visade den här tabellen." in alone
    assert min(sizes(whole, 1)) >= SMALLEST_POINTS


def test_a_summary_of_seven_rows_with_long_sentences_still_has_one_page(asked):
    row = replace(asked.summary[0], sentence=" ".join((asked.summary[0].sentence,) * 2))
    made = document(small(asked.slides[5], summary=(row,) * 7))
    found = texts(made)
    assert "Sju meningar att ta med" in found[1] and "När ett ord används står i avsnitt 7." in found[1]
    assert found[2].startswith("2 Bilderna på mötet") and min(sizes(made, 1)) >= SMALLEST_POINTS


def test_the_participants_figures_stand_apart(asked):
    told = Table("Deltagarnas uppgifter", (Column("Vad"), Column("Värde", True)), (("Hushåll", "1\u00a0103"),))
    slides = (asked.slides[5], replace(asked.slides[5], number=7, headline="DEMODATA: en till"))
    found = texts(document(small(*slides, participants=(told,))))
    (own,) = [sheet for sheet in found if "Hushåll 1 103" in sheet]
    assert "De är inte officiell statistik" in own
    assert sum("så kan en fri bild" in sheet and "en till" in sheet for sheet in found[2:]) == 1, (
        "two short slides share"
    )
    assert "Utan innehåll den här gången: 4 Din kommun." in found[0]


def sizes(pdf: bytes, number: int) -> set[float]:
    """The sizes of the letters of a page, in points."""
    opened = pypdfium2.PdfDocument(pdf)
    text = opened[number].get_textpage()
    found = {pypdfium2.raw.FPDFText_GetFontSize(text, n) for n in range(text.count_chars())}
    opened.close()
    return {round(size, 2) for size in found if size > 1}


def test_the_slides_have_their_sentence_table_and_source_and_their_number(pages, asked):
    flat = " ".join(pages)
    for slide in asked.slides[1:]:
        assert " ".join(slide.headline.split()) in flat and " ".join(slide.sentence.split()) in flat
        for table in slide.tables:
            assert all(" ".join(" ".join(row).split()) in flat for row in table.rows), table.caption
    (unemployment,) = [one for one in pages if "bild 2 av 8" in one]
    for part in (
        "Jämtlands län 2,8 −0,3 −200",
        "Riket 4,8 −0,4 −21 200",
        "Vad visar den?",
        "DEMODATA. Länet jämförs med",
    ):
        assert part in unemployment
    assert "Rubriken är analytikerns. Ur siffrorna: Folkmängden i Jämtlands län ökade" in flat


def test_what_was_prepared_and_what_was_asked_has_a_section(pages):
    (prepared,) = [one for one in pages if "bild 7 av 8" in one]
    assert prepared.startswith("3 Förberett men inte visat, och frågor · bild 7 av 8")
    (questions,) = [one for one in pages[1:] if "Frågor, länkar och bilagor" in one]
    for part in ("Räknas de som pendlar till Norge?", "De kan saknas bland", "Ställd vid bild 2, Åre kommun"):
        assert part in questions
    assert "https://example.se/prognos" in questions and "Nästa möte: 14 december 2026." in questions


def test_every_municipality_has_one_page_with_its_numbers_first(pages, asked):
    for one in asked.municipalities:
        (own,) = [sheet for sheet in pages if f"{one.name} · sidan" in sheet]
        for row in one.rows:
            where = f"Bild {row.slide} · {row.period_sv}"
            assert " ".join(f"{row.title} {where} {row.value}".split()) in own.replace("\u00a0", " ")
            assert " ".join(row.county_value.split()) in own
        for part in (*one.said, one.differs, one.question, "Nittio sekunder", one.address):
            assert " ".join(part.split()) in own
    assert sum("Nittio sekunder" in sheet for sheet in pages) == 8


def test_a_municipality_of_many_rows_and_long_words_still_has_one_page(asked):
    one = asked.municipalities[2]
    many = replace(
        one, rows=one.rows * 2 + one.rows[:1], not_shown=("Varsel finns bara för län. Länets siffra: bild 5.",) * 3
    )
    found = texts(document(small(asked.slides[5], municipalities=(many,))))
    assert sum(f"{one.name} · sidan" in sheet for sheet in found) == 1
    assert any("Visas inte för Härjedalens kommun. Varsel finns bara för län." in sheet for sheet in found)


def test_how_to_read_the_figures_the_sources_and_the_corrections_come_last(pages, asked):
    flat = " ".join(pages[-3:])
    closed = flat.replace(" ", "")
    assert all(meaning in flat for _, meaning in swedish.SIGNS) and "Arbetslöshet mäts på tre sätt" in flat
    assert "Där man bor eller där man arbetar" in flat
    for source in asked.sources:
        assert "".join(source.next_sv.split()) in closed and source.published_sv in flat
    assert (
        flat.index("8 Källor")
        < flat.index("Frågor om siffrorna besvaras av Region Jämtland")
        < flat.index("9 Rättelser")
    )
    assert "Ingen siffra i mötets utgåvor har rättats." in flat
    assert "Inga deltagare har lämnat egna uppgifter" in flat


def test_no_page_has_three_lines_or_fewer(whole):
    for number, text in enumerate(raw_texts(whole), start=1):
        lines = [line for line in text.splitlines() if line.strip()]
        assert len(lines) - FOOT_LINES > 3, f"sheet {number}: {lines}"


@pytest.mark.parametrize("words", [(), ("Så här säger analytikern om siffran, med några ord till.",) * 3])
def test_the_end_of_a_long_sentence_has_no_page_of_its_own(asked, words):
    slide = next(one for one in asked.slides if len(one.tables) > 1)
    told = (slide.sentence * 6).split()
    lengths = range(len(told) // 6, len(told) // 2, 7)  # a line or less more each time
    made = document(small(*(replace(slide, sentence=" ".join(told[:n]), words=words) for n in lengths)))
    sheets = raw_texts(made)
    first = next(n for n, text in enumerate(sheets) if text.startswith("2 Bilderna på mötet"))
    last = next(n for n, text in enumerate(sheets) if n > first and text.startswith("3 Förberett"))
    assert last - first > len(lengths)
    for text in sheets[first:last]:
        assert len([line for line in text.splitlines() if line.strip()]) - FOOT_LINES > 3, text


def test_every_row_of_every_table_has_its_heading(whole):
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        elements = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        bodies = [one for one in elements if one.S == "/TBody"]
        rows = [row for body in bodies for row in listed(body.K) if row.S == "/TR"]
        first = [listed(row.K)[0] for row in rows]
        assert len(bodies) > 15 and len(rows) > 100
        assert all(cell.S == "/TH" and scope(cell) == "/Row" for cell in first)
        others = [cell for row in rows for cell in listed(row.K)[1:]]
        assert not any("/Headers" in one for cell in others for one in listed(cell.get("/A", pikepdf.Array())))
        heads = [cell for one in elements if one.S == "/THead" for row in listed(one.K) for cell in listed(row.K)]
        assert all(cell.S == "/TH" and scope(cell) == "/Column" for cell in heads)


def listed(kids) -> list:
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def scope(cell) -> str:
    return next(str(one["/Scope"]) for one in listed(cell.A) if "/Scope" in one)


def test_a_stream_never_ends_in_a_return_which_archives_refuse():
    drawn = b"q Q % 1004"
    assert zlib.compress(drawn)[-1:] == b"\r"
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pdf.make_stream(drawn)
    given = io.BytesIO()
    pdf.save(given)
    assert b"\r\nendstream" in given.getvalue()
    made = with_row_headings(given.getvalue())
    assert b"\r\nendstream" not in made and b">\nendstream" in made
    with pikepdf.open(io.BytesIO(made)) as again:
        assert again.pages[0].Contents.read_bytes() == drawn


def test_nothing_secret_and_every_mark_of_made_up_figures_is_in_it(whole, pages):
    assert not any("HEMLIG" in sheet for sheet in pages)
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        described = [str(one["/Alt"]) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert not any("HEMLIG" in text for text in described) and len(described) > 20
    assert all("DEMODATA" in sheet and f"sidan {n} av {len(pages)}" in sheet for n, sheet in enumerate(pages, 1))


def test_a_draft_says_so_and_needs_only_its_slides(asked):
    made = texts(document(small(*asked.slides[1:3], number=0, summary=(), news=(), sources=(), summary_headline="")))
    assert "Utkast, inte publicerat." in made[0] and all("· utkast ·" in sheet for sheet in made)
    assert all(slide.headline in made[1] for slide in asked.slides[1:3])
    assert not any("utgåva" in sheet.replace("utgåvan", "").replace("utgåvor", "") for sheet in made)


def test_a_correction_has_its_note_first_and_its_numbers_last(asked):
    wrong = Corrected(
        slide=2,
        what_sv="Arbetslöshet, Åre, augusti 2026",
        measure_sv="Arbetslöshet, augusti 2026",
        place_sv="Åre",
        wrong="2,4",
        right="2,1",
    )
    told = (
        Revised(told="Konkurserna har ändrats.", stands=False),
        Revised(told="Arbetslösheten står sig.", stands=True),
    )
    note = "Åres arbetslöshet var 2,1 procent, inte 2,4. Felet var vårt."
    made = replace(small(asked.slides[5], news=told), number=2, kind=Kind.CORRECTION, note=note, corrected=(wrong,))
    sheets_of = texts(document(made))
    assert "Utgåva 2, rättelse, publicerad 27 november 2026." in sheets_of[0] and note in sheets_of[0]
    assert f"Bild 2 Åre Arbetslöshet, augusti 2026 2,4 2,1 {note} 27 november 2026" in sheets_of[-1]
    assert "Utgåva 1 finns kvar, orörd på https://lanspuls.example.se/mote/2026-11-30." in sheets_of[-1]
    assert "Konkurserna har ändrats." in " ".join(sheets_of)


def test_the_regions_logo_and_colour_are_in_the_document_and_not_in_its_figures(asked):
    logo = OwnPicture(
        base64="PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI4MCIgaGVpZ2h0PSIyMCIvPg==",
        format="svg",
        alt="Region X",
    )
    drawn = replace(asked.slides[1].drawings, svg=PICTURE)
    head = replace(asked.head, organisation="Region X", logo=logo, colour="#7A1F4B")
    made = small(replace(asked.slides[1], drawings=drawn), head=head)
    given = sheets.content(made)
    assert given["tokens"]["chosen"] == "#7A1F4B"
    assert given["shown"][0]["svg"] == PICTURE, "figures keep colours that can be told apart"
    with pikepdf.open(io.BytesIO(document(made))) as pdf:
        described = [str(one["/Alt"]) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
        assert "Region X" in described and str(pdf.docinfo["/Author"]) == "Region X"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"alt": " "}, r"slide 2 .*without alt text"),
        ({"drawings": replace(edition().slides[1].drawings, svg=None)}, "not drawn"),
        ({"drawings": replace(edition().slides[1].drawings, svg="<svg")}, "could not be set"),
        ({"picture": OwnPicture(base64="", format="png", alt="")}, "picture without alt text"),
    ],
)
def test_what_cannot_be_read_aloud_or_drawn_stops_the_document(changes, says):
    with pytest.raises(ReportError, match=says):
        document(of_one(**changes))


def test_a_table_wider_than_the_page_is_parted_and_no_cell_lies_over_another():
    titles = ("Företag", "Kommun", "Bransch", "Antal tjänster", "Investering", "Byggstart", "Klart", "Tillstånd", "Ort")
    cells = ("Vindkraftsbolaget", "Strömsundskommun", "energiproduktion", "40", "tolvhundratusen", "vårterminen")
    wide = Table(
        "Etableringar", tuple(map(Column, titles)), ((*cells, "tjugotjugonio", "miljödomstolen", "ekonomichefen"),)
    )
    found = " ".join(texts(document(of_one(table=wide))))
    assert "Etableringar, fortsättning" in found and found.count("Vindkraftsbolaget") == 2
    assert all(cell in found for row in wide.rows for cell in row)


def test_words_are_text_and_never_markup():
    words = '#read("/etc/passwd") *inte fet* $x$ @ref <märke> \\ `kod` = Ingen rubrik'
    assert words in " ".join(texts(document(of_one(headline=words, words=(words,)))))


def test_long_tables_and_long_words_lose_nothing_and_leave_no_scrap():
    rows = tuple((f"rad{n}", f"{n},5", "6,1") for n in range(1, 141))
    long = Table(
        "Arbetslöshet, procent, per månad", (Column("Månad"), Column("Länet", True), Column("Riket", True)), rows
    )
    words = " ".join(f"ord{n}" for n in range(900))
    found = texts(document(of_one(table=long, words=(words,))))
    flat = " ".join(found)
    assert all(" ".join(row) in flat for row in rows) and all(f"ord{n}" in flat for n in range(900))
    on_each = [len(re.findall(r"rad\d+ ", sheet)) for sheet in found]
    assert min(n for n in on_each if n) > 20


@pytest.mark.parametrize(
    ("headline", "ends"),
    [
        ("Lägst i Åre kommun i Jämtlands län i år", "i\u00a0år"),
        ("Lägre än i augusti året före", "året\u00a0före"),
        ("Ett", "Ett"),
        ("Störst i detaljplanehandläggarutbildningen", "i detaljplanehandläggarutbildningen"),
    ],
)
def test_no_headline_ends_with_a_word_alone(headline, ends):
    assert well_broken(headline).endswith(ends)
    assert "kommun" not in headline or "Åre\u00a0kommun" in well_broken(headline)


def test_a_small_line_starts_at_zero_and_has_both_points():
    drawn = small_lines.line((2.0, None, 4.0), 0, THEME, size=(110, 60))
    assert 'd="M0 55H110"' in drawn, "zero is drawn at the foot"
    assert (
        f'cx="5" cy="30" r="3.2" fill="{THEME.paper}"' in drawn
        and f'cx="105" cy="5" r="3.6" fill="{THEME.chosen}"' in drawn
    )
    assert small_lines.line((1.0, None), None, THEME) == ""
    assert small_lines.is_on_one_scale((2.0, 3.0), (3.0, 4.0)) and not small_lines.is_on_one_scale(
        (2.0, 3.0), (3.0, 80.0)
    )
    assert small_lines.end_from_top((4.0, 1.0)) == 0.75
