"""A panel as a long Arrow table: the form of exports and notebooks."""

from datetime import datetime

import numpy as np
import pyarrow as pa

from loaders.ground.panel import PERIOD, REGION, STATUSES, Panel, Publication

_MOMENT = pa.timestamp("us", tz="UTC")


def to_arrow(panel: Panel) -> pa.Table:
    """Every held cell as a row: region_code, period, own dimensions, value, status, symbol, table, published, fetched.

    Rows are sorted by the panel's key (own dimensions, region_code, period, in the order of its axes). Text columns
    are dictionary-encoded, value is float64 with null, published and fetched are UTC; published is null
    where the publisher states no moment; table, published and fetched are null of a cell that no publication has held
    and whose status says why (ground/absence.py). The panel must come from a store (its ``publication`` tells them).
    """
    cells = np.nonzero(panel.has_row)
    at = dict(zip(panel.axes, cells, strict=True))
    own = [name for name in panel.axes if name not in (REGION, PERIOD)]
    columns = {name: _text(at[name], panel.axes[name]) for name in (REGION, PERIOD, *own)}
    value = panel.values[cells]
    columns["value"] = pa.array(value, mask=np.isnan(value))
    columns["status"] = _text(panel.status[cells], STATUSES)
    columns["symbol"] = _text(panel.symbol[cells], panel.symbols)
    publication = panel.stored_publication[cells]
    tables = tuple(dict.fromkeys(p.table for p in panel.publications))
    number = np.array([tables.index(p.table) for p in panel.publications], np.int32)
    unheld = publication < 0
    columns["table"] = _text(number[publication] if len(number) else publication, tables, unheld)
    for name in ("published", "fetched"):
        moments = pa.array([_moment(p, name) for p in panel.publications], _MOMENT)
        columns[name] = moments.take(pa.array(publication, mask=unheld))
    return pa.table(columns)


def _moment(publication: Publication, name: str) -> datetime | None:
    return None if name == "published" and not publication.is_stated else getattr(publication, name)


def _text(at: np.ndarray, codes: tuple[str, ...], mask: np.ndarray | None = None) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(
        pa.array(at.astype(np.int32), mask=mask), pa.array([str(c) for c in codes], pa.string())
    )
