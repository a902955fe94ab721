"""Older projections are found by the names they had, where their titles do not tell."""

from dataclasses import replace

from loaders.catalogue import indicator
from loaders.demo.tables.all_tables import TABLES
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import bench


def test_older_projections_are_sought_by_the_names_they_had(tmp_path, monkeypatch):
    (query,) = indicator("population_projection").queries
    assert query.archive_names == ("BefProgOsiktRegN20", "BefProgOsiktRegN21", "BefProgOsiktRegN22")
    for id_ in ("TAB4971", "TAB5492"):
        renamed = replace(TABLES[id_], sv="Folkmängd enligt äldre antaganden", title_suffix_sv="")
        monkeypatch.setitem(TABLES, id_, renamed)
    with bench(tmp_path) as made:
        report = made.fetch(tmp_path / "data", "population_projection")
        assert not report.failed
        panel = Store(made.settings(tmp_path / "data").store_dir).read("population_projection", regions=("23",))
    assert panel.axes["vintage"] == ("2021", "2022", "2024")
