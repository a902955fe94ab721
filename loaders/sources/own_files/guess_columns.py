"""Which columns of a region's own file are likely its places, periods and figures: proposed, never taken for sure."""

import re
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loaders.formats.flatsheet import HEADER_ROWS
from loaders.formats.written_numbers import may_be_thousands, number
from loaders.ground import names, places
from loaders.ground.declarations import Grain, Level
from loaders.ground.errors import FileFault, SourceChanged
from loaders.ground.raw import Raw
from loaders.sources.own_files.read_cells import HIDDEN, MISSING, Faulty, period_of, place_of, read_period
from loaders.sources.own_files.read_rows import Line, rows_of

LOOKED_AT = 200
"""Rows that columns are told by; levels are told by all, since a file may have its counties last."""
MOST_UNKNOWN = 100
"""Texts that are no places, after which no more are looked up."""
_DECIMALS = re.compile(r"[^,.]*\d[.,](\d+)\s*%?")
_PLACES = re.compile(r"kommun|region|plats|lan|omrade|ort|geografi")
_PERIODS = re.compile(r"ar|period|manad|kvartal|tid|datum|matar")
_FIGURES = re.compile(r"antal|varde|andel|summa|belopp|siffra|procent")


@dataclass(frozen=True, slots=True)
class Guess:
    """headings: all of the file's. place, period, value: the likeliest heading of each, "" where none is.

    grain: of the periods, None where they are of none. levels: of all the places. decimals: of the figures. is_percent:
    whether they are written with a per cent sign.
    """

    headings: tuple[str, ...]
    place: str = ""
    period: str = ""
    value: str = ""
    grain: Grain | None = None
    levels: tuple[Level, ...] = ()
    decimals: int = 0
    is_percent: bool = False


def guess(raw: Raw) -> Guess:
    """The likeliest columns. FileFault for a file that cannot be read, and one without rows below a header."""
    rows = rows_of(raw)
    filled = [sum(cell.value not in (None, "") for cell in line.cells) for line in rows.lines]
    usual = statistics.mode(filled) if filled else 0
    at = next((n for n, count in enumerate(filled[:HEADER_ROWS]) if count >= max(usual, 2)), None)
    if at is None or at + 1 == len(rows.lines):
        raise FileFault(
            f"{raw.name} has no rows below a header",
            f"{raw.name} har inga rader under en rad med rubriker. Skriv rubriker, som Kommun, År och Antal, först.",
        )
    header, all_below = rows.lines[at], rows.lines[at + 1 :]
    below = all_below[:LOOKED_AT]
    headings = [header.text(n) for n in range(len(header.cells))]
    columns = [n for n, heading in enumerate(headings) if heading]
    place = _likeliest(columns, headings, below, _is_place, _PLACES)
    period = _likeliest([n for n in columns if n != place], headings, below, _is_period, _PERIODS)
    value = _likeliest([n for n in columns if n not in (place, period)], headings, below, _is_figure, _FIGURES)
    texts = [line.text(value) for line in below] if value is not None else []
    return Guess(
        headings=tuple(headings[n] for n in columns),
        place="" if place is None else headings[place],
        period="" if period is None else headings[period],
        value="" if value is None else headings[value],
        grain=None if period is None else grain_of(below, period),
        levels=() if place is None else levels_of(all_below, place),
        decimals=max(map(_decimals, texts), default=0),
        is_percent=any(text.endswith("%") for text in texts),
    )


def grain_of(lines: Sequence[Line], at: int) -> Grain | None:
    """The grain that most of the periods are of."""
    held = {grain: sum(_is_of(line, at, grain) for line in lines) for grain in Grain}
    best = max(held, key=lambda grain: held[grain])
    return best if held[best] else None


def levels_of(lines: Sequence[Line], at: int) -> tuple[Level, ...]:
    """The levels of the places of all lines, riket first; those until `MOST_UNKNOWN` texts were no places."""
    met, unknown = set[Level](), 0
    for cell in {line.text(at): line.cells[at] for line in lines if at < len(line.cells)}.values():
        try:
            met.add(place_of(cell).level)
        except Faulty:
            unknown += 1
        if unknown == MOST_UNKNOWN:
            break
    return tuple(level for level in (Level.NATION, Level.COUNTY, Level.MUNICIPALITY) if level in met)


def _decimals(text: str) -> int:
    """How many decimals a number is written with; none where they may be thousands."""
    found = _DECIMALS.fullmatch(text)
    return len(found[1]) if found and not may_be_thousands(text) else 0


def _likeliest(
    columns: Sequence[int],
    headings: Sequence[str],
    lines: Sequence[Line],
    fits: Callable[[Line, int], float],
    called: re.Pattern[str],
) -> int | None:
    """The column most of whose cells fit, one whose heading says so before others."""
    weights = {
        n: sum(fits(line, n) for line in lines) / len(lines) + bool(called.match(names.fold(headings[n])))
        for n in columns
    }
    best = max(weights, key=lambda n: weights[n], default=None)
    return best if best is not None and weights[best] >= 0.5 else None


def _is_place(line: Line, at: int) -> float:
    """1 for a place's name, half for what may be its code, since many years are municipalities' codes."""
    text = line.text(at)
    if text.isdecimal():
        return 0.5 * ((text.zfill(4) if len(text) == 3 else text) in places.all_places())
    return float(any(_is_called(text, level) for level in (Level.MUNICIPALITY, Level.COUNTY, Level.NATION)))


def _is_called(name: str, level: Level) -> bool:
    try:
        places.by_name(name, level=level)
    except SourceChanged:
        return False
    return True


def _is_period(line: Line, at: int) -> float:
    return float(any(_is_of(line, at, grain) for grain in Grain))


def _is_of(line: Line, at: int, grain: Grain) -> bool:
    if at >= len(line.cells):
        return False
    try:
        return 1900 <= period_of(line.cells[at], grain, "").year <= 2100
    except Faulty:
        found = read_period(line.text(at), grain)
        return found is not None and 1900 <= found.year <= 2100


def _is_figure(line: Line, at: int) -> float:
    text = line.text(at).removesuffix("%").strip()
    return float(number(text) is not None or (bool(text) and text.casefold() in MISSING | HIDDEN))
