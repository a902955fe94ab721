"""Answers that are held back until a test lets them go, and short time-outs that count for those that never come."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest import mock

import requests

from tests.simulated.faults import Disturbance, Faults
from tests.waiting import HANG_SECONDS


@dataclass(frozen=True)
class Held:
    """asked: set when the first call has come in whose answer is held. let_go: set it to have answers sent."""

    asked: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)


@contextmanager
def held_answers(path: str) -> Iterator[Held]:
    """No publisher of this process answers a call whose path contains ``path`` until it is let go or the block ends."""
    held, look_up = Held(), Faults.next_disturbance

    def wait_first(faults: Faults, asked: str) -> Disturbance | None:
        if path in asked:
            held.asked.set()
            held.let_go.wait()
        return look_up(faults, asked)

    with mock.patch.object(Faults, "next_disturbance", wait_first):
        try:
            yield held
        finally:
            held.let_go.set()


@contextmanager
def impatient_only_at(path: str) -> Iterator[None]:
    """A read time-out counts for addresses that contain ``path``; the answers of others are waited for."""
    call = requests.Session.request

    def wait_elsewhere(
        session: requests.Session, method: str, url: str, *, timeout: tuple[float, float], **more: object
    ) -> requests.Response:
        return call(session, method, url, timeout=timeout if path in url else (HANG_SECONDS, HANG_SECONDS), **more)

    with mock.patch.object(requests.Session, "request", wait_elsewhere):
        yield
