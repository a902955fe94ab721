"""The rate limit: counted on arrival, errors too, text instead of JSON, and the publisher's own record of it."""

import requests
from flask import Flask

from loaders.demo import limits
from tests.simulated import limits as recording
from tests.simulated import running_publisher
from tests.simulated.limits import RecordingWindow
from tests.waiting import HANG_SECONDS


def test_the_third_call_of_two_is_refused_in_plain_text():
    with running_publisher(today="2026-11-22", calls_per_window=2, time_window=600) as (url, publisher):
        first = requests.get(f"{url}/tables/none", timeout=HANG_SECONDS)
        assert (first.status_code, first.headers["X-Rate-Limit-Remaining"]) == (404, "1")
        assert first.headers["X-Rate-Limit-Limit"] == "600s"
        assert first.headers["X-Rate-Limit-Reset"].endswith("Z")
        requests.get(f"{url}/config", timeout=HANG_SECONDS)
        refused = requests.get(f"{url}/config", timeout=HANG_SECONDS)
        assert refused.status_code == 429
        assert refused.headers["Content-Type"].startswith("text/plain")
        assert 1 <= int(refused.headers["Retry-After"]) <= 600
        assert refused.text == "API calls quota exceeded! maximum admitted 2 per 600s."
        seen = requests.get(url.replace("/api/v2", "/_control/arrivals"), timeout=HANG_SECONDS).json()
        assert (seen["count"], seen["refused"], seen["most_in_any_window"]) == (3, 1, 3)
        publisher.reset()
        assert requests.get(f"{url}/config", timeout=HANG_SECONDS).status_code == 200


def test_the_limit_stands_before_the_cache():
    with running_publisher(today="2026-11-22", calls_per_window=2, time_window=600, cache_seconds=600) as (url, _):
        codes = [requests.get(f"{url}/tables/TAB6260", timeout=HANG_SECONDS).status_code for _ in range(3)]
        assert codes == [200, 200, 429]


def test_the_window_slides(monkeypatch):
    for module in (limits, recording):
        moments = iter([100.0, 103.0, 109.9, 110.0])
        monkeypatch.setattr(module, "monotonic", moments.__next__)
    window = RecordingWindow(2, 10)
    with Flask(__name__).test_request_context("/tables"):
        assert [window.arrive().let_in for _ in range(4)] == [True, True, False, True]
    assert [arrival["what"] for arrival in window.arrivals()] == ["GET /tables"] * 4
    assert window.most_in_any_window() == 3
    assert window.most_in_any_window(11) == 4


def test_another_limit_is_announced_and_enforced(scb):
    scb.publisher.set_limits(max_data_cells=100)
    assert scb.get("/config").json()["maxDataCells"] == 100
    wanted = {"Alder": ["20-64"], "ContentsCode": ["000006II"], "Tid": ["2026M08"]}
    assert scb.post("TAB6260", {**wanted, "Region": ["top(100)"]}).status_code == 200
    assert scb.post("TAB6260", {**wanted, "Region": ["top(101)"]}).json()["title"] == "Too many cells selected"


def test_cached_answers_are_the_same_answer():
    with running_publisher(today="2026-11-22", cache_seconds=600) as (url, _):
        first, second = (requests.get(f"{url}/tables/TAB6260", timeout=HANG_SECONDS) for _ in range(2))
        assert first.content == second.content and "ETag" not in second.headers
