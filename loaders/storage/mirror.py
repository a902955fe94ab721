"""A machine that shows: a copy of the newest version in a folder of its own, which can be thrown away at any time.

    <copy>/served/             the data folder that pages read
    <copy>/served/.mirror.json see mirror_state.py
    <copy>/served.json         the version it holds: its files, and those to be removed with the next one
    <copy>/next.json           the version that is being put in place, all of whose pieces lie in coming/
    <copy>/coming/             pieces on their way in

A version is put in place when all its pieces have come and have their hashes. Where that is ended in the middle, the
next start goes on with it, whether or not the place answers: what is shown is one version whole, or the next one.
"""

import logging
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import filelock
import orjson

from loaders.ground.errors import StorageUnreachable, StoreDamaged, StoreError
from loaders.ground.files import take_away, write_atomically
from loaders.settings import SERVED
from loaders.storage import pieces, tree
from loaders.storage.mirror_state import LOOKED, MirrorState, keep_state, mirror_state
from loaders.storage.pieces import disk_told
from loaders.storage.place import Storage
from loaders.storage.versions import (
    Files,
    Version,
    files_of,
    newest_number,
    parse,
    read_version,
    require_known,
    serialised,
)

LONGEST_PAUSE_SECONDS = 60.0
"""Between looks at a place that does not answer."""
_RECORD, _NEXT, _COMING, _LOCK = "served.json", "next.json", "coming", ".served.lock"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Held:
    number: int = 0
    made: datetime | None = None
    files: Files = field(default_factory=dict)
    leaving: tuple[str, ...] = ()


