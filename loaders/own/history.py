"""Every version of an own file that was read in, kept for good: nothing that was shown can be lost by an edit.

    data/own-history/history.json      which files were read in when and by whom, and when one was taken away; a copy
                                       beside it, history.1.json
    data/own-history/<sha256>.zst      a version byte for byte, Zstandard; the name is the hash of what is inside

``keep`` reads the folder where people write and appends what is new; a file that cannot be understood is left alone,
and its last good version stays in use. ``read`` tells what was known on a day. Pages only read; the command line keeps
(`import own`, `fetch`, `serve`, `meeting pdf`).

Statements are those of the newest version of each file; the statements of a file that was taken away go with it.
Projections are vintages and stay, whatever becomes of their file, until a version says *utgår*.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import filelock

from loaders.ground.clock import day_in_sweden, end_of_day, from_text, to_text
from loaders.ground.errors import StoreDamaged, StoreError, UsageError
from loaders.ground.files import digest, disk_fault, write_atomically
from loaders.ground.people.files import in_folder, shown_name, stamp
from loaders.ground.raw import DEMO_MARK, Raw
from loaders.own import Own, OwnProjection, Problem, files, merged, opened, read_file
from loaders.store.damage import Damage, piece_of, told_as_damage
from loaders.store.snapshots import compressed, read_compressed
from loaders.store.statements import damages_of, read_statement, write_statement

SCHEMA = 1
FILE = "history.json"
_ENDING = ".zst"
_PATIENCE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A version of a file as it was read in, or (without ``sha256``) that the file was gone. moment: UTC."""

    file: str
    moment: datetime
    sha256: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a file: what it is called and when it was in use. until: None while it is."""

    file: str
    sha256: str
    seen: datetime
    by: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What keep() found: files read in, files that are gone, files left for later, and files not understood."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class OwnHistory:
    """The versions kept under ``root`` of the files that people write in ``folder``."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.folder = folder

    def version(self) -> str:
        """A text that changes when a file or the history does; empty without either. Cheap."""
        try:
            stat = (self.root / FILE).stat()
        except OSError:
            return stamp(in_folder(self.folder))
        return f"{stamp(in_folder(self.folder))}:{stat.st_mtime_ns:x}:{stat.st_size:x}"

    def versions(self, as_of: date | None = None) -> tuple[Version, ...]:
        """All versions known by the end of a day, in the order they were read in."""
        found: list[Version] = []
        current: dict[str, int] = {}
        for event in self._events(as_of):
            if event.file in current:
                at = current.pop(event.file)
                found[at] = replace(found[at], until=event.moment)
            if event.sha256:
                current[event.file] = len(found)
                found.append(Version(file=event.file, sha256=event.sha256, seen=event.moment, by=event.by))
        return tuple(found)

    def body(self, version: Version) -> bytes:
        """A version byte for byte. StoreDamaged if it is gone or damaged."""
        path = self.root / f"{version.sha256}{_ENDING}"
        return read_compressed(path, version.sha256, piece_of(self.root, path))

    def keep(self, *, by: str = "", now: datetime | None = None, settled: float = 0.0) -> Kept:
        """Append what the folder holds and the history does not; a folder that is not there changes nothing.

        by: who reads the files in, where that is known. settled: leave files alone that were written less than so
        many seconds ago, as they may not be finished. One program at a time; StoreError if the history cannot be
        written or understood.
        """
        if not self.folder.is_dir():
            return Kept()
        now = now or datetime.now(UTC)
        with self._locked():
            events = list(self._events())
            before = {event.file: event for event in events}
            new: list[str] = []
            unsettled: list[str] = []
            problems: list[Problem] = []
            paths = files(self.folder)
            for path in paths:
                name = shown_name(path)
                if settled and _is_written_within(settled, path):
                    unsettled.append(name)
                    continue
                known = before.get(name)
                try:
                    raw = replace(opened(path), path=None)
                    sha256 = digest(raw.body)
                    if known is not None and known.sha256 == sha256:
                        continue
                    read_file(raw, day_in_sweden(now))
                except UsageError as error:
                    problems.append(Problem(file=name, error=error, in_use=self._in_use(known)))
                    continue
                if not events:
                    self._write(events)  # versions without a history are one that has lost it
                self._put(sha256, raw.body)
                events.append(Event(file=name, moment=now, sha256=sha256, by=by))
                new.append(name)
            there = {shown_name(path) for path in paths}
            gone = [name for name, event in before.items() if event.sha256 and name not in there]
            events += [Event(file=name, moment=now, by=by) for name in gone]
            if new or gone:
                self._write(events)
        return Kept(new=tuple(new), gone=tuple(gone), unsettled=tuple(unsettled), problems=tuple(problems))

    def read(self, as_of: date | None = None) -> Own:
        """What was known by the end of a day; without one what is known now, with faults of the files as they are."""
        try:
            versions = self.versions(as_of)
        except StoreError as error:
            told = getattr(error, "message_sv", f"{self.root.name}/{FILE} går inte att läsa. Uppdatera Länspuls.")
            return Own(problems=(Problem(file=FILE, error=UsageError(str(error), told)),))
        figures = []
        vintages: dict[tuple[str, str, str], OwnProjection] = {}
        problems: list[Problem] = []
        synthetic = False
        for version in versions:
            try:
                body = self.body(version)
            except StoreError as error:
                more = getattr(error, "message_sv", "")
                told = f"En sparad version av {version.file} går inte att läsa. {more}".rstrip()
                problems.append(Problem(file=version.file, error=UsageError(str(error), told)))
                continue
            try:
                raw = Raw(name=version.file, body=body, fetched=version.seen, synthetic=DEMO_MARK in body)
                stated, projected = read_file(raw)
            except (UsageError, StoreError) as error:
                problems.append(Problem(file=version.file, error=_as_usage(error)))
                continue
            if version.until is None:
                figures += [replace(one, seen=version.seen, by=version.by) for one in stated]
            if version.until is None or projected:
                synthetic = synthetic or raw.synthetic
            _take_in(vintages, projected, version)
        waiting: list[str] = []
        if as_of is None:
            beside, waiting = self._beside(versions)
            problems += beside
        projections = [one for one in vintages.values() if one.residents]
        return merged(figures, projections, problems=tuple(problems), waiting=tuple(waiting), synthetic=synthetic)

    def _beside(self, versions: Iterable[Version]) -> tuple[list[Problem], list[str]]:
        """Files of the folder that are not as they were read in: those with a fault, and those that only wait."""
        current = {version.file: version for version in versions if version.until is None}
        problems, waiting = [], []
        paths = files(self.folder)
        for path in paths:
            name = shown_name(path)
            known = current.get(name)
            try:
                raw = replace(opened(path), path=None)
                if known is None or digest(raw.body) != known.sha256:
                    read_file(raw, day_in_sweden(raw.fetched))
                    waiting.append(name)
            except UsageError as error:
                problems.append(Problem(file=name, error=error, in_use=known.seen if known else None))
        return problems, waiting

    @staticmethod
    def _in_use(known: Event | None) -> datetime | None:
        return known.moment if known is not None and known.sha256 else None

    def _events(self, as_of: date | None = None) -> tuple[Event, ...]:
        is_begun = any(True for _ in self.root.glob(f"*{_ENDING}"))
        stated = read_statement(self.root, FILE, SCHEMA, is_begun=is_begun)
        with told_as_damage(piece_of(self.root, self.root / FILE)):
            found = () if stated is None else tuple(_event(one) for one in stated["events"])
        return found if as_of is None else tuple(event for event in found if event.moment <= end_of_day(as_of))

    def damages(self) -> tuple[Damage, ...]:
        """Every damaged or lost file of the history; reads all of it."""
        found = damages_of(self.root, FILE, SCHEMA) if self.root.is_dir() else []
        try:
            versions = self.versions()
        except StoreError:
            return tuple(found)
        if not versions:
            return ()
        for version in versions:
            try:
                self.body(version)
            except StoreDamaged as error:
                found.append(Damage(piece=error.piece, reason=f"{error.reason}: a version of {version.file}"))
        return tuple(found)

    def _put(self, sha256: str, body: bytes) -> None:
        path = self.root / f"{sha256}{_ENDING}"
        if not path.exists():
            write_atomically(path, memoryview(compressed(body)))

    def _write(self, events: Iterable[Event]) -> None:
        write_statement(self.root, FILE, {"schema": SCHEMA, "events": [_stated(event) for event in events]})

    @contextmanager
    def _locked(self) -> Iterator[None]:
        lock = filelock.FileLock(self.root / ".lock", timeout=_PATIENCE)
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with lock:
                yield
        except filelock.Timeout as error:
            raise StoreError(f"another program has been reading own files in for {_PATIENCE} seconds") from error
        except OSError as error:
            what, what_sv = "versions of own files cannot be kept", "Egna filer går inte att spara"
            raise disk_fault(what, what_sv, error) from error


