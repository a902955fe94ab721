"""The publisher's own counting: the sliding window over arrivals that answers 429."""

import threading
from collections import deque
from dataclasses import dataclass
from time import monotonic


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
        self._lock = threading.Lock()

    def arrive(self) -> Verdict:
        """Count one arrival."""
        with self._lock:
            now = monotonic()
            while self._let_in and now - self._let_in[0] >= self.seconds:
                self._let_in.popleft()
            let_in = len(self._let_in) < self.calls
            if let_in:
                self._let_in.append(now)
            oldest = self._let_in[0] if self._let_in else now
            return Verdict(let_in, max(self.calls - len(self._let_in), 0), max(self.seconds - (now - oldest), 0.0))
