"""What was made of one state of the store, by key: bounded in bytes, and made once for all who ask at the same time."""

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from types import FunctionType, ModuleType
from typing import Any, Generic, TypeVar

import numpy as np

from loaders.ground.declarations import Indicator

S = TypeVar("S")
T = TypeVar("T")
MOST_BYTES = 20_000_000
"""Of what answers are made from: read again in milliseconds; one series weighs as much as a hundred answers."""
MOST_LASTING_BYTES = 24_000_000
"""Of finished answers, compressed: about three thousand."""
_SHARED = (Enum, Indicator, ModuleType, FunctionType, type)
"""What every value may point at and none holds alone."""


@dataclass
class _Flight:
    """A value that is being made: those who want it too wait for ``landed``."""

    landed: threading.Event = field(default_factory=threading.Event)
    made: Any = None
    is_made: bool = False
    error: Exception | None = None


class Memory:
    """Values of one state of the store. May be shared by threads; what is asked for least recently is forgotten."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._bytes = 0
        self._flights: dict[Hashable, _Flight] = {}
        self._lock = threading.Lock()

    @property
    def held_bytes(self) -> int:
        """What is kept weighs about this much."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._kept)

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """``make()``, or what it gave for the same key.

        One caller makes it; those who ask meanwhile wait and get the same, its error included, and nothing is kept of
        that. Where the maker is ended from outside, one of those who wait makes it.
        """
        while True:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return self._kept[key][0]
                flight = self._flights.get(key)
                is_mine = flight is None
                if flight is None:
                    flight = self._flights[key] = _Flight()
            if is_mine:
                return self._make(key, make, flight)
            flight.landed.wait()
            if flight.is_made:
                return flight.made
            if flight.error is not None:
                raise flight.error

    def forget(self, key: Hashable) -> None:
        """Forget what is kept for a key."""
        with self._lock:
            _, freed = self._kept.pop(key, (None, 0))
            self._bytes -= freed

    def forget_part(self, owner: object) -> None:
        """Forget all that an owner's ``Part`` has kept."""
        with self._lock:
            for key in [one for one in self._kept if isinstance(one, tuple) and one and one[0] is owner]:
                self._bytes -= self._kept.pop(key)[1]

    def _make(self, key: Hashable, make: Callable[[], T], flight: _Flight) -> T:
        try:
            made = make()
            flight.made, flight.is_made = made, True
        except Exception as error:
            flight.error = error
            raise
        else:
            self._keep(key, made, weight((key, made)))
            return made
        finally:
            with self._lock:
                self._flights.pop(key, None)
            flight.landed.set()

    def _keep(self, key: Hashable, made: Any, bytes_: int) -> None:
        if bytes_ > self.most_bytes:
            return
        with self._lock:
            self._kept[key] = (made, bytes_)
            self._bytes += bytes_
            while self._bytes > self.most_bytes:
                _, (_, freed) = self._kept.popitem(last=False)
                self._bytes -= freed


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The values that one owner keeps in a memory it has with others: none of theirs is ever found by its keys."""

    memory: Memory
    owner: object

    @property
    def held_bytes(self) -> int:
        """What the whole memory keeps weighs about this much."""
        return self.memory.held_bytes

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """See Memory.remember."""
        return self.memory.remember((self.owner, key), make)


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The room that the readers of several regions have together: as much whether one is read or all are."""

    memory: Memory = field(default_factory=Memory)
    lasting: Memory = field(default_factory=lambda: Memory(MOST_LASTING_BYTES))

    def reading(self, version: str) -> "Reading[Any]":
        """A state whose values are kept here, and found by nobody else."""
        owner = object()
        return Reading(version, Part(self.memory, owner), Part(self.lasting, owner))

    def of_store(self, version: str) -> "Reading[Any]":
        """What is made of a version of the store alone, which is the same for all."""
        return Reading(version, Part(self.memory, version), Part(self.lasting, version))

    def forget(self, reading: "Reading[Any]") -> None:
        """Forget what was made of a state."""
        for part in (reading.memory, reading.lasting):
            if isinstance(part, Part):
                part.memory.forget_part(part.owner)


@dataclass(frozen=True, slots=True, eq=False)
class Reading(Generic[S]):
    """One state of the store and of the files beside it, what was made of it, and its figures where it is held.

    ``lasting`` is what has room of its own: whole answers, and what is small and dear to make.
    """

    version: str
    memory: Memory | Part = field(default_factory=Memory)
    lasting: Memory | Part = field(default_factory=lambda: Memory(MOST_LASTING_BYTES))
    figures: S | None = None


class Readings(Generic[S]):
    """The states that are read: the newest, and for as long as somebody holds it an earlier one.

    ``version`` tells which there is now, ``state`` gives it to hold: its version and figures that stay as they are.
    What was made of a state is remembered with it and forgotten with it. pool: where that has room, if shared.
    """

    def __init__(
        self, version: Callable[[], str], state: Callable[[], tuple[str, S | None]], pool: Pool | None = None
    ) -> None:
        self._pool = pool
        self._version = version
        self._state = state
        self._newest: Reading[S] = Reading("")
        self._held: ContextVar[Reading[S] | None] = ContextVar("reading", default=None)
        self._lock = threading.Lock()

    def current(self) -> Reading[S]:
        """The state that the caller holds, else the newest."""
        return self._held.get() or self._of(self._version())

    @contextmanager
    def one(self) -> Iterator[Reading[S]]:
        """Hold the current state: within, what is published meanwhile changes neither what is read nor its version."""
        held = self._held.get()
        if held is None:
            version, figures = self._state()
            held = replace(self._of(version), figures=figures)
        token = self._held.set(held)
        try:
            yield held
        finally:
            self._held.reset(token)

    def _of(self, version: str) -> Reading[S]:
        with self._lock:
            if version != self._newest.version:
                if self._pool is None:
                    self._newest = Reading(version)
                else:
                    self._pool.forget(self._newest)
                    self._newest = self._pool.reading(version)
            return self._newest


def weight(value: object) -> int:
    """About how many bytes a value holds, with all it points at; what the whole program shares is left out."""
    seen: set[int] = set()
    waiting: list[object] = [value]
    total = 0
    while waiting:
        one = waiting.pop()
        if one is None or isinstance(one, _SHARED) or id(one) in seen:
            continue
        seen.add(id(one))
        total += sys.getsizeof(one)
        kinds = set(map(type, one)) if isinstance(one, list | tuple) else set()
        if isinstance(one, list | tuple) and kinds <= _NUMBERS:  # a line or an outline: thousands of them
            total += _NUMBER_BYTES * len(one)
        elif isinstance(one, list | tuple) and kinds == _TEXT:  # its periods, or a table's row
            texts = {id(text): text for text in one if id(text) not in seen}
            seen |= texts.keys()
            total += sum(map(sys.getsizeof, texts.values()))
        elif not isinstance(one, _LEAVES):
            waiting += _pointed_at(one)
    return total


_LEAVES = (str, bytes, int, float)
_NUMBERS, _TEXT = frozenset({float, type(None)}), frozenset({str})
_NUMBER_BYTES = sys.getsizeof(0.5)


def _pointed_at(one: object) -> Iterable[object]:
    if isinstance(one, dict):
        return (*one.keys(), *one.values())
    if isinstance(one, list | tuple | set | frozenset):
        return one
    if isinstance(one, np.ndarray):
        return () if one.base is None else (one.base,)
    if is_dataclass(one):
        return [getattr(one, each.name) for each in fields(one)]
    return getattr(one, "__dict__", {}).values()
