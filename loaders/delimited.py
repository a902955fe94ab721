"""Delimited text as publishers send it: UTF-8, Latin-1, or UTF-8 that somebody has encoded twice."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.errors import SourceChanged
from loaders.jsonstat import BOM

_DELIMITERS = "\t;,"
REPAIRED = "texten var kodad två gånger (UTF-8 läst som {codec}) och är lagad"
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
    if body.startswith(_WIDE) or b"\x00" in body[:4096]:
        raise SourceChanged(f"{where} is UTF-16 or no text at all (it begins with {body[:8]!r}); look at the file.")
    if not body.strip():
        raise SourceChanged(f"{where} is empty. Nothing was stored.")
    if body.removeprefix(BOM).lstrip()[:1] == b"<" or body.startswith(b"PK\x03\x04"):
        raise SourceChanged(f"{where} is a web page or workbook instead of delimited text; look at the page.")
    try:
        text = body.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError:
        return Decoded(body.decode("latin-1"), "latin-1")
    for codec in ("latin-1", "cp1252"):
        once = _undone(text, codec)
        if once is not None:
            return Decoded(once, "utf-8", REPAIRED.format(codec=codec))
    return Decoded(text, "utf-8")


def _undone(text: str, codec: str) -> str | None:
    """The text before it was read in this encoding and written again; None if it was not."""
    if "Ã" not in text:
        return None
    try:
        return text.encode(codec).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


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
    first = found.text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(found.text.splitlines(), delimiter=delimiter)
    header = tuple(name.strip() for name in next(reader))
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise SourceChanged(f"{where} has the field {', '.join(twice)} twice. Nothing was stored; look at the file.")
    return Delimited(header, _whole(reader, header, where), found.encoding, found.repaired)


def _whole(reader: Iterator[list[str]], header: tuple[str, ...], where: str) -> Iterator[list[str]]:
    for number, row in enumerate(reader, start=2):
        if len(row) == len(header):
            yield row
        elif any(row):
            raise SourceChanged(
                f"{where}: line {number} has {len(row)} fields and the header {len(header)}, so the text is cut off "
                "or broken. Nothing was stored; download it again."
            )
