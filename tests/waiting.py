"""Waiting for what happens instead of for time to pass, however busy the machine is."""

import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

HANG_SECONDS = 300
"""After this long something hangs, and a test ends it. It says nothing of how fast anything is; tests/bench does."""
_FIRST_PAUSE, _LONGEST_PAUSE, _GROWS = 0.02, 0.2, 1.1
"""Seconds between looks: what comes soon is seen at once, and looking takes little from what takes long."""


def wait_until(holds: Callable[[], object], what: str, seconds: int = HANG_SECONDS) -> None:
    """Look until something holds, for where nobody tells that it has come to hold; an error if it hangs."""
    waited, pause = 0.0, _FIRST_PAUSE
    while waited < seconds:
        if holds():
            return
        threading.Event().wait(pause)
        waited += pause
        pause = min(pause * _GROWS, _LONGEST_PAUSE)
    raise AssertionError(f"{what}: has not happened in {seconds} s")


def heed_ctrl_c() -> None:
    """Before a process begins that is to be interrupted: what a shell starts in the background ignores Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def killed_if_it_hangs(process: subprocess.Popen, seconds: float = HANG_SECONDS) -> Iterator[None]:
    """Reading what a process prints ends, since one that hangs is killed."""
    kill = threading.Timer(seconds, process.kill)
    kill.start()
    try:
        yield
    finally:
        kill.cancel()
