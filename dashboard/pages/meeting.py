"""/moten, /mote/<date>, its figures as JSON and its PDF. Plain documents: they can be read without any script."""

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import orjson
from flask import (
    Blueprint,
    Flask,
    Response,
    get_template_attribute,
    make_response,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from dashboard import segment, svg, swedish
from dashboard.meeting import Meeting, load_meeting, meeting_files
from dashboard.model import Size, Table, View
from dashboard.pages import parts
from dashboard.pages.scripts import Scripts
from dashboard.report.builder import (
    DEMODATA,
    caption_of,
    further_tables,
    kept_together,
    marked_source,
    notes_beside,
    sentence_beside,
)
from dashboard.slide_places import Turned, has_municipalities, has_neighbours
from dashboard.slide_questions import questions, to_say
from dashboard.slidebase import Around
from dashboard.theme import THEME, Theme
from loaders import moments
from loaders.errors import LanspulsError, NoSuchMeeting, NothingPublishedYet, ReportError, UsageError

LARGEST_REQUEST_BYTES = 10_000_000
SEGMENT_MINUTES, SHORT_MINUTES = 7, 5
"""How long the whole segment and its short version are meant to take (docs/meeting.md)."""
_FOLDER = Path(__file__).resolve().parent.parent / "presentation"
_STYLE = Path(__file__).resolve().parent.parent / "assets" / "lanspuls.css"
SCRIPTS = Scripts(_FOLDER, "/mote-filer/skript", "meeting.js")
_SHOWN_SIZES = {size.value: size for size in Size if not size.is_half}


def register(
    server: Flask,
    meetings: Path,
    viewer: segment.Viewer,
    *,
    synthetic: Callable[[], bool],
    plotly: str,
    font_face: str,
    theme: Theme = THEME,
    around: Around | None = None,
) -> None:
    """Add the meeting's addresses to a Flask server.

    ``meetings`` is the folder of meeting files, ``viewer`` makes the views, ``synthetic`` says whether there is
    DEMODATA, ``around`` gives what slides need besides figures, ``plotly`` is the local address of plotly.js and
    ``font_face`` the CSS rule that names Inter.
    """
    pages = Blueprint(
        "meeting", __name__, static_folder=_FOLDER, static_url_path="/mote-filer", template_folder=_FOLDER
    )

    SCRIPTS.serve(pages)
    beside = around or Around(folder=meetings)

    @pages.context_processor
    def shared() -> dict[str, Any]:
        return {
            "style": font_face + theme.css(),
            "synthetic": synthetic(),
            "menu": [(text, address) for text, address, _ in parts.menu()],
            "file": _file_address,
            "scripts": SCRIPTS.tags,
        }

    @pages.get(f"/mote-filer/{_STYLE.name}")
    def style() -> Response:
        return send_from_directory(_STYLE.parent, _STYLE.name)

    @pages.get("/moten")
    def listing() -> str:
        return render_template("moten.html", meetings=_listed(meetings))

    @pages.get("/mote/<slug>")
    def show(slug: str) -> Response:
        return _or_message(lambda: make_response(_document(opened(slug), viewer, plotly, beside)))

    @pages.get("/mote/<slug>/figurer/<size>.json")
    def figures(slug: str, size: str) -> Response:
        def answer() -> Response:
            if size not in _SHOWN_SIZES:
                raise UsageError(f"no size '{size}'", f"Storleken ”{size}” finns inte.")
            return _json(segment.payload(segment.slides(opened(slug), viewer, _SHOWN_SIZES[size], beside)))

        return _or_told(answer)

    @pages.get("/mote/<slug>/platser.json")
    def turned(slug: str) -> Response:
        """The slides that can be turned to another place, for each of them: finished figures and sentences."""

        return _or_told(lambda: _json(orjson.dumps(_turned(opened(slug), viewer))))

    @pages.post("/mote/<slug>/pdf")
    def pdf(slug: str) -> Response:
        request.max_content_length = LARGEST_REQUEST_BYTES

        def answer() -> Response:
            chosen = opened(slug)
            shown = segment.slides(chosen, viewer, Size.PAPER, beside)
            pictures = _pictures(request.get_json(), shown)
            made = make_response(segment.pdf(chosen, shown, pictures, moments.today(), beside.organisation))
            made.mimetype = "application/pdf"
            made.headers["Content-Disposition"] = f'attachment; filename="{chosen.slug}.pdf"'
            return made

        return _or_told(answer)

    def opened(slug: str) -> Meeting:
        return load_meeting(segment.meeting_file(meetings, slug))

    server.register_blueprint(pages)


def _json(body: bytes) -> Response:
    """JSON that a browser keeps, and asks each time whether it is still the same."""
    made = make_response(body)
    made.mimetype = "application/json"
    made.cache_control.no_cache = True
    made.set_etag(hashlib.sha256(body).hexdigest()[:16])
    return made.make_conditional(request)


def _file_address(name: str) -> str:
    """Address of one of our files, which changes with it."""
    path = _STYLE if name == _STYLE.name else _FOLDER / name
    return f"/mote-filer/{name}?m={int(path.stat().st_mtime)}"


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


def _turned(found: Meeting, viewer: segment.Viewer) -> dict[str, list[dict[str, Any]]]:
    """What a slide shows for each place, by the slide's number from 1. ``why`` says why there is nothing to show."""
    made: dict[str, list[dict[str, Any]]] = {}
    tables = get_template_attribute("tabeller.html", "tables")
    for n, turned in segment.all_turned(found, viewer, Size.SLIDE):
        made.setdefault(str(n + 1), []).append(_turned_slide(turned, tables))
    return made


def _turned_slide(turned: Turned, tables: Callable[[Sequence[Table]], str]) -> dict[str, Any]:
    told = {"place": turned.place.full_name, "neighbour": turned.is_neighbour, "why": turned.why}
    view = turned.view
    if view is None:
        return told
    return told | {
        "headline": kept_together(view.headline),
        "subtitle": f"{turned.place.full_name}. {_subtitle(view)}" if turned.is_neighbour else _subtitle(view),
        "alt": view.alt,
        "sentence": view.sentence,
        "figure": view.figure,
        "tables": str(tables(_tables(view))),
    }


def _tables(view: View) -> list[Table]:
    return [table for table in (view.table, *further_tables(view)) if table.rows]


def _subtitle(view: View) -> str:
    return " ".join(filter(None, (view.subtitle, caption_of(view))))


def _paragraphs(text: str) -> list[str]:
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]


