"""Places, periods and panels: the small facts everything else leans on."""

import copy
import json
import pickle
import re
from datetime import date
from pathlib import Path

import numpy as np
import orjson
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dashboard
import loaders
from loaders.ground import periods, places
from loaders.ground.declarations import Grain, Label, Level, Status
from loaders.ground.errors import SourceChanged, UsageError
from loaders.ground.panel import STATUS_CODE, Panel
from loaders.ground.periods import Period


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
    assert Period(period).back() == before
    assert periods.from_scb(scb, Period(period).grain) == period


@pytest.mark.parametrize(
    ("text", "year", "part", "grain"),
    [("2026-05", 2026, 5, Grain.MONTH), ("2026-Q2", 2026, 2, Grain.QUARTER), ("2026", 2026, 1, Grain.YEAR)],
)
def test_a_period_knows_its_year_part_and_grain(text, year, part, grain):
    period = Period(text)
    assert (period.year, period.part, period.grain) == (year, part, grain)
    assert Period.of(year, part, grain) == text


def test_a_period_is_taken_for_its_text_by_all_that_writes_one():
    may = Period("2026-05")
    assert may == "2026-05" and {"2026-05": 1}[may] == 1 and Period(may) is may
    assert json.dumps({may: [may]}) == '{"2026-05": ["2026-05"]}'
    assert orjson.dumps([may]) == b'["2026-05"]'
    assert pa.array([may]).equals(pa.array(["2026-05"]))
    assert pd.DataFrame({"period": [may]}).equals(pd.DataFrame({"period": ["2026-05"]}))
    assert pickle.loads(pickle.dumps(may)) is may and copy.deepcopy(may) is may


def test_a_month_lies_in_a_quarter_and_a_year_but_a_year_in_no_month():
    assert [Period(f"2026-{month:02d}").within(Grain.QUARTER) for month in (1, 3, 4, 12)] == [
        "2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4",
    ]  # fmt: skip
    assert Period("2026-Q3").within(Grain.YEAR) == Period("2026-11").within(Grain.YEAR) == "2026"
    with pytest.raises(ValueError, match="2026 is a year"):
        Period("2026").within(Grain.MONTH)


@given(st.sampled_from(list(Grain)), st.integers(1900, 2100), st.integers(0, 3))
def test_ordinals_round_trip(grain, year, part):
    ordinal = year * periods.PARTS_PER_YEAR[grain] + part
    assert Period.from_ordinal(ordinal, grain).ordinal == ordinal


def test_months_cross_the_year():
    assert periods.span("2025-11", "2026-02") == ("2025-11", "2025-12", "2026-01", "2026-02")
    assert periods.span("2026-02", "2026-01") == ()
    assert Period("2026-01").shift(-1) == "2025-12"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text, first, last):
    assert (Period(text).first_day, Period(text).last_day) == (first, last)


@pytest.mark.parametrize("text", ["2026-13", "2026M01", "26-01", "2026-Q5", "", "senaste", "٢٠٢٦"])
def test_bad_periods_are_refused(text):
    with pytest.raises(UsageError):
        Period(text)


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


CUT = re.compile(
    r"\b(?:period|month|newest|quarter|p)(?:\[|s\[[^\]]+\]\[)(?::4|5:|5:7|:7|-2:|-1)\]"
    r"|\blen\((?:\w+\.)*(?:period|newest)\)"
)


@pytest.mark.parametrize("text", ["period[:4]", "int(seen.newest[5:])", "seen.periods[at][-2:]", "len(view.period)"])
def test_the_guard_below_knows_a_cut_period(text):
    assert CUT.search(text)


def test_nobody_cuts_the_text_of_a_period_since_it_knows_its_year_part_and_grain():
    files = [file for package in (loaders, dashboard) for file in Path(package.__file__).parent.rglob("*.py")]
    read = [(file, file.read_text("utf-8")) for file in files if "demo" not in file.parts]
    cut = [f"{file.name}: {line.strip()}" for file, text in read for line in text.splitlines() if CUT.search(line)]
    assert cut == []


def test_every_county_lies_in_one_of_eight_riksomraden_which_are_in_no_list_of_places():
    counties = [code for area in places.areas().values() for code in area.counties]
    assert sorted(counties) == list(places.codes_at([Level.COUNTY]))
    assert places.area_of("23").full_name == "riksområdet Mellersta Norrland"
    assert places.place("SE32") is places.areas()["SE32"] and "SE32" not in places.all_places()
    assert places.by_name("Stockholm (SE11)", level=Level.AREA).code == "SE11"
    assert places.by_name("Stockholms län").code == "01"
    assert places.find_place("Stockholms län").code == "01"
    assert [places.find_place(one).code for one in ("se32", "Mellersta Norrland", "riksområdet Stockholm")] == [
        "SE32", "SE32", "SE11"
    ]  # fmt: skip
