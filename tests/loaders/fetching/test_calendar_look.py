"""Looking at the release calendar of the simulated publisher: once a week, and with whatever it may answer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from loaders.catalogue import CATALOGUE
from loaders.fetching.calendar_look import TABLE, announcements, look
from loaders.planning.announcements import Basis, expectation, products
from loaders.settings import Settings
from loaders.store.release_calendar import ReleaseCalendar
from loaders.store.snapshots import Snapshots
from tests.loaders.fetching.publisher_bench import HASTY, TODAY
from tests.simulated import running_publisher

BAS = CATALOGUE["unemployment_rate"]
MORNING = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def served():
    with running_publisher(today=TODAY) as (url, publisher):
        yield url, publisher


@pytest.fixture
def publisher(served):
    yield served[1]
    served[1].reset()


@pytest.fixture
def settings(served, tmp_path):
    return Settings(data=tmp_path, scb_url=served[0], retries=1, backoff_seconds=0.01)


def looked(settings, days=0):
    return look(settings, TODAY + timedelta(days=days), moment=MORNING + timedelta(days=days), **HASTY)


def calls(publisher):
    return len(publisher.windows["scb/calendar"].arrivals())


def test_it_is_read_once_a_week_with_no_more_calls_than_products(settings, publisher):
    before = calls(publisher)
    found = looked(settings)
    told = expectation(BAS, "2026-09", found.said)
    assert (told.last, told.basis) == (date(2026, 11, 30), Basis.CALENDAR)
    assert calls(publisher) - before == found.reading.calls <= len(products())
    assert found.lines[0].startswith("Publiceringskalendern: läst 2026-11-22, ")
    for days in range(1, 7):
        assert looked(settings, days).reading is None
    assert calls(publisher) - before <= len(products())
    assert looked(settings, 7).reading is not None
    kept = Snapshots(settings.raw_dir).snapshots("scb", TABLE)
    assert len(kept) == 2 and len(kept[0].data) == found.reading.calls


def test_the_days_read_end_before_the_first_page_that_was_not_asked_for(settings, publisher):
    reading = looked(settings).reading
    assert reading.since == date(2026, 11, 14) and reading.until < date(2027, 3, 2) == TODAY + timedelta(days=100)
    assert all(row.day <= reading.until + timedelta(days=1) for row in reading.rows)


def test_what_is_moved_is_told_with_its_words_and_then_expected(settings, publisher):
    looked(settings)
    publisher.switch(
        "calendar",
        moved={("NV1401", "November 2026"): (date(2026, 12, 10), "Publiceringsdatum har ändrats från 2026-12-14")},
    )
    found = looked(settings, 7)
    assert found.moves == (
        "Flyttad publicering: Konkurser och offentliga ackord, November 2026: från 2026-12-14 till 2026-12-10 "
        "(bankruptcies, bankruptcy_employees, bankruptcy_employees_by_industry). "
        "Publiceringsdatum har ändrats från 2026-12-14",
    )
    told = expectation(CATALOGUE["bankruptcies"], "2026-11", announcements(settings))
    assert (told.last, told.moved_from) == (date(2026, 12, 10), date(2026, 12, 14))


@pytest.mark.parametrize(
    ("switched", "disturbed", "says"),
    [
        ({"other_markup": True}, {}, "no publication at all"),
        ({"english": True}, {}, "answers in English"),
        ({"no_rows": True}, {}, "no publication at all"),
        ({"blank": tuple(range(20))}, {}, "no publication at all"),
        ({"ignores_days": timedelta(days=200)}, {}, "was asked for 2026-11-14 to 2027-03-02 and answers with"),
        ({}, {"kind": "status", "status": 500}, "HTTP 500"),
        ({}, {"kind": "html"}, "no page of the release calendar"),
        ({}, {"kind": "moved"}, "has moved to"),
        ({}, {"kind": "short"}, "connection failed"),
    ],
)
def test_without_it_the_declared_lag_stands_and_that_is_said(settings, publisher, switched, disturbed, says):
    if switched:
        publisher.switch("calendar", **switched)
    if disturbed:
        publisher.disturb(**disturbed, path="/scb/calendar", times=9)
    found = looked(settings)
    (line,) = found.lines
    assert says in line and "De vanliga eftersläpningarna gäller." in line
    assert expectation(BAS, "2026-09", found.said).basis is Basis.LAG
    assert "gick inte att läsa 2026-11-22" in found.said.state_sv()
    before = calls(publisher)
    assert looked(settings).reading is None and calls(publisher) == before  # not again the same day
    publisher.reset()
    assert expectation(BAS, "2026-09", looked(settings, 1).said).basis is Basis.CALENDAR


def test_what_was_read_before_stays_when_a_later_look_fails(settings, publisher):
    looked(settings)
    publisher.disturb("status", status=500, path="/scb/calendar", times=9)
    found = looked(settings, 7)
    assert expectation(BAS, "2026-09", found.said).last == date(2026, 11, 30)
    assert (
        found.said.state_sv().count("2026-11-2") == 2 and "Den gick inte att läsa 2026-11-29." in found.said.state_sv()
    )


def test_other_cells_and_a_column_more_are_read_as_well(settings, publisher):
    plain = looked(settings).reading.rows
    publisher.switch("calendar", cells=True)
    again = looked(settings, 7).reading.rows
    assert {(row.product, row.period, row.day) for row in plain if row.day > date(2026, 11, 22)} <= {
        (row.product, row.period, row.day) for row in again
    }


def test_a_page_that_comes_empty_leaves_a_hole_and_the_others_are_read(settings, publisher):
    publisher.switch("calendar", blank=(1,))
    reading = looked(settings).reading
    ((first, last),) = reading.gaps
    assert not reading.problem and first < last
    assert not reading.tells_of(first) and reading.tells_of(last + timedelta(days=1))
    assert any(row.day > last for row in reading.rows)


def test_where_the_number_of_the_page_is_not_heeded_the_first_page_is_what_is_known(settings, publisher):
    publisher.switch("calendar", ignores_paging=True)
    reading = looked(settings).reading
    assert reading.calls == 2 and reading.until < TODAY + timedelta(days=10)


def test_a_calendar_that_is_damaged_on_disk_says_nothing_and_that_is_told(settings, publisher):
    looked(settings)
    path = ReleaseCalendar(settings.data).path
    path.write_bytes(b"\xff" + path.read_bytes()[1:])
    assert announcements(settings).newest is None
    assert "1 skadade rader" in looked(settings, 7).lines[-1]
