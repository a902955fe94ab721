"""What a process knows of a store: its newest manifest that can be read, and what it has seen damaged."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from loaders.ground.errors import StoreDamaged
from loaders.store.damage import Damage, piece_of
from loaders.store.deltas import Stamp, stamp_of
from loaders.store.manifest import Manifest, gap_of, unknown_since
from loaders.store.manifest_files import COPIES, NAME, Loaded, load_manifest, read_copies

_Stamps = tuple[Stamp | None, ...]


class Watch:
    """Thread-safe: what it remembers is replaced, never changed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._loaded: tuple[_Stamps, Loaded] | None = None
        self._unreadable: tuple[_Stamps, StoreDamaged] | None = None
        self._found: dict[str, tuple[Stamp | None, Damage]] = {}
        self._missing: tuple[object, tuple[Damage, ...]] | None = None
        self._copied: tuple[_Stamps, tuple[Damage, ...]] | None = None
        self._folders: tuple[Manifest, tuple[Path, ...]] | None = None

    def manifest(self) -> Manifest:
        """The newest manifest that can be read; where all are damaged the one read before.

        StoreDamaged where none has ever been read, StoreError for one of a later program.
        """
        return self._load().manifest

    def damages(self) -> tuple[Damage, ...]:
        """See Store.damages."""
        try:
            loaded = self._load()
        except StoreDamaged as error:
            return (Damage(piece=error.piece, reason=error.reason),)
        found = (*loaded.damages, *self._copies(), *self._gone(loaded.manifest), *self._seen())
        return tuple({damage.piece: damage for damage in reversed(found)}.values())[::-1]

    @contextmanager
    def noticing(self, indicator_id: str) -> Iterator[None]:
        """Remember the damaged file that reading an indicator stops at."""
        try:
            yield
        except StoreDamaged as error:
            path = self._root.parent / error.piece
            if path.is_relative_to(self._root):
                damage = Damage(piece=error.piece, reason=error.reason, indicators=(indicator_id,))
                self._found[error.piece] = (_stamp(path), damage)
            raise

    def _load(self) -> Loaded:
        first = _stamp(self._root / NAME)
        known = self._loaded
        if known is not None and first is not None and known[0][0] == first and not known[1].damages:
            return known[1]
        stamps = (first, *(_stamp(self._root / name) for name in COPIES))
        if known is not None and known[0] == stamps and (first is not None or known[1].damages):
            return known[1]
        if self._unreadable is not None and self._unreadable[0] == stamps:
            error = self._unreadable[1]
            raise StoreDamaged(error.piece, error.reason)
        try:
            loaded = load_manifest(self._root, known[1].manifest if known is not None else None)
        except StoreDamaged as error:
            self._unreadable = (stamps, error)
            raise
        self._loaded = (stamps, loaded)
        return loaded

    def _copies(self) -> tuple[Damage, ...]:
        """Copies of the manifest that are damaged; read when one has changed."""
        stamps = tuple(_stamp(self._root / name) for name in COPIES)
        if self._copied is None or self._copied[0] != stamps:
            damaged = tuple(copy for _, copy in read_copies(self._root) if isinstance(copy, Damage))
            self._copied = (stamps, damaged)
        return self._copied[1]

    def _gone(self, manifest: Manifest) -> tuple[Damage, ...]:
        """Files that the manifest names and that are not there, and what is lost; looked for when a folder changed."""
        if self._folders is None or self._folders[0] is not manifest:
            self._folders = (manifest, tuple(self._root / id_ for id_ in manifest.histories))
        state = (manifest.version, tuple(map(_stamp, self._folders[1])))
        if self._missing is None or self._missing[0] != state:
            gone = list(_gaps(manifest))
            for id_, history in manifest.histories.items():
                files = {name for p in history.publications if (name := p.stored_in)}
                there = set()
                with suppress(OSError):
                    there = {f"{id_}/{path.name}" for path in (self._root / id_).iterdir()}
                for name in sorted(files - there):
                    piece = piece_of(self._root, self._root / name)
                    gone.append(Damage(piece=piece, reason="is missing", indicators=(id_,)))
            self._missing = (state, tuple(gone))
        return self._missing[1]

    def _seen(self) -> list[Damage]:
        """What was found damaged, as far as it has not been touched since."""
        for piece, (stamp, _) in list(self._found.items()):
            if _stamp(self._root.parent / piece) != stamp:
                self._found.pop(piece, None)
        return [damage for _, damage in list(self._found.values())]


def _gaps(manifest: Manifest) -> Iterator[Damage]:
    """Tables of which something was lost for good, until all of them has been fetched again."""
    for id_, history in manifest.histories.items():
        for table in dict.fromkeys(p.table for p in history.publications):
            gap = gap_of(history.counting(table))
            if gap is not None:
                yield Damage(piece=f"table {table} of {id_}", reason=unknown_since(gap), indicators=(id_,))


def _stamp(path: Path) -> Stamp | None:
    """What a file's status says; None where it has none."""
    try:
        return stamp_of(path)
    except OSError:
        return None