def _as_usage(error: UsageError | StoreError) -> UsageError:
    return error if isinstance(error, UsageError) else UsageError(str(error), getattr(error, "message_sv", None))


def _is_written_within(seconds: float, path: Path) -> bool:
    """Whether a file may not be finished; one that cannot be looked at is left to the reader, who tells why."""
    try:
        return 0 <= time.time() - path.stat().st_mtime < seconds
    except OSError:
        return False


def _take_in(
    vintages: dict[tuple[str, str, str], OwnProjection], projected: Iterable[OwnProjection], version: Version
) -> None:
    """Lay the projections of one version over those of earlier ones. What it corrects, also the maker's name, goes."""
    held = {(one.vintage, one.place.code): one for one in projected}
    for key, earlier in list(vintages.items()):
        if earlier.file != version.file:
            continue
        if key[:2] in held:
            del vintages[key]
        else:
            vintages[key] = replace(earlier, standing=False)
    for one in projected:
        marked = replace(one, seen=version.seen, by=version.by, standing=version.until is None)
        vintages[one.vintage, one.place.code, one.who] = marked


def _event(stated: Mapping[str, str]) -> Event:
    return Event(
        file=stated["file"],
        moment=from_text(stated["moment"]),
        sha256=stated.get("sha256", ""),
        by=stated.get("by", ""),
    )


def _stated(event: Event) -> dict[str, str]:
    told = {"file": event.file, "moment": to_text(event.moment), "sha256": event.sha256, "by": event.by}
    return {name: text for name, text in told.items() if text}
