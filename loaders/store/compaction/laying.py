"""What one table's publications amount to, whichever files their rows stand in: each alone, or merged with others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from loaders.ground.errors import StoreDamaged
from loaders.ground.panel import Panel, Publication
from loaders.store.compaction.piece import Piece, lay_piece, open_piece, sequence_of
from loaders.store.damage import told_as_damage
from loaders.store.deltas import NUMBER, Delta, fill, open_delta

Numbered = tuple[int, Publication]
"""A publication with its number in the panel that is laid."""


@dataclass(frozen=True, slots=True)
class _Alone:
    """A publication's own file, laid as this number."""

    delta: Delta
    number: int


@dataclass(frozen=True, slots=True)
class _Merged:
    """A merged file. base: numbers of those its state takes in, None where the state is not laid; own: as lay_piece."""

    piece: Piece
    base: np.ndarray | None
    own: tuple[int, ...]

    @property
    def chosen(self) -> set[int]:
        return {place for place, number in enumerate(self.own) if number >= 0}


def lay_table(root: Path, panel: Panel, symbols: list[str], publications: Sequence[Numbered]) -> None:
    """Lay the publications of one table, in order and only those that count, over an empty panel.

    symbols: the panel's symbols, extended here. StoreDamaged for a file that is lost or damaged.
    """
    for step in _steps(root, publications):
        if isinstance(step, _Alone):
            fill(panel, symbols, step.delta, step.number)
        else:
            lay_piece(panel, symbols, step.piece, step.base, step.own)


def codes_of_table(root: Path, publications: Sequence[Numbered]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Axes and codes with at least one row in these publications of one table, a file at a time."""
    for step in _steps(root, publications):
        if isinstance(step, _Alone):
            yield from step.delta.axes.items()
        elif step.base is not None:
            yield from step.piece.codes(step.chosen).items()
        else:
            yield from _codes_read(step)


def _codes_read(step: _Merged) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The same of single publications of a merged file, which only its rows tell."""
    wanted = [step.piece.base - 1 + place for place in sorted(step.chosen)]
    delta = step.piece.delta
    with told_as_damage(delta.piece):
        rows = pq.read_table(delta.path, columns=[*delta.axes, NUMBER])
    of_them = rows.filter(np.isin(rows[NUMBER].to_numpy(), wanted))
    for name in delta.axes:
        yield name, tuple(of_them[name].cast("string").unique().to_pylist())


def _steps(root: Path, publications: Sequence[Numbered]) -> Iterator[_Alone | _Merged]:
    """The files to lay, in order."""
    held = [(number, one) for number, one in publications if one.file]
    start, base = _state(root, held)
    if start < 0:
        start = 0
    at = start
    while at < len(held):
        number, publication = held[at]
        if publication.lost:
            at += 1
            continue
        if not publication.piece:
            yield _Alone(open_delta(root, str(publication.file)), number)
            at += 1
            continue
        until = at
        while until < len(held) and held[until][1].piece == publication.piece:
            until += 1
        is_state = base is not None and at == start
        piece = base if base is not None and is_state else open_piece(root, publication.piece)
        told = {one.file: number for number, one in held[at:until]}
        own = tuple(told.get(file, -1) for file in piece.files)
        numbers = np.array([number for number, _ in held[: piece.base]], np.int64) if is_state else None
        yield _Merged(piece, numbers, own)
        at = until


def _state(root: Path, held: Sequence[Numbered]) -> tuple[int, Piece | None]:
    """Where to begin: the last publication that is the first of a merged file whose state can be used, and the file."""
    files = tuple(str(one.file) for _, one in held)
    passed = False
    for at in range(len(held) - 1, -1, -1):
        name = held[at][1].piece
        if not name or (at and held[at - 1][1].piece == name):
            continue
        piece = open_piece(root, name)
        if piece.base == at + 1 and sequence_of(files[: piece.base]) == piece.sequence:
            if passed:
                _refuse_lost(held[at:])
            return at, piece
        passed = True
    return -1, None


def _refuse_lost(held: Sequence[Numbered]) -> None:
    """Where a state was passed over, what was lost since the one that is used is not made up for by it."""
    lost = next((one for _, one in held if one.lost), None)
    if lost is not None:
        raise StoreDamaged(f"table {lost.table}", "is not known: a file is lost, and one before it taken back")
