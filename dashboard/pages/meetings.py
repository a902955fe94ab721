"""Möten: every published meeting with its editions and forms, newest first; where drafts are shown, those too.

A plain document.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from flask import render_template

from dashboard.data.meeting_days import meeting_files, misnamed_files
from dashboard.editions import page_body
from dashboard.editions.content import EditionDamaged
from dashboard.editions.forms import all_forms
from dashboard.editions.templates import size_sv
from dashboard.editions.written import Key
from dashboard.meetings.file import load_meeting
from dashboard.meetings.material import Material
from dashboard.pages import DocumentKind, Part, _subscribed
from dashboard.words import swedish
from dashboard.words.line_breaks import bound
from loaders.ground.errors import UsageError


@dataclass(frozen=True, slots=True)
class _File:
    """A form to take away."""

    title: str
    href: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A meeting of the list. about: where, and what it said; fault: why it cannot be shown."""

    href: str
    title: str
    about: str = ""
    headline: str = ""
    editions: tuple[tuple[str, str], ...] = ()
    files: tuple[_File, ...] = ()
    fault: str = ""


def listing(material: Material) -> str:
    """The list of meetings."""
    shows_drafts = material.data.shows_drafts
    misnamed = [error.message_sv for _, error in misnamed_files(material.folder)] if shows_drafts else []
    return render_template(
        "moten.html",
        bound=bound,
        published=list(_published(material)),
        drafts=list(_drafts(material)) if shows_drafts else [],
        misnamed=misnamed,
        shows_drafts=shows_drafts,
        subscribed=_subscribed.addresses(material),
    )


def _published(material: Material) -> Iterator[_Row]:
    editions = material.editions
    for day in editions.days():
        key = editions.newest(day)
        try:
            edition, listed = editions.edition(key), editions.listed(key)
        except (EditionDamaged, UsageError) as error:
            yield _Row(href=f"/mote/{day}", title=f"Möte {swedish.date_text(day)}", fault=error.message_sv)
            continue
        base = page_body.address_of(edition)
        sizes = {one.name: one.size for one in listed}
        files = [
            _File(form.title_sv, f"{base}/fil/{name}", size_sv(sizes[name]))
            for form in all_forms()
            if form.is_listed and (name := form.name(edition)) in sizes
        ]
        files += [
            _File(one.title, f"{base}/fil/{quote(one.file)}", size_sv(sizes.get(one.file, 0)))
            for one in edition.attachments
        ]
        yield _Row(
            href=f"/mote/{day}",
            title=f"{edition.head.title} {swedish.date_text(day)}",
            headline=edition.summary_headline,
            about=edition.head.place,
            editions=tuple(_editions(material, key)),
            files=tuple(files),
        )


def _editions(material: Material, newest: Key) -> Iterator[tuple[str, str]]:
    """Every edition with its address, where there are several."""
    numbers = material.editions.numbers(newest.day)
    for number in numbers if len(numbers) > 1 else ():
        try:
            one = material.editions.edition(Key(newest.day, number))
        except EditionDamaged:
            continue
        kind = f", {one.kind.value}" if number > 1 else ""
        yield f"Utgåva {number}{kind}, {swedish.date_text(one.moment)}", f"/mote/{newest.day}/{number}"


def _drafts(material: Material) -> Iterator[_Row]:
    for path in meeting_files(material.folder):
        try:
            found = load_meeting(path)
        except UsageError as error:
            yield _Row(href=f"/mote/{path.stem}", title=f"Möte {path.stem}", fault=error.message_sv)
            continue
        count = len(found.views)
        slides = f"{swedish.small_number(count)} {'bild' if count == 1 else 'bilder'}"
        yield _Row(
            href=f"/mote/{found.slug}",
            title=f"{found.title} {swedish.date_text(found.date)}",
            about=f"{found.place} · {slides}",
        )


PAGE = DocumentKind(
    address="/moten",
    menu_sv="Möten",
    order=60,
    of_a_place=False,
    answer=listing,
    parts=(
        Part(address="/flode.xml", answer=_subscribed.feed),
        Part(address="/kalender.ics", answer=_subscribed.calendar),
    ),
    synonyms=("möten", "näringslivsdialog", "protokoll", "bilder"),
)
