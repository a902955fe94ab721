"""A part that does its work and ends: when it may begin, what it has come to, why it failed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

from dashboard.commands.running.child import Child
from dashboard.commands.running.lines import Line, Result
from dashboard.commands.running.looking import pause_seconds
from loaders.planning.run_state import FAILING, RUNNING, WAITING, PartState


@dataclass(slots=True)
class Job:
    """name: of the part, with its region after a space where it has one. quiet: seconds without a sign of life.

    is_wanted: whether it is to be done. child: while it works. result: what it has said that it came to. fault: why the
    last one failed, "" where it did not; fails: how many in a row, and next: when it may be tried again.
    """

    name: str
    quiet: float
    since: datetime
    is_wanted: bool = False
    child: Child | None = None
    result: Result | None = None
    fault: str = ""
    fails: int = 0
    next: float = 0.0
    is_proven: bool = False
    """Whether it has done its work since the start."""
    _said: str = ""

    @property
    def part(self) -> str:
        """Its name without a region."""
        return self.name.partition(" ")[0]

    @property
    def region(self) -> str:
        """The code of its region; "" for the whole service."""
        return self.name.partition(" ")[2]

    def begun(self, child: Child) -> None:
        """It works."""
        self.child, self.result, self._said, self.since = child, None, "", datetime.now(UTC)

    def heed(self, line: Line) -> None:
        """What it says."""
        self.result = line.result or self.result
        self._said = line.fault or self._said

    def give_up(self, reason: str) -> None:
        """End it now, and remember why."""
        self._said = reason
        if self.child is not None:
            self.child.kill()

    def end_if_silent(self) -> None:
        """End it where it has given no sign of life for too long."""
        if self.child is not None and monotonic() - self.child.heard > self.quiet:
            self.give_up(f"gav inget livstecken på {self.quiet:g} sekunder och avslutades")

    def ended(self, code: int, reason: str, pause: float, longest_pause: float) -> Result | None:
        """It is no more. Its result; None where it failed, and then it may be tried again after a pause."""
        self.child, self.since = None, datetime.now(UTC)
        if self.result is not None and not code:
            self.fails, self.fault, self.next, self.is_proven = 0, "", 0.0, True
            return self.result
        self.fails += 1
        self.fault = self._said or reason
        self.next = monotonic() + pause_seconds(self.fails, pause, longest_pause)
        return None

    def state(self) -> PartState:
        """For whoever watches."""
        state = RUNNING if self.child is not None else FAILING if self.fault else WAITING
        return PartState(name=self.name, state=state, since=self.since, again=self.fails, fault=self.fault)
