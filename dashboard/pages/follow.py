"""/folj/<word>: the slide that the speaker shows, as a page of one's own: text, table, own zoom, own screen reader.

Its slides are those of the published edition. Without script the page is the edition to read.
"""

import re
from datetime import date

from flask import Response, make_response, render_template, request
from werkzeug.exceptions import BadRequest, Unauthorized

from dashboard.editions.content import Edition
from dashboard.editions.followed import WORD, Shown
from dashboard.editions.written import BODY, Key
from dashboard.meetings.material import Material
from dashboard.meetings.segment import meeting_file
from dashboard.pages import DocumentKind, Part
from dashboard.pages._answers import or_message, or_told, sent
from dashboard.pages._following import LARGEST_BYTES, shown
from dashboard.words import swedish
from loaders.ground import places
from loaders.ground.errors import NoSuchMeeting

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def show(material: Material, word: str) -> Response:
    """The page of a word: a meeting's day, or what the speaker's side chose."""
    return or_message(lambda: _page(material, word))


def told(material: Material, word: str) -> Response:
    """The speaker's side, with the secret, says what is shown: ``day``, edition's ``number``, ``slide``, ``place``."""

    def take() -> Response:
        _require_secret(material)
        request.max_content_length = LARGEST_BYTES
        said = sent()
        if not isinstance(said, dict):
            raise BadRequest
        day, number, slide, place = (said.get(name) for name in ("day", "number", "slide", "place"))
        if not isinstance(day, str) or not isinstance(place, str) or type(number) is not int or type(slide) is not int:
            raise BadRequest
        edition = material.editions.edition(material.editions.key(day, str(number)))
        material.followed.show(word, shown(edition, slide, place))
        return make_response("", 204)

    return or_told(take)


def ended(material: Material, word: str) -> Response:
    """The speaker's side has ended. Needs the secret."""

    def end() -> Response:
        _require_secret(material)
        material.followed.end(word)
        return make_response("", 204)

    return or_told(end)


def asked(material: Material, word: str) -> Response:
    """The speaker's side asks those who follow: ``text``, ``options``; none end the question. Needs the secret."""

    def ask() -> Response:
        _require_secret(material)
        request.max_content_length = LARGEST_BYTES
        said = sent()
        text, options = (said.get(name) for name in ("text", "options")) if isinstance(said, dict) else (None, None)
        if not isinstance(text, str) or not isinstance(options, list) or not all(isinstance(o, str) for o in options):
            raise BadRequest
        material.followed.ask(word, text, options)
        return make_response("", 204)

    return or_told(ask)


def answered(material: Material, word: str) -> Response:
    """Somebody who follows answers: the question's ``id``, and ``answer`` from 0. Only from the page itself."""

    def take() -> Response:
        request.max_content_length = LARGEST_BYTES
        if request.headers.get("X-Lanspuls") != "svar":
            raise BadRequest
        said = sent()
        if not isinstance(said, dict) or not isinstance(said.get("id"), str) or type(said.get("answer")) is not int:
            raise BadRequest
        if not WORD.fullmatch(word) or not material.followed.questions.answer(word, said["id"], said["answer"]):
            return make_response({"message": "Frågan är stängd."}, 404)
        return make_response("", 204)

    return or_told(take)


def _require_secret(material: Material) -> None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not material.followed.is_secret(secret.strip()):
        raise Unauthorized


def _page(material: Material, word: str) -> Response:
    now = material.followed.shown(word)
    key = _key(material, word, now)
    if key is None:
        return make_response(render_template("follow.html", name="Följ mötet", word=word, body=""))
    edition = material.editions.edition(key)
    return make_response(
        render_template(
            "follow.html",
            name=f"Följ {edition.head.title} {key.day}",
            word=word,
            body=material.editions.read(key, BODY).decode(),
            number=key.number,
            edition=f"/mote/{key.day}",
            told=_told(now, edition),
            before=_before(edition, material.today()),
            places=[(one.code, one.name) for one in places.municipalities(edition.head.county)],
        )
    )


def _key(material: Material, word: str, now: Shown | None) -> Key | None:
    """The edition that a word leads to; None for a draft without any, which only its own machine tells of."""
    if now is not None:
        return Key(now.day, now.number)
    try:
        return material.editions.key(word)
    except NoSuchMeeting:
        if _DAY.fullmatch(word) and material.data.shows_drafts:
            meeting_file(material.folder, word)
            return None
        raise NoSuchMeeting(
            f"nothing is followed under '{word[:40]}'", "Ingen visar bilder på den adressen just nu."
        ) from None


def _told(now: Shown | None, edition: Edition) -> str:
    if now is None:
        return ""
    shown = [one.number for one in edition.slides if not one.is_prepared]
    number = shown.index(now.slide) + 1 if now.slide in shown else now.slide
    return f"Följer talaren – bild {number} av {len(shown)}"


def _before(edition: Edition, today: date) -> str:
    """What is said while nothing is shown: when the meeting begins, or that it has been."""
    head = edition.head
    if head.day < today:
        return "Mötet har varit"
    begins = f"{head.start:%H.%M}" if head.start else ""
    if head.day == today:
        return f"Börjar {begins}" if begins else "Börjar i dag"
    return f"Börjar {swedish.date_text(head.day)}" + (f" klockan {begins}" if begins else "")


PAGE = DocumentKind(
    address="/folj/<word>",
    under="/moten",
    of_a_place=False,
    answer=show,
    parts=(
        Part(address="/lage", answer=told, method="POST"),
        Part(address="/lage", answer=ended, method="DELETE"),
        Part(address="/fraga", answer=asked, method="POST"),
        Part(address="/svar", answer=answered, method="POST"),
    ),
    examples=("/folj/{meeting}",),
)
