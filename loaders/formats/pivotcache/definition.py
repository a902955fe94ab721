"""What a pivot cache says about itself: its fields, their shared items, where its records are."""

import posixpath
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from loaders.formats.workbook import SPREADSHEET_NAMESPACES, Package, local, malformed_named, parser
from loaders.ground.errors import SourceChanged

MAX_SHARED_ITEMS = 1_000_000
"""Shared items kept in memory for one definition."""

_DEFINITION = re.compile(r"(?:^|/)pivotCacheDefinition\d*\.xml$", re.IGNORECASE)
_EXCEL_EPOCH = datetime(1899, 12, 30)  # day 0 of the 1900 date system as every date after February 1900 counts it
_ITEM_KINDS = frozenset("snbdem")


class Item(NamedTuple):
    """One value of a cache: `kind` is the element name (s n d b e m x), `value` its text as stored ("" for m)."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """A pivot cache as `doctor` shows it."""

    name: str
    """Part name, for example ``xl/pivotCache/pivotCacheDefinition1.xml``. The number means nothing."""
    fields: tuple[str, ...]
    """Names of the fields that have data, in record order (calculated and grouped fields have none)."""
    records: int | None
    """Number of records as declared; None where the file does not say."""
    refreshed: datetime | None
    """When the publisher last refreshed it: local time, no zone."""
    saved: bool
    """Whether the records are in the file."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A parsed definition part. `shared[i]` holds the shared items of `info.fields[i]`, empty where it has none."""

    info: CacheInfo
    records_part: str | None
    shared: tuple[tuple[Item, ...], ...]


@dataclass(slots=True)
class _Reading:
    """State while a definition is read."""

    attributes: dict[str, str] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    shared: list[list[Item]] = field(default_factory=list)
    in_data_field: bool = False
    items: int = 0


def field_name(text: str) -> str:
    """A field name as compared: composed characters, escapes read, whitespace collapsed."""
    return " ".join(unicodedata.normalize("NFC", unescaped(text)).split())


def unescaped(text: str) -> str:
    """Read the spreadsheet's own escape ``_xHHHH_`` for characters XML cannot hold."""
    if "_x" not in text:
        return text
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def definitions(package: Package) -> tuple[Definition, ...]:
    """All pivot caches of a workbook, by part name in natural order. Raises SourceChanged where one is malformed."""
    parts = sorted((name for name in package.names if _DEFINITION.search(name)), key=_natural)
    return tuple(_definition(package, part) for part in parts)


def choose(found: Collection[Definition], fields: Collection[str], where: str) -> Definition:
    """The one cache that holds all `fields` and has its records in the file.

    Raises SourceChanged, listing every cache with its fields, where none or several do.
    """
    wanted = {field_name(name) for name in fields}
    holding = [one for one in found if wanted <= set(one.info.fields)]
    saved = [one for one in holding if one.info.saved]
    if len(saved) == 1:
        for name in wanted:
            if saved[0].info.fields.count(name) > 1:
                raise SourceChanged(f"{where}: field {name} occurs twice in {saved[0].info.name}.")
        return saved[0]
    if holding and not saved:
        problem = "the only caches with these fields were saved without their records"
    else:
        problem = f"{len(saved) or 'no'} pivot caches hold them, and exactly one must"
    listed = "; ".join(
        f"{one.info.name}{'' if one.info.saved else ' (no records)'}: {', '.join(one.info.fields) or 'no fields'}"
        for one in found
    )
    raise SourceChanged(
        f"{where}: wanted the fields {', '.join(sorted(wanted))}, but {problem}. "
        f"The file holds {listed or 'no pivot cache at all'}. Compare with the declaration."
    )


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name)]


def _definition(package: Package, part: str) -> Definition:
    what = f"{package.path.name}: {part}"
    reading = _Reading()
    reader = parser(what)

    def start(name: str, attributes: dict[str, str]) -> None:
        _start(reading, name, attributes, what)

    def end(_name: str) -> None:
        reading.path.pop()

    reader.StartElementHandler = start
    reader.EndElementHandler = end
    body = package.whole(part)
    with malformed_named(what):
        reader.Parse(body, True)
    records_part = _records_part(package, part)
    declared = reading.attributes.get("recordCount", "")
    info = CacheInfo(
        name=part,
        fields=tuple(reading.names),
        records=int(declared) if declared.isdigit() else None,
        refreshed=_refreshed(reading.attributes),
        saved=records_part is not None,
    )
    return Definition(info, records_part, tuple(tuple(items) for items in reading.shared))


def _start(reading: _Reading, name: str, attributes: dict[str, str], what: str) -> None:
    tag = local(name)
    path = reading.path
    path.append(tag)
    if len(path) == 1:
        if tag != "pivotCacheDefinition" or name.partition(" ")[0] not in SPREADSHEET_NAMESPACES:
            raise SourceChanged(f"{what} begins with {name}, not with a pivot cache definition.")
        reading.attributes = attributes
    elif path[1:] == ["cacheFields", "cacheField"]:
        reading.in_data_field = attributes.get("databaseField", "1") not in ("0", "false")
        if reading.in_data_field:
            reading.names.append(field_name(attributes.get("name", "")))
            reading.shared.append([])
    elif reading.in_data_field and path[1:-1] == ["cacheFields", "cacheField", "sharedItems"]:
        if tag not in _ITEM_KINDS or (tag != "m" and "v" not in attributes):
            raise SourceChanged(f"{what}: field {reading.names[-1]} has a shared item <{tag}> that cannot be read.")
        reading.items += 1
        if reading.items > MAX_SHARED_ITEMS:
            raise SourceChanged(f"{what} has more than {MAX_SHARED_ITEMS:,} shared items.")
        reading.shared[-1].append(Item(tag, attributes.get("v", "")))


def _refreshed(attributes: dict[str, str]) -> datetime | None:
    """``refreshedDateIso``, else the serial day of ``refreshedDate``; None where neither can be read."""
    try:
        if "refreshedDateIso" in attributes:
            return datetime.fromisoformat(attributes["refreshedDateIso"]).replace(tzinfo=None)
        return _EXCEL_EPOCH + timedelta(days=float(attributes["refreshedDate"]))
    except (KeyError, ValueError, OverflowError):
        return None


def _records_part(package: Package, part: str) -> str | None:
    """The records part that the definition's relationships name; None where there is none in the file."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if not package.holds(relations):
        return None
    what = f"{package.path.name}: {relations}"
    targets: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if (
            local(tag) == "Relationship"
            and attributes.get("Type", "").endswith("/pivotCacheRecords")
            and attributes.get("TargetMode", "Internal") == "Internal"
        ):
            targets.append(attributes.get("Target", ""))

    reader = parser(what)
    reader.StartElementHandler = start
    with malformed_named(what):
        reader.Parse(package.whole(relations), True)
    resolved = [posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") for target in targets]
    present = [target for target in resolved if package.holds(target)]
    if len(present) > 1:
        raise SourceChanged(f"{what} names {len(present)} records parts; a cache has one.")
    return present[0] if present else None
