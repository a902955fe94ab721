"""The deck of an edition, read back by python-pptx and opened by LibreOffice."""

import base64
import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pptx import Presentation
from pptx.util import Emu

from dashboard.data.numbers import Axis, Shape
from dashboard.editions.content import Corrected, OwnPicture
from dashboard.editions.figures_used import Said
from dashboard.editions.forms._deck.ink import text_px
from dashboard.editions.forms._deck.plotted import as_drawn, drawn_rows
from dashboard.editions.forms.pptx import FORMS, check, document, make_chosen
from dashboard.model import Column, Table
from loaders.ground.errors import UsageError
from tests.editions.fixture import edition
from tests.editions.office import pages_of

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def deck():
    return document(edition())


@pytest.fixture(scope="module")
def slides(deck):
    return list(Presentation(io.BytesIO(deck)).slides)


def charts_of(slide):
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def text_of(slide):
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def of_slide(number, **changes):
    """The edition with one slide only, changed."""
    return replace(edition(), slides=(replace(edition().slides[number - 1], **changes),), questions=())


def months_of(chart):
    """The months of a chart's axis of time, kept as days since 1899-12-30."""
    return [
        (date(1899, 12, 30) + timedelta(days=float(one.label))).strftime("%Y-%m") for one in chart.plots[0].categories
    ]


def cells(chart):
    """What a chart draws: (series, category) → number."""
    is_time = bool(chart._chartSpace.xpath("//c:dateAx"))
    names = months_of(chart) if is_time else [str(one.label) for one in chart.plots[0].categories]
    return {
        (series.name, name): value
        for series in chart.plots[0].series
        for name, value in zip(names, series.values, strict=True)
    }


def test_there_is_a_cover_then_a_slide_for_each_one_shown_whose_title_is_its_headline(slides):
    titles = [slide.shapes.title.text for slide in slides]
    shown = [one.headline for one in edition().shown]
    assert titles == ["Regional näringslivsdialog", *shown, "Frågor från mötet"]
    assert all(slide.shapes.title.is_placeholder for slide in slides)


def test_the_charts_draw_the_editions_numbers_cell_by_cell_and_no_other(slides):
    by_number = {one.number: made for one, made in zip(edition().shown, slides[1:-1], strict=True)}
    for number in (2, 3, 4, 5):
        charts = charts_of(by_number[number])
        assert len(charts) == len(edition().slides[number - 1].used)
        for chart, used in zip(charts, edition().slides[number - 1].used, strict=True):
            rows = used.rows.codes if used.rows.name == "period" else used.rows.labels_sv
            drawn = used.columns.labels_sv[: used.charted or len(used.columns.codes)]
            assert cells(chart) == {
                (series, row): used.values[r][c] for r, row in enumerate(rows) for c, series in enumerate(drawn)
            }


def test_a_number_that_is_hidden_or_missing_is_a_gap_and_never_nought():
    used = edition().slides[4].used[0]
    values = ((None, *used.values[0][1:]), *used.values[1:])
    status = (("suppressed", *used.status[0][1:]), *used.status[1:])
    made = document(of_slide(5, used=(replace(used, values=values, status=status),)))
    [chart] = charts_of(list(Presentation(io.BytesIO(made)).slides)[1])
    assert cells(chart)["Jämtlands län", "2020-01"] is None
    assert cells(chart)["Jämtlands län", "2020-02"] == used.values[1][0]
    space = chart._chartSpace
    assert space.xpath("c:chart/c:dispBlanksAs/@val") == ["gap"]
    assert space.xpath("//c:ser/c:val//c:pt/@idx")[0] == "1"


def test_rare_events_are_drawn_as_the_sums_of_twelve_months_that_the_words_are_of():
    months = tuple(f"{2024 + n // 12}-{n % 12 + 1:02d}" for n in range(25))
    said = Said(kind="Rare", rule="rare", word="similar", direction=0, period="2026-01", value=3.0)
    monthly = replace(
        edition().slides[4].used[0],
        title="Konkurser",
        rows=Axis.of_periods(months, "Månad"),
        columns=Axis(name="region_code", title_sv="Plats", codes=("23",), labels_sv=("Jämtlands län",)),
        values=((1.0,),) * 24 + ((3.0,),),
        status=(("",),) * 25,
        said=said,
        place="23",
    )
    sums = as_drawn(monthly)
    assert sums.rows.codes == months[11:] and sums.title == "Konkurser, tolv månader till och med varje månad"
    assert [row[0] for row in sums.values] == [12.0] * 13 + [14.0]
    assert (sums.said.value, sums.said.then_period, sums.said.then) == (14.0, "2025-01", 12.0)
    hole = replace(monthly, values=((None,), *monthly.values[1:]), status=(("suppressed",), *monthly.status[1:]))
    assert as_drawn(hole) is hole


