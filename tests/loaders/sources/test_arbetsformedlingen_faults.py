"""Arbetsförmedlingen's files over HTTP: filled, unchanged, replaced, taken in by hand, and what goes wrong."""

from datetime import date

import numpy as np
import pytest

from loaders.demo.others._af_books import month_number, registered, vacancies_book
from loaders.demo.regions import regions
from loaders.fetching.doctor import examine_all
from loaders.fetching.importing import import_files
from loaders.fetching.refresh import refresh
from loaders.ground.declarations import Status
from loaders.ground.misfits import Role
from loaders.planning.table_plans import of_source
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import HASTY, TODAY, files
from tests.loaders.sources.af_panels import cell
from tests.loaders.sources.source_bench import filled_once, own_folder
from tests.simulated.others.arbetsformedlingen import spoil_book

AF = "arbetsformedlingen"


def short(publisher):
    publisher.switch(AF, since="2026-05")


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A publisher with short histories, and a data folder filled once from it."""
    with filled_once(tmp_path_factory.mktemp("af"), lambda own: fetch(own, "new_vacancies"), short) as made:
        yield made


@pytest.fixture
def settings(bench, tmp_path):
    with own_folder(bench, tmp_path, start=short) as own:
        yield own


def fetch(settings, *ids, **options):
    return refresh(settings, ids, today=TODAY, **{**HASTY, **options})


def test_all_three_files_fill_every_indicator_at_every_level(bench, settings):
    report = fetch(settings, *(id_ for plan in of_source(AF) for id_ in plan.indicators))
    assert not report.failed and {table.table for table in report.tables} == {
        "andel-av-bas", "tid-utan-arbete", "platser"
    }  # fmt: skip
    store = Store(settings.store_dir)
    expected = registered(month_number(2026, 5), month_number(2026, 10))["UNGK"]
    panel = store.read("af_unemployed").take(sex="women", age="18-24")
    there = {code: n for n, code in enumerate(panel.axes["region_code"])}
    for n, code in enumerate(regions().municipalities):
        if code in ("2380", "0180", "1480"):
            assert np.array_equal(panel.values[there[code]], expected[n])
    for plan in of_source(AF):
        for id_ in plan.indicators:
            held = store.read(id_)
            assert len(held.axes["region_code"]) == (1 if id_ == "af_age_limit" else 312)
            assert held.axes["period"][-1] == "2026-10"
            assert store.latest(id_, plan.table).synthetic


def test_an_unchanged_file_is_not_fetched_again(bench):
    first, _ = bench
    before = files(first.data)
    report = fetch(first, "new_vacancies")
    assert report.tables[0].outcome.value == "unchanged" and files(first.data) == before


def test_a_silent_replacement_under_the_same_name_is_noticed(bench, settings):
    _, publisher = bench
    assert not fetch(settings, "new_vacancies").failed
    publisher.switch(AF, revised=1.1)
    report = fetch(settings, "new_vacancies")
    (table,) = report.tables
    assert not report.failed and table.label == "web-platser-2026-10.xlsx"
    assert any("på nytt under samma namn" in remark for remark in table.remarks)
    assert any("SHA-256" in remark for remark in table.remarks)
    assert table.changes[0].revised.count > 0
    assert len(Store(settings.store_dir).publications("new_vacancies")) == 2


@pytest.mark.parametrize("pages", ["old", "both"])
def test_the_page_is_found_where_it_is_and_where_it_was(bench, settings, pages):
    _, publisher = bench
    publisher.switch(AF, pages=pages)
    assert not fetch(settings, "new_vacancies").failed


def test_a_month_is_there_from_the_fourteenth(bench, settings):
    _, publisher = bench
    publisher.set_today(date(2026, 11, 13))
    assert not fetch(settings, "new_vacancies").failed
    assert Store(settings.store_dir).read("new_vacancies").axes["period"][-1] == "2026-09"


@pytest.mark.parametrize(
    ("switches", "message"),
    [
        ({"named": "2026-11"}, "the newest month in it is 2026-10, not the 2026-11"),
        ({"twice": True}, "2 names match"),
        ({"trades": True}, "2 pivot caches have one field for each"),
        ({"tiny": True}, "a whole history is never under"),
    ],
)
def test_what_is_not_as_declared_is_told_and_the_store_is_unchanged(bench, settings, switches, message):
    _, publisher = bench
    assert not fetch(settings, "new_vacancies").failed
    before = files(settings.store_dir)
    publisher.switch(AF, **switches)
    report = fetch(settings, "new_vacancies")
    assert report.failed and message in report.tables[0].failures[0], report.tables[0].failures
    assert files(settings.store_dir) == before


def test_a_text_where_a_figure_should_be_stops_only_its_indicator(bench, settings):
    _, publisher = bench
    assert not fetch(settings, "new_vacancies").failed
    store = Store(settings.store_dir)
    before = store.publications("all_vacancies")
    publisher.switch(AF, text="ca 40")
    (table,) = fetch(settings, "new_vacancies").tables
    (told,) = table.failures
    assert told.startswith("all_vacancies: ") and "neither a figure nor a known symbol" in told
    assert store.publications("all_vacancies") == before
    assert len(store.publications("new_vacancies")) == 2


def test_a_place_that_lacks_is_stored_as_missing_and_its_county_as_a_lower_bound(bench, settings):
    _, publisher = bench
    assert not fetch(settings, "af_unemployed").failed
    publisher.switch(AF, drop_place="Åre")
    report = fetch(settings, "af_unemployed")
    assert not report.failed and report.tables[0].lacking["af_unemployed"].regions == ("2321",)
    held = Store(settings.store_dir).read("af_unemployed")
    assert cell(held, "2321", sex="total", age="16-66")[0] is None
    assert cell(held, "23", sex="total", age="16-66")[1] is Status.LOWER_BOUND


def test_a_field_that_is_gone_stops_its_indicators_and_not_the_others(bench, settings):
    _, publisher = bench
    publisher.switch(AF, rename={"UNGAK": "UNGAAK"})
    report = fetch(settings, "af_unemployed_by_birth")
    assert report.failed
    told = " ".join(report.tables[0].failures)
    assert "none for UNGAK" in told
    assert "af_unemployed_share cannot be computed without af_unemployed and af_labour_force" in told
    (misfit,) = report.tables[0].misfits
    assert (misfit.table, misfit.role, misfit.declared) == ("andel-av-bas", Role.FIELD, "UNGAK")
    assert misfit.likeliest[0].name == "UNGAAK" and "the likeliest are 'UNGAAK'" in told
    assert Store(settings.store_dir).read("af_unemployed_by_birth").values.size


def test_a_file_downloaded_by_hand_is_taken_in_whatever_it_is_called(bench, settings, tmp_path):
    path = tmp_path / "hämtad fil (2).xlsx"
    spoil_book(vacancies_book((2026, 10)), {"since": "2026-05"}).write(path)
    from loaders.demo.others import marked_workbook

    path.write_bytes(marked_workbook(path.read_bytes()))
    report = import_files(settings, AF, [path], by="Provläsaren", today=TODAY)
    assert not report.failed and report.tables[0].table == "platser"
    by_hand = Store(settings.store_dir).read("new_vacancies").values
    assert not fetch(settings, "new_vacancies").failed
    assert np.array_equal(Store(settings.store_dir).read("new_vacancies").values, by_hand)


def test_doctor_lists_caches_and_fields_and_what_was_found(bench, settings):
    (examined,) = examine_all(settings, TODAY, ["new_vacancies"], **HASTY)
    assert examined.is_well and len(examined.listing) == 3
    assert {row.declared for row in examined.unverified} >= {"^NYA|NYANM", "^KOM"}
    assert examined.page_url.endswith("tidsserier")
