"""The rules by version: the newest are today's, and what an edition may name is never another."""

import dataclasses

import orjson

from dashboard.words.judging import kept
from dashboard.words.judging.thresholds import LIMITS, TESTS, InForce, in_force, judged_by

OF_VERSION = {
    1: {
        "rare_below": 30, "small_place_base": 5000, "significance": 0.05, "z": 1.96, "dispersed_from": 1.2,
        "history_months": 60, "history_least": 36, "pandemic": ["2020-04", "2022-03"], "twelve_months_least": 10,
        "lumps_years": 10, "revisions": 6, "revisions_least": 3,
    },
}  # fmt: skip
"""The numbers of every version that an edition may name. A row is added with a version, and never changed."""


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
