"""Every shape of JSON-stat 2.0 gives the same cube, and nothing else passes for one."""

from datetime import UTC, datetime

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.formats.jsonstat import describe, parse
from loaders.ground.errors import SourceChanged
from tests.loaders.formats.datasets import body, dataset, with_category, written
from tests.shared import shared_file


def rows(cube) -> list[tuple]:
    return [tuple(row.values()) for row in cube.to_arrow().to_pylist()]


PLAIN = [
    ("23", "A1", "2026M01", 10.0, ""),
    ("23", "A1", "2026M02", 11.5, ""),
    ("2380", "A1", "2026M01", None, ".."),
    ("2380", "A1", "2026M02", 0.0, ""),
]


def test_the_plain_shape():
    cube = parse(body())
    assert rows(cube) == PLAIN
    assert cube.ids == ("Region", "ContentsCode", "Tid")
    assert cube.shape == cube.values.shape == (2, 1, 2)
    assert cube.values.dtype == np.float64
    assert cube.status.dtype == np.uint8
    assert cube.symbols == ("", "..")
    assert cube.labels["Region"] == {"23": "Jämtlands län", "2380": "Östersund"}
    assert cube.units == {"A1": ("antal", 1)}
    assert cube.roles["time"] == ("Tid",)
    assert cube.updated == datetime(2026, 6, 8, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "changes",
    [
        {"value": {"0": 10, "1": 11.5, "3": 0}},
        {"value": {"3": 0, "1": 11.5, "0": 10, "2": None}},
        {"status": ["", None, "..", ""]},
        {"dimension": with_category("Region", index=["23", "2380"])},
        {"dimension": with_category("Region", index={"2380": 1, "23": 0})},
        {"dimension": with_category("ContentsCode", label={"A1": "Antal"})},
    ],
    ids=["sparse", "sparse unordered", "status list", "index list", "index unordered", "single without index"],
)
def test_every_shape_says_the_same(changes):
    assert rows(parse(body(**changes))) == PLAIN


def test_codes_follow_the_index_and_not_the_order_written():
    cube = parse(body(dimension=with_category("Region", index={"2380": 1, "23": 0})))
    assert cube.codes["Region"] == ("23", "2380")


def test_a_symbol_may_sit_on_a_value():
    cube = parse(body(status={"1": "*", "2": ".."}))
    assert rows(cube)[1] == ("23", "A1", "2026M02", 11.5, "*")


def test_one_status_for_all_cells():
    for status in ("*", ["*"]):
        assert {row[-1] for row in rows(parse(body(status=status)))} == {"*"}


def test_no_status_at_all():
    without = dataset()
    del without["status"]
    assert parse(orjson.dumps(without)).status is None
    assert parse(body(status={})).status is None


def test_a_missing_label_is_the_code():
    cube = parse(body(dimension=with_category("Region", index=["23", "2380"])))
    assert cube.labels["Region"] == {"23": "23", "2380": "2380"}
    assert cube.labels["Tid"]["2026M02"] == "2026M02"


def test_dimensions_that_share_a_label_stay_apart():
    dimensions = dataset()["dimension"]
    dimensions["Tid"]["label"] = dimensions["Region"]["label"]
    assert rows(parse(body(dimension=dimensions))) == PLAIN


def test_codelists_under_both_names():
    for name in ("codelists", "codeLists"):
        dimensions = dataset()["dimension"]
        dimensions["Region"]["extension"] = {"elimination": True, name: [{"id": "vs_RegionLän07"}]}
        structure = describe(body(dimension=dimensions, value=[]))
        assert structure.codelists["Region"] == ("vs_RegionLän07",)
        assert structure.eliminable == {"Region": True, "ContentsCode": False, "Tid": False}


def test_notes_are_kept_raw_and_offered_plain():
    raw = "Läs mer.\r\n \r\n  \r\nSe [metoden](https://www.scb.se/a_b__c/)."
    cube = parse(body(note=["Kort.", raw], extension={"noteMandatory": {"1": True}}))
    assert cube.notes == ("Kort.", raw)
    assert [note.mandatory for note in cube.notes] == [False, True]
    assert cube.notes[1].plain == "Läs mer.\nSe metoden (https://www.scb.se/a_b__c/)."


def test_a_metadata_answer_is_no_data():
    with pytest.raises(SourceChanged, match="metadata answer"):
        parse(body(value=[]))
    assert describe(body(value=[])).shape == (2, 1, 2)


def test_no_cells_is_a_cube_of_none():
    dimensions = with_category("Tid", index=[], label={})
    assert parse(body(dimension=dimensions, size=[2, 1, 0], value=[], status={})).to_arrow().num_rows == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": [1, 2, 3]}, "3 values where size promises 4"),
        ({"value": [1, 2, 3, 4, 5]}, "5 values where size promises 4"),
        ({"value": ["1", 2, 3, 4]}, "not a number"),
        ({"value": [1, [2], 3, 4]}, "not a number"),
        ({"value": {"4": 1}}, "outside the 4 cells"),
        ({"value": {"-1": 1}}, "outside the 4 cells"),
        ({"value": {"x": 1}}, "not a cell number"),
        ({"value": None}, "not a list or object"),
        ({"status": ["", ".."]}, "not one for 4 cells"),
        ({"status": 7}, "not one for 4 cells"),
        ({"status": {"0": 7}}, "not a few texts"),
        ({"status": {"0": [1]}}, "not text"),
        ({"size": [2, 2, 1]}, "size says 2"),
        ({"size": [2, 1]}, "does not fit"),
        ({"id": ["Region", "Region", "Tid"]}, "does not fit"),
        ({"class": "collection"}, "not a JSON-stat dataset"),
        ({"dimension": {}}, "dimension 'Region' is missing"),
        ({"dimension": with_category("Region", index={"23": 0, "2380": 2})}, "not a numbering"),
        ({"dimension": with_category("Region", index=["23", "23"])}, "names a code twice"),
        ({"dimension": with_category("Region", index=[23, 2380])}, "not a list of texts"),
        ({"dimension": with_category("Region", label={"23": "a", "2380": "b"})}, "not a list of texts"),
    ],
)
def test_what_is_wrong_is_said(changes, said):
    with pytest.raises(SourceChanged, match=said):
        parse(body(**changes))


