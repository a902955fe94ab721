"""What the answers of a meeting share: JSON that is asked for again, pictures that a browser sends, what faults say."""

import hashlib
import logging
from collections.abc import Callable, Sequence
from typing import Any

import orjson
from flask import Response, make_response, render_template, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from dashboard.editions import page_body
from dashboard.editions.content import EditionDamaged, Figure
from dashboard.forms import untrusted_svg
from loaders.ground.errors import (
    LanspulsError,
    NoSuchMeeting,
    NothingPublishedYet,
    ReportBusy,
    ReportError,
    ReportLate,
    UsageError,
)

_log = logging.getLogger(__name__)
LARGEST_REQUEST_BYTES = 10_000_000
RETRY_AFTER_SECONDS = 3


def json_answer(body: bytes) -> Response:
    """JSON that a browser keeps, and asks each time whether it is still the same."""
    made = make_response(body)
    made.mimetype = "application/json"
    made.cache_control.no_cache = True
    made.set_etag(hashlib.sha256(body).hexdigest()[:16])
    made.make_conditional(request)
    return made


def sent() -> Any:
    """The body of the request; BadRequest where it is no JSON, however it is nested."""
    if not request.is_json:
        raise BadRequest
    try:
        return orjson.loads(request.get_data(cache=False))
    except orjson.JSONDecodeError as error:
        raise BadRequest from error


def pictures(drawn: Any, figures: Sequence[Figure | None], version: str) -> list[str | None]:
    """The pictures a visitor's browser sent, checked and rebuilt: one for each figure, None where there is none.

    version: what the figures stated that it was given. Everything else in the document comes from the server.
    """
    if not isinstance(drawn, dict) or drawn.get("schema") != page_body.PAYLOAD_SCHEMA:
        raise UsageError("the request is not of schema 1", "Sidan är äldre än servern. Ladda om sidan.")
    if drawn.get("version") != version:
        raise UsageError(
            "the figures have changed since they were drawn", "Siffrorna har ändrats. Ladda om sidan och försök igen."
        )
    svgs = drawn.get("svg")
    wanted = [figure is not None for figure in figures]
    if not isinstance(svgs, list) or [isinstance(one, str) for one in svgs] != wanted:
        raise ReportError("the pictures sent are not one for each figure")
    return untrusted_svg.all_checked(svgs)


def or_message(make: Callable[[], Response]) -> Response:
    """The answer, or a page that says what is wrong."""
    try:
        return make()
    except LanspulsError as error:
        message, status = _said(error)
        heading = "Mötet finns inte" if status == 404 else "Mötet kan inte visas"
        return make_response(render_template("fel.html", heading=heading, message=message), status)


def or_told(make: Callable[[], Response]) -> Response:
    """The answer, or JSON that says what is wrong."""
    try:
        return make()
    except LanspulsError as error:
        message, status = _said(error)
    except RequestEntityTooLarge:
        message, status = "Figurerna är för stora för att bli en PDF.", 413
    except BadRequest:
        message, status = "Begäran gick inte att läsa. Ladda om sidan och försök igen.", 400
    answer = make_response({"message": message}, status)
    if status == 503:
        answer.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer


def _said(error: LanspulsError) -> tuple[str, int]:
    """What a visitor is told, and the status of the answer."""
    if isinstance(error, UsageError):
        return error.message_sv, 404 if isinstance(error, NoSuchMeeting) else 422
    if isinstance(error, EditionDamaged):
        _log.error("a published meeting cannot be shown: %s", error)
        return error.message_sv, 503
    if isinstance(error, NothingPublishedYet):
        return "En av bilderna ber om siffror från en dag då ännu inget var publicerat.", 422
    if isinstance(error, ReportBusy):
        return "Andra dokument sätts just nu. Försök igen om en liten stund.", 503
    if isinstance(error, ReportError):
        _log.warning("a meeting's document was not made: %s", error)
    if isinstance(error, ReportLate):
        return "Servern har så mycket att göra att dokumentet inte blev klart. Försök igen om en stund.", 504
    if isinstance(error, ReportError):
        return "PDF:en kunde inte göras av figurerna som webbläsaren skickade. Ladda om sidan och försök igen.", 422
    return "Statistiken kan inte läsas just nu. Säg till den som sköter Länspuls.", 503
