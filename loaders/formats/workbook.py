"""Open a downloaded Excel workbook safely: signature, whole ZIP, bounded sizes, XML without DTD.

Agencies' servers answer with an HTML page, an error text or half a file under a name ending in ``.xlsx``.
Everything here fails before a parser sees such a file, with a message that says which of them it is.
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from loaders.ground.errors import SourceChanged, SourceError

MAX_ENTRIES = 10_000
MAX_PART_BYTES = 4 * 1024**3
"""Declared size of the largest part that is streamed. The largest known cache is some hundred megabytes."""
MAX_WHOLE_PART_BYTES = 64 * 1024**2
"""Declared size of the largest part that is held in memory."""
MAX_PROLOG_BYTES = 1024**2

STRICT_NAMESPACE = "http://purl.oclc.org/ooxml/spreadsheetml/main"
SPREADSHEET_NAMESPACES = frozenset({"http://schemas.openxmlformats.org/spreadsheetml/2006/main", STRICT_NAMESPACE})

_BLOCK = 64 * 1024
_ZIP_SIGNATURE = b"PK\x03\x04"
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0"
_DAMAGE = (BadZipFile, zlib.error, EOFError)
_MISPLACED = (*_DAMAGE, OSError, ValueError, OverflowError, struct.error)
"""What opening raises besides where the directory of the ZIP points outside it: bytes are missing from its middle."""


class Package:
    """An open workbook: its parts by name, read with declared sizes checked. Made by `opened`."""

    def __init__(self, file: ZipFile, path: Path) -> None:
        self.path = path
        self.file = file
        self._entries = {self._key(info.filename): info for info in file.infolist()}

    @staticmethod
    def _key(name: str) -> str:
        return name.replace("\\", "/").lstrip("/").lower()

    @property
    def names(self) -> tuple[str, ...]:
        """Part names as stored, with forward slashes."""
        return tuple(info.filename.replace("\\", "/") for info in self._entries.values())

    def holds(self, name: str) -> bool:
        """Whether the part is there; names are compared without case, as the file format does."""
        return self._key(name) in self._entries

    @contextmanager
    def part(self, name: str, limit: int = MAX_PART_BYTES) -> Iterator[IO[bytes]]:
        """A part as a byte stream of at most `limit` bytes.

        Raises SourceChanged where the part is absent or declared larger, SourceError where it is damaged.
        """
        info = self._entries.get(self._key(name))
        if info is None:
            raise SourceChanged(f"{self.path.name} has no part {name}. Look at its parts with `lanspuls doctor`.")
        if info.file_size > limit:
            raise SourceChanged(
                f"{self.path.name}: {name} would unpack to {info.file_size:,} bytes, more than the {limit:,} allowed. "
                "Nothing was read; look at the file by hand before raising the limit."
            )
        with self.opened_entry(info) as stream:
            yield stream

    @contextmanager
    def opened_entry(self, info: ZipInfo) -> Iterator[IO[bytes]]:
        """What an entry of the ZIP holds, at most as many bytes as it declares. Errors as `part`."""
        with damage_named(self.path, _MISPLACED):
            try:
                stream = self.file.open(info)
            except RuntimeError as error:  # encrypted, or a compression method Python does not know
                raise SourceChanged(f"{self.path.name}: {info.filename} cannot be unpacked ({error}).") from error
        with stream, damage_named(self.path):
            yield stream

    def whole(self, name: str) -> bytes:
        """A small part's bytes, at most MAX_WHOLE_PART_BYTES."""
        with self.part(name, MAX_WHOLE_PART_BYTES) as stream:
            return stream.read()


