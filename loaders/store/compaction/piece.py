"""One Parquet file of many publications of one table: the state after the first of them, and what each other changed.

Columns are those of a publication's own file (deltas.py) and ``publication`` (int32). A row group holds whole slices:
first the rows of the state, by key, then those of each publication, in order. The publications of the table that have
rows and count are numbered from nought; the state takes in the first ``base`` of them, and its rows have the number of
the publication each comes from. The last of those is the file's own first one; its others have the numbers that follow.

Where one of those that the state takes in has been taken back since, the state is not the one asked for (``sequence``
tells), and an earlier file's is used, with the rows of the publications since.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.ground.files import digest
from loaders.ground.panel import PERIOD, REGION, Panel, Publication
from loaders.store.damage import told_as_damage
from loaders.store.deltas import (
    MOMENT,
    NUMBER,
    Delta,
    Flat,
    grouped,
    laid,
    open_delta,
    row_columns,
    text_column,
    write_rows,
)
from loaders.store.manifest import stated_publication


@dataclass(frozen=True, slots=True)
class Piece:
    """A merged file's own account of itself.

    base: publications that its state takes in. sequence: what tells them from others. files: what its own publications
    were first written in, which is what they go by. later: per axis the codes that the state has no row of, and the
    places among its own publications of those that have.
    """

    delta: Delta
    base: int
    sequence: str
    files: tuple[str, ...]
    later: Mapping[str, Mapping[str, tuple[int, ...]]]

    @property
    def stated(self) -> tuple[Mapping[str, Any], ...]:
        """Its own publications as the manifest states them, in order."""
        return tuple(self.delta.merged["publications"])

    def codes(self, chosen: set[int]) -> dict[str, tuple[str, ...]]:
        """Codes with rows per axis, of the state and of the chosen ones among its own publications."""
        return {
            name: tuple(code for code in codes if self._has(name, code, chosen))
            for name, codes in self.delta.axes.items()
        }

    def _has(self, name: str, code: str, chosen: set[int]) -> bool:
        later = self.later[name].get(code)
        return later is None or not chosen.isdisjoint(later)


def open_piece(root: Path, name: str) -> Piece:
    """The merged file of this name; StoreDamaged if it is not as it was written."""
    return as_piece(open_delta(root, name))


def as_piece(delta: Delta) -> Piece:
    """A file of rows as the merged one that it is; StoreDamaged if it is none."""
    with told_as_damage(delta.piece, "is damaged"):
        told = delta.merged
        files = tuple(one["file"] for one in told["publications"])
        later = {name: {code: tuple(at) for code, at in codes.items()} for name, codes in told["later"].items()}
        return Piece(delta, told["base"], told["sequence"], files, later)


@lru_cache(maxsize=64)
def sequence_of(files: tuple[str, ...]) -> str:
    """What tells one sequence of publications from another."""
    return digest("\n".join(files).encode())


def lay_piece(panel: Panel, symbols: list[str], piece: Piece, base: np.ndarray | None, own: Sequence[int]) -> None:
    """Lay a merged file over a panel that has all the panel's axes, as ``deltas.fill`` does.

    base: what the panel's publication array gets for each number that the state takes in; None where the state is not
    to be laid. own: the same for the file's own publications, -1 for those that are not to be laid.
    """
    flat = Flat(panel)
    first = piece.base - 1
    for rows in laid(panel.axes, symbols, piece.delta):
        of_state = int(np.count_nonzero(rows.number <= first))
        if base is not None:
            rows.onto(flat, slice(0, of_state), base[rows.number[:of_state]])
        elif own[0] >= 0:
            rows.onto(flat, np.flatnonzero(rows.number[:of_state] == first), own[0])
        for start, end in _runs(rows.number, of_state):
            publication = own[rows.number[start] - first]
            if publication >= 0:
                rows.onto(flat, slice(start, end), publication)


def _runs(number: np.ndarray, start: int) -> Iterator[tuple[int, int]]:
    """Beginning and end of each publication's rows, after the state's."""
    if start == len(number):
        return
    bounds = [start, *(np.flatnonzero(np.diff(number[start:])) + start + 1).tolist(), len(number)]
    yield from pairwise(bounds)


def panel_of(piece: Piece, place: int) -> Panel:
    """What one of the file's own publications changed, by its place among them, on the file's axes."""
    panel, symbols = Panel.empty(piece.delta.axes), [""]
    lay_piece(panel, symbols, piece, None, [0 if n == place else -1 for n in range(len(piece.files))])
    return _with_symbols(panel, symbols)


def rows_of(piece: Piece) -> dict[str, int]:
    """How many rows each of the file's own publications has in it, by the file it was first written in."""
    with told_as_damage(piece.delta.piece), pq.ParquetFile(piece.delta.path, metadata=piece.delta.metadata) as file:
        number = file.read(columns=[NUMBER])[NUMBER].to_numpy()
    counts = np.bincount(number, minlength=piece.base - 1 + len(piece.files))
    return dict(zip(piece.files, counts[piece.base - 1 :].tolist(), strict=True))


