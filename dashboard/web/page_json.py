"""Pages on their way to the browser: what never changes within a page as HTML text, charts as Dash components.

A page is described with Dash components, those of dash-bootstrap-components among them (bootstrap.py). Only those
that are alive (charts) and what encloses them travel as components; everything between is written as HTML here, which
the browser places without building components (docs/bench.md). As JSON, with what repeats said once::

    {"v": 1, "store": …, "size": …, "parts": […], "pages": {link: {"title", "status", "tree", "html", "alive"}}}

A node ``{"$": n}`` stands for ``parts[n]``; a part holds references to earlier parts only. ``html`` is placed in the
elements whose ``data-html`` is its name. A page that is another's has that one's address as ``moved``.
"""

from collections.abc import Hashable, Iterable
from html import escape
from typing import Any

import orjson
from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.data.series import Data
from dashboard.pages import Page
from dashboard.web import bootstrap
from dashboard.web.dash_names import HTML, is_component, library_of, props_of, type_of
from dashboard.web.frame import shell
from dashboard.words.line_breaks import bound

SCHEMA = 1
WORTH_SHARING = 60
"""Nodes smaller than this many bytes are cheaper to repeat."""

NO_CHART = (
    '<div><noscript><p class="utan-skript">Diagrammet ritas med skript, som är avstängt i webbläsaren. '
    "Samma siffror finns i tabellen här under.</p></noscript></div>"
)
"""What stands where a chart will be drawn: nothing, and without script a word."""

TO_COPY = "utdrag"
"""The class of what taking.js copies."""
_AS_WRITTEN = frozenset({"code", "pre"})
_VOID = frozenset({"img", "br", "hr", "input", "wbr"})
_ATTRIBUTES = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex", "colSpan": "colspan"}


def is_static(node: Any) -> bool:
    """Whether a node can be written as HTML: plain elements and text all the way down."""
    if not is_component(node):
        return True
    return library_of(node) == HTML and all(is_static(child) for child in children(node))


def children(component: Component) -> list[Any]:
    """A component's children as a list, without None."""
    found = getattr(component, "children", None)
    listed = found if isinstance(found, list | tuple) else [found]
    return [child for child in listed if child is not None]


def to_html(node: Any, held: dict[str, str], *, as_written: bool = False) -> str:
    """A node as HTML text. Charts become empty boxes; ``held`` fills elements that wait for a long table.

    Markup is HTML already. Text is bound, so that no line ends within a span, a date or a number and its unit; not
    where it is ``as_written``, as all within code and what is to be copied.
    """
    if isinstance(node, Markup):
        return str(node)
    if not is_component(node):
        return escape(str(node) if as_written else bound(str(node)), quote=False)
    if bootstrap.is_bootstrap(node):
        node = bootstrap.as_html(node)
    if library_of(node) != HTML:
        return NO_CHART
    tag = type_of(node).lower()
    named = {name: value for name, value in props_of(node).items() if name != "children"}
    start = f"<{tag}{''.join(_attribute(name, value) for name, value in named.items())}>"
    if tag in _VOID:
        return start
    kept = as_written or tag in _AS_WRITTEN or named.get("className") == TO_COPY
    inside = "".join(to_html(child, held, as_written=kept) for child in children(node))
    return f"{start}{held.get(named.get('data-html', ''), '')}{inside}</{tag}>"


