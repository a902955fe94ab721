"""SCB's API v1 beside v2, as far as it is still asked: a table's variables, and a few cells that tell its id in v2."""

from typing import Any

import orjson
from flask import Blueprint, Response, request

from loaders.demo import answers
from loaders.demo.publisher import Edition, Publisher
from loaders.demo.queries import RepeatedCode, SelectionProblem, Wish, cell_count, resolve
from loaders.demo.tables.survey_tables import V1_PATHS

_BOM = b"\xef\xbb\xbf"


def routes(publisher: Publisher) -> Blueprint:
    """GET a table's variables, POST a query."""
    blueprint = Blueprint("scb_v1", __name__)

    def edition(path: str) -> Edition | None:
        return publisher.edition(V1_PATHS.get(path, ""))

    @blueprint.get("/<path:path>")
    def metadata(path: str) -> Response:
        found = edition(path)
        return _refused(404) if found is None else _json(_described(found))

    @blueprint.post("/<path:path>")
    def data(path: str) -> Response:
        found = edition(path)
        if found is None:
            return _refused(404)
        try:
            wishes = [
                Wish(variable_code=one["code"], expressions=tuple(one["selection"]["values"])) for one in _asked()
            ]
            axes = resolve(found.variables, found.table.codelists, wishes, found.time_code)
        except (orjson.JSONDecodeError, KeyError, TypeError, SelectionProblem, RepeatedCode):
            return _refused(400)
        if cell_count(axes) > publisher.max_data_cells:
            return _refused(403)
        return _json(answers.data(found, axes, publisher.fill(found, axes), "sv"))

    return blueprint


def _asked() -> list[dict[str, Any]]:
    return orjson.loads(request.get_data())["query"]


def _json(content: object) -> Response:
    return Response(_BOM + orjson.dumps(content), content_type="application/json; charset=utf-8")


def _refused(status: int) -> Response:
    return Response(orjson.dumps({"error": "Parameter error"}), status, content_type="application/json")


def _described(edition: Edition) -> dict[str, object]:
    variables = []
    for variable in edition.variables:
        said: dict[str, object] = {
            "code": variable.code,
            "text": variable.sv,
            "values": [value.code for value in variable.values],
            "valueTexts": [value.sv for value in variable.values],
        }
        if variable.eliminable:
            said["elimination"] = True
        if variable.code == edition.time_code:
            said["time"] = True
        variables.append(said)
    return {"title": answers.title(edition, "sv"), "variables": variables}
