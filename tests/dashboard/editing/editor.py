"""A running ``lanspuls edit`` over the made-up figures, for tests."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from dashboard.web.editing.editor_app import create_editor
from dashboard.web.editing.keyhole import Keyhole
from dashboard.web.serving import Opened
from loaders.ground.clock import STOCKHOLM
from loaders.settings import Settings
from tests.dashboard.addresses import MEETING_DAY
from tests.shared import lacking

SECRET = "hemlig" * 6
PAGE = f"/redigera/{MEETING_DAY}"


def now() -> datetime:
    return datetime(2026, 11, 27, 14, 35, tzinfo=STOCKHOLM)


def editor(settings: Settings):
    """The application, with a secret that tests know."""
    return create_editor(settings, Keyhole(SECRET), now)


@contextmanager
def edited(settings: Settings) -> Iterator[str]:
    """The editor on a port of its own; gives its address."""
    server = Opened(editor(settings), "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.stop()
        thread.join()


@contextmanager
def no_room():
    """A disk that takes nothing more."""
    if sys.platform == "win32":
        lacking("this system has no limit of a file's size for one process")
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
