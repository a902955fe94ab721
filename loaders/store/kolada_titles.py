"""What Kolada's key figures are called: read out of its metadata, which are kept among the raw answers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from loaders.formats.delimited import undoubled
from loaders.ground.errors import SourceChanged
from loaders.ground.files import BOM
from loaders.settings import Settings
from loaders.store.snapshots import Snapshots


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


def parse(bodies: Iterable[bytes]) -> dict[str, Kpi]:
    """KPIs by id out of answers to ``/kpi/…``, texts encoded twice repaired. SourceChanged for something else."""
    found = {}
    for body in bodies:
        try:
            rows = orjson.loads(body.removeprefix(BOM))["values"]
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise SourceChanged(f"kolada: the metadata have no list 'values' ({error})") from error
        if not isinstance(rows, list):
            raise SourceChanged(f"kolada: the metadata have no list 'values' (it is {type(rows).__name__})")
        for row in rows:
            kpi = _kpi(row)
            found[kpi.id] = kpi
    return found


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


def labels(settings: Settings, table: str) -> dict[str, Kpi]:
    """KPIs of a table by id, as the newest answers that were kept call them; empty if none were.

    StoreError if a kept answer is gone or damaged.
    """
    snapshots = Snapshots(settings.raw_dir, settings.snapshots_kept)
    for snapshot in sorted(snapshots.snapshots("kolada", table), key=lambda kept: kept.fetched, reverse=True):
        found = parse(snapshots.read_metadata(snapshot))
        if found:
            return found
    return {}
