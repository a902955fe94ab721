"""Transport faults: an answer that is cut off, slow, empty or not JSON."""

import time
from collections.abc import Iterator

from flask import Response

from loaders.demo.faults import Disturbance

_TEXTS = ("application/json", "text/html", "text/csv", "text/plain")
MOVED_TO = "ny-adress.example"


def disturbed(response: Response, disturbance: Disturbance | None) -> Response:
    """The answer as the fault leaves it; kinds that were served earlier pass through."""
    if disturbance is None:
        return response
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


def _replaced(response: Response, body: bytes, content_type: str) -> Response:
    headers = {key: value for key, value in response.headers if key not in ("Content-Type", "Content-Length")}
    return Response(body, response.status_code, headers=headers, content_type=content_type)


def _streamed(response: Response, parts: Iterator[bytes], announced: int) -> Response:
    """A body sent in parts under a Content-Length that may promise more than comes."""
    headers = {key: value for key, value in response.headers if key != "Content-Length"}
    return Response(parts, response.status_code, headers={**headers, "Content-Length": str(announced)})
