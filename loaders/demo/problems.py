"""Error bodies as they come, defects included: `status` in the body may disagree with HTTP's."""

import orjson
from flask import Response


class Problem(Exception):
    """An error answer, raised from anywhere in a request."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def problem(status: int, title: str, *, body_status: int | None = None, detail: str | None = None) -> Problem:
    """`{"type":"Parameter error","title":…,"status":…}`; most carry no detail."""
    body = {"type": "Parameter error", "title": title, "status": body_status or status}
    if detail:
        body["detail"] = detail
    return Problem(Response(orjson.dumps(body), status, content_type="application/json; charset=utf-8"))


def validation_problem(name: str, message: str) -> Problem:
    """The framework's own shape, for a parameter that cannot be bound."""
    body = {
        "type": "https://tools.ietf.org/html/rfc9110#section-15.5.1",
        "title": "One or more validation errors occurred.",
        "status": 400,
        "errors": {name: [message]},
        "traceId": "00-00000000000000000000000000000000-0000000000000000-00",
    }
    return Problem(Response(orjson.dumps(body), 400, content_type="application/problem+json; charset=utf-8"))


def crash() -> Problem:
    """HTTP 500 and nothing else."""
    return Problem(Response(b"", 500))


def not_found_page() -> Response:
    """What stands before the application answers a long URL with: a web page, not JSON."""
    return Response("<html><body><h1>404 - File or directory not found.</h1></body></html>", 404, mimetype="text/html")
