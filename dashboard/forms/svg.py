"""Figures drawn as SVG here, by Kaleido and a Chrome or Chromium. Those a visitor draws: untrusted_svg.py."""

import asyncio
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import fontpkg_inter
from choreographer.browsers.chromium import Chromium
from choreographer.errors import BrowserClosedError, BrowserFailedError, ChromeNotFoundError
from kaleido import Kaleido, PageGenerator
from kaleido.errors import JavascriptError, KaleidoError

from loaders.ground.errors import ReportError

FONT_FOLDER = Path(fontpkg_inter.__file__).parent / "files"
SECONDS_PER_FIGURE = 60
INSTALL_HINT = (
    "install Chromium or Chrome (Debian: apt install chromium) or name one in BROWSER_PATH; "
    "without one, open the meeting's page and choose 'Spara som PDF', which lets your own browser draw"
)

_FONT_FACES = """
        <script>
        window.lanspulsFonts = Promise.all([
            new FontFace('Inter', 'url("%s")', {weight: '100 900'}).load().then((face) => document.fonts.add(face)),
        ]);
        </script>
"""
_WAIT_FOR_FONTS = """
        <script>
        const drawNow = kaleido_scopes.plotly;
        kaleido_scopes.plotly = (...given) => window.lanspulsFonts.then(() => drawNow(...given));
        </script>
    </head>"""


class _PageWithInter(PageGenerator):
    """Kaleido's page with Inter loaded before anything is drawn, so that text is measured in the face it is set in."""

    header = PageGenerator.header + _FONT_FACES % (FONT_FOLDER / "Inter[opsz,wght].ttf").as_uri()
    footer = PageGenerator.footer.replace("</head>", _WAIT_FOR_FONTS, 1)


def draw(figures: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """SVG text of each plotly figure, drawn in one Chrome or Chromium that is started and closed here.

    The size is the figure's own ``layout.width`` and ``height``. No address outside the machine is asked.
    ReportError that says what to install if there is no browser, or what went wrong in it.
    """
    if not figures:
        return ()
    outcome: list[tuple[str, ...] | BaseException] = []

    def run() -> None:
        try:
            outcome.append(asyncio.run(_draw_all(figures)))
        except (OSError, RuntimeError, ValueError, TimeoutError, KaleidoError, JavascriptError) as error:
            outcome.append(error)

    # A thread of its own, since the caller may already be inside an event loop.
    worker = threading.Thread(target=run, name="lanspuls-svg")
    worker.start()
    worker.join()
    (drawn,) = outcome or [RuntimeError("the browser ended without an answer")]
    if isinstance(drawn, ChromeNotFoundError):
        raise ReportError(f"no Chrome or Chromium was found to draw the figures; {INSTALL_HINT}") from drawn
    if isinstance(drawn, BrowserFailedError | BrowserClosedError):
        raise ReportError(f"the browser that draws the figures did not start or died; {INSTALL_HINT}") from drawn
    if isinstance(drawn, BaseException):
        raise ReportError(f"the figures could not be drawn: {drawn or type(drawn).__name__}") from drawn
    return drawn


def has_browser() -> bool:
    """Whether there is a Chrome or Chromium on this machine to draw with."""
    found = Chromium.find_browser(skip_local=False)
    return found is not None and Path(found).exists()


async def _draw_all(figures: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    async with Kaleido(n=1, timeout=SECONDS_PER_FIGURE, page_generator=_PageWithInter(mathjax=False)) as browser:
        return tuple([(await browser.calc_fig(figure, opts={"format": "svg"})).decode() for figure in figures])
