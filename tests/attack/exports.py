"""What exports let out of an indicator, kept as arrays: asked by codes, and taken apart period by period."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np

from loaders import export
from loaders.ground.errors import NothingPublishedYet
from loaders.ground.panel import PERIOD, REGION, STATUSES, Panel
from loaders.store import Store
from tests.attack.equations import Cells, Key, Seen

HIDDEN, BOUND = STATUSES.index("suppressed"), STATUSES.index("lower_bound")
Held = dict[Any, Any]
"""What the gate has reckoned of a family, to be reckoned once."""


class Exported:
    """All that exports tell of an indicator on a day."""

    def __init__(self, id_: str, panel: Panel) -> None:
        self.id = id_
        self.panel = panel
        self.own = [name for name in panel.axes if name not in (REGION, PERIOD)]
        self._at = {name: {code: n for n, code in enumerate(codes)} for name, codes in panel.axes.items()}

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return int((self.panel.status == HIDDEN).sum())

    def secret_periods(self) -> set[str]:
        """Periods in which anything is hidden, or a bound."""
        beside = tuple(range(self.panel.values.ndim - 1))
        some = np.isin(self.panel.status, (HIDDEN, BOUND)).any(axis=beside)
        return {self.panel.axes[PERIOD][n] for n in np.flatnonzero(some)}

    def is_hidden(self, key: Key) -> bool:
        """Whether there is such a cell, and it is hidden."""
        at = self._position(key)
        return at is not None and bool(self.panel.status[at] == HIDDEN)

    def is_known(self, key: Key) -> bool:
        """Whether there is such a cell, with a number that is no bound."""
        at = self._position(key)
        return at is not None and not np.isnan(self.panel.values[at]) and bool(self.panel.status[at] != BOUND)

    def cells(self, period: str) -> Cells:
        """The cells of a period."""
        n = self._at[PERIOD].get(period)
        if n is None:
            return {}
        cut = self.panel.status[..., n], self.panel.values[..., n], self.panel.symbol[..., n]
        status, value, symbol = (one[self.panel.has_row[..., n]].tolist() for one in cut)
        *own, region = ([self.panel.axes[name][at] for at in axis] for name, axis in self._rows(n))
        planes = [frozenset(zip(self.own, codes, strict=True)) for codes in zip(*own, strict=True)]
        return {
            (self.id, plane, code, period): Seen(None if number != number else number, STATUSES[s], self._symbol(sign))
            for plane, code, number, s, sign in zip(
                planes or [frozenset()] * len(region), region, value, status, symbol, strict=True
            )
        }

    def fingerprint(self, period: str) -> bytes:
        """The same for a period of which the same is told."""
        n = self._at[PERIOD].get(period)
        if n is None:
            return b""
        found = hashlib.blake2b(repr([codes for name, codes in self.panel.axes.items() if name != PERIOD]).encode())
        for cells in (self.panel.values, self.panel.status, self.panel.symbol):
            found.update(np.ascontiguousarray(cells[..., n]).tobytes())
        return found.digest()

    def _rows(self, n: int) -> Iterator[tuple[str, list[int]]]:
        positions = np.nonzero(self.panel.has_row[..., n])
        yield from zip((*self.own, REGION), (axis.tolist() for axis in positions), strict=True)

    def _symbol(self, n: int) -> str:
        return str(self.panel.symbols[n])

    def _position(self, key: Key) -> tuple[int, ...] | None:
        _, own, region, period = key
        codes: Mapping[str, str] = {**dict(own), REGION: region, PERIOD: period}
        found = [self._at[name].get(codes.get(name, "")) for name in self.panel.axes]
        return None if None in found else tuple(n for n in found if n is not None)


def exports(store: Store, ids: list[str], held: Held, as_of: date | None = None) -> dict[str, Exported]:
    """What exports tell of some indicators on a day; those of which nothing was known then are left out."""

    def remember(key: Any, make: Any) -> Any:
        if key not in held:
            held[key] = make()
        return held[key]

    found = {}
    for id_ in ids:
        try:
            found[id_] = Exported(id_, export.panel(store, id_, chosen={}, as_of=as_of, remember=remember))
        except NothingPublishedYet:
            continue
    return found
