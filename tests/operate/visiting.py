"""Starts `lanspuls demo` where it has no network and nothing of this machine's, and visits it; prints what it counted.

``python -m tests.operate.visiting ASKED`` (JSON, see Asked) is to be run in a network namespace of its own
(``unshare -n``): its only address is the loopback's, and it is the visitor too, with a Chromium beside nginx.
"""

import fcntl
import json
import os
import re
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from loaders.ground.files import temporary_folder
from tests.dashboard.browsing import browser, save_pdf, settle
from tests.dashboard.web.test_prefix import PREFIX, nginx
from tests.waiting import HANG_SECONDS, killed_if_it_hangs

PORT = 8061
PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
_SET_FLAGS, _UP, _RUNNING = 0x8914, 0x1, 0x40


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to start: the folder to start in, the root it is in, the folder of its program, and where notes may lie."""

    start_in: str
    root: str
    path: str
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a visit counted: seconds by the clock and of the processors until the first page, and megabytes (PSS)."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    filled_mb: float
    visited_mb: float
    again_seconds: float
    pdf_bytes: int
    drawn_there: bool
    fact_sheet_bytes: int
    slides: int
    outside: int


class Memory(threading.Thread):
    """Looks now and then how much a process and those it has begun take, shared parts counted once."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process, self._ended = process, threading.Event()
        self.peak = 0.0

    def run(self) -> None:
        while not self._ended.wait(0.5):
            self.peak = max(self.peak, pss_mb(self._process))

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self.join()


def family(process: int) -> list[int]:
    """A process and all that descend from it."""
    found, waiting = [], [process]
    while waiting:
        one = waiting.pop()
        found.append(one)
        try:
            for task in (PROC / str(one) / "task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def pss_mb(process: int) -> float:
    """Megabytes that a process and its descendants take."""
    total = 0
    for one in family(process):
        try:
            told = re.search(r"^Pss: +(\d+) kB", (PROC / str(one) / "smaps_rollup").read_text(), re.MULTILINE)
        except OSError:
            continue
        total += int(told[1]) if told else 0
    return total / 1000


def cpu_seconds(process: int) -> float:
    """Processor time of a process, its descendants, and those of them that have ended."""
    total = 0
    for one in family(process):
        try:
            fields = (PROC / str(one) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15]))
    return total / TICKS


def loopback_up() -> None:
    """Raise the loopback of a new network namespace, where it is down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        fcntl.ioctl(one, _SET_FLAGS, struct.pack("16sh14x", b"lo", _UP | _RUNNING))


def networks() -> list[str]:
    """Interfaces other than the loopback."""
    return [name for _, name in socket.if_nameindex() if name != "lo"]


def command(asked: Asked, *more: str) -> list[str]:
    """`lanspuls demo` with nothing of this environment but a path with the program's folder alone."""
    inside = ["chroot", asked.root] if asked.root != "/" else []
    bare = ["/usr/bin/env", "-i", "-C", asked.start_in, f"PATH={asked.path}", f"HOME={asked.start_in}", *more]
    return [*inside, *bare, "PYTHONUNBUFFERED=1", "lanspuls", "demo", "--no-browser", "--port", str(PORT)]


def started(asked: Asked, stack: ExitStack, *more: str) -> tuple[subprocess.Popen[str], str]:
    """A demo that serves, and the meeting's address it told."""
    with (Path(asked.notes) / "stderr").open("a") as log:
        process = subprocess.Popen(command(asked, *more), stdout=subprocess.PIPE, stderr=log, text=True)
    stack.callback(process.communicate)
    stack.callback(process.terminate)
    meeting = ""
    with killed_if_it_hangs(process):
        for line in process.stdout or ():
            if line.startswith("Mötet:"):
                meeting = line.split()[1]
            if line.startswith("Avsluta"):
                break
        else:
            raise OSError(f"ended before it served: {(Path(asked.notes) / 'stderr').read_text()[-2000:]}")
    return process, meeting.rpartition(":")[2].partition("/")[2]


def fetched(address: str) -> bytes:
    """What an address of the server answers; OSError for a fault."""
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{address}", timeout=HANG_SECONDS) as answer:
        return bytes(answer.read())


def visited(asked: Asked) -> Seen:
    """Start, visit, stop, start again behind nginx under a prefix, visit."""
    loopback_up()
    began = time.monotonic()
    outside: list[str] = []
    with ExitStack() as stack:
        process, meeting = started(asked, stack)
        memory = Memory(process.pid)
        memory.start()
        front = fetched("/")
        seconds, cpu = time.monotonic() - began, cpu_seconds(process.pid)
        filled = pss_mb(process.pid)
        assert b"DEMODATA" in front and meeting, "the front page has made-up figures, and there is a meeting"
        sheet = fetched("/faktablad/2321.pdf")
        assert sheet.startswith(b"%PDF-")
        with browser() as chrome:
            page = chrome.new_context(accept_downloads=True).new_page()
            page.on("request", lambda one: outside.append(one.url))
            page.goto(f"http://127.0.0.1:{PORT}/indikator/arbetsloshet?plats=2321")
            settle(page)
            page.goto(f"http://127.0.0.1:{PORT}/{meeting}")
            settle(page)
            slides = page.locator("section.slide, section[id^=bild], .bild").count()
            drawn_there = page.locator("[data-do=pdf]").count() > 0  # the server has no browser to draw with
            if drawn_there:
                saved = save_pdf(page, lambda: page.dispatch_event("[data-do=pdf]", "click"))
                paper = saved.path().read_bytes()
            else:
                paper = fetched(str(page.locator("a[href$='.pdf']").first.get_attribute("href")))
        assert paper.startswith(b"%PDF-")
        after = pss_mb(process.pid)
        memory.stop()
    with ExitStack() as stack:
        began = time.monotonic()
        started(asked, stack, f"LANSPULS_PREFIX={PREFIX}")
        again = time.monotonic() - began
        with (
            nginx(Path(stack.enter_context(temporary_folder())) / "n", f"http://127.0.0.1:{PORT}") as address,
            browser() as chrome,
        ):
            page = chrome.new_context().new_page()
            page.on("request", lambda one: outside.append(one.url))
            page.goto(f"{address}/")
            settle(page)
            assert page.locator("h1").count() and "DEMODATA" in page.content()
    others = [one for one in outside if not re.match(r"(http://127\.0\.0\.1:|data:|blob:)", one)]
    return Seen(
        seconds=seconds, cpu_seconds=cpu, peak_mb=memory.peak, filled_mb=filled, visited_mb=after,
        again_seconds=again, pdf_bytes=len(paper), drawn_there=drawn_there, fact_sheet_bytes=len(sheet), slides=slides,
        outside=len(others) + len(networks()),
    )  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(visited(Asked(**json.loads(sys.argv[1]))))))
