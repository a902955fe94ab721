"""Numbers laid out as rows: wide as a person reads them, long as a program does. Cells are numbers, texts or nothing.

A cell without a number never stands alone: the remark in its row says which of the kinds of nothing it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.data.numbers import Numbers, status_sv, status_word
from dashboard.model import DEMODATA, Table
from loaders.ground.panel import PERIOD, REGION

Value = float | str | None
REMARK_SV = "anmärkning"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its heading, and how many decimals its numbers have, None where it holds texts. ``series``: which of
    the numbers' columns it draws, None where it is beside one."""

    title: str
    decimals: int | None = None
    series: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under headings."""

    headings: tuple[Heading, ...]
    rows: tuple[tuple[Value, ...], ...] = field(repr=False)


def of_table(table: Table) -> Sheet:
    """A table of text as it stands."""
    return Sheet(tuple(Heading(column.title) for column in table.columns), table.rows)


def wide(numbers: Numbers) -> Sheet:
    """One row per row of the numbers; each series has its value, and beside it, where any is told, ends and remarks."""
    headings = [Heading(numbers.rows.title_sv)]
    columns: list[list[Value]] = [list(numbers.rows.labels_sv)]
    for n, label in enumerate(numbers.columns.labels_sv):
        cells = [numbers.cell(row, n) for row in range(len(numbers.rows.codes))]
        headings.append(Heading(label, numbers.decimals, series=n))
        columns.append([cell.value for cell in cells])
        beside: tuple[tuple[str, list[float | None]], ...] = (
            ("lägst", [cell.low for cell in cells]),
            ("högst", [cell.high for cell in cells]),
            ("felmarginal ±", [cell.margin for cell in cells]),
        )
        for word, ends in beside:
            if any(one is not None for one in ends):
                headings.append(Heading(f"{label}, {word}", numbers.decimals))
                columns.append(list(ends))
        remarks = [status_sv(cell.status) for cell in cells]
        if any(remarks):
            headings.append(Heading(f"{label}, {REMARK_SV}"))
            columns.append([one or None for one in remarks])
    return Sheet(tuple(headings), tuple(zip(*columns, strict=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What every row of a long sheet says of itself: measure, unit, tables, moments as ISO 8601 in UTC.

    published: empty where the publisher did not state when.
    """

    indicator: str
    unit: str
    tables: Sequence[str]
    published: str
    fetched: str
    synthetic: bool

    @property
    def table(self) -> str:
        """The tables' ids; DEMODATA beside them where the figures are made up, so that no row passes for official."""
        named = "+".join(self.tables)
        return f"{named} {DEMODATA}".strip() if self.synthetic else named


def long(numbers: Numbers, origin: Provenance) -> Sheet:
    """One row per number, with codes and names.

    Columns: indicator, region_code, region, period, what else tells a number apart, value, the ends of what it can be
    where that is told, status, unit, table, published, fetched.
    """
    keys = {one.name: (one.code, one.label_sv) for one in numbers.chosen}
    order = sorted((*keys, numbers.rows.name, numbers.columns.name), key=_place_first)
    ends = [name for name in ("low", "high", "margin") if getattr(numbers, name) is not None]
    headings = [Heading("indicator")]
    for name in order:
        headings += [Heading(name)] if name == PERIOD else [Heading(name), Heading(_name_column(name))]
    headings += [Heading(name, numbers.decimals) for name in ("value", *ends)]
    headings += [Heading(name) for name in ("status", "unit", "table", "published", "fetched")]
    rows = []
    for cell in numbers.cells():
        here = keys | {
            numbers.rows.name: (numbers.rows.codes[cell.row], numbers.rows.labels_sv[cell.row]),
            numbers.columns.name: (numbers.columns.codes[cell.column], numbers.columns.labels_sv[cell.column]),
        }
        key = [text for name in order for text in (here[name][:1] if name == PERIOD else here[name])]
        values = [cell.value, *(getattr(cell, name) for name in ends)]
        told = [status_word(cell.status), origin.unit, origin.table, origin.published, origin.fetched]
        rows.append((origin.indicator, *key, *values, *told))
    return Sheet(tuple(headings), tuple(rows))


def cell_rows(numbers: Numbers) -> Sheet:
    """One row per number with codes and names, its ends and status: a long sheet without what all its rows share."""
    axes = sorted((numbers.rows, numbers.columns), key=lambda axis: _place_first(axis.name))
    ends = [name for name in ("low", "high", "margin") if getattr(numbers, name) is not None]
    headings = []
    for axis in axes:
        headings += (
            [Heading(axis.name)] if axis.name == PERIOD else [Heading(axis.name), Heading(_name_column(axis.name))]
        )
    headings += [*(Heading(name, numbers.decimals) for name in ("value", *ends)), Heading("status")]
    rows = []
    for cell in numbers.cells():
        key: list[Value] = []
        for axis in axes:
            at = cell.row if axis is numbers.rows else cell.column
            key += [axis.codes[at]] if axis.name == PERIOD else [axis.codes[at], axis.labels_sv[at]]
        rows.append((*key, cell.value, *(getattr(cell, name) for name in ends), status_word(cell.status)))
    return Sheet(tuple(headings), tuple(rows))


def _place_first(name: str) -> tuple[int, str]:
    return ({REGION: 0, PERIOD: 1}.get(name, 2), name)


def _name_column(name: str) -> str:
    """The column of names beside one of codes."""
    return "region" if name == REGION else f"{name}_name"
