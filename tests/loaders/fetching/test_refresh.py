"""Fetching from the simulated publisher: what is asked, what is stored, what is told."""

from datetime import date

import pytest

from loaders import export
from loaders.fetching import change_report
from loaders.fetching.change_report import Outcome
from loaders.ground.declarations import Status
from loaders.ground.errors import UsageError
from loaders.ground.panel import STATUS_CODE
from loaders.planning.table_plans import is_complete, plans
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import files


def test_an_unchanged_table_costs_one_call_and_writes_nothing(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    before = files(tmp_path)
    well.publisher.window.forget()
    report = well.fetch(tmp_path, "grp")
    assert [table.outcome for table in report.tables] == [Outcome.UNCHANGED] * 2
    assert not report.worth_keeping and change_report.keep(report, settings.reports_dir) is None
    assert len(well.publisher.window.arrivals()) == 1 + 2  # /config, and one for each table
    assert files(tmp_path) == before


def test_full_asks_again_and_still_writes_nothing_of_the_same(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    before = files(settings.store_dir)
    report = well.fetch(tmp_path, "grp", full=True)
    assert [table.outcome for table in report.tables] == [Outcome.STORED] * 2
    assert not any(table.has_news for table in report.tables)
    assert files(settings.store_dir) == before


def test_a_silent_revision_is_found_by_full_only(well, tmp_path):
    well.filled(tmp_path, "grp")
    well.publisher.revise("TAB3138", keep_updated=True)
    assert well.fetch(tmp_path, "grp").tables[0].outcome is Outcome.UNCHANGED
    full = well.fetch(tmp_path, "grp", full=True)
    assert full.tables[0].changes[0].revised.count == 22 * 25


def test_siblings_come_along_and_are_named(well, tmp_path):
    report = well.fetch(tmp_path, "grp")
    assert [table.siblings for table in report.tables] == [("grp_per_capita", "grp_volume"), ("grp_per_capita",)]
    assert "följde med: grp_per_capita, grp_volume" in change_report.summary(report)[0]
    store = Store(well.settings(tmp_path).store_dir)
    assert set(store.indicators()) == {"grp", "grp_per_capita", "grp_volume"}
    # one manifest replacement per table: both indicators know the same publication
    assert [p.published for p in store.publications("grp")] == [
        p.published for p in store.publications("grp_per_capita")
    ]


def test_population_is_stitched_of_two_tables_at_2025(well, tmp_path):
    settings = well.filled(tmp_path, "population")
    panel = Store(settings.store_dir).read("population", regions=("23",)).take(region_code="23")
    tables = {panel.publications[n].table for n in panel.publication[: panel.axes["period"].index("2025-01")]}
    assert tables == {"TAB1625"}
    assert {panel.publications[n].table for n in panel.publication[panel.axes["period"].index("2025-01") :]} == {
        "TAB6473"
    }
    assert panel.axes["period"][0] == "2000-01"
    since = panel.axes["period"].index("2025-01")
    assert set(panel.status[since:]) == {STATUS_CODE[Status.NOISE_ADDED]}, "the noise began in 2025"
    assert STATUS_CODE[Status.NOISE_ADDED] not in panel.status[:since]
    rows = export.table(Store(settings.store_dir), "population", regions=("23",), first="2024-12", last="2025-01")
    assert rows.column("status").to_pylist() == ["", "noise_added"]
    change = Store(settings.store_dir).read("population_change", regions=("23",))
    assert len(change.axes["component"]) == 11


def test_a_period_that_should_have_come_is_told_of(well, tmp_path):
    well.filled(tmp_path, "grp")
    assert [table.late for table in well.fetch(tmp_path, "grp").tables] == ["", ""]
    late = well.fetch(tmp_path, "grp", today=date(2027, 1, 1))
    assert late.tables[1].late == "2025 väntades senast 2026-12-26."
    assert not late.failed


def test_every_vintage_is_kept_archived_ones_too(well, tmp_path):
    settings = well.filled(tmp_path, "population_projection")
    first = Store(settings.store_dir).codes("population_projection")["vintage"]
    assert first == ("2021", "2022", "2024")
    before = Store(settings.store_dir).read("population_projection", slice={"vintage": "2024"}, regions=("23",))
    well.publisher.new_vintage(2027)
    report = well.fetch(tmp_path, "population_projection")
    assert not report.failed
    assert all(change.withdrawn.count == 0 for change in report.tables[0].changes)
    store = Store(settings.store_dir)
    assert store.codes("population_projection")["vintage"] == ("2021", "2022", "2024", "2027")
    after = store.read("population_projection", slice={"vintage": "2024"}, regions=("23",)).take(
        period=before.axes["period"]
    )
    assert after.values.tolist() == before.values.tolist()


def test_no_archived_vintage_is_an_answer(well, tmp_path):
    well.publisher.set_today(date(2021, 7, 1))  # the first projection of all is new
    report = well.fetch(tmp_path, "population_projection")
    assert not report.failed
    assert report.tables[0].archived == ()
    assert any("inga äldre årgångar" in remark for remark in report.tables[0].remarks)


def test_an_archive_that_cannot_be_searched_is_tried_again_next_time(well, tmp_path):
    # the table's line, its metadata and its one data answer come before the search
    well.publisher.disturb("status", times=1, skip=3, status=400, path="/tables")
    report = well.fetch(tmp_path, "population_projection")
    assert report.failed and "older vintages" in report.tables[0].failures[0]
    store = Store(well.settings(tmp_path).store_dir)
    assert store.codes("population_projection")["vintage"] == ("2024",)
    assert not well.fetch(tmp_path, "population_projection").failed
    assert store.codes("population_projection")["vintage"] == ("2021", "2022", "2024")


def test_the_report_tells_old_and_new_in_swedish_and_is_kept(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    well.publisher.set_cell("TAB3138", {"Region": "23", "Tid": "2024", "ContentsCode": "NR0105AH"}, value=54321)
    well.publisher.set_cell("TAB3143", {"Region": "2303", "Tid": "2024", "ContentsCode": "NR0105AW"}, None, "..")
    before = Store(settings.store_dir).read("grp", regions=("23",)).take(region_code="23", period="2024").values.item()
    report = well.fetch(tmp_path, "grp")
    path = change_report.keep(report, settings.reports_dir)
    text = path.read_text(encoding="utf-8")
    old = f"{before:,.0f}".replace(",", "\u00a0")
    assert f"| Jämtlands län, 2024 | {old} | 54\u00a0321 |" in text
    assert "| Ragunda, 2024 |" in text and "| saknas |" in text
    assert "DEMODATA" in text
    again = change_report.keep(report, settings.reports_dir)
    assert again != path and again.exists()


def test_the_first_two_tables_hold_what_the_publisher_says(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    store = Store(settings.store_dir)
    assert store.synthetic is True
    panel = store.read("grp")
    assert panel.shape == (312, 25)
    # TAB3143 begins in 2012: before that, municipalities have no rows at all
    assert panel.take(region_code="2380", period="2011").status.item() == 255
    assert store.latest("grp", "TAB3143").last_period == "2024"


def test_plans_hold_every_indicator_of_a_table():
    (bas,) = plans(["unemployed"])
    assert set(bas.indicators) >= {"unemployed", "unemployment_rate", "labour_force", "residents_by_age"}
    assert "unemployed" not in bas.siblings
    assert plans()[0].siblings == ()
    with pytest.raises(UsageError, match="no indicator 'nonsense'"):
        plans(["nonsense"])


def test_a_store_of_two_tables_is_not_complete(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    assert not is_complete(Store(settings.store_dir))


def test_table_wide_marks_are_joined(well, tmp_path):
    settings = well.filled(tmp_path, "population_projection")
    panel = Store(settings.store_dir).read("population_projection", slice={"vintage": "newest"}, regions=("23",))
    assert {row[2] for row in panel.rows()} == {Status.PROJECTED}
