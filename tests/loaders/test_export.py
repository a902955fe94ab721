"""Exports read back: what a spreadsheet or script gets."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow
import pyarrow.parquet
import pytest

from loaders.export import format_of, serialised, table
from loaders.export.summing import summed_status
from loaders.ground.declarations import Status
from loaders.ground.enums import FileFormat
from loaders.ground.errors import NothingPublishedYet, UsageError
from loaders.ground.panel import NO_ROW, STATUS_CODE, STATUSES, Panel
from loaders.store import Delivery, Scope, Store

FIRST, SECOND = datetime(2024, 12, 10, 7, tzinfo=UTC), datetime(2025, 12, 10, 7, tzinfo=UTC)


def panel(values, statuses=None, symbols=None):
    values = np.array(values, float)
    status = np.zeros(values.shape, np.uint8) if statuses is None else np.array(statuses, np.uint8)
    symbol = np.zeros(values.shape, np.uint8) if symbols is None else np.array(symbols, np.uint8)
    axes = {"region_code": ("00", "23"), "period": ("2022", "2023")}
    return Panel(axes=axes, values=values, status=status, symbol=symbol, symbols=("", "..", "-"))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """grp in two publications: 23 in 2023 revised from 70 to ..; 00 in 2022 is nil."""
    made = Store(tmp_path_factory.mktemp("store"))
    nil, missing = STATUS_CODE[Status.NIL], STATUS_CODE[Status.MISSING]
    publications = (
        (FIRST, panel([[0, 6000.5], [60, 70]], [[nil, 0], [0, 0]], [[2, 0], [0, 0]])),
        (SECOND, panel([[0, 6000.5], [60, np.nan]], [[nil, 0], [0, missing]], [[2, 0], [0, 1]])),
    )
    for moment, state in publications:
        with made.writing() as writer:
            fetched = moment + timedelta(hours=1)
            writer.add(
                "grp", state, Delivery(table="TAB1", updated=moment, fetched=fetched, synthetic=False), scope=Scope()
            )
    return made


HEADER = ["region_code", "period", "value", "status", "symbol", "table", "published", "fetched"]


def test_csv_is_plain_sorted_and_null_is_empty(store):
    text = serialised(table(store, "grp"), FileFormat.CSV).decode("utf-8")
    assert text.splitlines() == [
        ",".join(HEADER),
        "00,2022,0,nil,'-,TAB1,2024-12-10T07:00:00Z,2024-12-10T08:00:00Z",
        "00,2023,6000.5,,,TAB1,2024-12-10T07:00:00Z,2024-12-10T08:00:00Z",
        "23,2022,60,,,TAB1,2024-12-10T07:00:00Z,2024-12-10T08:00:00Z",
        "23,2023,,missing,..,TAB1,2025-12-10T07:00:00Z,2025-12-10T08:00:00Z",
    ]


def test_a_moment_of_publication_that_nobody_stated_is_null(tmp_path):
    store = Store(tmp_path)
    with store.writing() as writer:
        writer.add(
            "grp",
            panel([[1, 2], [3, 4]]),
            Delivery(table="TAB1", updated=FIRST, fetched=FIRST, synthetic=False, manual=True, by="Kim"),
            scope=Scope(),
        )
    rows = table(store, "grp", regions=["23"], first="2023")
    assert rows["published"].to_pylist() == [None] and rows["fetched"].to_pylist() == [FIRST]
    assert serialised(rows, FileFormat.CSV).decode().splitlines()[1] == "23,2023,4,,,TAB1,,2024-12-10T07:00:00Z"
    assert json.loads(serialised(rows, FileFormat.JSON))[0]["published"] is None


def test_the_three_formats_hold_the_same(store):
    rows = table(store, "grp")
    from_csv = list(csv.DictReader(io.StringIO(serialised(rows, FileFormat.CSV).decode())))
    from_json = json.loads(serialised(rows, FileFormat.JSON))
    from_parquet = pyarrow.parquet.read_table(io.BytesIO(serialised(rows, FileFormat.PARQUET))).to_pylist()
    assert [list(row) for row in (from_csv[0], from_json[0], from_parquet[0])] == [HEADER] * 3
    assert from_json[3]["value"] is None and from_parquet[3]["value"] is None and from_csv[3]["value"] == ""
    assert [row["value"] for row in from_json] == [row["value"] for row in from_parquet] == [0, 6000.5, 60, None]
    assert from_parquet[3]["published"] == SECOND


def test_as_of_gives_what_was_known_then(store):
    values = table(store, "grp", as_of=date(2025, 1, 1))["value"].to_pylist()
    assert values == [0, 6000.5, 60, 70]
    with pytest.raises(NothingPublishedYet, match="the first known one is of 2024-12-10"):
        table(store, "grp", as_of=date(2024, 12, 9))


def test_places_and_periods_are_chosen(store):
    chosen = table(store, "grp", regions=["23", "23"], first="2023", last="2023")
    assert chosen.select(["region_code", "period"]).to_pylist() == [{"region_code": "23", "period": "2023"}]
    assert table(store, "grp", regions=["2321"]).num_rows == 0
    assert table(store, "grp", first="2024").num_rows == 0


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"regions": ["99"]}, "no Swedish place"),
        ({"regions": ["23-2321"]}, "grp cannot be summed"),
        ({"first": "2023-01"}, "grp has years"),
        ({"first": "maj"}, "'maj' is not a period"),
        ({"first": "2024", "last": "2023"}, "comes after"),
    ],
)
def test_what_is_not_understood_is_said(store, wrong, message):
    with pytest.raises(UsageError, match=message):
        table(store, "grp", **wrong)


def test_made_up_rows_say_so_in_every_row(tmp_path):
    made = Store(tmp_path)
    with made.writing() as writer:
        state = panel([[1, 2], [3, 4]])
        writer.add("grp", state, Delivery(table="TAB1", updated=FIRST, fetched=FIRST, synthetic=True), scope=Scope())
    assert set(table(made, "grp")["table"].to_pylist()) == {"TAB1 DEMODATA"}


TEXTS = [
    "=1+1",
    "+46",
    "-",
    "-3",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "Butikssäljare, fackhandel",
    'sa "nej"',
    "två\nrader",
    "’=1",
    "",
]


def test_a_csv_holds_any_text_and_no_cell_that_a_spreadsheet_reckons_with():
    """What begins like a formula has an apostrophe before it; all other texts come back as they were."""
    rows = pyarrow.table(
        {
            "symbol": pyarrow.array(TEXTS).dictionary_encode(),
            "value": pyarrow.array([-1.5] * len(TEXTS)),
            **{name: pyarrow.array([SECOND] * len(TEXTS)) for name in ("published", "fetched")},
        }
    )
    read = list(csv.DictReader(io.StringIO(serialised(rows, FileFormat.CSV).decode(), newline="")))
    assert {row["value"] for row in read} == {"-1.5"}
    for row, text in zip(read, TEXTS, strict=True):
        assert row["symbol"] == (f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text)
    assert [row["symbol"] for row in json.loads(serialised(rows, FileFormat.JSON))] == TEXTS


@pytest.mark.parametrize(
    ("name", "stated", "form"),
    [
        (None, None, FileFormat.CSV),
        (None, FileFormat.JSON, FileFormat.JSON),
        ("brp.CSV", None, FileFormat.CSV),
        ("brp.json", None, FileFormat.JSON),
        ("brp.parquet", FileFormat.PARQUET, FileFormat.PARQUET),
    ],
)
def test_a_file_is_of_the_format_its_name_says(name, stated, form):
    assert format_of(Path(name) if name else None, stated) is form


@pytest.mark.parametrize("name", ["brp.xlsx", "brp.xls", "brp.txt", "brp", "brp.csv.gz", ".csv"])
def test_a_suffix_that_is_not_written_is_refused_with_those_that_are(name):
    with pytest.raises(UsageError, match=r"\.csv, \.json, \.parquet") as caught:
        format_of(Path(name), None)
    assert ".csv, .json, .parquet" in caught.value.message_sv


def test_a_format_and_a_name_that_disagree_are_refused():
    with pytest.raises(UsageError, match="say two things"):
        format_of(Path("brp.csv"), FileFormat.JSON)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (("", "not_published"), "not_published"),
        (("", None), "not_published"),
        (("not_published", "missing"), "missing"),
        (("withdrawn", ""), "withdrawn"),
        (("withdrawn", "missing"), "missing"),
        (("missing", "not_applicable"), "not_applicable"),
        (("not_published", "suppressed"), "suppressed"),
    ],
)
def test_a_sum_with_a_hole_says_what_its_parts_lack(parts, told):
    theirs = np.array([[NO_ROW if part is None else STATUS_CODE[Status(part)]] for part in parts], np.uint8)
    assert STATUSES[summed_status(np.array([np.nan]), theirs)[0]] == told
