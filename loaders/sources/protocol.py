"""What every source does: look whether anything is new, download raw answers, read them into panels.

A source is a module in this folder with ``SOURCE``, an instance of a subclass of Source, for a publisher declared
in loaders/publishers/. Fetching, checking, storing, reporting, importing by hand and ``doctor`` are done around it
(loaders/fetching/refresh.py, importing.py, doctor.py) and are the same for all. docs/sources.md shows how to add one.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from loaders.ground.declarations import Indicator, Query, SourceInfo
from loaders.ground.errors import FileFault, SourceChanged, SourceError, joined, misfits_of
from loaders.ground.misfits import Misfit, Role, ranked
from loaders.ground.panel import Panel
from loaders.ground.raw import DEMO_MARK, Raw
from loaders.http.transport import Answer
from loaders.planning.table_plans import Look, TablePlan
from loaders.publishers import is_loopback, publisher
from loaders.pxweb.selection import Found
from loaders.sources.session import Session
from loaders.store import Scope

__all__ = [
    "DEMO_HEADER", "Apart", "Before", "Examined", "Found", "Other", "Part", "Reading", "Source",
    "field_named", "misfit_of", "newest_match", "raw_of", "told",
]  # fmt: skip

DEMO_HEADER = "X-Lanspuls-Demo"

Before = Callable[[str], Panel | None]
"""Indicator id → what is stored of it, None if nothing is."""


def raw_of(answer: Answer, name: str = "", *, metadata: bool = False) -> Raw:
    """An answer as a raw file, under a name (by default the last part of its address)."""
    said = any(header.lower() == DEMO_HEADER.lower() for header in answer.headers)
    return Raw(
        name=name or urlsplit(answer.url).path.rpartition("/")[2],
        body=answer.body,
        url=answer.url,
        fetched=answer.fetched or datetime.now(UTC),
        synthetic=said or is_loopback(answer.url) or DEMO_MARK in answer.body,
        metadata=metadata,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One indicator's figures out of a table.

    scope: what was asked for, where that is less than the panel's places and all the query's periods: a source that
    asks for new months only gives ``Scope(codes, since, until)``, so that older ones do not count as withdrawn.
    """

    indicator: Indicator
    query: Query
    panel: Panel
    scope: Scope | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a table's raw answers say.

    updated: as the content states it. last_period: the newest, as in Look. remarks: sentences for the report.
    found: every declared field or code looked up, as ``doctor`` shows it. failed: indicators whose own part is not
    there any more while the others are. strangers: codes and names of places nobody here knows,
    which are left out and reported. listing: lines for ``doctor`` on what the file holds (sheets, caches, fields).
    """

    parts: tuple[Part, ...]
    updated: datetime | None = None
    last_period: str = ""
    label: str = ""
    remarks: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()
    failed: tuple[tuple[Indicator, SourceError], ...] = ()
    strangers: tuple[str, ...] = ()
    listing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Other:
    """A further table of the publisher's that belongs to a plan, such as an older vintage: its plan and its line."""

    plan: TablePlan
    look: Look
    told: str
    """How the report names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What ``doctor`` learns of one table. problems and remarks are sentences; listing is free lines.

    misfits: what is declared and not there, to choose from.
    """

    look: Look | None = None
    found: tuple[Found, ...] = ()
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    listing: tuple[str, ...] = field(default=())
    misfits: tuple[Misfit, ...] = ()


class Source(ABC):
    """One publisher's way of answering. Instances hold no state: what a fetch shares lies in its Session.

    All methods raise SourceError (SourceUnreachable, SourceRefused, SourceChanged) and nothing else for what a
    publisher or a file can be.
    """

    id: str
    """The publisher's id, which is the module's name."""
    states_updates = False
    """True if every table states when it was updated: one that does not is then SourceChanged."""
    held: int | None = None
    """Bytes up to which a file is held in memory, for a source that reads larger ones by `Raw.opened`; None for any."""
    labels_last: bool = False
    """True if codes are running numbers or ids that say nothing: what a person chooses is kept by its label."""
    events: tuple[str, ...] = ()
    """Words a person may say what a file counts with, where files given by hand do not say it themselves."""

    @property
    def info(self) -> SourceInfo:
        """The publisher as declared."""
        return publisher(self.id)

    def start(self, session: Session) -> None:
        """Called once before the first table: raise SourceError if nobody is there, and no table is tried."""
        return None

    @abstractmethod
    def look(self, session: Session, plan: TablePlan) -> Look:
        """The change test: as few and cheap calls as the publisher allows. ``updated`` only where it is stated."""

    @abstractmethod
    def download(self, session: Session, plan: TablePlan, look: Look) -> Generator[Raw, None, None]:
        """Everything read() needs, one by one as it comes; each is kept as a snapshot as it passes."""

    @abstractmethod
    def read(self, plan: TablePlan, raws: Iterable[Raw], *, before: Before) -> Reading:
        """Bytes to panels, the same for fetched and hand-imported files. Pure: no calls, no files, no clock.

        raws may be an iterator that still downloads; take it once, in order. Files of a person come without metadata
        and may hold less than everything. Checks of axes, bounds and gaps are not made here but around it.
        """

    def others(self, session: Session, plan: TablePlan) -> Iterator[Other]:
        """Further tables to store with this one; called after read()."""
        return iter(())

    def fits(self, plan: TablePlan, raw: Raw) -> bool:
        """Whether a file a person has is this table's. By the name the queries declare, unless overridden."""
        patterns = {query.match for query in plan.queries if query.match}
        return any(re.search(pattern, raw.name, re.IGNORECASE) for pattern in patterns)

    def misfit(self, plan: TablePlan, raw: Raw) -> tuple[int, str]:
        """How far a file is from being this table's, and why it is not; the reason is empty if it fits."""
        if self.fits(plan, raw):
            return 0, ""
        names = " or ".join(dict.fromkeys(f"/{query.match}/" for query in plan.queries if query.match))
        return 1, f"its name does not fit {names}" if names else "it does not say that it is this table"

    def cleaned(self, raw: Raw) -> Raw:
        """What may be kept of a file a person has: the same file, unless it can hold what must never be stored.

        SourceChanged if it cannot be told.
        """
        return raw

    def doctor(self, session: Session, plan: TablePlan) -> Examined:
        """Ask for the table and read it, storing nothing. Override where metadata tell enough."""
        look = None
        try:
            look = self.look(session, plan)
            reading = self.read(plan, self.download(session, plan, look), before=lambda _: None)
        except SourceError as error:
            return Examined(look=look, problems=(_said(error),), misfits=misfits_of([error]))
        look = replace(look, last_period=look.last_period or reading.last_period)
        problems = [row.problem for row in reading.found if row.problem]
        problems += [f"{indicator.id}: {_said(error)}" for indicator, error in reading.failed]
        return Examined(
            look=look,
            found=reading.found,
            problems=tuple(problems),
            remarks=reading.remarks,
            listing=reading.listing,
            misfits=misfits_of(error for _, error in reading.failed),
        )


