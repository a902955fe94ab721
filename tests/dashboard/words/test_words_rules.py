"""The words rule: what decides first, the limits, the gates, and the statistics behind rare counts."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard import words
from dashboard.words import Branch, Facts, Observation, Word, judge, nouns
from dashboard.words.judging import statistics
from dashboard.words.judging.thresholds import LIMITS, Step
from dashboard.words.one_word import word_alone
from loaders.catalogue import CATALOGUE
from loaders.ground.declarations import Break, Indicator, Kind, Severity, Status
from loaders.ground.errors import UsageError
from loaders.ground.periods import Period, span
from loaders.ground.places import place
from tests.dashboard.measures import (
    BANKRUPTCIES,
    LONG_TERM,
    NIGHTS,
    NOTICES,
    POPULATION,
    SURVEYED,
    UNEMPLOYMENT,
    VACANCIES,
    WAGES,
)

TODAY = date(2026, 11, 23)


def facts(indicator: Indicator, now: float | None, then: float | None, **known: object) -> Facts:
    """Facts of August 2026 against August 2025 in county 23 unless told."""
    period = known.pop("period", "2026-08")
    base = {"indicator": indicator, "place": place("23"), "today": TODAY, "base_now": 65_000, "spread": 0.02}
    status = known.pop("now_status", Status.EMPTY)
    return Facts(
        **{**base, **known},
        now=Observation(period, now, status),
        then=Observation(Period(period).back(), then),
    )


@pytest.mark.parametrize(
    ("kind", "edges"),
    [
        (Kind.FLOW, (3, 10, 25)),
        (Kind.SEASON, (3, 10, 25)),
        (Kind.STOCK, (0.5, 1.5, 3)),
        (Kind.POPULATION, (0.1, 0.5, 1)),
        (Kind.RATE, (0.2, 0.5, 1.0)),
        (Kind.AMOUNT, (1, 5, 10)),
        (Kind.PROJECTION, (0.5, 1.5, 3)),
    ],
)
def test_limits_are_half_open(kind: Kind, edges: tuple[float, float, float]) -> None:
    limits = LIMITS[kind]
    for edge, step in zip(edges, (Step.SLIGHT, Step.PLAIN, Step.CLEAR), strict=True):
        exact = type(limits.slight)(str(edge))
        assert limits.step(exact) is step
        assert limits.step(-exact) is step
        assert limits.step(exact - type(exact)("0.01")) == step - 1


@pytest.mark.parametrize(
    ("now", "word"),
    [
        (3.4, Word.EQUAL), (3.5, Word.UNCHANGED), (3.6, Word.SLIGHT), (3.8, Word.SLIGHT), (3.9, Word.PLAIN),
        (4.3, Word.PLAIN), (4.4, Word.CLEAR), (3.2, Word.SLIGHT), (2.4, Word.CLEAR),
    ],
)  # fmt: skip
def test_rate_words_go_by_displayed_points(now: float, word: Word) -> None:
    assert judge(facts(UNEMPLOYMENT, now, 3.4)).word is word


def test_a_difference_is_that_of_the_displayed_numbers() -> None:
    """3.44 and 3.56 are shown as 3,4 and 3,6: the difference is 0,2 although it is 0.12."""
    claim = judge(facts(UNEMPLOYMENT, 3.56, 3.44))
    assert (float(claim.now), float(claim.then), float(claim.difference)) == (3.6, 3.4, 0.2)
    assert claim.word is Word.SLIGHT


def test_a_rate_needs_twenty_persons_too() -> None:
    assert judge(facts(UNEMPLOYMENT, 5.4, 4.9, base_now=2300)).word is Word.NONE
    assert judge(facts(UNEMPLOYMENT, 5.4, 4.9, base_now=4000)).word is Word.PLAIN
    assert judge(facts(UNEMPLOYMENT, 5.4, 4.9, base_now=None)).word is Word.NONE


def test_a_breakdown_in_a_small_municipality_gets_numbers_only() -> None:
    women = {"slice": {"sex": "women"}, "base_now": 4100, "base_total": 4900, "place": place("2313")}
    assert judge(facts(UNEMPLOYMENT, 5.4, 4.2, **women)).word is Word.NONE
    assert judge(facts(UNEMPLOYMENT, 5.4, 4.2, **{**women, "base_total": 5000})).word is Word.CLEAR


@pytest.mark.parametrize(
    ("now", "word"), [(12_714, Word.SLIGHT), (12_709, Word.NONE), (12_710, Word.NONE), (12_700, Word.EQUAL)]
)
def test_population_needs_ten_persons(now: int, word: Word) -> None:
    """From 12 700 the limit of 0.1 per cent is 12.7 persons; from 7 000 it is 7 and the gate decides."""
    assert judge(facts(POPULATION, now, 12_700)).word is (Word.UNCHANGED if word is Word.NONE else word)
    small = judge(facts(POPULATION, 7009, 7000))
    assert small.word is Word.NONE
    assert words.card(small) == ("Skillnaden mot augusti i fjol är 9 personer, för få för att kalla det en förändring.")


def test_noise_needs_more_than_its_tolerance_and_is_told() -> None:
    """From July 2024 to July 2025 lies SCB's protection noise with tolerance 10."""
    over = judge(facts(POPULATION, 5011, 5000, period="2025-07"))
    assert over.word is Word.SLIGHT
    assert words.sentence(over).endswith("SCB har från 2025 lagt in små avvikelser som skydd.")
    at = judge(facts(POPULATION, 5010, 5000, period="2025-07"))
    assert (at.word, at.gate.name) == (Word.NONE, "tolerance")
    assert judge(facts(POPULATION, 5000, 5000, period="2025-07")).word is Word.UNCHANGED


