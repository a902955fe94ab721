"""Files that people write, read so that nothing in one can stop the others: regular, of so many bytes, faults named."""

import logging
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from loaders.ground.errors import LanspulsError, SourceError, UsageError
from loaders.ground.files import digest, reason_sv

_BLOCK = 1024**2
_OPENING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Without waiting for whoever should write into a pipe."""

_log = logging.getLogger(__name__)


class Absent(UsageError):
    """There is no such file."""


def read_regular(path: Path, most: int) -> bytes:
    """The bytes of a regular file of at most ``most`` bytes, or of one that a link leads to.

    Absent where there is none; UsageError, in English and Swedish, for a folder, a device, a pipe, one that is larger
    (also one that grows while it is read), or one that may not be read.
    """
    name = shown_name(path)
    try:
        _check_kind(path.stat(), name)
        handle = os.open(path, _OPENING)
        try:
            found = os.fstat(handle)
            _check_kind(found, name)  # what was looked at may have been replaced before it was opened
            body = bytearray()
            while found.st_size <= most and len(body) <= most and (block := os.read(handle, _BLOCK)):
                body += block
        finally:
            os.close(handle)
    except FileNotFoundError:
        raise Absent(f"there is no file {name}", f"Det finns ingen fil {name}.") from None
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = getattr(error, "strerror", None) or str(error)
        why_sv = reason_sv(error) if isinstance(error, OSError) else reason
        raise UsageError(
            f"{name} cannot be read ({reason}); look at who may read it",
            f"{name} går inte att läsa ({why_sv}). Se efter vem som får läsa den.",
        ) from None
    if found.st_size > most or len(body) > most:
        size = f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most // 1_000} kB"
        raise UsageError(
            f"{name} is larger than {size}; divide it into several files",
            f"{name} är större än {size}. Dela upp den i flera filer.",
        )
    return bytes(body)


def _check_kind(found: os.stat_result, name: str) -> None:
    if stat.S_ISREG(found.st_mode):
        return
    is_folder = stat.S_ISDIR(found.st_mode)
    what, what_sv = ("a folder", "en mapp") if is_folder else ("a device or a pipe", "en enhet eller ett rör")
    raise UsageError(
        f"{name} is {what} and not a file; move or rename it",
        f"{name} är {what_sv} och ingen fil. Flytta eller byt namn.",
    )


def is_regular(path: Path) -> bool:
    """Whether there is a regular file at a path, or one that a link there leads to. Never fails."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def in_folder(folder: Path | None) -> tuple[Path, ...]:
    """What lies in a folder, by name; nothing where there is no such folder or it may not be read."""
    try:
        return tuple(sorted(folder.iterdir())) if folder is not None and folder.is_dir() else ()
    except OSError:
        return ()


def stamp(paths: Iterable[Path]) -> str:
    """A text that changes when one of the files does; empty without files. Costs one look at each."""
    found = []
    for path in paths:
        try:
            seen = path.stat()
        except (OSError, ValueError):  # such as a link that leads nowhere
            found.append((path.name, 0, 0))
        else:
            found.append((path.name, seen.st_mtime_ns, seen.st_size))
    return digest(repr(found).encode("utf-8", "backslashreplace"))[:16] if found else ""


def shown_name(path: Path) -> str:
    """A file's name as text that can be shown and stored, also where its bytes on the disk are no UTF-8."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@contextmanager
def faults_named(name: str) -> Iterator[None]:
    """UsageError with the file's name for whatever is raised while a person's file is read.

    Faults that are foreseen pass as they are. One that nobody foresaw is a fault of the program as well: the log says
    where it came up, once for each.
    """
    try:
        yield
    except SourceError as error:
        told = getattr(error, "message_sv", "") or f"{name} går inte att tolka: {error}"
        raise UsageError(f"{name}: {error}", told) from error
    except LanspulsError:
        raise
    except Exception as error:
        _tell(name, type(error).__name__, str(error)[:200], _raised_at(error))
        raise UsageError(
            f"{name} cannot be read ({type(error).__name__}); something in it is out of the ordinary: take away what "
            "was written last, and send the file to whoever looks after Länspuls",
            f"{name} går inte att läsa ({type(error).__name__}). Något i den är ovanligt. Ta bort det som skrevs "
            "senast, och skicka filen till den som sköter Länspuls.",
        ) from error


@lru_cache(maxsize=256)
def _tell(name: str, kind: str, said: str, where: str) -> None:
    _log.error("%s: reading raised %s that nobody foresaw, at %s: %s", name, kind, where, said)


def _raised_at(error: BaseException) -> str:
    """File and line of the innermost function, for the log."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"


def address_parts(text: str) -> SplitResult | None:
    """The parts of an address that a person wrote; None for what can be none, such as ``https://[x``."""
    try:
        parts = urlsplit(text.strip())
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts
