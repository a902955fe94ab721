"""The promises every indicator keeps before it may enter the store. Impossible stops its table; odd is reported.

Dense panels are checked with numpy, all cells at once; the tidy table of the default slice is also held against
a pandera schema, which is what a person reads to know the form.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

from loaders.ground import periods, places
from loaders.ground.declarations import ABSENT, FileQuery, Grain, Indicator, Kind, Query, Status
from loaders.ground.errors import SourceChanged
from loaders.ground.panel import NO_ROW, PERIOD, REGION, STATUS_CODE, STATUSES, Panel
from loaders.ground.periods import Period

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas

MOST_LACKING = 0.05
"""Share of the asked cells that may be lacking before the answer is taken for broken."""
MOST_BEYOND = 0.001
"""Share of the cells that may lie beyond the declared bounds, outside the default slice."""

_WHOLE_KINDS = frozenset({Kind.FLOW, Kind.SEASON, Kind.STOCK, Kind.POPULATION, Kind.RARE, Kind.LUMPS})
"""Kinds that count whole persons and things where they are declared without decimals. What only supports others may be
had by division, as the labour force behind a share."""
_ROUNDED = np.isin(np.arange(256), [STATUS_CODE[status] for status in (Status.ESTIMATED, Status.LOWER_BOUND)])
_IMPORTING = threading.Lock()
_UNSAID = np.isin(np.arange(256), [STATUS_CODE[Status.MISSING], STATUS_CODE[Status.NOT_PUBLISHED]])
_ABSENT = np.isin(np.arange(256), [STATUS_CODE[status] for status in ABSENT])
_PERIOD_FORMS = {
    Grain.MONTH: r"^\d{4}-(0[1-9]|1[0-2])$",
    Grain.QUARTER: r"^\d{4}-Q[1-4]$",
    Grain.YEAR: r"^\d{4}$",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What an answer lacks of what was asked for: places, periods, and cells (with those that had a value before)."""

    regions: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    cells: int = 0
    lost: int = 0
    asked: int = 0

    @property
    def share(self) -> float:
        """Lacking cells per asked cell, 0 to 1."""
        return self.cells / self.asked if self.asked else 0.0


def most_lacking(query: Query) -> float:
    """The share of a query's cells that may be lacking."""
    return query.lacking_allowed if isinstance(query, FileQuery) else MOST_LACKING


def against_stored(
    new: Panel, before: Panel | None, indicator: Indicator, query: Query, *, accepted: bool = False
) -> Lacking:
    """What the answer lacks, seen beside the cells the same table gave before.

    Lacking is a cell of a place or period that is not in the answer, a missing value without a symbol, and a cell
    that had a value and now has none. A ``..`` that was there from the start is a statement, not a lack, and so is
    any other reason for absence. SourceChanged if more than MOST_LACKING of the cells are (or what a FileQuery
    allows), or if no cell has a value. accepted: a person has said that what was there may be gone, so that only what
    never was there counts for the share.
    """
    most = most_lacking(query)
    gap = new.status == NO_ROW
    bare = (new.symbol == 0) & _UNSAID[new.status]
    had_before = np.zeros(new.shape, dtype=bool)
    periods_gone: tuple[str, ...] = ()
    cells_gone = 0
    if before is not None:
        earlier = _from_same_table(before, new, query)
        kept = [period for period in earlier.axes[PERIOD] if period in set(new.axes[PERIOD])]
        gone = np.array([period not in set(kept) for period in earlier.axes[PERIOD]], dtype=bool)
        had = earlier.has_row & ~np.isnan(earlier.values)
        held = had.any(axis=tuple(range(had.ndim - 1)))
        periods_gone = tuple(earlier.axes[PERIOD][n] for n in np.flatnonzero(gone & held))
        cells_gone = int(had[..., gone].sum())
        had_before = laid_on(had, earlier.axes, new.axes)
    lost = had_before & np.isnan(new.values)
    lacking = gap | bare | lost
    over_regions = gap.all(axis=tuple(n for n, name in enumerate(new.axes) if name != REGION))
    over_periods = gap.all(axis=tuple(n for n, name in enumerate(new.axes) if name != PERIOD))
    found = Lacking(
        regions=tuple(code for code, out in zip(new.axes[REGION], over_regions, strict=True) if out),
        periods=tuple(
            sorted(
                {p for p, out in zip(new.axes[PERIOD], over_periods, strict=True) if out} | {*map(str, periods_gone)}
            )
        ),
        cells=int(lacking.sum()) + cells_gone,
        lost=int(lost.sum()) + cells_gone,
        asked=new.values.size + cells_gone,
    )
    share = ((gap | bare) & ~had_before).sum() / found.asked if accepted and found.asked else found.share
    if share > most:
        raise SourceChanged(
            f"{indicator.id}: table {query.table} lacks {found.cells} of {found.asked} cells "
            f"({found.share:.0%}; at most {most:.0%} is let through){_named(found)}. "
            f"The last good data stay in use; look at the table on the publisher's page.{_acceptable(found, indicator)}"
        )
    if np.isnan(new.values).all():
        raise SourceChanged(f"{indicator.id}: table {query.table} has no figure at all in {new.values.size} cells")
    return found


