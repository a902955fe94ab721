"""From raw answers to the store: read, checked, compared. The same for what is fetched and what is read by hand."""

import logging
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from loaders.fetching import checks
from loaders.ground import places
from loaders.ground.declarations import Indicator
from loaders.ground.errors import NothingPublishedYet, SourceChanged, SourceError, StoreDamaged, StoreError
from loaders.ground.panel import PERIOD, REGION, Panel, Publication
from loaders.ground.raw import Raw
from loaders.planning.table_plans import Look, TablePlan, scope
from loaders.settings import Settings
from loaders.sources.protocol import Part, Reading, Source
from loaders.store import Changes, Delivery, Scope, Store
from loaders.store.snapshots import Keeper, Snapshots

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One table's answer, read and checked, ready for the store. ``scopes`` belong to the reading's parts."""

    plan: TablePlan
    look: Look
    reading: Reading
    scopes: tuple[Scope, ...]
    updated: datetime
    fetched: datetime
    synthetic: bool
    lacking: dict[str, checks.Lacking]
    remarks: tuple[str, ...]
    manual: bool = False
    by: str = ""


class Intake:
    """What all tables of one fetch or import go through. Thread-safe: sources answer side by side, writes wait.

    moment: what is taken in is stamped as fetched then, if not when it comes.
    """

    def __init__(self, settings: Settings, moment: datetime | None = None) -> None:
        self.settings = settings
        self._moment = moment
        self.store = Store(settings.store_dir)
        self._snapshots = Snapshots(settings.raw_dir, settings.snapshots_kept)
        self._writing = threading.Lock()
        self.synthetic = self.store.synthetic

    def before(self, indicator_id: str) -> Panel | None:
        """What is stored of an indicator, None if nothing is."""
        try:
            return self.store.read(indicator_id)
        except NothingPublishedYet:
            return None
        except StoreDamaged:
            if self.store.edition().has_gap(indicator_id):
                return None  # all of it is asked for again
            raise

    def answer(
        self, source: Source, plan: TablePlan, look: Look, raws: Iterable[Raw], *, manual: bool = False, by: str = ""
    ) -> Answered:
        """Keep the raw answers as they come, read them, and hold every panel against declaration and store.

        Raw answers that all came are kept even where they cannot be read. Nothing is stored. manual: a file a person
        gave, which may hold less than everything.
        """
        fetched = (self._moment or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
        seen: list[Raw] = []
        stream = _Stream(raws)
        failure = None
        with self._snapshots.keeping(
            plan.source,
            plan.table,
            url=look.url,
            query_hash=plan.query_hash,
            fetched=fetched,
            updated=look.updated or fetched,
            kept=source.info.snapshots,
        ) as keeper:
            try:
                reading = source.read(plan, self._passing(stream, keeper, seen, at_once=not manual), before=self.before)
            except SourceError as error:
                if not stream.ended:
                    raise
                failure = error  # all is there and stays, to be read when the reader has been mended
        if failure is not None:
            raise failure
        synthetic = any(raw.synthetic for raw in seen)
        self.refuse_mixture(synthetic)
        for line in found_lines(reading):
            _log.info("%s: %s", plan.table, line)
        parts = tuple(trimmed(part) for part in reading.parts) if manual else reading.parts
        if not parts and not reading.failed:
            raise SourceChanged(f"{plan.table}: nothing that is declared was found in it")
        remarks, lacking, scopes = list(reading.remarks), {}, []
        for part in parts:
            remarks += checks.check(part.panel, part.indicator)
            asked = part.scope or scope(part.panel.axes, part.query)
            found = checks.against_stored(part.panel, self._within(part, asked), part.indicator, part.query)
            if found.cells:
                lacking[part.indicator.id] = found
            scopes.append(asked)
        return Answered(
            plan=plan,
            look=look,
            reading=replace(reading, parts=parts),
            scopes=tuple(scopes),
            updated=self._updated(source, plan, look, reading, fetched),
            fetched=fetched,
            synthetic=synthetic,
            lacking=lacking,
            remarks=tuple(remarks),
            manual=manual,
            by=by,
        )

    def write(self, answered: Answered, query_hash: str) -> list[Changes]:
        """One manifest replacement for all the table's indicators."""
        delivery = Delivery(
            table=answered.plan.table,
            updated=answered.updated,
            fetched=answered.fetched,
            synthetic=answered.synthetic,
            last_period=answered.reading.last_period or answered.look.last_period,
            query_hash=query_hash,
            fingerprint=answered.look.fingerprint,
            manual=answered.manual,
            by=answered.by,
        )
        with self._writing, self.store.writing() as writer:
            changes = [
                writer.add(
                    part.indicator.id,
                    part.panel,
                    delivery,
                    scope=asked,
                    marks=part.indicator.marks_of(delivery.table),
                    examples_first=self._examples(part.indicator),
                )
                for part, asked in zip(answered.reading.parts, answered.scopes, strict=True)
            ]
            self.synthetic = answered.synthetic
        return changes

    def latest(self, plan: TablePlan) -> Publication | None:
        """The newest publication of a table, whichever of its indicators has it."""
        stored = [last for id_ in plan.indicators if (last := self.store.latest(id_, plan.table))]
        return max(stored, key=lambda publication: (publication.published, publication.fetched), default=None)

    def refuse_mixture(self, synthetic: bool) -> None:
        """StoreError if the store holds made-up figures and these are real, or the other way round."""
        held = self.store.synthetic
        if held is not None and held != synthetic:
            raise StoreError(
                "the store holds made-up figures and the publisher gives real ones, or the other way round: "
                "point LANSPULS_DATA (or `data` in lanspuls.toml) at another folder"
            )

    def _passing(self, raws: Iterable[Raw], keeper: Keeper, seen: list[Raw], *, at_once: bool) -> Iterator[Raw]:
        """The raw answers, each kept before it is read; at_once: a first one of the wrong kind ends the download."""
        for raw in raws:
            seen.append(replace(raw, body=b""))
            if at_once and len(seen) == 1:
                self.refuse_mixture(raw.synthetic)
            if raw.metadata:
                keeper.add_metadata(raw.body, raw.name)
            else:
                keeper.add(raw.body, raw.name, raw.event)
            yield raw

    def _updated(self, source: Source, plan: TablePlan, look: Look, reading: Reading, fetched: datetime) -> datetime:
        stated = max((moment for moment in (look.updated, reading.updated) if moment), default=None)
        if stated is not None:
            return stated
        if source.states_updates:
            raise SourceChanged(f"table {plan.table} no longer says when it was updated")
        last = self.latest(plan)
        if last is not None and look.fingerprint and last.fingerprint == look.fingerprint:
            return last.updated
        return fetched

    def _within(self, part: Part, asked: Scope) -> Panel | None:
        """What is stored of an indicator in the periods that were asked for."""
        stored = self.before(part.indicator.id)
        if stored is None:
            return None
        return stored.take(**{PERIOD: tuple(p for p in stored.axes[PERIOD] if asked.holds_period(p))})

    def _examples(self, indicator: Indicator) -> dict[str, str | tuple[str, ...]]:
        """The cells a reader of the report knows: the default slice in the home county."""
        county = self.settings.county
        home = (county, *(place.code for place in places.municipalities(county)))
        own = {name: value for name, value in indicator.default_slice.items() if value != "newest"}
        return {**own, REGION: home}


