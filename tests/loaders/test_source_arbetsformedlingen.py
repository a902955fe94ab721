"""Arbetsförmedlingen's workbooks: sums by hand, what is hidden, fields found by pattern, and what goes wrong."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.words import Facts, Observation, judge, sentence
from loaders.catalogue import CATALOGUE, indicator
from loaders.demo.others._af_books import month_number, registered, vacancies_workbook
from loaders.demo.regions import regions
from loaders.demo.server import running_publisher
from loaders.demo.workbooks import Sheet, plain_cache, write_workbook
from loaders.doctor import examine_all
from loaders.errors import SourceChanged
from loaders.importing import import_files
from loaders.model import Severity, Status
from loaders.panel import STATUSES
from loaders.places import all_places, codes_at, is_residual, place
from loaders.plan import of_source, plans
from loaders.publishers import simulated
from loaders.refresh import refresh
from loaders.settings import Settings
from loaders.sources import af_sums
from loaders.sources.af_records import Column, Records, refs
from loaders.sources.arbetsformedlingen import SOURCE
from loaders.sources.base import Raw
from loaders.store import Store
from tests.loaders.fetching import HASTY, TODAY, files
from tests.shared import SHARED

AF = "arbetsformedlingen"
COUNTIES = [place(code).name for code in codes_at(["län"])]
GROUPS = [
    "TOT",
    "KVI",
    "MAN",
    "UNG",
    "UNGK",
    "UNGM",
    "GAM",
    "GAMK",
    "GAMM",
    "INR",
    "INRK",
    "INRM",
    "UTR",
    "UTRK",
    "UTRM",
]


def plan_of(id_):
    (found,) = plans([id_])
    return found


def read(path, id_, name=None):
    raw = Raw.from_file(path)
    reading = SOURCE.read(plan_of(id_), [raw], before=lambda _: None)
    return {part.indicator.id: part.panel for part in reading.parts}, reading


def cell(panel, region, period="2026-10", **where):
    """Value, status (None for a cell without a row) and symbol."""
    found = panel.take(region_code=region, period=period, **where)
    value = float(found.values)
    status = STATUSES[int(found.status)] if found.has_row else None
    return (None if np.isnan(value) else value), status, found.symbols[int(found.symbol)]


def bas_book(tmp_path, rows, name="web-inskrivna-arbetslosa-andel-av-bas-2026-10.xlsx", fields=None):
    """A BAS workbook: rows are (county, municipality, {group: (SOK, AK)}), other groups 100 of 1 000."""
    fields = fields or ["PERIOD", "LAN", "KOM", *(f"{group}{end}" for group in GROUPS for end in ("SOK", "AK"))]
    others = [(county, "Uppgift saknas", dict.fromkeys(GROUPS, (0, None))) for county in COUNTIES]
    records = [
        ("2026-10", county, municipality, *(n for group in GROUPS for n in given.get(group, (100, 1000.0))))
        for county, municipality, given in [*rows, *others]
        if (county, municipality) == ("Jämtlands län", "Uppgift saknas") or given is not None
    ]
    if any(row[:2] == ("Jämtlands län", "Uppgift saknas") for row in rows):
        records = [r for r in records if r[1:3] != ("Jämtlands län", "Uppgift saknas") or r[3] != 0]
    cache = plain_cache(fields, records, own=fields[3:], calculated=["ANDEL"])
    return write_workbook(tmp_path / name, [cache], [Sheet("Andel", [["Riket"]])])


def test_counties_and_nation_are_sums_of_rows_and_shares_sums_over_sums(tmp_path):
    path = bas_book(
        tmp_path,
        [
            ("Jämtlands län", "Åre", {"TOT": (200, 7000.25)}),
            ("Jämtlands län", "Berg", {"TOT": (150, 2999.75)}),
            ("Jämtlands län", "Uppgift saknas", {"TOT": (7, None)}),
            ("Uppgift saknas", "Uppgift saknas", {"TOT": (119, None)}),
            ("Dalarnas län", "Falun", {"TOT": (1000, 30000.0)}),
        ],
    )
    found, reading = read(path, "af_unemployed")
    total = {"sex": "total", "age": "16-66"}
    persons, share = found["af_unemployed"], found["af_unemployed_share"]
    assert cell(persons, "2321", **total) == (200, Status.EMPTY, "")
    # Six municipalities of the county have no row, so its sum is the least it can be: 200 + 150 + 7.
    assert cell(persons, "23", **total) == (357, Status.LOWER_BOUND, "")
    assert cell(persons, "00", **total)[0] == 200 + 150 + 7 + 119 + 1000
    assert cell(share, "2326", **total)[0] == pytest.approx(100 * 150 / 2999.75)
    assert cell(found["af_labour_force"], "2321", **total)[0] == 7000.25
    assert reading.last_period == "2026-10"


def whole_county(**given):
    """Every municipality of the county, 100 of 1 000 in each group unless given."""
    return [("Jämtlands län", all_places()[code].name, given.get(all_places()[code].name, {}))
            for code in codes_at(["kommun"]) if code.startswith("23")]  # fmt: skip


def test_a_whole_county_is_a_plain_sum_with_those_of_unknown_municipality(tmp_path):
    path = bas_book(tmp_path, [*whole_county(), ("Jämtlands län", "Uppgift saknas", {"TOT": (7, None)})])
    found, _ = read(path, "af_unemployed")
    total = {"sex": "total", "age": "16-66"}
    assert cell(found["af_unemployed"], "23", **total) == (807, Status.EMPTY, "")
    assert cell(found["af_labour_force"], "23", **total) == (8000, Status.EMPTY, "")
    assert cell(found["af_unemployed_share"], "23", **total)[0] == pytest.approx(100 * 807 / 8000)


def test_under_five_is_hidden_with_the_other_half_of_its_pair(tmp_path):
    """3 young women: with 12 young in all, the 9 young men would tell; 0 is shown."""
    given = {"UNG": (12, 100.0), "UNGK": (3, 50.0), "UNGM": (9, 50.0), "GAMK": (0, 80.0), "GAMM": (5, 80.0)}
    found, _ = read(bas_book(tmp_path, whole_county(Ragunda=given)), "af_unemployed")
    persons, share = found["af_unemployed"], found["af_unemployed_share"]
    assert cell(persons, "2303", sex="women", age="18-24") == (None, Status.SUPPRESSED, "<5")
    assert cell(persons, "2303", sex="men", age="18-24") == (None, Status.SUPPRESSED, "")
    assert cell(persons, "2303", sex="total", age="18-24") == (12, Status.EMPTY, "")
    assert cell(persons, "2303", sex="women", age="55-64") == (0, Status.EMPTY, "")
    assert cell(persons, "2303", sex="men", age="55-64") == (5, Status.EMPTY, "")
    assert cell(share, "2303", sex="women", age="18-24")[1] is Status.SUPPRESSED
    assert cell(share, "2303", sex="total", age="18-24")[0] == pytest.approx(12.0)
    assert cell(found["af_labour_force"], "2303", sex="women", age="18-24") == (50, Status.EMPTY, "")


def test_a_suppressed_figure_in_the_pivot_cache_makes_the_county_a_lower_bound(tmp_path):
    found, _ = read(bas_book(tmp_path, whole_county(Berg={"INR": ("<5", 900.0)})), "af_unemployed_by_birth")
    persons = found["af_unemployed_by_birth"]
    assert cell(persons, "2326", sex="total", birth_region="sweden") == (None, Status.SUPPRESSED, "<5")
    assert cell(persons, "23", sex="total", birth_region="sweden") == (700, Status.LOWER_BOUND, "")
    # The share is the lowest it can be: 0 to 4 persons are hidden.
    assert cell(found["af_unemployed_share_by_birth"], "23", sex="total", birth_region="sweden")[0] == pytest.approx(
        100 * 700 / 7900
    )


def duration_book(tmp_path, rows, origins, header="FÖDELSELAND"):
    lengths = [f"Utan arbete mer än {n} månader" for n in (6, 12, 24)]
    columns = ["PERIOD", "LÄN", "KOMMUN", "ARBETSLÖSA", *lengths]
    others = [("2026-10", county, "Uppgift saknas", 5, 5, 5, 5) for county in COUNTIES if county != "Jämtlands län"]
    top = [["Inskrivna arbetslösa"], [], ["Källa"], []]
    split = [(*row[:3], "Sverige", *row[3:]) for row in others]
    return write_workbook(
        tmp_path / "web-inskrivna-arbetslosa-tid-utan-arbete-lan-kom-2026-10.xlsx",
        sheets=[
            Sheet("Info", [["Under 5 visas inte"]]),
            Sheet("Total", [*top, columns, *(("2026-10", "Jämtlands län", *row) for row in rows), *others]),
            Sheet("Kön", [*top, [*columns[:3], "KOEN", *columns[3:]]]),
            Sheet(
                "Födelseland",
                [*top, [*columns[:3], header, *columns[3:]],
                 *(("2026-10", "Jämtlands län", *row) for row in origins),
                 *split, *((*row[:3], "Europa", *row[4:]) for row in split),
                 *((*row[:3], "Övriga länder", *row[4:]) for row in split)],
            ),
        ],
    )  # fmt: skip


@pytest.fixture
def durations(tmp_path):
    names = [all_places()[code].name for code in codes_at(["kommun"]) if code.startswith("23")]
    rows = [(name, 100, 60, 40, 20) for name in names if name != "Bräcke"] + [("Bräcke", 30, 9, "<5", "<5")]
    origins = [(name, label, 30, 20, 10, 6) for name in names for label in ("Sverige", "Europa", "Övriga länder")
               if (name, label) not in (("Bräcke", "Europa"), ("Berg", "Europa"))]  # fmt: skip
    origins.append(("Bräcke", "Europa", 6, "<5", "<5", "<5"))
    return read(duration_book(tmp_path, rows, origins), "long_term_12m")


def test_a_suppressed_cell_makes_the_county_a_lower_bound_never_a_zero(durations):
    found, _ = durations
    persons, share = found["long_term_unemployed"], found["long_term_12m"]
    assert cell(persons, "2305", birth_region="total") == (None, Status.SUPPRESSED, "<5")
    assert cell(share, "2305", birth_region="total")[1] is Status.SUPPRESSED
    assert cell(persons, "23", birth_region="total") == (7 * 40, Status.LOWER_BOUND, "")
    assert cell(share, "23", birth_region="total") == (pytest.approx(100 * 280 / 730), Status.LOWER_BOUND, "")
    assert cell(share, "2321", birth_region="total") == (40.0, Status.EMPTY, "")


def test_born_abroad_is_europe_and_the_rest_with_what_is_hidden_in_either(durations):
    found, _ = durations
    persons = found["long_term_unemployed"]
    assert cell(persons, "2321", birth_region="abroad") == (20, Status.EMPTY, "")
    assert cell(persons, "2305", birth_region="abroad") == (10, Status.LOWER_BOUND, "")  # Europe is <5
    assert cell(persons, "2326", birth_region="abroad") == (10, Status.LOWER_BOUND, "")  # Europe has no row
    assert cell(persons, "2326", birth_region="sweden") == (10, Status.EMPTY, "")
    # Berg's missing row may hide 4 unemployed too: 10 of at most 30 + 4.
    assert cell(found["long_term_12m"], "2326", birth_region="abroad")[0] == pytest.approx(100 * 10 / 34)


def test_the_columns_found_on_the_flat_sheets_are_told_as_they_are_written(durations):
    _, reading = durations
    told = {(row.declared, row.code, row.label) for row in reading.found}
    assert ("mer än 12 mån", "Utan arbete mer än 12 månader", "sheet Total") in told
    assert any(code == "Övriga länder" for _, code, _ in told)
    assert any(line.startswith("sheet Födelseland: PERIOD | LÄN") for line in reading.listing)


def test_a_renamed_column_of_the_flat_sheets_is_told_with_what_there_is(tmp_path):
    path = duration_book(tmp_path, [("Åre", 9, 9, 9, 9)], [("Åre", "Sverige", 9, 9, 9, 9)], header="URSPRUNG")
    with pytest.raises(SourceChanged, match="URSPRUNG"):
        read(path, "long_term_12m")


@pytest.mark.parametrize("seed", range(6))
def test_the_vacancies_fields_are_found_whatever_they_are_called(tmp_path, seed):
    path = tmp_path / "web-platser-2026-10.xlsx"
    vacancies_workbook(path, (2026, 10), {"seed": seed, "since": "2026-09"})
    found, reading = read(path, "new_vacancies")
    first = tmp_path / "first.xlsx"
    vacancies_workbook(first, (2026, 10), {"seed": 0, "since": "2026-09"})
    same, _ = read(first, "new_vacancies")
    for id_ in ("new_vacancies", "all_vacancies"):
        assert np.array_equal(found[id_].values, same[id_].values)
        municipal = [n for n, code in enumerate(found[id_].axes["region_code"]) if len(code) == 4]
        # 3 or 4 in each county's residual row and in the one without county: 22 rows
        extra = 22 * (3 if id_ == "new_vacancies" else 4)
        assert found[id_].values[0, -1] == found[id_].values[municipal, -1].sum() + extra
    assert all(row.code and not row.verified for row in reading.found)
    assert len(reading.listing) == 3 and "YRKESOMRADE" in reading.listing[2]


def test_a_municipality_in_two_counties_is_not_counted_twice_nor_guessed(tmp_path):
    """Heby went from Västmanland to Uppsala län in 2007, and stands in both around then."""
    path = bas_book(tmp_path, [
        ("Uppsala län", "Heby", {"TOT": (300, 6000.0)}), ("Västmanlands län", "Heby", {"TOT": (300, 6000.0)}),
    ])  # fmt: skip
    found, reading = read(path, "af_unemployed")
    persons = found["af_unemployed"]
    assert cell(persons, "0331", sex="total", age="16-66") == (None, Status.MISSING, "två län")
    assert cell(persons, "03", sex="total", age="16-66")[0] == 300
    assert any("två län" in remark for remark in reading.remarks)


@st.composite
def handful(draw):
    """Records of two municipalities in the county, one elsewhere, and people of unknown place."""
    places_known = st.sampled_from(
        [("Jämtlands län", "Åre"), ("Jämtlands län", "Berg"), ("Dalarnas län", "Falun"), ("Jämtlands län", None),
         ("Jämtlands län", "Uppgift saknas"), (None, None), ("Uppgift saknas", "Uppgift saknas")]
    )  # fmt: skip
    figure = st.integers(0, 400).map(str) | st.just("<5") | st.none()
    rows = draw(st.lists(st.tuples(places_known, st.sampled_from(["2026-09", "2026-10"]), figure), max_size=12))
    return [(county, None, month, "0") for county in COUNTIES for month in ("2026-09", "2026-10")] + [
        (county, municipality, month, figure) for (county, municipality), month, figure in rows
    ]


def column(name, texts):
    known = list(dict.fromkeys(text for text in texts if text is not None))
    return Column(name, np.array([known.index(t) if t is not None else -1 for t in texts], np.int32), tuple(known))


@given(handful())
def test_sums_are_those_of_a_plain_loop_whatever_the_rows(rows):
    (query,) = indicator("new_vacancies").queries
    names = ("LAN", "KOMMUN", "PERIOD", "NYA")
    columns = {
        ref: column(name, [row[n] for row in rows])
        for n, (ref, name) in enumerate(zip(refs(query), names, strict=True))
    }
    records = Records("a test", columns, unique=False)
    at = af_sums.located(records, query, AF)
    found = af_sums.panel(
        af_sums.stacked([af_sums.sums(records, columns[refs(query)[-1]], at)]),
        indicator("new_vacancies"),
        query,
        at,
        {},
    )
    inside = {
        "2321": lambda county, municipality: municipality == "Åre",
        "23": lambda county, _: county == "Jämtlands län",
        "00": lambda *_: True,
    }
    for region, belongs in inside.items():
        for month in ("2026-09", "2026-10"):
            texts = [(m, f) for c, m, p, f in rows if p == month and belongs(c, m)]
            stated = [int(figure) for _, figure in texts if figure not in (None, "<5")]
            unknown = [figure for m, figure in texts if figure == "<5" or (figure is None and not is_residual(m))]
            value, status, _ = cell(found, region, month)
            if not unknown and stated:
                assert (value, status) == (sum(stated), Status.EMPTY)
            elif sum(stated):
                assert (value, status) == (sum(stated), Status.LOWER_BOUND)
            elif unknown:
                assert value is None and status in (Status.SUPPRESSED, Status.MISSING)
                assert (status is Status.SUPPRESSED) == ("<5" in unknown)


def test_the_breaks_touch_totals_and_the_oldest_never_the_young():
    for id_ in ("af_unemployed", "af_unemployed_share"):
        breaks = [b for b in indicator(id_).breaks if b.severity is Severity.INCOMPARABLE]
        assert [b.period for b in breaks] == ["2023-01", "2026-01"]
        for found in breaks:
            assert found.concerns({"sex": "total", "age": "16-66"}) and found.concerns({"sex": "men", "age": "55-64"})
            assert not found.concerns({"sex": "total", "age": "18-24"})
    (caution,) = [b for b in indicator("af_unemployed_share").breaks if b.severity is Severity.CAUTION]
    assert caution.concerns({"sex": "total", "age": "18-24"})


def test_the_sentence_across_the_break_is_the_model_sentence():
    """Sentence 13 of the published rule, with the declaration as it is."""
    series = {period: Observation(period, value) for period, value in (("2025-10", 2400.0), ("2026-10", 2310.0))}
    declared, today = CATALOGUE["af_unemployed"], date(2026, 11, 23)
    said = sentence(judge(Facts.of_series(declared, place("23"), series, "2026-10", today)))
    assert said == (
        "I oktober var 2\u00a0310 personer inskrivna som arbetslösa i Jämtlands län. "
        "Siffran jämförs inte med oktober i fjol, eftersom även 66-åringar räknas från januari 2026."
    )
    young = judge(Facts.of_series(declared, place("23"), series, "2026-10", today, slice={"age": "18-24"}))
    assert "jämförs inte" not in sentence(young)


# Over HTTP: the page, the file, the store


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A publisher with short histories, and a data folder filled once from it."""
    with running_publisher(today=TODAY, calls_per_window=1000, time_window=1) as (url, publisher):
        publisher.switch(AF, since="2026-05")
        first = Settings(data=tmp_path_factory.mktemp("af"), scb_url=url, urls=simulated(url))
        assert not fetch(first, "new_vacancies").failed
        yield first, publisher


