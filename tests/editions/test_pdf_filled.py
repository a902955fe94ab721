"""How full the pages of a PDF are: brief slides share one, and none but the last of a section is nearly empty."""

from dataclasses import replace

import pypdfium2
import pytest

from dashboard.editions.forms.pdf import document
from dashboard.model import NO_TABLE, Column, Table
from tests.editions.fixture import edition

LEAST = 1 / 3
TOP_MM, ROOM_MM, PAGE_MM = 14, 168, 210


def filled(pdf: bytes) -> list[tuple[str, float]]:
    """Of each page its first line, and how far down its room the lowest ink above the foot is."""
    opened, found = pypdfium2.PdfDocument(pdf), []
    for page in opened:
        grey = page.render(scale=0.5, grayscale=True).to_numpy().reshape(-1, round(page.get_width() * 0.5))
        top, end = (round(at / PAGE_MM * len(grey)) for at in (TOP_MM, TOP_MM + ROOM_MM))
        (inked,) = (grey[top:end] < 200).any(axis=1).nonzero()
        text = page.get_textpage().get_text_bounded()
        found.append((text.splitlines()[0], (inked.max() + 1) / (end - top) if len(inked) else 0.0))
    opened.close()
    return found


def made(kinds: str, brief_rows: int) -> bytes:
    """A document of large (L), largest (X), much said (S) and brief (b) slides in an order, and little else."""
    whole = edition().slides
    rows = tuple((f"Påhittad rad {n}", str(n)) for n in range(brief_rows))
    table = Table("Påhittat", (Column("Vad"), Column("Antal", True)), rows) if rows else NO_TABLE
    brief = replace(whole[5], headline="DEMODATA: kort", sentence="En mening.", table=table, shows_table=bool(rows))
    few = replace(whole[1].table, rows=whole[1].table.rows[-2:], strong=frozenset())
    said = replace(whole[1], table=few, sentence=whole[1].sentence * 2, words=whole[1].words * 2)
    by_kind = {"L": whole[1], "X": whole[3], "S": said, "b": brief}
    slides = tuple(replace(by_kind[kind], number=n) for n, kind in enumerate(kinds, 1))
    return document(replace(edition(), slides=slides, municipalities=(), reading=(), questions=(), links=()))


def test_the_contents_of_a_county_of_many_municipalities_have_one_page():
    one = edition().municipalities[0]
    many = tuple(replace(one, code=f"01{n:02}", name=f"Påhittade kommun {n}", rows=()) for n in range(26))
    pages = filled(document(replace(edition(), slides=edition().slides[1:6], municipalities=many)))
    assert pages[1][0].startswith("1 Sammanfattning")


@pytest.mark.parametrize(
    ("kinds", "rows", "pages_of_slides"),
    [("Lb", 0, 2), ("LbLbXbL", 0, 7), ("bbbLbbXbbbbbbbbL", 2, 11), ("XbLbL", 1, 5), ("SLS", 0, 3)],
)
def test_no_page_but_a_sections_last_is_less_than_a_third_full(kinds, rows, pages_of_slides):
    pages = filled(made(kinds, rows))[2:]
    sections = [text.split()[0] for text, _ in pages]
    for n, (text, share) in enumerate(pages[:-1]):
        assert share >= LEAST or sections[n] != sections[n + 1], (n, text, share)
    assert sum(text.startswith("2 Bilderna") for text, _ in pages) == pages_of_slides
