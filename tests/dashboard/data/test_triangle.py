"""The revision triangle: statistics that can be added up by hand, and what holds of any triangle."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.triangle import changed, first_published, revisions

NAN = float("nan")
BY_HAND = np.array(
    [
        [3.8, 3.8, 3.8],  # a year before the third
        [3.0, 3.0, 3.0],  # a year before the fourth
        [3.9, 3.9, 3.6],  # first higher than the year before, now lower
        [NAN, 3.1, 3.2],
        [NAN, NAN, 3.5],  # published once
    ]
)
"""Five periods in three publications; two periods are a year."""


def test_the_statistics_of_a_small_triangle_by_hand():
    found = revisions(BY_HAND, (2, 3, 4), 1, 2, np.zeros(5, bool))
    assert found.counted == (2, 3)
    assert found.changes == (-0.3, 0.1)
    assert found.mean == pytest.approx(-0.1) and found.mean_absolute == pytest.approx(0.2)
    assert (found.raised, found.lowered, found.largest) == (1, 1, (2, -0.3))
    assert (found.compared, found.turned) == ((2, 3), (2,))


def test_no_direction_is_told_across_a_break():
    found = revisions(BY_HAND, (2, 3), 1, 2, np.array([False, False, True, False, False]))
    assert (found.compared, found.turned) == ((3,), ())


def test_only_cells_that_differ_from_the_publication_before_are_changed():
    assert np.argwhere(changed(BY_HAND)).tolist() == [[2, 2], [3, 2]]
    assert first_published(BY_HAND).tolist() == [0, 0, 0, 1, 2]


def test_a_figure_that_was_withdrawn_is_neither_revised_nor_counted():
    found = revisions(np.array([[3.0, NAN], [2.0, 2.5]]), (0, 1), 1, 12, np.zeros(2, bool))
    assert (found.counted, found.changes) == ((1,), (0.5,))


def test_nothing_is_told_of_what_was_published_once():
    found = revisions(np.array([[3.0], [2.0]]), (0, 1), 1, 12, np.zeros(2, bool))
    assert (found.counted, found.mean, found.mean_absolute, found.largest) == ((), None, None, None)


cell = st.one_of(st.just(NAN), st.integers(-400, 400).map(lambda n: n / 10))
triangles = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=20)
).map(np.array)  # fmt: skip


@given(triangles, st.sampled_from([1, 4, 12]))
def test_what_holds_of_any_triangle(values, year):
    rows = tuple(range(len(values)))
    found = revisions(values, rows, 1, year, np.zeros(len(values), bool))
    assert set(found.turned) <= set(found.compared) <= set(found.counted) <= set(rows)
    assert found.raised + found.lowered == sum(change != 0 for change in found.changes)
    if found.mean is not None:
        assert abs(found.mean) <= found.mean_absolute + 1e-9
        assert max(abs(change) for change in found.changes) >= found.mean_absolute - 1e-9
    for at, change in zip(found.counted, found.changes, strict=True):
        assert values[at, first_published(values)[at]] + change == pytest.approx(values[at, -1])
        if change:
            assert changed(values)[at].any()


@given(triangles)
def test_a_triangle_in_which_nothing_changes_has_no_revisions(values):
    still = np.where(np.isnan(values), np.nan, 4.2)
    found = revisions(still, tuple(range(len(still))), 1, 1, np.zeros(len(still), bool))
    assert not changed(still).any() and not any(found.changes) and found.turned == ()
