"""From views and SVGs to the bytes of a tagged PDF."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.figures.theme import THEME, Theme
from dashboard.forms.pdf.typesetting import set_apart
from dashboard.model import Column, Table
from dashboard.views.slide_view import Picture, SlideView
from dashboard.words import published, swedish
from dashboard.words.swedish import kept_together
from loaders.ground import places
from loaders.ground.errors import ReportError

TEMPLATE = Path(__file__).with_name("meeting.typ")
ROWS_BESIDE = 14
COLUMNS_BESIDE = 5
ROWS_STACKED = 24
"""Rows of several tables above each other beside one figure; more of them stand on a page of their own."""
DEMO_SENTENCE = "Alla siffror är påhittade och visar bara hur dokumentet ser ut. Använd dem inte."


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One slide of the document: what the dashboard gives, its picture, and what the analyst adds.

    ``svg`` is None for a slide without figure. ``headline`` replaces the slide's own and is marked as the analyst's.
    """

    slide: SlideView
    svg: str | None
    words: str = ""
    headline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A meeting's document: what it is of, and its pages.

    ``day`` and ``place`` are the meeting's, ``county`` is named by its code. ``as_of`` is the day whose state the
    figures show. ``organisation`` stands on the first page, in every foot, and as the document's author.
    """

    title: str
    day: date
    place: str
    county: str
    as_of: date
    pages: tuple[Page, ...]
    organisation: str = ""


def build_pdf(document: Document, *, theme: Theme = THEME) -> bytes:
    """The document as PDF/UA-1 bytes.

    ReportError for a figure without alt text or picture, for anything Typst refuses, and where it takes too long.
    """
    for number, page in enumerate(document.pages, start=1):
        _complete(number, page)
    return set_apart(TEMPLATE, json.dumps(_content(document, theme), ensure_ascii=False))


def _complete(number: int, page: Page) -> None:
    where = f"view {number} ({page.slide.link or page.slide.title})"
    if page.slide.picture is not None and not page.slide.picture.alt.strip():
        raise ReportError(f"{where} has a picture without alt text; the PDF is not made without it")
    if page.slide.figure is None:
        return
    if not page.slide.alt.strip():
        raise ReportError(f"{where} has a figure without alt text; the PDF is not made without it")
    if not page.svg:
        raise ReportError(f"{where} has a figure that was not drawn")


def _content(document: Document, theme: Theme) -> dict[str, Any]:
    day = swedish.date_text(document.day)
    county = places.place(document.county).name
    synthetic = any(page.slide.synthetic for page in document.pages)
    return {
        "title": f"{document.title} {day}",
        "author": document.organisation or f"Länspuls, {county}",
        "organisation": document.organisation,
        "running": f"{document.title} {day}",
        "when_and_where": f"{county}. Mötet hålls i {document.place}.",
        "as_of": f"Siffrorna visar läget {swedish.date_text(document.as_of)}.",
        "synthetic": synthetic,
        "demo_sentence": DEMO_SENTENCE,
        "tokens": asdict(theme),
        "views": [_slide(page) for page in document.pages],
        "reading": _reading(),
    }


def _reading() -> dict[str, Any]:
    """The last sheet: the rule of the words, the three unemployments, the signs of the tables."""
    signs = Table("Tecken och vad de betyder", (Column("Tecken"), Column("Betyder")), tuple(swedish.SIGNS))
    return {
        "title": "Så läser du siffrorna",
        "tables": [_table(one, True) for one in (published.limits_table(), published.yearly_change_table())],
        "chance": published.chance_rule(),
        "unemployment": published.THREE_UNEMPLOYMENTS,
        "signs": _table(signs, True),
    }


def _slide(page: Page) -> dict[str, Any]:
    slide = page.slide
    headline = page.headline or slide.headline
    few = len(slide.table.rows) <= ROWS_BESIDE and len(slide.table.columns) <= COLUMNS_BESIDE
    tables = (slide.table, *slide.further)
    narrow = all(len(table.columns) <= COLUMNS_BESIDE for table in tables)
    stacked = few and narrow and len(tables) > 1 and sum(len(table.rows) for table in tables) <= ROWS_STACKED
    return {
        "headline": kept_together(headline),
        "own_headline": bool(page.headline),
        "data_headline": ". ".join(slide.headlines),
        "headline_below": "" if page.headline else kept_together(slide.headline_below),
        "points": slide.points,
        "subtitle": slide.subtitle,
        "sentence": slide.sentence_beside(headline),
        "svg": page.svg if slide.figure is not None else None,
        "alt": slide.alt,
        "caption": slide.caption,
        "source": slide.source,
        "definition": slide.definition,
        "caveat": slide.caveat,
        "notes": slide.notes,
        "words": [" ".join(part.split()) for part in re.split(r"\n\s*\n", page.words) if part.strip()],
        "beside": few,
        "below": slide.table_below,
        "table_columns": 2 if len(slide.table.columns) <= COLUMNS_BESIDE else 1,
        "table": _table(slide.table, few and not stacked),
        "further": [_table(table, not stacked) for table in slide.further],
        "stacked": stacked,
        "lines": [(one.heading, one.told) for one in slide.lines],
        "picture": _picture(slide.picture),
    }


def _picture(picture: Picture | None) -> dict[str, Any] | None:
    """An analyst's own picture: its bytes as numbers, format, alternative text."""
    if picture is None:
        return None
    return {"bytes": list(picture.content), "format": picture.format, "alt": picture.alt}


def _table(table: Table, few: bool) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "columns": [asdict(column) for column in table.columns],
        "rows": [list(row) for row in table.rows],
        "strong": sorted(table.strong),
        "row_inset": 3.4 if few else 2.6,
    }
