"""Tables of riket, which have no variable of places: given one, so that all else reads them alike. Pure.

A px file's answer need not say which variable is time either; its metadata were asked, and it is said here.
"""

from collections.abc import Iterable
from dataclasses import replace

from loaders.formats.cube import Cube
from loaders.ground import places
from loaders.ground.declarations import RIKET_ALONE, PxQuery
from loaders.pxweb.metadata import Metadata, Variable
from loaders.pxweb.selection import Selection

_LABELS = {places.NATION: "Riket"}


def with_riket(metadata: Metadata, queries: Iterable[PxQuery]) -> Metadata:
    """The variables with one more, of riket alone, where a query is declared so; else as they are."""
    if not any(query.region_variable == RIKET_ALONE for query in queries):
        return metadata
    riket = Variable(code=RIKET_ALONE, label="plats", codes=tuple(_LABELS), labels=_LABELS)
    return replace(metadata, variables=(riket, *metadata.variables))


def without_riket(selection: Selection) -> Selection:
    """What can be asked of the publisher."""
    return {name: codes for name, codes in selection.items() if name != RIKET_ALONE}


def completed(cube: Cube, metadata: Metadata) -> Cube:
    """An answer with the variable its metadata were given, and its time said; shape (1, ...) where riket was added."""
    if metadata.time is not None and not cube.roles.get("time"):
        cube = replace(cube, roles={**cube.roles, "time": (metadata.time.code,)})
    if metadata.variable(RIKET_ALONE) is None or RIKET_ALONE in cube.ids:
        return cube
    return replace(
        cube,
        ids=(RIKET_ALONE, *cube.ids),
        codes={RIKET_ALONE: tuple(_LABELS), **cube.codes},
        labels={RIKET_ALONE: _LABELS, **cube.labels},
        dimension_labels={RIKET_ALONE: "plats", **cube.dimension_labels},
        values=cube.values[None],
        status=None if cube.status is None else cube.status[None],
        undelivered=None if cube.undelivered is None else cube.undelivered[None],
    )