def _acceptable(found: Lacking, indicator: Indicator) -> str:
    """What to do where figures that are stored are gone, and the publisher has taken them away for good."""
    if not found.lost:
        return ""
    return (
        f" If it no longer publishes them, `lanspuls fetch {indicator.id} --accept-revision` marks them as withdrawn; "
        "what was stored stays in the history."
    )


def _named(found: Lacking) -> str:
    parts = []
    for word, codes in (("place", found.regions), ("period", found.periods)):
        if codes:
            shown = ", ".join(codes[:6]) + (f" and {len(codes) - 6} more" if len(codes) > 6 else "")
            parts.append(f"{word} {shown}")
    return f"; missing altogether: {'; '.join(parts)}" if parts else ""


def _from_same_table(before: Panel, new: Panel, query: Query) -> Panel:
    """The stored panel with only what this table (and this vintage) gave, on the dimension values of the new one."""
    wanted = {}
    for name, codes in new.axes.items():
        if name not in (REGION, PERIOD):
            wanted[name] = tuple(code for code in codes if code in set(before.axes[name]))
    return of_same_table(before.take(**wanted), query)


def of_same_table(earlier: Panel, query: Query) -> Panel:
    """What is stored, with only what the query's table gave: other tables' cells have no row."""
    if earlier.publication is None or not earlier.publications:
        return earlier
    theirs = np.array([publication.table != query.table for publication in earlier.publications])
    other = np.append(theirs, False)[earlier.publication]
    return Panel(
        axes=earlier.axes,
        values=np.where(other, np.nan, earlier.values),
        status=np.where(other, np.uint8(NO_ROW), earlier.status),
        symbol=earlier.symbol,
        symbols=earlier.symbols,
        publication=earlier.publication,
        publications=earlier.publications,
    )


def laid_on(
    cells: np.ndarray, axes: Mapping[str, tuple[str, ...]], wanted: Mapping[str, tuple[str, ...]]
) -> np.ndarray:
    """A boolean array moved onto other axes of the same names; False where it had no such cell."""
    for dimension, (name, codes) in enumerate(wanted.items()):
        if codes == axes[name]:
            continue
        where = {code: n for n, code in enumerate(axes[name])}
        position = np.array([where.get(code, -1) for code in codes], dtype=np.intp)
        if not where:
            return np.zeros(tuple(len(c) for c in wanted.values()), dtype=bool)
        side = [1] * cells.ndim
        side[dimension] = len(codes)
        cells = np.take(cells, np.maximum(position, 0), axis=dimension) & (position >= 0).reshape(side)
    return cells


def check(panel: Panel, indicator: Indicator) -> tuple[str, ...]:
    """Hold a panel against its declaration: axes, places, periods, statuses, nulls, bounds, and the tidy schema.

    SourceChanged names the first promise that is broken, with an example. A few cells beyond the bounds outside the
    default slice are only remarked on: disclosure noise gives small groups rates over 100.
    """
    where = f"{indicator.id}:"
    if tuple(panel.axes) != (*indicator.dimensions, REGION, PERIOD):
        raise SourceChanged(f"{where} the panel has the axes {tuple(panel.axes)}")
    for name, codes in panel.axes.items():
        if len(set(codes)) != len(codes):
            raise SourceChanged(f"{where} {name} has a value twice")
    unknown = [code for code in panel.axes[REGION] if code not in places.all_places() | places.areas()]
    if unknown:
        raise SourceChanged(f"{where} no Swedish place has code {', '.join(unknown)}")
    held = panel.axes[PERIOD]
    if held != periods.span(held[0], held[-1]) or Period(held[0]).grain is not indicator.grain:
        raise SourceChanged(f"{where} the periods {held[0]} … {held[-1]} are not an unbroken row of {indicator.grain}s")
    row = panel.has_row
    known = panel.status < len(STATUSES)
    _stop_at(row & ~known, panel, f"{where} a status outside the closed list")
    _stop_at(
        row & known & (np.isnan(panel.values) != _ABSENT[panel.status]), panel, f"{where} value and status contradict"
    )
    _stop_at(np.isinf(panel.values), panel, f"{where} an infinite value")
    if indicator.kind in _WHOLE_KINDS and not indicator.decimals and not indicator.supporting:
        parted = ~np.isnan(panel.values) & (panel.values != np.rint(panel.values)) & ~_ROUNDED[panel.status]
        _stop_at(parted, panel, f"{where} counted in whole units ({indicator.unit_sv}), and a value has decimals")
    _check_tidy(panel, indicator)
    remarks = []
    for beyond, word in (
        (panel.values < _bound(indicator.lowest, -np.inf), f"below {indicator.lowest}"),
        (panel.values > _bound(indicator.highest, np.inf), f"above {indicator.highest}"),
    ):
        count = int(np.count_nonzero(beyond))
        if count > MOST_BEYOND * panel.values.size:
            _stop_at(beyond, panel, f"{where} a value {word}")
        if count:
            remarks.append(f"{where} {count} values {word} in small groups, first at {_first(beyond, panel)}")
    return tuple(remarks)


