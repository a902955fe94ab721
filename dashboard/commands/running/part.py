"""A part of ``lanspuls run``, as the supervisor begins it: ``python -m dashboard.commands.running.part fetch``.

Its first line on stdin is what it is given, as JSON. What it prints goes to its log on stderr, and only our own lines
(lines.py) to its stdout. When its stdin is closed it ends in order, and where that takes too long, at once: so it never
outlives who began it, whatever system this is.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from time import sleep
from typing import Any

import orjson

from dashboard.commands.running.lines import Line, written
from loaders.ground.errors import LanspulsError, swedish_of
from loaders.ground.people.interrupting import INTERRUPTED

GRACE_SECONDS = 15.0
LEFT = 3
"""The exit code of one that took too long to end."""
IN_OUT, ERR = (0, 1), 2
LESS_URGENT = 10
AGAIN_SECONDS = 0.1
_lost = threading.Event()

Say = Callable[[Line], None]


def main() -> None:
    """Run the part that is named; never returns with a traceback for what is foreseen, asked to end whenever."""
    try:
        try:
            _run(sys.argv[1])
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _run(name: str) -> None:
    given, say = _begin()
    sys.unraisablehook = _note_lost
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts in the background ignores it
    threading.Thread(target=_end_with_stdin, name="leash", daemon=True).start()
    if name != "serve":
        getattr(os, "nice", lambda _: None)(LESS_URGENT)  # readers come first
    try:
        from dashboard.commands.running.work import PARTS

        result = PARTS[name](given, say)
    except LanspulsError as error:
        sys.stderr.write(f"{name}: {error}\n")
        say(Line(fault=swedish_of(error)))
        sys.exit(error.exit_code)
    if result is not None:
        say(Line(result=result))


def _begin() -> tuple[dict[str, Any], Say]:
    """What it is given, and how it tells something. From here on whatever prints, prints into the log."""
    stdin, stdout = IN_OUT
    text = b""
    while not text.endswith(b"\n"):
        piece = os.read(stdin, 1)
        if not piece:
            sys.exit(INTERRUPTED)
        text += piece
    tells = os.dup(stdout)
    os.dup2(ERR, stdout)

    def say(line: Line) -> None:
        try:
            os.write(tells, written(line))
        except OSError:
            return  # nobody hears any more; the leash ends this

    return orjson.loads(text), say


def _end_with_stdin() -> None:
    """Wait until nobody holds our stdin; then interrupt what is done here."""
    while os.read(IN_OUT[0], 1024):
        pass
    interrupt()
    threading.Thread(target=_interrupt_again, name="leash again", daemon=True).start()
    sleep(GRACE_SECONDS)
    os._exit(LEFT)


def _note_lost(lost: "sys.UnraisableHookArgs") -> None:
    """An interrupt that fell into a finaliser or a callback, where Python prints and forgets it, is not printed."""
    if lost.exc_type is KeyboardInterrupt:
        _lost.set()
    else:
        sys.__unraisablehook__(lost)


def _interrupt_again() -> None:
    """It comes once more, when what it fell into has had time to end."""
    while _lost.wait():
        _lost.clear()
        sleep(AGAIN_SECONDS)
        interrupt()


def interrupt() -> None:
    """As Ctrl-C, for the main thread, also where it waits."""
    to_thread = getattr(signal, "pthread_kill", None)
    main_thread = threading.main_thread().ident
    if to_thread is not None and main_thread is not None:
        to_thread(main_thread, signal.SIGINT)
    else:
        signal.raise_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
