"""What a window is told of a draft: its slides with what is to be looked at, the time, and what remains to be done."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson

from dashboard.editing import details
from dashboard.editing.apart import apart_sv
from dashboard.editing.blocks import SLIDE
from dashboard.editing.changes import MOST_LINKS, OF_FREE, links_of, rows_text
from dashboard.editing.drafts import Read
from dashboard.editions import page_body
from dashboard.editions.page_body import SEGMENT_MINUTES
from dashboard.figures.frame import GRAPH_CONFIG
from dashboard.meetings import segment
from dashboard.meetings.material import Material
from dashboard.meetings.meeting import LONGEST_HEADLINE, SECONDS, Meeting, MeetingView
from dashboard.meetings.slides import Content, Setting, check_headline_of, kind_of
from dashboard.meetings.slides.free import Free
from dashboard.meetings.speaking.questions import questions
from dashboard.model import Size
from dashboard.publishing.checking import Found, Sort, check, counted_sv, grouped
from dashboard.publishing.composing import draft_slide, next_meeting_sv
from dashboard.publishing.unchanged import published_sv
from dashboard.views.selection import link
from dashboard.views.slide_view import SlideView
from dashboard.words import swedish
from dashboard.words.checking import Finding
from loaders.ground import places
from loaders.ground.errors import UsageError


def setting_of(meeting: Meeting, material: Material, size: Size = Size.SLIDE) -> Setting:
    """Where the slides are shown as the room sees them."""
    return Setting(meeting=meeting, material=material, size=size)


def turned(asked: MeetingView, code: str) -> MeetingView:
    """The slide of another place, told by its own figures. UsageError for one that cannot be turned."""
    turn = kind_of(asked).turn
    if turn is None:
        raise UsageError("the slide cannot be turned", "Bilden kan inte visas för en annan plats.")
    return replace(asked, content=turn(asked.content, places.place(code)), headline="")


def figure_key(asked: MeetingView, setting: Setting) -> str:
    """What a slide asks for, as a short word: alike for slides that show the same."""
    made = f"{asked.kind}|{asked.content!r}|{setting.meeting.as_of}"
    return hashlib.blake2b(made.encode(), digest_size=8).hexdigest()


def state(read: Read, material: Material) -> dict[str, Any]:
    """All of a draft as plain values. Of one that was never readable only the fault."""
    told: dict[str, Any] = {
        "revision": read.revision,
        "figures": material.data.store.version(),
        "saved": f"{read.saved:%H.%M}",
        "fault": read.fault.message_sv if read.fault else "",
        "slides": [],
        "places": [],
        "found": [],
        "counted_sv": "",
        "total": 0,
        "segment": SEGMENT_MINUTES * 60,
        "short": 0,
        "longest": LONGEST_HEADLINE,
        "about": None,
        "editions": 0,
        "published_sv": "utkast",
    }
    if read.meeting is None:
        return told
    setting = setting_of(read.meeting, material)
    written = tomllib.loads(read.good)[SLIDE]
    made = [segment.shown(asked, setting) for asked in read.meeting.views]
    claims = [page_body.claim_html(draft_slide(n, one, setting)) for n, one in enumerate(made)]
    slides = [
        _slide(n, one, setting) | _links(written[n]) | {"claim": claims[n], "count": count}
        for n, (one, count) in enumerate(zip(made, _counts(read.meeting), strict=True))
    ]
    found = check(read.meeting, material, made)
    told |= {
        "slides": slides,
        "about": details.told(read, material.folder, next_meeting_sv(read.meeting, material)),
        "places": [{"code": one.code, "name": one.name} for one in places.inside(read.meeting.county)],
        "found": [
            {"title_sv": group.title_sv, "found": [_told_of(one) for one in group.found]} for group in grouped(found)
        ],
        "counted_sv": counted_sv(found),
        "total": sum(one.takes for one in read.meeting.views),
        "short": sum(one.takes for one in read.meeting.views if one.short),
    }
    return told | published(read, material)


def published(read: Read, material: Material) -> dict[str, Any]:
    """What is published of the draft, and whether it has been changed since."""
    if read.meeting is None:
        return {}
    day, editions = read.meeting.date, material.editions
    told_sv = published_sv(read.good, day, editions, material.today())
    return {"editions": len(editions.numbers(day)), "published_sv": told_sv}


def _told_of(found: Found) -> dict[str, Any]:
    """A finding as plain values. slide: from 0, -1 for the meeting; at: the field, or the dialog, to mend it in."""
    at = "ord" if found.of_words else _MENDED_AT.get(found.sort, "")
    return {"slide": found.slide - 1, "line_sv": found.line_sv, "stops": found.stops, "at": at}


_MENDED_AT = {
    Sort.HEADLINE: "rubrik",
    Sort.ALT: "bild-alt",
    Sort.SOURCE: "bild-kalla",
    Sort.ATTACHED: "about",
    Sort.TIME: "order",
}
"""Where the page mends what is found, by its ids; the chosen slide where none is named."""


def _counts(meeting: Meeting) -> list[str]:
    """``3 av 8`` of each slide, as the room counts them; of one that is only prepared its number alone."""
    shown_there = [n for n, asked in enumerate(meeting.views) if not asked.prepared]
    return [
        f"{shown_there.index(n) + 1} av {len(shown_there)}" if n in shown_there else str(n + 1)
        for n in range(len(meeting.views))
    ]


def _slide(n: int, made: segment.Slide, setting: Setting) -> dict[str, Any]:
    asked, view = made.asked, made.view
    findings = () if view.is_lost else check_headline_of(asked, setting)
    chosen = asked.selections[0] if asked.selections else None
    return {
        "n": n,
        "kind": asked.kind,
        "key": figure_key(asked, setting),
        "title": view.title,
        "apart": apart_sv(asked, setting.meeting),
        "headline": asked.headline,
        "made": "" if asked.kind == "free" else view.headline,
        "isOwn": bool(made.own_headline),
        "isLost": view.is_lost,
        "kept": asked.kept,
        "findings": [told(one) for one in findings],
        "words": asked.words,
        "madeWords": view.sentence,
        "notes": asked.notes,
        "questions": [] if view.is_lost else questions(setting.meeting, asked, view, setting.material),
        "seconds": asked.seconds or SECONDS,
        "short": asked.short,
        "prepared": asked.prepared,
        "place": places.place(chosen.region).full_name if chosen is not None else "",
        "link": link(chosen, home=setting.meeting.county) if chosen is not None else "",
        "measures": [one.declared.short_title_sv for one in asked.selections],
        "most": MOST_LINKS.get(asked.kind, 0),
        "turns": kind_of(asked).turn is not None and bool(asked.selections),
        **_free(asked.content),
    }


def _links(written: Mapping[str, Any]) -> dict[str, str]:
    """What a slide shows as addresses, a line each, and the address of its box; as they stand in the file."""
    return {"links": "\n".join(links_of(written)), "box": str(written.get("box", ""))}


def _free(content: Content) -> dict[str, str]:
    """What the analyst's own slide says besides its headline; of another slide nothing."""
    if not isinstance(content, Free):
        return dict.fromkeys(OF_FREE, "")
    texts = {"source": content.source, "alt": content.alt, "text": content.text, "picture": content.picture}
    return texts | {"table": rows_text(content.table)}


