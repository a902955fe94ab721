"""Arbetsförmedlingen's workbooks: sums by hand, what is hidden, fields found by pattern, and what goes wrong."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.words import Facts, Observation, judge, sentence
from loaders.catalogue import CATALOGUE, indicator
from loaders.demo.others._af_books import vacancies_book
from loaders.demo.others._workbooks import Sheet, plain_cache, write_workbook
from loaders.ground.declarations import Severity, Status
from loaders.ground.errors import SourceChanged
from loaders.ground.places import all_places, codes_at, is_residual, place
from loaders.sources.arbetsformedlingen import group_sums
from loaders.sources.arbetsformedlingen.records import FieldTexts, Records, refs
from tests.loaders.sources.af_panels import cell, read
from tests.simulated.others.arbetsformedlingen import spoil_book

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


def bas_book(tmp_path, rows, name="web-inskrivna-arbetslosa-andel-av-bas-2026-10.xlsx", fields=None, info="Riket"):
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
    return write_workbook(tmp_path / name, [cache], [Sheet("Andel", [[info]])])


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
    spoil_book(vacancies_book((2026, 10), seed), {"since": "2026-09"}).write(path)
    found, reading = read(path, "new_vacancies")
    first = tmp_path / "first.xlsx"
    spoil_book(vacancies_book((2026, 10)), {"since": "2026-09"}).write(first)
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
    return FieldTexts(name, np.array([known.index(t) if t is not None else -1 for t in texts], np.int32), tuple(known))


@given(handful())
def test_sums_are_those_of_a_plain_loop_whatever_the_rows(rows):
    (query,) = indicator("new_vacancies").queries
    names = ("LAN", "KOMMUN", "PERIOD", "NYA")
    columns = {
        ref: column(name, [row[n] for row in rows])
        for n, (ref, name) in enumerate(zip(refs(query), names, strict=True))
    }
    records = Records("a test", columns, unique=False)
    at = group_sums.located(records, query, AF)
    found = group_sums.panel(
        group_sums.stacked([group_sums.sums(records, columns[refs(query)[-1]], at)]),
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


@pytest.mark.parametrize(
    ("info", "upper", "told"),
    [
        ("Inskrivna arbetslösa 16-66 år", 66.0, False),
        ("Riket", 66.0, False),
        ("Andel av befolkningen 16–64 år, från 2023 16–65 år och från 2026 16–66 år", 66.0, False),
        ("Inskrivna arbetslösa, 16 – 67 år", 67.0, True),
        ("16 till 68-åringar", 68.0, True),
        ("Personer 16 till 68 år", 68.0, True),
        ("Unga 16-24 år", 66.0, False),
    ],
)
def test_the_highest_age_counted_is_the_one_a_sheet_says(tmp_path, info, upper, told):
    found, reading = read(bas_book(tmp_path, whole_county(), info=info), "af_unemployed")
    assert found["af_age_limit"].take(region_code="00", period="2026-10").values == upper
    remarks = [remark for remark in reading.remarks if f"filen säger 16–{upper:.0f} år" in remark]
    assert bool(remarks) is told


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
