"""Figures as SVG, two ways: drawn here by Kaleido and a Chrome or Chromium, or drawn by a visitor's browser.

``draw`` is the first way. ``checked`` guards the second: what a browser sends is untrusted, and comes out rebuilt
from a list of allowed elements and attributes, or not at all.
"""

import asyncio
import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

import fontpkg_inter
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

LARGEST_SVG_BYTES = 1_000_000
MOST_ELEMENTS = 20_000
DEEPEST = 40
MOST_TEXT = 40_000
_SVG = "http://www.w3.org/2000/svg"
_ELEMENT_NAMES = (
    "svg g defs clipPath path rect circle ellipse line polyline polygon text tspan title desc "
    "linearGradient radialGradient stop"
)
_ATTRIBUTE_NAMES = (
    "id x y x1 x2 y1 y2 cx cy r rx ry dx dy d points width height viewBox preserveAspectRatio transform style fill "
    "fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin "
    "stroke-miterlimit opacity clip-path clip-rule clipPathUnits font-family font-size font-weight font-style "
    "text-anchor dominant-baseline offset stop-color stop-opacity gradientUnits gradientTransform fx fy "
    "shape-rendering visibility display"
)
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())
_ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())
_DROPPED = re.compile(r"class|version|data-[\w-]+|pointer-events|xml:space|vector-effect|paint-order|aria-[\w-]+|role")
_REFERENCE = re.compile(r"url\(\s*['\"]?(?!#[\w:.-]+['\"]?\s*\))", re.IGNORECASE)
_FORBIDDEN_IN_VALUES = re.compile(r"javascript:|data:|@import|expression\(|\\", re.IGNORECASE)

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


async def _draw_all(figures: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    async with Kaleido(n=1, timeout=SECONDS_PER_FIGURE, page_generator=_PageWithInter(mathjax=False)) as browser:
        return tuple([(await browser.calc_fig(figure, opts={"format": "svg"})).decode() for figure in figures])


def checked(svg: str) -> str:
    """The same picture, rebuilt from allowed elements and attributes only.

    ReportError for anything a chart has no use for: document types, entities, processing instructions, scripts,
    foreign objects, embedded or external pictures, event handlers, references that leave the document, and for
    text that is not well-formed, too large or too deep.
    """
    body = svg.encode("utf-8", errors="replace")
    if len(body) > LARGEST_SVG_BYTES:
        raise ReportError(f"an SVG of {len(body)} bytes was refused; at most {LARGEST_SVG_BYTES} are accepted")
    builder = _Rebuilder()
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.StartDoctypeDeclHandler = builder.refuse_doctype
    parser.EntityDeclHandler = builder.refuse_doctype
    parser.ProcessingInstructionHandler = builder.refuse_instruction
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise ReportError(f"an SVG is not well-formed XML: {error}") from None
    return builder.result()


class _Rebuilder:
    """Expat's handlers: copies what is allowed into a new tree and refuses the rest."""

    def __init__(self) -> None:
        self._tree = ElementTree.TreeBuilder()
        self._depth = self._elements = self._characters = 0

    def refuse_doctype(self, *_: object) -> None:
        raise ReportError("an SVG with a document type or entities was refused")

    def refuse_instruction(self, *_: object) -> None:
        raise ReportError("an SVG with processing instructions was refused")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        self._depth += 1
        self._elements += 1
        if namespace != _SVG or local not in _ELEMENTS or (self._depth == 1) != (local == "svg"):
            # Plotly nests no <svg>; the root must be one.
            raise ReportError(f"an SVG with the element '{local[:40]}' was refused")
        if self._depth > DEEPEST or self._elements > MOST_ELEMENTS:
            raise ReportError(f"an SVG deeper than {DEEPEST} or with more than {MOST_ELEMENTS} elements was refused")
        kept = {key: _value(key, value) for key, value in attributes.items() if not _DROPPED.fullmatch(_plain(key))}
        self._tree.start(local, {"xmlns": _SVG, **kept} if self._depth == 1 else kept)

    def end(self, name: str) -> None:
        self._depth -= 1
        self._tree.end(name.rpartition(" ")[2])

    def text(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > MOST_TEXT:
            raise ReportError(f"an SVG with more than {MOST_TEXT} characters of text was refused")
        self._tree.data(text)

    def result(self) -> str:
        return ElementTree.tostring(self._tree.close(), encoding="unicode")


def _plain(attribute: str) -> str:
    """Expat's ``namespace local`` as ``xml:local``; other namespaces keep their address and match nothing."""
    return attribute.replace("http://www.w3.org/XML/1998/namespace ", "xml:")


def _value(attribute: str, value: str) -> str:
    if attribute not in _ATTRIBUTES:
        raise ReportError(f"an SVG with the attribute '{attribute[:60]}' was refused")
    if _REFERENCE.search(value) or _FORBIDDEN_IN_VALUES.search(value):
        raise ReportError(f"an SVG whose '{attribute}' points outside the document was refused")
    return value
