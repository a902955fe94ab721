"""What all tests share: time is no fact about our code, so no example of hypothesis fails for being slow.

And the demo's whole store.
"""

import os
import shutil

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tests.shared import TODAY

settings.register_profile("lanspuls", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lanspuls")


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Data over the demo's whole store: a copy of the one that the same loaders filled before, or filled now.

    Once, also where tests run in several processes.
    """
    from dashboard.data.series import Data
    from loaders.settings import Settings
    from loaders.store import Store
    from tests.golden_pages.commits import shared_folder
    from tests.golden_pages.making import find_or_fill_store

    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demo"
    with FileLock(f"{folder}.lock"):
        if not (folder / "filled").exists():
            shutil.copytree(find_or_fill_store(shared_folder() / "stores", has_past=False), folder)
    asked = Settings(data=folder)
    return Data(Store(asked.store_dir), asked.county, today=lambda: TODAY)
