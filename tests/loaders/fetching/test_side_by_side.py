"""Sources are fetched side by side: none waits for another, and none falls with another."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from rich.console import Console

from loaders.fetching.change_report import Outcome
from loaders.store import Store
from tests.loaders.http.holding import held_answers
from tests.waiting import HANG_SECONDS, wait_until

ASKED = ("redundancy_notices", "grp")


def test_a_slow_source_holds_nobody_up(well, tmp_path):
    store, of_scb = Store(well.settings(tmp_path).store_dir), {"grp", "grp_per_capita", "grp_volume"}
    with held_answers("/varsel/") as held, ThreadPoolExecutor(1) as pool:
        fetching = pool.submit(well.fetch, tmp_path, *ASKED)
        try:
            assert held.asked.wait(HANG_SECONDS)
            wait_until(lambda: set(store.indicators()) == of_scb, "all of SCB is stored while the other is awaited")
        finally:
            held.let_go.set()
        report = fetching.result(HANG_SECONDS)
    assert not report.failed, [table.failures for table in report.tables]
    assert set(store.indicators()) == {*of_scb, "redundancy_notices"}
    assert [table.source for table in report.tables] == ["varsel", "scb", "scb"]


@pytest.mark.parametrize(("path", "failing"), [("/varsel/", {"varsel"}), ("/api/v2", {"scb"})])
def test_a_source_that_is_gone_stops_no_other(well, tmp_path, path, failing):
    well.publisher.disturb("status", times=100, status=503, path=path)
    report = well.fetch(tmp_path, *ASKED)
    assert {table.source for table in report.tables if table.outcome is Outcome.FAILED} == failing
    assert {table.source for table in report.tables if table.outcome is Outcome.STORED} == {"scb", "varsel"} - failing
    well.publisher.reset()
    assert not well.fetch(tmp_path, *ASKED).failed
    again = well.fetch(tmp_path, *ASKED)
    assert {table.outcome for table in again.tables} == {Outcome.UNCHANGED}


def test_one_display_names_every_source_and_marks_what_failed(well, tmp_path):
    well.publisher.disturb("status", times=100, status=503, path="/varsel/")
    screen = Console(file=io.StringIO(), force_terminal=True, width=120)
    well.fetch(tmp_path, *ASKED, console=screen)
    last = screen.file.getvalue().splitlines()
    rows = {
        name: [line for line in last if name in line][-1]
        for name in ("varsel varsel-lan", "scb TAB3138", "scb TAB3143")
    }
    assert "varsel-lan FEL" in rows["varsel varsel-lan"] and "100%" not in rows["varsel varsel-lan"]
    assert "100%" in rows["scb TAB3138"] and "100%" in rows["scb TAB3143"]
