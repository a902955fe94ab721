"""Reading own files in while the pages are served, beside the requests: pages only read."""

import logging
import threading

from loaders.ground.people.files import in_folder, stamp
from loaders.own.history import OwnHistory

EVERY_SECONDS = 5.0
SETTLED_SECONDS = 2.0
"""A file written later than this may not be finished."""

_log = logging.getLogger(__name__)


def watch(history: OwnHistory, every: float = EVERY_SECONDS, settled: float = SETTLED_SECONDS) -> threading.Event:
    """Keep what people write from now on, in a thread that ends with the program, or when the event is set."""
    stop = threading.Event()
    threading.Thread(target=_run, args=(history, stop, every, settled), name="own files", daemon=True).start()
    return stop


def _run(history: OwnHistory, stop: threading.Event, every: float, settled: float) -> None:
    seen, told = "", ""
    while not stop.wait(every):
        try:
            seen = _look(history, seen, settled)
            told = ""
        except Exception as error:  # whatever it is: without this thread no file is read in until the next start
            now = f"{type(error).__name__}: {error}"
            if now != told:
                _log.warning("own files are not read in, tried again every %g seconds: %s", every, now)
            told = now


def _look(history: OwnHistory, seen: str, settled: float) -> str:
    """Read in what is new since the folder looked as ``seen``, and how it looks when all of it is."""
    now = stamp(in_folder(history.folder))
    if now == seen:
        return seen
    kept = history.keep(settled=settled)
    for name in kept.new:
        _log.info("own file %s: a new version is read in", name)
    for problem in kept.problems:
        _log.warning("own file is not read in: %s", problem.error)
    return seen if kept.unsettled else now
