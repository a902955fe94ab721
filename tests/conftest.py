"""What all tests share: time is no fact about our code, so no example of hypothesis fails for being slow.

And which files begin first, and the demo's whole store.
"""

import gc
import os
import shutil

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tests.shared import REPOSITORY, TODAY

settings.register_profile("lanspuls", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lanspuls")

SLOWEST = tuple((REPOSITORY / "tests" / "slowest_first.txt").read_text(encoding="utf-8").split())
"""Files of tests, those that take longest first. What is not among them comes after, in pytest's own order."""


def pytest_configure(config):
    """Several processes are handed files in the order of the tests, not by their number of tests."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items):
    """What takes longest begins first, so that at the end no process is left with it while the others stand still."""
    gone = [name for name in SLOWEST if not (REPOSITORY / name).is_file()]
    if gone:
        raise pytest.UsageError(f"tests/slowest_first.txt names what is not there: {', '.join(gone)}")
    rank = {name: n for n, name in enumerate(SLOWEST)}
    items.sort(key=lambda item: rank.get(item.nodeid.partition("::")[0], len(rank)))


def pytest_collection_finish():
    """Looks for garbage pass by what is there now: thousands of tests, and all that they import."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


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
    data = Data(Store(asked.store_dir), asked.county, today=lambda: TODAY)
    with data.readings.one():  # nothing is published in it, so nothing need ask whether anything has been
        yield data
