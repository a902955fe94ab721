"""The files of a data folder that are shared, and which of them belong together."""

import hashlib
import os
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from loaders.ground.errors import UsageError
from loaders.ground.people.files import shown_name
from loaders.storage.versions import File, Files

FOLLOWING = "following"
"""What participants follow now, and a secret: this machine's alone."""
_REGION = re.compile(r"lan/\d\d/")
"""The folder of one of several regions, which is made as the data folder is (loaders/settings/regions.py)."""
_DEMO = re.compile(r"demo(-\d\d)?")
ASIDE = "moved-aside"
FIGURES = "figures"
_OF_FIGURES = frozenset({"store", "raw", "calendar"})
"""Folders that one fetch writes: of two fetches all of one counts."""
_WHOLE = frozenset({"own-history"})
FRESH_NS = 2_000_000_000
"""A file touched less than so many nanoseconds ago is read again next time: its status may not tell the next change."""
Stamp = tuple[int, int, int, int]
Seen = Mapping[str, tuple[Stamp, str]]
"""The SHA-256 of files as their status was, by path."""


def scan(folder: Path, seen: Seen) -> tuple[dict[str, File], dict[str, tuple[Stamp, str]]]:
    """The shared files of a folder by path, and what was seen of them for the next time. OSError; UsageError."""
    files: dict[str, File] = {}
    found: dict[str, tuple[Stamp, str]] = {}
    for path in _walk(folder):
        name = path.relative_to(folder).as_posix()
        status = path.stat()
        stamp = (status.st_ctime_ns, status.st_mtime_ns, status.st_size, status.st_ino)
        known = seen.get(name)
        if known is not None and known[0] == stamp:
            sha256 = known[1]
        else:
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        files[name] = File(name, status.st_size, sha256)
        if max(stamp[:2]) < time.time_ns() - FRESH_NS:
            found[name] = (stamp, sha256)
    return files, found


def _walk(folder: Path) -> Iterator[Path]:
    """Files that are shared: none that is unfinished, a lock, a link, laid aside, or this machine's alone."""
    for place, folders, names in os.walk(folder):
        here = Path(place)
        is_top = here == folder
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name != ASIDE
            and not (is_top and _DEMO.fullmatch(name))
            and not (name == FOLLOWING and (is_top or _REGION.fullmatch(f"{here.relative_to(folder).as_posix()}/")))
            and not (here / name).is_symlink()
        )
        for name in sorted(names):
            path = here / name
            if name.startswith(".") or path.is_symlink():
                continue
            if shown_name(path) != name or "\\" in name:
                raise UsageError(
                    f"{shown_name(path)}: a file of this name cannot be shared; give it another",
                    f"{shown_name(path)}: en fil med det namnet kan inte delas. Byt namn på den.",
                )
            yield path


def within(path: str) -> tuple[str, str]:
    """The folder of the region that a file is of (``lan/20/``, empty for the first), and its path within."""
    found = _REGION.match(path)
    return (found[0], path[found.end() :]) if found else ("", path)


def unit_of(path: str) -> str:
    """What a file stands or falls with where two machines have changed it: all of a fetch, an edition, or itself."""
    region, inside = within(path)
    if region:
        return region + unit_of(inside)
    first, *rest = path.split("/")
    if first in _OF_FIGURES:
        return FIGURES
    if first in _WHOLE:
        return first
    if first == "editions" and len(rest) > 2:
        return "/".join((first, *rest[:2]))
    return path


def is_shown(path: str) -> bool:
    """Whether pages read a file: not reports, and of raw answers the names of key figures alone."""
    first, _, rest = within(path)[1].partition("/")
    if first == "raw":
        return "/" not in rest or rest.startswith("kolada/")
    return first != "reports"


def in_order(paths: Iterator[str] | list[str]) -> list[str]:
    """Paths as they are put in place: what lists others after what is listed, the history's list last of all."""

    def key(path: str) -> tuple[bool, bool, str]:
        return path.startswith("store/manifest"), path.endswith((".json", ".jsonl", ".toml")), path

    # the copies of the list before the list itself, as the writer of it does
    return sorted(paths, key=lambda path: (path == "store/manifest.json", *key(path)))


def changed(before: Files, now: Files) -> set[str]:
    """Paths whose content is another, or that one of the two lacks."""
    return {path for path in {*before, *now} if before.get(path) != now.get(path)}
