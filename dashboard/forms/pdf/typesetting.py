"""Documents are set in a process of their own, which is ended when it takes too long; two at once for visitors.

Whoever serves pages must go on serving them whatever a document holds: a picture that is dear to draw, a fault in the
typesetter, memory that is not given back.
"""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dashboard.forms.pdf import typesetter
from dashboard.forms.svg import FONT_FOLDER
from loaders.ground.errors import ReportBusy, ReportError, ReportLate

PROCESSOR_SECONDS = 60
"""Of all its threads together. A document of ours takes two, on any machine, however busy that is."""
SECONDS = 300
"""By the clock: all there is where the system counts no processor time, and the end where others leave it none."""
MEGABYTES = 2_000
AT_ONCE = 2
"""Documents made for visitors at the same time, by one server process."""
_PROGRAM = Path(typesetter.__file__)
_turns = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def a_turn() -> Iterator[None]:
    """One of the turns that visitors share; ReportBusy where all are taken, since a queue would hold up the pages."""
    if not _turns.acquire(blocking=False):
        raise ReportBusy(f"{AT_ONCE} documents are being made already; try again in a moment")
    try:
        yield
    finally:
        _turns.release()


def set_apart(
    template: Path,
    content: str,
    moment: datetime,
    *,
    processor_seconds: int = PROCESSOR_SECONDS,
    seconds: float = SECONDS,
) -> bytes:
    """The document of a template and its content (JSON) as PDF/UA-1 and PDF/A-2a bytes.

    moment: its date, in UTC if naive. The same content and moment give the same bytes.

    ReportError where Typst refuses it, dies, or takes more processor time than may be; ReportLate where it is not done
    in time by the clock.
    """
    told = [str(template), str(FONT_FOLDER), str(processor_seconds), str(MEGABYTES), str(_seconds(moment))]
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM), *told],
            input=content.encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ReportLate(f"the document was not done in {seconds:g} s and was given up") from None
    except OSError as error:
        raise ReportError(f"the typesetter could not be started ({error.strerror})") from error
    if done.returncode == 0:
        return done.stdout
    if done.returncode == typesetter.REFUSED:
        raise ReportError(f"the document could not be set: {done.stderr.decode(errors='replace')}")
    if done.returncode == -getattr(signal, "SIGXCPU", 0):
        raise ReportError(f"the document took more than {processor_seconds} s of processor time and was given up")
    last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
    raise ReportError(f"the typesetter ended with code {done.returncode}: {' '.join(last)[:300]}")


def _seconds(moment: datetime) -> int:
    """Whole seconds since 1970."""
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
