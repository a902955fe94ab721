"""`lanspuls init` writes the settings of a region: asked for at a terminal, else said as options."""

import os
import subprocess
import sys
import tomllib

import pytest

from dashboard.commands.operating import init_command
from dashboard.commands.operating.init_command import Answers, settings_text
from loaders.ground.errors import UsageError
from loaders.ground.organisations import ORGANISATIONS
from loaders.settings import load_settings
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS


def init(folder, *options):
    return subprocess.run(
        [sys.executable, "-m", "dashboard.commands.main", "init", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )


def test_without_a_terminal_the_county_is_enough_and_every_other_setting_stands_as_a_remark(tmp_path):
    done = init(tmp_path, "--county", "Norrbotten")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "lanspuls.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"county": "25"}
    settings = load_settings(tmp_path, {})
    assert (settings.county, settings.organisation) == ("25", "Region Norrbotten")
    remarks = "\n".join(
        line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ") and " = " in line
    )
    assert set(tomllib.loads(remarks)) >= {"organisation", "public_url", "prefix", "meeting_days", "logo", "colour"}
    again = init(tmp_path, "--county", "20")
    assert again.returncode == 2 and "finns redan" in again.stderr
    assert init(tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--meeting-day", "2026-13-14", "--meeting-day: meeting_days är '2026-13-14' men ska vara en lista med dagar"),
        ("--colour", "blå", "--colour: colour är 'blå' men ska vara en färg"),
        ("--public-url", "ftp://x", "--public-url: public_url är 'ftp://x' men ska vara"),
        ("--contact", "ingen", "--contact: accessibility_contact är 'ingen' men ska vara"),
    ],
)
def test_an_option_that_cannot_be_is_told_by_its_name_and_nothing_is_written(option, value, told, tmp_path):
    done = init(tmp_path, "--county", "25", option, value)
    assert done.returncode == 2 and told in done.stderr and not (tmp_path / "lanspuls.toml").exists()


def test_all_that_is_said_is_in_the_file_as_settings_read_it(tmp_path):
    said = ("--county", "20", "--organisation", 'Region "Dalarna"', "--meeting-day", "2027-02-22", "--meeting-day")
    more = ("2027-01-18", "--contact", "webb@regiondalarna.example", "--colour", "#8a1538", "--public-url")
    ran = init(tmp_path, *said, *more, "https://puls.example.se")
    assert ran.returncode == 0 and "lanspuls meeting new 2027-01-18, sedan" in ran.stdout
    settings = load_settings(tmp_path, {})
    assert [day.isoformat() for day in settings.meeting_days] == ["2027-01-18", "2027-02-22"]
    assert (settings.organisation, settings.colour) == ('Region "Dalarna"', "#8A1538")
    assert (settings.accessibility_contact, settings.public_url) == (
        "webb@regiondalarna.example",
        "https://puls.example.se",
    )


def test_a_colour_that_cannot_be_read_on_white_and_a_county_that_is_none_are_refused_and_nothing_is_written(tmp_path):
    pale = init(tmp_path, "--county", "20", "--colour", "#FFCC00")
    assert pale.returncode == 2 and "kontrast" in pale.stderr
    none = init(tmp_path, "--county", "02")
    assert none.returncode == 2 and "20 Dalarnas län" in none.stderr
    assert list(tmp_path.iterdir()) == []


def test_answers_at_a_terminal_are_proposed_from_the_county(monkeypatch):
    questions, answers = [], iter(["Gotland", "", "2026-13-14", "", "", "", "blå", "", ""])

    def prompt(question, default, **_):
        questions.append((question, default))
        return next(answers) or default

    monkeypatch.setattr(init_command.typer, "prompt", prompt)
    found = init_command.asked(Answers(county=""))
    assert (found.county, found.organisation, found.meeting_days) == ("09", "Region Gotland", ())
    assert len(questions) == 9  # seven, and again after the two answers that cannot be


def test_every_county_has_a_region_and_its_file_is_read(tmp_path):
    assert len(ORGANISATIONS) == 21
    for county, name in ORGANISATIONS.items():
        (tmp_path / "lanspuls.toml").write_text(settings_text(Answers(county=county)), encoding="utf-8")
        assert load_settings(tmp_path, {}).organisation == name


@pytest.mark.parametrize("said", ["Uppsala", "03", "uppsala län"])
def test_a_county_is_meant_where_a_municipality_has_the_name_too(said):
    assert init_command.county_code(said) == "03"


def test_a_municipality_is_no_county():
    with pytest.raises(UsageError):
        init_command.county_code("Åre")
