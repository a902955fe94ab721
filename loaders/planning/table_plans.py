"""Which tables must be asked for which indicators, and whether an answer would bring anything new."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from loaders import catalogue
from loaders.ground import periods
from loaders.ground.declarations import FileQuery, Indicator, PxQuery, Query
from loaders.ground.errors import SourceChanged
from loaders.ground.panel import PERIOD
from loaders.planning.announcements import NOTHING_SAID, Announcements, Basis, expectation
from loaders.pxweb.selection import declaration_hash
from loaders.store import Scope, Store

READING = 1
"""Raised when stored answers must be read anew though nothing declared has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one cheap call tells of a table: enough to know whether anything is new.

    updated: the publisher's own moment (UTC), None where it states none. fingerprint: a text that changes with the
    content where ``updated`` does not tell (a file's address with its version, an ETag). last_period: as the
    publisher writes it, or ours. url: where the table or file is. A table whose updated, fingerprint,
    last_period and declarations are as stored is not downloaded; one with neither updated nor fingerprint always is.
    """

    updated: datetime | None = None
    last_period: str = ""
    fingerprint: str = ""
    label: str = ""
    url: str = ""
    discontinued: bool = False


@dataclass(frozen=True, slots=True)
class TablePlan:
    """One table and everything any indicator asks of it.

    ``parts``: each indicator with its query, in the catalogue's order. ``asked``: ids somebody named.
    """

    source: str
    table: str
    parts: tuple[tuple[Indicator, Query], ...]
    asked: frozenset[str] = frozenset()

    @property
    def indicators(self) -> tuple[str, ...]:
        """Ids of the indicators that are refreshed together."""
        return tuple(dict.fromkeys(indicator.id for indicator, _ in self.parts))

    @property
    def siblings(self) -> tuple[str, ...]:
        """Those of them that nobody named; empty if nobody named any."""
        return tuple(id_ for id_ in self.indicators if id_ not in self.asked) if self.asked else ()

    @property
    def queries(self) -> tuple[Query, ...]:
        """What is asked, one query per part."""
        return tuple(query for _, query in self.parts)

    @property
    def by_hand(self) -> str:
        """Name of the further address its files are read in from by hand, "" for one that is fetched."""
        return next((query.by_hand for _, query in self.file_parts if query.by_hand), "")

    @property
    def px_parts(self) -> tuple[tuple[Indicator, PxQuery], ...]:
        """The parts that ask a PxWeb table."""
        return tuple((indicator, query) for indicator, query in self.parts if isinstance(query, PxQuery))

    @property
    def px_queries(self) -> tuple[PxQuery, ...]:
        """What is asked of a PxWeb table."""
        return tuple(query for _, query in self.px_parts)

    @property
    def file_parts(self) -> tuple[tuple[Indicator, FileQuery], ...]:
        """The parts that read a file or rows."""
        return tuple((indicator, query) for indicator, query in self.parts if isinstance(query, FileQuery))

    @property
    def query_hash(self) -> str:
        """Changes with the declarations of the table, and with how its answers are read."""
        read_as = [
            (indicator.id, indicator.grain, query.vintage, sorted(query.constants.items()))
            for indicator, query in self.parts
        ]
        asked = declaration_hash(self.px_queries)
        others = [repr(query) for query in self.queries if not isinstance(query, PxQuery)]
        marked = [(i.id, i.marks_of(self.table)) for i, _ in self.parts if i.marked_tables]
        told = repr((READING, asked, read_as, *others, *marked))
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def is_current(self, store: Store, look: Look) -> bool:
        """Whether the store holds, for every indicator, what the publisher has now, fetched and not read by hand."""
        if look.updated is None and not look.fingerprint:
            return False
        for id_ in self.indicators:
            last = store.latest(id_, self.table)
            if last is None or last.manual or last.query_hash != self.query_hash:
                return False
            if store.edition().has_gap(id_, self.table):
                return False
            if look.updated is not None and look.updated != last.updated:
                return False
            if (look.last_period or last.last_period, look.fingerprint) != (last.last_period, last.fingerprint):
                return False
        return True

    def late(self, last_period: str, today: date, said: Announcements = NOTHING_SAID) -> str:
        """A Swedish sentence if a period should have been published by now, else "".

        said: what the release calendar tells; without a word of it, the declared lag decides.
        """
        for indicator, query in self.parts:
            if query.final or not last_period:
                continue
            try:
                awaited = periods.read(last_period, indicator.grain).shift(1)
            except SourceChanged:
                continue
            expected = expectation(indicator, awaited, said)
            if expected.basis is Basis.CALENDAR:
                if today > expected.last:
                    return f"{awaited} skulle komma {expected.last} enligt publiceringskalendern."
                continue
            own = query.lag_days if isinstance(query, PxQuery) else None
            due = awaited.last_day + timedelta(days=own or indicator.publication_lag_days)
            if today > due:
                return f"{awaited} väntades senast {due}."
        return ""


def plans(ids: Iterable[str] = ()) -> tuple[TablePlan, ...]:
    """The tables behind the named indicators (all of them if none is named), each with all its indicators.

    UsageError for an unknown id.
    """
    asked = [catalogue.indicator(id_) for id_ in ids]
    wanted = dict.fromkeys(
        (query.source, query.table) for declared in asked or catalogue.CATALOGUE.values() for query in declared.queries
    )
    return tuple(
        TablePlan(
            source,
            table,
            tuple(
                (declared, query)
                for declared in catalogue.CATALOGUE.values()
                for query in declared.queries
                if (query.source, query.table) == (source, table)
            ),
            frozenset(declared.id for declared in asked),
        )
        for source, table in wanted
    )


def of_source(source: str) -> tuple[TablePlan, ...]:
    """All tables of one source."""
    return tuple(plan for plan in plans() if plan.source == source)


def is_complete(store: Store) -> bool:
    """Whether every table of every indicator has been stored with today's declarations."""
    for plan in plans():
        for id_ in plan.indicators:
            last = store.latest(id_, plan.table)
            if last is None or last.query_hash != plan.query_hash:
                return False
    return True


def scope(axes: Mapping[str, tuple[str, ...]], query: Query) -> Scope:
    """What a query asked for, given its panel's axes: tells a withdrawn cell from one never asked for."""
    codes = {name: axis for name, axis in axes.items() if name != PERIOD}
    is_rolling = isinstance(query, PxQuery) and query.rolling
    return Scope(codes, min(axes[PERIOD]) if is_rolling else query.since, query.until)
