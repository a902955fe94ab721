"""Starts `lanspuls demo` where it has no network and nothing of this machine's, and visits it; prints what it counted.

``python -m tests.operate.visiting ASKED`` (JSON, see Asked) is to be run in a network namespace of its own
(``unshare -n``): its only address is the loopback's, and it is the visitor too, with a Chromium.
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

from tests.dashboard.browsing import browser, save_pdf, settle
from tests.operate import say
from tests.waiting import HANG_SECONDS, killed_if_it_hangs

PORT, FILL_SECONDS = 8061, 1800
PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
UNPRIVILEGED = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs")
"""Without one right that an administrator has: its owner's files are all that a program may write."""
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
    workbook_bytes: int
    slides: int
    taken: int
    untold: int
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


def command(asked: Asked, *words: str, **more: str) -> list[str]:
    """`lanspuls …` with nothing of this environment but a path with the program's folder alone, and no rights."""
    inside = ["chroot", asked.root] if asked.root != "/" else []
    said = {"PATH": asked.path, "HOME": asked.start_in, "PYTHONUNBUFFERED": "1", **more}
    bare = ["/usr/bin/env", "-i", "-C", asked.start_in, *(f"{name}={value}" for name, value in said.items())]
    return [*inside, *UNPRIVILEGED, *bare, "lanspuls", *words]


def started(asked: Asked, stack: ExitStack) -> tuple[subprocess.Popen[str], str]:
    """A demo that serves, and the meeting's address it told."""
    demo = command(asked, "demo", "--no-browser", "--port", str(PORT))
    with (Path(asked.notes) / "stderr").open("a") as log:
        process = subprocess.Popen(demo, stdout=subprocess.PIPE, stderr=log, text=True)
    stack.callback(process.communicate)
    stack.callback(process.terminate)
    meeting = ""
    with killed_if_it_hangs(process, FILL_SECONDS):
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


def untold(asked: Asked) -> int:
    """Of the PDF that needs a browser here: 0 where there is one, or where the command says who can draw instead."""
    asking = command(asked, "meeting", "pdf", LANSPULS_DATA="data/demo", LC_ALL="C.UTF-8")
    ran = subprocess.run(asking, capture_output=True, text=True, timeout=HANG_SECONDS, check=False)
    return int(ran.returncode != 0 and "Spara som PDF" not in " ".join(ran.stderr.split()))


def refused(folder: str) -> int:
    """How many files a folder takes of whoever owns it: none where it is read-only."""
    try:
        (Path(folder) / "skrivet").write_text("")
    except OSError:
        return 0
    return 1


def visited(asked: Asked) -> Seen:
    """Start, visit, stop, and start again."""
    loopback_up()
    began = time.monotonic()
    outside: list[str] = []
    with ExitStack() as stack:
        say("start the demo")
        process, meeting = started(asked, stack)
        memory = Memory(process.pid)
        memory.start()
        front = fetched("/")
        seconds, cpu = time.monotonic() - began, cpu_seconds(process.pid)
        filled = pss_mb(process.pid)
        say("the first page is there")
        assert b"DEMODATA" in front and meeting, "the front page has made-up figures, and there is a meeting"
        sheet, workbook = fetched("/faktablad/2321.pdf"), fetched("/hamta/arbetsloshet.xlsx?region=2321")
        assert sheet.startswith(b"%PDF-") and workbook.startswith(b"PK")
        with browser() as chrome:
            page = chrome.new_context(accept_downloads=True).new_page()
            page.on("request", lambda one: outside.append(one.url))
            page.goto(f"http://127.0.0.1:{PORT}/indikator/arbetsloshet?region=2321")
            settle(page)
            assert page.locator(".main-svg").count() > 0, "the chart is drawn"
            page.goto(f"http://127.0.0.1:{PORT}/{meeting}")
            settle(page)
            slides = page.locator("section.slide, section[id^=bild], .bild").count()
            drawn_there = page.locator("[data-do=pdf]").count() > 0  # the server has no browser to draw with
            say(f"{slides} slides; the meeting's PDF")
            if drawn_there:
                saved = save_pdf(page, lambda: page.dispatch_event("[data-do=pdf]", "click"))
                paper = saved.path().read_bytes()
            else:
                paper = fetched(str(page.locator("a[href$='.pdf']").first.get_attribute("href")))
        assert paper.startswith(b"%PDF-")
        after = pss_mb(process.pid)
        memory.stop()
    lacking = untold(asked)
    with ExitStack() as stack:
        say("start again")
        began = time.monotonic()
        started(asked, stack)
        assert b"DEMODATA" in fetched("/")
        again = time.monotonic() - began
    others = [one for one in outside if not re.match(r"(http://127\.0\.0\.1:|data:|blob:)", one)]
    return Seen(
        seconds=seconds, cpu_seconds=cpu, peak_mb=memory.peak, filled_mb=filled, visited_mb=after,
        again_seconds=again, pdf_bytes=len(paper), drawn_there=drawn_there, fact_sheet_bytes=len(sheet),
        workbook_bytes=len(workbook), slides=slides, taken=refused(f"{asked.root}/{asked.path}"), untold=lacking,
        outside=len(others) + len(networks()),
    )  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(visited(Asked(**json.loads(sys.argv[1]))))))