@contextmanager
def damage_named(path: Path, raised: tuple[type[Exception], ...] = _DAMAGE) -> Iterator[None]:
    """Turn what the ZIP reader raises on damaged content into SourceError."""
    try:
        yield
    except raised as error:
        raise SourceError(
            f"{path.name} is damaged or cut off ({error}). Fetch it again; the last good data stay in use."
        ) from error


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a workbook.

    Raises SourceChanged where the file is no xlsx (HTML page, old xls, empty), SourceError where the ZIP is cut off,
    OSError where it cannot be read at all.
    """
    path = Path(path)
    with path.open("rb") as raw:
        _check_signature(raw.read(512), path)
        raw.seek(0)
        with damage_named(path, _MISPLACED):
            file = ZipFile(raw)
        with file:
            if len(file.infolist()) > MAX_ENTRIES:
                raise SourceChanged(f"{path.name} has {len(file.infolist()):,} parts; a workbook has far fewer.")
            yield Package(file, path)


def _check_signature(first: bytes, path: Path) -> None:
    if first.startswith(_ZIP_SIGNATURE):
        return
    text = first.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not first:
        what = "is empty"
    elif text.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in text:
        what = "is an HTML page, not a workbook: the publisher answered with a web page"
    elif first.startswith(_OLE_SIGNATURE):
        what = "is an old .xls or a password-protected workbook"
    else:
        what = f"is not an xlsx workbook (it begins with {first[:8]!r})"
    raise SourceChanged(f"{path.name} {what}. Open the publisher's page in a browser and see what it serves now.")


@dataclass(frozen=True, slots=True)
class Prolog:
    """The beginning of an XML part: `head` ends with the root's start tag, `rest` is what was read beyond it."""

    head: bytes
    rest: bytes
    root: str
    """Root element as ``namespace name`` (or ``name``)."""
    attributes: dict[str, str]
    encoding: str
    empty: bool
    """The root closes itself."""


def local(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(" ")[2]


def parser(what: str) -> expat.XMLParserType:
    """A namespace-aware expat parser that refuses document type declarations, and with them all entities."""

    def refuse(*_: object) -> None:
        raise SourceChanged(f"{what} has a document type declaration, which workbooks never have. It was not read.")

    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text = True
    made.StartDoctypeDeclHandler = refuse
    return made


@contextmanager
def malformed_named(what: str) -> Iterator[None]:
    """Turn expat's errors, and Python's on an encoding nobody knows, into SourceChanged that names the part."""
    try:
        yield
    except (expat.ExpatError, LookupError) as error:
        if isinstance(error, KeyError | IndexError):
            raise
        raise SourceChanged(
            f"{what} is not well-formed XML ({error}). Fetch it again, or look at it by hand."
        ) from error


def prolog(stream: IO[bytes], what: str) -> Prolog:
    """Read up to and including the root's start tag.

    Raises SourceChanged on a DTD, on malformed XML, and where no root comes within MAX_PROLOG_BYTES.
    """
    found: list[tuple[int, str, dict[str, str]]] = []
    encodings = ["utf-8"]
    reader = parser(what)

    def start(name: str, attributes: dict[str, str]) -> None:
        if not found:
            found.append((reader.CurrentByteIndex, name, attributes))

    def declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        encodings[0] = (encoding or "utf-8").lower()

    reader.StartElementHandler = start
    reader.XmlDeclHandler = declaration
    data = b""
    while not found:
        block = stream.read(_BLOCK)
        with malformed_named(what):
            reader.Parse(block, not block)
        data += block
        if not found and len(data) > MAX_PROLOG_BYTES:
            raise SourceChanged(f"{what}: no root element within the first {MAX_PROLOG_BYTES:,} bytes.")
    at, root, attributes = found[0]
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else encodings[0]
    end = _tag_end(data, at)
    empty = data[:end].replace(b"\x00", b"").endswith(b"/>")
    return Prolog(data[:end], data[end:], root, attributes, encoding, empty)


def _tag_end(data: bytes, at: int) -> int:
    """Index after the ``>`` that ends the tag beginning at `at`; quoted ``>`` do not count."""
    quote = 0
    for index in range(at, len(data)):
        byte = data[index]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == 0x3E:
            return index + (2 if data.startswith(b"\xff\xfe") else 1)
    return len(data)
