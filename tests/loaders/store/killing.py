"""``kill -9`` of a process at a moment that is counted in steps of our code, not in seconds."""

import itertools
import os
import signal
import sys
import threading
from types import FrameType
from typing import Any

from tests.shared import REPOSITORY

_WATCHED = str(REPOSITORY / "loaders")


class Steps:
    """Counts the calls that code of loaders/ receives and makes, C functions too, in threads started from now on.

    Killed at step n, a process has ended between two such calls, the same ones however busy the machine is: after a
    file was opened and before it was written, after it was written and before it got its name.
    """

    def __init__(self, kill_at: int | None = None) -> None:
        self.taken = 0
        self._kill_at, self._numbers = kill_at, itertools.count(1)
        threading.setprofile(self._step)
        sys.setprofile(self._step)

    def _step(self, frame: FrameType, event: str, argument: Any) -> None:
        if not frame.f_code.co_filename.startswith(_WATCHED):
            return
        self.taken = next(self._numbers)
        if self.taken == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def stop(self) -> None:
        """Count no more."""
        sys.setprofile(None)
        threading.setprofile(None)