def test_parts_are_drawn_for_places_of_one_size_and_seasons_for_the_newest_ten():
    used = edition().slides[2].used[0]
    assert {"23", "00"} < set(used.rows.codes) and len(drawn_rows(used)) == len(used.rows.codes)
    drawn = [used.rows.codes[row] for row in drawn_rows(replace(used, shape=Shape.STACKED))]
    assert len(drawn) == 8 and all(len(code) == 4 for code in drawn)
    months = edition().slides[4].used[0]
    seasons = replace(months, shape=Shape.COLUMNS, rows=replace(months.rows, name="season"))
    assert drawn_rows(seasons) == tuple(range(len(months.rows.codes)))[-10:]


def test_the_points_that_the_words_use_have_labels(slides):
    chart = charts_of(slides[2])[0]
    told = chart._chartSpace.xpath("//c:ser[1]//c:dLbl/c:idx/@val")
    months = months_of(chart)
    assert {months[int(at)] for at in told} == {"2025-08", "2026-08"}


def test_a_slide_names_source_edition_place_and_meeting_and_says_that_figures_are_made_up(slides):
    for one, made in zip(edition().shown, slides[1:-1], strict=True):
        text = text_of(made)
        assert one.plain_source in text and "Utgåva 1, 27 november 2026." in text
        assert "Jämtlands län · Regional näringslivsdialog 30 november 2026" in text
        assert ("DEMODATA" in text) == one.synthetic


def test_the_summary_is_a_table_with_a_row_of_headings(slides):
    [table] = [shape.table for shape in slides[1].shapes if shape.has_table]
    assert table.first_row and table.first_col
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    told = edition().slides[0].table
    assert rows == [[one.title for one in told.columns], *map(list, told.rows)]


def test_every_chart_table_and_picture_has_its_words(slides):
    shapes = [shape for slide in slides for shape in slide.shapes if shape.has_chart or shape.has_table]
    told = [shape._element.xpath(".//p:cNvPr/@descr")[0] for shape in shapes]
    assert len(told) == 8 and all(told)
    assert edition().slides[1].alt in told and edition().slides[3].used[1].alt in told


def test_no_part_holds_notes_or_a_question_that_nobody_approved(deck):
    parts = dict(all_parts(deck))
    assert not [name for name in parts if "notes" in name.lower() or "comment" in name.lower()]
    assert not [name for name, inside in parts.items() if b"HEMLIG" in inside]
    assert any("Räknas de som pendlar till Norge?".encode() in inside for inside in parts.values())


def all_parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        for name in read.namelist():
            inside = read.read(name)
            yield name, inside
            if name.endswith(".xlsx"):
                yield from ((f"{name}/{one}", part) for one, part in all_parts(inside))


def test_the_same_edition_gives_the_same_bytes_with_the_editions_moment_in_them(deck):
    assert document(edition()) == deck
    times = {one.date_time for one in zipfile.ZipFile(io.BytesIO(deck)).infolist()}
    assert times == {(2026, 11, 27, 12, 0, 0)}
    told = dict(all_parts(deck))
    cores = [inside for name, inside in told.items() if name.endswith("docProps/core.xml")]
    assert len(cores) > 1 and all(inside.count(b"2026-11-27T12:00:00Z") == 2 for inside in cores)


def test_a_figure_that_is_no_chart_is_a_picture_with_the_drawing_beside_it():
    made = document(of_slide(5, used=()))
    slide = list(Presentation(io.BytesIO(made)).slides)[1]
    [picture] = [shape for shape in slide.shapes if shape._element.tag.endswith("}pic")]
    assert picture._element.xpath(".//p:cNvPr/@descr") == [edition().slides[4].alt]
    assert picture.image.content_type == "image/png"
    names = [name for name, _ in all_parts(made)]
    assert [name for name in names if name.endswith(".svg")] == ["ppt/media/drawing1.svg"]
    assert document(of_slide(5, used=())) == made
    own = OwnPicture(base64=base64.b64encode(DOT).decode(), format="png", alt="En prick")
    slide = list(Presentation(io.BytesIO(document(of_slide(6, picture=own, shows_table=False)))).slides)[1]
    assert "En prick" in [one for shape in slide.shapes for one in shape._element.xpath(".//p:cNvPr/@descr")]
    pictured, told = list(Presentation(io.BytesIO(document(of_slide(6, picture=own)))).slides)[1:3]  # both a slide
    assert [shape.has_table for shape in pictured.shapes].count(True) == 0 and pictured.shapes.title.text
    [dot] = [shape for shape in pictured.shapes if shape._element.tag.endswith("}pic")]
    assert dot.height > 300 * 9525  # as large as its room
    assert [shape.has_table for shape in told.shapes].count(True) == 1


