"""The store's manifest: which publications there are, in the order they were written, and where their rows lie.

One JSON file, replaced as a whole. Readers follow only the manifest; a file it does not name does not exist.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from loaders.ground.clock import from_text, to_text
from loaders.ground.declarations import Status
from loaders.ground.errors import StoreError
from loaders.ground.files import digest, write_atomically
from loaders.ground.panel import Publication

SCHEMA = 1
NAME = "manifest.json"
_LATER = ("fingerprint", "manual", "by", "undoes")
"""Fields of a publication that are written where they say something; a manifest without them is as good."""


@dataclass(frozen=True, slots=True)
class History:
    """One indicator's part of the manifest: its own dimensions in key order, its publications as written.

    Within one table the publications stand in the order they took effect.
    """

    dimensions: tuple[str, ...]
    publications: tuple[Publication, ...] = ()

    def of_table(self, table: str) -> tuple[Publication, ...]:
        """The publications of one table, oldest first."""
        return tuple(p for p in self.publications if p.table == table)

    def counting(self, table: str) -> tuple[Publication, ...]:
        """The publications of one table that count, oldest first."""
        return counting(self.of_table(table))

    def in_order(self) -> tuple[Publication, ...]:
        """All publications by published, then fetched; those of one table never change places."""
        by_table = {table: self.of_table(table) for table in dict.fromkeys(p.table for p in self.publications)}
        keys = {}
        for publications in by_table.values():
            fetched = publications[0].fetched
            for publication in publications:
                fetched = max(fetched, publication.fetched)  # a machine's clock may have been set back
                keys[id(publication)] = (publication.published, fetched)
        return tuple(sorted(self.publications, key=lambda p: keys[id(p)]))


def counting(publications: Sequence[Publication]) -> tuple[Publication, ...]:
    """Those that count, in the same order: without what was taken back, and without the taking back.

    Cut off at a day, they are what counted on that day.
    """
    kept: dict[str, list[int]] = {}
    for number, publication in enumerate(publications):
        of_table = kept.setdefault(publication.table, [])
        if publication.undoes:
            of_table.pop()
        else:
            of_table.append(number)
    return tuple(publications[number] for number in sorted(chain.from_iterable(kept.values())))


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole manifest. ``synthetic`` is None as long as nothing was written."""

    synthetic: bool | None = None
    histories: Mapping[str, History] = field(default_factory=dict)
    version: str = ""

    def with_publication(self, indicator_id: str, dimensions: tuple[str, ...], publication: Publication) -> "Manifest":
        """A manifest with one publication more."""
        history = self.histories.get(indicator_id, History(dimensions))
        longer = replace(history, publications=(*history.publications, publication))
        return Manifest(publication.synthetic, {**self.histories, indicator_id: longer})

    def files(self) -> set[str]:
        """Every file the manifest names, relative to the store."""
        return {p.file for history in self.histories.values() for p in history.publications if p.file}


def read_manifest(root: Path) -> Manifest:
    """The manifest in the folder; an empty one if there is none. StoreError if it cannot be understood."""
    path = root / NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Manifest()
    try:
        stated = orjson.loads(content)
        if stated["schema"] != SCHEMA:
            raise StoreError(
                f"{NAME} in the store has schema {stated['schema']}, this program reads {SCHEMA}: "
                "update Länspuls, or point LANSPULS_DATA at another folder"
            )
        histories = {
            id_: History(tuple(h["dimensions"]), tuple(_publication(p, stated["synthetic"]) for p in h["publications"]))
            for id_, h in stated["indicators"].items()
        }
        return Manifest(stated["synthetic"], histories, digest(content)[:16])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise StoreError(
            f"{NAME} in the store is damaged ({error}): restore the folder from a backup, "
            "or remove it and run `lanspuls fetch --full`"
        ) from error


def write_manifest(root: Path, manifest: Manifest) -> None:
    """Replace the manifest atomically. Only under the store's lock."""
    stated = {
        "schema": SCHEMA,
        "synthetic": manifest.synthetic,
        "indicators": {
            id_: {"dimensions": h.dimensions, "publications": [_stated(p) for p in h.publications]}
            for id_, h in manifest.histories.items()
        },
    }
    write_atomically(root / NAME, orjson.dumps(stated, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))


def _stated(publication: Publication) -> dict[str, object]:
    return {
        "table": publication.table,
        "published": to_text(publication.published),
        "fetched": to_text(publication.fetched),
        "updated": to_text(publication.updated),
        "marks": publication.marks,
        "file": publication.file,
        "last_period": publication.last_period,
        "query_hash": publication.query_hash,
        "rows": publication.rows,
        **{name: value for name in _LATER if (value := getattr(publication, name))},
    }


def _publication(stated: Mapping[str, Any], synthetic: bool) -> Publication:
    return Publication(
        table=stated["table"],
        published=from_text(stated["published"]),
        fetched=from_text(stated["fetched"]),
        updated=from_text(stated["updated"]),
        marks=tuple(Status(mark) for mark in stated["marks"]),
        file=stated["file"],
        synthetic=synthetic,
        last_period=stated["last_period"],
        query_hash=stated["query_hash"],
        rows=stated["rows"],
        **{name: stated[name] for name in _LATER if name in stated},
    )
