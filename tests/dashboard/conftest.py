"""One made-up store for all tests of the dashboard, read through the real Data."""

import pytest

from dashboard.data.series import Data
from tests.dashboard.made import made_store
from tests.shared import TODAY


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    return made_store(tmp_path_factory.mktemp("made") / "store")


@pytest.fixture(scope="session")
def data(store):
    return Data(store, today=lambda: TODAY)
