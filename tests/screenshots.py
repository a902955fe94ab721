"""``python -m tests.screenshots``: pictures of all pages into build/screenshots, to be looked at beside the design.

Starts ``lanspuls demo``, so everything seen is DEMODATA. The examples that pages declare, every indicator and every way
of showing, at 390, 1440 and 1920 px; the meeting's slides at 1920 × 1080. Those of the help go into docs/pictures.
"""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from dashboard.pages import all_pages
from dashboard.views.selection import INDICATOR
from dashboard.views.ways import by_word
from loaders import catalogue
from tests import help_pictures
from tests.dashboard.addresses import COUNTY, FAULTY_ADDRESSES
from tests.dashboard.browsing import browser, settle
from tests.shared import REPOSITORY

OUT = REPOSITORY / "build" / "screenshots"
WIDTHS = (1440, 390, 1920)


@contextmanager
def demo() -> Iterator[str]:
    """Address of ``lanspuls demo``, which first fetches what its folder lacks."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "dashboard.commands.main", "demo", "--port", str(port)]
    running = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        while running.poll() is None:
            try:
                urllib.request.urlopen(f"{address}/halsa", timeout=10).close()
                break
            except OSError:
                time.sleep(0.3)  # the demo is another process, which fetches before it answers
        yield address
    finally:
        running.terminate()
        running.wait(timeout=30)


def addresses(meetings: list[str]) -> tuple[str, ...]:
    """What is photographed: every page's examples, every indicator, and every way by the first that offers it."""
    examples = [one for kind in all_pages() for one in kind.example_addresses(COUNTY, meetings)]
    indicators = [f"{INDICATOR}{declared.slug}" for declared in catalogue.shown()]
    ways = [
        f"{INDICATOR}{next(one.slug for one in catalogue.shown() if not way.why_not(one))}?matt={way.word}"
        for way in by_word().values()
    ]
    return tuple(dict.fromkeys((*examples, *indicators, *ways, *FAULTY_ADDRESSES)))


def name_of(address: str) -> str:
    """The name of an address's picture: its letters and digits."""
    return re.sub(r"[^a-z0-9]+", "-", address.lower()).strip("-") or "laget"


def main() -> int:
    """Take them all; 1 if a page scrolls sideways."""
    OUT.mkdir(parents=True, exist_ok=True)
    faults = []
    with demo() as site, browser() as started:
        with urllib.request.urlopen(f"{site}/moten", timeout=30) as answer:
            meetings = re.findall(r'href="/mote/([\d-]+)"', answer.read().decode())
        for width in WIDTHS:
            context = started.new_context(viewport={"width": width, "height": 900})
            page = context.new_page()
            for address in addresses(meetings):
                page.goto(site + address)
                settle(page)
                page.wait_for_timeout(250)
                page.screenshot(path=OUT / f"{name_of(address)}-{width}.png", full_page=True)
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    faults.append(f"{address} at {width} px scrolls sideways")
            context.close()
        for day in meetings[:1]:
            slides(started, f"{site}/mote/{day}")
        help_pictures.take(started, site)
    sys.stdout.write("\n".join([f"{len(list(OUT.glob('*.png')))} pictures in {OUT}", *faults, ""]))
    return 1 if faults else 0


def slides(started, address: str) -> None:
    """The slides of a meeting as a room sees them."""
    context = started.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.goto(address)
    for number in range(1, page.locator(".slide").count() + 1):
        page.goto(f"{address}#{number}")
        page.reload()
        page.wait_for_timeout(1200)
        page.screenshot(path=OUT / f"bild-{number}-1920.png")
    context.close()


if __name__ == "__main__":
    sys.exit(main())
