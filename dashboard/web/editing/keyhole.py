"""Who may see and change a draft: the browser that was opened with the secret of this start, by this machine's names.

The secret stands in the address that is opened, once, and then in a cookie that no script reads and no other site
makes a browser send (SameSite=Strict). A cookie knows no port, so that another program of this machine could still make
a browser send it: every change must also carry a token that only our own pages hold, and come from our own origin.
Names are checked, so that a name that is made to lead here (DNS rebinding) is refused.
"""

import hmac
import secrets
from collections.abc import Sequence
from hashlib import sha256

import flask
from werkzeug.exceptions import Forbidden

NAMES = ("127.0.0.1", "localhost", "[::1]")
"""What this machine is called by itself."""
TOKEN = "X-Lanspuls-Nyckel"
WORD = "nyckel"
_OPENED = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><link rel="icon" href="data:,">
<title>Öppnar mötet – Länspuls</title>
<meta http-equiv="refresh" content="0; url={path}"></head><body><p><a href="{path}">Öppna mötet</a></p></body></html>"""
_CLOSED = "Sidan öppnas med adressen som lanspuls edit skrev ut när det startade."


class Keyhole:
    """The secret of one start, and what it opens."""

    def __init__(self, secret: str = "") -> None:
        self.secret = secret or secrets.token_urlsafe(32)
        self.token = hmac.new(self.secret.encode(), b"changes", sha256).hexdigest()

    def guard(self, server: flask.Flask, names: Sequence[str] = NAMES) -> None:
        """Answer nobody on a server without the secret, and take nothing from another origin."""
        server.config["TRUSTED_HOSTS"] = list(names)

        @server.before_request
        def keep_closed() -> flask.Response | None:
            request = flask.request
            given = request.args.get(WORD, "")
            if request.method == "GET" and given and _is_same(given, self.secret):
                return self._opened()
            if not _is_same(request.cookies.get(self._cookie(), ""), self.secret):
                raise Forbidden(_CLOSED)
            if request.method not in ("GET", "HEAD"):
                self._check_origin()
            return None

    def _opened(self) -> flask.Response:
        """The cookie, and on to the page without the secret in its address.

        No redirect: a browser that came from another site would not send a Strict cookie along with one.
        """
        answer = flask.Response(_OPENED.format(path=_safe_path()))
        answer.headers["Cache-Control"] = "no-store"
        answer.set_cookie(self._cookie(), self.secret, httponly=True, samesite="Strict", path="/")
        return answer

    def _check_origin(self) -> None:
        """Forbidden for a change that no page of ours sends. What a draft's own page posts (its PDF) has no token."""
        request = flask.request
        origin = request.headers.get("Origin", "")
        if origin != request.host_url.rstrip("/"):
            raise Forbidden(_CLOSED)
        is_change = request.path.startswith("/redigera/")
        if is_change and not _is_same(request.headers.get(TOKEN, ""), self.token):
            raise Forbidden(_CLOSED)

    def _cookie(self) -> str:
        """Its name, with the port: two editors of one machine do not shut each other out."""
        return f"lanspuls_{flask.request.host.rpartition(':')[2]}"


def _is_same(said: str, held: str) -> bool:
    """Whether two texts are the same, in a time that tells nothing of them. What is said may be anything."""
    return hmac.compare_digest(said.encode("utf-8", "surrogateescape"), held.encode())


def _safe_path() -> str:
    """The path asked for, as it may stand in a page."""
    path = flask.request.path
    return path if path.isascii() and all(sign.isalnum() or sign in "/-._" for sign in path) else "/"
