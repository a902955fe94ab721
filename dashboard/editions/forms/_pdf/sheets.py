"""What the template is given: every text, table and picture of an edition, in the order of its nine sections."""

import base64
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from dashboard.editions.content import Edition, InShort, Kind, Municipality, OwnPicture, Slide, Source
from dashboard.editions.corrections_told import corrections_of
from dashboard.editions.forms._on_a_phone import parts_of
from dashboard.editions.forms._pdf.small_lines import end_from_top, is_on_one_scale, line
from dashboard.editions.municipality import NO_WORD
from dashboard.editions.told import NOT_STATISTICS, place_sv
from dashboard.figures.theme import THEME, Theme
from dashboard.model import DEMODATA, Column, Table
from dashboard.words import swedish
from dashboard.words.line_breaks import bound, bound_within
from dashboard.words.source_names import tables_sv
from dashboard.words.swedish import NBSP, kept_together

DEMO_SENTENCE = "Alla siffror är påhittade och visar bara hur dokumentet ser ut. Använd dem inte."
SECTIONS = (
    "Sammanfattning",
    "Bilderna på mötet",
    "Förberett men inte visat, och frågor",
    "Din kommun",
    "Nytt och reviderat sedan förra mötet",
    "Uppgifter från deltagare",
    "Så läser du siffrorna",
    "Källor",
    "Rättelser",
)
CHARTS = 2
"""Lines on a municipality's page."""
CHART_SIZE = (300, 170)
_SUMMARY = "summary"
Given = dict[str, Any]
_OF_THE_FILE = {"title", "author", "tokens"}
_AS_WRITTEN = frozenset({"svg", "alt", "address", "bytes"})
"""What says what the file is, and what is no text to be read in lines."""


def content(edition: Edition) -> Given:
    """All that the template sets. Tables, pictures and texts are finished; the template decides only where they are."""
    theme = replace(THEME, chosen=edition.head.colour) if edition.head.colour else THEME
    head, day = edition.head, swedish.date_text(edition.head.day)
    title = f"{head.title} {day}"
    told = {
        "title": title,
        "author": head.organisation or f"Länspuls, {head.county_sv}",
        "organisation": head.organisation,
        "logo": _picture(head.logo),
        "county": head.county_sv,
        "where": _where(edition),
        "issue": issue_sv(edition),
        "known": f"Siffrorna är de som var kända {swedish.date_text(edition.known_by)}.",
        "foot": " · ".join(
            filter(
                None,
                (
                    title,
                    f"utgåva {edition.number}" if edition.number else "utkast",
                    f"siffror kända {swedish.date_text(edition.known_by)}",
                ),
            )
        ),
        "synthetic": edition.synthetic,
        "demo_sentence": DEMO_SENTENCE,
        "tokens": asdict(theme),
        "sections": SECTIONS,
        "without": _without(edition),
        "note": edition.note,
        "summary": _summary(edition, theme),
        "shown": [_slide(slide, edition) for slide in edition.shown if not _is_the_summary(slide, edition)],
        "prepared": [_slide(slide, edition) for slide in edition.prepared],
        "questions": [
            {
                "text": one.text,
                "answer": one.answer or "Väntar på svar.",
                "asked": ", ".join(filter(None, (f"Ställd vid bild {one.slide}" if one.slide else "", one.place_sv))),
            }
            for one in edition.questions
        ],
        "links": [{"title": one.title, "address": one.address} for one in edition.links],
        "attachments": [one.title for one in edition.attachments],
        "next": f"Nästa möte: {head.next_sv}." if head.next_sv else "",
        "municipalities": [_municipality(one, edition, theme) for one in edition.municipalities],
        "news": {
            "table": _table(_marks(edition.summary)),
            "judged": [{"told": one.told, "stands": one.stands} for one in edition.news],
        },
        "not_statistics": NOT_STATISTICS,
        "participants": [_table(table) for table in edition.participants],
        "reading": {
            "tables": [_table(table) for table in edition.reading],
            "told": list(edition.reading_told),
        },
        "sources": {"table": _table(_sources(edition.sources)), "terms": _terms(edition.sources)},
        "corrections": _corrections(edition),
    }
    return told | bound_within({name: part for name, part in told.items() if name not in _OF_THE_FILE}, _AS_WRITTEN)


def _without(edition: Edition) -> list[int]:
    """The sections that have no page, since there is nothing of their kind."""
    asked = edition.prepared or edition.questions or edition.links or edition.attachments
    return [number for number, found in ((3, asked), (4, edition.municipalities)) if not found]


