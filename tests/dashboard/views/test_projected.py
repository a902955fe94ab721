"""How projections came out: errors after every number of years, adjustment items, and sums in whole tens, by hand."""

from dashboard.views.make_view import view
from dashboard.views.selection import parse
from dashboard.views.told.projected import (
    adjustment_sv,
    errors,
    errors_table,
    rounding_sv,
    sum_table,
    without_adjustments,
)
from loaders.ground.places import place

OUTCOME = {"2020": 1000.0, "2021": 1010.0, "2022": 1020.0, "2023": 1000.0}
PROJECTED = {"2021": 1030.0, "2022": 1000.0, "2023": 1100.0, "2024": 1200.0}
ITEMS = {"2021": -10.0, "2022": 5.0}


def test_the_first_projected_year_counts_as_one_year_and_nothing_without_outcome_is_judged():
    found = errors(PROJECTED, OUTCOME, "2021")
    assert {n: persons for n, (persons, _) in found.items()} == {1: 20, 2: -20, 3: 100}
    assert found[3][1] == 10.0


def test_adjustment_items_are_taken_out_from_the_jump_off_on_and_only_where_all_are_known():
    assert without_adjustments(OUTCOME, ITEMS, "2021") == {"2021": 1020.0, "2022": 1025.0}
    assert without_adjustments(OUTCOME, ITEMS, "2022") == {"2022": 1015.0}


def test_every_vintage_has_a_row_with_and_without_the_items():
    lines = [("Från 2022", "2022", {"2022": 1020.0}), ("Från 2021", "2021", PROJECTED), ("Från 2024", "2024", {})]
    plain, bare = errors_table(lines, OUTCOME, ITEMS, place("2321"))
    assert plain.rows == (("Från 2022", "0 (0,0)", "", ""), ("Från 2021", "+20 (+2,0)", "−20 (−2,0)", "+100 (+10,0)"))
    assert bare.rows == (("Från 2022", "+10 (+0,5)", ""), ("Från 2021", "+10 (+1,0)", "−30 (−2,4)"))
    assert "utan justeringsposten" in bare.caption
    assert "var −5 personer 2021–2022." in adjustment_sv(ITEMS, "2021", OUTCOME)


def test_municipalities_are_added_up_as_they_are_shown():
    county = {"2024": 104.0, "2034": 116.0}
    parts = [{"2024": 54.0, "2034": 58.0}, {"2024": 50.0, "2034": 58.0}]
    found = sum_table(county, parts, "2024", ("2024", "2029", "2034"))
    assert found.rows == (("2024", "100", "100", "0"), ("2034", "120", "120", "0"))
    assert sum_table(county, [*parts, {}], "2024", ("2024",)) is None
    assert "upp till 45 personer" in rounding_sv(place("23"))  # eight municipalities and the county, five each


def test_the_page_has_the_tables_of_all_vintages_and_the_county_its_sum(data):
    seen = view(parse("/indikator/framskrivning", "region=23"), data)
    captions = [table.caption for table in seen.tables.further]
    assert any(caption.startswith("Framskrivning minus utfall i Jämtlands län") for caption in captions)
    assert captions[-1] == "Framskrivningen från 2026: länet och summan av dess kommuner, i hela tiotal"
    assert any("hela tiotal" in remark for remark in seen.remarks)
    municipality = view(parse("/indikator/framskrivning", "region=2321"), data)
    assert not any("summan" in table.caption for table in municipality.tables.further)
