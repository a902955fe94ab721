"""What a cell of a region's own file says: a place, a period, a figure; or what is wrong with it and what to write."""

import re
from dataclasses import dataclass
from typing import NoReturn

from loaders.formats import grid
from loaders.formats.flatsheet import Cell, Styled
from loaders.formats.shown_cells import NotAsShown, period_shown, value_shown
from loaders.formats.shown_numbers import as_shown
from loaders.formats.written_months import month_of
from loaders.formats.written_numbers import may_be_thousands, number
from loaders.ground import periods, places
from loaders.ground.declarations import Grain, Indicator, Kind, Status
from loaders.ground.errors import SourceChanged, UsageError
from loaders.ground.periods import Period
from loaders.ground.places import Place
from loaders.sources.own_files.read_rows import OTHER_ENCODING, is_garbled

MISSING = frozenset({"", "..", ".", "-", "–", "saknas"})
"""What stands for no figure."""
HIDDEN = frozenset({"x", "*", "sekretess", "skyddad"})
"""What stands for a figure that may not be shown."""
FIRST_YEAR, LAST_YEAR = 1700, 2150
"""No figure is of a year outside these; one that is written is a slip of the pen."""
_WHOLE = frozenset({Kind.STOCK, Kind.FLOW})
_AS = {Grain.YEAR: "2024", Grain.QUARTER: "2024-Q2", Grain.MONTH: "2024-05"}
_NO = {Grain.YEAR: "inget år", Grain.QUARTER: "inget kvartal", Grain.MONTH: "ingen månad"}
_WORD = {Grain.YEAR: "ett år", Grain.QUARTER: "ett kvartal", Grain.MONTH: "en månad"}
_GRAIN_WORD = {Grain.YEAR: "år", Grain.QUARTER: "kvartal", Grain.MONTH: "månad"}
_TOTALS = frozenset({"summa", "totalt", "total", "hela länet", "länet", "samtliga", "alla"})


class Faulty(Exception):
    """What is wrong with a cell, to follow its row; in English and Swedish."""

    def __init__(self, english: str, swedish: str) -> None:
        super().__init__(english)
        self.swedish = swedish


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, or why there is none. symbol: what was written instead of one."""

    value: float | None
    status: Status = Status.EMPTY
    symbol: str = ""


def place_of(cell: Styled) -> Place:
    """The place of a code, also one whose leading nought a spreadsheet has dropped, or a name. Faulty."""
    said = " ".join(grid.whole_number(as_shown(cell)).split())
    if not said:
        raise Faulty(
            "there is no place; a merged cell holds its text in the first row only",
            "platsen saknas. Är cellen sammanfogad med den ovanför? Dela den, och skriv platsen på varje rad.",
        )
    padded = said.zfill(2) if len(said) == 1 else said.zfill(4) if len(said) == 3 else said
    try:
        return places.find_place(padded if said.isdecimal() else said)
    except UsageError as error:
        swedish = error.message_sv[:1].lower() + error.message_sv[1:]
        if said.casefold().rstrip(":") in _TOTALS:
            swedish = f"”{said}” är ingen plats. Ta bort raden, eller skriv länets namn om det är hela länets siffra."
        elif is_garbled(said):
            swedish = f"det finns ingen plats ”{said}”, för {OTHER_ENCODING}"
        raise Faulty(str(error), swedish) from None


def period_of(cell: Styled, grain: Grain, declared_in: str) -> Period:
    """A period of this length, as written or as the date a spreadsheet made of it. Faulty."""
    try:
        shown = period_shown(cell)
    except NotAsShown as error:
        raise Faulty(str(error), f"perioden går inte att läsa: {error.swedish}") from None
    said = " ".join(grid.whole_number(shown).split())
    if not said:
        raise Faulty(
            "there is no period; a merged cell holds its text in the first row only",
            "perioden saknas. Är cellen sammanfogad med den ovanför? Dela den, och skriv perioden på varje rad.",
        )
    found = read_period(said, grain)
    if found is None:
        _refuse_period(said, grain, declared_in)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Faulty(f"the year {found.year} cannot be", f"året {found.year} kan inte stämma. Rätta det.")
    return found


def read_period(said: str, grain: Grain) -> Period | None:
    """A period of this length, written in our way, SCB's, or as months are written; None for anything else."""
    try:
        return periods.read(said, grain)
    except SourceChanged:
        month = month_of(said) if grain is Grain.MONTH else ""
        return Period(month) if month else None


