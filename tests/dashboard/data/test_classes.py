"""Classes, quarters and sure differences: by hand, and what holds of any values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.classes import CLASSES, class_limits, classes, half_widths, quarters, quarters_of, standings

NAN = float("nan")
HUNDRED = np.arange(1, 101) / 10
"""0,1 to 10,0."""


def test_five_classes_of_a_hundred_places_have_twenty_each():
    limits = class_limits(HUNDRED, 1)
    assert limits == (2.0, 4.0, 6.0, 8.0)
    assert np.bincount(classes(HUNDRED, limits)).tolist() == [19, 20, 20, 20, 21]


def test_nineteen_places_have_no_classes_and_no_quarters():
    assert class_limits(HUNDRED[:19], 1) == () and quarters(HUNDRED[:19]) is None


def test_quarters_end_at_values_that_places_have():
    ends = quarters(HUNDRED)
    assert (ends.low, ends.median, ends.high, ends.count) == (2.5, 5.0, 7.6, 100)
    values = np.array([2.4, 2.5, 2.6, 5.0, 7.7, NAN, 5.0])
    half = np.array([0.1, 0.3, 0.0, 0.5, NAN, 0.1, 9.0])
    assert quarters_of(values, half, ends) == ["low", "near low", "middle", "middle", "high", "", ""]


def test_equal_values_have_no_quarters():
    assert quarters(np.full(50, 4.2)) is None and class_limits(np.full(50, 4.2), 1) == ()


def test_an_interval_is_the_largest_of_margin_twenty_persons_and_chance():
    found = half_widths(np.array([50.0, 400.0, NAN]), np.array([1000.0, 1000.0, 1000.0]))
    assert found[:2].tolist() == pytest.approx([2.0, 3.92]) and np.isnan(found[2])
    wide = half_widths(np.array([50.0, NAN]), np.array([1000.0, 1000.0]), np.array([2.5, 1.0]))
    assert wide.tolist() == [2.5, 1.0]


def test_places_whose_intervals_overlap_are_not_ordered():
    first, second, third, absent = standings(np.array([3.0, 3.5, 6.0, NAN]), np.array([0.4, 0.4, 0.5, 0.1]))
    assert (first.lower, first.higher, first.alike, first.first, first.last) == ((), (2,), (1,), 1, 2)
    assert (second.first, second.last) == (1, 2) and (third.first, third.last) == (3, 3)
    assert absent is None


values = st.lists(
    st.one_of(st.just(NAN), st.integers(0, 300).map(lambda n: n / 10)), min_size=1, max_size=120
).map(np.array)  # fmt: skip


@given(values)
def test_every_value_has_one_class_and_equal_values_the_same(found):
    limits = class_limits(found, 1)
    assert list(limits) == sorted(set(limits)) and len(limits) < CLASSES
    of = classes(found, limits)
    assert ((of == -1) == np.isnan(found)).all()
    for n, one in enumerate(of.tolist()):
        if one >= 0:
            assert one == sum(found[n] >= limit for limit in limits)
    if limits:
        assert len(set(of[of >= 0].tolist())) >= 2


@given(values)
def test_at_least_a_quarter_lies_at_each_end(found):
    ends = quarters(found)
    if ends is None:
        return
    known = found[~np.isnan(found)]
    assert ends.low <= ends.median <= ends.high and ends.low < ends.high
    assert 4 * np.sum(known <= ends.low) >= len(known) <= 4 * np.sum(known >= ends.high)
    assert 2 * np.sum(known <= ends.median) >= len(known)


@given(values, st.floats(0, 5))
def test_being_surely_lower_is_never_mutual_and_ties_are_shared(found, half):
    order = standings(found, np.full(len(found), half))
    for n, one in enumerate(order):
        if one is None:
            assert np.isnan(found[n])
            continue
        assert 1 <= one.first <= one.last <= sum(other is not None for other in order)
        assert all(found[m] < found[n] and n in order[m].higher for m in one.lower)
        assert all(order[m].first == one.first for m, other in enumerate(found) if other == found[n])