def _with_symbols(panel: Panel, symbols: Sequence[str]) -> Panel:
    return Panel(
        axes=panel.axes, values=panel.values, status=panel.status, symbol=panel.symbol, symbols=tuple(symbols),
        publication=panel.publication,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of a panel by their cells' flat numbers, which ascend."""

    cell: np.ndarray
    values: np.ndarray
    status: np.ndarray
    symbol: np.ndarray
    number: np.ndarray

    def within(self, since: int, until: int) -> "_Rows":
        first, end = np.searchsorted(self.cell, (since, until))
        return _Rows(*(getattr(self, name)[first:end] for name in self.__slots__))


def write_piece(
    root: Path,
    indicator_id: str,
    taken_in: Sequence[Publication],
    state: Panel,
    others: Sequence[tuple[Publication, Panel]],
) -> str:
    """Write a merged file and give its name relative to the store.

    taken_in: the publications with a file that the state takes in, in order; the last is the file's own first one.
    state: axes sorted, ``publication`` the number of the one each row comes from. others: the file's own other ones in
    order, each with what it changed.
    """
    panels = [state, *(panel for _, panel in others)]
    axes = {name: tuple(sorted({code for panel in panels for code in _used_codes(panel, name)})) for name in state.axes}
    symbols = tuple(dict.fromkeys(symbol for panel in panels for symbol in panel.symbols))
    rows = [_rows(panel, axes, symbols, None if n == 0 else len(taken_in) - 1 + n) for n, panel in enumerate(panels)]
    slices, size = [len(codes) for codes in list(axes.values())[:-2]], len(axes[REGION]) * len(axes[PERIOD])
    count = int(np.prod(slices, dtype=np.int64))
    groups = list(grouped(np.sum([np.bincount(one.cell // size, minlength=count) for one in rows], axis=0)))
    publications = [*taken_in, *(publication for publication, _ in others)]
    own = publications[len(taken_in) - 1 :]
    index = {
        "schema": 1,
        "axes": axes,
        "groups": groups,
        "merged": {
            "base": len(taken_in),
            "sequence": sequence_of(tuple(str(one.file) for one in taken_in)),
            "publications": [{**stated_publication(one), "synthetic": one.synthetic} for one in own],
            "later": {name: _later(panels, name) for name in axes},
        },
    }
    moments = [pa.array([getattr(one, name) for one in publications], MOMENT) for name in ("published", "fetched")]

    def blocks() -> Iterator[list[pa.Array]]:
        for members in groups:
            parts = [one.within(members[0] * size, (members[-1] + 1) * size) for one in rows]
            held = {name: np.concatenate([getattr(part, name) for part in parts]) for name in _Rows.__slots__}
            at = np.unravel_index(held["cell"], tuple(len(codes) for codes in axes.values()))
            columns = row_columns(axes, at, held["values"], held["status"], held["symbol"], symbols)
            number = pa.array(held["number"], pa.int32())
            columns.append(text_column(np.zeros(len(number), np.int32), (own[0].table,)))
            yield [*columns, *(moment.take(number) for moment in moments), number]

    return write_rows(root, indicator_id, index, blocks(), (pa.field(NUMBER, pa.int32()),))


def _used_codes(panel: Panel, name: str) -> tuple[str, ...]:
    """The codes on an axis that have rows."""
    dimension = list(panel.axes).index(name)
    others = tuple(n for n in range(len(panel.axes)) if n != dimension)
    return tuple(panel.axes[name][n] for n in np.flatnonzero(panel.has_row.any(axis=others)))


def _later(panels: Sequence[Panel], name: str) -> dict[str, list[int]]:
    known = set(_used_codes(panels[0], name))
    found: dict[str, list[int]] = {}
    for place, panel in enumerate(panels[1:], start=1):
        for code in _used_codes(panel, name):
            if code not in known:
                found.setdefault(code, []).append(place)
    return found


def _rows(panel: Panel, axes: Mapping[str, tuple[str, ...]], symbols: tuple[str, ...], number: int | None) -> _Rows:
    """A panel's rows on other axes. number: the publication's of all of them; None where the panel tells."""
    at = np.nonzero(panel.has_row)
    positions = []
    for cells, (name, codes) in zip(at, panel.axes.items(), strict=True):
        place = {code: n for n, code in enumerate(axes[name])}
        positions.append(np.array([place.get(code, -1) for code in codes], np.intp)[cells])
    cell = np.ravel_multi_index(tuple(positions), tuple(len(codes) for codes in axes.values()))
    symbol = np.array([symbols.index(one) for one in panel.symbols], np.uint8)[panel.symbol[at]]
    numbers = panel.stored_publication[at].astype(np.int32) if number is None else np.full(len(cell), number, np.int32)
    return _Rows(cell, panel.values[at], panel.status[at], symbol, numbers)
