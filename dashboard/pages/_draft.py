"""A meeting as its file says it now, with the speaker's notes: for this machine alone, and made at every reading."""

import json
from collections.abc import Callable
from typing import TypeVar

import orjson
from flask import Response, make_response, render_template, request
from werkzeug.exceptions import BadRequest

from dashboard.editions import page_body
from dashboard.editions.content import Edition
from dashboard.forms.pdf.typesetting import a_turn
from dashboard.meetings import segment
from dashboard.meetings.keys import chosen_by
from dashboard.meetings.material import Material
from dashboard.meetings.meeting import SECONDS, Meeting, MeetingView, Question
from dashboard.meetings.slides import DEFAULT, Setting, show_slide
from dashboard.meetings.slides.view import Figures
from dashboard.meetings.speaking import further
from dashboard.meetings.speaking.questions import questions, to_say
from dashboard.meetings.turning import Turned
from dashboard.model import Size
from dashboard.pages._answers import LARGEST_REQUEST_BYTES, json_answer, pictures, sent
from dashboard.publishing.composing import draft, turned_slide
from dashboard.publishing.paper import draft_pdf
from dashboard.publishing.parking import NotKept, park
from dashboard.views.selection import INDICATOR
from dashboard.views.slide_view import SlideView
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground import places
from loaders.ground.errors import StoreDamaged, UsageError

T = TypeVar("T")
_SHOWN_SIZES = {size.value: size for size in Size if not size.is_half}


def show(material: Material, day: str) -> Response:
    """The document; with ``?vy=talare`` the speaker's notes beside it."""
    found = segment.draft_shown(material, day, Size.SLIDE)
    setting, made, fault = found.setting, found.slides, found.fault_sv
    edition = draft(setting, made)
    view = request.args.get("vy")
    talking = view in ("talare", "en")
    return make_response(
        render_template(
            "mote.html",
            name=_name(edition),
            body=page_body.body(edition, base=f"/mote/{day}").decode(),
            preload=f"/mote/{day}/figurer/slide.json",
            notices=[{"text": f"{fault} Så länge visas den senaste hela versionen.", "href": ""}] if fault else [],
            talking=talking,
            below=view == "en",
            draft=f"/mote/{day}",
            followed=material.told.is_shown(day),
            short=request.args.get("kort") == "1",
            has_short=any(not slide.asked.short for slide in made),
            can_talk=True,
            has_pdf=False,
            minutes=page_body.SEGMENT_MINUTES,
            notes=[_notes(slide, setting) for slide in made] if talking else [],
            parked=[_parked(one, setting.meeting) for one in setting.meeting.questions if not one.approved],
        )
    )


def figures(material: Material, day: str, size: str) -> Response:
    """The figures of all slides at a size."""
    if size not in _SHOWN_SIZES:
        raise UsageError(f"no size '{size}'", f"Storleken ”{size}” finns inte.")
    shown = segment.draft_shown(material, day, _SHOWN_SIZES[size]).slides
    return json_answer(page_body.payload([slide.view.figure for slide in shown]))


def turned(material: Material, day: str) -> Response:
    """The slides that can be turned to another place, for each of them: finished figures and sentences."""
    found = segment.all_turned(segment.draft_shown(material, day, _slide_size()).setting)
    return json_answer(page_body.turned_slides([turned_slide(n, one) for n, one in found]))


def _slide_size() -> Size:
    """That of a slide; with ``?yta=low`` above the speaker's notes."""
    return Size.LOW if request.args.get("yta") == Size.LOW.value else Size.SLIDE


def measures(material: Material, day: str) -> Response:
    """Every measure that can be shown beside the running order: its word in addresses, its title, what it is called,
    the slides (from 1) that show it, and whether it is one of those to have at hand before the meeting begins.
    """
    meeting = _meeting(material, day)
    ahead, on_slides = further.likeliest(meeting, material.has_figures), further.slides_of(meeting)
    named = [
        {
            "slug": one.slug,
            "title": one.short_title_sv,
            "names": [one.title_sv, *one.synonyms],
            "slides": on_slides.get(one.id, ()),
            "ahead": one in ahead,
        }
        for one in catalogue.shown()
    ]
    return json_answer(orjson.dumps(named))


