"""A sample of ``make looks``: every page and every way at least once, over the small made-up store."""

import pytest

from loaders.store import Store
from tests.dashboard.addresses import MEETING_DAY, made_site
from tests.dashboard.browsing import served
from tests.dashboard.made import EVENTS, MADE, add_events
from tests.looks import sights
from tests.looks.journal import Journal, Seen
from tests.looks.looking import look

HELD = (*MADE, *EVENTS)


@pytest.mark.browser
def test_every_page_and_way_can_be_seen_read_and_reached(tmp_path):
    settings = made_site(tmp_path)
    add_events(Store(settings.store_dir))
    asked = sights.sample([MEETING_DAY], HELD)
    charts = sights.way_addresses(sights.shown(HELD), sights.regions()[1:2])
    with served(settings) as site:
        seen = look(site, asked, charts, Journal(), at_once=2)
    assert seen.faults == [], "\n".join(seen.faults)
    assert seen.pages == sum(len(one.windows) for one in asked) and seen.axe_runs == len(asked)
    assert seen.stops and seen.charts


def test_the_sample_holds_every_page_and_every_way_that_the_store_can_show():
    addresses = [one.address for one in sights.sample([MEETING_DAY], HELD)]
    assert set(sights.example_addresses([MEETING_DAY])) <= set(addresses)
    ways = {way.word for way in sights.by_word().values() if any(not way.why_not(one) for one in sights.shown(HELD))}
    assert ways <= {one.partition("matt=")[2] for one in addresses}


def test_what_was_looked_at_is_not_looked_at_again(tmp_path):
    first = Journal(tmp_path / "0.jsonl")
    first.add("/ at 390 px", Seen(pages=1, axe_runs=1, faults=["scrolls sideways: 400 of 390 px"]))
    Journal(tmp_path / "1.jsonl").add("/om at 390 px", Seen(pages=1))
    whole = Journal(None, [tmp_path / "0.jsonl", tmp_path / "1.jsonl"])
    assert whole.has("/ at 390 px") and not whole.has("/ at 320 px")
    seen = whole.seen()
    assert (seen.pages, seen.axe_runs) == (2, 1)
    assert seen.faults == ["/ at 390 px: scrolls sideways: 400 of 390 px"]
