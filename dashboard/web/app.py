"""``create_app``: the pages as a Dash app. Content travels as JSON from ``/_sida`` and is shown by the browser."""

import html
import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import dash
import flask
from flask.typing import ResponseReturnValue
from flask_compress import Compress
from werkzeug.exceptions import NotFound

from dashboard import pages
from dashboard.data import public
from dashboard.data.chosen_names import named_areas
from dashboard.data.coming import meetings_ahead, newest_fetch, rows_of_file
from dashboard.data.memory import Pool
from dashboard.data.series import Data
from dashboard.editions.followed import Tells
from dashboard.editions.written import Editions
from dashboard.figures.theme import THEME
from dashboard.meetings.material import Material
from dashboard.model import Size
from dashboard.pages import PageKind, all_places, page_at, search
from dashboard.pages._subscribed import EPOCH, kept_answer
from dashboard.pages.provenance._feed import feed_of, place_of_feed
from dashboard.views import marks
from dashboard.views.links import alias
from dashboard.web import api_routes, bootstrap, bundled, documents, page_json, routing, takeaways
from dashboard.web.dash_names import leave_out_script_of, without_mark, without_unused
from dashboard.web.finished import Made, answer, found
from dashboard.web.guarding import guard
from dashboard.web.operating.health import health_of
from dashboard.web.operating.logs import observe
from dashboard.web.operating.metrics import METRICS, Metrics, serve_metrics
from dashboard.web.operating.prefix import serve_below
from dashboard.web.operating.proxied import PROXIES
from dashboard.web.operating.streaming import FOLLOWED
from dashboard.web.scripts import OF_PAGES as SCRIPTS
from dashboard.words import swedish
from dashboard.words.source_names import short_source_name
from loaders.catalogue import OwnFolder, holding
from loaders.ground import places
from loaders.ground.errors import UsageError
from loaders.ground.people.called_places import holding_areas
from loaders.own.history import OwnHistory
from loaders.planning.calendar_file import Held, icalendar
from loaders.settings import Settings
from loaders.store import Store, kolada_titles

DATA = "lanspuls"
"""Where a server keeps its Data, for what is added to it afterwards."""
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
<link rel="stylesheet" href="/*SHEET*/">
{%css%}
</head>
<body>
<div id="forst"><!--PAGE--></div>
<div id="levande" hidden>
{%app_entry%}
</div>
<p id="hamtar" class="hamtar" role="status" hidden>Hämtar sidan …</p>
<div id="avbrott" class="avbrott" hidden></div>
<script type="application/json" id="forsta-sidan">/*FIRST*/</script>
<script type="application/json" id="installningar">/*CONFIG*/</script>
{%config%}
{%scripts%}
{%renderer%}
<!--SCRIPTS-->
</body>
</html>"""


_SENDING = {
    "COMPRESS_MIMETYPES": [
        "text/html",
        "text/css",
        "text/javascript",
        "application/javascript",
        "application/json",
        "application/problem+json",
        "text/csv",
        "font/ttf",
        "image/svg+xml",
    ],
    "COMPRESS_STREAMS": True,
    "COMPRESS_ALGORITHM": ["br", "gzip"],
    "COMPRESS_BR_LEVEL": 4,
    "SEND_FILE_MAX_AGE_DEFAULT": 86_400,
}
"""How Flask and Flask-Compress send answers that were not compressed beforehand."""


class _App(dash.Dash):
    """Dash whose index page already holds the first page's content, title and status."""

    def answer_with(self, data: Data) -> None:
        self._lanspuls = data

    def interpolate_index(self, *args: Any, **parts: Any) -> str:
        """Dash's index without the scripts that nothing here uses."""
        scripts = without_unused(parts["scripts"], bundled.small_polyfill())
        return super().interpolate_index(
            *args, **(parts | {"scripts": scripts, "config": without_mark(parts["config"])})
        )

    def index(self, *args: object, **kwargs: object) -> ResponseReturnValue:
        path, search, data = flask.request.path, flask.request.query_string.decode(), self._lanspuls
        size = Size.PHONE if _PHONE.search(flask.request.headers.get("User-Agent", "")) else Size.SCREEN

        def make() -> Made:
            page = routing.page(path, search, data, size)
            if page.moved_to:
                return Made(b"", moved_to=page.moved_to)
            packed = page_json.pack(_address(path, search), page, data, size.value)
            title = html.escape(f"{page.title} – Länspuls", quote=False)
            filled = {
                "/*SHEET*/": bundled.sheet_address(),
                "<!--PAGE-->": page_json.document(page, data),
                "/*FIRST*/": packed.decode().replace("<", "\\u003c"),
                "<title>Länspuls</title>": f"<title>{title}</title>{found.head(page)}",
            }
            # all in one pass: what is filled in may hold the text of an address
            places = re.compile("|".join(re.escape(place) for place in filled))
            text = places.sub(lambda hit: filled[hit[0]], super(_App, self).index(*args, **kwargs))
            return Made(text.encode(), "text/html", page.status)

        return _answer("document", path, search, data, size, make)


