"""What the release calendar had said by a day decides what is expected; without it the declared lag does."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from loaders.catalogue import CATALOGUE
from loaders.formats.calendar_rows import CalendarRow
from loaders.ground.declarations import Announced
from loaders.planning.announcements import Announcements, Basis, concerned, expectation, read_announcements
from loaders.planning.schedule import Arrival, calendar, is_due
from loaders.planning.table_plans import plans
from loaders.store import Store
from loaders.store.release_calendar import CalendarReading, ReleaseCalendar
from tests.loaders.fetching.publisher_bench import TODAY, bench

BAS = CATALOGUE["unemployment_rate"]


def row(day, period="2026-09", product="AM0210", **more):
    return CalendarRow(
        product=product, name="BAS", day=date.fromisoformat(day), reference=period, period=period, **more
    )


def reading(asked, *rows, until="2027-02-01", **more):
    day = date.fromisoformat(asked)
    moment = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    return CalendarReading(asked=moment, since=day, until=date.fromisoformat(until), calls=1, rows=rows, **more)


def test_the_calendars_day_stands_before_the_declared_lag():
    said = Announcements([reading("2026-11-16", row("2026-11-27"))])
    told = expectation(BAS, "2026-09", said)
    assert (told.first, told.last, told.basis) == (date(2026, 11, 27), date(2026, 11, 27), Basis.CALENDAR)
    lag = expectation(BAS, "2026-10", said)
    assert lag.basis is Basis.LAG and lag == expectation(BAS, "2026-10")


def test_a_day_in_the_past_is_shown_as_the_calendar_stood_then(tmp_path):
    kept = ReleaseCalendar(tmp_path)
    kept.keep(reading("2026-11-16", row("2026-11-27")))
    kept.keep(reading("2026-11-23", row("2026-11-30")))
    assert read_announcements(tmp_path, None, date(2026, 11, 15)).newest is None
    before = expectation(BAS, "2026-09", read_announcements(tmp_path, None, date(2026, 11, 20)))
    now = expectation(BAS, "2026-09", read_announcements(tmp_path, None))
    assert before.last == date(2026, 11, 27) and before.moved_from is None
    assert now.last == date(2026, 11, 30) and now.moved_from == date(2026, 11, 27)  # nothing but the other day tells it


def test_a_row_that_a_newer_reading_of_its_day_lacks_is_no_longer_said():
    first = reading("2026-11-16", row("2026-11-27"))
    gone = reading("2026-11-23")
    assert expectation(BAS, "2026-09", Announcements([first, gone])).basis is Basis.LAG
    short = reading("2026-11-23", until="2026-11-25")
    hole = reading("2026-11-23", gaps=((date(2026, 11, 26), date(2026, 11, 28)),))
    failed = reading("2026-11-23", problem="Källan gick inte att nå.")
    for newer in (short, hole, failed):
        assert expectation(BAS, "2026-09", Announcements([first, newer])).last == date(2026, 11, 27)


def test_figures_come_with_the_database_and_with_the_round_that_is_meant():
    said = Announcements(
        [
            reading(
                "2026-11-16",
                row("2026-11-24", forms=("statistiknyhet",)),
                row("2026-11-30", forms=("databas", "statistiknyhet")),
                row("2026-12-10", "2025", "NR0105", round="Arbetsproduktivitet"),
                row("2026-12-17", "2025", "NR0105", round="Bruttoregionalprodukt - preliminär"),
            )
        ]
    )
    assert expectation(BAS, "2026-09", said).last == date(2026, 11, 30)
    assert expectation(CATALOGUE["grp"], "2025", said).last == date(2026, 12, 17)
    assert said.row(Announced("NR0105"), "2025")[0].day == date(2026, 12, 10)


def test_a_row_concerns_the_indicators_of_its_product_and_grain():
    assert "unemployment_rate" in concerned(row("2026-11-30")) and "employed_by_industry" in concerned(
        row("2026-11-30")
    )
    assert concerned(row("2026-11-30", "2026-Q3")) == () == concerned(row("2026-11-30", product="PR0101"))
    assert concerned(row("2026-12-10", product="NV1401")) >= ("bankruptcies",)


def test_what_was_moved_is_told_once_by_its_words_or_by_another_day():
    told = row("2026-12-22", product="NV1701", round="Flyttad från 2026-12-18", moved_from=date(2026, 12, 18))
    first = Announcements([reading("2026-11-16", row("2026-11-27"), told)])
    assert [(one.row.product, one.before) for one in first.moved()] == [("NV1701", date(2026, 12, 18))]
    second = Announcements(
        [reading("2026-11-16", row("2026-11-27"), told), reading("2026-11-23", row("2026-11-30"), told)]
    )
    assert [(one.row.product, one.before) for one in second.moved()] == [("AM0210", date(2026, 11, 27))]


def test_made_up_days_are_not_laid_over_real_figures():
    made_up = replace(reading("2026-11-16", row("2026-11-27")), synthetic=True)
    assert Announcements([made_up], synthetic=False).newest is None
    assert Announcements([made_up], synthetic=True).newest is not None is not Announcements([made_up]).newest


def test_a_damaged_line_is_passed_over_and_counted(tmp_path):
    kept = ReleaseCalendar(tmp_path)
    kept.keep(reading("2026-11-16", row("2026-11-27")))
    kept.keep(reading("2026-11-23", row("2026-11-30")))
    body = bytearray(kept.path.read_bytes())
    body[body.index(b"2026-11-30")] ^= 1
    kept.path.write_bytes(bytes(body[:-1]))
    found = kept.read()
    assert found.damaged == 1 and len(found.readings) == 1
    kept.keep(reading("2026-11-30"))
    assert len(kept.read().readings) == 2


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    with bench(tmp_path_factory.mktemp("filled")) as made:
        yield Store(made.filled(tmp_path_factory.mktemp("data"), "population").store_dir)


def test_calendar_due_and_late_go_by_what_is_said(filled):
    monthly = next(plan for plan in plans(["population"]) if plan.table == "TAB6473")
    said = Announcements([reading("2026-11-22", row("2026-12-07", "2026-10", "BE0101"))])
    assert is_due(monthly, filled, date(2026, 12, 2)) and not is_due(monthly, filled, date(2026, 12, 6), said)
    assert is_due(monthly, filled, date(2026, 12, 7), said)
    found = calendar(filled, date(2026, 12, 6), TODAY, ["population"], said=said)
    october = next(row for row in found if row.period == "2026-10")
    assert (october.arrival, october.basis) == (Arrival.MAY_BE_AFTER, Basis.CALENDAR)
    late = calendar(filled, date(2026, 12, 28), date(2026, 12, 8), ["population"], said=said)
    assert next(row for row in late if row.period == "2026-10").arrival is Arrival.LATE
    assert monthly.late("2026-09", date(2026, 12, 7), said) == ""
    told = "2026-10 skulle komma 2026-12-07 enligt publiceringskalendern."
    assert monthly.late("2026-09", date(2026, 12, 8), said) == told
    assert monthly.late("2026-09", date(2026, 12, 8)) == "" != monthly.late("2026-09", date(2026, 12, 13))


def test_a_past_day_expects_what_was_expected_then(filled):
    """Real Dalarna on 1 June listed hardly anything: the newest store was asked, which held what came later."""

    def september(as_of):
        found = calendar(filled, date(2026, 11, 20), TODAY, ["population"], as_of=as_of)
        return next(row.arrival for row in found if (row.table, row.period) == ("TAB6473", "2026-09"))

    assert september(None) is Arrival.OUT
    assert september(date(2026, 11, 1)) is Arrival.IN_TIME  # it came on 9 November
