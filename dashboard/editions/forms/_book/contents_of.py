"""What the sheets of a workbook tell, as cells and tables of text. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from dashboard.data.numbers import NOT_COMPUTED, Numbers, status_sv, status_word
from dashboard.editions.content import Edition, Slide
from dashboard.editions.figures_used import Used, numbers_of
from dashboard.editions.forms._book.page_setup import ROW_PX
from dashboard.editions.forms._deck.plotted import as_drawn
from dashboard.forms.taking.notes import meaning_sv
from dashboard.forms.taking.sheets import REMARK_SV, Heading, Sheet, wide
from dashboard.model import Column, Table
from dashboard.words import swedish
from dashboard.words.source_names import tables_sv
from loaders.ground.enums import Grain
from loaders.ground.panel import NO_ROW, PERIOD, STATUSES
from loaders.ground.periods import Period

NARROW, WIDE = 20, 34
"""The widest a column of numbers and one of texts is, in letters."""
TWELVE_MONTHS = "tolv månader"
OF_TWELVE_MONTHS = "Tolv månader: summan av månaden och de elva före, som diagrammet visar."
CONTENTS, SUMMARY, DEFINITIONS, SIGNS = "Innehåll", "Läget i korthet", "Definitioner", "Tecken"
READING, SOURCES, TOLD = "Så läser du siffrorna", "Källor", "Rättelser och frågor"
HEAD_ROW = 5
"""Of a figure's sheet, from 0: above it stand claim, measure, sentence, source and the way back."""
LARGEST_MB = 25
_SUMMARY_KIND = "summary"
_CODES = {status_word(code): code for code in (*range(len(STATUSES)), NOT_COMPUTED, NO_ROW)}


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure, the sheet it stands on, and the numbers of all slides that show it."""

    sheet: str
    slide: Slide
    used: Used
    slides: tuple[int, ...]


def placed(edition: Edition) -> tuple[Placed, ...]:
    """A sheet for each figure; one that several slides show stands at the first that is not the summary."""
    groups: list[list[tuple[Slide, int]]] = []
    for slide in edition.slides:
        for n, used in enumerate(slide.used):
            same = next((one for one in groups if _same(_used(one[0]), used)), None)
            if same is None:
                groups.append([(slide, n)])
            else:
                same.append((slide, n))
    names: set[str] = set()
    found: list[Placed] = []
    shown = [(min(group, key=lambda one: (one[0].kind == _SUMMARY_KIND, one[0].number)), group) for group in groups]
    for (slide, n), group in sorted(shown, key=lambda one: (one[0][0].number, one[0][1])):
        letter = chr(ord("a") + n) if len(slide.used) > 1 else ""
        name = _sheet_name(f"{slide.number}{letter} {slide.used[n].title}", names)
        numbers = tuple(dict.fromkeys(one.number for one, _ in group))
        found.append(Placed(name, slide, slide.used[n], numbers))
    return tuple(found)


def _used(one: tuple[Slide, int]) -> Used:
    slide, n = one
    return slide.used[n]


def numbers_with_statuses(used: Used) -> Numbers:
    """The numbers with what each is marked with, and the ends of what it can be."""
    numbers = numbers_of(used)
    status = np.array([[_CODES[word] for word in row] for row in used.status], dtype=np.uint8)
    return replace(numbers, status=status.reshape(numbers.values.shape), low=_ends(used.low), high=_ends(used.high))


def cells_of(used: Used) -> Sheet:
    """The cells of a figure's sheet. A mark that all its numbers share stands above them, not beside each."""
    numbers = numbers_with_statuses(used)
    if said_of_all(used):
        numbers = replace(numbers, status=np.zeros_like(numbers.status))
    return wide(numbers)


def said_of_all(used: Used) -> str:
    """What is said once of all numbers: none is absent, and all have the same mark."""
    words = {word for row in used.status for word in row}
    if len(words) != 1 or any(value is None for row in used.values for value in row):
        return ""
    said = status_sv(_CODES[words.pop()])
    return f" Alla tal: {said}." if said else ""


def sums_of(used: Used) -> Sheet | None:
    """Columns of twelve months for those that are charted, an empty cell where a row has none; None where none is told.

    Rare events and lumps are judged on twelve months: a chart of their single months would show another thing.
    """
    drawn = as_drawn(used)
    if drawn is used:
        return None
    at = {code: n for n, code in enumerate(drawn.rows.codes)}
    columns = range(len(used.columns.codes) if used.charted is None else used.charted)
    headings = tuple(Heading(f"{used.columns.labels_sv[n]}, {TWELVE_MONTHS}", used.decimals, series=n) for n in columns)
    rows = tuple(tuple(drawn.values[at[code]][n] if code in at else None for n in columns) for code in used.rows.codes)
    return Sheet(headings, rows)