class Mirror:
    """The copy below ``copy`` of what lies at ``storage``. Several processes may share one: one of them refreshes."""

    def __init__(self, storage: Storage, copy: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.storage = storage
        self.copy = copy
        self.folder = copy / SERVED
        self._now = now
        self._is_checked = False

    @property
    def state(self) -> MirrorState | None:
        """What it shows and what is wrong; None before the first refresh."""
        return mirror_state(self.folder)

    def refresh(self) -> MirrorState | None:
        """Show the newest version, or go on with the one there is; what is shown, and what is wrong.

        None where another process of this machine is refreshing. StoreError where nothing is shown yet and nothing
        could be had: there is no copy to go on with.
        """
        with disk_told():
            self.folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.copy / _LOCK)
        try:
            lock.acquire(blocking=False)
        except filelock.Timeout:
            return None
        try:
            return self._refresh()
        finally:
            lock.release()

    def _refresh(self) -> MirrorState:
        fault: StoreError | None = None
        held = self._finished()
        try:
            with disk_told():
                if not self._is_checked:
                    require_known(self.storage, held.number)
                    held = self._mended(held)
                    self._is_checked = True
                number = newest_number(self.storage, held.number)
                if number > held.number:
                    held = self._next(held, read_version(self.storage, number))
                (self.folder / LOOKED).touch()
        except StoreError as error:
            fault = error
            if not isinstance(error, StorageUnreachable):
                with disk_told():
                    (self.folder / LOOKED).touch()
        before = self.state
        if fault is not None and before is None and not held.number:
            raise fault
        told = str(fault) if fault is not None else ""
        since = None if fault is None else self._now()
        if before is not None and before.fault and fault is not None:
            since = before.since
        state = MirrorState(address=self.storage.address, number=held.number, made=held.made, fault=told, since=since)
        if before is None or replace(before, looked=None) != state:
            with disk_told():
                keep_state(self.folder, state)
        if fault is not None and (before is None or before.fault != told):
            _log.warning("version %d stays in use: %s", held.number, told)
        elif before is not None and before.fault and fault is None:
            _log.warning("%s answers again, version %d is shown", self.storage.address, held.number)
        return self.state or state

    def _next(self, held: _Held, version: Version) -> _Held:
        """Fetch what is new of a version, and put it in place. StoreError for a piece that is gone or damaged."""
        wanted = {path: file for path, file in version.files.items() if tree.is_shown(path)}
        new = [file for path, file in wanted.items() if held.files.get(path) != file]
        damages = pieces.fetch(self.storage, new, self.copy / _COMING)
        if damages:
            raise damages[0]
        shown = replace(version, files=wanted)
        write_atomically(self.copy / _NEXT, serialised(shown))
        return self._put_in_place(held, shown)

    def _put_in_place(self, held: _Held, version: Version) -> _Held:
        coming = self.copy / _COMING
        new = [path for path, file in version.files.items() if held.files.get(path) != file]
        laid = [path for path in new if (coming / version.files[path].sha256).exists()]
        pieces.lay(coming, self.folder, (version.files[path] for path in tree.in_order(laid)))
        pieces.remove(self.folder, sorted(set(held.leaving) - version.files.keys()))
        # whoever began to read a moment ago still finds the files of the version before
        leaving = tuple(sorted(held.files.keys() - version.files.keys()))
        now = _Held(version.number, version.made, version.files, leaving)
        self._keep(now)
        take_away(self.copy / _NEXT)
        shutil.rmtree(coming, ignore_errors=True)
        return now

    def _finished(self) -> _Held:
        """What is held, after what a process that was ended had begun to put in place."""
        with disk_told():
            held = self._held()
            path = self.copy / _NEXT
            if not path.exists():
                return held
            try:
                version = parse(path.read_bytes(), _number_of(path), str(path))
            except StoreDamaged:
                take_away(path)
                return held
            return self._put_in_place(held, version) if version.number > held.number else held

    def _mended(self, held: _Held) -> _Held:
        """Files that this machine's disk has lost or spoilt are fetched again, once per start."""
        spoilt = [file for file in held.files.values() if not _is_whole(self.folder / file.path, file.sha256)]
        if spoilt:
            _log.warning("%d files of this machine's copy are not as they were, and fetched again", len(spoilt))
            damages = pieces.fetch(self.storage, spoilt, self.copy / _COMING)
            whole = {file.path: file for file in spoilt if (self.copy / _COMING / file.sha256).exists()}
            pieces.lay(self.copy / _COMING, self.folder, (whole[path] for path in tree.in_order(list(whole))))
            if damages:
                raise damages[0]
        return held

    def _held(self) -> _Held:
        path = self.copy / _RECORD
        try:
            stated = orjson.loads(path.read_bytes())
            made = datetime.fromisoformat(stated["made"]) if stated["made"] else None
            return _Held(int(stated["number"]), made, files_of(stated["files"]), tuple(stated["leaving"]))
        except FileNotFoundError:
            return _Held()
        except (ValueError, KeyError, TypeError):
            _log.warning("%s cannot be read: all is fetched again", path)
            return _Held()

    def _keep(self, held: _Held) -> None:
        stated = {
            "number": held.number,
            "made": held.made.isoformat() if held.made else "",
            "files": [[one.path, one.size, one.sha256] for one in held.files.values()],
            "leaving": held.leaving,
        }
        write_atomically(self.copy / _RECORD, orjson.dumps(stated))


def _number_of(path: Path) -> int:
    return int(orjson.loads(path.read_bytes())["number"])


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        return pieces.is_of_hash(path, sha256)
    except OSError:
        return False


def watch(mirror: Mirror, every: float) -> threading.Event:
    """Refresh from now on, in a thread that ends with the program, or when the event is set. every: seconds."""
    stop = threading.Event()
    threading.Thread(target=_run, args=(mirror, stop, every), name="mirror", daemon=True).start()
    return stop


def _run(mirror: Mirror, stop: threading.Event, every: float) -> None:
    pause = every
    while not stop.wait(pause):
        try:
            state = mirror.refresh()
            pause = min(pause * 2, max(LONGEST_PAUSE_SECONDS, every)) if state is not None and state.fault else every
        except Exception as error:  # whatever it is: without this thread nothing new is ever shown
            _log.warning("the shared data was not looked at: %s: %s", type(error).__name__, error)