@pytest.fixture
def settings(bench, tmp_path):
    first, publisher = bench
    yield Settings(data=tmp_path, scb_url=first.scb_url, urls=first.urls)
    publisher.reset()
    publisher.set_today(TODAY)
    publisher.switch(AF, since="2026-05")


def fetch(settings, *ids, **options):
    return refresh(settings, ids, today=TODAY, **{**HASTY, "timeout": (2.0, 20.0), "deadline": 30.0, **options})


def test_all_three_files_fill_every_indicator_at_every_level(bench, settings):
    report = fetch(settings, *(id_ for plan in of_source(AF) for id_ in plan.indicators))
    assert not report.failed and {table.table for table in report.tables} == {
        "andel-av-bas", "tid-utan-arbete", "platser"
    }  # fmt: skip
    store = Store(settings.store_dir)
    expected = registered(month_number(2026, 5), month_number(2026, 10), 1.0)["UNGK"]
    panel = store.read("af_unemployed").take(sex="women", age="18-24")
    there = {code: n for n, code in enumerate(panel.axes["region_code"])}
    for n, code in enumerate(regions().municipalities):
        if code in ("2380", "0180", "1480"):
            assert np.array_equal(panel.values[there[code]], expected[n])
    for plan in of_source(AF):
        for id_ in plan.indicators:
            held = store.read(id_)
            assert len(held.axes["region_code"]) == 312 and held.axes["period"][-1] == "2026-10"
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


