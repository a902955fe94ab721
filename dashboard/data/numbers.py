"""``Numbers``: every number of a figure as a value with codes, names and status; files of a figure are made of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from dashboard.words import swedish
from loaders.ground.declarations import Status
from loaders.ground.panel import NO_ROW, PERIOD, REGION, STATUS_CODE, STATUSES
from loaders.ground.periods import Period
from loaders.ground.places import Place

SEASON = "season"
"""Name of an axis of seasons, as PERIOD of one of periods: a code is its first month, ``--`` and its last."""
NOT_COMPUTED = 254
"""Status code of a number that cannot be reckoned, such as a change where there is no year before. Nothing is hidden
or missing at the publisher: what it would be made of is there, and too short or too small."""
_NOT_COMPUTED_WORD, _NOT_COMPUTED_SV = "not_computed", "går inte att räkna"


def status_word(code: int) -> str:
    """A status as files for programs say it: those of loaders/ground/enums.py, and ``not_computed``."""
    if code == NOT_COMPUTED:
        return _NOT_COMPUTED_WORD
    return Status.NOT_PUBLISHED.value if code == NO_ROW else STATUSES[code].value


def status_sv(code: int) -> str:
    """A status in Swedish; empty for an ordinary number."""
    if code == NOT_COMPUTED:
        return _NOT_COMPUTED_SV
    status = Status.NOT_PUBLISHED if code == NO_ROW else STATUSES[code]
    return swedish.STATUS_WORDS.get(status, "")


class Shape(StrEnum):
    """How a figure's numbers are drawn where it is drawn anew: in a spreadsheet."""

    LINES = "lines"
    COLUMNS = "columns"
    BARS = "bars"
    STACKED = "stacked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One direction of numbers. ``name``: its column for programs (region_code, period); ``codes`` and ``labels_sv``
    stand for the same things in the same order."""

    name: str
    title_sv: str
    codes: tuple[str, ...]
    labels_sv: tuple[str, ...]

    @classmethod
    def of_periods(cls, periods: Sequence[str], title_sv: str = "Period") -> "Axis":
        """Time."""
        return cls(
            name=PERIOD,
            title_sv=title_sv,
            codes=tuple(map(str, periods)),
            labels_sv=tuple(swedish.period_name(Period(period)) for period in periods),
        )

    @classmethod
    def of_places(cls, places: Sequence[Place]) -> "Axis":
        """Places, named as a table names them."""
        return cls(
            name=REGION,
            title_sv="Plats",
            codes=tuple(place.code for place in places),
            labels_sv=tuple(swedish.capital(place.name) for place in places),
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is the same for all numbers: column for programs, its Swedish heading, code and name."""

    name: str
    title_sv: str
    code: str
    label_sv: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One number with its row and column; ``value`` None says why in ``status`` (see ``status_word``)."""

    row: int
    column: int
    value: float | None
    status: int
    low: float | None = None
    high: float | None = None
    margin: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Numbers as rows × columns.

    values: float64, NaN where absent, rounded as they are displayed. status: uint8 index into STATUSES, NO_ROW or
    NOT_COMPUTED. low, high: ends of what a value can be, where that is told; margin: half a survey's interval; the
    same shape. charted: how many columns, the first ones, the figure draws, None if all; the rest stand beside it.
    chosen: what all numbers share, such as sex or the industry.
    """

    rows: Axis
    columns: Axis
    values: np.ndarray
    status: np.ndarray
    unit_sv: str
    decimals: int = 0
    charted: int | None = None
    shape: Shape = Shape.LINES
    chosen: tuple[Chosen, ...] = ()
    low: np.ndarray | None = None
    high: np.ndarray | None = None
    margin: np.ndarray | None = None

    @property
    def has_bounds(self) -> bool:
        """Whether any value is told as an interval."""
        return self.low is not None and self.high is not None

    def cell(self, row: int, column: int) -> Cell:
        """One number."""
        return Cell(
            row,
            column,
            _at(self.values, row, column),
            int(self.status[row, column]),
            _at(self.low, row, column),
            _at(self.high, row, column),
            _at(self.margin, row, column),
        )

    def cells(self) -> Iterator[Cell]:
        """Every number, row by row."""
        for row in range(len(self.rows.codes)):
            for column in range(len(self.columns.codes)):
                yield self.cell(row, column)


def _at(values: np.ndarray | None, row: int, column: int) -> float | None:
    if values is None:
        return None
    found = values[row, column]
    return None if np.isnan(found) else float(found)


def statuses(values: np.ndarray, published: np.ndarray, *, is_level: bool, is_count: bool) -> np.ndarray:
    """A status for every value that is shown, of the same shape, from the status of the published one it is made of.

    An absent value whose published one is there cannot be reckoned; one that is there keeps a mark of quality. A
    level's nought that is a count is *nil*, as in every table. What is no level is never nil, incomplete or a bound.
    """
    marks = [STATUS_CODE[one] for one in Status if not one.is_absent]
    absent = np.isnan(values)
    found = np.where(absent & np.isin(published, marks), NOT_COMPUTED, published)
    if is_level:
        is_nought = ~absent & (values == 0) & is_count & (published != STATUS_CODE[Status.LOWER_BOUND])
        return np.where(is_nought, STATUS_CODE[Status.NIL], found).astype(np.uint8)
    of_levels = [STATUS_CODE[one] for one in (Status.NIL, Status.INCOMPLETE, Status.LOWER_BOUND)]
    gone = ~absent & (np.isin(published, of_levels) | ~np.isin(published, marks))
    return np.where(gone, STATUS_CODE[Status.EMPTY], found).astype(np.uint8)
