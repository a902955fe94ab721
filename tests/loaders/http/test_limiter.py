"""Never over the limit by the publisher's own count, and no slower than it must be."""

import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from loaders.http import limiter
from loaders.http.limiter import SlidingWindow
from loaders.http.transport import Transport
from tests.simulated import running_publisher
from tests.waiting import HANG_SECONDS

MARGIN = limiter._MARGIN


class Clock:
    """A clock that stands still unless somebody waits; whoever waits has waited at once."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    def pass_by(self, seconds):
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    made = Clock()

    class Condition(threading.Condition):
        def wait(self, timeout=None):
            made.pass_by(timeout)

    monkeypatch.setattr(limiter, "monotonic", made)
    monkeypatch.setattr(limiter, "threading", SimpleNamespace(Condition=Condition))
    return made


def test_a_call_counts_until_its_answer_has_left_the_window(clock):
    window = SlidingWindow(1, 10)
    with window:
        clock.pass_by(3)
    with window:
        assert clock.now == 1000 + 3 + 10 + MARGIN


def test_a_call_waits_no_longer_than_until_the_oldest_answer_has_left(clock):
    window = SlidingWindow(2, 10)
    with window:
        clock.pass_by(1)
    with window:
        clock.pass_by(5)
    with window:
        assert clock.now == 1000 + 1 + 10 + MARGIN
    with window:
        assert clock.now == 1000 + 6 + 10 + MARGIN


def test_a_call_under_way_counts_however_long_it_takes():
    window, order = SlidingWindow(2, 0.05), []
    both, seen, answer = threading.Barrier(3), threading.Event(), threading.Event()

    def call():
        with window:
            both.wait(HANG_SECONDS)
            answer.wait(HANG_SECONDS)

    def third():
        with window:
            order.append("the third call starts")
            seen.set()

    with ThreadPoolExecutor(3) as pool:
        calls = [pool.submit(call), pool.submit(call)]
        both.wait(HANG_SECONDS)
        waits = window._changed.wait
        window._changed.wait = lambda seconds: (seen.set(), waits(seconds))
        calls.append(pool.submit(third))
        assert seen.wait(HANG_SECONDS)  # it waits, or has started though it should not
        order.append("the others are answered")
        answer.set()
        assert [one.result(HANG_SECONDS) for one in calls] == [None] * 3
    assert order == ["the others are answered", "the third call starts"]


def test_a_failed_call_counts_too(clock):
    window = SlidingWindow(1, 10)
    with pytest.raises(OSError), window:
        raise OSError
    with window:
        assert clock.now == 1000 + 10 + MARGIN


def test_another_limit_counts_at_once(clock):
    window = SlidingWindow(1, 60)
    with window:
        pass
    window.set(3, 60)
    with window, window:
        assert clock.now == 1000


def test_a_pause_holds_back_a_call_that_the_window_would_let_in(clock):
    window = SlidingWindow(5, 10)
    window.pause(7)
    window.pause(4)  # the longer one holds
    with window:
        assert clock.now == 1007


@pytest.mark.parametrize(("calls", "seconds"), [(0, 10), (-1, 10), (1, -1)])
def test_a_limit_that_lets_nothing_through(calls, seconds):
    with pytest.raises(ValueError, match="lets nothing through"):
        SlidingWindow(calls, seconds)


@pytest.mark.parametrize("answer_delay", [0.0, 0.15])
def test_the_publisher_never_counts_more_than_its_limit(answer_delay):
    with running_publisher(calls_per_window=5, time_window=0.5, answer_delay=answer_delay) as (url, publisher):
        with Transport(SlidingWindow(5, 0.5), connections=4) as transport, ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: transport.request("GET", f"{url}/config"), range(26)))
        assert len(answers) == transport.calls == len(publisher.window.arrivals()) == 26
        assert publisher.window.most_in_any_window() <= 5
        assert all(arrival["let_in"] for arrival in publisher.window.arrivals())
