"""``compose``: a meeting file and the figures in, one Edition out: all that is shown, as text and values."""

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from dashboard.data.coming import next_sv
from dashboard.editions import content
from dashboard.editions.content import Drawings, Edition, Figure, Head, Kind, OwnPicture, Source
from dashboard.editions.figures_used import Used, used_of
from dashboard.editions.written import ATTACHED
from dashboard.meetings import segment
from dashboard.meetings.material import NOTHING_TO_SHOW, Material
from dashboard.meetings.meeting import Meeting, MeetingView
from dashboard.meetings.segment import subtitle_of
from dashboard.meetings.slides import Setting
from dashboard.meetings.slides.free import read_picture
from dashboard.meetings.slides.outlook import judged_again
from dashboard.meetings.turning import Turned, has_municipalities, has_neighbours
from dashboard.model import Column, Size, Table
from dashboard.publishing.in_short import municipalities, summary
from dashboard.publishing.ruling import rules_in_force
from dashboard.views import make_view, participants
from dashboard.views.selection import Selection, link
from dashboard.views.slide_view import Picture
from dashboard.views.view import View
from dashboard.words import published, swedish
from dashboard.words.judging import kept
from loaders.ground import places

_SIZES = (Size.SLIDE, Size.SCREEN, Size.PHONE, Size.PAPER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Which edition is made: its number from 1, what it is, the moment it is made (UTC), and what it says of itself."""

    number: int
    kind: Kind
    moment: datetime
    note: str = ""
    corrected: tuple[content.Corrected, ...] = ()


def compose(meeting: Meeting, material: Material, issue: Issue, *, for_paper: bool = False) -> Edition:
    """The edition of a meeting as its figures are known now, or on the day its file names. Nothing is drawn as SVG.

    for_paper: with figures of one size, that of paper, and without the slides of other places.

    All of it is made of one state of the store, whatever is fetched meanwhile. LanspulsError of the first slide that
    cannot be made.
    """
    with material.data.readings.one():
        return _composed(meeting, material, issue, for_paper=for_paper)


def _composed(meeting: Meeting, material: Material, issue: Issue, *, for_paper: bool) -> Edition:
    known_by = meeting.as_of or material.today()
    sizes = (Size.PAPER,) if for_paper else _SIZES
    shown = {size: segment.slides(Setting(meeting=meeting, material=material, size=size)) for size in sizes}
    slides = tuple(
        _slide(n, meeting, material, known_by, [shown[size][n] for size in sizes]) for n in range(len(meeting.views))
    )
    setting = Setting(meeting=meeting, material=material, size=Size.SLIDE)
    in_summary, told = summary(setting, slides), details_of(meeting)
    return Edition(
        number=issue.number,
        kind=issue.kind,
        moment=issue.moment,
        known_by=known_by,
        note=issue.note,
        corrected=issue.corrected,
        head=_head(meeting, material),
        slides=slides,
        summary_headline=in_summary.headline,
        summary=in_summary.rows,
        turned=() if for_paper else tuple(_turned(meeting, material)),
        municipalities=municipalities(setting, in_summary),
        news=tuple(content.Revised(told=one.told, stands=one.stands) for one in judged_again(meeting, material)),
        participants=_participants(meeting, material),
        reading=_signs(),
        reading_told=(published.chance_rule(), published.THREE_UNEMPLOYMENTS, published.DAY_AND_NIGHT),
        sources=tuple(_sources(meeting, material)),
        rules=rules_in_force(),
        rules_version=kept.NEWEST,
        questions=told.questions,
        links=told.links,
        attachments=told.attachments,
        public_address=material.data.public.address(f"/mote/{meeting.slug}"),
    )


@dataclass(frozen=True, slots=True)
class Details:
    """What an addition may change: questions that are approved, links, attachments."""

    questions: tuple[content.Question, ...]
    links: tuple[content.Linked, ...]
    attachments: tuple[content.Linked, ...]


def details_of(meeting: Meeting) -> Details:
    """Those of a meeting file."""
    return Details(
        questions=tuple(
            content.Question(
                text=one.text,
                slide=one.slide,
                place_sv=places.place(one.place).full_name if one.place else "",
                answer=one.answer,
            )
            for one in meeting.questions
            if one.approved
        ),
        links=tuple(content.Linked(title=one.title, address=one.address) for one in meeting.links),
        attachments=tuple(content.Linked(title=one.title, file=f"{ATTACHED}{one.file}") for one in meeting.attachments),
    )


def draft(setting: Setting, made: Sequence[segment.Slide]) -> Edition:
    """What a draft's page shows: its slides as they are now, without what only an edition has. Its number is 0."""
    meeting, material = setting.meeting, setting.material
    known_by = meeting.as_of or material.today()
    return Edition(
        number=0,
        kind=Kind.FIRST,
        moment=datetime.combine(known_by, datetime.min.time()),
        known_by=known_by,
        head=_head(meeting, material),
        slides=tuple(draft_slide(n, one, setting) for n, one in enumerate(made)),
        summary_headline=f"{meeting.title} {swedish.date_text(meeting.date)}",
    )


def draft_slide(n: int, made: segment.Slide, setting: Setting) -> content.Slide:
    """A slide of a draft alone, ``n`` from 0. It needs nothing of what stands beside the slides: logo, next meeting."""
    known_by = setting.meeting.as_of or setting.material.today()
    return _slide(n, setting.meeting, setting.material, known_by, [made], with_used=False)


def _head(meeting: Meeting, material: Material) -> Head:
    county = places.place(meeting.county)
    return Head(
        day=meeting.date,
        title=meeting.title,
        place=meeting.place,
        county=county.code,
        county_sv=county.full_name,
        organisation=material.organisation,
        start=meeting.start,
        end=meeting.end,
        held_sv=meeting.held.value if meeting.held else "",
        deep_dive=meeting.deep_dive,
        next_sv=next_meeting_sv(meeting, material),
        logo=own_logo(material.data.public.logo_file, material.organisation),
        colour=material.data.public.colour,
    )


def next_meeting_sv(meeting: Meeting, material: Material) -> str:
    """``14 december 2026 kl. 13.00, Östersund``: what the file says, else the next file's day; *inte bestämt*."""
    following = material.after(meeting)
    if not following.is_decided:
        return "inte bestämt"
    at = f" kl. {meeting.next_start:%H.%M}" if meeting.next_start is not None else ""
    return ", ".join(filter(None, (f"{swedish.date_text(following.day)}{at}", meeting.next_place)))


def _slide(
    n: int,
    meeting: Meeting,
    material: Material,
    known_by: date,
    at_sizes: Sequence[segment.Slide],
    *,
    with_used: bool = True,
) -> content.Slide:
    """A slide as it is at one or several sizes, in the order of ``_SIZES``."""
    made, asked, view = at_sizes[0], at_sizes[0].asked, at_sizes[0].view
    figures: list[Figure | None] = [one.view.figure for one in at_sizes] + [None] * (len(_SIZES) - len(at_sizes))
    return content.Slide(
        number=n + 1,
        kind=asked.kind,
        title=view.title,
        headline=made.headline,
        headline_below=made.headline_below,
        own_headline=bool(made.own_headline),
        data_headlines=view.headlines,
        subtitle=view.subtitle,
        caption=view.caption,
        sentence=view.sentence_beside(made.headline),
        points=view.points,
        words=tuple(paragraphs(asked.words)),
        alt=view.alt,
        numbers=view.table if view.view is None else view.view.tables.series,
        spoken_unit="" if view.view is None else view.view.spoken_unit_sv,
        table=view.table,
        further=view.further,
        shows_table=view.shows_table,
        table_below=view.table_below,
        notes=view.notes,
        definition=view.definition,
        caveat=view.caveat,
        plain_source=view.plain_source,
        synthetic=view.synthetic,
        link=_pinned(asked, view.link, known_by, material),
        lines=view.lines,
        picture=_picture(view.picture),
        drawings=Drawings(slide=figures[0], screen=figures[1], phone=figures[2], paper=figures[3]),
        used=tuple(_used(asked, meeting, material)) if with_used and view.figure is not None else (),
        turns=has_municipalities(meeting, asked),
        borders=has_neighbours(meeting, asked),
        short=asked.short,
        is_prepared=asked.prepared,
        seconds=asked.seconds,
    )


def _pinned(asked: MeetingView, unpinned: str, known_by: date, material: Material) -> str:
    """The slide's page as known on the edition's day; that of several measures as it is."""
    if len(asked.selections) != 1:
        return unpinned
    chosen = asked.selections[0]
    return link(chosen.but(as_of=chosen.as_of or known_by), home=material.data.county)


def own_logo(path: Path | None, organisation: str) -> OwnPicture | None:
    """The organisation's logo, read by its alternative text: its name. UsageError where the file is no picture."""
    return None if path is None else _picture(read_picture(path, organisation))


def _picture(picture: Picture | None) -> OwnPicture | None:
    if picture is None:
        return None
    return OwnPicture(base64=base64.b64encode(picture.content).decode(), format=picture.format, alt=picture.alt)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _used(asked: MeetingView, meeting: Meeting, material: Material) -> Iterator[Used]:
    for chosen in asked.selections:
        try:
            found = used_by(chosen, material)
        except NOTHING_TO_SHOW:
            continue
        if found is not None:
            yield found


def used_by(chosen: Selection, material: Material) -> Used | None:
    """The numbers of a selection's view, with an address that fixes its window, not its day."""
    seen = material.view(chosen, Size.SLIDE)
    fixed = fixed_window(chosen, seen)
    try:
        again = make_view.view(fixed, material.data, Size.SLIDE, on_slide=True)
    except NOTHING_TO_SHOW:
        return used_of(seen, link(chosen.but(as_of=None), home=material.data.county))
    return used_of(again, link(fixed.but(as_of=None), home=material.data.county))


def fixed_window(chosen: Selection, seen: View) -> Selection:
    """The selection with the first and last period that a view of it shows, which later figures do not move."""
    if not seen.period:
        return chosen
    return chosen.but(since=seen.first or chosen.since, until=seen.period, latest=0)


def _turned(meeting: Meeting, material: Material) -> Iterator[content.Turned]:
    phones = {
        (n, turned.place.code): turned.view.figure if turned.view else None
        for n, turned in segment.all_turned(Setting(meeting=meeting, material=material, size=Size.PHONE))
    }
    for n, turned in segment.all_turned(Setting(meeting=meeting, material=material, size=Size.SLIDE)):
        yield turned_slide(n, turned, phones.get((n, turned.place.code)))


def turned_slide(n: int, turned: Turned, phone: Figure | None = None) -> content.Turned:
    """A slide turned to another place; ``n`` from 0."""
    place, view = turned.place, turned.view
    if view is None:
        return content.Turned(
            slide=n + 1, place=place.code, place_sv=place.full_name, is_neighbour=turned.is_neighbour, why=turned.why
        )
    return content.Turned(
        slide=n + 1,
        place=place.code,
        place_sv=place.full_name,
        is_neighbour=turned.is_neighbour,
        headline=view.headline,
        headline_below=view.headline_below,
        subtitle=subtitle_of(view, place),
        alt=view.alt,
        sentence=view.sentence,
        figure=view.figure,
        phone=phone,
        tables=view.tables,
        numbers=view.table if view.view is None else view.view.tables.series,
    )


def _participants(meeting: Meeting, material: Material) -> tuple[Table, ...]:
    """The participants' own figures that were known, and below them what is a quotation; none where there are none."""
    found = material.data.own(meeting.as_of)
    tables = participants.figures_table(found), participants.quotations_table(found)
    return tuple(table for table in tables if table.rows)


def _signs() -> tuple[Table, ...]:
    signs = Table("Tecken och vad de betyder", (Column("Tecken"), Column("Betyder")), tuple(swedish.SIGNS))
    return published.limits_table(), published.yearly_change_table(), signs


def _sources(meeting: Meeting, material: Material) -> Iterator[Source]:
    """Each measure once, in the order of the slides."""
    data, once = material.data, dict[str, Selection]()
    for asked in meeting.views:
        for chosen in asked.selections:
            once.setdefault(chosen.indicator, chosen)
    for chosen in once.values():
        try:
            origin = data.origin(chosen.indicator, chosen.as_of)
        except NOTHING_TO_SHOW:
            continue
        is_stated = origin.is_stated
        yield Source(
            title=chosen.declared.title_sv,
            publisher=origin.publisher_sv,
            tables=origin.tables_sv,
            published_sv=swedish.date_text(origin.published) if is_stated else "",
            fetched_sv=swedish.date_text(origin.fetched),
            next_sv=next_sv(data, chosen.indicator) if meeting.as_of is None else "",
            terms=chosen.declared.terms_sv,
            synthetic=origin.synthetic,
        )
