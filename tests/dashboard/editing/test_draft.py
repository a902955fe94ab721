"""A draft's changes: what is not changed keeps its bytes, what two windows write is never lost, undo brings back."""

from datetime import datetime
from itertools import permutations
from threading import Thread

import pytest

from dashboard.editing import details
from dashboard.editing.blocks import TOP, Blocks
from dashboard.editing.changes import change_of, rows_of, rows_text
from dashboard.editing.drafts import Changed, Draft
from dashboard.publishing.parking import park
from loaders.ground.clock import STOCKHOLM
from loaders.ground.errors import UsageError
from tests.dashboard.editing.editor import no_room

FILE = """# Novembermötet, skrivet för hand
schema = 1
date = 2026-11-30
title = "Prov"
place = "Teams"
county = "23"   # Jämtland

# det viktigaste först
[[view]]
link = "/indikator/arbetsloshet"  # vald av styrgruppen
notes = \"\"\"
Säg långsamt.
Vänta.
\"\"\"

[[view]]
kind = "free"
headline = "Etableringar"
source = 'Källa: kommunen'
text = "Tre till våren."

[[lank]]
title = "Protokoll"
address = "https://example.se/protokoll"

[[view]]
link = "/indikator/folkmangd"
"""


def now() -> datetime:
    return datetime(2026, 11, 27, 14, 35, tzinfo=STOCKHOLM)


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "2026-11-30.toml"
    path.write_text(FILE, encoding="utf-8")
    return Draft(path, now)


def change(draft, asked, revision=None, **more):
    revision = draft.read().revision if revision is None else revision
    return draft.change(details.change_of(asked) or change_of(asked, "23"), revision, **more)


def test_blocks_joined_are_the_file_and_moving_twice_changes_nothing():
    blocks = Blocks.of(FILE, "a.toml")
    assert blocks.text == FILE and len(blocks.slides) == 3
    for n, to in permutations(range(3), 2):
        moved = blocks.moved(n, to)
        assert sorted(slide.strip() for slide in moved.slides) == sorted(slide.strip() for slide in blocks.slides)
        assert moved.moved(to, n).text == FILE


def test_other_tables_and_the_meetings_own_keys_are_blocks_too_wherever_lines_are_taken_to_end():
    text = FILE.replace("Vänta.", "Vänta\u2028länge.\x85").replace('title = "Prov"', 'title = "Prov"  # namnet')
    links = Blocks.of(text, "a.toml", table="lank", least=0)
    top = Blocks.of(text, "a.toml", TOP)
    assert links.text == top.text == text and links.slides[0].startswith("[[lank]]")
    assert top.slides[0].startswith("# Novembermötet") and top.slides[0].rstrip().endswith("# Jämtland")
    without = links.without(0).text
    assert "[[lank]]" not in without and without.count("[[view]]") == 3
    first = 'schema = 1\n\n[[lank]]\ntitle = "a"\n\n[[view]]\nlink = "/x"\n'
    assert Blocks.of(first, "a.toml", "lank", 0).without(0).text == 'schema = 1\n\n[[view]]\nlink = "/x"\n'


def test_what_the_meeting_says_beside_its_slides_is_set_with_all_else_kept(draft):
    change(draft, {"op": "detail", "key": "start", "value": "13:00"})
    assert draft.read().text == FILE.replace("# Jämtland\n", "# Jämtland\nstart = 13:00:00\n")
    draft.path.write_text(FILE.replace("schema = 1", 'schema = 1\nstart = "13:00"'), encoding="utf-8")
    before = draft.read().text
    change(draft, {"op": "detail", "key": "start", "value": "13:00"})  # however it is written, it says so already
    assert draft.read().text == before
    for key, value in (("next", "2026-12-14"), ("next_start", "10:00"), ("next_place", "Åre"), ("neighbours", "-")):
        change(draft, {"op": "detail", "key": key, "value": value})
    meeting = draft.read().meeting
    assert (str(meeting.next_day), meeting.next_place, meeting.neighbours) == ("2026-12-14", "Åre", ())
    assert "next" not in change(draft, {"op": "detail", "key": "next", "value": ""}).text  # with all said of it
    change(draft, {"op": "row-add", "part": "lank", "title": "Chatten", "address": "https://example.se/b"})
    read = change(draft, {"op": "row-move", "part": "lank", "n": 1, "to": 0})
    assert [one.title for one in read.meeting.links] == ["Chatten", "Protokoll"] and len(read.meeting.views) == 3
    read = change(draft, {"op": "row-remove", "part": "lank", "n": 0})
    assert [one.title for one in read.meeting.links] == ["Protokoll"]


