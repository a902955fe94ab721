"""What tests of workbooks share: ways of writing, changed parts, a plain reading with ElementTree (the oracle)."""

import posixpath
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

import pyarrow as pa

from loaders.demo.others._workbooks import Quirks

RECORDS = "xl/pivotCache/pivotCacheRecords1.xml"
DEFINITION = "xl/pivotCache/pivotCacheDefinition1.xml"

QUIRKS = {
    "excel": Quirks(),
    "prefix": Quirks(prefix="x"),
    "strict namespaces": Quirks(strict=True),
    "byte order mark": Quirks(bom=True),
    "utf-16": Quirks(encoding="utf-16"),
    "latin-1": Quirks(encoding="iso-8859-1"),
    "single quotes": Quirks(quote="'"),
    "spread over lines": Quirks(space="\n\t "),
    "roomy tags": Quirks(roomy=True),
    "no counts": Quirks(counts=False),
    "comments": Quirks(comments=True),
    "extensions and children": Quirks(extension=True),
    "zip64": Quirks(zip64=True),
    "absolute targets": Quirks(absolute=True),
    "all at once": Quirks(prefix="x", bom=True, quote="'", space="\r\n", roomy=True, counts=False, comments=True,
                          extension=True, zip64=True, absolute=True, strict=True),
}  # fmt: skip


def rows_of(table: pa.Table) -> list[tuple]:
    return list(zip(*(table[name].to_pylist() for name in table.schema.names), strict=True))


def edited(path: Path, part: str, edit: Callable[[bytes], bytes]) -> Path:
    """A copy of a workbook beside it with one part changed."""
    target = path.with_name(f"edited-{path.name}")
    with ZipFile(path) as source, ZipFile(target, "w", ZIP_DEFLATED) as out:
        for name in source.namelist():
            body = source.read(name)
            out.writestr(name, edit(body) if name == part else body)
    return target


def replaced(path: Path, part: str, old: str, new: str) -> Path:
    """A copy with one text in one part replaced; the text must occur."""

    def edit(body: bytes) -> bytes:
        assert old.encode() in body
        return body.replace(old.encode(), new.encode(), 1)

    return edited(path, part, edit)


def without(path: Path, *parts: str) -> Path:
    """A copy that lacks some parts."""
    target = path.with_name(f"without-{path.name}")
    with ZipFile(path) as source, ZipFile(target, "w", ZIP_DEFLATED) as out:
        for name in source.namelist():
            if name not in parts:
                out.writestr(name, source.read(name))
    return target


def plain_reading(path: Path, number: int = 1) -> list[dict[str, tuple[str, str | None]]]:
    """All records of cache `number` as dicts of field name → (element name, v), shared items looked up."""
    with ZipFile(path) as file:
        definition = ElementTree.fromstring(file.read(f"xl/pivotCache/pivotCacheDefinition{number}.xml"))
        records = ElementTree.fromstring(file.read(f"xl/pivotCache/pivotCacheRecords{number}.xml"))
    names, shared = [], []
    for field in definition.findall("{*}cacheFields/{*}cacheField"):
        if field.get("databaseField") != "0":
            names.append(field.get("name"))
            shared.append([_item(one) for one in field.findall("{*}sharedItems/*")])
    read = []
    for record in records.findall("{*}r"):
        items = [_item(one) for one in record]
        items = [
            held[int(value)] if kind == "x" else (kind, value)
            for (kind, value), held in zip(items, shared, strict=True)
        ]
        read.append(dict(zip(names, items, strict=True)))
    return read


def _item(element: ElementTree.Element) -> tuple[str, str | None]:
    return posixpath.basename(element.tag.replace("}", "/")), element.get("v")
