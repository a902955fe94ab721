"""The meeting as one HTML file for the region's web site: it asks for nothing outside itself and works from a disk.

The charts are drawn by the small plotly.js, which lies in the file; each figure's numbers are written once. Without
scripts, and where plotly.js has not been fetched, the county's charts are pictures and the tables say the rest.
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import orjson

from dashboard.editions.content import Edition, Figure, Municipality, Slide, Turned
from dashboard.editions.forms import _addresses as addresses
from dashboard.editions.forms._form import Form
from dashboard.editions.forms._markup import Elements, faults_of
from dashboard.editions.forms._on_a_phone import svg_address
from dashboard.editions.forms._sharing import shared
from dashboard.editions.municipality import headline_of
from dashboard.editions.page_body import in_short_html, turned_texts, where_sv
from dashboard.editions.rescaled import for_a_page
from dashboard.editions.templates import FOLDER, environment, size_sv
from dashboard.editions.told import issue_sv, known_sv
from dashboard.figures.frame import GRAPH_CONFIG
from dashboard.figures.theme import THEME
from dashboard.forms import vendored
from dashboard.words import swedish

LARGEST_BYTES = 2_500_000
FIRST_HEADING = 1
_ASKS_OUTSIDE = re.compile(rb"@import|url\((?![\"']?(?:data:|#))")


def file(edition: Edition) -> bytes:
    """The file as UTF-8. Where it would be too large it lacks pictures for phones without scripts, else charts of other
    places too, else their tables: their sentences remain."""
    made = b""
    for parts in _LESS_AND_LESS:
        made = _file(edition, parts)
        if len(made) <= LARGEST_BYTES:
            break
    return made


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a file has: pictures for phones without scripts, charts and tables of other places."""

    narrow: bool = True
    charts: bool = True
    tables: bool = True


_LESS_AND_LESS = (_Parts(), _Parts(narrow=False), _Parts(narrow=False, charts=False), _Parts(False, False, False))


def faults(edition: Edition, content: bytes) -> Iterator[str]:
    """What would keep readers from it: its size, what it asks for elsewhere, what cannot be read aloud."""
    if len(content) > LARGEST_BYTES:
        yield f"filen är {size_sv(len(content))}, mer än {size_sv(LARGEST_BYTES)}; gör egna bilder mindre"
    if b'<html lang="sv">' not in content[:200]:
        yield "filen säger inte att den är på svenska"
    yield from faults_of(edition, content, FIRST_HEADING)
    for tag, attributes in Elements(content).found:
        source = attributes.get("src") or (attributes.get("href", "") if tag == "link" else "")
        if source and not source.startswith("data:"):
            yield f"<{tag}> hämtar något utanför filen"
    if any(_ASKS_OUTSIDE.search(style) for style in re.findall(rb"<style>(.*?)</style>", content, re.DOTALL)):
        yield "stilen hämtar något utanför filen"


def _file(edition: Edition, parts: _Parts) -> bytes:
    plotly = vendored.content_of(vendored.PLOTLY).decode("utf-8")
    text = (
        environment()
        .get_template("file.html")
        .render(
            edition=edition,
            slides=edition.slides,
            title=edition.summary_headline or edition.slides[0].headline,
            day=swedish.date_text(edition.head.day),
            where=where_sv(edition),
            issue=issue_sv(edition),
            known=known_sv(edition),
            style=_style(),
            plotly=plotly.replace("</script", "<\\/script"),
            script=(FOLDER / "file.js").read_text(encoding="utf-8"),
            shown=_shown(edition, replace(parts, charts=parts.charts and bool(plotly)), with_charts=bool(plotly)),
            picture=_picture,
            narrow=_picture if parts.narrow else lambda svg: "",
            address=lambda link: addresses.of_link(edition, link),
            places_in_short=[{"name": one.name, "html": in_short_html(edition, one)} for one in edition.municipalities],
        )
    )
    return text.strip().encode("utf-8")


def _shown(edition: Edition, parts: _Parts, *, with_charts: bool) -> str:
    """What the script shows: the county's figures, and for each municipality its rows and slides, as JSON for HTML."""
    values = {
        "config": GRAPH_CONFIG,
        "county": [_figures(slide.drawings.screen, slide.drawings.phone, with_charts) for slide in edition.slides],
        "places": {one.code: _place(edition, one, parts) for one in edition.municipalities},
    }
    pool, written = shared(values)
    return orjson.dumps({"pool": pool, "values": written}).decode().replace("<", "\\u003c")


def _place(edition: Edition, one: Municipality, parts: _Parts) -> dict[str, Any]:
    return {
        "headline": headline_of(one),
        "rows": in_short_html(edition, one),
        "slides": {
            str(turned.slide): _turned(turned, parts, edition.slides[turned.slide - 1])
            for turned in edition.turned
            if turned.place == one.code
        },
    }


def _turned(turned: Turned, parts: _Parts, slide: Slide) -> dict[str, Any]:
    if not turned.headline:
        return {"why": turned.why}
    wide = for_a_page(turned.figure, slide.drawings.screen) if turned.figure else None
    texts = turned_texts(turned) if parts.tables else turned_texts(replace(turned, tables=()))
    return texts | {"figures": _figures(wide, turned.phone or wide, parts.charts)}


def _figures(screen: Figure | None, phone: Figure | None, with_charts: bool) -> dict[str, Figure] | None:
    if screen is None or phone is None or not with_charts:
        return None
    return {"screen": screen, "phone": phone}


def _picture(svg: str | None) -> str:
    return svg_address(svg) if svg else ""


@cache
def _style() -> str:
    font = vendored.content_of(vendored.FONT)
    face = (
        f'@font-face {{ font-family: Inter; src: url("data:font/woff2;base64,{base64.b64encode(font).decode()}")'
        ' format("woff2"); font-weight: 100 900; }\n'
        if font
        else ""
    )
    sheet = (FOLDER / "file.css").read_text(encoding="utf-8")
    return f"{face}{THEME.css()}{sheet}"


FORMS = (
    Form(
        word="html",
        ending=".html",
        title_sv="HTML, en fil som fungerar utan server",
        media="text/html",
        make=file,
        check=faults,
        order=20,
    ),
)
