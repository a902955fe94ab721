"""Calls come back whole or end in a clear error, and never hang. A real socket on the other side."""

import gzip
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count
from types import SimpleNamespace

import pytest

from loaders.ground.errors import SourceRefused, SourceUnreachable
from loaders.http import transport as transport_module
from loaders.http.limiter import SlidingWindow
from loaders.http.transport import Transport
from tests.loaders.http.scripted import FOREVER, Reply, scripted
from tests.shared import shared_file
from tests.waiting import HANG_SECONDS, wait_until


class Calls:
    """A transport that waits for an answer, and the pauses it wanted to make."""

    def __init__(self, **options):
        self.pauses = []
        patient = {"timeout": (HANG_SECONDS, HANG_SECONDS), "deadline": HANG_SECONDS}
        settings = {**patient, "retries": 2, "sleep": self.pauses.append} | options
        self.transport = Transport(SlidingWindow(100, 0.1), **settings)

    def get(self, url):
        return self.transport.request("GET", url)


def test_a_whole_answer_comes_as_bytes():
    asked = datetime.now(UTC)
    with scripted(Reply(body=b'{"a": 1.50}')) as server:
        answer = Calls().get(server.url)
    assert (answer.status, answer.body, answer.json()) == (200, b'{"a": 1.50}', {"a": 1.5})
    assert answer.headers["content-type"] == "application/json"
    assert asked <= answer.fetched <= datetime.now(UTC)
    assert b"User-Agent: lanspuls/" in server.requests[0]


def test_a_posted_body_reaches_the_publisher_as_utf8_json():
    with scripted(Reply()) as server:
        answer = Calls().transport.request("POST", server.url, {"kön": ["1+2"]}, params={"q": "åäö"})
    assert server.requests[0].endswith('{"kön":["1+2"]}'.encode())
    assert answer.sent == '{"kön":["1+2"]}'.encode()
    assert b"?q=%C3%A5%C3%A4%C3%B6 " in server.requests[0]
    assert b"Content-Type: application/json" in server.requests[0]


def test_a_compressed_answer_is_unpacked():
    packed = gzip.compress(b'{"a": 1}')
    with scripted(Reply(body=packed, headers={"Content-Encoding": "gzip"})) as server:
        assert Calls().get(server.url).body == b'{"a": 1}'


def test_a_byte_order_mark_does_no_harm():
    with scripted(Reply(body=b"\xef\xbb\xbf{}")) as server:
        assert Calls().get(server.url).json() == {}


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply("503 Service Unavailable", b""), "HTTP 503 Service Unavailable"),
        (Reply("500 Internal Server Error", b""), "HTTP 500"),
        (Reply("502 Bad Gateway", b"<html><title>Bad\n gateway</title>"), "HTTP 502 Bad gateway"),
        (Reply(body=b""), "the answer was empty"),
        (Reply(body=b"<!DOCTYPE html><title>Underh\xc3\xa5ll</title>"), "HTML instead of JSON .'Underhåll'"),
        (Reply(body=b'{"value": [1, 2'), "cut off or not JSON"),
        (Reply(body=b'{"value": [1', announced=200), "the connection failed .*IncompleteRead"),
        (Reply(body=b"not packed", headers={"Content-Encoding": "gzip"}), "the connection failed .*Decode"),
        (Reply("429 Too Many Requests", b"API calls quota exceeded! maximum admitted 30 per 10s."), "429 API calls"),
    ],
)
def test_a_passing_fault_is_tried_again_then_said(reply, said):
    calls = Calls(backoff=0.001)
    with scripted(reply) as server, pytest.raises(SourceUnreachable, match=said):
        calls.get(server.url)
    assert len(server.requests) == calls.transport.calls == 3
    assert len(calls.pauses) == 2
    with scripted(reply, Reply(body=b'{"well": true}')) as server:
        assert Calls(backoff=0.001).get(server.url).json() == {"well": True}


def test_the_pause_doubles_with_jitter():
    calls = Calls(retries=4, backoff=1)
    with scripted(Reply(body=b"")) as server, pytest.raises(SourceUnreachable):
        calls.get(server.url)
    assert [0.5 * 2**n <= pause <= 2**n for n, pause in enumerate(calls.pauses)] == [True] * 4


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_kept_to(form):
    moment = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    busy = Reply("503 Busy", b"wait", headers={"Retry-After": "3600" if form == "seconds" else moment})
    calls = Calls(retries=1, longest_wait=3600)
    with scripted(busy) as server, pytest.raises(SourceUnreachable):
        calls.get(server.url)
    assert 3600 - HANG_SECONDS < calls.pauses[0] <= 3600


@pytest.mark.parametrize(("status", "paused"), [("429 Too Many Requests", [7]), ("503 Busy", [])])
def test_a_pause_for_too_many_calls_holds_back_every_connection(status, paused):
    noted = []

    class Noting(SlidingWindow):
        def pause(self, seconds):
            noted.append(seconds)

    transport = Transport(Noting(100, 0.1), retries=1, sleep=lambda _: None)
    with scripted(Reply(status, b"wait", headers={"Retry-After": "7"}), Reply()) as server:
        assert transport.request("GET", server.url).status == 200
    assert noted == paused


def test_a_pause_longer_than_we_wait_is_unreachable():
    calls = Calls(longest_wait=60)
    with (
        scripted(Reply("503 Busy", headers={"Retry-After": "3600"})) as server,
        pytest.raises(SourceUnreachable, match="asks us to wait 3600 s"),
    ):
        calls.get(server.url)
    assert len(server.requests) == 1


