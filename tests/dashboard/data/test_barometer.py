"""Yrkesbarometern round by round: changed or not only where area and scale are the same, and never by how much."""

from dataclasses import replace

import numpy as np

from dashboard.data.barometer import Judged, Turn, compare, judged, other_scale, summary
from dashboard.data.series import Data
from dashboard.pages import outlook
from loaders.fetching.refresh import refresh
from loaders.publishers import simulated
from loaders.settings import Settings
from loaders.store import Store
from tests.dashboard.meetings.test_outlook import asked, text_of
from tests.loaders.fetching.publisher_bench import HASTY, TODAY
from tests.simulated import running_publisher

COOKS = Judged("Kockar", "stora", "brist", "öka", "nuts2", "helt")


def told(now, before, other=frozenset()):
    return compare([now], [before] if before else [], other)[now.occupation].text


def test_the_same_words_are_unchanged_and_others_say_what_they_were():
    assert told(COOKS, COOKS) == "oförändrad"
    assert told(COOKS, replace(COOKS, recruitment="balans")) == "ändrad: rekryteringen var balans"
    fell = replace(COOKS, opportunities="medelstora", demand="vara oförändrad")
    assert told(COOKS, fell) == "ändrad: möjligheterna var medelstora och efterfrågan väntades vara oförändrad"
    assert told(COOKS, replace(COOKS, demand="")) == "ändrad: efterfrågan bedömdes inte"


def test_another_area_or_scale_is_not_compared_whatever_the_words_are():
    for before, reason in (
        (replace(COOKS, level="län"), "gällde länet då"),
        (replace(COOKS, level="nuts1"), "gällde en annan del av landet då"),
        (replace(COOKS, coverage="delvis"), "gällde delvis en större del av landet då"),
        (None, "yrket fanns inte då"),
        (replace(COOKS, recruitment="", opportunities="", demand=""), "inte bedömt då"),
    ):
        assert told(COOKS, before) == f"jämförs inte: {reason}"
    assert told(COOKS, COOKS, frozenset({"recruitment"})) == "jämförs inte: skalan var en annan då"
    unjudged = replace(COOKS, recruitment="", opportunities="", demand="")
    assert told(unjudged, COOKS) == "jämförs inte: inte bedömt nu"


def test_the_summary_counts_occupations():
    now = [COOKS, replace(COOKS, occupation="Svetsare"), replace(COOKS, occupation="Väktare")]
    before = [COOKS, replace(COOKS, occupation="Svetsare", recruitment="balans")]
    found = compare(now, before)
    assert [one.turn for one in found.values()] == [Turn.SAME, Turn.OTHER, Turn.NONE]
    assert summary(found, "2025-2") == (
        "Mot omgång 2025-2 är bedömningen oförändrad för 1 yrke och ändrad för 1 yrke. För 1 jämförs den inte."
    )


def test_two_kept_rounds_are_compared_on_the_page_and_one_says_that_it_is_alone(tmp_path):
    made = None
    for today in (TODAY.replace(month=5), TODAY):
        with running_publisher(today=today, calls_per_window=1000, time_window=1) as (url, _):
            settings = Settings(data=tmp_path, scb_url=url, urls=simulated(url))
            assert not refresh(settings, ["occupational_outlook"], today=today, **HASTY).failed
        made = Data(Store(settings.store_dir), "23", today=lambda: TODAY)
        text = text_of(outlook.page(asked("23", made)))
        if today != TODAY:
            assert "Ingen tidigare omgång är sparad, så ingenting kan jämföras än." in text
            assert "Mot omgång" not in text
    assert "Mot omgång 2025-2 är bedömningen oförändrad för " in text
    assert ">Mot omgång 2025-2</th>" in text
    assert all(
        f">{said}" in text for said in ("oförändrad</td>", "ändrad: rekryteringen var ", "jämförs inte: gällde ")
    )
    panel = made.panel("occupational_outlook")
    assert other_scale(panel, "2025-2") == frozenset()
    now, before = (judged(panel, round_, "23") for round_ in ("2026-1", "2025-2"))
    for row in now:
        earlier = next(one for one in before if one.occupation == row.occupation)
        said = compare(now, before)[row.occupation]
        alike = (row.opportunities, row.recruitment, row.demand) == (
            earlier.opportunities,
            earlier.recruitment,
            earlier.demand,
        )
        comparable = row.is_judged and earlier.is_judged
        comparable = comparable and (row.level, row.coverage) == (earlier.level, earlier.coverage)
        assert said.turn is (Turn.NONE if not comparable else Turn.SAME if alike else Turn.OTHER)


def test_words_that_stood_elsewhere_in_the_list_are_another_scale(tmp_path):
    with running_publisher(today=TODAY, calls_per_window=1000, time_window=1) as (url, _):
        settings = Settings(data=tmp_path, scb_url=url, urls=simulated(url))
        assert not refresh(settings, ["occupational_outlook"], today=TODAY, **HASTY).failed
    panel = Store(settings.store_dir).read("occupational_outlook")
    at = [slice(None)] * panel.values.ndim
    at[list(panel.axes).index("judgement")] = panel.axes["judgement"].index("demand")
    moved = panel.values.copy()
    moved[tuple(at)] = np.where(moved[tuple(at)] > 2, 1, moved[tuple(at)])
    assert other_scale(replace(panel, values=moved), "2026-1") == {"demand"}