def test_caution_caps_at_slightly() -> None:
    broken = replace(
        UNEMPLOYMENT,
        breaks=(Break(period="2026-01", severity=Severity.CAUTION, reason_sv="nämnaren byttes i januari 2026"),),
    )
    claim = judge(facts(broken, 5.4, 3.4))
    assert claim.word is Word.SLIGHT
    assert words.sentence(claim).endswith("(3,4 procent). Nämnaren byttes i januari 2026.")


def test_an_incomparable_break_stops_only_the_values_it_touches() -> None:
    broken = replace(
        UNEMPLOYMENT,
        breaks=(
            Break(
                period="2026-01",
                severity=Severity.INCOMPARABLE,
                reason_sv="åldern ändrades i januari 2026",
                touches={"age": ("20-64",)},
            ),
        ),
    )
    assert judge(facts(broken, 5.4, 3.4)).branch is Branch.INCOMPARABLE
    assert judge(facts(broken, 5.4, 3.4, slice={"age": "20-24"})).branch is Branch.ORDINARY
    assert judge(facts(broken, 5.4, 3.4, period="2025-12")).branch is Branch.ORDINARY
    assert judge(facts(broken, 5.4, 3.4, period="2027-01")).branch is Branch.ORDINARY


def test_first_rule_wins() -> None:
    """A suppressed number at a level that does not exist is *not at this level*, and so on down the list."""
    no_level = facts(NOTICES, None, 0, place=place("2321"))
    assert judge(no_level).branch is Branch.NOT_AT_LEVEL
    for status, branch in {
        Status.NOT_PUBLISHED: Branch.NOT_PUBLISHED,
        Status.SUPPRESSED: Branch.SUPPRESSED,
        Status.MISSING: Branch.MISSING,
    }.items():
        known = replace(facts(VACANCIES, None, 0), now=Observation("2026-08", None, status))
        assert judge(known).branch is branch
    assert judge(facts(VACANCIES, 120, 0)).branch is Branch.ZERO_BASE
    assert judge(facts(NOTICES, 52, 0)).branch is Branch.ZERO_BASE
    assert judge(facts(NOTICES, 52, 12)).branch is Branch.LUMPS
    assert judge(facts(BANKRUPTCIES, 3, 5)).branch is Branch.RARE


def test_per_cent_only_from_one_hundred() -> None:
    assert judge(facts(VACANCIES, 130, 100)).per_cent == 30
    assert judge(facts(VACANCIES, 130, 99)).per_cent is None
    assert "procent" not in words.sentence(judge(facts(VACANCIES, 90, 60)))
    assert judge(facts(VACANCIES, 90, 60)).word is Word.CLEAR
    assert judge(facts(UNEMPLOYMENT, 5.4, 3.4)).per_cent is None


def test_a_stock_needs_twenty_persons() -> None:
    assert judge(facts(LONG_TERM, 1019, 1000)).word is Word.NONE
    assert judge(facts(LONG_TERM, 1020, 1000)).word is Word.PLAIN


