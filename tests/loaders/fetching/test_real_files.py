"""Small files in the publishers' own forms, given by hand: right values, or a refusal for the true reason."""

import pytest

from loaders.store import Store
from tests.loaders.faults.fault_table import CommandLine
from tests.shared import shared_file


def given(data, capsys, source, *names, folder="", options=()):
    """Exit code and text of importing files of the shared cases."""
    paths = [str(shared_file(f"cases/{folder or source}/{name}")) for name in names]
    line = CommandLine("http://127.0.0.1:9/api/v2", None, data)
    return line.run(data / "data", "import", source, *paths, *options, capsys=capsys)


def stored(data, id_, **where):
    return Store(data / "data" / "store").read(id_).take(**where).values.ravel().tolist()


@pytest.mark.parametrize("names", [("N00926_kpi.json", "N00926_data.json"), ("N00926_data.json", "N00926_kpi.json")])
def test_kolada_figures_given_with_their_title_are_a_rate(tmp_path, capsys, names):
    code, said = given(tmp_path, capsys, "kolada", *names)
    assert code == 0, said
    assert stored(tmp_path, "bankruptcies_yearly", region_code="2321", period="2025") == [1.8]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("N00926_data.json", "N00926_data.json: what N00926 is called was not read"),
        ("N00926_kpi.json", "has no figure within what is declared"),
    ],
)
def test_half_of_what_kolada_says_is_refused_with_what_lacks(tmp_path, capsys, name, told):
    code, said = given(tmp_path, capsys, "kolada", name)
    assert code == 1 and told in said
    assert not (tmp_path / "data" / "store" / "manifest.json").exists()
