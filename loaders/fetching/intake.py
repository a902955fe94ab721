"""From raw answers to the store: read, checked, compared. The same for what is fetched and what is read by hand."""

import logging
import threading
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from loaders.fetching import checks, known_totals
from loaders.fetching.revisions import Revision, RevisionRefused, Verdict, judged_together, measured
from loaders.ground import places
from loaders.ground.declarations import Indicator, PxQuery
from loaders.ground.errors import (
    NothingPublishedYet,
    SourceChanged,
    SourceError,
    StoreDamaged,
    StoreError,
    joined,
    misfits_of,
)
from loaders.ground.panel import PERIOD, REGION, Panel, Publication
from loaders.ground.raw import Raw
from loaders.planning.table_plans import Look, TablePlan, scope
from loaders.settings import Settings
from loaders.sources.protocol import Apart, Part, Reading, Source
from loaders.store import Changes, Delivery, Scope, Store
from loaders.store.snapshots import Keeper, Snapshots

_log = logging.getLogger(__name__)
_FEW = "OBS {id_}: filen ändrar {revised} av {touched} lagrade värden"
_ANOTHER = ". That is another series, unit or table, or a revision as large as one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One table's answer, read and checked, ready for the store. ``scopes`` belong to the reading's parts.

    updated: as the publisher states, else ``fetched``; known: since when what it does not date has been known here.
    revisions: of the indicators most of which would change, or have been refused, with what became of each. A person's
    file with one that is refused must not be written.
    """

    plan: TablePlan
    look: Look
    reading: Reading
    scopes: tuple[Scope, ...]
    updated: datetime
    known: datetime | None
    fetched: datetime
    synthetic: bool
    lacking: dict[str, checks.Lacking]
    remarks: tuple[str, ...]
    manual: bool = False
    by: str = ""
    revisions: tuple[Revision, ...] = ()

    @property
    def refused(self) -> tuple[Revision, ...]:
        """The revisions that nobody has accepted."""
        return tuple(revision for revision in self.revisions if revision.verdict is Verdict.REFUSED)


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
        self,
        source: Source,
        plan: TablePlan,
        look: Look,
        raws: Iterable[Raw],
        *,
        manual: bool = False,
        by: str = "",
        accepted: Collection[str] = (),
    ) -> Answered:
        """Keep the raw answers as they come, read them, and hold every panel against declaration and store.

        Raw answers that all came are kept even where they cannot be read. Nothing is stored. manual: a file a person
        gave, which may hold less than everything. accepted: ids of indicators of which a person has said that most may
        change. A fetch that changes the middle of an indicator's figures too far stops that indicator.
        """
        fetched = (self._moment or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
        reading, synthetic = self._kept_and_read(source, plan, look, raws, fetched, at_once=not manual)
        self.refuse_mixture(synthetic)
        for line in found_lines(reading):
            _log.info("%s: %s", plan.table, line)
        remarks, lacking, scopes, apart = list(reading.remarks), {}, list[Scope](), Apart()
        apart.failed += reading.failed
        revisions: list[Revision] = []
        for part in reading.parts:
            with apart.reading(part.indicator):
                part = trimmed(part) if manual else part
                remarks += checks.check(part.panel, part.indicator)
                remarks += () if synthetic else known_totals.against(part.panel, part.indicator)
                asked = part.scope or scope(part.panel.axes, part.query)
                stands = part.indicator.id in accepted
                revision = self._revision(part, None if manual else asked, stands)
                if revision.verdict is Verdict.REFUSED:
                    revisions.append(revision)
                    if manual:
                        continue
                    raise RevisionRefused(f"{revision.told}{_ANOTHER}", [revision])
                found = checks.against_stored(
                    part.panel, self._within(part, asked), part.indicator, part.query, accepted=stands
                )
                over = stands and found.share > checks.most_lacking(part.query)
                revisions.append(replace(revision, verdict=Verdict.ACCEPTED) if over else revision)
                if found.cells:
                    lacking[part.indicator.id] = found
                scopes.append(asked)
                apart.parts.append(part)
        if not manual:
            apart.failed += _not_answered(plan, apart)
        else:
            revisions = list(judged_together(revisions, Verdict.ACCEPTED if accepted else Verdict.REFUSED))
            remarks += [
                _FEW.format(id_=one.indicator_id, revised=one.revised, touched=one.touched)
                for one in revisions
                if one.is_notable and one.verdict is None
            ]
        told = tuple(revision for revision in revisions if revision.verdict is not None)
        if any(revision.verdict is Verdict.REFUSED for revision in told) and not manual and not apart.parts:
            reason = joined(reason for _, reason in apart.failed)
            raise RevisionRefused(str(reason), told, misfits_of([reason]))
        if not (manual and told):
            apart.require_any(f"{plan.table}: nothing that is declared was found in it")
        stated = self._stated(source, plan, look, reading)
        return Answered(
            plan=plan,
            look=look,
            reading=replace(reading, parts=tuple(apart.parts), failed=tuple(apart.failed)),
            scopes=tuple(scopes),
            updated=stated or fetched,
            known=None if stated else self._known(plan, look),
            fetched=fetched,
            synthetic=synthetic,
            lacking=lacking,
            remarks=tuple(remarks),
            manual=manual,
            by=by,
            revisions=told,
        )

    def _revision(self, part: Part, asked: Scope | None, accepted: bool) -> Revision:
        """What a part changes of what is stored, with what becomes of it where that is most. asked: None for a file."""
        indicator = part.indicator
        stored, first = self.before(indicator.id), self._examples(indicator)
        found = measured(part.panel, stored, indicator, part.query, asked=asked, first=first)
        large = found.revises_most or found.loses_much
        stops = large if asked is None else found.revises_most and found.is_moved
        if accepted and (stops or found.loses_much):
            return replace(found, verdict=Verdict.ACCEPTED)
        if stops:
            return replace(found, verdict=Verdict.REFUSED)
        return replace(found, verdict=Verdict.TOLD) if large else found

    def write(self, answered: Answered, query_hash: str) -> list[Changes]:
        """One manifest replacement for all the table's indicators."""
        delivery = Delivery(
            table=answered.plan.table,
            updated=answered.updated,
            known=answered.known,
            fetched=answered.fetched,
            synthetic=answered.synthetic,
            last_period=answered.reading.last_period or answered.look.last_period,
            query_hash=query_hash,
            fingerprint=answered.look.fingerprint,
            manual=answered.manual,
            by=answered.by,
        )
        accepted = {one.indicator_id for one in answered.revisions if one.verdict is Verdict.ACCEPTED}
        who = self.settings.who(answered.by) if accepted else ""
        with self._writing, self.store.writing() as writer:
            changes = [
                writer.add(
                    part.indicator.id,
                    part.panel,
                    replace(delivery, accepted_by=who if part.indicator.id in accepted else ""),
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

    def _kept_and_read(
        self, source: Source, plan: TablePlan, look: Look, raws: Iterable[Raw], fetched: datetime, *, at_once: bool
    ) -> tuple[Reading, bool]:
        """What the raw answers say, and whether any is made up. Kept as they come, also where they cannot be read."""
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
                reading = source.read(plan, self._passing(stream, keeper, seen, at_once=at_once), before=self.before)
            except SourceError as error:
                if not stream.ended:
                    raise
                failure = error  # all is there and stays, to be read when the reader has been mended
        if failure is not None:
            raise failure
        return reading, any(raw.synthetic for raw in seen)

    def _passing(self, raws: Iterable[Raw], keeper: Keeper, seen: list[Raw], *, at_once: bool) -> Iterator[Raw]:
        """The raw answers, each kept before it is read; at_once: a first one of the wrong kind ends the download."""
        for raw in raws:
            seen.append(replace(raw, body=b""))
            if at_once and len(seen) == 1:
                self.refuse_mixture(raw.synthetic)
            if raw.on_disk and raw.path is not None:
                keeper.add_file(raw.path, raw.name, raw.event)
            elif raw.metadata:
                keeper.add_metadata(raw.body, raw.name)
            else:
                keeper.add(raw.body, raw.name, raw.event)
            yield raw

    @staticmethod
    def _stated(source: Source, plan: TablePlan, look: Look, reading: Reading) -> datetime | None:
        """When the publisher says that it published; None where it says nothing, SourceChanged where it always has."""
        stated = max((moment for moment in (look.updated, reading.updated) if moment), default=None)
        if stated is None and source.states_updates:
            raise SourceChanged(f"table {plan.table} no longer says when it was updated")
        return stated

    def _known(self, plan: TablePlan, look: Look) -> datetime | None:
        """Since when the same content, read otherwise, has been known; None where it is new."""
        last = self.latest(plan)
        is_same = last is not None and bool(look.fingerprint) and last.fingerprint == look.fingerprint
        return last.published if last is not None and is_same else None

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


def _not_answered(plan: TablePlan, apart: Apart) -> Iterator[tuple[Indicator, SourceError]]:
    """Indicators of a table that its whole answer tells nothing of, those apart that are asked for only if there."""
    answered = {part.indicator.id for part in apart.parts} | apart.stopped
    answered |= {indicator.id for indicator, query in plan.parts if isinstance(query, PxQuery) and query.optional}
    for indicator in {indicator.id: indicator for indicator, _ in plan.parts if indicator.id not in answered}.values():
        yield indicator, SourceChanged(f"{plan.table} no longer has anything that is declared for {indicator.id}")


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
