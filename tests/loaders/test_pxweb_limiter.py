"""Never over the limit by the publisher's own count, and no slower than it must be."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from loaders.pxweb.limiter import SlidingWindow
from loaders.pxweb.transport import Transport
from tests.simulated import running_publisher


def test_a_call_counts_until_its_answer_has_left_the_window():
    window = SlidingWindow(1, 0.3)
    with window:
        time.sleep(0.3)
    answered = time.monotonic()
    with window:
        assert time.monotonic() - answered >= 0.3


def test_a_call_under_way_counts_however_long_it_takes():
    window = SlidingWindow(2, 0.05)
    started = []

    def call(seconds):
        with window:
            started.append(time.monotonic())
            time.sleep(seconds)

    with ThreadPoolExecutor(3) as pool:
        for seconds in (0.5, 0.5, 0):
            pool.submit(call, seconds)
    assert started[2] - started[0] >= 0.5


def test_a_failed_call_counts_too():
    window = SlidingWindow(1, 0.2)
    start = time.monotonic()
    with pytest.raises(OSError), window:
        raise OSError
    with window:
        assert time.monotonic() - start >= 0.2


def test_another_limit_counts_at_once():
    window = SlidingWindow(1, 60)
    with window:
        pass
    window.set(3, 60)
    start = time.monotonic()
    with window, window:
        assert time.monotonic() - start < 1


@pytest.mark.parametrize(("calls", "seconds"), [(0, 10), (-1, 10), (1, -1)])
def test_a_limit_that_lets_nothing_through(calls, seconds):
    with pytest.raises(ValueError, match="lets nothing through"):
        SlidingWindow(calls, seconds)


@pytest.mark.parametrize("answer_delay", [0.0, 0.15])
def test_the_publisher_never_counts_more_than_its_limit(answer_delay):
    with running_publisher(calls_per_window=5, time_window=0.5, answer_delay=answer_delay) as (url, publisher):
        with Transport(SlidingWindow(5, 0.5), connections=4) as transport, ThreadPoolExecutor(8) as pool:
            start = time.monotonic()
            answers = list(pool.map(lambda _: transport.request("GET", f"{url}/config"), range(26)))
            took = time.monotonic() - start
        assert len(answers) == transport.calls == len(publisher.window.arrivals()) == 26
        assert publisher.window.most_in_any_window() <= 5
        assert all(arrival["let_in"] for arrival in publisher.window.arrivals())
    # 26 calls need five windows to have passed, each no longer than window, margin and one answer
    assert 2.5 <= took <= 5 * (0.5 + 0.05 + answer_delay) + 1.5
