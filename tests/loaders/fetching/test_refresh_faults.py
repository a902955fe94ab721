"""Every fault during a fetch ends in a clear message, the right outcome and an unchanged last good store."""

import re
from dataclasses import replace

import pytest

from loaders.fetching.change_report import Outcome
from loaders.store import Store
from loaders.store.manifest import parse, serialised
from tests.loaders.fetching.publisher_bench import files
from tests.loaders.http.holding import impatient_only_at
from tests.waiting import HANG_SECONDS


@pytest.mark.parametrize(
    ("fault", "message"),
    # TAB3143 has 290 municipalities × 13 years; one of the municipalities never has figures
    [
        (lambda p: p.disturb("status", times=20, status=503, path="TAB3143/data"), "HTTP 503"),
        (lambda p: p.disturb("status", times=1, status=404, path="TAB3143/metadata"), "HTTP 404"),
        (lambda p: p.disturb("short", times=20, path="TAB3143/data"), "connection failed"),
        (lambda p: p.disturb("empty", times=20, path="TAB3143"), "the answer was empty"),
        (
            lambda p: p.set_cell("TAB3143", {"Region": "2321", "Tid": "2024"}, value=None, symbol="e"),
            "unknown symbol 'e'",
        ),
        (lambda p: p.withdraw("TAB3143", {"Tid": "2024"}, ".."), "lacks 289 of 3770 cells"),
        (lambda p: p.withdraw("TAB3143", {}), "lacks 3770 of 3770 cells"),
    ],
)
def test_a_fault_leaves_the_table_as_it_was_and_the_other_table_goes_on(well, tmp_path, fault, message):
    settings = well.filled(tmp_path, "grp")
    before = files(settings.store_dir)
    well.publisher.revise("TAB3143", fraction=0.1)
    fault(well.publisher)
    report = well.fetch(tmp_path, "grp")
    counties, municipalities = report.tables
    assert report.failed
    assert counties.outcome is Outcome.UNCHANGED
    assert municipalities.outcome is Outcome.FAILED
    (told,) = municipalities.failures
    assert re.search(message, told), told
    assert "Uppgifterna som publicerades 2025-12-10 används. Detalj: " in told
    assert files(settings.store_dir) == before
    well.publisher.reset()
    well.publisher.revise("TAB3143", fraction=0.1)
    assert not well.fetch(tmp_path, "grp").failed


