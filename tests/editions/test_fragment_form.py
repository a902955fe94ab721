"""The fragment of the made-up edition, as a publishing system that refuses scripts and styles sees it."""

import base64
import re
from collections import Counter
from dataclasses import replace

import pytest

from dashboard.editions import page_body
from dashboard.editions.content import NARROW_PX, Drawings, OwnPicture
from dashboard.editions.forms import fragment, html
from dashboard.editions.forms._markup import Elements
from dashboard.editions.forms._on_a_phone import parts_of, svg_address, width_of
from dashboard.editions.told import NOT_STATISTICS
from dashboard.model import Column, Table
from dashboard.publishing.drawing import with_drawings
from tests.dashboard import browsing
from tests.editions.fixture import edition
from tests.editions.pictures import jpeg_start, png_start

WIDE = Table(
    "Företag som söker personal",
    tuple(Column(title) for title in ("Företag", "Ort", "Yrke", "Antal", "Anställningsform", "Tillträde", "Kontakt")),
    (("Påhittat Åkeri AB", "Strömsund", "lastbilschaufför", "12", "tillsvidare", "januari 2027", "växeln"),),
)
LETTERS = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}"><text>a</text></svg>'
BARE = '<!doctype html><meta name="viewport" content="width=device-width"><style>body { font: 16px Arial }</style>'


def test_the_fragment_has_every_slide_with_its_picture_tables_and_alternative_text():
    made = fragment.fragment(edition())
    assert made == fragment.fragment(edition()) and b"HEMLIG" not in made
    assert list(fragment.faults(edition(), made)) == []
    text, elements = made.decode(), Elements(made).found
    count = Counter(tag for tag, _ in elements)
    tables = [*(table for slide in edition().slides for table in slide.tables)]
    assert (count["h2"], count["h3"], count["img"]) == (1, 8 + 3, 6)
    assert count["table"] == sum(len(parts_of(one)) for one in tables) + 8 * 3
    assert len(made) < 300_000
    pictures = [attributes for tag, attributes in elements if tag == "img"]
    assert all(one["src"].startswith("data:image/svg+xml;base64,") for one in pictures)
    assert pictures[1]["alt"].startswith("2,0 procentenheter lägre arbetslöshet i Jämtlands län än i riket i augusti")
    assert '<th scope="row">Åre</th><td>2,1</td><td>−0,2</td><td>−15</td>' in text
    assert "<p><strong>Räknas de som pendlar till Norge?</strong> (bild 2, Åre kommun)<br>De kan saknas" in text
    assert set(count) <= set(fragment.ALLOWED) and not any("class" in one for _, one in elements)
    assert {tag for tag, one in elements if "style" in one} == {"img"}
    assert all((one["width"], one["style"]) == ("100%", "max-width:700px") for one in pictures)


def test_without_pictures_the_tables_stand_alone_and_unpublished_pages_are_not_linked():
    bare = tuple(replace(slide, drawings=Drawings(paper=slide.drawings.paper)) for slide in edition().slides)
    plain = replace(edition(), slides=bare, public_address="")
    made = fragment.fragment(plain)
    assert list(fragment.faults(plain, made)) == []
    assert b"<img" not in made and b"<caption>" in made and b"lanspuls.example.se" not in made


def test_what_a_publishing_system_would_refuse_is_told():
    wrong = (
        b'<h2>a</h2><h4>b</h4><p class="x">DEMODATA</p><script></script><img src="https://a.se/a.png" alt="">'
        b'<a href="/om">c</a><table></table>'
    )
    told = list(fragment.faults(edition(), wrong))
    assert told == [
        "en bild saknar alternativtext",
        "en rubrik hoppar från nivå 2 till 4",
        "en tabell saknar rubrik",
        "<p class> släpps inte igenom av publiceringssystem",
        "<script> släpps inte igenom av publiceringssystem",
        "en bild ligger utanför fragmentet",
        "en bild är bredare än en telefon",
        "en länk leder ingenstans utanför Länspuls",
    ]


def test_a_drawing_that_is_wider_than_a_phone_and_says_nothing_of_its_place_is_told():
    for px, told in ((700, ["en bild är bredare än en telefon"]), (NARROW_PX, [])):
        address = svg_address(f'<svg xmlns="http://www.w3.org/2000/svg" width="{px}" height="9"></svg>')
        found = fragment.faults(edition(), f'<h2>a</h2><img src="{address}" alt="b"><p>DEMODATA</p>'.encode())
        assert list(found) == told


def with_narrow():
    """The fixture with a drawing for a phone of each figure."""

    def draw(figures):
        return [LETTERS.format(one["layout"]["width"], one["layout"]["height"]) for one in figures]

    return with_drawings(edition(), draw, for_phones=True)


