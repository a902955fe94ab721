"""The summary slide: a row per measure with period, value, word, two years as a line, and what is new or revised."""

from collections.abc import Sequence
from datetime import date

from dashboard.data.release_days import announcements
from dashboard.figures.summary import SummaryRow, summary_figure
from dashboard.figures.theme import FRAMES, THEME
from dashboard.meetings.material import NOTHING_TO_SHOW, Material
from dashboard.meetings.meeting import LONGEST_HEADLINE
from dashboard.meetings.slides import Content, Keys, Setting, SlideKind
from dashboard.meetings.slides._sources import sources
from dashboard.model import Column, Size, Table
from dashboard.views import marks, ways
from dashboard.views.marks import Mark
from dashboard.views.selection import Selection
from dashboard.views.slide_view import SlideView
from dashboard.views.view import View
from dashboard.words import swedish
from dashboard.words.one_word import change_with_noun, is_alike, is_usual, word_alone
from loaders.ground import places

SAME = "inget nytt"
MOST_ROWS = 7


def read(keys: Keys) -> Content:
    """``links`` of the rows."""
    return Content(selections=keys.links("links", MOST_ROWS))


def view(content: Content, setting: Setting) -> SlideView:
    """A row per measure. LanspulsError where one of them cannot be shown."""
    meeting, material, size = setting.meeting, setting.material, setting.size
    since = material.since(meeting)
    views = [material.view(chosen, size) for chosen in content.selections]
    pairs = list(zip(content.selections, views, strict=True))
    marked = [_marks(chosen, found, material, since.day) for chosen, found in pairs]
    rows = [
        SummaryRow(
            title=chosen.declared.short_title_sv,
            period=_period(chosen, found),
            value=found.number or "–",
            word=_word(found),
            marks=tuple(mark.value for mark in news) or (SAME,),
            history=found.history,
        )
        for (chosen, found), news in zip(pairs, marked, strict=True)
    ]
    synthetic = any(found.synthetic for found in views)
    newest = max((found.period for found in views), default="")
    headline = _headline(views, newest)
    news = marks.told(marked, since) or f"Inget är nytt sedan den {swedish.date_text(since.day)}."
    where = places.place(meeting.county).full_name
    table = Table(
        caption=f"Läget i {where}",
        columns=(Column("Mått"), Column("Period"), Column("Värde", numeric=True), Column("Ord"), Column("Sedan sist")),
        rows=tuple((row.title, row.period, row.value, row.word, row.mark) for row in rows),
    )
    told = "; ".join(", ".join(filter(None, (row.title, row.period, row.value, row.word, row.mark))) for row in rows)
    return SlideView(
        title="Läget i korthet",
        subtitle=f"Läget i korthet, {where}. {news} Linjerna visar två år.",
        headline=headline,
        sentence=f"{headline}. {news}",
        figure=summary_figure(rows, FRAMES[size], THEME, synthetic=synthetic),
        alt=f"{headline}. Tabell med små linjer: {told}.",
        table=table,
        table_below=True,
        plain_source=sources(views),
        synthetic=synthetic,
        link=views[0].link if len(views) == 1 else "/",
    )


def _period(chosen: Selection, found: View) -> str:
    """The newest period; of twelve months the last one; a season by its name."""
    if not found.period or found.period_sv:
        return found.period_sv
    return ways.of(chosen).short_period_sv(found.period)


def _word(found: View) -> str:
    """The word of the claim; the number before where twelve months, or a year's change, get none."""
    word = found.word if found.claim is None else word_alone(found.claim)
    return word or (f"året före {found.before}" if found.before else "")


def _marks(chosen: Selection, found: View, material: Material, before: date) -> tuple[Mark, ...]:
    """What is new or revised of a measure since a day, by the rule of the overview's cards."""
    now = marks.known_by(found)
    if now is None:
        return ()
    try:
        known = marks.known_by(material.view(chosen.but(as_of=min(before, chosen.as_of or before)), Size.PHONE))
    except NOTHING_TO_SHOW:
        known = None
    return marks.news(chosen.declared, now, known, before, announcements(material.data, chosen.as_of))


def _headline(views: Sequence[View], newest: str) -> str:
    """The changes by name, how many measures are as the year before, the newest month; at most 90 characters."""
    judged = [claim for view in views if (claim := view.claim) is not None]
    changed = [told for claim in judged if (told := change_with_noun(claim))]
    usual = sum(is_usual(claim) for claim in judged)
    when = f"Till och med {swedish.period_name(newest)}" if newest else "Läget i korthet"
    alike = all(is_alike(claim) for claim in judged if is_usual(claim))
    some = f"{_counted(usual)} mått {'ungefär som året före' if alike else 'inom det vanliga'}" if usual else ""
    if not changed:
        return f"{when}: {some or 'inga mått kan jämföras'}"
    candidates = [
        f"{when}: {', '.join(filter(None, (*changed, some)))}",
        f"{when}: {', '.join(changed)}",
        *(f"{when}: {', '.join(changed[:n])}{_more(len(changed) - n)}" for n in range(len(changed) - 1, 0, -1)),
        f"{when}: {_counted(len(changed))} av {_counted(len(views))} mått har ändrats",
    ]
    return next((text for text in candidates if len(text) <= LONGEST_HEADLINE), candidates[-1])


def _more(number: int) -> str:
    return f" och {'en ändring' if number == 1 else f'{_counted(number)} ändringar'} till"


def _counted(number: int) -> str:
    return "ett" if number == 1 else swedish.small_number(number)


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
