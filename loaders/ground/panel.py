"""One indicator as dense arrays: the form in which answers are compared, stored cells read and figures drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from loaders.ground.declarations import Status
from loaders.ground.periods import Period

STATUSES = tuple(Status)
STATUS_CODE = {status: code for code, status in enumerate(STATUSES)}
NO_ROW = 255
"""Status code of a cell that no publication has ever held: not missing, simply not there."""

REGION = "region_code"
PERIOD = "period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One publication of one publisher's table, as far as one indicator is concerned.

    ``published`` orders publications: the table's ``updated``, but never before the publication it followed; of content
    that nobody dated and that is read otherwise now, when it first came. ``updated`` is what the publisher stated, else
    ``fetched``. ``marks`` hold for every cell of the table from this publication on.
    ``file`` is the Parquet with the cells that changed, None if none did. ``synthetic`` marks DEMODATA.
    ``fingerprint`` tells content apart where the publisher states no ``updated``. ``manual``: read by hand from a file
    (*manuellt inläst*) at ``fetched``, by ``by`` if they said so; a later automatic publication takes over.
    ``undoes``: takes back the publication by hand that counted last of the same table, at ``fetched``, by ``by``;
    from then on neither of the two counts. ``lost``: its file is gone for good and could not be rebuilt; what it
    changed is unknown until a later publication of the table is ``whole``: has a row for every cell asked for.
    ``piece``: the file its rows stand in since they were merged with others' (store/compaction); ``file`` then names
    what they were written in first, and tells it apart.
    ``accepted_by``: who said that most of what was stored should be changed by it (``--accept-revision``), "" where
    nobody was asked.
    """

    table: str
    published: datetime
    fetched: datetime
    updated: datetime
    marks: tuple[Status, ...] = ()
    file: str | None = None
    synthetic: bool = False
    last_period: str = ""
    query_hash: str = ""
    rows: int = 0
    fingerprint: str = ""
    manual: bool = False
    by: str = ""
    undoes: bool = False
    lost: bool = False
    whole: bool = False
    accepted_by: str = ""
    piece: str = ""

    @property
    def stored_in(self) -> str | None:
        """The file that holds its rows; None where it changed none, or they are lost."""
        return None if self.lost else self.piece or self.file

    @property
    def is_stated(self) -> bool:
        """Whether the publisher stated when it published; else the moment of fetching stands in its place."""
        return self.updated != self.fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Values over own dimensions × region_code × period.

    axes: own dimensions in the indicator's key order, then region_code, then period (ascending); text codes.
    values: float64, shape = lengths of axes, NaN where absent (null everywhere outside memory).
    status: uint8 index into STATUSES, or NO_ROW.
    symbol: uint8 index into ``symbols``; symbols[0] is "" (no symbol).
    publication: int16 index into ``publications`` of the row each cell comes from, -1 where unknown.
    """

    axes: Mapping[str, tuple[str, ...]]
    values: NDArray[np.float64]
    status: NDArray[np.uint8]
    symbol: NDArray[np.uint8]
    symbols: tuple[str, ...] = ("",)
    publication: NDArray[np.int16] | None = None
    publications: tuple[Publication, ...] = field(default=())

    @classmethod
    def empty(cls, axes: Mapping[str, tuple[str, ...]]) -> "Panel":
        """A panel of these axes without a single row."""
        shape = tuple(len(codes) for codes in axes.values())
        return cls(
            axes=dict(axes),
            values=np.full(shape, np.nan),
            status=np.full(shape, NO_ROW, np.uint8),
            symbol=np.zeros(shape, np.uint8),
            publication=np.full(shape, -1, np.int16),
        )

    @property
    def shape(self) -> tuple[int, ...]:
        """Lengths of the axes."""
        return self.values.shape

    @property
    def periods(self) -> tuple[Period, ...]:
        """The axis of time."""
        return tuple(map(Period, self.axes[PERIOD]))

    @property
    def stored_publication(self) -> NDArray[np.int16]:
        """``publication`` of a panel that comes from a store; ValueError for one that does not."""
        if self.publication is None:
            raise ValueError("the panel comes from an answer and not from a store: its cells have no publication")
        return self.publication

    @property
    def has_row(self) -> NDArray[np.bool_]:
        """Cells some publication has held."""
        has_row: NDArray[np.bool_] = self.status != NO_ROW
        return has_row

    def take(self, **chosen: str | tuple[str, ...]) -> "Panel":
        """The panel restricted on some axes: a text drops the axis, a tuple keeps it in the tuple's order.

        KeyError for an axis, ValueError for a code, that is not there.
        """
        index: list[int | slice | np.ndarray] = []
        axes = {}
        for name, codes in self.axes.items():
            wanted = chosen.get(name)
            if wanted is None:
                index.append(slice(None))
                axes[name] = codes
            elif isinstance(wanted, str):
                index.append(codes.index(wanted))
            else:
                position = {code: n for n, code in enumerate(codes)}
                index.append(np.array([position[code] for code in wanted], dtype=np.intp))
                axes[name] = tuple(wanted)
        unknown = set(chosen) - set(self.axes)
        if unknown:
            raise KeyError(f"no axis {sorted(unknown)}; the panel has {list(self.axes)}")

        def cut(array: np.ndarray) -> np.ndarray:
            # one axis at a time from the back, so that several index arrays do not broadcast together
            for dimension in range(len(index) - 1, -1, -1):
                array = array[(slice(None),) * dimension + (index[dimension],)]
            return array

        return Panel(
            axes=axes,
            values=cut(self.values),
            status=cut(self.status),
            symbol=cut(self.symbol),
            symbols=self.symbols,
            publication=None if self.publication is None else cut(self.publication),
            publications=self.publications,
        )

    def rows(self) -> Iterator[tuple[dict[str, str], float | None, Status, str]]:
        """Each held cell as (key, value or None, status, symbol), in key order. For small panels and tests."""
        names = list(self.axes)
        for position in zip(*np.nonzero(self.has_row), strict=True):
            key = {name: self.axes[name][n] for name, n in zip(names, position, strict=True)}
            value = float(self.values[position])
            yield (
                key,
                None if np.isnan(value) else value,
                STATUSES[self.status[position]],
                self.symbols[self.symbol[position]],
            )
