"""The pages under a supervisor: their port stays open, one process answers, and another takes over before it is ended.

A process that dies, hangs or is replaced since the settings changed is followed by another at the same open port, so
whoever comes meanwhile waits a moment instead of being refused. New settings that do not hold leave the process that
answers as it is.
"""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from queue import SimpleQueue
from time import monotonic
from typing import Any

from dashboard.commands.running.child import Child, Notice, Probed
from dashboard.commands.running.limits import Limits
from dashboard.commands.running.looking import pause_seconds
from loaders.http.listening import is_answered, open_port
from loaders.settings import Settings, reached_at

Begin = Callable[[str, dict[str, Any], Sequence[int]], Child]


@dataclass(slots=True)
class _Page:
    """A process that answers, or will. fault: what it has said itself of why it ends."""

    child: Child
    began: float
    ready: float | None = None
    fault: str = ""
    kill_at: float | None = None


class Front:
    """The port, the process that answers at it, and the one that is to take over.

    fault: what is wrong with the pages now; refused: why changed settings were not taken in. Both in Swedish, "" while
    nothing is. UsageError where the port is taken.
    """

    def __init__(
        self,
        settings: Settings,
        port: int,
        workers: int | None,
        limits: Limits,
        notices: "SimpleQueue[Notice]",
        begin: Begin,
    ) -> None:
        self._settings, self._workers, self._limits = settings, workers, limits
        self._notices, self._begin_child = notices, begin
        self._socket = open_port(settings.host, port)
        self.port: int = self._socket.getsockname()[1]
        if not limits.hands_over:
            self._socket.close()
        self._current: _Page | None = None
        self._coming: _Page | None = None
        self._leaving: list[_Page] = []
        self._next = self._probe_at = 0.0
        self._misses, self._is_asked, self._wants_new = 0, False, False
        self.fault = self.refused = ""
        self.fails, self.since = 0, datetime.now(UTC)

    @property
    def is_answering(self) -> bool:
        """Whether a process answers now."""
        return self._current is not None and self._current.ready is not None

    @property
    def is_settled(self) -> bool:
        """Whether a process has answered for so long that it is well."""
        ready = self._current.ready if self._current is not None else None
        return ready is not None and not self._misses and monotonic() - ready > self._limits.settled

    @property
    def is_gone(self) -> bool:
        """Whether no process is left."""
        return not self._all()

    def renew(self) -> None:
        """Let another process take over, which reads the settings anew."""
        self._wants_new = True

    def tend(self, now: float) -> None:
        """Begin who is lacking, end who takes too long, ask whether somebody answers."""
        if self._current is None and self._coming is None and now >= self._next:
            self._wants_new = False
            self._current = self._begin(now)
        elif self._wants_new and self._current is not None and self._coming is None:
            self._wants_new = False
            if self._limits.hands_over:
                self._coming = self._begin(now)
            else:
                self._leave(self._current, now)
        for page in (self._current, self._coming):
            if page is not None and page.ready is None and now - page.began > self._limits.begin:
                page.fault = page.fault or f"hade inte börjat svara efter {self._limits.begin:g} sekunder"
                page.child.kill()
        for page in self._leaving:
            if page.kill_at is not None and now > page.kill_at:
                page.child.kill()
        current = self._current
        if current is None or current.ready is None:
            return
        if self.is_settled:
            self.fault, self.fails = "", 0
        if now >= self._probe_at and not self._is_asked:
            self._probe_at, self._is_asked = now + self._limits.probe_every, True
            threading.Thread(target=self._probe, args=(current.child,), name="probe", daemon=True).start()

    def said(self, child: Child, fault: str, *, is_ready: bool) -> None:
        """Heed what one of the processes says: that it answers from now on, or why it ends."""
        page = self._of(child)
        if page is None:
            return
        page.fault = fault or page.fault
        if is_ready and page.ready is None:
            page.ready, self.since = monotonic(), datetime.now(UTC)
            self._misses, self._probe_at = 0, page.ready + self._limits.probe_every
            if page is self._coming:
                before, self._current, self._coming = self._current, page, None
                self.fault = self.refused = ""
                if before is not None:
                    self._leave(before, page.ready)

    def probed(self, child: Child, *, is_well: bool) -> None:
        """Heed whether the process answered; one that does not for long is killed."""
        self._is_asked = False
        if self._current is None or child is not self._current.child:
            return
        self._misses = 0 if is_well else self._misses + 1
        if self._misses >= self._limits.misses:
            self._current.fault = f"svarade inte på {self._limits.misses} frågor i rad och avslutades"
            child.kill()

    def give_up(self, child: Child, reason: str) -> None:
        """End a process now, and remember why."""
        page = self._of(child)
        if page is not None:
            page.fault = reason
            child.kill()

    def ended(self, child: Child, reason: str, now: float) -> bool:
        """A process is no more: say why, and when the next begins in its place. Whether it was one of these."""
        page = self._of(child)
        if page is None:
            return False
        if page in self._leaving:
            self._leaving.remove(page)
            if self._current is page:  # where nothing can be handed over
                self._current, self._next = None, now
            return True
        if page is self._coming:
            self._coming = None
            told = page.fault or reason
            self.refused = told
            return True
        self.fault, self.refused = page.fault or reason, ""
        lived = page.ready is not None and now - page.ready > self._limits.settled
        self.fails = 1 if lived else self.fails + 1
        limits = self._limits
        again = pause_seconds(self.fails - 1, limits.pages_pause, limits.longest_pages_pause) if self.fails > 1 else 0.0
        self._current, self._next, self._misses, self.since = None, now + again, 0, datetime.now(UTC)
        return True

    def end(self, now: float) -> None:
        """Ask all to finish what they answer; nobody new is let in."""
        for page in self._all():
            if page not in self._leaving:
                self._leave(page, now)
        with suppress(OSError):
            self._socket.close()

    def kill(self) -> None:
        """End all now."""
        for page in self._all():
            page.child.kill()

    def _begin(self, now: float) -> _Page | None:
        """Another process; None where the system has no room for one, and then later."""
        handed = [self._socket.fileno()] if self._limits.hands_over else []
        given = {
            "host": self._settings.host,
            "port": self.port,
            "workers": self._workers,
            "listening": handed[0] if handed else None,
        }
        try:
            return _Page(self._begin_child("serve", given, handed), now)
        except OSError as error:
            self.fails += 1
            self.fault = f"gick inte att starta ({error.strerror})"
            self._next = now + pause_seconds(self.fails, self._limits.pages_pause, self._limits.longest_pages_pause)
            return None

    def _leave(self, page: _Page, now: float) -> None:
        page.kill_at = now + self._limits.grace
        self._leaving.append(page)
        page.child.end()

    def _all(self) -> list[_Page]:
        found = [one for one in (self._current, self._coming) if one is not None and one not in self._leaving]
        return [*found, *self._leaving]

    def _of(self, child: Child) -> _Page | None:
        return next((one for one in self._all() if one.child is child), None)

    def _probe(self, child: Child) -> None:
        names = [one.lstrip(".") for one in self._settings.hosts] or ["127.0.0.1"]
        path = f"{self._settings.prefix}/halsa"
        is_well = is_answered(reached_at(self._settings.host), self.port, path, names[0], self._limits.probe_wait)
        self._notices.put(Probed(child, is_well))