def _bound(stated: float | None, otherwise: float) -> float:
    return otherwise if stated is None else stated


def _first(cells: np.ndarray, panel: Panel) -> str:
    """Key and value of the first of the cells."""
    position = tuple(int(n) for n in np.argwhere(cells)[0])
    key = ", ".join(f"{name} {codes[n]}" for (name, codes), n in zip(panel.axes.items(), position, strict=True))
    return f"{key}: {panel.values[position]:g}"


def _stop_at(bad: np.ndarray, panel: Panel, promise: str) -> None:
    if not bad.any():
        return
    raise SourceChanged(
        f"{promise} in {int(bad.sum())} cells, first at {_first(bad, panel)}. "
        "Nothing was stored; see whether the publisher has changed the table."
    )


def _pandera() -> ModuleType:
    """pandera, which takes a second to import. One thread at a time: its modules import each other in circles."""
    with _IMPORTING:
        import pandera.errors
        import pandera.pandas
    return pandera


def _check_tidy(panel: Panel, indicator: Indicator) -> None:
    schema_errors = _pandera().errors.SchemaErrors
    default = {
        name: (value if value in panel.axes[name] else panel.axes[name][-1],)
        for name, value in indicator.default_slice.items()
    }
    try:
        tidy_schema(indicator).validate(_frame(panel.take(**default)), lazy=True)
    except schema_errors as error:
        first = error.failure_cases.iloc[0]
        raise SourceChanged(
            f"{indicator.id}: the tidy table breaks the promise '{first['check']}' in column {first['column']}, "
            f"for example at {first['failure_case']!r} ({len(error.failure_cases)} cases)"
        ) from error


def _frame(panel: Panel) -> "pd.DataFrame":
    """Held cells as a pandas table: one text column per axis, value (nullable), status, symbol."""
    import pandas as pd

    at = np.nonzero(panel.has_row)
    columns: dict[str, pd.Series | pd.api.extensions.ExtensionArray] = {
        name: pd.Series(np.array(codes, dtype=object)[position], dtype="str")
        for (name, codes), position in zip(panel.axes.items(), at, strict=True)
    }
    columns["value"] = pd.array(panel.values[at], dtype="Float64")
    columns["status"] = pd.Series(np.array([s.value for s in STATUSES], dtype=object)[panel.status[at]], dtype="str")
    columns["symbol"] = pd.Series(np.array(panel.symbols, dtype=object)[panel.symbol[at]], dtype="str")
    return pd.DataFrame(columns)


def tidy_schema(indicator: Indicator) -> "pandera.pandas.DataFrameSchema":
    """The pandera schema of an indicator's tidy table: key columns as text, value, status, symbol; keys unique."""
    pa = _pandera().pandas
    keys = [*indicator.dimensions, REGION, PERIOD]
    columns = {name: pa.Column("str", nullable=False) for name in keys}
    columns[REGION] = pa.Column("str", pa.Check.isin([*places.all_places(), *places.areas()]))
    columns[PERIOD] = pa.Column("str", pa.Check.str_matches(_PERIOD_FORMS[indicator.grain]))
    bounds = []
    if indicator.lowest is not None:
        bounds.append(pa.Check.ge(indicator.lowest))
    if indicator.highest is not None:
        bounds.append(pa.Check.le(indicator.highest))
    columns["value"] = pa.Column("Float64", bounds, nullable=True)
    columns["status"] = pa.Column("str", pa.Check.isin([status.value for status in STATUSES]))
    columns["symbol"] = pa.Column("str")
    absent = [status.value for status in ABSENT]
    null_iff_absent = pa.Check(
        lambda table: table["value"].isna() == table["status"].isin(absent), name="value is null exactly where absent"
    )
    schema: pandera.pandas.DataFrameSchema = pa.DataFrameSchema(
        columns, checks=null_iff_absent, unique=keys, strict=True, ordered=True
    )
    return schema
