"""Regular expressions hold on every Python from 3.11.0: nothing in them is matched wrongly by an early one."""

import re

import pytest

from tests.shared import REPOSITORY

FOLDERS = ("loaders", "dashboard", "building")
POSSESSIVE_GROUP = re.compile(r"(?<!\()\)(?:\*|\+|\?|\{\d*,?\d*\})\+|\(\?>")
"""A repeated group that gives nothing back, which Python before 3.11.5 matches wrongly (gh-106052)."""


def sources():
    return sorted(path for folder in FOLDERS for path in (REPOSITORY / folder).rglob("*.py"))


def test_no_pattern_has_a_possessive_group():
    found = [
        f"{path.relative_to(REPOSITORY)}:{number}"
        for path in sources()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if POSSESSIVE_GROUP.search(line) and re.search(r"""\br?f?r?["']""", line)
    ]
    assert found == []


@pytest.mark.parametrize("text", ['(?:a|b)*+"', "(?:a|b)++", "(?:ab)?+", "(?:ab){2,3}+", "(?>a|b)"])
def test_each_kind_of_possessive_group_is_seen(text):
    assert POSSESSIVE_GROUP.search(text)


@pytest.mark.parametrize("text", ["[ab]*+", r"(?:[^\"]++|\\.)*", "(a|b)+", "sum(x) + y"])
def test_what_is_matched_rightly_is_left(text):
    assert not POSSESSIVE_GROUP.search(text)
