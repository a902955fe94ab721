"""The golden net: its sample is what is shown now, it is the same each time, and its differences are told in words."""

import json
import subprocess

import numpy as np
import pytest

from tests.golden_pages import commits, sample
from tests.golden_pages.canonical import canonical, read_records, to_bytes, write_records
from tests.golden_pages.differ import Differences, compare, compare_records
from tests.golden_pages.making import data_folder
from tests.golden_pages.net import html_lines

ADVICE = "If this is meant: python -m tests.golden_pages --update, and name it in the commit."
OLD = {
    "rate | 23": {"headline": "Lägre i Åre", "figure": {"data": [{"y": [1, 2.5, 3]}]}, "notes": ["Grå linjer.", "Ny."]},
    "rate | 00": {"headline": "Lägre i riket"},
    "gone | 23": {"headline": "Borta"},
}
NEW = {
    "rate | 23": {"headline": "Högre i Åre", "figure": {"data": [{"y": [1, 2.6, 3]}]}, "notes": ["Ny."]},
    "rate | 00": {"headline": "Lägre i riket", "caveat": "Osäkert."},
    "come | 23": {"headline": "Här"},
}


@pytest.fixture(scope="module")
def made(demo):
    with data_folder(demo.store.root.parent) as folder:
        yield sample.make_records(folder)


def test_the_committed_sample_is_what_is_shown_now(made):
    kept = json.loads(sample.FILE.read_text(encoding="utf-8"))
    found = Differences("the sample", "this tree")
    compare_records(found, "sample", *({name: to_bytes(one) for name, one in side.items()} for side in (kept, made)))
    assert not found, "\n".join([*found.lines(), ADVICE])
    assert found.compared == len(sample.VIEWS) + len(sample.SLIDES)


def test_the_net_made_twice_is_the_same_byte_for_byte(made, demo, tmp_path):
    with data_folder(demo.store.root.parent) as folder:
        again = sample.make_records(folder)
    for name, records in (("first", made), ("second", again)):
        assert write_records(tmp_path / name, records.items()) == len(records)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def told(tmp_path, old, new) -> tuple[bool, list[str]]:
    for folder, records in (("old", old), ("new", new)):
        write_records(tmp_path / folder / "views" / "rate.gz", records.items())
    found = compare(tmp_path / "old", tmp_path / "new", ["views/rate.gz"], old_name="main", new_name="this tree")
    return bool(found), list(found.lines())


def test_every_difference_is_told_in_words_with_its_count(tmp_path):
    differs, lines = told(tmp_path, OLD, NEW)
    assert differs
    assert lines == [
        "1 records only in main: views: gone | 23",
        "1 records only in this tree: views: come | 23",
        "views: caveat: 1 differ, in 1 spots",
        "    rate | 00 at caveat",
        '        only in this tree: "Osäkert."',
        "views: figure.data[].y[]: 1 differ, in 1 spots",
        "    rate | 23 at figure.data[0].y[1]",
        "        2.5 → 2.6",
        "views: headline: 1 differ, in 1 spots",
        "    rate | 23 at headline",
        '        "Lägre i Åre" → "Högre i Åre"',
        "views: notes[]: 1 differ, in 1 spots",
        "    rate | 23 at notes[0]",
        '        only in main: "Grå linjer."',
        "2 of 2 records differ",
    ]


def test_the_most_common_difference_comes_first_with_three_examples(tmp_path):
    old = {f"rate | {n}": {"sentence": f"Var {n}.", "alt": "Linje."} for n in range(1234)}
    new = {name: one | {"sentence": one["sentence"].replace("Var", "Är")} for name, one in old.items()}
    new["rate | 7"]["alt"] = "Stapel."
    _, lines = told(tmp_path, old, new)
    assert lines[0] == "views: sentence: 1,234 differ, in 1,234 spots"
    assert lines[1:7:2] == ["    rate | 0 at sentence", "    rate | 1 at sentence", "    rate | 10 at sentence"]
    assert lines[7:] == [
        "views: alt: 1 differ, in 1 spots",
        "    rate | 7 at alt",
        '        "Linje." → "Stapel."',
        "1,234 of 1,234 records differ",
    ]


def test_of_a_long_text_what_differs_is_shown(tmp_path):
    _, lines = told(tmp_path, {"a": {"alt": "x" * 500 + "före"}}, {"a": {"alt": "x" * 500 + "efter"}})
    assert lines[2].strip() == f'"{"x" * 40}före" → "{"x" * 40}efter"'


def test_nets_that_are_the_same_say_so(tmp_path):
    assert told(tmp_path, OLD, OLD) == (False, ["No difference: 3 records are the same in main and this tree."])


def test_numbers_are_written_with_six_digits_and_arrays_as_lists():
    assert canonical({"a": np.array([1.0, 0.1 + 0.2, np.nan]), "b": (1234567.8, np.int64(3), True)}) == {
        "a": [1, 0.3, None],
        "b": [1234570, 3, True],
    }
    with pytest.raises(TypeError, match="object is no plain data"):
        canonical([object()])


def test_records_come_back_sorted_and_none_has_the_name_of_another(tmp_path):
    write_records(tmp_path / "net", [("b", {"z": 1, "å": 2}), ("a", None)])
    assert list(read_records(tmp_path / "net")) == [("a", b"null"), ("b", '{"z":1,"å":2}'.encode())]
    with pytest.raises(ValueError, match="two records have the same name"):
        write_records(tmp_path / "net", [("a", 1), ("a", 2)])


def test_html_is_an_element_a_line_with_its_attributes_in_order():
    text = '<p id="1" class="a b">Om <a hidden href="/x?m=17&amp;y=1">x</a></p>'
    assert html_lines(text) == ['<p class="a b" id="1">Om', '<a hidden href="/x?m=…&amp;y=1">x</a></p>']


def test_a_commit_without_a_net_is_said_to_have_none(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "Begin"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    monkeypatch.setattr(commits, "REPOSITORY", tmp_path)
    with pytest.raises(commits.CommitError, match=r"HEAD .* has no tests/golden_pages"):
        commits.make_net("HEAD", [])
    with pytest.raises(commits.CommitError, match="there is no commit elsewhere"):
        commits.make_net("elsewhere", [])
