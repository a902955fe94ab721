"""The next draft from the last meeting: what is moved on, what follows along, what is left out."""

from datetime import date, timedelta

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from dashboard.meetings.file import parse_meeting
from dashboard.meetings.wheel import built_in
from dashboard.publishing.renewing import moved_link, next_meeting_text
from loaders.ground.errors import UsageError
from loaders.ground.periods import Period

HELD = date(2026, 11, 30)
BEFORE = """# vårt möte
schema = 1
date = 2026-11-30
title = "Regional näringslivsdialog"
place = "Östersund"
county = "23"
as_of = 2026-11-27
next = 2026-12-14
start = 13:00:00

# forumets första bild
[[view]]
link = "/indikator/folkmangd?fran=2024-10&till=2026-10"
headline = "Fler bor i länet"
kept = true
words = "Orden om oktober."
notes = "Anteckningen följer med."
seconds = 90

[[view]]
links = ["/indikator/brp-volym?fran=2010", "/indikator/langtidsarbetslosas-andel?jamfor=00"]
short = false

[[view]]
kind = "free" # novembers egen bild
headline = "Bara i november"
text = "Något."
source = "Källa: en deltagare."

# det som ligger framåt
[[view]]
kind = "outlook"

[[fraga]]
text = "Räknas pendlarna?"
slide = 1

[[lank]]
title = "En prognos"
address = "https://example.se/prognos"
"""


def renewed(day, before=BEFORE):
    return next_meeting_text(day, before, county="23", place="Östersund", title="Regional näringslivsdialog")


def links(text):
    return [str(one.get("link") or list(one.get("links", ()))) for one in tomlkit.parse(text)["view"]]


@pytest.mark.parametrize(
    ("link", "held", "day", "moved"),
    [
        ("/indikator/folkmangd?till=2026-10", "2026-11-30", "2026-12-14", "/indikator/folkmangd?till=2026-11"),
        ("/indikator/folkmangd?till=2026-11", "2026-12-14", "2027-01-25", "/indikator/folkmangd?till=2026-12"),
        ("/indikator/folkmangd?till=2026-12", "2026-12-14", "2027-01-25", "/indikator/folkmangd?till=2027-01"),
        ("/indikator/nystartade-foretag?till=2026-Q3", "2026-11-30", "2026-12-14", None),
        ("/indikator/nystartade-foretag?till=2026-Q3", "2026-12-14", "2027-01-25",
         "/indikator/nystartade-foretag?till=2026-Q4"),
        ("/indikator/brp?fran=2014", "2026-11-30", "2026-12-14", None),
        ("/indikator/brp?fran=2014", "2026-12-14", "2027-01-25", "/indikator/brp?fran=2015"),
        # moved within its month: nothing is another month's
        ("/indikator/folkmangd?till=2026-10", "2026-11-23", "2026-11-30", None),
        ("/indikator/folkmangd?per=2026-11-27&region=2321", "2026-11-30", "2026-12-14",
         "/indikator/folkmangd?region=2321"),
        ("/indikator/folkmangd?fran=alltid", "2026-11-30", "2026-12-14", None),
        ("/indikator/folkmangd", "2026-11-30", "2026-12-14", None),
    ],
)  # fmt: skip
def test_a_links_own_periods_move_as_far_as_the_meeting(link, held, day, moved):
    assert moved_link(link, date.fromisoformat(held), date.fromisoformat(day)) == (moved or link)


