"""Why there is no word: the true reason, of a history that is short, broken, full of holes, or of the pandemic."""

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard import words
from dashboard.words import Branch, Facts, Observation, Word, judge
from dashboard.words.judging.gates import Shortage, persons_behind
from dashboard.words.kinds import among
from loaders.catalogue import CATALOGUE
from loaders.ground.declarations import Break, Severity, Status
from loaders.ground.periods import Period, span
from loaders.ground.places import place
from tests.dashboard.measures import LONG_TERM, NIGHTS, NOTICES, UNEMPLOYMENT, VACANCIES
from tests.dashboard.words.august import facts


def of_months(first: str, last: str, indicator=VACANCIES, without: frozenset[str] = frozenset()) -> words.Claim:
    """A claim on the last month, with 1 300, of a series of about 1 000 a month, without some of its months."""
    series = {p: Observation(p, 1000 + 10 * (n % 3)) for n, p in enumerate(span(first, last)) if p not in without}
    series[Period(last)] = Observation(last, 1300)
    return judge(Facts.of_series(indicator, place("23"), series, last, date(2026, 11, 23)))


@pytest.mark.parametrize(
    ("first", "last", "shortage", "reason"),
    [
        ("2023-06", "2026-10", Shortage.SHORT, "Serien är för kort"),
        ("2010-01", "2025-04", Shortage.PANDEMIC, "Det finns för få jämförbara månader sedan pandemin"),
    ],
)
def test_the_reason_is_the_true_one(first, last, shortage, reason):
    """Of the 60 months before April 2025 24 lie in the pandemic and one follows it: 35 are left of the 36 it takes."""
    claim = of_months(first, last)
    assert (claim.word, claim.gate.shortage) == (Word.NONE, shortage)
    assert f"{reason} för att kalla skillnaden en förändring." in words.sentence(claim)


def test_a_base_year_in_the_pandemic_is_no_pandemic_month():
    """The printed rule leaves out April 2020 to March 2022, not what is compared with them: 36 are left in May."""
    assert of_months("2010-01", "2025-05").gate.name == "count_test"


def test_a_broken_series_and_one_with_holes_say_so():
    cut = Break(period="2024-06", severity=Severity.INCOMPARABLE, reason_sv="måttet gjordes om")
    broken = of_months("2010-01", "2026-10", replace(VACANCIES, breaks=(cut,)))
    assert broken.gate.shortage is Shortage.BREAK
    assert "sedan måttet gjordes om" in words.sentence(broken)
    holes = of_months("2010-01", "2026-10", without=frozenset(span("2022-04", "2024-06")))
    assert holes.gate.shortage is Shortage.HOLES
    assert "För många månader saknas" in words.sentence(holes)


def test_the_same_persons_have_one_verdict():
    """The unemployed are the numerator of unemployment: their own −5 per cent gets no word beside it."""
    for indicator in CATALOGUE.values():
        if not indicator.verdict_of:
            continue
        share = CATALOGUE[indicator.verdict_of]
        assert share.numerator == (indicator.id,), indicator.id
        known = replace(indicator, breaks=())
        claim = judge(facts(known, 2615, 2746))
        assert (claim.word, claim.gate.name) == (Word.NONE, "verdict")
    unemployed = judge(facts(CATALOGUE["unemployed"], 2615, 2746)).facts.indicator
    said = words.headline(judge(facts(unemployed, 2615, 2746))).replace("\u00a0", " ")
    assert said == "2 615 arbetslösa i Jämtlands län i augusti, mot 2 746 i augusti i fjol"


def test_every_numerator_that_is_shown_follows_its_share():
    """A kind, not an instance: whoever are counted as unemployed are judged by their share."""
    shares = [one for one in CATALOGUE.values() if "arbetslös" in one.title_sv.lower() and one.numerator]
    counted = {id_ for one in shares for id_ in one.numerator if not CATALOGUE[id_].supporting}
    assert counted and all(CATALOGUE[id_].verdict_of for id_ in counted)


@pytest.mark.parametrize(("base", "said"), [(3900, "knappt 20"), (2300, "omkring 10"), (3000, "omkring 15")])
def test_persons_are_never_rounded_up_to_the_limit(base, said):
    """0,5 points of 3 900 are 19.5 persons: not the 20 that a word takes."""
    claim = judge(facts(UNEMPLOYMENT, 5.4, 4.9, base_now=base))
    assert claim.persons == pytest.approx(persons_behind(0.5, base))
    assert f"Skillnaden är {said} personer, för få" in words.sentence(claim)


