"""Cells laid on an indicator's axes."""

import dataclasses

import numpy as np
import pytest

from loaders.catalogue import CATALOGUE
from loaders.ground.declarations import Code, FileQuery, Grain, Level, Measure, Status
from loaders.ground.errors import SourceChanged
from loaders.ground.panel import NO_ROW
from loaders.sources.panel_builder import Cells

QUERY = FileQuery(
    source="scb", table="t", measures=(Measure(Code("N")),), levels=(Level.COUNTY,), constants={"basis": "workplace"}
)
INDICATOR = dataclasses.replace(
    CATALOGUE["population"],
    id="made_up",
    grain=Grain.YEAR,
    queries=(QUERY,),
    default_slice={"basis": "workplace", "sex": "total"},
)


def cells(*rows, query=QUERY, **options):
    made = Cells(INDICATOR, query)
    for region, period, sex, value, *rest in rows:
        made.add(region, period, value, *rest, where={"sex": sex}, **options)
    return made


def test_axes_are_every_place_and_an_unbroken_row_of_periods():
    panel = cells(("23", "2020", "total", 7), ("20", "2022", "women", 3)).panel()
    assert panel.axes["basis"] == ("workplace",) and panel.axes["sex"] == ("total", "women")
    assert len(panel.axes["region_code"]) == 21 and panel.axes["period"] == ("2020", "2021", "2022")
    at = panel.take(basis="workplace", sex="total", region_code="23")
    assert at.values[0] == 7 and at.status.tolist() == [0, NO_ROW, NO_ROW]


def test_absent_as_nil_is_0_and_as_suppressed_has_its_symbol():
    rows = (("23", "2020", "total", 7), ("20", "2020", "total", None, Status.SUPPRESSED, "<5"))
    zero = cells(*rows).panel(absent=Status.NIL, regions=("20", "23", "22")).take(basis="workplace", sex="total")
    assert [(row[1], str(row[2]), row[3]) for row in zero.rows()] == [
        (None, "suppressed", "<5"),
        (7.0, "", ""),
        (0.0, "nil", ""),
    ]
    hidden = cells(*rows).panel(absent=Status.SUPPRESSED, symbol="<5", regions=("22",))
    assert [(row[1], str(row[2]), row[3]) for row in hidden.rows()] == [(None, "suppressed", "<5")]


def test_a_key_twice_stops_unless_it_is_a_sum():
    twice = (("23", "2020", "total", 7), ("23", "2020", "total", 2))
    with pytest.raises(SourceChanged, match="made_up: t has total, 23, 2020 twice"):
        cells(*twice)
    assert cells(*twice, summed=True).panel(regions=("23",)).values.item() == 9


def test_a_sum_with_a_hidden_part_is_a_lower_bound_whatever_the_order():
    parts = [("23", "2020", "total", 7), ("23", "2020", "total", None, Status.SUPPRESSED, "<5")]
    for rows in (parts, parts[::-1], [*parts, ("23", "2020", "total", 1)]):
        ((_, value, status, symbol),) = cells(*rows, summed=True).panel(regions=("23",)).rows()
        assert (value, status, symbol) == (sum(r[3] or 0 for r in rows), Status.LOWER_BOUND, "<5")
    ((_, value, status, _),) = cells(*[parts[1]] * 2, summed=True).panel(regions=("23",)).rows()
    assert (value, status) == (None, Status.SUPPRESSED)


def test_periods_and_places_that_are_not_asked_for_are_left_out():
    query = dataclasses.replace(QUERY, since="2021")
    made = cells(("23", "2020", "total", 7), ("23", "2021", "total", 8), ("2380", "2021", "total", 9), query=query)
    assert len(made) == 1
    with pytest.raises(SourceChanged, match="no figure within what is declared"):
        cells(("23", "2020", "total", 7), query=query).panel()


def test_a_place_has_no_figures_before_it_was_there():
    query = dataclasses.replace(QUERY, levels=(Level.MUNICIPALITY,))
    panel = cells(("0330", "2003", "total", 5), ("0380", "2002", "total", 9), query=query).panel(
        regions=("0330", "0380")
    )
    status = panel.take(basis="workplace", sex="total").status
    assert status[0].tolist()[1] == 0 and status[1].tolist() == [0, NO_ROW]
    assert [str(row[2]) for row in panel.rows()] == ["not_applicable", "", ""]


def test_value_and_status_must_agree():
    with pytest.raises(ValueError, match="contradict"):
        cells(("23", "2020", "total", None))
    with pytest.raises(ValueError, match="contradict"):
        cells(("23", "2020", "total", 1.0, Status.SUPPRESSED))
    assert np.isnan(cells(("23", "2020", "total", None, Status.MISSING)).panel(regions=("23",)).values.item())