def other(material: Material, day: str) -> Response:
    """A measure that is not in the running order (``?matt=folkmangd``), for the meeting's county, as a slide."""
    meeting = _meeting(material, day)
    setting = Setting(meeting=meeting, material=material, size=_slide_size())
    chosen = chosen_by(f"{INDICATOR}{request.args.get('matt', '')}", meeting.county)
    asked = MeetingView(kind=DEFAULT, content=Figures(selections=(chosen.but(as_of=meeting.as_of),)))
    place = places.place(meeting.county)
    shown = show_slide(asked, setting)
    told = page_body.turned_told(turned_slide(-1, Turned(place, False, shown)))
    said = {
        "unit": "" if shown.view is None else shown.view.spoken_unit_sv,
        "signs": json.dumps(swedish.SPOKEN_SIGNS, ensure_ascii=False),
    }
    return json_answer(orjson.dumps(told | said | {"source": shown.plain_source, "synthetic": shown.synthetic}))


def parked(material: Material, day: str) -> Response:
    """A question is parked: ``text``, and the ``slide`` and ``place`` then seen. Only from the page itself."""
    request.max_content_length = LARGEST_QUESTION_BYTES
    if request.headers.get("X-Lanspuls") != "parkera":
        raise BadRequest
    told = sent()
    if not isinstance(told, dict) or not isinstance(told.get("text"), str):
        raise BadRequest
    slide, place = told.get("slide", 0), told.get("place", "")
    if type(slide) is not int or not isinstance(place, str):
        raise BadRequest
    try:
        count = park(segment.draft_file(material, day), told["text"], slide, place)
    except NotKept as error:
        return make_response({"message": error.message_sv}, 503)
    return make_response({"message": f"Parkerad. {count} i listan."})


LARGEST_QUESTION_BYTES = 10_000


def pdf(material: Material, day: str) -> Response:
    """The PDF, with the pictures that the visitor's browser drew and sends."""
    request.max_content_length = LARGEST_REQUEST_BYTES
    drawn = sent()
    with a_turn():
        found = segment.draft_shown(material, day, Size.PAPER)
        setting, shown = found.setting, found.slides
        figures = [slide.view.figure for slide in shown]
        svgs = pictures(drawn, figures, page_body.version(figures))
        made = make_response(draft_pdf(setting, shown, svgs))
    made.mimetype = "application/pdf"
    made.headers["Content-Disposition"] = f'attachment; filename="mote-{setting.meeting.slug}-utkast.pdf"'
    return made


def _meeting(material: Material, day: str) -> Meeting:
    """The draft without its slides; as it was last shown where its file cannot be read."""
    try:
        return segment.shown_today(segment.draft_file(material, day), material)
    except UsageError:
        if day not in material.last_good:
            raise
        return material.last_good[day]


def _name(edition: Edition) -> str:
    return f"{edition.head.title} {edition.head.day.isoformat()}"


def _beside(
    make: Callable[[Meeting, MeetingView, SlideView, Material], list[T]], setting: Setting, slide: segment.Slide
) -> list[T]:
    """What the speaker is told beside a slide; nothing where a file it needs is damaged, which the slides tell."""
    try:
        return [] if slide.view.is_lost else make(setting.meeting, slide.asked, slide.view, setting.material)
    except StoreDamaged:
        return []


def _parked(one: Question, meeting: Meeting) -> dict[str, str]:
    """A question that waits for a yes, and what was seen when it was asked."""
    place = places.place(one.place or meeting.county).full_name
    return {"text": one.text, "where": f"bild {one.slide}, {place}" if one.slide else ""}


def _notes(slide: segment.Slide, setting: Setting) -> dict[str, object]:
    return {
        "seconds": slide.asked.seconds or SECONDS,
        "speaker": [" ".join(line.split()) for line in slide.asked.notes.splitlines() if line.strip()],
        "sentence": slide.view.sentence_beside(slide.headline),
        "said": _beside(to_say, setting, slide),
        "questions": _beside(questions, setting, slide),
    }
