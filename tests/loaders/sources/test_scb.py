import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.catalogue import CATALOGUE
from loaders.ground.declarations import Axis, Code, Fixed, Level, PxQuery, Status, Total
from loaders.ground.errors import SourceChanged
from loaders.ground.panel import NO_ROW
from loaders.sources.scb import is_synthetic, panel
from tests.loaders.pxweb.cubes import cube, resolved, yearly

KON = Axis("Kon", "sex", {"women": Code("2"), "men": Code("1")})
CONTENT = Fixed("ContentsCode", Code("A"))
SYMBOLS = ("", ".", "..", "-", "*")


def by_sex(**query):
    """An indicator with the one dimension sex, for riket, by year."""
    asked = PxQuery(table="TAB1", select=(KON, CONTENT), levels=(Level.NATION,), **query)
    return yearly(queries=(asked,), default_slice={"sex": "women"})


def read(indicator, answer, codes=None):
    query = indicator.queries[0]
    return panel(
        answer, resolved(query, codes or {"Kon": {"women": "2", "men": "1"}, "ContentsCode": {"": "A"}}), indicator
    )


def test_codes_become_our_words_whatever_the_order_of_the_answer():
    answer = cube(
        {"Tid": ("2021", "2020"), "ContentsCode": ("B", "A"), "Kon": ("1", "2"), "Region": ("23", "00")},
        np.arange(16).reshape(2, 2, 2, 2),
    )
    found = read(by_sex(), answer)
    assert found.axes == {"sex": ("women", "men"), "region_code": ("00",), "period": ("2020", "2021")}
    # 2020 is the second block (8…), content A the second half of it (12…), women the second pair (14, 15), riket the 15
    assert found.values.tolist() == [[[15, 7]], [[13, 5]]]
    assert found.status.tolist() == [[[0, 0]], [[0, 0]]]


@pytest.mark.parametrize(
    ("symbol", "given", "status", "value"),
    [
        (".", None, Status.NOT_APPLICABLE, None),
        ("..", None, Status.MISSING, None),
        ("-", None, Status.NIL, 0.0),
        ("*", None, Status.MISSING, None),
        ("", None, Status.MISSING, None),
        ("", 0.0, Status.EMPTY, 0.0),
        ("*", 7.0, Status.EMPTY, 7.0),
        ("..", 7.0, Status.EMPTY, 7.0),
    ],
)
def test_five_ways_of_saying_nothing_and_two_of_saying_zero(symbol, given, status, value):
    nan = float("nan") if given is None else given
    answer = cube({"ContentsCode": ("A",), "Region": ("00",), "Tid": ("2020",)}, [[[nan]]], [[[1]]], ("", symbol))
    found = read(yearly(), answer, {"ContentsCode": {"": "A"}})
    assert [row[1:] for row in found.rows()] == [(value, status, symbol)]


def test_an_unknown_symbol_stops_the_table():
    answer = cube({"ContentsCode": ("A",), "Region": ("00",), "Tid": ("2020",)}, [[[7]]], [[[1]]], ("", "e"))
    with pytest.raises(SourceChanged, match="unknown symbol 'e'"):
        read(yearly(), answer, {"ContentsCode": {"": "A"}})


def test_an_unused_unknown_symbol_is_no_matter():
    answer = cube({"ContentsCode": ("A",), "Region": ("00",), "Tid": ("2020",)}, [[[7]]], [[[0]]], ("", "e"))
    assert read(yearly(), answer, {"ContentsCode": {"": "A"}}).values.item() == 7


def test_a_missing_place_and_a_missing_period_are_gaps_and_9900_is_dropped():
    query = PxQuery(table="TAB1", select=(CONTENT,), levels=(Level.NATION, Level.COUNTY))
    answer = cube({"ContentsCode": ("A",), "Region": ("00", "9900"), "Tid": ("2020", "2022")}, [[[1, 2], [8, 9]]])
    found = read(yearly(queries=(query,)), answer, {"ContentsCode": {"": "A"}})
    assert found.axes["region_code"][:2] == ("00", "01") and "9900" not in found.axes["region_code"]
    assert found.shape == (22, 3)
    assert found.status[0].tolist() == [0, NO_ROW, 0]
    assert set(found.status[1].tolist()) == {NO_ROW}


def test_a_chunk_that_never_came_is_a_gap():
    absent = np.array([[[True, False]]])
    answer = cube(
        {"ContentsCode": ("A",), "Region": ("00",), "Tid": ("2020", "2021")}, [[[np.nan, 2]]], undelivered=absent
    )
    found = read(yearly(), answer, {"ContentsCode": {"": "A"}})
    assert found.status.tolist() == [[NO_ROW, 0]]


