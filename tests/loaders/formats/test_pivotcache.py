"""The pivot-cache reader: awkward files read right, wrong files refused, the fast way equal to two others."""

import zipfile
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest
from openpyxl.reader.excel import ExcelReader

from loaders.demo.others._workbooks import Cache, Field, Quirks, plain_cache, write_workbook
from loaders.formats.pivotcache import caches, iter_batches, read, sums
from loaders.formats.pivotcache.columns import TextColumn
from loaders.ground.errors import SourceChanged, SourceError
from tests.loaders.formats.workbook_parts import DEFINITION, QUIRKS, RECORDS, edited, replaced, rows_of, without

NAMES = ("PERIOD", "KOEN", "LAN", "INSAL")
WANTED = {"PERIOD": "text", "KOEN": "text", "LAN": "text", "INSAL": "number"}
ROWS = [
    ("2026-07", "K", "Jämtlands län", 12),
    ("2026-07", "M", "Jämtlands län", 0),
    ("2026-08", "K", "Västra Götalands län", 7.5),
    ("2026-08", "M", None, None),
]


def made(path: Path, rows=ROWS, quirks: Quirks = QUIRKS["excel"], names=NAMES) -> Path:
    return write_workbook(path / "af.xlsx", [plain_cache(names, rows, own=["INSAL"])], quirks=quirks)


@pytest.mark.parametrize("scan", [True, False], ids=["scanner", "parser"])
@pytest.mark.parametrize("name", QUIRKS)
def test_every_way_of_writing_reads_the_same(tmp_path, name, scan):
    assert rows_of(read(made(tmp_path, quirks=QUIRKS[name]), WANTED, scan=scan)) == ROWS


def test_columns_are_compact_and_numbers_have_nulls_not_nan(tmp_path):
    table = read(made(tmp_path), WANTED)
    assert table.schema == pa.schema(
        {name: pa.dictionary(pa.int8(), pa.string()) for name in NAMES[:3]} | {"INSAL": pa.float64()}
    )
    assert table["INSAL"].null_count == 1
    assert table["LAN"].null_count == 1


def test_columns_come_in_the_order_asked_for(tmp_path):
    table = read(made(tmp_path), {"INSAL": "number", "PERIOD": "text"})
    assert rows_of(table)[0] == (12, "2026-07")


def test_calculated_fields_have_no_place_in_the_records(tmp_path):
    cache = plain_cache(NAMES, ROWS, own=["INSAL"])
    fields = [cache.fields[0], Field("ANDEL", calculated=True), *cache.fields[1:]]
    path = write_workbook(tmp_path / "af.xlsx", [Cache(fields, cache.records)])
    assert caches(path)[0].fields == NAMES
    assert rows_of(read(path, WANTED)) == ROWS


def test_caches_are_listed_without_reading_records(tmp_path):
    by_age = plain_cache(
        ("PERIOD", "ALDGR", "INSAL"), [("2026-08", "18-24", 5)], refreshed=datetime(2026, 9, 14, 6, 30)
    )
    unsaved = Cache([Field("PERIOD"), Field("FODLGRP")], [], saved=False)
    path = write_workbook(tmp_path / "sok.xlsx", [by_age, unsaved])
    first, second = caches(path)
    assert (first.name, first.fields, first.records) == (DEFINITION, ("PERIOD", "ALDGR", "INSAL"), 1)
    assert first.refreshed == datetime(2026, 9, 14, 6, 30)
    assert first.saved
    assert (second.fields, second.records, second.refreshed, second.saved) == (("PERIOD", "FODLGRP"), None, None, False)


def test_a_cache_is_chosen_by_its_fields_whatever_its_number(tmp_path):
    for order in (("UTBILDNING", "ALDGR"), ("ALDGR", "UTBILDNING")):
        rows = {"UTBILDNING": [("2026-08", "FG", 3)], "ALDGR": [("2026-08", "18-24", 5)]}
        held = [plain_cache(("PERIOD", name, "INSAL"), rows[name]) for name in order]
        path = write_workbook(tmp_path / "sok.xlsx", held)
        assert rows_of(read(path, {"ALDGR": "text", "INSAL": "number"})) == [("18-24", 5)]


