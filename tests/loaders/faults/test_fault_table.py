"""Every fault that issue 3 names, at every source, at the command line: message, exit code, and what is kept."""

import importlib
import pkgutil

import pytest

import tests.loaders.faults
from loaders.publishers import CALLED
from tests.loaders.faults.fault_table import NAMES, CommandLine, FaultTable, Row, check, on_wire
from tests.loaders.fetching.publisher_bench import TODAY
from tests.shared import REPOSITORY
from tests.simulated import running_publisher

TABLES: dict[str, FaultTable] = {
    module.name.removeprefix("faults_"): importlib.import_module(f"tests.loaders.faults.{module.name}").TABLE
    for module in pkgutil.iter_modules(tests.loaders.faults.__path__)
    if module.name.startswith("faults_")
}


@pytest.fixture(scope="module")
def line(tmp_path_factory):
    root = tmp_path_factory.mktemp("faults")
    with running_publisher(today=TODAY, calls_per_window=1000, time_window=1) as (url, publisher):
        yield CommandLine(url, publisher, root)


def test_every_source_has_a_table_of_all_thirteen_faults():
    assert set(TABLES) == set(CALLED) and len(TABLES) == 11
    rows = [row for table in TABLES.values() for row in table.rows]
    assert len(rows) == 13 * 11
    told = (REPOSITORY / "docs" / "sources.md").read_text(encoding="utf-8").partition("## 6. Faults")[2]
    assert not [name for name in NAMES if name not in told]


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
    [(source, row.fault) for source, table in TABLES.items() for row in table.rows if row.provoke],
)
def test_a_fault_is_told_and_what_was_good_is_kept(line, tmp_path, capsys, source, fault):
    table = TABLES[source]
    check(table, table.row(fault), line, tmp_path / "data", capsys)


@pytest.mark.parametrize(
    ("source", "kind", "told"),
    [
        (source, kind, told)
        for source in TABLES
        for kind, told in (("empty", "the answer was empty"), ("short", "the connection failed"))
    ],
)
def test_nothing_and_less_than_announced_are_told_too(line, tmp_path, capsys, source, kind, told):
    path = TABLES[source].path or f"/{source}/"
    row = Row(fault=kind, provoke=on_wire(kind, path), told=rf"FEL\. .*{told}", full=True)
    check(TABLES[source], row, line, tmp_path / "data", capsys)
