"""What the commands of a meeting refuse, and how a draft begins; a whole month: test_monthly_routine.py."""

from datetime import date

import pytest

from dashboard.meetings.file import load_meeting
from tests.editions.fixture import DAY, made_meeting
from tests.publishing.running import TODAY, lanspuls

NEXT = "2026-12-14"
HEADLINE = 'headline = "DEMODATA: fler bor i länet"'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A working folder with the fixture's meeting, which no test publishes."""
    made = tmp_path_factory.mktemp("desk")
    made_meeting(made / "data")
    return made


def draft(folder):
    return folder / "data" / "meetings" / f"{DAY}.toml"


def test_a_headline_that_contradicts_its_figures_stops_the_meeting_until_it_is_changed(folder):
    right = draft(folder).read_text(encoding="utf-8")
    wrong = right.replace(HEADLINE, 'headline = "Folkmängden minskade kraftigt i länet"')
    assert wrong != right
    draft(folder).write_text(wrong, encoding="utf-8")
    checked = lanspuls(folder, "meeting", "check", DAY)
    assert checked.code == 1 and "STOPPAR  Bild 5, rubrik: " in checked.out
    assert f"fel hindrar publicering av {DAY}.toml." in checked.out
    refused = lanspuls(folder, "meeting", "publish", DAY, "--without-drawings")
    assert refused.code == 2 and "Inget publicerades." in refused.err and "Bild 5, rubrik" in refused.err
    assert not (folder / "data" / "editions").exists()
    draft(folder).write_text(right, encoding="utf-8")
    assert lanspuls(folder, "meeting", "check", DAY).code == 0


def test_a_draft_is_listed_and_has_no_edition_to_add_to_or_correct(folder):
    assert lanspuls(folder, "meeting", "list").out == f"{DAY}  utkast, inte publicerat\n"
    for command in (["add", DAY], ["correct", DAY, "--note", "Fel."], ["changes", DAY]):
        ran = lanspuls(folder, "meeting", *command)
        assert ran.code == 2 and "Traceback" not in ran.err, command


def test_the_next_draft_is_of_the_last_meeting_and_is_begun_once(folder):
    made = lanspuls(folder, "meeting", "new", NEXT)
    assert made.code == 0 and f"Utgår från {DAY}.toml." in made.out, made.err
    assert f"Följde inte med, men står kvar i {DAY}.toml: egen rubrik på 1 bild, egna ord på 1 bild, " in made.out
    assert "den fria bilden ”DEMODATA: så kan en fri bild se ut”, 2 frågor och 1 länk." in made.out
    meeting = load_meeting(folder / "data" / "meetings" / f"{NEXT}.toml", TODAY)
    assert meeting.date == date.fromisoformat(NEXT)
    again = lanspuls(folder, "meeting", "new", NEXT)
    assert again.code == 2 and f"{NEXT}.toml finns redan." in again.err
    assert (
        "Det finns ingen mötesfil 2025-01-27.toml."
        in lanspuls(folder, "meeting", "new", "2027-01-25", "--from", "2025-01-27").err
    )


def test_the_first_draft_of_a_region_is_the_standing_segment(tmp_path):
    made = lanspuls(tmp_path, "meeting", "new", NEXT)
    assert made.code == 0 and "Utgår från segmentets fasta bilder." in made.out
    assert "DEMODATA" not in (tmp_path / "data" / "meetings" / f"{NEXT}.toml").read_text(encoding="utf-8")
