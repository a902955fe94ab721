"""What a slide shows that its title does not say: which of several slides of one measure it is, in a line."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from dashboard.meetings.meeting import Meeting, MeetingView
from dashboard.meetings.slides import DEFAULT
from dashboard.views import ways
from dashboard.views.selection import Selection
from dashboard.words import swedish
from loaders.ground import ages, places


def apart_sv(asked: MeetingView, meeting: Meeting) -> str:
    """Place, values, way, comparison and periods of a slide, as far as they are chosen and not the usual ones; of a
    summary which measures. Slides of a meeting that show different things have different measures or different such
    lines; empty where there is nothing to add."""
    names = [one.declared.short_title_sv for one in asked.selections]
    told = [_told(one, meeting) for one in asked.selections]
    if asked.kind != DEFAULT:
        return "; ".join(_alike(names, told))
    if len(told) > 1:
        told = [f"{name} {text}" if text else "" for name, text in zip(names, told, strict=True)]
    boxes = [f"ruta med {_named(one, meeting)}" for one in asked.content.beside]
    return "; ".join(filter(None, (*told, *boxes)))


def _alike(names: Sequence[str], told: Sequence[str]) -> Iterator[str]:
    """Measures one after the other of which the same is chosen, with that before them."""
    for n, (text, group) in enumerate(groupby(range(len(names)), key=lambda at: told[at])):
        listed = ", ".join(names[at] for at in group)
        yield f"{text}: {listed}" if text else f"{'som vanligt: ' if n else ''}{listed}"


def _named(chosen: Selection, meeting: Meeting) -> str:
    return ", ".join(filter(None, (chosen.declared.short_title_sv, _told(chosen, meeting))))


def _told(chosen: Selection, meeting: Meeting) -> str:
    """What is chosen of a measure, empty where all of it is the usual."""
    indicator = chosen.declared
    parts = [
        "" if chosen.region == meeting.county else places.place(chosen.region).full_name,
        *(ages.label_sv(indicator, name, code) for name, code in chosen.slice),
        ways.of(chosen).name(indicator).lower() if chosen.way else "",
        _compared(chosen.compare),
        f"från {swedish.period_name(chosen.since)}" if chosen.since else "",
        f"till {swedish.period_name(chosen.until)}" if chosen.until else "",
        f"de senaste {chosen.latest}" if chosen.latest else "",
        _known(chosen.as_of, meeting.as_of),
    ]
    return ", ".join(filter(None, parts))


def _compared(codes: tuple[str, ...] | None) -> str:
    if codes is None:
        return ""
    return f"bredvid {swedish.listing(places.place(code).full_name for code in codes)}" if codes else "ingen jämförelse"


def _known(day: date | None, usual: date | None) -> str:
    return f"känt den {swedish.date_text(day)}" if day is not None and day != usual else ""
