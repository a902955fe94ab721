"""The step from the month before beside the usual one of the season, with signs; two horizons in whole sentences."""

import pytest

from dashboard import words
from dashboard.words import Observation, judge
from tests.dashboard.measures import VACANCIES
from tests.dashboard.words.august import facts

USUAL_YEARS = range(2021, 2026)


def second_sentence(before: float, now: float, then: float, usual_pct: float, spread: float = 0.02) -> str:
    """What follows the number, where July to August usually changes by so many per cent."""
    history = {f"{year}-07": 1000.0 for year in USUAL_YEARS}
    history |= {f"{year}-08": 1000.0 + 10 * usual_pct for year in USUAL_YEARS}
    known = {"before": Observation("2026-07", before), "history": history, "spread": spread}
    text = words.sentence(judge(facts(VACANCIES, now, then, **known))).replace("\u00a0", " ")
    return text.split(" i augusti. ", 1)[1]


@pytest.mark.parametrize(
    ("now", "usual", "clause"),
    [
        (1120, 8, "Det är fler än i juli, som brukligt för årstiden, "),
        (1200, 8, "Det är fler än i juli, en större ökning än brukligt för årstiden"),
        (1200, 33, "Det är fler än i juli, en mindre ökning än brukligt för årstiden"),
        (1200, -6, "Det är fler än i juli, trots att det brukar bli färre till augusti"),
        (1200, -2, "Det är fler än i juli, en större ökning än brukligt för årstiden"),
        (650, 33, "Det är klart färre än i juli, trots att det brukar bli fler till augusti"),
        (650, -10, "Det är klart färre än i juli, en större minskning än brukligt för årstiden"),
        (1000, 20, "fast det brukar bli fler till augusti"),
        (1010, -20, "fast det brukar bli färre till augusti"),
    ],
)
def test_the_clause_has_the_sign_of_both_steps(now, usual, clause):
    """This year from 1 000 in July; with −35 where +33 per cent is usual nothing is *mer än brukligt*."""
    said = second_sentence(1000, now, 1500, usual)
    assert clause in said
    assert "brukligt" not in said or ("trots" not in said and "fast" not in said)


def test_a_long_comparison_is_two_sentences():
    said = second_sentence(1000, 1200, 1500, 8)
    assert said == (
        "Det är fler än i juli, en större ökning än brukligt för årstiden, men färre än i augusti i fjol (1 500)."
    )
    within = second_sentence(1000, 1200, 600, 8, spread=0.6)
    assert within == (
        "Det är fler än i juli, en större ökning än brukligt för årstiden. I augusti i fjol var det 600. Skillnaden "
        "ligger inom vanlig variation."
    )


def test_both_unchanged_share_a_sentence_with_the_clause():
    said = second_sentence(1000, 1000, 1000, 20)
    assert (
        said
        == "Det är oförändrat både mot juli, fast det brukar bli fler till augusti, och mot augusti i fjol (1 000)."
    )