DOWNLOAD = f"/{AF}/download/"
FAULTS = {
    "moved page": ({"pages": "gone"}, None, f"import {AF} FILE"),
    "month in the name": ({"named": "2026-11"}, None, "the newest month in it is 2026-10, not the 2026-11"),
    "renamed field": ({"seed": 0, "rename": {"PERIOD": "TIDPUNKT"}}, None, "none for /^PERIOD"),
    "two files": ({"twice": True}, None, "2 names match"),
    "two caches": ({"trades": True}, None, "2 pivot caches have one field for each"),
    "period gap": ({"drop_month": "2026-07"}, None, "without 2026-07"),
    "duplicate key": ({"double_key": True}, None, "keys occur twice"),
    "new municipality": ({"strange_place": "Nya Åre"}, None, "no Swedish municipality is called 'Nya Åre'"),
    "wrong encoding": ({"strange_place": "Ã–stersund"}, None, "no Swedish municipality is called 'Ã–stersund'"),
    "text in a cell": ({"text": "ca 40"}, None, "neither a figure nor a known symbol"),
    "too small": ({"tiny": True}, None, "a whole history is never under"),
    "HTML instead of a workbook": ({"revised": 2.0}, {"kind": "html", "path": DOWNLOAD}, "no usable answer"),
    "truncated": ({"revised": 2.0}, {"kind": "short", "path": DOWNLOAD}, "no usable answer"),
    "429": ({"revised": 2.0}, {"kind": "status", "status": 429, "path": f"/{AF}/"}, "429"),
    "500": ({"revised": 2.0}, {"kind": "status", "status": 500, "path": f"/{AF}/"}, "500"),
    "stall": ({"revised": 2.0}, {"kind": "stall_body", "path": f"/{AF}/statistik", "seconds": 3}, "no usable answer"),
    "empty": ({"revised": 2.0}, {"kind": "empty", "path": f"/{AF}/"}, "no usable answer"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_and_the_store_is_unchanged(bench, settings, fault):
    switches, disturbance, message = FAULTS[fault]
    _, publisher = bench
    assert not fetch(settings, "new_vacancies").failed
    before = files(settings.store_dir)
    publisher.switch(AF, **switches)
    if disturbance:
        publisher.disturb(times=30, **disturbance)
    hasty = {"timeout": (2.0, 0.4), "deadline": 2.0} if fault == "stall" else {}
    report = fetch(settings, "new_vacancies", **hasty)
    assert report.failed, fault
    assert message in report.tables[0].failures[0], report.tables[0].failures
    assert "stay in use" in report.tables[0].failures[0]
    assert files(settings.store_dir) == before


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
    assert Store(settings.store_dir).read("af_unemployed_by_birth").values.size


def test_a_file_downloaded_by_hand_is_taken_in_whatever_it_is_called(bench, settings, tmp_path):
    path = tmp_path / "hämtad fil (2).xlsx"
    vacancies_workbook(path, (2026, 10), {"since": "2026-05"})
    from loaders.demo.others import marked_workbook

    path.write_bytes(marked_workbook(path.read_bytes()))
    report = import_files(settings, AF, [path], by="Provläsaren", today=TODAY)
    assert not report.failed and report.tables[0].table == "platser"
    by_hand = Store(settings.store_dir).read("new_vacancies").values
    assert not fetch(settings, "new_vacancies").failed
    assert np.array_equal(Store(settings.store_dir).read("new_vacancies").values, by_hand)


def test_doctor_lists_caches_and_fields_and_what_was_found(bench, settings):
    (examined,) = examine_all(settings, TODAY, ["new_vacancies"], **{**HASTY, "timeout": (2.0, 20.0), "deadline": 30.0})
    assert examined.is_well and len(examined.listing) == 3
    assert {row.declared for row in examined.unverified} >= {"^NYA|NYANM", "^KOM"}
    assert examined.page_url.endswith("tidsserier")


def test_the_published_totals_of_august_2026():
    """Total persons and labour force of the nation, as others read them; needs the real file, which nobody here has."""
    path = SHARED / "figures" / AF / "web-inskrivna-arbetslosa-andel-av-bas-2026-08.xlsx"
    if not path.exists():
        pytest.skip("the real BAS file of August 2026 is not among the shared figures")
    found, _ = read(path, "af_unemployed")
    total = {"sex": "total", "age": "16-66"}
    assert cell(found["af_unemployed"], "00", "2026-08", **total)[0] == 349_398
    assert cell(found["af_labour_force"], "00", "2026-08", **total)[0] == pytest.approx(5_354_201.083333)
