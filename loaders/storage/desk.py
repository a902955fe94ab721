"""A machine that writes: its working copy of the shared data, what others published taken in, its own work published.

    <copy>/work/               the data folder that commands work in, as if it were alone
    <copy>/work.json           the version it began from, and what was seen of its files
    <copy>/staged/             pieces on their way in
    <copy>/laid-aside/<when>/  what was done here where another machine's work counts

Two machines may write at once. Each publishes its own files beside the other's; where both changed the same (two
fetches, say), the one that published first counts, and the other's is laid aside and done again. Whatever ends a
command, the next one goes on from what lies here.
"""

import logging
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import filelock
import orjson

from loaders.ground.clock import from_text, to_text
from loaders.ground.errors import StoreDamaged, StoreError
from loaders.ground.files import write_atomically
from loaders.settings import WORK
from loaders.storage import pieces, soundness, tree
from loaders.storage.pieces import disk_told
from loaders.storage.place import Storage
from loaders.storage.versions import (
    CONDITION,
    File,
    Files,
    Version,
    files_of,
    newest_number,
    read_version,
    require_known,
    serialised,
    version_name,
)

ASIDE = "laid-aside"
PATIENCE_SECONDS = 300
LOOKS_TOLD_AFTER = timedelta(hours=1)
"""How long after a version what a machine tells of its own runs alone makes another. Each look at the publishers is
such a run, some eighty a day, and every version has the list of all files."""
MOST_RACES = 20
"""Versions of others that may come between while one tries to publish."""
_OF_RUNS = frozenset({"runs", "reports"})
_log = logging.getLogger(__name__)
_RECORD, _STAGED, _LOCK = "work.json", "staged", ".work.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What was taken in. number: the version that is newest. laid_aside: units of here that another machine's replaced.

    damages: pieces that are gone or damaged, whose files are lacking here (only where that is borne).
    """

    number: int
    taken: int = 0
    laid_aside: tuple[str, ...] = ()
    where: Path | None = None
    damages: tuple[StoreDamaged, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A version that was published from here. changed: files new, another, or gone. pulled: what came before it."""

    number: int
    changed: int
    pulled: tuple[Pulled, ...] = ()

    @property
    def laid_aside(self) -> tuple[str, ...]:
        """Units of here that another machine's replaced."""
        return tuple(unit for one in self.pulled for unit in one.laid_aside)


@dataclass(slots=True)
class _Record:
    number: int = 0
    files: Files = field(default_factory=dict)
    seen: tree.Seen = field(default_factory=dict)
    made: str = ""


