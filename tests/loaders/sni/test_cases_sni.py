"""Ordered extracts as people lay them out: labels written once, years as columns, signs between thousands, titles."""

import pytest
import xlsxwriter

from loaders.ground.errors import SourceChanged
from loaders.ground.raw import Raw
from loaders.sni import sni_sets
from loaders.sni.extracts import read
from tests.loaders.cases import circular, import_file
from tests.shared import shared_file

ÖSTERSUND, BRÄCKE = (2000, 100, 5), (900, 20, pytest.approx(2.222222))
BOTH_YEARS = {
    ("2305", "2023"): BRÄCKE,
    ("2380", "2023"): ÖSTERSUND,
    ("2305", "2024"): (922, 22, pytest.approx(2.386117)),
    ("2380", "2024"): (2030, 110, pytest.approx(5.418719)),
}


def extract(tmp_path, text, name="utdrag.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return read(Raw.from_file(path))


def counts(found):
    """All employed and those in circular industries by (place, year), county sums left out."""
    chosen = sni_sets()["scb_2007"]
    return {
        key: (place.base("all").value, place.circular(chosen).value)
        for key, place in found.places.items()
        if len(key[0]) == 4
    }


def refused(tmp_path, text):
    with pytest.raises(SourceChanged) as caught:
        extract(tmp_path, text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("kommun_en_gang.xlsx", {("2305", "2024"): BRÄCKE, ("2380", "2024"): ÖSTERSUND}),
        ("kommun_en_gang.csv", {("2305", "2024"): BRÄCKE, ("2380", "2024"): ÖSTERSUND}),
        ("ar_i_kolumner.csv", BOTH_YEARS),
        ("ar_i_kolumner_med_ord.csv", BOTH_YEARS),
        ("cp1252_tankstreck.csv", {("2380", "2024"): (1900, 0, 0)}),
        ("titelrad_med_komman.csv", {("2380", "2024"): ÖSTERSUND}),
    ],
)
def test_the_cases_are_read(tmp_path, monkeypatch, capsys, name, figures):
    code, said = import_file(tmp_path, monkeypatch, capsys, "sni_extract", shared_file(f"cases/sni/{name}"))
    assert code == 0, said
    assert circular(tmp_path) == figures


@pytest.mark.parametrize("name", ["punkt", "komma", "punkt_jamnt", "komma_jamnt"])
def test_a_sign_that_may_part_thousands_is_refused_by_its_line(tmp_path, monkeypatch, capsys, name):
    path = shared_file(f"cases/sni/tusental_{name}.csv")
    code, said = import_file(tmp_path, monkeypatch, capsys, "sni_extract", path)
    assert code == 1
    assert f"{path.name}, line 2: '1{'.' if 'punkt' in name else ','}000' may be a number of thousands" in said
    assert circular(tmp_path) == {}


HEAD = "Kommun;SNI 2007;År;Sysselsatta\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SNI 2007;Kommun;År;Antal\n01110;2305;2024;500\n;2380;2024;90\n45201;2305;2024;20\n;2380;2024;10\n", None),
        ("Kommun;SNI 2007;År;Antal\n2305;01110;2023;7\n;;2024;500\n;45201;2023;3\n;;2024;20\n", (520, 20)),
        ("Kommun;SNI 2007;År;Antal\n2305;Totalt;2024;520\n;45201;2024;20\n", (520, 20)),
        ("Kommun;SNI 2007;2023;2024\n2305;01110;7;500\n;45201;3;20\n", (520, 20)),
        ("SNI 2007;Kommun;Antal 2024\n01110;2305;500\n45201;2305;20\n", (520, 20)),
        ("Kommun|SNI 2007|Dagbefolkning, 2024\n2305|01110|500\n2305|45201|20\n", (520, 20)),
        ("Kommun;SNI 2007;2023;2024 (prel.)\n2305;01110;7;500\n2305;45201;3;20\n", (520, 20)),
        ("Kommun;SNI 2007;2024 Sysselsatta;Andel 2024\n2305;01110;500;96\n2305;45201;20;4\n", (520, 20)),
        ("Kommun;SNI 2007;År;Antal\n2305;01110;2024;1\u202f500\n2305;45201;2024;20,0\n", (1520, 20)),
    ],
)
def test_labels_written_once_and_years_as_columns_are_read_in_other_orders_too(tmp_path, text, expected):
    found = counts(extract(tmp_path, text))
    if expected is None:
        assert found == {("2305", "2024"): (520, 20), ("2380", "2024"): (100, 10)}
    else:
        assert found["2305", "2024"] == expected


def test_a_workbook_with_merged_cells_and_numbers_as_year_headings_is_read(tmp_path):
    path = tmp_path / "utdrag.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Kommun", "SNI 2007", 2023, 2024])
        for row, place in ((1, "Bräcke"), (3, "Östersund")):
            sheet.merge_range(row, 0, row + 1, 0, place)
            sheet.write_row(row, 1, ["84111", 900, 980])
            sheet.write_row(row + 1, 1, ["45201", 100, 20])
    assert counts(read(Raw.from_file(path)))["2380", "2024"] == (1000, 20)
    assert counts(read(Raw.from_file(path)))["2305", "2023"] == (1000, 100)


