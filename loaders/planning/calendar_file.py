"""Expected publications and meetings as an iCalendar file (RFC 5545), to keep or to subscribe to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from loaders import catalogue
from loaders.ground.clock import STOCKHOLM
from loaders.planning.schedule import Arrival, Expected

NAME_SV = "Länspuls: kommande siffror"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A meeting in a calendar. link: one of ours, of what is published of it, empty where nothing is. start, end: on
    that day in Sweden, None where they are not known; without a start it takes the whole day, without an end none."""

    day: date
    link: str = ""
    title: str = "Mötet"
    where: str = ""
    start: time | None = None
    end: time | None = None


def icalendar(
    expected: Iterable[Expected],
    now: datetime,
    meetings: Iterable[Held] = (),
    address: Callable[[str], str] = lambda link: "",
    name_sv: str = NAME_SV,
    period_sv: Callable[[str], str] = str,
    source_sv: Callable[[str, tuple[str, ...]], str] = lambda publisher, tables: ", ".join((publisher, *tables)),
) -> bytes:
    """One entry for each, over all days it may be; what is out is left out.

    An entry keeps its UID while its days move, so that a calendar that subscribes moves it too. address: the whole
    address of one of our links, empty where none is known. name_sv: what the calendar is called. period_sv: what a
    period is called, as ``oktober 2026``, source_sv: what readers know a publisher's tables by, as
    ``SCB, TAB6260``; our names of them unless given.
    """
    made = Calendar()
    made.add("prodid", "-//Lanspuls//kalender//SV")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name_sv)
    made.add("x-wr-calname", name_sv)
    made.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for row in expected:
        if row.arrival is not Arrival.OUT:
            made.add_component(_publication(row, now, address, period_sv, source_sv))
    for one in meetings:
        made.add_component(_meeting(one, now, address(one.link) if one.link else ""))
    body: bytes = made.to_ical()
    return body


def _publication(
    row: Expected,
    now: datetime,
    address: Callable[[str], str],
    period_sv: Callable[[str], str],
    source_sv: Callable[[str, tuple[str, ...]], str],
) -> Event:
    measures = [catalogue.indicator(id_) for id_ in row.indicators]
    shown = [one for one in measures if not one.supporting]
    titles = ", ".join(one.short_title_sv for one in shown) or measures[0].short_title_sv
    moved = f" Flyttat från {row.moved_from}." if row.moved_from else ""
    told = f"{source_sv(measures[0].publisher_sv, (row.table,))}. Till mötet: {row.arrival}. Enligt {row.basis}.{moved}"
    uid = f"{row.source}-{row.table}-{row.period}@lanspuls"
    event = _event(uid, now, row.first, row.last, f"{titles}: {period_sv(row.period)} väntas", told)
    if shown and (link := address(f"/indikator/{shown[0].slug}")):
        event.add("url", link)
    return event


def _meeting(one: Held, now: datetime, address: str) -> Event:
    event = _event(f"mote-{one.day}@lanspuls", now, one.day, one.day, one.title, "")
    if one.start is not None:
        for name, moment in (("dtstart", one.start), ("dtend", one.end)):
            event.pop(name)
            if moment is not None and (name == "dtstart" or moment > one.start):  # an end is after its beginning
                event.add(name, datetime.combine(one.day, moment, STOCKHOLM).astimezone(UTC))
    if one.where:
        event.add("location", one.where)
    if address:
        event.add("url", address)
    return event


def _event(uid: str, now: datetime, first: date, last: date, summary: str, told: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", summary)
    if told:
        event.add("description", told)
    event.add("transp", "TRANSPARENT")
    return event
