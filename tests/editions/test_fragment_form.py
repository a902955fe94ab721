"""The fragment of the made-up edition, as a publishing system that refuses scripts and styles sees it."""

from collections import Counter
from dataclasses import replace

from dashboard.editions.content import Drawings
from dashboard.editions.forms import fragment
from dashboard.editions.forms._markup import Elements
from tests.editions.fixture import edition


def test_the_fragment_has_every_slide_with_its_picture_tables_and_alternative_text():
    made = fragment.fragment(edition())
    assert made == fragment.fragment(edition()) and b"HEMLIG" not in made
    assert list(fragment.faults(edition(), made)) == []
    text, elements = made.decode(), Elements(made).found
    count = Counter(tag for tag, _ in elements)
    tables = sum(len(slide.tables) for slide in edition().slides)
    assert (count["h2"], count["h3"], count["img"]) == (1, 8 + 3, 6)
    assert count["table"] == tables + 8
    assert len(made) < 300_000
    pictures = [attributes for tag, attributes in elements if tag == "img"]
    assert all(one["src"].startswith("data:image/svg+xml;base64,") for one in pictures)
    assert pictures[1]["alt"].startswith("2,0 procentenheter lägre arbetslöshet i Jämtlands län än i riket i augusti")
    assert '<th scope="row">Åre</th><td>2,1</td><td>−0,2</td><td>−15</td>' in text
    assert "<p><strong>Räknas de som pendlar till Norge?</strong> (bild 2, Åre kommun)<br>De kan saknas" in text
    assert set(count) <= set(fragment.ALLOWED) and not any("style" in one or "class" in one for _, one in elements)


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
        "en länk leder ingenstans utanför Länspuls",
    ]
