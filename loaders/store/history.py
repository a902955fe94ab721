"""What is known of one indicator at some point: its publications laid over each other into one panel."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from loaders.ground.declarations import Status
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, Panel, Publication
from loaders.ground.periods import span
from loaders.store.compaction.laying import codes_of_table, lay_table

_EMPTY = STATUS_CODE[Status.EMPTY]
_MISSING = STATUS_CODE[Status.MISSING]
_WITHDRAWN = STATUS_CODE[Status.WITHDRAWN]

Chosen = Mapping[str, tuple[str, ...]]


def known_codes(root: Path, dimensions: Sequence[str], publications: Sequence[Publication]) -> dict[str, set[str]]:
    """Codes with at least one row in these publications, per own dimension, region_code and period."""
    found: dict[str, set[str]] = {name: set() for name in (*dimensions, REGION, PERIOD)}
    for numbered in _by_table(publications):
        for name, codes in codes_of_table(root, numbered):
            found[name].update(codes)
    return found


def _by_table(publications: Sequence[Publication]) -> Iterator[list[tuple[int, Publication]]]:
    """The publications of each table with their numbers."""
    found: dict[str, list[tuple[int, Publication]]] = {}
    for number, publication in enumerate(publications):
        found.setdefault(publication.table, []).append((number, publication))
    yield from found.values()


def lay(root: Path, dimensions: Sequence[str], publications: Sequence[Publication], chosen: Chosen) -> Panel:
    """The state after these publications (in order): every cell as last written.

    chosen: codes to keep per axis (own dimensions and region_code), in their order; other axes have all codes,
    sorted. Tables are laid apart and then joined, so that a cell one table has withdrawn shows what another table
    still holds, and what a table holds for good stands before another's preliminary figure, whichever came later.
    The panel's ``publications`` are the ones given; marks are not joined (see with_marks).
    """
    known = known_codes(root, dimensions, publications)
    axes = {name: chosen[name] if name in chosen else tuple(sorted(codes)) for name, codes in known.items()}
    symbols = [""]
    panel = None
    for numbered in _by_table(publications):
        of_table = Panel.empty(axes)
        lay_table(root, of_table, symbols, numbered)
        if panel is None:
            panel = of_table
        else:
            _join(panel, of_table, _is_preliminary(publications))
    panel = panel or Panel.empty(axes)
    return Panel(
        axes=axes,
        values=panel.values,
        status=panel.status,
        symbol=panel.symbol,
        symbols=tuple(symbols),
        publication=panel.publication,
        publications=tuple(publications),
    )


def _is_preliminary(publications: Sequence[Publication]) -> np.ndarray:
    """Whether each publication's table is marked as preliminary by its newest; bool, one more for no publication."""
    newest = {p.table: p.marks for p in publications}
    return np.array([Status.PRELIMINARY in newest[p.table] for p in publications] + [False])


def _join(into: Panel, other: Panel, is_preliminary: np.ndarray) -> None:
    """Take the other table's cells where they stand before what is there.

    A withdrawn cell, or one that never came, hides none that is held; a preliminary one hides none that is not; else
    the later one is taken.
    """
    here, there = _is_held(into), _is_held(other)
    later = other.stored_publication > into.stored_publication
    for_good = ~is_preliminary[other.stored_publication]
    was_for_good = ~is_preliminary[into.stored_publication]
    first = (for_good & ~was_for_good) | ((for_good == was_for_good) & later)
    taken = other.has_row & (~into.has_row | (there & ~here) | ((there == here) & first))
    for name in ("values", "status", "symbol", "publication"):
        getattr(into, name)[taken] = getattr(other, name)[taken]


def _is_held(panel: Panel) -> np.ndarray:
    """Cells of which the publisher says something: neither withdrawn nor missing without a symbol."""
    held: np.ndarray = (panel.status != _WITHDRAWN) & ~((panel.status == _MISSING) & (panel.symbol == 0))
    return held


def with_whole_span(panel: Panel) -> Panel:
    """The panel over every period from the first to the last that has a row, gaps included and the rest left out."""
    periods = panel.axes[PERIOD]
    if not panel.has_row.any():
        return panel.take(**{PERIOD: ()})
    at = np.flatnonzero(panel.has_row.reshape(-1, len(periods)).any(axis=0))
    wanted = span(periods[at[0]], periods[at[-1]])
    return panel if wanted == periods else aligned(panel, {**panel.axes, PERIOD: wanted}, panel.symbols)


def aligned(panel: Panel, axes: Mapping[str, tuple[str, ...]], symbols: tuple[str, ...]) -> Panel:
    """A copy of the panel on other axes: cells of unknown codes have no row, codes that are not wanted go.

    symbols: the new list of symbols, which must hold all of the panel's.
    """
    result = Panel.empty(axes)
    from_at: list[list[int]] = []
    to_at: list[list[int]] = []
    for name, codes in axes.items():
        position = {code: n for n, code in enumerate(panel.axes[name])}
        common = [(position[code], n) for n, code in enumerate(codes) if code in position]
        from_at.append([here for here, _ in common])
        to_at.append([there for _, there in common])
    source, target = np.ix_(*from_at), np.ix_(*to_at)
    translation = np.array([symbols.index(symbol) for symbol in panel.symbols], np.uint8)
    result.values[target] = panel.values[source]
    result.status[target] = panel.status[source]
    result.symbol[target] = translation[panel.symbol[source]]
    if panel.publication is not None:
        result.stored_publication[target] = panel.publication[source]
    return Panel(
        axes=dict(axes),
        values=result.values,
        status=result.status,
        symbol=result.symbol,
        symbols=symbols,
        publication=result.publication,
        publications=panel.publications,
    )


def with_marks(panel: Panel) -> Panel:
    """The panel with table-wide marks joined: a cell with nothing to remark gets its table's mark.

    The mark of the table's newest publication among ``panel.publications``; the first one if it has several.
    Changes the panel's status array.
    """
    newest = {p.table: p.marks for p in panel.publications}
    mark = [STATUS_CODE[newest[p.table][0]] if newest[p.table] else _EMPTY for p in panel.publications]
    if not any(mark):
        return panel
    plain = panel.status == _EMPTY
    panel.status[plain] = np.array(mark, np.uint8)[panel.stored_publication[plain]]
    return panel
