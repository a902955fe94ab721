"""Versions of own files are kept for good: an edit, a fault or a deletion takes nothing away that was shown."""

from datetime import UTC, date, datetime

import orjson
import pytest

from loaders.ground.errors import StoreError
from loaders.ground.files import digest
from loaders.own.history import FILE, OwnHistory
from loaders.own.watching import watch
from tests.waiting import wait_until

FIRST = datetime(2026, 5, 1, 9, tzinfo=UTC)
SECOND = datetime(2026, 6, 1, 9, tzinfo=UTC)
THIRD = datetime(2026, 7, 1, 9, tzinfo=UTC)
STATED = """[[uppgift]]
indicator = "Rådgivningar"
place = "23"
period = "2026"
value = 500
base = "hela året"
unit = "rådgivningar"
who = "Almi"
when = 2026-04-12
grade = "uppgift"
"""
PROGNOS = "årgång;kommun;år;invånare;vem\n2025;2321;2026;12700;Regionen\n"


@pytest.fixture
def history(tmp_path):
    (tmp_path / "own").mkdir()
    return OwnHistory(tmp_path / "own-history", tmp_path / "own")


def write(history, text, name="uppgifter.toml"):
    (history.folder / name).write_text(text, encoding="utf-8")


def levels(own):
    return [one.level for one in own.figures]


def test_an_edited_statement_is_the_new_one_now_and_the_old_one_on_its_day(history):
    write(history, STATED)
    assert history.keep(now=FIRST, by="Anna").new == ("uppgifter.toml",)
    write(history, STATED.replace("500", "520"))
    history.keep(now=SECOND)
    assert levels(history.read()) == [520]
    assert levels(history.read(date(2026, 5, 31))) == [500]
    assert levels(history.read(date(2026, 4, 30))) == []
    (then,) = history.read(date(2026, 5, 31)).figures
    assert (then.seen, then.by) == (FIRST, "Anna")
    first, second = history.versions()
    assert (first.until, second.until) == (SECOND, None)
    assert history.body(first) == STATED.encode()
    assert (history.root / f"{digest(STATED.encode())}.zst").is_file()


def test_a_deleted_file_takes_its_statements_from_now_on_but_not_from_the_day_before(history):
    write(history, STATED)
    history.keep(now=FIRST)
    (history.folder / "uppgifter.toml").unlink()
    assert history.keep(now=SECOND).gone == ("uppgifter.toml",)
    assert history.keep(now=THIRD).gone == ()
    assert levels(history.read()) == []
    assert levels(history.read(date(2026, 5, 31))) == [500]
    write(history, STATED)
    history.keep(now=THIRD)
    assert levels(history.read()) == [500]
    assert [version.until for version in history.versions()] == [SECOND, None]


def test_a_projection_stays_as_a_vintage_when_its_line_or_its_file_goes(history):
    write(history, PROGNOS, "prognos.csv")
    history.keep(now=FIRST)
    write(history, PROGNOS.replace("2025;", "2026;"), "prognos.csv")
    history.keep(now=SECOND)
    newest, older = history.read().projections
    assert (newest.vintage, newest.standing, newest.seen) == ("2026", True, SECOND)
    assert (older.vintage, older.standing, older.seen) == ("2025", False, FIRST)
    assert [one.vintage for one in history.read(date(2026, 5, 1)).projections] == ["2025"]
    (history.folder / "prognos.csv").unlink()
    history.keep(now=THIRD)
    assert [(one.vintage, one.standing) for one in history.read().projections] == [("2026", False), ("2025", False)]


def test_a_vintage_is_corrected_by_the_same_file_and_withdrawn_only_in_words(history):
    write(history, PROGNOS, "prognos.csv")
    history.keep(now=FIRST)
    write(history, PROGNOS.replace("Regionen", "Region Jämtland").replace("12700", "12800"), "prognos.csv")
    history.keep(now=SECOND)
    (one,) = history.read().projections
    assert (one.who, one.residents) == ("Region Jämtland", {"2026": 12800.0})
    write(history, "årgång;kommun;år;invånare;vem\n2025;2321;;utgår;Region Jämtland\n", "prognos.csv")
    history.keep(now=THIRD)
    assert history.read().projections == ()
    assert len(history.read(date(2026, 6, 30)).projections) == 1


def test_a_fault_leaves_the_last_good_version_in_use_and_says_when_it_was_read_in(history):
    write(history, STATED)
    history.keep(now=FIRST)
    write(history, STATED.replace("unit", "unti"))
    kept = history.keep(now=SECOND)
    assert (kept.new, kept.gone) == ((), ())
    assert [problem.in_use for problem in kept.problems] == [FIRST]
    own = history.read()
    assert levels(own) == [500]
    (problem,) = own.problems
    assert (problem.file, problem.in_use) == ("uppgifter.toml", FIRST)
    assert "rad 7: okänd nyckel ”unti”. Menade du ”unit”?" in problem.error.message_sv
    assert history.read(date(2026, 5, 31)).problems == ()


def test_what_is_not_read_in_yet_waits_and_reading_writes_nothing(history):
    write(history, STATED)
    assert history.read().waiting == ("uppgifter.toml",)
    assert levels(history.read()) == []
    assert not history.root.exists()
    history.keep(now=FIRST)
    before = (history.root / FILE).read_bytes()
    assert history.read().waiting == ()
    assert history.keep(now=SECOND).new == ()
    assert (history.root / FILE).read_bytes() == before


def test_a_folder_that_is_not_there_takes_nothing_away(history, tmp_path):
    write(history, STATED)
    history.keep(now=FIRST)
    history.folder.rename(tmp_path / "elsewhere")
    assert history.keep(now=SECOND).gone == ()
    assert levels(history.read()) == [500]


def test_a_file_still_being_written_is_left_for_later(history):
    write(history, STATED)
    kept = history.keep(now=FIRST, settled=3600)
    assert (kept.new, kept.unsettled) == ((), ("uppgifter.toml",))
    write(history, "spill", "~$uppgifter.xlsx")
    assert history.keep(now=FIRST).new == ("uppgifter.toml",)


def test_damage_is_told_and_never_overwritten(history):
    write(history, STATED)
    history.keep(now=FIRST)
    (version,) = history.versions()
    kept = history.root / f"{version.sha256}.zst"
    content = kept.read_bytes()
    kept.write_bytes(content[:-4])
    assert "En sparad version av uppgifter.toml" in history.read().problems[0].error.message_sv
    kept.write_bytes(content)
    (history.root / FILE).write_bytes(orjson.dumps({"schema": 1}))
    assert (
        "own-history/history.json är skadad, borta eller går inte att läsa"
        in history.read().problems[0].error.message_sv
    )
    with pytest.raises(StoreError, match="damaged"):
        history.keep(now=SECOND)
    assert orjson.loads((history.root / FILE).read_bytes()) == {"schema": 1}


def test_served_files_are_read_in_beside_the_pages(history):
    stop = watch(history, every=0.02, settled=0.0)
    try:
        write(history, STATED)
        wait_until(history.versions, "the file has been read in")
        assert levels(history.read()) == [500]
    finally:
        stop.set()
