"""What a person writes means the same in the meeting's file as where it is filled in; both refuse it, or neither."""

import dataclasses
from datetime import datetime

import pytest
import tomlkit

from dashboard.editing import details
from dashboard.editing.changes import change_of
from dashboard.editing.drafts import Draft
from dashboard.meetings.file import parse_meeting
from loaders.ground.clock import STOCKHOLM
from loaders.ground.errors import UsageError
from tests.dashboard.editing.test_every_key import known

NOW = datetime(2026, 11, 27, 14, 35, tzinfo=STOCKHOLM)
NAME = "2026-11-30.toml"
BASE = """schema = 1
date = 2026-11-30
title = "Prov"
place = "Teams"
county = "23"
next = 2027-01-18

[[view]]
link = "/indikator/arbetsloshet"

[[view]]
kind = "summary"
links = ["/indikator/folkmangd"]

[[view]]
kind = "free"
headline = "Etableringar"
source = "kommunen"
text = "Tre till våren."

[[lank]]
title = "Protokoll"
address = "https://example.se/protokoll"

[[bilaga]]
title = "Dagordning"
file = "dagordning.pdf"

[[fraga]]
text = "Hur många?"
"""
SLIDES = {"view": 0, "summary": 1, "free": 2}
LINES = ("Två  ord ", "Två\nrader", "", "x" * 2_001)
TEXTS = ("Ord\n\nTill", " Ord ", "", "x" * 10_001)
TIMES = ("13.00", "13:00", "9.30", "kl. 9", "13", "13:00:00", "25.99", "kl ett")
DAYS = ("2026-12-14", "14 december 2026", "den 14 December 2026", "14 december", "2026-12-32", "i december")
PLACES = ("23", "Jämtlands län", "jämtland", "Uppsala", "99", "Åre kommun")
TRUTHS = ((True, True), (False, False), ("ja", True), ("Nej", False))
LINKS = ("/indikator/brp", "https://x.se/indikator/folkmangd?region=Åre", "/indikator/finns-inte", "/om")
WRITTEN = {
    "title": (*LINES, "Dialog"),
    "place": LINES,
    "county": PLACES,
    "as_of": ("2026-10-14", "14 oktober 2026", "2026-12-14", "i oktober"),
    "neighbours": ((["24", "22"], "24 22"), (["Västernorrlands län"], "22"), ([], "-"), (["23"], "23"), (["x"], "x")),
    "start": TIMES,
    "end": TIMES,
    "held": ("hybrid", "Hybrid", "på plats", "ibland"),
    "deep_dive": LINES,
    "mailbox": ("naringsliv@example.se", "anna", ""),
    "next": DAYS,
    "next_start": TIMES,
    "next_place": LINES,
    "lank.title": LINES,
    "lank.address": ("https://example.se/a", " http://example.se ", "example.se", "ftp://example.se"),
    "bilaga.title": LINES,
    "bilaga.file": ("a.pdf", "../a.pdf", "a.exe"),
    "fraga.text": LINES,
    "fraga.slide": ("2", (3, "3"), "9", "två"),
    "fraga.place": (*PLACES, "2321", "Atlantis"),
    "fraga.answer": TEXTS[:3],
    "fraga.approved": TRUTHS,
    "slide.words": TEXTS,
    "slide.headline": ("Två  ord ", "Två\nrader", "", "x" * 91),
    "slide.kept": TRUTHS,
    "slide.notes": TEXTS,
    "slide.short": TRUTHS,
    "slide.prepared": TRUTHS,
    "slide.seconds": ((75, 75), "75", "1:15", "2.30", "0", "1:75", "en stund", "61:00"),
    "view.link": LINKS,
    "view.links": (([*LINKS[:2]], "\n".join(LINKS[:2])), ([], ""), ([LINKS[0]] * 3, " ".join([LINKS[0]] * 3))),
    "view.box": LINKS,
    "summary.links": (([*LINKS[:2]], "\n".join(LINKS[:2])), ([], "")),
    "free.source": ("Källa:  kommunen ", ""),
    "free.text": TEXTS[:2],
    "free.alt": TEXTS[:3],
    "free.picture": ("karta.svg", "karta.exe"),
    "free.table": (
        ([["Vad", "Antal"], ["Hus", "3"]], "Vad|Antal\nHus|3"),
        ([["Vad", "Antal"], ["Hus", 3], ["Bro", 2.5]], "Vad|Antal\nHus|3\nBro|2,5"),
        ([["Vad", "Antal"], ["Hus"]], "Vad|Antal\nHus"),
        ([["Vad"], ["Hus", "3"]], "Vad\nHus\t3"),
    ),
}
"""Of every key what people write, right and wrong; as a pair where file and form have it in forms of their own."""
NOT_FILLED_IN = {"schema", "date", *(f"kind {kind}" for kind in ("view", "summary", "free", "outlook")), "slide.kind"}
"""What nobody writes where it is filled in: a meeting's day names its file, and a slide of another kind is another."""


def of_file(where, key, written):
    document = tomlkit.parse(BASE)
    table = document
    if where in SLIDES or where == "slide":
        table = document["view"][SLIDES.get(where, 0)]
    elif where:
        table = document[where][0]
    if key == "links":
        table.pop("link", None)
    table[key] = written
    return parse_meeting(tomlkit.dumps(document), NAME, NOW.date())


def of_form(draft, where, key, filled):
    asked = {"key": key, "value": filled, "n": 0}
    if where in SLIDES or where == "slide":
        asked |= {"op": "set", "n": SLIDES.get(where, 0), "key": "links" if key == "link" else key}
    else:
        asked |= {"op": "row", "part": where} if where else {"op": "detail"}
    change = details.change_of(asked) or change_of(asked, "23")
    return draft.change(change, draft.read().revision).meeting


def meant(read):
    """The meeting; None where it is refused. Of a text the words: a form ends its lines without blanks."""
    try:
        meeting = read()
    except UsageError:
        return None
    free = dataclasses.replace(meeting.views[2].content, source=meeting.views[2].content.plain_source)
    return dataclasses.replace(meeting, views=(*meeting.views[:2], dataclasses.replace(meeting.views[2], content=free)))


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_means_the_same_in_the_file_and_where_it_is_filled_in(tmp_path, name):
    where, _, key = name.rpartition(".")
    for n, written in enumerate(WRITTEN[name]):
        by_hand, filled = written if isinstance(written, tuple) else (written, written)
        path = tmp_path / str(n) / NAME
        path.parent.mkdir()
        path.write_text(BASE, encoding="utf-8")
        draft = Draft(path, lambda: NOW)
        hand = meant(lambda key=key, by_hand=by_hand: of_file(where, key, by_hand))
        form = meant(lambda draft=draft, key=key, filled=filled: of_form(draft, where, key, filled))
        assert (written, form) == (written, hand)


def test_every_key_is_among_them():
    assert set(WRITTEN) | NOT_FILLED_IN == known()
