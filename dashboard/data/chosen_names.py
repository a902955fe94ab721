"""Names that people have chosen: corrections of a publisher's, and the region's own of several municipalities."""

from dataclasses import replace
from typing import TYPE_CHECKING

from loaders import catalogue
from loaders.ground.people.areas import NamedAreas
from loaders.ground.people.called_places import areas_of
from loaders.ground.people.corrections import FILE
from loaders.planning.corrections_file import Kept, read_corrections

if TYPE_CHECKING:
    from dashboard.data.series import Data


def corrections(data: "Data") -> Kept:
    """The corrections in the file beside the store but of other regions' own, and what of it could not be read."""

    def read() -> Kept:
        found = read_corrections(data.store.root.parent / FILE)
        ours = tuple(one for one in found.corrections if not catalogue.tells_of_another(one.table))
        return replace(found, corrections=ours)

    return data.remember("corrections", read)


def named_areas(data: "Data") -> NamedAreas:
    """The areas that the region's file names, and what of it could not be read."""
    return data.remember(("named areas",), lambda: areas_of(data.folder))