def create_app(
    settings: Settings,
    *,
    shows_drafts: bool = False,
    told: Tells | None = None,
    store: Store | None = None,
    pool: Pool | None = None,
) -> dash.Dash:
    """The app over the store of the settings; ``.server`` is the WSGI application.

    shows_drafts: meetings are shown as their files say now, with the speaker's notes: for this machine alone. Without
    it nothing of those files is in any answer, and meetings are what was published of them. told: where participants
    follow, where that is another machine's server. store, pool: what it has together with the apps of other regions.
    """
    data = _data(settings, shows_drafts=shows_drafts, store=store, pool=pool)
    bundled.know_types()
    loaded = bundled.bundled(settings.colour, settings.logo)
    data.public = replace(data.public, logo=loaded.logo)
    bootstrap.check_components(Path(pages.__file__).parent)
    leave_out_script_of(bootstrap.NAMESPACE)  # its components are written as HTML (bootstrap.py)
    app = _dash_app(settings, loaded)
    app.answer_with(data)
    server, metrics = app.server, Metrics()
    server.extensions[DATA], server.extensions[METRICS] = data, metrics
    server.config.update(_SENDING)
    observe(server, metrics, settings.county if settings.shared else "")
    Compress(server)
    guard(server, hashes=app.csp_hashes(), hosts=settings.hosts)
    data.measures = OwnFolder(settings.data, settings.region)
    _hold_one_reading(server, data, data.measures)
    bundled.send_compressed(server)  # after Compress, which it goes before on the way out
    SCRIPTS.serve(server)
    loaded.files.serve(server)
    _routes(server, data)
    found.serve(server, data)
    api_routes.register(server, data)
    material = Material(data, told)
    server.extensions[FOLLOWED] = material.followed
    documents.register(server, material, loaded)
    takeaways.register(server, data, loaded)
    if settings.metrics:
        serve_metrics(server, data, metrics)
    server.config[PROXIES] = settings.proxies
    serve_below(server, settings.prefix, hears_proxies=bool(settings.proxies))
    return app


def _data(settings: Settings, *, shows_drafts: bool, store: Store | None, pool: Pool | None) -> Data:
    """The figures of the settings, and what people write beside them."""
    data = Data(
        store or Store(settings.store_dir),
        settings.county,
        titles=partial(kolada_titles.labels, settings),
        own=OwnHistory(settings.own_history_dir, settings.own_dir),
        meetings=settings.meetings_dir,
        organisation=settings.organisation,
        public=public.of(settings),
        editions=settings.editions_dir,
        shows_drafts=shows_drafts,
        alike=partial(kolada_titles.similar_groups, settings),
        folder=settings.data,
        pool=pool,
    )
    data.meeting_days = settings.meeting_days
    return data


def _dash_app(settings: Settings, loaded: bundled.Bundled) -> _App:
    """Dash as the pages use it: their renderer, without callbacks."""
    app = _App(
        "lanspuls",
        assets_folder=str(bundled.ASSETS),
        assets_path_ignore=["vendor"],
        assets_ignore=r"\.(js|css)$",  # modules and sheet, which have addresses of their own
        compress=False,
        serve_locally=True,
        requests_pathname_prefix=f"{settings.prefix}/",
        routes_pathname_prefix="/",
        suppress_callback_exceptions=True,
        title="Länspuls",
        update_title="",
        index_string=_index(loaded),
    )
    app.layout = [
        dash.html.Div(id="sida", disable_n_clicks=True),
        dash.html.Div(id="besked", role="status", className="dold", disable_n_clicks=True),
    ]
    return app


