"""Small files in the publishers' own forms, given by hand: right values, or a refusal for the true reason."""

import re

import numpy as np
import pytest
import xlsxwriter

from loaders.formats.written_months import month_of
from loaders.store import Store
from tests.loaders.faults.fault_table import CommandLine
from tests.shared import shared_file


def given(data, capsys, source, *names, folder="", options=()):
    """Exit code and text of importing files of the shared cases."""
    paths = [str(shared_file(f"cases/{folder or source}/{name}")) for name in names]
    line = CommandLine("http://127.0.0.1:9/api/v2", None, data)
    return line.run(data / "data", "import", source, *paths, *options, capsys=capsys)


def stored(data, id_, **where):
    return Store(data / "data" / "store").read(id_).take(**where).values.ravel().tolist()


@pytest.mark.parametrize("names", [("N00926_kpi.json", "N00926_data.json"), ("N00926_data.json", "N00926_kpi.json")])
def test_kolada_figures_given_with_their_title_are_a_rate(tmp_path, capsys, names):
    code, said = given(tmp_path, capsys, "kolada", *names)
    assert code == 0, said
    assert stored(tmp_path, "bankruptcies_yearly", region_code="2321", period="2025") == [1.8]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("N00926_data.json", "N00926_data.json: what N00926 is called was not read"),
        ("N00926_kpi.json", "has no figure within what is declared"),
    ],
)
def test_half_of_what_kolada_says_is_refused_with_what_lacks(tmp_path, capsys, name, told):
    code, said = given(tmp_path, capsys, "kolada", name)
    assert code == 1 and told in said
    assert not (tmp_path / "data" / "store" / "manifest.json").exists()


@pytest.mark.parametrize(
    ("name", "bankruptcies", "employees"),
    [
        ("rad_med_tal_som_text.xlsx", 3, 1010),
        ("symbol_tre_punkter.xlsx", None, 4),
        ("utan_titel.xlsx", 1, 7),
        ("engelsk_titel.xlsx", 1, 7),
        ("kod_och_text.xlsx", 1, 7),
    ],
)
def test_a_workbook_pxweb_saved_is_read_in_every_form(tmp_path, capsys, name, bankruptcies, employees):
    code, said = given(tmp_path, capsys, "tillvaxtanalys", name, folder="pxweb")
    assert code == 0, said
    for id_, march in (("bankruptcies", bankruptcies), ("bankruptcy_employees", employees)):
        found = Store(tmp_path / "data" / "store").read(id_).take(region_code="23", period="2023-03")
        values = [None if np.isnan(value) else value for value in found.values.ravel()]
        assert values == [march], id_
    assert stored(tmp_path, "bankruptcies", region_code="23", period="2023-01") == [2]
    assert stored(tmp_path, "bankruptcy_employees", region_code="23", period="2023-01") == [3]
    assert ("tecknet ”...” står i 1 celler" in said) is (bankruptcies is None)


MONTHS = [f"2023M{month:02d}" for month in range(1, 13)]
TITLE = "Antal konkurser efter månad, län och variabel"


def saved(path, *rows):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([*rows, ("DEMODATA",)]):
            sheet.write_row(number, 0, row)
    return path


def import_workbook(data, capsys, *rows):
    line = CommandLine("http://127.0.0.1:9/api/v2", None, data)
    return line.run(data / "data", "import", "tillvaxtanalys", str(saved(data / "t.xlsx", *rows)), capsys=capsys)


