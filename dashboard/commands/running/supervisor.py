"""The process that keeps a service going: begins its parts, ends those that hang, and tells people what is wrong.

It waits for one queue, into which threads put what the parts say and that they have ended, and looks at its clocks
twice a second. What is to be told is reckoned by troubles.py, when publishers are asked by looking.py. Nothing that a
part does, and no disk that cannot be written, ends it.
"""

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from queue import SimpleQueue
from time import monotonic
from typing import Any

import filelock
import orjson
from rich.console import Console

from dashboard.commands.running.changing import Change, Watched
from dashboard.commands.running.child import Child, Ended, Flooding, Notice, Output, Probed, Said, next_notice
from dashboard.commands.running.front import Front
from dashboard.commands.running.job import Job
from dashboard.commands.running.journal import Journal
from dashboard.commands.running.limits import PROGRAM, Limits
from dashboard.commands.running.lines import Delivered, Fetched, New, Prepared, Result, SourceState, Verified
from dashboard.commands.running.looking import next_look, next_verify
from dashboard.commands.running.mailroom import Mailroom
from dashboard.commands.running.troubles import (
    DAMAGES,
    PART,
    SETTINGS,
    SOURCE,
    Trouble,
    damage_trouble,
    part_key,
    part_trouble,
    settings_trouble,
    source_trouble,
)
from loaders.ground.clock import day_in_sweden
from loaders.ground.errors import LanspulsError, UsageError
from loaders.planning.last_runs import FOLDER
from loaders.planning.run_state import FAILING, RUNNING, WAITING, PartState, RunState, keep_state
from loaders.settings import Settings, load_settings

ORDER = ("fetch", "prepare", "verify")
"""Of the heavy parts, what is done first: one at a time."""
_out = Console(highlight=False, markup=False, soft_wrap=True)