def _attribute(name: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    if name == "style":
        value = ";".join(f"{key}:{text}" for key, text in value.items())
    if value is True:
        return f" {name}"
    return f' {_ATTRIBUTES.get(name, name)}="{escape(str(value))}"'


class _Written:
    """Writes a page's component tree, putting runs of static siblings aside as HTML."""

    def __init__(self) -> None:
        self.html: dict[str, str] = {}

    def nodes(self, siblings: Iterable[Any]) -> list[Any]:
        made: list[Any] = []
        run: list[Any] = []
        for node in siblings:
            if is_static(node):
                run.append(node)
                continue
            self._flush(run, made)
            made.append(self._alive(node))
        self._flush(run, made)
        return made

    def _flush(self, run: list[Any], made: list[Any]) -> None:
        if run:
            name = f"h{len(self.html)}"
            self.html[name] = "".join(to_html(node, {}) for node in run)
            named: dict[str, Any] = {"data-html": name}
            made.append(plain(html.Div(className="del", **named)))
            run.clear()

    def _alive(self, node: Component) -> dict[str, Any]:
        if library_of(node) != HTML:
            return plain(node)
        described = plain(type(node)(**{k: v for k, v in props_of(node).items() if k != "children"}))
        described["props"]["children"] = self.nodes(children(node))
        if "id" in described["props"]:
            described["props"]["disable_n_clicks"] = True  # Dash would render it anew at every click, to count it
        return described


_SCALARS = frozenset({str, int, float, bool, type(None)})


def plain(node: Any) -> Any:
    """Dash components, dicts, lists, tuples and numbers as plain JSON data."""
    if is_component(node):
        props = {name: plain(value) for name, value in props_of(node).items() if value is not None}
        return {"type": type_of(node), "namespace": library_of(node), "props": props}
    if isinstance(node, dict):
        return {name: plain(value) for name, value in node.items()}
    if isinstance(node, list | tuple):
        return [value if type(value) in _SCALARS else plain(value) for value in node]
    return node


def _kinds_of_short(listed: list[Any]) -> tuple[type, ...]:
    """The types of a list's values, if none of them is worth sharing itself: a line's numbers, its periods."""
    kinds = tuple(map(type, listed))
    if not _SCALARS.issuperset(kinds):
        return ()
    return () if str in kinds and any(type(one) is str and len(one) + 2 >= WORTH_SHARING for one in listed) else kinds


class _Shared:
    """Finds subtrees that occur more than once by giving equal subtrees equal numbers."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._count: list[int] = []
        self._size: list[int] = []
        self._node: list[tuple[str, Any]] = []
        self._part_of: dict[int, int] = {}
        self.parts: list[Any] = []

    def number(self, node: Any) -> int:
        """The number of a subtree."""
        key: Hashable
        kept: Any
        if isinstance(node, dict):
            kept = [(name, self.number(value)) for name, value in node.items()]
            key = ("d", tuple(kept))
            size = sum(len(name) + 4 + self._size[n] for name, n in kept) + 2
        elif isinstance(node, list) and (kinds := _kinds_of_short(node)):
            key, kept = ("s", kinds, tuple(node)), node
            size = sum(len(value) + 3 if isinstance(value, str) else 6 for value in node) + 2
        elif isinstance(node, list):
            kept = [self.number(value) for value in node]
            key = ("l", tuple(kept))
            size = sum(self._size[n] + 1 for n in kept) + 2
        else:
            kept = node
            key = ("v", type(node).__name__, node)
            size = len(node) + 2 if isinstance(node, str) else 5
        if key not in self._numbers:
            self._numbers[key] = len(self._node)
            self._node.append((key[0], kept))
            self._count.append(0)
            self._size.append(size)
        n = self._numbers[key]
        self._count[n] += 1
        return n

    def written(self, n: int) -> Any:
        """The subtree with its repeated parts replaced by references."""
        if self._count[n] < 2 or self._size[n] < WORTH_SHARING:
            return self._spelled_out(n)
        if n not in self._part_of:
            made = self._spelled_out(n)
            self._part_of[n] = len(self.parts)
            self.parts.append(made)
        return {"$": self._part_of[n]}

    def _spelled_out(self, n: int) -> Any:
        kind, kept = self._node[n]
        if kind == "d":
            return {name: self.written(child) for name, child in kept}
        if kind == "l":
            return [self.written(child) for child in kept]
        return kept


def pack(address: str, page: Page, data: Data, size: str) -> bytes:
    """A page, and the pages beside it, as JSON bytes."""
    shared = _Shared()
    described = {link: _described(one, data) for link, one in ((address, page), *page.beside)}
    pages = shared.written(shared.number(described))
    return orjson.dumps({"v": SCHEMA, "store": data.version(), "size": size, "parts": shared.parts, "pages": pages})


def _described(page: Page, data: Data) -> dict[str, Any]:
    written = _Written()
    tree = written.nodes(bootstrap.rendered(shell(page, data, _text)))
    return {
        "title": page.title,
        "status": page.status,
        "tree": tree,
        "html": written.html | dict(page.html_parts),
        "alive": len(tree) > 1,
    } | ({"moved": page.moved_to} if page.moved_to else {})


def _text(node: Component) -> str:
    return to_html(node, {})


def document(page: Page, data: Data) -> str:
    """The whole page as HTML, charts left empty: what a browser shows before any script has run."""
    return "".join(to_html(node, dict(page.html_parts)) for node in shell(page, data, _text))