@pytest.mark.parametrize(
    "rows",
    [
        [(TITLE,), (None, None, "Antal konkurser"), *((month, "23 Jämtlands län", "1 004") for month in MONTHS)],
        [("Antal konkurser efter månad och län",), *((month, "23 Jämtlands län", 1004) for month in MONTHS)],
        [(TITLE,), (None, None, None, "Antal konkurser"), *((m, "23", "Jämtlands län", 1004) for m in MONTHS)],
    ],
    ids=["all figures are texts", "one content, only in the title", "the places' own codes in a column"],
)
def test_other_forms_of_a_saved_table_give_its_figures(tmp_path, capsys, rows):
    code, said = import_workbook(tmp_path, capsys, *rows)
    assert code == 0, said
    assert stored(tmp_path, "bankruptcies", region_code="23", period="2023-12") == [1004]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("2024M01", "23 Jämtlands län", "ca 5"), r"row 15, cell C15: 'ca 5' stands where a figure should"),
        (("2024M01", "23 Jämtlands län", "1.004"), r"row 15, cell C15: '1\.004' stands where a figure should"),
        (("Summa", "23 Jämtlands län", 99), r"row 15: 'Summa' is a sum, which the publisher's table does not have"),
    ],
)
def test_what_is_no_figure_is_told_by_cell_and_by_every_table(tmp_path, capsys, row, told):
    rows = [(TITLE,), (None, None, "Antal konkurser"), *((month, "23 Jämtlands län", 4) for month in MONTHS), row]
    code, said = import_workbook(tmp_path, capsys, *rows)
    assert code != 0 and re.search(told, said), said
    assert "t.xlsx" in said and "konkurser-manad-lan" in said
    assert not (tmp_path / "data" / "store" / "manifest.json").exists()


@pytest.mark.parametrize("form", ["manadsslut", "jan-25", "ar-och-manad"])
def test_notices_are_read_whatever_form_the_months_have(tmp_path, capsys, form):
    code, said = given(tmp_path, capsys, "varsel", f"varsel-lan-{form}.xlsx")
    assert code == 0, said
    for county, month, persons in (("01", "2025-01", 0), ("25", "2025-01", 20), ("23", "2025-03", 38)):
        assert stored(tmp_path, "redundancy_notices", region_code=county, period=month) == [persons]


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("2024-02-29T00:00:00", "2024-02"),
        ("2025-02-01", "2025-02"),
        ("2025-02-14", ""),
        ("dec-99", "1999-12"),
        ("sept. 24", "2024-09"),
        ("Maj 2025", "2025-05"),
        ("202503", "2025-03"),
        ("länet-25", ""),
    ],
)
def test_a_cell_names_a_month_or_none(cell, month):
    assert month_of(cell) == month


NIGHTS = {"00": [20254, 20258], "23": [2029, 2033], "2321": [904, 908], "2380": [679, 683]}


def without_fields(path, target, *names):
    """The file without some fields, as tab-separated Latin-1."""
    rows = [line.split("\t") for line in path.read_text("latin-1").splitlines()]
    kept = [n for n, name in enumerate(rows[0]) if name not in names]
    target.write_text("".join("\t".join(row[n] for n in kept) + "\n" for row in rows), "latin-1")
    return target


@pytest.mark.parametrize("gone", [(), ("LAN_NAMN", "KOMMUN_NAMN"), ("LAN_KOD", "KOMMUN_KOD")])
def test_guest_nights_are_read_by_name_or_by_code(tmp_path, capsys, gone):
    source = shared_file("cases/tillvaxtverket/GuestNights_Country_Month.txt")
    path = without_fields(source, tmp_path / source.name, *gone)
    line = CommandLine("http://127.0.0.1:9/api/v2", None, tmp_path)
    code = line.run(tmp_path / "data", "import", "tillvaxtverket", str(path), capsys=capsys)
    assert code[0] == 0, code
    for region, nights in NIGHTS.items():
        assert stored(tmp_path, "guest_nights", region_code=region) == nights


@pytest.mark.parametrize(
    ("name", "gone", "told"),
    [
        ("GuestNights_Capacity_Revenue_Month.txt", (), "file of capacity and revenue"),
        (
            "GuestNights_Country_Month.txt",
            ("LAN_NAMN", "KOMMUN_NAMN", "LAN_KOD", "KOMMUN_KOD"),
            "but no field .*_NAMN or .*_KOD that tells which",
        ),
    ],
)
def test_a_sibling_file_and_one_that_tells_no_places_are_refused(tmp_path, capsys, name, gone, told):
    path = without_fields(shared_file(f"cases/tillvaxtverket/{name}"), tmp_path / name, *gone)
    line = CommandLine("http://127.0.0.1:9/api/v2", None, tmp_path)
    code, said = line.run(tmp_path / "data", "import", "tillvaxtverket", str(path), capsys=capsys)
    assert code == 1 and re.search(told, said) and name in said, said
    assert not (tmp_path / "data" / "store" / "manifest.json").exists()
