"""From rows to a panel: what a file's reader finds, laid on the axes an indicator declares."""

from collections.abc import Iterable, Mapping

import numpy as np

from loaders.ground import periods, places
from loaders.ground.declarations import ABSENT, FileQuery, Indicator, PxQuery, Status
from loaders.ground.errors import SourceChanged
from loaders.ground.panel import NO_ROW, PERIOD, REGION, STATUS_CODE, Panel


class Cells:
    """Collects figures by place, period and own dimensions; made into a panel when all are in.

    indicator, query: whose they are; ``query.constants`` need not be given with each cell, and periods outside
    ``since``/``until`` or places outside ``levels`` are left out silently.
    """

    def __init__(self, indicator: Indicator, query: PxQuery | FileQuery) -> None:
        self.indicator, self.query = indicator, query
        self._regions = {code: n for n, code in enumerate(places.codes_at(query.levels))}
        self._own = [name for name in indicator.dimensions if name not in query.constants]
        self._cells: dict[tuple[str, ...], tuple[float, Status, str]] = {}

    def __len__(self) -> int:
        return len(self._cells)

    def add(
        self,
        region: str,
        period: str,
        value: float | None,
        status: Status = Status.EMPTY,
        symbol: str = "",
        *,
        where: Mapping[str, str] | None = None,
        summed: bool = False,
    ) -> None:
        """One figure. A value None needs a status that is a reason for absence; symbol is what the file wrote.

        where: codes of the own dimensions. A key that comes twice is SourceChanged, unless ``summed``: then values
        add up, and a sum with a suppressed or missing part keeps its value as LOWER_BOUND.
        """
        if region not in self._regions or not self._wants(period):
            return
        if (value is None) != (status in ABSENT):
            raise ValueError(f"{self.indicator.id}: value {value} and status '{status}' contradict")
        key = (*((where or {})[name] for name in self._own), region, period)
        cell = (np.nan if value is None else float(value), status, symbol)
        if key in self._cells:
            if not summed:
                named = ", ".join(key)
                raise SourceChanged(
                    f"{self.indicator.id}: {self.query.table} has {named} twice. Nothing was stored; look at the file."
                )
            cell = _joined(self._cells[key], cell)
        self._cells[key] = cell

    @property
    def has_figure(self) -> bool:
        """Whether any cell has a value."""
        return any(not np.isnan(value) for value, _, _ in self._cells.values())

    def _wants(self, period: str) -> bool:
        return (self.query.since or period) <= period <= (self.query.until or period)

    def panel(
        self,
        *,
        codes: Mapping[str, Iterable[str]] | None = None,
        regions: Iterable[str] | None = None,
        span: tuple[str, str] | None = None,
        absent: Status | None = None,
        symbol: str = "",
    ) -> Panel:
        """All cells on dense axes.

        codes: the codes of each own dimension, those met unless given (and constants). regions: the places asked
        for, all at the query's levels unless given. span: first and last period, those met unless given. absent:
        what a cell without a row means; None leaves it without a row (what is stored decides), NIL makes it 0.
        A place that did not exist yet in a period is not applicable. SourceChanged if there is no cell at all.
        """
        if not self._cells:
            raise SourceChanged(f"{self.indicator.id}: {self.query.table} has no figure within what is declared")
        met = [set(axis) for axis in zip(*self._cells, strict=True)]
        axes: dict[str, tuple[str, ...]] = {}
        for name in self.indicator.dimensions:
            if name in self.query.constants:
                axes[name] = (self.query.constants[name],)
            else:
                axes[name] = tuple((codes or {}).get(name, sorted(met[self._own.index(name)])))
        axes[REGION] = tuple(self._regions if regions is None else regions)
        first, last = span or (min(met[-1]), max(met[-1]))
        axes[PERIOD] = periods.span(first, last)
        panel = self._laid(axes)
        if absent is not None:
            gap = panel.status == NO_ROW
            panel.status[gap] = STATUS_CODE[absent]
            if absent not in ABSENT:
                panel.values[gap] = 0.0
            panel.symbol[gap] = panel.symbols.index(symbol) if symbol in panel.symbols else 0
        _before_they_were(panel)
        return panel

    def _laid(self, axes: Mapping[str, tuple[str, ...]]) -> Panel:
        made = Panel.empty(axes)
        symbols = tuple(dict.fromkeys(["", *(symbol for _, _, symbol in self._cells.values())]))
        number = {symbol: n for n, symbol in enumerate(symbols)}
        order = [name for name in axes if name not in self.query.constants]
        positions = [{code: n for n, code in enumerate(axes[name])} for name in order]
        whole = [0 if name in self.query.constants else None for name in axes]
        for key, (value, status, symbol) in self._cells.items():
            try:
                found = iter([position[code] for position, code in zip(positions, key, strict=True)])
            except KeyError:
                continue  # a code, place or period that was not asked for
            at = tuple(next(found) if n is None else n for n in whole)
            made.values[at], made.status[at], made.symbol[at] = value, STATUS_CODE[status], number[symbol]
        return Panel(axes=made.axes, values=made.values, status=made.status, symbol=made.symbol, symbols=symbols)


def _joined(one: tuple[float, Status, str], two: tuple[float, Status, str]) -> tuple[float, Status, str]:
    values = [value for value, _, _ in (one, two) if not np.isnan(value)]
    bounded = Status.LOWER_BOUND in (one[1], two[1])
    if len(values) == 2 and not bounded:
        return sum(values), one[1] if one[1] is two[1] else Status.EMPTY, one[2] or two[2]
    if values:
        return sum(values), Status.LOWER_BOUND, one[2] or two[2]
    return one


def _before_they_were(panel: Panel) -> None:
    """Empty cells of a place in periods before its code was valid."""
    for n, code in enumerate(panel.axes[REGION]):
        since = places.all_places()[code].since
        for m, period in enumerate(panel.periods):
            if period.year >= since:
                break
            gap = np.isnan(panel.values[..., n, m])
            panel.status[..., n, m][gap] = STATUS_CODE[Status.NOT_APPLICABLE]
