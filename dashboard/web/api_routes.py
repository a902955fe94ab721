"""The API on the server: its addresses, what every answer of it carries, its document, and a page that shows that.

A request is understood by its resource's Query before anything is read. What cannot be answered is a problem in JSON
(``api/_problem.py``), whatever went wrong.
"""

import hashlib
from functools import partial
from importlib import resources as files
from pathlib import Path
from urllib.parse import quote

import flask
from flask.typing import ResponseReturnValue

from dashboard.api import (
    HELP,
    JSON,
    PREFIX,
    PROBLEM_JSON,
    Asked,
    Fault,
    Problem,
    Resource,
    all_resources,
    problem_of,
    read_words,
)
from dashboard.data.series import Data
from dashboard.web import api_document, bundled
from dashboard.web.bundled import ASSETS
from loaders.ground import names
from loaders.ground.errors import LanspulsError

DOCUMENT = f"{PREFIX}/openapi.json"
VIEWER = f"{PREFIX}/docs"
_VIEWER_FILES = {bundled.SWAGGER: "swagger_bundle.js", bundled.SWAGGER_SHEET: "swagger_style.css"}
"""Files of Swagger UI, and what a clone without the vendor folder has them as, from the package offapi."""
_VIEWER_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""The viewer writes styles into its page, and asks this server alone."""
_VIEWER = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>API – Länspuls</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="{style}"></head>
<body><main><p><a href="{help}">Öppna data: så frågar du</a></p><div id="api" data-document="{document}"></div>
<noscript><p>Den här sidan behöver skript. Samma sak står på <a href="{help}">Öppna data</a>.</p></noscript></main>
<script src="{bundle}"></script><script src="{start}"></script></body></html>"""
_ALLOWED = "GET, HEAD, OPTIONS"


def register(server: flask.Flask, data: Data) -> None:
    """Add every address that begins with ``/api``."""
    for resource in all_resources():
        server.add_url_rule(
            PREFIX + resource.address.replace("<region>", "<path:region>"),  # an area's name may have a slash
            f"api {resource.address}".replace(".", "-"),
            partial(_answer, resource, data),
            methods=["GET"],
        )
    _register_document(server, data)

    @server.get("/api", endpoint="api")
    @server.get("/api/<path:rest>", endpoint="api nowhere")
    def nowhere(rest: str = "") -> ResponseReturnValue:
        """What is there instead of what is not."""
        if rest in ("", "v1", "v1/"):
            return flask.redirect(HELP, 302)
        return told(_no_such_address(f"/api/{rest}"))

    @server.after_request
    def open_to_all(answer: flask.Response) -> flask.Response:
        """Any page may read the API: there is nothing in it that is not open, and no cookies."""
        if is_api(flask.request.path):
            answer.headers["Access-Control-Allow-Origin"] = "*"
            answer.headers["Access-Control-Expose-Headers"] = "ETag, Content-Disposition"
            answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            if flask.request.method == "OPTIONS":
                answer.headers["Access-Control-Allow-Methods"] = _ALLOWED
                answer.headers["Access-Control-Allow-Headers"] = "If-None-Match, Accept"
                answer.headers["Access-Control-Max-Age"] = "86400"
        return answer


def is_api(path: str) -> bool:
    """Whether an address is the API's."""
    return path == "/api" or path.startswith("/api/")


def told(found: Problem) -> flask.Response:
    """A problem as an answer."""
    return flask.Response(found.body(), status=found.status, mimetype=PROBLEM_JSON)


def refused(title: str, detail: str, status: int) -> flask.Response:
    """What the server itself refuses or fails at, as a problem."""
    if status == 405:
        detail = "API:t går bara att läsa. Fråga med GET."
    elif status >= 500:
        detail = "Svaret kunde inte göras. Felet är noterat i loggen. Försök igen om en stund."
    kind = Fault.BROKEN if status >= 500 else Fault.NO_SUCH if status == 404 else Fault.REFUSED
    return told(Problem(kind=kind, status=status, title=title, detail=detail, message=f"HTTP {status}"))


def _answer(resource: Resource, data: Data, **path: str) -> flask.Response:
    """One resource's answer, or why there is none."""
    try:
        query = read_words(flask.request.query_string.decode("utf-8", "replace"), resource.query)
        made = resource.answer(Asked(data=data, query=query, path=path))
    except LanspulsError as error:
        return told(problem_of(error))
    answer = flask.Response(made.body, mimetype=made.mimetype)
    if made.file:
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(made.file)}"
    return _once(answer, made.body)


def _once(answer: flask.Response, body: bytes) -> flask.Response:
    """The answer, or that what the visitor holds still is."""
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.set_etag(hashlib.blake2b(body, digest_size=12).hexdigest())
    answer.make_conditional(flask.request)
    return answer


def _no_such_address(path: str) -> Problem:
    known = [PREFIX + resource.address for resource in all_resources()]
    near = names.nearest(path[:100], known)
    way_out = f"Menade du {near}?" if near else f"Det som finns är {', '.join(known)}."
    return Problem(
        kind=Fault.NO_SUCH,
        status=404,
        title="Adressen finns inte",
        detail=f"Det finns inget på adressen {path[:300]}. {way_out}",
        message=f"there is nothing at {path[:300]}; there are {', '.join(known)}",
    )


def _register_document(server: flask.Flask, data: Data) -> None:
    """The OpenAPI document, and the page that shows it with what Swagger UI needs, from this server alone."""

    @server.get(DOCUMENT, endpoint="api document")
    def document() -> flask.Response:
        """What OpenAPI says of the API."""
        body = api_document.document(data.county)
        return _once(flask.Response(body, mimetype=JSON), body)

    @server.get(VIEWER, endpoint="api viewer")
    def viewer() -> flask.Response:
        """A page that shows the document, under a policy of its own."""
        page = _VIEWER.format(
            style=_viewer_address(bundled.SWAGGER_SHEET),
            bundle=_viewer_address(bundled.SWAGGER),
            start=f"/assets/api/docs.js?v={int((ASSETS / 'api' / 'docs.js').stat().st_mtime)}",
            document=DOCUMENT,
            help=HELP,
        )
        answer = flask.Response(page, mimetype="text/html")
        answer.headers["Content-Security-Policy"] = _VIEWER_POLICY
        return answer


def _viewer_address(name: str) -> str:
    """The address of a file of Swagger UI, which changes with its content."""
    path = bundled.VENDOR / name
    if not path.is_file():
        path = Path(str(files.files("offapi"))) / _VIEWER_FILES[name]
    return bundled.FILES.add(name, path)
