"""/moten, /mote/<date>, its figures as JSON and its PDF. Plain documents: they can be read without any script."""

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, Response, make_response, render_template, request, send_from_directory, url_for
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from dashboard import segment, svg, swedish
from dashboard.meeting import Meeting, load_meeting, meeting_files
from dashboard.model import Size, View
from dashboard.pages import parts
from dashboard.report.builder import (
    DEMODATA,
    caption_of,
    further_tables,
    kept_together,
    marked_source,
    notes_beside,
    sentence_beside,
)
from dashboard.theme import THEME, Theme
from loaders.errors import LanspulsError, NothingPublishedYet, ReportError, UsageError

LARGEST_REQUEST_BYTES = 10_000_000
_FOLDER = Path(__file__).resolve().parent.parent / "presentation"
_STYLE = Path(__file__).resolve().parent.parent / "assets" / "lanspuls.css"
_SHOWN_SIZES = {size.value: size for size in Size}


def register(
    server: Flask,
    meetings: Path,
    viewer: segment.Viewer,
    *,
    synthetic: Callable[[], bool],
    plotly: str,
    font_face: str,
    theme: Theme = THEME,
) -> None:
    """Add the meeting's addresses to a Flask server.

    ``meetings`` is the folder of meeting files, ``viewer`` makes the views, ``synthetic`` says whether there is
    DEMODATA, ``plotly`` is the local address of plotly.js and ``font_face`` the CSS rule that names Inter.
    """
    pages = Blueprint(
        "meeting", __name__, static_folder=_FOLDER, static_url_path="/mote-filer", template_folder=_FOLDER
    )

    @pages.context_processor
    def shared() -> dict[str, Any]:
        return {
            "style": font_face + theme.css(),
            "synthetic": synthetic(),
            "menu": [(text, address) for text, address, _ in parts.menu()],
            "file": _file_address,
        }

    @pages.get(f"/mote-filer/{_STYLE.name}")
    def style() -> Response:
        return send_from_directory(_STYLE.parent, _STYLE.name)

    @pages.get("/moten")
    def listing() -> str:
        return render_template("moten.html", meetings=_listed(meetings))

    @pages.get("/mote/<slug>")
    def show(slug: str) -> Response:
        return _or_message(lambda: make_response(_document(opened(slug), viewer, plotly)))

    @pages.get("/mote/<slug>/figurer/<size>.json")
    def figures(slug: str, size: str) -> Response:
        def answer() -> Response:
            if size not in _SHOWN_SIZES:
                raise UsageError(f"no size '{size}'", f"Storleken ”{size}” finns inte.")
            made = make_response(segment.payload(segment.slides(opened(slug), viewer, _SHOWN_SIZES[size])))
            made.mimetype = "application/json"
            made.cache_control.no_cache = True
            made.set_etag(hashlib.sha256(made.data).hexdigest()[:16])
            return made.make_conditional(request)

        return _or_told(answer)

    @pages.post("/mote/<slug>/pdf")
    def pdf(slug: str) -> Response:
        request.max_content_length = LARGEST_REQUEST_BYTES

        def answer() -> Response:
            chosen = opened(slug)
            shown = segment.slides(chosen, viewer, Size.PAPER)
            pictures = _pictures(request.get_json(), shown)
            made = make_response(segment.pdf(chosen, shown, pictures, today()))
            made.mimetype = "application/pdf"
            made.headers["Content-Disposition"] = f'attachment; filename="{chosen.slug}.pdf"'
            return made

        return _or_told(answer)

    def opened(slug: str) -> Meeting:
        return load_meeting(segment.meeting_file(meetings, slug))

    server.register_blueprint(pages)


def _file_address(name: str) -> str:
    """Address of one of our files, which changes with it."""
    path = _STYLE if name == _STYLE.name else _FOLDER / name
    return f"/mote-filer/{name}?m={int(path.stat().st_mtime)}"


def today() -> date:
    """The day in Sweden."""
    return datetime.now(ZoneInfo("Europe/Stockholm")).date()


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
    return [svg.checked(one) if isinstance(one, str) else None for one in drawn]


def _document(found: Meeting, viewer: segment.Viewer, plotly: str) -> str:
    base = f"/mote/{found.slug}"
    as_of = f"Siffrorna visar läget {swedish.date_text(found.as_of)}." if found.as_of else ""
    slides = [
        {
            "view": slide.view,
            "headline": kept_together(slide.headline),
            "own_headline": bool(slide.asked.headline),
            "subtitle": " ".join(filter(None, (slide.view.subtitle, caption_of(slide.view)))),
            "notes": notes_beside(slide.view),
            "tables": [table for table in (slide.view.table, *further_tables(slide.view)) if table.rows],
            "sentence": sentence_beside(slide.view, slide.headline),
            "words": [part for part in re.split(r"\n\s*\n", slide.asked.words) if part.strip()],
            "has_figure": slide.view.figure is not None,
            "link": slide.view.link,
            "source": _without_mark(slide.view),
        }
        for slide in segment.slides(found, viewer, Size.SLIDE)
    ]
    return render_template(
        "mote.html",
        meeting=found,
        day=swedish.date_text(found.date),
        as_of=as_of,
        slides=slides,
        plotly=plotly,
        figures=f"{base}/figurer/",
        pdf=url_for("meeting.pdf", slug=found.slug),
    )


def _without_mark(view: View) -> tuple[str, bool]:
    """The source line without its last word DEMODATA, and whether it had it: the page sets that word apart."""
    line = marked_source(view).strip()
    plain = re.sub(rf"\s*{DEMODATA}\.?$", "", line)
    return plain, plain != line


def _listed(folder: Path) -> list[dict[str, str]]:
    rows = []
    for path in meeting_files(folder):
        try:
            found = load_meeting(path)
        except UsageError as error:
            rows.append({"slug": path.stem, "title": "Möte", "day": path.stem, "fault": error.message_sv})
            continue
        count = len(found.views)
        rows.append(
            {
                "slug": found.slug,
                "title": found.title,
                "day": swedish.date_text(found.date),
                "place": found.place,
                "count": f"{swedish.small_number(count)} {'bild' if count == 1 else 'bilder'}",
            }
        )
    return rows


def _said(error: LanspulsError) -> tuple[str, int]:
    """What a visitor is told, and the status of the answer."""
    if isinstance(error, UsageError):
        missing = error.message_sv.startswith("Det finns inget möte")
        return error.message_sv, 404 if missing else 422
    if isinstance(error, NothingPublishedYet):
        return "En av bilderna ber om siffror från en dag då ännu inget var publicerat.", 422
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
    except (BadRequest, UnsupportedMediaType):
        message, status = "Begäran gick inte att läsa. Ladda om sidan och försök igen.", 400
    return make_response({"message": message}, status)
