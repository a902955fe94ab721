"""From views and SVGs to the bytes of a tagged PDF. Pure: reads the template and the font, nothing else."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typst

from dashboard import swedish
from dashboard.meeting import Meeting
from dashboard.model import Table, View
from dashboard.svg import FONT_FOLDER
from dashboard.swedish import NBSP
from dashboard.theme import THEME, Theme
from loaders import places
from loaders.errors import ReportError

TEMPLATE = Path(__file__).with_name("meeting.typ")
ROWS_BESIDE = 14
COLUMNS_BESIDE = 5
DEMODATA = "DEMODATA"
DEMO_SENTENCE = "Alla siffror är påhittade och visar bara hur dokumentet ser ut. Använd dem inte."


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One view of the document: what the dashboard gives, its picture, and what the analyst adds.

    ``svg`` is None for a view that has no figure. ``headline`` replaces the view's own and is marked as the analyst's.
    """

    view: View
    svg: str | None
    words: str = ""
    headline: str = ""


def build_pdf(
    meeting: Meeting, pages: Sequence[Page], *, as_of: date, organisation: str = "", theme: Theme = THEME
) -> bytes:
    """The meeting's document as PDF/UA-1 bytes. ``as_of`` is the day whose state the figures show.

    ``organisation`` stands on the first page, in every foot, and as the document's author.

    ReportError for a figure without alt text or picture, and for anything Typst refuses.
    """
    for number, page in enumerate(pages, start=1):
        _complete(number, page)
    content = _content(meeting, pages, as_of, organisation, theme)
    try:
        made = typst.compile(
            TEMPLATE.read_bytes(),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            format="pdf",
        )
    except typst.TypstError as error:
        raise ReportError(f"the document could not be set: {error.message}") from error
    return made


def _complete(number: int, page: Page) -> None:
    where = f"view {number} ({page.view.link or page.view.indicator})"
    picture = page.view.details.get("picture")
    if picture is not None and not picture["alt"].strip():
        raise ReportError(f"{where} has a picture without alt text; the PDF is not made without it")
    if page.view.figure is None:
        return
    if not page.view.alt.strip():
        raise ReportError(f"{where} has a figure without alt text; the PDF is not made without it")
    if not page.svg:
        raise ReportError(f"{where} has a figure that was not drawn")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])


def _content(meeting: Meeting, pages: Sequence[Page], as_of: date, organisation: str, theme: Theme) -> dict[str, Any]:
    day = swedish.date_text(meeting.date)
    county = places.place(meeting.county).name
    synthetic = any(page.view.synthetic for page in pages)
    return {
        "title": f"{meeting.title} {day}",
        "author": organisation or f"Länspuls, {county}",
        "organisation": organisation,
        "running": f"{meeting.title} {day}",
        "when_and_where": f"{county}. Mötet hålls i {meeting.place}.",
        "as_of": f"Siffrorna visar läget {swedish.date_text(as_of)}.",
        "synthetic": synthetic,
        "demo_sentence": DEMO_SENTENCE,
        "tokens": asdict(theme),
        "views": [_view(page) for page in pages],
    }


def marked_source(view: View) -> str:
    """The source line, with DEMODATA at its end if the figures are made up and it does not say so itself."""
    if view.synthetic and DEMODATA not in view.source:
        return f"{view.source} {DEMODATA}."
    return view.source


def kept_together(headline: str) -> str:
    """A headline in which no line ends between a place's name and the word *län* or *kommun*."""
    return re.sub(r" (?=(?:län|kommun)(?:er)?\b)", NBSP, headline)


def caption_of(view: View) -> str:
    """What a reader must know to read the figure (grey lines, a truncated axis); empty if nothing."""
    return str(view.details.get("caption", ""))


def notes_beside(view: View) -> list[str]:
    """The view's notes without the caption, which stands by the figure."""
    return [note for note in view.notes if note != caption_of(view)]


def further_tables(view: View) -> list[Table]:
    """Tables beside the figure's own: the industries of an indicator that has them, that of a second figure."""
    industries = view.details.get("industries")
    found = [industries] if isinstance(industries, Table) else []
    return [*found, *view.details.get("further", ())]


def sentence_beside(view: View, headline: str) -> str:
    """The view's sentence, or nothing if the headline above it has already said it."""
    said = view.sentence.rstrip(".")
    return "" if said == headline.rstrip(".") else view.sentence


def _view(page: Page) -> dict[str, Any]:
    view = page.view
    headline = page.headline or view.headline
    few = len(view.table.rows) <= ROWS_BESIDE and len(view.table.columns) <= COLUMNS_BESIDE
    return {
        "headline": kept_together(headline),
        "own_headline": bool(page.headline),
        "data_headline": view.headline,
        "subtitle": view.subtitle,
        "sentence": sentence_beside(view, headline),
        "svg": page.svg if view.figure is not None else None,
        "alt": view.alt,
        "caption": caption_of(view),
        "source": marked_source(view),
        "definition": view.definition,
        "caveat": view.caveat,
        "notes": notes_beside(view),
        "words": [" ".join(part.split()) for part in re.split(r"\n\s*\n", page.words) if part.strip()],
        "beside": few,
        "below": bool(view.details.get("table_below")),
        "table_columns": 2 if len(view.table.columns) <= COLUMNS_BESIDE else 1,
        "table": _table(view.table, few),
        "further": [_table(table, True) for table in further_tables(view)],
        "lines": [list(line) for line in view.details.get("lines", ())],
        "picture": _picture(view),
    }


def _picture(view: View) -> dict[str, Any] | None:
    """An analyst's own picture: bytes as numbers, format, alternative text."""
    picture = view.details.get("picture")
    return None if picture is None else {key: picture[key] for key in ("bytes", "format", "alt")}


def _table(table: Table, few: bool) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "columns": [asdict(column) for column in table.columns],
        "rows": [list(row) for row in table.rows],
        "strong": sorted(table.strong),
        "row_inset": 3.4 if few else 2.6,
    }
