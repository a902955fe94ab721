"""The body of a meeting's page: what stands between the frame's menu and its foot, with the files its script asks for.

It is made once, when an edition is published, and the same bytes are sent ever after. A draft's is made at every
reading, from an edition that is not written.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson

from dashboard.editions.content import Edition, Figure, Linked, Municipality, Slide, Turned
from dashboard.editions.municipality import headline_of, table_of
from dashboard.editions.rescaled import for_a_page
from dashboard.editions.templates import environment
from dashboard.editions.told import issue_sv, known_sv, place_sv, times_sv
from dashboard.figures.frame import GRAPH_CONFIG
from dashboard.forms.table_html import table_html
from dashboard.model import Size
from dashboard.words import swedish
from dashboard.words.line_breaks import bound
from loaders.ground import places

PAYLOAD_SCHEMA = 1
SEGMENT_MINUTES, SHORT_MINUTES = 7, 5
"""How long the whole segment and its short version are meant to take (docs/meeting.md)."""
PLACES = "platser.json"
PICTURE = "bild-"
"""How the names of the slides' pictures begin."""
IN_SHORT = "kommuner"
"""The key of ``platser.json`` below which each municipality's rows are; the others are numbers of slides."""
SIZES = (Size.SLIDE, Size.SCREEN, Size.PHONE, Size.PAPER)


@dataclass(frozen=True, slots=True)
class At:
    """Where the body's files are: what the addresses of figures begin with, slides of other places, the PDF, and what
    those of the pictures begin with that are shown without scripts."""

    figures: str
    turned: str
    pdf: str
    pictures: str

    @classmethod
    def of(cls, base: str) -> "At":
        """Those below an address."""
        return cls(f"{base}/figurer/", f"{base}/{PLACES}", f"{base}/pdf", f"{base}/fil/{PICTURE}")


def address_of(edition: Edition) -> str:
    """The address of an edition: ``/mote/2026-11-30/1``."""
    return f"/mote/{edition.head.day.isoformat()}/{edition.number}"


def figures_file(size: Size) -> str:
    """The file that holds the figures of a size."""
    return f"figurer-{size.value}.json"


def body(edition: Edition, files: Sequence[Linked] = (), base: str = "") -> bytes:
    """``<main>`` as UTF-8. files: what is offered to take away, with names, addresses and sizes in bytes.

    base: the address of its files, that of the edition where none is said.
    """
    base = base or address_of(edition)
    template = environment().get_template("body.html")
    has_pdf = any(one.file.endswith(".pdf") for one in files)
    attached = [
        Linked(title=one.title, address=f"{base}/fil/{quote(one.file)}", file=one.file, size=one.size)
        for one in edition.attachments
    ]
    return template.render(
        edition=edition,
        day=swedish.date_text(edition.head.day),
        where=where_sv(edition),
        issue=issue_sv(edition),
        known=known_sv(edition),
        title=edition.summary_headline or edition.slides[0].headline,
        slides=edition.slides,
        at=At.of(base),
        files=files,
        attached=attached,
        has_pdf=has_pdf,
        minutes=SEGMENT_MINUTES,
        short_minutes=SHORT_MINUTES,
        signs=json.dumps(swedish.SPOKEN_SIGNS, ensure_ascii=False),
    ).encode()


def body_files(edition: Edition) -> dict[str, bytes]:
    """What the body's script asks for: the figures of every size, and the slides of other places. Without scripts the
    pictures of the slides, where they were drawn."""
    made = {figures_file(size): payload(figures_of(edition.slides, size)) for size in SIZES}
    pictures = {
        f"{PICTURE}{slide.number}{ending}.svg": svg.encode()
        for slide in edition.slides
        for ending, svg in (("", slide.drawings.svg), ("-smal", slide.drawings.narrow))
        if svg
    }
    return made | pictures | {PLACES: turned_slides(edition.turned, edition)}


