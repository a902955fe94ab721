"""The pages under a path of somebody else's host: ``https://example.se/lanspuls/…`` (setting ``prefix``).

Within the program every address begins at the root. On the way in the prefix is taken off, from the path and from words
of the query that are addresses; on the way out it is put before every address of ours that stands as one: in quotes,
between tags, in ``url()``. Which these are is read from the routes and from the pages' declarations, so a new page
needs to know nothing of it. Whoever stands in front may pass the path on whole or without the prefix. What a named
proxy says of the path (proxied.py) stands in place of the setting, for that answer alone.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import flask
import orjson
from werkzeug.wrappers import Response

from dashboard.pages import all_pages
from dashboard.web.operating.proxied import OUTER

PREFIX = "LANSPULS_PREFIX"
"""What a server's configuration calls the prefix it answers below."""
_DOCUMENTS = frozenset({"text/html", "application/json", "application/problem+json"})
_MODULES = re.compile(r"/(?:_skript|_ram|mote-filer/skript)/")
"""Where our own scripts are; those of others ask for what the document tells them."""
_BEFORE = r"""(?<=["'`(>])"""
_AFTER = r"""(?=[/?#"'`)<&.\\\s:,]|$)"""
_ROOT = re.compile(r"""(?<=["'])/(?=["'?#\\])""")
"""The front page's address, in documents and in pages as JSON. Elsewhere a stroke alone is no address."""
_OF_DASH = '"requests_pathname_prefix":"'
"""Before what its renderer puts before its own addresses."""
_HEADERS = ("Location", "Content-Location")


def serve_below(server: flask.Flask, prefix: str, *, hears_proxies: bool = False) -> None:
    """Answer below a prefix such as ``/lanspuls``. Call it last, when all routes are known.

    hears_proxies: what a named proxy has taken off comes before it.
    """
    if not prefix and not hears_proxies:
        return
    server.config[PREFIX] = prefix
    words = "|".join(map(re.escape, _first_words(server)))
    server.extensions[PREFIX] = Below(prefix, re.compile(f"{_BEFORE}/(?=(?:{words}){_AFTER})"))
    # Flask is wrapped so by its documentation, though its types call wsgi_app a method
    server.wsgi_app = _TakenOff(server.wsgi_app, prefix)  # type: ignore[method-assign, assignment]

    @server.after_request
    def put_before(answer: flask.Response) -> flask.Response:
        put = _below()
        if put is None or not put.prefix:
            return answer
        for name in _HEADERS:
            where = answer.headers.get(name, "")
            if where.startswith("/") and not where.startswith("//"):
                answer.headers[name] = put.prefix + where
        path, is_document = flask.request.path, answer.mimetype in _DOCUMENTS
        if answer.status_code != 304 and (is_document or _MODULES.match(path)) and not flask.g.get(PREFIX):
            answer.direct_passthrough = False
            text = answer.get_data(as_text=True)
            is_page = is_document and not path.startswith("/api/")
            answer.set_data(put.page(text, _asked()) if is_page else put.addresses(text))
        return answer


def outer_of(environ: Mapping[str, Any]) -> str:
    """What a named proxy has taken off a request's path; empty for nothing."""
    scope: Mapping[str, str] = environ.get("asgi.scope") or {}
    return scope.get(OUTER, "")


@dataclass(frozen=True, slots=True)
class Below:
    """Puts a prefix before every address of ours in a text: ``ours`` finds where.

    outer: what of the prefix is a proxy's, which Dash does not know when it writes where its renderer is to ask.
    """

    prefix: str
    ours: re.Pattern[str]
    outer: str = ""

    def addresses(self, text: str) -> str:
        """A text with the prefix before each of our addresses."""
        return self.ours.sub(f"{self.prefix}/", text)

    def page(self, text: str, asked: str) -> str:
        """A page, with the prefix before the front page's address too, and before the address asked for.

        That goes by the address though it is none of ours, where it leads to nothing: the page that says so holds it.
        """
        put = _ROOT.sub(f"{self.prefix}/", self.addresses(text)).replace(_OF_DASH, _OF_DASH + self.outer)
        if asked == "/" or not asked.startswith("/") or self.ours.match(f'"{asked}"', 1):
            return put
        written = orjson.dumps(asked)[1:-1].decode().replace("<", "\\u003c")
        return put.replace(f'"{written}"', f'"{self.prefix}{written}"')


def put_beforehand(page: bytes) -> bytes:
    """A page as this server sends it, to be kept so: its addresses are not looked for again on the way out."""
    put = _below()
    return put.page(page.decode(), _asked()).encode() if put and put.prefix else page


def is_put() -> None:
    """Say of the answer that is made that its addresses are in place."""
    setattr(flask.g, PREFIX, True)


def _below() -> Below | None:
    """What puts the prefix of this request before its addresses; None for a server that stands at the root."""
    put: Below | None = flask.current_app.extensions.get(PREFIX)
    outer = outer_of(flask.request.environ)
    return replace(put, prefix=outer + put.prefix, outer=outer) if put and outer else put


def _asked() -> str:
    return flask.request.args.get("adress") or flask.request.full_path.rstrip("?")


def _first_words(server: flask.Flask) -> list[str]:
    """What our addresses begin with, the longest first: of routes and of pages."""
    routes: Iterable[str] = (rule.rule for rule in server.url_map.iter_rules())
    pages = (kind.address for kind in all_pages())
    words = {re.split(r"[/<?.]", address.lstrip("/"))[0] for address in (*routes, *pages)}
    return sorted(words - {""}, key=lambda word: (-len(word), word))


class _TakenOff:
    """WSGI: the prefix off the path, and off words of the query that are addresses."""

    def __init__(self, inner: Callable[..., Any], prefix: str) -> None:
        self._inner, self._prefix = inner, prefix

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path, outer = environ.get("PATH_INFO", ""), outer_of(environ)
        if self._prefix and path == self._prefix:
            return Response(status=308, headers={"Location": f"{outer}{self._prefix}/"})(environ, start)
        if path.startswith(f"{self._prefix}/"):
            environ["PATH_INFO"] = path.removeprefix(self._prefix)
        if outer or self._prefix:
            environ["QUERY_STRING"] = _word(outer + self._prefix).sub("", environ.get("QUERY_STRING", ""))
        return self._inner(environ, start)


@lru_cache(maxsize=16)
def _word(prefix: str) -> re.Pattern[str]:
    """A prefix that begins a word of the query."""
    return re.compile(f"(?<==)(?:{re.escape(prefix)}|{prefix.replace('/', '%2[Ff]')})(?=/|%2[Ff])")
