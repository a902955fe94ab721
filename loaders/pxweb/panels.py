"""PxWeb answers in our own words: variables become dimensions, codes become values, symbols become statuses.

SCB's symbols, as its tables' own notes explain them: ``.`` not applicable; ``..`` not available, too uncertain or
removed for confidentiality, which one is not said, so it is missing; ``-`` nothing to count, which is 0; ``*`` a
note on the figure. The raw symbol is always kept. Source: SCB px exports and PxWebApi v2 answers, read 2026-11.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from loaders.formats.cube import Cube
from loaders.ground import periods, places
from loaders.ground.declarations import Axis, Indicator, PxQuery, Status
from loaders.ground.errors import SourceChanged
from loaders.ground.panel import NO_ROW, PERIOD, REGION, STATUS_CODE, Panel
from loaders.pxweb.selection import ResolvedQuery

NULL_MEANS = {
    "": Status.MISSING,
    ".": Status.NOT_APPLICABLE,
    "..": Status.MISSING,
    "-": Status.NIL,
    "*": Status.MISSING,
    "...": Status.MISSING,
    "....": Status.MISSING,
    ".....": Status.MISSING,
    "......": Status.MISSING,
}
"""What a cell without a value says, by its symbol. PxWeb has six signs of dots which each table explains in its notes
(DATASYMBOL1-6); of the longer ones no more is said than that the figure is missing."""
EXPLAINED = frozenset({"", ".", "..", "-", "*"})
"""Signs whose meaning SCB's own notes state."""
VINTAGE = "vintage"


def panel(cube: Cube, part: ResolvedQuery, indicator: Indicator) -> Panel:
    """One query's part of an answer as a panel of the indicator.

    cube: the whole answer of the query's table; it may hold more than this query asked for. part: the query with the
    codes found for it in the table's metadata.

    The region axis is every place the query asks for, whether answered or not; the period axis is unbroken. Cells
    the answer does not hold have status NO_ROW: what they become is decided where the history is known.
    SourceChanged for a variable, code or symbol that is not what was resolved.
    """
    query, codes = part.query, part.codes
    time = _time_variable(cube, query)
    picked: dict[str, np.ndarray] = {}
    sources: dict[str, str] = {}
    axes: dict[str, tuple[str, ...]] = {name: (value,) for name, value in query.constants.items()}
    for chosen in query.select:
        if chosen.variable not in codes:
            _require_eliminated(cube, query, chosen.variable)
            continue
        found = codes[chosen.variable]
        picked[chosen.variable] = _positions(cube, query, chosen.variable, tuple(found.values()), required=True)
        if isinstance(chosen, Axis):
            axes[chosen.dimension], sources[chosen.dimension] = tuple(found), chosen.variable

    asked = places.codes_at(query.levels) if query.region_variable else (places.NATION,)
    if query.region_variable:
        picked[query.region_variable] = _positions(cube, query, query.region_variable, asked)
        sources[REGION] = query.region_variable
    time_codes: dict[str, str] = {periods.from_scb(code, indicator.grain): code for code in cube.codes[time]}
    axes[PERIOD] = _unbroken(time_codes, query)
    picked[time] = _positions(cube, query, time, [time_codes.get(period, "") for period in axes[PERIOD]])
    axes[REGION], sources[PERIOD] = asked, time
    if query.vintage:
        axes[VINTAGE] = (axes[PERIOD][0],)

    order = (*indicator.dimensions, REGION, PERIOD)
    if set(order) != set(axes):
        raise SourceChanged(f"{indicator.id}: table {query.table} gives {sorted(axes)}, declared are {sorted(order)}")
    shape = tuple(len(axes[name]) for name in order)
    layout = [sources[name] for name in order if name in sources]
    values, raw, present = _cut(cube, picked, layout)
    status, symbol, symbols, values = _read_symbols(values, raw, cube, query)
    status[~present], values[~present], symbol[~present] = NO_ROW, np.nan, 0
    return Panel(
        axes={name: axes[name] for name in order},
        values=values.reshape(shape),
        status=status.reshape(shape),
        symbol=symbol.reshape(shape),
        symbols=symbols,
    )


def explanation(signs: Sequence[str], cube: Cube) -> str:
    """What the table's notes say of signs, after a colon; where to look if they say nothing."""
    said = [note.plain for note in cube.notes if any(f" {sign} " in f" {note.plain} " for sign in signs)]
    return f": {' '.join(said)}" if said else " on the publisher's page"


def unexplained(cube: Cube) -> tuple[str, ...]:
    """A Swedish remark for each sign in an answer that is read as missing without anybody here knowing its meaning."""
    if cube.status is None:
        return ()
    return tuple(
        f"tecknet ”{sign}” står i {int((cube.status == n).sum())} celler och läses som att uppgiften saknas; vad det "
        "betyder står i tabellens anmärkningar hos utgivaren"
        for n, sign in enumerate(cube.symbols)
        if sign not in EXPLAINED and sign in NULL_MEANS and (cube.status == n).any()
    )