def issue_sv(edition: Edition) -> str:
    """``Utgåva 2, rättelse, publicerad 4 december 2026.`` Of a draft that it is one."""
    if not edition.number:
        return "Utkast, inte publicerat."
    kind = "" if edition.kind is Kind.FIRST else f", {edition.kind.value}"
    return f"Utgåva {edition.number}{kind}, publicerad {swedish.date_text(edition.moment)}."


def well_broken(headline: str) -> str:
    """A headline whose last line never is one word, and no line of which ends between a place's name and *kommun*."""
    kept = kept_together(headline)
    before, space, last = kept.rpartition(" ")
    return f"{before}{NBSP}{last}" if space and len(last) < _SHORT else kept


_SHORT = 18
"""Letters of a last word that is kept with the one before it; a longer one may fill a line of its own."""


def _where(edition: Edition) -> str:
    head = edition.head
    place = f"{head.county_sv}. Mötet hålls i {head.place}" + (" och på distans" if head.held_sv == "hybrid" else "")
    if head.held_sv == "digitalt":
        place = f"{head.county_sv}. Mötet hålls {place_sv(edition)}"
    times = ""
    if head.start is not None:
        times = f", {head.start:%H.%M}" + (f"–{head.end:%H.%M}" if head.end is not None else "")
    return f"{place}{times}."


def _is_the_summary(slide: Slide, edition: Edition) -> bool:
    """Whether a slide says no more than the first section does."""
    return slide.kind == _SUMMARY and bool(edition.summary) and not slide.words and not slide.own_headline


def _summary(edition: Edition, theme: Theme) -> Given:
    rows = edition.summary
    left_out = [slide.number for slide in edition.shown if _is_the_summary(slide, edition)]
    told = f"{swedish.capital(swedish.small_number(len(rows)))} {'mening' if len(rows) == 1 else 'meningar'} att ta med"
    return {
        "headline": well_broken(edition.summary_headline or edition.head.title),
        "rows": [_in_short(row, theme) for row in rows],
        "told": told,
        "sources": "; ".join(dict.fromkeys(row.source for row in rows if row.source)),
        "sentences": [row.sentence for row in rows if row.sentence],
        "headlines": [". ".join(filter(None, (slide.headline, slide.headline_below))) for slide in edition.shown],
        "slides": f"Bild {left_out[0]} på mötet visade den här tabellen." if left_out else "",
    }


def _in_short(row: InShort, theme: Theme, beside: Sequence[float | None] = ()) -> Given:
    return {
        "title": row.title,
        "source": row.source,
        "period": row.period_sv,
        "value": row.value,
        "than": row.than,
        "word": row.word or NO_WORD,
        "has_word": bool(row.word),
        "is_change": row.is_change,
        "change": row.change,
        "persons": row.persons,
        "mark": row.mark,
        "is_revised": "reviderad" in row.mark,
        "is_new": row.mark == "nytt",
        "county": row.county_value,
        "slide": row.slide,
        "svg": line(row.line, row.line_then, theme) or None,
        "alt": f"{row.title}: linje över två år från noll, {row.value} i slutet.",
    }


def _slide(slide: Slide, edition: Edition) -> Given:
    drawings = slide.drawings
    return {
        "number": slide.number,
        "of": len(edition.slides),
        "headline": well_broken(slide.headline),
        "headline_below": "" if slide.own_headline else well_broken(slide.headline_below),
        "own_headline": slide.own_headline,
        "data_headline": ". ".join(slide.data_headlines),
        "subtitle": slide.subtitle,
        "sentence": slide.sentence,
        "points": list(slide.points),
        "words": list(slide.words),
        "svg": drawings.svg if slide.has_figure else None,
        "alt": slide.alt,
        "caption": slide.caption,
        "source": f"{slide.plain_source} {DEMODATA}." if slide.synthetic else slide.plain_source,
        "definition": slide.definition,
        "caveat": slide.caveat,
        "notes": list(slide.notes),
        "below": slide.table_below,
        "tables": [_table(part) for table in slide.tables for part in parts_of(table, _MOST_ACROSS, _cell_width)],
        "lines": [(one.heading, list(one.told)) for one in slide.lines],
        "picture": _picture(slide.picture),
    }


