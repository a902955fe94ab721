"""Reading the whole store: every manifest, every file's hash, every count."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.ground.errors import StoreDamaged
from loaders.ground.panel import Publication
from loaders.store.compaction.piece import as_piece, rows_of
from loaders.store.damage import Damage, piece_of
from loaders.store.deltas import read_delta
from loaders.store.manifest import Manifest, gap_of, unknown_since
from loaders.store.manifest_files import NAME, load_manifest, read_copies, read_manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was read of a store: whole manifests, whole files and the rows in them, and what is damaged.

    orphans: files that no manifest names; they are no damage and are moved aside at the next writing.
    """

    manifests: int = 0
    files: int = 0
    rows: int = 0
    damages: tuple[Damage, ...] = ()
    orphans: tuple[str, ...] = ()


def verify_store(root: Path) -> Verified:
    """Read all there is of a store. StoreError for one of a later program."""
    damages: list[Damage] = []
    manifests = 0
    try:
        read_manifest(root / NAME, piece_of(root, root / NAME))
        manifests += 1
    except StoreDamaged as error:
        damages.append(Damage(piece=error.piece, reason=error.reason, loses_figures=False))
    for _, copy in read_copies(root):
        if isinstance(copy, Damage):
            damages.append(copy)
        else:
            manifests += 1
    try:
        loaded = load_manifest(root)
    except StoreDamaged as error:
        damages = [Damage(piece=error.piece, reason=error.reason), *damages[1:]]
        return Verified(damages=tuple(damages), orphans=_orphans(root, Manifest()))
    if not manifests and not loaded.damages:
        return Verified()  # nothing was ever written
    damages = [*loaded.damages, *(one for one in damages if one.piece not in {d.piece for d in loaded.damages})]
    files = rows = 0
    for id_, history in loaded.manifest.histories.items():
        held: dict[str, list[Publication]] = {}
        for publication in history.publications:
            if name := publication.stored_in:
                held.setdefault(name, []).append(publication)
        for name, publications in held.items():
            try:
                rows += verify_file(root, name, publications)
                files += 1
            except StoreDamaged as error:
                damages.append(Damage(piece=error.piece, reason=error.reason, indicators=(id_,)))
        for table in dict.fromkeys(p.table for p in history.publications):
            gap = gap_of(history.counting(table))
            if gap is not None:
                damages.append(Damage(piece=f"table {table} of {id_}", reason=unknown_since(gap), indicators=(id_,)))
    orphans = _orphans(root, loaded.manifest)
    return Verified(manifests=manifests, files=files, rows=rows, damages=tuple(damages), orphans=orphans)


def verify_file(root: Path, name: str, publications: Sequence[Publication]) -> int:
    """Rows of a file, whose hash and rows are as stated. StoreDamaged if they are not.

    publications: those the manifest says it holds; of a merged file, the rows each changed are counted.
    """
    delta = read_delta(root, name)
    rows: int = delta.metadata.num_rows
    if not delta.merged:
        stated = sum(publication.rows for publication in publications)
        if rows != stated:
            raise StoreDamaged(delta.piece, f"has {rows} rows, and the manifest says {stated}")
        return rows
    counted = rows_of(as_piece(delta))
    for publication in publications:
        found = counted.get(str(publication.file), 0)
        if found != publication.rows:
            raise StoreDamaged(
                delta.piece, f"has {found} rows of {publication.file}, and the manifest says {publication.rows}"
            )
    return rows


def _orphans(root: Path, manifest: Manifest) -> tuple[str, ...]:
    there = {path.relative_to(root).as_posix() for path in root.glob("*/*.parquet")}
    return tuple(sorted(there - manifest.files()))
