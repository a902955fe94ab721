"""``python -m tests.help_pictures``: the pictures of the help into docs/pictures, from ``lanspuls demo`` (DEMODATA).

``make screenshots`` takes them too. They are committed, so they have few colours and are no taller than is shown.
"""

import io
import re
import sys
import urllib.request
from dataclasses import dataclass

from PIL import Image

from tests.dashboard.browsing import browser, settle
from tests.shared import REPOSITORY

OUT = REPOSITORY / "docs" / "pictures"
COLOURS = 96


@dataclass(frozen=True)
class Taken:
    """A picture: its name, the address it shows, and the window in CSS pixels."""

    name: str
    address: str
    width: int
    height: int


TAKEN = (
    Taken("matt", "/indikator/arbetsloshet?region=2321", 1280, 860),
    Taken("jamfor", "/jamfor?region=2321", 1280, 860),
    Taken("mobil", "/indikator/arbetsloshet?region=2321", 390, 844),
    Taken("bild", "/mote/{meeting}#2", 1280, 720),
)


def take(started, site: str) -> int:
    """Take them all from a demo that is served; how many bytes they have."""
    with urllib.request.urlopen(f"{site}/moten", timeout=30) as answer:
        meeting = re.search(r'href="/mote/([\d-]+)"', answer.read().decode())[1]
    written = 0
    for one in TAKEN:
        context = started.new_context(viewport={"width": one.width, "height": one.height})
        page = context.new_page()
        page.goto(site + one.address.format(meeting=meeting))
        settle(page)
        page.wait_for_timeout(1200)
        body = few_colours(page.screenshot())
        (OUT / f"{one.name}.png").write_bytes(body)
        written += len(body)
        context.close()
    return written


def few_colours(png: bytes) -> bytes:
    """The same picture with a palette."""
    body = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        body, "PNG", optimize=True
    )
    return body.getvalue()


def main() -> int:
    """Take them all."""
    from tests.screenshots import demo  # it takes these too

    with demo() as site, browser() as started:
        sys.stdout.write(f"{take(started, site)} bytes in {OUT}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
