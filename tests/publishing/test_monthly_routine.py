"""The analyst's month as docs/monthly-routine.md tells it: its commands, read from the document and run in order."""

import os
import re
import shlex
import subprocess
import sys
import urllib.request
from datetime import date, datetime

import pytest
import typer.main
from pptx import Presentation

from dashboard.commands.main import app
from dashboard.editions.written import Editions
from loaders.settings import Settings, load_settings
from loaders.store import Store
from tests.dashboard.made import add_revision, made_store
from tests.publishing.running import TODAY, Ran, lanspuls
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS, killed_if_it_hangs

TEXT = (REPOSITORY / "docs" / "monthly-routine.md").read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(line)[1:] for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) for line in block.splitlines()
]
DAY, BEFORE = "2026-12-14", "2026-11-30"
NOBODY = {
    "LANSPULS_SCB_URL": "http://127.0.0.1:9/api/v2",
    "LANSPULS_RETRIES": "0",
    "LANSPULS_BACKOFF_SECONDS": "0.01",
}
"""A publisher that answers nothing, at once."""
AFTER = date(2026, 12, 15)
MEETING = f"""schema = 1
date = {BEFORE}
title = "Regional näringslivsdialog"
place = "Östersund"
county = "23"

# det första forumet ser
[[view]]
link = "/indikator/folkmangd"
headline = "DEMODATA: fler bor i länet"
notes = "En anteckning som bara talaren ska se."

[[view]]
kind = "free"
headline = "DEMODATA: november"
text = "Bara november."
source = "Källa: påhittad."
"""
QUESTION = """
[[fraga]]
text = "Räknas de som pendlar till Norge?"
slide = 1
answer = "De kan saknas i SCB:s siffror."
approved = true
"""


def served(command: list[str]) -> bool:
    """Whether a command serves pages until it is stopped."""
    return command[0] in ("edit", "present")


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    """A folder in which every command of the document has been run once, and what each said, by its words."""
    folder = tmp_path_factory.mktemp("month")
    settings = Settings(data=folder / "data")
    made_store(settings.store_dir)
    settings.meetings_dir.mkdir(parents=True)
    (settings.meetings_dir / f"{BEFORE}.toml").write_text(MEETING, encoding="utf-8")
    draft = settings.meetings_dir / f"{DAY}.toml"
    said, day = {}, TODAY
    for command in COMMANDS:
        words, options = " ".join(command[:2]), []
        if served(command):
            said[words] = until_it_serves(folder, *command)
            continue
        if words == "meeting publish":
            options = ["--without-drawings"]
        if words == "meeting add":
            day = AFTER
            draft.write_text(draft.read_text(encoding="utf-8") + QUESTION, encoding="utf-8")
        if words == "meeting changes":
            at = datetime.fromisoformat("2026-12-15T07:00:00+00:00")
            add_revision(Store(settings.store_dir), "population", {("23", "2026-08"): 140_000}, at=at)
        if words == "meeting correct":
            options = ["--without-drawings"]
        if words == "meeting new":
            assert not draft.exists()
        said[words] = lanspuls(folder, *command, *options, today=day, **NOBODY)
        if words == "meeting new":
            only_what_the_store_has(draft)
    return folder, said


