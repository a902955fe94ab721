"""Views of a meeting that are not one view of one measure: a summary, two figures, a free slide, what lies ahead."""

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dashboard import svg, swedish
from dashboard.figures.stack import stacked
from dashboard.figures.summary import SummaryRow, summary_figure
from dashboard.meeting import Meeting, MeetingView, last_monday, load_meeting, meeting_before, next_meeting_day
from dashboard.model import Column, Size, Table, View
from dashboard.outlooks import Outlook
from dashboard.selection import Selection
from dashboard.theme import FRAMES, THEME, Theme
from dashboard.words import Claim, Word
from dashboard.words.short import short
from loaders import catalogue, places
from loaders.errors import LanspulsError, ReportError, UsageError
from loaders.model import Level

Viewer = Callable[[Selection, Size], View]
"""Makes the view of a selection at a size, such as ``views.view`` of some data."""

LARGEST_PICTURE_BYTES = 1_000_000
MOST_CLAIMS = 6
NEW, REVISED, SAME = "nytt", "reviderad", "inget nytt"
_GREY = re.compile(r"Grå linjer: [^.]*\. ?")
_FORMATS = {".png": "png", ".jpg": "jpg", ".jpeg": "jpg", ".svg": "svg"}
_MEDIA = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Coming:
    """A publication that is expected: what, which period, between which days, and its place among measures."""

    title: str
    period: str
    first: date
    last: date
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a meeting needs besides its figures. ``folder`` holds the meeting files and their pictures.

    ``outlooks`` gives the quotations, newest first; ``coming`` what is expected between two days.
    """

    folder: Path | None = None
    outlooks: Callable[[], Sequence[Outlook]] = tuple
    coming: Callable[[date, date], Sequence[Coming]] = lambda first, last: ()


def made(meeting: Meeting, asked: MeetingView, viewer: Viewer, size: Size, around: Around) -> View:
    """The view of any kind of slide. LanspulsError where it cannot be made."""
    if asked.kind == "summary":
        return _summary(meeting, asked, viewer, size, around)
    if asked.kind == "free":
        return _free(asked, around)
    if asked.kind == "outlook":
        return _outlook(meeting, viewer, around)
    if len(asked.selections) == 1:
        found = alone(viewer(asked.selections[0], size))
    else:
        found = _pair(*(viewer(chosen, size.half) for chosen in asked.selections))
    return found if asked.box is None else _with_box(found, viewer(asked.box, size), size)


def alone(view: View) -> View:
    """The view without the hairlines of the county's other municipalities: a slide has two lines, not ten."""
    behind = {swedish.capital(places.place(code).name) for code in view.details.get("neighbours", ())}
    if view.figure is None or not _GREY.search(caption := str(view.details.get("caption", ""))):
        return view
    traces = [trace for trace in view.figure["data"] if trace.get("name") not in behind]
    plain = _GREY.sub("", caption).strip()
    notes = tuple(plain if note == caption else note for note in view.notes)
    return replace(
        view,
        figure=view.figure | {"data": traces},
        notes=tuple(note for note in notes if note),
        details=view.details | {"caption": plain},
    )


def variants(meeting: Meeting, asked: MeetingView) -> tuple[tuple[str, Selection], ...]:
    """Name and selection of a slide's view for the county and each municipality; empty where it has only one."""
    if asked.kind != "view" or len(asked.selections) != 1:
        return ()
    chosen = asked.selections[0]
    if Level.MUNICIPALITY not in chosen.declared.levels or chosen.region != meeting.county:
        return ()
    inside = places.municipalities(meeting.county)
    return tuple((place.full_name, chosen.but(region=place.code)) for place in (places.place(meeting.county), *inside))


def since(meeting: Meeting, folder: Path | None) -> date:
    """The day of the meeting before: that of its file, else the last Monday of the month before."""
    before = meeting_before(folder, meeting.date) if folder is not None else None
    if before is not None:
        return date.fromisoformat(before.stem)
    return last_monday(date.fromordinal(meeting.date.replace(day=1).toordinal() - 1))


def _mark(chosen: Selection, found: View, viewer: Viewer, before: date) -> str:
    """Whether a measure has a new number since a day."""
    if chosen.as_of and chosen.as_of <= before:
        return SAME
    try:
        then = viewer(chosen.but(as_of=before), Size.PHONE)
    except LanspulsError:
        return NEW
    if then.period != found.period:
        return NEW
    return SAME if then.details.get("number") == found.details.get("number") else REVISED


