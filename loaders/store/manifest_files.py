"""The manifest on disk: ``manifest.json``, a copy of it beside it, and the two manifests before.

    manifest.json       the one that counts
    manifest.1.json     the same
    manifest.2.json     the one before
    manifest.3.json     the one before that

Whatever becomes of one of them, the others tell the same story up to their day. A store with Parquet files and no
manifest is a damaged store, never an empty one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.ground.errors import StoreDamaged, StoreError
from loaders.ground.files import put_in_place, write_atomically
from loaders.store.damage import Damage, move_aside, piece_of, told_as_damage
from loaders.store.manifest import Manifest, checked, parse, serialised

NAME = "manifest.json"
COPIES = ("manifest.1.json", "manifest.2.json", "manifest.3.json")
"""Newest first. The first is written before ``manifest.json`` is, with the same content."""
_GONE = "is missing, though there are figures in the folder"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A manifest as it could be read, and the manifests that could not. is_newest: nothing newer can have been lost."""

    manifest: Manifest
    damages: tuple[Damage, ...] = ()
    is_newest: bool = True


def load_manifest(root: Path, remembered: Manifest | None = None) -> Loaded:
    """The manifest of a store, or the newest of its copies and what is remembered of it where it is damaged or gone.

    An empty one for a folder without figures. StoreDamaged where there are figures and no manifest that can be read.
    """
    piece = piece_of(root, root / NAME)
    try:
        return Loaded(read_manifest(root / NAME, piece))
    except StoreDamaged as error:
        damage = Damage(piece=error.piece, reason=error.reason, loses_figures=False)
        is_there = not isinstance(error.__cause__, FileNotFoundError)
    copies = dict(read_copies(root))
    if remembered is not None and not remembered.version:
        remembered = None
    if not is_there and remembered is None and not copies and not has_figures(root):
        return Loaded(Manifest())
    if not is_there:
        damage = replace(damage, reason=_GONE)
    readable = [(copy, name == COPIES[0]) for name, copy in copies.items() if isinstance(copy, Manifest)]
    if remembered is not None:
        readable.append((remembered, True))
    if not readable:
        raise StoreDamaged(damage.piece, f"{damage.reason}, and no copy of it can be read")
    newest, is_newest = max(readable, key=lambda one: one[0].length())
    also = tuple(copy for copy in copies.values() if isinstance(copy, Damage))
    return Loaded(newest, (replace(damage, loses_figures=not is_newest), *also), is_newest)


def read_manifest(path: Path, piece: str) -> Manifest:
    """One manifest file. StoreDamaged if it is gone or damaged, StoreError if a later program wrote it."""
    with told_as_damage(piece):
        content = path.read_bytes()
    return parse(content, piece)


def read_copies(root: Path) -> Iterator[tuple[str, Manifest | Damage]]:
    """The copies there are by name, newest first; damaged ones as what is wrong with them."""
    for name in COPIES:
        piece = piece_of(root, root / name)
        try:
            yield name, read_manifest(root / name, piece)
        except StoreDamaged as error:
            if not isinstance(error.__cause__, FileNotFoundError):
                yield name, Damage(piece=piece, reason=error.reason, loses_figures=False)


def has_figures(root: Path) -> bool:
    """Whether any Parquet file lies where those of indicators do."""
    return any(True for _ in root.glob("*/*.parquet"))


def write_manifest(root: Path, manifest: Manifest) -> None:
    """Replace the manifest atomically, its copies first. Only under the store's lock. OSError.

    A manifest or copy that is damaged is moved aside and not written over.
    """
    for name in (NAME, *COPIES):
        path = root / name
        try:
            with told_as_damage(name):
                checked(path.read_bytes(), name)
        except StoreError as error:
            if not isinstance(error.__cause__, FileNotFoundError):
                move_aside(root, path)
    content = serialised(manifest)
    for older, newer in zip(reversed(COPIES), reversed(COPIES[:-1]), strict=False):
        if (root / newer).exists():
            put_in_place(root / newer, root / older)
    write_atomically(root / COPIES[0], content)
    write_atomically(root / NAME, content)
