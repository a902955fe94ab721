"""Counts of ads in Platsbanken: only missing months, only numbers, and what happens when an API is not as it was."""

from datetime import UTC, date, datetime
from itertools import pairwise

import orjson
import pytest

from dashboard.data.series import Data
from dashboard.model import Size
from dashboard.views.make_view import view
from dashboard.views.selection import Selection
from loaders.demo.others.jobtech import count, every_row
from loaders.fetching.change_report import Outcome
from loaders.fetching.doctor import examine_all
from loaders.fetching.importing import import_files
from loaders.fetching.refresh import refresh
from loaders.ground.declarations import Status
from loaders.ground.errors import SourceChanged
from loaders.ground.raw import Raw
from loaders.planning.table_plans import plans
from loaders.sources.jobtech import SOURCE
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import HASTY, TODAY, files
from tests.loaders.sources.source_bench import filled_once, own_folder
from tests.shared import shared_file

NEW = ("platsbanken_ads", "platsbanken_positions")
OPEN = ("platsbanken_open_ads", "platsbanken_open_positions")
HOME = ("00", "23", "2303", "2305", "2309", "2313", "2321", "2326", "2361", "2380")
PERSONAL = (b"070-", b"example.org", "Påhittade".encode(), b"headline", b"employer", b"hits")


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A publisher, and a data folder filled once from it."""
    with filled_once(tmp_path_factory.mktemp("jobtech"), fetch) as made:
        yield made


@pytest.fixture
def settings(bench, tmp_path):
    """A copy of the filled folder, and a publisher without faults."""
    with own_folder(bench, tmp_path / "data", is_filled=True) as own:
        yield own


def fetch(settings, *ids, today=TODAY, **options):
    return refresh(settings, ids or (NEW[0], OPEN[0]), today=today, **{**HASTY, **options})


def arrivals(publisher):
    return len(publisher.windows["jobtech"].arrivals())


def saved(tmp_path, name, body):
    path = tmp_path / name
    path.write_bytes(body if isinstance(body, bytes) else orjson.dumps(body))
    return path


def record(region, period, ads, positions=None, on="2026-11-22", table="annonser-manad", until=None):
    asked = {"table": table, "region_code": region, "period": period, "until": until or period, "on": on}
    return {"asked": asked, "total": {"value": ads}, "positions": positions}


def read(*records):
    (plan,) = plans([NEW[0]])
    raw = Raw(name="saved.json", body=orjson.dumps(list(records)), fetched=datetime(2026, 11, 22, tzinfo=UTC))
    return SOURCE.read(plan, [raw], before=lambda _: None)


def test_twenty_four_months_of_riket_the_county_and_its_municipalities(bench):
    first, _ = bench
    panel = Store(first.store_dir).read("platsbanken_ads")
    assert panel.axes["region_code"] == HOME
    assert (panel.axes["period"][0], panel.axes["period"][-1], len(panel.axes["period"])) == ("2024-11", "2026-10", 24)
    expected, positions = count(TODAY, every_row(), date(2025, 3, 1), date(2025, 3, 31), True)
    assert panel.take(region_code="00", period="2025-03").values == expected
    other = Store(first.store_dir).read("platsbanken_positions")
    assert other.take(region_code="00", period="2025-03").values == positions > expected


def test_months_whose_ads_are_not_yet_closed_are_incomplete(bench):
    first, _ = bench
    panel = Store(first.store_dir).read("platsbanken_ads", regions=("23",))
    status = {key["period"]: status for key, _, status, _ in panel.rows()}
    # 31 July is 114 days before 22 November, 31 August 83
    assert (status["2026-07"], status["2026-08"], status["2026-10"]) == (Status.EMPTY, *[Status.INCOMPLETE] * 2)


def test_a_county_has_more_ads_than_its_municipalities_together(bench):
    first, _ = bench
    values = Store(first.store_dir).read("platsbanken_ads").take(period="2026-01").values
    assert values[0] > values[1] >= values[2:].sum()


def test_nothing_is_asked_for_twice_in_a_month_and_later_only_what_is_missing(bench, settings):
    _, publisher = bench
    before = arrivals(publisher)
    assert [table.outcome for table in fetch(settings).tables] == [Outcome.UNCHANGED] * 2
    assert arrivals(publisher) == before
    later = date(2026, 12, 20)
    publisher.set_today(later)
    report = fetch(settings, NEW[0], today=later)
    # August, September and October were incomplete, November is new; and one call proves the months
    assert arrivals(publisher) - before == 4 * len(HOME) + 1
    ads = next(change for change in report.tables[0].changes if change.indicator_id == NEW[0])
    assert ads.new_periods == ("2026-11",) and ads.withdrawn.count == 0
    panel = Store(settings.store_dir).read(NEW[0], regions=("23",))
    assert (panel.axes["period"][0], len(panel.axes["period"])) == ("2024-11", 25)
    assert [status for *_, status, _ in panel.rows()][-4:] == [Status.EMPTY, *[Status.INCOMPLETE] * 3]


def test_everything_is_asked_for_again_if_one_says_so(bench, settings):
    _, publisher = bench
    before = arrivals(publisher)
    assert not fetch(settings, NEW[0], full=True).failed
    assert arrivals(publisher) - before == 24 * len(HOME) + 1


def test_open_ads_become_our_own_series_with_the_newest_reading_of_each_month(bench, settings):
    _, publisher = bench
    for day in (date(2026, 11, 25), date(2026, 12, 2)):
        publisher.set_today(day)
        assert not fetch(settings, OPEN[0], today=day).failed
    store = Store(settings.store_dir)
    for id_ in OPEN:
        panel = store.read(id_)
        assert panel.axes["region_code"] == HOME and panel.axes["period"] == ("2026-11", "2026-12")
        assert len(store.publications(id_)) == 3
    expected, _ = count(date(2026, 11, 25), every_row(), date(2026, 1, 1), date(2026, 11, 25), False)
    assert store.read(OPEN[0]).take(region_code="00", period="2026-11").values == expected


def test_no_ad_and_no_person_reaches_the_disk_even_if_ads_are_sent(bench, settings):
    _, publisher = bench
    publisher.switch("jobtech", send_ads=True)
    assert not fetch(settings, full=True).failed
    kept = b"".join(_unpacked(path) for path in settings.data.rglob("*") if path.is_file())
    assert b"annonser-manad" in kept
    assert not [word for word in PERSONAL if word in kept]


def _unpacked(path):
    import gzip

    body = path.read_bytes()
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def test_dates_that_are_not_obeyed_any_more_stop_the_table(bench, settings):
    _, publisher = bench
    before = files(settings.store_dir)
    publisher.switch("jobtech", open_window=True)
    report = fetch(settings, NEW[0], full=True)
    assert "no longer bound the day of publication" in report.tables[0].failures[0]
    assert files(settings.store_dir) == before


def test_without_positions_the_ads_go_on(bench, settings):
    _, publisher = bench
    publisher.switch("jobtech", no_positions=True)
    report = fetch(settings, NEW[0], full=True)
    assert report.failed and report.tables[0].outcome is Outcome.STORED
    (told,) = report.tables[0].failures
    assert told.startswith("platsbanken_positions: ") and "'positions'" in told


def test_one_place_gone_to_another_id_finds_nothing_and_is_told(bench, settings):
    assert read(record("23", "2026-05", 10), record("2321", "2026-05", 0)).parts  # a municipality may have none
    with pytest.raises(SourceChanged, match="not one ad in Jämtlands län: its concept id 65Ms_7r1_RTG"):
        read(record("23", "2026-05", 0))


def test_a_municipality_that_loses_all_its_ads_has_another_id_now(bench, settings):
    _, publisher = bench
    months = [record("2321", f"2026-0{n}", 0) for n in range(1, 7)]
    assert read(*months[:5]).parts  # of a place nothing is known of, five months without an ad may be
    with pytest.raises(SourceChanged, match="Åre has not one ad in 2026-01 to 2026-06: its concept id"):
        read(*months)
    publisher.switch("jobtech", lost_place="2321")
    for id_ in (NEW[0], OPEN[0]):
        told = " ".join(fetch(settings, id_, full=True).tables[0].failures)
        assert "Åre has not one ad in" in told and "in an ordinary month" in told


def test_counts_by_hand():
    reading = read(record("2380", "2026-05", 64, 90), record("2380", "2026-06", 0, 0, on="2026-07-01"))
    ads, positions = (list(part.panel.rows()) for part in reading.parts)
    key = {"region_code": "2380", "period": "2026-05"}
    assert ads[0] == (key, 64.0, Status.EMPTY, "") and positions[0] == (key, 90.0, Status.EMPTY, "")
    assert ads[1][1:3] == (0.0, Status.INCOMPLETE)  # a true zero, asked for the day after the month


def test_months_must_add_up_to_the_time_they_span():
    months = [record("00", f"2026-0{n}", 100) for n in (1, 2, 3)]
    assert "summerar" in read(*months, record("00", "2026-01", 303, until="2026-03")).listing[1]
    with pytest.raises(SourceChanged, match="have 300 ads, but asked for together they are 180"):
        read(*months, record("00", "2026-01", 180, until="2026-03"))


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ([record("2380", "2026-05", 1), record("2380", "2026-05", 2)], "twice"),
        ([record("2399", "2026-05", 1)], "no Swedish place has code '2399'"),
        ([record("2380", "maj", 1)], "'asked' must tell a month"),
        ([record("2380", "2026-05", -1)], "no whole number"),
        ([record("2380", "2026-05", 1, table="annat")], "no count for annonser-manad"),
        ([record("23", "2026-05", 10), record("2380", "2026-05", 40)], "its parts 40"),
    ],
)
def test_records_that_cannot_be_are_refused(records, message):
    with pytest.raises(SourceChanged, match=message):
        read(*records)


def test_positions_that_are_no_number_stop_only_what_counts_them():
    reading = read(record("2380", "2026-05", 64, "många"))
    assert [part.indicator.id for part in reading.parts] == ["platsbanken_ads"]
    ((stopped, reason),) = reading.failed
    assert stopped.id == "platsbanken_positions"
    assert "positions is många for 2380 2026-05, and must be a whole number" in str(reason)


def test_the_recorded_head_of_jobsearch_is_read_exactly():
    body = shared_file("recorded/jobtech/jobsearch_search_head_2025.json").read_bytes()
    (plan,) = plans([OPEN[0]])
    raw = Raw(name="oppna-2025-05-00.json", body=body, fetched=datetime(2025, 5, 20, tzinfo=UTC))
    assert SOURCE.fits(plan, raw)
    parts = SOURCE.read(plan, [SOURCE.cleaned(raw)], before=lambda _: None).parts
    assert [part.panel.values.item() for part in parts] == [40902, 72999]


def test_answers_saved_by_hand_are_taken_in_without_their_ads(bench, settings, tmp_path):
    answer = {"total": {"value": 700}, "positions": 950, "hits": [{"headline": "070-", "mark": "DEMODATA"}]}
    paths = [saved(tmp_path, f"annonser-2026-10-{code}.json", answer) for code in ("2380", "23")]
    report = import_files(settings, "jobtech", paths, by="Anna", today=TODAY)
    assert not report.failed, report.tables[0].failures
    store = Store(settings.store_dir)
    assert store.read(NEW[0]).take(region_code="2380", period="2026-10").values == 700
    assert store.read(NEW[1]).take(region_code="23", period="2026-10").values == 950
    assert store.latest(NEW[0], "annonser-manad").manual
    kept = b"".join(_unpacked(path) for path in settings.data.rglob("*") if path.is_file())
    assert b"headline" not in kept and b"070-" not in kept


def test_doctor_asks_twice_and_tells_the_fields(bench, settings):
    _, publisher = bench
    before = arrivals(publisher)
    rows = [row for row in examine_all(settings, TODAY, [NEW[0]])]
    assert arrivals(publisher) - before == 2
    assert rows[0].is_well and [found.code for found in rows[0].found][:2] == ["total.value", "positions"]
    assert [found.variable for found in rows[0].unverified] == ["historical-from"]
    publisher.switch("jobtech", rename_total="antal")
    (row,) = examine_all(settings, TODAY, [NEW[0]])
    assert not row.is_well and "antal" in row.problems[0]
    publisher.reset()
    publisher.switch("jobtech", ignore_place=True)
    (row,) = examine_all(settings, TODAY, [NEW[0]])
    assert "the place asked for is not obeyed" in row.problems[0]


def test_the_series_has_no_hole(bench):
    first, _ = bench
    periods = Store(first.store_dir).read(NEW[0]).axes["period"]
    assert all(int(b[5:]) - int(a[5:]) in (1, -11) for a, b in pairwise(periods))


def test_an_incomplete_month_is_shown_and_not_compared(bench):
    first, _ = bench
    data = Data(Store(first.store_dir), today=lambda: TODAY)
    shown = view(Selection(indicator=NEW[0], region="23"), data, Size.SCREEN)
    assert shown.sentence.endswith("Siffran jämförs inte förrän månaden är komplett.")
    row = next(row for row in shown.table.rows if row[0] == "Jämtlands län")
    assert row[1]
    assert len(row) == len(shown.table.columns) == 2, (
        "a month that no place is compared in has no columns of differences"
    )
