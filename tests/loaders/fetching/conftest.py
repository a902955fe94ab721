"""One publisher per file of tests, without faults before and after each test."""

import pytest

from tests.loaders.fetching.publisher_bench import TODAY, bench


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The file's publisher, and folders filled from it (publisher_bench.Bench)."""
    with bench(tmp_path_factory.mktemp("filled")) as made:
        yield made


@pytest.fixture
def well(source):
    """The same with all faults of earlier tests gone."""
    source.publisher.reset()
    source.publisher.set_today(TODAY)
    yield source
    source.publisher.reset()
    source.publisher.set_today(TODAY)
    source.publisher.set_limits(150_000, 1000, 1)
