"""The benchmark of the page in small, no time looked at: both apps start, show the same chart, and give numbers."""

import pytest

from tests.bench import bench_page
from tests.bench.bench_page import LINKS, OURS, PEER, address
from tests.dashboard.browsing import browser


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with bench_page.both_served(bench_page.made_data(tmp_path_factory.mktemp("bench"))) as at, browser() as started:
        yield at, started


@pytest.mark.browser
def test_ours_and_the_callback_app_draw_the_same_chart_before_and_after_clicks(running):
    at, started = running
    shown = {}
    for who in (OURS, PEER):
        context = started.new_context(viewport={"width": 1440, "height": 900})
        page, visited = bench_page.visit(context, at[who] + address("2321"))
        assert visited.painted_ms > 0 and 10_000 < visited.painted_bytes <= visited.whole_bytes
        shown[who] = [bench_page.charted(page)]
        for links in LINKS[who]:
            assert bench_page.click(page, links, 1) > 0
            shown[who].append(bench_page.charted(page))
        for keys, number in ((False, 3), (True, 4)):
            assert bench_page.click_by_hand(page, LINKS[who][0], number, keys=keys) > 0
        context.close()
    assert shown[OURS] == shown[PEER]
    names = [{str(trace[0]) for trace in traces} for traces in shown[OURS]]
    assert all(traces for traces in shown[OURS])
    assert "Åre" in names[0] and "Berg" in names[1]
    assert shown[OURS][1] != shown[OURS][2], "the way of showing has changed"


@pytest.mark.browser
def test_slides_turn_and_both_servers_answer_pages_nobody_asked_for(running):
    at, started = running
    assert len(bench_page.slide_changes(started, at[OURS])) == 4
    for who in (OURS, PEER):
        taken = bench_page.server_seconds(at[who], who, ["/indikator/folkmangd?matt="])
        assert len(taken) == 10 and min(taken) > 0
