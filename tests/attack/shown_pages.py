"""What pages tell beside exports: tables and figures as cells, what is reckoned beside them, and texts.

Reads pages as a visitor's program does: the JSON of ``/_sida`` with its figures, and the HTML of tables by their
captions and heads. Shares no code with the pages.
"""

import io
import random
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Any

import orjson
import pypdfium2
from flask.testing import FlaskClient

from loaders.ground import places

REST = "rest"
"""*Övriga länet*: the county without the page's municipality."""
_NAMES = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
          "december")  # fmt: skip
MONTHS = {name[:length]: n for n, name in enumerate(_NAMES, 1) for length in (3, len(name))}
_NUMBER = re.compile(r"(minst |cirka )?([+−-]?\d[\d \u00a0\u202f]*(?:,\d+)?)(?: *(?:%|procent|av 100))?")
_MONTH, _QUARTER = (
    re.compile(r"([a-zåäö]+)\.? (\d{4})"),
    re.compile(r"kvartal (\d)[, ]+(?:år )?(\d{4})|kv\.? ?(\d) (\d{4})"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A number that a page tells: of which place and period, as a bound or not, and where."""

    region: str
    period: str
    value: float
    is_bound: bool
    where: str


@dataclass
class Grid:
    """A table: caption, heads of its columns, and rows of texts, each with its head first."""

    caption: str = ""
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


class Grids(HTMLParser):
    """All tables of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Grid] = []
        self._into: list[str] = []
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, row or cell begins."""
        if tag == "table":
            self.found.append(Grid())
        elif tag == "tr" and self.found:
            self._into = []
        elif tag in ("th", "td", "caption"):
            self._text = ""

    def handle_data(self, data: str) -> None:
        """Text of a cell."""
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        """A cell or row ends."""
        if tag in ("th", "td", "caption") and self._text is not None and self.found:
            if tag == "caption":
                self.found[-1].caption = self._text
            else:
                self._into.append(self._text.strip())
            self._text = None
        elif tag == "tr" and self.found and self._into:
            if self.found[-1].columns:
                self.found[-1].rows.append(self._into)
            else:
                self.found[-1].columns = self._into


@dataclass(frozen=True)
class Shown:
    """One page: its address, all its text as it travels, its figures' traces and its tables."""

    address: str
    text: str
    traces: list[dict[str, Any]]
    grids: list[Grid]
    links: list[str]


def read(client: FlaskClient, address: str) -> Shown:
    """A page of components as its JSON tells it."""
    answer = client.get("/_sida", query_string={"adress": address, "yta": "screen"}).get_json()
    parts: list[Any] = []
    for part in answer["parts"]:
        parts.append(_spelled(part, parts))
    pages = _spelled(answer["pages"], parts)
    html = " ".join(text for page in pages.values() for text in page["html"].values())
    found = Grids()
    found.feed(html)
    traces = [trace for page in pages.values() for props in _charts(page["tree"]) for trace in props["figure"]["data"]]
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]*)"', html)]
    return Shown(address, orjson.dumps(pages).decode(), traces, found.found, links)


_WHOLE = re.compile(r"(?<![\d.])(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{5,})(?!\d)")


def whole_numbers(text: str) -> set[int]:
    """Numbers of five digits or more that stand in a text, with or without spaces between thousands."""
    return {int(re.sub(r"\D", "", found)) for found in _WHOLE.findall(text)}


def text_of(answer: bytes) -> str:
    """All text of an answer: of the files in a workbook or zip, of a PDF's pages, else itself."""
    if answer.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer)) as packed:
            return "\n".join(text_of(packed.read(name)) for name in packed.namelist())
    if answer.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(answer) as document:
            return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return answer.decode(errors="replace")


def _spelled(node: Any, parts: list[Any]) -> Any:
    if isinstance(node, list):
        return [_spelled(one, parts) for one in node]
    if isinstance(node, dict):
        return parts[node["$"]] if isinstance(node.get("$"), int) else {k: _spelled(v, parts) for k, v in node.items()}
    return node


def _charts(nodes: Any) -> Iterator[dict[str, Any]]:
    for node in nodes if isinstance(nodes, list) else [nodes]:
        if isinstance(node, dict) and node.get("namespace") == "dash_core_components":
            yield node["props"]
        elif isinstance(node, dict):
            yield from _charts(node.get("props", {}).get("children") or [])


def number(text: str) -> tuple[float, bool] | None:
    """The number of a cell, and whether it is a bound; None where it tells none."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    return float(re.sub(r"[ \u00a0\u202f]", "", found[2]).replace("−", "-").replace(",", ".")), bool(found[1])


@cache
def period(text: str) -> str | None:
    """``2026-09`` of *september 2026* or *sep 2026*, ``2026-Q3`` of *kvartal 3 2026*, ``2026`` of itself."""
    text = text.strip().lower()
    if re.fullmatch(r"\d{4}", text):
        return text
    if (found := _MONTH.fullmatch(text)) and found[1] in MONTHS:
        return f"{found[2]}-{MONTHS[found[1]]:02}"
    if found := _QUARTER.fullmatch(text):
        return f"{found[2] or found[4]}-Q{found[1] or found[3]}"
    return None


def place(text: str, county: str) -> str | None:
    """The code of a place by the name a table or figure has for it; REST of *övriga länet*."""
    return REST if text.lower() == "övriga länet" else _names(county).get(text)


@cache
def _names(county: str) -> dict[str, str]:
    found = {"Riket": "00"}
    for code, one in places.all_places().items():
        if len(code) < 4 or code.startswith(county):
            found = {one.name: code, one.full_name: code} | found
    return found


def told(page: Shown, county: str) -> Iterator[Told]:
    """Every number of tables of places or of periods, and of traces along periods, whose place and period are said."""
    for grid in page.grids:
        of_columns = [place(name, county) for name in grid.columns]
        of_head = period(grid.columns[0]) if grid.columns else None
        for row in grid.rows:
            here, then = place(row[0], county), period(row[0])
            for n, text in enumerate(row[1:], 1):
                found = number(text)
                if found is None or n >= len(grid.columns):
                    continue
                if here and of_head and n == 1:
                    yield Told(here, of_head, *found, f"table of places ({grid.columns[n]})")
                elif here and of_head:
                    yield Told(here, of_head, *found, f"reckoned beside it: {grid.columns[n]}")
                elif then and of_columns[n]:
                    yield Told(str(of_columns[n]), then, *found, "table of periods")
    for trace in page.traces:
        region = place(str(trace.get("name")), county)
        for x, y in zip(trace.get("x") or [], trace.get("y") or [], strict=False):
            if region and isinstance(x, str) and re.fullmatch(r"\d{4}(-\d\d|-Q\d)?", x) and isinstance(y, int | float):
                yield Told(region, x, float(y), False, "figure")


def crawl(client: FlaskClient, begin: Iterable[str], most: int) -> Iterator[Shown]:
    """Pages from some addresses on, by the links on them that stay on the same path; each once, at most so many.

    Those at the beginning come first, then any that were met, by chance but the same every time.
    """
    waiting = list(begin)
    chance, first = random.Random(len(waiting)), len(waiting)
    paths = {one.partition("?")[0] for one in waiting}
    met = set(waiting)
    for n in range(most):
        if not waiting:
            return
        page = read(client, waiting.pop(0 if n < first else chance.randrange(len(waiting))))
        yield page
        for link in page.links:
            stays = link.partition("?")[0] in paths and not re.search(r"fran=|till=", link)
            if stays and link not in met:
                met.add(link)
                waiting.append(link)
