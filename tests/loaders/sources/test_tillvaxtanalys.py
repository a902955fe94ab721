"""Bankruptcies and new firms: the real export to the exact figures, the simulated tables whole, and every fault."""

from datetime import date
from functools import partial

import numpy as np
import openpyxl
import pytest

from dashboard import words
from dashboard.views import ways
from dashboard.words import Branch, Facts, Observation
from loaders.catalogue import indicator
from loaders.demo.others import _tva_figures as figures
from loaders.demo.regions import regions
from loaders.fetching.doctor import examine_all
from loaders.fetching.importing import import_files
from loaders.fetching.refresh import refresh
from loaders.ground.declarations import Level, Status
from loaders.ground.panel import STATUS_CODE
from loaders.ground.periods import Period
from loaders.ground.places import place
from loaders.ground.raw import Raw
from loaders.planning.table_plans import plans
from loaders.settings import Settings
from loaders.sources.tillvaxtanalys import SOURCE
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import HASTY, TODAY, files
from tests.loaders.sources.source_bench import filled_once, own_folder
from tests.shared import shared_file
from tests.waiting import HANG_SECONDS

COUNTY = ("bankruptcies", "bankruptcy_employees")
BY_INDUSTRY = "bankruptcy_employees_by_industry"
IDS = (*COUNTY, BY_INDUSTRY, "new_firms")
EXPORT = "figures/tillvaxtanalys/konkurser_berorda_anstallda_export_2024-06-27.xlsx"
JAMTLAND = regions().counties.index("23")


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A publisher, and a data folder filled once from it."""
    figures.by_county()  # made once, so that no hasty call waits for it
    with filled_once(tmp_path_factory.mktemp("tva"), partial(fetch, ids=IDS)) as made:
        yield made


@pytest.fixture
def settings(bench, tmp_path):
    with own_folder(bench, tmp_path) as own:
        yield own


def fetch(settings, ids=COUNTY, **options):
    return refresh(settings, ids, **{"today": TODAY, **HASTY, **options})


def one(settings, id_, code, **chosen):
    """Values of one place by period."""
    panel = Store(settings.store_dir).read(id_, regions=(code,)).take(**{k: (v,) for k, v in chosen.items()})
    return dict(zip(panel.axes["period"], panel.values.reshape(-1).tolist(), strict=True))


def test_the_real_export_comes_in_to_the_published_figures(tmp_path):
    settings = Settings(data=tmp_path)
    report = import_files(settings, "tillvaxtanalys", [shared_file(EXPORT)], by="Provläsaren", today=date(2024, 6, 28))
    assert not report.failed and report.synthetic is False
    dalarna = one(settings, "bankruptcy_employees", "20")
    assert len(dalarna) == 341
    assert (dalarna["1996-01"], dalarna["2023-12"], dalarna["2024-05"]) == (149, 1, 60)
    assert (
        sum(v for p, v in dalarna.items() if p[:4] == "1997")
        == 66 + 50 + 63 + 49 + 47 + 79 + 22 + 20 + 40 + 55 + 24 + 47
    )
    assert any("filen saknar Konkurser" in remark for remark in report.tables[0].remarks)


def test_the_tables_are_stored_exactly(bench):
    first, _ = bench
    store = Store(first.store_dir)
    for number, id_ in enumerate(COUNTY):
        panel = store.read(id_)
        assert panel.axes["region_code"] == regions().counties
        assert (panel.axes["period"][0], panel.axes["period"][-1]) == ("1996-01", "2026-10")
        assert np.array_equal(panel.values, figures.by_county()[number, :, :370])
    panel = store.read(BY_INDUSTRY)
    assert panel.shape == (14, 290, 214) and panel.axes["period"][0] == "2009-01"
    parts = figures.companies()[1][..., 156:370].sum(axis=2)
    total = panel.take(industry_group=("total",)).values[0]
    assert np.array_equal(total, parts.sum(axis=1))
    assert np.array_equal(panel.take(industry_group=("55",)).values[0], parts[:, 7])
    firms = store.read("new_firms")
    assert (firms.axes["period"][0], firms.axes["period"][-1]) == ("2011-Q1", "2026-Q2")
    assert np.array_equal(firms.values[:, :-1], figures.new_firms()[:, :61])


def test_only_the_newest_quarter_of_new_firms_is_incomplete(bench):
    first, _ = bench
    status = Store(first.store_dir).read("new_firms").status
    assert set(status[:, -1]) == {STATUS_CODE[Status.INCOMPLETE]} and not status[:, :-1].any()


def test_the_next_quarter_makes_the_one_before_whole(bench, settings):
    _, publisher = bench
    fetch(settings, ["new_firms"])
    publisher.set_today("2027-01-20")
    assert not fetch(settings, ["new_firms"], today=date(2027, 1, 20)).failed
    panel = Store(settings.store_dir).read("new_firms", regions=("23",))
    assert panel.axes["period"][-2:] == ("2026-Q2", "2026-Q3")
    assert panel.status[0, -2:].tolist() == [0, STATUS_CODE[Status.INCOMPLETE]]
    assert panel.values[0, -2] == figures.new_firms()[JAMTLAND, 61]


def test_riket_is_no_figure_of_ours():
    for id_ in (*COUNTY, "new_firms"):
        assert indicator(id_).levels == (Level.COUNTY,)
    assert indicator(BY_INDUSTRY).levels == (Level.MUNICIPALITY,)


def judged(id_, code, values, last, **more):
    """The claim of a series that ends with ``last``."""
    declared = indicator(id_)
    series = {}
    for back, value in enumerate(reversed(values)):
        period = Period(last).shift(-back)
        status = more.get("newest", Status.EMPTY) if back == 0 else Status.EMPTY
        series[period] = Observation(period, value, status)
    return words.judge(Facts.of_series(declared, place(code), series, last, TODAY))


def test_a_month_of_few_bankruptcies_is_within_usual_variation():
    usual = [6, 7, 5, 8, 6, 5, 7, 6, 6, 7, 5, 6] * 6
    text = words.sentence(judged("bankruptcies", "23", [*usual, 3], "2026-10"))
    assert text.startswith("I oktober gick 3 företag i konkurs i Jämtlands län, inom vanlig variation (")


def test_a_municipality_gets_sums_of_twelve_months_and_no_word():
    claim = judged(BY_INDUSTRY, "2380", [2.0] * 12 + [4.0] * 12, "2026-10")
    assert (claim.branch, claim.now, claim.then, claim.word) == (Branch.TWELVE_MONTHS, 48, 24, words.Word.NONE)
    text = words.sentence(claim)
    assert "48" in text and "24" in text and "fler" not in text
    assert ways.default(indicator(BY_INDUSTRY)).word == "tolv"


def test_the_newest_quarter_gets_no_word():
    claim = judged("new_firms", "23", [200.0] * 40 + [150.0], "2026-Q2", newest=Status.INCOMPLETE)
    assert claim.branch is Branch.INCOMPLETE
    assert "preliminär" in words.sentence(claim)


def test_a_folder_is_asked_once_and_nothing_more_when_nothing_is_new(bench):
    first, publisher = bench
    publisher.windows["tillvaxtanalys"].forget()
    before = files(first.data)
    assert {table.outcome.value for table in fetch(first, IDS).tables} == {"unchanged"}
    assert len(publisher.windows["tillvaxtanalys"].arrivals()) == 2
    assert files(first.data) == before


def test_an_unchanged_table_is_told_to_be_late(bench):
    first, _ = bench
    (table,) = fetch(first, ["bankruptcies"], today=date(2026, 12, 20)).tables
    assert (table.outcome.value, table.last_period) == ("unchanged", "2026-10")
    assert table.late.startswith("2026-11 väntades senast 2026-12-16")


@pytest.mark.parametrize(
    ("switches", "said"),
    [
        ({"second_file": True}, "2 names match"),
        ({"region_texts": {"23 Jämtlands län": "23 Jämtland Härjedalens län"}}, "23 Jämtland Härjedalens län"),
        ({"content_texts": {"Antal konkurser": "Ärenden", "Antal anställda berörda av konkurser": "N"}}, "fits none"),
    ],
)
def test_what_has_changed_stops_the_table_and_nothing_is_written(bench, settings, switches, said):
    _, publisher = bench
    fetch(settings)
    publisher.switch("tillvaxtanalys", **switches)
    stored = files(settings.store_dir)
    report = fetch(settings, full=True)
    assert report.failed and said in " ".join(report.tables[0].failures)
    assert files(settings.store_dir) == stored


@pytest.mark.parametrize(("enforced", "fails"), [(60_000, False), (30_000, True)])
def test_a_limit_lower_than_stated_is_met_by_halving_once(bench, settings, enforced, fails):
    _, publisher = bench
    publisher.switch("tillvaxtanalys", enforced_cells=enforced)
    (table,) = fetch(settings, [BY_INDUSTRY]).tables
    assert bool(table.failures) is fails
    assert not fails or "too many cells" in table.failures[0]


def test_a_renamed_file_that_still_fits_is_found(bench, settings):
    _, publisher = bench
    publisher.switch("tillvaxtanalys", file_names={"11_konkurser_manad_lan.px": "12_konk_manad_lan_1996.px"})
    assert not fetch(settings).failed


def test_a_content_that_is_gone_stops_its_own_indicator_only(bench, settings):
    _, publisher = bench
    publisher.switch("tillvaxtanalys", content_texts={"Antal konkurser": "Antal ärenden"})
    report = fetch(settings)
    assert report.failed and "bankruptcies" in report.tables[0].failures[0]
    assert one(settings, "bankruptcy_employees", "23")["2026-10"] == figures.by_county()[1, JAMTLAND, 369]


def test_a_period_gap_is_missing_and_reported(bench, settings):
    _, publisher = bench
    fetch(settings)
    publisher.switch("tillvaxtanalys", drop_month="2019M05")
    report = fetch(settings, full=True)
    assert report.tables[0].lacking["bankruptcies"].periods == ("2019-05",)
    assert np.isnan(one(settings, "bankruptcies", "23")["2019-05"])


def test_without_an_updated_time_the_table_is_always_fetched(bench, settings):
    _, publisher = bench
    publisher.switch("tillvaxtanalys", no_updated=True)
    assert [fetch(settings).tables[0].outcome.value for _ in range(2)] == ["stored", "stored"]


def test_the_publishers_own_totals_are_taken_where_there_are_any(bench, settings):
    first, publisher = bench
    publisher.switch("tillvaxtanalys", totals=True)
    assert not fetch(settings, [BY_INDUSTRY]).failed
    assert one(settings, BY_INDUSTRY, "2380", industry_group="total") == one(
        first, BY_INDUSTRY, "2380", industry_group="total"
    )


def test_doctor_shows_the_file_and_a_figure_for_riket_nobody_declared(bench, settings):
    _, publisher = bench
    publisher.switch("tillvaxtanalys", nation=True)
    assert not fetch(settings).failed
    rows = examine_all(settings, TODAY, IDS, **HASTY)
    assert len(rows) == 3 and not any(row.problems for row in rows)
    assert "file 11_konkurser_manad_lan.px" in rows[0].listing and rows[0].look.last_period == "2026M10"
    assert any("riket" in remark for remark in rows[0].remarks)


def test_a_saved_json_answer_comes_in_by_hand(bench, settings, tmp_path):
    import requests

    entry = "11_konkurser_manad_lan.px"
    address = (
        f"{settings.urls['tillvaxtanalys_url']}/Tillväxtanalys statistikdatabas/Konkurser och offentliga ackord/{entry}"
    )
    query = [{"code": "Län", "selection": {"filter": "item", "values": ["18"]}}]
    answer = requests.post(address, json={"query": query, "response": {"format": "json-stat2"}}, timeout=HANG_SECONDS)
    path = tmp_path / "konkurser.json"
    path.write_bytes(answer.content)
    report = import_files(settings, "tillvaxtanalys", [path], today=TODAY)
    assert not report.failed and report.synthetic
    assert one(settings, "bankruptcies", "23")["2026-10"] == figures.by_county()[0, JAMTLAND, 369]


def saved(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def read(path, id_="bankruptcies"):
    (plan,) = plans([id_])
    return SOURCE.read(plan, [Raw.from_file(path)], before=lambda _: None)


def test_a_small_export_with_both_contents_and_gaps_in_the_stub(tmp_path):
    path = saved(tmp_path / "x.xlsx", [
        ["Konkurser efter månad, län och variabel"], [],
        [None, None, "Antal konkurser", "Antal anställda berörda av konkurser"],
        ["2024M02", "23 Jämtlands län", 7, ".."], [None, "20 Dalarnas län", 11, 5],
        ["2024M01", "23 Jämtlands län", "-", 0], [None, "20 Dalarnas län", 9, 4],
        ["Senaste uppdatering:"],
    ])  # fmt: skip
    companies, employees = (part.panel.take(region_code=("20", "23")) for part in read(path).parts)
    assert companies.axes["period"] == ("2024-01", "2024-02")
    assert companies.values.tolist() == [[9, 11], [0, 7]]
    assert employees.values[0].tolist() == [4, 5] and np.isnan(employees.values[1, 1])
    assert companies.status[1, 0] == STATUS_CODE[Status.NIL] and employees.status[1, 1] == STATUS_CODE[Status.MISSING]


def test_an_export_of_a_municipality_is_summed_only_over_all_industries(tmp_path):
    groups = ["01-03", "05-39", "41-43", "45", "46", "47", "49-53", "55", "56", "58-63", "64-82", "85-99"]
    head = ["Anställda efter månad, region, bransch, juridisk form och variabel"]
    content = [None] * 4 + ["Antal anställda berörda av konkurser"]

    def rows(names):
        return [["2024M01", "2380 Östersund", name, form, 2] for name in names for form in ("AB", "HB/KB m.m.")]

    whole = saved(tmp_path / "a.xlsx", [head, content, *rows([*groups, "Bransch ospecificerad"])])
    (part,) = read(whole, BY_INDUSTRY).parts
    assert part.panel.take(industry_group=("total",), region_code=("2380",)).values.item() == 13 * 2 * 2
    some = saved(tmp_path / "b.xlsx", [head, content, *rows(groups[:3])])
    (part,) = read(some, BY_INDUSTRY).parts
    assert part.panel.axes["industry_group"] == ("01-03", "05-39", "41-43")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<!DOCTYPE html><html><body>Fel</body></html>", "not JSON"),
        (b"PK\x03\x04 cut off", "damaged or cut off"),
        ("Månad;Län\n2024M01;Jämtland".encode("latin-1"), "not JSON"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_page_to_fetch_it_from(tmp_path, body, said):
    path = tmp_path / "konkurser.xlsx"
    path.write_bytes(body)
    settings = Settings(data=tmp_path / "data")
    report = import_files(settings, "tillvaxtanalys", [path], table="konkurser-manad-lan", today=TODAY)
    (failure,) = report.tables[0].failures
    assert said in failure and "https://statistik.tillvaxtanalys.se" in failure
    assert not (settings.store_dir / "manifest.json").exists()


def test_a_month_twice_in_an_export_is_refused(tmp_path):
    path = saved(tmp_path / "x.xlsx", [
        ["Konkurser efter månad, län och variabel"], [None, None, "Antal konkurser"],
        ["2024M01", "23 Jämtlands län", 7], ["2024M01", "23 Jämtlands län", 8],
    ])  # fmt: skip
    report = import_files(Settings(data=tmp_path / "d"), "tillvaxtanalys", [path], table="konkurser-manad-lan")
    assert "comes twice" in report.tables[0].failures[0]
