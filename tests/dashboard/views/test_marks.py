"""Marks beside a measure: what is new, revised or late, counted from the last meeting or a month."""

from datetime import UTC, date, datetime

import pytest

from dashboard.data.series import Data
from dashboard.views import cards, make_view, marks
from dashboard.views.marks import Known, Mark, Since, told
from dashboard.views.selection import Selection
from loaders import catalogue
from loaders.store import Store
from tests.dashboard.made import EVENT_MONTHS, add_events, add_revision, made_store

JULY, AUGUST = EVENT_MONTHS[:-1], EVENT_MONTHS
SEPTEMBER_20 = datetime(2026, 9, 20, 6, tzinfo=UTC)
OCTOBER_29 = datetime(2026, 10, 29, 6, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    """Figures to July on 20 September; to August, each seven more, on 29 October; meetings on both sides of it."""
    add_events(Store(tmp_path / "store"), months=JULY, at=SEPTEMBER_20)
    add_events(Store(tmp_path / "store"), months=AUGUST, at=OCTOBER_29, more=7)
    (tmp_path / "meetings").mkdir()
    for day in ("2026-10-26", "2026-11-30"):
        (tmp_path / "meetings" / f"{day}.toml").touch()
    return tmp_path


def knowing(folder, today: date, meetings: bool = True) -> Data:
    return Data(
        Store(folder / "store"), today=lambda: today, meetings=folder / "meetings" if meetings else folder / "none"
    )


def marks_of(data: Data, id_: str, as_of: date | None = None) -> tuple[Mark, ...]:
    return cards.card(catalogue.indicator(id_), Selection(region="2321", as_of=as_of), data).marks


def test_news_are_counted_from_the_last_meeting_before_today(folder):
    assert marks.since(knowing(folder, date(2026, 11, 22))) == Since(date(2026, 10, 26), True)
    assert marks.since(knowing(folder, date(2026, 11, 30))) == Since(date(2026, 10, 26), True)
    assert marks.since(knowing(folder, date(2026, 12, 1))) == Since(date(2026, 11, 30), True)


def test_without_meetings_they_are_counted_from_a_month_ago(folder):
    assert marks.since(knowing(folder, date(2026, 11, 22), meetings=False)) == Since(date(2026, 10, 22), False)


def test_a_month_nobody_knew_at_the_meeting_is_new_and_the_year_before_revised(folder):
    assert marks_of(knowing(folder, date(2026, 11, 5)), "new_vacancies")[:2] == (Mark.NEW, Mark.REVISED)


def test_what_is_displayed_alike_is_not_revised(tmp_path):
    """3,25 is shown as 3,3: that it is stored as 3,3 now is no other number."""
    store = made_store(tmp_path / "store")
    for value, day in ((3.25, 2), (3.3, 20)):
        at = datetime(2026, 11, day, 6, tzinfo=UTC)
        add_revision(store, "unemployment_rate", {("2321", "2026-08"): value}, at=at)
    assert Mark.REVISED not in marks_of(knowing(tmp_path, date(2026, 12, 10)), "unemployment_rate")


def test_after_the_next_meeting_it_is_neither(folder):
    found = marks_of(knowing(folder, date(2026, 12, 1)), "new_vacancies")
    assert Mark.NEW not in found and Mark.REVISED not in found


def test_what_was_known_on_a_day_has_the_marks_of_that_day(folder):
    found = marks_of(knowing(folder, date(2026, 12, 1)), "new_vacancies", as_of=date(2026, 10, 28))
    assert Mark.NEW not in found and Mark.REVISED not in found


def test_a_month_that_should_have_come_is_late(folder):
    """New vacancies of September are expected in the middle of October."""
    assert Mark.LATE in marks_of(knowing(folder, date(2026, 12, 31)), "new_vacancies")
    assert Mark.LATE not in marks_of(knowing(folder, date(2026, 10, 5)), "new_vacancies")


@pytest.mark.parametrize(
    ("marked", "is_meeting", "sentence"),
    [
        ([(), ()], True, ""),
        ([(Mark.NEW,), (Mark.NEW, Mark.REVISED), ()], True,
         "Två siffror är nya sedan mötet den 26 oktober, en är reviderad."),
        ([(Mark.NEW,)], False, "En siffra är ny sedan den 26 oktober."),
        ([(Mark.REVISED,), (Mark.REVISED,)], True, "Två siffror är reviderade sedan mötet den 26 oktober."),
    ],
)  # fmt: skip
def test_news_in_a_sentence(marked, is_meeting, sentence):
    assert told(marked, Since(date(2026, 10, 26), is_meeting)) == sentence


JOBS = catalogue.indicator("new_vacancies")
MEETING = date(2026, 10, 26)


@pytest.mark.parametrize(
    ("before", "found"),
    [
        (Known("2026-09", {"2026-09": 1400, "2025-10": 1422}), (Mark.NEW,)),
        (Known("2026-09", {"2026-09": 1400, "2025-10": 1420}), (Mark.NEW, Mark.REVISED)),
        (Known("2026-10", {"2026-10": 1434, "2025-10": 1420}), (Mark.REVISED,)),
        (Known("2026-10", {"2026-10": 1434, "2025-10": 1422}), ()),
        (None, (Mark.NEW,)),
    ],
)
def test_one_rule_says_what_is_new_and_what_is_revised(before, found):
    now = Known("2026-10", {"2026-10": 1434, "2025-10": 1422}, published=date(2026, 11, 14))
    assert marks.news(JOBS, now, before, MEETING) == found


@pytest.mark.parametrize(
    ("period", "published"), [("2026-08", date(2026, 11, 22)), ("2026-10", date(2026, 10, 14)), ("2026-10", None)]
)
def test_a_first_fetch_makes_nothing_new_that_was_or_may_have_been_out(period, published):
    assert marks.news(JOBS, Known(period, {period: 1434}, published), None, MEETING) == ()


def test_a_slide_is_marked_as_the_card_of_its_measure(folder):
    data = knowing(folder, date(2026, 11, 5))
    now, then = (
        marks.known_by(make_view.view(Selection(indicator=JOBS.id, region="2321", as_of=day), data))
        for day in (None, MEETING)
    )
    assert marks.news(JOBS, now, then, MEETING) == marks_of(data, JOBS.id)[:2] == (Mark.NEW, Mark.REVISED)
