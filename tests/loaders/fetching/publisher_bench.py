"""A publisher, a data folder filled once from it, and a client that soon tries again: what tests of fetching share."""

import shutil
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from loaders.fetching.refresh import connected, refresh
from loaders.settings import Settings
from tests.simulated import running_publisher
from tests.waiting import HANG_SECONDS

TODAY = date(2026, 11, 22)
PATIENT = {"timeout": (HANG_SECONDS, HANG_SECONDS), "deadline": HANG_SECONDS}
HASTY = {**PATIENT, "retries": 2, "backoff": 0.01, "longest_wait": 5.0}
"""Tries again at once, but waits for every answer."""


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, locks apart."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != ".lock"
    }


class Bench:
    """One publisher and the ways tests use it."""

    def __init__(self, url, publisher, root: Path):
        self.url, self.publisher, self.root = url, publisher, root
        self._filled: dict[tuple[str, ...], Path] = {}

    def settings(self, data: Path) -> Settings:
        return Settings(data=data, scb_url=self.url)

    def fetch(self, data: Path, *ids: str, today: date = TODAY, limits=HASTY, **options):
        with connected(self.settings(data), **limits) as client:
            return refresh(self.settings(data), ids, client=client, today=today, **limits, **options)

    def filled(self, data: Path, *ids: str) -> Settings:
        """A data folder with these indicators as the publisher has them before any fault."""
        if ids not in self._filled:
            first = self.root / "-".join(ids)
            assert not self.fetch(first, *ids, limits=PATIENT).failed
            self._filled[ids] = first
        shutil.copytree(self._filled[ids], data, dirs_exist_ok=True)
        return self.settings(data)


@contextmanager
def bench(root: Path, **options):
    """A bench whose publisher has no call limit worth waiting for."""
    with running_publisher(today=TODAY, **{"calls_per_window": 1000, "time_window": 1, **options}) as (url, publisher):
        yield Bench(url, publisher, root)
