"""The ten measures that are likeliest to be asked for beside the running order: at hand before the meeting begins.

The rule is published in docs/meeting.md: it goes by what the slides show, and by nothing that anybody has asked before.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice, zip_longest

from dashboard.meetings.meeting import Meeting
from dashboard.meetings.slides import DEFAULT
from loaders import catalogue
from loaders.ground.declarations import Indicator, Level

MOST = 10


def slides_of(meeting: Meeting) -> dict[str, tuple[int, ...]]:
    """The slides (from 1) that show a measure's figure for the meeting's county, by its id, in the slides' order."""
    found: dict[str, tuple[int, ...]] = {}
    for number, asked in enumerate(meeting.views, start=1):
        if asked.kind == DEFAULT:
            for id_ in dict.fromkeys(one.indicator for one in asked.selections if one.region == meeting.county):
                found[id_] = (*found.get(id_, ()), number)
    return found


def likeliest(meeting: Meeting, has_figures: Callable[[str], bool]) -> tuple[Indicator, ...]:
    """At most ten measures without a slide of their own, the likeliest first. has_figures: whether a measure has any.

    First what the slides name beside their figures (a box, a row of the summary); then the persons behind a share; then
    the next measure of each one's family, which measures the same thing otherwise; then one of each topic in turn, the
    slides' topics first, of a family that has none yet. Each in the slides' order, then in that of the catalogue.
    """
    on_slides = slides_of(meeting)
    shown = [catalogue.indicator(id_) for id_ in on_slides]
    every = [one for one in catalogue.shown() if Level.COUNTY in one.levels and has_figures(one.id)]
    free = [one for one in every if one.id not in on_slides]
    found: dict[str, Indicator] = {}

    def take(likely: Iterable[Indicator]) -> None:
        found.update((one.id, one) for one in likely if one.id not in found)

    take(one for id_ in _named(meeting) for one in free if one.id == id_)
    take(one for share in shown for one in free if one.id in share.numerator)
    for family in _once(one.family for one in shown):
        take(islice((one for one in free if one.family == family), 1))
    of_topics = ([one for one in free if one.topic == topic] for topic in _once(one.topic for one in (*shown, *every)))
    for one in filter(None, chain.from_iterable(zip_longest(*of_topics))):
        if not one.family or all(one.family != other.family for other in (*shown, *found.values())):
            take((one,))
    return tuple(found.values())[:MOST]


def _named(meeting: Meeting) -> Iterator[str]:
    """The measures of every box and of every slide that is no figure, in the slides' order."""
    for asked in meeting.views:
        of_others = () if asked.kind == DEFAULT else asked.selections
        for chosen in (*asked.content.beside, *of_others):
            yield chosen.indicator


def _once(words: Iterable[str]) -> tuple[str, ...]:
    """Each word once, in order, and none that is empty."""
    return tuple(dict.fromkeys(filter(None, words)))
