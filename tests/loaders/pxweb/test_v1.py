"""The first dialect on SCB's recorded answers, and the reading of places, periods and sums out of running numbers."""

from datetime import UTC, datetime
from urllib.parse import unquote

import numpy as np
import orjson
import pytest

from loaders.formats.cube import Cube
from loaders.ground.declarations import OWN_SUM, Level
from loaders.ground.errors import SourceChanged
from loaders.http.limiter import SlidingWindow
from loaders.http.transport import Transport
from loaders.pxweb import v1
from loaders.pxweb.metadata import Metadata, Variable
from loaders.pxweb.running_numbers import SUM_CODE, period_code, recoded
from tests.shared import shared_file


def variable(code, *texts, **said):
    codes = tuple(str(n) for n in range(len(texts)))
    return Variable(code, code, codes, dict(zip(codes, texts, strict=True)), **said)


def table(*variables):
    return Metadata("t", "Tabell", None, "", (), variables)


def cube(metadata, values, status=None, symbols=("",)):
    return Cube(
        ids=tuple(v.code for v in metadata.variables),
        codes={v.code: v.codes for v in metadata.variables},
        labels={v.code: v.labels for v in metadata.variables},
        dimension_labels={}, units={}, roles={}, eliminable={}, codelists={}, updated=None, source="", label="",
        table="", notes=(), values=np.array(values, float), status=status, symbols=symbols,
    )  # fmt: skip


def test_recorded_metadata_of_scb():
    body = shared_file("recorded/scb-v1/metadata_BefArealTathetKon_en.json").read_bytes()
    read = v1.described(body, "BefArealTathetKon")
    assert read.label == "Population density per sq. km by region, sex, observations and year"
    assert [v.code for v in read.variables] == ["Region", "Kon", "ContentsCode", "Tid"]
    assert [v.code for v in read.variables if v.elimination] == ["Region", "Kon"]
    assert (read.time.code, read.time.codes[0], read.time.codes[-1]) == ("Tid", "1991", "2018")
    assert read.variable("ContentsCode").is_content
    assert read.variable("Kon").labels == {"1": "men", "2": "women", "1+2": "total"}


def test_recorded_folder_of_scb():
    body = shared_file("recorded/scb-v1/folder_BE0101C_en.json").read_bytes()
    (entry,) = v1._entries(orjson.loads(body), "BE/BE0101/BE0101C")
    assert (entry.id, entry.kind) == ("BefArealTathetKon", "t")
    assert entry.updated == datetime(2019, 3, 7, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-06-13T09:30:00", datetime(2024, 6, 13, 7, 30, tzinfo=UTC)),
        ("2024-06-13T07:30:00Z", datetime(2024, 6, 13, 7, 30, tzinfo=UTC)),
        ("i går", None),
        (None, None),
    ],
)
def test_a_time_without_zone_is_swedish(text, moment):
    assert v1.moment(text) == moment


def test_every_segment_of_a_path_is_percent_encoded():
    with Transport(SlidingWindow(1, 1)) as transport:
        address = v1.PxWebV1("https://x/api/v1/sv/", transport).url(
            "Tillväxtanalys statistikdatabas/Nystartade företag"
        )
    assert address == "https://x/api/v1/sv/Tillv%C3%A4xtanalys%20statistikdatabas/Nystartade%20f%C3%B6retag"
    assert unquote(address).endswith("/Nystartade företag")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"[]", "no metadata of a table"),
        (b'{"error": "Parameter error"}', "no metadata of a table"),
        (b'{"variables": [{"code": "L", "values": ["0"], "valueTexts": []}]}', "1 codes and 0 texts"),
        (b'{"variables": [{"code": "L", "values": 3, "valueTexts": null}]}', "no codes and no texts"),
        (b'{"variables": [{"code": "L", "values": ["0"], "valueTexts": 0.5}]}', "1 codes and no texts"),
    ],
)
def test_what_is_no_metadata_says_so(body, said):
    with pytest.raises(SourceChanged, match=said):
        v1.described(body, "t.px")


def test_time_is_known_by_its_texts_where_nothing_says_it():
    one = {"code": "månad", "text": "månad", "values": ["0", "1"], "valueTexts": ["2024M02", "2024M01"]}
    other = {"code": "Län", "text": "län", "values": ["0"], "valueTexts": ["20 Dalarnas län"]}
    assert v1.described(orjson.dumps({"title": "x", "variables": [other, one]}), "t").time.code == "månad"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024M05", "2024M05"), ("2024-05", "2024M05"), ("202405", "2024M05"), ("2024Q2", "2024K2"),
        ("2024K2", "2024K2"), ("2024 kvartal 2", "2024K2"), ("2024", "2024"), ("2024M13", None), ("maj 2024", None),
        ("17", None),
    ],
)  # fmt: skip
def test_how_a_period_may_be_written(text, code):
    assert period_code(text) == code


def test_places_and_periods_are_read_from_texts_in_any_order():
    metadata = table(
        variable("Tid", "2024M05", "2023M12", "2024M01", is_time=True),
        variable("Region", "2380 Östersund", "2303 Ragunda", "Uppgift saknas"),
    )
    read = recoded(metadata, ["Region"], [Level.MUNICIPALITY])
    assert read.metadata.variable("Tid").codes == ("2024M05", "2023M12", "2024M01")
    assert read.metadata.variable("Region").codes == ("2380", "2303", "[2]")
    assert read.selection({"Region": ("2303",), "Tid": ("2024M01",)}) == {"Region": ("1",), "Tid": ("2",)}


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("23 Jämtlands län", "99 Nya länet"), "99 Nya länet"),
        (("23 Dalarnas län",), "23 Dalarnas län"),
        (("23 Jämtlands län", "23 Jämtland"), "23 twice"),
    ],
)
def test_a_place_nobody_knows_stops_the_table_and_is_named(texts, said):
    metadata = table(variable("Tid", "2024M01", is_time=True), variable("Län", *texts))
    with pytest.raises(SourceChanged, match=said):
        recoded(metadata, ["Län"], [Level.COUNTY])


def test_our_own_sum_is_of_all_values_and_lacks_where_one_lacks():
    metadata = table(variable("Tid", "2024M01", "2024M02", is_time=True), variable("Form", "AB", "HB", "E"))
    read = recoded(metadata, [], [Level.COUNTY], ["Form"])
    assert read.metadata.variable("Form").labels[SUM_CODE] == OWN_SUM
    assert read.selection({"Form": (SUM_CODE,)}) == {"Form": ("0", "1", "2")}
    marks = np.array([[0, 0, 1], [0, 2, 0]], np.uint8)
    made = read.cube(cube(metadata, [[4, 3, np.nan], [1, np.nan, 2]], marks, ("", "-", "..")))
    assert made.codes["Form"] == ("0", "1", "2", SUM_CODE)
    assert made.values[0, 3] == 7 and np.isnan(made.values[1, 3])
    assert made.symbols[made.status[1, 3]] == ".."


def test_no_sum_is_made_beside_the_publishers_own_total():
    metadata = table(variable("Tid", "2024", is_time=True), variable("Form", "Totalt", "AB", "HB"))
    assert recoded(metadata, [], [Level.COUNTY], ["Form"]).sums == {}