def test_an_answer_that_never_begins_ends_at_the_read_timeout():
    calls = Calls(retries=0, timeout=(HANG_SECONDS, 0.3))
    with (
        scripted(Reply(before=FOREVER)) as server,
        pytest.raises(SourceUnreachable, match=r"nothing came for 0\.3 s"),
    ):
        calls.get(server.url)


def test_a_body_that_stalls_ends_at_the_read_timeout():
    calls = Calls(retries=0, timeout=(HANG_SECONDS, 0.3))
    with (
        scripted(Reply(body=b"{} ", pieces=2, pause=FOREVER)) as server,
        pytest.raises(SourceUnreachable, match=r"nothing came for 0\.3 s"),
    ):
        calls.get(server.url)


def test_a_body_that_trickles_ends_at_the_deadline(monkeypatch):
    looks = count(0, HANG_SECONDS / 4)  # a quarter of the time has passed whenever the clock is looked at
    monkeypatch.setattr(transport_module, "time", SimpleNamespace(monotonic=lambda: next(looks)))
    calls = Calls(retries=0)
    with (
        scripted(Reply(body=b" " * 40, pieces=40, pause=0.01)) as server,
        pytest.raises(SourceUnreachable, match=rf"had not ended after {HANG_SECONDS} s \(\d+ bytes\)"),
    ):
        calls.get(server.url)


@pytest.mark.parametrize("said", ["nan", "inf", "-1", "soon"])
def test_a_pause_that_is_none_is_our_own(said):
    with scripted(Reply("503 Busy", headers={"Retry-After": said}), Reply()) as server:
        assert Calls(backoff=0.001).get(server.url).status == 200
    assert len(server.requests) == 2


def test_a_body_too_large_to_be_held_ends_at_once():
    with (
        scripted(Reply(body=b" " * 3_000_000)) as server,
        pytest.raises(SourceUnreachable, match=r"larger than 1 MB.*see that the address is right"),
    ):
        Calls(most_bytes=1_000_000).get(server.url)
    assert len(server.requests) == 1  # it would be as large the next time


def test_nobody_answers():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(SourceUnreachable, match="the connection failed"):
        Calls(backoff=0.001).get(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("url", ["", "statistik", "ftp://scb.se/", "http://"])
def test_what_is_no_web_address(url):
    with pytest.raises(SourceUnreachable, match=r"web address|must begin with"):
        Calls().get(url)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (b'{"type":"Parameter error","title":"Non-existent variable","status":404}', "Non-existent variable"),
        (b'{"title":"Too many cells selected","detail":"Too many cells selected"}', "Too many cells selected"),
        (b'{"title":"Bad","detail":"why"}', "Bad (why)"),
        (b"plain words", "plain words"),
        (b"<html><head><title>Not found</title>", "Not found"),
        (b"", ""),
        (b"[1]", "[1]"),
    ],
)
def test_a_refusal_is_not_tried_again_and_http_status_decides(body, title):
    with scripted(Reply("400 Bad Request", body)) as server, pytest.raises(SourceRefused) as refusal:
        Calls().get(server.url)
    assert (refusal.value.status, refusal.value.title) == (400, title)
    assert f"HTTP 400 {title}" in str(refusal.value)
    assert len(server.requests) == 1


def test_recorded_refusals_are_read():
    names = ("missing_selection", "nonexistent_variable", "validation_outputFormat")
    bodies = [shared_file(f"recorded/scb-v2/error_400_{name}.json").read_bytes() for name in names]
    said = []
    with scripted(*(Reply("400 Bad Request", body) for body in bodies)) as server:
        for _ in bodies:
            with pytest.raises(SourceRefused) as refusal:
                Calls().get(server.url)
            said.append(refusal.value.title)
    assert said == [
        "Missing selection for mandantory variable",
        "Non-existent variable",
        "One or more validation errors occurred. (outputFormat: ['The input was not valid.'])",
    ]


def test_a_moved_publisher_is_named_and_not_followed():
    with (
        scripted(Reply("301 Moved", headers={"Location": "https://new.scb.se/"})) as server,
        pytest.raises(SourceRefused, match=r"has moved to https://new\.scb\.se/"),
    ):
        Calls().get(server.url)


def test_no_more_calls_at_once_than_connections():
    calls, pair = Calls(connections=2), threading.Barrier(2)

    def both_are_there(_):
        pair.wait(HANG_SECONDS)
        return Reply()

    with scripted(both_are_there) as server, ThreadPoolExecutor(6) as pool:
        assert all(answer.status == 200 for answer in pool.map(calls.get, [server.url] * 6))
    assert server.most_at_once == 2


def test_closing_ends_the_pauses():
    day = 86_400
    transport = Transport(SlidingWindow(100, 0.1), retries=5, backoff=2 * day, longest_wait=2 * day)
    outcome = []

    def call(url):
        with pytest.raises(SourceUnreachable, match="closed"):
            transport.request("GET", url)
        outcome.append("ended")

    with scripted(Reply(body=b"")) as server:
        calling = threading.Thread(target=call, args=(server.url,), daemon=True)
        calling.start()
        wait_until(lambda: server.requests, "the first call has come")
        transport.close()
        calling.join(HANG_SECONDS)
    assert outcome == ["ended"]
