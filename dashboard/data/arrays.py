"""A series as wide arrays, places by periods, and what windows and other periods make of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.words import swedish
from loaders.ground.declarations import Indicator, Status
from loaders.ground.errors import UsageError
from loaders.ground.panel import NO_ROW, STATUS_CODE, STATUSES, Panel, Publication
from loaders.ground.periods import Period

_NOT_WHOLE = [STATUS_CODE[Status.INCOMPLETE], STATUS_CODE[Status.LOWER_BOUND]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One indicator, one slice: values float64 and status uint8 (index into STATUSES, or NO_ROW), region × period.

    symbol: uint8 index into ``symbols``, the publisher's own signs. publications: those behind the cells, oldest first.
    """

    indicator: Indicator
    slice: Mapping[str, str]
    regions: tuple[str, ...]
    periods: tuple[Period, ...]
    values: np.ndarray
    status: np.ndarray
    symbol: np.ndarray | None = None
    symbols: tuple[str, ...] = ("",)
    publications: tuple[Publication, ...] = ()

    def row(self, region: str) -> np.ndarray:
        """Values of one place, float64 by period."""
        return self.values[self.regions.index(region)]

    @property
    def is_whole(self) -> np.ndarray:
        """Whether each value is neither still being counted nor the lowest it can be. Bool, region × period."""
        return ~np.isin(self.status, _NOT_WHOLE)

    @property
    def whole_values(self) -> np.ndarray:
        """The values that may be set against each other: those that are whole, NaN elsewhere."""
        return np.where(self.is_whole, self.values, np.nan)

    def value(self, region: str, period: str) -> float | None:
        """The value, or None where there is none."""
        if region not in self.regions or period not in self.periods:
            return None
        found = self.values[self.regions.index(region), self.periods.index(period)]
        return None if np.isnan(found) else float(found)

    def status_of(self, region: str, period: str) -> Status:
        """Status of one cell; not_published where no publication has held it."""
        if region not in self.regions or period not in self.periods:
            return Status.NOT_PUBLISHED
        code = self.status[self.regions.index(region), self.periods.index(period)]
        return Status.NOT_PUBLISHED if code == NO_ROW else STATUSES[code]

    def symbol_of(self, region: str, period: str) -> str:
        """The publisher's own sign in a cell; empty where there is none."""
        if self.symbol is None or region not in self.regions or period not in self.periods:
            return ""
        return self.symbols[self.symbol[self.regions.index(region), self.periods.index(period)]]

    def cells(self, region: str) -> list[tuple[float | None, Status, str]]:
        """``value``, ``status_of`` and ``symbol_of`` of one place in every period."""
        if region not in self.regions:
            return [(None, Status.NOT_PUBLISHED, "")] * len(self.periods)
        row = self.regions.index(region)
        values = [None if value != value else value for value in self.values[row].tolist()]
        statuses = [Status.NOT_PUBLISHED if code == NO_ROW else STATUSES[code] for code in self.status[row].tolist()]
        marks = [""] * len(self.periods)
        if self.symbol is not None:
            marks = [self.symbols[number] for number in self.symbol[row].tolist()]
        return list(zip(values, statuses, marks, strict=True))

    def newest(self, regions: Iterable[str] = ()) -> str:
        """The newest period for which all the places have a value; empty if there is none."""
        rows = [self.row(region) for region in (tuple(regions) or self.regions) if region in self.regions]
        if not rows:
            return ""
        complete = ~np.isnan(np.vstack(rows)).any(axis=0)
        positions = np.flatnonzero(complete)
        return self.periods[positions[-1]] if positions.size else ""


def aligned(series: Series, wanted: tuple[str, ...]) -> np.ndarray:
    """Values region × wanted periods, NaN where the series has no such period."""
    position: dict[str, int] = {period: n for n, period in enumerate(series.periods)}
    values = np.full((len(series.regions), len(wanted)), np.nan)
    for n, period in enumerate(wanted):
        if period in position:
            values[:, n] = series.values[:, position[period]]
    return values


def windowed(series: Series, since: str, until: str) -> tuple[int, int]:
    """Positions [first, last] of a window in the series' periods; UsageError if nothing is inside."""
    first = next((n for n, period in enumerate(series.periods) if period >= since), None) if since else 0
    last = len(series.periods) - 1
    if until:
        last = next((n for n in range(last, -1, -1) if series.periods[n] <= until), -1)
    if first is None or last < first:
        known = f"{series.periods[0]}–{series.periods[-1]}" if series.periods else "no period"
        ends = [swedish.period_name(period) for period in (*series.periods[:1], *series.periods[-1:])]
        raise UsageError(
            f"no figures between {since or 'the start'} and {until or 'now'}; there are {known}",
            f"{_absence_sv(series, since, until)} "
            + (f"Serien går från {ends[0]} till {ends[1]}." if ends else "Serien har inga perioder."),
        )
    return first, last


def _absence_sv(series: Series, since: str, until: str) -> str:
    """That a window holds nothing: not published yet where it begins after the series."""
    window = _window_sv(since, until)
    if since and series.periods and since > series.periods[-1]:
        return f"Siffrorna {window} är ännu inte publicerade."
    return f"Det finns inga siffror {window}."


def _window_sv(since: str, until: str) -> str:
    """``från mars 2031``, ``före juni 2019``, ``från mars till och med maj 2019``: a window in words."""
    if since and until:
        return f"från {swedish.period_name(since)} till och med {swedish.period_name(until)}"
    return f"från {swedish.period_name(since)}" if since else f"före {swedish.period_name(Period(until).shift(1))}"


def behind(panel: Panel) -> tuple[Publication, ...]:
    """The publications of those tables that a panel's cells come from; all where that is not known."""
    if panel.publication is None:
        return panel.publications
    used = {panel.publications[n].table for n in np.unique(panel.publication) if n >= 0}
    return tuple(one for one in panel.publications if not used or one.table in used)
