"""The words rule: what decides first, the limits, the gates, and the statistics behind rare counts."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard import words
from dashboard.words import Branch, Facts, Observation, Word, judge, nouns
from dashboard.words.judging.thresholds import LIMITS, Step
from dashboard.words.one_word import word_alone
from dashboard.words.rules import rules
from loaders.catalogue import CATALOGUE
from loaders.ground.declarations import Break, Kind, Severity, Status
from loaders.ground.errors import UsageError
from loaders.ground.periods import span
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
from tests.dashboard.words.august import TODAY, facts
from tests.shared import REPOSITORY


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
    assert words.headline(claim).endswith(
        "654 nya lediga jobb i Jämtlands län i augusti, mot 394 i augusti i fjol – vanlig variation"
    )
    assert word_alone(claim) == "inom vanlig variation"
    assert judge(facts(VACANCIES, 1000, 800, spread=0.3)).word is Word.WITHIN
    assert judge(facts(VACANCIES, 999, 800, spread=0.3)).word is Word.SIMILAR
    assert judge(facts(VACANCIES, 600, 800, spread=0.3)).word is Word.WITHIN


def test_two_small_numbers_that_chance_explains_are_not_called_about_as_many() -> None:
    """40 → 52 is +30 per cent, with p = 0.25."""
    claim = judge(facts(VACANCIES, 52, 40))
    assert (claim.word, claim.gate.name) == (Word.WITHIN, "count_test")


def test_a_lower_bound_has_no_step_from_the_month_before() -> None:
    """Numbers and no word: at least 1 480 cannot be said to be more or less than usual for the season."""
    history = {f"{year}-{month}": 1000.0 for year in range(2021, 2026) for month in ("07", "08")}
    known = {"before": Observation("2026-07", 1000.0), "history": history, "now_status": Status.LOWER_BOUND}
    claim = judge(facts(VACANCIES, 1480, 1298, **known))
    assert (claim.word, claim.step_from_before) == (Word.NONE, None)
    assert words.sentence(claim).endswith(
        " var minst 1\u00a0480 i augusti och 1\u00a0298 i augusti i fjol. Med ”minst” menas att en del uppgifter är "
        "dolda; därför sägs inget om skillnaden."
    )


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
    said = "Andel inskrivna arbetslösa, efter födelseregion i riket, september 2020: visas inte"
    assert words.headline(judge(facts)) == said


def test_a_survey_s_equal_numbers_are_said_to_be_equal_and_no_more() -> None:
    claim = judge(facts(SURVEYED, 5.0, 5.0, period="2026-Q3", margin_now=1.9, margin_then=1.8))
    assert claim.word is Word.UNCERTAIN
    assert words.sentence(claim) == (
        "Enligt AKU var arbetslösheten i Jämtlands län 5,0 procent (±1,9) tredje kvartalet. "
        "Nivån är densamma som tredje kvartalet i fjol; mindre förändringar än felmarginalen går inte att se."
    )
    assert words.card(claim) == (
        "Nivån är densamma som tredje kvartalet i fjol; mindre förändringar än felmarginalen går inte att se."
    )


def test_every_rule_stands_in_the_document_as_it_is_printed():
    """docs/words.md has the Swedish rules of words/rules.py to the letter, in their order."""
    document = (REPOSITORY / "docs" / "words.md").read_text(encoding="utf-8")
    printed = "".join(f"\n### {group.heading}\n" + "".join(f"- {rule}\n" for rule in group.rules) for group in rules())
    assert printed in document
    numbers = " ".join(rule for group in rules() for rule in group.rules)
    for told in ("36", "60", "1,96", "1,4826", "0,05", "5 procentenheter", "april 2020–mars 2022", "√(m₁² + m₂²)"):
        assert told in numbers
