"""Keeping under a publisher's calls per time window, as the publisher counts them."""

import threading
from collections import deque
from time import monotonic
from types import TracebackType

_MARGIN = 0.05
"""Seconds added to the window: clocks differ, and the publisher rounds."""


class SlidingWindow:
    """At most ``calls`` calls in any ``seconds``, whichever end of the wire counts. Shared by threads.

    Use as a context manager around each call, its answer included. A call counts from its start until its answer is
    ``seconds`` old: the publisher may have seen it at any moment between, so no window of its own can hold more.
    """

    def __init__(self, calls: int, seconds: float) -> None:
        self._changed = threading.Condition()
        self._under_way = 0
        self._answered: deque[float] = deque()
        self._closed_until = 0.0
        self.set(calls, seconds)

    def set(self, calls: int, seconds: float) -> None:
        """Keep to another limit from now on. ValueError if it lets nothing through."""
        if calls < 1 or seconds < 0:
            raise ValueError(f"a limit of {calls} calls in {seconds} s lets nothing through")
        with self._changed:
            self.calls, self.seconds = calls, seconds
            self._changed.notify_all()

    def pause(self, seconds: float) -> None:
        """Start no call for this long: the publisher asked everybody to wait."""
        with self._changed:
            self._closed_until = max(self._closed_until, monotonic() + seconds)

    def __enter__(self) -> "SlidingWindow":
        with self._changed:
            while (wait := self._seconds_to_wait()) != 0:
                self._changed.wait(wait)
            self._under_way += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._under_way -= 1
            self._answered.append(monotonic())
            self._changed.notify_all()

    def _seconds_to_wait(self) -> float | None:
        """0 if a call may start, None if only an answer can open the window."""
        now, kept = monotonic(), self.seconds + _MARGIN
        while self._answered and self._answered[0] + kept <= now:  # as below, where a difference would round
            self._answered.popleft()
        if now < self._closed_until:
            return self._closed_until - now
        if self._under_way + len(self._answered) < self.calls:
            return 0
        return self._answered[0] + kept - now if self._answered else None
