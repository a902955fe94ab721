"""What a request may cost before the pages see it: how long its address, how large and slow its body, how many at once.

An ASGI application around another. A body is received here, where waiting costs nothing, and handed on whole: a thread
that makes pages never waits for a visitor.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one server process takes on: of a request, and at the same time."""

    address_bytes: int = 8_000
    head_bytes: int = 32_000
    body_bytes: int = 10_000_000
    body_seconds: float = 60
    bodies: int = 8
    requests: int = 400


class Bounded:
    """An application behind limits. ``takes_body`` tells whether a path takes any; elsewhere none is received."""

    def __init__(self, inner: Application, takes_body: Callable[[str], bool], limits: Limits) -> None:
        self._inner = inner
        self._takes_body = takes_body
        self._limits = limits
        self._bodies = self._requests = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it in a sentence."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await _refuse(send, *refusal)
            return
        self._requests += 1
        try:
            await self._answer(scope, receive, send)
        finally:
            self._requests -= 1

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        if scope["http_version"] not in ("1.0", "1.1"):
            return 505, "Servern talar HTTP 1.1."
        if len(scope["raw_path"]) + len(scope["query_string"]) > self._limits.address_bytes:
            return 414, "Adressen är för lång."
        if sum(len(name) + len(value) for name, value in scope["headers"]) > self._limits.head_bytes:
            return 431, "Begärans huvud är för stort."
        lengths, is_chunked = _stated(scope["headers"])
        if (is_chunked and lengths) or len(lengths) > 1:
            return 400, "Begäran säger två olika saker om sin längd."
        if lengths and not all(length.isdigit() for length in lengths):
            return 400, "Begärans längd går inte att förstå."
        if any(len(length) > 18 or int(length) > self._limits.body_bytes for length in lengths):
            return 413, "Begäran är för stor."
        if self._requests >= self._limits.requests:
            return 503, "Många frågar just nu. Försök igen om en liten stund."
        return None

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        lengths, is_chunked = _stated(scope["headers"])
        if not is_chunked and not any(int(length) for length in lengths):
            await self._inner(scope, receive, send)
        elif scope["method"] != "POST" or not self._takes_body(scope["path"]):
            await self._inner(_framed(scope), _replayed(b"", receive), _last(send))
        elif self._bodies >= self._limits.bodies:
            await _refuse(send, 503, "Många skickar figurer just nu. Försök igen om en liten stund.")
        else:
            self._bodies += 1
            try:
                body = await self._body(receive, send)
            finally:
                self._bodies -= 1
            if body is not None:
                length = (b"content-length", str(len(body)).encode())
                await self._inner(_framed(scope, length), _replayed(body, receive), send)

    async def _body(self, receive: Receive, send: Send) -> bytes | None:
        """The whole body, or None where the request was refused or went away."""
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                is_more = True
                while is_more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return None
                    body += message.get("body", b"")
                    is_more = message.get("more_body", False)
                    if len(body) > self._limits.body_bytes:
                        await _refuse(send, 413, "Begäran är för stor.")
                        return None
        except TimeoutError:
            await _refuse(send, 408, "Begäran kom inte fram i tid. Försök igen.")
            return None
        return bytes(body)


def _stated(headers: Iterable[tuple[bytes, bytes]]) -> tuple[set[bytes], bool]:
    """The lengths that headers state, and whether the body comes in chunks."""
    headers = list(headers)
    lengths = {value.strip() for name, value in headers if name == b"content-length"}
    return lengths, any(name == b"transfer-encoding" for name, _ in headers)


def _framed(scope: Scope, *framing: tuple[bytes, bytes]) -> Scope:
    """The request with these headers on its body instead of those it came with."""
    theirs = (b"content-length", b"transfer-encoding", b"expect")
    return {**scope, "headers": [*(one for one in scope["headers"] if one[0] not in theirs), *framing]}


def _replayed(body: bytes, receive: Receive) -> Receive:
    """What hands a body on in one piece, and then tells only of the connection's end."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay


def _last(send: Send) -> Send:
    """What sends an answer after which the connection is closed, since a body that nobody wants is on its way."""

    async def send_last(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
        await send(message)

    return send_last


async def _refuse(send: Send, status: int, text: str) -> None:
    """Answer with a sentence and close the connection, without receiving what may still come."""
    body = text.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"connection", b"close"),
    ]
    if status == 503:
        headers.append((b"retry-after", b"2"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