@pytest.mark.parametrize("text", [b"", b"<html>", b"[1]", b"null", b'{"value": [1', b"\xff"])
def test_what_is_no_dataset(text):
    with pytest.raises(SourceChanged, match=r"not (JSON|a JSON-stat dataset)"):
        parse(text)


@given(written())
def test_any_written_dataset_reads_back(case):
    codes, values, symbols, text = case
    cube = parse(text)
    table = cube.to_arrow()
    assert cube.codes == codes
    assert table["value"].to_pylist() == [None if v is None else float(v) for v in values]
    assert table["status"].to_pylist() == symbols
    for axis, name in enumerate(codes):
        wanted = [codes[name][place] for place in np.indices(cube.shape)[axis].ravel()]
        assert table.column(axis).to_pylist() == wanted


_any_json = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_a_spoilt_dataset_is_read_or_refused_but_never_crashes(data):
    document = dataset(note=["a"], extension={"px": {"decimals": 0}, "noteMandatory": {"0": True}})
    spot = document
    while True:
        key = data.draw(st.sampled_from(sorted(spot)))
        if not isinstance(spot[key], dict) or not spot[key] or data.draw(st.booleans()):
            break
        spot = spot[key]
    spot[key] = data.draw(_any_json)
    try:
        cube = parse(orjson.dumps(document))
    except SourceChanged:
        return
    assert cube.to_arrow().num_rows == cube.values.size


def test_recorded_population_is_exactly_as_published():
    cube = parse(shared_file("recorded/scb-v2/TAB6471_data.json").read_bytes())
    assert cube.ids == ("Region", "Alder", "Kon", "ContentsCode", "Tid")
    assert cube.values.size == cube.to_arrow().num_rows == 2772
    assert not np.isnan(cube.values).any()
    assert cube.values[0, 0, 0, 0, 0] == 245284
    assert cube.values[-1, -1, -1, -1, -1] == 54
    place = {code: n for n, code in enumerate(cube.codes["Kon"])}
    by_sex = {code: cube.values[:, :, n] for code, n in place.items()}
    noise = by_sex["TotSa"] - by_sex["1"] - by_sex["2"]
    assert (noise.min(), noise.max()) == (-7, 8)
    assert cube.labels["Region"]["23"] == "Jämtlands län"
    assert cube.units == {"000007SF": ("antal", 0)}
    assert cube.table == "TAB6471"
    assert [note.mandatory for note in cube.notes] == [True] * 5
    assert "\r\n" in cube.notes[0]
    assert "[" not in cube.notes[0].plain


def test_recorded_metadata_describes_every_place():
    text = shared_file("recorded/scb-v2/TAB6471_metadata.json").read_bytes()
    structure = describe(text)
    assert structure.shape == (312, 134, 3, 1, 16)
    assert structure.eliminable["Kon"] and not structure.eliminable["Alder"]
    assert structure.codelists["Region"] == ("vs_CKM01Riket", "vs_CKM02Län", "vs_CKM03Kommun")
    jamtland = {"23", "2303", "2305", "2309", "2313", "2321", "2326", "2361", "2380"}
    assert jamtland <= set(structure.codes["Region"])
    with pytest.raises(SourceChanged, match="metadata answer"):
        parse(text)


def test_real_server_with_sort_dimension_and_eliminated_contents():
    cube = parse(shared_file("recorded/pxwebapi-demo/pcaxis_expected_BE0101A1_with_notes_js2.json").read_bytes())
    assert cube.shape == (1, 3, 4, 2, 2, 2)
    assert cube.ids[4] == "$$SORT"
    assert cube.codes["ContentsCode"] == ("EliminatedValue",)
    assert cube.dimension_labels["ContentsCode"] == "EliminatedContents"
    assert cube.values[0, 0, 0, 0, :, 0].tolist() == [522028, 52.43]
    mandatory = [note for note in cube.notes if note.mandatory]
    assert mandatory[0].startswith("This note is mandatory!")
    assert ("region", "01") in {(note.dimension, note.code) for note in mandatory}


@pytest.mark.parametrize(
    ("name", "shape", "updated"),
    [
        ("tab001", (30, 3, 22, 1, 3), datetime(2023, 5, 25, 13, 42, tzinfo=UTC)),
        ("tab004", (14, 11, 1, 28), None),
    ],
)
def test_real_server_metadata(name, shape, updated):
    structure = describe(shared_file(f"recorded/pxwebapi-demo/pxwebapi_MetadataById_{name}_js2.json").read_bytes())
    assert structure.shape == shape
    assert structure.updated == updated


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("error_400_missing_selection", "Missing selection for mandantory variable"),
        ("error_400_nonexistent_variable", "Non-existent variable"),
        ("error_400_validation_outputFormat", "One or more validation errors"),
        ("tables_page1", "has keys language, tables, page, links"),
        ("codelist_agg_Alder10arJ", "not a JSON-stat dataset"),
    ],
)
def test_recorded_answers_that_are_no_dataset(name, said):
    with pytest.raises(SourceChanged, match=said):
        parse(shared_file(f"recorded/scb-v2/{name}.json").read_bytes())
