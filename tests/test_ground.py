"""Places, periods and panels: the small facts everything else leans on."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import periods, places
from loaders.errors import SourceChanged, UsageError
from loaders.model import Grain, Label, Level, Status
from loaders.panel import STATUS_CODE, Panel


def test_sweden_has_312_places_with_text_codes():
    known = places.all_places()
    assert len(known) == 312
    assert known["0114"].name == "Upplands Väsby"
    assert known["23"].full_name == "Jämtlands län"
    assert known["2326"].full_name == "Bergs kommun"


def test_municipalities_stand_in_swedish_order():
    assert [p.name for p in places.municipalities("23")] == [
        "Berg", "Bräcke", "Härjedalen", "Krokom", "Ragunda", "Strömsund", "Åre", "Östersund",
    ]  # fmt: skip


def test_the_rest_of_the_county_is_a_place():
    rest = places.place("23-2380")
    assert (rest.name, rest.county, rest.is_rest_of_county) == ("Övriga länet", "23", True)
    assert places.members("23-2380") == ("2326", "2305", "2361", "2309", "2303", "2313", "2321")
    assert places.members("2380") == ("2380",)


@pytest.mark.parametrize("code", ["", "2", "99", "23-0114", "09-0980", "2380-23", "230", "02380"])
def test_unknown_places_are_refused_in_swedish(code):
    with pytest.raises(UsageError) as caught:
        places.place(code)
    assert "Det finns ingen plats" in caught.value.message_sv


def test_codes_at_levels():
    assert places.codes_at([Level.NATION]) == ("00",)


@pytest.mark.parametrize(
    ("period", "before", "scb"),
    [("2026-01", "2025-01", "2026M01"), ("2026-Q2", "2025-Q2", "2026K2"), ("2026", "2025", "2026")],
)
def test_periods(period, before, scb):
    assert periods.a_year_before(period) == before
    assert periods.from_scb(scb, periods.grain_of(period)) == period


@given(st.sampled_from(list(Grain)), st.integers(1900, 2100), st.integers(0, 3))
def test_ordinals_round_trip(grain, year, part):
    ordinal = year * periods.PARTS_PER_YEAR[grain] + part
    assert periods.to_ordinal(periods.from_ordinal(ordinal, grain)) == ordinal


def test_months_cross_the_year():
    assert periods.span("2025-11", "2026-02") == ("2025-11", "2025-12", "2026-01", "2026-02")
    assert periods.shift("2026-01", -1) == "2025-12"
    assert periods.last_day("2024-02") == date(2024, 2, 29)
    assert periods.last_day("2026-Q4") == date(2026, 12, 31)
    assert periods.last_day("2026") == date(2026, 12, 31)


@pytest.mark.parametrize("text", ["2026-13", "2026M01", "26-01", "2026-Q5", "", "senaste"])
def test_bad_periods_are_refused(text):
    with pytest.raises(UsageError):
        periods.grain_of(text)


def test_a_quarter_is_no_month():
    with pytest.raises(SourceChanged):
        periods.from_scb("2026K1", Grain.MONTH)


def test_a_label_pattern_ignores_case():
    assert Label("^folkmängd$").matches("Folkmängd")
    assert not Label("^folkmängd$").matches("folkmängd 31 december")


def panel() -> Panel:
    empty = Panel.empty({"sex": ("men", "women"), "region_code": ("00", "23"), "period": ("2026-01",)})
    empty.values[0, 1, 0] = 3.5
    empty.status[0, 1, 0] = STATUS_CODE[Status.EMPTY]
    empty.status[1, 0, 0] = STATUS_CODE[Status.MISSING]
    return empty


def test_a_panel_knows_held_cells_from_cells_never_there():
    assert list(panel().rows()) == [
        ({"sex": "men", "region_code": "23", "period": "2026-01"}, 3.5, Status.EMPTY, ""),
        ({"sex": "women", "region_code": "00", "period": "2026-01"}, None, Status.MISSING, ""),
    ]


def test_taking_from_a_panel_drops_or_keeps_an_axis():
    cut = panel().take(sex="men", region_code=("23", "00"))
    assert cut.axes == {"region_code": ("23", "00"), "period": ("2026-01",)}
    assert cut.values[0, 0] == 3.5
    assert np.isnan(cut.values[1, 0])
    with pytest.raises(KeyError):
        panel().take(age="20-64")
