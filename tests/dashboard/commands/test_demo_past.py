"""The past of the demo: what was stored before the last meeting is stamped as of then, and what has come since."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from dashboard.commands import demo_past
from dashboard.data.meeting_days import meeting_files
from dashboard.meetings.demo_meeting import demo_meeting_toml
from dashboard.meetings.file import load_meeting, parse_meeting
from loaders.fetching.refresh import refresh
from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.settings import Settings
from loaders.store import Store
from tests.simulated import running_publisher

TODAY = date(2026, 11, 22)
IDS = ("redundancy_notices", "guest_nights", "bankruptcies")


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """A past and a present of three measures: late notices, revised guest nights, bankruptcies as they should be."""
    made = Settings(data=tmp_path_factory.mktemp("demo"))
    store = Store(made.store_dir)
    demo_past.fetch(made, IDS, demo_past.day_before(TODAY))
    with running_publisher(today=TODAY) as (url, publisher):
        demo_past.let_time_pass(publisher, store)
        assert not refresh(replace(made, scb_url=url), IDS, today=TODAY).failed
    return made


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 22), date(2026, 10, 26)),
        (date(2026, 11, 30), date(2026, 10, 26)),
        (date(2026, 12, 1), date(2026, 11, 30)),
        (date(2027, 1, 1), date(2026, 12, 28)),
    ],
)
def test_the_meeting_before_was_on_the_last_monday_of_the_month_before(today, day):
    assert demo_past.day_before(today) == day


def test_the_past_is_stamped_with_its_day_and_claims_nothing_before_it_was_out(settings):
    first, second = Store(settings.store_dir).publications("bankruptcies")
    assert (first.last_period, second.last_period) == ("2026-09", "2026-10")
    assert first.fetched == datetime(2026, 10, 26, 7, 30, tzinfo=UTC)
    assert first.published <= first.fetched < second.published <= second.fetched


def test_notices_are_late_and_guest_nights_new_and_revised(settings):
    store = Store(settings.store_dir)
    assert [one.last_period for one in store.publications("redundancy_notices")] == ["2026-09"]
    then, now = (store.read("guest_nights", regions=("23",), as_of=day) for day in (date(2026, 10, 26), None))
    assert (then.axes["period"][-1], now.axes["period"][-1]) == ("2026-08", "2026-09")
    assert now.values[0, -2] == pytest.approx(1.02 * then.values[0, -1], rel=1e-4)


def test_a_store_with_anything_in_it_gets_no_past(settings):
    store = Store(settings.store_dir)
    before = store.version()
    demo_past.fetch_past(settings, store, TODAY)
    assert store.version() == before


def test_both_meetings_are_written_and_none_that_is_there_is_touched(tmp_path):
    made = Settings(data=tmp_path)
    demo_past.write_files(made, TODAY)
    files = meeting_files(made.meetings_dir)
    assert [load_meeting(path).date for path in files] == [date(2026, 11, 30), date(2026, 10, 26)]
    assert all("DEMODATA" in path.read_text(encoding="utf-8") for path in files)
    files[0].unlink()
    demo_past.write_files(made, TODAY)
    assert len(meeting_files(made.meetings_dir)) == 1


@pytest.mark.parametrize(("county", "town"), [("09", "Visby"), ("20", "Falun")])
def test_the_demo_follows_the_county(tmp_path, county, town):
    settings = demo_past.of_county(Settings(data=tmp_path, county=county))
    assert settings.data == tmp_path / f"demo-{county}" and demo_past.of_county(Settings()).data.name == "demo"
    demo_past.write_files(settings, TODAY)
    held = [load_meeting(path) for path in meeting_files(settings.meetings_dir)]
    assert [(meeting.county, meeting.place) for meeting in held] == [(county, town)] * 2
    own = "".join(path.read_text(encoding="utf-8") for path in sorted(settings.own_dir.iterdir()))
    assert f'place = "{county}"' in own and f";{county}80;" in own and "Åre" not in own
    with running_publisher(today=TODAY, county=county) as (url, _):
        assert not refresh(replace(settings, scb_url=url), ["circular_share"], today=TODAY).failed
    panel = Store(settings.store_dir).read("circular_share", regions=(county, f"{county}80"))
    assert panel.axes["region_code"] == (county, f"{county}80") and not np.isnan(panel.values).all()


def test_every_county_has_a_town_for_its_made_up_meeting():
    for county in places.codes_at([Level.COUNTY]):
        assert parse_meeting(demo_meeting_toml(TODAY, county), "demo.toml").county == county
