import dataclasses
from datetime import UTC, datetime

import numpy as np
import pytest

from loaders.catalogue import CATALOGUE
from loaders.fetching.checks import against_stored, check, tidy_schema
from loaders.ground.declarations import PxQuery, Status
from loaders.ground.errors import SourceChanged
from loaders.ground.panel import NO_ROW, STATUS_CODE, Panel, Publication
from loaders.pxweb.units import check_units, unit_family
from loaders.sources.scb import panel as read
from tests.loaders.pxweb.cubes import cube, resolved, yearly

MISSING = STATUS_CODE[Status.MISSING]


def riket(values, status=None, symbol=None, first=2000):
    """A panel of the yearly indicator for riket."""
    values = np.array([values], float)
    status = np.where(np.isnan(values), MISSING, 0) if status is None else np.array([status])
    symbol = np.zeros(values.shape) if symbol is None else np.array([symbol])
    axes = {"region_code": ("00",), "period": tuple(str(first + n) for n in range(values.size))}
    return Panel(
        axes=axes, values=values, status=status.astype(np.uint8), symbol=symbol.astype(np.uint8), symbols=("", "..")
    )


def stored(panel, table="TAB1"):
    """The panel as a store gives it back, all of one publication."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    publication = Publication(table=table, published=moment, fetched=moment, updated=moment)
    return dataclasses.replace(panel, publication=np.zeros(panel.shape, np.int16), publications=(publication,))


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("antal", "persons"),
        ("number", "persons"),
        ("procent", "per cent"),
        ("percent", "per cent"),
        ("promille", "per mille"),
        ("1000-tal", "thousands of persons"),
        ("mnkr", "million kronor"),
        ("Mkr", "million kronor"),
        ("tkr", "thousand kronor"),
        ("SEK million", "million kronor"),
        ("SEK thousand", "thousand kronor"),
        ("kr", "kronor"),
        ("mdkr", "billion kronor"),
        ("index", "index"),
        ("", None),
        ("fot", None),
    ],
)
def test_unit_texts(text, family):
    assert unit_family(text) == family


def test_another_unit_stops_and_an_unknown_one_is_remarked_on():
    rate = CATALOGUE["unemployment_rate"]
    assert check_units(rate, rate.queries[0], {"000006II": "procent"}) == ()
    with pytest.raises(SourceChanged, match=r"gives 000006II in 'promille' \(per mille\), but per cent is declared"):
        check_units(rate, rate.queries[0], {"000006II": "promille"})
    (remark,) = check_units(rate, rate.queries[0], {"000006II": "fot"})
    assert "not verified" in remark


def test_every_declared_unit_has_a_rule():
    for declared in CATALOGUE.values():
        for query in (query for query in declared.queries if isinstance(query, PxQuery)):
            for remark in check_units(declared, query, {}):
                pytest.fail(remark)


def test_one_lost_cell_in_twenty_is_let_through_and_two_are_not():
    indicator = yearly()
    before = stored(riket([1.0] * 20))
    one = riket([np.nan] + [1.0] * 19, symbol=[1] + [0] * 19)
    found = against_stored(one, before, indicator, indicator.queries[0])
    assert (found.cells, found.lost, found.asked) == (1, 1, 20)
    two = riket([np.nan] * 2 + [1.0] * 18, symbol=[1] * 2 + [0] * 18)
    with pytest.raises(SourceChanged, match=r"lacks 2 of 20 cells \(10%"):
        against_stored(two, before, indicator, indicator.queries[0])


def test_dots_from_the_start_are_a_statement_and_bare_nulls_are_not():
    indicator = yearly()
    dots = riket([np.nan] * 4 + [1.0] * 16, symbol=[1] * 4 + [0] * 16)
    assert against_stored(dots, None, indicator, indicator.queries[0]).cells == 0
    bare = riket([np.nan] * 4 + [1.0] * 16)
    with pytest.raises(SourceChanged, match="lacks 4 of 20"):
        against_stored(bare, None, indicator, indicator.queries[0])


def test_periods_that_fell_off_the_end_are_counted_and_named():
    indicator = yearly()
    before = stored(riket([1.0] * 40))
    found = against_stored(riket([1.0] * 39), before, indicator, indicator.queries[0])
    assert found.periods == ("2039",) and found.cells == 1
    with pytest.raises(SourceChanged, match="period 2035, 2036, 2037"):
        against_stored(riket([1.0] * 35), before, indicator, indicator.queries[0])


def test_what_another_table_gave_is_not_lost():
    indicator = yearly()
    before = stored(riket([1.0] * 40), table="TAB2")
    assert against_stored(riket([1.0] * 5), before, indicator, indicator.queries[0]).cells == 0


def test_an_answer_without_a_single_figure_stops():
    indicator = yearly()
    with pytest.raises(SourceChanged, match="no figure at all"):
        against_stored(riket([np.nan] * 3, symbol=[1] * 3), None, indicator, indicator.queries[0])


def test_broken_promises_are_named_with_an_example():
    indicator = yearly(lowest=0.0, highest=100.0)
    assert check(riket([0, 100, np.nan]), indicator) == ()
    for broken, message in (
        (riket([1, -1]), "greater_than_or_equal_to"),
        (riket([1, 101]), "less_than_or_equal_to"),
        (riket([1, np.inf]), "an infinite value in 1 cells, first at region_code 00, period 2001"),
        (riket([1, 2], status=[0, MISSING]), "value and status contradict"),
        (riket([1, np.nan], status=[0, 0]), "value and status contradict"),
        (riket([1, 2], status=[0, 77]), "a status outside the closed list"),
    ):
        with pytest.raises(SourceChanged, match=message):
            check(broken, indicator)


def test_axes_are_held_against_declaration_places_and_calendar():
    indicator = yearly()
    good = riket([1, 2])
    for axes, message in (
        ({"region_code": ("99",), "period": ("2000", "2001")}, "no Swedish place has code 99"),
        ({"region_code": ("00",), "period": ("2000", "2002")}, "not an unbroken row"),
        ({"region_code": ("00",), "period": ("2000-01", "2000-02")}, "not an unbroken row of years"),
        ({"period": ("2000",), "region_code": ("00", "01")}, "the panel has the axes"),
    ):
        with pytest.raises(SourceChanged, match=message):
            check(dataclasses.replace(good, axes=axes), indicator)


def test_a_few_rates_over_100_outside_the_default_slice_are_remarked_on():
    rate = CATALOGUE["employment_rate"]
    axes = {"sex": ("total", "women"), "age": ("20-64",), "birth_region": ("total",)}
    months = tuple(f"{year}-{month:02d}" for year in range(2000, 2100) for month in range(1, 13))
    whole = Panel.empty({**axes, "region_code": ("00",), "period": months})
    panel = dataclasses.replace(whole, values=np.full(whole.shape, 50.0), status=np.zeros(whole.shape, np.uint8))
    panel.values[1, 0, 0, 0, 7] = 109.1
    (remark,) = check(panel, rate)
    assert remark.endswith("sex women, age 20-64, birth_region total, region_code 00, period 2000-08: 109.1")
    panel.values[0, 0, 0, 0, 7] = 109.1
    with pytest.raises(SourceChanged, match="less_than_or_equal_to"):
        check(panel, rate)


def test_gaps_are_no_broken_promise():
    answer = cube({"ContentsCode": ("A",), "Region": ("00",), "Tid": ("2020", "2022")}, [[[1, 2]]])
    indicator = yearly()
    panel = read(answer, resolved(indicator.queries[0], {"ContentsCode": {"": "A"}}), indicator)
    assert panel.status.tolist() == [[0, NO_ROW, 0]]
    check(panel, indicator)


@pytest.mark.parametrize("declared", CATALOGUE.values(), ids=list(CATALOGUE))
def test_every_declaration_has_a_schema(declared):
    columns = list(tidy_schema(declared).columns)
    assert columns == [*declared.dimensions, "region_code", "period", "value", "status", "symbol"]
