"""Transport faults: an answer that is refused, cut off, slow, empty or not JSON."""

import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from flask import Flask, Request, Response

from loaders.demo.app import too_many
from tests.simulated.faults import Disturbance
from tests.simulated.publisher import FaultyPublisher

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_TEXTS = ("application/json", "text/html", "text/csv", "text/plain")
MOVED_TO = "ny-adress.example"


class Disturbed:
    """The publisher's app behind a line that can fail. Calls refused for their number pass as they are."""

    def __init__(self, app: Flask, publisher: FaultyPublisher) -> None:
        self.app, self.publisher = app, publisher

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        response = Response.from_app(self.app, environ)
        assert isinstance(response, Response)
        if response.status_code != 429:
            time.sleep(self.publisher.answer_delay)
            response = self._disturbed(response, Request(environ).path)
        return response(environ, start_response)

    def _disturbed(self, response: Response, path: str) -> Response:
        disturbance = self.publisher.faults.next_disturbance(path)
        if disturbance is None:
            return response
        if disturbance.kind == "storm":
            refusal = too_many(self.publisher.window_of(path), disturbance.retry_after)
            refusal.headers.update({name: value for name, value in response.headers if name.startswith("X-")})
            return refusal
        return disturbed(response, disturbance)


def disturbed(response: Response, disturbance: Disturbance) -> Response:
    """The answer as the fault leaves it."""
    if disturbance.kind == "status":
        return _replaced(response, b"", "text/plain", disturbance.status)
    if disturbance.kind == "stall":
        time.sleep(disturbance.seconds)
    if disturbance.kind == "html":
        return _replaced(response, b"<!DOCTYPE html><html><body>Underh\xc3\xa5ll</body></html>", "text/html")
    if disturbance.kind == "empty":
        return _replaced(response, b"", "application/json; charset=UTF-8")
    if disturbance.kind == "moved":
        return Response("", 301, headers={"Location": f"https://{MOVED_TO}"}, content_type="text/plain")
    body = response.get_data()
    if disturbance.kind == "latin" and response.mimetype in _TEXTS:
        text = body.decode("utf-8").encode("iso-8859-1", errors="replace")
        return _replaced(response, text, response.content_type or "")
    kept = body[: int(len(body) * disturbance.keep_share)]
    if disturbance.kind == "broken":
        return _replaced(response, kept, response.content_type or "")
    if disturbance.kind == "short":
        return _streamed(response, iter([kept]), len(body))
    if disturbance.kind == "stall_body":
        return _streamed(response, _pausing(kept, body[len(kept) :], disturbance.seconds), len(body))
    return response


def _pausing(first: bytes, rest: bytes, seconds: float) -> Iterator[bytes]:
    yield first
    time.sleep(seconds)
    yield rest


def _replaced(response: Response, body: bytes, content_type: str, status: int | None = None) -> Response:
    headers = {key: value for key, value in response.headers if key not in ("Content-Type", "Content-Length")}
    return Response(body, status or response.status_code, headers=headers, content_type=content_type)


def _streamed(response: Response, parts: Iterator[bytes], announced: int) -> Response:
    """A body sent in parts under a Content-Length that may promise more than comes."""
    headers = {key: value for key, value in response.headers if key != "Content-Length"}
    return Response(parts, response.status_code, headers={**headers, "Content-Length": str(announced)})
