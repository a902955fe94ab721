"""What the net holds: which views, slides and pages, each record under a name that says where a reader finds it."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import orjson
import pypdfium2
from flask.testing import FlaskClient

from loaders.ground.errors import LanspulsError
from tests.golden_pages import adapter

Record = tuple[str, Any]
VIEWS, MEETING, PAGES = "views", "meeting", "pages"
PARTS = (VIEWS, MEETING, PAGES)
SIZES = ("screen", "phone", "slide")
SHOWN_PLACES = ("", "region=2321")
"""The places that pages are taken for: the county at home, and one of its municipalities."""
WITHOUT_PLACE = ("/moten", "/finns/inte", "/indikator/arbetslshet", "/?regon=23", "/mote/2026-01-01")
_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="700" height="430" viewBox="0 0 700 430">'
    '<path d="M50,200L600,180" style="stroke: #0F5C7A; fill: none"/></svg>'
)
"""Stands for each figure in the PDF: how Chromium draws is not ours to compare."""
_MEETING = re.compile(r'href="/mote/([\d-]+)"')
_CONTENT = re.compile(r'<div id="forst">(.*?)<div id="levande"', re.DOTALL)
"""Where a page's content stands before any script has run."""
_ATTRIBUTE = re.compile(r"""[^\s"'=<>/]+(?:="[^"]*"|='[^']*'|=[^\s"'>]+)?""")
_TAG = re.compile(rf"<(\w+)((?:\s+{_ATTRIBUTE.pattern})+)\s*/?>")
_CHANGES_BY_ITSELF = re.compile(r"(?<=[?&]m=)\d+")
"""When a file was written, in its address."""


def views(house: adapter.House, indicator: str) -> Iterator[Record]:
    """Every view of an indicator, and the ways it has of being shown with why it lacks the others."""
    ways = adapter.ways(indicator)
    yield f"{indicator} | ways", ways
    offered = [word for word, told in ways.items() if not told["why_not"]]
    asked = [(f"region={place}&matt={way}", size) for place in adapter.PLACES for way in offered for size in SIZES]
    further = [*adapter.slices(indicator), "jamfor=2313,00", "per=2026-10-26", "matt=finns-inte"]
    asked += [(f"region={place}&{words}", "screen") for place in ("23", "2321") for words in further]
    asked += [(f"region={place}", size) for place in ("23-2380", "22") for size in ("screen", "screen-half")]
    for words, size in asked:
        yield view(house, indicator, words, size)


def view(house: adapter.House, indicator: str, words: str, size: str) -> Record:
    """One view of an indicator: what its address says after the question mark, and the size."""
    address = f"/indikator/{adapter.slugs()[indicator]}?{words}"
    return f"{indicator} | {words} | {size}", _or_error(lambda: house.view(address, size))


def _or_error(make: Callable[[], Any]) -> Any:
    """What is made, or the error that a reader would be told: it is part of what the net holds."""
    try:
        return make()
    except LanspulsError as error:  # anything else is a fault of the program, and ends the run
        return {"error": type(error).__name__, "message": getattr(error, "message_sv", str(error))}


def meeting(house: adapter.House) -> Iterator[Record]:
    """The slides of every meeting, its page, what its figures and places are as JSON, and the text of its PDF."""
    client = house.client()
    for day in sorted(set(_MEETING.findall(client.get("/moten").text))):
        for size in ("slide", "phone", "paper"):
            slides = _or_error(lambda d=day, s=size: house.slides(d, s))
            if isinstance(slides, dict):
                yield f"{day} | slides | {size}", slides
                continue
            yield from ((f"{day} | slide {n} | {size}", slide) for n, slide in enumerate(slides, start=1))
        for words in ("", "?vy=talare", "?kort=1"):
            yield f"{day} | page{words}", _document(client, f"/mote/{day}{words}")
        for number, turned in client.get(f"/mote/{day}/platser.json").json.items():
            for one in turned:
                yield f"{day} | slide {number} turned | {one['place']}", one
        yield f"{day} | pdf", _pdf(client, day)


def _pdf(client: FlaskClient, day: str) -> Any:
    """The text of each sheet of a meeting's PDF, line by line."""
    paper = client.get(f"/mote/{day}/figurer/paper.json").json
    pictures = [None if figure is None else _PICTURE for figure in paper["figures"]]
    sent = {"schema": paper["schema"], "version": paper["version"], "svg": pictures}
    answer = client.post(f"/mote/{day}/pdf", json=sent)
    if answer.status_code != 200:
        return {"status": answer.status_code, "told": answer.text}
    document = pypdfium2.PdfDocument(BytesIO(answer.data))
    try:
        return {"sheets": [sheet.get_textpage().get_text_range().splitlines() for sheet in document]}
    finally:
        document.close()


def pages(house: adapter.House, indicator: str = "") -> Iterator[Record]:
    """The pages of an indicator as documents and as the browser is given them; without one, all other pages."""
    client = house.client()
    paths = (f"/indikator/{adapter.slugs()[indicator]}",) if indicator else adapter.addresses()
    asked = [f"{path}?{place}" if place else path for path in paths for place in SHOWN_PLACES]
    for address in (*asked, *(() if indicator else WITHOUT_PLACE)):
        yield address, _document(client, address)
        if not address.startswith("/mote"):
            for size in ("screen", "phone"):
                yield f"{address} | {size}", _sent(client, address, size)


def _document(client: FlaskClient, address: str) -> Any:
    """A page's status, title and content; its head and scripts are the same on all pages."""
    answer = client.get(address)
    title, content = re.search(r"<title>(.*?)</title>", answer.text), _CONTENT.search(answer.text)
    if content is None:
        content = re.search(r"<body[^>]*>(.*)</body>", answer.text, re.DOTALL)
    return {
        "status": answer.status_code,
        "title": title[1] if title else "",
        "html": html_lines(content[1] if content else answer.text),
    }


def html_lines(text: str) -> list[str]:
    """HTML with each element on a line of its own, and its attributes in the order of the alphabet."""
    broken = re.sub(r"(?<=.)(?=<(?!/))", "\n", _CHANGES_BY_ITSELF.sub("…", text))
    return [_TAG.sub(_in_order, line).strip() for line in broken.splitlines() if line.strip()]


def _in_order(tag: re.Match[str]) -> str:
    return f"<{tag[1]} {' '.join(sorted(_ATTRIBUTE.findall(tag[2])))}>"


def _sent(client: FlaskClient, address: str, size: str) -> Any:
    """What a browser is sent of a page: its tree and charts, the HTML between them, and which pages come with it."""
    answer = client.get("/_sida", query_string={"adress": address, "yta": size})
    sent = orjson.loads(answer.data)
    page = _whole(sent["pages"][address], sent["parts"])
    page["html"] = {name: html_lines(text) for name, text in page["html"].items()}
    return page | {"beside": sorted(set(sent["pages"]) - {address})}


def _whole(node: Any, parts: list[Any]) -> Any:
    """A node of a sent page with what is said once put back in its places."""
    if isinstance(node, dict):
        if node.keys() == {"$"}:
            return _whole(parts[node["$"]], parts)
        return {key: _whole(value, parts) for key, value in node.items()}
    return [_whole(one, parts) for one in node] if isinstance(node, list) else node
