"""The simulated publisher's state: its clock, its tables as they stand today and its limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from loaders.demo.calendar import STOCKHOLM, published_at
from loaders.demo.limits import CallWindow
from loaders.demo.queries import Axis
from loaders.demo.shapes import MISSING, NIL, SYMBOLS, Cells, Content, Publication, Table, Variable
from loaders.demo.tables.all_tables import TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A table as it stands on a day. `variables` ends with time."""

    table: Table
    variables: tuple[Variable, ...]
    contents: Mapping[str, Content]
    publication: Publication
    updated: datetime

    @property
    def time_code(self) -> str:
        """What the time variable is called today."""
        return self.variables[-1].code

    @property
    def original_codes(self) -> tuple[str, ...]:
        """What the variables are called in the table's own figures."""
        return (*(variable.code for variable in self.table.variables), "Tid")

    @property
    def periods(self) -> tuple[str, ...]:
        """Codes of the periods it holds."""
        return tuple(value.code for value in self.variables[-1].values)


@dataclass(frozen=True, slots=True)
class Figures:
    """Cells by axis, before groups are added up: float64 values (NaN: none), and symbols as places in ``texts``."""

    values: np.ndarray
    symbols: np.ndarray
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """The cells of an answer, row-major: float64 values (NaN: none) and symbols (empty text: none)."""

    values: np.ndarray
    symbols: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What has happened at the other publishers that does not follow from the day.

    `notices_late_months`: months Arbetsförmedlingen's county file of notices is behind its calendar;
    `guest_nights_revised_from`: the first year whose guest nights Tillväxtverket has raised since, None if none is.
    """

    notices_late_months: int = 0
    guest_nights_revised_from: int | None = None


class Publisher:
    """A publisher with a settable today. All methods may be called while the server answers.

    Args: `today` a date or ISO text (default: the real today, moving with the clock); `max_data_cells`,
    `calls_per_window`, `time_window` (seconds) announced in /config and enforced; `cache_seconds` how long an answer
    is kept and repeated; `county` whose statistics have been ordered.
    """

    def __init__(
        self,
        *,
        today: date | str | None = None,
        max_data_cells: int = 150_000,
        calls_per_window: int = 30,
        time_window: float = 10,
        cache_seconds: float = 0.0,
        county: str = "23",
    ) -> None:
        self._today: date | None = None
        self.set_today(today)
        self.max_data_cells = max_data_cells
        self.cache_seconds = cache_seconds
        self.county = county
        self.window = self.open_window(calls_per_window, time_window)
        self.windows: dict[str, CallWindow] = {}
        self.changes = 0
        self.world = World()

    @property
    def today(self) -> date:
        """The publisher's day; its 08:00 release has happened."""
        return self._today or datetime.now(STOCKHOLM).date()

    def set_today(self, today: date | str | None) -> None:
        """Move the clock; None follows the real one."""
        self._today = date.fromisoformat(today) if isinstance(today, str) else today
        self.changes = getattr(self, "changes", 0) + 1

    def publications(self, table_id: str) -> list[Publication]:
        """All releases of a table up to today, oldest first."""
        return list(TABLES[table_id].publications(self.today))

    def edition(self, table_id: str) -> Edition | None:
        """The table as it stands today; None if there is no such table yet."""
        table = TABLES.get(table_id)
        releases = self.publications(table_id) if table else []
        if table is None or not releases:
            return None
        publication = releases[-1]
        return Edition(
            table=table,
            variables=(*table.variables, table.time_variable(publication)),
            contents=table.contents,
            publication=publication,
            updated=published_at(publication.day),
        )

    def editions(self) -> list[Edition]:
        """All tables there are today."""
        return [edition for table_id in TABLES if (edition := self.edition(table_id))]

    def set_world(self, world: World) -> None:
        """Let something have happened that no calendar tells."""
        self.world = world
        self.changes += 1

    def open_window(self, calls: int, seconds: float) -> CallWindow:
        """A count of calls of its own."""
        return CallWindow(calls, seconds)

    def window_of(self, path: str) -> CallWindow:
        """The count of calls of whoever has this path: SCB, its calendar, or another publisher under its prefix."""
        first, second, *_ = (*path.split("/")[1:], "", "")
        return self.windows.get(first) or self.windows.get(f"{first}/{second}", self.window)

    def figures(self, edition: Edition, cells: Cells) -> Figures:
        """The cells of an edition as they are published."""
        values, symbols = edition.table.figures(cells)
        return Figures(values, symbols, SYMBOLS)

    def fill(self, edition: Edition, axes: Sequence[Axis]) -> Filled:
        """Compute the cells of a resolved selection; eliminated axes are computed and left out of the order."""
        at = {
            code: np.array([position for group in axis.groups for position in group], dtype=np.int64)
            for code, axis in zip(edition.original_codes, axes, strict=True)
        }
        found = self.figures(edition, Cells(at, edition.publication))
        values, symbols = _summed(found.values, found.symbols, axes)
        values = np.round(values, max(content.decimals for content in edition.contents.values()))
        return Filled(values.reshape(-1), np.array(found.texts, dtype=object)[symbols].reshape(-1))


def _summed(values: np.ndarray, symbols: np.ndarray, axes: Sequence[Axis]) -> tuple[np.ndarray, np.ndarray]:
    """Add up the positions of each group; a missing part makes the sum missing, a nil part counts nothing."""
    for number, axis in enumerate(axes):
        sizes = [len(group) for group in axis.groups]
        if max(sizes, default=1) == 1 and min(sizes, default=1) == 1:
            continue
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        known = np.where(symbols == NIL, 0.0, values)
        values = np.add.reduceat(known, starts, axis=number)
        symbols = np.where(np.isnan(values), MISSING, 0).astype(np.uint8)
    return values, symbols
