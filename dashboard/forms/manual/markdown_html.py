"""A document's Markdown as HTML for a page: markdown-it-py reads it, and what it has read is fitted to our pages.

Headings get ids as GitHub gives them, links lead to the help's own pages, tables are stacked on a phone, what is wide
can be reached and scrolled with the keyboard. No style and no script: HTML in a document is shown as text.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from dashboard.forms.manual import Document, documents, pictures
from dashboard.forms.table_html import STACKED

_READER = MarkdownIt("commonmark", {"html": False}).enable("table")
_ROLES = {
    "table_open": "table",
    "thead_open": "rowgroup",
    "tbody_open": "rowgroup",
    "tr_open": "row",
    "th_open": "columnheader",
    "td_open": "cell",
}
"""Written out, since browsers forget what a table is when its rows become blocks."""
_REGION = '<div class="rulle" tabindex="0" role="region" aria-label="{}">'


@lru_cache(maxsize=64)
def html_of(document: Document) -> Markup:
    """What follows the document's heading of the first order."""
    tokens = _READER.parse(document.text)
    first = next(n for n, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h1")
    del tokens[first : first + 3]
    _name_headings(tokens)
    for table in _tables(tokens):
        _stack(table)
    for token in tokens:
        for part in token.children or ():
            _lead(part, document)
        if token.children:
            token.children = _without_unled(token.children)
    written: str = _READER.renderer.render(_with_regions(tokens, document), _READER.options, {})
    return Markup(written)


def headings(document: Document) -> list[tuple[str, str]]:
    """Text and id of the headings of the second order."""
    tokens = _READER.parse(document.text)
    _name_headings(tokens)
    return [
        (_said(tokens[n + 1]), str(token.attrs["id"]))
        for n, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    ]


def ids(document: Document) -> set[str]:
    """Every place of a document that a link can lead to."""
    tokens = _READER.parse(document.text)
    _name_headings(tokens)
    return {str(token.attrs["id"]) for token in tokens if token.type == "heading_open"}


def _said(inline: Token) -> str:
    return "".join(part.content for part in inline.children or ())


def _name_headings(tokens: Sequence[Token]) -> None:
    known: Counter[str] = Counter()
    for n, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        name = re.sub(r"[^\w\- ]", "", _said(tokens[n + 1]).lower()).replace(" ", "-")
        token.attrs["id"] = f"{name}-{known[name]}" if known[name] else name
        known[name] += 1


def _tables(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    opened = [n for n, token in enumerate(tokens) if token.type == "table_open"]
    closed = [n for n, token in enumerate(tokens) if token.type == "table_close"]
    return [tokens[a:b] for a, b in zip(opened, closed, strict=True)]


def _stack(table: Sequence[Token]) -> None:
    """Roles, column titles and numbers as in every table of ours (table_html.py); no style attributes.

    What stands in a cell is one thing, since a cell of a stacked table has its title beside it.
    """
    titles = [_said(table[n + 1]) for n, token in enumerate(table) if token.type == "th_open"]
    column = 0
    for n, token in enumerate(table):
        if token.type not in _ROLES:
            continue
        number: dict[str, str | int | float] = {"class": "tal"} if "right" in str(token.attrs) else {}
        token.attrs = {"role": _ROLES[token.type], **number}
        if token.type == "table_open":
            token.attrs["class"] = f"table {STACKED}"
        elif token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            token.attrs["scope"] = "col"
        elif token.type == "td_open":
            token.attrs["data-titel"] = titles[column]
            inside = table[n + 1]
            inside.children = [_raw("<span>"), *(inside.children or ()), _raw("</span>")]
            column += 1


def _lead(part: Token, document: Document) -> None:
    """Let a link or picture lead where the help has it; a link to elsewhere becomes text."""
    if part.type == "image":
        picture = pictures()[_path(str(part.attrs["src"]), document)]
        part.attrs = {
            "src": picture.address,
            "alt": part.content,
            "class": "hjalpbild",
            "width": picture.width,
            "height": picture.height,
            "loading": "lazy",
        }
    elif part.type == "link_open":
        part.attrs = _led(str(part.attrs["href"]), document)


def _path(link: str, document: Document) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(document.path), link))


def _led(link: str, document: Document) -> dict[str, str | int | float]:
    """The attributes of a link; none for one that leads out of the help."""
    path, _, place = link.partition("#")
    if not path:
        return {"href": f"#{place}"}
    if path.startswith("/"):
        return {"href": link} if place else {"href": link, "data-lank": ""}
    known = {one.path: one for one in documents().values()}
    found = None if ":" in path else known.get(_path(path, document))
    if found is None:
        return {}
    return {"href": f"{found.address}#{place}"} if place else {"href": found.address, "data-lank": ""}


def _without_unled(parts: Sequence[Token]) -> list[Token]:
    """Without the links that lead nowhere here; their text stays."""
    kept, is_led = [], True
    for part in parts:
        if part.type == "link_open":
            is_led = bool(part.attrs)
        if is_led or part.type not in ("link_open", "link_close"):
            kept.append(part)
    return kept


def _with_regions(tokens: Sequence[Token], document: Document) -> list[Token]:
    """With a named region around each table and each example of code."""
    counted: Counter[str] = Counter()
    table, example = ("Tabell", "Exempel") if document.is_swedish else ("Table", "Example")

    def region(name: str) -> Token:
        counted[name] += 1
        return _raw(_REGION.format(f"{name} {counted[name]}"))

    return [part for token in tokens for part in _around(token, region, table, example)]


def _around(token: Token, region: Callable[[str], Token], table: str, example: str) -> list[Token]:
    if token.type == "table_open":
        return [region(table), token]
    if token.type == "table_close":
        return [token, _raw("</div>\n")]
    if token.type in ("fence", "code_block"):
        return [region(example), token, _raw("</div>\n")]
    return [token]


def _raw(text: str) -> Token:
    return Token("html_block", "", 0, content=text)
