"""When figures are expected: the calendar beside a meeting, what may be out, the calendar file."""

import dataclasses
from datetime import UTC, date, datetime, time, timedelta

import pytest

from loaders.catalogue import CATALOGUE
from loaders.ground.declarations import Release
from loaders.planning.announcements import expectation
from loaders.planning.calendar_file import Held, icalendar
from loaders.planning.schedule import AHEAD_DAYS, Arrival, calendar, is_due, newest_by
from loaders.planning.table_plans import plans
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import TODAY, bench

MEETING = date(2026, 11, 23)


def window(indicator, period):
    """The first and the last declared day."""
    days = expectation(indicator, period)
    return days.first, days.last


@pytest.mark.parametrize(
    ("indicator", "newest"),
    # what is newest on the meeting day 23 November 2026, by known lags
    [
        ("unemployment_rate", "2026-08"),
        ("employed", "2026-08"),
        ("employed_by_industry", "2026-08"),
        ("population", "2026-09"),
        ("grp", "2024"),
        ("redundancy_notices", "2026-10"),
        ("bankruptcies", "2026-10"),
        ("af_unemployed", "2026-10"),
        ("new_vacancies", "2026-10"),
        ("guest_nights", "2026-09"),
        ("new_firms", "2026-Q1"),
    ],
)
def test_what_is_newest_on_the_meeting_day(indicator, newest):
    assert newest_by(CATALOGUE[indicator], MEETING) == newest


def test_september_of_the_labour_market_may_come_the_day_after():
    assert window(CATALOGUE["unemployment_rate"], "2026-09") == (date(2026, 11, 22), date(2026, 11, 30))


def test_without_a_release_the_last_ten_days_of_the_lag_are_expected():
    declared = dataclasses.replace(CATALOGUE["grp"], release=None, publication_lag_days=15)
    assert declared.expected == Release(5, 15)
    assert window(declared, "2025") == (date(2026, 1, 5), date(2026, 1, 15))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    with bench(tmp_path_factory.mktemp("filled")) as made:
        yield Store(made.filled(tmp_path_factory.mktemp("data"), "population", "grp").store_dir)


def rows(store, meeting, today, *ids):
    return {(r.table, r.period): r.arrival for r in calendar(store, meeting, today, ids)}


def test_a_publication_is_out_in_time_the_day_after_or_later(filled):
    found = rows(filled, MEETING, TODAY, "population")
    assert ("TAB1625", "2025-01") not in found  # closed
    assert found["TAB6473", "2026-09"] is Arrival.OUT
    assert found["TAB6473", "2026-10"] is Arrival.AFTER  # 2-12 December
    assert max(period for _, period in found) == "2026-11"  # December comes after 23 November + AHEAD_DAYS
    assert AHEAD_DAYS == 62
    assert rows(filled, date(2026, 12, 12), TODAY, "population")["TAB6473", "2026-10"] is Arrival.IN_TIME
    for day in (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 11)):
        assert rows(filled, day, TODAY, "population")["TAB6473", "2026-10"] is Arrival.MAY_BE_AFTER
    late = rows(filled, date(2026, 12, 28), date(2026, 12, 13), "population")
    assert late["TAB6473", "2026-10"] is Arrival.LATE


def test_with_an_empty_store_the_calendar_still_tells_what_to_expect_and_calls_nothing_late(tmp_path):
    found = rows(Store(tmp_path), MEETING, TODAY, "unemployment_rate")
    assert found["TAB6260", "2026-08"] is Arrival.NOT_FETCHED
    assert found["TAB6260", "2026-09"] is Arrival.MAY_BE_AFTER


def test_due_is_what_may_be_out(filled, tmp_path):
    monthly = next(plan for plan in plans(["population"]) if plan.table == "TAB6473")
    closed = next(plan for plan in plans(["population"]) if plan.table == "TAB1625")
    counties, _ = plans(["grp"])
    assert not is_due(monthly, filled, date(2026, 12, 1)) and is_due(monthly, filled, date(2026, 12, 2))
    assert not is_due(closed, filled, date(2030, 1, 1))
    assert not is_due(counties, filled, TODAY) and is_due(counties, filled, date(2026, 12, 1))
    assert is_due(monthly, Store(tmp_path), TODAY)


def test_a_set_whose_key_figures_come_one_by_one_is_asked_for_once_a_month(tmp_path):
    with bench(tmp_path) as made:
        store = Store(made.filled(tmp_path / "data", "brp_plus", "bankruptcies_yearly").store_dir)
    key_figures, one = plans(["brp_plus", "bankruptcies_yearly"])
    held = store.latest("brp_plus", key_figures.table)
    asked = held.fetched.date()
    assert window(CATALOGUE["brp_plus"], str(int(held.last_period) + 1))[0] > asked + timedelta(days=30)
    assert not is_due(key_figures, store, asked + timedelta(days=29))
    assert is_due(key_figures, store, asked + timedelta(days=30))
    assert is_due(one, store, asked) == is_due(one, store, asked + timedelta(days=30))


def test_what_is_counted_while_a_month_lasts_is_asked_for_in_that_month():
    """Open ads cannot be counted afterwards: a month nobody asks in is lost."""
    for month, last in (("2026-12", 31), ("2027-02", 28)):
        first, _ = window(CATALOGUE["platsbanken_open_ads"], month)
        assert f"{first:%Y-%m}" == month and first.day <= last - 24


def test_key_figures_of_a_set_may_come_from_the_spring():
    for id_ in ("agenda2030", "brp_plus", "bankruptcies_yearly"):
        assert window(CATALOGUE[id_], "2026")[0] == date(2027, 3, 1)


def test_the_calendar_file_is_an_icalendar(filled):
    expected = calendar(filled, MEETING, TODAY, ["population"])
    text = icalendar(expected, datetime(2026, 11, 22, 9, tzinfo=UTC))
    lines = text.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    unfolded = text.replace(b"\r\n ", b"").decode().split("\r\n")
    event = unfolded[unfolded.index("BEGIN:VEVENT") : unfolded.index("END:VEVENT")]
    assert "UID:scb-TAB6473-2026-10@lanspuls" in event
    assert "DTSTART;VALUE=DATE:20261202" in event and "DTEND;VALUE=DATE:20261213" in event
    assert "DTSTAMP:20261122T090000Z" in event
    assert "SUMMARY:Folkmängd\\, Folkökning: 2026-10 väntas" in event, event
    assert "DESCRIPTION:SCB\\, TAB6473. Till mötet: efter mötet. Enligt vanlig eftersläpning." in event
    assert unfolded.count("BEGIN:VEVENT") == len(expected) - 1  # what is out already is no event
    meeting = icalendar((), datetime(2026, 11, 22, 9, tzinfo=UTC), [Held(day=MEETING, start=time(13))]).decode()
    assert "DTSTART:20261123T120000Z" in meeting and "DTEND" not in meeting  # RFC 5545: an end is after its beginning
