"""What a correction names beside numbers: headlines, cells of an own table, texts and pictures."""

from dataclasses import replace

from dashboard.editions.content import Kind, OwnPicture
from dashboard.publishing.correcting import corrected_before, corrections
from tests.editions.fixture import edition


def changed(n: int, **changes):
    slides = list(edition().slides)
    slides[n - 1] = replace(slides[n - 1], **changes)
    return replace(edition(), number=2, kind=Kind.CORRECTION, note="Fel bild.", slides=tuple(slides))


def rows(after):
    return [(one.slide, one.what_sv, one.wrong, one.right) for one in corrections(edition(), after)]


def test_what_is_no_number_is_named_too_and_a_correction_is_never_without_a_row():
    free = edition().slides[5]
    was = free.table.rows[0][1]
    table = replace(free.table, rows=((free.table.rows[0][0], "hösten"),))
    assert rows(changed(6, table=table)) == [
        (6, f"{free.table.rows[0][0]}, {free.table.columns[1].title}", was, "hösten")
    ]
    assert rows(changed(6, table=replace(table, columns=()))) == [(6, "Tabell", "–", "utbytt")]
    picture = OwnPicture(base64="", format="png", alt="En karta.")
    assert rows(changed(6, sentence="Ny text.", picture=picture)) == [
        (6, "Text", "–", "ändrad"),
        (6, "Bild", "–", "utbytt"),
    ]
    assert rows(changed(3, headline="En annan")) == [(3, "Rubrik", edition().slides[2].headline, "En annan")]
    assert rows(changed(3, words=("Nya ord.",))) == [(3, "Analytikerns ord", "–", "ändrade")]
    assert rows(edition()) == [(0, "Annat än siffror", "–", "–")]


def test_the_note_of_an_earlier_correction_is_kept_with_its_slide():
    second = changed(6, sentence="Ny text.")
    second = replace(second, corrected=tuple(corrections(edition(), second)))
    (row,) = corrected_before(second, replace(second, number=3, note="Annat."))
    assert (row.slide, row.why_sv, row.what_sv) == (6, "Fel bild.", "Text")


def test_a_slide_that_is_gone_added_or_moved_is_told_so_and_the_others_say_nothing_of_it():
    slides = edition().slides
    gone = [one for one in slides if one.number != 2]
    fewer = replace(edition(), slides=tuple(replace(one, number=n) for n, one in enumerate(gone, start=1)))
    assert rows(fewer) == [(0, "Bild 2", slides[1].headline, "borttagen")]
    assert [(one.slide, one.what_sv, one.right) for one in corrections(fewer, edition())] == [(2, "Bild", "tillagd")]
    turned = replace(edition(), slides=tuple(replace(one, number=n) for n, one in enumerate(reversed(slides), start=1)))
    assert rows(turned) == [(0, "Annat än siffror", "–", "–")]
    words = changed(6, sentence="Ny text.")
    words = replace(words, corrected=tuple(corrections(edition(), words)))
    (kept,) = corrected_before(words, replace(fewer, number=3, note="Annat."))
    assert (kept.slide, kept.what_sv) == (5, "Text")


def test_what_is_another_of_the_meeting_itself_is_named():
    head = replace(edition().head, place="Åre", next_sv="25 januari 2027")
    told = rows(replace(edition(), head=head))
    assert [one[:2] for one in told] == [(0, "Tid och plats"), (0, "Nästa möte")]
    assert "Östersund" in told[0][2] and "Åre" in told[0][3] and told[1][3] == "25 januari 2027"