def test_own_history_and_count_test_both_decide() -> None:
    """1 251 → 1 312 is 5 per cent, but the count test says chance; with a wide history so is 1 298 → 1 480."""
    assert judge(facts(VACANCIES, 1312, 1251)).word is Word.SIMILAR
    assert judge(facts(VACANCIES, 1480, 1298, spread=0.04)).word is Word.PLAIN
    wide = judge(facts(VACANCIES, 1480, 1298, spread=0.08))
    assert (wide.word, wide.gate.name) == (Word.SIMILAR, "history")
    assert judge(facts(VACANCIES, 1480, 1298, spread=None)).word is Word.NONE


def test_a_large_change_within_the_own_variation_is_not_called_about_as_many() -> None:
    """394 → 654 is +66 per cent, 800 → 1 000 just 25; 24.9 per cent and less are *ungefär lika många*."""
    claim = judge(facts(VACANCIES, 654, 394, spread=0.3))
    assert (claim.word, claim.gate.name) == (Word.WITHIN, "history")
    assert words.sentence(claim).endswith(
        " var 654 i augusti och 394 i augusti i fjol. Skillnaden ligger inom vanlig variation."
    )
    assert words.card(claim) == "394 i augusti i fjol. Skillnaden ligger inom vanlig variation."
    assert words.headline(claim).endswith(" var 654 i augusti och 394 i fjol, inom vanlig variation")
    assert word_alone(claim) == "inom vanlig variation"
    assert judge(facts(VACANCIES, 1000, 800, spread=0.3)).word is Word.WITHIN
    assert judge(facts(VACANCIES, 999, 800, spread=0.3)).word is Word.SIMILAR
    assert judge(facts(VACANCIES, 600, 800, spread=0.3)).word is Word.WITHIN


def test_two_small_numbers_that_chance_explains_are_not_called_about_as_many() -> None:
    """40 → 52 is +30 per cent, with p = 0.25."""
    claim = judge(facts(VACANCIES, 52, 40))
    assert (claim.word, claim.gate.name) == (Word.WITHIN, "count_test")


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


def test_a_lower_bound_has_no_step_from_the_month_before() -> None:
    """Numbers and no word: at least 1 480 cannot be said to be more or less than usual for the season."""
    history = {f"{year}-{month}": 1000.0 for year in range(2021, 2026) for month in ("07", "08")}
    known = {"before": Observation("2026-07", 1000.0), "history": history, "now_status": Status.LOWER_BOUND}
    claim = judge(facts(VACANCIES, 1480, 1298, **known))
    assert (claim.word, claim.step_from_before) == (Word.NONE, None)
    assert words.sentence(claim).endswith(" var minst 1\u00a0480 i augusti och 1\u00a0298 i augusti i fjol.")


def test_amounts_are_always_in_current_prices() -> None:
    claim = judge(facts(WAGES, 1060, 1000))
    assert words.card(claim) == "Större än i augusti i fjol (1\u00a0000), räknat i löpande priser."
    assert words.headline(claim).endswith(", i löpande priser")


def test_march_is_not_compared_alone() -> None:
    claim = judge(facts(NIGHTS, 120_000, 90_000, period="2026-03"))
    assert claim.branch is Branch.NOT_COMPARED
    assert "påsken" in words.sentence(claim)


def test_a_leap_day_is_no_growth() -> None:
    """29 000 nights in a leap February against 28 000: the same number per day."""
    claim = judge(facts(NIGHTS, 29_000, 28_000, period="2024-02"))
    assert claim.word is Word.UNCHANGED


def test_an_empty_slice_and_the_default_slice_say_the_same() -> None:
    plain, chosen = facts(UNEMPLOYMENT, 2.6, 3.1), facts(UNEMPLOYMENT, 2.6, 3.1, slice={"sex": "total"})
    assert words.sentence(judge(plain)) == words.sentence(judge(chosen))
    women = facts(UNEMPLOYMENT, 2.6, 3.1, slice={"sex": "women", "birth_region": "abroad", "age": "20-24"})
    assert words.sentence(judge(women)).startswith("Arbetslösheten bland utrikes födda kvinnor 20–24 år i Jämtlands")


# --- rare counts and lumps ---------------------------------------------------------------------------------


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