def test_two_windows_that_change_what_is_beside_the_slides_lose_nothing(draft):
    for n in (1, 2):
        change(draft, {"op": "row-add", "part": "fraga", "text": f"Fråga {n}?"})
    seen = draft.read().revision
    change(draft, {"op": "detail", "key": "place", "value": "Åre"}, seen)
    change(draft, {"op": "detail", "key": "title", "value": "Dialog"}, seen)
    change(draft, {"op": "row", "part": "fraga", "n": 0, "key": "approved", "value": True}, seen)
    read = change(draft, {"op": "row", "part": "fraga", "n": 0, "key": "answer", "value": "Ett.\nTvå."}, seen)
    assert (read.meeting.title, read.meeting.place) == ("Dialog", "Åre")
    assert (read.meeting.questions[0].answer, read.meeting.questions[0].approved) == ("Ett.\nTvå.", True)
    with pytest.raises(Changed) as asked:
        change(draft, {"op": "detail", "key": "place", "value": "Sveg"}, seen)
    assert (asked.value.mine, asked.value.theirs) == ("Sveg", "Åre")
    change(draft, {"op": "row-remove", "part": "fraga", "n": 0})
    with pytest.raises(Changed):  # the answer is not written to the question that stands there now
        change(draft, {"op": "row", "part": "fraga", "n": 0, "key": "answer", "value": "Till fråga 1"}, seen)


def test_a_question_stays_at_its_slide_wherever_that_goes(draft):
    asked = "".join(f'\n[[fraga]]\ntext = "Om {n}?"\nslide = {n}  # parkerad\n' for n in (1, 2, 3))
    draft.path.write_text(FILE + asked, encoding="utf-8")

    def at():
        return [one.slide for one in draft.read().meeting.questions]

    def after(asked):
        change(draft, asked)
        return at()

    for n, to in permutations(range(3), 2):
        order = [1, 2, 3]
        order.insert(to, order.pop(n))
        assert after({"op": "move", "n": n, "to": to}) == [order.index(slide) + 1 for slide in (1, 2, 3)]
        assert after({"op": "move", "n": to, "to": n}) == [1, 2, 3]
    assert draft.read().text == FILE + asked
    assert after({"op": "add", "at": 1, "link": "/indikator/brp"}) == [1, 3, 4]
    assert after({"op": "delete", "n": 3}) == [1, 3, 0]  # the last one is gone, its question is of no slide
    assert after({"op": "delete", "n": 0}) == [0, 2, 0]


def test_addresses_of_a_slide_are_one_link_or_several(draft):
    read = change(draft, {"op": "set", "n": 0, "key": "links", "value": "/indikator/brp\n/indikator/folkmangd"})
    assert (
        'links = ["/indikator/brp", "/indikator/folkmangd"]' in read.text and len(read.meeting.views[0].selections) == 2
    )
    read = change(draft, {"op": "set", "n": 0, "key": "links", "value": "/indikator/brp"})
    assert 'link = "/indikator/brp"\n' in read.text and "links" not in read.text
    read = change(draft, {"op": "set", "n": 0, "key": "box", "value": "/indikator/folkmangd"})
    assert (
        read.meeting.views[0].content.beside
        and not change(draft, {"op": "set", "n": 0, "key": "box", "value": ""}).meeting.views[0].content.beside
    )


def test_a_text_is_set_with_comments_and_order_kept(draft):
    change(draft, {"op": "set", "n": 0, "key": "headline", "value": "  Lägre   arbetslöshet "})
    text = draft.path.read_text(encoding="utf-8")
    assert text == FILE.replace('Vänta.\n"""\n', 'Vänta.\n"""\nheadline = "Lägre arbetslöshet"\n')
    change(draft, {"op": "set", "n": 0, "key": "headline", "value": ""})
    assert draft.path.read_text(encoding="utf-8") == FILE
    change(draft, {"op": "set", "n": 2, "key": "notes", "value": "En rad\nEn till"})
    assert draft.path.read_text(encoding="utf-8") == f'{FILE}notes = """\nEn rad\nEn till\n"""\n'