def told(finding: Finding) -> dict[str, Any]:
    """A finding as plain values."""
    return {
        "fault": finding.fault.value,
        "said": finding.said_sv,
        "numbers": " ".join(filter(None, (finding.numbers_sv, finding.limit_sv))),
        "allowed": finding.allowed_sv,
        "start": finding.start,
        "end": finding.end,
    }


def trial_of(view: SlideView) -> dict[str, Any]:
    """What is shown of a slide before it is added."""
    return {
        "headline": view.headline,
        "subtitle": view.subtitle,
        "figure": view.figure,
        "alt": view.alt,
        "source": view.plain_source,
        "synthetic": view.synthetic,
    }


def room_slide(asked: MeetingView, setting: Setting, place: str = "") -> dict[str, Any]:
    """A slide as the room's own HTML, with its figure; ``place``: the code of another place that it is turned to.

    UsageError for one that cannot be turned.
    """
    there = turned(asked, place) if place else asked
    made, meeting = segment.shown(there, setting), setting.meeting
    slide = draft_slide(0, made, setting)
    if place:
        slide = replace(slide, subtitle=segment.subtitle_of(made.view, places.place(place)), caption="")
    meeting_sv = f"{meeting.title} {swedish.date_text(meeting.date)}"
    return {
        "section": page_body.slide_html(slide, meeting_sv, places.place(place or meeting.county).full_name),
        "figure": made.view.figure,
        "config": GRAPH_CONFIG,
    }


def as_json(value: object) -> bytes:
    """Plain values, and figures, as JSON."""
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY)
