"""What can go wrong on purpose: each switch, seen from the outside."""

from datetime import date

import pytest
import requests

from loaders.demo.shapes import Publication, month_number
from tests.loaders.demo.conftest import ONE_RATE
from tests.waiting import HANG_SECONDS

RATES = {**ONE_RATE, "Region": ["????"]}


def updated(scb, table: str = "TAB6260") -> str:
    return scb.get(f"/tables/{table}").json()["updated"]


def control(scb, **command: object) -> requests.Response:
    return requests.post(scb.url.replace("/api/v2", "/_control"), json=command, timeout=HANG_SECONDS)


def test_a_revision_of_everything_moves_updated_and_every_figure(scb):
    before = scb.data("TAB6260", **RATES)
    scb.publisher.revise("TAB6260")
    after = scb.data("TAB6260", **RATES)
    assert updated(scb) == "2026-11-22T07:00:00Z"
    pairs = list(zip(before["value"], after["value"], strict=True))
    assert all(old != new for old, new in pairs if old is not None)
    scb.publisher.revise("TAB6260")
    assert updated(scb) == "2026-11-22T07:30:00Z"
    scb.publisher.set_today("2026-11-21")
    assert scb.data("TAB6260", **RATES)["value"] == before["value"]


def test_a_revision_of_a_tenth_behind_the_same_updated(scb):
    before = scb.data("TAB6260", **RATES)
    scb.publisher.revise("TAB6260", fraction=0.1, keep_updated=True)
    after = scb.data("TAB6260", **RATES)
    assert after["updated"] == before["updated"]
    changed = sum(old != new for old, new in zip(before["value"], after["value"], strict=True))
    assert 10 < changed < 60


def test_values_and_symbols_of_single_cells(scb):
    cell = {"Region": "23", "ContentsCode": "000006II", "Tid": "2026M08"}
    original = scb.data("TAB6260", **ONE_RATE)["value"]
    scb.publisher.set_cell("TAB6260", cell, value=9.9)
    assert scb.data("TAB6260", **ONE_RATE)["value"] == [9.9]
    scb.publisher.set_cell("TAB6260", cell, value=original[0])
    assert scb.data("TAB6260", **ONE_RATE)["value"] == original
    scb.publisher.set_cell("TAB6260", cell, symbol="*")
    marked = scb.data("TAB6260", **ONE_RATE)
    assert (marked["value"], marked["status"]) == (original, {"0": "*"})
    scb.publisher.withdraw("TAB6260", cell)
    gone = scb.data("TAB6260", **ONE_RATE)
    assert gone["value"] == [None] and "status" not in gone
    scb.publisher.withdraw("TAB6260", cell, symbol="¤")
    assert scb.data("TAB6260", **ONE_RATE)["status"] == {"0": "¤"}


def test_being_late(scb):
    scb.publisher.hold("TAB6260")
    assert scb.get("/tables/TAB6260").json()["lastPeriod"] == "2026M07"
    assert updated(scb) == "2026-09-29T06:00:00Z"


def test_outlines_that_change(scb):
    scb.publisher.rename_variable("TAB6260", "Alder", "Aldersgrupp")
    scb.publisher.drop_value("TAB6260", "Region", "2326")
    scb.publisher.drop_value("TAB6260", "Tid", "2026M08")
    scb.publisher.drop_value("TAB6260", "ContentsCode", "000006II")
    scb.publisher.change_unit("TAB6260", "000006HI", "1000-tal")
    metadata = scb.get("/tables/TAB6260/metadata").json()
    assert metadata["id"][2] == "Aldersgrupp" and metadata["size"] == [311, 3, 20, 3, 10, 79]
    assert metadata["dimension"]["ContentsCode"]["category"]["unit"]["000006HI"]["base"] == "1000-tal"
    assert scb.get("/tables/TAB6260").json()["lastPeriod"] == "2026M07"
    asked = {**ONE_RATE, "ContentsCode": ["000006HI"], "Tid": ["2026M07"]}
    assert scb.post("TAB6260", asked).json()["title"] == "Non-existent variable"
    asked["Aldersgrupp"] = asked.pop("Alder")
    assert scb.post("TAB6260", asked).status_code == 200
    assert scb.post("TAB6260", {**asked, "Region": ["2326"]}).json()["title"] == "Non-existent value"


def test_updated_can_go_back(scb):
    scb.publisher.set_updated("TAB6260", "2026-01-01T07:00:00Z")
    assert updated(scb) == "2026-01-01T07:00:00Z"
    scb.publisher.set_updated("TAB6260", None)
    assert updated(scb) == "2026-10-29T07:00:00Z"


