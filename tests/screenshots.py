"""``python -m tests.screenshots``: pictures of all pages into build/screenshots, to be looked at beside the design.

Starts ``lanspuls demo``, so everything seen is DEMODATA. Pages at 1440 and 390 px, the meeting's slides at 1920 × 1080.
"""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tests.dashboard.browsing import browser, settle
from tests.shared import REPOSITORY

OUT = REPOSITORY / "build" / "screenshots"
PAGES = {
    "laget-are": "/?region=2321",
    "laget-lanet": "/",
    "laget-riket": "/?region=00",
    "indikatorer": "/indikatorer",
    "om": "/om",
    "arbetsloshet-are": "/indikator/arbetsloshet?region=2321",
    "arbetsloshet-ostersund-2-ar": "/indikator/arbetsloshet?region=2380&fran=2024-08",
    "arbetsloshet-fjol": "/indikator/arbetsloshet?region=23&matt=fjol",
    "arbetsloshet-tolv": "/indikator/arbetsloshet?region=2321&matt=tolv",
    "arbetsloshet-gap": "/indikator/arbetsloshet?region=2313&matt=gap",
    "arbetsloshet-kommuner": "/indikator/arbetsloshet?region=2321&matt=kommuner",
    "arbetsloshet-jamfor": "/indikator/arbetsloshet?region=2321&jamfor=2313,2326,00",
    "sysselsattningsgrad": "/indikator/sysselsattningsgrad?region=2326",
    "bransch-hotell": "/indikator/sysselsatta-bransch?region=2321&bransch=hotell",
    "folkmangd": "/indikator/folkmangd?region=2321",
    "folkmangd-index": "/indikator/folkmangd?region=2321&matt=index",
    "folkokning": "/indikator/folkokning?region=2361",
    "framskrivning": "/indikator/framskrivning",
    "brp-per-invanare": "/indikator/brp-per-invanare?region=2326",
    "nya-lediga-jobb": "/indikator/nya-lediga-jobb",
    "konkurser": "/indikator/konkurser",
    "varsel-are": "/indikator/varsel?region=2321",
    "gastnatter": "/indikator/gastnatter?region=2321",
    "gastnatter-vinter": "/indikator/gastnatter?matt=vinter",
    "gastnatter-sommar-are": "/indikator/gastnatter?region=2321&matt=sommar",
    "nystartade-foretag": "/indikator/nystartade-foretag",
    "brp-volym": "/indikator/brp-volym",
    "aku": "/indikator/arbetsloshet-aku",
    "cirkulart": "/indikator/cirkulara-branscher",
    "cirkulara-branscher": "/indikator/cirkulara-branscher?matt=branscher",
    "bransch-andring": "/indikator/sysselsatta-bransch?matt=branscher",
    "folkokning-delar": "/indikator/folkokning?region=2321&matt=delar",
    "utsikter": "/utsikter",
    "uppgifter": "/uppgifter",
    "nyckeltal": "/nyckeltal",
    "bad-lank": "/indikator/arbetslshet",
}
WIDTHS = (1440, 390)


@contextmanager
def demo() -> Iterator[str]:
    """Address of ``lanspuls demo``, which first fetches what its folder lacks."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "dashboard.cli", "demo", "--port", str(port)]
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


def main() -> int:
    """Take them all; 1 if a page scrolls sideways."""
    OUT.mkdir(parents=True, exist_ok=True)
    faults = []
    with demo() as address, browser() as started:
        for width in WIDTHS:
            context = started.new_context(viewport={"width": width, "height": 900})
            page = context.new_page()
            for name, path in PAGES.items():
                page.goto(address + path)
                settle(page, chart="/indikator/" in path and name != "bad-lank")
                page.wait_for_timeout(250)
                page.screenshot(path=OUT / f"{name}-{width}.png", full_page=True)
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    faults.append(f"{name} at {width} px scrolls sideways")
            context.close()
        slides(started, address)
    sys.stdout.write("\n".join([f"{len(list(OUT.glob('*.png')))} pictures in {OUT}", *faults, ""]))
    return 1 if faults else 0


def slides(started, address: str) -> None:
    """The newest meeting's page, and its slides as a room sees them."""
    context = started.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{address}/moten")
        page.screenshot(path=OUT / f"moten-{width}.png", full_page=True)
    found = re.search(r'href="(/mote/[\d-]+)"', page.content())
    if found is None:
        context.close()
        return
    for width, height in ((1920, 1080), (1440, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address + found[1])
        page.wait_for_timeout(1500)
        page.screenshot(path=OUT / f"mote-{width}.png", full_page=width < 1920)
    page.set_viewport_size({"width": 1920, "height": 1080})
    for number in range(1, page.locator(".slide").count() + 1):
        page.goto(f"{address}{found[1]}#{number}")
        page.reload()
        page.wait_for_timeout(1200)
        page.screenshot(path=OUT / f"bild-{number}-1920.png")
    context.close()


if __name__ == "__main__":
    sys.exit(main())