def sizes(value):
    """Every size of text in a figure, px."""
    if isinstance(value, list):
        return [size for one in value for size in sizes(one)]
    if not isinstance(value, dict):
        return []
    own = [one["size"] for name, one in value.items() if name.endswith("font") and "size" in one]
    return [*own, *(size for one in value.values() for size in sizes(one))]


def test_a_chart_is_drawn_as_wide_as_a_phone_with_letters_that_are_read_there():
    shown = [slide.drawings for slide in with_narrow().slides if slide.has_figure]
    assert all('width="700"' in one.svg and 'width="340"' in one.narrow for one in shown) and len(shown) == 6
    assert all(min(sizes(one.phone)) >= 12 for one in shown)
    made = fragment.fragment(with_narrow())
    assert list(fragment.faults(with_narrow(), made)) == []
    count = Counter(tag for tag, _ in Elements(made).found)
    assert (count["picture"], count["source"], count["img"]) == (6, 6, 6)
    count = Counter(tag for tag, _ in Elements(html.file(with_narrow())).found)
    assert (count["picture"], count["source"]) == (6, 6)


def test_a_table_too_wide_for_a_phone_is_parted_with_its_first_column_in_each_part():
    parts = parts_of(WIDE)
    assert [one.caption for one in parts] == [WIDE.caption] + [f"{WIDE.caption}, fortsättning"] * (len(parts) - 1)
    assert all(one.columns[0].title == "Företag" and one.rows[0][0] == "Påhittat Åkeri AB" for one in parts)
    assert [cell for one in parts for cell in one.rows[0][1:]] == list(WIDE.rows[0][1:])
    plain = edition().slides[1].table
    assert parts_of(plain) == (plain,)


def test_what_participants_told_stands_apart_in_every_form_that_is_read():
    told = Table("Deltagares tal", (Column("Vad"), Column("Tal", True)), (("Påhittade rådgivningar", "460"),))
    whole = replace(edition(), participants=(told,))
    for made in (page_body.body(whole), html.file(whole), fragment.fragment(whole)):
        text = made.decode()
        assert text.index(NOT_STATISTICS) < text.index("Påhittade rådgivningar")
    assert NOT_STATISTICS not in page_body.body(edition()).decode()


def test_a_picture_says_how_wide_it_is():
    pictures = (png_start(1600, 900), "png"), (jpeg_start(300, 200), "jpg"), (b"<svg/>", "svg"), (b"", "jpg")
    made = [OwnPicture(base64=base64.b64encode(one).decode(), format=kind, alt="a") for one, kind in pictures]
    assert list(map(width_of, made)) == [1600, 300, 0, 0]


@pytest.mark.browser
def test_the_fragment_fits_a_phone_with_and_without_what_a_publishing_system_leaves_out():
    slides = list(edition().slides)
    picture = OwnPicture(base64=base64.b64encode(png_start(1600, 900)).decode(), format="png", alt="En påhittad karta.")
    slides[5] = replace(slides[5], table=WIDE, picture=picture)
    whole = fragment.fragment(replace(edition(), slides=tuple(slides))).decode()
    unstyled = re.sub(r' style="[^"]*"', "", whole)
    with browsing.browser() as browser:
        sheet = browser.new_context(viewport={"width": 390, "height": 900}).new_page()
        for content in (whole, unstyled, re.sub(r"<img src=(\S+) [^>]*>", r"<img src=\1>", unstyled)):
            sheet.set_content(BARE + content)
            sheet.wait_for_function("[...document.images].every((one) => one.complete)")
            drawn = sheet.locator('img[src*="svg"]')
            assert drawn.count() == 6 and all(300 < drawn.nth(n).bounding_box()["width"] < 380 for n in range(6))
            if "alt=" in content:
                assert sheet.evaluate("document.documentElement.scrollWidth") == 390
        narrow = fragment.fragment(with_narrow()).decode()
        alone = re.sub(r"</?picture>|<source[^>]*>", "", narrow)
        for content in (narrow, alone, re.sub(r' style="[^"]*"', "", narrow)):
            sheet.set_content(BARE + content)
            sheet.wait_for_function("[...document.images].every((one) => one.complete)")
            assert {sheet.locator("img").nth(n).bounding_box()["width"] for n in range(6)} == {340}
            assert sheet.evaluate("document.documentElement.scrollWidth") == 390
        sheet.set_viewport_size({"width": 1440, "height": 900})
        for content in (whole, narrow):
            sheet.set_content(BARE + content)
            assert sheet.locator("img").nth(1).bounding_box()["width"] == 700
