"""All publishers, found by walking this folder: a new file with INFO there is a new source, and a new setting.

Addresses, limits and terms only; the code that speaks to them is in loaders/sources/.
"""

import importlib
import pkgutil
from types import MappingProxyType
from urllib.parse import urlsplit

from loaders.ground.declarations import SourceInfo
from loaders.ground.errors import UsageError


def _discover() -> dict[str, SourceInfo]:
    found = {}
    for module in pkgutil.iter_modules(__path__):
        info = importlib.import_module(f"{__name__}.{module.name}").INFO
        if info.id != module.name:
            raise UsageError(f"loaders/publishers/{module.name}.py declares id '{info.id}'; name them alike")
        found[info.id] = info
    return found


_LOOPBACK = ("localhost", "127.", "::1")
PUBLISHERS = MappingProxyType(_discover())
CALLED = MappingProxyType({id_: info for id_, info in PUBLISHERS.items() if not info.is_local})
"""Those that have an address: all but the region's own files."""


def publisher(id_: str) -> SourceInfo:
    """The publisher with this id; UsageError naming the known ones if there is none."""
    if id_ not in PUBLISHERS:
        known = ", ".join(PUBLISHERS)
        raise UsageError(f"no source '{id_}'; known are {known}", f"Det finns ingen källa ”{id_}”. Det finns: {known}.")
    return PUBLISHERS[id_]


def is_loopback(url: str) -> bool:
    """Whether an address is this machine: figures from it are made up."""
    return (urlsplit(url).hostname or "").lower().startswith(_LOOPBACK)


def simulated(scb_url: str) -> dict[str, str]:
    """Addresses of all other sources at a simulated publisher whose SCB is at this address, by name of the setting.

    Source ``x`` is at ``/x``, its further address ``x_name_url`` at ``/x/name``. One without counterpart has an
    address too, where nothing answers.
    """
    root = scb_url.removesuffix("/api/v2")
    return {
        setting: "/".join((root, id_, *((name,) if (name := setting[len(id_) + 1 : -len("_url")]) else ())))
        for id_, info in PUBLISHERS.items()
        for setting in info.url_settings
        if setting != "scb_url"
    }
