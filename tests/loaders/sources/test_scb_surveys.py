"""AKU and vacancies: tables found by title or name, two tables that meet at a break, margins where there are any."""

from datetime import date

import numpy as np
import pytest

from dashboard import words
from dashboard.data.series import Data
from dashboard.views import judged
from dashboard.views.scene import scene
from dashboard.views.selection import Selection
from dashboard.words import Branch, Facts, Observation
from loaders.catalogue import indicator
from loaders.demo.tables.survey_tables import AKU, BUSINESS_OPENINGS, NEW_VACANCIES, OLD_VACANCIES, OPENINGS
from loaders.fetching.refresh import refresh
from loaders.ground.places import place
from loaders.planning.table_plans import plans
from loaders.publishers import simulated
from loaders.settings import Settings
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import HASTY, TODAY, files
from tests.simulated import running_publisher

IDS = ("lfs_unemployment", "job_vacancies")
LOR = ("lor_vacancies", "lor_vacancies_business", "lor_vacancies_adjusted")


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A publisher, and a data folder filled once from it."""
    with running_publisher(today=TODAY, calls_per_window=1000, time_window=1) as (url, publisher):
        first = Settings(data=tmp_path_factory.mktemp("surveys"), scb_url=url, urls=simulated(url))
        assert not fetch(first, (*IDS, *LOR)).failed
        yield first, publisher


@pytest.fixture
def settings(bench, tmp_path):
    first, publisher = bench
    yield Settings(data=tmp_path, scb_url=first.scb_url, urls=first.urls)
    publisher.reset()


def fetch(settings, ids=IDS, **options):
    return refresh(settings, ids, **{"today": TODAY, **HASTY, **options})


def entitled(monkeypatch, publisher, table, title, **more):
    """The publisher lists a table under another title, or name."""
    from dataclasses import replace

    from loaders.demo.tables.all_tables import TABLES

    monkeypatch.setitem(TABLES, table.id, replace(table, sv=title, **more))
    publisher.changes += 1


def test_margins_are_fetched_beside_the_figures(bench):
    first, _ = bench
    store = Store(first.store_dir)
    rate, margin = store.read("lfs_unemployment"), store.read("lfs_unemployment_margin")
    assert rate.axes == margin.axes and len(rate.axes["region_code"]) == 22
    assert (rate.axes["period"][0], rate.axes["period"][-1]) == ("2005-Q1", "2026-Q3")
    jamtland = rate.axes["region_code"].index("23")
    assert margin.values[jamtland, -1] == 1.9 and margin.values[0, -1] == 0.3
    assert not np.isnan(rate.values).any()


def test_one_download_for_figures_and_margins():
    (plan,) = plans(["lfs_unemployment"])
    assert plan.indicators == ("lfs_unemployment", "lfs_unemployment_margin")
    assert {part.table for part in plans(["job_vacancies"])} == {
        "lediga-jobb-lan-kvartal-2006", "lediga-jobb-lan-kvartal",
    }  # fmt: skip


def test_two_tables_meet_at_the_break(bench):
    first, _ = bench
    panel = Store(first.store_dir).read("job_vacancies", regions=("23",))
    assert (panel.axes["period"][0], panel.axes["period"][-1]) == ("2006-Q1", "2026-Q2")
    assert not np.isnan(panel.values).any()
    tables = [panel.publications[n].table for n in panel.publication[0]]
    assert tables[72:74] == ["lediga-jobb-lan-kvartal-2006", "lediga-jobb-lan-kvartal"]
    assert panel.axes["period"][72:74] == ("2024-Q1", "2024-Q2")
    assert [found.period for found in indicator("job_vacancies").breaks] == ["2015-Q2", "2024-Q2"]


@pytest.mark.parametrize(
    ("period", "branch"),
    [
        ("2024-Q1", Branch.SURVEY),
        ("2024-Q2", Branch.INCOMPARABLE),
        ("2025-Q1", Branch.INCOMPARABLE),
        ("2025-Q2", Branch.SURVEY),
    ],
)
def test_vacancies_are_never_compared_across_the_new_survey_of_2024(bench, period, branch):
    first, _ = bench
    data = Data(Store(first.store_dir), today=lambda: TODAY)
    claim = judged.judged(scene(Selection(indicator="job_vacancies"), data), data, place("23"), period)
    assert claim.branch is branch


def test_no_id_is_declared():
    declared = "".join(repr(indicator(id_).queries) for id_ in (*IDS, "lfs_unemployment_margin"))
    assert "TAB" not in declared


def test_another_title_is_found_by_the_name_the_table_has(bench, settings, monkeypatch):
    _, publisher = bench
    entitled(monkeypatch, publisher, AKU, "Arbetskraften efter län")
    report = fetch(settings, ["lfs_unemployment"])
    assert not report.failed and report.tables[0].label.startswith("Arbetskraften efter län")


@pytest.mark.parametrize(
    ("title", "said"),
    [("Arbetskraften efter län", "no names match"), (AKU.sv, "2 names match")],
)
def test_neither_found_by_title_nor_by_name_stops_and_says_what_there_is(bench, settings, monkeypatch, title, said):
    _, publisher = bench
    fetch(settings, ["lfs_unemployment"])
    stored = files(settings.store_dir)
    entitled(monkeypatch, publisher, AKU, title, name="")
    entitled(monkeypatch, publisher, NEW_VACANCIES, AKU.sv if said.startswith("2") else NEW_VACANCIES.sv)
    report = fetch(settings, ["lfs_unemployment"], full=True)
    told = " ".join(report.tables[0].failures)
    assert report.failed and said in told and "Searched by name (NAKUBefolkningLK) it has: nothing" in told
    assert files(settings.store_dir) == stored


@pytest.mark.parametrize("id_", LOR)
def test_vacancies_of_the_survey_that_replaced_the_old_are_stored_as_the_tables_have_them(bench, id_):
    first, _ = bench
    panel = Store(first.store_dir).read(id_)
    riket_alone = id_ == "lor_vacancies_adjusted"
    assert len(panel.axes["region_code"]) == (1 if riket_alone else 22)
    assert panel.axes["period"][0] == ("2009-Q1" if riket_alone else "2024-Q2")
    assert not np.isnan(panel.values).any()


def test_margins_are_taken_where_the_table_has_them_and_only_remarked_on_where_not(bench, settings):
    first, publisher = bench
    assert not np.isnan(Store(first.store_dir).read("lor_vacancies_business_margin").values).any()
    publisher.drop_value(BUSINESS_OPENINGS.id, "ContentsCode", "000097101")
    report = fetch(settings, ["lor_vacancies_business"])
    assert not report.failed
    assert any("lor_vacancies_business_margin: tabellen har det inte" in said for said in report.tables[0].remarks)
    assert Store(settings.store_dir).indicators() == ("lor_vacancies_business",)
    data = Data(Store(settings.store_dir), today=lambda: TODAY)
    claim = judged.judged(scene(Selection(indicator="lor_vacancies_business"), data), data, place("23"), "2026-Q2")
    assert claim.branch is Branch.SURVEY and claim.facts.margin_now is None
    assert "±" not in words.sentence(claim)


def regions(publisher, table, *labels, code="SE{}"):
    """The table's counties become areas of another division."""
    for n, value in enumerate(table.variables[0].values[1:], 1):
        if n <= len(labels):
            publisher.recode_value(
                table.id, "Region", value.code, code.format(n) if code else value.code, labels[n - 1]
            )
        else:
            publisher.drop_value(table.id, "Region", value.code)


