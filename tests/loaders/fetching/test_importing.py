"""Files taken in by hand: the same reader and checks, their origin kept, replaced by the next fetch."""

import re
from dataclasses import replace
from datetime import date

import pytest

from loaders.fetching import change_report
from loaders.fetching.change_report import Outcome
from loaders.fetching.importing import import_files
from loaders.fetching.refresh import connected
from loaders.ground.errors import UsageError
from loaders.planning.table_plans import plans
from loaders.pxweb.selection import resolve
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import HASTY, TODAY, files


def downloaded(well, folder, table="TAB3138", **chosen):
    """What a person saves from the table's page as JSON-stat: everything declared, or the codes chosen."""
    plan = next(plan for plan in plans(["grp"]) if plan.table == table)
    with connected(well.settings(folder), **HASTY) as client:
        metadata = client.metadata(table)
        selection = {**resolve(plan.queries, metadata).selection, **chosen}
        (answer,) = client.data(table, selection)
    path = folder / f"{table}.json"
    path.write_bytes(answer.body)
    return path


def value(settings, region, period="2024", indicator="grp"):
    panel = Store(settings.store_dir).read(indicator, regions=(region,))
    return panel.take(region_code=region, period=period).values.item()


def test_a_file_is_stored_as_read_by_hand_and_by_whom(well, tmp_path):
    settings = well.settings(tmp_path)
    path = downloaded(well, tmp_path)
    report = import_files(settings, "scb", [path], by="Ann-Britt", today=TODAY)
    assert not report.failed and report.synthetic
    assert re.match(r"manuellt inläst \d{4}-\d{2}-\d{2} \d{2}:\d{2} av Ann-Britt$", report.tables[0].remarks[-1])
    store = Store(settings.store_dir)
    for id_ in ("grp", "grp_per_capita"):
        last = store.latest(id_, "TAB3138")
        assert (last.manual, last.by, last.last_period) == (True, "Ann-Britt", "2024")
    assert len(store.read("grp").axes["region_code"]) == 22
    assert "TAB3138: första hämtningen" in change_report.summary(report)[0]


def test_who_is_never_empty(well, tmp_path, monkeypatch):
    """As said, else the setting ``by``; never the user of the system, who is a person."""
    monkeypatch.setenv("LOGNAME", "abc123")
    settings = well.settings(tmp_path)
    assert (settings.who(" Kim "), settings.who(), replace(settings, by="Analytikern").who("  ")) == (
        "Kim", "roll inte angiven", "Analytikern",
    )  # fmt: skip
    report = import_files(settings, "scb", [downloaded(well, tmp_path)], today=TODAY)
    assert report.tables[0].remarks[-1].endswith(" av roll inte angiven")
    assert Store(settings.store_dir).latest("grp", "TAB3138").by == "roll inte angiven"


def test_the_fetch_that_agrees_takes_over_and_says_so(well, tmp_path):
    settings = well.settings(tmp_path)
    import_files(settings, "scb", [downloaded(well, tmp_path)], today=TODAY)
    report = well.fetch(tmp_path, "grp")
    assert report.tables[0].outcome is Outcome.STORED and not report.tables[0].has_news
    assert any("hämtningen stämmer med det som lästes in manuellt" in line for line in change_report.summary(report))
    assert change_report.keep(report, settings.reports_dir)
    last = Store(settings.store_dir).latest("grp", "TAB3138")
    assert not last.manual and last.by == ""
    assert well.fetch(tmp_path, "grp").tables[0].outcome is Outcome.UNCHANGED


def test_the_fetch_that_differs_takes_over_and_says_in_how_many_cells(well, tmp_path):
    settings = well.settings(tmp_path)
    path = downloaded(well, tmp_path)
    import_files(settings, "scb", [path], today=TODAY)
    well.publisher.set_cell("TAB3138", {"Region": "23", "Tid": "2024", "ContentsCode": "NR0105AH"}, value=54321)
    table = well.fetch(tmp_path, "grp").tables[0]
    assert "skiljer sig i 1 cell från det som lästes in" in table.by_hand
    assert value(settings, "23") == 54321


