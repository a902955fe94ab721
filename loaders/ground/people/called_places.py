"""What a person calls a place, in an address, a file or a command: a code, a name, or one of the region's own names.

The one place where that is decided. The region's names (``omraden.toml``, areas.py) are those that whoever asks holds:
a server of a region those of its own folder while it answers, a command those of the folder it works in.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from loaders.ground import places
from loaders.ground.errors import UsageError
from loaders.ground.people.areas import AREAS, NamedAreas, read_areas
from loaders.ground.places import Place

_CODE = re.compile(r"[\d +-]+|[A-Za-z]{2}\d\d|[\d +]*~.*")
"""How a code is written, right or wrong: digits, ``23-2380``, ``SE32``, ``2303+2305~Name``, a blank for each plus."""
_held: ContextVar[Callable[[], NamedAreas] | None] = ContextVar("areas", default=None)
_of_process: list[Path] = []
"""The folder whose names a command knows; empty before it has said which."""


@contextmanager
def holding_areas(read: Callable[[], NamedAreas]) -> Iterator[None]:
    """Within, the region's names are what ``read`` gives when they are asked for, for this thread or task."""
    token = _held.set(read)
    try:
        yield
    finally:
        _held.reset(token)


def know_areas_of(folder: Path) -> None:
    """From now on the region's names are those that a data folder has, for all of the process that holds no others."""
    _of_process[:] = [folder]


def areas_of(folder: Path) -> NamedAreas:
    """The areas that a data folder names."""
    return read_areas(folder / AREAS)


def known_areas() -> NamedAreas:
    """The region's names as they are now."""
    held = _held.get()
    if held is not None:
        return held()
    return areas_of(_of_process[0]) if _of_process else NamedAreas()


def is_code(written: str) -> bool:
    """Whether a place is said by a code, not by a name."""
    return _CODE.fullmatch(written.strip()) is not None


def written_places(text: str) -> tuple[str, ...]:
    """The places of a list with commas, as they are written. A name after ~ may have a comma and a blank within."""
    found: list[str] = []
    for piece in text.split(","):
        if found and "~" in found[-1] and piece.startswith(" ") and not is_code(piece):
            found[-1] += f",{piece}"
        elif piece.strip():
            found.append(piece.strip())
    return tuple(dict.fromkeys(found))


def place_called(written: str) -> Place:
    """The place that is meant by a code (``2321``, ``2303+2305~Two``) or a name: ``Åre``, ``riket``, an area's.

    UsageError with the nearest name, and for a name that two places share.
    """
    if is_code(written):
        codes, tilde, name = written.strip().partition("~")
        return places.place("+".join(re.split(r"[ +]+", codes)).upper() + tilde + name.strip())
    known = known_areas()
    area = known.find(written)
    if area is not None:
        return area
    called = tuple(name for one in known.areas for name in one.called)
    return places.find_place(written, further=called)


def named(place: Place, name: str) -> Place:
    """An own area under the name that the word ``namn`` of an address gives it; UsageError for any other place."""
    if not place.is_own_area:
        raise UsageError(
            "namn names an own area; say which municipalities it is, such as region=2303+2305",
            f"Ordet namn hör till ett eget område, och {place.full_name} är inget. Skriv kommunerna med plus emellan, "
            "till exempel region=2303+2305.",
        )
    return places.own_area(place.parts, name)
