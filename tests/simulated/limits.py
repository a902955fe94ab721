"""The publisher's count of calls as tests read it: every arrival is kept, and the limit can be changed."""

import threading
from time import monotonic, time

from flask import request

from loaders.demo.limits import CallWindow, Verdict


class RecordingWindow(CallWindow):
    """A window that lists its arrivals."""

    def __init__(self, calls: int, seconds: float) -> None:
        super().__init__(calls, seconds)
        self._arrivals: list[tuple[float, float, str, bool]] = []
        self._recording = threading.Lock()

    def arrive(self) -> Verdict:
        """Count and list one arrival, by the method and path of the request that is being answered."""
        with self._recording:
            verdict = super().arrive()
            self._arrivals.append((monotonic(), time(), f"{request.method} {request.path}", verdict.let_in))
            return verdict

    def change(self, calls: int, seconds: float) -> None:
        """Enforce another limit from now on."""
        with self._lock:
            self.calls, self.seconds = calls, seconds

    def forget(self) -> None:
        """Empty the window and the list of arrivals."""
        with self._recording, self._lock:
            self._let_in.clear()
            self._arrivals.clear()

    def arrivals(self) -> list[dict[str, object]]:
        """Every arrival since the start: `at` (Unix seconds), `what`, `let_in`."""
        with self._recording:
            return [{"at": wall, "what": what, "let_in": let_in} for _, wall, what, let_in in self._arrivals]

    def most_in_any_window(self, seconds: float | None = None) -> int:
        """The largest number of arrivals (refused ones too) within any window of this length."""
        with self._recording:
            length = self.seconds if seconds is None else seconds
            moments = [moment for moment, _, _, _ in self._arrivals]
        most = first = 0
        for last, moment in enumerate(moments):
            while first < last and moment - moments[first] >= length:
                first += 1
            most = max(most, last - first + 1)
        return most
