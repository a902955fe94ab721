"""How long and how much: what a part may take before it is ended, what is waited for, what the system can do."""

from dataclasses import dataclass, field

from loaders.http.listening import can_hand_over

PROGRAM = ("-P", "-m", "dashboard.commands.running.part")
"""A part begins so, after the interpreter: without the working folder among the places where modules are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """All in seconds, but for the log and the port.

    pause, longest_pause: before a part that failed is begun again, doubled each time. pages_pause, longest_pages_pause:
    likewise for the pages, whose first time is at once. letter_pause, longest_letter_pause: likewise for a message that
    a way has not taken. settled: a part that has gone on so long is well again. begin: within it the pages must answer
    after their start. probe_every, probe_wait, misses: how often they are asked, how long an answer may take, and how
    many may be lacking. fetch, prepare, tell, verify: without a sign of life. grace:
    for ending in order. look_every: between looks at the files that settings stand in; settled_file: a file written
    later may not be finished. say_every: how often it says that it lives. log_bytes, pages_log_bytes: what a part, and
    the pages with a line for each request, may write in a minute.
    """

    pause: float = 30
    longest_pause: float = 1_800
    pages_pause: float = 1
    longest_pages_pause: float = 60
    letter_pause: float = 60
    longest_letter_pause: float = 3_600
    settled: float = 60
    begin: float = 300
    probe_every: float = 15
    probe_wait: float = 10
    misses: int = 3
    fetch: float = 2_700
    prepare: float = 1_200
    tell: float = 180
    verify: float = 21_600
    grace: float = 20
    look_every: float = 2
    settled_file: float = 2
    say_every: float = 60
    log_bytes: int = 20_000_000
    pages_log_bytes: int = 200_000_000
    tick: float = 0.5
    hands_over: bool = field(default_factory=can_hand_over)
    """Whether the pages' port is handed to their process, or opened by it."""