class Desk:
    """The working copy below ``copy`` of what lies at ``storage``. One command at a time takes in and publishes."""

    def __init__(self, storage: Storage, copy: Path) -> None:
        self.storage = storage
        self.copy = copy
        self.work = copy / WORK

    @property
    def number(self) -> int:
        """The version this machine has; 0 for none."""
        return self._record().number

    def pull(self, moment: datetime, *, bears_damage: bool = False) -> Pulled:
        """Take in what others have published since, beside what is new here. StorageUnreachable, StoreError.

        Before every piece has come nothing is changed here. bears_damage: take what is whole all the same; else
        StoreDamaged for the first piece that is not.
        """
        with self._alone(), disk_told():
            record = self._record()
            require_known(self.storage, record.number)
            self._mend(record, bears_damage)
            return self._take_in(record, moment, bears_damage)

    def publish(self, moment: datetime) -> Published | None:
        """Publish what is new here as one version; None where nothing is. StorageUnreachable, StoreError.

        What tells of runs alone waits for the next version, or ``LOOKS_TOLD_AFTER``. Where others publish meanwhile,
        theirs is taken in and this comes after it.
        """
        pulled: list[Pulled] = []
        with self._alone(), disk_told():
            for _ in range(MOST_RACES):
                record = self._record()
                self._mend(record, bears_damage=False)
                ours = self._ours(record)
                changed = tree.changed(record.files, ours)
                soundness.require_sound(self.work, ours, changed)
                if not changed or (all(map(_is_of_runs, changed)) and _is_soon(record.made, moment)):
                    return Published(number=record.number, changed=0, pulled=tuple(pulled)) if pulled else None
                there = {one.sha256 for one in record.files.values()}
                pieces.send(self.storage, (one for one in ours.values() if one.sha256 not in there), self.work)
                self._require_condition()
                version = Version(number=record.number + 1, writer=secrets.token_hex(16), made=moment, files=ours)
                if self._create(version):
                    self._keep(_Record(version.number, ours, record.seen, to_text(moment)))
                    return Published(number=version.number, changed=len(changed), pulled=tuple(pulled))
                pulled.append(self._take_in(record, moment, bears_damage=False))
        raise StoreError(f"others published {MOST_RACES} versions meanwhile: see which machines fetch, try again")

    def _mend(self, record: _Record, bears_damage: bool) -> None:
        """Fetch again what this machine's disk has spoilt of the files that never change."""
        spoilt = soundness.spoilt(record.files, self._ours(record))
        if not spoilt:
            return
        _log.warning("%d files of this machine's copy are not as they were, and fetched again", len(spoilt))
        staged = self.copy / _STAGED
        damages = pieces.fetch(self.storage, spoilt, staged)
        if damages and not bears_damage:
            raise damages[0]
        whole = {file.path: file for file in spoilt if (staged / file.sha256).exists()}
        with self._nobody_writing():
            pieces.lay(staged, self.work, (whole[path] for path in tree.in_order(list(whole))))

    def _create(self, version: Version) -> bool:
        """Whether this version has its number now; asked for where an answer may have been lost."""
        if self.storage.create(version_name(version.number), serialised(version)):
            return True
        return read_version(self.storage, version.number).writer == version.writer

    def _require_condition(self) -> None:
        self.storage.create(CONDITION, b"Never removed: see loaders/storage/versions.py\n")
        if self.storage.create(CONDITION, b"Never removed: see loaders/storage/versions.py\n"):
            raise StoreError(
                f"{self.storage.address} creates what is there already (it does not heed If-None-Match): two machines "
                "could write over each other, so nothing is published. Ask whoever runs it for a version that does"
            )

    def _take_in(self, record: _Record, moment: datetime, bears_damage: bool) -> Pulled:
        number = newest_number(self.storage, record.number)
        if number == record.number:
            return Pulled(number=number)
        theirs = read_version(self.storage, number).files
        ours = self._ours(record)
        takes, aside = _merged(record.files, ours, theirs)
        wanted = {path: theirs[path] for path in takes if path in theirs}
        staged = self.copy / _STAGED
        damages = pieces.fetch(self.storage, wanted.values(), staged)
        if damages and not bears_damage:
            raise damages[0]
        where = self._lay_aside(aside, ours, takes, moment) if aside else None
        whole = [path for path in wanted if (staged / wanted[path].sha256).exists()]
        with self._nobody_writing():
            pieces.lay(staged, self.work, (wanted[path] for path in tree.in_order(whole)))
            pieces.remove(self.work, sorted(takes - theirs.keys()))
        self._keep(_Record(number, theirs, record.seen, record.made))
        shutil.rmtree(staged, ignore_errors=True)
        return Pulled(
            number=number, taken=len(takes), laid_aside=tuple(sorted(aside)), where=where, damages=tuple(damages)
        )

    def _lay_aside(self, units: set[str], ours: Files, takes: set[str], moment: datetime) -> Path:
        """Copy what is about to be replaced."""
        where = self.copy / ASIDE / f"{to_text(moment)[:19].replace(':', '')}-{secrets.token_hex(2)}"
        for path in sorted(takes & ours.keys()):
            if tree.unit_of(path) in units:
                (where / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(self.work / path, where / path)
        return where

    def _ours(self, record: _Record) -> dict[str, File]:
        with self._nobody_writing():
            files, seen = tree.scan(self.work, record.seen)
        record.seen = seen
        return files

    def _record(self) -> _Record:
        path = self.copy / _RECORD
        try:
            stated = orjson.loads(path.read_bytes())
            seen = {name: (tuple(stamp), sha256) for name, (stamp, sha256) in stated["seen"].items()}
            return _Record(int(stated["number"]), files_of(stated["files"]), seen, str(stated.get("made", "")))
        except FileNotFoundError:
            return _Record()
        except (ValueError, KeyError, TypeError) as error:
            raise StoreDamaged(
                str(path), "is damaged", f"move {self.copy} aside and start again: what is published is fetched anew"
            ) from error

    def _keep(self, record: _Record) -> None:
        stated = {
            "number": record.number,
            "files": [[one.path, one.size, one.sha256] for one in record.files.values()],
            "seen": record.seen,
            "made": record.made,
        }
        write_atomically(self.copy / _RECORD, orjson.dumps(stated))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One command of this machine at a time. StoreError."""
        with disk_told():
            self.work.mkdir(parents=True, exist_ok=True)
        try:
            with filelock.FileLock(self.copy / _LOCK, timeout=PATIENCE_SECONDS):
                yield
        except filelock.Timeout as error:
            raise StoreError(
                f"another command has been publishing from this machine for {PATIENCE_SECONDS} seconds: "
                "wait for it or end it, then try again"
            ) from error

    @contextmanager
    def _nobody_writing(self) -> Iterator[None]:
        """The locks of the history and the raw answers, so that neither is seen or replaced in the middle."""
        with ExitStack() as held:
            for name in ("store", "raw"):
                if (self.work / name).is_dir():
                    held.enter_context(filelock.FileLock(self.work / name / ".lock", timeout=PATIENCE_SECONDS))
            yield


def _is_of_runs(path: str) -> bool:
    """Whether a file only tells of a machine's own runs."""
    return tree.within(path)[1].partition("/")[0] in _OF_RUNS


def _is_soon(before: str, moment: datetime) -> bool:
    """Whether a version was published from here less than ``LOOKS_TOLD_AFTER`` ago."""
    return bool(before) and moment - from_text(before) < LOOKS_TOLD_AFTER


def _merged(base: Files, ours: Files, theirs: Files) -> tuple[set[str], set[str]]:
    """Paths to take from theirs (or to remove), and the units of ours that give way, changed here and there.

    Where a take-in was ended in the middle, ours has some of theirs already: that is no change of ours.
    """
    their_changes = tree.changed(base, theirs)
    our_changes = {path for path in tree.changed(base, ours) if ours.get(path) != theirs.get(path)}
    their_units = {tree.unit_of(path) for path in their_changes}
    aside = {unit for path in our_changes if (unit := tree.unit_of(path)) in their_units}
    takes = {
        path
        for path in tree.changed(ours, theirs)
        if (unit := tree.unit_of(path)) in their_units and (path in their_changes or unit in aside)
    }
    return takes, aside
