"""The region's own questions of the year: what a file says, how a fault is told, and what a draft asks then."""

from datetime import date

import pytest
import tomlkit

from dashboard.meetings.file import parse_meeting
from dashboard.meetings.wheel import built_in
from dashboard.meetings.wheel.wheel_file import read_wheel, wheel_in
from dashboard.publishing.renewing import next_meeting_text

TWO = """[[question]]
months = ["Februari", "mars"]
question = "Vilka flyttar hit?"
link = "/indikator/folkokning?matt=delar"

[[question]]
months = ["mars"]
question = "Och året på en sida?"
kind = "summary"
links = ["/indikator/folkmangd", "/indikator/konkurser?matt=tolv"]
"""


def wheel(text):
    return wheel_in(text, "arshjul.toml", "23")


def test_a_question_is_asked_in_each_month_it_names_and_other_months_keep_ours():
    read = wheel(TWO)
    assert read.problems == ()
    february, march, april = (read.questions(date(2027, month, 15)) for month in (2, 3, 4))
    assert [one.asked for one in february] == ["Vilka flyttar hit?"]
    assert [one.asked for one in march] == ["Vilka flyttar hit?", "Och året på en sida?"]
    assert april == built_in(date(2027, 4, 15))
    assert february[0].shown == 'link = "/indikator/folkokning?matt=delar"'


def test_no_file_is_our_wheel(tmp_path):
    assert read_wheel(tmp_path / "arshjul.toml", "23").questions(date(2027, 1, 1)) == built_in(date(2027, 1, 1))


MAY = '[[question]]\nmonths = ["maj"]\nquestion = "Hur många?"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[fraga]]", "rad 1: okänd nyckel ”fraga”"),
        ("question = 1", "rad 1: skriv [[question]]"),
        ('[[question]]\nquestion = "A"\nlink = "/indikator/folkmangd"', "rad 1: nyckeln ”months” saknas"),
        (MAY, "rad 1: nyckeln ”link” saknas"),
        (
            MAY.replace("maj", "feburari") + 'link = "/indikator/folkmangd"',
            "rad 2: ”feburari” är ingen månad. Menade du ”februari”?",
        ),
        (
            MAY.replace('"maj"', "5") + 'link = "/indikator/folkmangd"',
            "rad 2: ”5” är ingen månad. Skriv januari till december.",
        ),
        (MAY + 'lnk = "/indikator/folkmangd"', "rad 4: okänd nyckel ”lnk”. Menade du ”link”?"),
        (MAY + 'link = "/indikator/folkmang"', "rad 4: Indikatorn ”folkmang” finns inte. Menade du ”folkmangd”?"),
        (MAY + 'link = "/utsikter"', "rad 4: ”/utsikter” är ingen länk till en indikator"),
        (MAY + 'kind = "free"\ntext = "A"', "rad 4: en fråga visas av en bild med siffror, inte ”free”"),
        (MAY.replace("Hur många?", "x" * 301) + 'link = "/indikator/folkmangd"', "rad 3: frågan har 301 tecken"),
    ],
)
def test_a_fault_is_told_with_line_and_what_was_meant_and_stops_its_own_question(text, said):
    read = wheel(text)
    (problem,) = read.problems
    assert problem.message_sv.startswith("arshjul.toml, rad ") and said in problem.message_sv
    assert read.own == {}
    below = wheel(f"{text}\n{TWO}" if text.startswith("[[question]]") else TWO)
    assert set(below.own) == {2, 3}


def test_a_fourth_question_of_a_month_is_refused():
    read = wheel("".join(f'{MAY}link = "/indikator/folkmangd?senaste={n}"\n' for n in (12, 13, 14, 15)))
    assert len(read.own[5]) == 3
    assert "rad 14: maj har redan 3 frågor" in read.problems[0].message_sv


def renewed(day, before, read):
    return next_meeting_text(day, before, county="23", place="Östersund", title="Dialog", wheel=read)


def links(text):
    return [list(one.get("links", ())) or str(one.get("link", "")) for one in tomlkit.parse(text)["view"]]


def test_a_draft_asks_the_regions_question_and_the_next_one_leaves_it_out():
    read = wheel(TWO)
    march = renewed(date(2027, 3, 15), None, read)
    assert len(parse_meeting(march, "2027-03-15.toml").views) == 8
    asked = ["/indikator/folkokning?matt=delar", ["/indikator/folkmangd", "/indikator/konkurser?matt=tolv"]]
    assert links(march)[5:7] == asked and "Och året på en sida?" in march
    april = renewed(date(2027, 4, 26), march, read)
    assert links(april)[5] == "/indikator/gastnatter?matt=vinter"
    assert not any(one in links(april) for one in asked)


def test_a_question_of_ours_goes_where_the_region_has_begun_to_ask_its_own():
    february = renewed(date(2027, 2, 22), None, wheel(""))
    ours = links(february)[5]
    march = renewed(date(2027, 3, 22), february, wheel(TWO))
    assert ours == "/indikator/folkokning?matt=delar"
    assert links(march).count(ours) == 1 and links(march)[5] == ours  # asked anew by the region, once
