"""The meeting in short: what is not there, which slide shows a figure, and one number of persons."""

from dataclasses import replace

import pytest

from dashboard.meetings.file import parse_meeting
from dashboard.meetings.slides import Setting
from dashboard.model import Size
from dashboard.publishing.in_short import municipalities, summary
from tests.dashboard.made_meetings import HandMade, any_view
from tests.editions.fixture import MEETING, edition, made_meeting, material_of

WHY = "Antalet gästnätter i Bräcke kommun visas inte för oktober av sekretesskäl."


HEAD = 'schema = 1\ndate = 2026-11-30\ntitle = "Möte"\nplace = "Östersund"\ncounty = "23"\n'
SUMMARY = '[[view]]\nkind = "summary"\nlinks = ["/indikator/arbetsloshet"]\n'


def meeting_of(views=""):
    return parse_meeting(HEAD + SUMMARY + views, "2026-11-30.toml")


def hidden_in_bracke(selection, size):
    """Every figure is there, but that of Bräcke."""
    made = any_view(selection, size)
    if selection.region == "2305":
        return replace(made, sentence=WHY)
    return replace(made, number="3,7 %")


def test_what_a_municipality_lacks_is_said_with_where_the_countys_is_and_is_no_row(tmp_path):
    setting = Setting(meeting=meeting_of(), material=HandMade(tmp_path, hidden_in_bracke), size=Size.SLIDE)
    whole = summary(setting, edition().slides[:1])
    pages = {one.name: one for one in municipalities(setting, whole)}
    assert pages["Bräcke kommun"].rows == ()
    assert pages["Bräcke kommun"].not_shown == (f"{WHY} Länets siffra: sammanfattningen.",)
    assert [row.value for row in pages["Åre kommun"].rows] == ["3,7 %"] and pages["Åre kommun"].not_shown == ()


@pytest.mark.parametrize(("region", "slide"), [("23", 2), ("2305", 0)])
def test_a_rows_slide_is_one_that_shows_its_own_place(tmp_path, region, slide):
    meeting = meeting_of(f'[[view]]\nlink = "/indikator/arbetsloshet?region={region}"')
    setting = Setting(meeting=meeting, material=HandMade(tmp_path, hidden_in_bracke), size=Size.SLIDE)
    (row,) = summary(setting, edition().slides[:2]).rows
    assert (row.slide, row.value) == (slide, "3,7 %")


def test_no_second_number_of_persons_stands_beside_one_that_is_too_small_for_a_word(tmp_path):
    settings = made_meeting(tmp_path)
    meeting = parse_meeting(MEETING, "meeting.toml")
    setting = Setting(meeting=meeting, material=material_of(settings), size=Size.SLIDE)
    said = [text for one in municipalities(setting, summary(setting, edition().slides)) for text in one.said]
    few = [text for text in said if "för få för att kalla det en förändring" in text]
    assert few and not any("än ett år tidigare" in text for text in few)
    assert any("än ett år tidigare" in text for text in said)
