"""The server on its own port: who is answered, who is refused before anything is received, and who is let go."""

import os
import socket
import subprocess
import sys
import threading
import urllib.request
from contextlib import contextmanager

import flask
import pytest

from dashboard.web import serving
from dashboard.web.bounds import Limits
from dashboard.web.serving import Opened
from loaders.ground.errors import UsageError
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS, wait_until

GIB = 1_000_000_000
LIMITS = Limits(address_bytes=200, head_bytes=1000, body_bytes=1000, body_seconds=0.2, bodies=1, requests=2)


def pages() -> flask.Flask:
    made = flask.Flask("pages")
    made.add_url_rule("/", "start", lambda: "start")
    made.add_url_rule("/taken", "taken", lambda: str(len(flask.request.get_data())), methods=["POST"])
    made.add_url_rule("/long", "long", lambda: b"x" * 20_000_000)
    return made


@contextmanager
def opened(made: flask.Flask, host: str = "127.0.0.1", limits: Limits = LIMITS):
    server = Opened(made, host, 0, limits)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()


@contextmanager
def running(made: flask.Flask, host: str = "127.0.0.1", limits: Limits = LIMITS):
    with opened(made, host, limits) as server:
        yield server.port


@pytest.fixture(scope="module")
def port():
    with running(pages()) as found:
        yield found


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=HANG_SECONDS)


def told(port: int, request: bytes) -> str:
    """All that comes back until the server closes the connection."""
    with connected(port) as line:
        line.sendall(request)
        return _rest(line)


def _rest(line: socket.socket) -> str:
    found = bytearray()
    try:
        while piece := line.recv(65_536):
            found += piece
    except ConnectionResetError:
        pass
    return found.decode()


def head(path: str = "/", method: str = "GET", *more: str) -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: lanspuls", *more, "", ""]).encode()


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (head("/", "GET", "Connection: close"), 200),
        (head("/" + "a" * 200), 414),
        (head("/?" + "a" * 200), 414),
        (head("/", "GET", "X: " + "a" * 2000), 431),
        (head("/", "GET", "X: " + "a" * 900_000), 400),
        (head("/taken", "POST", f"Content-Length: {GIB}"), 413),
        (head("/nosuch", "POST", f"Content-Length: {GIB}"), 413),
        (head("/", "GET", f"Content-Length: {GIB}"), 413),
        (head("/nosuch", "POST", "Content-Length: 999"), 404),
        (head("/", "POST", "Content-Length: 999"), 405),
        (head("/", "GET", "Content-Length: 999"), 200),
        (head("/nosuch", "POST", "Transfer-Encoding: chunked"), 404),
        (head("/taken", "POST", "Content-Length: 9" * 30), 400),
        (head("/taken", "POST", "Content-Length: 3", "Transfer-Encoding: chunked"), 400),
        (head("/taken", "POST", "Content-Length: -3"), 400),
        (head("/taken", "POST", "Transfer-Encoding: chunked") + b"7d0\r\n" + b"a" * 2000, 413),
        (head("/taken", "POST", "Content-Length: 5") + b"abc", 408),
        (head("/taken", "POST", "Transfer-Encoding: chunked") + b"3\r\nabc\r\n", 408),
        (b"\x00\x01\x02\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", 505),
        (b"GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
    ],
)
def test_what_is_too_long_unclear_or_unwanted_is_refused_without_being_received(port, request_, status):
    answer = told(port, request_)
    assert answer.startswith(f"HTTP/1.1 {status} ") and "Traceback" not in answer
    assert "\r\nserver:" not in answer.lower()


def test_a_body_in_pieces_comes_through_whole(port):
    pieces = b"".join(b"3\r\nabc\r\n" for _ in range(9)) + b"0\r\n\r\n"
    answer = told(port, head("/taken", "POST", "Transfer-Encoding: chunked", "Connection: close") + pieces)
    assert answer.startswith("HTTP/1.1 200 ") and answer.endswith("\r\n\r\n27")


def test_two_requests_on_one_connection_get_two_answers(port):
    answer = told(port, head() + head("/", "GET", "Connection: close"))
    assert answer.count("HTTP/1.1 200 ") == 2


