"""The summary slide: a row per measure with period, value, comparison, word, two years as a line, and what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.numbers import status_sv
from dashboard.data.release_days import announcements
from dashboard.figures.summary import SummaryRow, summary_figure
from dashboard.figures.theme import FRAMES, THEME
from dashboard.meetings.material import NOTHING_TO_SHOW, Material
from dashboard.meetings.slides import Content, Keys, Setting, SlideKind
from dashboard.meetings.slides._sources import sources
from dashboard.model import Column, Size, Table
from dashboard.views import marks, ways
from dashboard.views.marks import Mark
from dashboard.views.selection import Selection
from dashboard.views.slide_view import SlideView
from dashboard.views.view import View
from dashboard.words import Compared, Lumps, Rare, overall, sentence, swedish
from dashboard.words.in_row import InRow, in_row, sums_to_now, years_to_now
from dashboard.words.swedish import STATUS_WORDS
from loaders.ground import places
from loaders.ground.declarations import Status
from loaders.ground.panel import REGION
from loaders.ground.periods import PARTS_PER_YEAR

SAME = "inget nytt"
_COLUMNS = ("Mått", "Period", "Värde", "Jämfört med", "Ord", "Sedan sist")
MOST_ROWS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A measure of the summary: what was chosen, its view, what is shown of it, and its marks."""

    chosen: Selection
    view: View
    shown: SummaryRow
    marks: tuple[Mark, ...]

    @property
    def is_absent(self) -> bool:
        """Whether there is no number to show, for whatever reason."""
        return not self.shown.value


def read(keys: Keys) -> Content:
    """``links`` of the rows."""
    return Content(selections=keys.links("links", MOST_ROWS))


def view(content: Content, setting: Setting) -> SlideView:
    """A row per measure. LanspulsError where one of them cannot be shown."""
    meeting, size = setting.meeting, setting.size
    since = setting.material.since(meeting)
    made = rows_of(content.selections, setting)
    views, marked, rows = [one.view for one in made], [one.marks for one in made], [one.shown for one in made]
    synthetic = any(found.synthetic for found in views)
    claims = [claim for view in views if (claim := view.claim) is not None]
    headline = overall.overall(claims, len(views))
    news = marks.told(marked, since) or f"Inget är nytt sedan den {swedish.date_text(since.day)}."
    where = places.place(meeting.county).full_name
    table = Table(
        caption=f"Läget i {where}",
        columns=tuple(Column(title, numeric=title == "Värde") for title in _COLUMNS),
        rows=tuple((row.title, row.period, row.value, row.than, row.word, row.mark) for row in rows),
    )
    told = "; ".join(", ".join(filter(None, (row.title, row.period, *_said(row), row.mark))) for row in rows)
    return SlideView(
        title="Läget i korthet",
        subtitle=f"Läget i korthet, {where}. {news} {_lines_sv(rows)}",
        headline=headline,
        sentence=f"{overall.told(claims, len(views))}. {news}",
        points=tuple(text for found in views if (text := _point(found))),
        figure=summary_figure(rows, FRAMES[size], THEME, synthetic=synthetic),
        alt=f"{headline}. Tabell med små linjer från noll: {told}.",
        table=table,
        table_below=True,
        plain_source=sources(views),
        synthetic=synthetic,
        link=views[0].link if len(views) == 1 else "/",
    )


def rows_of(selections: Sequence[Selection], setting: Setting) -> list[Row]:
    """A row for each of the selections. LanspulsError where one of them cannot be shown."""
    material, since = setting.material, setting.material.since(setting.meeting)
    rows = []
    for chosen in selections:
        found = material.view(chosen, setting.size)
        news = marks_of(chosen, found, material, since.day)
        rows.append(Row(chosen=chosen, view=found, shown=_row(chosen, found, news), marks=news))
    return rows


def _point(found: View) -> str:
    """A measure in a sentence or two: what is said of its claim, without what its own slide adds."""
    return found.sentence if found.claim is None else sentence(found.claim)


def _row(chosen: Selection, found: View, news: tuple[Mark, ...]) -> SummaryRow:
    """One measure: number, what it is compared with, word and line are of the same thing."""
    claim = found.claim
    said = _unjudged(chosen, found) if claim is None else in_row(claim)
    is_summed = said.is_of_twelve and isinstance(claim, Rare | Lumps)
    history = sums_to_now(claim, len(found.history)) if claim is not None and is_summed else found.history
    return SummaryRow(
        title=chosen.declared.short_title_sv,
        period=said.period,
        value=said.value,
        than_value=said.than_value,
        than_when=said.than_when,
        word=said.word,
        is_change=claim is not None and claim.word.is_change,
        marks=tuple(mark.value for mark in news) or (SAME,),
        history=history,
        then_at=position_before(found, len(history)),
        years=() if claim is None else years_to_now(claim),
    )


def _lines_sv(rows: Sequence[SummaryRow]) -> str:
    """What the lines show, and the bars where there are any."""
    bars = " Staplarna är tolv månader åt gången." if any(row.years for row in rows) else ""
    return f"Linjerna visar två år, från noll.{bars}"


def _unjudged(chosen: Selection, found: View) -> InRow:
    """What is shown without a claim: twelve months or a season beside those before."""
    way = ways.of(chosen)
    period = found.period_sv or (way.short_period_sv(found.period) if found.period else "")
    return InRow(
        value=found.number,
        period=period,
        than_value=found.before,
        than_when="året före" if found.before else "",
        word=found.word or _why_absent(found),
    )


def _why_absent(found: View) -> str:
    """Why a view has no number: what is said of the newest cell of its place; empty where it has one."""
    numbers = found.numbers
    if found.number:
        return ""
    own = found.places.own.code
    if numbers is None or numbers.columns.name != REGION or own not in numbers.columns.codes or not numbers.rows.codes:
        return STATUS_WORDS[Status.MISSING]
    return status_sv(int(numbers.status[-1][numbers.columns.codes.index(own)]))


def position_before(view: View, length: int) -> int | None:
    """Where the period that is compared with stands in a line that ends with the newest; None where it does not."""
    claim = view.claim
    if not isinstance(claim, Compared):
        return None
    newest, grain = claim.facts.now.period, claim.then_period.grain
    if grain is not newest.grain:
        return None
    back = (newest.year - claim.then_period.year) * PARTS_PER_YEAR[grain] + newest.part - claim.then_period.part
    return length - 1 - back if 0 < back < length else None


def _said(row: SummaryRow) -> tuple[str, ...]:
    """A row's number, what it is compared with and its word, read aloud."""
    return row.value, row.word, f"jämfört med {row.than}" if row.than else ""


def marks_of(chosen: Selection, found: View, material: Material, before: date) -> tuple[Mark, ...]:
    """What is new or revised of a measure since a day, by the rule of the overview's cards."""
    now = marks.known_by(found)
    if now is None:
        return ()
    try:
        known = marks.known_by(material.view(chosen.but(as_of=min(before, chosen.as_of or before)), Size.PHONE))
    except NOTHING_TO_SHOW:
        known = None
    return marks.news(chosen.declared, now, known, before, announcements(material.data, chosen.as_of))


KIND = SlideKind(
    word="summary",
    keys=("links",),
    read=read,
    view=view,
    examples=(
        """links = [
  "/indikator/arbetsloshet",
  "/indikator/sysselsattningsgrad",
  "/indikator/folkmangd",
]""",
    ),
)