def test_a_figure_that_nobody_drew_and_that_is_no_chart_is_told_by_its_table():
    bare = replace(edition().slides[4].drawings, svg=None)
    slide = list(Presentation(io.BytesIO(document(of_slide(5, used=(), drawings=bare)))).slides)[1]
    [table] = [shape.table for shape in slide.shapes if shape.has_table]
    assert table.cell(1, 0).text == "Berg" and edition().slides[4].sentence in text_of(slide)


def test_a_correction_says_first_what_was_wrong():
    wrong = Corrected(slide=2, what_sv="Arbetslöshet i Berg, augusti 2026", wrong="3,6", right="3,4")
    made = document(replace(edition(), number=2, corrected=(wrong,), note="Fel i vår läsning."))
    cover, corrected = list(Presentation(io.BytesIO(made)).slides)[:2]
    assert "Fel i vår läsning." in text_of(cover) and corrected.shapes.title.text == "Det som har rättats"
    [table] = [shape.table for shape in corrected.shapes if shape.has_table]
    assert [cell.text for cell in table.rows[1].cells] == ["Bild 2", "–", wrong.what_sv, "3,6", "3,4", "–", "–"]


def test_chosen_slides_come_without_cover_in_the_order_asked_for():
    made = list(Presentation(io.BytesIO(make_chosen(edition(), [5, 2]))).slides)
    assert [slide.shapes.title.text for slide in made] == [edition().slides[n - 1].headline for n in (5, 2)]
    with pytest.raises(UsageError) as raised:
        make_chosen(edition(), [2, 9])
    assert raised.value.message_sv == "Det finns ingen bild 9. Mötet har bilderna 1–8."


def region_template(titles=True):
    """A region's own: 4:3, its font and colour, a logo at the top right, and a slide that must not come along."""
    show = Presentation()
    show.slide_master.shapes._spTree.append(logo(show))
    theme = show.slide_master.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    )
    theme._blob = theme.blob.replace(b"Calibri", b"Verdana").replace(b"4F81BD", b"007A33")
    show.slides.add_slide(show.slide_layouts[0]).shapes.title.text = "Mallens egen bild"
    if not titles:
        for layout in show.slide_layouts:
            for one in list(layout.placeholders):
                one._element.getparent().remove(one._element)
    target = io.BytesIO()
    show.save(target)
    return target.getvalue()


def logo(show):
    slide = show.slides.add_slide(show.slide_layouts[6])
    picture = slide.shapes.add_picture(io.BytesIO(DOT), Emu(7_800_000), Emu(100_000), Emu(1_000_000), Emu(500_000))
    key = show.slide_master.part.relate_to(
        picture.part.related_part(picture._element.blip_rId),
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
    )
    picture._element.find(".//{*}blip").set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed", key
    )
    return picture._element


def as_potx(content):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(target, "w") as written:
        for name in read.namelist():
            inside = read.read(name)
            written.writestr(name, inside.replace(b"presentation.main+xml", b"template.main+xml"))
    return target.getvalue()


def test_a_regions_template_gives_fonts_colours_and_logo_and_nothing_else():
    plain = Presentation(io.BytesIO(make_chosen(edition(), [2]))).slides[0]
    for template in (region_template(), as_potx(region_template())):
        show = Presentation(io.BytesIO(make_chosen(edition(), [2], template)))
        [slide] = show.slides
        assert cells(charts_of(slide)[0]) == cells(charts_of(plain)[0])
        assert [shape.name for shape in slide.shapes][1:] == [shape.name for shape in plain.shapes][1:]
        theme = show.slide_master.part.part_related_by(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
        )
        assert b"Verdana" in theme.blob and b"007A33" in theme.blob
        assert slide.slide_layout.name == "Title Only"
        logos = [shape for shape in show.slide_master.shapes if shape._element.tag.endswith("}pic")]
        title = slide.shapes.title
        assert len(logos) == 1 and title.left + title.width < logos[0].left
        assert all(one.left >= 0 and one.left + one.width <= show.slide_width for one in slide.shapes)
        assert all(one.top >= 0 and one.top + one.height <= show.slide_height for one in slide.shapes)


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (b"no zip at all", "Mallen går inte att läsa som en PowerPoint-fil"),
        (region_template(titles=False), "Ingen layout i mallen har en platshållare för rubrik"),
    ],
    ids=["no PowerPoint", "no titles"],
)
def test_a_template_that_cannot_be_used_says_what_it_lacks(template, told):
    with pytest.raises(UsageError) as raised:
        make_chosen(edition(), [2], template)
    assert raised.value.message_sv.startswith(told)


