"""Which of a view's numbers a chart has, in which rows and columns, and which of them the words say. Pure."""

from dataclasses import dataclass, replace
from datetime import date

from dashboard.data.numbers import SEASON, Shape
from dashboard.editions.figures_used import Used
from dashboard.words import Lumps, Rare, swedish
from loaders.ground.enums import Grain
from loaders.ground.errors import UsageError
from loaders.ground.panel import PERIOD, REGION
from loaders.ground.periods import Period

MOST_SERIES, MOST_BARS, BARS_IN_A_CHART = 12, 30, 15
MOST_SUMS, MOST_SEASONS = 120, 10
_OF_TWELVE_MONTHS = (Rare.__name__, Lumps.__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """One chart of a view's numbers: which of its columns and rows, and a heading where it is one of several."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    heading: str = ""


def is_native(used: Used) -> bool:
    """Whether its numbers can be read as a chart of PowerPoint's own."""
    many_bars = used.shape in (Shape.BARS, Shape.STACKED) and len(used.rows.codes) > MOST_BARS
    return bool(_drawn(used)) and 0 < len(_charted(used)) <= MOST_SERIES and not many_bars


def as_drawn(used: Used) -> Used:
    """The numbers that a chart has: sums of twelve months where the words are of them, else those there are.

    Rare events and lumps are judged on twelve months; a chart of their single months would not show what is said. A
    sum is only made of months that are all counted.
    """
    said = used.said
    known = {"", "nil", "preliminary"} >= {word for row in used.status for word in row}
    if said is None or said.kind not in _OF_TWELVE_MONTHS or not known or len(used.rows.codes) < 13:
        return used
    if used.rows.name != PERIOD or Period(used.rows.codes[0]).grain is not Grain.MONTH:
        return used
    columns = list(zip(*used.values, strict=True))
    first = max(11, len(used.rows.codes) - MOST_SUMS)
    sums = [
        [
            None if None in column[at - 11 : at + 1] else sum(one or 0.0 for one in column[at - 11 : at + 1])
            for column in columns
        ]
        for at in range(first, len(used.rows.codes))
    ]
    codes = used.rows.codes[first:]
    rows = replace(used.rows, codes=codes, labels_sv=used.rows.labels_sv[first:])
    column = used.columns.codes.index(used.place) if used.place in used.columns.codes else 0
    then = str(Period(said.period).back())
    told = {code: row[column] for code, row in zip(codes, sums, strict=True)}
    before = told.get(then) if said.kind == Rare.__name__ else None  # lumps are set against ten years
    return replace(
        used,
        title=f"{used.title}, tolv månader till och med varje månad",
        rows=rows,
        values=tuple(map(tuple, sums)),
        status=tuple(("",) * len(columns) for _ in codes),
        low=(),
        high=(),
        said=replace(said, value=told.get(said.period), then_period=then, then=before),
    )


def parts_of(used: Used) -> tuple[Part, ...]:
    """The charts it takes: places of other sizes have columns of their own, and many bars stand side by side."""
    columns, rows = _charted(used), drawn_rows(used)
    if used.shape is Shape.COLUMNS and 1 < len(columns) <= 3:
        return tuple(Part((one,), rows, used.columns.labels_sv[one]) for one in columns)
    if used.shape in (Shape.BARS, Shape.STACKED) and len(rows) > BARS_IN_A_CHART:
        half = (len(rows) + 1) // 2
        return Part(columns, rows[:half]), Part(columns, rows[half:])
    return (Part(columns, _in_order(used, columns, rows)),)


def drawn_rows(used: Used) -> tuple[int, ...]:
    """The rows that are drawn, as in the figure itself: of seasons the newest; of parts that add up the places of one
    size, since riket's bar beside a municipality's would hide it.
    """
    rows = tuple(range(len(used.rows.codes)))
    if used.rows.name == SEASON:
        return rows[-MOST_SEASONS:]
    if used.shape is Shape.STACKED and used.rows.name == REGION:
        smallest = max((len(code) for code in used.rows.codes), default=0)
        return tuple(row for row in rows if len(used.rows.codes[row]) == smallest)
    return rows


def said_row(used: Used, part: Part, *, then: bool = False) -> int | None:
    """The row of the number that the words say; None where it is not among those that the chart has."""
    said = used.said
    column = part.columns[own_series(used, part)]
    if said is None:
        return None
    period, value = (said.then_period, said.then) if then else (said.period, said.value)
    if period not in used.rows.codes:
        return None
    at = used.rows.codes.index(period)
    shown = used.values[at][column]
    if value is None or shown is None or round(value, used.decimals) != shown or at not in part.rows:
        return None
    return part.rows.index(at)


def _charted(used: Used) -> tuple[int, ...]:
    many = len(used.columns.codes) if used.charted is None else used.charted
    return tuple(range(min(many, len(used.columns.codes))))


def _drawn(used: Used) -> list[float]:
    return [value for row in used.values for column in _charted(used) if (value := row[column]) is not None]


def own_series(used: Used, part: Part) -> int:
    """Which of a chart's series is the chosen place's, or the newest period's."""
    if used.columns.name == REGION and used.place in used.columns.codes:
        at = used.columns.codes.index(used.place)
        if at in part.columns:
            return part.columns.index(at)
    return len(part.columns) - 1 if used.columns.name == PERIOD else 0


def _in_order(used: Used, columns: tuple[int, ...], rows: tuple[int, ...]) -> tuple[int, ...]:
    """Places from the lowest to the highest; everything else as it is."""
    if used.shape is not Shape.BARS or used.rows.name != REGION:
        return rows
    return tuple(
        sorted(rows, key=lambda row: (used.values[row][columns[-1]] is None, used.values[row][columns[-1]] or 0))
    )


def dates_of(used: Used) -> list[date] | None:
    """The first days of rows that are periods; None where they are something else."""
    try:
        return [Period(code).first_day for code in used.rows.codes]
    except UsageError:
        return None


def category_of(used: Used, row: int) -> str:
    """The name of a row under a chart."""
    code = used.rows.codes[row]
    if used.rows.name == PERIOD:
        return swedish.short_period(Period(code))
    return used.rows.labels_sv[row]


def decimals_of(ticks: list[float]) -> int:
    """How many decimals these round numbers have."""
    return next((n for n in range(4) if all(abs(round(one, n) - one) < 1e-9 for one in ticks)), 4)


def number_format(decimals: int, before: str = "") -> str:
    """Numbers as Swedes write them, wherever the file is opened. before: what stands before each."""
    said = f'"{before}"' if before else ""
    return f"[$-41D]{said}#,##0" + (f".{'0' * decimals}" if decimals else "")
