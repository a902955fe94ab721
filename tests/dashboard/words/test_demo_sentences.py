"""Every indicator × place × period of the demo, put into words: no sentence is broken or contradicts its numbers."""

import re

import pytest

from dashboard import words
from dashboard.model import Size
from dashboard.views.judged import judged
from dashboard.views.make_view import view
from dashboard.views.scene import scene
from dashboard.views.selection import Selection, parse
from dashboard.views.ways import by_word
from dashboard.words import Branch, Word
from dashboard.words.nouns import MAX_WORDS
from dashboard.words.one_word import why_no_claim
from loaders.catalogue import shown
from loaders.ground.errors import StoreError, UsageError
from loaders.ground.places import municipalities
from loaders.ground.vocabulary import DIMENSIONS
from tests.dashboard.words.test_words_properties import FORBIDDEN, SENTENCE_END, said_direction, said_of_a_large_change
from tests.shared import REPOSITORY

PLACES = ("2321", "23", "23-2380", "00")
WHY_NOT = re.compile(r"inga siffror|finns bara|\binte\b|saknas")


@pytest.mark.parametrize("indicator", shown(), ids=lambda indicator: indicator.id)
def test_every_place_and_period_of_the_demo_can_be_said(demo, indicator):
    seen = scene(parse(f"/indikator/{indicator.slug}", "region=23", home="23"), demo)
    told = 0
    for place in seen.places:
        for period in seen.periods:
            claim = judged(seen, demo, place, period)
            card = words.card(claim)
            for text in (words.headline(claim), words.sentence(claim), card):
                assert not FORBIDDEN.search(text.replace("…", "")), (place.code, period, text)
                assert all(len(part.split(" ")) <= MAX_WORDS for part in SENTENCE_END.split(text)), (place.code, text)
            if claim.branch in (Branch.ORDINARY, Branch.SURVEY) and claim.step_from_before is None:
                if claim.word.is_change:
                    assert said_direction(card) == claim.direction, (place.code, period, card)
                if claim.word in (Word.EQUAL, Word.UNCHANGED, Word.SIMILAR, Word.WITHIN, Word.UNCERTAIN):
                    assert said_direction(card) == 0, (place.code, period, card)
            assert not said_of_a_large_change(claim), (place.code, period, card)
            told += 1
    assert told == len(seen.places) * len(seen.periods) > 0


@pytest.mark.parametrize("indicator", shown(), ids=lambda indicator: indicator.id)
def test_every_way_of_showing_gives_a_view_or_says_why_not(demo, indicator):
    ways = [word for word, way in by_word().items() if not way.why_not(indicator)]
    chosen = [Selection(indicator=indicator.id, region=code, way=way) for code in PLACES for way in ways]
    values = [(name, value.code) for name in indicator.dimensions for value in DIMENSIONS[name].values]
    for name, code in values:
        chosen += [one.with_value(name, code) for one in chosen[: len(ways)] if one.way in ("fjol", "index")]
    for selection in chosen:
        try:
            made = view(selection, demo)
        except UsageError as error:
            assert error.message_sv != str(error), selection
            continue
        except StoreError as error:  # declared and not stored: the page says that it is not fetched
            assert str(error).startswith("nothing is stored of"), selection
            continue
        for text in (made.headline, made.sentence, made.alt, made.caption, *made.remarks):
            assert not FORBIDDEN.search(text.replace("…", "")), (selection, text)
        if made.figure is None:
            remarks = " ".join(made.notes.remarks)
            assert WHY_NOT.search(f"{made.headline} {remarks} {made.caption}"), selection


def test_the_rest_of_the_county_has_no_figure_that_only_counties_have(demo):
    """A county's figure without one municipality is not known where municipalities have none of their own."""
    made = view(parse("/indikator/varsel", "region=23-2380", home="23"), demo)
    assert made.places.own.code == "23" and made.figure is not None
    assert "Varsel finns bara för län. Här visas Jämtlands län." in made.elsewhere_sv
    assert view(parse("/indikator/arbetsloshet", "region=23-2380", home="23"), demo).places.own.code == "23-2380"


