"""The store's manifest: which publications there are, in the order they were written, and where their rows lie.

One JSON file, replaced as a whole, with the hash of what it says. Readers follow only the manifest; a file it does not
name does not exist. How it is kept on disk, with its copies: manifest_files.py.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Any

import orjson

from loaders.ground.clock import day_in_sweden, from_text, to_text
from loaders.ground.declarations import Status
from loaders.ground.errors import StoreDamaged, StoreError
from loaders.ground.files import digest
from loaders.ground.panel import Publication
from loaders.store.damage import told_as_damage

SCHEMA = 2
"""The format that new stores are written in. 1: every publication in a file of its own; 2: they may be merged."""
READS = (1, 2)
"""The formats this program reads; it goes on writing a store in the format that it finds it in."""
NAME = "manifest.json"
_LATER = ("fingerprint", "manual", "by", "undoes", "lost", "whole", "accepted_by", "piece")
"""Fields of a publication that are written where they say something; a manifest without them is as good."""
_HASH = "sha256"
_KEPT_ANSWERS = 64


@dataclass(frozen=True)
class History:
    """One indicator's part of the manifest: its own dimensions in key order, its publications as written.

    Within one table the publications stand in the order they took effect. What follows from them is reckoned once.
    """

    dimensions: tuple[str, ...]
    publications: tuple[Publication, ...] = ()

    def of_table(self, table: str) -> tuple[Publication, ...]:
        """The publications of one table, oldest first."""
        return tuple(p for p in self.publications if p.table == table)

    def counting(self, table: str) -> tuple[Publication, ...]:
        """The publications of one table that count, oldest first."""
        return counting(self.of_table(table))

    def known_by(self, moment: datetime | None) -> tuple[Publication, ...]:
        """Those that count at a moment (None: now), in the order of ``in_order``."""
        ordered = self.in_order
        return self._first(len(ordered) if moment is None else bisect_right(ordered, moment, key=_published))

    def _first(self, count: int) -> tuple[Publication, ...]:
        """Those that count of the first so many; the last answers are kept, in a dictionary that is never changed."""
        answers: dict[int, tuple[Publication, ...]] = self.__dict__.get("_answers", {})
        known = answers.get(count)
        if known is None:
            known = counting(self.in_order[:count])
            self.__dict__["_answers"] = {**dict(list(answers.items())[1 - _KEPT_ANSWERS :]), count: known}
        return known

    @cached_property
    def in_order(self) -> tuple[Publication, ...]:
        """All publications by published, fetched and table; those of one table never change places."""
        by_table = {table: self.of_table(table) for table in dict.fromkeys(p.table for p in self.publications)}
        keys = {}
        for publications in by_table.values():
            fetched = publications[0].fetched
            for publication in publications:
                fetched = max(fetched, publication.fetched)  # a machine's clock may have been set back
                keys[id(publication)] = (publication.published, fetched, publication.table)
        return tuple(sorted(self.publications, key=lambda p: keys[id(p)]))


def _published(publication: Publication) -> datetime:
    return publication.published


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


def gap_of(publications: Iterable[Publication]) -> Publication | None:
    """The lost publication of one table that nothing has made up for; they stand in order, None if all is known."""
    gap = None
    for publication in publications:
        if publication.lost:
            gap = gap or publication
        elif publication.whole:
            gap = None
    return gap


def unknown_since(gap: Publication) -> str:
    """What is wrong with a table since its lost publication, to follow the table's name."""
    return f"is not known from {day_in_sweden(gap.published)} on (a file was lost)"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole manifest. ``synthetic`` is None as long as nothing was written; ``schema`` is its format on disk."""

    synthetic: bool | None = None
    histories: Mapping[str, History] = field(default_factory=dict)
    version: str = ""
    schema: int = SCHEMA

    def with_publication(self, indicator_id: str, dimensions: tuple[str, ...], publication: Publication) -> "Manifest":
        """A manifest with one publication more."""
        history = self.histories.get(indicator_id, History(dimensions))
        longer = replace(history, publications=(*history.publications, publication))
        histories = {**self.histories, indicator_id: longer}
        return replace(self, synthetic=publication.synthetic, histories=histories, version="")

    def files(self) -> set[str]:
        """Every file that rows are read from, relative to the store; not those that are known to be lost for good."""
        return {name for h in self.histories.values() for p in h.publications if (name := p.stored_in)}

    def length(self) -> int:
        """How many publications it knows: of two manifests of a store, the longer one is the later."""
        return sum(len(history.publications) for history in self.histories.values())


def parse(content: bytes, piece: str) -> Manifest:
    """The manifest that these bytes are. StoreDamaged if they are not as written, StoreError for a later schema.

    piece: the file's name for the message. The version of one without publications is "".
    """
    stated = checked(content, piece)
    with told_as_damage(piece, "is damaged"):
        histories = {
            id_: History(
                tuple(h["dimensions"]), tuple(_publication(id_, p, stated["synthetic"]) for p in h["publications"])
            )
            for id_, h in stated["indicators"].items()
        }
        version = digest(content)[:16] if histories else ""
        return Manifest(stated["synthetic"], histories, version, stated["schema"])


def checked(content: bytes, piece: str) -> dict[str, Any]:
    """What a manifest's bytes say, after its hash and schema are found right; errors as of ``parse``.

    A manifest without a hash, as earlier programs wrote it, is as good.
    """
    with told_as_damage(piece, "is damaged"):
        stated: dict[str, Any] = orjson.loads(content)
        known = {name: value for name, value in stated.items() if name != _HASH}
        if _HASH in stated and stated[_HASH] != _hash(known):
            raise StoreDamaged(piece, "is damaged (what it says does not have the hash it states)")
        if stated["schema"] not in READS:
            raise StoreError(
                f"{piece} has schema {stated['schema']}, this program reads {READS[0]} to {READS[-1]}: "
                "a later Länspuls wrote it. Update Länspuls, or point LANSPULS_DATA at another folder"
            )
        if set(known) != {"schema", "synthetic", "indicators"}:
            raise StoreDamaged(piece, f"is damaged (it has {', '.join(sorted(stated))})")
        return stated


def serialised(manifest: Manifest) -> bytes:
    """The manifest as a file, with the hash of what it says."""
    stated = {
        "schema": manifest.schema,
        "synthetic": manifest.synthetic,
        "indicators": {
            id_: {"dimensions": h.dimensions, "publications": [stated_publication(p) for p in h.publications]}
            for id_, h in manifest.histories.items()
        },
    }
    return orjson.dumps({**stated, _HASH: _hash(stated)}, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


def _hash(stated: Mapping[str, object]) -> str:
    return digest(orjson.dumps(stated, option=orjson.OPT_SORT_KEYS))


def stated_publication(publication: Publication) -> dict[str, object]:
    """A publication as the manifest says it."""
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


def _publication(indicator_id: str, stated: Mapping[str, Any], synthetic: bool) -> Publication:
    for file in filter(None, (stated["file"], stated.get("piece"))):
        if not re.fullmatch(rf"{re.escape(indicator_id)}/[0-9a-f]{{32}}\.parquet", file):
            raise ValueError(f"'{file}' is no file of {indicator_id}")
    return read_publication(stated, synthetic)


def read_publication(stated: Mapping[str, Any], synthetic: bool) -> Publication:
    """A publication out of what stated_publication gave. KeyError, TypeError or ValueError for anything else."""
    published, updated = stated["published"], stated["updated"]
    moment = from_text(published)
    return Publication(
        table=stated["table"],
        published=moment,
        fetched=from_text(stated["fetched"]),
        updated=moment if updated == published else from_text(updated),
        marks=tuple(Status(mark) for mark in stated["marks"]),
        file=stated["file"],
        synthetic=synthetic,
        last_period=stated["last_period"],
        query_hash=stated["query_hash"],
        rows=stated["rows"],
        **{name: stated[name] for name in _LATER if name in stated},
    )
