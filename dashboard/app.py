"""``create_app``: the pages as a Dash app. Content travels as JSON from ``/_sida`` and is shown by the browser."""

import hashlib
import html
import re
from functools import cache, partial
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlencode

import dash
import flask
from dash.development.base_component import ComponentRegistry
from flask_compress import Compress

from dashboard import marks
from dashboard.around import around
from dashboard.data import Data
from dashboard.model import Size, View
from dashboard.pages import bootstrap, meeting, outlook, own, routing, wire
from dashboard.pages.parts import Page
from dashboard.pages.scripts import Scripts
from dashboard.selection import Selection
from dashboard.theme import THEME
from dashboard.views import view
from loaders import kpis
from loaders.own.history import OwnHistory
from loaders.settings import Settings
from loaders.store import Store

ASSETS = Path(__file__).resolve().parent / "assets"
VENDOR = ASSETS / "vendor"
SCRIPTS = Scripts(ASSETS, "/_skript", "lanspuls.js")
PLOTLY = "plotly-basic.min.js"
FONT = "inter-latin.woff2"
FULL_PLOTLY = "/_plotly.min.js"
FONT_FROM_PACKAGE = "/_inter.ttf"
BOOTSTRAP = "/_bootstrap.css"
SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
)
"""Nothing may be asked of another machine, whatever a library would like."""
_PHONE = re.compile(r"Mobi|iPhone", re.IGNORECASE)

_INDEX = """<!DOCTYPE html>
<html lang="sv">
<head>
{%metas%}
<meta name="color-scheme" content="light">
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Cpath \
d='M2 18h7l4-11 6 20 4-9h7' fill='none' stroke='%230F5C7A' stroke-width='3'/%3E%3C/svg%3E">
<title>{%title%}</title>
<link rel="stylesheet" href="/*BOOTSTRAP*/">
<style>/*TOKENS*/</style>
{%css%}
</head>
<body>
<div id="forst"><!--PAGE--></div>
<div id="levande" hidden>
{%app_entry%}
</div>
<script type="application/json" id="forsta-sidan">/*FIRST*/</script>
<script>window.lanspuls = /*CONFIG*/;</script>
{%config%}
{%scripts%}
{%renderer%}
<!--SCRIPTS-->
</body>
</html>"""


class _App(dash.Dash):
    """Dash whose index page already holds the first page's content, title and status."""

    def answer_with(self, data: Data) -> None:
        self._lanspuls = data

    def index(self, *args: object, **kwargs: object) -> flask.Response:
        path, search = flask.request.path, flask.request.query_string.decode()
        size = Size.PHONE if _PHONE.search(flask.request.headers.get("User-Agent", "")) else Size.SCREEN
        page = routing.page(path, search, self._lanspuls, size)
        packed = _packed(path, search, self._lanspuls, size, page)
        title = html.escape(f"{page.title} – Länspuls", quote=False)
        filled = {
            "<!--PAGE-->": wire.document(page, self._lanspuls),
            "/*FIRST*/": packed.decode().replace("</", "<\\/"),
            "<title>Länspuls</title>": f"<title>{title}</title>",
        }
        # all in one pass: what is filled in may hold the text of an address
        places = re.compile("|".join(re.escape(place) for place in filled))
        text = places.sub(lambda found: filled[found[0]], super().index(*args, **kwargs))
        return flask.Response(text, status=page.status, mimetype="text/html", headers={"Cache-Control": "no-cache"})


def create_app(settings: Settings) -> dash.Dash:
    """The app over the store of the settings; ``.server`` is the WSGI application."""
    data = Data(
        Store(settings.store_dir),
        settings.county,
        titles=partial(kpis.labels, settings),
        own=OwnHistory(settings.own_history_dir, settings.own_dir),
        meetings=settings.meetings_dir,
        organisation=settings.organisation,
    )
    # its components are written as HTML (pages/bootstrap.py), so no browser needs its script
    if bootstrap.NAMESPACE in ComponentRegistry.registry:
        ComponentRegistry.registry.discard(bootstrap.NAMESPACE)
    app = _App(
        "lanspuls",
        assets_folder=str(ASSETS),
        assets_path_ignore=["vendor"],
        assets_ignore=r"\.js$",  # modules, which Dash would send as plain scripts
        compress=False,
        serve_locally=True,
        suppress_callback_exceptions=True,
        title="Länspuls",
        update_title=None,
        index_string=_index(),
    )
    app.answer_with(data)
    app.layout = [
        dash.html.Div(id="sida"),
        dash.html.Div(id="besked", role="status", className="dold"),
    ]
    server = app.server
    server.config["COMPRESS_MIMETYPES"] = [
        "text/html",
        "text/css",
        "text/javascript",
        "application/javascript",
        "application/json",
        "font/ttf",
        "image/svg+xml",
    ]
    server.config["COMPRESS_STREAMS"] = True
    server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    server.config["COMPRESS_BR_LEVEL"] = 4
    server.config["SEND_FILE_MAX_AGE_DEFAULT"] = 86_400
    Compress(server)
    SCRIPTS.serve(server)
    _routes(server, data)
    meeting.register(
        server,
        settings.meetings_dir,
        lambda selection, size: viewer(selection, size, data),
        synthetic=lambda: data.synthetic,
        plotly=plotly_address() or FULL_PLOTLY,
        font_face=font_face(),
        around=around(settings, data),
    )
    return app