def test_a_change_in_per_cent_of_small_numbers_is_not_shown(demo):
    made = view(parse("/indikator/nyregistrerade-foretag", "region=2321&matt=fjol", home="23"), demo)
    assert made.figure is None and "minst 100. Talen visas som Nivå." in made.sentence


def test_no_index_and_no_year_before_reaches_across_a_break(demo):
    """AF counts 66-year-olds too from January 2026: nothing after may be set beside anything before."""
    whole = view(parse("/indikator/inskrivna-arbetslosa", "matt=index", home="23"), demo)
    assert whole.figure is None and "helt kalenderår" in whole.sentence
    level = view(parse("/indikator/inskrivna-arbetslosa", "", home="23"), demo)
    assert "ryms inte på samma skala." in level.caption  # nobody is shown to an index that there is not
    young = view(parse("/indikator/inskrivna-arbetslosa", "matt=index&alder=18-24", home="23"), demo)
    assert "medeltalet för 2023" in young.subtitle
    dots = view(parse("/indikator/andel-inskrivna-arbetslosa", "matt=kommuner", home="23"), demo)
    assert "Ihålig" not in dots.caption and "ett år tidigare" not in dots.alt


def test_a_survey_of_shares_is_compared_in_points_and_one_of_numbers_has_a_scale_of_its_own(demo):
    made = view(parse("/indikator/arbetsloshet-aku", "matt=fjol", home="23"), demo)
    assert made.figure is not None and "samma kvartal i fjol, procentenheter" in made.subtitle
    assert "Linjediagram" in made.alt and made.alt.count("procentenheter") == 2
    vacancies = view(parse("/indikator/lediga-jobb-scb", "region=23", home="23"), demo)
    assert "Riket ryms inte på samma skala" in vacancies.caption


def test_a_month_of_a_season_is_no_per_cent_of_a_year(demo):
    nights = view(parse("/indikator/gastnatter", "matt=index", home="23"), demo)
    assert "medeltalet" not in nights.headline and nights.figure is not None


@pytest.mark.parametrize(
    "address", ["folkokning?matt=delar", "sysselsatta-bransch?matt=branscher", "cirkulara-branscher?matt=branscher"]
)
def test_a_split_has_at_most_twelve_bars_and_short_sentences_everywhere(demo, address):
    slug, _, way = address.partition("?")
    for code in ("00", "23", *(place.code for place in municipalities("23"))):
        found = view(parse(f"/indikator/{slug}", f"region={code}&{way}", home="23"), demo, Size.SLIDE)
        rows = {row for trace in found.figure["data"] if trace["type"] == "bar" for row in trace["y"]}
        assert 1 < len(rows) <= 12 and len(found.headline) <= 90
        for text in (found.headline, found.sentence, found.alt, found.caption, *found.remarks):
            assert not FORBIDDEN.search(text), (code, text)
        assert all(len(part.split()) <= 25 for part in found.sentence.split(". ")), (code, found.sentence)


LISTED = ("23", "2303", "2380", "00")
"""Places of the list in docs/words.md: the county, a small municipality, the large one, riket."""


def headlines_without_claim(demo) -> list[str]:
    """``- konkurser-per-ar: 2303, 2380 (per 1 000 inhabitants …)`` of every default page whose headline is a number."""
    lines = []
    for indicator in shown():
        by_reason: dict[str, list[str]] = {}
        for code in LISTED:
            claim = view(parse(f"/indikator/{indicator.slug}", f"region={code}", home="23"), demo).claim
            reason = why_no_claim(claim)
            if reason:
                by_reason.setdefault(reason, []).append(code)
        lines += [f"- {indicator.slug}: {', '.join(codes)} ({reason})" for reason, codes in by_reason.items()]
    return lines


def test_the_headlines_that_are_a_number_are_listed_with_their_reason(demo):
    """Every other default headline has a claim; the list stands in docs/words.md."""
    listed = "\n".join(headlines_without_claim(demo))
    document = (REPOSITORY / "docs" / "words.md").read_text(encoding="utf-8")
    assert listed in document, f"docs/words.md should list\n{listed}"
