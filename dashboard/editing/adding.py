"""What can be added to a meeting: views found by what people call them, with this month's claim, or by an address."""

from dataclasses import dataclass
from difflib import get_close_matches

from dashboard.data.chosen_names import named_areas
from dashboard.data.series import Data
from dashboard.meetings.keys import chosen_by
from dashboard.meetings.material import NOTHING_TO_SHOW, Material
from dashboard.meetings.meeting import Content, Meeting, MeetingView
from dashboard.meetings.slides import Setting, kind_of
from dashboard.meetings.slides.summary import marks_of
from dashboard.meetings.slides.view import Figures
from dashboard.model import Size
from dashboard.search.entries import Sort, all_of_sweden, measures, named
from dashboard.search.index import Hit, Index
from dashboard.search.likeness import words_of
from dashboard.views.selection import INDICATOR, Selection, link
from dashboard.views.slide_view import SlideView
from dashboard.words import levels_text, swedish
from loaders import catalogue

MOST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A view that can be added: the measure, at which levels it exists, what of it is new or revised, whether its word
    is a change, and what it says now."""

    title: str
    levels_sv: str
    mark: str
    is_change: bool
    claim: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What a query found. of: how many measures there are. nearest: a measure that may have been meant where none was
    found."""

    found: tuple[Offer, ...]
    of: int
    nearest: str = ""


def offers(query: str, meeting: Meeting, material: Material) -> Offers:
    """The views that words find; all measures where there are none. An address is the view it leads to."""
    data = material.data
    shown = [one for one in catalogue.shown() if data.has(one.id)]
    text = query.strip()
    if text.startswith(("/", "http")) or INDICATOR in text:
        chosen = chosen_by(text, meeting.county)
        offer = _offer(chosen, text, meeting, material)
        return Offers(found=(offer,) if offer else (), of=len(shown))
    if not words_of(text):
        selections = [Selection(indicator=one.id, region=meeting.county) for one in shown]
    else:
        hits = _index(data).search(text).of(Sort.MEASURE)
        selections = [_selection(hit, meeting) for hit in hits if data.has(hit.entry.key)]
    found: list[Offer] = []
    for chosen in selections[: MOST if words_of(text) else None]:
        offer = _offer(chosen, link(chosen, home=meeting.county), meeting, material)
        if offer is not None:
            found.append(offer)
    return Offers(found=tuple(found), of=len(shown), nearest="" if found else _nearest(text))


def _index(data: Data) -> Index:
    return data.remember(
        ("index for slides",), lambda: Index([*measures(), *named(named_areas(data)), *all_of_sweden(data.county)])
    )


def _selection(hit: Hit, meeting: Meeting) -> Selection:
    region = hit.places[0] if hit.places else meeting.county
    return Selection(indicator=hit.entry.key, region=region, compare=hit.places[1:] or None)


def _nearest(text: str) -> str:
    """The title that is spelt most like it."""
    titles = {one.short_title_sv.lower(): one.short_title_sv for one in catalogue.shown()}
    near = get_close_matches(text.lower(), list(titles), n=1, cutoff=0)
    return titles[near[0]] if near else ""


def _offer(chosen: Selection, address: str, meeting: Meeting, material: Material) -> Offer | None:
    """None for a measure that has nothing to show yet."""
    try:
        view = material.view(chosen, Size.SLIDE)
    except NOTHING_TO_SHOW:
        return None
    news = marks_of(chosen, view, material, material.since(meeting).day)
    is_change = view.claim is not None and view.claim.word.is_change
    return Offer(
        title=view.declared.short_title_sv,
        levels_sv=levels_text(view.declared),
        mark=swedish.listing(mark.value for mark in news),
        is_change=is_change,
        claim=view.headline,
        link=address,
    )


def slide_of(address: str, meeting: Meeting, material: Material) -> SlideView:
    """The slide that a view would be. UsageError, NothingPublishedYet."""
    chosen = chosen_by(address, meeting.county)
    asked = MeetingView(kind="view", content=Figures(selections=(chosen,)))
    setting = Setting(meeting=meeting, material=material, size=Size.SLIDE)
    content: Content = asked.content
    return kind_of(asked).view(content, setting)
