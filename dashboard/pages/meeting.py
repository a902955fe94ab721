"""/mote/<date>, its figures as JSON and its PDF. A plain document: it can be read without any script."""

import hashlib
import logging
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import orjson
from flask import Response, get_template_attribute, make_response, render_template, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from dashboard.forms import untrusted_svg
from dashboard.forms.pdf.typesetting import a_turn
from dashboard.meetings import segment
from dashboard.meetings.material import Material
from dashboard.meetings.meeting import Meeting, MeetingView
from dashboard.meetings.questions import questions, to_say
from dashboard.meetings.slides import Setting
from dashboard.meetings.turning import Turned, has_municipalities, has_neighbours
from dashboard.model import Size, Table
from dashboard.pages import DocumentKind, Part
from dashboard.views.slide_view import SlideView
from dashboard.words import swedish
from loaders.ground.errors import (
    LanspulsError,
    NoSuchMeeting,
    NothingPublishedYet,
    ReportBusy,
    ReportError,
    ReportLate,
    StoreDamaged,
    UsageError,
)
from loaders.ground.places import Place

T = TypeVar("T")
_log = logging.getLogger(__name__)
LARGEST_REQUEST_BYTES = 10_000_000
RETRY_AFTER_SECONDS = 3
SEGMENT_MINUTES, SHORT_MINUTES = 7, 5
"""How long the whole segment and its short version are meant to take (docs/meeting.md)."""
_SHOWN_SIZES = {size.value: size for size in Size if not size.is_half}


def show(material: Material, day: str) -> Response:
    """The meeting of a day as a document, whose slides its script shows one at a time."""
    return _or_message(lambda: make_response(_document(_setting(material, day, Size.SLIDE))))


def figures(material: Material, day: str, size: str) -> Response:
    """The figures of all slides at a size."""

    def answer() -> Response:
        if size not in _SHOWN_SIZES:
            raise UsageError(f"no size '{size}'", f"Storleken ”{size}” finns inte.")
        return _json(segment.payload(segment.slides(_setting(material, day, _SHOWN_SIZES[size]))))

    return _or_told(answer)


def turned(material: Material, day: str) -> Response:
    """The slides that can be turned to another place, for each of them: finished figures and sentences."""
    return _or_told(lambda: _json(orjson.dumps(_turned(_setting(material, day, Size.SLIDE)))))


def pdf(material: Material, day: str) -> Response:
    """The PDF, with the pictures that the visitor's browser drew and sends."""
    request.max_content_length = LARGEST_REQUEST_BYTES

    def answer() -> Response:
        sent = _sent()
        with a_turn():
            setting = _setting(material, day, Size.PAPER)
            shown = segment.slides(setting)
            made = make_response(segment.pdf(setting.meeting, shown, _pictures(sent, shown), material))
        made.mimetype = "application/pdf"
        made.headers["Content-Disposition"] = f'attachment; filename="{setting.meeting.slug}.pdf"'
        return made

    return _or_told(answer)


def _setting(material: Material, day: str, size: Size) -> Setting:
    meeting = segment.shown_today(segment.meeting_file(material.folder, day), material)
    return Setting(meeting=meeting, material=material, size=size)


def _json(body: bytes) -> Response:
    """JSON that a browser keeps, and asks each time whether it is still the same."""
    made = make_response(body)
    made.mimetype = "application/json"
    made.cache_control.no_cache = True
    made.set_etag(hashlib.sha256(body).hexdigest()[:16])
    made.make_conditional(request)
    return made


def _sent() -> Any:
    """The body of the request; BadRequest where it is no JSON, however it is nested."""
    if not request.is_json:
        raise BadRequest
    try:
        return orjson.loads(request.get_data(cache=False))
    except orjson.JSONDecodeError as error:
        raise BadRequest from error


def _pictures(sent: Any, shown: Sequence[segment.Slide]) -> list[str | None]:
    """The pictures a visitor's browser sent, checked and rebuilt: one for each view with a figure, None for others.

    Everything else in the document comes from the server.
    """
    if not isinstance(sent, dict) or sent.get("schema") != segment.PAYLOAD_SCHEMA:
        raise UsageError("the request is not of schema 1", "Sidan är äldre än servern. Ladda om sidan.")
    if sent.get("version") != segment.version(shown):
        raise UsageError(
            "the figures have changed since they were drawn", "Siffrorna har ändrats. Ladda om sidan och försök igen."
        )
    drawn = sent.get("svg")
    wanted = [slide.view.figure is not None for slide in shown]
    if not isinstance(drawn, list) or [isinstance(one, str) for one in drawn] != wanted:
        raise ReportError("the pictures sent are not one for each figure")
    return untrusted_svg.all_checked(drawn)


