"""Every indicator × place × period of the demo, put into words: no sentence is broken or contradicts its numbers."""

from datetime import date

import pytest

from dashboard import words
from dashboard.claims import judged
from dashboard.data import Data
from dashboard.scene import scene
from dashboard.selection import parse
from dashboard.words import Branch, Word
from loaders.catalogue import shown
from loaders.demo.server import running_publisher
from loaders.publishers import simulated
from loaders.refresh import refresh
from loaders.settings import Settings
from loaders.store import Store
from tests.dashboard.test_words_properties import FORBIDDEN, said_direction

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Data:
    """The demo's whole store, fetched at full speed."""
    folder = tmp_path_factory.mktemp("demo")
    with running_publisher(today=TODAY, calls_per_window=10_000) as (url, _):
        settings = Settings(data=folder, scb_url=url, urls=simulated(url))
        report = refresh(settings, today=TODAY)
    assert not report.failed, [table.failures for table in report.tables if table.failures]
    return Data(Store(settings.store_dir), settings.county, today=lambda: TODAY)


@pytest.mark.xdist_group("demo_sentences")
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
            if claim.branch in (Branch.ORDINARY, Branch.SURVEY) and claim.short is None:
                if claim.word.is_change:
                    assert said_direction(card) == claim.direction, (place.code, period, card)
                if claim.word in (Word.EQUAL, Word.UNCHANGED, Word.SIMILAR, Word.UNCERTAIN):
                    assert said_direction(card) == 0, (place.code, period, card)
            told += 1
    assert told == len(seen.places) * len(seen.periods) > 0
