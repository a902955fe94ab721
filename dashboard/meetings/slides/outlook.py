"""The last slide: what an agency says of the time ahead, what was said last time, and what comes before the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.coming import Coming
from dashboard.data.meeting_days import day_of
from dashboard.meetings.file import load_meeting
from dashboard.meetings.material import NOTHING_TO_SHOW, Material
from dashboard.meetings.meeting import Meeting
from dashboard.meetings.outcomes import outcome
from dashboard.meetings.outlooks import Outlook
from dashboard.meetings.slides import Content, Keys, Setting, SlideKind
from dashboard.model import Column, Size, Table
from dashboard.views.selection import Selection
from dashboard.views.slide_view import SlideView, Statements
from dashboard.words import swedish
from dashboard.words.one_word import concludes_as, verdict, word_alone
from loaders.ground import places
from loaders.ground.errors import UsageError

MOST_CLAIMS, MOST_COMING = 6, 6


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of last time, judged again: what became of it, whether the conclusion stands, whether it is made up."""

    told: str
    stands: bool
    synthetic: bool


def read(keys: Keys) -> Content:
    """It has no keys of its own."""
    return Content()


def view(content: Content, setting: Setting) -> SlideView:
    """A quotation and what came of it, last meeting's claims judged again, and what is expected before the next."""
    meeting, material = setting.meeting, setting.material
    following = material.after(meeting)
    until = following.day
    coming = [row for row in material.coming(meeting, until) if row.row.first <= until]
    said_on, judged, missing = _kept(meeting, material)
    before = f"före {swedish.date_text(until)}"
    heading = f"Kommer {before}" if following.is_decided else f"Kommer {before} (nästa möte inte bestämt)"
    quoted = _quoted(meeting, material)
    lines = (
        _quotation(quoted, meeting, material),
        Statements(
            f"Det vi sa {swedish.date_text(said_on)}" if said_on else "Det vi sa förra gången",
            _kept_told(judged, missing),
        ),
        Statements(heading, tuple(_listed(coming))),
    )
    table = Table(
        caption=f"Väntade publiceringar till och med {swedish.date_text(until)}",
        columns=(Column("Siffra"), Column("Period"), Column("Väntas")),
        rows=tuple((row.title, row.period_sv, _days(row)) for row in coming),
    )
    return SlideView(
        title="Framåt och nytt nästa gång",
        headline=_headline(judged, said_on, before),
        table=table,
        lines=lines,
        plain_source=f"Källa: utsikter enligt citatet; väntade dagar enligt {_basis(coming)}.",
        synthetic=any(one.synthetic for one in judged) or (quoted is not None and quoted.is_made_up),
    )


def judged_again(meeting: Meeting, material: Material) -> tuple[Judged, ...]:
    """The claims of the meeting before, those first that do not stand; none where there are none to judge."""
    return tuple(sorted(_kept(meeting, material)[1], key=lambda one: one.stands))


def _headline(judged: Sequence[Judged], said_on: date | None, before: str) -> str:
    """How many of last meeting's conclusions stand; without any, what comes."""
    if not judged or said_on is None:
        return f"Det här kommer {before}"
    day = swedish.date_text(said_on, with_year=False)
    stand, of = sum(one.stands for one in judged), len(judged)
    if of == 1:
        return f"Slutsatsen från {day} {'står sig' if stand else 'har ändrats'}"
    if stand == of:
        return f"Alla {swedish.small_number(of)} slutsatser från {day} står sig"
    stands = swedish.capital(swedish.small_number(stand)) if stand else "Ingen"
    return f"{stands} av {swedish.small_number(of)} slutsatser från {day} står sig"


def _kept_told(judged: Sequence[Judged], missing: str) -> tuple[str, ...]:
    """The claims, those first that do not stand, and how many there is no room for."""
    if not judged:
        return (missing,)
    first = sorted(judged, key=lambda one: one.stands)
    told, rest = tuple(one.told for one in first[:MOST_CLAIMS]), first[MOST_CLAIMS:]
    if not rest:
        return told
    stand = ", som står sig" if all(one.stands for one in rest) else ""
    return (*told, f"Och {swedish.small_number(len(rest))} till{stand}")


def _basis(coming: Sequence[Coming]) -> str:
    """What the days rest on: the calendar, experience, or both."""
    announced = {row.is_announced for row in coming}
    if announced == {True}:
        return "SCB:s publiceringskalender"
    lag = "källornas vanliga eftersläpning"
    return f"SCB:s publiceringskalender, i övrigt {lag}" if True in announced else lag


