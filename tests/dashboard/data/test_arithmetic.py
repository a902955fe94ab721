"""Level, change, twelve months and index: few numbers, added in the head."""

from dataclasses import replace

import numpy as np

from dashboard.data import arithmetic
from loaders.catalogue import indicator
from loaders.ground.declarations import Break, Severity
from loaders.ground.periods import span

RATE, STOCK, CHANGE = indicator("unemployment_rate"), indicator("employed"), indicator("population_change")
MONTHS = span("2024-01", "2025-12")


def row(*values: float) -> np.ndarray:
    return np.array([values], dtype=float)


def test_displayed_rounds_half_away_from_zero():
    assert arithmetic.displayed(row(2.25, 2.35, -2.25, 0.05), 1).tolist() == [[2.3, 2.4, -2.3, 0.1]]


def test_change_is_the_difference_of_displayed_numbers():
    values = row(*[3.44] * 12, *[3.46] * 12)  # shown as 3.4 and 3.5
    assert arithmetic.year_change(values, RATE, {}, MONTHS)[0, 12] == 0.1


def test_no_change_over_an_incomparable_break():
    broken = replace(RATE, breaks=(Break(period="2025-06", severity=Severity.INCOMPARABLE, reason_sv="x"),))
    change = arithmetic.year_change(row(*[3.0] * 24), broken, {}, MONTHS)[0]
    assert np.isnan(change[MONTHS.index("2025-06") :]).all()
    assert (change[12 : MONTHS.index("2025-06")] == 0).all()


def test_per_cent_needs_a_hundred_in_both_years():
    values = row(*[99.0] * 12, *[120.0] * 12)
    assert np.isnan(arithmetic.year_change_pct(values, STOCK, {}, MONTHS)).all()


def test_a_sum_with_a_hole_is_a_hole():
    values = row(*[1.0] * 24)
    values[0, 3] = np.nan
    summed = arithmetic.twelve_months(values, CHANGE, {}, MONTHS)[0]
    assert np.isnan(summed[:15]).all()
    assert (summed[15:] == 12).all()


def test_twelve_months_of_a_rate_weigh_by_the_denominator():
    # eleven months 10 of 100, one month 90 of 300: 200 / 1400, not the mean of 10 % and 30 %
    parts = row(*[10.0] * 11, 90.0), row(*[100.0] * 11, 300.0)
    found = arithmetic.twelve_months(row(*[0.0] * 12), RATE, {}, MONTHS[:12], parts)
    assert arithmetic.displayed(found, 1)[0, 11] == 14.3


def test_index_is_a_hundred_over_its_base_year():
    values = row(*[90.0] * 6, *[110.0] * 6, *[150.0] * 12)
    assert arithmetic.index_base_year(values, MONTHS, 0, 12) == "2024"
    shown = arithmetic.index(values, MONTHS, "2024")
    assert shown[0, :12].mean() == 100
    assert shown[0, 12] == 150


def test_a_year_with_a_missing_month_is_no_base():
    values = row(np.nan, *[1.0] * 23)
    assert arithmetic.index_base_year(values, MONTHS, 0, 12) == "2025"


def test_twelve_months_are_not_set_beside_twelve_across_a_break():
    broken = replace(
        STOCK,
        breaks=(Break(period="2025-01", severity=Severity.INCOMPARABLE, reason_sv="Räknas om."),),
    )
    shown = row(*range(24))
    assert np.isnan(arithmetic.twelve_months_before(shown, broken, {}, MONTHS)[0, 12:]).all()
    assert arithmetic.twelve_months_before(shown, STOCK, {}, MONTHS)[0, 23] == 11
    assert arithmetic.comparable_from(broken, {}, MONTHS) == 12
    assert arithmetic.comparable_from(STOCK, {}, MONTHS) == 0


def test_a_year_of_zeros_is_no_base():
    values = row(*[0.0] * 12, *[2.0] * 12)
    assert arithmetic.index_base_year(values, MONTHS, 0, 12) == "2025"
    assert np.isnan(arithmetic.index(values, MONTHS, "2024")).all()


def test_persons_behind_a_gap():
    assert arithmetic.persons_behind_gap(row(5.1), row(3.8), row(5000)).round(6)[0, 0] == 65


def test_a_change_in_per_cent_is_rounded_once() -> None:
    """14.45 is 14 as a whole number, so its one decimal is 14.4 and not 14.5; below 1 the decimal is kept."""
    found = arithmetic.displayed_per_cent(np.array([14.45, -14.45, 14.5, 0.45, 1.45, 0.96, np.nan]))
    assert found[:6].tolist() == [14.4, -14.4, 14.5, 0.5, 1.4, 1.0] and np.isnan(found[6])


def test_a_change_in_per_cent_is_of_displayed_numbers_and_exact():
    """200 → 155 is −22.5 and never −22.499…; 99 has no per cent."""
    found = arithmetic.per_cent_between(np.array([[155.0, 155.0]]), np.array([[200.0, 99.0]]))
    assert found[0, 0] == -22.5 and np.isnan(found[0, 1])


def test_small_changes_in_per_cent_are_seen_as_the_exact_ones_are():
    found = arithmetic.displayed_small_per_cent(np.array([0.949, 0.95, 1.4951, 1.5, -0.049, np.nan]))
    assert found[:-1].tolist() == [0.94, 0.95, 1.49, 1.5, -0.04] and np.isnan(found[-1])
