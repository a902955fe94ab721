"""Names that people have chosen: corrections of a publisher's, and the region's own of several municipalities."""

from typing import TYPE_CHECKING

from loaders.ground.people.areas import AREAS, NamedAreas, read_areas
from loaders.ground.people.corrections import FILE
from loaders.planning.corrections_file import Kept, read_corrections

if TYPE_CHECKING:
    from dashboard.data.series import Data


def corrections(data: "Data") -> Kept:
    """The corrections in the file beside the store, and what of it could not be read."""
    path = data.store.root.parent / FILE
    return data.remember("corrections", lambda: read_corrections(path))


def named_areas(data: "Data") -> NamedAreas:
    """The areas that the region's file names, and what of it could not be read."""
    return data.remember(("named areas",), lambda: read_areas(data.folder / AREAS))
