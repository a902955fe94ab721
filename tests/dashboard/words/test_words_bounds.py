"""A sum with a number that is the lowest it can be is one too: it says *minst*, gets no word, and says why."""

from dataclasses import replace

import pytest

from dashboard import words
from dashboard.words import Observation, Rare, Word, judge
from dashboard.words.in_row import in_row
from dashboard.words.judging import gates
from dashboard.words.kinds import season_sums
from dashboard.words.swedish import NBSP
from loaders import catalogue
from loaders.ground.declarations import Status
from loaders.ground.periods import Period, span
from loaders.ground.places import place
from tests.dashboard.measures import BANKRUPTCIES, NOTICES
from tests.dashboard.words.august import facts

MONTHS = span("2019-01", "2026-08")
BOUND = "Med ”minst” menas att en del uppgifter är dolda."


def of_months(indicator, value, *bounds, **known):
    """Facts of August 2026 with the same number each month since 2019, some of which are lower bounds."""
    history = {month: float(value) for month in MONTHS}
    return facts(indicator, value, value, history=history, bounds=frozenset(bounds), **known)


def test_twelve_months_of_few_events_say_minst_and_get_no_word():
    """One bound in the twelve months: minst 24; one in the twelve before, minst there too, and no band of it."""
    known = judge(of_months(BANKRUPTCIES, 2))
    assert isinstance(known, Rare) and known.word is Word.SIMILAR and known.band is not None
    now = judge(of_months(BANKRUPTCIES, 2, "2026-03"))
    assert isinstance(now, Rare) and now.word is Word.NONE and now.band is None
    assert words.sentence(now).endswith(
        f"På tolv månader var det minst 24 konkurser, de tolv månaderna före 24. {BOUND}"
    )
    assert words.headline(now).startswith("Minst 24 konkurser i Jämtlands län på tolv månader") or "minst 24" in (
        words.headline(now)
    )
    assert in_row(now).value == "minst 24" and in_row(now).word == ""
    both = judge(of_months(BANKRUPTCIES, 2, "2026-03", "2025-02"))
    assert "minst 24 konkurser, de tolv månaderna före minst 24." in words.sentence(both)
    assert in_row(both).than == "minst 24 de tolv månaderna före"
    older = judge(of_months(BANKRUPTCIES, 2, "2022-02"))
    assert isinstance(older, Rare) and older.band is None and older.word is Word.SIMILAR


def test_lumps_say_minst_and_have_no_place_among_the_years():
    history = {month: 10.0 for month in span("2014-01", "2026-08")}
    known = judge(facts(NOTICES, 10, 10, history=history))
    assert "en vanlig nivå jämfört med de tio åren före" in words.sentence(known)
    told = words.sentence(judge(facts(NOTICES, 10, 10, history=history, bounds=frozenset({"2026-01"}))))
    assert "varslades minst 120 personer" in told and "vanlig nivå" not in told and told.endswith(BOUND)
    among = words.sentence(judge(facts(NOTICES, 10, 10, history=history, bounds=frozenset({"2018-01"}))))
    assert "varslades 120 personer" in among and "vanlig nivå" not in among


def test_the_year_so_far_and_a_normal_year_say_minst_without_a_word():
    new_firms = catalogue.indicator("new_firms")
    quarters = span("2019-Q1", "2026-Q2")
    history = {quarter: 200.0 for quarter in quarters}
    seen = facts(new_firms, 200, 200, period="2026-Q2", history=history, bounds=frozenset({"2026-Q1", "2024-Q2"}))
    claim = judge(seen)
    assert words.year_to_date(claim).endswith(", mot 400 samma kvartal i fjol.")
    assert "minst 400" in words.year_to_date(claim)
    assert words.normal_year(claim) == "Ett normalår är det minst 200, medianen av 2022–2025."
    assert words.bounds_so_far(claim) == BOUND
    assert words.bounds_so_far(judge(replace(seen, bounds=frozenset()))) == ""


def test_sums_that_get_no_word_say_minst():
    by_industry = catalogue.indicator("bankruptcy_employees_by_industry")
    where = place("2321")
    claim = judge(of_months(by_industry, 1, "2025-01", place=where))
    assert "var 12 på tolv månader" in words.sentence(claim)
    assert "De tolv månaderna före var det minst 12." in words.sentence(claim)
    assert words.sentence(claim).endswith(BOUND)
    assert words.value(judge(of_months(by_industry, 1, "2026-01", place=where))) == "minst 12"


def test_a_season_with_a_lower_bound_is_not_told():
    nights = catalogue.indicator("guest_nights")
    assert season_sums.sentence(of_months(nights, 30_000))
    assert season_sums.sentence(of_months(nights, 30_000, "2026-07")) == ""
    assert season_sums.sentence(of_months(nights, 30_000, "2025-06")) == ""
    assert "minst" in words.sentence(judge(of_months(nights, 30_000, "2026-08", now_status=Status.LOWER_BOUND)))


def test_march_and_april_together_are_a_bound_where_march_is():
    nights = catalogue.indicator("guest_nights")
    seen = of_months(nights, 30_000, "2026-03", period="2026-04")
    told = words.sentence(judge(seen))
    assert f"minst 60{NBSP}000 gästnätter, mot 60{NBSP}000 året före" in told
    assert "därför sägs inget om skillnaden" in told


@pytest.mark.parametrize(("now", "then"), [(None, 300.0), (300.0, None), (None, None)])
def test_a_survey_without_a_known_margin_says_that(now, then):
    """Not that the difference is uncertain: that cannot be known."""
    survey = catalogue.indicator("lor_vacancies")
    quarter = Period("2026-Q2")
    seen = facts(survey, 9900, 9100, period=quarter, margin_now=now, margin_then=then)
    claim = judge(seen)
    assert claim.word is Word.NONE and claim.gate.name == gates.NO_MARGIN
    told = words.sentence(claim)
    assert f"Andra kvartalet i fjol var det 9{NBSP}100." in told
    assert told.endswith("Felmarginalen är inte känd; därför sägs inget om skillnaden.")
    assert "säkerställd" not in told + words.headline(claim) + words.card(claim)
    certain = judge(replace(seen, margin_now=300.0, margin_then=300.0))
    assert certain.word.is_change and "säkerställd" in words.sentence(certain)
    alike = judge(facts(survey, 9100, 9100, period=quarter, margin_now=now, margin_then=then))
    assert "mindre förändringar än felmarginalen" not in words.sentence(alike)


def test_an_observation_with_an_interval_is_no_bound():
    assert Observation("2026-08", 1.0, Status.LOWER_BOUND).is_bound
    assert not Observation("2026-08", 1.0, Status.LOWER_BOUND, low=1.0, high=3.0).is_bound
