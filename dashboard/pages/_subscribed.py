"""What programs subscribe to of the meetings: a feed with every edition, and a calendar with every decided meeting."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime

import flask
from flask import Response

from dashboard.data.coming import meetings_ahead
from dashboard.editions import page_body
from dashboard.editions.content import Edition, EditionDamaged
from dashboard.editions.told import known_sv, place_sv
from dashboard.editions.written import Key
from dashboard.forms.feed import Entry, atom
from dashboard.meetings.material import Material
from dashboard.words import swedish
from loaders.ground.errors import UsageError
from loaders.planning.calendar_file import Held, icalendar

FEED, CALENDAR = "/moten/flode.xml", "/moten/kalender.ics"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""The stamp of a calendar where nothing has happened yet."""
MOST = 40
"""Entries of a feed; a reader of feeds keeps what it has seen."""


def feed(material: Material) -> Response:
    """Every edition as an Atom feed, the newest first."""
    entries = sorted(_entries(material), key=lambda one: (one.moment, one.key), reverse=True)[:MOST]
    data = material.data
    body = atom("Länspuls: publicerade möten", "/moten", FEED, entries, data.public.address, author=data.organisation)
    return kept_answer(body, "application/atom+xml; charset=utf-8")


def calendar(material: Material) -> Response:
    """The meetings that are decided or published, with time and place where an edition tells them, for calendars.

    All is stamped by the newest edition, so that an unchanged calendar is the same bytes.
    """
    published = {edition.head.day: edition for edition in _newest(material)}
    days = sorted({*meetings_ahead(material.data), *published})
    stamp = max((edition.moment for edition in published.values()), default=EPOCH)
    meetings = [_held(published[day]) if day in published else Held(day=day) for day in days]
    body = icalendar((), stamp, meetings, material.data.public.address, "Länspuls: möten")
    return kept_answer(body, "text/calendar; charset=utf-8")


def addresses(material: Material) -> list[dict[str, str]]:
    """What there is to subscribe to: its text, link, media type and whole address, empty where none is known."""
    found = (
        ("Flöde med publicerade möten", FEED, "application/atom+xml"),
        ("Mötena i Outlook och telefon", CALENDAR, "text/calendar"),
    )
    address = material.data.public.address
    return [{"text": text, "href": link, "media": media, "whole": address(link)} for text, link, media in found]


def kept_answer(body: bytes, mimetype: str) -> Response:
    """What programs ask for again and again: unchanged, it is not sent anew."""
    answer = Response(body, content_type=mimetype, headers={"Cache-Control": "no-cache"})
    answer.set_etag(hashlib.blake2b(body, digest_size=12).hexdigest())
    answer.make_conditional(flask.request)
    return answer


def _newest(material: Material) -> Iterator[Edition]:
    """The newest edition of each meeting; one that is damaged is told by the list of meetings."""
    for day in material.editions.days():
        try:
            yield material.editions.edition(material.editions.newest(day))
        except (EditionDamaged, UsageError):
            continue


def _entries(material: Material) -> Iterator[Entry]:
    for day in material.editions.days():
        for number in material.editions.numbers(day):
            try:
                edition = material.editions.edition(Key(day, number))
            except (EditionDamaged, UsageError):
                continue
            yield _entry(edition)


def _entry(edition: Edition) -> Entry:
    head, number = edition.head, edition.number
    kind = f", utgåva {number}: {edition.kind.value}" if number > 1 else ""
    told = (edition.note, f"{edition.summary_headline or edition.slides[0].headline}.", known_sv(edition))
    return Entry(
        key=f"mote/{head.day}/{number}",
        title=f"{head.title} {swedish.date_text(head.day)}{kind}",
        link=page_body.address_of(edition),
        moment=edition.moment,
        text=" ".join(filter(None, (*told, "DEMODATA." if edition.synthetic else ""))),
        words=(edition.kind.value,),
    )


def _held(edition: Edition) -> Held:
    head = edition.head
    return Held(
        day=head.day,
        link=f"/mote/{head.day}",
        title=head.title,
        where=place_sv(edition),
        start=head.start,
        end=head.end,
    )
