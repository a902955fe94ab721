"""Compacting: publications in files of their own become few files, and every day is answered as before.

A merged file holds the state after its first publication and what the next ones changed, until that would make half as
many rows again as the newest state has. So no reading takes in more than one and a half times what it gives, besides
the few publications since. New files are written, then the manifest that names them; the ones before are moved aside
last. Killed in between, a program leaves the manifest before or the one after, and files that neither names.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from loaders.ground.errors import StoreDamaged, StoreError
from loaders.ground.panel import Panel, Publication
from loaders.store.compaction.laying import lay_table
from loaders.store.compaction.piece import open_piece, panel_of, write_piece
from loaders.store.damage import Damage
from loaders.store.deltas import fill, open_delta
from loaders.store.history import aligned
from loaders.store.manifest import History, counting
from loaders.store.manifest_files import load_manifest
from loaders.store.writing import Writer, writing

MOST_ALONE = 12
"""Publications of a table in files of their own before they are merged by themselves: a year of monthly ones."""
MOST_CHANGED = 0.5
"""Rows of changes in a merged file, as a share of the newest state's rows."""
SCHEMA = 2
"""The first format of the store that has merged files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compacted:
    """What was merged: ids of indicators, and how many files held rows before and after. damages: what hindered it."""

    indicators: tuple[str, ...] = ()
    files_before: int = 0
    files: int = 0
    damages: tuple[Damage, ...] = ()


def compact(root: Path, *, most_alone: int = 1) -> Compacted:
    """Merge the publications of every table that has more than so many in files of their own, an indicator at a time.

    Between two indicators others may write. Nothing is lost nor read otherwise; a table with a damaged file is left as
    it is, and told. StoreError if the store cannot be written, or is in a format without merged files.
    """
    manifest = load_manifest(root).manifest
    if manifest.schema < SCHEMA:
        raise StoreError(f"the store is in format {manifest.schema}, which has no merged files: run `lanspuls upgrade`")
    before = len(manifest.files())
    merged, damages = [], []
    for id_, known in manifest.histories.items():
        if not any(_is_due(known, table, most_alone) for table in _tables(known)):
            continue
        with writing(root, logging.INFO) as writer:
            history = writer.manifest.histories[id_]
            for table in _tables(history):
                if _is_due(history, table, most_alone):
                    try:
                        history = _merged(root, id_, history, table)
                    except StoreDamaged as error:
                        damages.append(Damage(piece=error.piece, reason=error.reason, indicators=(id_,)))
            if history is not writer.manifest.histories[id_]:
                _put(writer, id_, history)
                merged.append(id_)
    if merged:
        with writing(root, logging.INFO):
            pass  # the last files from before are moved aside
    after = len(load_manifest(root).manifest.files())
    return Compacted(indicators=tuple(merged), files_before=before, files=after, damages=tuple(damages))


def compact_where_due(root: Path) -> Compacted:
    """Merge what has come to more than MOST_ALONE files of a table; nothing in a format without merged files.

    For after something was written. StoreError if the store cannot be read or written.
    """
    if load_manifest(root).manifest.schema < SCHEMA:
        return Compacted()
    return compact(root, most_alone=MOST_ALONE)


def _put(writer: Writer, indicator_id: str, history: History) -> None:
    histories = {**writer.manifest.histories, indicator_id: history}
    writer.manifest = replace(writer.manifest, histories=histories, version="")


def _tables(history: History) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.table for p in history.publications))


def _is_due(history: History, table: str, most_alone: int) -> bool:
    return sum(1 for p in history.of_table(table) if p.stored_in and not p.piece) > most_alone


def _merged(root: Path, indicator_id: str, history: History, table: str) -> History:
    """The history with the rows of one table's publications in merged files, which are written here."""
    of_table = history.of_table(table)
    pieces: dict[int, str] = {}
    for era in _eras(root, history, of_table):
        name = write_piece(root, indicator_id, era.taken_in, era.state, era.others)
        pieces |= dict.fromkeys(map(id, era.own), name)
    told = tuple(replace(p, piece=pieces[id(p)]) if id(p) in pieces else p for p in history.publications)
    return replace(history, publications=told)


