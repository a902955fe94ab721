"""Writer: adding publications to the store under its lock."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import filelock
import numpy as np

from loaders.ground.clock import utc
from loaders.ground.declarations import Status
from loaders.ground.errors import StoreDamaged, StoreError
from loaders.ground.files import TEMPORARY, disk_fault, take_away
from loaders.ground.panel import PERIOD, REGION, Panel, Publication
from loaders.store.changes import Changes, Scope, compare
from loaders.store.damage import move_aside
from loaders.store.deltas import write_delta
from loaders.store.history import lay
from loaders.store.manifest import History, Manifest, gap_of
from loaders.store.manifest_files import NAME, load_manifest, write_manifest

LOCK = ".lock"
PATIENCE = 300
"""Seconds a writer waits for another one."""
REPAIR_FIRST = (
    "nothing is written, since what was published last would be hidden: run `lanspuls repair`, which puts the store in "
    "order from what there is and says what is lacking"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One table as it was delivered: what the publications of all its indicators share.

    updated: as the publisher states, else the moment of fetching; an earlier one than last time is kept but does not
    change the order. known: since when the same content has been known, where no moment is stated and it came before.
    last_period, query_hash, fingerprint: for the next change test. manual, by, accepted_by: as in Publication. The
    moments need a time zone.
    """

    table: str
    updated: datetime
    fetched: datetime
    synthetic: bool
    last_period: str = ""
    query_hash: str = ""
    fingerprint: str = ""
    manual: bool = False
    by: str = ""
    accepted_by: str = ""
    known: datetime | None = None


class Writer:
    """Adds publications; made by Store.writing(), usable inside its block only."""

    def __init__(self, root: Path, manifest: Manifest) -> None:
        self._root = root
        self.manifest = manifest

    def add(
        self,
        indicator_id: str,
        panel: Panel,
        delivery: Delivery,
        *,
        scope: Scope,
        marks: tuple[Status, ...] = (),
        examples_first: Mapping[str, str | tuple[str, ...]] | None = None,
    ) -> Changes:
        """Compare a table's answer with what is stored of the same table and keep the differences.

        panel: own dimensions in key order, region_code, period, in any order of codes; NaN exactly where the status
        is a reason for absence. scope: what was *requested*. Inside it, a stored cell the panel lacks becomes
        withdrawn; a cell that never had a row becomes missing if the answer reaches over its period. Outside it, and
        in other tables, lacking means nothing. marks: statuses of the whole table, not kept per row.
        examples_first: the codes (say, the default slice and the home county) whose cells the report wants as
        examples.

        A new ``updated`` without a changed cell enters the manifest without a file. If ``updated``, marks, last
        period, query, fingerprint and origin are those of the last publication and no cell differs, nothing is written.

        Raises StoreError if made-up figures meet real ones, or the dimensions are not those stored; ValueError for
        a moment without time zone.
        """
        self._check(indicator_id, panel, delivery.synthetic)
        dimensions = tuple(panel.axes)[:-2]
        history = self.manifest.histories.get(indicator_id, History(dimensions))
        earlier = history.counting(delivery.table)
        old = lay(self._root, dimensions, earlier, {})
        to_store, changed, counts = compare(old, panel, scope, examples_first or {})
        is_whole = gap_of(earlier) is not None
        if is_whole:  # what is stored of the table is not what it was: every cell is written
            changed = to_store.has_row
            counts["rows"] = int(np.count_nonzero(changed))
        last = earlier[-1] if earlier else None
        before = history.of_table(delivery.table)
        stated = utc(delivery.updated)
        since = utc(delivery.known or stated)
        publication = Publication(
            table=delivery.table,
            published=max(since, before[-1].published) if before else since,
            fetched=utc(delivery.fetched),
            updated=stated,
            marks=tuple(marks),
            synthetic=delivery.synthetic,
            last_period=delivery.last_period,
            query_hash=delivery.query_hash,
            rows=counts["rows"],
            fingerprint=delivery.fingerprint,
            manual=delivery.manual,
            by=delivery.by,
            whole=is_whole,
            accepted_by=delivery.accepted_by,
        )
        if last and not counts["rows"] and _told(last) == _told(publication):
            return Changes(indicator_id=indicator_id, table=delivery.table, publication=None, **counts)
        if counts["rows"]:
            with disk_errors():
                name = write_delta(self._root, indicator_id, to_store, changed, publication)
            publication = replace(publication, file=name)
        self.manifest = self.manifest.with_publication(indicator_id, dimensions, publication)
        return Changes(indicator_id=indicator_id, table=delivery.table, publication=publication, **counts)

    def undo(self, indicator_id: str, table: str, moment: datetime, *, by: str = "") -> Publication:
        """Take the newest publication by hand of a table back: one publication more, after which neither counts.

        moment: when it is taken back; before it, readers of an earlier day see what was known then. The publication
        that was taken back is returned. StoreError if the newest that counts was not read by hand.
        """
        history = self.manifest.histories.get(indicator_id)
        kept = history.counting(table) if history else ()
        if history is None or not kept or not kept[-1].manual:
            raise StoreError(f"the newest publication of '{indicator_id}' from table {table} was not read in by hand")
        undone, when = kept[-1], utc(moment)
        publication = Publication(
            table=table,
            published=max(when, history.of_table(table)[-1].published),
            fetched=when,
            updated=when,
            synthetic=undone.synthetic,
            by=by,
            undoes=True,
        )
        self.manifest = self.manifest.with_publication(indicator_id, history.dimensions, publication)
        return undone

    def _check(self, indicator_id: str, panel: Panel, synthetic: bool) -> None:
        names = tuple(panel.axes)
        if names[-2:] != (REGION, PERIOD):
            raise StoreError(
                f"the axes of '{indicator_id}' must end in {REGION}, {PERIOD}; they are {', '.join(names)}"
            )
        stored = self.manifest.histories.get(indicator_id)
        if stored and stored.dimensions != names[:-2]:
            raise StoreError(
                f"'{indicator_id}' is stored with dimensions {stored.dimensions}, not {names[:-2]}: "
                "give the changed indicator a new id; what is stored stays under the old one"
            )
        if self.manifest.synthetic is not None and self.manifest.synthetic != synthetic:
            here, new = ("made-up", "real") if self.manifest.synthetic else ("real", "made-up")
            raise StoreError(
                f"the store holds {here} figures and must not be mixed with {new} ones: "
                "point LANSPULS_DATA (or `data` in lanspuls.toml) at another folder"
            )