def _summary(meeting: Meeting, asked: MeetingView, viewer: Viewer, size: Size, around: Around) -> View:
    before = since(meeting, around.folder)
    rows, views = [], []
    for chosen in asked.selections:
        found = viewer(chosen, size)
        claim = found.details.get("claim")
        views.append(found)
        rows.append(
            SummaryRow(
                title=chosen.declared.short_title_sv,
                period=swedish.period_name(found.period) if found.period else "",
                value=str(found.details.get("number", "")) or "–",
                word=short(claim) if isinstance(claim, Claim) else "",
                mark=_mark(chosen, found, viewer, before),
                history=tuple(found.details.get("history", ())),
            )
        )
    synthetic = any(found.synthetic for found in views)
    newest = max((found.period for found in views), default="")
    until = f" till och med {swedish.period_name(newest)}" if newest else ""
    new, revised = (sum(row.mark == mark for row in rows) for mark in (NEW, REVISED))
    count = _count(new, "ny", "nya") + (f", {_count(revised, REVISED, 'reviderade')}" if revised else "")
    headline = f"Läget i korthet{until}: {count}"
    where = places.place(meeting.county).full_name
    table = Table(
        caption=f"Läget i {where}",
        columns=(Column("Mått"), Column("Period"), Column("Värde", numeric=True), Column("Ord"), Column("Sedan sist")),
        rows=tuple((row.title, row.period, row.value, row.word, row.mark) for row in rows),
    )
    told = "; ".join(", ".join(filter(None, (row.title, row.period, row.value, row.word, row.mark))) for row in rows)
    return View(
        indicator="",
        link=views[0].link if len(views) == 1 else "/",
        title="Läget i korthet",
        subtitle=f"{where}. Nytt och reviderat sedan {swedish.date_text(before)}. Linjerna visar två år.",
        headline=headline,
        sentence=f"{headline}.",
        alt=f"{headline}. Tabell med små linjer: {told}.",
        figure=summary_figure(rows, FRAMES[size], THEME, synthetic=synthetic),
        table=table,
        source=_sources(views),
        definition="",
        caveat="",
        synthetic=synthetic,
        period=newest,
        details={"table_below": True},
    )


def _count(number: int, one: str, several: str) -> str:
    """``ingen siffra är ny``, ``en siffra är ny``, ``fem siffror är nya``."""
    if number < 2:
        return f"{'en' if number else 'ingen'} siffra är {one}"
    return f"{swedish.small_number(number)} siffror är {several}"


def _sources(views: Sequence[View]) -> str:
    """The publishers and tables of several views in one line."""
    parts = []
    for view in views:
        plain = view.source.removeprefix("Källa: ").split(", publicerad")[0].split(". ")[0].rstrip(".")
        if plain not in parts:
            parts.append(plain)
    return f"Källa: {'; '.join(parts)}." + (" DEMODATA." if any(view.synthetic for view in views) else "")


def _pair(upper: View, lower: View) -> View:
    """Two views as one: figures above each other, and everything said of both."""
    figure = stacked(upper.figure, lower.figure) if upper.figure and lower.figure else upper.figure or lower.figure
    both = (upper, lower)
    names = {view.indicator: catalogue.indicator(view.indicator).short_title_sv for view in both}
    captions = [f"{names[view.indicator]}: {view.details['caption']}" for view in both if view.details.get("caption")]
    further = (lower.table, *(table for view in both for table in view.details.get("further", ())))
    return replace(
        upper,
        title=f"{upper.title} och {lower.title}",
        subtitle=f"{upper.title}. {lower.title}. {swedish.capital(swedish.period_name(upper.period))}.",
        sentence=f"{upper.sentence} {lower.sentence}",
        alt=f"Överst: {upper.alt} Underst: {lower.alt}",
        figure=figure,
        source=_sources(both),
        definition=" ".join(f"{names[view.indicator]}: {view.definition}" for view in both if view.definition),
        caveat=" ".join(f"{names[view.indicator]}: {view.caveat}" for view in both if view.caveat),
        notes=(*captions, *(note for view in both for note in _beside(view))),
        synthetic=upper.synthetic or lower.synthetic,
        details=upper.details | {"caption": "", "further": further},
    )


def _beside(view: View) -> list[str]:
    return [note for note in view.notes if note != view.details.get("caption")]


