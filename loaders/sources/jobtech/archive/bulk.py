"""Many archives counted side by side: by processes of this machine, or by a Dask cluster. Same parts, same counts.

What is counted of a file is kept under its SHA-256 (`Kept`), so that a run that was ended goes on with the next file.
On a cluster the workers open the files themselves: they must lie where all of them see them by the same path.
"""

import hashlib
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from loaders.ground.errors import SourceChanged, SourceError, SourceUnreachable, StoreError, UsageError
from loaders.ground.files import write_atomically
from loaders.ground.people.files import shown_name
from loaders.ground.people.interrupting import hear_nothing, unheard
from loaders.sources.jobtech.archive.ads import Tally
from loaders.sources.jobtech.archive.counted import NAME, Counted, counted, read_counted
from loaders.sources.jobtech.archive.opening import FilePart, count_part, parts_of

EXTRA = "bulk"
RETRIES = 3
"""How often a part is tried anew on a cluster, each time another worker was lost with it."""
PATIENCE_SECONDS = 30
"""How long a scheduler may take to answer."""
Submit = Callable[[Callable[[FilePart], Tally], FilePart], "Future[Tally]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One archive to count, and the year or quarter it is for."""

    path: Path
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one archive: its counts, and whether they were kept from before; or why there are none."""

    asked: Asked
    counted: Counted | None = None
    was_kept: bool = False
    error: SourceError | None = None


class Kept:
    """A folder of files of counts, one for each archive that has been counted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, sha256: str, period: str) -> Counted | None:
        """The counts of an archive with these bytes, None if there are none that can be used."""
        path = self.folder / f"annonser-raknade_{period}_{sha256[:12]}.parquet"
        try:
            found = read_counted(path.read_bytes(), path.name)
        except (OSError, SourceChanged):
            return None
        return found if found.told.sha256 == sha256 else None

    def keep(self, one: Counted) -> Path:
        """Write the counts of an archive. StoreError where the disk refuses."""
        path = self.folder / one.name
        try:
            write_atomically(path, one.to_bytes())
        except OSError as error:
            raise StoreError(f"{path} cannot be written ({error.strerror or error}): check the disk") from error
        return path

    def paths(self) -> tuple[Path, ...]:
        """All files of counts, those counted last first."""
        found = [path for path in self.folder.glob("annonser-raknade_*.parquet") if NAME.match(path.name)]
        return tuple(sorted(found, key=lambda path: (-path.stat().st_mtime_ns, path.name)))


def count_files(
    asked: Sequence[Asked], kept: Kept, moment: datetime, *, workers: int, scheduler: str = ""
) -> Iterator[Outcome]:
    """Count archives and keep each as soon as it is whole, in the order given.

    workers: processes of this machine; scheduler: address of a Dask scheduler instead. What is wrong with one archive
    is its outcome's error, the others go on. UsageError without the packages of the extra ``bulk``, SourceUnreachable
    for a scheduler that does not answer, StoreError where a process was killed or the disk refuses.
    """
    left, running = deque(asked), deque[Started]()
    with _cluster(scheduler) if scheduler else _processes(workers) as (submit, side_by_side):
        while left or running:
            while left and sum(len(one.parts) for one in running) < 2 * side_by_side:
                running.append(_started(left.popleft(), kept, submit, side_by_side))
            yield _finished(running.popleft(), kept, moment)


@dataclass(slots=True, kw_only=True)
class Started:
    """An archive whose parts are being counted, or that needs none counted: then what became of it."""

    asked: Asked
    sha256: str = ""
    parts: list["Future[Tally]"] = field(default_factory=list)
    outcome: Outcome | None = None


def _started(one: Asked, kept: Kept, submit: Submit, side_by_side: int) -> Started:
    try:
        sha256 = _sha256(one.path)
        if (found := kept.find(sha256, one.period)) is not None:
            return Started(asked=one, outcome=Outcome(asked=one, counted=found, was_kept=True))
        parts = parts_of(one.path, side_by_side)
    except SourceError as error:
        return Started(asked=one, outcome=Outcome(asked=one, error=error))
    return Started(asked=one, sha256=sha256, parts=[submit(count_part, part) for part in parts])


def _finished(started: Started, kept: Kept, moment: datetime) -> Outcome:
    if started.outcome is not None:
        return started.outcome
    one = started.asked
    try:
        found = counted(
            [part.result() for part in started.parts],
            file=shown_name(one.path),
            size=one.path.stat().st_size,
            sha256=started.sha256,
            period=one.period,
            moment=moment,
        )
    except SourceError as error:
        return Outcome(asked=one, error=error)
    except (BrokenProcessPool, CancelledError) as error:
        raise StoreError(
            "a process that counted was ended from outside (too little memory?): what has been counted is kept, "
            "and the same command goes on from there; --workers 1 needs least memory"
        ) from error
    kept.keep(found)
    return Outcome(asked=one, counted=found)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise SourceChanged(f"{path} cannot be read ({error.strerror or error})") from error


class _Now:
    """A part counted when it is asked for: one process needs no other."""

    def __init__(self, work: Callable[[FilePart], Tally], part: FilePart) -> None:
        self._work, self._part = work, part

    def result(self) -> Tally:
        return self._work(self._part)


@contextmanager
def _processes(workers: int) -> Iterator[tuple[Any, int]]:
    if workers == 1:
        yield _Now, 1
        return
    context, others = multiprocessing.get_context("spawn"), multiprocessing.active_children()
    with ProcessPoolExecutor(workers, mp_context=context, initializer=hear_nothing) as pool:

        def submit(work: Callable[[FilePart], Tally], part: FilePart) -> "Future[Tally]":
            with unheard():  # the pool begins its processes when there is work for them
                return pool.submit(work, part)

        try:
            yield submit, workers
        except BaseException:
            for one in set(multiprocessing.active_children()) - set(others):
                one.terminate()  # its part is counted anew another time
            pool.shutdown(cancel_futures=True)
            raise


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Any, int]]:
    try:
        import distributed
    except ImportError as error:
        raise UsageError(
            f"--scheduler needs Dask, which is not installed: pip install 'lanspuls[{EXTRA}]'",
            f"--scheduler kräver Dask, som inte är installerat: pip install 'lanspuls[{EXTRA}]'.",
        ) from error
    try:
        connect: Any = distributed.Client
        client: Any = connect(address, timeout=PATIENCE_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SourceUnreachable(f"no Dask scheduler answers at {address} ({error}): check the address") from error
    with client:

        def submit(work: Callable[[FilePart], Tally], part: FilePart) -> Any:
            return client.submit(work, part, pure=False, retries=RETRIES)

        try:
            yield submit, max(1, sum(client.nthreads().values()))
        except distributed.KilledWorker as error:
            raise StoreError(
                f"a part of a file was lost with {RETRIES + 1} workers of the cluster (too little memory there?): "
                "what has been counted is kept, and the same command goes on from there"
            ) from error


def cores() -> int:
    """Processors of this machine that may be used."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
