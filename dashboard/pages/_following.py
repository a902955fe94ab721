"""The speaker's side of following: which slide of the published edition a slide of the draft is, told to participants.

What is followed is always the newest edition: nothing of a draft reaches anybody by it.
"""

from datetime import date

from flask import Response, make_response, request
from werkzeug.exceptions import BadRequest

from dashboard.editions.asked import read_line
from dashboard.editions.content import Edition
from dashboard.editions.followed import Shown
from dashboard.meetings import segment
from dashboard.meetings.material import Material
from dashboard.model import Size
from dashboard.pages._answers import sent
from dashboard.publishing.composing import draft
from dashboard.publishing.same_slides import matched
from loaders.ground import places
from loaders.ground.errors import NoSuchMeeting, UsageError
from loaders.ground.people.files import stamp

LARGEST_BYTES = 2_000


def tell(material: Material, day: str) -> Response:
    """What the speaker shows is told, or its end: ``on``, the draft's ``slide`` from 1, the code of a ``place``.

    Only from the page itself. The answer's ``message`` says what participants see where that is not the slide.
    """
    request.max_content_length = LARGEST_BYTES
    if request.headers.get("X-Lanspuls") != "folj":
        raise BadRequest
    told = sent()
    if not isinstance(told, dict) or not isinstance(told.get("on"), bool):
        raise BadRequest
    if not told["on"]:
        material.told.end(day)
        return make_response({"message": "Deltagarna följer inte längre.", "address": ""})
    slide, place = told.get("slide"), told.get("place")
    if type(slide) is not int or not isinstance(place, str):
        raise BadRequest
    edition = _edition(material, day)
    number = numbers(material, day, edition).get(slide, 0)
    if not number:
        message = f"Deltagarna ser inte bilden: den finns inte i utgåva {edition.number}."
        return make_response({"message": message, "address": _address(material, day)})
    material.told.show(day, shown(edition, number, place))
    return make_response({"message": "", "address": _address(material, day)})


def ask(material: Material, day: str) -> Response:
    """Those who follow are asked: ``text``, a question with its answers in one line; nothing ends it."""
    request.max_content_length = LARGEST_BYTES
    if request.headers.get("X-Lanspuls") != "folj":
        raise BadRequest
    said = sent()
    if not isinstance(said, dict) or not isinstance(said.get("text"), str):
        raise BadRequest
    text, options = read_line(said["text"]) if said["text"].strip() else ("", ())
    material.told.ask(day, text, options)
    return make_response({"message": "Frågan är öppen." if options else "Frågan är stängd. Svaren är borta."})


def shown(edition: Edition, slide: int, place: str) -> Shown:
    """A slide of an edition that may be followed. UsageError for a slide it lacks, or what is no place."""
    if not any(one.number == slide for one in edition.slides):
        raise UsageError(
            f"edition {edition.number} has no slide {slide}", f"Utgåva {edition.number} har ingen bild {slide}."
        )
    if place and place not in places.all_places():
        raise UsageError(f"no place '{place[:20]}'", f"Platsen ”{place[:20]}” finns inte.")
    return Shown(day=edition.head.day, number=edition.number, slide=slide, place=place)


def numbers(material: Material, day: str, edition: Edition) -> dict[int, int]:
    """The number of a draft's slide → that of the same slide of an edition: of the same kind, showing the same.

    Of a draft with a fault it is the slides that were shown last, which the speaker still has.
    """
    path = segment.draft_file(material, day)

    def match() -> dict[int, int]:
        shown = segment.draft_shown(material, day, Size.SLIDE)
        return matched(draft(shown.setting, shown.slides).slides, edition.slides)

    found: dict[int, int] = material.data.remember(
        ("followed", day, stamp([path]), edition.number, edition.moment, material.data.today()), match
    )
    return found


def _edition(material: Material, day: str) -> Edition:
    try:
        return material.editions.edition(material.editions.newest(date.fromisoformat(day)))
    except (NoSuchMeeting, ValueError):
        raise UsageError(
            f"the meeting {day} has no edition to follow; publish it first: lanspuls meeting publish {day}",
            f"Mötet {day} har ingen utgåva att följa. Publicera det först: lanspuls meeting publish {day}",
        ) from None


def _address(material: Material, day: str) -> str:
    return material.data.public.address(f"/folj/{day}")
