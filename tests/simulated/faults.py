"""What can be made to go wrong: changes to the published contents, and disturbances of the transport."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np

from loaders.demo.calendar import published_at
from loaders.demo.noise import uniform
from loaders.demo.shapes import Publication

EVERY_TABLE = "*"


class Keep:
    """The marker for "leave this part of the cell as it is"."""


KEEP = Keep()
KINDS = ("status", "storm", "short", "broken", "stall", "stall_body", "html", "empty", "latin", "moved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A change of one table that counts from `since`; it moves `updated` to `moment` unless that is None."""

    table: str
    since: date
    moment: datetime | None

    def touches(self, table: str, today: date) -> bool:
        """Whether this counts for a table on a day."""
        return self.table in (table, EVERY_TABLE) and self.since <= today


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision(Event):
    """A share of the cells gets other figures, about `size` away (0.02 is two per cent)."""

    fraction: float
    size: float
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch(Event):
    """Cells named by code (a variable left out means all of it) get this value and symbol."""

    where: Mapping[str, Sequence[str]]
    value: float | Keep | None = KEEP
    symbol: str | Keep = KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay(Event):
    """Given figures by (region code, period code) laid over the cells in `where`."""

    where: Mapping[str, Sequence[str]]
    figures: Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename(Event):
    """A variable gets another code."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop(Event):
    """A code disappears from a variable (a region, a period, a content…)."""

    variable: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Add(Event):
    """A code comes to a variable, last, with the figures of its first; one that is there already comes twice."""

    variable: str
    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recode(Event):
    """A code of a variable is written otherwise and has another label; its figures stay."""

    variable: str
    code: str
    new: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Event):
    """A content gets another unit."""

    content: str
    unit: str
    decimals: int | None


@dataclass(slots=True, kw_only=True)
class Disturbance:
    """A fault of the transport for the next `times` calls whose path contains `path`, after `skip` of them."""

    kind: str
    times: int = 1
    skip: int = 0
    path: str = ""
    status: int = 500
    seconds: float = 1.0
    keep_share: float = 0.5
    retry_after: int = 1

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no such disturbance: {self.kind}; there are {', '.join(KINDS)}")


@dataclass(slots=True)
class Faults:
    """Everything switched on at the moment. Thread-safe."""

    events: list[Event] = field(default_factory=list)
    disturbances: list[Disturbance] = field(default_factory=list)
    held: dict[str, int] = field(default_factory=dict)
    fixed_updated: dict[str, datetime] = field(default_factory=dict)
    calendars: dict[str, list[Publication]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def moment_for(self, table: str, since: date, published_that_day: bool) -> datetime:
        """A new `updated` on a day: 08:00, then half an hour later for each further change."""
        with self._lock:
            earlier = sum(
                1
                for event in self.events
                if event.since == since and event.moment and event.table in (table, EVERY_TABLE)
            )
        return published_at(since) + timedelta(minutes=30 * (earlier + published_that_day))

    def add(self, event: Event) -> None:
        """Switch an event on."""
        with self._lock:
            self.events.append(event)

    def disturb(self, disturbance: Disturbance) -> None:
        """Queue a transport fault."""
        with self._lock:
            self.disturbances.append(disturbance)

    def next_disturbance(self, path: str) -> Disturbance | None:
        """The fault this call runs into, if any; counts it down."""
        with self._lock:
            for disturbance in self.disturbances:
                if disturbance.times <= 0 or disturbance.path not in path:
                    continue
                if disturbance.skip > 0:
                    disturbance.skip -= 1
                    continue
                disturbance.times -= 1
                return disturbance
        return None

    def of(self, table: str, today: date) -> list[Event]:
        """The events that count for a table today, in the order they were switched on."""
        with self._lock:
            return [event for event in self.events if event.touches(table, today)]

    def clear(self) -> None:
        """Everything well again."""
        with self._lock:
            self.events.clear()
            self.disturbances.clear()
            self.held.clear()
            self.fixed_updated.clear()
            self.calendars.clear()


def revised(values: np.ndarray, decimals: np.ndarray, revision: Revision, axes: Sequence[np.ndarray]) -> np.ndarray:
    """Values with a share of the cells moved by at least one step of their last decimal (nulls stay)."""
    drawn = uniform(revision.seed, *axes)
    steps = 10.0**decimals
    distance = np.maximum(np.rint(np.abs(values) * revision.size * steps), 1) / steps
    away = np.where(uniform(revision.seed + 1, *axes) < 0.5, -distance, distance)
    moved = np.where((values + away < 0) & (values >= 0), values + distance, values + away)
    return np.where(drawn < revision.fraction, np.round(moved, int(decimals.max())), values)
