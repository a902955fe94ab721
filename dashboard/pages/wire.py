"""Pages as compact versioned JSON: Dash components as plain data, with what repeats said once.

``{"v":1, "store":…, "size":…, "parts":[…], "pages":{link: {"title","status","tree","html"}}}``. A node ``{"$": n}``
stands for ``parts[n]``; a part may hold such nodes of earlier parts only.
"""

from collections.abc import Hashable
from typing import Any

import orjson
from dash.development.base_component import Component

from dashboard.data import Data
from dashboard.pages.parts import Page, shell

SCHEMA = 1
WORTH_SHARING = 60
"""Nodes smaller than this many bytes are cheaper to repeat."""


def plain(node: Any) -> Any:
    """Dash components, dicts, lists, tuples and numbers as plain JSON data."""
    if isinstance(node, Component):
        described = node.to_plotly_json()
        return {
            "type": described["type"],
            "namespace": described["namespace"],
            "props": {name: plain(value) for name, value in described["props"].items() if value is not None},
        }
    if isinstance(node, dict):
        return {name: plain(value) for name, value in node.items()}
    if isinstance(node, list | tuple):
        return [plain(value) for value in node if not (value is None and _holds_components(node))]
    return node


def _holds_components(nodes: list | tuple) -> bool:
    return any(isinstance(node, Component) for node in nodes)


class _Shared:
    """Finds subtrees that occur more than once by giving equal subtrees equal numbers."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._count: list[int] = []
        self._size: list[int] = []
        self._node: list[Any] = []
        self._part_of: dict[int, int] = {}
        self.parts: list[Any] = []

    def number(self, node: Any) -> int:
        """The number of a subtree, counted once per occurrence that is not inside a repeated one."""
        key: Hashable
        if isinstance(node, dict):
            children = [(name, self.number(value)) for name, value in node.items()]
            key = ("d", tuple(children))
            size = sum(len(name) + 4 + self._size[n] for name, n in children) + 2
            kept: Any = children
        elif isinstance(node, list):
            numbers = [self.number(value) for value in node]
            key = ("l", tuple(numbers))
            size = sum(self._size[n] + 1 for n in numbers) + 2
            kept = numbers
        else:
            key = ("v", type(node).__name__, node)
            size = len(node) + 2 if isinstance(node, str) else 5
            kept = node
        if key not in self._numbers:
            self._numbers[key] = len(self._node)
            self._node.append((key[0], kept))
            self._count.append(0)
            self._size.append(size)
        n = self._numbers[key]
        self._count[n] += 1
        return n

    def written(self, n: int, *, inside_part: bool = False) -> Any:
        """The subtree with its repeated parts replaced by references."""
        kind, kept = self._node[n]
        if kind != "v" and not inside_part and self._count[n] > 1 and self._size[n] >= WORTH_SHARING:
            if n not in self._part_of:
                made = self.written(n, inside_part=True)
                self._part_of[n] = len(self.parts)
                self.parts.append(made)
            return {"$": self._part_of[n]}
        if kind == "d":
            return {name: self.written(child) for name, child in kept}
        if kind == "l":
            return [self.written(child) for child in kept]
        return kept


def pack(address: str, page: Page, data: Data, size: str) -> bytes:
    """A page, and the pages beside it, as JSON bytes."""
    shared = _Shared()
    described = {}
    for link, one in ((address, page), *page.beside):
        described[link] = {
            "title": one.title,
            "status": one.status,
            "tree": plain(shell(one, data)),
            "html": dict(one.html_parts),
        }
    pages = shared.written(shared.number(described))
    return orjson.dumps({"v": SCHEMA, "store": data.version(), "size": size, "parts": shared.parts, "pages": pages})