def viewer(selection: Selection, size: Size, data: Data) -> View:
    """The view of a selection at a size."""
    return view(selection, data, size)


def _packed(path: str, search: str, data: Data, size: Size, page: Page | None = None) -> bytes:
    """A page as JSON, remembered per store version; ``page`` is the page if it has been made already."""
    address = f"{path}?{search}" if search else path

    def make() -> bytes:
        return wire.pack(address, page or routing.page(path, search, data, size), data, size.value)

    if path in (outlook.ADDRESS, own.ADDRESS):
        return make()  # it also shows a file that people write, which the store's version does not tell of
    return data.remember(("packed", address, size, data.today(), marks.since(data)), make)


def _routes(server: flask.Flask, data: Data) -> None:
    @server.get("/_sida")
    def page() -> flask.Response:
        """The page at ``adress`` (path and query) for the size ``yta``."""
        path, _, search = flask.request.args.get("adress", "/").partition("?")
        size = Size.PHONE if flask.request.args.get("yta") == Size.PHONE.value else Size.SCREEN
        packed = _packed(path, search, data, size)
        answer = flask.Response(packed, mimetype="application/json", headers={"Cache-Control": "no-cache"})
        answer.set_etag(hashlib.blake2b(packed, digest_size=12).hexdigest())
        return answer.make_conditional(flask.request)

    @server.get("/halsa")
    def health() -> dict[str, object]:
        """That the server answers, and which figures it has."""
        return {"status": "ok", "store": data.version(), "synthetic": data.synthetic, "empty": data.is_empty()}

    @server.get(FULL_PLOTLY)
    def full_plotly() -> flask.Response:
        """plotly.py's own plotly.js, for a clone without the vendor folder."""
        return flask.send_file(Path(str(resources.files("plotly"))) / "package_data" / "plotly.min.js")

    @server.get(BOOTSTRAP)
    def bootstrap_css() -> flask.Response:
        """Bootstrap's style sheet from its package, in a layer below our own."""
        answer = flask.Response(bootstrap_layer(), mimetype="text/css")
        answer.cache_control.max_age = server.config["SEND_FILE_MAX_AGE_DEFAULT"]
        return answer

    @server.get(FONT_FROM_PACKAGE)
    def font() -> flask.Response:
        """Inter from its package, for a clone without the vendor folder."""
        file = Path(str(resources.files("fontpkg_inter"))) / "files" / "Inter[opsz,wght].ttf"
        return flask.send_file(file, mimetype="font/ttf")

    @server.after_request
    def guard(answer: flask.Response) -> flask.Response:
        answer.headers.setdefault("Content-Security-Policy", SECURITY_POLICY)
        answer.headers.setdefault("X-Content-Type-Options", "nosniff")
        answer.headers.setdefault("Referrer-Policy", "same-origin")
        return answer

    @server.errorhandler(500)
    def broken(_: Exception) -> tuple[str, int]:
        """A sentence instead of a traceback, which Flask writes to the log."""
        return _BROKEN, 500


_BROKEN = (
    '<!DOCTYPE html><html lang="sv"><meta charset="utf-8"><title>Något gick fel – Länspuls</title>'
    "<main role=alert><h1>Något gick fel</h1><p>Sidan kunde inte visas. Felet är noterat i loggen. "
    'Försök igen, eller gå till <a href="/">Läget</a>.</p></main></html>'
)


def plotly_address() -> str | None:
    """Address of the small plotly.js, or None where the vendor folder has not been made."""
    return _asset(PLOTLY)


def _asset(name: str) -> str | None:
    file = VENDOR / name
    return f"/assets/vendor/{name}?{urlencode({'m': int(file.stat().st_mtime)})}" if file.is_file() else None


@cache
def bootstrap_layer() -> str:
    """The rules of Bootstrap-Flask's Bootstrap 5 as the cascade layer ``bootstrap``."""
    file = resources.files("flask_bootstrap") / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
    rules = file.read_text(encoding="utf-8").removeprefix('@charset "UTF-8";')
    return f"@layer bootstrap {{{rules.partition('/*# sourceMappingURL')[0]}}}"


def font_face() -> str:
    """The rule that names Inter: its Latin part, or the whole font where the vendor folder has not been made."""
    font = _asset(FONT)
    source = f'url("{font}") format("woff2")' if font else f'url("{FONT_FROM_PACKAGE}") format("truetype")'
    return f"@font-face {{ font-family: Inter; src: {source}; font-weight: 100 900; font-display: swap; }}\n"


def _index() -> str:
    """The index template with tokens, font and the browser's few settings."""
    plotly = plotly_address()
    config = f'{{"plotly": {f"{plotly!r}".replace(chr(39), chr(34)) if plotly else "null"}, "v": {wire.SCHEMA}}}'
    sheet = f"{BOOTSTRAP}?{urlencode({'v': version('bootstrap-flask')})}"
    filled = _INDEX.replace("/*TOKENS*/", font_face() + THEME.css()).replace("/*CONFIG*/", config)
    return filled.replace("/*BOOTSTRAP*/", sheet).replace("<!--SCRIPTS-->", SCRIPTS.tags())
