"""What all tests share: time is no fact about our code, so no example of hypothesis fails for being slow.

And the demo's whole store.
"""

import os

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tests.shared import TODAY

settings.register_profile("lanspuls", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lanspuls")


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Data over the demo's whole store, fetched at full speed: once, also where tests run in several processes."""
    from dashboard.data.series import Data
    from loaders.settings import Settings
    from loaders.store import Store
    from tests.golden_pages.adapter import fill_store

    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demo"
    with FileLock(f"{folder}.lock"):
        if not (folder / "filled").exists():
            fill_store(folder, has_past=False)
            (folder / "filled").touch()
    asked = Settings(data=folder)
    return Data(Store(asked.store_dir), asked.county, today=lambda: TODAY)