def _refuse_period(said: str, grain: Grain, declared_in: str) -> NoReturn:
    for other in Grain:
        if other is not grain and read_period(said, other) is not None:
            raise Faulty(
                f"'{said}' is a {other}, and the declaration says {grain}",
                f'”{said}” är {_WORD[other]}, men {declared_in} säger grain = "{_GRAIN_WORD[grain]}". '
                f"Skriv {_AS[grain]}, eller ändra grain.",
            )
    raise Faulty(f"'{said}' is no {grain}", f"”{said}” är {_NO[grain]}. Skriv som {_AS[grain]}.")


def figure_of(cell: Styled, indicator: Indicator, declared_in: str) -> Figure:
    """A figure within what the declaration lets through, or that it is missing or hidden. Faulty."""
    try:
        shown = value_shown(cell)
    except NotAsShown as error:
        raise Faulty(str(error), f"siffran går inte att läsa: {error.swedish}") from None
    if isinstance(shown, bool):
        raise Faulty("it is true or false", "cellen är sann eller falsk, inte ett tal. Skriv talet.")
    said = shown.strip() if isinstance(shown, str) else ""
    if shown is None or isinstance(shown, str):
        if said.casefold() in MISSING:
            return Figure(None, Status.MISSING, said)
        if said.casefold() in HIDDEN:
            return Figure(None, Status.SUPPRESSED, said)
    value = _written(said, indicator) if isinstance(shown, str) else float(shown or 0)
    if indicator.kind in _WHOLE and not value.is_integer():
        raise Faulty(
            f"{_told(shown)} has decimals, and the measure counts whole ones",
            f'{_told(shown)} har decimaler, men måttet räknar hela (kind = "antal" eller "händelser"). Skriv hela '
            f"tal, eller ändra kind i {declared_in}.",
        )
    if indicator.lowest is not None and value < indicator.lowest:
        raise _beyond(_told(shown), "mindre än", indicator.lowest, f"lowest i {declared_in}")
    if indicator.highest is not None and value > indicator.highest:
        raise _beyond(_told(shown), "större än", indicator.highest, f"highest i {declared_in}")
    return Figure(value)


def _beyond(shown: str, word: str, bound: float, declared: str) -> Faulty:
    bound_sv = f"{bound:g}".replace(".", ",").replace("-", "−")
    return Faulty(
        f"{shown} is beyond the declared bound {bound:g}",
        f"{shown} är {word} gränsen {bound_sv}. Rätta talet, eller ändra {declared} om det kan vara så.",
    )


def _written(said: str, indicator: Indicator) -> float:
    """The number that a text is. Faulty for what may be two numbers, and for what is none."""
    bare = said
    if said.endswith("%"):
        if not indicator.unit_sv.startswith("procent"):
            raise Faulty(
                f"'{said}' is per cent, and the unit is {indicator.unit_sv}",
                f"”{said}” är procent, men måttets enhet är {indicator.unit_sv}. Skriv talet utan %, i den enheten.",
            )
        bare = said.removesuffix("%").strip()
    if may_be_thousands(bare):
        whole = re.sub(r"[.,]", "", bare)
        raise Faulty(
            f"'{said}' may be thousands or decimals",
            f"”{said}” kan vara tusental eller decimaler. Skriv {whole} om det är tusental, annars med en eller två "
            "decimaler.",
        )
    value = number(bare)
    if value is None:
        raise Faulty(f"'{said}' is no number", f"”{said}” är inget tal. {_advice(bare)}")
    return value


def _advice(said: str) -> str:
    if re.fullmatch(r"[\d ]+[.,]?\d*[eE][+-]?\d+", said):
        return "Excel har förkortat det. Formatera kolumnen som tal utan decimaler och spara igen."
    if re.match(r"[<>]|färre|under|mindre", said, re.IGNORECASE):
        return "Skriv x där uppgiften är skyddad."
    if said.startswith(("#", "=")):
        return "Det är ett fel eller en formel. Skriv talet."
    if found := re.fullmatch(r"[-−]?\d{1,3}([.,' ]\d{3})+[.,]\d+", said):
        digits = re.sub(r"[.,' ]", "", found[0][: -len(re.split(r"[.,]", said)[-1]) - 1])
        return f"Skriv tusental utan skiljetecken: {digits},{re.split(r'[.,]', said)[-1]}."
    return "Skriv bara siffror, med decimalkomma; .. där uppgift saknas och x där den är skyddad."


def _told(shown: Cell) -> str:
    return f"{shown:.10g}".replace(".", ",").replace("-", "−") if isinstance(shown, float) else str(shown)
