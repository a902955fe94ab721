"""Files that are either wholly there or not there at all, whatever kills the program; temporary ones, and their end."""

import errno
import hashlib
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders.ground.errors import DiskFault

BOM = b"\xef\xbb\xbf"
"""UTF-8's byte order mark, which some publishers begin their answers with."""
TEMPORARY = ".part-"
"""Beginning of the names of files that a writer has not finished."""

NO_DEVICE = r"(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z))"
"""Before a pattern of names that become files: to Windows these are devices, with any ending."""
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
        if found and is_ours and not is_alive(int(found[1])):
            shutil.rmtree(path, ignore_errors=True)
            swept.append(path)
    return tuple(swept)


def is_alive(process: int) -> bool:
    """Whether a process of this machine lives; yes on Windows, where asking would end it."""
    if os.name != "posix":
        return True
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
        put_in_place(unfinished, path)
    except OSError:
        take_away(unfinished)
        raise
    _sync_folder(path.parent)


def put_in_place(unfinished: Path, path: Path) -> None:
    """Give a finished file its name in one step, over what had it. OSError."""
    _patiently(lambda: unfinished.replace(path))


def give_name(path: Path, name: Path) -> None:
    """Give a file or folder another name. OSError; a taken name is replaced as the system does it."""
    _patiently(lambda: path.rename(name))


def take_away(path: Path) -> None:
    """Remove a file, if it is there. OSError."""
    _patiently(lambda: path.unlink(missing_ok=True))


_HELD = (5, 32)
"""What Windows says of a file that another program holds open: access denied, sharing violation."""
_TRIES, _PAUSE_SECONDS = 60, 0.1


def _patiently(act: Callable[[], object]) -> None:
    """Do something with a file. Windows refuses while somebody reads it (a server, a virus scanner): then try again."""
    for _ in range(_TRIES):
        try:
            act()
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return
    act()


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # elsewhere a folder cannot be opened, and the rename is durable by itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_REASONS_SV = {
    errno.ENOSPC: "disken är full",
    getattr(errno, "EDQUOT", -1): "ditt utrymme på disken är slut",
    errno.EROFS: "disken är skrivskyddad",
    errno.EACCES: "den här användaren får inte",
    errno.EPERM: "den här användaren får inte",
    errno.ENOENT: "mappen finns inte",
    errno.ENOTDIR: "det som ska vara en mapp är en fil",
    errno.EISDIR: "det är en mapp",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.EFBIG: "filen får inte bli så stor",
    errno.EIO: "disken svarar inte som den ska",
}


def reason_sv(error: OSError) -> str:
    """Why the disk refused, in Swedish: ``disken är full``; the system's own words for what is rare."""
    return _REASONS_SV.get(error.errno or 0) or error.strerror or str(error)


def disk_fault(what: str, what_sv: str, error: OSError) -> DiskFault:
    """The error that something cannot be written or read. what: *the store cannot be written*, in both languages."""
    return DiskFault(
        f"{what} ({error.strerror or error}): check the disk and the folder's permissions",
        f"{what_sv} ({reason_sv(error)}). Se efter på disken och vem som får skriva i mappen.",
    )
