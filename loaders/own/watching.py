"""Reading own files in while the pages are served, beside the requests: pages only read."""

import logging
import threading

from loaders.ground.errors import StoreError
from loaders.own import stamp
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
    seen = ""
    while not stop.wait(every):
        now = stamp(history.folder)
        if now == seen:
            continue
        try:
            kept = history.keep(settled=settled)
        except StoreError as error:
            _log.warning("own files are not read in: %s", error)
            continue
        for name in kept.new:
            _log.info("own file %s: a new version is read in", name)
        if not kept.unsettled:
            seen = now
