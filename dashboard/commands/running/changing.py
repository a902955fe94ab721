"""Files whose change is seen while a service goes on: those that pages read at their beginning, and those it fetches.

The first are settings, regions, and the indicators that a region declares; the second the files with such an
indicator's figures. What people write otherwise (own figures, drafts, quotations, lists of codes) the pages notice by
themselves.
"""

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from time import time

from loaders.declared import FOLDER as INDICATORS
from loaders.ground.people.files import in_folder, stamp
from loaders.settings import FILE, LAN, SERVED, Settings

DECLARES = ".toml"


class Change(Enum):
    """What has changed: nothing, figures alone, or what pages read at their beginning."""

    NONE = 0
    FIGURES = 1
    DECLARED = 2


class Watched:
    """The files as they looked when last something was done. settled: seconds that they must have lain untouched."""

    def __init__(self, settings: Settings, settled: float) -> None:
        self._data = settings.copy_dir / SERVED if settings.remote else settings.shared_dir
        self._settings_file, self._settled = Path.cwd() / FILE, settled
        self._seen = self._stamps()

    def change(self) -> Change:
        """What has changed since this was last asked; nothing before it has settled."""
        now = self._stamps()
        if now == self._seen or any(_is_written_within(self._settled, one) for one in self._files()):
            return Change.NONE
        before, self._seen = self._seen, now
        return Change.DECLARED if now[0] != before[0] else Change.FIGURES

    def _stamps(self) -> tuple[str, str]:
        """Of what pages read at their beginning, and of the rest."""
        files = tuple(self._files())
        declared = [one for one in files if one.suffix in (DECLARES, "")]
        figures = [one for one in files if one not in declared]
        return _stamp(declared), _stamp(figures)

    def _files(self) -> Iterator[Path]:
        """Those that are there, with the folder of each region."""
        if self._settings_file.exists():
            yield self._settings_file
        yield from _declared(self._data)
        for region in in_folder(self._data / LAN):
            yield region
            yield from (one for one in (region / FILE,) if one.exists())
            yield from _declared(region)


def _declared(data: Path) -> Iterator[Path]:
    """Declarations of a folder and what lies beside them, but what a program has not finished."""
    yield from (one for one in in_folder(data / INDICATORS) if not one.name.startswith((".", "~")))


def _stamp(files: list[Path]) -> str:
    """Of a folder its name alone: what is written in it changes its time."""
    names = sorted(map(str, files))
    return f"{stamp(one for one in files if not one.is_dir())} {names}"


def _is_written_within(seconds: float, path: Path) -> bool:
    try:
        return not path.is_dir() and 0 <= time() - path.stat().st_mtime < seconds
    except OSError:
        return False
