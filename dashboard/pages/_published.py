"""A meeting as it was published: its body and files are sent as they were written, and nothing is made anew."""

from mimetypes import guess_type
from pathlib import Path

import orjson
from flask import Response, make_response, render_template, request

from dashboard.editions import page_body
from dashboard.editions.content import Edition
from dashboard.editions.forms import all_forms
from dashboard.editions.forms.pdf import document
from dashboard.editions.written import ATTACHED, BODY, CONTENT, Editions, Key
from dashboard.forms.pdf.typesetting import a_turn
from dashboard.meetings.file import load_meeting
from dashboard.meetings.material import Material
from dashboard.model import Size
from dashboard.pages._answers import LARGEST_REQUEST_BYTES, json_answer, pictures, sent
from dashboard.publishing.drawing import with_drawings
from dashboard.publishing.since import Since, since
from dashboard.words import swedish
from loaders.ground.errors import NoSuchMeeting, UsageError

_SHOWN_SIZES = {size.value: size for size in page_body.SIZES}


def show(material: Material, day: str, number: str = "") -> Response:
    """The document of an edition, the newest where none is said: its body as it was written, in today's frame."""
    editions = material.editions
    key = editions.key(day, number)
    body = editions.read(key, BODY).decode()
    edition = editions.edition(key)
    names = [one.name for one in editions.listed(key)]
    return make_response(
        render_template(
            "mote.html",
            name=f"{edition.head.title} {day}",
            body=body,
            preload=f"{page_body.address_of(edition)}/figurer/screen.json",
            notices=_notices(edition, key, editions),
            since=_since(edition, key, material),
            mailbox=_mailbox(key, material),
            talking=False,
            short=request.args.get("kort") == "1",
            has_short=any(not slide.short for slide in edition.slides),
            can_talk=False,
            has_pdf=any(name.endswith(".pdf") for name in names),
            minutes=page_body.SEGMENT_MINUTES,
            notes=[],
        )
    )


def figures(material: Material, day: str, number: str, size: str) -> Response:
    """The figures of all slides at a size."""
    if size not in _SHOWN_SIZES:
        raise NoSuchMeeting(f"no size '{size[:20]}'", f"Storleken ”{size[:20]}” finns inte.")
    return json_answer(_read(material, day, number, page_body.figures_file(_SHOWN_SIZES[size])))


def turned(material: Material, day: str, number: str) -> Response:
    """The slides of other places."""
    return json_answer(_read(material, day, number, page_body.PLACES))


def file(material: Material, day: str, number: str, name: str) -> Response:
    """A form or an attachment, as it was written."""
    media = next((form.media for form in all_forms() if name.endswith(form.ending)), "") or guess_type(name)[0]
    made = make_response(_read(material, day, number, name))
    media = media or "application/octet-stream"
    made.headers["Content-Type"] = f"{media}; charset=utf-8" if media.startswith("text/") else media
    made.headers.set("Content-Disposition", "attachment", filename=name.removeprefix(ATTACHED))
    styles = "; style-src 'unsafe-inline'" if media == "image/svg+xml" else ""  # a drawing's colours are its styles
    made.headers["Content-Security-Policy"] = f"sandbox; default-src 'none'{styles}"
    return made


def pdf(material: Material, day: str, number: str) -> Response:
    """The PDF of an edition that was published without one, with the pictures that the visitor's browser drew."""
    request.max_content_length = LARGEST_REQUEST_BYTES
    drawn = sent()
    with a_turn():
        edition = material.editions.edition(material.editions.key(day, number))
        given = orjson.loads(_read(material, day, number, page_body.figures_file(Size.PAPER)))  # as it was published
        svgs = pictures(drawn, page_body.figures_of(edition.slides, Size.PAPER), given["version"])
        whole = with_drawings(edition, lambda _: [svg for svg in svgs if svg is not None])
        made = make_response(document(whole))
    made.mimetype = "application/pdf"
    made.headers["Content-Disposition"] = f'attachment; filename="{edition.name}.pdf"'
    return made


def _read(material: Material, day: str, number: str, name: str) -> bytes:
    return material.editions.read(material.editions.key(day, number), name)


def _notices(edition: Edition, key: Key, editions: Editions) -> list[dict[str, str]]:
    """What today's frame says around an edition: that it is replaced, or which it replaces."""
    newest = editions.newest(key.day)
    told = []
    if newest.number > key.number:
        later = editions.edition(newest)
        day = swedish.date_text(later.moment)
        told.append({"text": f"Ersatt av utgåva {newest.number}, {day}.", "href": f"/mote/{key.day}"})
    told += [
        {"text": f"Utgåva {number} finns kvar.", "href": f"/mote/{key.day}/{number}"}
        for number in editions.numbers(key.day)
        if number < key.number
    ]
    return told


def _mailbox(key: Key, material: Material) -> str:
    """Where questions about a meeting go, as its file says today: an address may change, what was published may not."""

    def read() -> str:
        try:
            return load_meeting((material.folder or Path()) / f"{key.day}.toml").mailbox
        except UsageError:
            return ""

    found: str = material.data.remember(("mailbox", key.day), read)
    return found


def _since(edition: Edition, key: Key, material: Material) -> Since:
    digest = next((one.sha256 for one in material.editions.listed(key) if one.name == CONTENT), "")
    found: Since = material.data.remember(
        ("since", key, digest, material.data.today()), lambda: since(edition, material.data)
    )
    return found
