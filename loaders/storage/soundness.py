"""What of a working copy must not be published: a disk's damage is no change that anybody made.

Files that are written once are known by that: another content is damage, and so is their absence where the list that
names them is as it was. They are fetched again. A list that cannot be read is not published.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import orjson

from loaders.ground.errors import StoreDamaged
from loaders.ground.files import digest
from loaders.storage.versions import File, Files

_DELTA = re.compile(r"store/[^/]+/([0-9a-f]{32})\.parquet")
"""A file of the history, named by the beginning of its hash (loaders/store/deltas.py)."""
_WRITTEN_ONCE = (
    (re.compile(r"store/[^/]+/[^/]+\.parquet"), "store/manifest.json"),
    (re.compile(r"raw/[^/]+/[^/]+/[^/]+\.zst"), "raw/lock.json"),
    (re.compile(r"(lan/\d\d/)?own-history/[^/]+\.zst"), ""),
    (re.compile(r"(lan/\d\d/)?editions/\d{4}-\d{2}-\d{2}/\d+/.+"), ""),
)
"""Files that never change, and the list that must have changed where one is gone; none where none ever goes."""
_LIST = re.compile(r"(store/manifest|raw/lock|(lan/\d\d/)?own-history/history)(\.\d)?\.json")
"""Lists, which state the hash of what they say."""
_FIRST = ("store/manifest.json", "raw/lock.json", "own-history/history.json")


def spoilt(base: Files, ours: Files) -> list[File]:
    """Files of the version this machine began from that its disk has lost or changed."""
    return [file for path, file in base.items() if ours.get(path) != file and _is_spoilt(path, base, ours)]


def _is_spoilt(path: str, base: Files, ours: Files) -> bool:
    for pattern, named_in in _WRITTEN_ONCE:
        if pattern.fullmatch(path):
            return path in ours or not named_in or ours.get(named_in) == base.get(named_in)
    return False


def require_sound(work: Path, ours: Files, changed: Iterable[str]) -> None:
    """StoreDamaged for the first of the changed files that is not as it was written."""
    for path in sorted(changed):
        file = ours.get(path)
        if file is None:
            if path in _FIRST:
                raise StoreDamaged(f"{work.name}/{path}", "is missing")
            continue
        delta = _DELTA.fullmatch(path)
        if delta and not file.sha256.startswith(delta[1]):
            raise StoreDamaged(f"{work.name}/{path}", "is damaged (its content has not the hash it is named by)")
        if _LIST.fullmatch(path) and not _states_its_hash((work / path).read_bytes()):
            raise StoreDamaged(f"{work.name}/{path}", "is damaged (what it says does not have the hash it states)")


def _states_its_hash(content: bytes) -> bool:
    """Whether a list says what it was written to say; one of an earlier program, without a hash, is as good."""
    try:
        stated = orjson.loads(content)
        said = stated.pop("sha256", "")
        return not said or said == digest(orjson.dumps(stated, option=orjson.OPT_SORT_KEYS))
    except (ValueError, AttributeError, TypeError):
        return False