def test_since_and_until_cut_the_answer():
    answer = cube({"ContentsCode": ("A",), "Region": ("00",), "Tid": ("2020", "2021", "2022")}, [[[1, 2, 3]]])
    for cut, expected in (({"since": "2021"}, ("2021", "2022")), ({"until": "2020"}, ("2020",))):
        query = dataclasses.replace(yearly().queries[0], **cut)
        found = panel(answer, resolved(query, {"ContentsCode": {"": "A"}}), yearly())
        assert found.axes["period"] == expected
    query = dataclasses.replace(yearly().queries[0], since="2030")
    with pytest.raises(SourceChanged, match="no period within 2030"):
        panel(answer, resolved(query, {"ContentsCode": {"": "A"}}), yearly())


def test_an_eliminated_total_is_absent_or_single_never_summed():
    query = PxQuery(table="TAB1", select=(Total("Kon"), CONTENT), levels=(Level.NATION,))
    indicator = yearly(queries=(query,))
    without = cube({"ContentsCode": ("A",), "Region": ("00",), "Tid": ("2020",)}, [[[7]]])
    single = cube({"Kon": ("x",), "ContentsCode": ("A",), "Region": ("00",), "Tid": ("2020",)}, [[[[7]]]])
    both = cube({"Kon": ("1", "2"), "ContentsCode": ("A",), "Region": ("00",), "Tid": ("2020",)}, [[[[3]]], [[[4]]]])
    for answer in (without, single):
        assert read(indicator, answer, {"ContentsCode": {"": "A"}}).values.tolist() == [[7]]
    with pytest.raises(SourceChanged, match="left out for its total"):
        read(indicator, both, {"ContentsCode": {"": "A"}})


def test_a_new_variable_is_not_passed_over():
    answer = cube({"Ny": ("a", "b"), "ContentsCode": ("A",), "Region": ("00",), "Tid": ("2020",)}, [[[[3]]], [[[4]]]])
    with pytest.raises(SourceChanged, match="'Ny' that was not asked for"):
        read(yearly(), answer, {"ContentsCode": {"": "A"}})


def test_a_renamed_variable_is_named():
    answer = cube({"ContentsCode": ("A",), "Plats": ("00",), "Tid": ("2020",)}, [[[3]]])
    with pytest.raises(SourceChanged, match="no longer has the variable 'Region'"):
        read(yearly(), answer, {"ContentsCode": {"": "A"}})


def test_the_vintage_is_the_first_year():
    indicator = CATALOGUE["population_projection"]
    codes = {"ContentsCode": ("000004LG",), "Region": ("23",), "Tid": ("2024", "2025")}
    found = read(indicator, cube(codes, [[[1, 2]]]), {"ContentsCode": {"": "000004LG"}})
    assert found.axes["vintage"] == ("2024",)
    assert found.take(vintage="2024", region_code="23").values.tolist() == [1, 2]


def test_constants_are_dimensions_with_one_value():
    query = PxQuery(table="TAB1", select=(CONTENT,), levels=(Level.NATION,), constants={"classification": "SNI2007"})
    indicator = yearly(queries=(query,), default_slice={"classification": "SNI2007"})
    answer = cube({"ContentsCode": ("A",), "Region": ("00",), "Tid": ("2020",)}, [[[7]]])
    assert read(indicator, answer, {"ContentsCode": {"": "A"}}).axes["classification"] == ("SNI2007",)


def test_nothing_made_up_passes_for_official():
    real = "https://statistikdatabasen.scb.se/api/v2"
    assert not is_synthetic(real, [{"Content-Type": "application/json"}], "SCB")
    assert is_synthetic("http://127.0.0.1:8051/api/v2")
    assert is_synthetic("http://localhost/api/v2")
    assert is_synthetic("http://[::1]:80/api/v2")
    assert is_synthetic(real, [{"x-lanspuls-demo": "1"}])
    assert is_synthetic(real, [], "DEMODATA (påhittade siffror, inte SCB)")


@given(
    order=st.permutations(["Region", "Kon", "ContentsCode", "Tid"]),
    regions=st.permutations(["00", "9900"]),
    sexes=st.permutations(["1", "2", "1+2"]),
    years=st.permutations(["2019", "2020", "2021"]),
)
def test_the_layout_of_the_answer_never_matters(order, regions, sexes, years):
    codes = {"Region": regions, "Kon": sexes, "ContentsCode": ["A"], "Tid": years}
    # a value that tells where it belongs: 1000 per year, 100 per sex, 1 for riket
    worth = {"2019": 1000, "2020": 2000, "2021": 3000, "1": 100, "2": 200, "1+2": 300, "00": 1, "9900": 2, "A": 0}
    grids = np.meshgrid(*([worth[code] for code in codes[name]] for name in order), indexing="ij")
    found = read(by_sex(), cube({name: codes[name] for name in order}, sum(grids)))
    assert found.axes == {"sex": ("women", "men"), "region_code": ("00",), "period": ("2019", "2020", "2021")}
    assert found.values.tolist() == [[[1201, 2201, 3201]], [[1101, 2101, 3101]]]