def test_a_lower_bound_says_why_and_is_not_compared():
    claim = judge(facts(LONG_TERM, 1230, 1000, now_status=Status.LOWER_BOUND))
    assert claim.word is Word.NONE
    assert "Med ”minst” menas att en del uppgifter är dolda; därför sägs inget om skillnaden." in words.sentence(claim)
    alone = judge(replace(claim.facts, then=None))
    assert words.sentence(alone).endswith("Med ”minst” menas att en del uppgifter är dolda.")
    earlier = replace(
        claim.facts, now=Observation("2026-08", 1230), then=Observation("2025-08", 99, Status.LOWER_BOUND)
    )
    assert " och minst 99 i augusti i fjol." in words.sentence(judge(earlier))


def test_a_word_per_day_gives_the_numbers_per_day():
    """73 263 in 29 days against 69 931 in 28 is +4,8 per cent, and 2 526 against 2 498 a day."""
    claim = judge(facts(NIGHTS, 73_263, 69_931, period="2024-02"))
    assert claim.word is Word.UNCHANGED and claim.per_cent is None
    note = "Räknat per dygn, eftersom 2024 var skottår, är det 2 526 mot 2 498."
    assert note in words.sentence(claim).replace("\u00a0", " ")
    assert note in words.card(claim).replace("\u00a0", " ")
    assert "skottår" in words.sentence(judge(facts(NIGHTS, 69_931, 73_263, period="2025-02")))
    assert "skottår" not in words.sentence(judge(facts(NIGHTS, 69_931, 73_263, period="2026-02")))


def test_lumps_are_never_a_month_against_a_month():
    """142 against none a year before: twelve months own headline and card."""
    years = [300, 310, 320, 330, 340, 350, 360, 370, 380, 390, 142]
    history = dict(
        zip(span("2015-09", "2026-08"), [total if n == 11 else 0 for total in years for n in range(12)], strict=True)
    )
    claim = judge(facts(NOTICES, 142, 0, history=history | {"2025-08": 0, "2025-07": 390}))
    assert claim.branch is Branch.LUMPS
    for text in (words.headline(claim), words.card(claim), words.sentence(claim)):
        assert "tolv månader" in text and "i fjol" not in text
    unknown = judge(facts(NOTICES, 142, 0))
    assert unknown.branch is Branch.ZERO_BASE
    assert words.headline(unknown) == "Antalet varslade i Jämtlands län var 142 i augusti"
    assert "i fjol" not in words.card(unknown)


def test_a_word_needs_a_figure_that_is_not_usually_changed_by_more():
    """Where new figures usually change by 5 per cent neither *något* (3) nor *i stort sett* is said, *fler* (10) is."""
    assert judge(facts(VACANCIES, 1120, 1000, usual_revision=5.0)).word is Word.PLAIN
    for now in (1060, 1010):
        claim = judge(facts(VACANCIES, now, 1000, usual_revision=5.0))
        assert (claim.word, claim.gate.name) == (Word.NONE, "revision")
        assert "Nya siffror brukar ändras för mycket" in words.sentence(claim)
    assert judge(facts(VACANCIES, 10_600, 10_000, usual_revision=3.0)).word is Word.SLIGHT


def test_a_per_cent_is_never_shown_as_the_limit_it_has_not_reached():
    """1 096 against 1 000 is +9,6: *något fler*, which begins to be *fler* at 10."""
    said = words.sentence(judge(facts(VACANCIES, 1096, 1000)))
    assert "något fler" in said and "9,6 procent" in said
    assert "en ökning med 12 procent" in words.sentence(judge(facts(VACANCIES, 1124, 1000)))


@pytest.mark.parametrize("indicator", [one for one in CATALOGUE.values() if not one.supporting], ids=lambda one: one.id)
@pytest.mark.parametrize("code", ["00", "23", "2303", "1440"])
def test_a_headline_names_its_place(indicator, code):
    where = place(code)
    last = Period({7: "2026-08"}.get(7)) if indicator.grain == "month" else None
    last = last or (Period("2026-Q2") if indicator.grain == "quarter" else Period("2024"))
    for now, then in ((120.0, 100.0), (100.0, 100.0), (100.0, None), (None, 100.0)):
        known = Facts(
            indicator=indicator,
            place=where,
            today=date(2026, 11, 23),
            now=Observation(last, now),
            then=Observation(last.back(), then),
            base_now=50_000,
        )
        headline = words.headline(judge(known))
        assert where.full_name in headline.replace("Riket", "riket") and len(headline) <= 90, headline
        assert not re.search(r"i (länet|kommunen)\b", headline)


def test_a_municipality_without_a_number_has_no_change_that_is_too_small():
    told = among.Directions(
        facts=facts(UNEMPLOYMENT, 4.0, 4.2),
        then=Period("2025-08"),
        lower=(place("2303"), place("2305")),
        higher=(),
        count=8,
        uncompared=5,
        group_sv="länets",
    )
    assert among.direction_sentence(told).endswith(
        "I en kommun är ändringen för liten för att ha ett ord. Fem kommuner jämförs inte med augusti i fjol."
    )