def _listed(coming: Sequence[Coming]) -> Iterator[str]:
    """The expected publications of the measures that come first in order, by day, and how many more there are."""
    if not coming:
        yield "Inget väntas enligt kalendern."
    first = sorted(coming, key=lambda row: row.measure.order)[:MOST_COMING]
    yield from (f"{row.title} {row.period_sv}, {_days(row)}" for row in coming if row in first)
    if len(coming) > len(first):
        yield f"Och {swedish.small_number(len(coming) - len(first))} till, se kalendern"


def _days(coming: Coming) -> str:
    """Between which days, and from which the calendar has moved it, where it has."""
    row = coming.row
    moved = f" (flyttat från {swedish.date_text(row.moved_from, with_year=False)})" if row.moved_from else ""
    return f"{swedish.days_text(row.first, row.last, with_year=False)}{moved}"


def _quoted(meeting: Meeting, material: Material) -> Outlook | None:
    """The newest quotation of the county or the nation; None if none is written."""
    return next(iter(_about(meeting, material)), None)


def _about(meeting: Meeting, material: Material) -> list[Outlook]:
    """The quotations of the county or the nation that are known to the meeting, newest first."""
    about = (meeting.county, places.NATION)
    return [one for one in material.outlooks() if one.place in about and one.date <= meeting.known_by]


def _quotation(found: Outlook | None, meeting: Meeting, material: Material) -> Statements:
    """The newest quotation, and what came of the newest one of which that is known."""
    if found is None:
        return Statements("Utsikt", ("Ingen bedömning är inlagd.",))
    where = places.place(found.place).full_name
    heading = f"{found.issuer} om {where} {found.about}, {swedish.date_text(found.date)}"
    outcomes = (outcome(one, material.data, meeting.as_of) for one in _about(meeting, material))
    became = next(filter(None, outcomes), "")
    return Statements(heading, tuple(filter(None, (f"”{found.quote}” ({found.title})", became))))


def _kept(meeting: Meeting, material: Material) -> tuple[date | None, tuple[Judged, ...], str]:
    """The day of the meeting before, its claims judged again on what this one knows, and why there are none."""
    path = material.file_before(meeting)
    if path is None:
        return None, (), "Inget tidigare möte är sparat."
    day = day_of(path)
    try:
        earlier = load_meeting(path)
    except UsageError:
        return day, (), "Förra mötets fil går inte att läsa."
    asked = [chosen for view in earlier.views for chosen in view.selections]
    once: dict[tuple[object, ...], Selection] = {}
    for chosen in asked:
        once.setdefault((chosen.indicator, chosen.region, chosen.slice), chosen)
    outcomes = (
        _outcome(chosen.but(as_of=chosen.as_of or earlier.as_of or earlier.date), meeting.as_of, material)
        for chosen in once.values()
    )
    judged = tuple(one for one in outcomes if one is not None)
    return day, judged, "Inget av det som visades då går att pröva på nytt."


def _outcome(then: Selection, as_of: date | None, material: Material) -> Judged | None:
    """Whether what was said then still stands by what the meeting knows, for the same period; None without a claim."""
    try:
        before = material.view(then, Size.PHONE)
        claim = before.claim
        if claim is None or not verdict(claim):
            return None
        now = material.view(then.but(as_of=as_of, until=before.period), Size.PHONE)
    except NOTHING_TO_SHOW:
        return None
    again = now.claim
    if again is None:
        return None
    what = f"{then.declared.short_title_sv} i {swedish.period_name(before.period)}"
    revised = f"reviderad från {before.number} till {now.number}, " if now.number != before.number else ""
    said, said_then = word_alone(again), word_alone(claim)
    stands = concludes_as(again, claim)
    if not stands:
        told = f"{what}: {revised}slutsatsen ändrad från {said_then} till {said or 'inget ord'}"
    elif said != said_then:
        told = f"{what}: {revised}slutsatsen står sig i andra ord: {said}, då {said_then}"
    else:
        told = f"{what}: {revised}slutsatsen står sig" if revised else f"{what}: {said_then}, står sig"
    return Judged(told, stands, now.synthetic)


KIND = SlideKind(word="outlook", keys=(), read=read, view=view, examples=("",))
