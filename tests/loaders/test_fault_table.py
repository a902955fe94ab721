"""Every fault that issue 3 names, at every source, at the command line: message, exit code, and what is kept."""

import importlib
import pkgutil

import pytest

import tests.loaders
from loaders.demo.server import running_publisher
from tests.loaders.faulttable import NAMES, CommandLine, FaultTable, check
from tests.loaders.fetching import TODAY

TABLES: dict[str, FaultTable] = {
    module.name.removeprefix("faults_"): importlib.import_module(f"tests.loaders.{module.name}").TABLE
    for module in pkgutil.iter_modules(tests.loaders.__path__)
    if module.name.startswith("faults_")
}


@pytest.fixture(scope="module")
def line(tmp_path_factory):
    root = tmp_path_factory.mktemp("faults")
    with running_publisher(today=TODAY, calls_per_window=1000, time_window=1) as (url, publisher):
        yield CommandLine(url, publisher, root)


@pytest.mark.parametrize("source", TABLES)
def test_every_named_fault_has_one_row(source):
    table = TABLES[source]
    assert table.source == source
    assert sorted(row.fault for row in table.rows) == sorted(NAMES)
    for row in table.rows:
        assert bool(row.provoke) != bool(row.reason), row.fault
        assert bool(row.told) == bool(row.provoke), row.fault


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        pytest.param(source, row.fault, marks=pytest.mark.xdist_group(f"faults-{source}"))
        for source, table in TABLES.items()
        for row in table.rows
        if row.provoke
    ],
)
def test_a_fault_is_told_and_what_was_good_is_kept(line, tmp_path, capsys, source, fault):
    table = TABLES[source]
    check(table, table.row(fault), line, tmp_path / "data", capsys)
