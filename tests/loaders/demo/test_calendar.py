"""When the publisher publishes, and that a publication can be asked for again."""

from datetime import date

import pytest

from loaders.demo import calendar
from loaders.demo.shapes import month_number, period_code
from tests.loaders.demo.conftest import ONE_RATE


def newest(rule, day: str) -> tuple[str, str]:
    publication = rule(date.fromisoformat(day))[-1]
    return publication.day.isoformat(), period_code(publication.last_period, monthly=True)


def test_known_dates():
    assert newest(calendar.labour_market, "2026-11-22") == ("2026-10-29", "2026M08")
    assert newest(calendar.labour_market, "2026-11-30") == ("2026-11-30", "2026M09")
    assert newest(calendar.labour_market, "2026-08-28") == ("2026-08-28", "2026M06")
    assert newest(calendar.labour_market, "2026-05-28") == ("2026-05-28", "2026M03")
    assert newest(calendar.labour_by_industry, "2026-09-29") == ("2026-09-29", "2026M07")
    assert newest(calendar.population_monthly, "2026-11-22") == ("2026-11-09", "2026M09")
    assert newest(calendar.population_monthly, "2026-06-08") == ("2026-06-08", "2026M04")
    assert newest(calendar.population_before_2025, "2026-11-22")[1] == "2024M12"


def test_labour_market_months_come_at_the_end_of_the_second_month_after():
    for publication in calendar.labour_market(date(2030, 12, 31)):
        later = month_number(publication.day.year, publication.day.month) - publication.last_period
        assert later == 2 and 24 <= publication.day.day <= 30
        assert publication.day.weekday() < 5


def test_updated_is_eight_in_the_morning_in_sweden():
    assert calendar.stamp(calendar.published_at(date(2026, 6, 8))) == "2026-06-08T06:00:00Z"
    assert calendar.stamp(calendar.published_at(date(2026, 11, 9))) == "2026-11-09T07:00:00Z"


def test_regional_accounts_come_in_december():
    last = calendar.regional_accounts(2012, date(2026, 11, 22))[-1]
    assert (last.last_period, last.day.year, last.day.month) == (2024, 2025, 12)


@pytest.mark.parametrize("day", ["2026-05-27", "2026-06-30", "2026-11-22"])
def test_a_day_gives_the_same_figures_again(scb, day):
    asked = {**ONE_RATE, "Region": ["23*"], "Tid": ["2026M01", "top(2)"]}
    scb.publisher.set_today(day)
    once = scb.data("TAB6260", **asked)
    scb.publisher.set_today("2027-03-01")
    scb.data("TAB6260", **asked)
    scb.publisher.set_today(day)
    assert scb.data("TAB6260", **asked) == once


def test_the_whole_history_was_revised_in_may_2026(scb):
    asked = {"Alder": ["20-64"], "ContentsCode": ["000004YH"], "Tid": ["to(2026M02)"], "Region": ["23"]}
    scb.publisher.set_today("2026-05-27")
    before = scb.data("TAB6260", **asked)["value"]
    scb.publisher.set_today("2026-05-28")
    after = scb.data("TAB6260", **asked)["value"]
    assert len(before) == len(after) == 74
    assert sum(old != new for old, new in zip(before, after, strict=True)) > 70
    assert all(abs(old - new) < 0.15 * new for old, new in zip(before, after, strict=True))


def test_an_ordinary_month_revises_a_few_cells_of_the_newest_months_only(scb):
    asked = {"Region": ["????"], "Alder": ["20-64"], "ContentsCode": ["000006HI"]}
    scb.publisher.set_today("2026-09-29")
    before = scb.data("TAB6260", **asked, Tid=["2026M05", "2026M06", "2026M07"])["value"]
    scb.publisher.set_today("2026-10-29")
    after = scb.data("TAB6260", **asked, Tid=["2026M05", "2026M06", "2026M07"])["value"]
    moved = [sum(before[m::3][r] != after[m::3][r] for r in range(290)) for m in range(3)]
    assert moved[0] == 0 and 0 < sum(moved[1:]) < 60


def test_a_new_vintage_replaces_and_the_old_one_is_archived(scb):
    scb.publisher.set_today("2024-06-10")
    assert scb.get("/tables/TAB698").json()["firstPeriod"] == "2022"
    assert scb.get("/tables/TAB5492").status_code == 404
    old = scb.data("TAB698", Region=["23"], ContentsCode=["000004LG"], Tid=["2030"])["value"]
    scb.publisher.set_today("2024-06-11")
    assert scb.get("/tables/TAB698").json()["firstPeriod"] == "2024"
    assert scb.data("TAB5492", Region=["23"], ContentsCode=["000004LG"], Tid=["2030"])["value"] == old
    assert scb.data("TAB698", Region=["23"], ContentsCode=["000004LG"], Tid=["2030"])["value"] != old
