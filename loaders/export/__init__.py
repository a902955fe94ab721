"""Stored figures as a plain table for a spreadsheet, a script or a colleague: CSV, JSON or Parquet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pyarrow as pa

from loaders import catalogue, disclosure
from loaders.export.serialising import format_of, serialised
from loaders.ground import places
from loaders.ground.absence import with_reasons
from loaders.ground.declarations import Grain, Indicator
from loaders.ground.errors import UsageError
from loaders.ground.panel import PERIOD, Publication
from loaders.ground.periods import Period
from loaders.store import Store, to_arrow

__all__ = ["format_of", "serialised", "table"]

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
    UsageError for a region, period or date that is not understood; NothingPublishedYet as Store.read.
    """
    indicator = catalogue.indicator(indicator_id)
    for code in regions:
        if places.place(code).is_rest_of_county:
            raise UsageError(
                f"{code} is a sum made by the pages; take its municipalities instead",
                f"{code} är en summa som sidorna gör. Ta dess kommuner i stället.",
            )
    for period in filter(None, (first, last)):
        _require_grain(period, indicator)
    if first and last and first > last:
        raise UsageError(
            f"the first period {first} comes after the last, {last}",
            f"Den första perioden, {first}, kommer efter den sista, {last}.",
        )
    wanted = indicator.default_slice if chosen is None else chosen
    slice_ = {name: (codes,) if isinstance(codes, str) else tuple(codes) for name, codes in wanted.items()}
    asked = tuple(sorted(set(regions)))
    panel = disclosure.read(store, indicator_id, slice=slice_, regions=asked or None, as_of=as_of)
    panel = with_reasons(panel, indicator.exists_since)
    kept = {PERIOD: tuple(p for p in panel.axes[PERIOD] if (first or p) <= p <= (last or p))}
    panel = panel.take(**kept)
    marked = tuple(replace(p, table=_marked(p)) for p in panel.publications)
    return to_arrow(replace(panel, publications=marked))


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