def until_it_serves(folder, *command) -> Ran:
    """Start what serves on this machine, ask the address of the meeting that it prints, and end it."""
    more = ["--port", "0", *(["--no-open"] if command[0] == "edit" else [])]
    with subprocess.Popen(
        [sys.executable, "-m", "dashboard.commands.main", *command, *more],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        printed = []
        with killed_if_it_hangs(process):
            for line in process.stdout:
                printed.append(line)
                if "Avsluta" in line:
                    break
        try:
            address = re.search(rf"http://127\.0\.0\.1:\d+/\w+/{DAY}\S*", "".join(printed))[0]
            visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            visitor.open(address, timeout=HANG_SECONDS).close()  # the editor's gives its secret for a cookie
            with visitor.open(address.partition("?")[0], timeout=HANG_SECONDS) as answer:
                return Ran(0, answer.read().decode(), "")
        finally:
            process.terminate()


def only_what_the_store_has(draft) -> None:
    """The month's question of the draft asks for measures that the small store lacks: its slide is taken out."""
    kept, mark, question = draft.read_text(encoding="utf-8").rpartition("[[view]]\n")
    assert mark and 'kind = "summary"' in question
    draft.write_text(kept, encoding="utf-8")


def test_the_document_has_the_whole_month_in_order():
    assert [" ".join(command[:2]) for command in COMMANDS] == [
        "calendar --meeting", "meeting new", "fetch --due", f"edit {DAY}", "meeting check", "present",
        "meeting publish", "meeting list", "meeting pptx", "meeting add", "meeting changes",
        "meeting correct", "run --prepare",
    ]  # fmt: skip
    for command in COMMANDS:
        found, words = typer.main.get_command(app), list(command)
        while hasattr(found, "commands"):
            found = found.commands[words.pop(0)]
        assert found.make_context(found.name, words).command is found


def test_the_calendar_is_that_of_the_meeting(month):
    assert month[1]["calendar --meeting"].out.startswith("Nästa möte: 14 december 2026\n")


def test_the_draft_goes_on_from_the_last_meeting(month):
    told = month[1]["meeting new"]
    assert told.code == 0 and f"Utgår från {BEFORE}.toml." in told.out, told.err
    draft = (month[0] / "data" / "meetings" / f"{DAY}.toml").read_text(encoding="utf-8")
    assert "# det första forumet ser" in draft and "bara talaren" in draft
    assert "fler bor" not in draft and "november" not in draft


def test_a_publisher_that_does_not_answer_leaves_the_figures(month):
    told = month[1]["fetch --due"]
    assert told.code == 1 and "FEL." in told.out and "Traceback" not in told.err


def test_what_serves_shows_the_draft_on_this_machine(month):
    assert "En anteckning som bara talaren ska se." in month[1][f"edit {DAY}"].out
    assert "Regional näringslivsdialog" in month[1]["present"].out


def test_the_check_lets_it_through(month):
    assert month[1]["meeting check"].code == 0
    assert f"Inget hindrar publicering av {DAY}.toml." in month[1]["meeting check"].out


def test_three_editions_are_kept_and_the_notes_stand_in_a_file_of_their_own(month):
    folder, said = month
    for words in ("meeting publish", "meeting add", "meeting correct"):
        assert said[words].code == 0 and f"På sidorna: /mote/{DAY}" in said[words].out, said[words].err
    assert f"{DAY}  utgåva 1 (inför mötet, 27 november 2026)\n" in said["meeting list"].out
    assert f"{BEFORE}  utkast, inte publicerat\n" in said["meeting list"].out
    listed = lanspuls(folder, "meeting", "list", today=AFTER).out
    assert "utgåva 2 (tillägg, 15 december 2026), utgåva 3 (rättelse, 15 december 2026)" in listed
    assert "bara talaren" in (folder / "data" / "reports" / f"{DAY}-anteckningar.txt").read_text(encoding="utf-8")
    editions = Editions(folder / "data" / "editions")
    assert editions.numbers(date.fromisoformat(DAY)) == (1, 2, 3)
    newest = editions.edition(editions.newest(date.fromisoformat(DAY)))
    assert [(one.slide, one.right) for one in newest.corrected] == [(1, "140\u00a0000")]


def test_chosen_slides_are_a_deck_of_the_edition(month):
    folder, said = month
    assert said["meeting pptx"].code == 0, said["meeting pptx"].err
    (slide,) = Presentation(folder / "data" / "reports" / f"{DAY}-bilder.pptx").slides
    assert "bara talaren" not in " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    for slides, told in (("1,9", "9"), ("ett", "inga bildnummer"), ("1,,2", "inga bildnummer")):
        ran = lanspuls(folder, "meeting", "pptx", DAY, "--slides", slides)
        assert ran.code == 2 and told in ran.err and "Traceback" not in ran.err
    absent = lanspuls(folder, "meeting", "pptx", DAY, "--slides", "1", "--template", "mall.potx")
    assert absent.code == 2 and "Det finns ingen fil mall.potx." in absent.err


def test_what_has_happened_since_names_the_figure(month):
    told = month[1]["meeting changes"].out
    assert "siffror reviderats" in told and "augusti 2026" in told and "→ 140\u00a0000" in told


def test_what_is_published_is_neither_published_nor_added_to_twice(month):
    again = lanspuls(month[0], "meeting", "publish", DAY, "--without-drawings", today=AFTER)
    assert again.code == 2 and f"rätta med `lanspuls meeting correct {DAY}" in again.err
    added = lanspuls(month[0], "meeting", "add", DAY, today=AFTER)
    assert added.code == 2 and "inga nya frågor" in added.err
    silent = lanspuls(month[0], "meeting", "correct", DAY, "--note", " ", today=AFTER)
    assert silent.code == 2 and "--note" in silent.err


def test_the_settings_shown_are_accepted(tmp_path):
    (shown,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    (tmp_path / "lanspuls.toml").write_text(shown, encoding="utf-8")
    assert load_settings(tmp_path, {}).mail_to == "naringsliv@region.example.se"


def test_what_has_happened_since_is_told_without_any_draft(month, tmp_path):
    for name in ("store", "editions"):
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / name).symlink_to(month[0] / "data" / name)
    told = lanspuls(tmp_path, "meeting", "changes", DAY, today=AFTER)
    assert told.code == 0 and "siffror" in told.out, told.err


def test_nothing_is_published_by_a_clock_that_says_a_day_before_the_last_edition(month):
    before = date(2026, 11, 1)
    for command in (["add", DAY], ["correct", DAY, "--note", "Fel.", "--without-drawings"]):
        refused = lanspuls(month[0], "meeting", *command, today=before)
        assert refused.code == 2 and "men datorns klocka säger 1 november 2026. Ställ klockan" in refused.err
