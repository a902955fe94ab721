"""What is remembered: bounded in bytes, made once for all who ask at the same time, and of one state only."""

import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pytest

from dashboard.data.memory import MOST_BYTES, Memory, Reading, Readings, weight
from tests.waiting import HANG_SECONDS


@dataclass(slots=True)
class Held:
    values: np.ndarray
    name: str


def test_what_was_asked_for_least_recently_is_forgotten_when_the_bytes_are_used_up():
    memory, made = Memory(most_bytes=900), []

    def ask(key: str) -> bytes:
        return memory.remember(key, lambda: (made.append(key), b"x" * 300)[1])

    for key in "abacaba":
        ask(key)
    assert made == list("abcb")  # each weighs 300 and a head: two fit, and a is always asked for again
    assert 600 <= memory.held_bytes <= 900


def test_what_answers_are_made_from_presses_no_answer_out():
    reading = Reading("version")
    assert reading.lasting.remember("answer", lambda: b"made") == b"made"
    for n in range(5):
        reading.memory.remember(n, lambda: np.zeros(MOST_BYTES // 16))
    assert len(reading.memory) < 3
    assert reading.lasting.remember("answer", lambda: b"again") == b"made"


def test_what_is_larger_than_all_there_is_room_for_is_given_and_not_kept():
    memory = Memory(most_bytes=1000)
    assert memory.remember("small", lambda: b"s") == b"s"
    assert len(memory.remember("large", lambda: b"x" * 5000)) == 5000
    assert len(memory) == 1


@pytest.mark.parametrize(
    ("value", "least"),
    [
        (np.zeros(1000), 8000),
        (np.zeros((1000, 2))[:3, :1], 16_000),  # a small part holds the whole
        (Held(np.zeros(1000), "a" * 500), 8500),
        ({"a": ["b" * 1000, ("c" * 1000,)]}, 2000),
        ({"a" * 1000: None}, 1000),
    ],
)
def test_a_value_weighs_what_it_holds_with_all_it_points_at(value, least):
    assert least <= weight(value) <= least + 1500


def test_what_is_pointed_at_twice_weighs_once():
    text = "a" * 10_000
    assert weight([text, text]) < 11_000


def _asked_together(memory: Memory, make, n: int = 8) -> tuple[list, list]:
    """What n callers get who all ask before the first has its answer, and the errors of those who get none."""
    given, errors = [], []

    def ask():
        try:
            given.append(memory.remember("key", make))
        except ValueError as error:
            errors.append(error)

    with ThreadPoolExecutor(n) as pool:
        for _ in range(n):
            pool.submit(ask)
    return given, errors


def test_eight_who_ask_for_the_same_at_once_have_it_made_once():
    made, begun, let_go = [], threading.Event(), threading.Event()

    def make() -> str:
        begun.set()
        let_go.wait(HANG_SECONDS)
        made.append(1)
        return "made"

    threading.Thread(target=lambda: (begun.wait(HANG_SECONDS), let_go.set())).start()
    assert _asked_together(Memory(), make) == (["made"] * 8, [])
    assert len(made) == 1


def test_where_the_maker_fails_nobody_waits_for_ever_and_the_next_one_tries_again():
    memory, tries, all_here = Memory(), [], threading.Barrier(8)

    def fail():
        tries.append(1)
        raise ValueError("no figures")

    def ask():
        all_here.wait(HANG_SECONDS)
        return memory.remember("key", fail)

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask) for _ in range(8)]
    assert all("no figures" in str(one.exception()) for one in asked)
    assert memory.remember("key", lambda: 1) == 1


def test_where_the_maker_is_ended_another_makes_it():
    memory, begun, let_go = Memory(), threading.Event(), threading.Event()

    def ended():
        begun.set()
        let_go.wait(HANG_SECONDS)
        raise SystemExit

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(memory.remember, "key", ended)
        begun.wait(HANG_SECONDS)
        second = pool.submit(memory.remember, "key", lambda: "made")
        let_go.set()
        assert isinstance(first.exception(), SystemExit)
        assert second.result() == "made"


def test_a_value_may_be_made_of_others():
    memory = Memory()
    assert memory.remember("sum", lambda: memory.remember("one", lambda: 1) + memory.remember("two", lambda: 2)) == 3
    assert len(memory) == 3


def test_what_is_made_while_figures_are_published_is_remembered_as_of_before():
    now = ["first"]
    readings = Readings(lambda: now[0], lambda: (now[0], None))
    with readings.one() as held:
        now[0] = "second"  # a publication, in the middle of an answer
        assert readings.current() is held and held.version == "first"
        assert held.memory.remember("page", lambda: "of the first") == "of the first"
        other = []
        asking = threading.Thread(target=lambda: other.append(readings.current()))
        asking.start()
        asking.join()
        assert other[0].version == "second"  # another's request meanwhile
    after = readings.current()
    assert after.memory is other[0].memory
    assert after.memory.remember("page", lambda: "of the second") == "of the second"


def test_an_earlier_state_is_kept_no_longer_than_somebody_holds_it():
    now = ["first"]
    readings = Readings(lambda: now[0], lambda: (now[0], None))
    with readings.one() as held:
        memory = weakref.ref(held.memory)
        now[0] = "second"
    assert memory() is not None
    del held
    readings.current()
    assert memory() is None
