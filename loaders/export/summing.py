"""Figures of places that no publisher has: the municipalities of *övriga länet* or an own area, put together.

Counts are added up; a share is 100 × Σ numerator / Σ denominator. A sum with a hole is a hole, and what is summed is
what may be shown of each municipality, so that a sum needs no rule of disclosure of its own.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import numpy as np

from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Indicator, Kind, Level, Status
from loaders.ground.declarations.sums import exists_summed, is_sum_over_sum, why_not_summed
from loaders.ground.errors import StoreDamaged, StoreError, UsageError
from loaders.ground.panel import NO_ROW, REGION, STATUS_CODE, Panel
from loaders.ground.places import Place

Read = Callable[[str, Mapping[str, tuple[str, ...]]], Panel]
"""Gives the panel of an indicator at the values chosen, as it may be shown; the errors of ``export.panel``."""


def counts_added(values: np.ndarray, status: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Value and status of a sum, … × period, from those of its places, … × place × period."""
    total = values.sum(axis=-2)
    return total, summed_status(total, status)


def share_of_sums(part: np.ndarray, base: np.ndarray, status: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Value (per cent) and status of a share, … × period. part, base: what is summed already; status: of its places."""
    hidden = (status == STATUS_CODE[Status.SUPPRESSED]).any(axis=-2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where((base > 0) & ~hidden, 100 * part / base, np.nan)
    return share, summed_status(share, status)


def summed_status(values: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """The status of sums, NaN where there is none, from those of what they are made of, … × place × period.

    A sum that waits for nothing else than parts that are to come is not published yet, one whose only gaps were taken
    back is withdrawn. Of several reasons the first counts: hidden, not applicable, missing, withdrawn, not published.
    """
    gap = np.isnan(values)
    missing = (theirs == STATUS_CODE[Status.MISSING]).any(axis=-2)
    to_come = np.isin(theirs, (STATUS_CODE[Status.NOT_PUBLISHED], NO_ROW)).any(axis=-2)
    withdrawn = (theirs == STATUS_CODE[Status.WITHDRAWN]).any(axis=-2)
    status = np.where(gap, STATUS_CODE[Status.MISSING], STATUS_CODE[Status.EMPTY]).astype(np.uint8)
    status[gap & to_come & ~missing] = STATUS_CODE[Status.NOT_PUBLISHED]
    status[gap & withdrawn & ~missing] = STATUS_CODE[Status.WITHDRAWN]
    for passed_on in (Status.PRELIMINARY, Status.INCOMPLETE, Status.LOWER_BOUND):
        status[(theirs == STATUS_CODE[passed_on]).any(axis=-2) & ~gap] = STATUS_CODE[passed_on]
    for passed_on in (Status.NOT_APPLICABLE, Status.SUPPRESSED):
        status[(theirs == STATUS_CODE[passed_on]).any(axis=-2) & gap] = STATUS_CODE[passed_on]
    return status


def require_summed(declared: Indicator, place: Place) -> None:
    """UsageError, with the reason, where an indicator's figures of several municipalities make no figure."""
    if not exists_summed(declared):
        only_there = "en framskrivnings kommuner bara läggs ihop på måttets sida och i filerna där"
        is_projection = declared.kind is Kind.PROJECTION
        raise _no_sum(declared, place, only_there if is_projection else why_not_summed(declared))


def with_sums(whole: Panel, codes: Iterable[str], declared: Indicator, read: Read) -> Panel:
    """The panel with a row last for each place that is summed; a cell's publication is the newest of its parts'.

    UsageError, with the reason, where it cannot be summed: see ``require_summed``, and municipalities without figures.
    StoreDamaged.
    """
    for code in codes:
        place = places.place(code)
        require_summed(declared, place)
        if not set(place.parts) <= set(_with_rows(whole)):
            raise _no_sum(declared, place, "siffror inte är hämtade för alla dess kommuner")
        inside = whole.take(**{REGION: place.parts})
        if is_sum_over_sum(declared):
            part, base = (_total(ids, inside, declared, read) for ids in (declared.numerator, declared.denominator))
            if part is None or base is None:
                raise _no_sum(declared, place, why_not_summed(declared))
            values, status = share_of_sums(part, base, inside.status)
        else:
            values, status = counts_added(inside.values, inside.status)
        whole = _with_row(whole, code, values, status, _newest_publication(inside))
    return whole


def _with_rows(whole: Panel) -> tuple[str, ...]:
    """The places of which any cell has been published."""
    held = np.moveaxis(whole.has_row, -2, 0).reshape(len(whole.axes[REGION]), -1)
    return tuple(code for code, row in zip(whole.axes[REGION], held, strict=True) if row.any())


def _no_sum(declared: Indicator, place: Place, why_sv: str) -> UsageError:
    what_sv, instead = _instead(declared, place)
    return UsageError(
        f"{declared.id} cannot be summed for {place.full_name}; ask for {instead}",
        f"{declared.short_title_sv} går inte att räkna ut för {place.full_name}, eftersom {why_sv}. "
        f"Fråga efter {what_sv} i stället: {instead}.",
    )


def _instead(declared: Indicator, place: Place) -> tuple[str, str]:
    """The places nearest to an area that the indicator has figures of: what they are, and their codes."""
    if Level.MUNICIPALITY in declared.levels:
        return "kommunerna", ",".join(place.parts)
    if Level.COUNTY in declared.levels:
        return "länet", ",".join(sorted({code[:2] for code in place.parts}))
    return "riket", places.NATION


def _total(ids: tuple[str, ...], like: Panel, declared: Indicator, read: Read) -> np.ndarray | None:
    """Sum of indicators over the places of a panel, at its other axes; None if there is no such figure."""
    total = np.zeros(like.shape)
    for id_ in ids:
        of = catalogue.indicator(id_)
        if of.grain is not declared.grain:
            return None
        chosen = {name: like.axes.get(name, (code,)) for name, code in of.default_slice.items()}
        try:
            total += _fitted(read(id_, chosen), like)
        except StoreDamaged:
            raise
        except StoreError:  # nothing of it is published, or not so divided
            return None
    summed: np.ndarray = total.sum(axis=-2)
    return summed


def _fitted(found: Panel, like: Panel) -> np.ndarray:
    """Values in the shape of another panel, NaN where there are none. An axis that the other has not has one value."""
    values: np.ndarray = found.values
    kept: list[str] = []
    for name in reversed(tuple(found.axes)):
        axis, codes = tuple(found.axes).index(name), found.axes[name]
        if name not in like.axes:
            values = values.take(0, axis=axis)
            continue
        kept.insert(0, name)
        position = {code: n for n, code in enumerate(codes)}
        at = np.array([position.get(code, -1) for code in like.axes[name]], np.intp)
        values = values.take(at, axis=axis)
        values[(slice(None),) * axis + (at < 0,)] = np.nan
    in_order = [name for name in like.axes if name in kept]
    values = values.transpose([kept.index(name) for name in in_order])
    wide = tuple(slice(None) if name in kept else None for name in like.axes)
    fitted: np.ndarray = np.broadcast_to(values[wide], like.shape)
    return fitted


def _newest_publication(inside: Panel) -> np.ndarray:
    """Of each cell the publication that came last among those of its places, -1 where none is known."""
    known = inside.publications
    order = sorted(range(len(known)), key=lambda n: (known[n].published, known[n].fetched))
    rank, number = np.full(len(known) + 1, -1, np.int16), np.full(len(known) + 1, -1, np.int16)
    for at, n in enumerate(order):
        rank[n], number[at] = at, n
    newest: np.ndarray = number[rank[inside.stored_publication].max(axis=-2)]
    return newest


def _with_row(whole: Panel, code: str, values: np.ndarray, status: np.ndarray, publication: np.ndarray) -> Panel:
    def joined(array: np.ndarray, row: np.ndarray) -> np.ndarray:
        return np.concatenate([array, row[..., None, :].astype(array.dtype)], axis=-2)

    return replace(
        whole,
        axes={name: (*codes, code) if name == REGION else codes for name, codes in whole.axes.items()},
        values=joined(whole.values, values),
        status=joined(whole.status, status),
        symbol=joined(whole.symbol, np.zeros(values.shape)),
        publication=joined(whole.stored_publication, publication),
    )