def test_an_answer_that_stalls_ends_and_the_other_table_goes_on(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    before = files(settings.store_dir)
    well.publisher.revise("TAB3143", fraction=0.1)
    well.publisher.disturb("stall_body", times=99, seconds=HANG_SECONDS, path="TAB3143/data")
    with impatient_only_at("TAB3143/data"):
        report = well.fetch(tmp_path, "grp", limits={"retries": 0, "timeout": (HANG_SECONDS, 0.3)})
    counties, municipalities = report.tables
    assert (counties.outcome, municipalities.outcome) == (Outcome.UNCHANGED, Outcome.FAILED)
    assert "nothing came for 0.3 s" in municipalities.failures[0]
    assert files(settings.store_dir) == before


def test_the_publisher_gone_altogether_is_one_quick_failure_per_table(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    before = files(settings.store_dir)
    well.publisher.disturb("status", times=100, status=503)
    report = well.fetch(tmp_path, "grp")
    assert [table.outcome for table in report.tables] == [Outcome.FAILED] * 2
    assert files(settings.store_dir) == before


def test_a_passing_fault_is_got_over(well, tmp_path):
    well.publisher.disturb("status", times=1, status=500, path="TAB3143/data")
    well.publisher.disturb("broken", times=1, path="TAB3138/data")
    assert not well.fetch(tmp_path, "grp").failed


def test_a_lower_limit_announced_during_the_fetch_is_kept_to(well, tmp_path):
    from loaders.fetching.refresh import connected, refresh
    from tests.loaders.fetching.publisher_bench import HASTY, TODAY

    settings = well.settings(tmp_path)
    with connected(settings, **HASTY) as client:
        client.config()
        well.publisher.set_limits(max_data_cells=2000)
        report = refresh(settings, ["grp"], client=client, today=TODAY)
    assert not report.failed
    assert Store(settings.store_dir).read("grp").shape == (312, 25)


def test_a_place_that_is_gone_is_withdrawn_and_reported(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    well.publisher.drop_value("TAB3143", "Region", "2321")
    report = well.fetch(tmp_path, "grp")
    assert not report.failed
    table = report.tables[1]
    assert table.lacking["grp"].regions == ("2321",)
    assert {change.indicator_id: change.withdrawn.count for change in table.changes} == {
        "grp": 13,
        "grp_per_capita": 13,
    }
    cells = Store(settings.store_dir).read("grp", regions=("2321", "2380")).take(period="2024")
    assert [(row[1] is None, row[2]) for row in cells.rows()] == [(True, "withdrawn"), (False, "")]


def test_a_place_that_never_came_is_missing_and_reported(well, tmp_path):
    well.publisher.drop_value("TAB3143", "Region", "2321")
    report = well.fetch(tmp_path, "grp")
    assert not report.failed
    assert report.tables[1].lacking["grp"].regions == ("2321",)
    cells = Store(well.settings(tmp_path).store_dir).read("grp", regions=("2321",)).take(period="2024")
    assert [row[1:3] for row in cells.rows()] == [(None, "missing")]


def test_a_period_that_is_gone_is_withdrawn_and_reported(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    well.publisher.drop_value("TAB3138", "Tid", "2005")
    report = well.fetch(tmp_path, "grp")
    assert not report.failed
    assert report.tables[0].lacking["grp"].periods == ("2005",)
    cells = Store(settings.store_dir).read("grp", regions=("23",)).take(period=("2004", "2005"))
    assert [row[2] for row in cells.rows()] == ["", "withdrawn"]


def test_a_missing_content_stops_its_indicator_only(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    per_capita = Store(settings.store_dir).publications("grp_per_capita")
    well.publisher.revise("TAB3143", fraction=1.0)
    well.publisher.drop_value("TAB3143", "ContentsCode", "NR0105AY")
    report = well.fetch(tmp_path, "grp")
    table = report.tables[1]
    assert report.failed and table.outcome is Outcome.STORED
    assert [change.indicator_id for change in table.changes] == ["grp"]
    assert table.changes[0].revised.count == 289 * 13
    assert "grp_per_capita" in table.failures[0] and "NR0105AY" in table.failures[0]
    assert Store(settings.store_dir).publications("grp_per_capita") == per_capita


@pytest.mark.parametrize(
    ("ids", "table", "stopped", "goes_on", "fault", "said"),
    [
        (
            "population",
            "TAB6473",
            "population_change",
            "population",
            lambda p: p.drop_value("TAB6473", "Forandringar", "115"),
            "'Forandringar' no longer has code '115'",
        ),
        (
            "grp",
            "TAB3143",
            "grp",
            "grp_per_capita",
            lambda p: p.change_unit("TAB3143", "NR0105AW", "tkr"),
            "'tkr' (thousand kronor), but million kronor",
        ),
        (
            "grp",
            "TAB3143",
            "grp",
            "grp_per_capita",
            lambda p: p.set_cell("TAB3143", {"ContentsCode": "NR0105AW", "Region": "2321"}, value=None, symbol="e"),
            "unknown symbol 'e'",
        ),
    ],
    ids=["a missing code", "another unit", "an unknown symbol"],
)
def test_what_is_wrong_in_one_indicator_stops_it_alone(well, tmp_path, ids, table, stopped, goes_on, fault, said):
    store = Store(well.filled(tmp_path, ids).store_dir)
    before = {id_: store.latest(id_, table) for id_ in (stopped, goes_on)}
    fault(well.publisher)
    report = well.fetch(tmp_path, ids)
    (outcome,) = (found for found in report.tables if found.table == table)
    assert report.failed and outcome.outcome is Outcome.STORED
    (told,) = outcome.failures
    assert told.startswith(f"{stopped}: ") and said in told
    assert store.latest(stopped, table) == before[stopped]
    assert store.latest(goes_on, table).published > before[goes_on].published


def test_made_up_figures_never_enter_a_store_of_real_ones(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    manifest = settings.store_dir / "manifest.json"
    manifest.write_bytes(serialised(replace(parse(manifest.read_bytes(), manifest.name), synthetic=False)))
    before = files(settings.store_dir)
    report = well.fetch(tmp_path, "grp", full=True)
    assert all("point LANSPULS_DATA" in table.failures[0] for table in report.tables)
    assert files(settings.store_dir) == before
