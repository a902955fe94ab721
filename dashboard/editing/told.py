"""What a window is told of a draft: its slides with what is to be looked at, the time, and what remains to be done."""

import hashlib
from dataclasses import dataclass
from typing import Any

import orjson

from dashboard.editing.drafts import Read
from dashboard.editions.page_body import SEGMENT_MINUTES
from dashboard.meetings.material import Material
from dashboard.meetings.meeting import LONGEST_HEADLINE, Meeting, MeetingView
from dashboard.meetings.questions import questions
from dashboard.meetings.slides import Setting, check_headline_of, show_slide
from dashboard.model import Size
from dashboard.views.selection import link
from dashboard.views.slide_view import SlideView, lost_slide
from dashboard.words import swedish
from dashboard.words.checking import Finding
from loaders.ground.errors import NothingPublishedYet, UsageError
from loaders.ground.places import place

SECONDS = 60
"""How long a slide is taken to need that does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something to look at before publishing. stops: it stops publication until it is mended."""

    slide: int
    text_sv: str
    stops: bool


def setting_of(meeting: Meeting, material: Material, size: Size = Size.SLIDE) -> Setting:
    """Where the slides are shown as the room sees them."""
    return Setting(meeting=meeting, material=material, size=size)


def shown(asked: MeetingView, setting: Setting) -> SlideView:
    """A slide; one that cannot be made says why in its place."""
    try:
        return show_slide(asked, setting)
    except (UsageError, NothingPublishedYet) as error:
        return lost_slide(error.message_sv, setting.material.data.synthetic)


def figure_key(asked: MeetingView, setting: Setting) -> str:
    """What a slide asks for, as a short word: alike for slides that show the same."""
    made = f"{asked.kind}|{asked.content!r}|{setting.meeting.as_of}"
    return hashlib.blake2b(made.encode(), digest_size=8).hexdigest()


def state(read: Read, material: Material) -> dict[str, Any]:
    """All of a draft as plain values. Of one that was never readable only the fault."""
    told: dict[str, Any] = {
        "revision": read.revision,
        "figures": material.data.version(),
        "saved": f"{read.saved:%H.%M}",
        "fault": read.fault.message_sv if read.fault else "",
        "slides": [],
        "remarks": [],
        "total": 0,
        "segment": SEGMENT_MINUTES * 60,
        "short": 0,
        "longest": LONGEST_HEADLINE,
    }
    if read.meeting is None:
        return told
    setting = setting_of(read.meeting, material)
    slides = [_slide(n, asked, setting) for n, asked in enumerate(read.meeting.views)]
    shown_there = [one for one, asked in zip(slides, read.meeting.views, strict=True) if not asked.prepared]
    told |= {
        "slides": slides,
        "remarks": [_remark(one) for one in _remarks(slides)],
        "total": sum(one["seconds"] for one in shown_there),
        "short": sum(one["seconds"] for one in shown_there if one["short"]),
    }
    return told


def _slide(n: int, asked: MeetingView, setting: Setting) -> dict[str, Any]:
    view = shown(asked, setting)
    own = asked.headline if view.headline != asked.headline else ""
    findings = () if view.is_lost else check_headline_of(asked, setting)
    chosen = asked.selections[0] if asked.selections else None
    return {
        "n": n,
        "kind": asked.kind,
        "key": figure_key(asked, setting),
        "title": view.title,
        "headline": asked.headline,
        "made": "" if asked.kind == "free" else view.headline,
        "isOwn": bool(own),
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
        "place": place(chosen.region).full_name if chosen is not None else "",
        "link": link(chosen, home=setting.meeting.county) if chosen is not None else "",
    }


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


def _remarks(slides: list[dict[str, Any]]) -> list[Remark]:
    found = []
    for one in slides:
        if one["isLost"]:
            found.append(Remark(slide=one["n"], text_sv="kan inte visas", stops=True))
        elif one["findings"] and not one["kept"]:
            found.append(Remark(slide=one["n"], text_sv="rubriken avviker, får behållas", stops=False))
        elif one["findings"]:
            found.append(Remark(slide=one["n"], text_sv="Rubrik av analytikern, behållen", stops=False))
    return found


def _remark(one: Remark) -> dict[str, Any]:
    return {"slide": one.slide, "text": one.text_sv, "stops": one.stops}


def picture_of(view: SlideView, setting: Setting) -> dict[str, Any]:
    """What the room sees of a slide besides its headline: the figure, or what stands in its place."""
    meeting = setting.meeting
    return {
        "title": view.title,
        "headline": view.headline,
        "below": view.headline_below,
        "subtitle": view.subtitle,
        "caption": " ".join(view.captions_of_bands) or view.caption,
        "figure": view.figure,
        "alt": view.alt,
        "sentence": view.sentence,
        "lines": [{"heading": one.heading, "told": list(one.told)} for one in view.lines],
        "picture": {"address": view.picture.address, "alt": view.picture.alt} if view.picture else None,
        "table": [list(map(str, [c.title for c in view.table.columns])), *map(list, view.table.rows)]
        if view.shows_table
        else None,
        "source": view.plain_source,
        "synthetic": view.synthetic,
        "foot": f"{meeting.title} {swedish.date_text(meeting.date)}",
    }


def as_json(value: object) -> bytes:
    """Plain values, and figures, as JSON."""
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY)