def _said(error: SourceError) -> str:
    return error.message_sv if isinstance(error, FileFault) else str(error)


def newest_match(
    pattern: str, names: Iterable[str], where: str, of: Query | None = None, role: Role = Role.FILE
) -> str:
    """The one name that the pattern finds; with a group ``period``, the one of its newest period.

    SourceChanged, listing what there is, if none or several are left; with a misfit in this role if ``of`` a query.
    """
    names = tuple(dict.fromkeys(names))
    fitting = [(found, name) for name in names if (found := re.search(pattern, name, re.IGNORECASE))]
    if fitting and "period" in fitting[0][0].re.groupindex:
        newest = max(found["period"] for found, _ in fitting)
        fitting = [(found, name) for found, name in fitting if found["period"] == newest]
    if len(fitting) == 1:
        return fitting[0][1]
    there = "; ".join(name for _, name in fitting) if fitting else "; ".join(names[:12]) or "nothing"
    misfit = misfit_of(of, role, pattern, [name for _, name in fitting] or names)
    raise SourceChanged(
        f"{where}: {len(fitting) or 'no'} names match '{pattern}', and exactly one must. There is: {there}"
        f"{told(misfit)}",
        misfit,
    )


def field_named(variable: str, fields: Iterable[str], where: str, of: Query | None = None) -> str:
    """A declared field among those of a file: a name taken exactly, or a /pattern/ that must match exactly one.

    SourceChanged, listing the fields, if none or several fit; with a misfit if ``of`` a query.
    """
    fields = tuple(fields)
    if len(variable) > 1 and variable.startswith("/") and variable.endswith("/"):
        fitting = [name for name in fields if re.search(variable[1:-1], name, re.IGNORECASE)]
    else:
        fitting = [name for name in fields if name == variable]
    if len(fitting) == 1:
        return fitting[0]
    misfit = misfit_of(of, Role.FIELD, variable, fitting or fields)
    raise SourceChanged(
        f"{where}: {len(fitting) or 'no'} fields fit {variable}, and exactly one must. "
        f"It has: {', '.join(fitting or fields) or 'none'}{told(misfit)}",
        misfit,
    )


def misfit_of(
    query: Query | None,
    role: Role,
    declared: str,
    there: Iterable[str] | Mapping[str, str],
    *,
    variable: str = "",
    ours: str = "",
    taken: Collection[str] = (),
) -> tuple[Misfit, ...]:
    """What a query declares and a file or list does not have exactly once, as one misfit; none without a query.

    there: what it has. taken: what of it is declared as something else.
    """
    if query is None:
        return ()
    return (
        Misfit(
            source=query.source,
            table=query.table,
            role=role,
            declared=declared.strip("/") if len(declared) > 1 else declared,
            variable=variable,
            ours=ours,
            candidates=ranked([declared], there, taken),
        ),
    )


def told(misfits: Iterable[Misfit]) -> str:
    """``; the likeliest are 'a', 'b', 'c'`` of each; "" for none."""
    return "".join(f"; {misfit.hint}" for misfit in misfits if misfit.candidates)


class Apart:
    """The parts of a reading, each indicator's by itself: what is wrong in one is kept beside those that can be read.

    apart = Apart()
    for indicator, query in plan.file_parts:
        with apart.reading(indicator):
            apart.parts.append(Part(...))
    apart.require_any()
    """

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.failed: list[tuple[Indicator, SourceError]] = []

    @contextmanager
    def reading(self, indicator: Indicator) -> Iterator[None]:
        """Read one indicator's part: SourceChanged stops it alone. Others (nobody there) stop everything."""
        try:
            yield
        except SourceChanged as reason:
            self.failed.append((indicator, reason))

    @property
    def stopped(self) -> set[str]:
        """Ids of the indicators that something is wrong with."""
        return {indicator.id for indicator, _ in self.failed}

    def require_any(self, nothing: str = "") -> None:
        """SourceChanged, with every reason, if no part was read; ``nothing`` is said where no reason is known."""
        if self.parts:
            return
        raise joined(reason for _, reason in self.failed) if self.failed else SourceChanged(nothing)
