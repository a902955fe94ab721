"""The rules by version: what was published is judged by the rules it was published with, whatever they are today.

A rule that is changed is a new version: the numbers of its tests are a new row here, and where the way of judging is
another, the functions of the version before stay, in a module of their own that nothing else uses. A row that an
edition may name is never changed; that holds of the functions too, all of them down to the rounding
(``tests/dashboard/words/test_kept_rules.py``, whose message says what to do). The limits are not here: each edition
has them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.words.judging import judge as todays
from dashboard.words.judging.claims import Claim
from dashboard.words.judging.facts import Facts
from dashboard.words.judging.thresholds import Tests, in_force


@dataclass(frozen=True, slots=True)
class Rules:
    """One version: how facts are judged, and the numbers of the tests."""

    judge: Callable[[Facts], Claim]
    tests: Tests


VERSIONS = MappingProxyType(
    {
        1: Rules(
            todays.judge,
            Tests(
                rare_below=30,
                small_place_base=5000,
                significance=0.05,
                z=1.96,
                dispersed_from=1.2,
                history_months=60,
                history_least=36,
                pandemic=("2020-04", "2022-03"),
                twelve_months_least=10,
                lumps_years=10,
                revisions=6,
                revisions_least=3,
            ),
        ),
    }
)
NEWEST = max(VERSIONS)


def judge(facts: Facts) -> Claim:
    """The claim for these facts by the rules in force: today's, or those of the edition that is asked about.

    Never raises for absent values; they are branches of their own.
    """
    version = in_force().version
    return VERSIONS[version].judge(facts) if version else todays.judge(facts)
