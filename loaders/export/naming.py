"""Rows of figures with the words a reader needs beside the codes: the form of ``lanspuls.read`` and of the API."""

from collections.abc import Callable, Mapping

import pyarrow as pa

from loaders.ground import places
from loaders.ground.declarations import Indicator
from loaders.ground.panel import PERIOD, REGION
from loaders.ground.vocabulary import KPI, label_sv

Titles = Callable[[str], Mapping[str, str]]
"""What the key figures of a table are called, by id."""


def named(rows: pa.Table, declared: Indicator, titles: Titles, *, synthetic: bool) -> pa.Table:
    """Rows as ``table`` gives them, in the columns of ``lanspuls.read``; text as text, not dictionary-encoded.

    period, region_code, region, each own dimension and its Swedish word (``<dimension>_name``), value, unit, status,
    indicator, publisher, table, published, fetched, synthetic.
    """
    columns = {
        PERIOD: rows[PERIOD],
        REGION: rows[REGION],
        "region": _renamed(rows[REGION], lambda code: places.place(code).name),
    }
    for dimension in declared.dimensions:
        columns[dimension] = rows[dimension]
        columns[f"{dimension}_name"] = _renamed(rows[dimension], labels(dimension, declared, titles))
    columns |= {"value": rows["value"], "unit": pa.repeat(declared.unit_sv, rows.num_rows), "status": rows["status"]}
    columns |= {
        "indicator": pa.repeat(declared.id, rows.num_rows),
        "publisher": pa.repeat(declared.publisher_sv, rows.num_rows),
        **{name: rows[name] for name in ("table", "published", "fetched")},
        "synthetic": pa.repeat(pa.scalar(synthetic), rows.num_rows),
    }
    return pa.table({n: c.cast(pa.string()) if pa.types.is_dictionary(c.type) else c for n, c in columns.items()})


def labels(dimension: str, declared: Indicator, titles: Titles) -> Callable[[str], str]:
    """What says a code of a dimension in Swedish."""
    if dimension != KPI.name:
        return lambda code: label_sv(dimension, code)
    known = {id_: title for table in declared.tables for id_, title in titles(table).items()}
    return lambda code: known.get(code, code)


def _renamed(codes: pa.ChunkedArray, name_of: Callable[[str], str]) -> pa.Array:
    """A dictionary-encoded column of codes as one of names."""
    array = codes.combine_chunks()
    return pa.DictionaryArray.from_arrays(
        array.indices, pa.array(map(name_of, array.dictionary.to_pylist()), pa.string())
    )
