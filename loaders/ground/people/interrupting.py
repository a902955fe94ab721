"""Ctrl-C is heard by the process that a person began, which ends its own in order; those say nothing of it.

A terminal sends it to all of them at once, also to one that is still importing, whose last words are a traceback.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

INTERRUPTED = 130
"""The exit code of what a person has ended, as shells have it."""


@contextmanager
def unheard() -> Iterator[None]:
    """Processes begun in here do not hear Ctrl-C, and they are begun whole: what is pressed is heard here afterwards.

    Where a system hands no mask on to what is begun (Windows), ``hear_nothing`` is the first thing done there.
    """
    with _heard_afterwards():
        masking = getattr(signal, "pthread_sigmask", None)
        if masking:
            from multiprocessing import resource_tracker

            resource_tracker.ensure_running()  # multiprocessing's own first process: after its start nothing is masked
        before = masking(signal.SIG_BLOCK, {signal.SIGINT}) if masking else None
        try:
            yield
        finally:
            if masking:
                masking(signal.SIG_SETMASK, before)


def hear_nothing() -> None:
    """From now on this process does not hear Ctrl-C."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _heard_afterwards() -> Iterator[None]:
    """The mask is one thread's: another may be sent the signal, and Python then interrupts the main thread."""
    heard: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    if before is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard:
            signal.raise_signal(signal.SIGINT)
