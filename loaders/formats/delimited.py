"""Delimited text as publishers send it: UTF-8, Latin-1, or UTF-8 that somebody has encoded twice."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.ground.errors import SourceChanged
from loaders.ground.files import BOM

if TYPE_CHECKING:
    from _csv import Reader

_DELIMITERS = ";\t,|"
REPAIRED = "texten var kodad två gånger (UTF-8 läst som {codec}) och är lagad"
_BROKEN = "the text is cut off or broken. Nothing was stored; download it again."
_WIDE = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was written. repaired: a Swedish remark if it had been encoded twice, else empty."""

    text: str
    encoding: str
    repaired: str = ""


def decoded(body: bytes, where: str) -> Decoded:
    """Bytes as text: UTF-8 where they are that, else Latin-1; text encoded twice is repaired and said to be so.

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
        return Decoded(body.decode("latin-1"), "latin-1")
    once, codec = undoubled(text)
    return Decoded(once, "utf-8", REPAIRED.format(codec=codec) if codec else "")


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
    lines = found.text.splitlines()
    reader = csv.reader(lines, delimiter=delimiter_of(lines[:1]))
    try:
        header = tuple(name.strip() for name in next(reader))
    except csv.Error as error:
        raise SourceChanged(f"{where}: the header is not readable ({error}), so {_BROKEN}") from error
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise SourceChanged(f"{where} has the field {', '.join(twice)} twice. Nothing was stored; look at the file.")
    return Delimited(header, _whole(reader, header, where), found.encoding, found.repaired)


def delimiter_of(lines: Iterable[str]) -> str:
    """The sign that parts the fields: of ``;``, tab, ``,`` and ``|`` the one that one of these lines has most of."""
    counts = [{sign: line.count(sign) for sign in _DELIMITERS} for line in lines]
    return max(_DELIMITERS, key=lambda sign: max((count[sign] for count in counts), default=0))


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
