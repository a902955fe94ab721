"""How unusual a change is, by hand and by properties; and which measures the overview then shows."""

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.words import judge
from dashboard.words.judging import unusual
from dashboard.words.judging.unusual import Candidate, Deviation, choose, deviation, earlier_changes
from loaders import catalogue
from loaders.ground.declarations import Status
from loaders.ground.periods import Period, span
from tests.dashboard.measures import BANKRUPTCIES, NOTICES, UNEMPLOYMENT, VACANCIES
from tests.dashboard.words.august import facts

MONTHS = span("2012-01", "2026-08")
NOW = Period("2026-08")


def of_steps(indicator, change, steps, **known):
    """Facts whose yearly changes before now are ``steps`` over and over, and which now change by ``change``."""
    history = {month: 5.0 for month in MONTHS[:12]}
    for n, month in enumerate(MONTHS[12:]):
        history[month] = history[month.back()] + steps[n % len(steps)]
    then = history[NOW.back()]
    history[NOW] = then + change
    return facts(indicator, history[NOW], then, history=history, **known)


def test_a_share_is_set_beside_its_usual_change_by_hand():
    """Changes of −0,2 and +0,2 by turns: usual 0, spread 1,4826 × 0,2 = 0,297; now +0,8 lies 2,7 of them away."""
    found = deviation(judge(of_steps(UNEMPLOYMENT, 0.8, (-0.2, 0.2), base_now=1_000_000)))
    assert found is not None and found.z == pytest.approx(0.8 / (1.4826 * 0.2), abs=0.01) and found.is_unusual
    assert (found.low, found.high) == (pytest.approx(-0.581, abs=0.01), pytest.approx(0.581, abs=0.01))
    less = deviation(judge(of_steps(UNEMPLOYMENT, 0.7, (-0.2, 0.2), base_now=1_000_000)))
    assert less is not None and not less.is_unusual


def test_few_persons_are_never_unusual():
    """Of 1 000 in the labour force 0,8 points are 8 persons; 20 are needed."""
    found = deviation(judge(of_steps(UNEMPLOYMENT, 0.8, (-0.01, 0.01), base_now=1000)))
    assert found is not None and not found.is_unusual


def test_a_survey_is_set_beside_its_margin():
    survey = catalogue.indicator("lor_vacancies")
    seen = facts(survey, 1300, 1000, period=Period("2026-Q2"), margin_now=100.0, margin_then=100.0)
    found = deviation(judge(replace(seen, place=seen.place)))
    assert found is not None and found.z == pytest.approx(1.96 * 300 / math.hypot(100, 100)) and found.low is None
    assert deviation(judge(replace(seen, margin_then=None))) is None


def test_twelve_months_of_few_events_are_set_beside_chance():
    history = {month: 5.0 for month in MONTHS} | {month: 9.0 for month in MONTHS[-12:]}
    found = deviation(judge(facts(BANKRUPTCIES, 9, 5, history=history)))
    assert found is not None and found.z == pytest.approx(2 * (108.375**0.5 - 60.375**0.5) / 2**0.5)


def test_what_is_not_compared_so():
    history = dict.fromkeys(map(str, MONTHS), 10.0)
    assert deviation(judge(facts(NOTICES, 10, 10, history=history))) is None
    assert deviation(judge(facts(VACANCIES, 100, 100, history={"2025-08": 100.0, "2026-08": 100.0}))) is None
    bound = facts(VACANCIES, 100, 90, history={month: 100.0 for month in MONTHS}, bounds=frozenset({"2026-08"}))
    assert deviation(judge(replace(bound, now=replace(bound.now, status=Status.LOWER_BOUND)))) is None


def test_the_pandemic_is_no_usual_year():
    """Neither changes that end in it nor those that begin in it."""
    history = {month: 100.0 for month in MONTHS} | {m: 10.0 for m in MONTHS if "2020-04" <= m <= "2022-03"}
    assert set(earlier_changes(history, NOW, is_share=False)) == {0.0}
    assert len(earlier_changes(history, NOW, is_share=False)) == 120 - 24 - 12


TENTHS = st.integers(-5, 5).map(lambda n: n / 10)


@given(st.lists(TENTHS, min_size=6, max_size=14), st.integers(-20, 20).map(lambda n: n / 10))
def test_a_change_the_other_way_is_as_far_away(steps, change):
    """Of shares in tenths, so that what is displayed is what is stored."""
    there, back = (
        deviation(judge(of_steps(UNEMPLOYMENT, sign * change, [sign * one for one in steps], base_now=1e9)))
        for sign in (1, -1)
    )
    assert there is not None and back is not None and there.low is not None and back.high is not None
    assert there.z == pytest.approx(-back.z, abs=1e-6) and there.low == pytest.approx(-back.high)
    assert there.low <= (there.high or 0.0)


@given(st.integers(30, 5000), st.integers(2, 40))
def test_the_larger_change_lies_farther_away(level, more):
    history = {month: float(level + n % 7) for n, month in enumerate(MONTHS)}
    found = [
        deviation(judge(facts(VACANCIES, level * factor, level, history=history))) for factor in (1.5, 1.5 + more / 10)
    ]
    assert found[0] is not None and found[1] is not None and found[1].z >= found[0].z


def test_about_one_in_a_hundred_passes_by_chance():
    """Made-up series of pure chance: of 600 comparisons some 6 are expected; the spread of few years lets more pass."""
    rng, passed = random.Random(11), 0
    for _ in range(600):
        history = {month: math.exp(6 + rng.gauss(0, 0.2)) for month in MONTHS}
        found = deviation(judge(facts(VACANCIES, history[NOW], history[NOW.back()], history=history)))
        passed += found is not None and found.is_unusual
    assert passed <= 600 * 0.03
    assert pytest.approx(0.0093, abs=0.0001) == unusual.EXPECTED_SHARE


def far(id_, z, family=""):
    return Candidate(id=id_, family=family or id_, deviation=Deviation(z))


def test_the_most_unusual_come_after_the_standing_ones_and_each_family_once():
    standing = [far("a", 9.0, "jobs"), far("b", 0.0), far("c", 0.0), far("d", 0.0)]
    others = [far("e", 3.0, "jobs"), far("f", -5.0, "firms"), far("g", 4.0, "firms"), far("h", 2.7), far("i", 2.5)]
    choice = choose(standing, [*others, far("j", 3.5), Candidate(id="k", family="k")])
    assert choice.standing == ("a", "b", "c", "d") and choice.unusual == ("f", "j") and choice.left_out == ("h",)
    assert choice.compared == 5  # e tells of what a has told, k is not compared
    assert choice.expected == pytest.approx(5 * 0.00932, abs=0.0001)


@given(
    st.lists(st.builds(far, st.text(min_size=1, max_size=3), st.floats(-9, 9), st.sampled_from("xyz ")), max_size=20),
    st.integers(0, 6),
)
def test_never_more_than_six_and_only_unusual_ones(others, many):
    standing = [far(f"standing {n}", 0.0) for n in range(many)]
    choice = choose(standing, others)
    assert len(choice.standing) + len(choice.unusual) <= 6
    sizes = [max(abs(one.deviation.z) for one in others if one.id == id_) for id_ in choice.unusual]
    assert all(size >= 2.6 for size in sizes)
    assert choice.compared <= len(others) and not (choice.left_out and len(choice.unusual) + many < 6)
