"""One made-up store for all tests of the dashboard, and the demo's whole one, read through the real Data."""

import os
from dataclasses import replace
from datetime import date

import pytest
from filelock import FileLock

from dashboard.data import Data
from loaders.demo.server import running_publisher
from loaders.publishers import simulated
from loaders.refresh import refresh
from loaders.settings import Settings
from loaders.store import Store
from tests.dashboard.made import made_store

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    return made_store(tmp_path_factory.mktemp("made") / "store")


@pytest.fixture(scope="session")
def data(store):
    return Data(store, today=lambda: TODAY)


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Data:
    """The demo's whole store, fetched at full speed: once, also where tests run in several processes."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demo"
    settings = Settings(data=folder)
    with FileLock(f"{folder}.lock"):
        if not (folder / "filled").exists():
            with running_publisher(today=TODAY, calls_per_window=10_000) as (url, _):
                report = refresh(replace(settings, scb_url=url, urls=simulated(url)), today=TODAY)
            assert not report.failed, [table.failures for table in report.tables if table.failures]
            (folder / "filled").touch()
    return Data(Store(settings.store_dir), settings.county, today=lambda: TODAY)
