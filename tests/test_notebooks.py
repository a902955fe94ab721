"""Each notebook runs to its end on the demo's figures, for two counties; what its text claims, its cells assert."""

import os
import re

import nbformat
import pytest
from nbclient import NotebookClient

from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS

NOTEBOOKS = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))
FIGURES = REPOSITORY / "notebooks" / "figures"
VALUE = re.compile(r"[^\s=]+|[\w.]+\([^=]*\)|\w+\[.*\]|f?\".*\"")
"""A last line that is a value, which is shown."""
ANEW = "%reset -f"
"""Before each notebook: the names of the one before are gone, what was imported stays in memory."""


def cells_of(path):
    return nbformat.read(path, as_version=4).cells


@pytest.fixture(scope="module")
def ran(demo):
    """The cells of every notebook after they were run, by county and file: all in one process."""
    whole, parts = nbformat.v4.new_notebook(), {}
    for county in ("23", "20"):
        for path in NOTEBOOKS:
            whole.cells.append(
                nbformat.v4.new_code_cell(f"{ANEW}\nimport os\nos.environ['LANSPULS_COUNTY'] = '{county}'")
            )
            parts[county, path.name] = cells_of(path)
            whole.cells += parts[county, path.name]
    before = dict(os.environ)
    os.environ["LANSPULS_DATA"] = str(demo.store.root.parent)
    try:
        NotebookClient(whole, timeout=HANG_SECONDS, resources={"metadata": {"path": str(REPOSITORY)}}).execute()
    finally:
        os.environ.clear()
        os.environ.update(before)
    return parts


def shown(cells):
    """All that the code cells of a notebook show, as text."""
    outputs = [one for cell in cells if cell.cell_type == "code" for one in cell.outputs]
    return "\n".join(one.get("text", "") or one.get("data", {}).get("text/plain", "") for one in outputs)


pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_for_any_county_and_every_cell_that_ends_in_a_value_shows_it(ran, path):
    for county in ("23", "20"):
        codes = [cell for cell in ran[county, path.name] if cell.cell_type == "code"]
        assert all(cell.outputs for cell in codes if VALUE.fullmatch(cell.source.splitlines()[-1]))
        assert not [one for cell in codes for one in cell.outputs if one.get("name") == "stderr"]
        assert sum("assert" in cell.source for cell in codes) >= 2


def test_the_same_measure_is_read_for_two_counties(ran):
    home, other = (shown(ran[county, "en_indikator.ipynb"]) for county in ("23", "20"))
    assert "Jämtlands län" in home and "Dalarnas län" not in home
    assert "Dalarnas län" in other and "Jämtlands län" not in other


def test_a_headline_that_the_figures_contradict_is_stopped(ran):
    said = shown(ran["23", "infor_motet.ipynb"])
    assert re.search(r"Bild \d+, rubrik: ", said)


def test_real_figures_say_where_they_are_from_and_are_not_made_up():
    told = (FIGURES / "README.md").read_text(encoding="utf-8")
    for path in FIGURES.glob("*.csv"):
        assert f"`{path.name}`" in told and path.stat().st_size < 50_000
    assert "CC0" in told and "SCB" in told


def test_notebooks_are_committed_without_output():
    assert len(NOTEBOOKS) == 6
    for path in NOTEBOOKS:
        cells = cells_of(path)
        assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells), path.name
        assert cells[0].cell_type == "markdown" and cells[0].source.startswith("# ")


def test_every_notebook_is_listed():
    told = (REPOSITORY / "notebooks" / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in NOTEBOOKS} == set(re.findall(r"`(\w+\.ipynb)`", told))