def _hold_one_reading(server: flask.Flask, data: Data, measures: OwnFolder) -> None:
    """Whatever is published while an answer is made, it is of the state it began with, and of the measures of then.

    So are the names of areas those of this server's region.
    """

    @server.before_request
    def hold() -> None:
        flask.g.reading = ExitStack()
        flask.g.reading.enter_context(holding(measures.now()))
        flask.g.reading.enter_context(data.readings.one())
        flask.g.reading.enter_context(holding_areas(lambda: named_areas(data)))

    @server.teardown_request
    def release(_: BaseException | None) -> None:
        held = flask.g.pop("reading", None)
        if held is not None:
            held.close()


def _address(path: str, search: str) -> str:
    return f"{path}?{search}" if search else path


def _answer(form: str, path: str, search: str, data: Data, size: Size, make: Callable[[], Made]) -> ResponseReturnValue:
    """A page in one of its two forms, kept per state of the store and day."""
    kind = page_at(path)
    shows_files = isinstance(kind, PageKind) and kind.shows_files
    key = (form, _address(path, search), size, data.today(), marks.since(data))
    return answer(data, key, make, is_kept=not shows_files)


def _routes(server: flask.Flask, data: Data) -> None:
    @server.get(found.FOR_SCRIPTS)
    def page() -> ResponseReturnValue:
        """The page at ``adress`` (path and query) for the size ``yta``."""
        path, _, search = flask.request.args.get("adress", "/").partition("?")
        size = Size.PHONE if flask.request.args.get("yta") == Size.PHONE.value else Size.SCREEN

        def make() -> Made:
            return Made(
                page_json.pack(_address(path, search), routing.page(path, search, data, size), data, size.value)
            )

        return _answer("packed", path, search, data, size, make)

    @server.get(found.SUGGESTED)
    def suggested() -> flask.Response:
        """What the words typed so far may mean, the likeliest first: anything, or with ``sort=plats`` places.

        ``region`` is the place of the page; ``vidare`` and ``for`` are as on the page of all places.
        """
        said = flask.request.args
        query, region = said.get("q", ""), said.get("region", "")
        if said.get("sort") == "plats":
            found = all_places.suggestions(query, said.get("vidare", ""), data, compares=said.get("for") == "jamfor")
        else:
            found = search.suggestions(query, region if region in places.all_places() else data.county, data)
        return flask.jsonify([{"text": one.text, "about": one.about, "href": one.href} for one in found])

    @server.get(f"{alias.AT}<packed>")
    def short_address(packed: str) -> ResponseReturnValue:
        """The page that a short address stands for."""
        link = alias.expand(alias.AT + packed)
        if not link:
            raise NotFound
        return flask.redirect(link, 302)

    @server.get("/kalender.ics")
    def calendar() -> ResponseReturnValue:
        """What is expected and the meetings that are decided, as a file that calendars subscribe to."""
        published = {day for day in Editions(data.editions).days() if day >= data.today()}
        days = sorted({*meetings_ahead(data), *published})
        meetings = [Held(day=day, link=f"/mote/{day}" if day in published else "") for day in days]
        stamp = newest_fetch(data) or EPOCH
        body = icalendar(
            rows_of_file(data),
            stamp,
            meetings,
            data.public.address,
            period_sv=swedish.period_name,
            source_sv=short_source_name,
        )
        return kept_answer(body, "text/calendar; charset=utf-8")

    @server.get("/flode.xml")
    def feed() -> ResponseReturnValue:
        """The newest figures of a place as an Atom feed."""
        try:
            place = place_of_feed(flask.request.query_string.decode("utf-8", "replace"), data.county)
            body = data.remember(("feed", place.code, data.today()), lambda: feed_of(place, data))
        except UsageError as error:
            return flask.Response(error.message_sv, 404, mimetype="text/plain")
        return kept_answer(body, "application/atom+xml; charset=utf-8")

    @server.get("/halsa")
    def health() -> tuple[dict[str, object], int]:
        """That the server answers, how its figures are, and what is damaged: 503 where that takes figures with it."""
        found = health_of(data)
        return found.told(), found.code


def _index(loaded: bundled.Bundled) -> str:
    """The index template with tokens, font and the browser's few settings."""
    plotly = bundled.small_plotly()
    config = f'{{"plotly": {f"{plotly!r}".replace(chr(39), chr(34)) if plotly else "null"}, "v": {page_json.SCHEMA}}}'
    sheet = bundled.bootstrap_address()
    filled = _INDEX.replace("/*TOKENS*/", loaded.font_face + THEME.css()).replace("/*CONFIG*/", config)
    return filled.replace("/*BOOTSTRAP*/", sheet).replace("<!--SCRIPTS-->", SCRIPTS.tags())
