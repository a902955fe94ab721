"""Delimited text as publishers send it: UTF-8, Windows' code page, or UTF-8 that somebody has encoded twice."""

import codecs
import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from loaders.ground.errors import SourceChanged
from loaders.ground.files import BOM

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = ";\t,|"
"""Signs that part the fields of a row, the likeliest first."""
REPAIRED = "texten var kodad två gånger (UTF-8 läst som {codec}) och är lagad"
_BROKEN = "the text is cut off or broken. Nothing was stored; download it again."
_WINDOWS = "".join(
    bytes([n]).decode("cp1252" if n not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "latin-1") for n in range(256)
)
"""Windows' Western code page, with Latin-1's control signs for the five bytes that it leaves undefined."""
_BLOCK = 1 << 20
_WIDE = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was written. repaired: a Swedish remark if it had been encoded twice, else empty."""

    text: str
    encoding: str
    repaired: str = ""


def decoded(body: bytes, where: str) -> Decoded:
    """Bytes as text: UTF-8 where they are that, else Windows' code page; what was encoded twice is repaired and told.

    SourceChanged for what is no such text at all (UTF-16, a ZIP or other binary file, a web page, nothing).
    """
    if body.startswith(_WIDE):
        raise SourceChanged(
            f"{where} is UTF-16 (it begins with {body[:8]!r}). Nothing was stored; save it as UTF-8 and give it again."
        )
    if body.startswith(b"PK\x03\x04"):
        raise SourceChanged(f"{where} is a workbook or ZIP file instead of text. Nothing was stored; look at the page.")
    if b"\x00" in body[:4096]:
        raise SourceChanged(f"{where} is no text (it begins with {body[:8]!r}). Nothing was stored; look at the file.")
    if not body.strip():
        raise SourceChanged(f"{where} is empty. Nothing was stored; download it again.")
    if body.removeprefix(BOM).lstrip()[:1] == b"<":
        raise SourceChanged(
            f"{where} is a web page instead of text. Nothing was stored; save the file itself, not the page."
        )
    try:
        text = body.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError:
        return Decoded(from_code_page(body), "cp1252")
    once, codec = undoubled(text)
    return Decoded(once, "utf-8", REPAIRED.format(codec=codec) if codec else "")


def from_code_page(body: bytes) -> str:
    """Bytes by Windows' Western code page, of which Latin-1's letters are a part: any bytes are a text."""
    return codecs.charmap_decode(body, "strict", _WINDOWS)[0]


def undoubled(text: str) -> tuple[str, str]:
    """The text before it was read in an encoding and written again, and that encoding; itself and "" if it was not."""
    for codec in ("latin-1", "cp1252") if "Ã" in text else ():
        try:
            return text.encode(codec).decode("utf-8"), codec
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return text, ""


@dataclass(frozen=True, slots=True)
class Delimited:
    """A table in text: its header, its rows (each as long as the header), and how it was written."""

    header: tuple[str, ...]
    rows: Iterator[list[str]]
    encoding: str
    repaired: str = ""


def delimited(body: bytes, where: str) -> Delimited:
    """The header at once, the rows as they are asked for.

    SourceChanged for what `decoded` refuses, a header field that comes twice, and, while rows are taken, a row of
    another length than the header, which is how a text that was cut off ends.
    """
    found = decoded(body, where)
    return _parted(lines_of(found.text), where, found.encoding, found.repaired)


def streamed(stream: BinaryIO, where: str) -> Delimited:
    """The same of a file that is never held whole: it is read once to learn how it is written, then row by row."""
    encoding, codec = _written(stream, where)
    stream.seek(0)
    lines: Iterator[str]
    if encoding == "utf-8":
        lines = io.TextIOWrapper(stream, "utf-8-sig", newline=None)
    else:
        lines = (from_code_page(line) for line in stream)
    if codec:
        lines = (line.encode(codec).decode("utf-8") for line in lines)
    return _parted(lines, where, encoding, REPAIRED.format(codec=codec) if codec else "")


def _written(stream: BinaryIO, where: str) -> tuple[str, str]:
    """The encoding of a stream, and that in which it had been read and written again ("" if it was not)."""
    first = stream.read(_BLOCK)
    decoded(first[: first.rfind(b"\n") + 1] or first, where)
    stream.seek(0)
    alive = ["latin-1", "cp1252"]
    twice = False
    for block in iter(lambda: b"".join(stream.readlines(_BLOCK)), b""):
        try:
            text = block.decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252", ""
        if "Ã" in text:
            twice = True
            alive = [codec for codec in alive if _is_doubled(text, codec)]
    return "utf-8", alive[0] if twice and alive else ""


def _is_doubled(text: str, codec: str) -> bool:
    try:
        text.encode(codec).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return False
    return True


def _parted(lines: Iterator[str], where: str, encoding: str, repaired: str) -> Delimited:
    begins: list[str] = []
    for line in lines:
        begins.append(line)
        if line.strip():
            break
    first = begins[-1] if begins else ""
    reader = csv.reader(itertools.chain(begins, lines), delimiter=max(DELIMITERS, key=first.count))
    try:
        header = tuple(name.strip() for name in next(filter(any, reader), ()))
    except csv.Error as error:
        raise SourceChanged(f"{where}: the header is not readable ({error}), so {_BROKEN}") from error
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise SourceChanged(f"{where} has the field {', '.join(twice)} twice. Nothing was stored; look at the file.")
    return Delimited(header, _whole(reader, header, where), encoding, repaired)


def lines_of(text: str) -> io.StringIO:
    """The lines of a text: only carriage returns and line feeds end one, not signs such as U+0085 within a field."""
    return io.StringIO(text, newline=None)


def _whole(reader: "Reader", header: tuple[str, ...], where: str) -> Iterator[list[str]]:
    try:
        for row in reader:
            if len(row) == len(header):
                yield row
            elif any(row):
                told = f"line {reader.line_num} has {len(row)} fields and the header {len(header)}"
                raise SourceChanged(f"{where}: {told}, so {_BROKEN}")
    except csv.Error as error:
        raise SourceChanged(f"{where}: line {reader.line_num} is not readable ({error}), so {_BROKEN}") from error