def test_of_series_finds_the_year_before() -> None:
    series = {p: Observation(p, 3.4 + n / 10) for n, p in enumerate(span("2025-06", "2026-08"))}
    known = Facts.of_series(UNEMPLOYMENT, place("23"), series, "2026-08", TODAY, base_now=65_000)
    assert (known.then.period, known.before.period) == ("2025-08", "2026-07")
    assert judge(known).difference == judge(known).now - judge(known).then
    assert Facts.of_series(UNEMPLOYMENT, place("23"), series, "2026-09", TODAY).now.status is Status.MISSING


def test_the_printed_rule_is_the_rule_used() -> None:
    rows = {row[0]: row[1:] for row in words.limits_table().rows}
    points = (f"{edge}\u00a0procentenheter" for edge in ("0,2", "0,5", "1,0"))
    assert rows["Andelar"] == (*points, "20 personer")
    assert rows["Flöden"] == ("3\u00a0%", "10\u00a0%", "25\u00a0%", "")
    assert len(rows) == len(LIMITS)
    assert words.yearly_change_table().rows == (("64", "90", "42"), ("20", "36", "8"), ("10", "23", "2"))


def test_ranks_are_named_by_kind_and_count_those_with_a_value() -> None:
    places = [place(code) for code in ("2321", "2309", "2313")]
    assert words.rank(LONG_TERM, list(zip(places, (10, 40, 20), strict=True)), lowest=False) == (
        "Flest långtidsarbetslösa i länet hade Krokoms kommun, 40."
    )
    assert words.rank(POPULATION, list(zip(places, (12_700, 15_300, None), strict=True))) == (
        "Färst invånare i länet hade Åre kommun, 12\u00a0700. Uppgift finns för två av tre."
    )
    assert words.rank(WAGES, list(zip(places, (1, 2, 3), strict=True))) == ""


def test_two_periods_are_never_set_side_by_side() -> None:
    here, there = judge(facts(UNEMPLOYMENT, 5.1, 5.0)), judge(facts(UNEMPLOYMENT, 3.8, 3.8, period="2026-07"))
    with pytest.raises(UsageError, match="newest common period"):
        words.gap_in_persons(here, there)


@pytest.mark.parametrize(
    ("indicator", "chosen", "said"),
    [
        ("bankruptcies", {}, "1 konkurs i Åre kommun"),
        ("new_vacancies", {}, "1 nytt ledigt jobb i Åre kommun"),
        ("new_registrations", {}, "1 nyregistrerat företag i Åre kommun"),
        ("bankruptcy_employees_by_industry", {"industry_group": "41-43"}, "1 berörd av konkurser inom "),
        ("af_unemployed", {}, "1 inskriven arbetslös i Åre kommun"),
    ],
)
def test_one_of_a_thing_is_told_in_the_singular(indicator, chosen, said):
    facts = words.Facts(
        indicator=CATALOGUE[indicator],
        place=place("2321"),
        now=words.Observation("2026-10", 1.0),
        today=date(2026, 11, 22),
        slice=chosen,
    )
    assert nouns.number_of_things(facts, 1, words.PlaceForm.NAMED).startswith(said)
    several = nouns.number_of_things(facts, 2)
    assert several.startswith("2 ") and said.split()[1] not in several.split()


def test_the_longest_title_without_a_number_still_fits_a_headline():
    facts = words.Facts(
        indicator=CATALOGUE["af_unemployed_share_by_birth"],
        place=place("00"),
        now=words.Observation("2020-09", None, Status.SUPPRESSED),
        today=date(2020, 6, 15),
        slice={"birth_region": "sweden"},
    )
    said = "Andel inskrivna arbetslösa, efter födelseregion, september 2020: visas inte"
    assert words.headline(judge(facts)) == said


def test_a_survey_s_equal_numbers_are_said_to_be_equal_and_no_more() -> None:
    claim = judge(facts(SURVEYED, 5.0, 5.0, period="2026-Q3", margin_now=1.9, margin_then=1.8))
    assert claim.word is Word.UNCERTAIN
    assert words.sentence(claim) == (
        "Enligt AKU var arbetslösheten i Jämtlands län 5,0 procent (±1,9) tredje kvartalet. "
        "Det är lika mycket som i fjol; en förändring inom felmarginalen syns inte."
    )
    assert words.card(claim) == "Lika mycket som tredje kvartalet i fjol; en förändring inom felmarginalen syns inte."