def _with_box(view: View, other: View, size: Size, theme: Theme = THEME) -> View:
    """The view with another measure's newest number in a box that says it is another measure."""
    frame = FRAMES[size]
    title, number = other.title, str(other.details.get("number", ""))
    if not number or view.figure is None:
        return view
    when = swedish.period_name(other.period)
    text = f"{title}, {when}: {number}. Ett annat mått, jämför det inte med linjerna."
    figure = view.figure | {"layout": dict(view.figure["layout"])}
    lines = f"{title}<br>{when}: <b>{number}</b><br>Ett annat mått, jämför inte med linjerna"
    box = {
        "x": 0,
        "y": 0,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "xshift": frame.text * 0.7,
        "yshift": frame.text * 0.7,
        "align": "left",
        "text": lines,
        "showarrow": False,
        "font": {"size": frame.text * (0.85 if frame.short_names else 1.0), "color": theme.ink_2},
        "bgcolor": theme.paper,
        "bordercolor": theme.context,
        "borderwidth": 1,
        "borderpad": frame.text * 0.45,
    }
    figure["layout"]["annotations"] = [*figure["layout"]["annotations"], box]
    return replace(
        view,
        figure=figure,
        alt=f"{view.alt} Ruta: {text}",
        notes=(*view.notes, f"Rutan: {text} {other.source}"),
    )


def _free(asked: MeetingView, around: Around) -> View:
    table = Table("", (), ())
    if asked.table:
        heading, *rows = asked.table
        table = Table(asked.headline, tuple(Column(text) for text in heading), tuple(rows))
    text = " ".join(asked.text.split())
    details: dict[str, Any] = {"shows_table": bool(asked.table)}
    if asked.picture:
        details["picture"] = _picture(asked, around.folder)
    return View(
        indicator="",
        link="",
        title="Fri bild",
        subtitle="",
        headline=asked.headline,
        sentence=text,
        alt=asked.alt,
        figure=None,
        table=table,
        source=asked.source,
        definition="",
        caveat="",
        synthetic="DEMODATA" in asked.source,
        details=details,
    )


def _picture(asked: MeetingView, folder: Path | None) -> dict[str, Any]:
    """A picture beside the meeting file: its bytes, format, alternative text, and itself as an address."""
    path = (folder or Path()) / asked.picture
    if folder is None or not path.is_file():
        raise UsageError(f"there is no {asked.picture}", f"Bilden {asked.picture} finns inte bredvid mötesfilen.")
    content, form = path.read_bytes(), _FORMATS[path.suffix.lower()]
    if len(content) > LARGEST_PICTURE_BYTES:
        raise UsageError(f"{asked.picture} is larger than 1 MB", f"Bilden {asked.picture} är större än 1 MB.")
    if form == "svg":
        try:
            content = svg.checked(content.decode()).encode()
        except (ReportError, UnicodeDecodeError) as error:
            raise UsageError(f"{asked.picture}: {error}", f"SVG-bilden {asked.picture} kan inte användas.") from None
    address = f"data:{_MEDIA[form]};base64,{base64.b64encode(content).decode()}"
    return {"bytes": list(content), "format": form, "alt": asked.alt, "address": address}


def _outlook(meeting: Meeting, viewer: Viewer, around: Around) -> View:
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


def next_after(meeting: Meeting, folder: Path | None) -> date:
    """The day of the meeting after this one."""
    return next_meeting_day(folder or Path(), date.fromordinal(meeting.date.toordinal() + 1))


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
    told = []
    for chosen in dict.fromkeys(asked):
        outcome = _outcome(chosen.but(as_of=chosen.as_of or earlier.as_of or earlier.date), viewer)
        if outcome:
            told.append(f"{chosen.declared.short_title_sv}: {outcome}")
    return (
        heading,
        f"{'; '.join(told[:MOST_CLAIMS])}." if told else "Inget av det som visades då går att pröva på nytt.",
    )


def _outcome(then: Selection, viewer: Viewer) -> str:
    """Whether what was said then still stands, judged for the same period."""
    try:
        before = viewer(then, Size.PHONE)
        claim = before.details.get("claim")
        if not isinstance(claim, Claim) or claim.word is Word.NONE:
            return ""
        now = viewer(then.but(as_of=None, until=before.period), Size.PHONE)
    except LanspulsError:
        return ""
    again = now.details.get("claim")
    if not isinstance(again, Claim):
        return ""
    if short(again) != short(claim):
        return f"ändrad, nu {short(again) or 'utan ord'} i stället för {short(claim)}"
    number, earlier = now.details.get("number"), before.details.get("number")
    return "står sig" if number == earlier else f"reviderad från {earlier} till {number}, slutsatsen står sig"
