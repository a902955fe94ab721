"""Several processes that answer at one open port: forked from one that has read everything, each replaced when it ends.

What is read before the fork is shared by the system's memory, for as long as nobody writes in it. A worker notices new
figures by itself, as a single process does: so nothing is restarted, no connection is closed, and each answer is of one
state of the store (``Readings``). What it then reads is its own and bounded (``data/memory.py``). This process answers
nobody. It has no threads, since a fork takes along locks but not who holds them; it waits for signals and children.
"""

import contextlib
import logging
import os
import selectors
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from types import FrameType
from typing import NoReturn

import flask

from dashboard.pages import all_pages
from dashboard.web.operating.logs import ACCESS
from dashboard.web.operating.metrics import METRICS
from dashboard.web.operating.prefix import PREFIX
from dashboard.web.serving import SHUTDOWN_SECONDS, Opened, freeze_loaded

SOON_SECONDS = 10.0
"""A worker that ends so soon after its beginning would do so again: the next one is begun after a pause."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.2, 30.0
GRACE_SECONDS = SHUTDOWN_SECONDS + 5
"""How long workers may finish what they answer; after it they are killed."""
_ENDING = (signal.SIGINT, signal.SIGTERM)

_log = logging.getLogger("lanspuls")


def can_fork() -> bool:
    """Whether this system can make one process into two. Windows cannot."""
    return hasattr(os, "fork")


def warm(pages: flask.Flask, addresses: Sequence[str]) -> None:
    """Answer some addresses to nobody, so that what they need is imported and read before the fork."""
    access = logging.getLogger(ACCESS)
    hosts = pages.config["TRUSTED_HOSTS"] or ["127.0.0.1"]
    visitor = pages.test_client()
    access.disabled = True
    try:
        for address in addresses:
            visitor.get(
                f"{pages.config.get(PREFIX, '')}{address}",
                base_url=f"http://{hosts[0].lstrip('.')}",
                headers={"Accept-Encoding": "br"},
            )
    finally:
        access.disabled = False


def share(pages: flask.Flask, workers: int) -> None:
    """Let the processes that are forked from now on count together, and leave in peace what they share."""
    routes = (*(rule.rule for rule in pages.url_map.iter_rules()), *(kind.address for kind in all_pages()))
    pages.extensions[METRICS].share(workers, routes)
    freeze_loaded()  # else each worker's first look for garbage writes into every object, and copies it


@dataclass(slots=True)
class _Worker:
    """One process: its id, 0 while there is none; when it began, how often it ended soon, when the next may begin."""

    pid: int = 0
    began: float = 0.0
    soon: int = 0
    next: float = 0.0


class Workers:
    """Processes that answer at an open port, until this one is told to end.

    ``begin`` is called in each with its number, from 0; number 0 is the one that does what only one may do.
    """

    def __init__(self, server: Opened, count: int, begin: Callable[[int], None]) -> None:
        self._server, self._begin = server, begin
        self._workers = [_Worker() for _ in range(count)]
        self._is_ending = False
        self._noticed = self._notices = self._alive = self._lives = -1

    def run(self) -> None:
        """Keep every worker running until SIGTERM or Ctrl-C; returns when all have ended."""
        self._server.take_turns()
        self._noticed, self._notices = os.pipe()
        self._alive, self._lives = os.pipe()  # closed by the system where this process is killed: then the workers end
        for end in (self._noticed, self._notices):
            os.set_blocking(end, False)
        with self._heeding(), selectors.DefaultSelector() as selector:
            selector.register(self._noticed, selectors.EVENT_READ)
            while not self._is_ending:
                selector.select(self._begin_all())
                self._take_notices()
                self._take_leave()
            self._end_all(selector)
        for end in (self._noticed, self._notices, self._alive, self._lives):
            os.close(end)

    @contextlib.contextmanager
    def _heeding(self) -> Iterator[None]:
        """Signals wake the wait; those that end are remembered."""

        def end(_: int, __: FrameType | None) -> None:
            self._is_ending = True

        before = {one: signal.signal(one, end) for one in _ENDING}
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        awoken = signal.set_wakeup_fd(self._notices, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(awoken)
            for one, handler in before.items():
                signal.signal(one, handler)

    def _take_notices(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._noticed, 4096)

    def _begin_all(self) -> float | None:
        """Begin whoever is lacking and may; how long until another may, None where all are there."""
        now = monotonic()
        for number, worker in enumerate(self._workers):
            if not worker.pid and worker.next <= now:
                worker.began = now
                worker.pid = self._fork(number)
        return min((one.next - now for one in self._workers if not one.pid), default=None)

    def _take_leave(self) -> None:
        """Notice who has ended, and say when the next begins in its place."""
        now = monotonic()
        for number, worker in enumerate(self._workers):
            if not worker.pid:
                continue
            found, status = os.waitpid(worker.pid, os.WNOHANG)
            if not found:
                continue
            code = os.waitstatus_to_exitcode(status)
            worker.soon = worker.soon + 1 if now - worker.began < SOON_SECONDS else 0
            pause = min(SHORTEST_PAUSE * 2 ** (worker.soon - 2), LONGEST_PAUSE) if worker.soon > 1 else 0.0
            worker.next = now + pause
            if not self._is_ending:
                how = f"by signal {-code}" if code < 0 else f"with {code}"
                said = {"worker": number, "pid": worker.pid, "again_in_seconds": pause}
                _log.warning("a worker ended %s; another begins in its place", how, extra={"said": said})
            worker.pid = 0

    def _fork(self, number: int) -> int:
        """A new process that answers; its id. What tells it to end waits until it heeds that."""
        sys.stdout.flush()
        sys.stderr.flush()
        held = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        pid = os.fork()
        if pid:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)
            return pid
        try:
            signal.set_wakeup_fd(-1)
            for one in (*_ENDING, signal.SIGCHLD):
                signal.signal(one, signal.SIG_DFL)
            for end in (self._lives, self._noticed, self._notices):
                os.close(end)
            signal.pthread_sigmask(signal.SIG_SETMASK, held)
            self._answer(number)
        except BaseException:
            _log.exception("a worker cannot go on", extra={"said": {"worker": number}})
            os._exit(1)

    def _answer(self, number: int) -> NoReturn:
        """Answer in this process until it is told to end, or the one that began it is gone."""
        self._begin(number)
        threading.Thread(target=self._end_when_alone, name="parent", daemon=True).start()
        self._server.run()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)  # nothing of what this process was forked with is its own to tidy up

    def _end_when_alone(self) -> None:
        os.read(self._alive, 1)
        self._server.stop()

    def _end_all(self, selector: selectors.BaseSelector) -> None:
        """Ask all workers to end, and kill who has not in time."""
        self._signal_all(signal.SIGTERM)
        until = monotonic() + GRACE_SECONDS
        while any(one.pid for one in self._workers):
            selector.select(max(until - monotonic(), 0))
            self._take_notices()
            if monotonic() >= until:
                self._signal_all(signal.SIGKILL)
                for one in self._workers:
                    if one.pid:
                        os.waitpid(one.pid, 0)
                        one.pid = 0
                return
            self._take_leave()

    def _signal_all(self, number: signal.Signals) -> None:
        for one in self._workers:
            if one.pid:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(one.pid, number)
