"""The parts a simulated table is made of: values, variables, contents, notes, publications, tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

import numpy as np

NO_SYMBOL, NOT_APPLICABLE, MISSING, NIL, DATA_NOTE = range(5)
SYMBOLS = ("", ".", "..", "-", "*")


@dataclass(frozen=True, slots=True)
class Value:
    """One category of a variable. `position` is where the figures find it, whatever is listed beside it."""

    code: str
    sv: str
    en: str
    position: int

    def label(self, language: str) -> str:
        """Its text in `sv` or `en`."""
        return self.sv if language == "sv" else self.en


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote as SCB writes them: CRLF line ends, Markdown links."""

    sv: str
    en: str
    mandatory: bool = True

    def text(self, language: str) -> str:
        """The note in `sv` or `en`."""
        return self.sv if language == "sv" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the content dimension says about one of its codes."""

    unit_sv: str = "antal"
    unit_en: str = "number"
    decimals: int = 0
    refperiod_sv: str = "Respektive månad"
    measuring: str = "Stock"

    def unit(self, language: str) -> str:
        """The unit in `sv` or `en`."""
        return self.unit_sv if language == "sv" else self.unit_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A dimension.

    `total` says what an omitted eliminable variable becomes: a value's code, or None when the table has no
    total code; then the figures are asked for position `len(values)`, their own sum.
    """

    code: str
    sv: str
    en: str
    values: tuple[Value, ...]
    eliminable: bool = False
    total: str | None = None
    show: str = "value"
    notes: tuple[Note, ...] = ()
    codelists: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """Its text in `sv` or `en`."""
        return self.sv if language == "sv" else self.en

    def find(self, code: str) -> Value | None:
        """The value with this code, in any letter case."""
        wanted = code.casefold()
        return next((value for value in self.values if value.code.casefold() == wanted), None)


@dataclass(frozen=True, slots=True)
class Publication:
    """One release: its day, the first and newest period it carries, and the vintage where that matters."""

    day: date
    first_period: int
    last_period: int
    vintage: int = 0


@dataclass(frozen=True, slots=True)
class Cells:
    """A block of cells to be filled: positions per variable (time: absolute period numbers)."""

    at: Mapping[str, np.ndarray]
    publication: Publication

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of positions per variable."""
        return tuple(len(positions) for positions in self.at.values())

    def axis(self, code: str) -> np.ndarray:
        """The positions of one variable, shaped to broadcast against the whole block."""
        order = list(self.at)
        return self.at[code].reshape([-1 if other == code else 1 for other in order])


class Figures(Protocol):
    """Fill a block: (float64 values with NaN for none, uint8 symbol numbers), both shaped `cells.shape`."""

    def __call__(self, cells: Cells) -> tuple[np.ndarray, np.ndarray]:
        """Compute the block."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as the publisher keeps it; `variables` are in answer order and leave out time."""

    id: str
    sv: str
    en: str
    contents_sv: str
    contents_en: str
    variables: tuple[Variable, ...]
    contents: Mapping[str, Content]
    publications: Callable[[date], Sequence[Publication]]
    figures: Figures
    monthly: bool = True
    quarterly: bool = False
    notes: tuple[Note, ...] = ()
    path: tuple[tuple[str, str], ...] = ()
    official: bool = True
    discontinued: bool | None = None
    name: str = ""
    """What the database before calls it; the search finds it by that."""
    contact: bool = True
    title_suffix_sv: str = ""
    codelists: Mapping[str, "Codelist"] = field(default_factory=dict)

    @property
    def grain(self) -> tuple[str, str]:
        """Length of its periods, Swedish and English."""
        return ("kvartal", "quarter") if self.quarterly else ("månad", "month") if self.monthly else ("år", "year")

    def period(self, number: int) -> str:
        """The code of an absolute period number."""
        return f"{number // 4}K{number % 4 + 1}" if self.quarterly else period_code(number, self.monthly)

    def time_variable(self, publication: Publication) -> Variable:
        """Tid with the periods of a publication; positions are the absolute period numbers."""
        periods = range(publication.first_period, publication.last_period + 1)
        values = tuple(Value(self.period(p), self.period(p), self.period(p), p) for p in periods)
        sv, en = self.grain
        return Variable(code="Tid", sv=sv, en=en, values=values, show="code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Codelist:
    """A value set (`vs_…`: a choice of codes) or an aggregation (`agg_…`: groups of codes)."""

    id: str
    sv: str
    en: str
    groups: tuple[tuple[str, str, str, tuple[str, ...]], ...]

    @property
    def is_aggregation(self) -> bool:
        """Whether it groups codes instead of choosing among them."""
        return self.id.startswith("agg_")


def values(*rows: tuple[str, str, str]) -> tuple[Value, ...]:
    """Values from (code, Swedish, English), numbered in the order given."""
    return tuple(Value(code, sv, en, position) for position, (code, sv, en) in enumerate(rows))


def month_number(year: int, month: int) -> int:
    """Months counted from year 0, so that a difference is a number of months."""
    return year * 12 + month - 1


def period_code(number: int, monthly: bool) -> str:
    """SCB's way of writing a period: 2026M08 or 2026."""
    return f"{number // 12}M{number % 12 + 1:02d}" if monthly else str(number)


def without(variable: Variable, code: str) -> Variable:
    """The variable with one value dropped."""
    return replace(variable, values=tuple(value for value in variable.values if value.code != code))