def test_the_check_finds_nothing_in_its_own_deck_and_what_is_wrong_in_another(deck):
    assert list(check(edition(), deck)) == []
    used = edition().slides[4].used[0]
    other = replace(used, values=((1.0, *used.values[0][1:]), *used.values[1:]))
    slides = list(edition().slides)
    slides[4] = replace(slides[4], used=(other,), plain_source="Källa: en annan.")
    slides[1] = replace(slides[1], headline="En annan rubrik")
    told = list(check(replace(edition(), slides=tuple(slides)), deck))
    assert told == [
        "PPTX: bild 2 saknas, eller har en annan rubrik än ”En annan rubrik”.",
        "PPTX: bild 5 saknar sin källa.",
        "PPTX: bild 5: diagrammets siffror är inte utgåvans.",
    ]
    assert "PPTX-filen går inte att läsa" in next(iter(check(edition(), b"nothing")))
    show = Presentation(io.BytesIO(deck))
    show.slides[2].notes_slide.notes_text_frame.text = "HEMLIG"
    for shape in show.slides[2].shapes:
        if shape.has_chart:
            shape._element.xpath(".//p:cNvPr")[0].set("descr", "")
    target = io.BytesIO()
    show.save(target)
    told = list(check(edition(), target.getvalue()))
    assert any("anteckningar" in one for one in told) and any("saknar alternativtext" in one for one in told)
    assert [form.word for form in FORMS] == ["pptx"]


def test_libreoffice_opens_every_slide_with_its_title_and_labels(deck, slides, tmp_path):
    pages = pages_of(deck, "mote.pptx", tmp_path)
    assert len(pages) == len(slides) == 9
    for page, slide in zip(pages, slides, strict=True):
        assert " ".join(slide.shapes.title.text.split()) in page
    assert "Jämtlands län 2,8" in pages[2] and "Riket 4,8" in pages[2] and "3,1" in pages[2]
    assert all(one.plain_source.split(",")[0] in page for one, page in zip(edition().shown, pages[1:], strict=False))


def test_a_wide_table_of_ones_own_is_parted_and_no_word_is_broken():
    titles = ("Företag", "Kommun", "Bransch", "Antal tjänster", "Investering", "Byggstart", "Klart", "Tillstånd", "Ort")
    row = (
        *("Vindkraftsbolaget Norr", "Strömsunds kommun", "energiproduktion", "1\u00a0240", "tolvhundratusen"),
        *("vårterminen", "tjugotjugonio", "miljödomstolen", "Hammerdalsbygden"),
    )
    wide = Table("Etableringar", tuple(Column(one, one == "Antal tjänster") for one in titles), (row,) * 15)
    made = document(of_slide(6, table=wide, shows_table=True))
    assert list(check(of_slide(6, table=wide, shows_table=True), made)) == []
    tables = [
        (slide.shapes.title.text, shape.table)
        for slide in Presentation(io.BytesIO(made)).slides
        for shape in slide.shapes
        if shape.has_table
    ]
    assert len({title for title, _ in tables[1:]}) == 1 and tables[1][0].endswith(", fortsättning")
    seen = [tuple(cell.text for cell in one.cells) for _, table in tables for one in table.rows]
    assert {text for cells in seen for text in cells} == {*titles, *row}
    assert sum(cells.count("Hammerdalsbygden") for cells in seen) == 15
    for _, table in tables:
        for cells in table.rows:
            for column, cell in zip(table.columns, cells.cells, strict=True):
                size = cell.text_frame.paragraphs[0].runs[0].font.size.pt
                words = cell.text.split(" ")
                assert size >= 12 and max(text_px(one, size / 0.75) for one in words) <= column.width / 9525 - 16
