"""One fetch of everything, from a publisher that speaks publicly shown labels: nothing fails, nothing is empty."""

import shutil

import numpy as np

from loaders.catalogue import CATALOGUE
from loaders.demo.server import running_publisher
from loaders.ground import places
from loaders.ground.panel import REGION
from loaders.planning.table_plans import is_complete
from loaders.publishers import simulated
from tests.loaders.faults.fault_table import CommandLine
from tests.shared import TODAY


def test_every_indicator_is_filled_at_every_level_it_is_declared_to_have(demo):
    """The store was filled by one fetch without names that did not fail (golden_pages/adapter.py)."""
    assert is_complete(demo.store)
    lacking = {}
    for id_, declared in CATALOGUE.items():
        panel = demo.store.read(id_)
        there = ~np.isnan(panel.values).all(axis=tuple(n for n, name in enumerate(panel.axes) if name != REGION))
        found = {places.place(code).level for code, is_there in zip(panel.axes[REGION], there, strict=True) if is_there}
        if found != set(declared.levels):
            lacking[id_] = set(declared.levels) ^ found
    assert lacking == {}


def test_a_whole_fetch_from_the_command_line_ends_with_0(demo, tmp_path, capsys):
    data = tmp_path / "data"
    shutil.copytree(demo.store.root.parent, data)
    with running_publisher(today=TODAY, calls_per_window=10_000) as (url, publisher):
        addresses = {f"LANSPULS_{name.upper()}": address for name, address in simulated(url).items()}
        code, said = CommandLine(url, publisher, tmp_path).run(data, "fetch", capsys=capsys, **addresses)
    assert code == 0, said
    assert "FEL" not in said
