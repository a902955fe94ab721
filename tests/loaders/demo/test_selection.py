"""The selection language, on lists short enough to read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.demo.queries import RepeatedCode, SelectionProblem, Wish, default_wishes, pick, resolve
from loaders.demo.shapes import Codelist, Variable, values

REGIONS = ("00", "01", "23", "2303", "2380")
MONTHS = ("2024M01", "2024M02", "2024M03", "2024M04")


def picked(codes: tuple[str, ...], *expressions: str, newest: bool = False) -> list[str]:
    return [codes[row] for row in pick(codes, expressions, newest=newest)]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("*", ["00", "01", "23", "2303", "2380"]),
        ("23*", ["23", "2303", "2380"]),
        ("*03", ["2303"]),
        ("*3*", ["23", "2303", "2380"]),
        ("????", ["2303", "2380"]),
        ("2?", ["23"]),
        ("TOP(2)", ["00", "01"]),
        ("top(2,1)", ["01", "23"]),
        ("BOTTOM(2)", ["2303", "2380"]),
        ("FROM(2303)", ["2303", "2380"]),
        ("TO(01)", ["00", "01"]),
        ("RANGE(23,01)", ["01", "23"]),
    ],
)
def test_expressions(expression, expected):
    assert picked(REGIONS, expression) == expected


def test_time_counts_from_the_newest():
    assert picked(MONTHS, "TOP(2)", newest=True) == ["2024M03", "2024M04"]
    assert picked(MONTHS, "TOP(1,1)", newest=True) == ["2024M03"]
    assert picked(MONTHS, "BOTTOM(1)", newest=True) == ["2024M01"]


def test_a_list_is_a_union():
    assert picked(MONTHS, "2024M01", "top(1)", newest=True) == ["2024M01", "2024M04"]
    assert picked(MONTHS, "from(2024M03)", "to(2024M01)") == ["2024M01", "2024M03", "2024M04"]


@pytest.mark.parametrize(
    ("expression", "title"),
    [
        ("range(2024M01", "Illegal selection expression"),
        ("top(x)", "Illegal selection expression"),
        ("2*4*1", "Illegal selection expression"),
        ("a?*", "Illegal selection expression"),
        ("from(1999M01)", "Non-existent value"),
        ("1999M01", "Non-existent value"),
    ],
)
def test_what_is_refused(expression, title):
    with pytest.raises(SelectionProblem, match=title):
        picked(MONTHS, expression)


SEX = Variable(
    code="Kon", sv="kön", en="sex", values=values(("1", "män", "men"), ("2", "kvinnor", "women")), eliminable=True
)
AGE = Variable(code="Alder", sv="ålder", en="age", values=values(("0", "0", "0"), ("1", "1", "1"), ("2", "2", "2")))
TIME = Variable(code="Tid", sv="år", en="year", values=values(("2024", "2024", "2024"), ("2025", "2025", "2025")))
PAIRS = {
    "agg_par": Codelist(id="agg_par", sv="par", en="pairs", groups=(("0-1", "0–1", "0-1", ("1", "0")),)),
}


def wish(code: str, *expressions: str, codelist: str | None = None) -> Wish:
    return Wish(variable_code=code, expressions=expressions, codelist=codelist)


def test_an_omitted_eliminable_variable_becomes_its_hidden_total():
    sex, age, time = resolve([SEX, AGE, TIME], {}, [wish("alder", "*"), wish("TIME", "top(1)")])
    assert sex.absent and sex.groups == ((2,),)
    assert [code for code, _, _ in age.categories] == ["0", "1", "2"]
    assert [code for code, _, _ in time.categories] == ["2025"]


def test_an_omitted_mandatory_variable_is_refused_in_scbs_spelling():
    with pytest.raises(SelectionProblem, match="Missing selection for mandantory variable"):
        resolve([SEX, AGE, TIME], {}, [wish("Tid", "*")])


def test_a_code_list_wants_its_own_codes():
    age = replace(AGE, codelists=("agg_par",))
    (axis,) = resolve([age], PAIRS, [wish("Alder", "0-1", codelist="agg_par")])
    assert axis.groups == ((1, 0),)
    with pytest.raises(SelectionProblem, match="Non-existent value"):
        resolve([age], PAIRS, [wish("Alder", "0", codelist="agg_par")])
    with pytest.raises(SelectionProblem, match="Non-existent codelist"):
        resolve([AGE], PAIRS, [wish("Alder", "0-1", codelist="agg_par")])


def test_a_repeated_code_falls_over():
    with pytest.raises(RepeatedCode):
        resolve([AGE], {}, [wish("Alder", "1", "1")])


def test_nothing_selected_leaves_eliminable_variables_out():
    assert [each.variable_code for each in default_wishes([SEX, AGE, TIME])] == ["Alder", "Tid"]


@given(st.lists(st.text("ab0123", min_size=1, max_size=4), unique=True, max_size=8), st.integers(0, 9))
def test_top_and_bottom_divide_a_variable(codes, count):
    top = pick(codes, [f"top({count})"], newest=False)
    rest = pick(codes, [f"bottom({max(len(codes) - count, 0)})"], newest=False)
    assert sorted(top + rest) == list(range(len(codes)))