def _turned(setting: Setting) -> dict[str, list[dict[str, Any]]]:
    """What a slide shows for each place, by the slide's number from 1. ``why`` says why there is nothing to show."""
    made: dict[str, list[dict[str, Any]]] = {}
    tables = get_template_attribute("tabeller.html", "tables")
    for n, turned in segment.all_turned(setting):
        made.setdefault(str(n + 1), []).append(_turned_slide(turned, tables))
    return made


def _turned_slide(turned: Turned, tables: Callable[[Sequence[Table]], str]) -> dict[str, Any]:
    told = {"place": turned.place.full_name, "neighbour": turned.is_neighbour, "why": turned.why}
    view = turned.view
    if view is None:
        return told
    return told | {
        "headline": swedish.kept_together(view.headline),
        "below": swedish.kept_together(view.headline_below),
        "subtitle": _subtitle(view) if _names(view, turned.place) else f"{turned.place.full_name}. {_subtitle(view)}",
        "alt": view.alt,
        "sentence": view.sentence,
        "figure": view.figure,
        "tables": str(tables(view.tables)),
    }


def _names(view: SlideView, place: Place) -> bool:
    """Whether every headline of a slide says which place it is of."""
    return all(place.full_name in headline for headline in view.headlines)


def _subtitle(view: SlideView) -> str:
    return " ".join(filter(None, (view.subtitle, view.caption)))


def _paragraphs(text: str) -> list[str]:
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]


def _beside(
    make: Callable[[Meeting, MeetingView, SlideView, Material], list[T]], setting: Setting, slide: segment.Slide
) -> list[T]:
    """What the speaker is told beside a slide; nothing where a file it needs is damaged, which the slides tell."""
    try:
        return [] if slide.view.is_lost else make(setting.meeting, slide.asked, slide.view, setting.material)
    except StoreDamaged:
        return []


def _document(setting: Setting) -> str:
    found = setting.meeting
    base = f"/mote/{found.slug}"
    talking = request.args.get("vy") == "talare"
    slides = [
        {
            "view": slide.view,
            "headline": swedish.kept_together(slide.headline),
            "below": swedish.kept_together(slide.headline_below),
            "own_headline": bool(slide.own_headline),
            "subtitle": _subtitle(slide.view),
            "speaker": [" ".join(line.split()) for line in slide.asked.notes.splitlines() if line.strip()],
            "said": _beside(to_say, setting, slide) if talking else [],
            "questions": _beside(questions, setting, slide) if talking else [],
            "turns": has_municipalities(found, slide.asked),
            "borders": has_neighbours(found, slide.asked),
            "short": slide.asked.short,
            "sentence": slide.view.sentence_beside(slide.headline),
            "words": _paragraphs(slide.asked.words),
        }
        for slide in segment.slides(setting)
    ]
    return render_template(
        "mote.html",
        meeting=found,
        day=swedish.date_text(found.date),
        as_of=segment.as_of_sv(found),
        slides=slides,
        figures=f"{base}/figurer/",
        pdf=f"{base}/pdf",
        turned=f"{base}/platser.json",
        talking=talking,
        short=request.args.get("kort") == "1",
        minutes=SEGMENT_MINUTES,
        short_minutes=SHORT_MINUTES,
    )


def _said(error: LanspulsError) -> tuple[str, int]:
    """What a visitor is told, and the status of the answer."""
    if isinstance(error, UsageError):
        return error.message_sv, 404 if isinstance(error, NoSuchMeeting) else 422
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


def _or_message(make: Callable[[], Response]) -> Response:
    try:
        return make()
    except LanspulsError as error:
        message, status = _said(error)
        heading = "Mötet finns inte" if status == 404 else "Mötet kan inte visas"
        return make_response(render_template("fel.html", heading=heading, message=message), status)


def _or_told(make: Callable[[], Response]) -> Response:
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


PAGE = DocumentKind(
    address="/mote/<day>",
    under="/moten",
    of_a_place=False,
    answer=show,
    parts=(
        Part(address="/figurer/<size>.json", answer=figures),
        Part(address="/platser.json", answer=turned),
        Part(address="/pdf", answer=pdf, method="POST"),
    ),
    examples=("/mote/{meeting}", "/mote/{meeting}?vy=talare"),
)