def _time_variable(cube: Cube, query: PxQuery) -> str:
    by_role = [name for name in cube.roles.get("time", ()) if name in cube.ids]
    if by_role:
        return by_role[0]
    if "Tid" in cube.ids:
        return "Tid"
    raise SourceChanged(f"table {query.table} has no time variable any more (it has {', '.join(cube.ids)})")


def _require_eliminated(cube: Cube, query: PxQuery, variable: str) -> None:
    if variable in cube.ids and len(cube.codes[variable]) > 1:
        raise SourceChanged(
            f"table {query.table}: '{variable}' was to be left out for its total, "
            f"but the answer has {len(cube.codes[variable])} values of it"
        )


def _positions(
    cube: Cube, query: PxQuery, variable: str, wanted: Sequence[str], *, required: bool = False
) -> np.ndarray:
    """Where the wanted codes stand along a variable (intp), -1 where the answer lacks one."""
    if variable not in cube.ids:
        raise SourceChanged(
            f"table {query.table} no longer has the variable '{variable}' (it has {', '.join(cube.ids)})"
        )
    where = {code: n for n, code in enumerate(cube.codes[variable])}
    lacking = [code for code in wanted if code not in where]
    if required and lacking:
        raise SourceChanged(f"table {query.table}: the answer lacks {variable} {', '.join(lacking)}")
    return np.array([where.get(code, -1) for code in wanted], dtype=np.intp)


def _unbroken(found: Mapping[str, str], query: PxQuery) -> tuple[str, ...]:
    """All periods from the first to the last answered one that the query wants."""
    kept = sorted(p for p in found if (query.since or p) <= p <= (query.until or p))
    if not kept:
        within = f"{query.since or '…'} – {query.until or '…'}"
        raise SourceChanged(f"table {query.table} has no period within {within} (it has {len(found)} others)")
    return periods.span(kept[0], kept[-1])


def _cut(
    cube: Cube, picked: Mapping[str, np.ndarray], layout: Sequence[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values, raw symbol indices and presence of the picked cells, axes in the order of ``layout``.

    Variables outside the layout hold one position each and vanish.
    """
    present = np.ones((1,) * len(layout), dtype=bool)
    index, keep = [], []
    for variable in cube.ids:
        at = picked.get(variable, np.zeros(1, dtype=np.intp))
        index.append(np.maximum(at, 0))
        if variable in layout:
            keep.append(variable)
            side = [1] * len(layout)
            side[layout.index(variable)] = len(at)
            present = present & (at >= 0).reshape(side)
        elif variable not in picked and len(cube.codes[variable]) > 1:
            raise SourceChanged(f"the answer has a variable '{variable}' that was not asked for")
    dropped = tuple(n for n, variable in enumerate(cube.ids) if variable not in layout)
    turn = [keep.index(variable) for variable in layout]

    def cut(array: np.ndarray) -> np.ndarray:
        return array[np.ix_(*index)].squeeze(axis=dropped).transpose(turn).copy()

    values = cut(cube.values)
    raw = np.zeros(values.shape, np.uint8) if cube.status is None else cut(cube.status)
    if cube.undelivered is not None:
        present = present & ~cut(cube.undelivered)
    return values, raw, np.broadcast_to(present, values.shape)


def _read_symbols(
    values: np.ndarray, raw: np.ndarray, cube: Cube, query: PxQuery
) -> tuple[np.ndarray, np.ndarray, tuple[str, ...], np.ndarray]:
    """Statuses, symbol indices, the symbols in use, and values with nil made 0."""
    symbols, used = cube.symbols, np.unique(raw)
    texts = ["", *(symbols[n] for n in used if symbols[n])]
    unknown = [text for text in texts if text not in NULL_MEANS]
    if unknown:
        raise SourceChanged(
            f"table {query.table} uses the unknown symbol {', '.join(map(repr, unknown))}; known are "
            f"{', '.join(repr(s) for s in NULL_MEANS if s)}. What it means stands in the table's notes"
            f"{explanation(unknown, cube)}. Nothing was stored; send the sign and the note to who maintains this."
        )
    on_null = np.zeros(len(symbols), np.uint8)
    renumber = np.zeros(len(symbols), np.uint8)
    for n in used:
        on_null[n] = STATUS_CODE[NULL_MEANS[symbols[n]]]
        renumber[n] = texts.index(symbols[n])
    null = np.isnan(values)
    status = np.where(null, on_null[raw], np.uint8(STATUS_CODE[Status.EMPTY]))
    nil = status == STATUS_CODE[Status.NIL]
    return status, renumber[raw], tuple(texts), np.where(nil, 0.0, values)
