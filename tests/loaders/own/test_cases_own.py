"""Own figures as Excel keeps them: per cent, periods made into dates, minus signs, and signs between thousands."""

from datetime import date, datetime, time

import openpyxl
import pytest

from dashboard.views import participants
from loaders.ground.errors import UsageError
from loaders.own import read_figures, read_projections
from loaders.own.history import OwnHistory
from tests.loaders.cases import import_file
from tests.shared import shared_file

HEADINGS = ("indikator", "plats", "period", "värde", "bas", "enhet", "vem", "när", "grad")
ROW = ("Rådgivningar", "23", "2026", 12, 460, "rådgivningar", "Almi", "2026-10-20", "uppgift")


def known(tmp_path):
    return OwnHistory(tmp_path / "data" / "own-history", tmp_path / "data" / "own").read()


def read(tmp_path, column, value, number_format=None, **others):
    """The one figure of a workbook in which one cell is as told."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    sheet.append(ROW)
    for name, other in {column: value, **others}.items():
        sheet.cell(2, HEADINGS.index(name) + 1).value = other
    if number_format:
        sheet.cell(2, HEADINGS.index(column) + 1).number_format = number_format
    path = tmp_path / "uppgifter.xlsx"
    book.save(path)
    (found,) = read_figures(path)
    return found


def refused(tmp_path, *args, **others):
    with pytest.raises(UsageError) as caught:
        read(tmp_path, *args, **others)
    return caught.value.message_sv


@pytest.mark.parametrize(
    ("name", "period", "value", "base"),
    [
        ("procent_i_cell", "2026", "”25 %”", ""),
        ("procent_utan_bas", "2026", "”25 %”", ""),
        ("period_som_datum", "2026-05", "12 rådgivningar", "2,6 procent av 460"),
        ("negativt_tal", "2026", "−120 personer", "130 000 personer"),
    ],
)
def test_the_cases_say_what_their_cells_show(tmp_path, monkeypatch, capsys, name, period, value, base):
    code, said = import_file(tmp_path, monkeypatch, capsys, "own", shared_file(f"cases/own/{name}.xlsx"))
    assert code == 0, said
    (figure,) = known(tmp_path).figures
    told = (str(figure.period), participants.value(figure), participants.base(figure))
    assert tuple(text.replace("\u00a0", " ") for text in told) == (period, value, base)


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("tusental_punkt.xlsx", "rad 2, cell D2: ”12.500” kan vara tusental"),
        ("egen prognos tusental punkt.csv", "rad 2: ”7.100” kan vara tusental"),
        ("egen prognos tusental komma.csv", "rad 2: ”7,100” kan vara tusental"),
    ],
)
def test_a_sign_that_may_part_thousands_is_refused_by_its_line(tmp_path, monkeypatch, capsys, name, where):
    code, said = import_file(tmp_path, monkeypatch, capsys, "own", shared_file(f"cases/own/{name}"))
    assert code != 0
    assert f"{name}, {where}" in said
    found = known(tmp_path)
    assert not found.figures
    assert not found.projections


@pytest.mark.parametrize(
    ("value", "number_format", "said", "level"),
    [
        (0.25, "0%", "25 %", None),
        (0.25, "+0%;-0%", "+25 %", 575),
        (-0.25, "+0%;-0%", "−25 %", 345),
        (-0.25, "0%", "−25 %", 345),
        (0.0255, "0.0%", "2,6 %", None),
        (0.285, "0%", "29 %", None),
        (0.333333, "0.00 %", "33,33 %", None),
        (25, '0" %"', "25 %", None),
        (25, "0\\ \\%", "25 %", None),
        (1.5, "#,##0.0", "1,5", 1.5),
        (1.125, "0.000", "1,125", 1.125),
        (1200, '# ##0 "tkr"', "1200", 1200),
        (-3, "0;[Red]0", "-3", -3),
        ("+25 %", None, "+25 %", 575),
        ("1\u202f200", None, "1 200", 1200),
        ("\u2212120", None, "\u2212120", -120),
    ],
)
def test_a_value_is_read_as_the_cell_shows_it(tmp_path, value, number_format, said, level):
    found = read(tmp_path, "värde", value, number_format)
    assert found.said == said
    assert found.level == (None if level is None else pytest.approx(level))


@pytest.mark.parametrize(
    ("value", "number_format", "period"),
    [
        (datetime(2026, 5, 1), "mmm-yy", "2026-05"),
        (date(2026, 5, 31), "mmmm yyyy", "2026-05"),
        (date(2026, 5, 1), "yyyy-mm-dd", "2026-05"),
        (date(2026, 12, 31), "yyyy", "2026"),
        (date(2026, 1, 1), '"år "yyyy', "2026"),
        (date(2026, 5, 1), "[$-41D]mmm\\ yyyy;@", "2026-05"),
        (2026, None, "2026"),
        ("2026-Q2", None, "2026-Q2"),
    ],
)
def test_a_period_made_into_a_date_is_the_month_or_year_it_shows(tmp_path, value, number_format, period):
    assert str(read(tmp_path, "period", value, number_format).period) == period


@pytest.mark.parametrize(
    ("column", "value", "number_format", "told"),
    [
        ("period", date(2026, 5, 12), "yyyy-mm-dd", "cell C2: den är ett datum, 2026-05-12"),
        ("period", date(2026, 5, 1), "mmmm", "cell C2: den är ett datum"),
        ("period", datetime(2026, 5, 1, 12, 30), "hh:mm", "cell C2: den är ett datum"),
        ("period", time(12, 30), "hh:mm", "cell C2: den är datumet eller tiden 12:30:00"),
        ("värde", date(2026, 12, 5), "d/m", "cell D2: den är datumet eller tiden 2026-12-05"),
        ("värde", "#DIV/0!", None, "cell D2: den har felet #DIV/0!"),
        ("värde", 12000, "#,##0,", "cell D2: talformatet visar 12000 i tusental"),
        ("bas", "50.000", None, "cell E2: ”50.000” kan vara tusental"),
        ("bas", "50,000", None, "Skriv 50000 om det är tusental"),
        ("värde", "+1.250 %", None, "cell D2: ”1.250” kan vara tusental"),
        ("plats", "Bortabo", None, "rad 2, cell B2: "),
    ],
)
def test_what_a_cell_shows_and_cannot_mean_is_refused_by_cell(tmp_path, column, value, number_format, told):
    assert told in refused(tmp_path, column, value, number_format)


def test_a_quotation_is_printed_as_written_whatever_its_signs(tmp_path):
    assert read(tmp_path, "värde", "12.500", bas=None).said == "12.500"
    assert read(tmp_path, "värde", "-120", bas=None).is_quotation


def test_a_number_below_nought_is_no_change_and_no_share(tmp_path):
    found = read(tmp_path, "värde", -120)
    assert not found.is_change
    assert participants.base(found) == "460\u00a0rådgivningar"
    assert participants.base(read(tmp_path, "värde", "-20 %")).startswith("-20 % från 460")


def projections(tmp_path, text):
    path = tmp_path / "egen prognos.csv"
    path.write_text(text, encoding="utf-8")
    return read_projections(path)


@pytest.mark.parametrize(
    "text",
    [
        "årgång;kommun;2030;2035\n2026;2326;7100;6900\n",
        "årgång;kommun;Invånare 2030;Invånare 2035\n2026;2326;7 100;6\u202f900\n",
        "årgång,kommun,2035,2030,vem\n2026,Berg,6900,7100,Regionen\n",
        "Egen prognos, folkmängd efter kommun, år\n\n"
        "årgång;kommun;år;invånare\n2026;2326;2030;7100\n2026;2326;2035;6\u2009900\n",
    ],
)
def test_projections_with_years_as_columns_and_thin_spaces_are_read(tmp_path, text):
    (found,) = projections(tmp_path, text)
    assert (found.place.code, found.vintage, found.residents) == ("2326", "2026", {"2030": 7100, "2035": 6900})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kommun;2030;2035\n2326;7100;6900\n", "kolumn saknas för årgång"),
        ("årgång;kommun;2030;2035\n2026;2326;7100;6.900\n", "rad 2: ”6.900” kan vara tusental"),
        ("årgång;kommun;2030;2035\n2026;2326;7100;\n", "rad 2: ”” är inget antal invånare"),
        ("årgång;kommun;2030;2035\n2026;2326;7100\n", "rad 2: "),
        ("årgång;kommun;år;invånare\n2026;2326;2030;-7100\n", "rad 2: ”-7100” är inget antal invånare"),
        ("årgång;kommun;Invånare 2030;Antal 2030\n2026;2326;1;2\n", "several columns are of 2030"),
    ],
)
def test_projections_that_are_not_clear_are_refused_by_line(tmp_path, text, told):
    with pytest.raises(UsageError) as caught:
        projections(tmp_path, text)
    assert told in caught.value.message_sv
