"""The Flask app: SCB's PxWebApi v2 paths, limits, error bodies and awkwardness, under /api/v2."""

import re
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote_plus

import orjson
from flask import Flask, Response, request

from loaders.demo import answers, listing
from loaders.demo.limits import CallWindow
from loaders.demo.others import Counterpart, counterparts, mount
from loaders.demo.problems import Problem, crash, not_found_page, problem, validation_problem
from loaders.demo.publisher import Edition, Publisher
from loaders.demo.queries import Axis, RepeatedCode, SelectionProblem, Wish, cell_count, default_wishes, resolve
from loaders.demo.release_calendar import CalendarPages
from loaders.demo.tables.all_tables import CODELISTS
from loaders.demo.written import written_csv

PREFIX = "/api/v2"
LONGEST_URL = 2100
FORMATS = ("json-stat2", "csv", "px", "xlsx", "html", "json-px")
_DEEP = re.compile(r"^(valuecodes|codelist)\[(.+)\]$", re.IGNORECASE | re.DOTALL)
_OUTSIDE_BRACKETS = re.compile(r",(?![^\[]*\])")


def create_app(
    publisher: Publisher,
    others: Mapping[str, type[Counterpart]] | None = None,
    calendar: type[CalendarPages] = CalendarPages,
) -> Flask:
    """The app of one publisher; `/api/v2/...` as SCB, the others (by default all) under their prefixes."""
    app = Flask(__name__)
    publisher.windows["scb/calendar"] = publisher.open_window(100_000, 1)
    app.register_blueprint(calendar(publisher).routes(), url_prefix="/scb/calendar")
    mount(app, publisher, counterparts() if others is None else others)
    cache = _Cache(publisher)
    app.before_request(lambda: _gate(publisher, cache))
    app.after_request(lambda response: _sign(publisher, cache, response))

    @app.errorhandler(Problem)
    def _problem(raised: Problem) -> Response:
        return raised.response

    @app.errorhandler(404)
    def _no_such_path(_: Exception) -> Response:
        return Response("", 404)

    @app.get(f"{PREFIX}/config")
    def config() -> Response:
        return _json(_config(publisher))

    @app.get(f"{PREFIX}/tables")
    @app.get(f"{PREFIX}/tables/")
    def tables() -> Response:
        return _json(_tables(publisher))

    @app.get(f"{PREFIX}/tables/<table_id>")
    def table(table_id: str) -> Response:
        language = _language()
        return _json({"language": language, **listing.entry(_edition(publisher, table_id), language, _base_url())})

    @app.get(f"{PREFIX}/tables/<table_id>/metadata")
    def metadata(table_id: str) -> Response:
        return _json(answers.metadata(_edition(publisher, table_id), _language(), _base_url()))

    @app.get(f"{PREFIX}/tables/<table_id>/defaultselection")
    def default_selection(table_id: str) -> Response:
        return _json(_default_selection(_edition(publisher, table_id), _language()))

    @app.route(f"{PREFIX}/tables/<table_id>/data", methods=["GET", "POST"])
    def data(table_id: str) -> Response:
        return _data(publisher, table_id)

    @app.get(f"{PREFIX}/codelists/<name>")
    @app.get(f"{PREFIX}/codeLists/<name>")
    def codelist(name: str) -> Response:
        return _json(_codelist(name, _language()))

    return app


