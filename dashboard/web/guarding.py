"""What guards every answer: headers that bind a browser, which of Dash's addresses are open, and the names we have.

The policy lets a page run the scripts of this server and those few that stand in the page and are known by their hash.
Nothing may be evaluated, nothing is asked of another machine, whatever a library would like.
"""

import html
import re
from collections.abc import Sequence

import flask
from dash.exceptions import DependencyException
from werkzeug.exceptions import HTTPException, NotFound

from dashboard.web import api_routes
from loaders.ground.errors import StoreError

_POLICY = (
    "default-src 'none'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; object-src 'none'; frame-ancestors {ancestors}; base-uri 'none'; "
    "form-action 'self'"
)
"""Plotly and Dash write styles into the page, so those may stand in it; scripts may not."""
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), publickey-credentials-get=(), usb=()"
    ),
    "X-Frame-Options": "DENY",
}
FRAMED = "/inbadda/"
"""What stands below this address may be framed by any page, and nothing else: a figure with its source and a link."""
_OF_FRAMES = "X-Frame-Options"
_OPEN_OF_DASH = re.compile(r"/_dash-(?:layout|dependencies)|/_dash-component-suites/[^/]+/.+|/_favicon\.ico")
"""What its renderer asks for; there are no callbacks, and nothing is reloaded."""
_OF_DASH = re.compile(r"/_dash-|/_reload-hash|/_favicon|/_alive_")


def guard(server: flask.Flask, *, hashes: Sequence[str] = (), hosts: Sequence[str] = ()) -> None:
    """Guard every answer of a server.

    ``hashes`` are those of the scripts that stand in pages, as a policy writes them. ``hosts`` are the names it answers
    to; to all where none is said.
    """
    known = "".join(f" {one}" for one in hashes)
    policy, of_framed = (_POLICY.format(hashes=known, ancestors=who) for who in ("'none'", "*"))
    server.config["TRUSTED_HOSTS"] = list(hosts) or None

    @server.before_request
    def keep_closed() -> None:
        path = flask.request.path
        if _OF_DASH.match(path) and not _OPEN_OF_DASH.fullmatch(path):
            raise NotFound

    @server.after_request
    def bind(answer: flask.Response) -> flask.Response:
        is_framed = flask.request.path.startswith(FRAMED)
        answer.headers.setdefault("Content-Security-Policy", of_framed if is_framed else policy)
        for name, value in _HEADERS.items():
            if not (is_framed and name == _OF_FRAMES):
                answer.headers.setdefault(name, value)
        if "Cache-Control" not in answer.headers:
            answer.headers["Cache-Control"] = "no-store" if answer.status_code >= 400 else "no-cache"
        answer.headers.pop("Date", None)  # Flask writes one beside an ETag, and the server writes its own
        return answer

    @server.errorhandler(DependencyException)
    def no_such_script(_: Exception) -> flask.Response:
        """Dash was asked for a script it does not have."""
        return told("Sidan finns inte", "Det finns ingen fil med den adressen.", 404)

    @server.errorhandler(HTTPException)
    def not_answered(error: HTTPException) -> flask.Response:
        """A request that is not understood, in words instead of the library's English."""
        if error.response is not None or error.code is None or error.code < 400:
            return flask.make_response(error.get_response())
        heading, text = _TOLD.get(error.code, _TOLD[400])
        answer = told(heading, text, error.code)
        answer.headers.extend((name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After"))
        return answer

    @server.errorhandler(StoreError)
    def unreadable(_: Exception) -> flask.Response:
        """No figures can be read, not even those that were read before."""
        text = "Statistiken kan inte läsas just nu. Säg till den som sköter Länspuls."
        return told("Statistiken kan inte läsas", text, 503)

    @server.errorhandler(500)
    def broken(_: Exception) -> flask.Response:
        """A sentence instead of a traceback, which Flask writes to the log."""
        text = "Sidan kunde inte visas. Felet är noterat i loggen. Försök igen, eller gå till Läget."
        return told("Något gick fel", text, 500)


_TOLD = {
    400: ("Begäran gick inte att förstå", "Kontrollera adressen och försök igen."),
    403: ("Sidan är stängd", "Öppna den med adressen som lanspuls edit skrev ut när det startade."),
    404: ("Sidan finns inte", "Det finns ingen sida med den adressen."),
    405: ("Så kan sidan inte användas", "Adressen tar inte emot den sortens begäran."),
    408: ("Det tog för lång tid", "Begäran kom inte fram i tid. Försök igen."),
    413: ("Begäran är för stor", "Så mycket på en gång tar servern inte emot."),
}
_PAGE = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{heading} – Länspuls</title></head>
<body><main role="alert"><h1>{heading}</h1><p>{text}</p><p><a href="/">Till Läget</a></p></main></body></html>"""


def told(heading: str, text: str, status: int) -> flask.Response:
    """A page with a heading and a sentence, for what has no page of its own; a problem for who asks the API."""
    if api_routes.is_api(flask.request.path):
        return api_routes.refused(heading, text, status)
    page = _PAGE.format(heading=html.escape(heading), text=html.escape(text))
    return flask.Response(page, status=status, mimetype="text/html")
