"""A file of ads as parts that can be counted side by side, each a stream of lines that holds one line at a time.

Plain lines of JSON are cut into ranges of bytes that begin after the end of a line. What is compressed (gzip,
zip, zstd) is one stream a file or member. A file may also be one JSON array, as the oldest archives
are: its objects are then found by their braces and given as lines.
"""

import gzip
import io
import itertools
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import pyarrow as pa

from loaders.ground.errors import SourceChanged
from loaders.ground.files import BOM
from loaders.ground.raw import blocks
from loaders.sources.jobtech.archive.ads import Tally, tally

BUFFER = 1 << 20
LONGEST_LINE = 8_000_000
"""Bytes of one ad. A longer line is no ad, and is passed over without being held."""
SMALLEST_RANGE = 32 << 20
"""Bytes below which a plain file is not cut."""
_GZIP, _ZIP, _ZSTD, _RAR = b"\x1f\x8b", b"PK\x03\x04", b"\x28\xb5\x2f\xfd", b"Rar!"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePart:
    """Bytes start to end of a plain file, or all of a compressed one (of its member, in a zip)."""

    path: Path
    kind: str
    start: int = 0
    end: int = 0
    member: str = ""


def parts_of(path: Path, ranges: int = 1) -> tuple[FilePart, ...]:
    """The parts of a file; of a plain one at most so many ranges. SourceChanged for what is no file of ads."""
    with path.open("rb") as stream:
        head = stream.read(8)
    if head.startswith(_RAR):
        raise SourceChanged(f"{path.name} is a RAR archive, which is not read: unpack it and give the file inside")
    if head.startswith(_ZIP):
        return tuple(FilePart(path=path, kind="zip", member=name) for name in _members(path))
    if head.startswith(_GZIP):
        return (FilePart(path=path, kind="gzip"),)
    if head.startswith(_ZSTD):
        return (FilePart(path=path, kind="zstd"),)
    size = path.stat().st_size
    if not size:
        raise SourceChanged(f"{path.name} is empty: fetch it again")
    if head.removeprefix(BOM).lstrip().startswith(b"["):
        return (FilePart(path=path, kind="plain", end=size),)
    count = max(1, min(ranges, size // SMALLEST_RANGE))
    cuts = [size * n // count for n in range(count + 1)]
    return tuple(FilePart(path=path, kind="plain", start=start, end=end) for start, end in itertools.pairwise(cuts))


def _members(path: Path) -> tuple[str, ...]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [one.filename for one in archive.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, OSError) as error:
        raise SourceChanged(f"{path.name} is damaged or cut off ({error}): fetch it again") from error
    found = tuple(name for name in names if re.search(r"\.jsonl?$", name, re.IGNORECASE))
    if not found:
        raise SourceChanged(f"{path.name} holds no .jsonl or .json, but {', '.join(names[:5]) or 'nothing'}")
    return found


def count_part(part: FilePart) -> Tally:
    """Count one part of a file. SourceChanged if it is damaged, or an array that is none."""
    found = Tally()
    try:
        with _stream(part) as stream:
            tally(_lines(stream, part, found), found)
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, pa.ArrowException) as error:
        raise SourceChanged(f"{part.path.name} is damaged or cut off ({error}): fetch it again") from error
    except (RuntimeError, NotImplementedError) as error:  # zipfile: a password, a way of packing it does not know
        raise SourceChanged(f"{part.path.name}: {error}. Unpack it and give the file inside") from error
    except OSError as error:
        raise SourceChanged(f"{part.path} cannot be read here ({error.strerror or error})") from error
    return found


@contextmanager
def _stream(part: FilePart) -> Iterator[BinaryIO]:
    if part.kind == "zip":
        with zipfile.ZipFile(part.path) as archive, archive.open(part.member) as member:
            yield cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, member), BUFFER))
    elif part.kind == "gzip":
        with gzip.open(part.path, "rb") as unpacked:
            yield cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, unpacked), BUFFER))
    elif part.kind == "zstd":
        with pa.CompressedInputStream(pa.OSFile(str(part.path)), "zstd") as unpacked:
            yield cast(BinaryIO, io.BufferedReader(unpacked, BUFFER))
    else:
        with part.path.open("rb", BUFFER) as plain:
            yield plain


def _lines(stream: BinaryIO, part: FilePart, found: Tally) -> Iterator[bytes]:
    if part.start == 0:
        head = cast(io.BufferedReader, stream).peek(64)[:64]
        if head.removeprefix(BOM).lstrip().startswith(b"["):
            return objects(stream, part.path.name)
    at = part.start
    if at:
        at = stream.seek(at - 1)
        while True:  # to the end of the line that the range before ends with
            passed = stream.readline(BUFFER)
            at += len(passed)
            if passed[-1:] in (b"\n", b""):
                break
    return _within_bounds(stream, found, at, part.end if part.kind == "plain" else sys.maxsize)


def _within_bounds(stream: BinaryIO, found: Tally, at: int, end: int) -> Iterator[bytes]:
    """The lines that begin before a byte, the endless ones left out and counted."""
    while at < end and (line := stream.readline(LONGEST_LINE)):
        at += len(line)
        if len(line) < LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE)
            at += len(line)
        found.endless += 1


_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[{}]', re.DOTALL)


def objects(stream: BinaryIO, name: str) -> Iterator[bytes]:
    """The objects of a JSON array, each as its own bytes. SourceChanged for one that never ends."""
    held, at, depth, begin = b"", 0, 0, 0
    for block in blocks(stream, BUFFER):
        held += block
        cut = len(held)
        for token in _TOKEN.finditer(held, at):
            text = token[0]
            if text == b"{":
                begin = token.start() if depth == 0 else begin
                depth += 1
            elif text == b"}":
                depth -= 1
                if depth == 0:
                    yield held[begin : token.end()]
                if depth < 0:
                    raise SourceChanged(f"{name} is no array of ads: a brace is closed that was not opened")
            elif token.end() == len(held) and (len(text) < 2 or not text.endswith(b'"') or text.endswith(b'\\"')):
                cut = token.start()  # goes on in the next block
                break
        keep = begin if depth else cut
        held, at = held[keep:], cut - keep
        begin = 0
        if len(held) > LONGEST_LINE:
            raise SourceChanged(f"{name} is no array of ads: one of them is larger than {LONGEST_LINE:,} bytes")
    if depth:
        raise SourceChanged(f"{name} is cut off in the middle of an ad: fetch it again")