class _Cache:
    """Answers kept for a while, errors too; only body, status and content type come back."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._kept: dict[tuple[object, ...], tuple[float, int, str, bytes]] = {}
        self._lock = threading.Lock()

    def _key(self) -> tuple[object, ...]:
        return request.method, request.full_path, request.get_data(), self._publisher.today, self._publisher.changes

    def find(self) -> Response | None:
        if not self._publisher.cache_seconds:
            return None
        with self._lock:
            kept = self._kept.get(self._key())
        if kept is None or kept[0] < time.monotonic():
            return None
        return Response(kept[3], kept[1], content_type=kept[2])

    def keep(self, response: Response) -> None:
        if not self._publisher.cache_seconds or response.is_streamed or response.status_code == 429:
            return
        until = time.monotonic() + self._publisher.cache_seconds
        with self._lock:
            while len(self._kept) >= 64:
                self._kept.pop(next(iter(self._kept)))
            self._kept[self._key()] = (until, response.status_code, response.content_type or "", response.get_data())


def _gate(publisher: Publisher, cache: _Cache) -> Response | None:
    """What stands before the API: rate limit, URL length, cache - in this order."""
    window = publisher.window_of(request.path)
    verdict = window.arrive()
    request.environ["demo.verdict"] = verdict
    if not verdict.let_in:
        return too_many(window, max(1, int(verdict.reset_seconds + 0.999)))
    if window is not publisher.window:
        return None
    raw = request.environ.get("REQUEST_URI") or request.full_path
    if len(request.host_url.rstrip("/")) + len(raw) > LONGEST_URL:
        return not_found_page()
    return cache.find()


def too_many(window: CallWindow, retry_after: int) -> Response:
    """The refusal of a call beyond the limit, with the seconds to wait."""
    text = f"API calls quota exceeded! maximum admitted {window.calls} per {window.seconds}s."
    return Response(text, 429, headers={"Retry-After": str(retry_after)}, content_type="text/plain")


def _sign(publisher: Publisher, cache: _Cache, response: Response) -> Response:
    """Every answer says that it is demo data, and how many calls are left."""
    response.headers["X-Lanspuls-Demo"] = "1"
    verdict = request.environ.get("demo.verdict")
    if verdict is None:
        return response
    window = publisher.window_of(request.path)
    if response.status_code != 429 and window is publisher.window:
        cache.keep(response)
    reset = datetime.now(UTC) + timedelta(seconds=verdict.reset_seconds)
    response.headers["X-Rate-Limit-Limit"] = f"{window.seconds}s"
    response.headers["X-Rate-Limit-Remaining"] = str(verdict.remaining)
    response.headers["X-Rate-Limit-Reset"] = reset.strftime("%Y-%m-%dT%H:%M:%S.%f0Z")
    return response


def _json(answer: dict[str, object]) -> Response:
    return Response(orjson.dumps(answer), content_type="application/json; charset=UTF-8")


def _base_url() -> str:
    return request.host_url.rstrip("/") + PREFIX


def _language() -> str:
    language = request.args.get("lang", "sv")
    if language not in ("sv", "en"):
        raise problem(400, "Unsupported language")
    return language


def _edition(publisher: Publisher, table_id: str, http_status: int = 404) -> Edition:
    edition = publisher.edition(table_id.upper())
    if edition is None:
        raise problem(http_status, "Non-existent table", body_status=404)
    return edition


def _config(publisher: Publisher) -> dict[str, object]:
    return {
        "apiVersion": "2.3.2",
        "appVersion": "1.0.0",
        "languages": [{"id": "en", "label": "English"}, {"id": "sv", "label": "Svenska"}],
        "defaultLanguage": "sv",
        "maxDataCells": publisher.max_data_cells,
        "maxCallsPerTimeWindow": publisher.window.calls,
        "timeWindow": publisher.window.seconds,
        "license": "https://creativecommons.org/share-your-work/public-domain/cc0/",
        "sourceReferences": [
            {"language": "en", "text": f"Source: {answers.SOURCE['en']}"},
            {"language": "sv", "text": f"Källa: {answers.SOURCE['sv']}"},
        ],
        "defaultDataFormat": "json-stat2",
        "dataFormats": list(FORMATS),
        "features": [{"id": "CORS", "params": [{"key": "enabled", "value": "True"}]}],
    }


def _number(name: str, default: int | None) -> int | None:
    lowered = {key.casefold(): value for key, value in request.args.items()}
    text = lowered.get(name.casefold())
    if text is None or text == "":
        return default
    if not text.isdecimal() or int(text) < 1:
        raise validation_problem(name, f"The value '{text}' is not valid.")
    return int(text)


def _tables(publisher: Publisher) -> dict[str, object]:
    language = _language()
    query = request.args.get("query", "")
    discontinued = request.args.get("includeDiscontinued", "false").casefold() == "true"
    found = listing.search(publisher, language, query, _number("pastDays", None), discontinued)
    number, size = _number("pageNumber", 1) or 1, _number("pageSize", 20) or 20
    answer = listing.page(found, language, _base_url(), number, size, query)
    if answer is None:
        raise problem(404, "Non-existent page")
    return answer


def _default_selection(edition: Edition, language: str) -> dict[str, object]:
    axes = resolve(edition.variables, edition.table.codelists, default_wishes(edition.variables, edition.time_code))
    selection = [
        {"variableCode": axis.variable.code, "codelist": None, "valueCodes": [code for code, _, _ in axis.categories]}
        for axis in axes
    ]
    present = [axis.variable.code for axis in axes if not axis.absent]
    heading = [code for code in present if code in ("ContentsCode", edition.time_code)]
    return {
        "language": language,
        "selection": selection,
        "placement": {"heading": heading, "stub": [code for code in present if code not in heading]},
        "links": [{"rel": "self", "hreflang": language, "href": f"{_base_url()}/tables/{edition.table.id}"}],
    }


def _codelist(name: str, language: str) -> dict[str, object]:
    codelist = CODELISTS.get(name)
    if codelist is None:
        raise problem(404, "Non-existent codelist", body_status=400)
    members = [
        {"code": code, "label": sv if language == "sv" else en, "valueMap": list(originals)}
        for code, sv, en, originals in codelist.groups
    ]
    here = f"{_base_url()}/codeLists/{name}"
    other = "en" if language == "sv" else "sv"
    return {
        "id": name,
        "label": codelist.sv if language == "sv" else codelist.en,
        "language": language,
        "languages": ["sv", "en"],
        "elimination": False,
        "type": "Aggregation" if codelist.is_aggregation else "Valueset",
        "values": members,
        "links": [
            {"rel": "self", "hreflang": language, "href": f"{here}?lang={language}"},
            {"rel": "alternate", "hreflang": other, "href": f"{here}?lang={other}"},
        ],
    }


def _data(publisher: Publisher, table_id: str) -> Response:
    written = request.args.get("outputFormat", "json-stat2")
    if written not in (*FORMATS, "parquet"):
        raise validation_problem("outputFormat", "The input was not valid.")
    language = _language()
    parameters = [part for part in request.args.get("outputFormatParams", "").split(",") if part]
    if parameters and written == "json-stat2":
        raise problem(400, "Unsupported output format parameter")
    if written not in ("json-stat2", "csv"):
        raise problem(400, "Unsupported output format")
    edition = _edition(publisher, table_id, http_status=400)
    wishes = _posted() if request.method == "POST" else _asked()
    axes = _resolved(edition, wishes)
    if cell_count(axes) > publisher.max_data_cells:
        raise problem(400, "Too many cells selected", detail="Too many cells selected")
    filled = publisher.fill(edition, axes)
    if written == "csv":
        return Response(written_csv(axes, filled, language), content_type="text/csv; charset=iso-8859-1")
    return _json(answers.data(edition, axes, filled, language))


def _resolved(edition: Edition, wishes: Sequence[Wish]) -> tuple[Axis, ...]:
    chosen = wishes or default_wishes(edition.variables, edition.time_code)
    try:
        return resolve(edition.variables, edition.table.codelists, chosen, edition.time_code)
    except SelectionProblem as refused:
        raise problem(400, str(refused)) from refused
    except RepeatedCode as fallen:
        raise crash() from fallen


def _asked() -> list[Wish]:
    """The selection in a GET address: commas separate, brackets keep an expression together, first key wins."""
    found: dict[str, dict[str, str]] = {}
    for pair in request.query_string.decode("latin-1").split("&"):
        name, _, value = pair.partition("=")
        deep = _DEEP.match(unquote_plus(name))
        if deep:
            found.setdefault(deep.group(2), {}).setdefault(deep.group(1).casefold(), unquote_plus(value))
    wishes = []
    for variable, parts in found.items():
        expressions = [text.strip() for text in _OUTSIDE_BRACKETS.split(parts.get("valuecodes", ""))]
        bare = tuple(
            text[1:-1] if text.startswith("[") and text.endswith("]") else text for text in expressions if text
        )
        wishes.append(Wish(variable_code=variable, expressions=bare, codelist=parts.get("codelist")))
    return wishes


def _posted() -> list[Wish]:
    """The selection in a POST body; a body that is not the expected object is a validation problem."""
    raw = request.get_data()
    if not raw.strip():
        return []
    try:
        body = orjson.loads(raw)
        return [
            Wish(
                variable_code=str(item["variableCode"]),
                expressions=tuple(str(code) for code in item.get("valueCodes") or ()),
                codelist=item.get("codelist") or item.get("codeList"),
            )
            for item in body.get("selection") or ()
        ]
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as wrong:
        raise validation_problem("variablesSelection", "The JSON value could not be converted.") from wrong
