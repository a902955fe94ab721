"""A publisher and a data folder filled once from it, for all tests of a source; and a folder of each test's own."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders.fetching.change_report import RefreshReport
from loaders.publishers import simulated
from loaders.settings import Settings
from tests.loaders.fetching.publisher_bench import TODAY
from tests.simulated import FaultyPublisher, running_publisher

Bench = tuple[Settings, FaultyPublisher]


def _as_it_is(_: FaultyPublisher) -> None:
    """No switch is on."""


@contextmanager
def filled_once(
    folder: Path, fetch: Callable[[Settings], RefreshReport], start: Callable[[FaultyPublisher], object] = _as_it_is
) -> Iterator[Bench]:
    """The settings of a folder that ``fetch`` filled, and its publisher. start: what is switched on from the first."""
    with running_publisher(today=TODAY, calls_per_window=1000, time_window=1) as (url, publisher):
        start(publisher)
        first = Settings(data=folder, scb_url=url, urls=simulated(url))
        assert not fetch(first).failed
        yield first, publisher


@contextmanager
def own_folder(
    bench: Bench,
    data: Path,
    *,
    is_filled: bool = False,
    start: Callable[[FaultyPublisher], object] = _as_it_is,
) -> Iterator[Settings]:
    """A test's own folder, empty or as it was filled, and the publisher without faults before and after."""
    first, publisher = bench
    publisher.reset()
    start(publisher)
    if is_filled:
        shutil.copytree(first.data, data)
    yield Settings(data=data, scb_url=first.scb_url, urls=first.urls)
    publisher.reset()
    publisher.set_today(TODAY)
    start(publisher)