@dataclass(slots=True)
class _Era:
    """The publications that become one file: the state after the first, and what the others changed."""

    taken_in: tuple[Publication, ...]
    state: Panel
    others: list[tuple[Publication, Panel]]
    rows: int

    @property
    def own(self) -> tuple[Publication, ...]:
        return (self.taken_in[-1], *(publication for publication, _ in self.others))


def _eras(root: Path, history: History, of_table: tuple[Publication, ...]) -> Iterator[_Era]:
    start = _first_to_merge(of_table)
    axes = _axes(root, history, of_table)
    era: _Era | None = None
    now: Panel | None = None
    for at in range(start, len(of_table)):
        publication = of_table[at]
        if publication.undoes:  # what was known before it is no state of what comes after
            if era is not None:
                yield era
            era = now = None
            continue
        if not publication.stored_in:
            continue
        taken_in = tuple(p for p in counting(of_table[: at + 1]) if p.file)
        change = _change(root, publication)
        now = _laid(root, axes, taken_in) if now is None else _with(now, change, len(taken_in) - 1)
        rows = int(np.count_nonzero(change.has_row))
        if era is not None and era.rows + rows <= (1 + MOST_CHANGED) * np.count_nonzero(now.has_row):
            era.others.append((publication, change))
            era.rows += rows
            continue
        if era is not None:
            yield era
        era = _Era(taken_in, _copied(now), [], int(np.count_nonzero(now.has_row)))
    if era is not None:
        yield era


def _first_to_merge(of_table: tuple[Publication, ...]) -> int:
    """Where the first file to be written begins: with the first publication of the merged file before the others.

    It may not be full; one that is comes out as it was.
    """
    alone = next(at for at, p in enumerate(of_table) if p.stored_in and not p.piece)
    merged = [p for p in of_table[:alone] if p.piece]
    if not merged:
        return alone
    return next(at for at, p in enumerate(of_table) if p.piece == merged[-1].piece)


def _axes(root: Path, history: History, of_table: tuple[Publication, ...]) -> dict[str, tuple[str, ...]]:
    """Every code that any publication of the table has rows of, those that were taken back too."""
    found: dict[str, set[str]] = {}
    for name in dict.fromkeys(p.stored_in for p in of_table if p.stored_in):
        for axis, codes in open_delta(root, name).axes.items():
            found.setdefault(axis, set()).update(codes)
    names = (*history.dimensions, *(name for name in found if name not in history.dimensions))
    return {name: tuple(sorted(found[name])) for name in names}


def _laid(root: Path, axes: dict[str, tuple[str, ...]], publications: tuple[Publication, ...]) -> Panel:
    panel, symbols = Panel.empty(axes), [""]
    lay_table(root, panel, symbols, list(enumerate(publications)))
    return replace(panel, symbols=tuple(symbols))


def _change(root: Path, publication: Publication) -> Panel:
    """What a publication changed, on the axes of the file it stands in."""
    if publication.piece:
        piece = open_piece(root, publication.piece)
        return panel_of(piece, piece.files.index(str(publication.file)))
    delta = open_delta(root, str(publication.file))
    panel, symbols = Panel.empty(delta.axes), [""]
    fill(panel, symbols, delta, 0)
    return replace(panel, symbols=tuple(symbols))


def _with(now: Panel, change: Panel, number: int) -> Panel:
    """The state after one publication more; its arrays are changed."""
    symbols = tuple(dict.fromkeys((*now.symbols, *change.symbols)))
    laid = aligned(change, now.axes, symbols)
    changed = laid.has_row
    for name in ("values", "status", "symbol"):
        getattr(now, name)[changed] = getattr(laid, name)[changed]
    now.stored_publication[changed] = number
    return replace(now, symbols=symbols)


def _copied(panel: Panel) -> Panel:
    return replace(
        panel, values=panel.values.copy(), status=panel.status.copy(), symbol=panel.symbol.copy(),
        publication=panel.stored_publication.copy(),
    )  # fmt: skip