def workbook(path, form, persons, code=45201):
    """An extract as a workbook: Bräcke's 2 000 outside the circular industries, and ``persons`` in one of them."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, look = book.add_worksheet(), book.add_format({"num_format": form})
        sheet.write_row(0, 0, ["Kommun", "SNI 2007", "År", "Antal"])
        sheet.write_row(1, 0, [2305, "84111", 2024, 2000])
        sheet.write_row(2, 0, [2305, code, 2024])
        sheet.write_number(2, 3, persons, look)
    return Raw.from_file(path)


@pytest.mark.parametrize(
    ("form", "persons", "shown"),
    [
        ("0.000", 1, "'1.000' may be a number of thousands"),
        ("#,##0.000", 1.9, "'1.900' may be a number of thousands"),
        ("0.0", 1.94, "'1.9' is no number of persons"),
        ("#,##0,", 1900, "'1900, som formatet #,##0, visar i tusental eller miljoner' is no number of persons"),
        ('0.0,," milj"', 1_900_000, "visar i tusental eller miljoner' is no number of persons"),
    ],
)
def test_a_number_whose_format_may_be_thousands_is_refused_by_its_line(tmp_path, form, persons, shown):
    with pytest.raises(SourceChanged) as refused:
        read(workbook(tmp_path / "utdrag.xlsx", form, persons))
    assert "utdrag.xlsx, line 3: " in str(refused.value) and shown in str(refused.value)


@pytest.mark.parametrize("form", ["General", "0", "#,##0", "0.0", "0.00", '#,##0 "pers."', "# ##0;[Red]-# ##0"])
def test_a_whole_number_is_read_whatever_shows_no_thousands(tmp_path, form):
    assert counts(read(workbook(tmp_path / "utdrag.xlsx", form, 1900))) == {("2305", "2024"): (3900, 1900)}


def test_codes_are_read_with_the_noughts_their_format_shows(tmp_path):
    """A code kept as 45.2 and shown as 45.20 is the class; one kept as 1110 and shown as 01110 is farming."""
    path = tmp_path / "utdrag.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, shows = book.add_worksheet(), [book.add_format({"num_format": form}) for form in ("00.00", "0000")]
        sheet.write_row(0, 0, ["Kommun", "SNI 2007", "År", "Antal"])
        for row, (code, persons) in enumerate(((1.11, 500), (45.2, 20)), start=1):
            sheet.write_row(row, 2, [2024, persons])
            sheet.write_number(row, 1, code, shows[0])
            sheet.write_number(row, 0, 114, shows[1])
    assert counts(read(Raw.from_file(path))) == {("0114", "2024"): (520, 20)}


WHOLE = HEAD + "2305;01110;2024;500\n2305;45201;2024;20\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + ";01110;2024;500\n2305;45201;2024;20\n", "line 2: nothing stands under Kommun"),
        (WHOLE + "\n;84111;2024;7\n", "line 5: nothing stands under Kommun"),
        (WHOLE + ";;;520\n", "line 4: nothing stands under Kommun, SNI 2007, År"),
        (WHOLE + ";84111;2024;\n", "line 4: '' is no number of persons"),
        (WHOLE + "2380;;2024;520\n", "line 4: '' is no industry"),
        (WHOLE + "2380;01110;;520\n", "line 4: no year in ''"),
        (WHOLE + "2380;01110;2024;12.345\n", "line 4: '12.345' may be a number of thousands"),
        (WHOLE + "2380;01110;2024;1,234,567\n", "line 4: '1,234,567' may be a number of thousands"),
        (WHOLE + "2380;01110;2024;12 34\n", "line 4: '12 34' is no number of persons"),
        (WHOLE + "2380;01110;2024;1.9\n", "line 4: '1.9' is no number of persons"),
        ("Kommun;SNI 2007;Män 2024;Kvinnor 2024\n2305;01110;5;5\n", "no column for år, sysselsatta"),
        ("Kommun;SNI 2007;Sysselsatta 2024;Anställda 2024\n2305;01110;5;5\n", "several columns are of 2024"),
        ("Kommun;SNI 2007;2023;2024\n2305;01110;5\n", "line 2: the row ends after"),
        ("Kommun;Sysselsatta (SNI 2007);SNI\n2305;5;01110\n", "no column for år"),
    ],
)
def test_what_is_not_clear_is_refused_by_its_line(tmp_path, text, told):
    assert told in refused(tmp_path, text)


def test_a_note_beside_the_table_is_no_row_of_it(tmp_path):
    assert counts(extract(tmp_path, WHOLE + ";Källa: SCB;;\n")) == {("2305", "2024"): (520, 20)}


@pytest.mark.parametrize("sign", [*range(0x80, 0xA0)])
def test_any_byte_of_windows_code_page_stays_within_its_field(tmp_path, sign):
    path = tmp_path / "utdrag.csv"
    path.write_bytes(
        WHOLE.replace("År;S", "År;Not;S").replace("2024;", "2024;x#y;").encode("cp1252").replace(b"#", bytes([sign]))
    )
    assert counts(read(Raw.from_file(path))) == {("2305", "2024"): (520, 20)}


@pytest.mark.parametrize(
    "title",
    [
        "a, b, c, d, e, f",
        "Sysselsatta efter kommun, näringsgren SNI 2007, år",
        "x | y | z | å | ä | ö",
        "a\tb\tc\td\te",
    ],
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_the_one_under_which_the_header_is_found(tmp_path, title, delimiter):
    text = f"{title}\n\n{WHOLE.replace(';', delimiter)}"
    assert counts(extract(tmp_path, text)) == {("2305", "2024"): (520, 20)}
