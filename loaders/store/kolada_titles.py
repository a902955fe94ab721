"""What Kolada's metadata tell, which are kept among the raw answers: what key figures are called, who is like whom."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from loaders.formats.delimited import undoubled
from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.errors import SourceChanged
from loaders.ground.files import BOM
from loaders.settings import Settings
from loaders.store.snapshots import Snapshots

SIMILAR = "Liknande kommuner socioekonomi"
"""What the titles of groups of similar municipalities begin with: *…, Åre, 2024* (read in 2026-11; ids not known)."""
_SIMILAR = re.compile(r"liknande kommuner,? socioekonomi, *(?P<name>.+?), *(?P<year>20\d\d)", re.IGNORECASE)
_LEVEL = re.compile(r"\s*[-–,]\s*(kommun(er)?|region(er)?|län)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kpi:
    """One key figure. unit: as Kolada states it, or what ends the title in brackets, "" if neither. published, period:
    when it was last published, and for which year, as Kolada writes it."""

    id: str
    title: str
    unit: str = ""
    description: str = ""
    published: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Similar:
    """The municipalities that Kolada calls similar to one, by its group's title; codes without its own."""

    title: str
    year: int
    codes: tuple[str, ...]


def parse(bodies: Iterable[bytes]) -> dict[str, Kpi]:
    """KPIs by id out of answers to ``/kpi/…``, texts encoded twice repaired.

    Answers to ``/kpi_groups`` are passed over. SourceChanged for something else.
    """
    return {kpi.id: kpi for row in _described(bodies) if "members" not in row for kpi in [_kpi(row)]}


def members(bodies: Iterable[bytes], pattern: str) -> set[str]:
    """Ids of the KPIs of a set: members of the groups whose title fits the pattern, as groups or KPIs tell it, and KPIs
    whose own title does. SourceChanged for members without an id."""
    found: set[str] = set()
    for row in _described(bodies):
        title = undoubled(str(row.get("title", "")))[0]
        if "members" in row:
            found |= set(group_members(row)) if is_of_set(title, pattern) else set()
            continue
        groups = row.get("kpi_groups")
        told = (
            [str(one.get("title", "")) for one in groups if isinstance(one, dict)] if isinstance(groups, list) else []
        )
        if any(is_of_set(text, pattern) for text in (title, *told)):
            found.add(_kpi(row).id)
    return found


def set_name(title: str) -> str:
    """A group's title without the level of place at its end: ``Agenda 2030`` of ``Agenda 2030 - kommun``.

    A set has a group for each level, and goes by one name.
    """
    return _LEVEL.sub("", title)


def is_of_set(title: str, pattern: str) -> bool:
    """Whether a title, or the name of its set, fits the set's pattern."""
    return any(re.search(pattern, text, re.IGNORECASE) for text in (title, set_name(title)))


def group_members(group: dict[str, Any]) -> list[str]:
    """Ids of the KPIs in a group's list of members; SourceChanged if one has none."""
    ids = []
    for member in group.get("members") or ():
        if isinstance(member, dict):
            member = next((member[name] for name in ("member_id", "id", "kpi") if name in member), member)
        if not isinstance(member, str):
            there = ", ".join(member) if isinstance(member, dict) else type(member).__name__
            raise SourceChanged(f"kolada: the members of '{group.get('title', '')}' have no id. They have: {there}")
        ids.append(member)
    return ids


def describes(body: bytes) -> bool:
    """Whether an answer tells what KPIs or groups are called, rather than their figures."""
    try:
        rows = orjson.loads(body.removeprefix(BOM))["values"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return False
    return isinstance(rows, list) and bool(rows) and all(isinstance(row, dict) and "title" in row for row in rows)


def _described(bodies: Iterable[bytes]) -> Iterator[Any]:
    for body in bodies:
        try:
            rows = orjson.loads(body.removeprefix(BOM))["values"]
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise SourceChanged(f"kolada: the metadata have no list 'values' ({error})") from error
        if not isinstance(rows, list):
            raise SourceChanged(f"kolada: the metadata have no list 'values' (it is {type(rows).__name__})")
        yield from rows


def _kpi(row: Any) -> Kpi:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("title"), str):
        there = ", ".join(row) if isinstance(row, dict) else type(row).__name__
        raise SourceChanged(f"kolada: a KPI's metadata lack id or title. They have: {there}")
    title = undoubled(row["title"].strip())[0]
    ending = re.search(r"\(([^()]+)\)\s*$", title)
    text = {
        name: undoubled(str(row.get(name) or ""))[0]
        for name in ("unit", "description", "publication_date", "publ_period")
    }
    unit = text["unit"] or (ending[1] if ending else "")
    return Kpi(row["id"], title, unit, text["description"], text["publication_date"], text["publ_period"])


def similar(bodies: Iterable[bytes]) -> dict[str, Similar]:
    """The newest group of similar municipalities by the code of each; groups of other kinds are passed over.

    SourceChanged for members without an id.
    """
    found: dict[str, Similar] = {}
    for row in _described(bodies):
        title = undoubled(str(row.get("title", "")).strip())[0] if "members" in row else ""
        named = _SIMILAR.fullmatch(title)
        if named is None:
            continue
        try:
            own = places.by_name(named["name"], level=Level.MUNICIPALITY).code
        except SourceChanged:
            continue  # a municipality that is no more
        year, known = int(named["year"]), places.codes_at([Level.MUNICIPALITY])
        codes = tuple(sorted({code for code in group_members(row) if code in known} - {own}))
        if len(codes) > 1 and (own not in found or year > found[own].year):
            found[own] = Similar(title, year, codes)
    return found


def similar_groups(settings: Settings, table: str) -> dict[str, Similar]:
    """``similar`` of the newest answers of a table that were kept; StoreError if one is gone or damaged."""
    return next(filter(None, map(similar, _kept(settings, table))), {})


def labels(settings: Settings, table: str) -> dict[str, Kpi]:
    """KPIs of a table by id, as the newest answers that were kept call them; empty if none were.

    StoreError if a kept answer is gone or damaged.
    """
    return next(filter(None, map(parse, _kept(settings, table))), {})


def _kept(settings: Settings, table: str) -> Iterator[Iterator[bytes]]:
    """The metadata of each fetch of a table, the newest first."""
    snapshots = Snapshots(settings.raw_dir, settings.snapshots_kept)
    for snapshot in sorted(snapshots.snapshots("kolada", table), key=lambda kept: kept.fetched, reverse=True):
        yield snapshots.read_metadata(snapshot)
