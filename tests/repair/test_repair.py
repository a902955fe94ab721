"""A name that is not as declared: its indicator stops, a person chooses, the next fetch is whole, and the choice ends.

Every table of every source: `python -m tests.repair`. Here one of each way of naming things.
"""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from dashboard.commands.correction_commands import print_corrections, repair, take_back
from loaders.fetching.diagnosis import diagnosis, without_figures
from loaders.fetching.doctor import examine_all
from loaders.ground.errors import UsageError
from loaders.planning.corrections_file import read_corrections
from tests.loaders.fetching.publisher_bench import HASTY, TODAY
from tests.repair import REASON, ROLE, Bench, choices, mend_and_return
from tests.shared import REPOSITORY
from tests.simulated import running_publisher

TABLE = "yrkesbarometer"
SPELT = "yrkesbarometer::jobbmojligheter="


@pytest.fixture(scope="module")
def publisher():
    with running_publisher(today=TODAY, calls_per_window=1000, time_window=1) as (url, made):
        yield Bench(url, made)


@pytest.fixture
def bench(publisher):
    publisher.calm()
    yield publisher
    publisher.publisher.reset()


class Person:
    """Answers questions one by one, and then no more."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def __call__(self, question, out):
        self.asked.append(question)
        if not self.answers:
            raise EOFError
        return self.answers.pop(0)


def told():
    return Console(file=StringIO(), record=True, width=300)


@pytest.mark.parametrize("table", ["TAB3138", "nystartade-kvartal-lan"])
def test_a_changed_name_is_chosen_anew_fetched_and_let_go_when_it_is_back(bench, tmp_path, table):
    mend_and_return(bench, table, tmp_path)


def test_a_person_chooses_by_number_and_says_who_and_why(bench, tmp_path):
    settings = bench.settings(tmp_path)
    bench.disturb(TABLE, settings)
    out = told()
    person = Person("9", "m", "1", "Anna Svensson", "bytt namn", "analytiker", "")
    assert repair(settings, TODAY, ["occupational_outlook"], (), "", "", out, person)
    (one,) = read_corrections(settings.corrections_file).corrections
    assert (one.found, one.role, one.reason, one.when) == ("jobbmojlighet", "analytiker", "bytt namn", TODAY)
    text = out.export_text()
    assert "1. 'jobbmojlighet'" in text and "”9” är ingen av siffrorna" in text and "inte som ett namn" in text
    assert "Hämta nu: lanspuls fetch occupational_outlook" in text


def test_nobody_there_to_choose_is_told_what_to_do(bench, tmp_path):
    settings = bench.settings(tmp_path)
    bench.disturb(TABLE, settings)
    out = told()
    assert not repair(settings, TODAY, ["occupational_outlook"], (), "", "", out, Person())
    text = out.export_text()
    assert f"Att välja: {SPELT}…" in text and "--choose" in text
    assert not settings.corrections_file.exists()


@pytest.mark.parametrize(
    ("choice", "role", "reason", "said"),
    [
        (f"{SPELT}jobbmojlighet", "", REASON, "--role"),
        (f"{SPELT}jobbmojlighet", "Anna Svensson", REASON, "--role"),
        (f"{SPELT}jobbmojlighet", "anna@region.se", REASON, "--role"),
        (f"{SPELT}jobbmojlighet", ROLE, " ", "--reason"),
        (f"{SPELT}finns inte", ROLE, REASON, "no single 'finns inte'"),
        ("yrkesbarometer::annat=x", ROLE, REASON, "about nothing"),
    ],
)
def test_a_choice_that_is_none_is_refused_and_nothing_is_written(bench, tmp_path, choice, role, reason, said):
    settings = bench.settings(tmp_path)
    bench.disturb(TABLE, settings)
    with pytest.raises(UsageError, match=said):
        repair(settings, TODAY, ["occupational_outlook"], [choice], role, reason, told())
    assert not settings.corrections_file.exists()


def test_a_choice_whose_thing_is_gone_is_told_with_what_is_there_and_chosen_anew(bench, tmp_path):
    settings = bench.settings(tmp_path)
    bench.disturb(TABLE, settings)
    assert repair(settings, TODAY, ["occupational_outlook"], [f"{SPELT}jobbmojlighet"], ROLE, REASON, told())
    bench.publisher.switch(TABLE + "n", rename={"jobbmojligheter": "jobbchans"})
    stopped = bench.fetch(settings, TABLE)
    assert stopped.failed
    (outcome,) = stopped.tables
    assert [one.found for one in outcome.vanished] == ["jobbmojlighet"]
    assert {misfit.declared for misfit in outcome.misfits} == {"jobbmojligheter"}
    assert repair(settings, TODAY, ["occupational_outlook"], [f"{SPELT}jobbchans"], ROLE, REASON, told())
    mended = bench.fetch(settings, TABLE)
    assert not mended.failed and [one.found for one in mended.tables[0].corrected] == ["jobbchans"]
    out = told()
    take_back(settings, 2, date(2026, 11, 23), out)
    assert bench.fetch(settings, TABLE).failed  # the first choice counts again, and its thing is gone
    assert print_corrections(settings, out)
    text = out.export_text()
    assert "Rättelse 2 är återtagen" in text and "(återtagen)" in text


def test_a_file_that_cannot_be_read_is_told_by_fetch_and_never_written_over(bench, tmp_path):
    settings = bench.settings(tmp_path)
    settings.corrections_file.write_text("[[correction", encoding="utf-8")
    report = bench.fetch(settings, TABLE)
    assert report.failed and "corrections.toml, rad 1: texten är inte giltig TOML" in report.unread[0]
    with pytest.raises(UsageError, match="giltig TOML"):
        repair(settings, TODAY, ["occupational_outlook"], (), "", "", told(), Person())
    assert settings.corrections_file.read_text(encoding="utf-8") == "[[correction"


def test_the_report_to_a_maintainer_holds_what_is_declared_and_found_and_nothing_else(bench, tmp_path):
    settings = bench.settings(tmp_path / "anna.svensson")
    bench.disturb(TABLE, settings)
    repair(
        settings, TODAY, ["occupational_outlook"], [f"{SPELT}jobbmojlighet"], "rollen", "därför att Anna sa det", told()
    )
    bench.publisher.switch(TABLE + "n", rename={"jobbmojligheter": "jobbchans"})
    bench.publisher.switch("jobtech", rename_positions="vacancies")
    ids = ["occupational_outlook", "platsbanken_positions", "grp"]
    examined = examine_all(settings, TODAY, ids, **HASTY)
    marked = replace(
        examined[0],
        problems=(
            *examined[0].problems,
            f"line 3 has '987654321' in {tmp_path}/anna.svensson/fil.csv, //anna:x@a",
        ),
        remarks=("länen är tillsammans 987 654 färre än riket, median 98,76",),
        listing=("cache: 987,654 records",),
    )
    text = diagnosis((marked, *examined[1:]), read_corrections(settings.corrections_file), settings, TODAY)
    for there in ("SAKNAS field : ”jobbmojligheter”", "'jobbchans'", "python 3", "lanspuls ", "TAB3138 OK", "numpy "):
        assert there.replace("'", "") in text
    assert "county = 23" in text
    for marker in ("svensson", "anna", "Anna", "rollen", str(tmp_path)):
        assert marker not in text
    assert "98" not in text.partition("Rättelser:")[2]


def test_numbers_paths_and_accounts_are_left_out_of_messages():
    said = "jobtech: 2026-05: the months have 123 456 ads (12,5 %) at /home/anna/data and //anna:x@host/a.json, TAB6260"
    assert without_figures(said) == "jobtech: 2026-05: the months have # ads (# %) at # and //host/a.json, TAB6260"


def test_the_command_line_chooses_and_reports(bench, tmp_path):
    bench.disturb(TABLE, bench.settings(tmp_path))

    def lanspuls(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "dashboard.commands.main", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "LANSPULS_SCB_URL": bench.url},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    asked = lanspuls("doctor", "occupational_outlook", "--repair")
    assert asked.returncode == 1 and f"Att välja: {SPELT}…" in asked.stdout, asked.stderr
    choice = ("--choose", f"{SPELT}jobbmojlighet", "--role", ROLE, "--reason", REASON)
    assert lanspuls("doctor", "occupational_outlook", *choice).returncode == 0
    examined = lanspuls("doctor", "occupational_outlook", "--report", "rapport.txt")
    assert examined.returncode == 0, examined.stdout
    assert "Rättelse 1" in examined.stdout and ROLE in examined.stdout
    assert "läses som ”jobbmojlighet”" in (tmp_path / "rapport.txt").read_text(encoding="utf-8")


def test_choices_are_written_as_a_person_who_knows_would(bench, tmp_path):
    settings = bench.settings(tmp_path)
    bench.disturb(TABLE, settings)
    (one,) = examine_all(settings, TODAY, ["occupational_outlook"], **HASTY)
    assert choices(TABLE, one.misfits) == [f"{SPELT}jobbmojlighet"]