MONTHS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(held=MONTHS, later=st.integers(0, 800), month=MONTHS)
def test_moving_in_two_steps_is_moving_once_and_there_and_back_is_the_same(held, later, month):
    day = held + timedelta(days=later)
    between = held + timedelta(days=later // 2)
    for period in (f"{month:%Y-%m}", f"{month.year}-Q{(month.month - 1) // 3 + 1}", f"{month.year}"):
        link = f"/indikator/folkmangd?till={period}"
        once = moved_link(link, held, day)
        assert moved_link(moved_link(link, held, between), between, day) == once
        assert moved_link(once, day, held) == link
        assert Period(once.partition("till=")[2]).grain is Period(period).grain


def test_the_draft_keeps_comments_notes_order_and_times_and_no_word_of_last_month():
    text = renewed(date(2026, 12, 14))
    for kept in (
        "# vårt möte",
        "# forumets första bild\n[[view]]",
        "# det som ligger framåt\n[[view]]",
        "Anteckningen följer med.",
    ):
        assert kept in text
    made = tomlkit.parse(text)
    assert (made["date"], made["start"], made["view"][0]["seconds"]) == (date(2026, 12, 14), made["start"], 90)
    for gone in ("as_of", "next", "fraga", "lank"):
        assert gone not in made
    for gone in ("Fler bor", "Orden om oktober", "kept", "Bara i november", "Räknas pendlarna", "example.se"):
        assert gone not in text
    assert "till=2026-11" in links(text)[0] and "fran=2024-11" in links(text)[0]
    first = renewed(HELD, None)  # what its first line tells to do is of its own day
    assert "meeting publish 2026-11-30`" in first
    assert renewed(date(2026, 12, 14), first).count("2026-11-30") == 0


def test_the_question_of_the_month_stands_where_the_last_one_stood():
    # the views of November's question, brp-volym from 2010 and the long-term unemployed, are those of the year's wheel
    assert built_in(HELD)[0].shown == (
        'links = ["/indikator/brp-volym?fran=2010", "/indikator/langtidsarbetslosas-andel?jamfor=00"]'
    )
    views = tomlkit.parse(renewed(date(2026, 12, 14)))["view"]
    assert [str(one.get("kind", "view")) for one in views] == ["view", "summary", "outlook"]
    assert views[1]["short"] is False and "Året på en sida" in views[1]["notes"]
    assert "DEMODATA" not in renewed(date(2026, 12, 14))


def test_a_month_with_two_questions_has_both_and_the_month_after_neither():
    october = renewed(date(2027, 10, 25))
    assert links(october)[1:3] == [
        "/indikator/gastnatter?matt=sommar",
        "/indikator/sysselsatta-bransch?matt=branscher",
    ]
    november = renewed(date(2027, 11, 29), october)
    assert "gastnatter" not in november and "brp-volym?fran=2011" in november


@pytest.mark.parametrize("ending", ['\n[[view]]\nkind = "outlook"\n', ""])
def test_a_meeting_without_a_question_gets_one_before_what_lies_ahead_or_last(ending):
    head = BEFORE.partition("\n# forumets")[0]
    text = f'{head}\n\n[[view]]\nlink = "/indikator/folkmangd"\n{ending}'
    kinds = [str(one.get("kind", "view")) for one in tomlkit.parse(renewed(date(2026, 12, 14), text))["view"]]
    assert kinds == ["view", "summary", *(["outlook"] if ending else [])]


@given(day=st.dates(date(2026, 12, 1), date(2030, 12, 31)))
def test_the_draft_of_any_day_is_a_meeting_of_that_day(day):
    for before in (BEFORE, None):
        text = renewed(day, before)
        made = parse_meeting(text, f"{day}.toml")
        assert made.date == day and "DEMODATA" not in text
        assert renewed(day, before) == text


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ('schema = 1\ntitle = "x"\n[[view]]\nlink = "/"\n', "inget datum"),
        ('schema = 1\ndate = "igår"\n[[view]]\nlink = "/"\n', "inget datum"),
        ("schema = 1\ndate = 2026-11-30\n", "inga bilder"),
        ("schema = 1\ndate = \n", "mötet före"),
    ],
)
def test_a_meeting_before_that_is_not_understood_is_told(before, told):
    with pytest.raises(UsageError) as error:
        renewed(date(2026, 12, 14), before)
    assert told in error.value.message_sv