def test_what_a_text_holds_comes_back_as_it_was_written(draft):
    for text in (
        'Citat: "så" och \\ och \'',
        '"""',
        "rad\n\n# ingen kommentar\n[[view]]",
        "ä\u00a0ö – ”x”",
        'slut på "',
    ):
        read = change(draft, {"op": "set", "n": 0, "key": "notes", "value": text})
        assert read.meeting is not None and read.meeting.views[0].notes == text
        assert len(read.meeting.views) == 3


def test_a_moved_slide_takes_its_comment_along_and_links_of_the_meeting_stay(draft):
    read = change(draft, {"op": "move", "n": 0, "to": 2})
    assert [view.headline for view in read.meeting.views] == ["Etableringar", "", ""]
    assert "# det viktigaste först\n[[view]]\nlink" in read.text and read.meeting.links[0].title == "Protokoll"
    read = change(draft, {"op": "delete", "n": 0})
    assert len(read.meeting.views) == 2 and read.meeting.links[0].title == "Protokoll"


def test_undo_and_redo_give_the_bytes_back(draft):
    change(draft, {"op": "delete", "n": 1})
    change(draft, {"op": "set", "n": 0, "key": "seconds", "value": 75})
    after = draft.path.read_bytes()
    assert draft.undo()[1] and draft.undo()[1] and draft.path.read_bytes() == FILE.encode()
    assert not draft.undo()[1]
    assert draft.redo()[1] and draft.redo()[1] and draft.path.read_bytes() == after


def test_a_change_that_the_disk_refuses_is_none_to_undo_and_one_not_undone_can_be(draft):
    change(draft, {"op": "set", "n": 0, "key": "seconds", "value": 30})
    after = draft.path.read_bytes()
    for act in (lambda: change(draft, {"op": "delete", "n": 0}), draft.undo):
        with no_room(), pytest.raises(OSError, match="large"):
            act()
        assert draft.path.read_bytes() == after
    assert draft.undo()[1] and draft.path.read_bytes() == FILE.encode() and draft.redo()[1]
    assert draft.path.read_bytes() == after


def test_what_is_parked_while_another_window_saves_and_what_it_saves_are_both_kept(draft):
    def asks():
        for n in range(8):
            park(draft.path, f"Hur är det med {n}?", 0, "")

    asking = Thread(target=asks)
    asking.start()
    for n in range(8):
        change(draft, {"op": "row-add", "part": "lank", "title": f"Nr {n}", "address": f"https://example.se/{n}"})
    asking.join()
    meeting = draft.read().meeting
    assert (len(meeting.questions), len(meeting.links)) == (8, 9)


def test_of_two_slides_that_look_the_same_none_is_written_to_by_its_place(draft):
    text = FILE.replace("Etableringar", "En till") + FILE[FILE.index("\n[[view]]\nkind") : FILE.index("\n[[lank]]")]
    draft.path.write_text(text, encoding="utf-8")
    seen = draft.read().revision
    change(draft, {"op": "delete", "n": 1})
    change(draft, {"op": "move", "n": 2, "to": 1})  # the other free slide stands where the one was
    with pytest.raises(Changed):
        change(draft, {"op": "set", "n": 1, "key": "words", "value": "Om en till"}, seen)


def test_two_windows_that_change_different_things_lose_nothing(draft):
    seen = draft.read().revision
    change(draft, {"op": "set", "n": 0, "key": "headline", "value": "Ena fönstret"}, seen)
    change(draft, {"op": "set", "n": 0, "key": "notes", "value": "Andra fönstret"}, seen)
    read = change(draft, {"op": "set", "n": 2, "key": "words", "value": "Också det andra"}, seen)
    first, _, third = read.meeting.views
    assert (first.headline, first.notes, third.words) == ("Ena fönstret", "Andra fönstret", "Också det andra")


def test_two_windows_that_change_the_same_text_are_asked(draft):
    seen = draft.read().revision
    change(draft, {"op": "set", "n": 0, "key": "headline", "value": "Ena"}, seen)
    with pytest.raises(Changed) as asked:
        change(draft, {"op": "set", "n": 0, "key": "headline", "value": "Andra"}, seen)
    assert (asked.value.mine, asked.value.theirs) == ("Andra", "Ena")
    assert asked.value.message_sv.startswith("Filen ändrades ") and "annat fönster" in asked.value.message_sv
    assert draft.read().meeting.views[0].headline == "Ena"
    read = change(draft, {"op": "set", "n": 0, "key": "headline", "value": "Andra"}, force=True)
    assert read.meeting.views[0].headline == "Andra"


