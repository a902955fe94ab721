"""The file of people's choices: read whatever is in it, added to only, comments and all else as they were."""

import re
from dataclasses import replace
from datetime import date

import pytest
from filelock import FileLock, Timeout
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.ground.errors import UsageError
from loaders.ground.misfits import Role
from loaders.ground.people.corrections import Correction
from loaders.planning import corrections_file
from loaders.planning.corrections_file import (
    MOST_BYTES,
    MOST_TEXT,
    add_correction,
    mark_correction,
    read_corrections,
)

DAY = date(2026, 11, 27)
ONE = Correction(
    source="scb",
    table="TAB1",
    what=Role.LABEL,
    variable="Kon",
    declared=r"^\d+ \"år\"(?=x)",
    found="K",
    text="kvinnor",
    when=DAY,
    role="analytiker",
    reason="samma mått",
)


def test_choices_are_added_and_marked_and_nothing_else_changes(tmp_path):
    path = tmp_path / "data" / "corrections.toml"
    assert read_corrections(path).corrections == ()
    assert add_correction(path, ONE).number == 1
    path.write_text(path.read_text(encoding="utf-8") + "# en kommentar", encoding="utf-8")
    assert add_correction(path, replace(ONE, found="F")).number == 2
    before = path.read_text(encoding="utf-8")
    mark_correction(path, 1, "ended", date(2026, 12, 1))
    mark_correction(path, 2, "taken_back", date(2026, 12, 2))
    after = path.read_text(encoding="utf-8")
    marks = {"ended = 2026-12-01", "taken_back = 2026-12-02"}
    assert [line for line in after.splitlines() if line not in marks] == before.splitlines()
    assert "# en kommentar" in after
    assert read_corrections(path).corrections == (
        replace(ONE, number=1, ended=date(2026, 12, 1)),
        replace(ONE, number=2, found="F", taken_back=date(2026, 12, 2)),
    )


