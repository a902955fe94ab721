"""Files that are either wholly there or not there at all, whatever kills the program."""

import hashlib
import os
import secrets
from pathlib import Path

BOM = b"\xef\xbb\xbf"
"""UTF-8's byte order mark, which some publishers begin their answers with."""
TEMPORARY = ".part-"
"""Beginning of the names of files that a writer has not finished."""


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
