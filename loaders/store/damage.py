"""What is damaged among the files of the store, and where files go that nothing names."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from loaders.ground.errors import StoreDamaged, StoreError
from loaders.ground.files import give_name, write_atomically

ASIDE = "moved-aside"
"""Folder for files that nothing names any more, by day. Nothing there is removed, ever."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One damaged or lost file. piece, reason: as in StoreDamaged. indicators: whose figures need it.

    loses_figures: False where everything it held is there all the same, in a copy or in memory.
    """

    piece: str
    reason: str
    indicators: tuple[str, ...] = ()
    loses_figures: bool = True

    def __str__(self) -> str:
        return f"{self.piece} {self.reason}"


def piece_of(root: Path, path: Path) -> str:
    """A file's name from the data folder, as people are told it."""
    return f"{root.name}/{path.relative_to(root).as_posix()}"


@contextmanager
def told_as_damage(piece: str, reason: str = "cannot be read") -> Iterator[None]:
    """Whatever goes wrong while a file is read is StoreDamaged: damage takes every form a library can meet."""
    try:
        yield
    except StoreError:
        raise
    except FileNotFoundError as error:
        raise StoreDamaged(piece, "is missing") from error
    except OSError as error:
        raise StoreDamaged(piece, f"{reason} ({error.strerror or error})") from error
    except Exception as error:
        raise StoreDamaged(piece, f"{reason} ({type(error).__name__}: {error})") from error


def move_aside(root: Path, path: Path, level: int = logging.WARNING) -> Path:
    """Move a file out of the way into the day's folder, under its own name (numbered if it is taken). OSError.

    level: that of the log's line; whoever finds a file that should not be there warns.
    """
    target = _place_aside(root, path)
    give_name(path, target)
    _log.log(level, "%s is moved aside to %s", piece_of(root, path), target.relative_to(root).as_posix())
    return target


def keep_aside(root: Path, path: Path) -> Path:
    """Keep a copy of a file as it is, where files that are moved aside go. OSError."""
    target = _place_aside(root, path)
    write_atomically(target, path.read_bytes())
    return target


def _place_aside(root: Path, path: Path) -> Path:
    folder = root / ASIDE / f"{datetime.now(UTC):%Y-%m-%d}" / path.parent.relative_to(root)
    folder.mkdir(parents=True, exist_ok=True)
    target, number = folder / path.name, 1
    while target.exists():
        number += 1
        target = folder / f"{path.stem}-{number}{path.suffix}"
    return target
