"""All kinds of slides, found by walking this folder: a new file here is a new kind, and needs no other file to know.

Files that begin with an underscore are what kinds share.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from dashboard.meetings.keys import Keys
from dashboard.meetings.meeting import Content, MeetingView
from dashboard.meetings.slides._kind import Setting, SlideKind
from dashboard.meetings.slides._own_headline import check_own
from dashboard.views.slide_view import SlideView, lost_slide
from dashboard.words import swedish
from dashboard.words.checking import Finding
from loaders.ground.errors import NothingPublishedYet, StoreDamaged, UsageError

__all__ = [
    "ANY_KEYS",
    "DEFAULT",
    "Content",
    "Keys",
    "Setting",
    "SlideKind",
    "all_kinds",
    "check_headline_of",
    "kind_of",
    "show_slide",
]

ANY_KEYS = ("words", "headline", "kept", "notes", "short", "prepared", "seconds", "kind")
"""The keys of every slide."""
DEFAULT = "view"
"""The kind of a slide that does not say."""


@cache
def all_kinds() -> Mapping[str, SlideKind[Any]]:
    """Every kind by its word."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        declared = getattr(importlib.import_module(f"{__name__}.{module.name}"), "KIND", None)
        where = f"dashboard/meetings/slides/{module.name}.py"
        if not isinstance(declared, SlideKind):
            raise UsageError(f"{where} declares no kind of slide: it needs KIND = SlideKind(…)")
        if declared.word != module.name:
            raise UsageError(f"{where} declares the word '{declared.word}'; name them alike")
        if taken := set(declared.keys) & set(ANY_KEYS):
            raise UsageError(f"{where} has keys that every slide has: {', '.join(sorted(taken))}")
        found[declared.word] = declared
    return MappingProxyType(found)


def kind_of(asked: MeetingView) -> SlideKind[Any]:
    """The kind of a slide of a meeting file."""
    return all_kinds()[asked.kind]


def show_slide(asked: MeetingView, setting: Setting) -> SlideView:
    """What a slide of any kind shows. LanspulsError where it cannot be made.

    A meeting of an earlier day may ask for what was not out by then, and a file of figures may be damaged: the slide
    says so, and the others are shown.
    """
    try:
        return kind_of(asked).view(asked.content, setting)
    except StoreDamaged as error:
        return lost_slide(error.message_sv, setting.material.data.synthetic)
    except NothingPublishedYet:
        if setting.meeting.as_of is None:
            raise
        return _nothing_by_then(asked, setting.meeting.as_of)


def check_headline_of(asked: MeetingView, setting: Setting, headline: str = "") -> tuple[Finding, ...]:
    """What the analyst's own headline says that the slide's figures do not; none where there is no own headline.

    headline: the one to hold against the figures, the slide's own where none is given.
    """
    text = headline or asked.headline
    if not text or not asked.selections:
        return ()
    try:
        made = show_slide(asked, setting).headline
    except UsageError:
        made = ""
    return check_own(text, asked.content, setting, made)


def _nothing_by_then(asked: MeetingView, day: date) -> SlideView:
    titles = swedish.listing(dict.fromkeys(chosen.declared.short_title_sv for chosen in asked.selections))
    told = f"{titles or 'Bilden'}: inget var publicerat {swedish.date_text(day)}"
    return SlideView(title=titles, headline=told, sentence=f"{told}.", plain_source="Källa: ingen ännu.")
