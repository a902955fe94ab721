"""One module per publisher: what it answers, turned into panels in our own vocabulary.

The modules are found by name: publisher ``x`` of loaders/publishers/ is spoken to by ``SOURCE`` in
loaders/sources/<id>.py. Modules without a publisher of their name are helpers.
"""

import importlib
import importlib.util
from functools import cache
from typing import TYPE_CHECKING

from loaders.ground.errors import UsageError
from loaders.publishers import publisher

if TYPE_CHECKING:
    from loaders.sources.protocol import Source


@cache
def source(id_: str) -> "Source":
    """The source with this id, its module imported now. UsageError if there is no such publisher or module."""
    publisher(id_)
    name = f"{__name__}.{id_}"
    if importlib.util.find_spec(name) is None:
        raise UsageError(f"nothing speaks to {id_} yet: there is no loaders/sources/{id_}.py")
    found: Source = importlib.import_module(name).SOURCE
    if found.id != id_:
        raise UsageError(f"loaders/sources/{id_}.py has a source with id '{found.id}'; name them alike")
    return found