def test_an_extract_touches_only_what_it_holds(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    other = value(settings, "20")
    well.publisher.revise("TAB3138")
    path = downloaded(well, tmp_path, Region=("23",), Tid=("2023", "2024"))
    report = import_files(settings, "scb", [path], today=TODAY)
    assert not report.failed, report.tables[0].failures
    grp, *_ = report.tables[0].changes
    assert (grp.revised.count, grp.withdrawn.count, grp.missing.count) == (2, 0, 0)
    assert value(settings, "20") == other


def test_a_total_that_was_left_out_by_hand_is_a_total(well, tmp_path):
    settings = well.settings(tmp_path)
    (plan,) = plans(["population_projection"])
    with connected(settings, **HASTY) as client:
        selection = {**resolve(plan.queries, client.metadata("TAB698")).selection, "Region": ("23", "2380")}
        (answer,) = client.data("TAB698", selection)
    path = tmp_path / "framskrivning.json"
    path.write_bytes(answer.body)
    report = import_files(settings, "scb", [path], today=TODAY)
    assert not report.failed, report.tables[0].failures
    assert Store(settings.store_dir).codes("population_projection")["region_code"] == ("23", "2380")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<!DOCTYPE html><html><body>Logga in</body></html>", "JSON"),
        (b'{"version": "2.0"', "JSON"),
        (b"", "JSON|empty"),
    ],
)
def test_a_broken_file_changes_nothing_and_names_the_page(well, tmp_path, content, message):
    settings = well.filled(tmp_path, "grp")
    before = files(settings.store_dir)
    path = tmp_path / "fel.json"
    path.write_bytes(content)
    report = import_files(settings, "scb", [path], table="TAB3138", today=TODAY)
    (told,) = report.tables[0].failures
    assert report.failed and re.search(message, told), told
    assert told.endswith("The file is downloaded from https://www.statistikdatabasen.scb.se/")
    assert files(settings.store_dir) == before


def test_another_unit_in_a_file_stops_only_its_indicator(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    before = Store(settings.store_dir).latest("grp", "TAB3138")
    well.publisher.change_unit("TAB3138", "NR0105AH", "tkr")
    path = downloaded(well, tmp_path)
    report = import_files(settings, "scb", [path], today=TODAY)
    (told,) = report.tables[0].failures
    assert report.failed and told.startswith("grp: ") and "but million kronor is declared" in told
    store = Store(settings.store_dir)
    assert store.latest("grp", "TAB3138") == before
    assert all(store.latest(id_, "TAB3138").manual for id_ in ("grp_per_capita", "grp_volume"))


def test_a_file_that_ends_before_what_is_stored_is_refused(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    before = files(settings.store_dir)
    path = downloaded(well, tmp_path, Tid=("2022", "2023"))
    with pytest.raises(UsageError, match="the file ends with 2023, but 2024 is stored of TAB3138"):
        import_files(settings, "scb", [path], today=TODAY)
    assert files(settings.store_dir) == before


def test_real_figures_do_not_enter_a_store_of_made_up_ones(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    path = downloaded(well, tmp_path)
    path.write_bytes(re.sub(b"(?i)demodata", b"", path.read_bytes()))
    report = import_files(settings, "scb", [path], today=TODAY)
    assert "made-up figures" in report.tables[0].failures[0]


def test_what_is_asked_for_must_be_known(well, tmp_path):
    settings = well.settings(tmp_path)
    path = tmp_path / "x.json"
    path.write_text("{}")
    with pytest.raises(UsageError, match="no source 'scbb'; known are"):
        import_files(settings, "scbb", [path])
    with pytest.raises(UsageError, match=r"fits no table\. .*TAB3138.*does not say that it is this table"):
        import_files(settings, "scb", [path])
    with pytest.raises(UsageError, match="'TAB1' is no table of scb"):
        import_files(settings, "scb", [path], table="TAB1")
    with pytest.raises(UsageError, match=r"there is no file none\.json"):
        import_files(settings, "scb", [tmp_path / "none.json"])


def test_the_raw_file_is_kept(well, tmp_path):
    settings = well.settings(tmp_path)
    path = downloaded(well, tmp_path)
    import_files(settings, "scb", [path], today=date(2026, 11, 22))
    kept = [name for name in files(settings.raw_dir) if name.startswith("scb/TAB3138/")]
    assert len(kept) == 1