def test_what_could_not_be_read_again_is_not_written(tmp_path):
    path = tmp_path / "corrections.toml"
    add_correction(path, ONE)
    before = path.read_text(encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        add_correction(path, replace(ONE, found="x" * (MOST_TEXT + 1)))
    assert caught.value.message_sv == f"Rättelsen sparas inte: ”found” ska vara en text på högst {MOST_TEXT} tecken."
    path.write_text(before + "#" * (MOST_BYTES - len(before.encode()) - 1) + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be kept"):
        add_correction(path, ONE)
    assert len(read_corrections(path).corrections) == 1


def test_a_mark_that_is_there_already_stays_as_it_is(tmp_path):
    path = tmp_path / "corrections.toml"
    add_correction(path, ONE)
    for day in (date(2026, 12, 1), date(2026, 12, 2)):
        mark_correction(path, 1, "taken_back", day)
    assert [one.taken_back for one in read_corrections(path).corrections] == [date(2026, 12, 1)]


def test_a_person_and_a_fetch_write_one_after_the_other(tmp_path, monkeypatch):
    path = tmp_path / "corrections.toml"
    whole, alone = corrections_file._whole, []

    def while_nobody_else_may(asked):
        with pytest.raises(Timeout):
            FileLock(path.with_name(".lock")).acquire(blocking=False)
        alone.append(asked)
        return whole(asked)

    monkeypatch.setattr(corrections_file, "_whole", while_nobody_else_may)
    add_correction(path, ONE)
    mark_correction(path, 1, "ended", DAY)
    assert alone == [path, path]


def test_another_program_that_holds_the_file_is_told_of(tmp_path, monkeypatch):
    class Held:
        def __init__(self, path, timeout):
            self.path = path

        def acquire(self):
            raise Timeout(str(self.path))

    monkeypatch.setattr(corrections_file.filelock, "FileLock", Held)
    with pytest.raises(UsageError, match="held by another program"):
        add_correction(tmp_path / "corrections.toml", ONE)


@settings(max_examples=25)
@given(text=st.text(min_size=1, max_size=60).filter(str.strip))
def test_any_text_that_can_be_shown_comes_back_as_it_was_written(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("one") / "corrections.toml"
    if CONTROL_SIGNS.search(text):
        with pytest.raises(UsageError, match="control sign"):
            add_correction(path, replace(ONE, declared=text, found=text, reason=text))
        assert not path.exists()
        return
    add_correction(path, replace(ONE, declared=text, found=text, reason=text))
    (read,) = read_corrections(path).corrections
    assert (read.declared, read.found, read.reason) == (text, text, text)


CONTROL_SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
GOOD = """[[correction]]
source="scb"
table="T"
what="code"
declared="1"
found="2"
when=2026-11-27
role="a"
reason="b"
"""
BAD = {
    "no TOML": "[[correction",
    "nested": "a=" + "[" * 5000,
    "digits": "a=" + "1" * 5000,
    "unknown key": GOOD + 'vem="Anna"\n',
    "no day": GOOD.replace("2026-11-27", '"2026-11-27"'),
    "a moment": GOOD.replace("2026-11-27", "2026-11-27T10:00:00"),
    "unknown kind": GOOD.replace('"code"', '"kod"'),
    "no reason": GOOD.replace('reason="b"\n', ""),
    "empty role": GOOD.replace('role="a"', 'role=" "'),
    "no text": GOOD.replace('found="2"', "found=2"),
    "one table": GOOD.replace("[[correction]]", "[correction]"),
    "not a table": "correction=[1]",
    "another table": "[[rattelse]]\n",
    "many keys": GOOD + "".join(f"[a{n}]\n" for n in range(60_000)),
    "many values": GOOD + "x = [" + "1," * 200_000 + "]",
    "dotted": GOOD + ".".join("a" * 5000) + " = 1",
    "control sign": GOOD.replace('"2"', '"\\u0007"'),
    "too long": GOOD.replace('found="2"', f'found="{"x" * 2000}"'),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_bad_file_is_a_named_problem_and_is_never_written_over(tmp_path, content):
    path = tmp_path / "corrections.toml"
    path.write_text(content, encoding="utf-8")
    kept = read_corrections(path)
    assert kept.problems and not kept.corrections
    assert all("corrections.toml" in problem for problem in kept.problems)
    with pytest.raises(UsageError, match=r"mend corrections\.toml"):
        add_correction(path, ONE)
    assert path.read_text(encoding="utf-8") == content


def test_a_good_choice_beside_a_bad_one_is_read(tmp_path):
    path = tmp_path / "corrections.toml"
    path.write_text(GOOD + GOOD.replace('what="code"', 'what="?"') + GOOD, encoding="utf-8")
    kept = read_corrections(path)
    assert [one.number for one in kept.corrections] == [1, 3]
    assert len(kept.problems) == 1 and "rättelse 2" in kept.problems[0]


def test_what_is_no_regular_file_or_no_text_or_too_large_is_a_problem(tmp_path):
    path = tmp_path / "corrections.toml"
    path.mkdir()
    assert "en mapp och ingen fil" in read_corrections(path).problems[0]
    path.rmdir()
    path.write_bytes(b"\xff\xfe")
    assert "UTF-8" in read_corrections(path).problems[0]
    path.write_bytes(b"#" * (2 << 20))
    assert "större än 1 MB" in read_corrections(path).problems[0]


@settings(max_examples=25)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_without_an_error(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "corrections.toml"
    path.write_bytes(content)
    read_corrections(path)


def test_a_choice_written_in_another_way_cannot_be_marked_and_is_left(tmp_path):
    path = tmp_path / "corrections.toml"
    entry = ", ".join(line for line in GOOD.splitlines()[1:])
    path.write_text(f"correction = [{{{entry}}}]\n", encoding="utf-8")
    assert len(read_corrections(path).corrections) == 1
    with pytest.raises(UsageError, match="a line"):
        mark_correction(path, 1, "ended", DAY)
    with pytest.raises(UsageError, match="no correction 2"):
        mark_correction(path, 2, "ended", DAY)
