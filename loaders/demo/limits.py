"""The publisher's own counting: arrivals with time stamps, and the sliding window that answers 429."""

import threading
from collections import deque
from dataclasses import dataclass
from time import monotonic, time


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the window says about one arrival: let in or not, calls left, seconds until it opens again."""

    let_in: bool
    remaining: int
    reset_seconds: float


class CallWindow:
    """Counts calls on arrival over a sliding window; refused calls do not prolong the wait."""

    def __init__(self, calls: int, seconds: float) -> None:
        self.calls = calls
        self.seconds = seconds
        self._let_in: deque[float] = deque()
        self._arrivals: list[tuple[float, float, str, bool]] = []
        self._lock = threading.Lock()

    def arrive(self, what: str) -> Verdict:
        """Count one arrival (`what`: method and path, for the list)."""
        with self._lock:
            now = monotonic()
            while self._let_in and now - self._let_in[0] >= self.seconds:
                self._let_in.popleft()
            let_in = len(self._let_in) < self.calls
            if let_in:
                self._let_in.append(now)
            self._arrivals.append((now, time(), what, let_in))
            oldest = self._let_in[0] if self._let_in else now
            return Verdict(let_in, max(self.calls - len(self._let_in), 0), max(self.seconds - (now - oldest), 0.0))

    def change(self, calls: int, seconds: float) -> None:
        """Enforce another limit from now on."""
        with self._lock:
            self.calls, self.seconds = calls, seconds

    def forget(self) -> None:
        """Empty the window and the list of arrivals."""
        with self._lock:
            self._let_in.clear()
            self._arrivals.clear()

    def arrivals(self) -> list[dict[str, object]]:
        """Every arrival since the start: `at` (Unix seconds), `what`, `let_in`."""
        with self._lock:
            return [{"at": wall, "what": what, "let_in": let_in} for _, wall, what, let_in in self._arrivals]

    def most_in_any_window(self, seconds: float | None = None) -> int:
        """The largest number of arrivals (refused ones too) within any window of this length."""
        with self._lock:
            length = self.seconds if seconds is None else seconds
            moments = [moment for moment, _, _, _ in self._arrivals]
        most = first = 0
        for last, moment in enumerate(moments):
            while first < last and moment - moments[first] >= length:
                first += 1
            most = max(most, last - first + 1)
        return most