def months_of(used: Used) -> tuple[datetime, ...] | None:
    """The first days of rows that are months, which a workbook has as dates; None where they are something else."""
    if used.rows.name != PERIOD or not used.rows.codes or Period(used.rows.codes[0]).grain is not Grain.MONTH:
        return None
    days = [Period(code).first_day for code in used.rows.codes]
    return tuple(datetime(day.year, day.month, 1) for day in days)


def height_of(cells: Sequence[tuple[str, float]]) -> int:
    """How high a row is, px: texts with the widths of their columns in letters."""
    return ROW_PX * max((lines_of(text, width) for text, width in cells), default=1)


def lines_of(text: str, width: float) -> int:
    """On how many lines a text is broken between words; Arial has a tenth more letters to a line than noughts."""
    room, lines = max(width * _LETTERS, 1.0), 0
    for part in text.split("\n"):
        used = lines_of_part = 0
        for word in part.split(" "):
            if lines_of_part and used + 1 + len(word) <= room:
                used += 1 + len(word)
            else:
                lines_of_part += max(-(-len(word) // int(room)), 1)
                used = len(word)
        lines += max(lines_of_part, 1)
    return lines


_LETTERS = 1.12
_WIDEST_WORD = 60


def _same(one: Used, other: Used) -> bool:
    return (one.title, one.headline, one.values, one.status, one.rows, one.columns) == (
        other.title, other.headline, other.values, other.status, other.rows, other.columns,
    )  # fmt: skip


def _ends(rows: Sequence[Sequence[float | None]]) -> np.ndarray | None:
    return np.array([[np.nan if one is None else one for one in row] for row in rows], dtype=float) if rows else None


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that a sheet may have and no other has: at most 31 letters, none of ``[]:*?/\\``, no ' at its ends."""
    plain = " ".join(re.sub(r"[\[\]:*?/\\]", " ", wanted).split()).split(",")[0].split(" (")[0]
    name = plain[:31].strip().strip("'")
    n = 1
    while name.casefold() in taken:
        n += 1
        name = f"{plain[: 31 - len(str(n)) - 1].strip()} {n}"
    taken.add(name.casefold())
    return name


def column_width(texts: Sequence[str], widest: int) -> float:
    """How wide a column is for its texts, in letters; at least as wide as their longest word."""
    longest = max(map(len, texts), default=0)
    word = max((len(one) for text in texts for one in text.split(" ")), default=0)
    return max(min(max(longest + 3, 11), widest), min(word + 2, _WIDEST_WORD))


def beside(table: Sheet, further: Sheet) -> Sheet:
    """A table with further columns of the same rows."""
    rows = tuple((*one, *more) for one, more in zip(table.rows, further.rows, strict=True))
    return Sheet((*table.headings, *further.headings), rows)


def period_of(used: Used) -> str:
    """The newest period in words; empty where there is none."""
    return swedish.period_name(used.period) if used.period else ""


def definitions_of(edition: Edition) -> Table:
    """What each measure shows and does not show."""
    rows = dict.fromkeys(
        (slide.title, slide.definition, slide.caveat) for slide in edition.slides if slide.definition or slide.caveat
    )
    return Table("", (Column("Mått"), Column("Vad det visar"), Column("Vad det inte visar")), tuple(rows))


def marks_of(figures: Sequence[Placed]) -> Table:
    """The marks that the numbers have, and what they mean."""
    words = sorted({word for one in figures for row in one.used.status for word in row})
    rows = tuple(
        (swedish.capital(status_sv(_CODES[word])), f"{swedish.capital(meaning_sv(_CODES[word]))}.")
        for word in words
        if status_sv(_CODES[word])
    )
    return Table("", (Column(swedish.capital(REMARK_SV)), Column("Betyder")), rows)


def sources_of(edition: Edition) -> Table:
    """Where the figures come from."""
    titles = ("Mått", "Utgivare", "Tabell", "Publicerad", "Hämtad", "Nästa", "Villkor")
    rows = tuple(
        (
            one.title,
            one.publisher,
            ", ".join(tables_sv(one.tables)),
            one.published_sv,
            one.fetched_sv,
            one.next_sv,
            one.terms,
        )
        for one in edition.sources
    )
    return Table("", tuple(map(Column, titles)), rows)


def questions_of(edition: Edition) -> Table:
    """The questions that were approved."""
    rows = tuple(
        (one.text, one.answer or "Besvaras senare", f"Bild {one.slide}" if one.slide else "", one.place_sv)
        for one in edition.questions
    )
    return Table("", (Column("Fråga"), Column("Svar"), Column("Bild"), Column("Plats")), rows)
