"""Each notebook runs from beginning to end on a small store, and ends with figures."""

from datetime import UTC, datetime

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from loaders.ground.declarations import Status
from loaders.ground.panel import STATUS_CODE, Panel
from loaders.store import Delivery, Scope, Store
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS

NOTEBOOKS = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder with six values of unemployment: 3.0, 3.1 … 3.5."""
    axes = {
        "sex": ("total",),
        "age": ("20-64",),
        "birth_region": ("total",),
        "region_code": ("00", "23", "2321"),
        "period": ("2026-07", "2026-08"),
    }
    panel = Panel.empty(axes)
    panel.values[:] = (np.arange(6) / 10 + 3.0).reshape(panel.shape)
    panel.status[:] = STATUS_CODE[Status.EMPTY]
    moment = datetime(2026, 10, 29, 7, tzinfo=UTC)
    with Store(tmp_path / "store").writing() as writer:
        writer.add(
            "unemployment_rate",
            panel,
            Delivery(table="TAB6260", updated=moment, fetched=moment, synthetic=True),
            scope=Scope(),
        )
    monkeypatch.setenv("LANSPULS_DATA", str(tmp_path))
    return tmp_path


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs_and_shows_figures(path, data):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=HANG_SECONDS, resources={"metadata": {"path": str(REPOSITORY)}}).execute()
    shown = notebook.cells[-1]["outputs"][-1]["data"]["text/plain"]
    assert "2321" in shown
    assert "3.5" in shown


def test_there_is_a_notebook_and_it_is_committed_without_output():
    assert NOTEBOOKS
    for path in NOTEBOOKS:
        cells = nbformat.read(path, as_version=4).cells
        assert not any(cell.get("outputs") for cell in cells), path.name
