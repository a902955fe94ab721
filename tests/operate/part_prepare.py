"""From a table that comes out at the simulated publisher to a checked draft and its message, by `lanspuls run`.

It asks each two minutes, as it does at the hours of publication, and the table comes when it has just asked and told
of a draft: about the longest wait there is. Every publisher is simulated and every table fetched first. Visitors ask
for a page all the time.

LANSPULS_FILLED: a data folder of an earlier such run, where all need not be fetched again.
"""

import os
import shutil
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dashboard.commands.running.looking import RARER, next_look
from loaders.ground.clock import today
from loaders.settings import Settings
from tests.attack.outcome import Count
from tests.dashboard.running.commanded import running, webhook
from tests.operate.serving import with_log
from tests.simulated import running_publisher
from tests.waiting import wait_until

TABLE, PAGE = "TAB6260", "/indikator/arbetsloshet"
ASK_SECONDS, MOST_SECONDS = Settings().ask_seconds, 300
LONGEST_SECONDS = 3_600


def run(folder: Path) -> list[Count]:
    """Seconds to the page and to the message, and how many visitors were not answered."""
    held = today() + timedelta(days=12)
    filled = os.environ.get("LANSPULS_FILLED")
    if filled:
        shutil.copytree(filled, folder / "data", ignore=shutil.ignore_patterns("runs", "following"))
    with (
        running_publisher(today=today(), calls_per_window=1_000) as (url, publisher),
        webhook() as (hook, texts),
    ):
        publisher.hold(TABLE, 1)
        settings = {
            "LANSPULS_SCB_URL": url,
            "LANSPULS_MEETING_DAYS": held.isoformat(),
            "LANSPULS_WEBHOOK": hook,
            "LANSPULS_ASK_SECONDS": str(ASK_SECONDS if is_likely_hour() else ASK_SECONDS / RARER),
        }
        began = time.monotonic()
        with with_log(folder / "log"), running(folder, nullcontext, **settings) as (process, address):
            wait_until(
                lambda: any("utkastet till mötet" in text for text in texts), "a draft is told of", LONGEST_SECONDS
            )
            first_seconds = time.monotonic() - began
            with visited(address) as (answered, failed):
                out, told, before = time.monotonic(), len(texts), page(address)
                publisher.hold(TABLE, 0)
                wait_until(lambda: page(address) != before, "the page has the new figure", LONGEST_SECONDS)
                shown_seconds = time.monotonic() - out
                wait_until(
                    lambda: any("Nya siffror:" in text and TABLE in text for text in texts[told:]),
                    "the new figure is told of",
                    LONGEST_SECONDS,
                )
                told_seconds = time.monotonic() - out
            waits = next(text for text in texts[told:] if "Nya siffror:" in text).partition("\n")[0]
        ended = process.returncode
    return [
        Count(f"seconds from {'a start' if filled else 'nothing'} to a draft and its message", round(first_seconds)),
        Count(f"seconds from a table being out to the page, asked for each {ASK_SECONDS:g}", round(shown_seconds)),
        Count(
            "seconds from a table being out to the message about the checked draft", round(told_seconds), MOST_SECONDS
        ),
        Count("drafts that do not wait for a yes", int("väntar på ett ja" not in waits), 0),
        Count("answers to visitors meanwhile", len(answered)),
        Count("of them failed", len(failed), 0),
        Count("exit code after SIGTERM", ended if ended is not None else 1, 0),
        Count("seconds of processor of it all", round(sum(os.times()[2:4]))),
    ]


def is_likely_hour() -> bool:
    """Whether this is one of the half hours in which publishers are asked often, and not near its end."""
    soon = datetime.now(UTC) + timedelta(minutes=5)
    return next_look(soon, is_awaiting=True, ask_seconds=1) - soon < timedelta(seconds=2)


def page(address: str) -> bytes:
    """What a page answers. OSError."""
    with urllib.request.urlopen(address + PAGE, timeout=LONGEST_SECONDS) as answer:
        return bytes(answer.read())


@contextmanager
def visited(address: str) -> Iterator[tuple[list[int], list[str]]]:
    """A visitor of the page: see ``visited_page``."""
    with visited_page(lambda: page(address)) as seen:
        yield seen


@contextmanager
def visited_page(ask: Callable[[], bytes]) -> Iterator[tuple[list[int], list[str]]]:
    """A visitor who asks five times a second: what was answered, and what failed."""
    answered: list[int] = []
    failed: list[str] = []
    ended = threading.Event()

    def visit() -> None:
        while not ended.wait(0.2):
            try:
                answered.append(len(ask()))
            except OSError as error:
                failed.append(str(error))

    visitor = threading.Thread(target=visit)
    visitor.start()
    try:
        yield answered, failed
    finally:
        ended.set()
        visitor.join()
