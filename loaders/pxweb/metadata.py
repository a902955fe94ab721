"""What a PxWeb publisher says of itself and its tables, whichever dialect it was said in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from loaders.formats.jsonstat import Note
from loaders.ground.errors import SourceChanged


@dataclass(frozen=True, slots=True)
class Config:
    """The limits a publisher sets: cells per answer, and ``calls`` per ``seconds``."""

    max_cells: int
    calls: int
    seconds: float


@dataclass(frozen=True, slots=True)
class TableInfo:
    """One table of the publisher's list. ``updated`` is UTC; periods are the publisher's codes.

    ``discontinued`` None means not said: SCB leaves it out on tables that have stopped.
    """

    id: str
    label: str
    updated: datetime | None
    first_period: str
    last_period: str
    discontinued: bool | None


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of a table; ``codes`` in the publisher's order, ``units`` (unit, decimals) by content code.

    ``elimination``: may be left out, which gives the publisher's total.
    """

    code: str
    label: str
    codes: tuple[str, ...]
    labels: Mapping[str, str]
    elimination: bool = False
    is_time: bool = False
    is_content: bool = False
    units: Mapping[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Metadata:
    """A table's variables and notes. ``body`` is the answer as it came, for the snapshot."""

    table: str
    label: str
    updated: datetime | None
    source: str
    notes: tuple[Note, ...]
    variables: tuple[Variable, ...]
    body: bytes = b""

    def variable(self, code: str) -> Variable | None:
        """The variable with exactly this code, None if there is none."""
        return next((v for v in self.variables if v.code == code), None)

    def required(self, code: str) -> Variable:
        """The variable with exactly this code; SourceChanged if there is none."""
        variable = self.variable(code)
        if variable is None:
            raise SourceChanged(f"table {self.table} no longer has the variable '{code}'")
        return variable

    @property
    def time(self) -> Variable | None:
        """The time variable."""
        return next((v for v in self.variables if v.is_time), None)

    @property
    def required_time(self) -> Variable:
        """The time variable; SourceChanged if there is none."""
        if self.time is None:
            raise SourceChanged(f"table {self.table} no longer has a time variable")
        return self.time