def test_a_cache_with_records_goes_before_its_copy_without(tmp_path):
    empty = Cache([Field(name) for name in NAMES], [], saved=False)
    path = write_workbook(tmp_path / "af.xlsx", [empty, plain_cache(NAMES, ROWS, own=["INSAL"])])
    assert rows_of(read(path, WANTED)) == ROWS


def test_field_names_are_compared_composed_and_without_extra_space(tmp_path):
    path = made(tmp_path, [("a", "b", "c", 1)], names=("KO\u0308N", " YRKES_x000a_ OMRÅDE ", "LAN", "INSAL"))
    assert caches(path)[0].fields[:2] == ("KÖN", "YRKES OMRÅDE")
    assert rows_of(read(path, {"KÖN": "text"})) == [("a",)]


def test_every_kind_of_item_reads_as_text(tmp_path):
    shared = [("s", "<5"), ("n", "202601"), ("n", "2.5"), ("n", "1E3"), ("d", "2026-08-01T00:00:00"), ("b", "1"),
              ("e", "#N/A"), ("m", ""), ("s", ""), ("s", "rad_x000D_slut & <mer>")]  # fmt: skip
    expected = ["<5", "202601", "2.5", "1000", "2026-08-01T00:00:00", "true", "#N/A", None, "", "rad\rslut & <mer>"]
    pointing = [[("x", str(index))] for index in range(len(shared))]
    for records in (pointing, [[one] for one in shared]):
        path = write_workbook(tmp_path / "af.xlsx", [Cache([Field("F", shared)], records)])
        assert read(path, {"F": "text"})["F"].to_pylist() == expected
        assert read(path, {"F": "text"}, scan=False)["F"].to_pylist() == expected


def test_equal_texts_have_one_code(tmp_path):
    shared = [("s", "1"), ("n", "1"), ("s", "2")]
    records = [[("x", "0")], [("x", "1")], [("s", "2")], [("n", "1.0")]]
    path = write_workbook(tmp_path / "af.xlsx", [Cache([Field("F", shared)], records)])
    column = read(path, {"F": "text"})["F"].combine_chunks()
    assert column.dictionary.to_pylist() == ["1", "2"]
    assert column.indices.to_pylist() == [0, 0, 1, 0]


def test_numbers_shared_and_of_their_own_read_alike(tmp_path):
    shared = [("n", "5"), ("m", ""), ("n", "-0.25")]
    own = [("n", "5354201.083333"), ("n", "+7"), ("n", "1e-3"), ("n", " 8 "), ("n", ".5"), ("n", "007"), ("m", "")]
    records = [[("x", "0")], [("x", "1")], [("x", "2")], *([one] for one in own)]
    path = write_workbook(tmp_path / "af.xlsx", [Cache([Field("N", shared)], records)])
    expected = [5, None, -0.25, 5354201.083333, 7, 0.001, 8, 0.5, 7, None]
    for scan in (True, False):
        assert read(path, {"N": "number"}, scan=scan)["N"].to_pylist() == expected


@pytest.mark.parametrize("scan", [True, False], ids=["scanner", "parser"])
@pytest.mark.parametrize(
    ("stored", "told"),
    [
        (("s", "<5"), "'<5'"),
        (("e", "#DIV/0!"), "#DIV/0!"),
        (("d", "2026-08-01"), "2026-08-01"),
        (("n", "NaN"), "NaN"),
        (("n", "1e999"), "1e999"),
        (("n", "1,5"), "1,5"),
        (("n", ""), "<n>"),
        (("x", "2"), "shared item '2' of 2"),
        (("x", "-1"), "shared item '-1' of 2"),
        (("x", ""), "shared item '' of 2"),
        (("x", "1"), "'<5'"),
    ],
)
def test_what_is_no_number_is_refused_with_its_record(tmp_path, stored, told, scan):
    records = [[("n", "1")], [("x", "0")], [stored]]
    path = write_workbook(tmp_path / "af.xlsx", [Cache([Field("INSAL", [("n", "4"), ("s", "<5")])], records)])
    with pytest.raises(SourceChanged, match=r"record 3: field INSAL .*") as caught:
        read(path, {"INSAL": "number"}, scan=scan)
    assert told in str(caught.value)


