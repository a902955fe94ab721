"""The revision triangle: what each publication said of each period, and what became of the first figures. Pure.

Values are float64, period × publication (oldest first), as displayed; NaN where a publication had no figure. Every
difference is one of displayed numbers, since a reader subtracts what is printed.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisions:
    """What became of the first figures of some periods.

    counted: positions of the periods that were published at least twice and have a figure now. changes: newest minus
    first for each of them. compared: positions of those whose change in a year is known both first and now; turned:
    those of them whose direction is another now.
    """

    counted: tuple[int, ...]
    changes: tuple[float, ...]
    compared: tuple[int, ...] = ()
    turned: tuple[int, ...] = ()

    @property
    def mean(self) -> float | None:
        """Mean revision, in the measure's unit; None where nothing is counted."""
        return float(np.mean(self.changes)) if self.changes else None

    @property
    def mean_absolute(self) -> float | None:
        """Mean absolute revision; None where nothing is counted."""
        return float(np.mean(np.abs(self.changes))) if self.changes else None

    @property
    def raised(self) -> int:
        """How many figures are higher now than first."""
        return sum(change > 0 for change in self.changes)

    @property
    def lowered(self) -> int:
        """How many figures are lower now than first."""
        return sum(change < 0 for change in self.changes)

    @property
    def largest(self) -> tuple[int, float] | None:
        """Position and size of the largest change, the newest of several; None where there is no change."""
        pairs = [(abs(change), at, change) for at, change in zip(self.counted, self.changes, strict=True) if change]
        return (max(pairs)[1], max(pairs)[2]) if pairs else None


def first_published(values: np.ndarray) -> np.ndarray:
    """Position of the publication in which each period first had a figure; −1 where none has had one."""
    there = ~np.isnan(values)
    return np.where(there.any(axis=1), there.argmax(axis=1), -1)


def changed(values: np.ndarray) -> np.ndarray:
    """Whether a cell is another number than the last one published of its period. Bool, as ``values``."""
    found = np.zeros(values.shape, bool)
    last = values[:, 0].copy() if values.shape[1] else np.array([])
    for at in range(1, values.shape[1]):
        now = values[:, at]
        both = ~np.isnan(now) & ~np.isnan(last)
        found[:, at] = both & (now != last)
        last = np.where(np.isnan(now), last, now)
    return found


def revisions(values: np.ndarray, rows: tuple[int, ...], decimals: int, year: int, barred: np.ndarray) -> Revisions:
    """Revisions of some rows. year: periods of a year; barred: bool by period, where a year back crosses a break."""
    first = first_published(values)
    counted, changes, compared, turned = [], [], [], []
    for at in rows:
        begun, now = first[at], values[at, -1]
        if begun < 0 or begun == values.shape[1] - 1 or np.isnan(now):
            continue
        counted.append(at)
        changes.append(round(float(now - values[at, begun]), decimals) + 0.0)
        if at < year or barred[at]:
            continue
        then = round(float(values[at, begun] - values[at - year, begun]), decimals)
        later = round(float(now - values[at - year, -1]), decimals)
        if np.isnan(then) or np.isnan(later):
            continue
        compared.append(at)
        if then * later < 0:
            turned.append(at)
    return Revisions(counted=tuple(counted), changes=tuple(changes), compared=tuple(compared), turned=tuple(turned))