def figures_of(slides: Sequence[Slide], size: Size) -> list[Figure | None]:
    """The figure of each slide at a size; None for one without."""
    return [getattr(slide.drawings, size.value) for slide in slides]


def payload(figures: Sequence[Figure | None]) -> bytes:
    """Figures as compact JSON: ``schema``, ``version`` (of the figures), ``config``, ``figures`` (null if none)."""
    packed = orjson.dumps(list(figures))
    head = {"schema": PAYLOAD_SCHEMA, "version": version(figures), "config": GRAPH_CONFIG}
    return orjson.dumps(head | {"figures": orjson.Fragment(packed)})


def version(figures: Sequence[Figure | None]) -> str:
    """The version a payload of these figures states: other figures, other version."""
    return hashlib.sha256(orjson.dumps(list(figures))).hexdigest()[:16]


def turned_slides(turned: Sequence[Turned], edition: Edition | None = None) -> bytes:
    """What a slide shows for each place, by the slide's number. ``why`` says why there is nothing to show.

    With an edition also each municipality's headline and rows, by its code.
    """
    made: dict[str, Any] = {}
    county = {slide.number: slide.drawings.screen for slide in edition.slides} if edition else {}
    for one in turned:
        made.setdefault(str(one.slide), []).append(turned_told(one, county.get(one.slide)))
    if edition is not None:
        made[IN_SHORT] = {
            one.code: {"headline": swedish.kept_together(headline_of(one)), "rows": in_short_html(edition, one)}
            for one in edition.municipalities
        }
    return orjson.dumps(made)


def turned_told(one: Turned, county: Figure | None = None) -> dict[str, object]:
    """A slide of another place as its script has it; ``county``: the figure of the county, at the size of a screen."""
    told: dict[str, object] = {
        "place": one.place_sv, "name": places.place(one.place).name, "code": one.place,
        "neighbour": one.is_neighbour, "why": one.why,
    }  # fmt: skip
    if one.headline:
        screen = for_a_page(one.figure, county) if one.figure else None
        told |= turned_texts(one)
        told |= {"figure": one.figure, "screen": screen, "phone": one.phone or screen}
        told |= {"numbers": str(table_html(one.numbers))}
    return told


def turned_texts(one: Turned) -> dict[str, str]:
    """The texts of a slide for another place, its tables as HTML."""
    tables = _macro("tabeller.html", "tables")
    return {
        "headline": bound(swedish.kept_together(one.headline)),
        "below": bound(swedish.kept_together(one.headline_below)),
        "subtitle": bound(one.subtitle),
        "alt": one.alt,
        "sentence": bound(one.sentence),
        "tables": str(tables(one.tables)),
    }


def slide_html(slide: Slide, meeting_sv: str, place: str) -> str:
    """One slide of a meeting alone, of a place by its full name; its number of how many is written by who shows it.

    meeting_sv: what its foot calls the meeting, with the day.
    """
    made = _macro("slide.html", "section")
    signs = json.dumps(swedish.SPOKEN_SIGNS, ensure_ascii=False)
    return str(made(slide, meeting_sv, "", "", signs=signs, place=place))


def claim_html(slide: Slide) -> str:
    """What is said above a slide's figure."""
    return str(_macro("slide.html", "claim")(slide, ""))


def _macro(template: str, name: str) -> Callable[..., str]:
    """A macro of a template, called as a function."""
    made: Callable[..., str] = getattr(environment().get_template(template).module, name)
    return made


def in_short_html(edition: Edition, one: Municipality) -> str:
    """A municipality's row of each measure and what cannot be shown for it, as HTML."""
    made = _macro("slide.html", "in_short")
    return str(made(table_of(one, edition.head.county_sv), one))


def where_sv(edition: Edition) -> str:
    """``, Östersund och digitalt, 13.00–14.00``, after the name of the meeting; empty where the file says neither."""
    told = ", ".join(filter(None, (place_sv(edition), times_sv(edition))))
    return f", {told}" if told else ""