def test_none_or_several_caches_are_refused_with_all_fields_listed(tmp_path):
    ages = [plain_cache(("PERIOD", name), []) for name in ("ALDGR", "FODLGRP")]
    path = write_workbook(tmp_path / "sok.xlsx", ages)
    with pytest.raises(SourceChanged, match=r"no pivot caches.*PERIOD, ALDGR; .*PERIOD, FODLGRP"):
        read(path, {"KOEN": "text"})
    with pytest.raises(SourceChanged, match="2 pivot caches hold them, and exactly one must"):
        read(path, {"PERIOD": "text"})
    with pytest.raises(SourceChanged, match="no pivot cache at all"):
        read(write_workbook(tmp_path / "none.xlsx"), {"PERIOD": "text"})
    with pytest.raises(SourceChanged, match="PERIOD occurs twice"):
        read(write_workbook(tmp_path / "twice.xlsx", [plain_cache(("PERIOD", "PERIOD"), [])]), {"PERIOD": "text"})


def test_a_cache_saved_without_records_says_so(tmp_path):
    path = write_workbook(tmp_path / "af.xlsx", [Cache([Field("PERIOD")], [], saved=False)])
    with pytest.raises(SourceChanged, match="saved without their records"):
        read(path, {"PERIOD": "text"})
    with pytest.raises(SourceChanged, match="saved without their records"):
        read(without(made(tmp_path), RECORDS), {"PERIOD": "text"})


def test_no_records_give_an_empty_table(tmp_path):
    for rows in ([], iter([])):
        table = read(made(tmp_path, rows), WANTED)
        assert (len(table), table.schema.names) == (0, list(NAMES))
    assert list(iter_batches(made(tmp_path, []), WANTED)) == []
    path = edited(made(tmp_path, []), RECORDS, lambda body: body.replace(b"></pivotCacheRecords>", b"/>"))
    assert len(read(path, WANTED)) == 0


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        (RECORDS, "<m/></r>", "</r>", "record 4 holds 3 items; the definition has 4 fields"),
        (RECORDS, "<m/></r>", "<m/><m/></r>", "record 4 holds 5 items"),
        (RECORDS, "<m/></r>", "<q/></r>", "record 4: <q> cannot be read as an item"),
        (RECORDS, "<m/></r>", "<n/></r>", "record 4: <n> cannot be read as an item"),
        (RECORDS, "<m/></r>", "<m></r>", "not well-formed XML"),
        (RECORDS, "<m/></r>", '<s v="&lol;"/></r>', "not well-formed XML"),
        (RECORDS, "</pivotCacheRecords>", "", "not well-formed XML"),
        (RECORDS, "</pivotCacheRecords>", "</r>", "not well-formed XML"),
        (RECORDS, "pivotCacheRecords xmlns=", "pivotCacheRecords xmlns:y=", "not with pivot cache records"),
        (DEFINITION, 'recordCount="4"', 'recordCount="5"', "declares 5 records and holds 4"),
        (DEFINITION, "<cacheSource", "<cacheSou rce", "not well-formed XML"),
        (DEFINITION, '<s v="K"/>', "<s/>", "KOEN has a shared item <s> that cannot be read"),
    ],
)
def test_damaged_caches_are_refused(tmp_path, part, old, new, told):
    path = made(tmp_path)
    if part == RECORDS and "pivotCacheRecords" in old:
        path = edited(path, part, lambda body: new.join(body.decode().rsplit(old, 1)).encode())
    else:
        path = replaced(path, part, old, new)
    for scan in (True, False):
        with pytest.raises(SourceChanged, match=r"af\.xlsx") as caught:
            read(path, WANTED, scan=scan)
        assert told in str(caught.value)


def test_document_types_are_refused_wherever_they_stand(tmp_path):
    with pytest.raises(SourceChanged, match="document type declaration"):
        caches(made(tmp_path, quirks=Quirks(doctype=True)))
    path = edited(made(tmp_path), RECORDS, lambda body: body.replace(b"<pivot", b"<!DOCTYPE a><pivot", 1))
    with pytest.raises(SourceChanged, match="document type declaration"):
        read(path, WANTED)


