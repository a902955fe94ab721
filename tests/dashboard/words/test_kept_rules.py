"""The rules by version: the newest are today's, and what an edition may name is never another."""

import dataclasses
from functools import cache

import orjson
import pytest

from dashboard.words.judging import kept
from dashboard.words.judging.thresholds import LIMITS, TESTS, InForce, in_force, judged_by
from tests.dashboard.words import reached
from tests.dashboard.words.judged_cases import cases, judged, path_of
from tests.shared import REPOSITORY

OF_VERSION = {
    1: {
        "rare_below": 30, "small_place_base": 5000, "significance": 0.05, "z": 1.96, "dispersed_from": 1.2,
        "history_months": 60, "history_least": 36, "pandemic": ["2020-04", "2022-03"], "twelve_months_least": 10,
        "lumps_years": 10, "revisions": 6, "revisions_least": 3,
    },
}  # fmt: skip
"""The numbers of every version that an edition may name. A row is added with a version, and never changed."""
MADE_OF = {1: "4517ecbd53866641"}
"""What the functions of every version are, without their form (``reached.py``)."""
JUDGE = ("dashboard.words.judging.judge", "judge")
TO_DO = """
The functions that judge by version {n} of the rules are others now, so that what was published with it would be judged
otherwise than it was published. Either

  a judgement can be another: put the functions as they were (git show HEAD:…) into a module of their own beside
  judge.py, name its judge in kept.VERSIONS[{n}], add version {next} with today's and its numbers to kept.VERSIONS and
  OF_VERSION, write what it says (python -m tests.dashboard.words.judged_cases {next}), and both fingerprints here; or

  none can (a name, a field that no test reads): write {found!r} for version {n} in MADE_OF, in a commit of its own.

That judged_{n}.txt is unchanged is needed in both cases and proves neither: it has some facts, not all.
"""


def test_todays_tests_are_the_newest_version_and_no_earlier_one_has_changed():
    written = {
        number: orjson.loads(orjson.dumps(dataclasses.asdict(one.tests))) for number, one in kept.VERSIONS.items()
    }
    assert written == OF_VERSION
    assert kept.VERSIONS[kept.NEWEST].tests == TESTS, "a test with other numbers is a new version of the rules"


def test_rules_are_in_force_within_and_todays_after():
    others = InForce(LIMITS, dataclasses.replace(TESTS, z=3.0), 1)
    with judged_by(others):
        assert in_force() is others
    assert in_force().tests is TESTS and in_force().version == 0


def test_the_functions_of_every_version_are_those_it_was_published_with():
    assert MADE_OF.keys() == kept.VERSIONS.keys()
    for number, rules in kept.VERSIONS.items():
        found = reached.fingerprint((rules.judge.__module__, rules.judge.__name__))
        assert found == MADE_OF[number], TO_DO.format(n=number, next=kept.NEWEST + 1, found=found)
    newest = kept.VERSIONS[kept.NEWEST].judge
    assert (newest.__module__, newest.__name__) == JUDGE, "what is judged today is the newest version"


def test_every_version_judges_what_it_judged():
    for number in kept.VERSIONS:
        before = path_of(number).read_text(encoding="utf-8").splitlines()
        assert judged(number).splitlines() == before, f"version {number} judges otherwise than it did"
    assert len(before) == len(dict(cases())) > 250


def changed(module, old, new):
    """The modules as they are, but one with a line that is another."""

    @cache
    def read(name):
        path = REPOSITORY.joinpath(*name.split(".")).with_suffix(".py")
        if name != f"dashboard.words.{module}":
            return reached.module(name)
        text = path.read_text(encoding="utf-8")
        assert old in text
        return reached.read(text.replace(old, new))

    return read


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("judging.judge", "usual > limit", "usual >= limit"),
        ("judging.judge", "Status.WITHDRAWN: Branch.MISSING", "Status.WITHDRAWN: Branch.SUPPRESSED"),
        ("judging.thresholds", "PER_CENT_FROM = ", "PER_CENT_FROM = 1 + "),
        ("judging.thresholds", "size >= self.plain", "size > self.plain"),
        ("judging.statistics", "total / 2 - smaller - 0.5", "total / 2 - smaller"),
        (
            "judging.counts",
            "def is_rare(facts: Facts) -> bool:",
            "def is_rare(facts: Facts) -> bool:\n    return False\n",
        ),
        ("judging.facts", "Period(then).first_day < Period", "Period(then).first_day <= Period"),
        ("swedish", "ROUND_HALF_UP)", "ROUND_HALF_EVEN)"),
    ],
)
def test_a_rule_that_is_another_anywhere_below_is_noticed(module, old, new):
    assert reached.fingerprint(JUDGE, changed(module, old, new)) != reached.fingerprint(JUDGE)


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("judging.judge", "    if per_head:\n", "    if per_head:  # as it is\n\n"),
        ("judging.judge", '"""The claim for these facts. Never', '"""What these facts say. Never'),
        ("judging.counts", "def is_rare(facts: Facts) -> bool:", "def is_rare(facts: Facts) -> object:"),
        ("swedish", "_MONTHS = (", '_MONTHS = ("smörje", '),
    ],
)
def test_what_makes_no_difference_is_none(module, old, new):
    assert reached.fingerprint(JUDGE, changed(module, old, new)) == reached.fingerprint(JUDGE)
