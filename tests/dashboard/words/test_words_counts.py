"""The statistics behind the words: own variation, rare counts, lumps."""

from dataclasses import replace

import pytest

from dashboard import words
from dashboard.words import Observation, Word, judge
from dashboard.words.judging import statistics
from loaders.ground.periods import Period, span
from tests.dashboard.measures import BANKRUPTCIES, LONG_TERM, NOTICES, VACANCIES
from tests.dashboard.words.august import facts


def test_own_spread_of_a_hand_made_series() -> None:
    """Yearly log change goes 0, a, a, 0, a, a … with a = ln 1.1: steps are a, 0, −a, so their MAD is a = 0.0953."""
    months = span("2015-01", "2019-12")
    history = {month: 100.0 for month in months}
    for n, month in enumerate(span("2016-01", "2019-12")):
        history[month] = history[Period(month).back()] * (1.1 if n % 3 else 1.0)
    assert statistics.own_spread(history, "2020-01") == pytest.approx(1.4826 * 0.09531 / 2**0.5, rel=1e-3)
    assert statistics.own_spread(history, "2018-06") is None


def test_month_on_month_only_where_declared() -> None:
    before = Observation("2026-07", 1000.0)
    history = {f"{year}-{month}": 1000.0 for year in range(2021, 2026) for month in ("07", "08")}
    known = {"before": before, "history": history}
    assert judge(facts(VACANCIES, 1480, 1298, **known)).step_from_before is not None
    assert judge(facts(LONG_TERM, 1480, 1298, **known)).step_from_before is None
    few = {month: value for month, value in history.items() if month >= "2024"}
    assert judge(facts(VACANCIES, 1480, 1298, before=before, history=few)).step_from_before is None


@pytest.mark.parametrize(
    ("first", "second", "p"), [(11, 3, 0.057), (3, 7, 0.34), (74, 64, 0.44), (90, 64, 0.044), (290, 301, 0.68)]
)
def test_binomial_p(first: int, second: int, p: float) -> None:
    assert statistics.binomial_p(first, second) == pytest.approx(p, abs=0.005)
    assert statistics.binomial_p(second, first) == statistics.binomial_p(first, second)


@pytest.mark.parametrize(("base", "least", "most"), [(64, 90, 42), (20, 36, 8), (10, 23, 2)])
def test_how_large_a_twelve_month_change_must_be(base: int, least: int, most: int) -> None:
    assert min(n for n in range(base, 200) if statistics.counts_differ(n, base)) == least
    assert max(n for n in range(base) if statistics.counts_differ(n, base)) == most


def test_exact_and_approximate_tests_meet() -> None:
    assert statistics.binomial_p(9900, 10_100) == pytest.approx(statistics.binomial_p(9901, 10_102), abs=0.01)


def test_band_of_usual_variation() -> None:
    assert statistics.poisson_band(6.2) == (2, 11)
    assert statistics.poisson_band(0) == (0, 0)
    assert statistics.usual_band(6.2, 1.0) == (2, 11)
    assert statistics.usual_band(100, 4) == (61, 139)  # 100 ± 1.96 · 20
    assert statistics.dispersion([4, 8]) == pytest.approx(8 / 6)


@pytest.mark.parametrize("value", [7, 7, 11, 3])
def test_the_real_months_of_2021_are_all_usual(value: int) -> None:
    """7, 7, 11, 3 with 6.2 a month before them: four times inside 2–11, and never compared with each other."""
    history = dict(zip(span("2016-01", "2020-12"), [6, 7, 6, 6, 6] * 12, strict=True))
    known = replace(facts(BANKRUPTCIES, value, None, period="2021-01", history=history), then=None)
    claim = judge(known)
    assert claim.band.position == 0
    assert "inom vanlig variation (2–11 i månaden)" in words.sentence(claim)
    assert "procent" not in words.sentence(claim)


@pytest.mark.parametrize(("last", "word"), [(74, Word.SIMILAR), (84, Word.SIMILAR), (90, Word.CLEAR)])
def test_twelve_months_of_bankruptcies(last: int, word: Word) -> None:
    """64 the year before: 74 is *ungefär lika många*, so by the same rule is 84 (+31 per cent); 90 is *klart fler*."""
    even = [5, 6, 5, 5, 6, 5, 5, 6, 5, 5, 6, 5]
    recent = [last // 12 + (n < last % 12) for n in range(12)]
    history = dict(zip(span("2021-01", "2025-12"), [*([6] * 36), *even, *recent], strict=True))
    claim = judge(facts(BANKRUPTCIES, recent[-1], even[-1], period="2025-12", history=history))
    assert (claim.year.before, claim.year.now, claim.word) == (64, last, word)


def test_under_ten_in_both_periods_gets_numbers_only() -> None:
    history = dict(zip(span("2021-01", "2025-12"), [0] * 36 + [1, 0] * 6 + [1] * 9 + [0] * 3, strict=True))
    claim = judge(facts(BANKRUPTCIES, 0, 0, period="2025-12", history=history))
    assert claim.word is Word.NONE
    assert words.sentence(claim).endswith("På tolv månader var det 9 konkurser, de tolv månaderna före 6.")


@pytest.mark.parametrize(("latest", "position"), [(500, 1), (390, 1), (330, 0), (150, -1), (60, -1)])
def test_lumps_stand_in_a_row_of_ten_years(latest: int, position: int) -> None:
    """Ten years before: 100, 200, 210, 220, 230, 240, 250, 260, 380, 400."""
    years = [100, 200, 210, 220, 230, 240, 250, 260, 380, 400]
    if latest == 330:
        assert sum(year < latest for year in years) == 8
    values = [year if month == 5 else 0 for year in [*years, latest] for month in range(12)]
    history = dict(zip(span("2015-01", "2025-12"), values, strict=True))
    claim = judge(replace(facts(NOTICES, 0, None, period="2025-12", history=history), then=None))
    assert claim.year.standing.position == position
