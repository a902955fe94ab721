"""A split download comes together by code, and what never came is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.formats.cube import Assembler, merge
from loaders.formats.jsonstat import parse
from loaders.ground.errors import SourceChanged
from loaders.pxweb.selection import split
from tests.loaders.formats.datasets import body, dataset, with_category


def by_code(cube) -> dict[tuple, tuple]:
    """(value, status) by {(dimension, code), …}, whatever the order of dimensions and codes."""
    table = cube.to_arrow()
    keys = zip(*([(name, code) for code in table[name].to_pylist()] for name in sorted(cube.ids)), strict=True)
    cells = zip(table["value"].to_pylist(), table["status"].to_pylist(), strict=True)
    return dict(zip(keys, cells, strict=True))


def one_region(code: str, values: list, **changes):
    dimensions = with_category("Region", index=[code], label={code: code})
    return parse(body(dimension=dimensions, size=[1, 1, 2], value=values, **({"status": {}} | changes)))


def test_two_regions_come_together_in_the_order_asked_for():
    whole = Assembler(["Region", "ContentsCode", "Tid"], {**parse(body()).codes, "Region": ["23", "2380"]})
    whole.add(one_region("2380", [None, 0], status={"0": "."}))
    assert whole.missing == 2
    whole.add(one_region("23", [10, 11.5]))
    cube = whole.cube()
    assert cube.codes["Region"] == ("23", "2380")
    assert cube.values[:, 0].tolist()[0] == [10, 11.5]
    assert by_code(cube)[("ContentsCode", "A1"), ("Region", "2380"), ("Tid", "2026M01")] == (None, ".")
    assert cube.undelivered is None


def test_cells_that_never_came_are_known():
    whole = Assembler(("Region", "ContentsCode", "Tid"), parse(body()).codes)
    whole.add(one_region("23", [1, 2]))
    cube = whole.cube()
    assert whole.missing == 2
    assert cube.undelivered[:, 0].tolist() == [[False, False], [True, True]]


def test_symbols_are_joined():
    cube = merge([one_region("23", [None, 1], status={"0": "."}), one_region("2380", [None, None], status="..")])
    assert [status for _, status in by_code(cube).values()] == [".", "", "..", ".."]


def test_parts_may_order_dimensions_otherwise():
    turned = dataset(id=["Tid", "Region", "ContentsCode"], size=[2, 2, 1], value=[10, None, 11.5, 0])
    turned["status"] = {"1": ".."}
    whole = Assembler(("Region", "ContentsCode", "Tid"), parse(body()).codes)
    whole.add(parse(body(**turned)))
    assert by_code(whole.cube()) == by_code(parse(body()))


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (one_region("2321", [1, 2]), "not asked for: 2321"),
        (one_region("23", [1, 2]), "same cell"),
        (one_region("2380", [1, 2], updated="2026-06-09T06:00:00Z"), "published anew during the download"),
        (parse(body(id=["Region", "Tid"], size=[2, 2])), "asked for dimensions"),
    ],
)
def test_what_does_not_belong(part, said):
    whole = Assembler(("Region", "ContentsCode", "Tid"), parse(body()).codes)
    whole.add(one_region("23", [10, 11.5]))
    with pytest.raises(SourceChanged, match=said):
        whole.add(part)


def test_nothing_to_merge():
    with pytest.raises(ValueError, match="no cubes"):
        merge([])


@given(st.data())
def test_any_cutting_in_any_order_gives_the_same_cells(data):
    sizes = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    ids = [f"d{n}" for n in range(len(sizes))]
    codes = {name: tuple(f"{name}{n}" for n in range(size)) for name, size in zip(ids, sizes, strict=True)}
    numbers = np.arange(np.prod(sizes), dtype=float).reshape(sizes)
    symbols = np.where(numbers % 3 == 0, "..", "")

    def answer(selection):
        asked = data.draw(st.permutations(ids))
        where = np.ix_(*([codes[name].index(code) for code in selection[name]] for name in ids))
        turn = [ids.index(name) for name in asked]
        return parse(
            body(
                id=asked,
                size=[len(selection[name]) for name in asked],
                dimension={name: {"category": {"index": list(selection[name])}} for name in asked},
                value=numbers[where].transpose(turn).ravel().tolist(),
                status=symbols[where].transpose(turn).ravel().tolist(),
                role={},
            )
        )

    parts = [answer(part) for part in data.draw(st.permutations(split(codes, data.draw(st.integers(1, 20)))))]
    assert by_code(merge(parts)) == by_code(answer(codes))
    whole = Assembler(ids, codes)
    for part in parts:
        whole.add(part)
    assert np.array_equal(whole.cube().values, numbers)
    assert whole.missing == 0
