"""The OpenAPI 3.1 document of the API, made by spectree from what the resources declare.

spectree decorates routes of Flask. Here they are those of an application that nobody asks: the server's own routes read
their words with the same classes (``api/_words.py``), and spectree, whose viewers are large, is not loaded until
somebody wants the document.
"""

import re
from functools import cache
from typing import Any

import flask
import orjson
from pydantic import BaseModel, Field

from dashboard.api import HELP, PREFIX, PROBLEM_JSON, Fault, Resource, all_resources, of_county

VERSION = "1.0.0"
_TITLE = "Länspuls öppna data"
_TELLS = (
    "Regionens näringslivsstatistik: siffror, platser, meningar, versioner och publiceringar. Allt är öppet, bara för "
    "läsning, utan nyckel. Svaren bär källa, tabell och när siffrorna gavs ut och hämtades. Påhittade siffror är "
    "märkta DEMODATA. Sidan /oppna-data visar hur man frågar från R, Python och Excel."
)
_FAULTS = {
    400: "Frågan går inte att förstå, eller är för stor. detail säger vad som är fel och vad som finns i stället.",
    404: "Det finns inte, eller är inte publicerat den dagen.",
    503: "Siffrorna går inte att läsa just nu.",
}


class ProblemDetails(BaseModel):
    """What is answered when something cannot be (RFC 9457)."""

    type: str = Field(description=f"Vad slags fel: {HELP}#{Fault.NOT_UNDERSTOOD} och så vidare.")
    title: str
    status: int
    detail: str = Field(description="Vad som är fel och vad man gör åt det.")
    message: str = Field(description="Detsamma på engelska, utförligare.")
    help: str


def document(county: str) -> bytes:
    """The document as JSON, with examples of a county."""
    return of_county(_document(), county).encode()


@cache
def _document() -> str:
    from spectree import SpecTree

    unasked = flask.Flask("api")
    tree = SpecTree(
        "flask",
        title=_TITLE,
        description=_TELLS,
        version=VERSION,
        openapi_version="3.1.0",
        mode="strict",
        page_templates={},
        naming_strategy=lambda model: model.__name__,
        nested_naming_strategy=lambda _parent, child: child,
        validation_error_model=ProblemDetails,
        validation_error_status=400,
        annotations=False,
    )
    for resource in all_resources():
        unasked.add_url_rule(PREFIX + resource.address, _operation(resource), _described(resource, tree))
    tree.register(unasked)
    with unasked.app_context():
        return orjson.dumps(_finished(tree.spec), option=orjson.OPT_INDENT_2).decode()


def _operation(resource: Resource) -> str:
    """A name for code made from the document: ``get_data_slug``."""
    return "get_" + "_".join(re.findall(r"\w+", resource.address))


def _described(resource: Resource, tree: Any) -> Any:
    """A route that is only described."""
    from spectree import Response

    def route(**_: str) -> flask.Response:
        return flask.Response(status=404)

    route.__name__ = _operation(resource)
    route.__doc__ = f"{resource.title_sv}\n\n{resource.tells_sv}"
    responses = {f"HTTP_{status}": ProblemDetails for status in _FAULTS}
    return tree.validate(
        query=resource.query if resource.query.model_fields else None,
        resp=Response(HTTP_200=resource.model, **responses),
        tags=("Länspuls",),
        path_parameter_descriptions=dict(resource.words_sv),
        operation_id=_operation(resource),
    )(route)


def _finished(spec: dict[str, Any]) -> dict[str, Any]:
    """What spectree has no words for: further media types, examples of the address's open
    word, the type of problems, that a copy may still be good."""
    by_address = {re.sub(r"<(\w+)>", r"{\1}", PREFIX + one.address): one for one in all_resources()}
    for address, methods in spec["paths"].items():
        told = methods["get"]["responses"]
        for word, value in by_address[address].open_words().items():
            (parameter,) = (one for one in methods["get"]["parameters"] if (one["in"], one["name"]) == ("path", word))
            parameter["example"] = value
        for media in by_address[address].others:
            told["200"]["content"][media] = {"schema": {"type": "string", "format": "binary"}}
        for status, text in _FAULTS.items():
            (schema,) = told[str(status)]["content"].values()
            told[str(status)] = {"description": text, "content": {PROBLEM_JSON: schema}}
        told["200"]["description"] = by_address[address].tells_sv
        told["304"] = {"description": "Det som redan är hämtat gäller (If-None-Match)."}
    return spec
