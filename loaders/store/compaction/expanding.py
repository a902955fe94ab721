"""The way back: publications of merged files in files of their own again; and the store's format, one up or down."""

import logging
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.ground.errors import StoreDamaged
from loaders.ground.files import put_in_place
from loaders.ground.panel import Publication
from loaders.store.compaction.piece import open_piece, panel_of
from loaders.store.damage import ASIDE, keep_aside
from loaders.store.deltas import read_delta, write_delta
from loaders.store.manifest import READS, Manifest
from loaders.store.manifest_files import NAME, write_manifest
from loaders.store.writing import disk_errors, writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A store's format before and after; kept: where its manifest of before lies now, "" where nothing was changed."""

    before: int
    after: int
    kept: str = ""


def move_format(root: Path, schema: int) -> Moved:
    """Write the store in another format that this program knows, under its lock and with one manifest replacement.

    A copy of the manifest before is kept aside. To a format without merged files every publication is given its own
    file again. StoreDamaged, with nothing changed, where one of them cannot be read; StoreError as Store.writing.
    """
    if schema not in READS:
        raise ValueError(f"there is no format {schema}")
    with writing(root) as writer:
        before = writer.manifest
        if before.schema == schema:
            return Moved(before=schema, after=schema)
        manifest = _without_pieces(root, before) if schema == READS[0] else before
        with disk_errors():
            kept = keep_aside(root, root / NAME) if (root / NAME).exists() else None
            write_manifest(root, replace(manifest, schema=schema, version=""))
    with writing(root, logging.INFO):
        pass  # merged files that nothing names any more are moved aside
    return Moved(before=before.schema, after=schema, kept="" if kept is None else kept.relative_to(root).as_posix())


def _without_pieces(root: Path, manifest: Manifest) -> Manifest:
    histories = {
        id_: replace(history, publications=tuple(alone(root, id_, one) for one in history.publications))
        for id_, history in manifest.histories.items()
    }
    return replace(manifest, histories=histories)


def alone(root: Path, indicator_id: str, publication: Publication) -> Publication:
    """The publication with its rows in a file of its own: the one it was written in first, or one made anew.

    StoreDamaged if neither that file nor the merged one is whole. A publication without rows, or with its own file, is
    given back as it is.
    """
    if not publication.piece or not publication.stored_in:
        return publication
    if taken_back(root, str(publication.file)):
        return replace(publication, piece="")
    piece = open_piece(root, publication.piece)
    panel = panel_of(piece, piece.files.index(str(publication.file)))
    bare = replace(publication, piece="")
    with disk_errors():
        return replace(bare, file=write_delta(root, indicator_id, panel, panel.has_row, bare))


def taken_back(root: Path, name: str) -> bool:
    """Whether a file that was moved aside, or never left, stands whole under its name again."""
    for path in (root / name, *sorted(root.glob(f"{ASIDE}/*/{name}"))):
        try:
            read_delta(root, path.relative_to(root).as_posix())
        except StoreDamaged:
            continue
        if path != root / name:
            with disk_errors():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                put_in_place(path, root / name)
        return True
    return False
