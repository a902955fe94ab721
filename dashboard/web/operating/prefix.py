"""The pages under a path of somebody else's host: ``https://example.se/lanspuls/…`` (setting ``prefix``).

Within the program every address begins at the root. On the way in the prefix is taken off, from the path and from words
of the query that are addresses; on the way out it is put before every address of ours that stands as one: in quotes,
between tags, in ``url()``. Which these are is read from the routes and from the pages' declarations, so a new page
needs to know nothing of it. Whoever stands in front may pass the path on whole or without the prefix.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

import flask
import orjson
from werkzeug.wrappers import Response

from dashboard.pages import all_pages

PREFIX = "LANSPULS_PREFIX"
"""What a server's configuration calls the prefix it answers below."""
_DOCUMENTS = frozenset({"text/html", "application/json", "application/problem+json"})
_MODULES = re.compile(r"/(?:_skript|_ram|mote-filer/skript)/")
"""Where our own scripts are; those of others ask for what the document tells them."""
_BEFORE = r"""(?<=["'`(>])"""
_AFTER = r"""(?=[/?#"'`)<&.\\\s:,]|$)"""
_ROOT = re.compile(r"""(?<=["'])/(?=["'?#\\])""")
"""The front page's address, in documents and in pages as JSON. Elsewhere a stroke alone is no address."""
_HEADERS = ("Location", "Content-Location")


def serve_below(server: flask.Flask, prefix: str) -> None:
    """Answer below a prefix such as ``/lanspuls``. Call it last, when all routes are known."""
    if not prefix:
        return
    server.config[PREFIX] = prefix
    ours = re.compile(f"{_BEFORE}/(?=(?:{'|'.join(map(re.escape, _first_words(server)))}){_AFTER})")
    # Flask is wrapped so by its documentation, though its types call wsgi_app a method
    server.wsgi_app = _TakenOff(server.wsgi_app, prefix)  # type: ignore[method-assign, assignment]

    @server.after_request
    def put_before(answer: flask.Response) -> flask.Response:
        for name in _HEADERS:
            where = answer.headers.get(name, "")
            if where.startswith("/") and not where.startswith("//"):
                answer.headers[name] = prefix + where
        path, is_document = flask.request.path, answer.mimetype in _DOCUMENTS
        if answer.status_code != 304 and (is_document or _MODULES.match(path)):
            answer.direct_passthrough = False
            has_root = is_document and not path.startswith("/api/")
            text = below(answer.get_data(as_text=True), prefix, ours, has_root=has_root)
            answer.set_data(_with_asked(text, prefix, ours) if has_root else text)
        return answer


def below(text: str, prefix: str, ours: re.Pattern[str], *, has_root: bool) -> str:
    """A document with the prefix before each of our addresses."""
    put = ours.sub(f"{prefix}/", text)
    return _ROOT.sub(f"{prefix}/", put) if has_root else put


def _with_asked(text: str, prefix: str, ours: re.Pattern[str]) -> str:
    """With the prefix before the address asked for too, where it is none of ours: the page that says so goes by it."""
    asked = flask.request.args.get("adress") or flask.request.full_path.rstrip("?")
    if asked == "/" or not asked.startswith("/") or ours.match(f'"{asked}"', 1):
        return text
    written = orjson.dumps(asked)[1:-1].decode().replace("<", "\\u003c")
    return text.replace(f'"{written}"', f'"{prefix}{written}"')


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
        self._word = re.compile(f"(?<==)(?:{re.escape(prefix)}|{prefix.replace('/', '%2[Ff]')})(?=/|%2[Ff])")

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == self._prefix:
            return Response(status=308, headers={"Location": f"{self._prefix}/"})(environ, start)
        if path.startswith(f"{self._prefix}/"):
            environ["PATH_INFO"] = path.removeprefix(self._prefix)
        environ["QUERY_STRING"] = self._word.sub("", environ.get("QUERY_STRING", ""))
        return self._inner(environ, start)
