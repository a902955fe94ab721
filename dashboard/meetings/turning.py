"""Turning a slide: the same view for each of the county's municipalities, and for its neighbours."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.meetings.material import NOTHING_TO_SHOW
from dashboard.meetings.meeting import Meeting, MeetingView
from dashboard.meetings.slides import Setting, kind_of
from dashboard.views.selection import Selection
from dashboard.views.slide_view import SlideView, lost_slide
from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.errors import StoreDamaged
from loaders.ground.places import Place


@dataclass(frozen=True, slots=True)
class Turned:
    """A slide for another place. ``view`` is None where there is nothing to show, and ``why`` then says so."""

    place: Place
    is_neighbour: bool
    view: SlideView | None
    why: str = ""


def has_municipalities(meeting: Meeting, asked: MeetingView) -> bool:
    """Whether the slide is one view of the meeting's county whose measure exists for municipalities."""
    has_any = bool(places.inside(meeting.county))
    return has_any and _is_home(meeting, asked, Level.MUNICIPALITY) and len(asked.selections) == 1


def has_neighbours(meeting: Meeting, asked: MeetingView) -> bool:
    """Whether the slide is of the meeting's county with measures that exist for counties."""
    return _is_home(meeting, asked, Level.COUNTY) and bool(meeting.neighbours)


def can_turn(asked: MeetingView) -> bool:
    """Whether the slide is of a kind that can be turned."""
    return kind_of(asked).turn is not None


def _is_home(meeting: Meeting, asked: MeetingView, level: Level) -> bool:
    return can_turn(asked) and all(
        chosen.region == meeting.county and level in chosen.declared.levels for chosen in asked.selections
    )


def turned(asked: MeetingView, setting: Setting) -> Iterator[Turned]:
    """The slide for each of the county's municipalities and each of its neighbours, as far as it can be turned.

    A municipality whose view cannot be made is left out; a neighbour without figures says why.
    """
    meeting = setting.meeting
    if has_municipalities(meeting, asked):
        for place in places.municipalities(meeting.county):
            if (found := _made(asked, place, setting)) is not None:
                yield Turned(place, False, found)
    if has_neighbours(meeting, asked):
        for place in map(places.place, meeting.neighbours):
            found = _made(asked, place, setting)
            there = found is not None and found.figure is not None
            lost = found.sentence if found is not None and found.is_lost else ""
            yield Turned(place, True, found if there else None, "" if there else lost or _why(asked, place))


def _made(asked: MeetingView, place: Place, setting: Setting) -> SlideView | None:
    kind = kind_of(asked)
    if kind.turn is None:
        return None
    try:
        return kind.view(kind.turn(asked.content, place), setting)
    except NOTHING_TO_SHOW:
        return None
    except StoreDamaged as error:
        return lost_slide(error.message_sv, setting.material.data.synthetic)


def at(selections: tuple[Selection, ...], place: Place) -> tuple[Selection, ...]:
    """The same selections for another place."""
    return tuple(chosen.but(region=place.code) for chosen in selections)


def _why(asked: MeetingView, place: Place) -> str:
    titles = " och ".join(chosen.declared.short_title_sv for chosen in asked.selections)
    return f"{titles}: inga siffror för {place.full_name} är hämtade."