def test_a_table_of_other_areas_than_counties_gives_riket_and_says_what_it_has(bench, settings):
    _, publisher = bench
    regions(publisher, OPENINGS, "Stockholm", "Östra Mellansverige")
    report = fetch(settings, ["lor_vacancies"])
    assert not report.failed
    assert any("inte län utan SE1 Stockholm, SE2 Östra Mellansverige" in said for said in report.tables[0].remarks)
    panel = Store(settings.store_dir).read("lor_vacancies")
    assert [
        code for code, row in zip(panel.axes["region_code"], panel.values, strict=True) if not np.isnan(row).all()
    ] == ["00"]


def test_areas_with_the_codes_of_counties_never_pass_for_counties(bench, settings):
    _, publisher = bench
    regions(publisher, OPENINGS, "Norra Mellansverige", "Mellersta Norrland", code="")
    report = fetch(settings, ["lor_vacancies"])
    assert "has codes of counties for something else (01 Norra Mellansverige" in " ".join(report.tables[0].failures)
    assert not Store(settings.store_dir).indicators()


def test_a_new_table_that_begins_later_than_the_declared_break_is_refused(bench, settings):
    _, publisher = bench
    for quarter in ("2024K2", "2024K3"):
        publisher.drop_value(NEW_VACANCIES.id, "Tid", quarter)
    report = fetch(settings, ["job_vacancies"])
    failures = " ".join(text for table in report.tables for text in table.failures)
    assert "begins with 2024-Q4, but the break is declared at 2024-Q2" in failures
    stored = Store(settings.store_dir).publications("job_vacancies")
    assert [publication.table for publication in stored] == ["lediga-jobb-lan-kvartal-2006"]


def test_an_ended_table_is_found_among_the_discontinued(bench):
    first, _ = bench
    assert OLD_VACANCIES.discontinued
    assert Store(first.store_dir).latest("job_vacancies", "lediga-jobb-lan-kvartal-2006").last_period == "2024K1"


def test_the_page_gives_the_margin_to_the_words(bench):
    first, _ = bench
    data = Data(Store(first.store_dir), today=lambda: TODAY)
    claim = judged.judged(scene(Selection(indicator="lfs_unemployment"), data), data, place("23"), "2026-Q3")
    assert (claim.branch, claim.facts.margin_now, claim.facts.margin_then) == (Branch.SURVEY, 1.9, 1.9)
    assert "(±1,9)" in words.sentence(claim)


@pytest.mark.parametrize(
    ("now", "said"),
    [(6.1, "är inte statistiskt säkerställd."), (8.4, "högre än")],
)
def test_a_difference_within_the_margins_is_not_certain(now, said):
    """6,1 ± 1,9 against 5,2 ± 1,8: √(1,9² + 1,8²) = 2,6, more than 0,9 and less than 3,2."""
    declared = indicator("lfs_unemployment")
    series = {p: Observation(p, v) for p, v in (("2025-Q3", 5.2), ("2026-Q3", now))}
    facts = Facts.of_series(
        declared, place("23"), series, "2026-Q3", date(2026, 11, 23), margin_now=1.9, margin_then=1.8
    )
    assert said in words.sentence(words.judge(facts))


def test_no_comparison_across_the_redesign_of_2021():
    declared = indicator("lfs_unemployment")
    series = {p: Observation(p, 6.0) for p in ("2020-Q3", "2021-Q3")}
    facts = Facts.of_series(
        declared, place("23"), series, "2021-Q3", date(2021, 11, 23), margin_now=1.9, margin_then=1.8
    )
    assert words.judge(facts).branch is Branch.INCOMPARABLE
