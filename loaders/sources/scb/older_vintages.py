"""Older vintages of a table that is overwritten by each new one: sought among the publisher's discontinued tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.ground.declarations import Axis, Code, Fixed, Label, PxQuery, Total
from loaders.ground.errors import SourceChanged
from loaders.pxweb.metadata import Metadata, TableInfo
from loaders.pxweb.selection import resolve
from loaders.pxweb.v2 import PxWebV2


@dataclass(frozen=True, slots=True)
class Archived:
    """One discontinued table with the same variables as the current one, and the first year of its time."""

    info: TableInfo
    metadata: Metadata
    query: PxQuery
    vintage: str


def candidates(client: PxWebV2, query: PxQuery, current: Metadata) -> Iterator[Archived]:
    """Tables that hold another vintage of what ``query`` asks of ``current``, oldest vintage first.

    A table counts if it has exactly the same variables, the same content (by code, else by label) and another first
    year; of several with one vintage the first found. None is an answer.
    """
    found: dict[str, Archived] = {}
    for info in _sought(client, query):
        if info.id == query.table:
            continue
        metadata = client.metadata(info.id)
        vintage = _first_period(metadata)
        same = {variable.code for variable in metadata.variables} == {variable.code for variable in current.variables}
        if not same or not vintage or vintage == _first_period(current):
            continue
        asked = _asked_of(info.id, query, current, metadata)
        if asked is not None:
            found.setdefault(vintage, Archived(info, metadata, asked, vintage))
    yield from (found[vintage] for vintage in sorted(found))


def _sought(client: PxWebV2, query: PxQuery) -> Iterator[TableInfo]:
    """What the search text and each of the declared names find, every table once."""
    met: set[str] = set()
    for words in (query.archive or "", *query.archive_names):
        for info in client.search(words, include_discontinued=True):
            if info.id not in met:
                met.add(info.id)
                yield info


def _first_period(metadata: Metadata) -> str:
    return min(metadata.time.codes, default="") if metadata.time else ""


def _asked_of(table: str, query: PxQuery, current: Metadata, metadata: Metadata) -> PxQuery | None:
    """The query put to an older table; None if that table cannot answer it."""
    by_code = replace(query, table=table, archive=None, final=True)
    by_label = replace(by_code, select=tuple(_by_label(part, current) for part in query.select))
    for asked in (by_code, by_label):
        try:
            resolve((asked,), metadata)
        except SourceChanged:
            continue
        return asked
    return None


def _by_label(part: Axis | Fixed | Total, current: Metadata) -> Axis | Fixed | Total:
    """A fixed content of the current table, named by its label; anything else as it is."""
    variable = current.variable(part.variable)
    if isinstance(part, Fixed) and isinstance(part.value, Code) and variable is not None and variable.is_content:
        return Fixed(part.variable, Label(rf"^{re.escape(variable.labels[part.value.code])}$"))
    return part
