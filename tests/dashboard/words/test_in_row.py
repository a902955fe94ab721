"""A measure as a row: number, comparison and word are of one thing; several in one headline, each with its month."""

from dataclasses import replace

import pytest

from dashboard import words
from dashboard.words import Facts, Observation, judge, overall
from dashboard.words.in_row import in_row, span_of, sums_to_now
from loaders.ground.periods import Period, span
from tests.dashboard.measures import BANKRUPTCIES, NIGHTS, NOTICES, POPULATION, UNEMPLOYMENT, VACANCIES
from tests.dashboard.words.test_words_rules import TODAY, facts

NBSP = "\u00a0"


def monthly(indicator, first, values, last="2026-10"):
    """Facts of a series of months that ends in ``last``: the values from ``first`` on, repeated."""
    months = span(first, last)
    series = {month: Observation(Period(month), values[n % len(values)]) for n, month in enumerate(months)}
    return Facts.of_series(indicator, facts(UNEMPLOYMENT, 1, 1).place, series, last, TODAY)


def test_a_rare_counts_row_is_of_twelve_months_in_number_comparison_and_word():
    """Eight in October; 8 a month makes 96 in twelve months, as in the twelve before."""
    row = in_row(judge(monthly(BANKRUPTCIES, "2016-01", [8.0])))
    assert (row.value, row.period, row.is_of_twelve) == ("96", "tolv månader till okt 2026", True)
    assert (row.than, row.word) == ("96 de tolv månaderna före", "ungefär lika många")
    assert row.comparison == "Ungefär lika många, mot 96 de tolv månaderna före. I oktober 8."


def test_lumps_stand_among_the_sums_of_ten_years():
    """120 a month in twelve months of ten; the ten sums before are all 1 440 too."""
    row = in_row(judge(monthly(NOTICES, "2010-01", [120.0])))
    assert (row.value, row.word) == (f"1{NBSP}440", "inom det vanliga")
    assert row.than == f"1{NBSP}440–1{NBSP}440 de tio åren före"


def test_the_line_of_a_rare_count_is_of_twelve_months_too():
    claim = judge(monthly(BANKRUPTCIES, "2016-01", [8.0]))
    assert sums_to_now(claim, 3) == (96.0, 96.0, 96.0)
    assert sums_to_now(judge(monthly(BANKRUPTCIES, "2025-11", [8.0])), 2) == (None, 96.0)


def test_an_ordinary_row_says_the_number_and_month_compared_with():
    row = in_row(judge(facts(UNEMPLOYMENT, 4.1, 4.4)))
    assert (row.value, row.period, row.than, row.word) == (
        f"4,1{NBSP}%", "augusti 2026", f"4,4{NBSP}% i augusti i fjol", "något lägre",
    )  # fmt: skip
    assert (row.month, row.is_of_twelve) == ("", False)


def test_march_and_april_stand_with_both_sums():
    """200 in each month this year and 100 in each last year: 400 beside 200, and April's own 200."""
    series = {m: Observation(Period(m), 200.0 if m >= "2026" else 100.0) for m in span("2020-01", "2026-04")}
    april = Facts.of_series(NIGHTS, facts(UNEMPLOYMENT, 1, 1).place, series, "2026-04", TODAY)
    row = in_row(judge(april))
    assert (row.value, row.period, row.than) == ("400", "mars och april 2026", "200 samma månader i fjol")
    assert row.month == "I april 200"


def test_what_is_absent_has_a_reason_and_no_number():
    row = in_row(judge(facts(UNEMPLOYMENT, None, 4.4)))
    assert (row.value, row.than, row.word) == ("", "", "saknas")  # a dash would be a counted nought


LOWER = judge(facts(UNEMPLOYMENT, 4.1, 4.4))
SAME = judge(facts(UNEMPLOYMENT, 4.4, 4.4))
MORE_JOBS = judge(facts(VACANCIES, 1480, 1298, spread=0.01, period="2026-10"))
GROWN = judge(facts(POPULATION, 132_500, 132_000, period="2026-09"))


@pytest.mark.parametrize(
    ("claims", "measures", "says"),
    [
        ([LOWER, SAME], 2, "Något lägre arbetslöshet i augusti än i fjol, i övrigt vanliga nivåer"),
        (
            [LOWER, MORE_JOBS],
            2,
            "Något lägre arbetslöshet i augusti och fler nya lediga jobb i oktober än i fjol",
        ),
        ([SAME, SAME], 2, "Vanliga nivåer i alla två mått, augusti 2026"),
        ([SAME], 1, "Vanlig nivå i måttet, augusti 2026"),
        ([SAME], 3, "Vanlig nivå i ett av tre mått, augusti 2026"),
        ([], 2, "Inget av måtten kan jämföras"),
        ([GROWN], 1, "Något större folkmängd i september än i fjol"),
        ([LOWER, SAME], 3, "Något lägre arbetslöshet i augusti än i fjol, ett mått på vanliga nivåer"),
    ],
)
def test_every_change_has_its_month_and_says_against_what(claims, measures, says):
    assert overall.overall(claims, measures) == says


@pytest.mark.parametrize("count", range(1, 8))
def test_no_change_is_left_without_its_name(count):
    """However many have changed, the sentence names all; a headline of at most 90 characters never says *till*."""
    several = [LOWER, MORE_JOBS, GROWN, LOWER, MORE_JOBS, GROWN, LOWER][:count]
    headline = overall.overall(several, 7)
    assert len(headline) <= 90 and " till" not in headline
    names = ("arbetslöshet", "nya lediga jobb", "folkmängd")[: min(count, 3)]
    assert all(name in overall.told(several, 7).lower() for name in names)
    assert count > 3 or all(name in headline.lower() for name in names)


def test_the_months_of_several_are_spanned_without_saying_a_year_twice():
    assert span_of(["2026-10", "2026-08"]) == "augusti–oktober 2026"
    assert span_of(["2025-12", "2026-01"]) == "december 2025–januari 2026"
    assert span_of(["2026-08"]) == "augusti 2026" and span_of(["2024", "2026-10"]) == "2024–oktober 2026"


def test_a_year_that_is_not_this_one_is_set_against_the_year_before():
    earlier = replace(facts(UNEMPLOYMENT, 4.1, 4.4, period="2025-08"))
    assert overall.overall([words.judge(earlier)], 1) == "Något lägre arbetslöshet i augusti 2025 än året före"
