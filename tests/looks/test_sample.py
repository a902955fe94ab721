"""A sample of ``make looks``: every page and every way at least once, over the small made-up store."""

import pytest

from loaders.store import Store
from tests.dashboard.addresses import MEETING_DAY, made_site
from tests.dashboard.browsing import served
from tests.dashboard.made import EVENTS, MADE, add_events
from tests.looks import sights
from tests.looks.looking import look

pytestmark = pytest.mark.browser
HELD = (*MADE, *EVENTS)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    settings = made_site(tmp_path_factory.mktemp("looks"))
    add_events(Store(settings.store_dir))
    with served(settings) as address:
        yield address


def test_every_page_and_way_can_be_seen_read_and_reached(site):
    asked = sights.sample([MEETING_DAY], HELD)
    seen = look(site, asked, sights.way_addresses(sights.shown(HELD), sights.regions()[:2]))
    assert seen.faults == [], "\n".join(f"{where}: {fault}" for where, fault in seen.faults)
    assert seen.pages == 4 * len(asked) and seen.axe_runs and seen.stops and seen.charts


def test_the_sample_holds_every_page_and_every_way_that_the_store_can_show():
    addresses = [one.address for one in sights.sample([MEETING_DAY], HELD)]
    assert set(sights.example_addresses([MEETING_DAY])) <= set(addresses)
    ways = {way.word for way in sights.by_word().values() if any(not way.why_not(one) for one in sights.shown(HELD))}
    assert ways <= {one.partition("matt=")[2] for one in addresses}
