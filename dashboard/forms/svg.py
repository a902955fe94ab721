"""Figures drawn as SVG here, by Kaleido and a Chrome or Chromium. Those a visitor draws: untrusted_svg.py."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import fontpkg_inter
from choreographer.browsers.chromium import Chromium
from choreographer.channels import ChannelClosedError
from choreographer.errors import BrowserClosedError, BrowserFailedError, ChromeNotFoundError
from kaleido import Kaleido, PageGenerator

from dashboard.figures.theme import ROUND_ENDS
from loaders.ground.errors import ReportError

_log = logging.getLogger(__name__)
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


_ENDS = f'fill-rule="{ROUND_ENDS}"'

_Asked = tuple[Sequence[dict[str, Any]], "Future[tuple[str, ...]]"]


def draw(figures: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """SVG text of each plotly figure, drawn in one Chrome or Chromium that is started and closed here.

    The size is the figure's own ``layout.width`` and ``height``. No address outside the machine is asked.
    ReportError that says what to install if there is no browser, or what went wrong in it.
    """
    if not figures:
        return ()
    with drawing() as drawn:
        return drawn(figures)


@contextmanager
def drawing() -> Iterator[Callable[[Sequence[dict[str, Any]]], tuple[str, ...]]]:
    """What draws like ``draw``, any number of times in one browser. It starts at once, so that what is drawn can be
    made meanwhile, and ends with the block; that there is none is told when something is to be drawn."""
    asked: SimpleQueue[_Asked | None] = SimpleQueue()
    # A thread of its own, since the caller may already be inside an event loop.
    worker = threading.Thread(target=lambda: asyncio.run(_answer(asked)), name="lanspuls-svg")
    worker.start()

    def drawn(figures: Sequence[dict[str, Any]]) -> tuple[str, ...]:
        if not figures:
            return ()
        answer: Future[tuple[str, ...]] = Future()
        asked.put((figures, answer))
        try:
            return answer.result()
        except ChromeNotFoundError as error:
            raise ReportError(f"no Chrome or Chromium was found to draw the figures; {INSTALL_HINT}") from error
        except BrowserFailedError as error:
            raise ReportError(f"the browser that draws the figures did not start; {INSTALL_HINT}") from error
        except (BrowserClosedError, ChannelClosedError) as error:
            raise ReportError("the browser that draws the figures ended while it drew; try again") from error
        except Exception as error:  # of the browser, of its page or of the figure: no picture was made
            raise ReportError(f"the figures could not be drawn: {error or type(error).__name__}") from error

    try:
        yield drawn
    finally:
        asked.put(None)
        worker.join()


def has_browser() -> bool:
    """Whether there is a Chrome or Chromium on this machine to draw with."""
    found = Chromium.find_browser(skip_local=False)
    return found is not None and Path(found).exists()


async def _answer(asked: "SimpleQueue[_Asked | None]") -> None:
    """Draw what is asked for until nothing more is. A browser that did not start, or that something went wrong in, is
    used no more: who asked is told, and the next one that asks has another."""
    # what Kaleido began and waits for no longer when its browser dies: who asked is told of that
    asyncio.get_running_loop().set_exception_handler(lambda _, left: _log.debug("left by Kaleido: %s", left["message"]))
    one: _Asked | None = None
    is_over = False
    while not is_over:
        try:
            async with Kaleido(
                n=1, timeout=SECONDS_PER_FIGURE, page_generator=_PageWithInter(mathjax=False)
            ) as browser:
                while (one := one or await asyncio.to_thread(asked.get)) is not None:
                    figures, answer = one
                    answer.set_result(tuple([await _drawn(browser, figure) for figure in figures]))
                    one = None
                is_over = True
        except (Exception, asyncio.CancelledError) as error:  # Kaleido cancels who draws when its browser dies
            if is_over or (one := one or asked.get()) is None:
                return  # one that does not end as it should has drawn all
            one[1].set_exception(error if isinstance(error, Exception) else BrowserClosedError("it ended"))
            one = asked.get()
            is_over = one is None


async def _drawn(browser: Kaleido, figure: dict[str, Any]) -> str:
    """A figure as SVG text. TimeoutError where the browser, or what is left of it, gives none."""
    made = await asyncio.wait_for(browser.calc_fig(figure, opts={"format": "svg"}), SECONDS_PER_FIGURE)
    return made.decode().replace(_ENDS, f'{_ENDS} stroke-linecap="round"')
