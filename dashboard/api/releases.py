"""``/releases``: what has been published, and what is expected when."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from dashboard.api._kind import Answer, Asked, Query, Resource, Told
from dashboard.data.meeting_days import next_meeting
from dashboard.data.release_days import announcements
from loaders import catalogue
from loaders.planning import schedule


class ReleaseRow(BaseModel):
    """A period of a table that is out or expected."""

    source: str
    table: str
    indicators: tuple[str, ...] = Field(description="Måttens ord i adresser.")
    period: str
    first: date = Field(description="Första dagen den väntas.")
    last: date = Field(description="Sista dagen den väntas.")
    basis: str = Field(description="Vad dagarna bygger på: publiceringskalendern eller vanlig eftersläpning.")
    moved_from: date | None = Field(description="Dagen den först var planerad till, om den har flyttats.")
    arrival: str = Field(description="ute, i tid, kan komma dagen efter, efter mötet, försenad eller inte hämtad.")
    newest: str | None = Field(description="Nyaste hämtade period.")
    published: datetime | None = Field(description="När tabellen senast gavs ut, av det som är hämtat.")
    fetched: datetime | None = Field(description="När tabellen senast hämtades med något nytt i.")


class Releases(Told):
    """What has come and what comes."""

    next_meeting: date
    meeting_is_decided: bool
    calendar: str = Field(description="Om publiceringskalendern är läst.")
    releases: tuple[ReleaseRow, ...]


def answer(asked: Asked[Query]) -> Answer:
    """Every open table beside the next meeting, by day."""
    data = asked.data
    today = data.today()
    meeting = next_meeting(data.meetings, today, data.meeting_days)
    said = announcements(data)
    rows = []
    for row in schedule.calendar(data.edition, meeting.day, today, said=said):
        latest = (data.edition.latest(id_, row.table) for id_ in row.indicators)
        newest = max(filter(None, latest), key=lambda one: (one.published, one.fetched), default=None)
        rows.append(
            ReleaseRow(
                source=row.source,
                table=row.table,
                indicators=tuple(catalogue.indicator(id_).slug for id_ in row.indicators),
                period=row.period,
                first=row.first,
                last=row.last,
                basis=row.basis.value,
                moved_from=row.moved_from,
                arrival=row.arrival.value,
                newest=row.newest or None,
                published=newest.published if newest is not None and newest.is_stated else None,
                fetched=newest.fetched if newest is not None else None,
            )
        )
    return Answer.of(
        Releases(
            synthetic=data.synthetic,
            edition=data.version(),
            next_meeting=meeting.day,
            meeting_is_decided=meeting.is_decided,
            calendar=said.state_sv(),
            releases=tuple(rows),
        )
    )


RESOURCES = (
    Resource(
        address="/releases",
        title_sv="Publiceringar",
        tells_sv="Vilken period som är ute för varje tabell, vilka som väntas, vilka dagar, och vad det bygger på.",
        answer=answer,
        model=Releases,
        examples=("/releases",),
        order=40,
    ),
)
