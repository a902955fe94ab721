"""Files that are either wholly there or not there at all, whatever kills the program; temporary ones, and their end."""

import hashlib
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BOM = b"\xef\xbb\xbf"
"""UTF-8's byte order mark, which some publishers begin their answers with."""
TEMPORARY = ".part-"
"""Beginning of the names of files that a writer has not finished."""


_FOLDER = "lanspuls-"


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for as long as the block lasts, named by this process, so that sweep_temporary knows. OSError."""
    with tempfile.TemporaryDirectory(prefix=f"{_FOLDER}{os.getpid()}-") as folder:
        yield Path(folder)


def sweep_temporary() -> tuple[Path, ...]:
    """Remove the temporary folders of our own processes that were killed, and give their names.

    Does nothing where a process cannot be asked whether it lives.
    """
    owner = getattr(os, "getuid", None)  # Windows has none, and there asking whether a process lives would end it
    if owner is None:
        return ()
    swept = []
    for path in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        found = re.match(rf"{_FOLDER}(\d+)-", path.name)
        try:
            is_ours = path.lstat().st_uid == owner() and path.is_dir() and not path.is_symlink()
        except OSError:  # gone by now
            continue
        if found and is_ours and not _lives(int(found[1])):
            shutil.rmtree(path, ignore_errors=True)
            swept.append(path)
    return tuple(swept)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def digest(content: bytes | memoryview) -> str:
    """SHA-256 of the bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write_atomically(path: Path, content: bytes | memoryview) -> None:
    """Put content at path by fsync and atomic rename: readers see the old file or the new one, never a part.

    Creates the folder. OSError where the disk is full or the folder may not be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{TEMPORARY}{secrets.token_hex(8)}")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # elsewhere a folder cannot be opened, and the rename is durable by itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