def _document(found: Meeting, viewer: segment.Viewer, plotly: str, around: Around) -> str:
    base = f"/mote/{found.slug}"
    talking = request.args.get("vy") == "talare"
    as_of = f"Siffrorna visar läget {swedish.date_text(found.as_of)}." if found.as_of else ""
    slides = [
        {
            "view": slide.view,
            "headline": kept_together(slide.headline),
            "own_headline": bool(slide.own_headline),
            "subtitle": _subtitle(slide.view),
            "lines": slide.view.details.get("lines", ()),
            "picture": slide.view.details.get("picture"),
            "shows_table": slide.view.details.get("shows_table", False),
            "speaker": [" ".join(line.split()) for line in slide.asked.notes.splitlines() if line.strip()],
            "said": to_say(found, slide.asked, slide.view, viewer) if talking else [],
            "questions": questions(found, slide.asked, slide.view, viewer) if talking else [],
            "turns": has_municipalities(found, slide.asked),
            "borders": has_neighbours(found, slide.asked),
            "short": slide.asked.short,
            "notes": notes_beside(slide.view),
            "tables": _tables(slide.view),
            "sentence": sentence_beside(slide.view, slide.headline),
            "words": _paragraphs(slide.asked.words),
            "has_figure": slide.view.figure is not None,
            "link": slide.view.link,
            "source": _without_mark(slide.view),
        }
        for slide in segment.slides(found, viewer, Size.SLIDE, around)
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
        turned=url_for("meeting.turned", slug=found.slug),
        talking=talking,
        short=request.args.get("kort") == "1",
        minutes=SEGMENT_MINUTES,
        short_minutes=SHORT_MINUTES,
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
        return error.message_sv, 404 if isinstance(error, NoSuchMeeting) else 422
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