class Supervisor:
    """A service of the settings. host, port, workers: instead of theirs. program: what a part is begun by."""

    def __init__(
        self,
        settings: Settings,
        host: str | None = None,
        port: int | None = None,
        workers: int | None = None,
        *,
        serves: bool = True,
        limits: Limits | None = None,
        program: Sequence[str] = PROGRAM,
    ) -> None:
        self._settings = replace(settings, host=host or settings.host)
        self._port = settings.port if port is None else port
        self._workers, self._serves, self._program = workers, serves, program
        self._limits = limits or Limits()
        self._folder = settings.copy_dir if settings.remote else settings.shared_dir
        self._notices: SimpleQueue[Notice] = SimpleQueue()
        self._output = Output(sys.stderr.buffer)
        self._journal = Journal(self._output, settings.log)
        self._is_changed, self._is_unwritten, self._ends = True, False, 0
        now = _now()
        self._front: Front | None = None
        self._jobs = {name: Job(name, getattr(self._limits, name), now) for name in ("fetch", "verify")}
        self._telling = Job("tell", self._limits.tell, now)
        self._mail = Mailroom(self._folder, self._journal, self._limits, self._try_to_write)
        self._look_at, self._verify_at = now, next_verify(now)
        self._sources: tuple[SourceState, ...] = ()
        self._damages: tuple[str, ...] = ()
        self._prepared: dict[str, date] = {}
        self._new: dict[str, tuple[str, ...]] = {}
        self._watched = Watched(settings, self._limits.settled_file)
        self._look_files_at = self._say_at = 0.0

    def run(self) -> int:
        """Keep everything going until SIGTERM or Ctrl-C; the exit code. UsageError where the port is taken."""
        with self._alone(), self._heeding():
            if self._serves:
                self._open()
            _out.print("Avsluta med Ctrl+C.")
            while not self._ends:
                if self._front is not None:
                    self._front.tend(monotonic())
                self._tend_jobs()
                self._tend_letters()
                self._look_at_files(monotonic())
                self._is_changed |= self._mail.tell(tuple(self._troubles()), _now(), self._is_known)
                self._say(monotonic())
                self._heed(next_notice(self._notices, self._limits.tick))
            self._end()
        self._output.close()
        return 0

    def _open(self) -> None:
        self._front = Front(self._settings, self._port, self._workers, self._limits, self._notices, self._begin)
        host = f"[{self._settings.host}]" if ":" in self._settings.host else self._settings.host
        _out.print(f"Sidorna: http://{host}:{self._front.port}{self._settings.prefix}/")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one keeps a data folder going. Where nothing can be written nobody can know."""
        lock = filelock.FileLock(self._folder / FOLDER / ".run.lock")
        try:
            (self._folder / FOLDER).mkdir(parents=True, exist_ok=True)
            lock.acquire(blocking=False)
        except filelock.Timeout:
            raise UsageError(
                f"another `lanspuls run` keeps {self._folder} going already; end it first",
                f"En annan lanspuls run sköter redan {self._folder}. Avsluta den först.",
            ) from None
        except (OSError, NotImplementedError) as error:  # no writing, or a file system without locks
            self._journal.warn("nobody can see that this runs", folder=self._folder / FOLDER, fault=error)
        try:
            yield
        finally:
            with suppress(OSError):
                lock.release()

    @contextmanager
    def _heeding(self) -> Iterator[None]:
        """What ends a program ends the parts first; the second time at once."""

        def end(_: int, __: object) -> None:
            self._ends += 1
            self._notices.put(None)

        before = {one: signal.signal(one, end) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    def _begin(self, name: str, given: dict[str, Any], handed: Sequence[int] = ()) -> Child:
        command, first = (*self._program, name), orjson.dumps(given)
        child = Child(command, first, self._notices, self._output, self._most_log(name), handed)
        self._journal.info("a part begins", part=name, pid=child.pid)
        self._is_changed = True
        return child

    def _most_log(self, part: str) -> int:
        return self._limits.pages_log_bytes if part == "serve" else self._limits.log_bytes

    # What is done when

    def _tend_jobs(self) -> None:
        """One of the heavy parts at a time: what has come is fetched first, then the drafts, then all is read."""
        working = [one for one in self._jobs.values() if one.child is not None]
        for job in working:
            job.end_if_silent()
        self._jobs["fetch"].is_wanted = _now() >= self._look_at
        self._jobs["verify"].is_wanted = _now() >= self._verify_at
        ready = [one for one in self._jobs.values() if one.is_wanted and one.next <= monotonic()]
        job_now = min(ready, key=lambda one: ORDER.index(one.part), default=None)
        if job_now is not None and not working:
            self._start(job_now, {"region": job_now.region})

    def _tend_letters(self) -> None:
        self._telling.end_if_silent()
        letters = self._mail.next(_now()) if self._telling.child is None else ()
        if letters:
            told = [{"message": asdict(one.message), "ways": one.ways} for one in letters]
            self._start(self._telling, {"region": letters[0].region, "letters": told})

    def _start(self, job: Job, given: dict[str, Any]) -> None:
        try:
            job.begun(self._begin(job.part, given))
        except OSError as error:  # no memory, no more processes: later
            self._finish(job, 1, f"gick inte att starta ({error.strerror})")

    def _look_at_files(self, now: float) -> None:
        """Where settings or declared indicators have changed the pages take them in; changed figures are fetched."""
        if now < self._look_files_at:
            return
        self._look_files_at = now + self._limits.look_every
        change = self._watched.change()
        if change is Change.NONE:
            return
        self._journal.info("files have changed", what=change.name.lower())
        self._look_at = _now()
        if change is Change.FIGURES:
            return
        self._read_settings()
        if self._front is not None:
            self._front.renew()
        self._prepared.clear()

    def _read_settings(self) -> None:
        with suppress(LanspulsError):  # the parts tell what is wrong with them
            self._settings = replace(load_settings(), host=self._settings.host)

    def _want_prepared(self, new: tuple[New, ...]) -> None:
        """The drafts of all regions are looked at after new figures, and once a day."""
        day, service = day_in_sweden(_now()), self._settings
        first = ("",) if service.says_county or not service.others else ()
        for region in (*first, *service.others) if service.shared is None else ("",):
            own = tuple(one.told for one in new if one.region in ("", region))
            self._new[region] = (*self._new.get(region, ()), *own)
            if own or self._prepared.get(region) != day:
                self._prepared[region] = day
                name = f"prepare {region}".rstrip()
                self._jobs.setdefault(name, Job(name, self._limits.prepare, _now())).is_wanted = True

    # What has happened

    def _heed(self, notice: Notice) -> None:
        if notice is None:
            return
        front, job, child = self._front, self._job_of(notice.child), notice.child
        match notice:
            case Said(line=line):
                self._is_changed |= line.is_ready
                if job is not None:
                    job.heed(line)
                    if isinstance(line.result, Delivered):
                        self._mail.outcome(line.result, _now())
                elif front is not None:
                    front.said(child, line.fault, is_ready=line.is_ready)
            case Flooding():
                most = self._most_log(job.part if job is not None else "serve")
                reason = f"skrev mer än {most / 1_000_000:g} MB på en minut och avslutades"
                if job is not None:
                    job.give_up(reason)
                elif front is not None:
                    front.give_up(child, reason)
            case Probed(is_well=is_well) if front is not None:
                front.probed(child, is_well=is_well)
            case Ended(code=code):
                self._is_changed = True
                reason = f"avslutades av signal {-code}" if code < 0 else f"slutade oväntat (slutkod {code})"
                if job is not None:
                    self._finish(job, code, reason)
                elif front is not None and front.ended(child, reason, monotonic()) and not self._ends:
                    self._journal.warn(
                        "the pages' process ended", pid=child.pid, code=code, fault=front.refused or front.fault
                    )

    def _job_of(self, child: Child) -> Job | None:
        return next((one for one in (*self._jobs.values(), self._telling) if one.child is child), None)

    def _finish(self, job: Job, code: int, reason: str) -> None:
        if self._ends:
            job.child = None
            return
        result = job.ended(code, reason, self._limits.pause, self._limits.longest_pause)
        if result is None:
            self._journal.warn("a part failed", part=job.name, fault=job.fault, times=job.fails)
        if job is self._telling:
            self._mail.give_up(job.fault, _now())
        elif result is not None:
            self._take(job, result)

    def _take(self, job: Job, result: Result) -> None:
        self._journal.info("a part is done", part=job.name)
        match result:
            case Fetched(stored=stored, is_awaiting=is_awaiting, sources=sources):
                self._sources = sources
                seconds = self._settings.ask_seconds
                self._look_at = next_look(_now(), is_awaiting=is_awaiting, ask_seconds=seconds)
                if self._settings.remote:
                    self._read_settings()  # regions that another machine has declared came with the fetch
                self._want_prepared(stored)
            case Prepared(message=message):
                job.is_wanted = False
                self._mail.tell_draft(job.region, message, self._new.pop(job.region, ()), _now())
            case Verified(damages=damages):
                self._damages, self._verify_at = damages, next_verify(_now())

    # What is told

    def _troubles(self) -> Iterator[Trouble]:
        if self._front is not None and self._front.fault:
            yield part_trouble("serve", self._front.fault)
        if self._front is not None and self._front.refused:
            yield settings_trouble(self._front.refused)
        yield from (part_trouble(one.name, one.fault) for one in self._jobs.values() if one.fault)
        yield from map(source_trouble, self._sources)
        if self._damages:
            yield damage_trouble(self._damages)

    def _is_known(self, key: str) -> bool:
        """Whether what a trouble is about has been looked at since the start."""
        if key.startswith(SOURCE):
            return self._jobs["fetch"].is_proven
        if key == DAMAGES:
            return self._jobs["verify"].is_proven
        if key in (f"{PART}serve", SETTINGS):
            return self._front is None or self._front.is_settled
        job = next((one for one in self._jobs.values() if key == part_key(one.name)), None)
        return job is not None and job.is_proven

    def _say(self, now: float, *, ended: bool = False) -> None:
        """Say how it stands, where that has changed and from time to time."""
        if not self._is_changed and now < self._say_at and not ended:
            return
        self._is_changed, self._say_at = False, now + self._limits.say_every
        state = RunState(
            seen=_now(),
            ended=ended,
            next_look=self._look_at,
            unsent=self._mail.unsent,
            parts=tuple(self._states()),
        )
        self._try_to_write(lambda: keep_state(self._folder, state))

    def _states(self) -> Iterator[PartState]:
        front = self._front
        if front is not None:
            state = FAILING if front.fault else RUNNING if front.is_answering else WAITING
            yield PartState(name="serve", state=state, since=front.since, again=front.fails, fault=front.fault)
        for job in (*self._jobs.values(), self._telling):
            yield job.state()

    def _try_to_write(self, write: Callable[[], None]) -> None:
        try:
            write()
        except OSError as error:
            if not self._is_unwritten:
                self._journal.warn("what is told cannot be remembered", folder=self._folder / FOLDER, fault=error)
            self._is_unwritten = True
        else:
            self._is_unwritten = False

    def _end(self) -> None:
        """Ask every part to end, wait for it within bounds, and end what does not."""
        self._journal.info("ends")
        until, is_killed = monotonic() + self._limits.grace, False
        if self._front is not None:
            self._front.end(monotonic())
        for job in (*self._jobs.values(), self._telling):
            if job.child is not None:
                job.child.end()
        while not self._is_gone():
            is_over = monotonic() > until or (self._ends > 1 and not is_killed)
            if is_over and is_killed:
                break
            if is_over:
                self._kill()
                until, is_killed = monotonic() + self._limits.grace, True
            self._heed(next_notice(self._notices, self._limits.tick))
        self._say(monotonic(), ended=True)

    def _kill(self) -> None:
        if self._front is not None:
            self._front.kill()
        for job in (*self._jobs.values(), self._telling):
            if job.child is not None:
                job.child.kill()

    def _is_gone(self) -> bool:
        jobs = (*self._jobs.values(), self._telling)
        return all(one.child is None for one in jobs) and (self._front is None or self._front.is_gone)


def _now() -> datetime:
    return datetime.now(UTC)