def test_the_bodies_that_are_received_at_once_are_few(tmp_path):
    with running(pages(), limits=Limits(bodies=1)) as port, connected(port) as slow:
        slow.sendall(head("/taken", "POST", "Content-Length: 5", "Expect: 100-continue"))
        assert slow.recv(100).startswith(b"HTTP/1.1 100 ")  # it is being received now
        answer = told(port, head("/taken", "POST", "Content-Length: 5") + b"abcde")
        assert answer.startswith("HTTP/1.1 503 ") and "retry-after: 2" in answer
        slow.sendall(b"abcde")
        assert slow.recv(1000).startswith(b"HTTP/1.1 200 ")


def test_more_requests_than_may_be_at_once_are_asked_to_come_again():
    held, let_go = threading.Semaphore(0), threading.Event()
    made = pages()

    @made.get("/held")
    def hold():
        held.release()
        let_go.wait(HANG_SECONDS)
        return "held"

    with running(made) as port:
        lines = [connected(port) for _ in range(LIMITS.requests)]
        for line in lines:
            line.sendall(head("/held", "GET", "Connection: close"))
        for _ in lines:
            assert held.acquire(timeout=HANG_SECONDS)
        assert told(port, head()).startswith("HTTP/1.1 503 ")
        let_go.set()
        assert all(_rest(line).startswith("HTTP/1.1 200 ") for line in lines)
        assert told(port, head("/", "GET", "Connection: close")).startswith("HTTP/1.1 200 ")


def test_a_head_that_comes_byte_by_byte_has_an_end(monkeypatch):
    monkeypatch.setattr(serving, "HEAD_SECONDS", 0.2)
    with running(pages()) as port:
        with connected(port) as line:
            line.sendall(b"GET / HT")
            assert _rest(line) == ""
        with connected(port) as line:  # also the second one on a connection, begun before the first is answered
            line.sendall(head() + b"GET / HT")
            assert _rest(line).count("HTTP/1.1 200 ") == 1


def test_a_connection_that_says_nothing_has_an_end(monkeypatch):
    monkeypatch.setattr(serving, "KEEP_ALIVE_SECONDS", 0.2)
    with running(pages()) as port, connected(port) as line:
        assert _rest(line) == ""


def test_a_reader_that_takes_nothing_has_an_end(monkeypatch):
    monkeypatch.setattr(serving, "READER_SECONDS", 0.2)
    with opened(pages()) as server, connected(server.port) as line:
        line.sendall(head("/long"))
        assert line.recv(10) == b"HTTP/1.1 2"
        wait_until(lambda: server.connections == 0, "the reader is let go")
        assert len(_rest(line)) < 20_000_000


def test_where_there_is_no_room_whoever_has_been_idle_longest_leaves(monkeypatch):
    monkeypatch.setattr(serving, "MOST_CONNECTIONS", 5)
    with running(pages(), limits=Limits()) as port:
        lines = []
        for _ in range(8):
            line = connected(port)
            line.sendall(head())
            assert line.recv(20).startswith(b"HTTP/1.1 200 ")
            lines.append(line)
        for line in lines[:3]:
            assert "HTTP" not in _rest(line)  # closed
        for line in lines[3:]:
            line.sendall(head("/", "GET", "Connection: close"))
            assert "HTTP/1.1 200 " in _rest(line)


def test_pages_are_served_under_a_name():
    with running(pages(), "localhost") as port:
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=HANG_SECONDS) as answer:
            assert answer.read() == b"start"
        with pytest.raises(UsageError, match="choose another with --port"):
            Opened(pages(), "localhost", port)


HELD = """
import sys
import dashboard.commands.main
from dashboard.web.serving import hold_little_memory
hold_little_memory()
import pyarrow
pyarrow.array(["a", None])
print(pyarrow.default_memory_pool().backend_name, "pandas" in sys.modules)
import pandas
"""


def test_a_server_has_one_pool_of_memory_and_loads_no_pandas_which_others_may_import():
    environment = {name: value for name, value in os.environ.items() if name != "ARROW_DEFAULT_MEMORY_POOL"}
    ran = subprocess.run(
        [sys.executable, "-c", HELD], env=environment, cwd=REPOSITORY, check=True, capture_output=True, text=True
    )
    assert ran.stdout.split() == ["system", "False"]


def test_an_answers_body_does_not_wait_for_the_reader_to_have_its_head():
    with opened(pages()) as server, connected(server.port) as line:
        line.sendall(head())
        assert line.recv(65_536)
        (taken,) = server._server.server_state.connections
        ours = taken.transport.get_extra_info("socket")
        assert ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert (serving.TCP, serving.SEND_AT_ONCE) == (socket.IPPROTO_TCP, socket.TCP_NODELAY)
