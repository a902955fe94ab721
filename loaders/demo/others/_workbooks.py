"""Write Excel workbooks as awkward as the agencies': data in pivot caches, a filtered view or nothing to see.

Used by the simulated publisher and by the tests. Nothing here is shared with the readers: what is known of the
files (ECMA-376 part 1 §18.10, and other people's code that reads Arbetsförmedlingen's) is written down anew.
Same input, same bytes: time stamps inside the ZIP are fixed.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BufferedWriter
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Item = tuple[str, str]
"""Element name (s n d b e m, or x for an index among the shared items) and its value as stored."""
Value = str | float | int | bool | date | None
"""A value as a person thinks of it; None is a missing item or an empty cell."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MAIN_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LINES = 4096


@dataclass(slots=True)
class Field:
    """A cache field. `shared` may still grow while the records are written; `calculated` fields have no records."""

    name: str
    shared: list[Item] = field(default_factory=list)
    calculated: bool = False


@dataclass(slots=True)
class Cache:
    """A pivot cache: `records` hold one item per field that is not calculated."""

    fields: Sequence[Field]
    records: Iterable[Sequence[Item]]
    refreshed: datetime | None = None
    saved: bool = True


@dataclass(slots=True)
class Sheet:
    """A worksheet: rows of cells, row 1 first."""

    name: str
    rows: Iterable[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Quirks:
    """How this publisher's tool writes files. The defaults are Excel's way."""

    prefix: str = ""
    strict: bool = False
    encoding: str = "utf-8"
    bom: bool = False
    quote: str = '"'
    space: str = ""
    """White space between elements."""
    roomy: bool = False
    """White space inside tags, as XML serialisers of other languages write it."""
    counts: bool = True
    comments: bool = False
    extension: bool = False
    """An extension list after the records and children inside items."""
    doctype: bool = False
    zip64: bool = False
    absolute: bool = False
    """Relationship targets from the root of the package."""
    inline: bool = False
    """Cell texts in the cells instead of in the shared table."""
    level: int = 6


EXCEL = Quirks()


def item(value: Value) -> Item:
    """The item Excel stores for a value."""
    if value is None:
        return ("m", "")
    if isinstance(value, bool):
        return ("b", "1" if value else "0")
    if isinstance(value, int | float):
        return ("n", repr(int(value)) if math.isfinite(value) and value == int(value) else repr(value))
    if isinstance(value, date):
        return ("d", value.isoformat() if isinstance(value, datetime) else f"{value.isoformat()}T00:00:00")
    return ("s", value)


def plain_cache(
    names: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    own: Sequence[str] = (),
    calculated: Sequence[str] = (),
    refreshed: datetime | None = None,
) -> Cache:
    """A cache of plain values: fields in `own` hold their values in the records, the others by shared index.

    `rows` have a value per name, `calculated` fields come after them.
    """
    fields = [Field(name) for name in names]
    indices: list[dict[Item, Item]] = [{} for _ in names]
    shares = [name not in own for name in names]

    def records() -> Iterator[list[Item]]:
        for row in rows:
            record = []
            for value, made, known, shared in zip(row, fields, indices, shares, strict=True):
                stored = item(value)
                if shared:
                    index = known.get(stored)
                    if index is None:
                        index = known[stored] = ("x", str(len(made.shared)))
                        made.shared.append(stored)
                    stored = index
                record.append(stored)
            yield record

    return Cache([*fields, *(Field(name, calculated=True) for name in calculated)], records(), refreshed)


def write_workbook(
    path: Path, caches: Sequence[Cache] = (), sheets: Sequence[Sheet] = (), quirks: Quirks = EXCEL
) -> Path:
    """Write an xlsx file with these caches (numbered from 1) and sheets, and return its path."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=quirks.level) as file:
        _Writer(file, quirks).write(caches, sheets or [Sheet("Tabell", [["DEMODATA"]])])
    return path


class _Writer:
    def __init__(self, file: ZipFile, quirks: Quirks) -> None:
        self._file = file
        self._quirks = quirks
        self._colon = f"{quirks.prefix}:" if quirks.prefix else ""
        self._texts: dict[str, int] = {}

    def write(self, caches: Sequence[Cache], sheets: Sequence[Sheet]) -> None:
        for number, cache in enumerate(caches, 1):
            self._cache(number, cache)
        for number, sheet in enumerate(sheets, 1):
            self._part(f"xl/worksheets/sheet{number}.xml", self._sheet(sheet))
        if self._texts:
            texts = (f"<{self._colon}si>{self._text(text)}</{self._colon}si>" for text in self._texts)
            self._part("xl/sharedStrings.xml", self._document("sst", "", texts))
        self._workbook(len(caches), sheets)
        kinds = [("/xl/workbook.xml", "sheet.main")]
        kinds += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in range(1, len(sheets) + 1)]
        kinds += [(f"/xl/pivotCache/pivotCacheDefinition{n}.xml", "pivotCacheDefinition") for n in _count(caches)]
        kinds += [(f"/xl/pivotCache/pivotCacheRecords{n}.xml", "pivotCacheRecords") for n in _count(caches, saved=True)]
        kinds += [("/xl/sharedStrings.xml", "sharedStrings")] if self._texts else []
        overrides = "".join(f'<Override PartName="{part}" ContentType="{_TYPES}.{kind}+xml"/>' for part, kind in kinds)
        defaults = (
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        )
        types = f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'
        self._part("[Content_Types].xml", [types], quirky=False)

    def _part(self, name: str, pieces: Iterable[str], *, quirky: bool = True) -> None:
        quirks = self._quirks if quirky else EXCEL
        info: Any = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        info.compress_type = ZIP_DEFLATED
        info._compresslevel = self._quirks.level  # without a public name before Python 3.13
        with self._file.open(info, "w", force_zip64=self._quirks.zip64) as raw:
            out = BufferedWriter(raw, 1024**2)
            if quirks.bom and quirks.encoding == "utf-8":
                out.write(b"\xef\xbb\xbf")
            declaration = f"<?xml version={self._value('1.0')} encoding={self._value(quirks.encoding.upper())}?>\n"
            encoding = quirks.encoding
            out.write(declaration.encode(encoding))
            if encoding == "utf-16":
                encoding = "utf-16-le"  # the mark came with the declaration
            if quirks.doctype:
                out.write('<!DOCTYPE a [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>'.encode(encoding))
            for piece in pieces:
                out.write(piece.encode(encoding))
            out.flush()

    def _value(self, text: str) -> str:
        if self._quirks.quote == "'":
            return "'" + escape(text, {"'": "&apos;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}) + "'"
        return '"' + escape(text, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}) + '"'

    def _document(self, root: str, attributes: str, inner: Iterable[str]) -> Iterator[str]:
        main = _MAIN_STRICT if self._quirks.strict else _MAIN
        name = f"xmlns:{self._quirks.prefix}" if self._quirks.prefix else "xmlns"
        yield f"<{self._colon}{root} {name}={self._value(main)} xmlns:r={self._value(_RELATIONS)}{attributes}>"
        yield from inner
        yield f"{self._quirks.space}</{self._colon}{root}>"

    def _item(self, stored: Item) -> str:
        kind, value = stored
        gap = " " if self._quirks.roomy else ""
        held = f" v{gap}={gap}{self._value(value)}" if kind != "m" else ""
        start = f"{self._quirks.space}<{self._colon}{kind}{held}"
        if self._quirks.extension and kind == "s":
            return (
                f'{start} u="1"><{self._colon}tpls><{self._colon}x v="99"/></{self._colon}tpls></{self._colon}{kind}>'
            )
        return f"{start}{gap}/>"

    def _cache(self, number: int, cache: Cache) -> None:
        folder = "xl/pivotCache"
        counted = [0]
        if cache.saved:
            # The count stands before the records, so it can only be written for records that are already a list.
            known = len(cache.records) if isinstance(cache.records, Sequence) else None
            count = f" count={self._value(str(known))}" if self._quirks.counts and known is not None else ""
            records = self._document("pivotCacheRecords", count, self._records(cache.records, counted))
            self._part(f"{folder}/pivotCacheRecords{number}.xml", records)
            target = f"/{folder}/" if self._quirks.absolute else ""
            relation = self._relation("rId1", "pivotCacheRecords", f"{target}pivotCacheRecords{number}.xml")
            self._part(f"{folder}/_rels/pivotCacheDefinition{number}.xml.rels", _relations([relation]), quirky=False)
        attributes = f" r:id={self._value('rId1')}" if cache.saved else f" saveData={self._value('0')}"
        if cache.refreshed:
            serial = (cache.refreshed - datetime(1899, 12, 30)).total_seconds() / 86_400
            attributes += f" refreshedDate={self._value(repr(serial))}"
        if self._quirks.counts and cache.saved:
            attributes += f" recordCount={self._value(str(counted[0]))}"
        source = (
            f"<{self._colon}cacheSource type={self._value('worksheet')}><{self._colon}worksheetSource "
            f"ref={self._value('A1:B2')} sheet={self._value('Underlag')}/></{self._colon}cacheSource>"
        )
        fields = [
            source,
            f"<{self._colon}cacheFields>",
            *map(self._field, cache.fields),
            f"</{self._colon}cacheFields>",
        ]
        definition = self._document("pivotCacheDefinition", attributes, fields)
        self._part(f"{folder}/pivotCacheDefinition{number}.xml", definition)

    def _records(self, records: Iterable[Sequence[Item]], counted: list[int]) -> Iterator[str]:
        space, colon = self._quirks.space, self._colon
        rendered: dict[Item, str] = {}
        lines: list[str] = []
        for record in records:
            counted[0] += 1
            inner = []
            for stored in record:
                text = rendered.get(stored)
                if text is None:
                    text = self._item(stored)
                    if len(rendered) < 100_000:
                        rendered[stored] = text
                inner.append(text)
            lines.append(f"{space}<{colon}r>{''.join(inner)}{space}</{colon}r>")
            if self._quirks.comments and counted[0] % 3 == 1:
                lines.append("<!-- <r><m/></r> --><?note a > b?>")
            if len(lines) >= _LINES:
                yield "".join(lines)
                lines.clear()
        yield "".join(lines)
        if self._quirks.extension:
            yield f"<{colon}extLst><{colon}ext><{colon}r><{colon}m/></{colon}r></{colon}ext></{colon}extLst>"

    def _field(self, made: Field) -> str:
        name = f" name={self._value(made.name)}"
        if made.calculated:
            formula = f" formula={self._value('A/B')} databaseField={self._value('0')}"
            return f"<{self._colon}cacheField{name}{formula}/>"
        count = f" count={self._value(str(len(made.shared)))}" if self._quirks.counts and made.shared else ""
        items = "".join(map(self._item, made.shared))
        # Grouping for the view follows the shared items and has items of its own, which belong to no record.
        group = (
            f"<{self._colon}fieldGroup base={self._value('0')}><{self._colon}groupItems>"
            f"{self._item(('s', 'Grupp 1'))}</{self._colon}groupItems></{self._colon}fieldGroup>"
            if self._quirks.extension
            else ""
        )
        shared = f"<{self._colon}sharedItems{count}>{items}</{self._colon}sharedItems>"
        return f"<{self._colon}cacheField{name}>{shared}{group}</{self._colon}cacheField>"

    def _sheet(self, sheet: Sheet) -> Iterator[str]:
        rows = (self._row(number, row) for number, row in enumerate(sheet.rows, 1))
        colon = self._colon
        wrong = f"<{colon}dimension ref={self._value('A1')}/>"  # as some tools write it, whatever the sheet holds
        return self._document("worksheet", "", _chain(wrong, f"<{colon}sheetData>", rows, f"</{colon}sheetData>"))

    def _row(self, number: int, row: Sequence[Value]) -> str:
        cells = "".join(
            self._cell(f"{_letters(at)}{number}", value) for at, value in enumerate(row) if value is not None
        )
        return f"<{self._colon}row r={self._value(str(number))}>{cells}</{self._colon}row>"

    def _cell(self, place: str, value: Value) -> str:
        kind, stored = item(value)
        colon = self._colon
        start = f"<{colon}c r={self._value(place)}"
        if kind == "n":
            return f"{start}><{colon}v>{stored}</{colon}v></{colon}c>"
        if kind == "b":
            return f"{start} t={self._value('b')}><{colon}v>{stored}</{colon}v></{colon}c>"
        if self._quirks.inline:
            return f"{start} t={self._value('inlineStr')}><{colon}is>{self._text(stored)}</{colon}is></{colon}c>"
        index = self._texts.setdefault(stored, len(self._texts))
        return f"{start} t={self._value('s')}><{colon}v>{index}</{colon}v></{colon}c>"

    def _text(self, text: str) -> str:
        return f"<{self._colon}t xml:space={self._value('preserve')}>{escape(text)}</{self._colon}t>"

    def _relation(self, identity: str, kind: str, target: str) -> str:
        return f'<Relationship Id="{identity}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'

    def _workbook(self, caches: int, sheets: Sequence[Sheet]) -> None:
        colon = self._colon
        inner = [f"<{colon}sheets>"]
        relations = []
        for number, sheet in enumerate(sheets, 1):
            name = quoteattr(sheet.name)
            inner.append(f'<{colon}sheet name={name} sheetId="{number}" r:id="rId{number}"/>')
            relations.append(self._relation(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
        inner.append(f"</{colon}sheets>")
        if caches:
            ids = range(len(sheets) + 1, len(sheets) + caches + 1)
            held = "".join(f'<{colon}pivotCache cacheId="{at + 20}" r:id="rId{at}"/>' for at in ids)
            inner.append(f"<{colon}pivotCaches>{held}</{colon}pivotCaches>")
            for number, at in enumerate(ids, 1):
                target = f"pivotCache/pivotCacheDefinition{number}.xml"
                relations.append(self._relation(f"rId{at}", "pivotCacheDefinition", target))
        if self._texts:
            relations.append(self._relation("rIdTexts", "sharedStrings", "sharedStrings.xml"))
        self._part("xl/workbook.xml", self._document("workbook", "", inner))
        self._part("xl/_rels/workbook.xml.rels", _relations(relations), quirky=False)
        office = self._relation("rId1", "officeDocument", "xl/workbook.xml")
        self._part("_rels/.rels", _relations([office]), quirky=False)


def _relations(inner: Sequence[str]) -> list[str]:
    return [f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(inner)}</Relationships>']


def _count(caches: Sequence[Cache], *, saved: bool = False) -> list[int]:
    return [number for number, cache in enumerate(caches, 1) if cache.saved or not saved]


def _chain(*parts: str | Iterable[str]) -> Iterator[str]:
    for part in parts:
        yield from [part] if isinstance(part, str) else part


def _letters(column: int) -> str:
    """The column's letters: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
