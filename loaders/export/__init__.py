"""Stored figures as a plain table for a spreadsheet, a script or a colleague: CSV, JSON or Parquet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pyarrow as pa

from loaders import catalogue, disclosure
from loaders.export.naming import named
from loaders.export.serialising import format_of, serialised
from loaders.export.summing import with_sums
from loaders.ground import places
from loaders.ground.absence import with_reasons
from loaders.ground.declarations import Grain, Indicator
from loaders.ground.errors import UsageError
from loaders.ground.panel import PERIOD, REGION, Panel, Publication
from loaders.ground.periods import Period
from loaders.store import Edition, Store, to_arrow

__all__ = [
    "cut",
    "format_of",
    "named",
    "panel",
    "require_window",
    "rows",
    "serialised",
    "table",
    "with_sums",
]

_GRAIN_SV = {Grain.MONTH: "månad, som 2026-05", Grain.QUARTER: "kvartal, som 2026-Q2", Grain.YEAR: "år, som 2026"}


def table(
    store: Store,
    indicator_id: str,
    *,
    regions: Sequence[str] = (),
    first: str | None = None,
    last: str | None = None,
    as_of: date | None = None,
    chosen: Mapping[str, str | Sequence[str]] | None = None,
) -> pa.Table:
    """One indicator's cells, one row each, sorted by key: own dimensions, region_code, period.

    Columns: region_code, period, own dimensions, value (float64, null where absent), status, symbol, table,
    published, fetched (timestamps, UTC; published null where the publisher states none). A cell that no publication has
    held, of a place that has others, says why in status and has neither table nor days. Empty ``regions`` means all.
    chosen: one or several codes per own dimension, a dimension not named is kept whole; None is the default slice.
    Of a place that is summed (summing.py) a row has the newest publication of its parts'. UsageError for a region,
    period or date that is not understood, and for what cannot be summed; NothingPublishedYet as Store.read.
    """
    indicator = catalogue.indicator(indicator_id)
    asked = tuple(sorted(places.place(code).code for code in set(regions)))
    summed = tuple(code for code in asked if places.place(code).is_summed)
    require_window(indicator, first, last)
    needed = tuple(sorted({part for code in asked for part in places.members(code)}))

    def read(id_: str, wanted: Mapping[str, str | Sequence[str]]) -> Panel:
        return panel(store, id_, chosen=wanted, regions=needed or None, as_of=as_of)

    whole = read(indicator_id, indicator.default_slice if chosen is None else chosen)
    if summed:
        whole = with_sums(whole, summed, indicator, read)
        known = set(whole.axes[REGION])
        whole = whole.take(**{REGION: tuple(code for code in asked if code in known)})
    return rows(cut(whole, first=first, last=last))


def panel(
    store: Store | Edition,
    indicator_id: str,
    *,
    chosen: Mapping[str, str | Sequence[str]],
    regions: tuple[str, ...] | None = None,
    as_of: date | None = None,
    remember: disclosure.Remember | None = None,
) -> Panel:
    """One indicator as it may be shown, with a reason in every empty cell of a place that has figures.

    All own dimensions stay axes; of those in ``chosen`` there are the codes named. regions: all that have figures where
    None. remember: as in ``disclosure.read``. NothingPublishedYet and StoreError as Store.read.
    """
    slice_ = {name: (codes,) if isinstance(codes, str) else tuple(codes) for name, codes in chosen.items()}
    shown = disclosure.read(store, indicator_id, slice=slice_, regions=regions, as_of=as_of, remember=remember)
    return with_reasons(shown, catalogue.indicator(indicator_id).exists_since)


def cut(
    whole: Panel, *, regions: Sequence[str] | None = None, first: str | None = None, last: str | None = None
) -> Panel:
    """The panel for these places, in their order, within a window of periods, both ends included.

    A place without figures has cells without rows; None means all places and no end.
    """
    known = set(whole.axes[REGION])
    kept = {PERIOD: tuple(p for p in whole.axes[PERIOD] if (first or p) <= p <= (last or p))}
    if regions is None:
        return whole.take(**kept)
    there = whole.take(**kept, **{REGION: tuple(code for code in regions if code in known)})
    return there if len(there.axes[REGION]) == len(regions) else _with_empty_rows(there, tuple(regions))


def _with_empty_rows(there: Panel, regions: tuple[str, ...]) -> Panel:
    axes = {name: regions if name == REGION else codes for name, codes in there.axes.items()}
    found = Panel.empty(axes)
    at = [regions.index(code) for code in there.axes[REGION]]
    publication = found.stored_publication
    for name in ("values", "status", "symbol"):
        getattr(found, name)[..., at, :] = getattr(there, name)
    publication[..., at, :] = there.stored_publication
    return replace(found, symbols=there.symbols, publications=there.publications)


def rows(shown: Panel) -> pa.Table:
    """The rows of a panel of the store, as ``table`` gives them."""
    marked = tuple(replace(p, table=_marked(p)) for p in shown.publications)
    return to_arrow(replace(shown, publications=marked))


def require_window(indicator: Indicator, first: str | None, last: str | None) -> None:
    """UsageError for periods of another grain than the indicator's, and for a window that ends before it begins."""
    for period in filter(None, (first, last)):
        _require_grain(period, indicator)
    if first and last and first > last:
        raise UsageError(
            f"the first period {first} comes after the last, {last}",
            f"Den första perioden, {first}, kommer efter den sista, {last}.",
        )


def _marked(publication: Publication) -> str:
    """The table's id; DEMODATA beside it where the figures are made up, so that no row passes for official."""
    return f"{publication.table} DEMODATA" if publication.synthetic else publication.table


def _require_grain(period: str, indicator: Indicator) -> None:
    grain = Period(period).grain
    if grain is not indicator.grain:
        raise UsageError(
            f"{indicator.id} has {indicator.grain}s; '{period}' is a {grain}",
            f"”{period}” passar inte: {indicator.short_title_sv} finns per {_GRAIN_SV[indicator.grain]}.",
        )
