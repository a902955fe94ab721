"""Stream the records of one pivot cache: the numpy scanner while it recognises the bytes, expat otherwise."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import IO

import numpy as np

from loaders.formats.pivotcache.columns import Column, Pair, Unreadable
from loaders.formats.pivotcache.definition import Definition
from loaders.formats.pivotcache.scan import RECORD_END, scanned
from loaders.formats.workbook import SPREADSHEET_NAMESPACES, Package, Prolog, local, malformed_named, parser, prolog
from loaders.ground.errors import SourceChanged

BLOCK_BYTES = 1024**2
MAX_RECORD_BYTES = 4 * 1024**2
"""Longest stretch without the end of a record or an element."""

_TAGS = {f"{namespace} {tag}": tag for namespace in SPREADSHEET_NAMESPACES for tag in "snbdemxr"}


@dataclass(frozen=True, slots=True)
class Block:
    """A run of consecutive records: one array per wanted field, `first` is the number of its first record (from 1)."""

    first: int
    arrays: tuple[np.ndarray, ...]


class Records:
    """The records part of a definition, read once from beginning to end.

    `columns[i]` takes the field at record position `positions[i]`.
    """

    def __init__(
        self, package: Package, definition: Definition, positions: Sequence[int], columns: Sequence[Column]
    ) -> None:
        self._package = package
        self._part = definition.records_part or ""
        self._promised = set[int]() if definition.info.records is None else {definition.info.records}
        self._width = len(definition.info.fields)
        self._positions = tuple(positions)
        self._columns = tuple(columns)
        self._what = f"{package.path.name}: {self._part}"
        self._done = 0

    def blocks(self, *, scan: bool = True) -> Iterator[Block]:
        """All records in blocks of some thousand; ``scan=False`` uses the XML parser from the start.

        Raises SourceChanged where a record does not fit the definition, or their number not the declared one.
        """
        with self._package.part(self._part) as stream:
            start = prolog(stream, self._what)
            if local(start.root) != "pivotCacheRecords" or start.root.partition(" ")[0] not in SPREADSHEET_NAMESPACES:
                raise SourceChanged(f"{self._what} begins with {start.root}, not with pivot cache records.")
            declared = start.attributes.get("count", "")
            self._promised |= {int(declared)} if declared.isdigit() else set()
            if not start.empty:
                yield from self._read(stream, start, scan and _is_scannable(start))
        if self._promised - {self._done}:
            raise SourceChanged(
                f"{self._what} declares {', '.join(f'{n:,}' for n in sorted(self._promised))} records "
                f"and holds {self._done:,}. Fetch it again; the last good data stay in use."
            )

    def _read(self, stream: IO[bytes], start: Prolog, scanning: bool) -> Iterator[Block]:
        slow = None if scanning else _Parsing(start.head, self._width, self._what)
        pending = start.rest
        while True:
            if slow is None:
                cut = pending.rfind(RECORD_END) + len(RECORD_END)
                if cut >= len(RECORD_END):
                    block = self._scanned(pending[:cut])
                    if block is None:
                        slow = _Parsing(start.head, self._width, self._what)
                    else:
                        pending = pending[cut:]
                        yield block
                elif len(pending) > MAX_RECORD_BYTES:
                    slow = _Parsing(start.head, self._width, self._what)
            if slow is not None:
                yield from self._parsed(slow.fed(pending, self._done))
                pending = b""
            more = stream.read(BLOCK_BYTES)
            if not more:
                break
            pending += more
        slow = slow or _Parsing(start.head, self._width, self._what)
        yield from self._parsed(slow.fed(pending, self._done))
        yield from self._parsed(slow.finished(self._done))

    def _scanned(self, chunk: bytes) -> Block | None:
        scan = scanned(chunk, self._width)
        if scan is None:
            return None
        pairs = zip(self._columns, self._positions, strict=True)
        taking = [(column, partial(column.take_spans, scan.field(at))) for column, at in pairs]
        return self._block(taking, len(scan.kinds))

    def _parsed(self, items: list[Pair]) -> Iterator[Block]:
        if items:
            pairs = zip(self._columns, self._positions, strict=True)
            taking = [(column, partial(column.take, items[at :: self._width])) for column, at in pairs]
            yield self._block(taking, len(items) // self._width)

    def _block(self, taking: Sequence[tuple[Column, Callable[[], np.ndarray]]], count: int) -> Block:
        arrays = []
        for column, take in taking:
            try:
                arrays.append(take())
            except Unreadable as error:
                where = self._what if error.at is None else f"{self._what}, record {self._done + error.at + 1:,}"
                raise SourceChanged(
                    f"{where}: field {column.name} {error.problem}. Compare with the declaration."
                ) from error
        block = Block(self._done + 1, tuple(arrays))
        self._done += count
        return block


def _is_scannable(start: Prolog) -> bool:
    """Whether unprefixed element names mean the spreadsheet's, in UTF-8."""
    if start.encoding not in ("utf-8", "utf8", "us-ascii", "ascii"):
        return False
    tag = start.head[start.head.rindex(b"<") :]
    return tag.startswith(b"<pivotCacheRecords")


class _Parsing:
    """The XML parser's way: whole records as one flat list of items, `width` to a record."""

    def __init__(self, head: bytes, width: int, what: str) -> None:
        self._what = what
        self._width = width
        self._items: list[Pair] = []
        self._depth = 0
        self._in_record = False
        self._begun = 0
        self._before = 0
        self._given = 0
        self._parser = parser(what)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parse(head)

    def fed(self, data: bytes, before: int) -> list[Pair]:
        """The items of the records that ended in `data`; `before` records went ahead of this call."""
        self._before = before
        for at in range(0, len(data), BLOCK_BYTES):
            self._parse(data[at : at + BLOCK_BYTES])
        whole = self._begun if self._in_record else len(self._items)
        taken, self._items = self._items[:whole], self._items[whole:]
        self._begun -= whole
        return taken

    def finished(self, before: int) -> list[Pair]:
        """Close the document: raises SourceChanged where it is not complete."""
        self._before = before
        with malformed_named(self._what):
            self._parser.Parse(b"", True)
        return self._items

    def _parse(self, data: bytes) -> None:
        self._given += len(data)
        with malformed_named(self._what):
            self._parser.Parse(data, False)
        if self._given - max(self._parser.CurrentByteIndex, 0) > MAX_RECORD_BYTES:
            raise SourceChanged(f"{self._what} holds an element of more than {MAX_RECORD_BYTES:,} bytes.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 3 and self._in_record:
            tag = _TAGS.get(name)
            value = "" if tag == "m" else attributes.get("v")
            if tag is None or value is None or tag == "r":
                raise SourceChanged(
                    f"{self._what}, record {self._number():,}: <{local(name)}> cannot be read as an item."
                )
            self._items.append((tag, value))
        elif self._depth == 2:
            self._in_record = _TAGS.get(name) == "r"
            self._begun = len(self._items)

    def _end(self, _name: str) -> None:
        if self._depth == 2 and self._in_record:
            held = len(self._items) - self._begun
            if held != self._width:
                raise SourceChanged(
                    f"{self._what}, record {self._number():,} holds {held} items; the definition has "
                    f"{self._width} fields."
                )
            self._in_record = False
        self._depth -= 1

    def _number(self) -> int:
        return self._before + self._begun // max(self._width, 1) + 1
