"""The load in small, no time looked at: visitors get every page, of ours and of the ordinary Dash app."""

from tests.attack.outcome import Count
from tests.bench.bench_page import made_data
from tests.load.__main__ import page_of_peer, report, run
from tests.load.visiting import Load, page_of_ours


def test_visitors_get_every_page_and_what_they_met_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.load.__main__.MOST_BYTES", 30_000)  # a few addresses are ten times what is held
    monkeypatch.setattr("tests.load.visiting.WARMED", 3)
    few = ["/", *(f"/indikator/{one}" for one in ("arbetsloshet?region=2321", "folkmangd", "arbetsloshet"))]
    monkeypatch.setattr("tests.load.__main__.warm_addresses", lambda: few)
    load = Load(visitors=6, pages=3, pause_seconds=(0, 0))
    found = {one.what: one for one in run(made_data(tmp_path / "data"), {load: float("inf")})}
    assert found["ours, 6 visitors: pages"].number == found["ordinary Dash app, 6 visitors: pages"].number == 18
    assert found["ours, 6 visitors: failures"] == Count("ours, 6 visitors: failures", 0, 0)
    assert found["of them not answered"].number == 0
    told = report([*found.values(), Count("a bound", 3, 2)], "a machine")
    assert "| a bound | 3 | 2 |" in told and "| ours, 6 visitors: p95 ms |" in told


def test_both_are_asked_for_the_same_page():
    page = "/indikator/arbetsloshet?region=2321&per=2026-11-01"
    assert (
        page_of_ours(page).target == "/_sida?yta=screen&adress=/indikator/arbetsloshet%3Fregion=2321%26per=2026-11-01"
    )
    asked = page_of_peer(page)
    assert asked.method == "POST" and asked.target == "/_dash-update-component"
    assert b'"/indikator/arbetsloshet"' in asked.body and b"region=2321&per=2026-11-01" in asked.body