def test_a_slide_that_another_window_moved_is_not_written_over(draft):
    seen = draft.read().revision
    change(draft, {"op": "move", "n": 0, "to": 2})
    for asked in ({"op": "set", "n": 0, "key": "words", "value": "x"}, {"op": "delete", "n": 0}):
        with pytest.raises(Changed):
            change(draft, asked, seen)
    assert len(change(draft, {"op": "add", "at": 3, "link": "/indikator/brp"}, seen).meeting.views) == 4


def test_an_editor_outside_is_a_window_too(draft):
    change(draft, {"op": "set", "n": 0, "key": "seconds", "value": 30})
    seen = draft.read().revision
    text = draft.path.read_text(encoding="utf-8").replace("Tre till våren.", "Fyra till våren.")
    draft.path.write_text(text, encoding="utf-8")
    read = change(draft, {"op": "set", "n": 0, "key": "words", "value": "Mitt"}, seen)
    assert "Fyra till våren." in read.text and read.meeting.views[0].words == "Mitt"
    draft.path.write_text(read.text.replace("Fyra", "Fem"), encoding="utf-8")
    with pytest.raises(Changed):
        draft.undo()
    assert "Fem till våren." in draft.read().text


def test_a_fault_in_the_file_keeps_the_last_good_meeting_and_nothing_is_written(draft):
    seen = draft.read()
    draft.path.write_text(FILE.replace('notes = """', 'nots = """'), encoding="utf-8")
    read = draft.read()
    assert read.meeting == seen.meeting
    assert read.fault.message_sv == "2026-11-30.toml, rad 11: okänd nyckel ”nots”. Menade du ”notes”?"
    with pytest.raises(UsageError, match="nots"):
        change(draft, {"op": "delete", "n": 0})
    draft.path.write_text(FILE, encoding="utf-8")
    assert draft.read().fault is None


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"op": "set", "n": 0, "key": "headline", "value": "x" * 91}, "Rubriken har 91 tecken, 90 får plats."),
        ({"op": "set", "n": 9, "key": "words", "value": "x"}, "Det finns ingen bild 10."),
        ({"op": "set", "n": 0, "key": "title", "value": "x"}, "”title” ändras inte här."),
        ({"op": "set", "n": 0, "key": "seconds", "value": 0}, "0 sekunder går inte. Skriv 1 till 3600 sekunder."),
        ({"op": "move", "n": 0, "to": 7}, "Det finns ingen bild 8."),
        ({"op": "add", "at": 0, "link": "/om"}, "är ingen länk till en indikator"),
        ({"op": "free", "at": 0, "headline": "H", "picture": "a.png"}, "Det saknas: källa, alternativtext"),
        ({"op": "rm"}, "Okänd ändring."),
        ({"op": "set", "n": 0, "key": "links", "value": ""}, "Skriv minst en adress"),
        ({"op": "set", "n": 0, "key": "links", "value": "/indikator/brp " * 3}, "3 adresser, 2 får plats"),
        ({"op": "set", "n": 1, "key": "box", "value": "/indikator/brp"}, "Bild 2 visar inga mått."),
        ({"op": "kind", "at": 0, "kind": "summary", "links": ""}, "Lägg till en vy först"),
        ({"op": "detail", "key": "date", "value": "2026-12-01"}, "”date” ändras inte här."),
        ({"op": "detail", "key": "start", "value": "kl ett"}, "”kl ett” är inget klockslag. Skriv 13:00."),
        ({"op": "detail", "key": "end", "value": "13:00+01:00"}, "”13:00+01:00” är inget klockslag. Skriv 13:00."),
        ({"op": "detail", "key": "next", "value": "2026-11-30"}, "Välj en dag efter den 30 november 2026."),
        ({"op": "detail", "key": "next_place", "value": "Åre"}, "Skriv dagen först"),
        ({"op": "detail", "key": "mailbox", "value": "anna"}, "Skriv en funktionsbrevlåda, inte en persons."),
        ({"op": "detail", "key": "held", "value": "ibland"}, "ska vara något av digitalt, hybrid, på plats."),
        ({"op": "detail", "key": "neighbours", "value": "23"}, "är inget annat län."),
        ({"op": "detail", "key": "place", "value": " "}, "Skriv var mötet hålls"),
        ({"op": "row-add", "part": "lank", "title": "A", "address": "ftp://a.se"}, "som börjar med https://."),
        ({"op": "row-add", "part": "bild"}, "”bild” ändras inte här."),
        ({"op": "row", "part": "lank", "n": 4, "key": "title", "value": "A"}, "Det finns ingen rad 5."),
        ({"op": "set", "n": True, "key": "words", "value": "x"}, "”n” ska vara ett heltal."),
    ],
)
def test_what_is_no_change_is_refused_in_a_sentence_and_changes_nothing(draft, asked, told):
    with pytest.raises(UsageError) as error:
        change(draft, asked)
    assert told in error.value.message_sv and draft.path.read_text(encoding="utf-8") == FILE