def _municipality(one: Municipality, edition: Edition, theme: Theme) -> Given:
    county = {row.title: row for row in edition.summary}
    drawn = [row for row in one.rows if sum(value is not None for value in row.line) > 1][:CHARTS]
    return {
        "name": one.name,
        "headline": well_broken(one.headline),
        "rows": [_in_short(row, theme) for row in one.rows],
        "charts": [_chart(row, county.get(row.title), one, theme) for row in drawn],
        "said": " ".join(one.said),
        "differs": one.differs,
        "question": one.question,
        "not_shown": list(one.not_shown),
        "address": one.address,
    }


def _chart(row: InShort, county: InShort | None, one: Municipality, theme: Theme) -> Given:
    """A measure's line, and the county's where both can be read on one scale."""
    beside = county.line if county is not None and is_on_one_scale(row.line, county.line) else ()
    too = f" Streckad linje: länet, {row.county_value} i slutet." if beside else ""
    return {
        "title": row.title,
        "source": f"Källa: {row.source}",
        "svg": line(row.line, row.line_then, theme, size=CHART_SIZE, beside=beside),
        "alt": f"{row.title} i {one.name}: linje över två år från noll, {row.value} i slutet.{too}",
        "value": row.value,
        "county": row.county_value if beside else "",
        "at": end_from_top(row.line, beside),
        "end": row.period_sv,
    }


def _marks(rows: Sequence[InShort]) -> Table:
    """What is new of each measure of the summary."""
    columns = (Column("Mått"), Column("Period"), Column("Värde", True), Column("Sedan förra mötet"))
    found = tuple((row.title, row.period_sv, row.value, row.mark) for row in rows if row.mark)
    return Table("Måtten i sammanfattningen", columns, found)


def _sources(sources: Sequence[Source]) -> Table:
    columns = tuple(Column(title) for title in ("Mått", "Utgivare och tabell", "Publicerad", "Hämtad", "Nästa siffra"))
    rows = tuple(
        (
            f"{one.title} ({DEMODATA})" if one.synthetic else one.title,
            ", ".join((one.publisher, *tables_sv(one.tables))),
            one.published_sv or "inte angivet",
            one.fetched_sv,
            one.next_sv or "inte angivet",
        )
        for one in sources
    )
    return Table("Källa till varje mått", columns, rows)


def _terms(sources: Sequence[Source]) -> str:
    terms = dict.fromkeys(one.terms for one in sources if one.terms)
    return f"Villkor: {'; '.join(terms)}." if terms else ""


def _corrections(edition: Edition) -> Given:
    table = corrections_of(edition)
    earlier = range(1, edition.number)
    where = f" på {edition.public_address}" if edition.public_address else ""
    told = ""
    if earlier:
        names = swedish.listing(str(number) for number in earlier)
        told = f"Utgåva {names} finns kvar, orörd{where}."
    return {
        "note": edition.note,
        "table": _table(table),
        "none": "" if table.rows or edition.note else "Ingen siffra i mötets utgåvor har rättats.",
        "earlier": told,
        "address": edition.public_address,
    }


def _picture(picture: OwnPicture | None) -> Given | None:
    """A picture as its bytes' numbers, which is how Typst reads them, with format and alternative text."""
    if picture is None:
        return None
    return {"bytes": list(base64.b64decode(picture.base64)), "format": picture.format, "alt": picture.alt}


_MOST_LETTERS, _UNBROKEN = 44, 14


def _unbroken(text: str) -> list[str]:
    """The parts of a cell that stay on a line: a short text whole, else its words."""
    return [text] if len(text) <= _UNBROKEN else text.split(" ")


def _room(column: Column, n: int, rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """How many letters wide a column wants to be: its longest cell and its heading on two lines; and at least is."""
    cells = [row[n] for row in rows]
    least = max((len(word) for text in (column.title, *cells) for word in _unbroken(text)), default=0)
    longest = min(max(map(len, cells), default=0), _MOST_LETTERS)
    return {"room": max(longest, least, len(column.title) // 2 + 2), "least": least}


_MOST_ACROSS = 757.0 / 6.0
"""How many letters a page is wide, as the template reckons."""


def _cell_width(texts: Sequence[str]) -> float:
    """How many letters wide a column at least is, with what stands between two."""
    return max((len(part) for text in texts for part in _unbroken(text)), default=0) + 10 / 6


def _table(table: Table) -> Given:
    rows = [[bound(cell) for cell in row] for row in table.rows]
    return {
        "caption": table.caption,
        "columns": [asdict(column) | _room(column, n, rows) for n, column in enumerate(table.columns)],
        "rows": rows,
        "strong": sorted(table.strong),
    }
