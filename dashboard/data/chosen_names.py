"""People's corrections for the pages: what they have chosen where a publisher's names were not as declared."""

from typing import TYPE_CHECKING

from loaders.ground.people.corrections import FILE
from loaders.planning.corrections_file import Kept, read_corrections

if TYPE_CHECKING:
    from dashboard.data.series import Data


def corrections(data: "Data") -> Kept:
    """The corrections in the file beside the store, and what of it could not be read."""
    path = data.store.root.parent / FILE
    return data.remember("corrections", lambda: read_corrections(path))