def test_a_new_vintage_under_the_same_id(scb):
    scb.publisher.new_vintage(2027)
    entry = scb.get("/tables/TAB698").json()
    assert (entry["firstPeriod"], entry["updated"]) == ("2027", "2026-11-22T07:00:00Z")
    assert scb.data("TAB698", Region=["23"], ContentsCode=["000004LG"], Tid=["2027"])["value"][0] > 100_000


def test_given_figures_on_given_days(scb):
    first = month_number(2020, 1)
    days = [date(2024, 4, 3), date(2024, 5, 2)]
    months = (month_number(2024, 1), month_number(2024, 2))
    scb.publisher.set_calendar(
        "TAB6260", [Publication(day, first, last) for day, last in zip(days, months, strict=True)]
    )
    where = {"Kon": ["1+2"], "Alder": ["20-64"], "Fodelseregion": ["tot"], "ContentsCode": ["000006II"]}
    scb.publisher.overlay("TAB6260", where, {("23", "2024M01"): 3.5}, days[0])
    scb.publisher.overlay("TAB6260", where, {("23", "2024M01"): 3.6, ("23", "2024M02"): 3.7}, days[1])
    asked = {**ONE_RATE, "Tid": ["2024M01"]}
    scb.publisher.set_today("2024-04-10")
    assert (scb.data("TAB6260", **asked)["value"], updated(scb)) == ([3.5], "2024-04-03T06:00:00Z")
    scb.publisher.set_today("2024-05-10")
    assert scb.data("TAB6260", **{**asked, "Tid": ["top(2)"]})["value"] == [3.6, 3.7]


@pytest.mark.parametrize("kind", ["status", "storm", "html", "empty", "broken"])
def test_disturbances_end_after_their_calls(scb, kind):
    scb.publisher.disturb(kind, times=1, status=503, path="/data")
    answer = scb.post("TAB6260", ONE_RATE)
    seen = {
        "status": (503, b""),
        "storm": (429, answer.content),
        "html": (200, "<!DOCTYPE html><html><body>Underhåll</body></html>".encode()),
        "empty": (200, b""),
        "broken": (200, answer.content),
    }
    assert (answer.status_code, answer.content) == seen[kind]
    if kind in ("broken", "storm"):
        with pytest.raises(requests.JSONDecodeError):
            answer.json()
    assert scb.post("TAB6260", ONE_RATE).json()["size"] == [1, 1, 1, 1, 1, 1]


def test_a_body_shorter_than_announced(scb):
    scb.publisher.disturb("short", path="/metadata")
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        scb.get("/tables/TAB6260/metadata")


def test_stalls_before_and_within_the_body(scb):
    for kind in ("stall", "stall_body"):
        scb.publisher.disturb(kind, seconds=HANG_SECONDS)
        with pytest.raises(requests.exceptions.RequestException) as caught:
            requests.get(f"{scb.url}/tables/TAB6260/metadata", timeout=(HANG_SECONDS, 0.3)).json()
        assert "timed out" in str(caught.value).lower()
    scb.publisher.disturb("stall_body", seconds=0.2)
    assert scb.get("/tables/TAB6260/metadata").json()["size"][0] == 312


def test_disturbances_may_start_later(scb):
    scb.publisher.disturb("status", skip=1, status=500)
    assert [scb.get("/config").status_code for _ in range(3)] == [200, 500, 200]


def test_everything_is_reached_from_another_process_too(scb):
    assert control(scb, do="set_today", today="2026-12-01").json()["today"] == "2026-12-01"
    assert updated(scb) == "2026-11-30T07:00:00Z"
    assert (
        control(scb, do="set_cell", table="TAB6260", where={"Region": "23"}, value=None, symbol="..").status_code == 200
    )
    assert scb.data("TAB6260", **ONE_RATE)["status"] == {"0": ".."}
    assert control(scb, do="disturb", kind="status", status=503).status_code == 200
    assert scb.get("/config").status_code == 503
    figures = [["23", "2026M08", 1.5]]
    where = {"ContentsCode": ["000006II"]}
    laid = control(scb, do="overlay", table="TAB6260", where=where, figures=figures, published="2026-12-01")
    assert laid.status_code == 200
    assert scb.data("TAB6260", **ONE_RATE)["value"] == [1.5]
    releases = [["2026-10-29", 24240, 24319]]
    assert control(scb, do="set_calendar", table="TAB6260", releases=releases).status_code == 200
    for wrong in ({"do": "explode"}, {"do": "disturb", "kind": "typo"}, {"do": "revise", "table": "TAB1"}):
        assert control(scb, **wrong).status_code == 400
    state = requests.get(scb.url.replace("/api/v2", "/_control"), timeout=HANG_SECONDS).json()
    assert state["tables"]["TAB6260"]["last_period"] == "2026M08"
    assert control(scb, do="reset").status_code == 200
