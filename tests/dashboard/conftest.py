"""One made-up store for all tests of the dashboard, read through the real Data."""

from datetime import date

import pytest

from dashboard.data import Data
from tests.dashboard.made import made_store


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    return made_store(tmp_path_factory.mktemp("made") / "store")


@pytest.fixture(scope="session")
def data(store):
    return Data(store, today=lambda: date(2026, 11, 22))
