"""All pages, found by walking this folder: a new file here is a new page, and needs no other file to know of it.

So is one in a folder below, where pages of one kind stand together. Files that begin with an underscore are what pages
share.
"""

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache

from dashboard.pages._kind import AnyKind, Asked, DocumentKind, Page, PageKind, Part
from loaders.ground.errors import UsageError

__all__ = [
    "AnyKind",
    "Asked",
    "DocumentKind",
    "MenuItem",
    "Page",
    "PageKind",
    "Part",
    "all_pages",
    "menu",
    "page_at",
]


@cache
def all_pages() -> tuple[AnyKind, ...]:
    """Every page's declaration, those of the menu first and in its order."""
    found: dict[str, AnyKind] = {}
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        name = module.name.removeprefix(f"{__name__}.")
        if module.ispkg or name.rpartition(".")[2].startswith("_"):
            continue
        declared = getattr(importlib.import_module(module.name), "PAGE", None)
        if not isinstance(declared, PageKind | DocumentKind):
            path = name.replace(".", "/")
            raise UsageError(f"dashboard/pages/{path}.py declares no page: it needs PAGE = PageKind(…)")
        if declared.address in found:
            raise UsageError(f"two files of dashboard/pages/ declare the address {declared.address}")
        found[declared.address] = declared
    for declared in found.values():
        if declared.under and not (declared.under in found and found[declared.under].menu_sv):
            raise UsageError(f"{declared.address} stands under {declared.under}, which is not in the menu")
    return tuple(sorted(found.values(), key=lambda kind: (not kind.menu_sv, kind.order, kind.address)))


def page_at(path: str) -> AnyKind | None:
    """The page an address leads to, None if there is none. A fixed address goes before one with an open word."""
    fitting = [kind for kind in all_pages() if kind.fits(path)]
    return min(fitting, key=lambda kind: (kind.is_open, -len(kind.fixed)), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """One item of the menu."""

    text_sv: str
    href: str
    is_current: bool
    is_document: bool


def menu(current: str, *, home: str, region: str = "") -> tuple[MenuItem, ...]:
    """The menu; ``current`` is the address of the item that is shown. Items of a place keep the chosen one."""
    return tuple(
        MenuItem(
            text_sv=kind.menu_sv,
            href=kind.link(home=home, region=region),
            is_current=kind.address == current,
            is_document=isinstance(kind, DocumentKind),
        )
        for kind in all_pages()
        if kind.menu_sv
    )
