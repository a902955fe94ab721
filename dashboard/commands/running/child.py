"""One part as a process: given a line on its stdin, heard on its stdout, its log passed on, ended by closing stdin.

Nothing here waits for a part. Threads read what it writes and put what happened into a queue; a log that nobody takes,
or that grows without end, is dropped instead of holding the part up. No call is POSIX's alone. A terminal's Ctrl-C
does not reach a part: who began it hears that, and ends it in order.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Full, Queue, SimpleQueue
from time import monotonic
from typing import IO

from dashboard.commands.running.lines import LONGEST_LINE, Line, read_line

MINUTE = 60.0
CHUNK_BYTES = 65_536
WAITING_CHUNKS = 64
A_GROUP_OF_ITS_OWN = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""Windows' flag for what ``process_group`` is elsewhere."""
LAST_WORDS_SECONDS = 5.0
"""How long what a part has written is read after its end: a process that it began may hold the pipe."""


@dataclass(frozen=True, slots=True)
class Said:
    """A part has told something."""

    child: "Child"
    line: Line


@dataclass(frozen=True, slots=True)
class Ended:
    """A part is no more. code: its exit code, negative for a signal."""

    child: "Child"
    code: int


@dataclass(frozen=True, slots=True)
class Flooding:
    """A part writes more into the log than anybody can read."""

    child: "Child"


@dataclass(frozen=True, slots=True)
class Probed:
    """Whether a part that answers at a port was answering when it was asked."""

    child: "Child"
    is_well: bool


Notice = Said | Ended | Flooding | Probed | None
"""What the supervisor waits for; None is that it is to end."""


class Output:
    """Where the parts' log goes, by a thread: whoever writes never waits for it, and a full disk stops nothing."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._chunks: Queue[bytes | None] = Queue(WAITING_CHUNKS)
        self._thread = threading.Thread(target=self._write, name="log", daemon=True)
        self._thread.start()

    def put(self, chunk: bytes) -> None:
        """Write it, unless too much waits already."""
        with suppress(Full):
            self._chunks.put_nowait(chunk)

    def close(self) -> None:
        """Write what waits, for as long as that may reasonably take."""
        with suppress(Full):
            self._chunks.put(None, timeout=LAST_WORDS_SECONDS)
            self._thread.join(LAST_WORDS_SECONDS)

    def _write(self) -> None:
        while (chunk := self._chunks.get()) is not None:
            with suppress(OSError, ValueError):
                self._stream.write(chunk)
                self._stream.flush()


class Child:
    """A process that is one part. most_bytes: what it may write in a minute. pass_fds: open files that it is handed."""

    def __init__(
        self,
        command: Sequence[str],
        first: bytes,
        notices: "SimpleQueue[Notice]",
        output: Output,
        most_bytes: int,
        pass_fds: Sequence[int] = (),
    ) -> None:
        self._notices, self._output, self._most = notices, output, most_bytes
        self._process = subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=tuple(pass_fds),
            process_group=0,
            creationflags=A_GROUP_OF_ITS_OWN,
        )
        stdin, stdout, stderr = self._process.stdin, self._process.stdout, self._process.stderr
        if stdin is None or stdout is None or stderr is None:
            raise OSError("a part was begun without its pipes")
        self._stdin, self._stdout, self._stderr = stdin, stdout, stderr
        self.heard = monotonic()
        """When it last gave a sign of life."""
        self._hearing = self._thread(self._hear)
        self._logging = self._thread(self._log)
        self._thread(self._begin, first)
        self._thread(self._wait)

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    def end(self) -> None:
        """Ask it to finish what it does and end."""
        self._thread(self._close)  # closing writes what is left, which may wait for a part that reads nothing

    def kill(self) -> None:
        """End it now."""
        with suppress(OSError):
            self._process.kill()

    @staticmethod
    def _thread(work: Callable[..., None], *given: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=given, name="part", daemon=True)
        thread.start()
        return thread

    def _begin(self, first: bytes) -> None:
        with suppress(OSError, ValueError):
            self._stdin.write(first + b"\n")
            self._stdin.flush()

    def _close(self) -> None:
        with suppress(OSError, ValueError):
            self._stdin.close()

    def _hear(self) -> None:
        budget = _Budget(self._most)
        with suppress(OSError, ValueError):
            while text := self._stdout.readline(LONGEST_LINE):
                if not budget.has_room(len(text)):
                    self._told_flooding(budget)
                    continue
                self.heard = monotonic()
                with suppress(ValueError):  # what is no line of ours says nothing, but that it lives
                    self._notices.put(Said(self, read_line(text)))

    def _log(self) -> None:
        budget = _Budget(self._most)
        with suppress(OSError, ValueError):
            while chunk := os.read(self._stderr.fileno(), CHUNK_BYTES):
                if budget.has_room(len(chunk)):
                    self._output.put(chunk)
                else:
                    self._told_flooding(budget)

    def _told_flooding(self, budget: "_Budget") -> None:
        if not budget.is_told:
            budget.is_told = True
            self._notices.put(Flooding(self))

    def _wait(self) -> None:
        code = self._process.wait()
        self._hearing.join(LAST_WORDS_SECONDS)
        self._logging.join(LAST_WORDS_SECONDS)
        with suppress(OSError, ValueError):
            self._close()
        self._notices.put(Ended(self, code))


class _Budget:
    """Bytes that may be written within a minute."""

    def __init__(self, most: int) -> None:
        self._most, self._began, self._seen = most, monotonic(), 0
        self.is_told = False

    def has_room(self, size: int) -> bool:
        """Whether so many more are within it."""
        if monotonic() - self._began >= MINUTE:
            self._began, self._seen, self.is_told = monotonic(), 0, False
        self._seen += size
        return self._seen <= self._most


def next_notice(notices: "SimpleQueue[Notice]", seconds: float) -> Notice | None:
    """What happens within so long; None where nothing does."""
    try:
        return notices.get(timeout=max(seconds, 0.0))
    except Empty:
        return None
