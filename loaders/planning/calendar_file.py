"""Expected publications and meetings as an iCalendar file (RFC 5545), to keep or to subscribe to."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from icalendar import Calendar, Event

from loaders import catalogue
from loaders.planning.schedule import Arrival, Expected


def icalendar(
    expected: Iterable[Expected],
    now: datetime,
    meetings: Mapping[date, str] = MappingProxyType({}),
    address: Callable[[str], str] = lambda link: "",
) -> bytes:
    """One entry for each, over all days it may be; what is out is left out.

    An entry keeps its UID while its days move, so that a calendar that subscribes moves it too. meetings:
    their days, each with the link of what is published of it, empty where nothing is. address: the whole address of one
    of our links, empty where none is known.
    """
    made = Calendar()
    made.add("prodid", "-//Lanspuls//kalender//SV")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", "Länspuls: kommande siffror")
    made.add("x-wr-calname", "Länspuls: kommande siffror")
    made.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for row in expected:
        if row.arrival is not Arrival.OUT:
            made.add_component(_publication(row, now, address))
    for day, published in meetings.items():
        made.add_component(_meeting(day, now, address(published) if published else ""))
    body: bytes = made.to_ical()
    return body


def _publication(row: Expected, now: datetime, address: Callable[[str], str]) -> Event:
    measures = [catalogue.indicator(id_) for id_ in row.indicators]
    shown = [one for one in measures if not one.supporting]
    titles = ", ".join(one.short_title_sv for one in shown) or measures[0].short_title_sv
    moved = f" Flyttat från {row.moved_from}." if row.moved_from else ""
    told = f"Tabell {row.table} ({row.source}). Till mötet: {row.arrival}. Enligt {row.basis}.{moved}"
    uid = f"{row.source}-{row.table}-{row.period}@lanspuls"
    event = _event(uid, now, row.first, row.last, f"{titles}: {row.period} väntas", told)
    if shown and (link := address(f"/indikator/{shown[0].slug}")):
        event.add("url", link)
    return event


def _meeting(day: date, now: datetime, address: str) -> Event:
    event = _event(f"mote-{day}@lanspuls", now, day, day, "Mötet", "")
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