@contextmanager
def writing(root: Path, level: int = logging.WARNING) -> Iterator[Writer]:
    """See Store.writing. level: the log's for files that nothing names any more, which are moved aside first."""
    lock = filelock.FileLock(root / LOCK, timeout=PATIENCE)
    with disk_errors():
        root.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    try:
        with disk_errors():
            loaded = load_manifest(root)
            if not loaded.is_newest:
                raise StoreDamaged(
                    ", ".join(damage.piece for damage in loaded.damages),
                    "cannot be read, and the manifest that can is an earlier one",
                    REPAIR_FIRST,
                )
            before = loaded.manifest
            if not before.version and not (root / NAME).exists():
                write_manifest(root, before)  # figures without any manifest are a store that has lost it
            _sweep(root, before, level)
        writer = Writer(root, before)
        yield writer
        if writer.manifest is not before:
            with disk_errors():
                write_manifest(root, writer.manifest)
    finally:
        lock.release()


@contextmanager
def disk_errors() -> Iterator[None]:
    """What a disk or another program does to a writer, as StoreError."""
    try:
        yield
    except filelock.Timeout as error:
        raise StoreError(
            f"another program has been writing to the store for {PATIENCE} seconds: "
            "wait for it or end it, then try again"
        ) from error
    except OSError as error:
        raise disk_fault("the store cannot be written", "Historiken går inte att skriva", error) from error


def _told(publication: Publication) -> tuple[object, ...]:
    """What two publications without changed cells must share to be the same one."""
    p = publication
    return (
        p.updated if p.is_stated else p.published,
        p.marks,
        p.last_period,
        p.query_hash,
        p.fingerprint,
        p.manual,
        p.by,
    )


def _sweep(root: Path, manifest: Manifest, level: int) -> None:
    """Move aside what killed writers left behind, and remove files they had not finished.

    Under the lock, no other writer has unfinished files; and what the manifest calls an orphan is one, since
    load_manifest never takes a lost manifest for an empty one.
    """
    named = manifest.files()
    for path in root.glob("*/*.parquet"):
        if path.relative_to(root).as_posix() not in named:
            move_aside(root, path, level)
    for path in (*root.glob(f"{TEMPORARY}*"), *root.glob(f"*/{TEMPORARY}*")):
        take_away(path)
