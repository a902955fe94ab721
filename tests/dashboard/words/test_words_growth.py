"""BRP in fixed prices: the number is a change already, so it is given with its sign and no word."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard import words
from dashboard.views.ways import by_word
from dashboard.words import Branch, Facts, Observation, Word, judge
from dashboard.words.kinds import growth
from loaders.catalogue import indicator
from loaders.ground.declarations import Level
from loaders.ground.places import place

BRP = indicator("grp_volume")


def claim(now: float, then: float | None = None, where: str = "23") -> words.Claim:
    facts = Facts(
        indicator=BRP,
        place=place(where),
        today=date(2026, 11, 22),
        now=Observation("2024", now),
        then=None if then is None else Observation("2023", then),
    )
    return judge(facts)


def test_it_is_growth_of_counties_and_riket():
    assert (BRP.slug, BRP.levels) == ("brp-volym", (Level.NATION, Level.COUNTY))
    assert BRP.lowest is None


def test_the_sentence_says_the_change_and_the_one_before():
    found = claim(1.5, -0.7)
    assert (found.branch, found.word) == (Branch.GROWTH, Word.NONE)
    assert words.headline(found) == "BRP i fasta priser i Jämtlands län ökade med 1,5 procent 2024"
    assert words.sentence(found).endswith("ökade med 1,5 procent 2024. År 2023 minskade den med 0,7 procent.")
    assert words.card(found) == "År 2023 minskade den med 0,7 procent."
    assert words.value(found).replace("\xa0", " ") == "+1,5 %"


@pytest.mark.parametrize(
    ("here", "there", "says"),
    [
        (1.5, 2.4, "ökade med 1,5 procent 2024, i riket med 2,4 procent"),
        (-0.7, -0.1, "minskade med 0,7 procent 2024, i riket med 0,1 procent"),
        (-0.7, 2.4, "minskade med 0,7 procent 2024, i riket var det en ökning med 2,4 procent"),
        (0.0, -0.4, "ändrades inte 2024, i riket var det en minskning med 0,4 procent"),
        (0.0, 0.0, "ändrades inte 2024, i riket var förändringen 0,0 procent"),
        (0.04, 0.04, "ändrades inte 2024, i riket var förändringen 0,0 procent"),
    ],
)
def test_the_headline_sets_riket_beside(here, there, says):
    told = growth.headlines(claim(here), claim(there, where="00"))
    assert told[0] == f"BRP i fasta priser i Jämtlands län {says}"
    assert any(len(text) <= 90 for text in told)
    assert (
        growth.beside(claim(here), claim(2.4, where="00")) == "I riket ökade BRP i fasta priser med 2,4 procent 2024."
    )


def test_without_a_number_nothing_is_compared():
    found = judge(replace(claim(1.5, 2.0).facts, then=Observation("2023", None)))
    assert words.card(found) == ""
    assert not isinstance(found, words.Compared)
    assert judge(replace(found.facts, now=Observation("2024", None))).branch is Branch.MISSING


def test_ways_of_showing_that_make_no_sense():
    assert all(by_word()[word].why_not(BRP) for word in ("fjol", "index", "tolv", "gap", "kommuner", "serie"))
