"""A real HTTP server on this machine that answers each call with the next line of a script."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

FOREVER = threading.TIMEOUT_MAX


@dataclass
class Reply:
    """What is written to the socket: status line and headers, then the body in pieces with pauses between.

    before, pause: seconds before the first byte and after each piece; FOREVER lasts until the server is closed.
    """

    status: str = "200 OK"
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    announced: int | None = None
    pieces: int = 1
    pause: float = 0.0
    before: float = 0.0


@dataclass
class Scripted:
    """The running server: its address, and the raw requests it has read."""

    url: str = ""
    requests: list[bytes] = field(default_factory=list)
    most_at_once: int = 0


@contextmanager
def scripted(*replies: Reply | Callable[[bytes], Reply]) -> Iterator[Scripted]:
    """Serve the replies in order of arrival, the last one for ever. A callable is given the request."""
    seen, lock, closing = Scripted(), threading.Lock(), threading.Event()
    under_way = 0
    listener = socket.create_server(("127.0.0.1", 0))
    seen.url = f"http://127.0.0.1:{listener.getsockname()[1]}/api/v2"

    def answer(connection: socket.socket) -> None:
        nonlocal under_way
        with connection:
            request = _read(connection)
            with lock:
                reply = replies[min(len(seen.requests), len(replies) - 1)]
                seen.requests.append(request)
                under_way += 1
                seen.most_at_once = max(seen.most_at_once, under_way)
            if callable(reply):
                reply = reply(request)
            closing.wait(reply.before)
            with lock:
                under_way -= 1  # before the answer is whole, since whoever has it may call again at once
            try:
                _write(connection, reply, closing)
            except OSError:
                return

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield seen
    finally:
        closing.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _read(connection: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request:
        request += connection.recv(65536)
    head, _, body = request.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def _write(connection: socket.socket, reply: Reply, closing: threading.Event) -> None:
    length = len(reply.body) if reply.announced is None else reply.announced
    headers = {"Content-Type": "application/json", "Content-Length": str(length), "Connection": "close"} | reply.headers
    lines = [f"HTTP/1.1 {reply.status}", *(f"{name}: {value}" for name, value in headers.items())]
    connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n")
    size = max(-(-len(reply.body) // reply.pieces), 1)
    for start in range(0, len(reply.body), size):
        connection.sendall(reply.body[start : start + size])
        closing.wait(reply.pause)
