"""Kalender: what is expected and moved beside the next meeting, and what to subscribe to."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.data.coming import Ahead, Coming, ahead
from dashboard.data.release_days import announcements
from dashboard.data.series import Data
from dashboard.meetings.material import Material
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import page_link, scrolling
from dashboard.pages.provenance._feed import address as feed_address
from dashboard.pages.provenance._timeline import timeline
from dashboard.views.selection import Selection, link
from dashboard.words import source_names, swedish
from loaders.ground import places
from loaders.planning.schedule import Arrival
from loaders.publishers import PUBLISHERS

FILE = "/kalender.ics"
AROUND_SV = "Omkring: källan har inte sagt vilken dag, så dagarna är de som den brukar behöva."
_TITLES = ("Väntas", "Mått", "Period", "Källa", "Anmärkning")


def page(asked: Asked) -> Page:
    """A headline, the weeks as a line of days, a table of the same, and the addresses to subscribe to."""
    data = asked.data
    found = ahead(data)
    return Page(
        title="Kalender",
        body=[
            html.H1(headline(found), tabIndex="-1"),
            html.P(" ".join(_remarks(found)), className="ingress"),
            html.Div(timeline(found), className="tidslinje-ruta"),
            html.Div(
                [
                    html.Div(
                        [
                            html.Section([html.H2("Kommande siffror"), _table(found, found.coming, asked, data)]),
                            *(
                                [html.Section([html.H2("Försenat"), _table(found, found.late, asked, data)])]
                                if found.late
                                else []
                            ),
                            html.P(f"{announcements(data).state_sv(swedish.date_text)} {AROUND_SV}", className="meta"),
                        ]
                    ),
                    html.Aside([*_next_meeting(found, _is_shown(found, data)), *_subscriptions(asked, data)]),
                ],
                className="kalender",
            ),
        ],
    )


def headline(found: Ahead) -> str:
    """How many figures come in time for the meeting, and how many after it."""
    day = swedish.date_text(found.meeting.day, with_year=False)
    before, after = len(found.before), len(found.after)
    number = swedish.capital(swedish.small_number(before)) if before else "Inga"
    told = "ny siffra väntas" if before == 1 else "nya siffror väntas"
    number = "En" if before == 1 else number
    more = f", {'en' if after == 1 else swedish.small_number(after)} efter" if after else ""
    return f"{number} {told} till mötet den {day}{more}"


def _remarks(found: Ahead) -> list[str]:
    moved = [one for one in found.coming if one.row.moved_from]
    told = [
        f"{one.measure.short_title_sv} är flyttad till den {swedish.days_text(one.row.first, one.row.last, False)}."
        for one in moved[:3]
    ]
    late = list(dict.fromkeys(one.measure.short_title_sv for one in found.late))
    if late:
        told.append(f"{swedish.listing(late[:3])} är {'försenad' if len(late) == 1 else 'försenade'}.")
    if not found.meeting.is_decided:
        told.append("Mötets dag är inte bestämd: räknat är till månadens sista måndag.")
    return told


def _table(found: Ahead, rows: Sequence[Coming], asked: Asked, data: Data) -> Component:
    """Publications by day with the meeting between them; on a phone each row is a block."""
    body: list[Component] = []
    is_told = rows is found.late or not found.coming
    for one in rows:
        if not is_told and one.row.first >= found.meeting.day and one.row.arrival is not Arrival.IN_TIME:
            body.append(_meeting_row(found))
            is_told = True
        body.append(_row(one, asked, data))
    if not is_told:
        body.append(_meeting_row(found))
    head = html.Thead(
        html.Tr([html.Th(title, scope="col", **_role("columnheader")) for title in _TITLES], **_role("row"))
    )
    table = html.Table(
        [html.Caption("Väntade publiceringar", className="dold"), head, html.Tbody(body, **_role("rowgroup"))],
        className="table staplad",
        **_role("table"),
    )
    return scrolling(table, "Försenat" if rows is found.late else "Kommande siffror")


def _row(one: Coming, asked: Asked, data: Data) -> Component:
    row = one.row
    address = link(Selection(indicator=one.measure.id, region=asked.selection.region), home=data.county)
    more = f" och {one.others} till" if one.others else ""
    mark = [html.Span("flyttad", className="marke reviderad")] if row.moved_from else []
    mark += [html.Span("sent", className="marke sent")] if one.is_late else []
    cells: tuple[Any, ...] = (
        html.Div([page_link(one.measure.short_title_sv, address), more, " ", *mark]),
        swedish.period_name(row.period),
        source_names.short_source_name(PUBLISHERS[row.source].name_sv, (row.table,)),
        _remark(one),
    )
    days = swedish.days_text(row.first, row.last, with_year=False)
    named = [html.Td(cell, **_role("cell"), **_titled(title)) for cell, title in zip(cells, _TITLES[1:], strict=True)]
    return html.Tr([html.Th(days, scope="row", **_role("rowheader")), *named], **_role("row"))


def _remark(one: Coming) -> str:
    row = one.row
    if one.is_late:
        return "skulle ha kommit, finns inte hos oss än"
    told = [f"var {swedish.date_text(row.moved_from)}"] if row.moved_from else []
    if row.arrival is Arrival.IN_TIME:
        told.append("hinner till mötet")
    elif row.arrival is Arrival.MAY_BE_AFTER:
        told.append("kan komma efter mötet")
    told += [] if one.is_announced else ["omkring"]
    return ", ".join(told)


def _meeting_row(found: Ahead) -> Component:
    day = swedish.date_text(found.meeting.day, with_year=False)
    name = "Mötet" if found.meeting.is_decided else "Mötet, om det hålls månadens sista måndag"
    cells = [html.Td(text, **_role("cell")) for text in ("", "", "")]
    named = html.Td(html.Strong(name), **_role("cell"), **_titled("Mått"))
    return html.Tr([html.Th(day, scope="row", **_role("rowheader")), named, *cells], className="vald", **_role("row"))


def _is_shown(found: Ahead, data: Data) -> bool:
    """Whether the meeting has a page: a draft has none for others than this machine."""
    is_published = found.meeting.day in Material(data).editions.days()
    return is_published or (data.shows_drafts and found.meeting.is_decided)


def _next_meeting(found: Ahead, is_shown: bool) -> list[Component]:
    day = found.meeting.day
    told = swedish.capital(f"{_WEEKDAYS[day.weekday()]} {swedish.date_text(day)}")
    shown = html.A(told, href=f"/mote/{day}") if is_shown else told
    return [html.H2("Nästa möte"), html.P(shown, className="nasta-mote")]


_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


def _subscriptions(asked: Asked, data: Data) -> list[Component]:
    """The calendar file and the feeds of the place and its county, with their whole addresses where known."""
    chosen = places.place(asked.selection.region)
    codes = dict.fromkeys(
        code for code in (chosen.code, chosen.county or data.county) if not places.place(code).without
    )
    files = [("Kalender för Outlook och telefon", FILE)]
    files += [(f"Flöde för {places.place(code).full_name}", feed_address(code)) for code in codes]
    items = []
    for text, address in files:
        whole = data.public.address(address)
        items.append(html.Li([html.A(text, href=address), *([html.Br(), html.Code(whole)] if whole else [])]))
    return [
        html.H2("Prenumerera"),
        html.Ul(items, className="prenumerera"),
        html.P(
            "Kalendern har alla väntade siffror och bestämda möten. Flödet säger till när en siffra är ny eller "
            "reviderad."
        ),
    ]


def _titled(title: str) -> dict[str, Any]:
    return {"data-titel": title}


def _role(name: str) -> dict[str, Any]:
    return {"role": name}


PAGE = PageKind(
    address="/kalender",
    menu_sv="Kalender",
    synonyms=("RSS", "Atom", "flöde", "prenumerera", "ICS"),
    order=65,
    of_a_place=True,
    make=page,
    shows_files=True,
)
