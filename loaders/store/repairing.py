"""Putting a damaged store in order: manifests from their copies and from the files, and what is lost marked as that.

What a file held is rebuilt elsewhere, from raw answers (loaders/fetching/repair.py); here is what needs none.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import filelock
import pyarrow.parquet as pq

from loaders.ground.errors import StoreDamaged, StoreError
from loaders.ground.panel import PERIOD, REGION, Publication
from loaders.store.compaction.piece import as_piece
from loaders.store.damage import Damage, told_as_damage
from loaders.store.deltas import Delta, read_delta
from loaders.store.manifest import History, Manifest, read_publication
from loaders.store.manifest_files import load_manifest, write_manifest
from loaders.store.writing import LOCK, PATIENCE, disk_errors


class Repair:
    """A store under its lock while it is put in order; ``manifest`` is what is known of it, written at the end.

    damages: the manifests that could not be read. adopted: files that no manifest that can be read names, and that are
    in it again. strangers: files of which that could not be told, each with why.
    """

    def __init__(self, root: Path, manifest: Manifest, damages: tuple[Damage, ...]) -> None:
        self.root = root
        self.manifest = manifest
        self.damages = damages
        self.adopted: list[str] = []
        self.strangers: list[str] = []

    def change(self, indicator_id: str, before: Publication, after: Publication) -> None:
        """Put one publication in the place of another."""
        history = self.manifest.histories[indicator_id]
        publications = tuple(after if one is before else one for one in history.publications)
        histories = {**self.manifest.histories, indicator_id: replace(history, publications=publications)}
        self.manifest = replace(self.manifest, histories=histories)

    def adopt(self) -> None:
        """Take files that no manifest names up again, each as the publication it says that it is."""
        named = self.manifest.files()
        for path in sorted(self.root.glob("*/*.parquet")):
            name = path.relative_to(self.root).as_posix()
            if name in named:
                continue
            try:
                delta = read_delta(self.root, name)
                self._take_up(name, delta, _publications(self.root, name, delta, self.manifest.synthetic))
            except StoreError as error:
                self.strangers.append(str(error))

    def _take_up(self, name: str, delta: Delta, publications: Sequence[Publication]) -> None:
        id_ = name.partition("/")[0]
        dimensions = tuple(axis for axis in delta.axes if axis not in (REGION, PERIOD))
        synthetic = publications[0].synthetic
        if self.manifest.synthetic not in (None, synthetic):
            raise StoreDamaged(delta.piece, "holds made-up figures among real ones, or the other way round")
        history = self.manifest.histories.get(id_, History(dimensions))
        taken = {publication.file for publication in publications}  # in a file of their own, or an earlier merged one
        others = (one for one in history.publications if one.file is None or one.file not in taken)
        ordered = sorted((*others, *publications), key=_moments)
        histories = {**self.manifest.histories, id_: replace(history, publications=tuple(ordered))}
        self.manifest = replace(self.manifest, synthetic=synthetic, histories=histories)
        self.adopted.append(name)


def _moments(publication: Publication) -> tuple[datetime, datetime, str]:
    return publication.published, publication.fetched, publication.table


def _publications(root: Path, name: str, delta: Delta, synthetic: bool | None) -> tuple[Publication, ...]:
    """The publications that a file holds; those of a merged one as it states them."""
    if not delta.merged:
        return (_publication(root, name, delta, synthetic),)
    with told_as_damage(delta.piece):
        return tuple(
            replace(read_publication(one, bool(one["synthetic"])), piece=name) for one in as_piece(delta).stated
        )


def _publication(root: Path, name: str, delta: Delta, synthetic: bool | None) -> Publication:
    """The publication that a file is: as it states itself, or as its rows tell in files of earlier programs."""
    rows = delta.metadata.num_rows
    with told_as_damage(delta.piece):
        if delta.stated:
            return replace(read_publication(delta.stated, bool(delta.stated["synthetic"])), file=name, rows=rows)
        first = pq.read_table(root / name, columns=["table", "published", "fetched"]).slice(0, 1).to_pylist()[0]
    if synthetic is None:
        raise StoreDamaged(delta.piece, "does not say whether its figures are made up, and no manifest does")
    published, fetched = first["published"], first["fetched"]
    return Publication(
        table=first["table"], published=published, fetched=fetched, updated=published, file=name, synthetic=synthetic,
        rows=rows,
    )  # fmt: skip


@contextmanager
def repairing(root: Path) -> Iterator[Repair]:
    """The store under its lock with the longest manifest there is, written when the block ends. StoreError."""
    lock = filelock.FileLock(root / LOCK, timeout=PATIENCE)
    with disk_errors():
        root.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    try:
        try:
            loaded = load_manifest(root)
            repair = Repair(root, loaded.manifest, loaded.damages)
            if not loaded.is_newest:
                repair.adopt()
        except StoreDamaged as error:
            repair = Repair(root, Manifest(), (Damage(piece=error.piece, reason=error.reason),))
            repair.adopt()
        before = repair.manifest
        yield repair
        if repair.damages or repair.adopted or repair.manifest is not before:
            with disk_errors():
                write_manifest(root, repair.manifest)
    finally:
        lock.release()
