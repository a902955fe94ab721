"""Ways of showing a measure, found by walking this folder: a new file with WAY is a new way, in address and control.

How to add one: docs/adding-a-way.md. A file whose name begins with _ is what several ways share.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from dashboard.views.way import Way
from loaders.ground.declarations import Indicator
from loaders.ground.errors import UsageError

if TYPE_CHECKING:
    from dashboard.views.selection import Selection


@cache
def by_word() -> Mapping[str, Way]:
    """Every way by its word in the address, in the order of the control.

    Found when first asked for, since ways are made of what asks for them. UsageError if two have the same word.
    """
    names = [module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")]
    found: list[Way] = [importlib.import_module(f"{__name__}.{name}").WAY for name in names]
    by_words = {way.word: way for way in sorted(found, key=lambda way: way.order)}
    if len(by_words) < len(found):
        raise UsageError(f"two ways of {', '.join(names)} have the same word in the address; give each its own")
    return MappingProxyType(by_words)


def default(indicator: Indicator) -> Way:
    """How a measure is shown unless a link says otherwise: by the first way that says so, else its level."""
    every = by_word().values()
    return next((way for way in every if way.is_default(indicator)), next(way for way in every if way.is_level))


def of(selection: "Selection") -> Way:
    """The way in force: the chosen one, else the measure's own."""
    return by_word()[selection.way] if selection.way else default(selection.declared)
