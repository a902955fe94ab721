"""The last slide: what an agency says of the time ahead, what was said last time, and what comes before the next."""

from datetime import date

from dashboard import swedish
from dashboard.meeting import Meeting, load_meeting, meeting_before
from dashboard.model import Column, Size, Table, View
from dashboard.selection import Selection
from dashboard.slidebase import Around, Coming, Viewer, next_after
from dashboard.words import Claim
from dashboard.words.short import short, verdict
from loaders import places
from loaders.errors import LanspulsError, UsageError

MOST_CLAIMS = 6


def outlook(meeting: Meeting, viewer: Viewer, around: Around) -> View:
    """The view of what lies ahead: a quotation, last meeting's claims judged again, and what is expected."""
    until = next_after(meeting, around.folder)
    coming = [row for row in around.coming(meeting.date, until) if row.first <= until]
    lines = [_quoted(meeting, around), _kept(meeting, viewer, around)]
    first = sorted(coming, key=lambda row: row.order)[:MOST_CLAIMS]
    listed = "; ".join(
        f"{row.title.lower() if row.title[1:2].islower() else row.title} {row.period}, {_days(row)}"
        for row in coming
        if row in first
    )
    more = f"; och {swedish.small_number(len(coming) - len(first))} till" if len(coming) > len(first) else ""
    what = f"{swedish.capital(listed)}{more}." if coming else "Inget väntas enligt kalendern."
    lines.append((f"Kommer före {swedish.date_text(until)}", what))
    headline = f"Det vi sa då, och vad som kommer före {swedish.date_text(until)}"
    table = Table(
        caption=f"Väntade publiceringar till och med {swedish.date_text(until)}",
        columns=(Column("Siffra"), Column("Period"), Column("Väntas")),
        rows=tuple((row.title, row.period, _days(row)) for row in coming),
    )
    synthetic = any("DEMODATA" in text for _, text in lines)
    return View(
        indicator="",
        link="",
        title="Framåt och nytt nästa gång",
        subtitle="",
        headline=headline,
        sentence="",
        alt="",
        figure=None,
        table=table,
        source="Källa: utsikter enligt citatet; väntade dagar enligt källornas vanliga eftersläpning."
        + (" DEMODATA." if synthetic else ""),
        definition="",
        caveat="",
        synthetic=synthetic,
        details={"lines": lines},
    )


def _days(row: Coming) -> str:
    if row.first == row.last:
        return swedish.date_text(row.first, with_year=False)
    if row.first.month == row.last.month:
        return f"{row.first.day}–{swedish.date_text(row.last, with_year=False)}"
    return f"{swedish.date_text(row.first, with_year=False)}–{swedish.date_text(row.last, with_year=False)}"


def _quoted(meeting: Meeting, around: Around) -> tuple[str, str]:
    """The newest quotation of the county or the nation."""
    about = (meeting.county, places.NATION)
    found = next((one for one in around.outlooks() if one.place in about and one.date <= meeting.date), None)
    if found is None:
        return "Utsikt", "Ingen utsikt är inskriven."
    where = places.place(found.place).full_name
    return (
        f"{found.issuer} om {where} {found.about}, {swedish.date_text(found.date)}",
        f"”{found.quote}” ({found.title})",
    )


def _kept(meeting: Meeting, viewer: Viewer, around: Around) -> tuple[str, str]:
    """Last meeting's claims, judged again on what is known now: står sig, reviderad, ändrad."""
    path = meeting_before(around.folder, meeting.date) if around.folder is not None else None
    if path is None:
        return "Det vi sa förra gången", "Inget tidigare möte är sparat."
    heading = f"Det vi sa {swedish.date_text(date.fromisoformat(path.stem))}"
    try:
        earlier = load_meeting(path)
    except UsageError:
        return heading, "Förra mötets fil går inte att läsa."
    asked = [chosen for view in earlier.views if view.kind == "view" for chosen in view.selections]
    once = {(chosen.indicator, chosen.region, chosen.slice): chosen for chosen in reversed(asked)}
    outcomes = [
        outcome
        for chosen in reversed(once.values())
        if (outcome := _outcome(chosen.but(as_of=chosen.as_of or earlier.as_of or earlier.date), viewer))
    ]
    told = "; ".join(outcomes[:MOST_CLAIMS])
    return heading, f"{told}." if told else "Inget av det som visades då går att pröva på nytt."


def _outcome(then: Selection, viewer: Viewer) -> str:
    """Whether what was said then still stands, judged for the same period; empty where nothing was claimed."""
    try:
        before = viewer(then, Size.PHONE)
        claim = before.details.get("claim")
        if not isinstance(claim, Claim) or not verdict(claim):
            return ""
        now = viewer(then.but(as_of=None, until=before.period), Size.PHONE)
    except LanspulsError:
        return ""
    again = now.details.get("claim")
    if not isinstance(again, Claim):
        return ""
    what = f"{then.declared.short_title_sv} i {swedish.period_name(before.period)}"
    number, earlier = now.details.get("number"), before.details.get("number")
    revised = f"reviderad från {earlier} till {number}, " if number != earlier else ""
    if short(again) != short(claim):
        return f"{what}: {revised}slutsatsen ändrad från {short(claim)} till {short(again) or 'inget ord'}"
    return f"{what}: {revised}slutsatsen står sig" if revised else f"{what}: {short(claim)}, står sig"
