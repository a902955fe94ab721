"""Flat worksheets: the sheet and the header are found, texts stay texts, wrong files are refused."""

from datetime import date

import pytest

from loaders.demo.others._workbooks import Quirks, Sheet, plain_cache, write_workbook
from loaders.formats.flatsheet import Row, read_rows, sheets
from loaders.ground.errors import SourceChanged, SourceError
from tests.loaders.formats.workbook_parts import QUIRKS, edited

SHEET = "xl/worksheets/sheet2.xml"
INFO = Sheet("Info", [["Arbetssökande utan arbete"], ["DEMODATA"]])
TABLE = [
    ["Inskrivna arbetslösa"],
    [],
    [None, "Uppdaterad", "2026-09-14"],
    [],
    ["PERIOD", "LÄN", "KOMMUN", "ÅLDER", "ARBETSLÖSA", "Utan arbete mer än 6  månader"],
    ["2026-08", "Jämtlands län", "Berg", "18-24", 11, "<5"],
    [],
    ["2026-08", "Jämtlands län", None, "18-24", 7.5],
]
COLUMNS = {"period": "PERIOD", "municipality": "KOMMUN", "age": "(Å|A)LDER", "without": "utan arbete mer än 6 månader"}
EXPECTED = [Row(6, ("2026-08", "Berg", "18-24", "<5")), Row(8, ("2026-08", None, "18-24", None))]


def made(path, rows=TABLE, quirks=QUIRKS["excel"]):
    return write_workbook(path / "tid.xlsx", sheets=[INFO, Sheet("Ålder", rows)], quirks=quirks)


@pytest.mark.parametrize("name", [name for name in QUIRKS if name not in ("strict namespaces", "all at once")])
def test_every_way_of_writing_reads_the_same(tmp_path, name):
    assert list(read_rows(made(tmp_path, quirks=QUIRKS[name]), COLUMNS, sheet="ålder")) == EXPECTED


def test_texts_in_the_cells_themselves_read_the_same(tmp_path):
    assert list(read_rows(made(tmp_path, quirks=Quirks(inline=True)), COLUMNS, sheet="ålder")) == EXPECTED


def test_names_are_taken_literally_and_order_is_theirs(tmp_path):
    rows = [["Antal (n)", "PERIOD"], [3, "01"], [True, date(2026, 8, 1)]]
    path = write_workbook(tmp_path / "a.xlsx", sheets=[Sheet("Blad1", rows)])
    read = list(read_rows(path, ["PERIOD", "Antal (n)"]))
    assert read == [Row(2, ("01", 3)), Row(3, ("2026-08-01T00:00:00", True))]


def test_sheets_are_listed_with_their_first_rows(tmp_path):
    first, second = sheets(made(tmp_path), rows=5)
    assert (first.name, second.name) == ("Info", "Ålder")
    assert first.first_rows == (("Arbetssökande utan arbete",), ("DEMODATA",))
    assert second.first_rows[2] == ("Uppdaterad", "2026-09-14")


def test_a_sheet_that_is_not_there_once_is_refused_with_the_names(tmp_path):
    with pytest.raises(SourceChanged, match=r"no sheets match 'Kön'.*Its sheets: Info, Ålder"):
        list(read_rows(made(tmp_path), COLUMNS, sheet="Kön"))
    with pytest.raises(SourceChanged, match="2 sheets match"):
        list(read_rows(made(tmp_path), COLUMNS, sheet=".*"))


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["PERIOD", "KOMMUN", "ÅLDER"]],
        [["PERIOD", "KOMMUN", "ÅLDER", "Utan arbete mer än 6 månader", "kommun"]],
        [*[["x"]] * 50, TABLE[4]],
    ],
    ids=["empty", "column gone", "column twice", "too far down"],
)
def test_a_header_that_is_not_found_is_refused(tmp_path, rows):
    with pytest.raises(SourceChanged, match=r"sheet Ålder: no row among the first 50 has exactly one column for each"):
        list(read_rows(made(tmp_path, rows), COLUMNS, sheet="ålder"))


def test_damage_inside_a_sheet_is_told(tmp_path):
    many = [*TABLE[:5], *[["2026-08", "Jämtlands län", "Berg", "18-24", n, "<5"] for n in range(3000)]]
    path = made(tmp_path, many)
    with pytest.raises(SourceChanged, match="a sheet that cannot be read to its end"):
        list(read_rows(edited(path, SHEET, lambda body: body[: len(body) // 2]), COLUMNS, sheet="ålder"))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceError, match="damaged or cut off"):
        list(read_rows(path, COLUMNS, sheet="ålder"))


def test_document_types_are_refused(tmp_path):
    path = edited(made(tmp_path), SHEET, lambda body: body.replace(b"<worksheet", b"<!DOCTYPE a><worksheet", 1))
    with pytest.raises(SourceChanged, match="document type declaration"):
        list(read_rows(path, COLUMNS, sheet="ålder"))


def test_strict_open_xml_is_refused_with_the_way_out(tmp_path):
    with pytest.raises(SourceChanged, match="Strict Open XML"):
        list(read_rows(made(tmp_path, quirks=Quirks(strict=True)), COLUMNS, sheet="ålder"))


def test_pivot_caches_beside_the_sheets_do_not_matter(tmp_path):
    cache = plain_cache(("PERIOD",), [("2026-08",)])
    path = write_workbook(tmp_path / "tid.xlsx", [cache], [INFO, Sheet("Ålder", TABLE)])
    assert list(read_rows(path, COLUMNS, sheet="ålder")) == EXPECTED


def test_a_cell_whose_shared_text_is_not_there_is_named(tmp_path):
    odd = edited(made(tmp_path), SHEET, lambda body: body.replace(b't="s"><v>', b't="s"><v>99'))
    with pytest.raises(SourceChanged, match=r"tid\.xlsx has a sheet that cannot be read to its end"):
        list(read_rows(odd, COLUMNS, sheet="ålder"))