def test_a_file_that_would_be_too_large_to_be_read_is_not_written(draft):
    parts = [(n, key) for n in range(3) for key in ("words", "notes")]
    with pytest.raises(UsageError) as refused:
        for n, key in parts:
            change(draft, {"op": "set", "n": n, "key": key, "value": "ö" * 9_000})
    assert refused.value.message_sv.startswith("Mötets fil blir för stor") and draft.read().fault is None


def test_the_last_slide_stays(draft):
    for _ in range(2):
        change(draft, {"op": "delete", "n": 0})
    with pytest.raises(UsageError, match="at least one slide"):
        change(draft, {"op": "delete", "n": 0})


def test_line_ends_and_byte_order_mark_of_windows_stay(tmp_path):
    path = tmp_path / "2026-11-30.toml"
    path.write_bytes(b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode())
    draft = Draft(path, now)
    change(draft, {"op": "set", "n": 1, "key": "words", "value": "Ord"})
    body = path.read_bytes()
    assert body.startswith(b"\xef\xbb\xbf#") and body.count(b"\r\n") == body.count(b"\n")


def test_a_headline_that_is_written_anew_is_kept_no_longer(draft):
    change(draft, {"op": "set", "n": 0, "key": "headline", "value": "Högre arbetslöshet"})
    assert change(draft, {"op": "set", "n": 0, "key": "kept", "value": True}).meeting.views[0].kept
    read = change(draft, {"op": "set", "n": 0, "key": "headline", "value": "Lägre arbetslöshet"})
    assert not read.meeting.views[0].kept and "kept" not in read.text


def test_what_a_free_slide_shows_is_changed_and_its_table_comes_back_as_typed(draft):
    read = change(draft, {"op": "set", "n": 1, "key": "source", "value": " Källa:  länsstyrelsen "})
    assert read.text == FILE.replace("source = 'Källa: kommunen'", 'source = "Källa: länsstyrelsen"')
    for typed in ("Vad | När\nFabriken | våren", "Vad\tNär\nA | B\tvåren", "\t2025\nÅre\t3"):
        read = change(draft, {"op": "set", "n": 1, "key": "table", "value": typed})
        rows = read.meeting.views[1].content.table
        assert [list(row) for row in rows] == rows_of(typed) and rows_of(rows_text(rows)) == rows_of(typed)
    assert rows[0] == ("", "2025")
    change(draft, {"op": "set", "n": 1, "key": "alt", "value": "En karta"})
    read = change(draft, {"op": "set", "n": 1, "key": "picture", "value": "karta.png"})
    assert (read.meeting.views[1].content.picture, read.meeting.views[1].content.alt) == ("karta.png", "")
    for n, key, value, told in (
        (1, "source", " ", "Källan saknas."),
        (0, "alt", "En karta", "ingen fri bild"),
        (1, "picture", "", "Bilden saknas."),
    ):
        with pytest.raises(UsageError) as refused:
            change(draft, {"op": "set", "n": n, "key": key, "value": value})
        assert told in refused.value.message_sv


def test_a_file_that_is_gone_or_unreadable_is_a_fault_of_the_last_good_draft_and_nothing_is_undone_meanwhile(draft):
    changed = change(draft, {"op": "set", "n": 0, "key": "notes", "value": "Nytt"})
    draft.path.unlink()
    for told in ("finns ingen fil", "är en mapp"):
        read = draft.read()
        assert told in read.fault.message_sv and read.meeting == changed.meeting and read.good == changed.text
        for refused in (draft.undo, lambda: change(draft, {"op": "delete", "n": 0})):
            with pytest.raises(UsageError, match=r"no file|folder"):
                refused()
        if not draft.path.exists():
            draft.path.mkdir()
    draft.path.rmdir()
    draft.path.write_text(changed.text, encoding="utf-8")
    assert draft.undo()[0].text == FILE