def test_an_endless_value_is_refused_before_it_fills_the_memory(tmp_path):
    path = replaced(made(tmp_path), RECORDS, '<x v="0"/>', f'<s v="{"a" * 9_000_000}"/>')
    with pytest.raises(SourceChanged, match="an element of more than 4,194,304 bytes"):
        read(path, WANTED)


def test_a_cut_off_file_is_damaged_not_changed(tmp_path):
    path = made(tmp_path, [(f"{n}", "K", "Län", n) for n in range(5000)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceError, match="damaged or cut off") as caught:
        read(path, WANTED)
    assert not isinstance(caught.value, SourceChanged)
    path.write_bytes(whole)
    with zipfile.ZipFile(path) as file:
        at = file.getinfo(RECORDS).header_offset + 200
    path.write_bytes(whole[:at] + bytes(100) + whole[at + 100 :])
    with pytest.raises(SourceError, match="damaged or cut off"):
        read(path, WANTED)


def many(count: int):
    for n in range(count):
        yield (f"{1996 + n // 12 % 30}-{n % 12 + 1:02}", "KM"[n % 2], f"Län {n % 21}", n % 1000)


def test_batches_are_even_and_share_their_codes(tmp_path):
    path = made(tmp_path, many(70_000))
    batches = list(iter_batches(path, WANTED, batch_records=30_000))
    assert [len(batch) for batch in batches] == [30_000, 30_000, 10_000]
    assert rows_of(pa.Table.from_batches(batches)) == list(many(70_000))
    first = batches[0].column("PERIOD").dictionary
    assert all(batch.column("PERIOD").dictionary.slice(0, len(first)).equals(first) for batch in batches)


def test_one_unusual_record_far_in_does_not_change_the_answer(tmp_path):
    path = made(tmp_path, many(70_000))
    at = 60_000
    changed = '<r f="1"><x v="0"/><x v=\'1\'/><s v="a>b"/><n v="8"/></r>'

    def edit(body: bytes) -> bytes:
        records = body.decode().split("</r>")
        head = records[at][: records[at].index("<r>")]
        return "</r>".join([*records[:at], head + changed.removesuffix("</r>"), *records[at + 1 :]]).encode()

    expected = list(many(70_000))
    expected[at] = ("1996-01", "M", "a>b", 8)
    assert rows_of(read(edited(path, RECORDS, edit), WANTED)) == expected


def test_sums_tell_how_much_was_missing(tmp_path):
    rows = [*ROWS, ("2026-08", "M", None, 3), ("2026-07", "K", "Jämtlands län", 1)]
    table = sums(made(tmp_path, rows), ["PERIOD", "LAN"], ["INSAL"], batch_records=2)
    assert sorted(rows_of(table), key=str) == [
        ("2026-07", "Jämtlands län", 13.0, 0),
        ("2026-08", "Västra Götalands län", 7.5, 0),
        ("2026-08", None, 3.0, 1),
    ]
    alone = sums(made(tmp_path, [("2026-08", "M", None, None)]), ["PERIOD"], ["INSAL"])
    assert rows_of(alone) == [("2026-08", None, 1)]
    assert rows_of(sums(made(tmp_path, []), ["PERIOD"], ["INSAL"])) == []


def test_too_many_distinct_texts_are_refused():
    column = TextColumn("F", [])
    column.texts = ["x"] * 250_000
    with pytest.raises(Exception, match="more than 250,000 different texts"):
        column.take([("s", "one more")])


def test_openpyxl_reads_the_same_from_what_the_maker_writes(tmp_path):
    path = made(tmp_path)
    reader = ExcelReader(str(path))
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    (cache,) = reader.parser.pivot_caches.values()
    shared = [[getattr(one, "v", None) for one in field.sharedItems._fields] for field in cache.cacheFields[:3]]
    held = [
        tuple(shared[at][one.v] if type(one).__name__ == "Index" else getattr(one, "v", None)
              for at, one in enumerate(record._fields))
        for record in cache.records.r
    ]  # fmt: skip
    assert [row[:3] for row in held] == [row[:3] for row in ROWS]
    assert [row[3] for row in held] == [12, 0, 7.5, None]