class _Stream:
    """Raw answers that remember whether they all came."""

    def __init__(self, raws: Iterable[Raw]) -> None:
        self._raws = raws
        self.ended = False

    def __iter__(self) -> Iterator[Raw]:
        yield from self._raws
        self.ended = True


def found_lines(reading: Reading) -> Iterator[str]:
    """One line for every field or code that was found by a pattern or taken by elimination."""
    for row in reading.found:
        if row.declared and not row.verified:
            yield f"{row.variable} /{row.declared}/ → {row.code or 'elimination'} ({row.label})"


def trimmed(part: Part) -> Part:
    """What a person's file holds, and that as all that was asked for: it may be an extract."""
    panel = part.panel
    has_row = panel.has_row
    chosen: dict[str, str | tuple[str, ...]] = {}
    for dimension, (name, codes) in enumerate(panel.axes.items()):
        rest = tuple(n for n in range(has_row.ndim) if n != dimension)
        at = np.flatnonzero(has_row.any(axis=rest))
        if not at.size:
            raise SourceChanged(f"{part.indicator.id}: the file holds nothing of what is declared")
        chosen[name] = codes[at[0] : at[-1] + 1] if name == PERIOD else tuple(codes[n] for n in at)
    panel = panel.take(**chosen)
    held = {name: codes for name, codes in panel.axes.items() if name != PERIOD}
    return replace(part, panel=panel, scope=Scope(held, panel.axes[PERIOD][0], panel.axes[PERIOD][-1]))
